"""A small Demokommun, told through the actions: whole, the same each time, and alive on its last day."""

from datetime import date

import pytest
from django.db.models import Count, Max

from framsteg.apps.audit.models import Event
from framsteg.apps.decisions.models import Decision, Receipt
from framsteg.apps.decisions.queries import granted_now
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.models import Exit, Journey, Plan, Signature
from framsteg.apps.payments.models import Batch, Order
from framsteg.apps.people.models import Household
from framsteg.apps.reminders.models import Sweep
from framsteg.demo import database
from framsteg.demo.build import LAST_DAY_WITH_NORM, Story
from framsteg.demo.summary import sign_ins, summary
from framsteg.entitlement.month import Month

TODAY = date(2026, 11, 20)


@pytest.fixture
def kommun(db):
    """Told in one process: the tests' database is inside a transaction."""
    database.build(today=TODAY, households=10, months=5, progress=lambda share: None)


@pytest.mark.usefixtures("kommun")
def test_the_story_holds_together():
    assert Household.objects.count() == 10
    assert set(Role) == set(User.objects.values_list("role", flat=True))
    granted = Decision.objects.filter(granted__gt=0)
    assert granted.count() > 20
    assert all(sum(row.amount for row in decision.orders.all()) == granted_now(decision).total for decision in granted)
    assert Receipt.objects.count() > 0.8 * Decision.objects.count()
    assert not Order.objects.filter(attested_by=None, batch__attested_at__isnull=False).exists()
    assert Journey.objects.exists()
    assert Plan.objects.exists()
    assert Signature.objects.exists()
    assert Sweep.objects.get().finished_at is not None


@pytest.mark.usefixtures("kommun")
def test_nothing_is_decided_twice_or_without_its_events():
    assert Decision.objects.values("household", "month").annotate(n=Count("pk")).aggregate(most=Max("n"))["most"] == 1
    assert Event.objects.filter(kind="decisions.decision.made").count() == Decision.objects.count()
    assert Event.objects.filter(kind="pathway.journey.opened").count() == Journey.objects.count()


@pytest.mark.usefixtures("kommun")
def test_every_exit_has_a_destination_and_no_list_is_exported_unattested():
    assert not Exit.objects.filter(destination="").exists()
    assert Batch.objects.exists()
    assert not Batch.objects.filter(exported_at__isnull=False, attested_by=None).exists()


@pytest.mark.usefixtures("kommun")
def test_the_terminals_table_tells_what_was_produced(freeze):
    freeze(Story(TODAY).until)

    result = summary()

    rows = dict(result.rows)
    assert rows["Hushåll"] == "10"
    assert rows["Beslutade ansökningar"] == str(Decision.objects.count())
    assert "av" in rows["Hänvisade till Jobbcentrum inom 48 timmar"]
    assert len(sign_ins()) == len(Role)


def test_the_same_day_and_seed_give_the_same_decisions(db, django_db_blocker):
    def told():
        return list(Decision.objects.order_by("household__number", "month").values_list("month", "kind", "granted"))

    from django.db import transaction

    stories = []
    for _ in range(2):
        with transaction.atomic():
            database.build(today=TODAY, households=4, months=3, progress=lambda share: None)
            stories.append(told())
            transaction.set_rollback(True)

    assert stories[0] == stories[1] != []


def test_the_story_never_runs_past_the_last_month_with_a_known_norm():
    story = Story(date(2027, 6, 1))

    assert story.last == Month.of(LAST_DAY_WITH_NORM)
    assert story.first == story.last - 23
