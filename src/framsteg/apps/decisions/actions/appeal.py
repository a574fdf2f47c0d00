"""
An appeal, from the day it came in to what the court said.

The nämnd checks the time (FL 45 §), reconsiders (FL 38–39 §§) and sends the appeal on without delay (FL 46 §). What is
not known is never too late: only a receipt that is noted can make an appeal late.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions import notices, queries
from framsteg.apps.decisions.actions._shared import ReasonsMissing, delegation_under
from framsteg.apps.decisions.actions._steps import AppealRefused, check_at, move, number_of
from framsteg.apps.decisions.actions.amendment import amend
from framsteg.apps.decisions.enums import AmendmentGround, AppealStep, AppealVerdict, DelegatedKind
from framsteg.apps.decisions.models import Announcement, Appeal, AppealDismissal, Decision
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User


class NotLate(ActionDenied):
    """The appeal is not too late, so it is taken up."""


class NotHeardAboutTime(ActionDenied):
    """The person has not been asked about the time, and nothing says why not."""


@transaction.atomic
def receive_appeal(
    *, decision: Decision, came_in_on: date, what: str, is_written: bool, by: User, at: datetime
) -> Appeal:
    """
    Keep an appeal as it came in. It is written (FL 43 §): who appeals in speech is helped to write it down (FL 6 §).

    :raises NotAllowed, AppealRefused:
    """
    check_may_handle(by, decision.household, at)
    if not is_written:
        raise AppealRefused(
            _(
                "Ett överklagande ska vara skriftligt (FL 43 §). Hjälp den enskilde att skriva ned det (FL 6 §), och "
                "anteckna det när det har lämnats in."
            )
        )
    if not what.strip():
        raise AppealRefused(_("Skriv vad den enskilde vill ska ändras."))
    if not timezone.localdate(decision.decided_at) <= came_in_on <= timezone.localdate(at):
        raise AppealRefused(_("Dagen ska ligga mellan beslutsdagen och i dag."))
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                decision=decision, came_in_on=came_in_on, what=what.strip(), noted_at=at, noted_by=by
            )
    except IntegrityError:
        raise AppealRefused(_("Ett överklagande som kom in den dagen är redan antecknat."))
    record("decisions.appeal.received", by=by, at=at, about=appeal, household=number_of(appeal))
    return appeal


@transaction.atomic
def check_time(
    *, appeal: Appeal, wrong_information: bool, came_to_court_on: date | None, version: int, by: User, at: datetime
) -> Appeal:
    """
    Judge whether the appeal came in time, by ``limits.check_appeal`` and what the caseworker knows (FL 44–45 §§).

    It may be judged again until the next step is taken, for instance when the day of receipt has become known.

    :raises NotAllowed, WrongStep, AppealRefused, Changed:
    """
    check_at(appeal, {AppealStep.CHECK, AppealStep.DISMISS, AppealStep.RECONSIDER}, by, at)
    if came_to_court_on and came_to_court_on > timezone.localdate(at):
        raise AppealRefused(_("Dagen då överklagandet kom till domstolen kan inte ligga efter i dag."))
    appeal.wrong_information, appeal.came_to_court_on = wrong_information, came_to_court_on
    verdict = AppealVerdict(queries.time_of(appeal).verdict.value)
    move(
        appeal,
        version,
        wrong_information=wrong_information,
        came_to_court_on=came_to_court_on,
        verdict=verdict,
        checked_at=at,
        checked_by=by,
    )
    record("decisions.appeal.checked", by=by, at=at, about=appeal, household=number_of(appeal), verdict=verdict.value)
    return appeal


@transaction.atomic
def dismiss_late_appeal(
    *, appeal: Appeal, heard: str, reasons: str, version: int, by: User, at: datetime
) -> AppealDismissal:
    """
    Decide not to take up an appeal that came too late: a decision of its own, which can be appealed (FL 45 §).

    ``heard`` tells what the person answered when asked about the time, or why it was obvious not to ask (FL 25 §).

    :raises NotAllowed, WrongStep, NotLate, NotHeardAboutTime, ReasonsMissing, NoDelegation, Changed:
    """
    check_at(appeal, {AppealStep.DISMISS}, by, at)
    if AppealVerdict(queries.time_of(appeal).verdict.value) != AppealVerdict.LATE:
        raise NotLate(_("Överklagandet är inte för sent. Pröva tiden igen."))
    if not heard.strip():
        raise NotHeardAboutTime(_("Fråga den enskilde om tiden först, och skriv vad hen svarade (FL 25 §)."))
    if not reasons.strip():
        raise ReasonsMissing(_("Skriv beslutets motivering (FL 32 §)."))
    delegation = delegation_under(by, DelegatedKind.LATE_APPEAL, Decimal(0), at)
    move(appeal, version)
    dismissal = AppealDismissal.objects.create(
        appeal=appeal,
        heard=heard.strip(),
        reasons=reasons.strip(),
        decided_at=at,
        decided_by=by,
        delegation=delegation,
        letter=notices.dismissal_letter(
            appeal=appeal,
            applicant=queries.applicant_of(appeal.decision.application),
            reasons=reasons.strip(),
            delegation=delegation.reference,
            by=by,
            at=at,
        ),
    )
    record("decisions.appeal.dismissed", by=by, at=at, about=appeal, household=number_of(appeal))
    return dismissal


@transaction.atomic
def reconsider(
    *,
    appeal: Appeal,
    note: str,
    granted: Decimal | None = None,
    granted_extra: Decimal | None = None,
    version: int,
    by: User,
    at: datetime,
) -> Appeal:
    """
    Reconsider the decision before the appeal is sent on. The note says why it stands, or why it changes.

    With an amount in kronor the decision is amended to that new total; without, it stands as it is. To amend it is to
    say that it is obviously wrong: no other appealed decision may be changed (FL 38–39 §§).

    :raises NotAllowed, WrongStep, ReasonsMissing, Changed, and what ``amend`` raises:
    """
    check_at(appeal, {AppealStep.RECONSIDER}, by, at)
    if not note.strip():
        raise ReasonsMissing(_("Skriv skälen: varför beslutet står fast, eller varför det ändras."))
    amendment = None
    if granted is not None or granted_extra is not None:
        before = queries.granted_now(appeal.decision)
        amendment = amend(
            decision=appeal.decision,
            ground=AmendmentGround.RECONSIDERED,
            granted=before.right if granted is None else granted,
            granted_extra=before.extra if granted_extra is None else granted_extra,
            obviously_wrong=True,
            reasons=note,
            by=by,
            at=at,
        )
    move(
        appeal,
        version,
        reconsidered_at=at,
        reconsidered_by=by,
        reconsidered_note=note.strip(),
        amendment=amendment,
    )
    record(
        "decisions.appeal.reconsidered",
        by=by,
        at=at,
        about=appeal,
        household=number_of(appeal),
        amended=amendment is not None,
    )
    return appeal


@transaction.atomic
def forward(*, appeal: Appeal, version: int, by: User, at: datetime) -> Appeal:
    """
    Note that the appeal and the case's documents are sent on to the court, without delay (FL 46 §).

    :raises NotAllowed, WrongStep, Changed:
    """
    Decision.objects.select_for_update().get(pk=appeal.decision_id)  # nobody amends it in the same moment (FL 39 §)
    check_at(appeal, {AppealStep.FORWARD}, by, at)
    move(appeal, version, forwarded_at=at, forwarded_by=by)
    record("decisions.appeal.forwarded", by=by, at=at, about=appeal, household=number_of(appeal))
    return appeal


@transaction.atomic
def note_judgement(
    *, appeal: Appeal, judgement: str, judged_on: date, note: str, version: int, by: User, at: datetime
) -> Appeal:
    """
    Keep what the court said. A changed decision is then carried out with ``amend`` on the ground of the court.

    :raises NotAllowed, WrongStep, AppealRefused, ReasonsMissing, Changed:
    """
    check_at(appeal, {AppealStep.COURT, AppealStep.PASS_ON}, by, at)
    today, sent_on = timezone.localdate(at), timezone.localdate(appeal.forwarded_at)
    if not sent_on <= judged_on <= today:
        raise AppealRefused(_("Dagen ska ligga mellan överlämnandet och i dag."))
    if not note.strip():
        raise ReasonsMissing(_("Skriv vad domstolen sade, så att det går att verkställa."))
    move(appeal, version, judgement=judgement, judged_on=judged_on, judgement_note=note.strip())
    record("decisions.appeal.judged", by=by, at=at, about=appeal, household=number_of(appeal), judgement=str(judgement))
    return appeal


@transaction.atomic
def note_announcement(*, decision: Decision, announced_on: date, by: User, at: datetime) -> Announcement:
    """
    Keep the day from which the time for laglighetsprövning of assistance by SoL 12 kap. 2 § runs (KL 13 kap.).

    :raises NotAllowed, AppealRefused:
    """
    check_may_handle(by, decision.household, at)
    if not timezone.localdate(decision.decided_at) <= announced_on <= timezone.localdate(at):
        raise AppealRefused(_("Dagen ska ligga mellan beslutsdagen och i dag."))
    try:
        with transaction.atomic():
            noted = Announcement.objects.create(decision=decision, announced_on=announced_on, noted_at=at, noted_by=by)
    except IntegrityError:
        raise AppealRefused(_("Dagen är redan antecknad."))
    record("decisions.announcement.noted", by=by, at=at, about=noted, household=decision.household.number)
    return noted
