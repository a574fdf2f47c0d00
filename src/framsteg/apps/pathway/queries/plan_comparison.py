"""Two versions of a plan beside each other, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from framsteg.apps.core.formats import swedish_date
from framsteg.apps.identity.models import User
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.models import Journey, Plan, PlanLine
from framsteg.apps.pathway.permissions import shared_of
from framsteg.apps.pathway.queries.plan_columns import columns_of


@dataclass(frozen=True)
class Change:
    """One column that differs, with both values; an empty one was not filled in."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class LineChange:
    """One line in both versions. ``kind``: ``added``, ``gone``, ``changed`` or ``same``."""

    kind: str
    text: str
    owner: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class PlanComparison:
    """What differs from an older version of a plan to a newer one."""

    older: int
    newer: int
    head: tuple[Change, ...]
    lines: tuple[LineChange, ...]

    @property
    def is_same(self) -> bool:
        return not self.head and all(line.kind == "same" for line in self.lines)


def plan_comparison(user: User, journey: Journey, one: int, other: int, at: datetime) -> PlanComparison:
    """
    Return two versions of a plan compared, the older one first whichever is named first. A fixed number of queries.

    :raises Http404: the user may not see the plan, or there is no such version
    """
    if Shared.PLAN not in shared_of(user, journey, at):
        raise Http404
    plans = {plan.number: plan for plan in Plan.objects.filter(journey=journey, number__in=[one, other])}
    if plans.keys() != {one, other}:
        raise Http404
    older, newer = plans[min(one, other)], plans[max(one, other)]
    rows = PlanLine.objects.filter(plan__in=[older, newer]).order_by("pk")
    before = {row.origin_id or row.pk: row for row in rows if row.plan_id == older.pk}
    after = {row.origin_id or row.pk: row for row in rows if row.plan_id == newer.pk}
    return PlanComparison(
        older=older.number,
        newer=newer.number,
        head=_head(older, newer),
        lines=(
            *(_kept(row, after[key]) if key in after else _gone(row) for key, row in before.items()),
            *(_added(row) for key, row in after.items() if key not in before),
        ),
    )


def _head(older: Plan, newer: Plan) -> tuple[Change, ...]:
    rows = (
        (_("Mål med personens egna ord"), older.goal, newer.goal),
        (_("Ses över senast"), _day(older), _day(newer)),
    )
    return _changes(rows)


def _day(plan: Plan) -> str:
    return swedish_date(plan.review_on) if plan.review_on else ""


def _added(row: PlanLine) -> LineChange:
    return LineChange(
        "added", row.text, str(row.get_owner_display()), _changes((c, "", text) for c, text in _rest(row))
    )


def _gone(row: PlanLine) -> LineChange:
    return LineChange("gone", row.text, str(row.get_owner_display()), _changes((c, text, "") for c, text in _rest(row)))


def _kept(before: PlanLine, after: PlanLine) -> LineChange:
    pairs = zip(columns_of(before), columns_of(after), strict=True)
    changes = _changes((label, was, now) for (label, was), (_label, now) in pairs)
    return LineChange("changed" if changes else "same", after.text, str(after.get_owner_display()), changes)


def _rest(row: PlanLine) -> tuple[tuple[str, str], ...]:
    return columns_of(row)[2:]  # what and whose the line is stand above the rest


def _changes(values: Iterable[tuple[str, str, str]]) -> tuple[Change, ...]:
    return tuple(Change(label, was, now) for label, was, now in values if was != now)
