"""What another model version would change for journeys under way, and how a model goes on the year that was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framsteg import workingmodel
from framsteg.apps.core.formats import swedish_datetime
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.models import Journey
from framsteg.apps.pathway.queries.model import model_of, told_of
from framsteg.apps.pathway.queries.versions import ModelRow, check_may_adopt, find_model, version_for
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.workingmodel import (
    Change,
    ClockChange,
    DeadlineState,
    DeadlineStatus,
    StageChange,
    TriedClock,
    WorkingModel,
)

ON_A_PAGE = 50
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class CaseRow:
    """A journey under way, and what would change for it."""

    id: int
    household: str
    who: str
    url: str
    model: str
    changes: list[str]


@dataclass(frozen=True)
class TriedRow:
    """How one clock of a model went, with the journeys where it was not kept."""

    clock: TriedClock
    median: str  # "" where none is met
    broken: list[tuple[str, str]]  # case number and address of the journey

    @property
    def kept_share(self) -> float | None:
        """Percent kept of those that were kept or broken; None where there is none."""
        timed = self.clock.kept + self.clock.broken
        return 100 * self.clock.kept / timed if timed else None


def journeys_to_move(user: User, key: str, at: datetime) -> QuerySet[Journey]:
    """Return the journeys under way, of the user's households, that follow another version. :raises Http404:"""
    check_may_adopt(user)
    find_model(user, key, at)
    version = version_for(user, key)
    rows = Journey.objects.ongoing().filter(household__in=Household.objects.visible_to(user, at))
    others = rows.exclude(model_version=version) if version else rows
    return others.select_related("household", "person", "model_version").order_by("opened_at", "pk")


def cases_to_move(user: User, key: str, at: datetime, number: str) -> tuple[ModelRow, list[CaseRow], Page[Journey]]:
    """Return the model, one page of journeys that follow another, and the page. A fixed number of queries."""
    page = Paginator(journeys_to_move(user, key, at), ON_A_PAGE).get_page(number)
    row, new = find_model(user, key, at)
    told = told_of(page.object_list)
    rows = [
        CaseRow(
            id=journey.pk,
            household=journey.household.number,
            who=shown_name(user, journey.person, journey.household),
            url=reverse("pathway:journey", args=[journey.pk]),
            model=f"{journey.model_version.model_id} {journey.model_version.version}",
            changes=_in_words(model_of(journey), new, told[journey.pk].history, told[journey.pk].pauses, at),
        )
        for journey in page.object_list
    ]
    return row, rows, page


def tried(user: User, key: str, at: datetime) -> tuple[ModelRow, int, list[TriedRow]]:
    """Return the model, how many journeys began in the last year, and how each clock of the model went in them."""
    check_may_adopt(user)
    row, model = find_model(user, key, at)
    visible = Journey.objects.filter(household__in=Household.objects.visible_to(user, at), opened_at__gt=at - YEAR)
    journeys = list(visible.filter(opened_at__lte=at).select_related("household").order_by("opened_at", "pk"))
    told = told_of(journeys)
    result = workingmodel.try_out(model, [told[journey.pk].history for journey in journeys], at)
    return row, result.journeys, [_tried_row(clock, journeys) for clock in result.clocks]


def _tried_row(clock: TriedClock, journeys: Sequence[Journey]) -> TriedRow:
    broken = [journeys[place] for place in clock.broken_in]
    return TriedRow(
        clock,
        _length(clock.median_time),
        [(row.household.number, reverse("pathway:journey", args=[row.pk])) for row in broken],
    )


def _length(time: timedelta | None) -> str:
    if time is None:
        return ""
    hours = round(time / timedelta(hours=1))
    if hours < 72:
        return ngettext("%(n)s timme", "%(n)s timmar", hours) % {"n": hours}
    days = round(time / timedelta(days=1))
    return ngettext("%(n)s dag", "%(n)s dagar", days) % {"n": days}


def _in_words(
    old: WorkingModel,
    new: WorkingModel,
    history: list[workingmodel.Event],
    pauses: list[workingmodel.Pause],
    at: datetime,
) -> list[str]:
    found = workingmodel.changes(old, new, history, at, pauses=pauses)
    return [text for change in found for text in _told(change)]


def _told(change: Change) -> Iterator[str]:
    """A clock that has stopped both before and after is history, and is not told."""
    if isinstance(change, StageChange):
        labels = [stage.label if stage else _("ingen") for stage in (change.before, change.after)]
        yield _("Fas: %(before)s → %(after)s") % {"before": labels[0], "after": labels[1]}
    elif isinstance(change, ClockChange):
        if any(clock is not None and clock.is_open for clock in (change.before, change.after)):
            yield _clock(change.before, change.after)
    elif change.after:
        yield _("Grind: det går inte längre att %(action)s än") % {"action": change.action.label}
    else:
        yield _("Grind bort: det går att %(action)s") % {"action": change.action.label}


def _clock(before: DeadlineStatus | None, after: DeadlineStatus | None) -> str:
    if after is None:
        assert before is not None, "a change has a clock before or after"
        return _("Frist upphör: %(label)s") % {"label": before.label}
    words = {"label": after.label, "due": _due(after)}
    if before is None:
        return _("Ny frist: %(label)s, %(due)s") % words
    return _("Frist: %(label)s, %(was)s → %(due)s") % (words | {"was": _due(before)})


def _due(clock: DeadlineStatus) -> str:
    if clock.due_at is None:
        return _("okänd tid")
    late = _(", redan passerad") if clock.state is DeadlineState.LATE else ""
    return _("senast %(time)s") % {"time": swedish_datetime(clock.due_at)} + late
