"""
An assessment instrument as data: questions to the person and to the worker, scales, and how often it is filled in.

FIA and BIP are protected by copyright: they can be read in by whoever has the right to, and are not shipped.
The docstrings below each field are the descriptions in the JSON Schema and are read by those who write an instrument.
"""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from .base import Element, Id, Sources, Text, Texts
from .duration import Duration
from .unknown import UNKNOWN, OrUnknown


class Respondent(StrEnum):
    """Whose answer it is. The person's and the worker's are kept apart."""

    PERSON = "person"
    WORKER = "worker"


class QuestionKind(StrEnum):
    SCALE = "scale"
    TEXT = "text"
    CHOICE = "choice"


class Scale(BaseModel):
    """En skala i hela steg. Svar på olika skalor jämförs aldrig med varandra."""

    model_config = Element.model_config

    id: Id
    min: int
    """Lägsta steget."""
    max: int
    """Högsta steget."""
    labels: dict[str, Text]
    """Vad stegen betyder, åtminstone det lägsta och det högsta: steg → text."""

    @property
    def steps(self) -> range:
        """Every step, the lowest first."""
        return range(self.min, self.max + 1)

    @model_validator(mode="after")
    def _says_what_its_ends_mean(self) -> Self:
        if not 1 <= self.max - self.min <= MOST_STEPS:
            raise PydanticCustomError(
                "scale",
                "Skalan går från {low} till {high}.",
                {
                    "low": self.min,
                    "high": self.max,
                    "remedy": f"Skriv ett max som är större än min, med högst {MOST_STEPS + 1} steg.",
                },
            )
        if not {str(self.min), str(self.max)} <= self.labels.keys():
            raise PydanticCustomError(
                "scale_ends",
                "Skalans lägsta och högsta steg saknar text.",
                {"remedy": f"Skriv i labels vad {self.min} och {self.max} betyder."},
            )
        if outside := self.labels.keys() - {str(step) for step in self.steps}:
            raise PydanticCustomError(
                "scale_labels",
                "Steg {step} finns inte på skalan.",
                {"step": min(outside), "remedy": f"Skalan går från {self.min} till {self.max}: ta bort texten."},
            )
        return self


class Choice(BaseModel):
    """Ett svar att välja."""

    model_config = Element.model_config

    id: Id
    label: Text


class Question(BaseModel):
    """En fråga: till personen, till handläggaren eller till båda. Bådas svar hålls isär."""

    model_config = Element.model_config

    id: Id
    """Samma id i en ny version betyder samma fråga."""
    theme: Text
    """Temat som frågan hör till."""
    text_person: Text | None = None
    """Frågan till personen; tomt om hon inte får den."""
    text_worker: Text | None = None
    """Frågan till handläggaren; tomt om han inte får den."""
    kind: QuestionKind
    scale: Id | None = None
    """Skalan, för frågor av slaget scale."""
    choices: tuple[Choice, ...] = ()
    """Svaren att välja mellan, för frågor av slaget choice."""

    @property
    def asked_of(self) -> tuple[Respondent, ...]:
        """Who is asked: those for whom there is a text."""
        return tuple(who for who in Respondent if self.text_for(who))

    def text_for(self, who: Respondent) -> str | None:
        """Return the question as it is put to one of them, or None."""
        return self.text_person if who is Respondent.PERSON else self.text_worker


class Instrument(BaseModel):
    """Ett bedömningsinstrument i en version. Svar ges alltid till en version, och versioner blandas aldrig."""

    model_config = Element.model_config

    id: Id
    label: Text
    version: Text
    kind: Literal["initial_assessment", "instrument"] = "instrument"
    """initial_assessment görs en gång, före kartläggningen; instrument kan göras om."""
    period: OrUnknown[Duration] | None = None
    """Hur lång tid det går mellan mätningarna; utelämnas om instrumentet fylls i en gång."""
    period_source: Text | None = None
    """Varifrån perioden kommer."""
    copyright: Text
    """Vem som har upphovsrätten, och med vilken rätt kommunen använder instrumentet."""
    source: Sources
    """Vad instrumentet bygger på."""
    not_for: Texts
    """Vad svaren inte får användas till; visas bredvid dem."""
    note: str = ""
    scales: tuple[Scale, ...] = ()
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    def question(self, question_id: str) -> Question | None:
        """Return a question by its id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)

    def scale_of(self, question: Question) -> Scale:
        """Return the scale of a question of the kind scale."""
        return next(scale for scale in self.scales if scale.id == question.scale)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if faults := [*_repeated(self), *_faulty_questions(self), *_faulty_period(self)]:
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self


MOST_STEPS = 100  # a hundred steps and zero; more is a number, not a scale


def json_schema() -> str:
    """Return the JSON Schema of an instrument file, as `instrument.schema.json` holds it."""
    schema = json.dumps(Instrument.model_json_schema(), ensure_ascii=False, indent=2)
    # The word okänd is also a text: with oneOf it would match twice and be refused by a validator.
    return schema.replace('"oneOf"', '"anyOf"') + "\n"


def _repeated(instrument: Instrument) -> Iterator[InitErrorDetails]:
    lists: tuple[tuple[str, tuple[Scale | Question, ...]], ...] = (
        ("scales", instrument.scales),
        ("questions", instrument.questions),
    )
    for name, parts in lists:
        ids = [part.id for part in parts]
        for index, part_id in enumerate(ids):
            if part_id in ids[:index]:
                yield _fault((name, index, "id"), f"”{part_id}” finns redan.", "Ge varje del ett eget id.")


def _faulty_questions(instrument: Instrument) -> Iterator[InitErrorDetails]:
    scales = {scale.id for scale in instrument.scales}
    for index, question in enumerate(instrument.questions):
        place = ("questions", index)
        if not question.asked_of:
            remedy = "Skriv text_person, text_worker eller båda."
            yield _fault((*place, "text_person"), "Frågan ställs inte till någon.", remedy)
        yield from _faulty_kind(question, place, scales)


def _faulty_kind(question: Question, place: tuple[str, int], scales: set[str]) -> Iterator[InitErrorDetails]:
    if question.kind is QuestionKind.SCALE:
        if question.scale is None:
            yield _fault((*place, "scale"), "Frågan saknar skala.", "Skriv id för en skala i scales.")
        elif question.scale not in scales:
            known = ", ".join(sorted(scales)) or "inga: skriv en i scales"
            yield _fault((*place, "scale"), f"Skalan ”{question.scale}” finns inte.", f"Skalor som finns: {known}.")
    elif question.scale is not None:
        yield _fault((*place, "scale"), "Bara frågor av slaget scale har en skala.", "Ta bort scale.")
    if question.kind is QuestionKind.CHOICE:
        ids = [choice.id for choice in question.choices]
        if len(ids) < 2 or len(set(ids)) < len(ids):
            yield _fault((*place, "choices"), "Det ska finnas minst två olika svar att välja.", "Skriv svaren.")
    elif question.choices:
        yield _fault((*place, "choices"), "Bara frågor av slaget choice har svar att välja.", "Ta bort choices.")


def _faulty_period(instrument: Instrument) -> Iterator[InitErrorDetails]:
    if isinstance(instrument.period, Duration) and instrument.period_source is None:
        remedy = "Skriv källan, eller att kommunen själv har valt perioden."
        yield _fault(("period_source",), "Det står inte varifrån perioden kommer.", remedy)
    if instrument.kind == "initial_assessment" and instrument.period not in (None, UNKNOWN):
        remedy = "Ta bort period, eller skriv kind: instrument."
        yield _fault(("period",), "En initial bedömning görs en gång och har ingen period.", remedy)


def _fault(loc: tuple[str | int, ...], message: str, remedy: str) -> InitErrorDetails:
    # The text is passed as context, because pydantic reads braces in a template as names.
    error = PydanticCustomError("instrument", "{text}", {"text": message, "remedy": remedy})
    return InitErrorDetails(type=error, loc=loc, input=None)
