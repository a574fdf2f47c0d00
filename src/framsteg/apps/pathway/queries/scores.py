"""Scores over time as charts: one per question and scale, one line per respondent and version. Nothing is mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.core.charts import Chart, Series, line_chart
from framsteg.apps.pathway.enums import Respondent
from framsteg.workingmodel.instrument import Instrument, Question, QuestionKind, Scale

Answers = Mapping[str, Mapping[str, Mapping[str, int | str]]]


@dataclass(frozen=True)
class Occasion:
    """One filled-in version of an instrument."""

    at: datetime
    instrument: Instrument
    answers: Answers


def charts_of(occasions: Sequence[Occasion]) -> list[Chart]:
    """
    Return a chart for each scale question that somebody answered; the occasions come in order of time.

    A question keeps its chart through versions while its scale is the same, with a line of its own for each version and
    respondent. On another scale it gets another chart: the steps do not mean the same. What was not answered is a gap.
    """
    found: dict[tuple[str, str, str], tuple[Question, Scale]] = {}
    for occasion in occasions:
        for question in occasion.instrument.questions:
            if question.kind is QuestionKind.SCALE and question.id in occasion.answers:
                scale = occasion.instrument.scale_of(question)
                found[(occasion.instrument.id, question.id, _steps(scale))] = (question, scale)
    return [_chart(key, question, scale, occasions) for key, (question, scale) in found.items()]


def _chart(key: tuple[str, str, str], question: Question, scale: Scale, occasions: Sequence[Occasion]) -> Chart:
    mine = [one for one in occasions if _asks(one.instrument, key)]
    versions = list(dict.fromkeys(one.instrument.version for one in mine))
    series = [
        Series(
            _line(who, version, alone=len(versions) == 1),
            [_score(one, question, who) if one.instrument.version == version else None for one in mine],
        )
        for version in versions
        for who in Respondent
    ]
    ends = {"low": scale.min, "high": scale.max, "least": scale.labels[str(scale.min)]}
    unit = _("steg %(low)s–%(high)s, där %(low)s är ”%(least)s” och %(high)s är ”%(most)s”") % {
        **ends,
        "most": scale.labels[str(scale.max)],
    }
    return line_chart(
        title=_title(mine[-1].instrument, question),
        labels=[timezone.localdate(one.at).isoformat() for one in mine],
        series=[one for one in series if any(value is not None for value in one.values)],
        unit=unit,
        label_heading=_("Dag"),
        limits=(scale.min, scale.max),
    )


def _title(instrument: Instrument, question: Question) -> str:
    """The theme, and the question where the theme has several on a scale."""
    same = [one for one in instrument.questions if one.theme == question.theme and one.kind is QuestionKind.SCALE]
    if len(same) < 2:
        return f"{instrument.label}: {question.theme}"
    return f"{instrument.label}: {question.theme}. {question.text_person or question.text_worker}"


def _line(who: Respondent, version: str, *, alone: bool) -> str:
    return str(who.label).capitalize() if alone else f"{str(who.label).capitalize()} (v. {version})"


def _asks(instrument: Instrument, key: tuple[str, str, str]) -> bool:
    instrument_id, question_id, steps = key
    found = instrument.question(question_id)
    if instrument.id != instrument_id or found is None or found.kind is not QuestionKind.SCALE:
        return False
    return _steps(instrument.scale_of(found)) == steps


def _steps(scale: Scale) -> str:
    """What the steps mean, without the scale's name, which a new version may change while the steps stay the same."""
    return scale.model_dump_json(exclude={"id"})


def _score(occasion: Occasion, question: Question, who: Respondent) -> int | None:
    given = occasion.answers.get(question.id, {}).get(who.value)
    return int(given["score"]) if given else None
