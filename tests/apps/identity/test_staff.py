"""Accounts and units: added, changed and closed by the system manager, never removed."""

import pytest
from django.contrib.auth import authenticate
from tests.factories.identity import make_staff, make_unit
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity import actions, queries
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.people.models import Household

NOW = swedish_time(2026, 3, 27, 15)
NEW = {"username": "annsvens", "first_name": "Anna", "last_name": "Svensson", "email": "", "role": Role.CASEWORKER}
PASSWORD = "en lång ramsa om hösten"


@pytest.fixture
def manager(db):
    return make_staff(Role.SYSTEM_MANAGER)


@pytest.fixture
def unit(db):
    return make_unit(UnitKind.ASSISTANCE)


def add(unit, by, **fields):
    return actions.add_staff(**({**NEW, "password": None} | fields), unit=unit, by=by, at=NOW)


def test_a_new_account_can_sign_in_with_its_start_password_and_is_logged(manager, unit, rf):
    staff = add(unit, manager, password=PASSWORD)

    assert authenticate(rf.post("/"), username="annsvens", password=PASSWORD) == staff
    event = Event.objects.get()
    assert (event.kind, event.by, event.about) == (
        "identity.staff.added",
        manager.username,
        f"identity.User:{staff.pk}",
    )


def test_an_account_without_password_has_none_to_guess(manager, unit):
    assert not add(unit, manager).has_usable_password()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_MANAGER])
def test_other_roles_add_nobody(unit, role):
    with pytest.raises(NotAllowed, match="får inte"):
        add(unit, make_staff(role, unit))

    assert not User.objects.filter(username="annsvens").exists()
    assert not Event.objects.exists()


def test_a_user_name_is_used_once(manager, unit):
    add(unit, manager)

    with pytest.raises(actions.NameTaken, match="annsvens"):
        add(unit, manager)


def test_a_unit_name_is_used_once(manager):
    actions.add_unit(name="Ekonomiskt bistånd", kind=UnitKind.ASSISTANCE, by=manager, at=NOW)

    with pytest.raises(actions.NameTaken, match="Ekonomiskt bistånd"):
        actions.add_unit(name="Ekonomiskt bistånd", kind=UnitKind.ASSISTANCE, by=manager, at=NOW)


def test_an_address_that_cannot_be_one_is_refused(manager, unit):
    with pytest.raises(actions.NotAnAddress, match="anna@"):
        add(unit, manager, email="anna@")


def change(staff, by, **fields):
    now = {"first_name": staff.first_name, "last_name": staff.last_name, "email": "", "role": staff.role}
    return actions.change_staff(**({**now, "unit": staff.unit} | fields), staff=staff, by=by, at=NOW)


def test_a_change_of_role_leaves_the_old_one_in_the_log(manager, unit):
    staff = make_staff(Role.CASEWORKER, unit)

    change(staff, manager, role=Role.MANAGER)

    details = Event.objects.get(kind="identity.staff.changed").details
    assert (details["role_before"], details["role"]) == (Role.CASEWORKER, Role.MANAGER)


def test_the_system_manager_cannot_shut_herself_out(manager):
    with pytest.raises(actions.OwnAccount, match="egen roll"):
        change(manager, manager, role=Role.CASEWORKER)
    with pytest.raises(actions.OwnAccount, match="eget konto"):
        actions.deactivate_staff(staff=manager, by=manager, at=NOW)


def test_closing_twice_is_logged_once_and_opening_again_once(manager, unit):
    staff = make_staff(Role.CASEWORKER, unit)

    for _ in range(2):
        actions.deactivate_staff(staff=staff, by=manager, at=NOW)
    assert not User.objects.get(pk=staff.pk).is_active
    for _ in range(2):
        actions.reactivate_staff(staff=staff, by=manager, at=NOW)

    assert User.objects.get(pk=staff.pk).is_active
    assert sorted(Event.objects.values_list("kind", flat=True)) == [
        "identity.staff.deactivated",
        "identity.staff.reactivated",
    ]


def test_staff_of_a_unit_are_the_active_ones(unit):
    working = make_staff(Role.CASEWORKER, unit)
    make_staff(Role.CASEWORKER, unit, is_active=False)
    make_staff(Role.MANAGER, unit)

    assert queries.staff_of_unit(unit, Role.CASEWORKER) == [working]
    assert len(queries.staff_of_unit(unit)) == 2


def test_the_unit_that_households_are_referred_to(db):
    unit = make_unit(UnitKind.LABOUR_MARKET)
    make_unit(UnitKind.ASSISTANCE)

    assert queries.labour_market_unit() == unit


# The pages.


def test_the_system_manager_adds_an_account_on_the_page(client_for, unit):
    client = client_for(Role.SYSTEM_MANAGER)
    assert client.get("/personal/ny/").status_code == 200

    response = client.post("/personal/ny/", {**NEW, "unit": unit.pk, "password": PASSWORD})

    assert (response.status_code, response.url) == (302, "/personal/")
    assert "Anna Svensson" in text(page(client.get("/personal/")))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("password", "kort", "14"),
        ("unit", "", "måste fyllas i"),
        ("role", "kung", "kung"),
        ("username", "a b", "Användarnamn"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(client_for, unit, field, value, says):
    client = client_for(Role.SYSTEM_MANAGER)

    response = client.post("/personal/ny/", {**NEW, "unit": unit.pk, "password": PASSWORD} | {field: value})

    assert response.status_code == 422
    assert says in text(page(response).xpath(f"//*[@id='id_{field}_error']/..")[0])
    assert not User.objects.filter(username="annsvens").exists()


def test_a_taken_user_name_is_said_on_the_page(client_for, unit):
    make_staff(Role.CASEWORKER, unit, username="annsvens")

    response = client_for(Role.SYSTEM_MANAGER).post("/personal/ny/", {**NEW, "unit": unit.pk, "password": ""})

    assert response.status_code == 422
    assert "upptaget" in text(page(response))


def test_an_account_is_changed_closed_and_opened_on_its_page(client_for, unit):
    client, staff = client_for(Role.SYSTEM_MANAGER), make_staff(Role.CASEWORKER, unit)
    own = f"/personal/{staff.pk}/"
    assert client.get(own).status_code == 200

    client.post(own, {**NEW, "role": Role.MANAGER, "unit": unit.pk})
    client.post(f"{own}losenord/", {"password": PASSWORD})
    client.post(f"{own}avsluta/")

    staff.refresh_from_db()
    assert (staff.role, staff.is_active, staff.check_password(PASSWORD)) == (Role.MANAGER, False, True)
    client.post(f"{own}oppna/")
    staff.refresh_from_db()
    assert staff.is_active


def test_a_weak_start_password_is_refused_on_the_accounts_page(client_for, unit):
    staff = make_staff(Role.CASEWORKER, unit)

    response = client_for(Role.SYSTEM_MANAGER).post(f"/personal/{staff.pk}/losenord/", {"password": "kort"})

    assert response.status_code == 422
    assert "14" in text(page(response))


def test_a_unit_is_added_on_the_page(client_for):
    client = client_for(Role.SYSTEM_MANAGER)

    client.post("/personal/enheter/", {"name": "Jobbcentrum", "kind": UnitKind.LABOUR_MARKET})
    again = client.post("/personal/enheter/", {"name": "Jobbcentrum", "kind": UnitKind.LABOUR_MARKET})

    assert Unit.objects.get(name="Jobbcentrum").kind == UnitKind.LABOUR_MARKET
    assert again.status_code == 422
    assert "Jobbcentrum" in text(page(client.get("/personal/enheter/")))


@pytest.mark.parametrize("address", ["/personal/", "/personal/ny/", "/personal/enheter/"])
def test_other_roles_see_a_page_that_says_why(client_for, address):
    response = client_for(Role.MANAGER).get(address)

    assert response.status_code == 403
    assert "enhetschef" in text(page(response))


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_takes_as_many_queries_however_long_it_is(client_for, unit, rows, django_assert_num_queries):
    client = client_for(Role.SYSTEM_MANAGER)
    for _ in range(rows):
        make_staff(Role.CASEWORKER, unit)

    with django_assert_num_queries(5):  # session, user, own unit, accounts, households left behind
        client.get("/personal/")


def test_search_in_the_list(client_for, unit):
    client = client_for(Role.SYSTEM_MANAGER)
    make_staff(Role.CASEWORKER, unit, first_name="Åke", last_name="Ek")

    assert "Åke Ek" in text(page(client.get("/personal/?sok=Ek")))
    assert "Inga konton" in text(page(client.get("/personal/?sok=finnsinte")))


def test_households_of_a_closed_account_are_listed_until_somebody_else_has_them(client_for, unit):

    client, worker = (
        client_for(Role.SYSTEM_MANAGER),
        make_staff(Role.CASEWORKER, unit, first_name="Åke", last_name="Ek"),
    )
    household = Household.objects.create(number="2026-00017", opened_at=NOW, unit=unit, caseworker=worker)
    assert "2026-00017" not in text(page(client.get("/personal/")))

    actions.deactivate_staff(staff=worker, by=client.user, at=NOW)

    listed = text(page(client.get("/personal/")))
    assert "Åke Ek har slutat" in listed
    assert "2026-00017" in listed
    Household.objects.filter(pk=household.pk).update(caseworker=make_staff(Role.CASEWORKER, unit))
    assert "2026-00017" not in text(page(client.get("/personal/")))
