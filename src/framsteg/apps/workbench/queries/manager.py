"""
The manager's morning: the kommun's own figures, each with its definition and the rows behind it.

The figures are computed by ``policylab``; this file fetches rows and chooses periods. "Last month" is the last whole
month of need: the month that runs is not finished and is never compared with whole ones.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.decisions import queries as decisions
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role
from framsteg.apps.pathway import queries as pathway
from framsteg.apps.pathway.enums import Destination
from framsteg.apps.pathway.queries.lists import LateRow
from framsteg.apps.payments import queries as payments
from framsteg.apps.people import queries as people
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import HouseholdRow
from framsteg.entitlement.month import Month
from framsteg.policylab import (
    Clock,
    DeadlineShare,
    Exits,
    Figure,
    MonthFollowUp,
    PaymentRow,
    Period,
    days_to_decision,
    definition,
    exits_by_destination,
    journey_shares,
    monthly,
)

PAYMENTS = gettext_lazy("Kommunens utbetalningar i Framsteg")
JOURNEYS = gettext_lazy("Kommunens frister i Framsteg")
DECISIONS = gettext_lazy("Kommunens beslut i Framsteg")
EXITS = gettext_lazy("Kommunens avslut i Framsteg")
COUNTED = ("households", "new", "returned", "ended", "long_term_10_of_12")  # figures with households behind them


@dataclass(frozen=True)
class Morning:
    """What the manager's start page shows. ``months`` are whole months, oldest first."""

    month: Month
    figures: list[Figure]
    months: list[MonthFollowUp]
    exits: Exits
    exit_rows: list[tuple[str, int]]
    returns: int  # journeys that were taken up again in the year, after an exit in it or before
    year: Period


def check_may_follow_up(user: User) -> None:
    """:raises NotAllowed: unless the user is a manager."""
    check_role(user, {Role.MANAGER}, _("se enhetens uppföljning"))


def morning_for(user: User, at: datetime) -> Morning:
    """Return the manager's page at a time. Everything on it covers the whole kommun, not the manager's own cases."""
    check_may_follow_up(user)
    last = Month.of(at).previous
    months = _months(payments.payment_rows(), last)
    year = Period(last - 11, last)
    exits = _exits(year)
    shares = _deadline_figures(year, at)
    spans = decisions.decision_spans(year.first, year.last)
    speed = days_to_decision(spans, period=year, source=str(DECISIONS))
    figures = [*_month_figures(months), *shares, speed, exits.unsubsidised_figure(period=year, source=str(EXITS))]
    labels = dict(Destination.choices)
    rows = [(str(labels[code]), count) for code, count in exits.by_destination.items()]
    returns = sum(year.first <= month <= year.last for month, _destination in pathway.return_rows())
    return Morning(last, figures, months[-24:], exits, rows, returns, year)


def households_behind(user: User, figure: str, month: Month, at: datetime) -> list[HouseholdRow]:
    """
    Return the households that a month's count is made of, through the same function as the count itself.

    The count is the whole kommun's: a household whose file the user may not open is a row without names.

    :raises NotAllowed: unless the user is a manager
    :raises LookupError: for a figure that does not count households, and for a month whose figure is not known
    """
    check_may_follow_up(user)
    if figure not in COUNTED:
        raise LookupError(f"Talet ”{figure}” räknar inte hushåll.")
    rows = payments.payment_rows()
    by_household: dict[Hashable, list[PaymentRow]] = defaultdict(list)
    for row in rows:
        by_household[row.household].append(row)
    first, last = _bounds(rows, Month.of(at).previous)
    index = month.months_since(first)
    if not first <= month <= last or _months(rows, last)[index].figure(figure, source=str(PAYMENTS)).value is None:
        raise LookupError(f"Talet är inte känt för {month.label}.")
    counted: list[Any] = [  # keys of households
        household
        for household, own in by_household.items()
        if getattr(monthly([row for row in own if row.month <= last], first=first, last=last)[index], figure)
    ]
    households = Household.objects.filter(pk__in=counted)
    visible = set(Household.objects.visible_to(user, at).filter(pk__in=counted).values_list("number", flat=True))
    rows_behind = people.household_rows(user, households, at, limit=None)
    return [row if row.number in visible else replace(row, who="", caseworker="") for row in rows_behind]


def _bounds(rows: list[PaymentRow], last: Month) -> tuple[Month, Month]:
    return min((row.month for row in rows), default=last), last


def _months(rows: list[PaymentRow], last: Month) -> list[MonthFollowUp]:
    first, last = _bounds(rows, last)
    return monthly([row for row in rows if row.month <= last], first=min(first, last), last=last)


def _month_figures(months: list[MonthFollowUp]) -> list[Figure]:
    """Return the last month's figures, each beside the same month a year before where there is one."""
    now = months[-1]
    before = months[-13] if len(months) > 12 else None
    figures = []
    for name in ("households", "amount", "mean_amount", "new", "returned", "long_term_10_of_12"):
        figure = now.figure(name, source=str(PAYMENTS))
        figures.append(figure.against(before.figure(name, source=str(PAYMENTS))) if before else figure)
    return figures


def _deadline_figures(year: Period, at: datetime) -> list[Figure]:
    shares = (
        ("referred_within_48_hours", pathway.referral_clocks(year.first, year.last)),
        ("plan_within_four_weeks", pathway.plan_clocks(year.first, year.last)),
    )
    return [_share(clocks, at).figure(name, period=year, source=str(JOURNEYS)) for name, clocks in shares]


def _share(clocks: list[Clock], at: datetime) -> DeadlineShare:
    return journey_shares(clocks, now=at)


def _exits(year: Period) -> Exits:
    return exits_by_destination(
        pathway.exit_destinations(year.first, year.last), unsubsidised={Destination.JOB_UNSUBSIDISED}
    )


def exits_figure_text() -> tuple[str, str]:
    """Return the definition of exits by destination: its text and what it must not be used for."""
    what = definition("exits_by_destination")
    return what.text, what.not_for


def missed_deadlines(user: User, first: Month, last: Month, at: datetime) -> list[LateRow]:
    """
    Return the clocks that started in the months and were not kept, or are late now, and whose they were.

    :raises NotAllowed: unless the user is a manager
    """
    check_may_follow_up(user)
    return pathway.late_deadlines(first, last, at)
