"""The forms with their sets of rows, handled as one: the registration of an application, and a new household."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.applications.actions import Stay
from framsteg.apps.applications.enums import Channel
from framsteg.apps.core.inputs import DayField
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.queries import persons_by_number
from framsteg.apps.workbench.forms.rows import (
    FILLED_FROM_START,
    MAX_ROWS,
    ONLY_IN_APPLICATIONS,
    AssetForm,
    CheckedCostForm,
    CheckedIncomeForm,
    CostForm,
    IncomeForm,
    PaperForm,
    PersonForm,
    RowFormSet,
)
from framsteg.entitlement.month import Month

NOT_TYPED = {"csrfmiddlewaretoken", "key", "do", "find"}  # what a post holds beside what was filled in


class StayForm(forms.Form):
    """How the household lives in the month."""

    other_residents = forms.IntegerField(
        label=gettext_lazy("Andra som bor i bostaden, antal"), min_value=0, max_value=30, initial=0
    )
    days = forms.IntegerField(
        label=gettext_lazy("Dagar i månaden, om inte hela"),
        help_text=gettext_lazy("När hushållet flyttar in eller blir utskrivet under månaden."),
        min_value=1,
        max_value=31,
        required=False,
    )

    @property
    def stay(self) -> Stay:
        """What was typed, once it is valid."""
        return Stay(days=self.cleaned_data["days"], other_residents=self.cleaned_data["other_residents"])


class ApplicationForm(StayForm):
    """The application itself. ``household`` is the case number, empty for a new household."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    household = forms.CharField(required=False, widget=forms.HiddenInput)
    earlier_month = forms.CharField(required=False, widget=forms.HiddenInput)  # the application it was filled in from
    month = forms.CharField(
        label=gettext_lazy("Ansökan gäller månad"),
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2025-03"}),
    )
    received_on = DayField(label=gettext_lazy("Inkom den"))
    received_time = forms.TimeField(
        label=gettext_lazy("Klockan"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    channel = forms.ChoiceField(label=gettext_lazy("Kom in som"), choices=Channel.choices)
    urgent = forms.BooleanField(label=gettext_lazy("Akut: mat, boende eller el saknas nu"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Jag blir hushållets handläggare"), required=False, initial=True)
    confirmed = forms.BooleanField(
        label=gettext_lazy("Jag har gått igenom uppgifterna från förra ansökan och ändrat det som är annorlunda"),
        required=False,
    )

    def clean_month(self) -> Month:
        try:
            return Month.parse(self.cleaned_data["month"])
        except ValueError as error:
            raise forms.ValidationError(str(error))

    def clean(self) -> None:
        if self.cleaned_data.get("earlier_month") and not self.cleaned_data.get("confirmed"):
            self.add_error("confirmed", _("Gå igenom uppgifterna och kryssa i att du har gjort det."))

    @property
    def received_at(self) -> datetime:
        """When the application came in, in Swedish time."""
        day, clock = self.cleaned_data["received_on"], self.cleaned_data["received_time"]
        return datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())


class HouseholdForm(forms.Form):
    """A new household."""

    since = DayField(label=gettext_lazy("Hushållet finns sedan"))
    mine = forms.BooleanField(label=gettext_lazy("Jag blir hushållets handläggare"), required=False, initial=True)


class Rows:
    """
    A form with its sets of rows, handled as one: drawn empty, filled in beforehand, or as it was sent.

    ``sets`` gives the row form and the number of empty rows of each set, by its prefix.
    """

    form_class: type[forms.Form]
    sets: dict[str, tuple[type[forms.Form], int]]
    needs_obstacle = False

    def __init__(
        self,
        *,
        on: date,
        data: QueryDict | None = None,
        files: Any = None,
        initial: Mapping[str, Any] | None = None,
        more: str = "",
    ) -> None:
        """``initial``: values of the form under "form" and lists of rows by prefix; ``more``: the set to lengthen."""
        given = initial or {}
        self.form = self.form_class(data, initial=given.get("form"))
        self.rows: dict[str, Any] = {}  # RowFormSet by prefix
        for prefix, (row_form, blank) in self.sets.items():
            before = list(given.get(prefix, ()))
            extra = len(before) + blank + (2 if prefix == more else 0)
            if prefix == "persons" and before and prefix != more:
                extra = len(before)
            kwargs = {"on": on, "needs_obstacle": self.needs_obstacle} if row_form is PersonForm else {}
            make = forms.formset_factory(
                row_form, formset=RowFormSet, extra=extra, max_num=MAX_ROWS, absolute_max=MAX_ROWS
            )
            self.rows[prefix] = make(data, files, prefix=prefix, initial=before or None, form_kwargs=kwargs)

    @classmethod
    def initial_of(cls, texts: Mapping[str, list[str]]) -> dict[str, Any]:
        """Turn what was typed, faults included, into first values; empty rows at the end of a set are dropped."""
        first = {name: values[-1] for name, values in texts.items() if values}
        initial: dict[str, Any] = {"form": {name: first.get(name, "") for name in cls.form_class.base_fields}}
        for prefix, (row_form, _blank) in cls.sets.items():
            names = [*row_form.base_fields, *(ONLY_IN_APPLICATIONS if row_form is PersonForm else ())]
            total = first.get(f"{prefix}-TOTAL_FORMS", "0")
            rows = [
                {name: first.get(f"{prefix}-{place}-{name}", "") for name in names}
                for place in range(min(int(total), MAX_ROWS) if total.isdecimal() else 0)
            ]
            while rows and not any(value for name, value in rows[-1].items() if name not in FILLED_FROM_START):
                rows.pop()
            initial[prefix] = rows
        return initial

    @property
    def persons(self) -> Any:
        return self.rows["persons"]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Give every field, so that the error summary can speak for the whole page."""
        yield from self.form
        for rows in self.rows.values():
            for form in rows:
                yield from form

    def non_field_errors(self) -> list[str]:
        """Return the errors that belong to no field."""
        every = [self.form, *(form for rows in self.rows.values() for form in rows)]
        return [str(error) for form in every for error in form.non_field_errors()]

    def is_valid(self) -> bool:
        """Tell whether everything can be sent on; errors stand beside their fields."""
        valid = [self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())]
        if not all(valid):
            return False
        self._check_persons()
        return not self.form.errors and all(rows.is_valid() for rows in self.rows.values())

    def refuse(self, why: str) -> None:
        """Show why the action refused what was typed."""
        self.form.add_error(None, why)

    def _check_persons(self) -> None:
        filled = self.persons.filled
        if [form.cleaned_data["role"] for form in filled].count(MemberRole.APPLICANT) != 1:
            self.refuse(_("Välj vem av personerna som är sökande. Det ska vara en."))
        known = persons_by_number(form.cleaned_data["personal_number"] for form in filled)
        for form in filled:
            if form.cleaned_data["personal_number"] not in known:
                for name in ("given_name", "family_name"):
                    if not form.cleaned_data[name].strip():
                        form.add_error(name, _("Fyll i namnet: personen finns inte i registret än."))


class NewHousehold(Rows):
    """A household with its persons."""

    form_class = HouseholdForm
    sets = {"persons": (PersonForm, 3)}

    def typed(self) -> dict[str, Any]:
        """Return the arguments of ``actions.open_household``, once everything is valid."""
        return {"persons": [form.row() for form in self.persons.filled], **self.form.cleaned_data}


class FactRows(Rows):
    """The facts of an application: its persons, costs, incomes and assets. An income names its person by the row."""

    needs_obstacle = True
    sets = {
        "persons": (PersonForm, 1),
        "costs": (CostForm, 2),
        "incomes": (IncomeForm, 2),
        "assets": (AssetForm, 1),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [(str(place), self.label(place)) for place, _form in enumerate(self.persons, start=1)]
        for prefix in ("incomes", "assets"):
            for form in self.rows[prefix]:
                form.fields["person"].choices = choices

    def facts(self) -> dict[str, Any]:
        """Return what was typed in the rows, once everything is valid."""
        numbers = self._numbers()
        return {
            "persons": [row.row() for row in self.persons.filled],
            "costs": [row.row() for row in self.rows["costs"].filled],
            "incomes": [row.row(numbers[row.cleaned_data["person"]]) for row in self.rows["incomes"].filled],
            "assets": [row.row(numbers[row.cleaned_data["person"]]) for row in self.rows["assets"].filled],
        }

    def _check_persons(self) -> None:
        super()._check_persons()
        numbers = self._numbers()
        for prefix in ("incomes", "assets"):
            for form in self.rows[prefix].filled:
                if form.cleaned_data["person"] not in numbers:
                    form.add_error("person", _("Den personen är inte ifylld ovan."))

    def _numbers(self) -> dict[str, str]:
        """Return each filled-in person's number by the row's place."""
        return {
            str(place): form.cleaned_data["personal_number"]
            for place, form in enumerate(self.persons, start=1)
            if form.has_changed()
        }

    def label(self, place: int) -> str:
        """Return what the person in a row is called among the choices."""
        name = self.persons[place - 1]["given_name"].value() or ""
        return _("Person %(place)s") % {"place": place} + (f", {name}" if name else "")


class Registration(FactRows):
    """The whole page on which an application is registered."""

    form: ApplicationForm
    form_class = ApplicationForm
    sets = {
        **FactRows.sets,
        "costs": (CheckedCostForm, 2),
        "incomes": (CheckedIncomeForm, 2),
        "papers": (PaperForm, 2),
    }

    @property
    def earlier_month(self) -> Month | None:
        """The month of the application that the page was filled in from."""
        try:
            return Month.parse(self.form["earlier_month"].value() or "")
        except ValueError:
            return None

    @cached_property
    def token(self) -> str:
        """The form's own token, made anew for a form that has none."""
        return str(self.form["token"].value() or uuid4())

    def typed(self) -> dict[str, Any]:
        """Return the arguments of ``actions.register_application`` but the household, once everything is valid."""
        form = self.form.cleaned_data
        return {
            "month": form["month"],
            "received_at": self.form.received_at,
            "channel": form["channel"],
            "stay": self.form.stay,
            "urgent": form["urgent"],
            "mine": form["mine"],
            "token": form["token"],
            **self.facts(),
            "papers": [row.row() for row in self.rows["papers"].filled],
        }


def texts_of(data: QueryDict) -> dict[str, list[str]]:
    """Return what was typed in a form by field name, for keeping as a draft. Files cannot be kept."""
    return {name: data.getlist(name) for name in data if name not in NOT_TYPED and not name.endswith("-file")}
