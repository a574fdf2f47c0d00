"""Journeys with any history for tests of the sweep: what happened is drawn by a seeded generator."""

from datetime import datetime, timedelta
from random import Random

from tests.factories.pathway import RECEIVED, Team, opened

from framsteg.apps.pathway.models import Deadline, Journey, JourneyEvent, Pause
from framsteg.apps.reminders.models import Notice
from framsteg.workingmodel import EventKind

HOUR = timedelta(hours=1)


def make_history(team: Team, draw: Random, *, at: datetime) -> Journey:
    """Open a journey and let any events happen on it, in any order and also ahead of ``at``; clocks may stand still."""
    journey = opened(team)
    hours = int((at - RECEIVED) / HOUR)
    for _ in range(draw.randrange(8)):
        kind = draw.choice([kind for kind in EventKind if kind is not EventKind.EXITED])
        moment = RECEIVED + draw.randrange(hours + 48) * HOUR
        JourneyEvent.objects.create(journey=journey, kind=kind, at=moment, noted_by=team.caseworker)
    if draw.random() < 0.5:
        since = RECEIVED + draw.randrange(hours) * HOUR
        until = draw.choice([None, since + 30 * HOUR])
        Pause.objects.create(journey=journey, reason="Sjuk", since=since, until=until, noted_at=at, noted_by=team.coach)
    return journey


def what_is_stored() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Return every clock and every notice, without their keys."""
    clocks = Deadline.objects.order_by("journey", "deadline_id", "starts_at").values_list(
        "journey", "deadline_id", "starts_at", "due_at", "warns_at", "paused_since", "met_at", "closed_at"
    )
    notices = Notice.objects.order_by("key").values_list(
        "key", "kind", "label", "then", "household", "url", "due_at", "told_at", "told", "told_role", "settled_at"
    )
    return list(clocks), list(notices)
