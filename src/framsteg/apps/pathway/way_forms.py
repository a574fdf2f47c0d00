"""What the staff write at follow-ups, meetings and exits. Forms validate; the actions save; fields bear their names."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core.inputs import DayField
from framsteg.apps.pathway.enums import Destination, FollowUpMode, Progress


def _lines(**kwargs: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, **kwargs)


class BookForm(forms.Form):
    planned_on = DayField(label=gettext_lazy("Dag"))
    mode = forms.TypedChoiceField(label=gettext_lazy("Form"), choices=FollowUpMode.choices, coerce=FollowUpMode)


class HoldForm(forms.Form):
    """How it went, what both sides do until next time, and when that is."""

    note = forms.CharField(label=gettext_lazy("Anteckning"), widget=forms.Textarea(attrs={"rows": 3}))
    progress = forms.TypedChoiceField(
        label=gettext_lazy("Framsteg mot personens eget mål"),
        choices=Progress.choices,
        coerce=Progress,
        initial=Progress.UNKNOWN,
        required=False,
        empty_value=Progress.UNKNOWN,
    )
    person_commits = _lines(label=gettext_lazy("Personen gör till nästa gång"))
    kommun_commits = _lines(label=gettext_lazy("Vi gör till nästa gång"))
    next_on = DayField(label=gettext_lazy("Nästa uppföljning"), required=False)


class MeetingForm(forms.Form):
    """Which meeting it was and who took part; ``kinds`` and ``roles`` are (id, name) of the journey's model."""

    note = _lines(
        label=gettext_lazy("Anteckning"),
        help_text=gettext_lazy("Skriv varför, om någon som ska vara med inte var det."),
    )

    def __init__(
        self, *args: Any, kinds: Iterable[tuple[str, str]], roles: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [*kinds, ("", _("annat möte"))]
        self.fields["meeting_id"] = forms.ChoiceField(
            label=_("Möte"), choices=choices, initial=choices[0][0], required=False
        )
        self.fields["participants"] = forms.MultipleChoiceField(
            label=_("Vilka som var med"), choices=list(roles), widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(["meeting_id", "participants", "note"])


class ExitForm(forms.Form):
    """Where the person went; ``destinations`` are those of the journey's model."""

    detail = forms.CharField(
        label=gettext_lazy("Närmare"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Arbetsgivare, utbildning, ersättning eller kommun."),
    )
    exited_on = DayField(label=gettext_lazy("Avslutsdag"))

    def __init__(self, *args: Any, destinations: Iterable[str] = Destination.values, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Destination.choices)
        self.fields["destination"] = forms.TypedChoiceField(
            label=_("Vart"), choices=[("", _("Välj")), *((id, labels[id]) for id in destinations)], coerce=Destination
        )
        self.order_fields(["destination", "detail", "exited_on"])


class AftercareForm(forms.Form):
    still_self_supporting = forms.TypedChoiceField(
        label=gettext_lazy("Försörjer sig personen själv?"),
        choices=[
            ("yes", gettext_lazy("ja")),
            ("no", gettext_lazy("nej")),
            ("unknown", gettext_lazy("gick inte att få veta")),
        ],
        coerce={"yes": True, "no": False, "unknown": None}.get,
        widget=forms.RadioSelect,
        empty_value=None,
    )
    note = _lines(label=gettext_lazy("Anteckning"))


class MoveForm(forms.Form):
    planned_on = DayField(label=gettext_lazy("Ny dag"))
