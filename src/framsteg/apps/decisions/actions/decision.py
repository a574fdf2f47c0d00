"""A named person decides, and notes when the decision was received. Every path to less money passes here, heard."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions import letters, proposal, queries
from framsteg.apps.decisions.actions._shared import (
    NotHeard,
    check_answered,
    check_children,
    check_reasons,
    check_spoken,
    delegation_under,
    fresh_calculation,
    keep_decision,
    lock_undecided,
)
from framsteg.apps.decisions.enums import DecisionKind, DelegatedKind
from framsteg.apps.decisions.models import Calculation, Decision, Receipt
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.queries.gate import before_decision
from framsteg.entitlement.result import Result


class KindDoesNotFit(ActionDenied):
    """The kind of decision is another than the calculation gives."""


class NotUrgent(ActionDenied):
    """A decision is made before the person is heard only when the need is urgent, and only to grant."""


class StepMissing(ActionDenied):
    """The kommun's working model asks for something before a decision. The text is the model's, with what to do."""


class ReceiptRefused(ActionDenied):
    """The receipt is noted already, or its day cannot be true."""


@transaction.atomic
def decide(
    *,
    application: Application,
    kind: str,
    reasons: str,
    not_heard_because: str = "",
    children: str = "",
    version: int,
    by: User,
    at: datetime,
) -> Decision:
    """
    Decide on the latest calculation, with reasons and under a delegation, and keep the letter as it is sent.

    The amounts are the calculation's: the right, and what is granted beside it, which needs a delegation of its own.
    Who wants other ones assesses a line or corrects the application first.

    :param not_heard_because: why an urgent application is granted in part at once, without the person being heard
    :param children: how the children's situation was weighed, when the decision goes against a household with some

    :raises NotAllowed, AlreadyDecided, Changed, NotCalculated, NotEnoughKnown, KindDoesNotFit, ReasonsMissing,
        ChildrenNotWeighed,
        NotHeard, NotUrgent, NoDelegation, WantsToSpeak, StepMissing:
    """
    check_may_handle(by, application.household, at)
    lock_undecided(application, version)
    check_spoken(application)
    _check_steps(application, at)
    calculation, result = fresh_calculation(application)
    fitting = proposal.proposed_kind(calculation.facts, result)
    if kind != fitting:
        words = {"kind": DecisionKind(fitting).label if fitting else ""}
        raise KindDoesNotFit(
            _("Beräkningen ger %(kind)s. Välj det, eller ändra en bedömning och beräkna igen.") % words
        )
    check_reasons(reasons)
    if fitting in DecisionKind.needs_hearing():
        check_children(children, concerned=proposal.concerns_children(calculation.facts))
    because = not_heard_because.strip()
    if because:
        _check_urgent(application, fitting)
    elif fitting in DecisionKind.needs_hearing() or queries.undeclared(application):
        _check_heard(application, calculation, result, at)
    granted, extra = result.assistance or Decimal(0), result.extra
    delegation = delegation_under(by, DelegatedKind(kind), granted, at)
    beside = delegation_under(by, DelegatedKind.EXTRA, extra, at) if extra else None
    letter = letters.decision_letter(
        application=application,
        applicant=queries.applicant_of(application),
        kind=fitting,
        facts=calculation.facts,
        result=result,
        reasons=reasons.strip(),
        not_heard_because=because,
        children=children.strip(),
        delegations=[line.reference for line in (delegation, beside) if line],
        by=by,
        at=at,
    )
    return keep_decision(
        application=application,
        calculation=calculation,
        kind=fitting,
        granted=granted,
        granted_extra=extra,
        not_heard_because=because,
        reasons=reasons.strip(),
        children=children.strip(),
        decided_at=at,
        decided_by=by,
        delegation=delegation,
        letter=letter,
    )


@transaction.atomic
def note_receipt(*, decision: Decision, received_on: date, by: User, at: datetime) -> Receipt:
    """
    Keep the day the person got the decision; the time to appeal runs from it (FL 44 §).

    :raises NotAllowed, ReceiptRefused:
    """
    check_may_handle(by, decision.household, at)
    if not timezone.localdate(decision.decided_at) <= received_on <= timezone.localdate(at):
        raise ReceiptRefused(_("Dagen ska ligga mellan beslutsdagen och i dag."))
    try:
        with transaction.atomic():
            receipt = Receipt.objects.create(decision=decision, received_on=received_on, noted_at=at, noted_by=by)
    except IntegrityError:  # the database keeps one for each decision
        raise ReceiptRefused(_("Dagen är redan antecknad."))
    record("decisions.receipt.noted", by=by, at=at, about=receipt, household=decision.household.number)
    return receipt


def _check_steps(application: Application, at: datetime) -> None:
    """:raises StepMissing: when a gate of the working model stands before the decision; never for an urgent need"""
    if blocked := before_decision(application, at):
        raise StepMissing(blocked.because)


def _check_urgent(application: Application, kind: DecisionKind) -> None:
    """
    Let an urgent need be met at once, before the person is heard (FL 25 § third paragraph 3, confidence K).

    Only to grant: a refusal helps nobody today, so it waits for the hearing.

    :raises NotUrgent:
    """
    if not application.urgent:
        raise NotUrgent(_("Ansökan är inte antecknad som akut. Kommunicera underlaget innan du beslutar."))
    if kind not in DecisionKind.with_money():
        raise NotUrgent(_("Bara ett beslut som ger bistånd nu får fattas utan kommunicering. Kommunicera först."))


def _check_heard(application: Application, calculation: Calculation, result: Result, at: datetime) -> None:
    """:raises NotHeard: unless the last hearing covers the calculation and is answered or out of time"""
    hearing = queries.latest_hearing(application)
    if hearing is None:
        raise NotHeard(_("Beslutet går emot ansökan. Kommunicera underlaget med den enskilde först (FL 25 §)."))
    if not queries.is_heard_about(hearing, calculation, result):
        raise NotHeard(_("Beräkningen är sämre än den som kommunicerades. Kommunicera det nya underlaget."))
    check_answered(hearing, at)
