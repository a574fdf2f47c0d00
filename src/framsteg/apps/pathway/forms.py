"""What the staff write on a person's way to work. Forms validate; the actions save. Fields bear the actions' names."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.pathway.enums import ActivityKind, Attendance, Theme, Workplace


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2026-03-27."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class ReferForm(forms.Form):
    first_day = DayField(label=gettext_lazy("Första dag på Jobbcentrum"))


class StartForm(forms.Form):
    starts_on = DayField(label=gettext_lazy("Första dag"))


class EndProgrammeForm(forms.Form):
    ended_on = DayField(label=gettext_lazy("Sista dag"))


class StaffForm(forms.Form):
    """Who of the staff gets the journey; ``choices`` are those who have the role now."""

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"] = forms.TypedChoiceField(label=_("Namn"), coerce=int, choices=[("", _("Välj")), *choices])
        self.fields["reason"] = forms.CharField(
            label=_("Skäl till bytet"), max_length=240, required=False, help_text=_("Behövs när någon annan tar över.")
        )


class ActivityForm(forms.Form):
    """An activity of the journey's model; ``kinds`` are those that it has."""

    place = forms.CharField(label=gettext_lazy("Arbetsplats"), max_length=160)
    workplace = forms.TypedChoiceField(
        label=gettext_lazy("Slag av arbetsplats"),
        choices=[("", gettext_lazy("Välj")), *Workplace.choices],
        coerce=Workplace,
    )
    hours_per_week = forms.IntegerField(label=gettext_lazy("Timmar i veckan"), min_value=1, max_value=40)
    starts_on = DayField(label=gettext_lazy("Börjar"))
    ends_on = DayField(label=gettext_lazy("Slutar"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[str] = ActivityKind.values, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(ActivityKind.choices)
        choices = [("", _("Välj")), *((kind, labels[kind]) for kind in kinds)]
        self.fields["kind"] = forms.TypedChoiceField(label=_("Insats"), choices=choices, coerce=ActivityKind)
        self.order_fields(["kind"])


class EndActivityForm(forms.Form):
    ended_on = DayField(label=gettext_lazy("Sista dag"))
    result = forms.CharField(label=gettext_lazy("Hur det gick"), max_length=240)


class MappingForm(forms.Form):
    """Theme by theme, the person's own words and the worker's view in fields of their own, and a summary."""

    summary = forms.CharField(
        label=gettext_lazy("Sammanfattning"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Det ni är överens om, och det ni ser olika på."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for theme in Theme:
            self.fields[f"{theme}_person"] = _text(_("Personens egna ord"))
            self.fields[f"{theme}_worker"] = _text(_("Din bedömning"))

    def themes(self) -> list[dict[str, Any]]:
        """Return the fields in pairs, for the page."""
        return [
            {"label": theme.label, "person": self[f"{theme}_person"], "worker": self[f"{theme}_worker"]}
            for theme in Theme
        ]

    def answers(self) -> list[dict[str, str]]:
        """Return what ``hold_mapping`` takes."""
        data = self.cleaned_data
        return [{"theme": t.value, "person": data[f"{t}_person"], "worker": data[f"{t}_worker"]} for t in Theme]


class AttendanceForm(forms.Form):
    """A pass over the group on one day; who is left «inte registrerad» is not touched."""

    def __init__(self, *args: Any, enrolments: Iterable[tuple[int, str, str]], **kwargs: Any) -> None:
        """:param enrolments: (id, label for screen readers, mark) of those who are enrolled on the day"""
        super().__init__(*args, **kwargs)
        choices = [("", _("inte registrerad")), *Attendance.choices]
        for pk, label, mark in enrolments:
            widget = forms.Select(attrs={"aria-label": label})
            self.fields[f"mark_{pk}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=mark, widget=widget
            )

    def marks(self) -> list[tuple[int, Attendance]]:
        """Return who was marked and how."""
        data = self.cleaned_data.items()
        return [(int(name.removeprefix("mark_")), Attendance(mark)) for name, mark in data if mark]


def _text(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))
