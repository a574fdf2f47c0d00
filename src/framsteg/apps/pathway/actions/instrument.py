"""Assessment instruments in use, and the occasions when they are filled in. Nothing follows from an answer itself."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role
from framsteg.apps.pathway.actions._shared import hold
from framsteg.apps.pathway.models import Instrument, Journey, Measurement
from framsteg.apps.pathway.queries.instrument import parsed_instrument
from framsteg.workingmodel import Fault, ModelFileError
from framsteg.workingmodel.instrument import Instrument as InstrumentFile
from framsteg.workingmodel.instrument import Question, QuestionKind, Respondent
from framsteg.workingmodel.instrument_file import instrument_yaml, parse_instrument

Answer = int | str  # a step of a scale, the id of a choice, or a text
Answers = Mapping[str, Mapping[Respondent, Answer]]  # by question id; what was not answered is left out


class InstrumentUnusable(ActionDenied):
    """The file has faults; ``faults`` says which, line by line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(_("Filen går inte att använda. Rätta det som står nedan och läs in den igen."))
        self.faults = faults


class InstrumentVersionTaken(ActionDenied):
    """Another text is kept as the same version."""


class InstrumentRetired(ActionDenied):
    """The instrument is not in use any longer."""


class MeasurementEmpty(ActionDenied):
    """Nobody answered anything."""


class AnswerNotPossible(ActionDenied):
    """An answer that the instrument does not have."""


@transaction.atomic
def keep_instrument(*, content: bytes, name: str, by: User, at: datetime) -> Instrument:
    """
    Take an instrument into use: a YAML file, or a table (CSV) which is kept as YAML. The same text twice is one.

    An older version of it goes out of use; its answers keep their questions.

    :param name: the name of the file; one that ends with .csv is a table
    :raises NotAllowed: unless the user is a manager
    :raises InstrumentUnusable: the file has faults
    :raises InstrumentVersionTaken: the version is kept with another text
    """
    check_role(by, {Role.MANAGER}, _("ta ett bedömningsinstrument i bruk"))
    try:
        found = parse_instrument(content, name)
    except ModelFileError as error:
        raise InstrumentUnusable(error.faults)
    text = instrument_yaml(found) if name.lower().endswith(".csv") else content.decode("utf-8-sig")
    checksum = hashlib.sha256(text.encode()).hexdigest()
    if Instrument.objects.filter(instrument_id=found.id, version=found.version).exclude(checksum=checksum).exists():
        raise InstrumentVersionTaken(
            _("Version %(version)s av instrumentet finns redan med ett annat innehåll. Ge filen ett nytt nummer.")
            % {"version": found.version}
        )
    facts = {"instrument_id": found.id, "version": found.version, "label": found.label, "text": text}
    kept, created = Instrument.objects.get_or_create(
        checksum=checksum, defaults={**facts, "kept_at": at, "kept_by": by}
    )
    if not created and kept.retired_at is None:
        return kept
    Instrument.objects.filter(instrument_id=found.id, retired_at=None).exclude(pk=kept.pk).update(retired_at=at)
    if kept.retired_at:
        kept.retired_at = None
        kept.save(update_fields=["retired_at"])
    record("pathway.instrument.kept", by=by, at=at, about=kept, instrument=found.id, version=found.version)
    return kept


@transaction.atomic
def retire_instrument(*, instrument: Instrument, by: User, at: datetime) -> Instrument:
    """
    Take an instrument out of use; what was answered stays. Twice is once.

    :raises NotAllowed: unless the user is a manager
    """
    check_role(by, {Role.MANAGER}, _("ta ett bedömningsinstrument ur bruk"))
    if Instrument.objects.filter(pk=instrument.pk, retired_at=None).update(retired_at=at):
        about = {"instrument": instrument.instrument_id, "version": instrument.version}
        record("pathway.instrument.retired", by=by, at=at, about=instrument, **about)
    instrument.refresh_from_db()
    return instrument


@transaction.atomic
def measure(
    *, journey: Journey, instrument: Instrument, answers: Answers, summary: str, by: User, at: datetime
) -> Measurement:
    """
    Keep what the person and the worker answered, apart. What was not answered is left out, which is not 0.

    Nothing follows from an answer by itself: no clock, no stage, no money. The same answers twice on a day are one.

    :raises NotAllowed: unless the user works with the journey in the kommun
    :raises InstrumentRetired: the instrument is not in use
    :raises AnswerNotPossible: a question, a respondent or a step that the instrument does not have
    :raises MeasurementEmpty: no answer at all
    """
    held = hold(journey, by=by, at=at)
    if Instrument.objects.filter(pk=instrument.pk).exclude(retired_at=None).exists():
        raise InstrumentRetired(_("Instrumentet är taget ur bruk. Välj ett som är i bruk."))
    kept = _kept(parsed_instrument(instrument), answers)
    if not kept:
        raise MeasurementEmpty(_("Fyll i minst ett svar, från personen eller handläggaren."))
    summary = summary.strip()
    latest = Measurement.objects.filter(journey=held, instrument=instrument).order_by("-held_at", "-pk").first()
    if latest and (latest.answers, latest.summary) == (kept, summary) and _same_day(latest.held_at, at):
        return latest  # the same form sent twice
    made = Measurement.objects.create(
        journey=held, instrument=instrument, held_at=at, held_by=by, answers=kept, summary=summary
    )
    about = {"instrument": instrument.instrument_id, "version": instrument.version}
    record("pathway.measurement.held", by=by, at=at, about=made, household=held.household.number, **about)
    return made


def _kept(instrument: InstrumentFile, answers: Answers) -> dict[str, dict[str, dict[str, Answer]]]:
    kept: dict[str, dict[str, dict[str, Answer]]] = {}
    for question_id, by_whom in answers.items():
        question = instrument.question(question_id)
        if question is None or not set(by_whom) <= set(question.asked_of):
            raise AnswerNotPossible(_("Instrumentet har inte den frågan. Öppna formuläret igen."))
        given = {who.value: _answer(instrument, question, answer) for who, answer in by_whom.items()}
        if given:
            kept[question_id] = given
    return kept


def _answer(instrument: InstrumentFile, question: Question, answer: Answer) -> dict[str, Answer]:
    if question.kind is QuestionKind.SCALE and answer in instrument.scale_of(question).steps:
        return {"score": answer}
    if question.kind is QuestionKind.CHOICE and answer in {choice.id for choice in question.choices}:
        return {"choice": answer}
    if question.kind is QuestionKind.TEXT and isinstance(answer, str) and answer.strip():
        return {"text": answer.strip()}
    raise AnswerNotPossible(
        _("Svaret finns inte på frågan ”%(theme)s”. Välj ett av svaren.") % {"theme": question.theme}
    )


def _same_day(one: datetime, other: datetime) -> bool:
    return timezone.localdate(one) == timezone.localdate(other)
