"""
Time limits: appeal, request for a decision, decisions not carried out, and review of legality.

Days and months come from ``parameters/limits.yaml`` for the day that the law looks at. ``closed`` are the days besides
weekends when an office is closed; a last day on such a day moves to the next open one (lag 1930:173 2 §, confidence K).
"""

from __future__ import annotations

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError
from framsteg.entitlement.parameters.reading import checked, in_force, raw
from framsteg.entitlement.parameters.schema import Dated, Reference

_SATURDAY = 5


class DatedLimit(Dated[int]):
    """A number of weeks, months or years; the unit is the file's."""


class Verdict(StrEnum):
    """Whether an appeal is to be taken up."""

    IN_TIME = "in_time"
    TAKEN_UP = "taken_up"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AppealCheck:
    """The check of an appeal's time (FL 45 §): a proposal, with the last day and the reason in Swedish."""

    verdict: Verdict
    last_day: date | None
    because: str
    source: str


def last_day_to_appeal(received_on: date, closed: Container[date]) -> date:
    """PROC-08: return the last day on which an appeal is in time, counted from the day the decision was received."""
    return open_day(received_on + timedelta(weeks=limit("appeal_weeks", received_on)), closed)


def law_of_appeal(decided_on: date) -> str:
    """LAW-02: return the paragraph that gives the right to appeal; the old act for decisions made under it."""
    return reference("appeal", decided_on)


def check_appeal(
    *,
    came_in_on: date,
    received_on: date | None,
    closed: Container[date],
    wrong_information: bool = False,
    came_to_court_on: date | None = None,
) -> AppealCheck:
    """
    Say whether an appeal that came to the nämnd on ``came_in_on`` is to be taken up (PROC-08; FL 44–45 §§).

    A late appeal is taken up all the same when the nämnd's own information on how to appeal was wrong, or when it came
    to the court in time. Without the day of receipt nothing can be said: a person must find it out.
    """
    if received_on is None:
        why = "Det är inte känt när den enskilde fick del av beslutet. Ta reda på dagen innan överklagandet avvisas."
        return AppealCheck(Verdict.UNKNOWN, None, why, "FL 44 §")
    last = last_day_to_appeal(received_on, closed)
    if came_in_on <= last:
        return AppealCheck(Verdict.IN_TIME, last, f"Överklagandet kom in {came_in_on}, senast {last}.", "FL 44 §")
    late = f"Överklagandet kom in {came_in_on}, efter {last}."
    if wrong_information:
        why = f"{late} Nämndens underrättelse om hur man överklagar var fel, så det ska tas upp."
        return AppealCheck(Verdict.TAKEN_UP, last, why, "FL 45 §")
    if came_to_court_on is not None and came_to_court_on <= last:
        why = f"{late} Det kom till domstolen i tid, {came_to_court_on}, så det ska tas upp."
        return AppealCheck(Verdict.TAKEN_UP, last, why, "FL 45 §")
    why = f"{late} Det ska avvisas, om inte underrättelsen var fel eller det kom till domstolen i tid."
    return AppealCheck(Verdict.LATE, last, why, "FL 45 §")


def first_day_to_request_decision(opened_on: date) -> date:
    """PROC-03: return the first day to ask for a decision: six months have gone without one (FL 12 §)."""
    return add_months(opened_on, limit("decision_request_months", opened_on)) + timedelta(days=1)


def last_day_to_answer_request(came_in_on: date, closed: Container[date]) -> date:
    """PROC-03: return the last day to decide the matter, or refuse the request in a decision of its own (FL 12 §)."""
    return open_day(came_in_on + timedelta(weeks=limit("decision_answer_weeks", came_in_on)), closed)


def last_day_to_carry_out(decided_on: date) -> date:
    """PROC-16: return the last day to carry out a favourable decision before it is to be reported to IVO (SoL 34:1)."""
    return add_months(decided_on, limit("unexecuted_months", decided_on))


def is_to_be_reported(*, decided_on: date, carried_out_on: date | None, on: date) -> bool:
    """PROC-16: say whether IVO's quarterly report must hold a favourable decision, seen from the day ``on``."""
    last = last_day_to_carry_out(decided_on)
    return on > last and (carried_out_on is None or carried_out_on > last)


def last_day_for_review(announced_on: date, closed: Container[date]) -> date:
    """PROC-10: return the last day to ask for laglighetsprövning of a decision by SoL 12 kap. 2 § (KL 13 kap.)."""
    return open_day(announced_on + timedelta(weeks=limit("review_weeks", announced_on)), closed)


def open_day(day: date, closed: Container[date]) -> date:
    """Return the day, or the next that is no Saturday, Sunday or closed day (lag 1930:173 2 §)."""
    while day.weekday() >= _SATURDAY or day in closed:
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last day when it is shorter."""
    month = Month.of(day) + months
    return date(month.year, month.month, min(day.day, calendar.monthrange(month.year, month.month)[1]))


def limit(name: str, on: date) -> int:
    """
    Return a limit in force on the day, in the unit of ``limits.yaml``.

    :raises ParameterError: when none is known for that day
    """
    found = in_force(_limits()[name], Month.of(on))
    if found is None:
        raise ParameterError(f"Tidsgränsen {name} är okänd för {on}: lägg in den i limits.yaml.")
    return found.value


def reference(name: str, on: date) -> str:
    """
    Return a paragraph in force on the day.

    :raises ParameterError: when none is known for that day
    """
    found = in_force(_references()[name], Month.of(on))
    if found is None:
        raise ParameterError(f"Lagrummet {name} är okänt för {on}: lägg in det i limits.yaml.")
    return found.text


@lru_cache(maxsize=1)
def _limits() -> dict[str, tuple[DatedLimit, ...]]:
    listed: dict[str, Any] = raw("limits.yaml")["limits"]
    return {
        name: checked("limits.yaml", map(DatedLimit.model_validate, content["values"]))
        for name, content in listed.items()
    }


@lru_cache(maxsize=1)
def _references() -> dict[str, tuple[Reference, ...]]:
    listed: dict[str, Any] = raw("limits.yaml")["references"]
    return {name: checked("limits.yaml", map(Reference.model_validate, periods)) for name, periods in listed.items()}
