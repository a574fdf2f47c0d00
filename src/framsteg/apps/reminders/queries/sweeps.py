"""Whether the nightly sweep has run."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role
from framsteg.apps.reminders.models import Sweep

ALARM_AFTER = timedelta(hours=26)  # a night and two hours to notice
SHOWN = 30
WATCHERS = {Role.MANAGER, Role.SYSTEM_MANAGER}


@dataclass(frozen=True)
class Pulse:
    """When a sweep was last finished; ``alarm`` when that was too long ago, or never."""

    finished_at: datetime | None
    alarm: bool


@dataclass(frozen=True)
class SweepRow:
    """One run. ``finished`` False: it was stopped in the middle, or is running."""

    started_at: datetime
    finished: bool
    journeys: int | None
    changed: int | None
    notices: int | None


def pulse_at(at: datetime) -> Pulse:
    """Return whether the sweep runs as it should. One query."""
    latest = Sweep.objects.exclude(finished_at=None).order_by("-finished_at", "-pk").first()
    finished_at = latest.finished_at if latest else None
    return Pulse(finished_at, finished_at is None or at - finished_at > ALARM_AFTER)


def sweep_rows(user: User) -> list[SweepRow]:
    """Return the latest runs, for managers and system managers. :raises NotAllowed:"""
    check_role(user, WATCHERS, _("se nattkörningen"))
    rows = Sweep.objects.order_by("-started_at", "-pk")[:SHOWN]
    return [
        SweepRow(
            started_at=row.started_at,
            finished=row.finished_at is not None,
            **{name: row.counts.get(name) for name in ("journeys", "changed", "notices")},
        )
        for row in rows
    ]
