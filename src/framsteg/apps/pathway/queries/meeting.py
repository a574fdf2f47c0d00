"""The meetings of a journey: which the model asks for, who must be there, and who was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.pathway.models import Journey, Meeting
from framsteg.apps.pathway.queries.model import role_label
from framsteg.workingmodel import Unknown, WorkingModel

PERSON = "person"  # the role of whom the journey is about; always invited


@dataclass(frozen=True)
class MeetingKind:
    """A meeting that the model asks for. ``roles`` are (id, name) of who must be there."""

    id: str
    label: str
    roles: tuple[tuple[str, str], ...]
    roles_known: bool  # False: the model says only that the meeting is held


@dataclass(frozen=True)
class MeetingRow:
    """A meeting that was held. ``missing`` names who must have been there and was not; ``note`` says why."""

    label: str
    held_at: datetime
    held_by: str
    participants: tuple[str, ...]
    missing: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class MeetingPart:
    """The part of the journey's page. ``roles`` are (id, name) of everyone who may take part by the model."""

    kinds: tuple[MeetingKind, ...]
    rows: tuple[MeetingRow, ...]
    roles: tuple[tuple[str, str], ...]


def must_attend(model: WorkingModel, meeting_id: str) -> tuple[str, ...]:
    """Return the roles that must be at a meeting, the person first: nothing is settled about her without her."""
    found = next((meeting.roles for meeting in model.meetings if meeting.id == meeting_id), ())
    roles = () if isinstance(found, Unknown) else found
    return (PERSON, *(role for role in roles if role != PERSON))


def missing_from(model: WorkingModel, meeting_id: str, participants: Collection[str]) -> list[str]:
    """Return the roles that must be at a meeting and were not."""
    return [role for role in must_attend(model, meeting_id) if role not in participants]


def named(model: WorkingModel, roles: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return roles as (id, name)."""
    return tuple((role, _("den enskilde") if role == PERSON else role_label(model, role)) for role in roles)


def meeting_part(journey: Journey, model: WorkingModel, *, notes: bool = True) -> MeetingPart:
    """Return the model's meetings and those held, the latest first; one query. ``notes``: with what was written."""
    rows = Meeting.objects.filter(journey=journey).select_related("held_by").order_by("-held_at", "-pk")
    return MeetingPart(
        kinds=tuple(
            MeetingKind(
                meeting.id,
                meeting.label,
                named(model, must_attend(model, meeting.id)),
                roles_known=not isinstance(meeting.roles, Unknown),
            )
            for meeting in model.meetings
        ),
        rows=tuple(_row(model, row, notes=notes) for row in rows),
        roles=named(model, (PERSON, *(role.id for role in model.roles))),
    )


def _row(model: WorkingModel, row: Meeting, *, notes: bool) -> MeetingRow:
    labels = {meeting.id: meeting.label for meeting in model.meetings}
    return MeetingRow(
        label=labels.get(row.meeting_id, _("Annat möte")),
        held_at=row.held_at,
        held_by=str(row.held_by),
        participants=tuple(name for _id, name in named(model, row.participants)),
        missing=tuple(name for _id, name in named(model, missing_from(model, row.meeting_id, row.participants))),
        note=row.note if notes else "",
    )
