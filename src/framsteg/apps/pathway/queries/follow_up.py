"""The follow-ups of a journey: what the model says of them, what both sides have committed to, and who was late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.pathway.enums import FollowUpMode
from framsteg.apps.pathway.models import FollowUp, Journey
from framsteg.apps.pathway.queries.model import role_label
from framsteg.workingmodel import Duration, Status, Unknown, WorkingModel, falls_due
from framsteg.workingmodel.elements import FollowUp as ModelFollowUp


@dataclass(frozen=True)
class FollowUpKind:
    """A follow-up of the model in the stage that the journey is in. "" and () are okänd: the source does not say."""

    label: str
    owner: str
    every: str
    mode: str
    agenda: tuple[str, ...]
    follows_decisions: bool


@dataclass(frozen=True)
class FollowUpRow:
    """A follow-up, booked or held. ``days_late``: how long after its day it was held, or is now; the kommun's miss."""

    id: int
    planned_on: date
    mode: str
    held_at: datetime | None
    held_by: str
    cancelled_at: datetime | None
    note: str
    progress: str
    person_commits: str
    kommun_commits: str
    days_late: int

    @property
    def late(self) -> bool:
        """Whether it waits to be held and its day has passed."""
        return self.days_late > 0 and self.held_at is None


@dataclass(frozen=True)
class FollowUpPart:
    """The part of the journey's page. ``next_on`` is when the model wants the next one; None: it does not say."""

    kinds: tuple[FollowUpKind, ...]
    rows: tuple[FollowUpRow, ...]
    next_on: date | None
    mode: str
    promised: FollowUpRow | None  # the latest that was held, where both sides' commitments stand
    unbooked: bool  # the model follows up in this stage, and no next one is booked


def follow_up_part(journey: Journey, model: WorkingModel, status: Status, today: date) -> FollowUpPart:
    """Return what the model says of follow-ups in the stage that the journey is in, and those of it; one query."""
    found = FollowUp.objects.filter(journey=journey).select_related("held_by").order_by("-planned_on", "-pk")
    rows = tuple(_row(row, today) for row in found)
    now_in = status.stage.id if status.stage else ""
    of_stage = [kind for kind in model.follow_ups if kind.stage == now_in]
    latest = max((row for row in rows if row.held_at), key=lambda row: str(row.held_at), default=None)
    waits = any(row.held_at is None and row.cancelled_at is None for row in rows)
    return FollowUpPart(
        kinds=tuple(_kind(model, kind) for kind in of_stage),
        rows=rows,
        next_on=_next_on(of_stage, today),
        mode=next((kind.mode for kind in of_stage if not isinstance(kind.mode, Unknown)), FollowUpMode.MEETING.value),
        promised=latest if latest and (latest.person_commits or latest.kommun_commits) else None,
        unbooked=bool(of_stage) and not waits and journey.ended_at is None,
    )


def _kind(model: WorkingModel, kind: ModelFollowUp) -> FollowUpKind:
    follows_decisions = kind.follows_decisions is True
    agenda = () if isinstance(kind.agenda, Unknown) else tuple(kind.agenda)
    decided = (_("Vad beslutades, och blev det gjort?"),) if follows_decisions else ()
    return FollowUpKind(
        label=kind.label,
        owner=role_label(model, kind.owner),
        every="" if isinstance(kind.every, Unknown) else str(kind.every),
        mode="" if isinstance(kind.mode, Unknown) else str(FollowUpMode(kind.mode).label),
        agenda=(*agenda, *decided),
        follows_decisions=follows_decisions,
    )


def _next_on(kinds: Sequence[ModelFollowUp], today: date) -> date | None:
    start = timezone.make_aware(datetime.combine(today, time.min))
    days = [timezone.localdate(falls_due(start, kind.every)) for kind in kinds if isinstance(kind.every, Duration)]
    return min(days, default=None)


def _row(row: FollowUp, today: date) -> FollowUpRow:
    over_on = timezone.localdate(row.held_at or row.cancelled_at) if row.held_at or row.cancelled_at else today
    return FollowUpRow(
        id=row.pk,
        planned_on=row.planned_on,
        mode=row.get_mode_display(),
        held_at=row.held_at,
        held_by=str(row.held_by or ""),
        cancelled_at=row.cancelled_at,
        note=row.note,
        progress=row.get_progress_display(),
        person_commits=row.person_commits,
        kommun_commits=row.kommun_commits,
        days_late=0 if row.cancelled_at else max(0, (over_on - row.planned_on).days),
    )
