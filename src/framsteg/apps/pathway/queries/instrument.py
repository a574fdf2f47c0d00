"""Assessment instruments in use, what was answered on a journey, and when it is time to ask again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from framsteg.apps.core.charts import Chart
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import has_role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.models import Instrument, Journey, Measurement
from framsteg.apps.pathway.permissions import may_work, shared_of
from framsteg.apps.pathway.queries.model import model_of
from framsteg.apps.pathway.queries.scores import Occasion, charts_of
from framsteg.workingmodel import Duration, falls_due
from framsteg.workingmodel.elements import ArtefactKind
from framsteg.workingmodel.instrument import Instrument as InstrumentFile
from framsteg.workingmodel.instrument import Question, QuestionKind, Respondent
from framsteg.workingmodel.instrument_file import parse_instrument, shipped_instrument, shipped_instruments

ASSESSMENTS = (ArtefactKind.INITIAL_ASSESSMENT, ArtefactKind.INSTRUMENT)

# By checksum of the text: a version never changes, so what is parsed stays true.
_parsed: dict[str, InstrumentFile] = {}


@dataclass(frozen=True)
class InstrumentRow:
    """An instrument of the kommun's, or a shipped one that is not taken into use (``id`` None)."""

    id: int | None
    key: str
    file: InstrumentFile
    kept_at: datetime | None
    kept_by: str
    retired_at: datetime | None


@dataclass(frozen=True)
class InUse:
    """An instrument that can be filled in on a journey. ``next_at`` None: it has no period, or was never filled in."""

    url: str
    label: str
    version: str
    last_at: datetime | None
    next_at: datetime | None
    late: bool
    not_for: tuple[str, ...]


@dataclass(frozen=True)
class AnswerRow:
    """One question with both answers; an empty one was not given."""

    theme: str
    text_person: str
    text_worker: str
    person: str
    worker: str


@dataclass(frozen=True)
class MeasurementRow:
    """One occasion when an instrument was filled in."""

    label: str
    version: str
    held_at: datetime
    held_by: str
    summary: str
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class MeasurementsPage:
    """Scores over time and what was answered. ``copyrights`` names each instrument's owner once."""

    in_use: tuple[InUse, ...]
    charts: tuple[Chart, ...]
    rows: tuple[MeasurementRow, ...]
    copyrights: tuple[str, ...]
    not_for: tuple[str, ...]
    may_measure: bool


@dataclass(frozen=True)
class AssessmentRow:
    """An assessment that the journey's model has, and whether it is done. ``done_at`` None: not done."""

    label: str
    done_at: datetime | None
    instrument: str  # what it was done with, which need not be the one that the model's source names


def parsed_instrument(row: Instrument) -> InstrumentFile:
    """Return the instrument that a stored version holds."""
    if row.checksum not in _parsed:
        _parsed[row.checksum] = parse_instrument(row.text.encode(), f"{row.instrument_id}.yaml")
    return _parsed[row.checksum]


def instrument_rows(user: User) -> list[InstrumentRow]:
    """
    Return the kommun's instruments, those in use first, and the shipped ones that never were.

    :raises Http404: unless the user is a manager
    """
    if not has_role(user, {Role.MANAGER}):
        raise Http404
    kept = Instrument.objects.select_related("kept_by").order_by("retired_at", "label", "-kept_at")
    rows = [_row(row) for row in sorted(kept, key=lambda row: row.retired_at is not None)]
    known = {(row.file.id, row.file.version) for row in rows}
    shipped = (shipped_instrument(instrument_id) for instrument_id in shipped_instruments())
    return rows + [
        InstrumentRow(None, file.id, file, None, "", None) for file in shipped if (file.id, file.version) not in known
    ]


def kept_instrument_for(user: User, instrument_id: int) -> Instrument:
    """Return an instrument to manage. :raises Http404: no such, or the user is not a manager"""
    row = Instrument.objects.filter(pk=instrument_id).first()
    if row is None or not has_role(user, {Role.MANAGER}):
        raise Http404
    return row


def instrument_to_fill_in(user: User, instrument_id: int) -> tuple[Instrument, InstrumentFile]:
    """Return an instrument in use, to be filled in. :raises Http404: no such, or the user does not fill in any"""
    row = Instrument.objects.filter(pk=instrument_id, retired_at=None).first()
    if row is None or not may_work(user):
        raise Http404
    return row, parsed_instrument(row)


def measurements_page(user: User, journey: Journey, now: datetime) -> MeasurementsPage:
    """
    Return what was answered on a journey and what can be filled in, with a fixed number of queries.

    :raises Http404: no consent lets the user see the mapping, which the answers belong to
    """
    if Shared.MAPPING not in shared_of(user, journey, now):
        raise Http404
    measured = list(measurements_of(journey))
    files = {row.pk: parsed_instrument(row.instrument) for row in measured}
    may_measure = may_work(user) and journey.ended_at is None
    used = {file.id: file for file in files.values()}
    return MeasurementsPage(
        in_use=tuple(_in_use(journey, measured, now)) if may_measure else (),
        charts=tuple(charts_of([Occasion(row.held_at, files[row.pk], row.answers) for row in measured])),
        rows=tuple(_measurement(row, files[row.pk]) for row in reversed(measured)),
        copyrights=tuple(f"{file.label}: {file.copyright}" for file in used.values()),
        not_for=tuple(dict.fromkeys(text for file in used.values() for text in file.not_for)),
        may_measure=may_measure,
    )


def measurements_of(journey: Journey) -> QuerySet[Measurement]:
    """Return every occasion on a journey with its instrument, the oldest first."""
    return Measurement.objects.filter(journey=journey).select_related("instrument", "held_by").order_by("held_at", "pk")


def assessments_of(journey: Journey) -> tuple[AssessmentRow, ...]:
    """Return the assessments of the journey's model, with when each was done last; one query where it has any."""
    artefacts = [artefact for artefact in model_of(journey).artefacts if artefact.kind in ASSESSMENTS]
    if not artefacts:
        return ()
    done: dict[str, Measurement] = {parsed_instrument(row.instrument).kind: row for row in measurements_of(journey)}
    rows = ((artefact.label, done.get(str(artefact.kind))) for artefact in artefacts)
    return tuple(
        AssessmentRow(label, row.held_at if row else None, row.instrument.label if row else "") for label, row in rows
    )


def next_measurements(journeys: QuerySet[Journey], before: datetime) -> list[tuple[Measurement, datetime]]:
    """
    Return the latest occasion of each instrument in use with the moment when it is time again, up to ``before``.

    An instrument that was never filled in, or that has no period, is never due. Two queries.
    """
    periods = {
        row.instrument_id: file.period
        for row in Instrument.objects.filter(retired_at=None)
        if isinstance((file := parsed_instrument(row)).period, Duration)
    }
    newer = Measurement.objects.filter(
        journey=OuterRef("journey"),
        instrument__instrument_id=OuterRef("instrument__instrument_id"),
        held_at__gt=OuterRef("held_at"),
    )
    rows = Measurement.objects.filter(
        ~Exists(newer), journey__in=journeys, journey__ended_at=None, instrument__instrument_id__in=periods
    ).select_related("instrument", "journey__person", "journey__household", "journey__coach", "held_by")
    due = ((row, _next(row.held_at, periods[row.instrument.instrument_id])) for row in rows)
    return [(row, at) for row, at in due if at <= before]


def _next(held_at: datetime, period: object) -> datetime:
    return falls_due(held_at, period) if isinstance(period, Duration) else held_at


def _row(row: Instrument) -> InstrumentRow:
    file = parsed_instrument(row)
    return InstrumentRow(row.pk, row.instrument_id, file, row.kept_at, str(row.kept_by), row.retired_at)


def _in_use(journey: Journey, measured: Iterable[Measurement], now: datetime) -> Iterable[InUse]:
    last = {row.instrument.instrument_id: row.held_at for row in measured}
    for row in Instrument.objects.filter(retired_at=None).order_by("label", "pk"):
        file, last_at = parsed_instrument(row), last.get(row.instrument_id)
        next_at = falls_due(last_at, file.period) if last_at and isinstance(file.period, Duration) else None
        yield InUse(
            url=reverse("pathway:measure", args=[journey.pk, row.pk]),
            label=file.label,
            version=file.version,
            last_at=last_at,
            next_at=next_at,
            late=next_at is not None and next_at < now,
            not_for=file.not_for,
        )


def _measurement(row: Measurement, file: InstrumentFile) -> MeasurementRow:
    answered = ((question, row.answers[question.id]) for question in file.questions if question.id in row.answers)
    return MeasurementRow(
        label=file.label,
        version=file.version,
        held_at=row.held_at,
        held_by=str(row.held_by),
        summary=row.summary,
        answers=tuple(
            AnswerRow(
                question.theme,
                question.text_person or "",
                question.text_worker or "",
                *(_shown(file, question, given.get(who)) for who in Respondent),
            )
            for question, given in answered
        ),
    )


def _shown(file: InstrumentFile, question: Question, given: dict[str, int | str] | None) -> str:
    if given is None:
        return ""
    if question.kind is QuestionKind.SCALE:
        scale = file.scale_of(question)
        return _("%(score)s på skalan %(low)s–%(high)s") % {
            "score": given["score"],
            "low": scale.min,
            "high": scale.max,
        }
    if question.kind is QuestionKind.CHOICE:
        return next(choice.label for choice in question.choices if choice.id == given["choice"])
    return str(given["text"])
