"""One household on one page: who, what next, and one timeline for money, law and work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from framsteg.apps.applications import queries as applications
from framsteg.apps.core.formats import day_if_midnight
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.decisions import queries as decisions
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, has_role, may_see_money
from framsteg.apps.partners import queries as partners
from framsteg.apps.pathway import queries as pathway
from framsteg.apps.pathway.queries.journey import JourneyRow
from framsteg.apps.payments import queries as payments
from framsteg.apps.people.models import Household
from framsteg.apps.recovery import queries as recovery

NEWEST = 30  # what fits a few screens; the whole history is one click away


@dataclass(frozen=True)
class Overview:
    """The household's page for one user. A part that the user may not see is empty and is not in the template."""

    header: dict[str, Any]
    next: list[Due]
    journeys: list[JourneyRow]
    timeline: list[dict[str, Any]]
    older: int
    sees_money: bool
    may_register: bool


def overview_for(user: User, household: Household, at: datetime, *, lane: str = "", whole: bool = False) -> Overview:
    """
    Return the overview, the newest first on the timeline.

    ``lane`` keeps one lane: money, law or work. Unless ``whole`` the timeline holds the newest ``NEWEST`` and ``older``
    says how many are left out.
    """
    sees_money = may_see_money(user)
    items = list(pathway.timeline_of(household, user, at))
    if sees_money:
        items += applications.timeline_of(household)
        items += decisions.timeline_of(household)
        items += payments.timeline_of(household)
        items += recovery.timeline_of(household)
    items = [item for item in _newest_first(items) if lane in ("", item.lane)]
    shown = items if whole else items[:NEWEST]
    header = partners.case_header(household, user, at, tab="workbench:household")
    journeys = pathway.journey_rows_for(user, household, at)
    header["stage"] = ", ".join(dict.fromkeys(row.stage for row in journeys if row.stage))
    return Overview(
        header=header,
        next=pathway.due_of(household, user, at) + (_money_dues(household, at) if sees_money else []),
        journeys=journeys,
        timeline=[_row(item) for item in shown],
        older=len(items) - len(shown),
        sees_money=sees_money,
        may_register=sees_money and has_role(user, PATHWAY_WORK),
    )


def _money_dues(household: Household, at: datetime) -> list[Due]:
    return [*decisions.due_of(household, at), *recovery.due_of(household, at)]


def _newest_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.at, reverse=True)


def _row(item: Item) -> dict[str, Any]:
    return {
        "at": day_if_midnight(item.at),
        "lane": item.lane,
        "title": item.title,
        "text": item.text,
        "who": item.who,
        "link": item.url,
    }
