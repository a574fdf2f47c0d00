"""Deadlines are judged as they stood; running ones are neither held nor missed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from framsteg.entitlement.month import Month
from framsteg.policylab import Clock, Period, days_to_decision, exits_by_destination, journey_shares

SWEDEN = ZoneInfo("Europe/Stockholm")
START = datetime(2026, 3, 2, 9, 0, tzinfo=SWEDEN)
DUE = START + timedelta(hours=48)
MARCH = Period.of_month(Month(2026, 3))
MINUTE = timedelta(minutes=1)


def judged(met_at, now):
    share = journey_shares([Clock(START, met_at, DUE)], now=now)
    return share.met, share.missed, share.running


@pytest.mark.parametrize(
    ("met_at", "now", "expected"),
    [
        (DUE - MINUTE, DUE + MINUTE, (1, 0, 0)),
        (DUE, DUE + MINUTE, (1, 0, 0)),  # on the very instant
        (DUE + MINUTE, DUE + 2 * MINUTE, (0, 1, 0)),
        (None, DUE + MINUTE, (0, 1, 0)),
        (None, DUE, (0, 0, 1)),
        (None, DUE - MINUTE, (0, 0, 1)),
        (DUE - MINUTE, DUE - 2 * MINUTE, (0, 0, 1)),  # has not happened yet
        (None, START - MINUTE, (0, 0, 0)),  # has not begun yet
    ],
)
def test_a_deadline_is_met_missed_or_running(met_at, now, expected):
    assert judged(met_at, now) == expected


def test_a_running_clock_is_not_in_the_denominator():
    clocks = [Clock(START, START, DUE), Clock(START, None, DUE), Clock(DUE, None, DUE + timedelta(days=2))]
    share = journey_shares(clocks, now=DUE + MINUTE)
    figure = share.figure("referred_within_48_hours", period=MARCH, source="Framsteg")

    assert (figure.value, figure.denominator) == (Decimal("50.0"), 2)
    assert figure.scope == "1 av 2 avgjorda, 1 löper ännu"


def test_nothing_to_judge_is_no_figure():
    figure = journey_shares([], now=DUE).figure("plan_within_four_weeks", period=MARCH, source="Framsteg")

    assert figure.text == "uppgift saknas"


def test_the_hour_that_comes_twice_is_told_apart():
    first = datetime(2026, 10, 25, 2, 30, tzinfo=SWEDEN)  # the clocks go back at three
    second = first.replace(fold=1)
    begun = first - timedelta(hours=1)

    assert journey_shares([Clock(begun, second, first)], now=second + timedelta(days=1)).missed == 1


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="tidszon"):
        Clock(START.replace(tzinfo=None), None, DUE)
    with pytest.raises(ValueError, match="tidszon"):
        journey_shares([], now=DUE.replace(tzinfo=None))


def test_a_limit_before_the_start_is_refused():
    with pytest.raises(ValueError, match="innan den börjar"):
        Clock(DUE, None, START)


def test_time_to_decision_is_the_median_of_elapsed_days():
    begun = datetime(2026, 3, 1, tzinfo=UTC)
    spans = [(begun, begun + timedelta(days=days)) for days in (1, 3, 90)]

    assert days_to_decision(spans, period=MARCH, source="Framsteg").value == Decimal("3.0")
    assert days_to_decision([], period=MARCH, source="Framsteg").value is None


def test_exits_with_unknown_destination_stay_in_the_total():
    exits = exits_by_destination(["job", "job", "studies", None], unsubsidised={"job"})

    assert exits.by_destination == {"job": 2, "studies": 1}
    assert (exits.unknown, exits.total, exits.unsubsidised_percent) == (1, 4, Decimal("50.0"))
    assert exits.unsubsidised_figure(period=MARCH, source="Framsteg").denominator == 4


def test_no_exits_give_no_share():
    assert exits_by_destination([], unsubsidised={"job"}).unsubsidised_percent is None
