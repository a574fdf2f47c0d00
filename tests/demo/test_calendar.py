"""The virtual clock plays in order of time and not past the end."""

from datetime import date, timedelta

from tests.helpers import swedish_time

from framsteg.demo.calendar import Calendar, monday_after, weekday, weekdays_after

NINE = swedish_time(2026, 3, 27, 9, 0)


def test_calls_are_played_in_order_of_time_and_then_as_they_came():
    played = []
    calendar = Calendar(until=NINE + timedelta(days=1))
    for hours, name in ((2, "c"), (0, "a"), (0, "b")):
        calendar.put(NINE + timedelta(hours=hours), lambda at, name: played.append(name), name)

    calendar.play(lambda at: None)

    assert played == ["a", "b", "c"]


def test_a_call_may_plan_the_next_but_nothing_after_the_end_happens():
    played = []
    calendar = Calendar(until=NINE + timedelta(hours=3))

    def every_hour(at):
        played.append(at)
        calendar.put(at + timedelta(hours=1), every_hour)

    calendar.put(NINE, every_hour)
    calendar.play(lambda at: None)

    assert played == [NINE + timedelta(hours=hours) for hours in range(4)]


def test_weekdays():
    friday, saturday, monday = date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 30)

    assert weekday(saturday) == monday == monday_after(friday) == weekdays_after(friday, 1)
    assert weekday(friday) == friday == weekdays_after(monday, -1)
    assert weekdays_after(friday, 6) == date(2026, 4, 6)
