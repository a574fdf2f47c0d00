"""The clocks of a journey: stopped for a reason, set going again, and, when one was not kept, judged as to why."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import NotInModel, WrongDay, hold, store_clocks
from framsteg.apps.pathway.enums import Cause
from framsteg.apps.pathway.models import Breach, Deadline, Journey, Pause
from framsteg.apps.pathway.queries.clocks import is_broken, reasons_to_stop
from framsteg.apps.pathway.queries.model import model_of


class NotAReason(ActionDenied):
    """A clock stops for a reason, and only for one of the model's where the model names them."""


class NotRunning(ActionDenied):
    """The clock does not run, so it can neither stop nor be stopped twice."""


class AlreadyBroken(ActionDenied):
    """A deadline that was not kept is not made good afterwards by stopping its clock."""


class AlreadyGoing(ActionDenied):
    """The clock goes again."""


class NotBroken(ActionDenied):
    """The deadline was kept, or its time has not run out."""


@transaction.atomic
def pause_clock(*, journey: Journey, deadline_id: str, reason: str, since: datetime, by: User, at: datetime) -> Pause:
    """
    Let a clock of the journey stand still from ``since``; ``deadline_id`` "" stops every clock.

    The kommun may learn afterwards that the person could not, so ``since`` may lie back in time, but a deadline that
    was broken stays broken.

    :raises NotInModel: the journey's model has no such clock
    :raises NotAReason: no reason, or one that the model's list (``stops_for``) does not have
    :raises NotRunning: the clock does not run, or stands still already
    :raises AlreadyBroken: a deadline whose time ran out after ``since`` would be in time again
    :raises WrongDay: ``since`` lies ahead or before the journey
    """
    held = hold(journey, by=by, at=at)
    reason = _reason(held, deadline_id, reason)
    if not held.opened_at <= since <= at:
        raise WrongDay(_("Klockan kan stanna tidigast när vägen började och senast nu."))
    rows = _clocks(held, deadline_id)
    _check_may_stop(rows, since, at)
    try:
        with transaction.atomic():
            pause = Pause.objects.create(
                journey=held, deadline_id=deadline_id, reason=reason, since=since, noted_at=at, noted_by=by
            )
    except IntegrityError:
        raise NotRunning(_("Klockan står redan still."))
    store_clocks(held)
    record("pathway.clock.paused", by=by, at=at, about=pause, household=held.household.number, clock=deadline_id)
    return pause


@transaction.atomic
def resume_clock(*, pause: Pause, until: datetime, by: User, at: datetime) -> Pause:
    """
    Let a clock go again from ``until``; its time has moved by what it stood still.

    :raises AlreadyGoing: somebody has let it go
    :raises WrongDay: ``until`` lies ahead, or not after the stop
    """
    held = hold(pause.journey, by=by, at=at)
    if not pause.since < until <= at:
        raise WrongDay(_("Klockan går igen efter att den stannade, och senast nu."))
    if not Pause.objects.filter(pk=pause.pk, until=None).update(until=until):
        raise AlreadyGoing(_("Klockan går redan igen."))
    store_clocks(held)
    record("pathway.clock.resumed", by=by, at=at, about=pause, household=held.household.number, clock=pause.deadline_id)
    pause.refresh_from_db()
    return pause


@transaction.atomic
def judge_breach(*, deadline: Deadline, cause: Cause, note: str, by: User, at: datetime) -> Breach:
    """
    Write down why a deadline was not kept. It is a judgement, and nothing follows from it; a new one is a new row.

    :raises NotBroken: the deadline was kept, stopped in time, or still runs
    :raises NotAReason: nothing said about what happened
    """
    held = hold(deadline.journey, by=by, at=at, ended=True)
    stored = Deadline.objects.get(pk=deadline.pk)
    if not is_broken(stored, at):
        raise NotBroken(_("Fristen är inte bruten, så det finns ingen orsak att anteckna."))
    if not note.strip():
        raise NotAReason(_("Skriv kort vad som hände."))
    breach = Breach.objects.create(deadline=stored, cause=Cause(cause), note=note.strip(), noted_at=at, noted_by=by)
    record("pathway.clock.breach_judged", by=by, at=at, about=breach, household=held.household.number, cause=str(cause))
    return breach


def _reason(journey: Journey, deadline_id: str, reason: str) -> str:
    model = model_of(journey)
    ids = {deadline.id for deadline in model.deadlines} | {follow_up.id for follow_up in model.follow_ups}
    if deadline_id and deadline_id not in ids:
        raise NotInModel(_("Arbetsmodellen har inte den fristen."))
    reason, known = reason.strip(), reasons_to_stop(model, deadline_id)
    if not reason:
        raise NotAReason(_("Skriv varför klockan stannar."))
    if known is not None and reason not in known:
        raise NotAReason(
            _("Arbetsmodellen låter klockan stanna bara för: %(reasons)s.") % {"reasons": ", ".join(known) or "–"}
        )
    return reason


def _clocks(journey: Journey, deadline_id: str) -> QuerySet[Deadline]:
    rows = Deadline.objects.filter(journey=journey)
    return rows.filter(deadline_id=deadline_id) if deadline_id else rows


def _check_may_stop(rows: QuerySet[Deadline], since: datetime, at: datetime) -> None:
    broken = Q(met_at__gt=F("due_at")) | Q(closed_at__gt=F("due_at")) | Q(met_at=None, closed_at=None, due_at__lt=at)
    late = rows.filter(broken, due_at__gt=since, paused_since=None).order_by("due_at").first()
    if late:
        words = {"label": late.label, "due": date_format(localtime(late.due_at), "j F")}
        raise AlreadyBroken(
            _("Fristen %(label)s gick ut %(due)s och blir inte hållen i efterhand. Anteckna orsaken i stället.") % words
        )
    running = rows.filter(met_at=None, closed_at=None, paused_since=None)
    if not running.filter(due_at__gte=at, starts_at__lte=at).exists():
        raise NotRunning(_("Ingen sådan klocka löper nu."))
