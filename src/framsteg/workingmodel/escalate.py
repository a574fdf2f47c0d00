"""
Which escalations (eskaleringar) of a model have come true in a journey: something that a person should look at.

To be raised changes nothing: no case, no amount, no status. Least of all does absence; it only asks somebody to look.

* What the model must say for a condition to have a meaning, and leaves okänd, is never guessed: after how many
  follow-ups, absences or months something is raised. Such an escalation is not raised.
* A missed deadline, an end that has come and an overload are conditions by themselves: okänd `after` is at once.
* Okänd `to` is None: the model does not say who, and the kommun shows it to a manager.
* A signal about a child or about violence is never derived; a person who sees one acts on it at once.
* After an exit only missed deadlines are raised, which are then those of the aftercare.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from .clock import STOCKHOLM, falls_due
from .elements import Escalation, Trigger
from .facts import Facts
from .results import Status
from .schema import WorkingModel
from .unknown import UNKNOWN, Unknown

_NO_PROGRESS = frozenset({"still", "back"})
_TOLD = _NO_PROGRESS | {"forward"}  # a follow-up that could not tell counts neither way


@dataclass(frozen=True)
class Raised:
    """An escalation that has come true. `key` is the same for as long as the occasion is; `to` is a role id."""

    id: str
    label: str
    trigger: Trigger
    to: str | None  # None: okänd
    then: str | None  # None: okänd
    key: str


def raised(
    model: WorkingModel,
    status: Status,
    facts: Facts,
    now: datetime,
    *,
    progress: Sequence[str] = (),
    review_on: date | None = None,
    programme_ends: date | None = None,
) -> list[Raised]:
    """
    Return the escalations of a model that have come true at `now`, in the order of the model.

    :param status: where the journey stands at `now`
    :param progress: what each follow-up found, in order: forward, still, back or unknown
    :param review_on: when the plan in force is to be looked over
    :param programme_ends: the last day of the programme or the project that the person takes part in
    """
    ends = {
        Trigger.EXPIRING_PLAN: review_on,
        Trigger.EXPIRING_PROGRAMME: programme_ends,
        Trigger.EXPIRING_DECISION: facts.decision_ends,
    }
    found: list[Raised] = []
    for escalation in model.escalations:
        if escalation.trigger is Trigger.MISSED_DEADLINE:
            found += _missed(escalation, status, now)
        elif status.exited_at is not None:
            continue
        elif escalation.trigger in ends:
            found += _ended(escalation, ends[escalation.trigger], now)
        else:
            found += [_raised(escalation, occasion) for occasion in _occasions(escalation, facts, progress)]
    return found


def _raised(escalation: Escalation, occasion: str, to: str | None = None) -> Raised:
    return Raised(
        id=escalation.id,
        label=escalation.label,
        trigger=escalation.trigger,
        to=to if isinstance(escalation.to, Unknown) else escalation.to,
        then=None if isinstance(escalation.then, Unknown) else escalation.then,
        key=f"{escalation.id}:{occasion}",
    )


def _missed(escalation: Escalation, status: Status, now: datetime) -> Iterator[Raised]:
    """One for each clock that is late; `times`: from so many broken ones in the journey."""
    broken = sum(1 for clock in status.deadlines if clock.breached)
    if escalation.times is not UNKNOWN and broken < escalation.times:
        return
    for clock in status.late:
        if clock.due_at is not None and _has_passed(clock.due_at, escalation, now):
            yield _raised(escalation, f"{clock.id}:{clock.starts_at.isoformat()}", clock.escalate_to)


def _ended(escalation: Escalation, day: date | None, now: datetime) -> Iterator[Raised]:
    if day is not None and _has_passed(datetime.combine(day, time.min, STOCKHOLM), escalation, now):
        yield _raised(escalation, day.isoformat())


def _has_passed(at: datetime, escalation: Escalation, now: datetime) -> bool:
    if escalation.after is not UNKNOWN:
        at = falls_due(at, escalation.after)
    return now.timestamp() >= at.timestamp()


def _occasions(escalation: Escalation, facts: Facts, progress: Sequence[str]) -> Iterator[str]:
    """Yield the occasion, if there is one, of what is told by counting."""
    times = None if isinstance(escalation.times, Unknown) else escalation.times
    match escalation.trigger:
        case Trigger.OVERLOAD if facts.overloaded:
            yield "now"
        case Trigger.ABSENCE if times and facts.absences is not None and facts.absences >= times:
            yield str(facts.absences // times)
        case Trigger.LONG_DURATION if escalation.after is not UNKNOWN and facts.months_on_support is not None:
            if facts.months_on_support >= escalation.after.amount:
                yield str(escalation.after.amount)
        case Trigger.NO_PROGRESS if times:
            told = [index for index, found in enumerate(progress) if found in _TOLD]
            standing = _since_progress(progress, told)
            if len(standing) >= times:
                yield str(standing[0])


def _since_progress(progress: Sequence[str], told: Sequence[int]) -> list[int]:
    """Return the follow-ups without progress after the latest one with it."""
    standing: list[int] = []
    for index in told:
        standing = [*standing, index] if progress[index] in _NO_PROGRESS else []
    return standing
