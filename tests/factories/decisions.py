"""A delegation order and decided applications for tests, made through the actions."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories.applications import MARCH, make_application
from tests.factories.identity import make_staff
from tests.helpers import swedish_time

from framsteg.apps.applications.enums import CostKind, IncomeKind
from framsteg.apps.applications.models import Application
from framsteg.apps.decisions import actions, proposal, queries
from framsteg.apps.decisions.enums import AmendmentGround, DecisionKind, DelegatedKind, Judgement, WithdrawnHow
from framsteg.apps.decisions.models import (
    Amendment,
    AmendmentReceipt,
    Appeal,
    Calculation,
    Decision,
    Delegation,
    Hearing,
    Override,
    Receipt,
)
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import Result

LIMIT = Decimal(20_000)  # what a caseworker may grant; a manager has no limit
JANUARY = swedish_time(2025, 1, 2, 9, 0)


def make_delegations() -> list[Delegation]:
    """Give caseworkers every decision up to ``LIMIT`` but those of claims, and managers every one, from 2025 on."""
    system_manager = make_staff(Role.SYSTEM_MANAGER)
    return [
        actions.add_delegation(
            role=role,
            kind=kind,
            up_to=up_to,
            valid_from=date(2025, 1, 1),
            reference=f"3.{number}",
            by=system_manager,
            at=JANUARY,
        )
        for role, up_to in ((Role.CASEWORKER, LIMIT), (Role.MANAGER, None))
        for number, kind in enumerate(DelegatedKind, 1)
        if role == Role.MANAGER or kind not in {DelegatedKind.RECOVERY, DelegatedKind.FORGIVENESS}
    ]


def caseworker_of(application: Application) -> User:
    caseworker = application.household.caseworker
    assert caseworker is not None, "the household has no caseworker"
    return caseworker


def soon_after(application: Application, **later: float) -> datetime:
    """Return a moment after the application came in: ``soon_after(application, days=1)``."""
    return application.received_at + timedelta(**(later or {"days": 1}))


def calculate(application: Application, *, by: User | None = None, at: datetime | None = None) -> Calculation:
    return actions.calculate(
        application=application, by=by or caseworker_of(application), at=at or soon_after(application)
    )


def cut_rent(
    application: Application, accepted: int = 5000, reason: str = "Hyran är högre än en skälig hyra."
) -> Override:
    return actions.override_cost(
        application=application,
        cost=application.costs.get(kind=CostKind.RENT),
        accepted=Decimal(accepted),
        reason=reason,
        version=application.version,
        by=caseworker_of(application),
        at=soon_after(application),
    )


def hear(application: Application, *, days: int = 14, at: datetime | None = None) -> Hearing:
    """Send a hearing about the latest calculation, to be answered within ``days``."""
    sent_at = at or soon_after(application, days=2)
    return actions.send_hearing(
        application=application,
        text="Vi överväger att avslå en del av ansökan.",
        reply_by=sent_at.date() + timedelta(days=days),
        by=caseworker_of(application),
        at=sent_at,
    )


def reply(hearing: Hearing) -> Hearing:
    return actions.note_reply(
        hearing=hearing,
        reply="Hyran höjdes i januari.",
        by=caseworker_of(hearing.application),
        at=hearing.sent_at + timedelta(days=3),
    )


def decide(
    application: Application, kind: str, *, children: str = "", by: User | None = None, at: datetime | None = None
) -> Decision:
    return actions.decide(
        application=application,
        kind=kind,
        reasons="Hushållets inkomster räcker inte.",
        children=children,
        version=application.version,
        by=by or caseworker_of(application),
        at=at or soon_after(application, days=6),
    )


def make_decision(
    household: Household | None = None,
    *,
    month: Month = MARCH,
    kind: DecisionKind = DecisionKind.GRANT,
    by: User | None = None,
) -> Decision:
    """Take an application all the way to a decision of the kind. The delegation order is made when there is none."""
    if not Delegation.objects.exists():
        make_delegations()
    incomes = {IncomeKind.WAGE: 30_000} if kind is DecisionKind.REFUSAL else None
    application = make_application(household, month=month, incomes=incomes, by=by)
    if kind is DecisionKind.PARTIAL:
        cut_rent(application)
    calculation = calculate(application)
    assert proposal.proposed_kind(calculation.facts, Result.from_json(calculation.result)) == kind
    if kind in DecisionKind.needs_hearing():
        reply(hear(application))
    return decide(application, kind)


def note_receipt(decision: Decision, received_on: date | None = None) -> Receipt:
    """Note that the person got the decision, on the day after it when nothing else is said."""
    day = received_on or decision.decided_at.date() + timedelta(days=1)
    at = swedish_time(day.year, day.month, day.day, 16)
    return actions.note_receipt(decision=decision, received_on=day, by=caseworker_of(decision.application), at=at)


def note_amendment_receipt(amendment: Amendment, received_on: date | None = None) -> AmendmentReceipt:
    """Note that the person got the amended decision, on the day after it when nothing else is said."""
    day = received_on or amendment.decided_at.date() + timedelta(days=1)
    by, at = caseworker_of(amendment.decision.application), swedish_time(day.year, day.month, day.day, 16)
    return actions.note_amendment_receipt(amendment=amendment, received_on=day, by=by, at=at)


def make_appeal(
    decision: Decision | None = None, *, came_in_on: date | None = None, at: datetime | None = None
) -> Appeal:
    """Note an appeal of a refused part, ten days after the decision when nothing else is said."""
    decision = decision or make_decision(kind=DecisionKind.PARTIAL)
    day = came_in_on or decision.decided_at.date() + timedelta(days=10)
    return actions.receive_appeal(
        decision=decision,
        came_in_on=day,
        what="Jag vill ha hela hyran.",
        is_written=True,
        by=caseworker_of(decision.application),
        at=at or swedish_time(day.year, day.month, day.day, 10),
    )


def check_time(appeal: Appeal, *, wrong_information: bool = False, came_to_court_on: date | None = None) -> Appeal:
    """Judge the appeal's time on the day after it came in."""
    return actions.check_time(
        appeal=appeal,
        wrong_information=wrong_information,
        came_to_court_on=came_to_court_on,
        version=appeal.version,
        by=caseworker_of(appeal.decision.application),
        at=appeal.noted_at + timedelta(days=1),
    )


def amend(
    decision: Decision,
    *,
    more: int = 500,
    ground: AmendmentGround = AmendmentGround.RECONSIDERED,
    obviously_wrong: bool = False,
    by: User | None = None,
    at: datetime | None = None,
) -> Amendment:
    """Amend a decision so that the month gives so many kronor more."""
    before = queries.granted_now(decision)
    return actions.amend(
        decision=decision,
        ground=ground,
        granted=before.right + more,
        granted_extra=before.extra,
        reasons="Hyran är skälig, eftersom ingen billigare bostad har gått att få.",
        obviously_wrong=obviously_wrong,
        by=by or make_staff(Role.MANAGER, unit=decision.household.unit),
        at=at or decision.decided_at + timedelta(days=12),
    )


def forward(appeal: Appeal) -> Appeal:
    """Let the decision stand and send the appeal on to the court, both on the third day after it came in."""
    given: dict[str, Any] = {
        "by": caseworker_of(appeal.decision.application),
        "at": appeal.noted_at + timedelta(days=3),
    }
    checked = check_time(appeal)
    stands = actions.reconsider(appeal=checked, note="Inget nytt.", version=checked.version, **given)
    return actions.forward(appeal=stands, version=stands.version, **given)


def judge(appeal: Appeal, judgement: Judgement = Judgement.UPHELD) -> Appeal:
    """Note the court's judgement, forty days after the appeal came in."""
    at = appeal.noted_at + timedelta(days=40)
    return actions.note_judgement(
        appeal=appeal,
        judgement=judgement,
        judged_on=at.date(),
        note="Det som rätten sade.",
        version=appeal.version,
        by=caseworker_of(appeal.decision.application),
        at=at,
    )


def withdraw(appeal: Appeal, *, withdrawn_on: date | None = None, at: datetime | None = None) -> Appeal:
    """Note that the appeal is taken back in speech, five days after it came in when nothing else is said."""
    noted = at or appeal.noted_at + timedelta(days=5)
    return actions.withdraw_appeal(
        appeal=appeal,
        withdrawn_on=withdrawn_on or noted.date(),
        how=WithdrawnHow.ORAL,
        note="Ringde: är nöjd med beslutet.",
        version=appeal.version,
        by=caseworker_of(appeal.decision.application),
        at=noted,
    )
