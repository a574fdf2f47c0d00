"""Paid months, late facts and claims for tests, made through the actions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff
from tests.factories.payments import attest, make_order
from tests.helpers import swedish_time

from framsteg.apps.decisions.models import Decision
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.payments import actions as payments
from framsteg.apps.people.models import Household
from framsteg.apps.recovery import actions, facts, queries
from framsteg.apps.recovery.enums import Ground
from framsteg.apps.recovery.facts import Corrections, NewIncome
from framsteg.apps.recovery.models import Claim, ClaimHearing, LateFacts, Recalculation
from framsteg.entitlement.kinds import IncomeKind
from framsteg.entitlement.month import Month

CAME_IN = date(2025, 6, 2)
NOTED = swedish_time(2025, 6, 3, 9, 0)
OPENED = swedish_time(2025, 6, 4, 9, 0)
HEARD = swedish_time(2025, 6, 5, 9, 0)
DECIDED = swedish_time(2025, 6, 23, 9, 0)
LATER = swedish_time(2025, 9, 1, 9, 0)


def make_paid(*months: Month, household: Household | None = None) -> list[Decision]:
    """Return decisions of the months (March and April 2025), granted and paid on the 27th of each."""
    found = []
    for month in months or (Month(2025, 3), Month(2025, 4)):
        decision = make_decision(household, month=month)
        household = decision.household
        day = swedish_time(month.year, month.month, 20, 9, 0)
        make_order(decision, at=day - timedelta(days=5))
        attest(payments.make_batch(by=make_staff(Role.ECONOMIST), at=day), at=day + timedelta(days=1))
        found.append(decision)
    return found


def wage(decision: Decision, net: int) -> Corrections:
    """Return a wage of the applicant that came in the month before the decided one."""
    before = decision.month.previous
    received = date(before.year, before.month, 25)
    return Corrections(new_incomes=[NewIncome("sökande", IncomeKind.WAGE, Decimal(net), received)])


def corrected(decision: Decision, corrections: Corrections) -> actions.CorrectedMonth:
    base = queries.base_facts([decision])[decision.pk]
    return actions.CorrectedMonth(decision, facts.corrected(base, corrections, source="Lönebesked", noted=CAME_IN))


def note(
    decisions: Sequence[Decision],
    *,
    net: int = 3000,
    corrections: Corrections | None = None,
    token: UUID | None = None,
    by: User | None = None,
    at: datetime = NOTED,
) -> LateFacts:
    """Note a wage that nobody told of in the month before each decided one; ``corrections`` takes its place."""
    household = decisions[0].household
    return actions.note_late_facts(
        household=household,
        months=[corrected(row, corrections or wage(row, net)) for row in decisions],
        what="En lön som inte fanns i ansökan.",
        source="Lönebesked",
        came_in_on=CAME_IN,
        token=token or uuid4(),
        by=by or caseworker_of(household),
        at=at,
    )


def recalculations(late: LateFacts) -> list[Recalculation]:
    return list(late.months.order_by("month"))


def open_claim(months: Sequence[Recalculation], *, ground: str = Ground.WRONG_INFORMATION, **given: Any) -> Claim:
    """Take up what was paid too much in each recalculated month."""
    household = months[0].decision.household
    return actions.open_claim(
        household=household,
        months=[actions.Claimed(row.decision, -(row.difference or Decimal(0)), row) for row in months],
        **{
            "ground": ground,
            "reason": "Lönen stod inte i ansökan, fast den kom varje månad.",
            "token": uuid4(),
            "by": caseworker_of(household),
            "at": OPENED,
        }
        | given,
    )


def make_claim(household: Household | None = None) -> Claim:
    """Return a claim of 3 000 kr for each of March and April 2025, taken up and no more."""
    return open_claim(recalculations(note(make_paid(household=household))))


def hear(claim: Claim, *, days: int = 14) -> ClaimHearing:
    return actions.send_claim_hearing(
        claim=claim,
        text="Vi utreder om du ska betala tillbaka.",
        reply_by=HEARD.date() + timedelta(days=days),
        by=caseworker_of(claim.household),
        at=HEARD,
    )


def find_out(
    claim: Claim, *, would_lack_means: bool | None = False, exceptional_reasons: bool = False, children: str = ""
) -> Claim:
    return actions.note_circumstances(
        claim=claim,
        would_lack_means=would_lack_means,
        exceptional_reasons=exceptional_reasons,
        circumstances="Har arbete sedan i maj och pengar kvar efter hyran.",
        children=children,
        version=claim.version,
        by=caseworker_of(claim.household),
        at=HEARD,
    )


def manager_of(household: Household) -> User:
    """Return a manager in the household's unit."""
    return User.objects.filter(role=Role.MANAGER, unit=household.unit).first() or make_staff(
        Role.MANAGER, unit=household.unit
    )


def decide(claim: Claim, *, by: User | None = None, at: datetime = DECIDED, **given: Any) -> Claim:
    return actions.decide_claim(
        claim=claim,
        **{
            "amount": Decimal(6000),
            "reasons": "Du visste om lönen och skrev inte upp den.",
            "version": claim.version,
        }
        | given,
        by=by or manager_of(claim.household),
        at=at,
    )


def make_decided_claim(household: Household | None = None) -> Claim:
    """Return a claim of 6 000 kr, heard, looked into and decided."""
    claim = make_claim(household)
    hear(claim)
    return decide(find_out(claim))


def caseworker_of(household: Household) -> User:
    assert household.caseworker is not None, "the household has no caseworker"
    return household.caseworker
