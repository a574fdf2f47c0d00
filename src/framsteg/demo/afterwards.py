"""What the demo's paid months are checked for afterwards: wages and rents nobody told of, and claims to pay back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.db.models import Count, Q

from framsteg.apps.decisions.enums import AppealHold
from framsteg.apps.decisions.models import Decision
from framsteg.apps.decisions.queries import applicant_of, hold_of
from framsteg.apps.identity.models import User
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.actions import order as order_payment
from framsteg.apps.payments.enums import PayeeKind
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import members_on
from framsteg.apps.recovery import actions, facts, queries
from framsteg.apps.recovery.enums import Ground, Proposal
from framsteg.apps.recovery.facts import Corrections, NewIncome
from framsteg.apps.recovery.models import Claim, LateFacts, Recalculation
from framsteg.demo.calendar import clock, weekdays_after
from framsteg.demo.kommun import Kommun
from framsteg.entitlement.kinds import CostKind, IncomeKind
from framsteg.entitlement.month import Month

ONE_OF = 16  # households that have been paid long enough
LONG_ENOUGH = 6  # months
WAGE = Decimal(2500)
RENT = Decimal(300)
TOKENS = UUID("8d2c5f0a-5f0e-4a6a-9c55-0c1a9a4f7f10")


def check(here: Kommun, until: datetime) -> None:
    """Let caseworkers and the manager check one household of ``ONE_OF``, in turn as far as each of the stories goes."""
    stories = (_claimed, _waiting, _supplemented, _left_alone)
    for number, household in enumerate(_households(here.manager, until)):
        assert household.caseworker is not None, "chosen so"
        paid = _paid(household, until.date() - timedelta(days=70))
        stories[number % len(stories)](household, household.caseworker, here.manager, paid, until)


def _households(manager: User, until: datetime) -> list[Household]:
    paid = Count("orders", filter=Q(orders__batch__attested_at__isnull=False), distinct=True)
    rows = Household.objects.visible_to(manager, until).exclude(caseworker=None).annotate(paid=paid)
    return list(rows.filter(paid__gte=LONG_ENOUGH).select_related("caseworker", "unit").order_by("number")[::ONE_OF])


def _paid(household: Household, before: date) -> list[Decision]:
    """Return the last three months that were paid out before a day, in order."""
    orders = household.orders.filter(batch__attested_at__isnull=False, batch__pay_on__lt=before)
    paid = set(orders.values_list("decision", flat=True))
    decisions = [row for row in queries.decided_months(household) if row.pk in paid]
    return decisions[:3][::-1]


def _claimed(household: Household, caseworker: User, manager: User, paid: Sequence[Decision], until: datetime) -> None:
    """A wage that nobody told of: heard, decided, and paid back in part."""
    noted = clock(weekdays_after(until.date(), -45), 9)
    months = _too_much(_note_wage(household, caseworker, paid, noted))
    if not months:
        return
    claim = _open(household, caseworker, months, noted + timedelta(hours=2))
    heard = noted + timedelta(hours=3)
    hearing = actions.send_claim_hearing(
        claim=claim,
        text=queries.hearing_text(claim, list(claim.months.order_by("month"))),
        reply_by=noted.date() + timedelta(days=14),
        by=caseworker,
        at=heard,
    )
    answered = clock(weekdays_after(noted.date(), 4), 10)
    actions.note_claim_reply(
        hearing=hearing, reply="Jag förstod inte att extrajobbet skulle skrivas upp.", by=caseworker, at=answered
    )
    has_children = any(member.role == MemberRole.CHILD for member in members_on(household, answered.date()))
    actions.note_circumstances(
        claim=claim,
        would_lack_means=False,
        exceptional_reasons=False,
        circumstances="Har arbete sedan en tid och pengar kvar när hyran är betald.",
        children="Barnens mat, kläder och fritid ryms i det som är kvar." if has_children else "",
        version=claim.version,
        by=caseworker,
        at=answered,
    )
    decided = clock(weekdays_after(noted.date(), 8), 14)
    actions.decide_claim(
        claim=claim,
        amount=sum((-(row.difference or Decimal(0)) for row in months), Decimal(0)),
        reasons="Lönen stod inte i ansökningarna, fast blanketten frågar efter alla inkomster. Den kom varje månad.",
        version=claim.version,
        by=manager,
        at=decided,
    )
    paid_on = weekdays_after(decided.date(), 15)
    if clock(paid_on, 9) <= until:
        actions.note_repayment(
            claim=claim,
            amount=Decimal(500),
            paid_on=paid_on,
            version=claim.version,
            by=caseworker,
            at=clock(paid_on, 9),
        )


def _waiting(household: Household, caseworker: User, manager: User, paid: Sequence[Decision], until: datetime) -> None:
    """A wage that nobody told of, noted the other day: somebody has to try it."""
    _note_wage(household, caseworker, paid, clock(weekdays_after(until.date(), -3), 9))


def _supplemented(
    household: Household, caseworker: User, manager: User, paid: Sequence[Decision], until: datetime
) -> None:
    """A rent that was raised: the manager decides the rest and it is ordered."""
    at = clock(weekdays_after(until.date(), -2), 9)
    corrections = {row.pk: _higher_rent(row) for row in paid[-1:]}
    for recalculation in _note(household, caseworker, paid[-1:], corrections, "Hyran höjdes.", "Ny hyresavi", at):
        if recalculation.proposal != Proposal.SUPPLEMENT or hold_of(recalculation.decision) != AppealHold.FREE:
            continue
        amendment = actions.supplement(
            recalculation=recalculation, reasons="Hyran var högre än i ansökan.", by=manager, at=at
        )
        name = applicant_of(recalculation.decision.application)
        more = amendment.granted - amendment.granted_before
        payee = Payee(kind=PayeeKind.APPLICANT, name=name, account="", amount=more)
        order_payment(decision=recalculation.decision, amendment=amendment, payees=[payee], by=manager, at=at)


def _left_alone(
    household: Household, caseworker: User, manager: User, paid: Sequence[Decision], until: datetime
) -> None:
    """A wage that the kommun knew of all along: no ground, so what is paid stands."""
    at = clock(weekdays_after(until.date(), -20), 9)
    for recalculation in _too_much(_note_wage(household, caseworker, paid[-1:], at)):
        actions.let_stand(
            recalculation=recalculation,
            reason="Lönen fanns med i e-posten till oss före beslutet. Felet är vårt och det finns ingen grund.",
            by=caseworker,
            at=at,
        )


def _note_wage(household: Household, by: User, paid: Sequence[Decision], at: datetime) -> list[Recalculation]:
    corrections = {row.pk: _wage_before(row.month) for row in paid}
    what = "En lön som inte fanns i ansökan."
    return _note(household, by, paid, corrections, what, "Lönebesked från arbetsgivaren", at)


def _note(
    household: Household,
    by: User,
    paid: Sequence[Decision],
    corrections: dict[int, Corrections],
    what: str,
    source: str,
    at: datetime,
) -> list[Recalculation]:
    base = queries.base_facts(paid)
    months = [
        actions.CorrectedMonth(row, facts.corrected(base[row.pk], corrections[row.pk], source=source, noted=at.date()))
        for row in paid
    ]
    if not months or all(month.facts == base[month.decision.pk] for month in months):
        return []
    late: LateFacts = actions.note_late_facts(
        household=household,
        months=months,
        what=what,
        source=source,
        came_in_on=at.date(),
        token=uuid5(TOKENS, f"{household.number} {at.isoformat()}"),
        by=by,
        at=at,
    )
    return list(late.months.select_related("decision__household").order_by("month"))


def _too_much(months: Sequence[Recalculation]) -> list[Recalculation]:
    return [row for row in months if row.proposal == Proposal.RECOVERY]


def _open(household: Household, by: User, months: Sequence[Recalculation], at: datetime) -> Claim:
    return actions.open_claim(
        household=household,
        months=[actions.Claimed(row.decision, -(row.difference or Decimal(0)), row) for row in months],
        ground=Ground.WRONG_INFORMATION,
        reason="Ett extrajobb gav lön varje månad. Lönen stod inte i ansökningarna.",
        token=uuid5(TOKENS, f"{household.number} krav"),
        by=by,
        at=at,
    )


def _wage_before(month: Month) -> Corrections:
    received = date(month.previous.year, month.previous.month, 25)
    return Corrections(new_incomes=[NewIncome("sökande", IncomeKind.WAGE, WAGE, received)])


def _higher_rent(decision: Decision) -> Corrections:
    """Return the rent as it was after a rise; nothing where none was applied for or a part of it was not accepted."""
    assert decision.calculation is not None, "decided_months leaves others out"
    for at, row in enumerate(decision.calculation.facts["costs"]):
        if row["kind"] == CostKind.RENT.value and "accepted" not in row:
            return Corrections(costs={at: Decimal(row["applied"]) + RENT})
    return Corrections()
