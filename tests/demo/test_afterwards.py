"""A few paid months of Demokommunen are checked afterwards: one story of each kind, told through the actions."""

from datetime import timedelta

import pytest
from tests.factories import recovery as factory
from tests.factories.people import make_household

from framsteg.apps.identity.enums import Role
from framsteg.apps.recovery.models import Claim, Handling, Recalculation, Repayment
from framsteg.demo import afterwards
from framsteg.demo.kommun import Kommun
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db
MONTHS = [Month(2025, month) for month in (3, 4, 5)]
UNTIL = factory.LATER + timedelta(days=60)


@pytest.fixture
def here(monkeypatch):
    """Four households of one unit, each paid for three months, and its manager."""
    monkeypatch.setattr(afterwards, "ONE_OF", 1)
    monkeypatch.setattr(afterwards, "LONG_ENOUGH", 3)
    first = make_household()
    for household in [first, *(make_household(first.caseworker) for _ in range(3))]:
        factory.make_paid(*MONTHS, household=household)
    manager = factory.manager_of(first)
    return Kommun(units={}, staff={Role.MANAGER: [manager]})


def test_each_story_is_told(here):
    afterwards.check(here, UNTIL)

    assert sorted(Handling.objects.values_list("kind", flat=True)) == ["nothing", *["recovery"] * 3, "supplement"]
    assert Recalculation.objects.filter(handling=None).count() == 3  # somebody has to try them
    assert Claim.objects.get().decided_by == here.manager
    assert Repayment.objects.get().paid_on < UNTIL.date()


def test_a_kommun_that_is_too_young_has_nothing_to_check(here, monkeypatch):
    monkeypatch.setattr(afterwards, "LONG_ENOUGH", 4)

    afterwards.check(here, UNTIL)

    assert not Recalculation.objects.exists()
