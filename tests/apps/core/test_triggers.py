"""What is append-only is held by the database itself: past the ORM, in bulk and in raw SQL."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories.decisions import make_decision
from tests.helpers import swedish_time

from framsteg.apps.audit.actions import record
from framsteg.apps.audit.models import Event
from framsteg.apps.core.triggers import append_only
from framsteg.apps.decisions.models import Calculation, Decision

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Event, Calculation, Decision], ids=lambda model: model._meta.label)
def model(request):
    make_decision()
    record("test.thing.done", by=None, at=swedish_time(2025, 3, 1))
    return request.param


@pytest.mark.parametrize("verb", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_raw_sql_cannot_change_or_remove_a_row(verb, model):
    before = model.objects.count()
    sql = verb.format(table=model._meta.db_table, column=model._meta.pk.column)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert model.objects.count() == before > 0


def test_a_change_in_bulk_is_refused(model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(id=1)


def test_the_step_can_be_taken_back_and_taken_again():
    step = append_only("audit_event", verbs=("DELETE",))
    record("test.thing.done", by=None, at=swedish_time(2025, 3, 1))
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=lambda sql, params=None: cursor.execute(sql))

        step.reverse_code(None, editor)
        Event.objects.all().delete()
        step.code(None, editor)

    record("test.thing.done", by=None, at=swedish_time(2025, 3, 1))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()
