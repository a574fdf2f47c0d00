"""What was otherwise in decided months: the occasion, what came every month, and one form a month."""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core.formats import kronor, swedish_date
from framsteg.apps.recovery.facts import Corrections, NewAsset, NewIncome, NewPerson
from framsteg.apps.recovery.forms.fields import DayInput, KronorField, text_area, without_zeros
from framsteg.entitlement.kinds import AssetKind, CostKind, IncomeKind, Labelled, Role
from framsteg.entitlement.month import Month

BLANK = [("", gettext_lazy("Välj"))]
NEW_INCOMES = (1, 2)
LIVED_WITH = [
    ("partner", gettext_lazy("sökandens make, maka eller sambo")),
    (Role.ADULT.value, gettext_lazy("annan vuxen i hushållet")),
    (Role.CHILD.value, gettext_lazy("barn")),
    (Role.PUPIL.value, gettext_lazy("skolungdom")),
]


def choices(kinds: Iterable[Labelled]) -> list[Any]:
    """Return a kind's words as choices, after the blank one."""
    return [*BLANK, *((kind.value, kind.label) for kind in kinds)]


class LateForm(forms.Form):
    """The occasion: what has come to light, from where and when."""

    what = forms.CharField(
        label=gettext_lazy("Vad som har kommit fram"),
        widget=text_area(3),
        help_text=gettext_lazy("Skriv sakligt. Texten visas i efterkontrollen och kan följa med till den enskilde."),
    )
    source = forms.CharField(
        label=gettext_lazy("Uppgiften kommer från"),
        max_length=200,
        help_text=gettext_lazy("Till exempel lönebesked från den enskilde, eller besked från Försäkringskassan."),
    )
    came_in_on = forms.DateField(label=gettext_lazy("Dag då uppgiften kom in"), widget=DayInput)
    token = forms.UUIDField(widget=forms.HiddenInput)


class EveryMonthForm(forms.Form):
    """An income that came in every month before the chosen ones; may be left empty."""

    person = forms.ChoiceField(label=gettext_lazy("Vems inkomst"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Slag"), choices=choices(IncomeKind), required=False)
    net = KronorField(label=gettext_lazy("Belopp efter skatt per månad, kr"), required=False)
    day = forms.IntegerField(
        label=gettext_lazy("Kom in den (dag i månaden före)"), min_value=1, max_value=31, required=False, initial=25
    )

    def __init__(self, *args: Any, persons: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _persons(self.fields["person"], persons)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _whole_or_empty(self, cleaned, ("person", "kind", "net", "day"), given=("kind", "net"))
        return cleaned

    def income_for(self, month: Month) -> list[NewIncome]:
        """Return the income of a valid form that counts in a month: it came in the month before."""
        row = self.cleaned_data
        if not row.get("kind"):
            return []
        before = month.previous
        day = min(row["day"], calendar.monthrange(before.year, before.month)[1])
        received = date(before.year, before.month, day)
        return [NewIncome(row["person"], IncomeKind[row["kind"].upper()], row["net"], received)]


class MonthForm(forms.Form):
    """
    One decided month's facts, to be changed to how it was. ``file`` is the case file that the correction begins from.

    What is left as it stands is no correction.
    """

    def __init__(self, *args: Any, file: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.month = Month.parse(file["month"])
        self.persons = [row["id"] for row in file["persons"]]
        self._sections: list[tuple[str, list[str]]] = []
        self._add_incomes()
        self._add_costs()
        self._add_assets()
        self._add_persons()

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, for the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self._sections if names]

    @property
    def corrections(self) -> Corrections:
        """What a valid form changes."""
        return Corrections(
            incomes=self._changed("income", [row["net"] for row in self.file["incomes"]]),
            costs=self._changed("cost", [row.get("accepted", row["applied"]) for row in self.file["costs"]]),
            assets=self._changed("asset", [row["amount"] for row in self.file["assets"]]),
            days={
                at: self.cleaned_data[f"days_{at}"]
                for at, row in enumerate(self.file["persons"])
                if self.cleaned_data[f"days_{at}"] != row.get("days")
            },
            left=frozenset(at for at in range(1, len(self.persons)) if self.cleaned_data[f"left_{at}"]),
            other_residents=self._other_residents(),
            new_incomes=[
                NewIncome(row["person"], IncomeKind[row["kind"].upper()], row["net"], row["received"])
                for row in map(self._new_income, NEW_INCOMES)
                if row["kind"]
            ],
            new_assets=self._new_assets(),
            new_persons=self._new_persons(),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in NEW_INCOMES:
            names = [f"new_{part}_{number}" for part in ("person", "kind", "net", "received")]
            _whole_or_empty(self, cleaned, names, given=names[1:])
        _whole_or_empty(
            self, cleaned, ("asset_person", "asset_kind", "asset_amount"), given=("asset_kind", "asset_amount")
        )
        _whole_or_empty(self, cleaned, ("lived_as", "lived_born"), given=("lived_as", "lived_born"))
        return cleaned

    def _add_incomes(self) -> None:
        names = []
        for at, row in enumerate(self.file["incomes"]):
            label = _("%(kind)s, %(who)s, mottaget %(day)s") % {
                "kind": IncomeKind[row["kind"].upper()].label,
                "who": row["person"],
                "day": swedish_date(date.fromisoformat(row["received"])),
            }
            names.append(self._amount(f"income_{at}", label, Decimal(row["net"])))
        self._sections.append((_("Inkomster som fanns med"), names))
        for number in NEW_INCOMES:
            self.fields[f"new_person_{number}"] = forms.ChoiceField(label=_("Vems inkomst"), required=False)
            _persons(self.fields[f"new_person_{number}"], self.persons)
            self.fields[f"new_kind_{number}"] = forms.ChoiceField(
                label=_("Slag"), choices=choices(IncomeKind), required=False
            )
            self.fields[f"new_net_{number}"] = KronorField(label=_("Belopp efter skatt, kr"), required=False)
            self.fields[f"new_received_{number}"] = forms.DateField(
                label=_("Mottaget"), widget=DayInput, required=False
            )
            fields = [f"new_{part}_{number}" for part in ("person", "kind", "net", "received")]
            self._sections.append((_("Inkomst som saknades, %(number)s") % {"number": number}, fields))

    def _add_costs(self) -> None:
        names = [
            self._amount(
                f"cost_{at}", CostKind[row["kind"].upper()].label, Decimal(row.get("accepted", row["applied"]))
            )
            for at, row in enumerate(self.file["costs"])
        ]
        self._sections.append((_("Kostnader som godtogs: skriv vad de var"), names))

    def _add_assets(self) -> None:
        names = [
            self._amount(
                f"asset_{at}", f"{AssetKind[row['kind'].upper()].label}, {row['person']}", Decimal(row["amount"])
            )
            for at, row in enumerate(self.file["assets"])
        ]
        self._sections.append((_("Tillgångar som fanns med"), names))
        self.fields["asset_person"] = forms.ChoiceField(label=_("Vems tillgång"), required=False)
        _persons(self.fields["asset_person"], self.persons)
        self.fields["asset_kind"] = forms.ChoiceField(label=_("Slag"), choices=choices(AssetKind), required=False)
        self.fields["asset_amount"] = KronorField(label=_("Värde när månaden började, kr"), required=False)
        self._sections.append((_("Tillgång som saknades"), ["asset_person", "asset_kind", "asset_amount"]))

    def _add_persons(self) -> None:
        names = []
        for at, row in enumerate(self.file["persons"]):
            self.fields[f"days_{at}"] = forms.IntegerField(
                label=_("%(who)s: dagar i månaden") % {"who": row["id"].capitalize()},
                min_value=1,
                max_value=31,
                required=False,
                initial=row.get("days"),
                help_text=_("Tomt är hela månaden."),
            )
            names.append(f"days_{at}")
        for at, row in enumerate(self.file["persons"][1:], start=1):
            self.fields[f"left_{at}"] = forms.BooleanField(
                label=_("%(who)s bodde inte i hushållet") % {"who": row["id"].capitalize()}, required=False
            )
            names.append(f"left_{at}")
        self.fields["other_residents"] = forms.IntegerField(
            label=_("Andra boende i bostaden"), min_value=0, max_value=20, initial=self.file.get("other_residents", 0)
        )
        self.fields["lived_as"] = forms.ChoiceField(
            label=_("Någon som också bodde i hushållet"), choices=[*BLANK, *LIVED_WITH], required=False
        )
        self.fields["lived_born"] = forms.DateField(label=_("Född"), widget=DayInput, required=False)
        self._sections.append((_("Personer"), [*names, "other_residents", "lived_as", "lived_born"]))

    def _amount(self, name: str, label: str, was: Decimal) -> str:
        self.fields[name] = KronorField(
            label=_("%(what)s, kr") % {"what": label},
            initial=without_zeros(was),
            help_text=_("I beslutet: %(amount)s.") % {"amount": kronor(was)},
        )
        return name

    def _changed(self, word: str, was: list[str]) -> dict[int, Decimal]:
        now = {at: self.cleaned_data[f"{word}_{at}"] for at in range(len(was))}
        return {at: amount for at, amount in now.items() if amount != Decimal(was[at])}

    def _other_residents(self) -> int | None:
        now: int = self.cleaned_data["other_residents"]
        return None if now == self.file.get("other_residents", 0) else now

    def _new_income(self, number: int) -> dict[str, Any]:
        return {part: self.cleaned_data[f"new_{part}_{number}"] for part in ("person", "kind", "net", "received")}

    def _new_assets(self) -> list[NewAsset]:
        row = self.cleaned_data
        if not row["asset_kind"]:
            return []
        return [NewAsset(row["asset_person"], AssetKind[row["asset_kind"].upper()], row["asset_amount"])]

    def _new_persons(self) -> list[NewPerson]:
        lived_as, born = self.cleaned_data["lived_as"], self.cleaned_data["lived_born"]
        if not lived_as:
            return []
        partner = lived_as == "partner"
        return [NewPerson(Role.ADULT if partner else Role[lived_as.upper()], born, partner)]


class ReasonForm(forms.Form):
    """Why a difference is left as it is."""

    reason = forms.CharField(label=gettext_lazy("Skäl"), widget=text_area(5))


class SupplementForm(ReasonForm):
    """Why a difference is supplemented, and whether the decision is so wrong that it may be changed though appealed."""

    obviously_wrong = forms.BooleanField(
        label=gettext_lazy(
            "Beslutet är uppenbart felaktigt i något väsentligt hänseende, och kan ändras snabbt och enkelt"
        ),
        required=False,
        help_text=gettext_lazy(
            "Då ska nämnden ändra det (förvaltningslagen 38 §). Är beslutet överklagat får det bara ändras då (39 §)."
        ),
    )


def _persons(field: forms.Field, persons: list[str]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(person, person.capitalize()) for person in persons]


def _whole_or_empty(form: forms.Form, cleaned: dict[str, Any], names: Iterable[str], *, given: Iterable[str]) -> None:
    """A row is begun when anything that it has no value for from the start is filled in; then all of it is needed."""
    if not any(cleaned.get(name) not in (None, "") for name in given):
        return
    for name in names:
        if cleaned.get(name) in (None, "") and name not in form.errors:
            form.add_error(name, _("Fyll i hela raden, eller töm den."))
