"""A programme as a group: places, a week of its own, and models that do not say how long the time is."""

from datetime import date, timedelta

import pytest
from tests.factories.offers import STARTED, make_cohort, ready
from tests.factories.pathway import FIRST_DAY, RECEIVED, referred
from tests.helpers import swedish_time

from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import Attendance, Destination
from framsteg.apps.people.models import Access


def begin(team, journey, cohort=None, **changes):
    facts = {"starts_on": FIRST_DAY, "by": team.caseworker, "at": STARTED}
    return actions.start_programme(journey=journey, cohort=cohort, **facts | changes)


def test_who_joins_a_group_is_there_until_the_groups_last_day(team):
    cohort = make_cohort(team)

    enrolment = begin(team, referred(team), cohort)

    assert (enrolment.cohort, enrolment.ends_on) == (cohort, date(2026, 4, 3))


def test_a_full_group_takes_nobody_until_somebody_leaves(team):
    cohort, first, late = make_cohort(team, places=1), referred(team), referred(team)
    begin(team, first, cohort)

    with pytest.raises(actions.CohortFull, match="Gruppen är full"):
        begin(team, late, cohort, starts_on=date(2026, 3, 16))

    actions.end_programme(journey=first, ended_on=date(2026, 3, 13), by=team.caseworker, at=STARTED)
    assert begin(team, late, cohort, starts_on=date(2026, 3, 16)).cohort == cohort


@pytest.mark.parametrize("first", [date(2026, 3, 8), date(2026, 4, 4)])
def test_nobody_joins_a_group_outside_its_time(team, first):
    with pytest.raises(actions.WrongDay, match="gruppens tid"):
        begin(team, referred(team), make_cohort(team), starts_on=first)


def test_a_group_is_made_once_by_the_manager_or_a_consultant(team):
    cohort = make_cohort(team)
    facts = {"offer": cohort.offer, "label": "Grupp A", "starts_on": cohort.starts_on, "ends_on": cohort.ends_on}

    with pytest.raises(actions.CohortExists):
        actions.make_cohort(**facts, by=team.consultant, at=STARTED)


@pytest.mark.parametrize("model", ["angered", "boras"])
def test_a_model_that_does_not_say_how_long_leaves_the_last_day_unknown(team, model):
    journey = ready(team, model)

    enrolment = begin(team, journey)

    assert enrolment.ends_on is None
    assert Access.objects.open_at(STARTED).filter(household=journey.household, unit=team.consultant.unit).exists()
    (row,) = queries.week_page(team.consultant, date(2026, 9, 7), STARTED).rows
    assert (row.ends_on, [cell.enrolled for cell in row.days]) == (None, [True] * 5)


def test_a_time_without_a_known_end_can_be_noted_ended_and_left(team):
    journey = ready(team, "angered")
    enrolment = begin(team, journey)
    later = swedish_time(2026, 9, 7, 16, 0)
    mark = actions.AttendanceMark(enrolment.pk, Attendance.PRESENT)

    assert len(actions.note_attendance(rows=[mark], day=later.date(), by=team.consultant, at=later)) == 1

    facts = {"destination": Destination.MOVED, "detail": "Ale", "exited_on": later.date()}
    actions.exit_journey(journey=journey, **facts, by=team.caseworker, at=later)
    enrolment.refresh_from_db()
    assert enrolment.ended_on == later.date()


@pytest.mark.parametrize("model", ["strangnas", "hagfors"])
def test_a_model_without_such_a_time_says_to_begin_an_activity(team, model):
    with pytest.raises(actions.NotInModel, match="Börja en insats"):
        begin(team, ready(team, model))


def test_a_first_day_before_the_application_is_refused_where_no_referral_is_made(team):
    with pytest.raises(actions.WrongDay):
        begin(team, ready(team, "angered"), starts_on=RECEIVED.date() - timedelta(days=1))
