"""Bring stored deadlines into agreement with the models, many journeys at a time: for the nightly sweep."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from framsteg import workingmodel
from framsteg.apps.pathway.models import Deadline, Journey, JourneyEvent, ModelVersion, Pause
from framsteg.apps.pathway.queries.model import parsed
from framsteg.workingmodel import DeadlineStatus, Event, EventKind, Status, WorkingModel

_KINDS = {kind.value: kind for kind in EventKind}
_MOVES = ("due_at", "warns_at", "paused_since", "met_at", "closed_at")  # what a clock's row may come to say later
_COLUMNS = ("pk", "journey_id", "deadline_id", "starts_at", *_MOVES)
_BATCH = 250


@dataclass(frozen=True)
class Refreshed:
    """How many deadline rows were written, and where each journey stands, by key."""

    written: int
    statuses: dict[int, Status]


@transaction.atomic
def refresh_clocks(*, journeys: Collection[int], at: datetime) -> Refreshed:
    """
    Write the deadlines of journeys (by key) as their models say at ``at``; rows that are right are left alone.

    The journeys are locked, so that nothing happens on them meanwhile. Five queries, and two where rows are written.
    A row says the same as ``store_clocks`` writes after an event or a pause.
    """
    rows = Journey.objects.select_for_update().filter(pk__in=journeys).order_by("pk")
    versions = dict(rows.values_list("pk", "model_version_id"))
    models = {v.pk: parsed(v) for v in ModelVersion.objects.filter(pk__in=set(versions.values()))}
    histories, pauses, stored = _histories(journeys), _pauses(journeys), _stored(journeys)
    statuses: dict[int, Status] = {}
    new: list[Deadline] = []
    changed: list[Deadline] = []
    for key, version in versions.items():
        model, history, stops = models[version], histories[key], pauses[key]
        statuses[key] = workingmodel.status(model, history, at, pauses=stops)
        for clock in _clocks(statuses[key], model, history, stops, at):
            if clock.due_at is None:
                continue  # the model does not time it (okänd): there is nothing to be late for
            pk, says = stored.get((key, clock.id, clock.starts_at), (None, None))
            if says == (clock.due_at, clock.warns_at, clock.paused_since, clock.met_at, clock.ended_at):
                continue
            (changed if pk else new).append(_row(pk, key, clock, clock.due_at))
    Deadline.objects.bulk_create(new, batch_size=_BATCH)
    Deadline.objects.bulk_update(changed, _MOVES, batch_size=_BATCH)
    return Refreshed(len(new) + len(changed), statuses)


def _clocks(
    status: Status, model: WorkingModel, history: list[Event], pauses: list[workingmodel.Pause], at: datetime
) -> Iterable[DeadlineStatus]:
    """What a row says changes with what is noted, not with the time: so it is taken from the last instant noted."""
    noted = [event.at for event in history] + [end for pause in pauses for end in (pause.since, pause.until) if end]
    last = max(noted, default=at)
    if last <= at and all(pause.until for pause in pauses):
        return status.deadlines  # the same, and computed already
    return workingmodel.status(model, history, last, pauses=pauses).deadlines


def _histories(journeys: Collection[int]) -> dict[int, list[Event]]:
    histories: dict[int, list[Event]] = defaultdict(list)
    rows = JourneyEvent.objects.filter(journey__in=journeys).order_by("at", "pk")
    for journey, kind, at, ref in rows.values_list("journey_id", "kind", "at", "ref").iterator():
        histories[journey].append(Event(_KINDS[kind], at, ref))
    return histories


def _pauses(journeys: Collection[int]) -> dict[int, list[workingmodel.Pause]]:
    pauses: dict[int, list[workingmodel.Pause]] = defaultdict(list)
    rows = Pause.objects.filter(journey__in=journeys).order_by("pk")
    for journey, since, until, clock in rows.values_list("journey_id", "since", "until", "deadline_id"):
        pauses[journey].append(workingmodel.Pause(since, until, clock))
    return pauses


def _stored(journeys: Collection[int]) -> dict[tuple[int, str, datetime], tuple[int, tuple[datetime | None, ...]]]:
    """Return (key of the row, what it says) by journey, deadline and start."""
    rows = Deadline.objects.filter(journey__in=journeys).order_by("pk").values_list(*_COLUMNS)
    return {(journey, clock, start): (pk, tuple(moves)) for pk, journey, clock, start, *moves in rows.iterator()}


def _row(pk: int | None, journey: int, clock: DeadlineStatus, due_at: datetime) -> Deadline:
    return Deadline(
        pk=pk,
        journey_id=journey,
        deadline_id=clock.id,
        label=clock.label,
        owner_role=clock.owner,
        escalate_to=clock.escalate_to or "",
        starts_at=clock.starts_at,
        due_at=due_at,
        warns_at=clock.warns_at,
        paused_since=clock.paused_since,
        met_at=clock.met_at,
        closed_at=clock.ended_at,
    )
