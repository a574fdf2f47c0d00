"""The clocks of a journey, whose they are, why they stood still, and why one was not kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from framsteg.apps.identity.models import User
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.enums import Owner
from framsteg.apps.pathway.models import Breach, Deadline, Journey, Pause
from framsteg.apps.pathway.permissions import may_work, shared_of
from framsteg.apps.pathway.queries.model import model_of, party_of, role_label, status_of
from framsteg.workingmodel import UNKNOWN, DeadlineState, DeadlineStatus, WorkingModel

RUNNING = (DeadlineState.PENDING, DeadlineState.WARNING)


@dataclass(frozen=True)
class Judgement:
    """Why a deadline was not kept, as somebody judged it."""

    cause: str
    note: str
    noted_at: datetime
    noted_by: str


@dataclass(frozen=True)
class Clock:
    """One clock as it stands. ``pk`` is its stored row; None where the model gives no time (okänd)."""

    pk: int | None
    deadline_id: str
    label: str
    owner: str  # the role
    starts_at: datetime
    due_at: datetime | None  # None: okänd
    warns_at: datetime | None  # None: okänd
    met_at: datetime | None
    ended_at: datetime | None
    paused_since: datetime | None
    state: str
    state_label: str
    broken: bool
    may_stop: bool  # it runs, and its time has not run out
    reasons: tuple[str, ...] | None  # the only ones that stop it; None: the model does not say
    judgements: tuple[Judgement, ...]  # the latest first; the first one holds


@dataclass(frozen=True)
class Stop:
    """A time when a clock, or all of them (``clock`` ""), stood still."""

    pk: int
    clock: str
    reason: str
    since: datetime
    until: datetime | None
    noted_by: str


@dataclass(frozen=True)
class ClocksPage:
    """
    The clocks of a journey by whose duty they are: the person's, the kommun's and the partners', in one form.

    ``reasons`` are those that may stop all clocks at once; None: the model does not say.
    """

    sides: tuple[tuple[str, tuple[Clock, ...]], ...]
    stops: tuple[Stop, ...]
    reasons: tuple[str, ...] | None
    may_change: bool  # the journey goes on, and the user works on it

    @property
    def may_stop_all(self) -> bool:
        return self.may_change and any(clock.may_stop for _side, clocks in self.sides for clock in clocks)


def clocks_page(user: User, journey: Journey, now: datetime) -> ClocksPage:
    """
    Return a journey's clocks at ``now``. Why they stood still and were not kept is the kommun's staff's to read: a
    consent to share the plan does not cover it.

    :raises Http404: where the plan is not shared with the user
    """
    if Shared.PLAN not in shared_of(user, journey, now):
        raise Http404
    model = model_of(journey)
    staff = may_work(user)
    rows, judgements = _rows(journey), _judgements(journey) if staff else {}
    clocks: dict[Owner, list[Clock]] = defaultdict(list)
    for status in status_of(journey, now).deadlines:
        pk = rows.get((status.id, status.starts_at))
        clocks[party_of(model, status.owner)].append(_clock(model, status, pk, tuple(judgements.get(pk or 0, ()))))
    return ClocksPage(
        sides=tuple((str(side.label), tuple(clocks[side])) for side in Owner),
        stops=tuple(_stops(journey, model, reasons=staff)),
        reasons=reasons_to_stop(model, ""),
        may_change=staff and journey.ended_at is None,
    )


def deadline_for(user: User, journey: Journey, pk: int) -> Deadline:
    """Return a stored clock of a journey that was fetched for the user, to be judged. :raises Http404:"""
    row = Deadline.objects.select_related("journey").filter(pk=pk, journey=journey).first()
    if row is None or not may_work(user):
        raise Http404
    return row


def pause_for(user: User, journey: Journey, pk: int) -> Pause:
    """Return a pause of a journey that was fetched for the user, to be ended. :raises Http404:"""
    row = Pause.objects.select_related("journey").filter(pk=pk, journey=journey).first()
    if row is None or not may_work(user):
        raise Http404
    return row


def is_broken(deadline: Deadline, at: datetime) -> bool:
    """Tell whether the time of a stored clock ran out before it was met or stopped."""
    if stopped_at := deadline.met_at or deadline.closed_at:
        return stopped_at > deadline.due_at
    return deadline.paused_since is None and deadline.due_at < at


def reasons_to_stop(model: WorkingModel, deadline_id: str) -> tuple[str, ...] | None:
    """Return the only reasons that stop a clock («» is every clock); None where the model does not say."""
    lists = [d.stops_for for d in model.deadlines if deadline_id in ("", d.id) and d.stops_for is not UNKNOWN]
    if not lists:
        return None
    return tuple(reason for reason in lists[0] if all(reason in other for other in lists))


def _clock(model: WorkingModel, clock: DeadlineStatus, pk: int | None, judgements: tuple[Judgement, ...]) -> Clock:
    return Clock(
        pk=pk,
        deadline_id=clock.id,
        label=clock.label,
        owner=role_label(model, clock.owner),
        starts_at=clock.starts_at,
        due_at=clock.due_at,
        warns_at=clock.warns_at,
        met_at=clock.met_at,
        ended_at=clock.ended_at,
        paused_since=clock.paused_since,
        state=clock.state.value,
        state_label=clock.state.label,
        broken=bool(clock.breached),
        may_stop=clock.state in RUNNING,
        reasons=reasons_to_stop(model, clock.id),
        judgements=judgements,
    )


def _rows(journey: Journey) -> dict[tuple[str, datetime], int]:
    rows = Deadline.objects.filter(journey=journey).order_by("pk")
    return {(clock, start): pk for clock, start, pk in rows.values_list("deadline_id", "starts_at", "pk")}


def _judgements(journey: Journey) -> dict[int, list[Judgement]]:
    found: dict[int, list[Judgement]] = defaultdict(list)
    for row in Breach.objects.filter(deadline__journey=journey).select_related("noted_by").order_by("-pk"):
        found[row.deadline_id].append(
            Judgement(str(row.get_cause_display()), row.note, row.noted_at, str(row.noted_by))
        )
    return found


def _stops(journey: Journey, model: WorkingModel, *, reasons: bool) -> Iterable[Stop]:
    labels = {clock.id: clock.label for clock in (*model.deadlines, *model.follow_ups)}
    for row in Pause.objects.filter(journey=journey).select_related("noted_by").order_by("-since", "-pk"):
        label = labels.get(row.deadline_id, row.deadline_id)
        yield Stop(row.pk, label, row.reason if reasons else "", row.since, row.until, str(row.noted_by))
