"""
Calculation, assessment of costs, hearing, decision and receipt.

Every path to less money passes a hearing and a person.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications import actions as applications
from framsteg.apps.applications.models import Application, Cost
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.core.formats import kronor, swedish_date
from framsteg.apps.decisions import facts, letters, proposal, queries
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Calculation, Decision, Delegation, Hearing, Override, Receipt
from framsteg.apps.decisions.permissions import check_may_delegate, check_may_handle
from framsteg.apps.identity.models import User
from framsteg.entitlement.calculate import calculate as calculate_case
from framsteg.entitlement.result import Outcome, Result


class AlreadyDecided(ActionDenied):
    """The application has a decision; it is never changed."""


class NotCalculated(ActionDenied):
    """There is no calculation of the facts as they stand."""


class NotEnoughKnown(ActionDenied):
    """The calculation's outcome is unknown; the text lists what is missing."""


class WrongAssessment(ActionDenied):
    """An assessed amount is negative or above what was applied for, or has no reason."""


class NothingToHear(ActionDenied):
    """The calculation goes in no way against the person, or the hearing's text or time is wrong."""


class AlreadyReplied(ActionDenied):
    """The hearing's answer is noted already."""


class NotHeard(ActionDenied):
    """The decision would go against a person who has not been heard, or whose time to answer still runs."""


class KindDoesNotFit(ActionDenied):
    """The kind of decision is another than the calculation gives."""


class ReasonsMissing(ActionDenied):
    """A decision needs written reasons."""


class NoDelegation(ActionDenied):
    """The user's role may not make the decision; the text says which role may."""


class ReceiptRefused(ActionDenied):
    """The receipt is noted already, or its day cannot be true."""


class DelegationRefused(ActionDenied):
    """The line of the delegation order exists already, or its period runs backwards."""


@transaction.atomic
def calculate(*, application: Application, by: User, at: datetime) -> Calculation:
    """
    Calculate on the facts as they stand, and keep facts and result; the latest is reused when nothing changed.

    :raises NotAllowed, AlreadyDecided, facts.FactsDoNotFit:
    """
    check_may_handle(by, application.household, at)
    _check_undecided(application)
    file = facts.case_file_of(application)
    result = calculate_case(facts.as_case(file)).as_json()
    latest = queries.latest_calculation(application)
    if latest and (latest.application_version, latest.facts, latest.result) == (application.version, file, result):
        return latest
    calculation = Calculation.objects.create(
        application=application,
        application_version=application.version,
        facts=file,
        result=result,
        made_at=at,
        made_by=by,
    )
    number = application.household.number
    record("decisions.calculation.made", by=by, at=at, about=calculation, household=number, outcome=result["outcome"])
    return calculation


@transaction.atomic
def override_cost(
    *, application: Application, cost: Cost, accepted: Decimal, reason: str, version: int, by: User, at: datetime
) -> Override:
    """
    Note how much of a cost is accepted, in kronor, and why. A new calculation is needed after.

    :param accepted: from 0 up to what was applied for

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    check_may_handle(by, application.household, at)
    _check_undecided(application)
    if cost.application_id != application.pk:
        raise WrongAssessment(_("Kostnaden hör till en annan ansökan. Öppna ansökan och försök igen."))
    if not 0 <= accepted <= cost.applied:
        applied = {"applied": kronor(cost.applied)}
        raise WrongAssessment(_("Godta ett belopp mellan 0 kr och det som är sökt, %(applied)s.") % applied)
    if not reason.strip():
        raise WrongAssessment(_("Skriv skälet till bedömningen. Det kommer med i beslutet till den enskilde."))
    _take_version(application, version)
    override = Override.objects.create(
        application=application, cost=cost, accepted=accepted, reason=reason.strip(), made_at=at, made_by=by
    )
    number = application.household.number
    record("decisions.cost.assessed", by=by, at=at, about=override, household=number, cut=accepted < cost.applied)
    return override


@transaction.atomic
def correct_application(
    *,
    application: Application,
    version: int,
    costs: Sequence[applications.NewCost],
    incomes: Sequence[applications.NewIncome],
    assets: Sequence[applications.NewAsset],
    members: Sequence[applications.NewApplicant],
    by: User,
    at: datetime,
) -> Application:
    """
    Correct the facts of an application that is not decided. A new calculation is needed after.

    :raises NotAllowed, AlreadyDecided, Changed:
    """
    check_may_handle(by, application.household, at)
    _check_undecided(application)
    return applications.correct(
        application=application,
        version=version,
        costs=costs,
        incomes=incomes,
        assets=assets,
        members=members,
        by=by,
        at=at,
    )


@transaction.atomic
def send_hearing(*, application: Application, text: str, reply_by: date, by: User, at: datetime) -> Hearing:
    """
    Tell the person what a decision against her would rest on, and until which day she may answer (FL 25 §).

    :raises NotAllowed, AlreadyDecided, NotCalculated, NotEnoughKnown, NothingToHear:
    """
    check_may_handle(by, application.household, at)
    _check_undecided(application)
    calculation, result = _fresh_calculation(application)
    if proposal.proposed_kind(calculation.facts, result) not in DecisionKind.needs_hearing():
        raise NothingToHear(_("Beräkningen går inte emot ansökan. Fatta beslutet utan kommunicering."))
    if not text.strip():
        raise NothingToHear(_("Skriv vad beslutet skulle bygga på, så att den enskilde kan svara."))
    if reply_by <= timezone.localdate(at):
        raise NothingToHear(_("Sista dagen att svara måste ligga efter i dag. Välj en senare dag."))
    hearing = Hearing.objects.create(
        application=application, calculation=calculation, text=text.strip(), sent_at=at, sent_by=by, reply_by=reply_by
    )
    number = application.household.number
    record("decisions.hearing.sent", by=by, at=at, about=hearing, household=number, reply_by=reply_by.isoformat())
    return hearing


@transaction.atomic
def note_reply(*, hearing: Hearing, reply: str, by: User, at: datetime) -> Hearing:
    """Keep the person's answer to a hearing, written or told. :raises NotAllowed, AlreadyDecided, AlreadyReplied:"""
    application = hearing.application
    check_may_handle(by, application.household, at)
    _check_undecided(application)
    if not reply.strip():
        raise AlreadyReplied(_("Skriv vad den enskilde svarade, eller att hen inte har något att tillägga."))
    open_hearing = Hearing.objects.filter(pk=hearing.pk, replied_at=None)
    if not open_hearing.update(reply=reply.strip(), replied_at=at, reply_noted_by=by):
        raise AlreadyReplied(_("Svaret är redan antecknat. Ladda om sidan för att läsa det."))
    hearing.refresh_from_db()
    record("decisions.hearing.replied", by=by, at=at, about=hearing, household=application.household.number)
    return hearing


@transaction.atomic
def decide(*, application: Application, kind: str, reasons: str, version: int, by: User, at: datetime) -> Decision:
    """
    Decide on the latest calculation, with reasons and under a delegation, and keep the letter as it is sent.

    The amount is the calculation's; who wants another one assesses a cost or corrects the application first.

    :raises NotAllowed, AlreadyDecided, Changed, NotCalculated, NotEnoughKnown, KindDoesNotFit, ReasonsMissing,
        NotHeard, NoDelegation:
    """
    check_may_handle(by, application.household, at)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    _check_undecided(application)
    if locked.version != version:
        raise Changed
    calculation, result = _fresh_calculation(locked)
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
    delegation = _delegation(by, kind, granted, at)
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
        raise _already_decided()  # two clicks at once: the database lets one through
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


@transaction.atomic
def add_delegation(
    *,
    role: str,
    kind: str,
    up_to: Decimal | None,
    valid_from: date,
    reference: str,
    valid_to: date | None = None,
    by: User,
    at: datetime,
) -> Delegation:
    """
    Add a line to the delegation order as the nämnd has decided it. ``up_to`` is kronor; None is no limit.

    :raises NotAllowed, DelegationRefused:
    """
    check_may_delegate(by)
    if valid_to and valid_to < valid_from:
        raise DelegationRefused(_("Sista dagen ligger före första dagen."))
    line = Delegation(
        role=role, kind=kind, up_to=up_to, valid_from=valid_from, valid_to=valid_to, reference=reference.strip()
    )
    if Delegation.objects.filter(role=role, kind=kind, valid_from=valid_from).exists():
        raise DelegationRefused(_("Delegationen finns redan från det datumet."))
    line.save()
    record("decisions.delegation.added", by=by, at=at, about=line, role=str(role), decision=str(kind))
    return line


def _check_undecided(application: Application) -> None:
    if Decision.objects.filter(application=application).exists():
        raise _already_decided()


def _already_decided() -> AlreadyDecided:
    return AlreadyDecided(_("Ansökan är redan beslutad, och ett beslut ändras inte. Öppna beslutet för att läsa det."))


def _take_version(application: Application, version: int) -> None:
    """Move the application to its next version: an older calculation or page no longer fits. :raises Changed:"""
    same = Application.objects.filter(pk=application.pk, version=version)
    if not same.update(version=F("version") + 1):
        raise Changed
    application.version = version + 1


def _fresh_calculation(application: Application) -> tuple[Calculation, Result]:
    """Return the calculation of the facts as they stand and its result. :raises NotCalculated, NotEnoughKnown:"""
    calculation = queries.latest_calculation(application)
    if calculation is None or not queries.is_fresh(calculation, application):
        raise NotCalculated(_("Uppgifterna har ändrats sedan beräkningen gjordes. Beräkna igen och läs resultatet."))
    result = Result.from_json(calculation.result)
    if result.outcome is Outcome.UNKNOWN:
        missing = " ".join(f"{fact.because} {fact.remedy}" for fact in result.missing)
        raise NotEnoughKnown(_("Uppgifter saknas. %(missing)s") % {"missing": missing})
    return calculation, result


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


def _delegation(by: User, kind: str, amount: Decimal, at: datetime) -> Delegation:
    """Return the delegation under which the user decides. :raises NoDelegation: naming the roles that may"""
    today = timezone.localdate(at)
    found = queries.delegation_for(by.role, kind, amount, today)
    if found is None:
        may = ", ".join(queries.deciders(kind, amount, today)) or _("nämnden")
        words = {"kind": DecisionKind(kind).label, "amount": kronor(amount), "roles": may}
        raise NoDelegation(
            _("Din roll har inte delegation för beslutet (%(kind)s, %(amount)s). Det fattas av: %(roles)s.") % words
        )
    return found
