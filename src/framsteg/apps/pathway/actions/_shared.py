"""What every action of the room does alike: hold the journey, write the event, let the model say which clocks run."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg import workingmodel
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.sql import for_update
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.models import Deadline, Journey, JourneyEvent, ModelVersion
from framsteg.apps.pathway.permissions import check_may_work
from framsteg.apps.pathway.queries.model import FIRST_MODEL, adopted_version, history_of, model_of, pauses_of, status_of
from framsteg.workingmodel import Action, DeadlineStatus, Event, EventKind, WorkingModel, shipped_model

# What every event reads, written out (``core.sql``).
_JOURNEY = "SELECT * FROM pathway_journey WHERE id = %s"
_DEADLINES = "SELECT * FROM pathway_deadline WHERE journey_id = %s"


class JourneyEnded(ActionDenied):
    """The journey has an exit; nothing more happens on it except aftercare."""


class GateClosed(ActionDenied):
    """A gate of the working model stands before the action. The text is the model's, with what to do."""


class NotInModel(ActionDenied):
    """The journey's working model does not know what was asked for."""


class WrongDay(ActionDenied):
    """A day that cannot be true: before what it follows, or not here yet."""


def current_version(at: datetime) -> ModelVersion:
    """Return the model version that new journeys start under: the adopted one, or the one a new kommun begins with."""
    return adopted_version(at) or keep_version(shipped_model(FIRST_MODEL), at)


def keep_version(model: WorkingModel, at: datetime) -> ModelVersion:
    """Return the stored version of a model, storing it the first time it is used."""
    text = workingmodel.shipped_yaml(model.meta.id) if _is_shipped(model) else model.model_dump_json()
    return keep_text(model, text, at)


def keep_text(model: WorkingModel, text: str, at: datetime) -> ModelVersion:
    """Return the stored version of a model file, storing it the first time it is used."""
    version, _created = ModelVersion.objects.get_or_create(
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        defaults={"model_id": model.meta.id, "version": model.meta.version, "text": text, "kept_at": at},
    )
    return version


def _is_shipped(model: WorkingModel) -> bool:
    return model.meta.id in workingmodel.shipped() and model == shipped_model(model.meta.id)


def hold(journey: Journey, *, by: User, at: datetime, ended: bool = False) -> Journey:
    """
    Return the journey as it is stored now, locked until the transaction ends, for a user who may work on it.

    :raises NotAllowed: another role or unit
    :raises JourneyEnded: unless ``ended`` journeys are accepted
    """
    held = lock(journey)
    check_may_work(by, held, at)
    if held.ended_at and not ended:
        raise JourneyEnded(_("Vägen är avslutad. Registrera en ny ansökan för att börja en ny."))
    return held


def lock(journey: Journey) -> Journey:
    """Return the journey as it is stored now, locked until the transaction ends: two events are never noted at once."""
    (held,) = Journey.objects.raw(_JOURNEY + for_update(), [journey.pk])
    # Whom a journey is about never changes, so the caller's rows are kept instead of being read again.
    held.household, held.person = journey.household, journey.person
    if held.model_version_id == journey.model_version_id:
        held.model_version = journey.model_version
    return held


def check_gate(journey: Journey, action: Action, at: datetime) -> None:
    """:raises GateClosed: when the journey's model has a gate before the action that is not open yet"""
    if not any(action in gate.before for gate in model_of(journey).gates):
        return  # the usual case, and no history to read
    if blocked := status_of(journey, at).may(action):
        raise GateClosed(blocked.because)


def note(journey: Journey, kind: EventKind, *, at: datetime, by: User, ref: str = "") -> None:
    """
    Store an event and bring the journey's ``Deadline`` rows into agreement with what the model says after it.

    ``at`` may lie ahead (a first day that is agreed): its clocks are stored now, since rows hold instants and no state.
    ``ref`` is the id of the aftercare check or the meeting of the model that the event is about, or that she has died.
    """
    JourneyEvent.objects.create(journey=journey, kind=kind, at=at, noted_by=by, ref=ref)
    never_ran = store_clocks(journey)
    if never_ran:  # what is noted afterwards may show that a clock had started, or ended, before
        Deadline.objects.filter(pk__in=never_ran).update(closed_at=F("starts_at"))


def store_clocks(journey: Journey) -> list[int]:
    """
    Bring the journey's ``Deadline`` rows into agreement with its model and all that is noted of it, pauses too.

    While a clock stands still, the ``due_at`` of its row is provisional; ``paused_since`` says so. Returns the keys of
    open rows whose clocks, as far as is known now, the model does not start; what becomes of them is the caller's.
    """
    history, pauses = history_of(journey), pauses_of(journey)
    now = max([event.at for event in history] + [at for pause in pauses for at in (pause.since, pause.until) if at])
    status = workingmodel.status(model_of(journey), history, now, pauses=pauses)
    return _store_clocks(journey, status.deadlines)


def note_once(journey: Journey, kind: EventKind, *, at: datetime, by: User) -> None:
    """Store an event the first time it happens on the journey: a second plan or coach starts no clock anew."""
    if not JourneyEvent.objects.filter(journey=journey, kind=kind).exists():
        note(journey, kind, at=at, by=by)


def latest_event(history: Iterable[Event], at: datetime) -> datetime:
    """Return when the latest event up to ``at`` happened."""
    return max(event.at for event in history if event.at <= at)


def instant_of(day: date, *, not_before: datetime) -> datetime:
    """Return the start of a Swedish day, but never before the event that must come first on the same day."""
    return max(timezone.make_aware(datetime.combine(day, time.min)), not_before)


def check_not_ahead(day: date, at: datetime) -> None:
    """:raises WrongDay: for a day after today"""
    if day > timezone.localdate(at):
        raise WrongDay(_("Dagen ligger framåt i tiden. Registrera när den är inne."))


def _store_clocks(journey: Journey, clocks: Iterable[DeadlineStatus]) -> list[int]:
    """A clock that the model does not time (okänd) has no row: there is nothing to be late for."""
    stored = {(row.deadline_id, row.starts_at): row for row in Deadline.objects.raw(_DEADLINES, [journey.pk])}
    new = []
    for clock in clocks:
        if clock.due_at is None:
            continue
        row = stored.pop((clock.id, clock.starts_at), None)
        if row is None:
            new.append(_row(journey, clock, clock.due_at))
        else:
            _update(row, clock)
    if new:
        Deadline.objects.bulk_create(new)
    return [row.pk for row in stored.values() if row.met_at is None and row.closed_at is None]


def _update(row: Deadline, clock: DeadlineStatus) -> None:
    true = {
        "due_at": clock.due_at,
        "warns_at": clock.warns_at,
        "paused_since": clock.paused_since,
        "met_at": clock.met_at,
        "closed_at": clock.ended_at,
    }
    changed = [name for name, value in true.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, true[name])
    if changed:
        row.save(update_fields=changed)


def _row(journey: Journey, clock: DeadlineStatus, due_at: datetime) -> Deadline:
    return Deadline(
        journey=journey,
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
