"""The strict harness is itself tested: each of its refusals must still refuse."""

import socket
import warnings
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template
from django.utils import timezone
from tests.factories.identity import make_unit
from tests.helpers import swedish_time
from tests.page_rules import check_page

from framsteg.apps.audit.actions import record
from framsteg.apps.audit.models import Event, LogReview
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import Unit

NOON = swedish_time(2026, 3, 27, 12)


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("something is old", stacklevel=1)


def test_the_network_is_closed():
    with socket.socket() as probe, pytest.raises((RuntimeError, UserWarning), match=r"192\.0\.2\.1"):
        probe.connect(("192.0.2.1", 80))


def test_an_undefined_template_variable_fails():
    with pytest.raises(AssertionError, match="nmae"):
        Template("{{ nmae }}").render(Context({"name": "Ada"}))


def test_asking_for_an_undefined_variable_is_allowed():
    assert Template("{% if nmae %}Ada{% else %}ingen{% endif %}").render(Context()) == "ingen"


def test_rows_without_an_order_come_in_another_order(db):
    for number in range(12):
        make_unit(name=f"Enhet {number}")

    seen = {tuple(Unit.objects.values_list("name", flat=True)) for _ in range(5)}

    assert len(seen) > 1
    assert len({tuple(Unit.objects.order_by("name")) for _ in range(5)}) == 1


def test_a_datetime_in_a_date_field_fails(db):
    with pytest.raises(TypeError, match="localdate"):
        LogReview.objects.filter(period_from__lte=NOON).exists()
    assert not LogReview.objects.filter(period_from__lte=date(2026, 3, 27)).exists()


def test_the_clock_can_be_stopped_and_moved(freeze):
    freeze(NOON)
    assert timezone.now() == NOON
    freeze(swedish_time(2026, 3, 29, 12))
    assert timezone.now() == swedish_time(2026, 3, 29, 12)


@pytest.mark.parametrize(
    ("fault", "markup"),
    [
        ("csrf", '<form method="POST" action="/"><button>Skicka</button></form>'),
        ("inline script", "<p>Hej</p><script>alert(1)</script>"),
        ("style", '<p style="color: red">Hej</p>'),
        ("onclick", '<button onclick="go()">Hej</button>'),
        ("id 'a'", '<p id="a">Hej</p><p id="a">Hej</p>'),
    ],
)
def test_a_page_that_breaks_a_rule_fails(fault, markup):
    with pytest.raises(AssertionError, match=fault):
        check_page(markup)


def test_a_client_is_signed_in_by_role(client_for):
    assert client_for(Role.MANAGER).user.role == Role.MANAGER


@pytest.mark.django_db(transaction=True)
def test_the_flush_after_a_transaction_test_leaves_the_triggers_in_place():
    record("test.thing.done", by=None, at=NOON)

    call_command("flush", interactive=False, verbosity=0)

    assert not Event.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        assert cursor.fetchone()[0] == 2


TRIGGERS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit_event'::regclass AND NOT tgisinternal",
}
