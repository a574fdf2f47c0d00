"""The weeks at Jobbcentrum: first day, attendance for the whole group in one pass, last day, and the mapping."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, check_role
from framsteg.apps.pathway.actions._shared import (
    NotInModel,
    WrongDay,
    check_gate,
    check_not_ahead,
    hold,
    instant_of,
    note,
    note_once,
)
from framsteg.apps.pathway.enums import Attendance, Theme
from framsteg.apps.pathway.models import DayAttendance, Enrolment, Journey, Mapping, Referral
from framsteg.apps.pathway.queries.model import model_of
from framsteg.apps.people.models import Access
from framsteg.workingmodel import Action, Duration, EventKind, falls_due


class NotReferred(ActionDenied):
    """The weeks at Jobbcentrum follow a referral."""


class AlreadyStarted(ActionDenied):
    """The person's weeks at Jobbcentrum are registered."""


class NotEnrolled(ActionDenied):
    """The person is not at Jobbcentrum that day."""


class MappingIncomplete(ActionDenied):
    """A mapping has at least one answer and a summary."""


@dataclass(frozen=True)
class AttendanceMark:
    """One person's day in a pass over the group. Who is left out of the pass stays «not registered»."""

    enrolment_id: int
    attendance: Attendance


@transaction.atomic
def start_programme(*, journey: Journey, starts_on: date, by: User, at: datetime) -> Enrolment:
    """
    Register the first day at Jobbcentrum; the last planned day follows from the model (four weeks in Trollhättan's).

    The event happens at the start of that day, or at the referral when that was made on the same day.

    :raises NotReferred, AlreadyStarted, GateClosed, WrongDay: all are ``ActionDenied``
    """
    held = hold(journey, by=by, at=at)
    check_gate(held, Action.START_PROGRAMME, at)
    if Enrolment.objects.filter(journey=held).exists():
        raise AlreadyStarted(_("Tiden på Jobbcentrum är redan registrerad."))
    referral = Referral.objects.filter(journey=held, closed_at=None).order_by("-made_at").first()
    if referral is None:
        raise NotReferred(_("Personen är inte hänvisad till Jobbcentrum. Gör hänvisningen först."))
    if starts_on < timezone.localdate(referral.made_at):
        raise WrongDay(_("Första dagen ligger före hänvisningen. Välj en senare dag."))
    started_at = instant_of(starts_on, not_before=referral.made_at)
    last_day = timezone.localdate(falls_due(started_at, _length(held))) - timedelta(days=1)
    enrolment = Enrolment.objects.create(journey=held, starts_on=starts_on, ends_on=last_day)
    note(held, EventKind.PROGRAMME_STARTED, at=started_at, by=by)
    record(
        "pathway.programme.started",
        by=by,
        at=at,
        about=enrolment,
        household=held.household.number,
        starts_on=starts_on.isoformat(),
        ends_on=last_day.isoformat(),
    )
    return enrolment


@transaction.atomic
def end_programme(*, journey: Journey, ended_on: date, by: User, at: datetime) -> Enrolment:
    """
    Register the last day at Jobbcentrum.

    :raises NotEnrolled: no weeks are registered, or they have ended
    :raises WrongDay: a day ahead or before the first
    """
    held = hold(journey, by=by, at=at)
    enrolment = Enrolment.objects.filter(journey=held, ended_on=None).first()
    if enrolment is None:
        raise NotEnrolled(_("Personen har ingen pågående tid på Jobbcentrum."))
    check_not_ahead(ended_on, at)
    if ended_on < enrolment.starts_on:
        raise WrongDay(_("Sista dagen ligger före första dagen."))
    enrolment.ended_on = ended_on
    enrolment.save(update_fields=["ended_on"])
    ended_at = min(at, instant_of(ended_on + timedelta(days=1), not_before=held.opened_at))
    note(held, EventKind.PROGRAMME_ENDED, at=ended_at, by=by)
    record("pathway.programme.ended", by=by, at=at, about=enrolment, household=held.household.number)
    return enrolment


@transaction.atomic
def note_attendance(*, rows: Sequence[AttendanceMark], day: date, by: User, at: datetime) -> list[DayAttendance]:
    """
    Note one day's attendance for the whole group in one pass. The number of queries does not grow with the group.

    A mark that differs from what is stored is a correction: it replaces the mark and leaves from and to in the log. A
    mark that agrees is left as it was. Attendance is evidence and nothing more; no amount follows from it (README).

    :raises NotAllowed: another role, or a person whose household the unit may not open
    :raises NotEnrolled: a person who is not at Jobbcentrum that day
    :raises WrongDay: a day ahead
    """
    check_role(by, PATHWAY_WORK, _("registrera närvaro"))
    check_not_ahead(day, at)
    marks = {row.enrolment_id: Attendance(row.attendance) for row in rows}
    _check_enrolled(marks, day, by=by, at=at)
    stored = {row.enrolment_id: row for row in DayAttendance.objects.filter(enrolment__in=marks, day=day)}
    new = [
        DayAttendance(enrolment_id=pk, day=day, attendance=mark, noted_at=at, noted_by=by)
        for pk, mark in marks.items()
        if pk not in stored
    ]
    DayAttendance.objects.bulk_create(new)
    corrected = [row for pk, row in stored.items() if row.attendance != marks[pk]]
    _correct(corrected, marks, by=by, at=at)
    record("pathway.attendance.noted", by=by, at=at, day=day.isoformat(), new=len(new), corrected=len(corrected))
    return new + corrected


@transaction.atomic
def hold_mapping(
    *, journey: Journey, answers: Iterable[dict[str, str]], summary: str, by: User, at: datetime
) -> Mapping:
    """
    Keep a mapping made together with the person: ``answers`` are ``{"theme", "person", "worker"}``, the person's own
    words and the worker's view apart. The first one opens the gate before activities. A new one never replaces an old.

    :raises MappingIncomplete: no answer or no summary
    """
    held = hold(journey, by=by, at=at)
    kept = [_answer(answer) for answer in answers if answer["person"].strip() or answer["worker"].strip()]
    summary = summary.strip()
    if not kept or not summary:
        raise MappingIncomplete(_("Skriv minst ett svar och en sammanfattning."))
    latest = Mapping.objects.filter(journey=held).order_by("-held_at").first()
    if latest and (latest.answers, latest.summary) == (kept, summary):
        return latest  # the same form sent twice
    mapping = Mapping.objects.create(journey=held, held_at=at, held_by=by, answers=kept, summary=summary)
    note_once(held, EventKind.MAPPING_DONE, at=at, by=by)
    record("pathway.mapping.held", by=by, at=at, about=mapping, household=held.household.number)
    return mapping


def _length(journey: Journey) -> Duration:
    """Return how long the weeks at Jobbcentrum are by the journey's model. :raises NotInModel: when it does not say"""
    for stage in model_of(journey).stages:
        if stage.enters_on is EventKind.PROGRAMME_STARTED and isinstance(stage.max_time, Duration):
            return stage.max_time
    raise NotInModel(_("Arbetsmodellen säger inte hur lång tiden på Jobbcentrum är. Komplettera modellen."))


def _check_enrolled(marks: Iterable[int], day: date, *, by: User, at: datetime) -> None:
    """Lock the enrolments of a pass. :raises NotAllowed, NotEnrolled: unless the user may note each that day"""
    visible = Access.objects.open_at(at).filter(unit=by.unit_id).values("household")
    rows = Enrolment.objects.filter(pk__in=marks, journey__household__in=visible)
    # Locked in one order, so that two passes over the same group take turns.
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(found) != len(set(marks)):
        raise NotAllowed(_("Du saknar behörighet till någon i gruppen. Ingen närvaro har sparats."))
    if any(day < row.starts_on or day > (row.ended_on or row.ends_on) for row in found):
        raise NotEnrolled(_("Någon i gruppen är inte på Jobbcentrum den dagen. Ingen närvaro har sparats."))


def _correct(rows: Sequence[DayAttendance], marks: dict[int, Attendance], *, by: User, at: datetime) -> None:
    if not rows:
        return
    enrolments = Enrolment.objects.filter(pk__in=[row.enrolment_id for row in rows])
    numbers = dict(enrolments.values_list("pk", "journey__household__number"))
    for row in rows:
        mark = marks[row.enrolment_id]
        record(
            "pathway.attendance.corrected",
            by=by,
            at=at,
            about=row,
            household=numbers[row.enrolment_id],
            day=row.day.isoformat(),
            was=row.attendance,
            now=mark.value,
        )
        row.attendance, row.noted_at, row.noted_by = mark, at, by
        row.save(update_fields=["attendance", "noted_at", "noted_by"])


def _answer(answer: dict[str, str]) -> dict[str, str]:
    return {
        "theme": Theme(answer["theme"]).value,
        "person": answer["person"].strip(),
        "worker": answer["worker"].strip(),
    }
