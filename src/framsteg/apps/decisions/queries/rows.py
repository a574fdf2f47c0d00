"""Single rows, and what follows from them: is a calculation fresh, has the person been heard, who may decide."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.core.sql import fetch
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.models import (
    Calculation,
    Decision,
    Delegation,
    Hearing,
    Injunction,
    MeansOverride,
    NormAdjustment,
    Override,
)
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import may_see_money
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import Result

Row = TypeVar("Row")

# Asked at every calculation and decision, so they are written out (``core.sql``).
_LATEST_CALCULATION = "SELECT * FROM decisions_calculation WHERE application_id = %s ORDER BY id DESC LIMIT 1"
_ASSESSED = """
    SELECT 1 FROM decisions_override WHERE application_id = %s
    UNION ALL SELECT 1 FROM decisions_meansoverride WHERE application_id = %s
    UNION ALL SELECT 1 FROM decisions_normadjustment WHERE application_id = %s LIMIT 1
"""
_MONTHS = """
    SELECT DISTINCT d.month FROM decisions_decision d LEFT JOIN decisions_amendment a ON a.decision_id = d.id
    WHERE d.household_id = %s AND (d.granted > 0 OR a.granted > 0) ORDER BY d.month
"""
_DELEGATIONS = "SELECT * FROM decisions_delegation WHERE role = %s AND kind = %s ORDER BY valid_from DESC"
_APPLICANT = """
    SELECT p.given_name, p.family_name FROM applications_applicant a JOIN people_person p ON p.id = a.person_id
    WHERE a.application_id = %s AND a.role = %s
"""


def decision_for(user: User, decision_id: int, at: datetime) -> Decision:
    """Return a decision with what its page shows. :raises Http404: unless the user may see it"""
    decision = (
        Decision.objects.select_related(
            "household__unit", "decided_by", "delegation", "calculation", "application", "receipt__noted_by"
        )
        .filter(pk=decision_id, household__in=households_for(user, at))
        .first()
    )
    return found_or_404(decision, _("Beslutet finns inte, eller är inte öppet för dig."))


def injunction_for(user: User, injunction_id: int, at: datetime) -> Injunction:
    """Return an injunction with its application. :raises Http404: unless the user may see it"""
    injunction = (
        Injunction.objects.select_related("application__household")
        .filter(pk=injunction_id, application__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(injunction, _("Föreläggandet finns inte, eller är inte öppet för dig."))


def adjustment_for(user: User, adjustment_id: int, at: datetime) -> NormAdjustment:
    """Return a higher or lower norm with its application. :raises Http404: unless the user may see it"""
    adjustment = (
        NormAdjustment.objects.select_related("application__household")
        .filter(pk=adjustment_id, application__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(adjustment, _("Avvikelsen finns inte, eller är inte öppen för dig."))


def hearing_for(user: User, hearing_id: int, at: datetime) -> Hearing:
    """Return a hearing with its application. :raises Http404: unless the user may see it"""
    hearing = (
        Hearing.objects.select_related("application__household")
        .filter(pk=hearing_id, application__household__in=households_for(user, at))
        .first()
    )
    return found_or_404(hearing, _("Kommuniceringen finns inte, eller är inte öppen för dig."))


def latest_calculation(application: Application) -> Calculation | None:
    """Return the application's last calculation."""
    return next(iter(Calculation.objects.raw(_LATEST_CALCULATION, [application.pk])), None)


def is_assessed(application: Application) -> bool:
    """Tell whether anybody has assessed a cost, an income, an asset or the norm. Usually not, and no more is read."""
    return bool(fetch(_ASSESSED, application.pk, application.pk, application.pk))


def latest_overrides(application: Application) -> dict[int, Override]:
    """Return the assessment that counts for each assessed cost, by the cost's id."""
    return {row.cost_id: row for row in application.overrides.select_related("made_by").order_by("pk")}


def latest_means_overrides(application: Application) -> tuple[dict[int, MeansOverride], dict[int, MeansOverride]]:
    """Return the assessment that counts for each assessed income, and for each assessed asset, by their ids."""
    rows = MeansOverride.objects.filter(application=application).select_related("made_by").order_by("pk")
    found = list(rows)  # the latest for a row counts
    incomes = {row.income_id: row for row in found if row.income_id is not None}
    return incomes, {row.asset_id: row for row in found if row.asset_id is not None}


def assistance_months(household: Household) -> list[Month]:
    """Return the months for which the household has been granted assistance, in order."""
    return [Month.parse(month) for (month,) in fetch(_MONTHS, household.pk)]


def delegation_for(role: str, kind: str, amount: Decimal, on: date) -> Delegation | None:
    """Return the line of the delegation order under which a role may make a decision, the newest when several."""
    lines = Delegation.objects.raw(_DELEGATIONS, [str(role), str(kind)])
    return next((line for line in lines if line.covers(amount, on)), None)


def deciders(kind: str, amount: Decimal, on: date) -> list[str]:
    """Return the roles, in words, that may make a decision; empty means that only the nämnd may."""
    roles = _delegations(kind, amount, on).order_by("role").values_list("role", flat=True).distinct()
    return [str(Role(role).label) for role in roles]


def delegation_hindrance(user: User, kind: str, amount: Decimal, on: date) -> str:
    """Return why the user may not make a decision, naming the roles that may; empty when she may."""
    if delegation_for(user.role, kind, amount, on):
        return ""
    may = ", ".join(deciders(kind, amount, on)) or _("nämnden")
    return _("Din roll har inte delegation. Beslutet fattas av: %(roles)s.") % {"roles": may}


def delegation_order(on: date) -> list[Delegation]:
    """Return the lines of the delegation order in force on a day or later."""
    lines = Delegation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return list(lines.order_by("role", "kind", "valid_from"))


def latest_hearing(application: Application, *, before_dismissal: bool = False) -> Hearing | None:
    """Return the application's last hearing with the calculation it was about, or the last before a dismissal."""
    hearings = Hearing.objects.filter(application=application, calculation__isnull=before_dismissal)
    return hearings.select_related("calculation", "sent_by", "reply_noted_by").order_by("-pk").first()


def is_heard_about(hearing: Hearing, calculation: Calculation, result: Result) -> bool:
    """Tell whether a hearing told of all that goes against the person in a calculation."""
    if hearing.calculation is None:
        return False
    if hearing.calculation_id == calculation.pk:
        return True
    told = (hearing.calculation.facts, Result.from_json(hearing.calculation.result))
    return proposal.is_covered(heard=told, decided=(calculation.facts, result))


def is_over(hearing: Hearing, at: datetime) -> bool:
    """Tell whether a hearing is answered, or its time to answer has passed."""
    return hearing.replied_at is not None or timezone.localdate(at) > hearing.reply_by


def is_fresh(calculation: Calculation, application: Application) -> bool:
    """Tell whether a calculation is made on the application, the assessments and the earlier months as they stand."""
    same_facts = calculation.application_version == application.version
    return same_facts and calculation.facts["assistance_months"] == months_before(application)


def months_before(application: Application) -> list[str]:
    """Return the household's months with assistance before the application's month, as a case file writes them."""
    return [str(month) for month in assistance_months(application.household) if month < application.month]


def applicant_of(application: Application) -> str:
    """Return the name of who applied, for the letter."""
    (name,) = fetch(_APPLICANT, application.pk, MemberRole.APPLICANT.value)
    return " ".join(name)


def households_for(user: User, at: datetime) -> QuerySet[Household]:
    """Return the households whose money and law the user may see."""
    if not may_see_money(user):
        return Household.objects.none()
    return Household.objects.visible_to(user, at)


def _delegations(kind: str, amount: Decimal, on: date) -> QuerySet[Delegation]:
    return Delegation.objects.in_force(on).filter(Q(up_to=None) | Q(up_to__gte=amount), kind=kind)


def found_or_404(row: Row | None, otherwise: str) -> Row:
    """Return the row. :raises Http404: with the text, when there is none"""
    if row is None:
        raise Http404(otherwise)
    return row
