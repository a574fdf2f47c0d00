"""One row each: a person, a cost, an income, an asset, a paper. Rows may be left empty."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.applications.actions import FileRefused, NewCost, NewPaper, Verified, check_file
from framsteg.apps.applications.enums import AssetKind, CostKind, Evidence, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.queries import Change
from framsteg.apps.core import personal_number
from framsteg.apps.core.inputs import DayField, KronorField
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.workbench.actions import AssetRow, IncomeRow, PersonRow

ONLY_IN_APPLICATIONS = ("obstacle", "days", "lunch_away", "lma")
FILLED_FROM_START = {"person", "protection", "id"}  # fields that hold something in an empty row
MAX_ROWS = 40
BLANK = [("", gettext_lazy("Välj"))]
CHECKED_AGAINST = [choice for choice in Evidence.choices if choice[0] != Evidence.UNSTATED]


class RowForm(forms.Form):
    """
    A row of a set; what it holds from the start does not make it filled in.

    ``before`` and ``change`` say what it was the month before, when the page knows.
    """

    before: Decimal | None = None
    change: Change | None = None

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - FILLED_FROM_START)


class PersonForm(RowForm):
    """One person of the household. ``needs_obstacle``: an application says why an adult cannot support herself."""

    personal_number = forms.CharField(
        label=gettext_lazy("Personnummer eller samordningsnummer"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Roll i hushållet"), choices=[*BLANK, *MemberRole.choices])
    given_name = forms.CharField(label=gettext_lazy("Förnamn"), required=False, max_length=80)
    family_name = forms.CharField(label=gettext_lazy("Efternamn"), required=False, max_length=80)
    protection = forms.ChoiceField(
        label=gettext_lazy("Skyddade personuppgifter"), choices=Protection.choices, initial=Protection.NONE
    )

    def __init__(self, *args: Any, on: date, needs_obstacle: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if needs_obstacle:
            self.fields["obstacle"] = forms.ChoiceField(
                label=_("Försörjningshinder (vuxna)"), choices=[*BLANK, *Obstacle.choices], required=False
            )
            self.fields["days"] = forms.IntegerField(
                label=_("Dagar i hushållet, om inte hela månaden"), min_value=1, max_value=31, required=False
            )
            self.fields["lunch_away"] = forms.BooleanField(
                label=_("Äter lunch borta fem dagar i veckan"), required=False
            )
            self.fields["lma"] = forms.BooleanField(
                label=_("Har bistånd enligt lagen om mottagande av asylsökande (LMA)"), required=False
            )

    def clean_personal_number(self) -> str:
        try:
            return personal_number.parse(self.cleaned_data["personal_number"], on=self.on).digits
        except ValueError as error:
            raise forms.ValidationError(str(error))

    def clean(self) -> None:
        role = self.cleaned_data.get("role")
        if "obstacle" not in self.fields or not role:
            return
        is_adult = role in MemberRole.adults()
        if is_adult and not self.cleaned_data.get("obstacle"):
            self.add_error("obstacle", _("Välj varför den vuxna inte kan försörja sig."))
        if not is_adult and self.cleaned_data.get("obstacle"):
            self.add_error("obstacle", _("Försörjningshinder anges bara för vuxna."))

    def row(self) -> PersonRow:
        """Return what was typed, once it is valid."""
        typed = dict(self.cleaned_data)
        return PersonRow(number=typed.pop("personal_number"), **typed)


class CostForm(RowForm):
    """One cost applied for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kostnad"), choices=[*BLANK, *CostKind.choices])
    applied = KronorField(label=gettext_lazy("Sökt belopp, kronor"))
    note = forms.CharField(label=gettext_lazy("Anteckning"), required=False, max_length=200)

    def row(self) -> NewCost:
        """Return what was typed, once it is valid."""
        return NewCost(**self.cleaned_data)


class PersonChoice(forms.ChoiceField):
    """A row among the persons above, by its place: 1, 2, 3."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Vem"), choices=[("1", "1")], initial="1")


class IncomeForm(RowForm):
    """One income after tax."""

    person = PersonChoice()
    kind = forms.ChoiceField(label=gettext_lazy("Inkomst"), choices=[*BLANK, *IncomeKind.choices])
    net = KronorField(label=gettext_lazy("Efter skatt, kronor"))
    received = DayField(label=gettext_lazy("Kom in på kontot"))

    def row(self, number: str) -> IncomeRow:
        """Return what was typed, once it is valid; ``number`` is the person's."""
        return IncomeRow(number=number, **_without_person(self))


class AssetForm(RowForm):
    """One asset."""

    person = PersonChoice()
    kind = forms.ChoiceField(label=gettext_lazy("Tillgång"), choices=[*BLANK, *AssetKind.choices])
    amount = KronorField(label=gettext_lazy("Värde, kronor"))

    def row(self, number: str) -> AssetRow:
        """Return what was typed, once it is valid; ``number`` is the person's."""
        return AssetRow(number=number, **_without_person(self))


class Checked(forms.Form):
    """
    Beside an amount: what it was checked against when the application was registered, and what that showed.

    Without an amount of its own a check confirms the declared one.
    """

    verified_source = forms.ChoiceField(
        label=gettext_lazy("Kontrollerat mot"),
        choices=[("", gettext_lazy("Inte kontrollerat")), *CHECKED_AGAINST],
        required=False,
    )
    verified_amount = KronorField(label=gettext_lazy("Belopp enligt underlaget, om ett annat"), required=False)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("verified_amount") is not None and not self.cleaned_data.get("verified_source"):
            self.add_error("verified_source", _("Välj vad beloppet kontrollerades mot."))

    def verified(self, declared: str) -> Verified | None:
        """Return the check, once everything is valid; ``declared`` names the field of the amount."""
        found = self.cleaned_data.pop("verified_amount")
        source = self.cleaned_data.pop("verified_source")
        return Verified(self.cleaned_data[declared] if found is None else found, Evidence(source)) if source else None


class CheckedCostForm(CostForm, Checked):
    """A cost with its check."""

    field_order = ("kind", "applied", "note")

    def row(self) -> NewCost:
        verified = self.verified("applied")
        return replace(super().row(), verified=verified)


class CheckedIncomeForm(IncomeForm, Checked):
    """An income with its check."""

    field_order = ("person", "kind", "net", "received")

    def row(self, number: str) -> IncomeRow:
        verified = self.verified("net")
        return replace(super().row(number), verified=verified)


class PaperForm(RowForm):
    """One paper that came with the application."""

    kind = forms.ChoiceField(label=gettext_lazy("Handling"), choices=[*BLANK, *PaperKind.choices])
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy(
            "Pdf, png, jpg eller heic, högst 10 MB. Utan fil antecknas att handlingen finns på papper."
        ),
    )

    def clean_file(self) -> "File[bytes] | None":
        file = self.cleaned_data["file"]
        if file is not None:
            try:
                check_file(file)
            except FileRefused as refused:
                raise forms.ValidationError(str(refused))
        return file or None

    def row(self) -> NewPaper:
        """Return what was typed, once it is valid."""
        return NewPaper(**self.cleaned_data)


if TYPE_CHECKING:  # Django's own class takes no parameter at run time
    _FormSet = forms.BaseFormSet[forms.Form]
else:
    _FormSet = forms.BaseFormSet


class RowFormSet(_FormSet):
    """Rows of which any may be left empty, those that were filled in beforehand too."""

    def initial_form_count(self) -> int:
        return 0

    @property
    def filled(self) -> list[Any]:
        """The rows in which something was typed."""
        return [form for form in self.forms if form.has_changed()]


def _without_person(form: forms.Form) -> dict[str, Any]:
    """The form names a person by the row among persons; what is typed of her is her number."""
    return {name: value for name, value in form.cleaned_data.items() if name != "person"}
