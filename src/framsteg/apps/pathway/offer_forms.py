"""What the staff write about the catalogue, places, attendance and evidence. Fields bear the actions' names."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core.inputs import DayField, KronorField
from framsteg.apps.pathway.enums import ActivityKind, Attendance, ReportedBy, Workplace

UNKNOWN = gettext_lazy("okänd")
MOST_SEATS = 200


class HourField(forms.TimeField):
    """A time of day, chosen in the browser or written as 09:00."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M"], **kwargs)


class OfferForm(forms.Form):
    """An activity of the catalogue. What is left empty is okänd, never nothing."""

    label = forms.CharField(label=gettext_lazy("Namn"), max_length=160)
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Insats"), choices=[("", gettext_lazy("Välj")), *ActivityKind.choices], coerce=ActivityKind
    )
    provider = forms.CharField(label=gettext_lazy("Anordnare"), max_length=160, required=False)
    place = forms.CharField(label=gettext_lazy("Plats"), max_length=160, required=False)
    workplace = forms.TypedChoiceField(
        label=gettext_lazy("Slag av arbetsplats"),
        choices=[("", UNKNOWN), *Workplace.choices],
        coerce=Workplace,
        empty_value=None,
        required=False,
    )
    hours_per_week = forms.IntegerField(
        label=gettext_lazy("Timmar i veckan"), min_value=1, max_value=40, required=False
    )
    starts_on = DayField(label=gettext_lazy("Börjar"), required=False)
    ends_on = DayField(
        label=gettext_lazy("Upphör"),
        required=False,
        help_text=gettext_lazy("Programmets sista dag. Ingen kan börja efter den."),
    )
    eligibility = forms.CharField(
        label=gettext_lazy("Vem den är för"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    monthly_cost = KronorField(
        label=gettext_lazy("Kostnad per plats och månad, kronor"),
        required=False,
        help_text=gettext_lazy("Lämna tomt om kostnaden är okänd."),
    )

    def __init__(self, *args: Any, in_model: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("ingen")), *in_model]
        self.fields["activity_id"] = forms.ChoiceField(
            label=_("Insats i arbetsmodellen"), choices=choices, required=False
        )


class NewOfferForm(OfferForm):
    seats = forms.IntegerField(
        label=gettext_lazy("Antal platser"),
        min_value=0,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy("Lämna tomt om antalet är okänt. Då finns ingen gräns."),
    )


class SeatsForm(forms.Form):
    count = forms.IntegerField(label=gettext_lazy("Antal nya platser"), min_value=1, max_value=MOST_SEATS)


class SessionForm(forms.Form):
    """A line of the week."""

    weekday = forms.TypedChoiceField(label=gettext_lazy("Dag"), choices=list(WEEKDAYS.items()), coerce=int)
    starts = HourField(label=gettext_lazy("Från"))
    ends = HourField(label=gettext_lazy("Till"))
    label = forms.CharField(label=gettext_lazy("Vad som görs"), max_length=120)


class CohortForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Gruppens namn"), max_length=80)
    starts_on = DayField(label=gettext_lazy("Första dag"))
    ends_on = DayField(label=gettext_lazy("Sista dag"))
    places = forms.IntegerField(
        label=gettext_lazy("Platser"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy("Lämna tomt om antalet är okänt."),
    )


class JoinCohortForm(forms.Form):
    """The first day with a group; ``cohorts`` are those that can be joined."""

    starts_on = DayField(label=gettext_lazy("Första dag"))

    def __init__(self, *args: Any, cohorts: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"] = forms.TypedChoiceField(
            label=_("Grupp"), choices=[("", _("Välj")), *cohorts], coerce=int
        )


class BeginForm(forms.Form):
    """The start of an activity from the catalogue. Only what the catalogue does not know is asked for."""

    starts_on = DayField(label=gettext_lazy("Börjar"))
    ends_on = DayField(label=gettext_lazy("Slutar"), required=False)
    place = forms.CharField(label=gettext_lazy("Plats"), max_length=160)
    workplace = forms.TypedChoiceField(
        label=gettext_lazy("Slag av arbetsplats"),
        choices=[("", gettext_lazy("Välj")), *Workplace.choices],
        coerce=Workplace,
    )
    hours_per_week = forms.IntegerField(label=gettext_lazy("Timmar i veckan"), min_value=1, max_value=40)
    skip_because = forms.CharField(
        label=gettext_lazy("Varför personen går före i kön"),
        max_length=200,
        help_text=gettext_lazy("Skälet sparas i kön."),
    )

    def __init__(self, *args: Any, known: Iterable[str], **kwargs: Any) -> None:
        """:param known: names of fields that need not be asked for"""
        super().__init__(*args, **kwargs)
        for name in known:
            del self.fields[name]


class LeaveForm(forms.Form):
    because = forms.CharField(label=gettext_lazy("Varför personen lämnar kön"), max_length=240)


class AbsenceForm(forms.Form):
    """What the person has told, in her own words."""

    first_day = DayField(label=gettext_lazy("Från och med"))
    last_day = DayField(label=gettext_lazy("Till och med"))
    reason = forms.CharField(
        label=gettext_lazy("Skäl med personens egna ord"),
        max_length=240,
        help_text=gettext_lazy("Skriv ingen diagnos. Det räcker med till exempel «sjuk» eller «vårdbesök»."),
    )
    how = forms.TypedChoiceField(label=gettext_lazy("Hur"), choices=ReportedBy.choices, coerce=ReportedBy)


class EvidenceForm(forms.Form):
    """A time, and the named caseworker that its attendance is handed to."""

    first_day = DayField(label=gettext_lazy("Från och med"))
    last_day = DayField(label=gettext_lazy("Till och med"))
    note = forms.CharField(
        label=gettext_lazy("Kommentar"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skriv gärna också vad kommunen inte har gjort."),
    )

    def __init__(self, *args: Any, recipients: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"] = forms.TypedChoiceField(label=_("Lämnas till"), choices=list(recipients), coerce=int)


class DayForm(forms.Form):
    """A pass over the group on one day; who is left «inte registrerad» is not touched."""

    def __init__(self, *args: Any, rows: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        """:param rows: (field, label for screen readers, mark)"""
        super().__init__(*args, **kwargs)
        choices = [("", _("inte registrerad")), *Attendance.choices]
        for name, label, mark in rows:
            widget = forms.Select(attrs={"aria-label": label})
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=mark, widget=widget
            )

    def marks(self, prefix: str) -> list[tuple[int, Attendance]]:
        """Return who was marked and how, among the fields of one kind."""
        return [
            (int(name.removeprefix(prefix)), Attendance(mark))
            for name, mark in self.cleaned_data.items()
            if mark and name.startswith(prefix)
        ]
