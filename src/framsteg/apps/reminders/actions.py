"""The nightly sweep, and taking care of what it told."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions.refresh import refresh_clocks
from framsteg.apps.pathway.models import Deadline, Journey
from framsteg.apps.reminders.models import Notice, Sweep
from framsteg.apps.reminders.permissions import may_handle
from framsteg.apps.reminders.queries.journeys import occasions_of
from framsteg.apps.reminders.queries.occasion import Occasion
from framsteg.apps.reminders.queries.others import other_occasions

CHUNK = 500  # journeys held in memory, and locked, at a time
Progress = Callable[[int, int], None]  # journeys done, of how many


class AlreadyHandled(ActionDenied):
    """Somebody has taken care of the notice."""


class HandlingMissing(ActionDenied):
    """Who takes care of a notice says in a line what was done."""


def sweep(*, at: datetime, progress: Progress | None = None) -> Sweep:
    """
    Bring every clock into agreement with its model, and tell whoever should know what has come true at ``at``, once.

    It may run twice, late, or after one that was killed: each part of ``CHUNK`` journeys is written whole or not at
    all, and what was told is not told again. No case changes. ``counts`` of the run says how many journeys it went
    through, how many deadline rows it wrote and how many notices are new.
    """
    run = Sweep.objects.create(started_at=at)
    counts = {"journeys": 0, "changed": 0, "notices": 0}
    live: set[str] = set()
    total = Journey.objects.ongoing().count()
    for journeys in _chunks(Journey.objects.ongoing()):
        with transaction.atomic():
            refreshed = refresh_clocks(journeys=journeys, at=at)
            counts["changed"] += refreshed.written
            counts["notices"] += _tell(occasions_of(list(refreshed.statuses), refreshed.statuses, at), at, live)
        counts["journeys"] += len(journeys)
        if progress:
            progress(counts["journeys"], total)
    for journeys in _chunks(_ended_with_clocks(at)):
        with transaction.atomic():
            counts["notices"] += _tell(occasions_of(journeys, {}, at), at, live)
    with transaction.atomic():
        counts["notices"] += _tell(other_occasions(at), at, live)
        _settle(live, at)
        run.finished_at, run.counts = at, counts
        run.save(update_fields=["finished_at", "counts"])
    return run


@transaction.atomic
def handle_notice(*, notice: Notice, handling: str, by: User, at: datetime) -> Notice:
    """
    Note that somebody has taken care of what a notice is about, and how.

    :raises NotAllowed: the notice was told to somebody else
    :raises HandlingMissing: nothing said about what was done
    :raises AlreadyHandled:
    """
    if not may_handle(by, notice, at):
        raise NotAllowed(_("Påminnelsen är till någon annan."))
    if not handling.strip():
        raise HandlingMissing(_("Skriv kort vad du gjorde."))
    waiting = Notice.objects.unhandled().filter(pk=notice.pk)
    if not waiting.update(handled_at=at, handled_by=by, handling=handling.strip()):
        raise AlreadyHandled(_("Någon har redan tagit hand om påminnelsen."))
    notice.refresh_from_db()
    record("reminders.notice.handled", by=by, at=at, about=notice, household=notice.household)
    return notice


def _chunks(journeys: QuerySet[Journey]) -> Iterator[list[int]]:
    """Yield keys of journeys in order, ``CHUNK`` at a time; each part is asked for when the one before is done."""
    last = 0
    while keys := list(journeys.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield keys
        last = keys[-1]


def _ended_with_clocks(at: datetime) -> QuerySet[Journey]:
    """Journeys that have ended, with an aftercare check whose time has passed or soon will."""
    passed = Q(due_at__lt=at) | Q(warns_at__lte=at)
    running = Deadline.objects.open().filter(passed, journey=OuterRef("pk"))
    return Journey.objects.exclude(ended_at=None).filter(Exists(running))


def _tell(occasions: Iterable[Occasion], at: datetime, live: set[str]) -> int:
    """Create the notices that are not there, bring back those that were settled, and return the number of new ones."""
    new = 0
    remaining = iter(occasions)
    while part := {occasion.key: occasion for occasion in islice(remaining, CHUNK)}:
        live.update(part)
        there = Notice.objects.filter(key__in=part)
        known = set(there.values_list("key", flat=True))
        there.unhandled().exclude(settled_at=None).update(settled_at=None)
        missing = [_notice(part[key], at) for key in part if key not in known]
        Notice.objects.bulk_create(missing, ignore_conflicts=True)
        new += len(missing)
    return new


def _settle(live: set[str], at: datetime) -> None:
    """Let go of the notices whose occasion has passed: what is done needs nobody's attention."""
    waiting = Notice.objects.waiting().order_by("pk").values_list("pk", "key")
    passed = [pk for pk, key in waiting.iterator() if key not in live]
    for start in range(0, len(passed), CHUNK):
        Notice.objects.filter(pk__in=passed[start : start + CHUNK]).update(settled_at=at)


def _notice(occasion: Occasion, at: datetime) -> Notice:
    return Notice(
        key=occasion.key,
        kind=occasion.kind,
        label=occasion.label[:200],
        then=occasion.then[:240],
        household=occasion.household,
        url=occasion.url,
        due_at=occasion.due_at,
        told_at=at,
        told_id=occasion.told.staff,
        told_role="" if occasion.told.staff else occasion.told.role,
    )
