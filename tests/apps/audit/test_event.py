"""The log cannot be changed, by nobody and by no way."""

import pytest
from django.db import DatabaseError, models, transaction
from tests.factories.identity import make_staff, make_unit
from tests.helpers import swedish_time

from framsteg.apps.audit import actions
from framsteg.apps.audit.models import Event

NOON = swedish_time(2026, 3, 27, 12)


def test_an_event_holds_who_what_and_when_as_text(db):
    staff, unit = make_staff(), make_unit()

    actions.record("people.household.opened", by=staff, at=NOON, about=unit, household="2026-00001", members=3)

    kept = Event.objects.get()
    assert (kept.by, kept.by_role, kept.at) == (staff.username, "caseworker", NOON)
    assert (kept.about, kept.household, kept.details) == (f"identity.Unit:{unit.pk}", "2026-00001", {"members": 3})


def test_scheduled_work_is_the_system(db):
    actions.record("pathway.deadline.passed", by=None, at=NOON)

    assert Event.objects.get().by == "system"


@pytest.mark.parametrize(
    "tamper",
    [
        lambda events: events.update(by="nobody"),
        lambda events: events.delete(),
        lambda events: events._raw_delete(events.db),
    ],
    ids=["update", "delete", "raw delete"],
)
def test_the_database_refuses_to_change_or_remove_an_event(db, tamper):
    actions.record("people.household.opened", by=None, at=NOON)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        tamper(Event.objects.all())

    assert Event.objects.get().by == "system"


def test_the_log_has_no_foreign_keys():
    assert not [field for field in Event._meta.get_fields() if isinstance(field, models.ForeignKey)]
