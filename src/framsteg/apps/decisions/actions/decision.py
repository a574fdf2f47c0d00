"""A named person decides, and notes when the decision was received. Every path to less money passes here, heard."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.core.formats import swedish_date
from framsteg.apps.decisions import letters, proposal, queries
from framsteg.apps.decisions.actions._shared import (
    already_decided,
    check_spoken,
    delegation_under,
    fresh_calculation,
)
from framsteg.apps.decisions.enums import DecisionKind, DelegatedKind
from framsteg.apps.decisions.models import Calculation, Decision, Receipt
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User
from framsteg.entitlement.result import Result


class NotHeard(ActionDenied):
    """The decision would go against a person who has not been heard, or whose time to answer still runs."""


class KindDoesNotFit(ActionDenied):
    """The kind of decision is another than the calculation gives."""


class ReasonsMissing(ActionDenied):
    """A decision needs written reasons."""


class ReceiptRefused(ActionDenied):
    """The receipt is noted already, or its day cannot be true."""


@transaction.atomic
def decide(*, application: Application, kind: str, reasons: str, version: int, by: User, at: datetime) -> Decision:
    """
    Decide on the latest calculation, with reasons and under a delegation, and keep the letter as it is sent.

    The amount is the calculation's; who wants another one assesses a cost or corrects the application first.

    :raises NotAllowed, AlreadyDecided, Changed, NotCalculated, NotEnoughKnown, KindDoesNotFit, ReasonsMissing,
        NotHeard, NoDelegation, WantsToSpeak:
    """
    check_may_handle(by, application.household, at)
    undecided = Application.objects.select_for_update(of=("self",)).filter(pk=application.pk, decision=None)
    stored = undecided.values_list("version", flat=True).first()
    if stored is None:
        raise already_decided()
    if not stored == application.version == version:
        raise Changed
    check_spoken(application)
    calculation, result = fresh_calculation(application)
    fitting = proposal.proposed_kind(calculation.facts, result)
    if kind != fitting:
        words = {"kind": DecisionKind(fitting).label if fitting else ""}
        raise KindDoesNotFit(
            _("Beräkningen ger %(kind)s. Välj det, eller ändra en bedömning och beräkna igen.") % words
        )
    if not reasons.strip():
        raise ReasonsMissing(_("Skriv beslutets motivering (FL 32 §)."))
    if kind in DecisionKind.needs_hearing():
        _check_heard(application, calculation, result, at)
    granted = result.assistance or Decimal(0)
    delegation = delegation_under(by, DelegatedKind(kind), granted, at)
    letter = letters.decision_letter(
        application=application,
        applicant=queries.applicant_of(application),
        kind=DecisionKind(kind),
        result=result,
        reasons=reasons.strip(),
        delegation=delegation.reference,
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                application=application,
                household=application.household,
                month=application.month,
                calculation=calculation,
                kind=kind,
                granted=granted,
                reasons=reasons.strip(),
                decided_at=at,
                decided_by=by,
                delegation=delegation,
                letter=letter,
            )
    except IntegrityError:
        raise already_decided()  # two clicks at once: the database lets one through
    number = application.household.number
    record("decisions.decision.made", by=by, at=at, about=decision, household=number, decision=str(kind))
    return decision


@transaction.atomic
def note_receipt(*, decision: Decision, received_on: date, by: User, at: datetime) -> Receipt:
    """
    Keep the day the person got the decision; the time to appeal runs from it (FL 44 §).

    :raises NotAllowed, ReceiptRefused:
    """
    check_may_handle(by, decision.household, at)
    if not timezone.localdate(decision.decided_at) <= received_on <= timezone.localdate(at):
        raise ReceiptRefused(_("Dagen ska ligga mellan beslutsdagen och i dag."))
    if Receipt.objects.filter(decision=decision).exists():
        raise ReceiptRefused(_("Dagen är redan antecknad."))
    receipt = Receipt.objects.create(decision=decision, received_on=received_on, noted_at=at, noted_by=by)
    record("decisions.receipt.noted", by=by, at=at, about=receipt, household=decision.household.number)
    return receipt


def _check_heard(application: Application, calculation: Calculation, result: Result, at: datetime) -> None:
    """:raises NotHeard: unless the last hearing covers the calculation and is answered or out of time"""
    hearing = queries.latest_hearing(application)
    if hearing is None:
        raise NotHeard(_("Beslutet går emot ansökan. Kommunicera underlaget med den enskilde först (FL 25 §)."))
    if not queries.is_heard_about(hearing, calculation, result):
        raise NotHeard(_("Beräkningen är sämre än den som kommunicerades. Kommunicera det nya underlaget."))
    if not queries.is_over(hearing, at):
        raise NotHeard(
            _("Den enskilde har till och med %(day)s på sig att svara.") % {"day": swedish_date(hearing.reply_by)}
        )
