"""The person is told what a claim would rest on, and answers, before it is decided (FL 25 §)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.identity.models import User
from framsteg.apps.recovery import queries
from framsteg.apps.recovery.actions._shared import ClaimRefused, check_open
from framsteg.apps.recovery.models import Claim, ClaimHearing
from framsteg.apps.recovery.permissions import check_may_handle


@transaction.atomic
def send_claim_hearing(*, claim: Claim, text: str, reply_by: date, by: User, at: datetime) -> ClaimHearing:
    """
    Tell the person what a claim would rest on, and until which day she may answer.

    :raises NotAllowed, ClaimRefused:
    """
    check_may_handle(by, claim.household, at)
    _check_undecided(claim)
    if not text.strip():
        raise ClaimRefused(_("Skriv vad kravet skulle bygga på, så att den enskilde kan svara."))
    if reply_by <= timezone.localdate(at):
        raise ClaimRefused(_("Sista dagen att svara måste ligga efter i dag. Välj en senare dag."))
    Claim.objects.select_for_update().get(pk=claim.pk)  # two clicks at once: the second waits, and is refused
    standing = queries.latest_hearing(claim)
    if standing and not queries.is_over(standing, at):
        raise ClaimRefused(_("Det finns redan en kommunicering som väntar på svar."))
    hearing = ClaimHearing.objects.create(claim=claim, text=text.strip(), sent_at=at, sent_by=by, reply_by=reply_by)
    number = claim.household.number
    record("recovery.hearing.sent", by=by, at=at, about=hearing, household=number, reply_by=reply_by.isoformat())
    return hearing


@transaction.atomic
def note_claim_reply(*, hearing: ClaimHearing, reply: str, by: User, at: datetime) -> ClaimHearing:
    """Keep the person's answer, written or told. :raises NotAllowed, ClaimRefused:"""
    claim = hearing.claim
    check_may_handle(by, claim.household, at)
    _check_undecided(claim)
    if not reply.strip():
        raise ClaimRefused(_("Skriv vad den enskilde svarade, eller att hen inte har något att tillägga."))
    unanswered = ClaimHearing.objects.filter(pk=hearing.pk, replied_at=None)
    if not unanswered.update(reply=reply.strip(), replied_at=at, reply_noted_by=by):
        raise ClaimRefused(_("Svaret är redan antecknat. Ladda om sidan för att läsa det."))
    hearing.refresh_from_db()
    record("recovery.hearing.replied", by=by, at=at, about=hearing, household=claim.household.number)
    return hearing


def _check_undecided(claim: Claim) -> None:
    check_open(claim)
    if claim.decided_at:
        raise ClaimRefused(_("Återkravet är redan beslutat."))
