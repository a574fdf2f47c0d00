"""A stored calculation as it stood, and beside what today's program says of the same facts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from framsteg.apps.decisions.models import Calculation
from framsteg.entitlement import rerun
from framsteg.entitlement.result import Result, Step


@dataclass(frozen=True)
class LineRow:
    """A line that differs: ``then`` or ``now`` None where it was not there, ``words`` when only they differ."""

    part: str
    label: str
    then: Step | None
    now: Step | None
    difference: Decimal
    words: bool


@dataclass(frozen=True)
class RerunRows:
    """
    A decision's calculation, run again. ``same_answer``: outcome and amounts are the same, whatever the words.

    ``refused`` says why today's program takes the facts in no longer; then nothing else is known.
    """

    then: Result
    now: Result | None
    same: bool
    same_answer: bool
    lines: list[LineRow]
    program_then: str
    program_now: str
    refused: str = ""


def trace_of(calculation: Calculation) -> dict[str, Any]:
    """Return the whole of a calculation in primitives: facts, result with every line, and the program that made it."""
    return {
        "application": calculation.application_id,
        "made_at": calculation.made_at.isoformat(),
        "made_by": str(calculation.made_by),
        "facts": calculation.facts,
        "result": calculation.result,
    }


def rerun_of(calculation: Calculation) -> RerunRows:
    """Calculate a stored calculation's facts with today's program and compare line by line. Changes nothing."""
    try:
        compared = rerun.rerun(calculation.facts, calculation.result)
    except ValidationError as refused:
        why = " ".join(error["msg"] for error in refused.errors(include_url=False))
        then = Result.from_json(calculation.result)
        stored = calculation.result.get("library", {})
        return RerunRows(then, None, False, False, [], _program(stored), _program(rerun.library()), why)
    return RerunRows(
        then=compared.then,
        now=compared.now,
        same=compared.same,
        same_answer=compared.same_answer,
        lines=[
            LineRow(
                part=line.section.label,
                label=line.label,
                then=line.then,
                now=line.now,
                difference=line.difference,
                words=bool(line.then and line.now and not line.difference),
            )
            for line in compared.lines
        ],
        program_then=_program(compared.library_then),
        program_now=_program(compared.library_now),
    )


def _program(library: Any) -> str:
    """Name a version of the program and its parameters; older calculations do not tell."""
    if not library:
        return _("okänd version")
    words = {"version": library["version"], "parameters": library["parameters"]}
    return _("version %(version)s, parametrar %(parameters)s") % words
