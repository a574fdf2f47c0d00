"""`framsteg account add`: the first system manager of a kommun, and nobody after."""

import pytest
from tests.factories.identity import make_staff, make_unit
from typer.testing import CliRunner

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.cli.main import app

pytestmark = pytest.mark.django_db
PASSWORD = "en lång ramsa om hösten"
ANNA = {"--first-name": "Anna", "--last-name": "Berg", "--email": "anna.berg@kommunen.example", "--unit": "System"}


def add(*, username="anna", typed=(PASSWORD, PASSWORD), **options):
    given = ANNA | {f"--{name.replace('_', '-')}": value for name, value in options.items()}
    words = [word for option in given.items() for word in option]
    return CliRunner().invoke(app, ["account", "add", username, *words], input="".join(f"{line}\n" for line in typed))


def test_the_first_system_manager_and_her_unit_are_added():
    done = add(role="system_manager")

    assert done.exit_code == 0, done.output
    anna = User.objects.get()
    assert (anna.username, str(anna), anna.role) == ("anna", "Anna Berg", Role.SYSTEM_MANAGER)
    assert (anna.unit.name, anna.unit.kind) == ("System", UnitKind.SUPPORT)
    assert anna.check_password(PASSWORD)
    assert PASSWORD not in done.output
    assert Event.objects.get(kind="identity.staff.added").by == "system"


def test_a_unit_that_exists_is_used():
    unit = make_unit(UnitKind.SUPPORT, name="System")

    add()

    assert User.objects.get().unit == unit
    assert Unit.objects.count() == 1


def test_with_a_system_manager_in_place_it_refuses_before_it_asks():
    make_staff(Role.SYSTEM_MANAGER)

    done = add(typed=())

    assert (done.exit_code, done.stdout) == (2, "")
    assert "Det finns redan en systemförvaltare" in done.stderr
    assert not User.objects.filter(username="anna").exists()


def test_when_the_only_system_managers_account_is_closed_a_new_one_can_be_added():
    make_staff(Role.SYSTEM_MANAGER, is_active=False)

    assert add().exit_code == 0
    assert User.objects.filter(username="anna", is_active=True).exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"role": "caseworker"}, "systemförvaltarens"),
        ({"username": "anna berg"}, "användarnamn"),
        ({"email": "anna"}, "ingen e-postadress"),
        ({"typed": ("hemligt", "hemligt")}, "14 tecken"),
        ({"typed": ("anna.berg@kommunen", "anna.berg@kommunen")}, "alltför likt"),
    ],
)
def test_what_cannot_be_an_account_is_refused_with_a_sentence(given, why):
    done = add(**given)

    assert done.exit_code == 2
    assert why in done.stderr
    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_a_taken_user_name_is_refused():
    make_staff(username="anna")

    done = add()

    assert (done.exit_code, User.objects.count()) == (2, 1)
    assert "Användarnamnet anna är upptaget" in done.stderr
    assert not Unit.objects.filter(name="System").exists()


def test_help_teaches_with_an_example():
    told = CliRunner().invoke(app, ["account", "add", "--help"], terminal_width=160).stdout

    assert "framsteg account add anna" in told
