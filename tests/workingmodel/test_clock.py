from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framsteg.workingmodel import Duration, falls_due, swedish_holidays, warns_at
from framsteg.workingmodel.clock import STOCKHOLM

UNTIMED = settings(deadline=None)  # the first use of the calendar of holidays is slow


def test_48_hours_over_the_spring_change_are_48_elapsed_hours(at):
    assert falls_due(at(2026, 3, 27, 15, 0), Duration(hours=48)) == at(2026, 3, 29, 16, 0)


def test_48_hours_over_the_autumn_change_are_48_elapsed_hours(at):
    assert falls_due(at(2026, 10, 23, 15, 0), Duration(hours=48)) == at(2026, 10, 25, 14, 0)


def test_an_hour_is_an_hour_inside_the_repeated_hour(at):
    due = falls_due(at(2026, 10, 25, 2, 30), Duration(hours=1))

    assert (due.hour, due.minute, due.fold) == (2, 30, 1)


def test_two_days_over_the_spring_change_keep_the_time_of_day(at):
    assert falls_due(at(2026, 3, 27, 15, 0), Duration(days=2)) == at(2026, 3, 29, 15, 0)


def test_a_time_that_the_clock_skips_moves_an_hour_forward(at):
    due = falls_due(at(2026, 3, 28, 2, 30), Duration(days=1))

    assert (due.date(), due.hour, due.minute) == (date(2026, 3, 29), 3, 30)


def test_four_weeks_end_on_the_same_weekday_and_time(at):
    assert falls_due(at(2026, 3, 9, 8, 0), Duration(weeks=4)) == at(2026, 4, 6, 8, 0)


def test_a_month_from_the_31st_ends_on_the_last_day(at):
    assert falls_due(at(2027, 1, 31, 8, 0), Duration(months=1)) == at(2027, 2, 28, 8, 0)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ((2026, 4, 1, 10, 0), 2, (2026, 4, 7, 10, 0)),  # skärtorsdag counts; långfredag and annandag påsk do not
        ((2026, 4, 2, 10, 0), 1, (2026, 4, 7, 10, 0)),
        ((2026, 6, 18, 10, 0), 1, (2026, 6, 22, 10, 0)),  # midsommarafton is a Friday when nobody works
        ((2026, 6, 5, 10, 0), 1, (2026, 6, 8, 10, 0)),  # nationaldagen falls on a Saturday: nothing moves
        ((2026, 12, 23, 10, 0), 3, (2026, 12, 30, 10, 0)),  # julafton to the weekend after annandag jul
        ((2026, 5, 13, 10, 0), 1, (2026, 5, 15, 10, 0)),  # Kristi himmelsfärd; the Friday after is a working day
        ((2026, 3, 28, 10, 0), 1, (2026, 3, 30, 10, 0)),  # from a Saturday
    ],
)
def test_working_days_leave_out_weekends_red_days_and_eves(at, start, days, due):
    assert falls_due(at(*start), Duration(working_days=days)) == at(*due)


def test_the_kommuns_own_closed_days_replace_the_swedish_ones(at):
    bridge = {date(2026, 5, 14), date(2026, 5, 15)}

    assert falls_due(at(2026, 5, 13, 10, 0), Duration(working_days=1), bridge) == at(2026, 5, 18, 10, 0)


def test_the_warning_comes_before_the_end(at):
    assert warns_at(at(2026, 4, 7, 10, 0), Duration(working_days=1)) == at(2026, 4, 2, 10, 0)
    assert warns_at(at(2026, 3, 29, 16, 0), Duration(hours=48)) == at(2026, 3, 27, 15, 0)


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="tidszon"):
        falls_due(datetime(2026, 3, 27, 15, 0), Duration(hours=48))


def slow_working_days(start: date, left: int) -> date:
    """Count on the fingers, with the days of 2026 written out from the calendar."""
    closed = {(1, 1), (1, 6), (4, 3), (4, 6), (5, 1), (5, 14), (6, 6), (6, 19), (6, 20), (10, 31)}
    closed |= {(12, 24), (12, 25), (12, 26), (12, 31)}
    day = start
    while left > 0:
        day = day + timedelta(days=1)
        if day.isoweekday() not in (6, 7) and (day.month, day.day) not in closed:
            left = left - 1
    return day


@UNTIMED
@given(start=st.dates(date(2026, 1, 1), date(2026, 11, 30)), days=st.integers(1, 15))
def test_working_days_agree_with_counting_on_the_fingers(start, days):
    begins = datetime(start.year, start.month, start.day, 9, 0, tzinfo=STOCKHOLM)

    assert falls_due(begins, Duration(working_days=days)).date() == slow_working_days(start, days)


@UNTIMED
@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(STOCKHOLM)),
    unit=st.sampled_from(["hours", "days", "working_days", "weeks", "months"]),
    amount=st.integers(1, 40),
)
def test_more_time_never_ends_sooner_and_the_end_is_a_real_time(start, unit, amount):
    due = falls_due(start, Duration(**{unit: amount}))
    later = falls_due(start, Duration(**{unit: amount + 1}))

    assert start.timestamp() < due.timestamp() <= later.timestamp()
    assert datetime.fromtimestamp(due.timestamp(), STOCKHOLM).hour == due.hour


def test_midsommarafton_and_julafton_are_holidays_but_skartorsdagen_is_not():
    closed = swedish_holidays()

    assert date(2026, 6, 19) in closed
    assert date(2026, 12, 24) in closed
    assert date(2026, 4, 2) not in closed
