"""Attendance over a time, frozen and handed to a named caseworker, with a receipt. It decides nothing by itself."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import WrongDay, check_not_ahead, hold
from framsteg.apps.pathway.models import Evidence, Journey
from framsteg.apps.pathway.permissions import check_may_receive, receives_evidence
from framsteg.apps.pathway.queries.attendance import attendance_days, count_days

LONGEST = 366  # days: more is another time, and would make a list that nobody reads


class NoRecipient(ActionDenied):
    """Evidence goes to a named caseworker who may open the household's file."""


class NothingToTell(ActionDenied):
    """No day of the time is noted or should have been."""


@transaction.atomic
def send_evidence(
    *, journey: Journey, first_day: date, last_day: date, note: str, recipient: User, by: User, at: datetime
) -> Evidence:
    """
    Freeze how many days of each kind a time holds, the kommun's own unregistered days included, and hand it over.

    It informs a person who assesses; nothing follows by itself. The same time to the same person, not yet
    acknowledged and with the same days and note, is one. A later correction of a day is told by sending again.

    :raises NoRecipient: somebody who may not open the household's file, or does not do case work
    :raises WrongDay: a time ahead, backwards or longer than a year
    :raises NothingToTell: no day to tell about
    """
    held = hold(journey, by=by, at=at, ended=True)
    check_not_ahead(last_day, at)
    if not 0 <= (last_day - first_day).days < LONGEST or first_day < timezone.localdate(held.opened_at):
        raise WrongDay(_("Perioden ska börja efter ansökan och vara högst ett år. Ändra dagarna."))
    if not receives_evidence(recipient, held, at):
        raise NoRecipient(_("Välj en socialsekreterare eller chef som får öppna hushållets ärende."))
    rows = attendance_days(held, first_day, last_day)
    if not rows:
        raise NothingToTell(_("Ingen dag i perioden är registrerad eller skulle ha registrerats."))
    facts = {"first_day": first_day, "last_day": last_day, "days": count_days(rows), "note": note.strip()}
    if same := Evidence.objects.filter(journey=held, recipient=recipient, received_at=None, **facts).first():
        return same
    evidence = Evidence.objects.create(journey=held, recipient=recipient, **facts, sent_at=at, sent_by=by)
    record(
        "pathway.evidence.sent",
        by=by,
        at=at,
        about=evidence,
        household=held.household.number,
        first_day=first_day.isoformat(),
        until=last_day.isoformat(),
        recipient=recipient.username,
    )
    return evidence


@transaction.atomic
def receive_evidence(*, evidence: Evidence, by: User, at: datetime) -> Evidence:
    """
    Acknowledge evidence: the caseworker has read it. Nothing else happens. Twice is once.

    :raises NotAllowed: unless it was handed to the user, or she is the household's caseworker now or the manager
    """
    held = hold(evidence.journey, by=by, at=at, ended=True)
    check_may_receive(by, evidence, held)
    if Evidence.objects.filter(pk=evidence.pk, received_at=None).update(received_at=at, received_by=by):
        record("pathway.evidence.received", by=by, at=at, about=evidence, household=held.household.number)
    evidence.refresh_from_db()
    return evidence
