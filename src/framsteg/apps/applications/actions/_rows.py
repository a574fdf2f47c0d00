"""The rows that an application is made of, as they are handed in, and what they must agree on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from framsteg.apps.applications.enums import AssetKind, CostKind, Evidence, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.models import Applicant, Application
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household, Membership, Person
from framsteg.entitlement.month import Month

UNVERIFIED: dict[str, Any] = {
    "verified_amount": None,
    "verified_source": "",
    "verified_on": None,
    "verified_by": None,
}


class WrongFacts(ActionDenied):
    """The facts contradict each other or the household: the text says how."""


@dataclass(frozen=True)
class Verified:
    """What an amount was when somebody looked, in kronor, and what was looked at."""

    amount: Decimal
    source: Evidence


@dataclass(frozen=True)
class NewApplicant:
    """
    A person in the application. ``days``: part of the month, None the whole; ``obstacle``: adults only.

    ``lma``: has the support of the act on reception of asylum seekers (ENT-05).
    """

    person: Person
    role: MemberRole
    days: int | None = None
    lunch_away: bool = False
    obstacle: Obstacle | str = ""
    lma: bool = False


@dataclass(frozen=True)
class NewCost:
    """
    A cost applied for, in kronor. ``id`` is the row that a correction changes.

    ``verified`` is for registration; later it is ``verify_cost``'s affair, and a correction leaves it.
    """

    kind: CostKind
    applied: Decimal
    note: str = ""
    id: int | None = None
    verified: Verified | None = None


@dataclass(frozen=True)
class NewIncome:
    """An income after tax in kronor, as declared, and the day it was received. ``id`` and ``verified``: as a cost's."""

    person: Person
    kind: IncomeKind
    net: Decimal
    received: date
    id: int | None = None
    verified: Verified | None = None


@dataclass(frozen=True)
class NewAsset:
    """Something owned, in kronor. ``id`` is the row that a correction changes."""

    person: Person
    kind: AssetKind
    amount: Decimal
    id: int | None = None


@dataclass(frozen=True)
class NewPaper:
    """A paper that came with the application; without a file it is kept on paper."""

    kind: PaperKind
    file: "File[bytes] | None" = None


@dataclass(frozen=True)
class Stay:
    """How the household lives in the month: ``days`` of it (None: all), and how many others live in the dwelling."""

    days: int | None = None
    other_residents: int = 0


def check_facts(
    household: Household,
    month: Month,
    days: int | None,
    members: Sequence[NewApplicant],
    incomes: Sequence[NewIncome],
    assets: Sequence[NewAsset],
) -> None:
    """Refuse facts that contradict each other or the household. :raises WrongFacts:"""
    if [member.role for member in members].count(MemberRole.APPLICANT) != 1:
        raise WrongFacts(_("En ansökan ska ha en sökande. Välj vem av personerna det är."))
    known = [member.person.pk for member in members]
    if len(known) != len(set(known)):
        raise WrongFacts(_("Samma person står två gånger i ansökan."))
    if not set(known) <= _in_household(household, month):
        raise WrongFacts(
            _("En person i ansökan hör inte till hushållet den månaden. Lägg till personen i hushållet först.")
        )
    if any(member.role not in MemberRole.adults() and member.obstacle for member in members):
        raise WrongFacts(_("Försörjningshinder anges bara för vuxna."))
    _check_days(month, days, members)
    owners = [*(row.person.pk for row in incomes), *(row.person.pk for row in assets)]
    if not set(owners) <= set(known):
        raise WrongFacts(_("En inkomst eller tillgång hör till någon som inte är med i ansökan."))


def write_members(application: Application, members: Sequence[NewApplicant]) -> None:
    """Write the persons of an application that has none."""
    Applicant.objects.bulk_create(
        Applicant(
            application=application,
            person=member.person,
            role=member.role,
            days=member.days,
            lunch_away=member.lunch_away,
            obstacle=member.obstacle,
            lma=member.lma,
        )
        for member in members
    )


def as_columns(verified: Verified | None, *, on: date, by: User) -> dict[str, Any]:
    """Return a check as the columns of its row."""
    if verified is None:
        return UNVERIFIED
    return {
        "verified_amount": verified.amount,
        "verified_source": verified.source,
        "verified_on": on,
        "verified_by": by,
    }


def _in_household(household: Household, month: Month) -> set[int]:
    rows = Membership.objects.filter(household=household, since__lte=month.last_day)
    return set(rows.exclude(until__lt=month.first_day).values_list("person_id", flat=True))


def _check_days(month: Month, days: int | None, members: Sequence[NewApplicant]) -> None:
    """A part of the month is at most the month, and nobody counts for more of it than the household."""
    words = {"days": month.last_day.day}
    if days is not None and not 1 <= days <= month.last_day.day:
        raise WrongFacts(_("Hushållets del av månaden ska vara 1 till %(days)s dagar.") % words)
    whole = days or month.last_day.day
    if any(member.days is not None and not 1 <= member.days <= whole for member in members):
        raise WrongFacts(
            _("En persons dagar ska vara 1 till %(days)s. Ingen räknas fler dagar än hushållet.") % {"days": whole}
        )
