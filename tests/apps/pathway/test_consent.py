"""Arbetsförmedlingen sees what the person's consents cover, part by part, and nothing the moment they are withdrawn."""

from datetime import date

import pytest
from django.http import Http404
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, drafted, enrolled, mapped
from tests.helpers import swedish_time

from framsteg.apps.partners.actions import withdraw_consent
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import queries
from framsteg.apps.people.models import Membership

NOW = swedish_time(2026, 3, 18, 11, 0)
PARTS = {
    Shared.PLAN: ("plan", "clocks", "line"),
    Shared.MAPPING: ("mappings",),
    Shared.ATTENDANCE: ("referral", "enrolment"),
    Shared.ACTIVITIES: ("activities", "follow_up"),
}


@pytest.fixture
def journey(team):
    journey = enrolled(team, adults=2).journey
    mapped(team, journey)
    drafted(team, journey)
    return journey


def consent(team, journey, *covers, person=None):
    return make_consent(
        journey.household, recipient=team.officer.unit, covers=covers, person=person, by=team.caseworker, at=RECEIVED
    )


def test_nothing_then_the_plan_then_nothing_at_once(team, journey):
    with pytest.raises(Http404):
        queries.journey_for(team.officer, journey.pk, NOW)

    given = consent(team, journey, Shared.CONTACT, Shared.PLAN)
    page = queries.journey_page(team.officer, queries.journey_for(team.officer, journey.pk, NOW), NOW)
    assert page.plan.goal == "Jag vill köra truck igen."
    assert page.mappings is page.enrolment is page.activities is None

    withdraw_consent(consent=given, by=team.caseworker, at=NOW)
    with pytest.raises(Http404):
        queries.journey_for(team.officer, journey.pk, NOW)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_needs_its_own_consent(team, journey, part):
    consent(team, journey, part)

    page = queries.journey_page(team.officer, journey, NOW)

    for shared, fields in PARTS.items():
        assert all((getattr(page, field) is not None) == (shared is part) for field in fields)
    assert page.who == "Namnet delas inte"
    assert part.label not in page.not_shared


def test_the_consent_of_one_adult_does_not_open_the_journey_of_the_other(team, journey):
    other = Membership.objects.exclude(person=journey.person).get(household=journey.household).person
    consent(team, journey, Shared.PLAN, Shared.MAPPING, person=other)

    page = queries.journey_page(team.officer, journey, NOW)

    assert page.plan is page.mappings is None


def test_the_officer_changes_nothing_but_the_own_signature(team, journey):
    consent(team, journey, *Shared)

    page = queries.journey_page(team.officer, journey, NOW)

    assert not page.may_work
    assert not page.plan.may_edit
    assert [row.party for row in page.plan.signatures if row.may_sign] == ["employment_officer"]


def test_the_week_shows_the_officer_those_whose_consent_covers_attendance(team, journey):
    enrolled(team)
    assert queries.week_page(team.officer, date(2026, 3, 18), NOW).rows == ()

    consent(team, journey, Shared.CONTACT, Shared.ATTENDANCE)

    week = queries.week_page(team.officer, date(2026, 3, 18), NOW)
    assert [row.journey_id for row in week.rows] == [journey.pk]
    assert not week.may_note


def test_the_officers_timeline_holds_only_what_is_shared(team, journey):
    consent(team, journey, Shared.MAPPING)

    titles = {item.title for item in queries.timeline_of(journey.household, team.officer, NOW)}

    assert titles == {"Väg till arbete börjar", "Kartläggning"}


def test_roles_outside_the_team_find_no_journey(team, journey, staff):
    for role in ("economist", "log_reviewer", "system_manager"):
        with pytest.raises(Http404):
            queries.journey_for(staff(role), journey.pk, RECEIVED)


def test_the_officer_has_no_duties_on_the_desk(team, journey):
    consent(team, journey, *Shared)

    assert queries.due_for(team.officer, NOW) == []
