"""The rows that rooms hand to the cross-room pages: plain, unchangeable, and the same from every room."""

from dataclasses import FrozenInstanceError
from datetime import UTC

import pytest
from tests.factories import pathway as ways
from tests.factories.applications import make_application
from tests.factories.decisions import make_decision
from tests.factories.payments import make_order
from tests.helpers import swedish_time

from framsteg.apps.applications import queries as applications
from framsteg.apps.core.formats import day_if_midnight
from framsteg.apps.core.templatetags.framsteg import deadline, due_time
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.decisions import queries as decisions
from framsteg.apps.pathway import queries as pathway
from framsteg.apps.payments import queries as payments
from framsteg.entitlement.month import Month

AT = swedish_time(2026, 3, 18, 12)
END_OF_DAY = swedish_time(2026, 3, 20, 23, 59).replace(second=59)


def test_a_row_cannot_be_changed_on_its_way_to_the_page():
    row = Due("Uppföljning", "2026-00001", "Anna", AT, late=False, url="/", owner="jobbcoach")

    with pytest.raises(FrozenInstanceError):
        row.late = True


@pytest.mark.django_db
def test_each_room_gives_its_own_lane_and_aware_times():
    team = ways.make_team()
    household = ways.enrolled(team).journey.household
    make_order(make_decision(household), name="Test Person")
    make_application(household, month=Month(2026, 3), received_at=ways.RECEIVED)
    lanes = {
        "law": [*applications.timeline_of(household), *decisions.timeline_of(household)],
        "money": payments.timeline_of(household),
        "work": pathway.timeline_of(household, team.caseworker, AT),
    }

    for lane, items in lanes.items():
        assert items, lane
        assert {item.lane for item in items} == {lane}
        assert all(isinstance(item, Item) and item.at.tzinfo and item.title for item in items)


class TestTheLastMinuteOfADay:
    """Rooms hand out a date as its last minute; the page says the day and counts in days."""

    @pytest.mark.parametrize(
        ("now", "state", "says"),
        [
            (swedish_time(2026, 3, 18, 12), "ok", "2 dagar kvar"),
            (swedish_time(2026, 3, 20, 22), "soon", "sista dagen i dag"),
            (swedish_time(2026, 3, 21, 0, 1), "late", "1 dag försenat"),
        ],
    )
    def test_counts_in_days(self, now, state, says):
        drawn = deadline(END_OF_DAY, now)

        assert (drawn["state"], drawn["text"]) == (state, says)

    def test_is_written_without_a_time(self):
        assert due_time(END_OF_DAY) == "20 mars 2026"
        assert due_time(END_OF_DAY.date()) == "20 mars 2026"
        assert due_time(None) == ""

    def test_any_other_minute_keeps_its_time(self):
        assert due_time(swedish_time(2026, 3, 20, 23, 58)) == "20 mars 2026 kl. 23.58"

    def test_the_midnight_that_ends_a_day_is_that_day(self):
        assert due_time(swedish_time(2026, 3, 21, 0, 0)) == "20 mars 2026"
        assert due_time(swedish_time(2026, 3, 21, 0, 1)) == "21 mars 2026 kl. 00.01"

    def test_what_was_noted_for_a_day_shows_the_day(self):
        assert day_if_midnight(swedish_time(2026, 3, 20, 0, 0)) == swedish_time(2026, 3, 20, 0, 0).date()
        assert day_if_midnight(END_OF_DAY) == END_OF_DAY
        assert deadline(swedish_time(2026, 3, 20, 9), AT)["text"] == "1 dygn kvar"

    def test_is_the_swedish_day_in_whatever_zone_it_comes(self):
        assert due_time(END_OF_DAY.astimezone(UTC)) == "20 mars 2026"
