"""The time at Jobbcentrum, alone or with a group: first day, last day, and the mapping."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.identity.queries import labour_market_unit
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
from framsteg.apps.pathway.actions.attendance import NotEnrolled
from framsteg.apps.pathway.enums import Theme
from framsteg.apps.pathway.models import Cohort, Enrolment, Journey, Mapping, Referral
from framsteg.apps.pathway.queries.has import what_has
from framsteg.apps.pathway.queries.model import model_of
from framsteg.apps.pathway.queries.programme import programme_stage
from framsteg.apps.people.actions import open_access
from framsteg.apps.people.enums import AccessGround
from framsteg.workingmodel import Action, Duration, EventKind, falls_due


class NotReferred(ActionDenied):
    """The weeks at Jobbcentrum follow a referral."""


class AlreadyStarted(ActionDenied):
    """The person's weeks at Jobbcentrum are registered."""


class CohortFull(ActionDenied):
    """Every place of the group is taken."""


class MappingIncomplete(ActionDenied):
    """A mapping has at least one answer and a summary."""


@transaction.atomic
def start_programme(
    *, journey: Journey, starts_on: date, cohort: Cohort | None = None, by: User, at: datetime
) -> Enrolment:
    """
    Register the first day at Jobbcentrum, with a group where one is given.

    The last planned day is the group's, or follows from the model (four weeks in Trollhättan's); where neither says,
    it is okänd. The event happens at the start of the first day, or at the referral when that was made on the same day.

    :raises NotReferred: the model knows a referral, and none is made
    :raises CohortFull: the group has no place left
    :raises AlreadyStarted, GateClosed, NotInModel, WrongDay: all are ``ActionDenied``
    """
    held = hold(journey, by=by, at=at)
    check_gate(held, Action.START_PROGRAMME, at)
    if Enrolment.objects.filter(journey=held).exists():
        raise AlreadyStarted(_("Tiden på Jobbcentrum är redan registrerad."))
    since = _open_way_in(held, by=by, at=at)
    if starts_on < timezone.localdate(since):
        raise WrongDay(_("Första dagen ligger före hänvisningen. Välj en senare dag."))
    started_at = instant_of(starts_on, not_before=since)
    last_day = _planned_last_day(held, started_at)
    if cohort:
        last_day = _join(cohort, starts_on).ends_on
    enrolment = Enrolment.objects.create(journey=held, cohort=cohort, starts_on=starts_on, ends_on=last_day)
    note(held, EventKind.PROGRAMME_STARTED, at=started_at, by=by)
    record(
        "pathway.programme.started",
        by=by,
        at=at,
        about=enrolment,
        household=held.household.number,
        starts_on=starts_on.isoformat(),
        ends_on=last_day.isoformat() if last_day else None,
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


def _open_way_in(journey: Journey, *, by: User, at: datetime) -> datetime:
    """
    Return when the way to Jobbcentrum was open: the referral, or the application where the model knows no referral.

    Without a referral it is the first day there that lets the labour-market unit open the household's file.

    :raises NotReferred:
    """
    referral = Referral.objects.filter(journey=journey, closed_at=None).order_by("-made_at").first()
    if referral:
        return referral.made_at
    if what_has(model_of(journey)).referral:
        raise NotReferred(_("Personen är inte hänvisad till Jobbcentrum. Gör hänvisningen först."))
    open_access(household=journey.household, unit=labour_market_unit(), ground=AccessGround.REFERRAL, by=by, at=at)
    return journey.opened_at


def _planned_last_day(journey: Journey, started_at: datetime) -> date | None:
    """Return the last day by the journey's model, None where that is okänd. :raises NotInModel: it has no such stage"""
    stage = programme_stage(model_of(journey))
    if stage is None:
        raise NotInModel(_("Arbetsmodellen har ingen tid på Jobbcentrum. Börja en insats i stället."))
    if not isinstance(stage.max_time, Duration):
        return None
    return timezone.localdate(falls_due(started_at, stage.max_time)) - timedelta(days=1)


def _join(cohort: Cohort, starts_on: date) -> Cohort:
    """Take a place in a group, held until the transaction ends. :raises CohortFull, WrongDay:"""
    held = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not held.starts_on <= starts_on <= held.ends_on:
        raise WrongDay(_("Första dagen ligger utanför gruppens tid. Välj en dag i gruppen eller en annan grupp."))
    there = Enrolment.objects.between(starts_on, held.ends_on).filter(cohort=held).count()
    if held.places is not None and there >= held.places:
        raise CohortFull(_("Gruppen är full. Välj en annan grupp, eller lägg till platser."))
    return held


def _answer(answer: dict[str, str]) -> dict[str, str]:
    return {
        "theme": Theme(answer["theme"]).value,
        "person": answer["person"].strip(),
        "worker": answer["worker"].strip(),
    }
