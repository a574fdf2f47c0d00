"""Meetings with set participants, as the working model asks for them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import NotInModel, WrongDay, hold
from framsteg.apps.pathway.actions._shared import note as note_event
from framsteg.apps.pathway.models import Journey, Meeting
from framsteg.apps.pathway.queries.meeting import PERSON, missing_from, named
from framsteg.apps.pathway.queries.model import model_of
from framsteg.workingmodel import EventKind


class ParticipantsMissing(ActionDenied):
    """Somebody who must be there was not, and the note does not say why. The text names who."""


@transaction.atomic
def hold_meeting(
    *,
    journey: Journey,
    meeting_id: str = "",
    participants: Collection[str],
    note: str = "",
    held_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Meeting:
    """
    Note that a meeting of the model was held, or another one (``meeting_id`` ""), and which roles took part.

    The person is always invited, and who must be there is the model's to say. When somebody was missing the note says
    why, and the page shows it. The meeting counts all the same: a gate that waits for it never stays shut because the
    person, or a colleague, did not come. The same meeting noted twice is one.

    :param participants: ids of roles in the model, ``person`` among them when she took part
    :param held_at: when it was held; now unless told
    :raises ParticipantsMissing: nobody took part, or somebody who must was missing and there is no note
    :raises NotInModel: a meeting or a role that the journey's model does not have
    :raises WrongDay: a meeting ahead or before the journey
    """
    held = hold(journey, by=by, at=at)
    model, held_at, note = model_of(held), held_at or at, note.strip()
    if meeting_id and meeting_id not in {meeting.id for meeting in model.meetings}:
        raise NotInModel(_("Arbetsmodellen har inte det mötet. Välj ett annat."))
    present = sorted(set(participants))
    if not {PERSON, *(role.id for role in model.roles)}.issuperset(present):
        raise NotInModel(_("Arbetsmodellen har inte den rollen. Välj bland modellens roller."))
    if not held.opened_at <= held_at <= at:
        raise WrongDay(_("Mötet ska ha hållits efter ansökan och senast nu."))
    missing = missing_from(model, meeting_id, present)
    if not present:
        raise ParticipantsMissing(_("Välj vilka som var med på mötet."))
    if missing and not note:
        names = ", ".join(name for _id, name in named(model, missing))
        raise ParticipantsMissing(_("Skriv varför de inte var med: %(names)s.") % {"names": names})
    facts = {"meeting_id": meeting_id, "held_at": held_at, "participants": present}
    if same := Meeting.objects.filter(journey=held, **facts).first():
        return same
    meeting = Meeting.objects.create(journey=held, **facts, note=note, held_by=by)
    note_event(held, EventKind.MEETING_HELD, at=held_at, by=by, ref=meeting_id)
    number = held.household.number
    record("pathway.meeting.held", by=by, at=at, about=meeting, household=number, missing=",".join(missing))
    return meeting
