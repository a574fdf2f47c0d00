"""Demokommunen's catalogue: places taken and waited for, absence told, evidence on a caseworker's desk."""

import pytest
from tests.factories.offers import ready
from tests.factories.pathway import FIRST_DAY, enrolled, make_team
from tests.helpers import swedish_time

from framsteg.apps.identity.enums import Role
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.models import AbsenceReport, Activity, Evidence, Offer, Waiting
from framsteg.demo import places
from framsteg.demo.kommun import Kommun

pytestmark = pytest.mark.django_db
UNTIL = swedish_time(2026, 3, 18, 7, 0)


def test_the_catalogue_has_a_little_life():
    team = make_team()
    here = Kommun(units={}, staff={Role.MANAGER: [team.manager], Role.CONSULTANT: [team.consultant]})
    for _ in range(5):
        journey = ready(team)
        actions.refer(journey=journey, first_day=FIRST_DAY, by=team.caseworker, at=swedish_time(2026, 3, 3, 9, 0))
    enrolled(team)
    over = enrolled(team).journey
    actions.end_programme(journey=over, ended_on=FIRST_DAY, by=team.consultant, at=UNTIL)

    places.furnish(here, UNTIL)

    assert Offer.objects.get(label="Återbruket").seats.count() == Activity.objects.count() == places.PLACES
    assert Waiting.objects.filter(left_at=None).count() == places.WAITING
    assert AbsenceReport.objects.exists()
    assert Evidence.objects.get().recipient == team.caseworker


def test_a_kommun_without_journeys_has_a_catalogue_all_the_same():
    team = make_team()

    places.furnish(Kommun(units={}, staff={Role.MANAGER: [team.manager], Role.CONSULTANT: [team.consultant]}), UNTIL)

    assert Offer.objects.get(activity_id="jobbcentrum").schedule.count() == 5
    assert not Waiting.objects.exists()
