"""The unit's board: who waits for what, since when, and whose turn it is, the kommun's as plainly as the person's."""

from datetime import timedelta

import pytest
from tests.factories.identity import make_staff
from tests.factories.pathway import RECEIVED, enrolled, opened, referred
from tests.helpers import page, swedish_time, text

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.pathway.actions.clocks import pause_clock
from framsteg.apps.pathway.models import Offer, Waiting
from framsteg.apps.pathway.queries.board import NOBODY, Choice, board_for
from framsteg.apps.people.enums import Protection

pytestmark = pytest.mark.django_db
NOW = swedish_time(2026, 3, 10, 9)
LATE = RECEIVED + timedelta(hours=60)


def rows(user, at=NOW, **choice):
    return board_for(user, at, Choice(**choice)).waits


def test_the_kommuns_turn_and_since_when(team):
    journey = opened(team)

    (row,) = rows(team.manager, LATE)

    assert (row.turn, row.owner, row.late) == ("kommun", str(team.caseworker), True)
    assert (row.since, row.who) == (RECEIVED, journey.person.name)


def test_what_is_late_stands_first(team):
    enrolled(team)
    late = opened(team)

    first, *rest = rows(team.manager)

    assert (first.journey_id, first.late) == (late.pk, True)
    assert not any(row.late for row in rest)


def test_it_is_narrowed_by_turn_stage_owner_and_late(team):
    enrolled(team)
    late = opened(team)
    shown = board_for(team.manager, NOW, Choice())

    assert {row.journey_id for row in rows(team.manager, late=True)} == {late.pk}
    assert rows(team.manager, turn="person") == ()
    assert {row.stage for row in rows(team.manager, stage="Jobbcentrum")} == {"Jobbcentrum"}
    assert {row.owner for row in rows(team.manager, owner=shown.owners[0])} == {shown.owners[0]}
    assert {value: count for value, _label, count, _late in shown.turns} == {
        "person": 0,
        "kommun": len(shown.waits),
        "partner": 0,
        NOBODY: 0,
    }


def test_a_clock_that_stands_still_is_not_late(team):
    journey = opened(team)
    facts = {"deadline_id": "", "reason": "Sjuk", "since": RECEIVED, "by": team.caseworker, "at": RECEIVED}
    pause_clock(journey=journey, **facts)

    (row,) = rows(team.manager, LATE)

    assert (row.paused, row.late) == (True, False)


def test_who_waits_for_a_place_waits_for_the_kommun(team):
    journey = referred(team)
    offer = Offer.objects.create(
        kind="course", label="Svetskurs", provider="Vux", workplace="none", place="", added_at=NOW, added_by=team.coach
    )
    Waiting.objects.create(offer=offer, journey=journey, since=NOW, noted_by=team.coach)

    assert ("Plats: Svetskurs", "kommun") in {(row.what, row.turn) for row in rows(team.manager)}


def test_names_are_masked_as_elsewhere_and_other_units_see_nothing(team):
    opened(team, given_name="Gömd", protection=Protection.MARKED)

    assert rows(team.caseworker)[0].who.startswith("Gömd")
    assert rows(team.consultant) == ()
    assert rows(make_staff(Role.MANAGER)) == ()
    for user in (team.officer, make_staff(Role.ECONOMIST)):
        with pytest.raises(NotAllowed):
            rows(user)


def test_the_page_shows_it_and_the_manager_has_the_way_to_the_caseload(team, client_for, freeze):
    opened(team)
    freeze(LATE)

    shown = page(client_for(team.manager).get("/tavla/?sena=on"))

    assert "varav 1 försenade" in text(shown)
    assert shown.xpath("//main//a[@href='/kontakter/']")
    assert not page(client_for(team.caseworker).get("/tavla/")).xpath("//main//a[@href='/kontakter/']")


@pytest.mark.parametrize("many", [1, 4])
def test_the_board_takes_a_fixed_number_of_queries(team, many, client_for, freeze, django_assert_num_queries):
    for _ in range(many):
        referred(team)
    freeze(NOW)
    client = client_for(team.manager)

    with django_assert_num_queries(8):
        client.get("/tavla/")
