"""The page about a household's persons: what is shown to whom, and what its forms do."""

import pytest
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import OPENED, SPARE_NUMBERS, applicant_of, make_household
from tests.helpers import page, text

from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.people.actions import open_access
from framsteg.apps.people.enums import AccessGround, Protection
from framsteg.apps.people.models import Membership, Person

pytestmark = pytest.mark.django_db
NUMBER = SPARE_NUMBERS[5]


@pytest.fixture(autouse=True)
def clock(freeze):
    freeze(OPENED)


@pytest.fixture
def household():
    return make_household(adults=2, children=1, given_name="Maja", personal_number=NUMBER)


def test_shows_everybody_and_logs_the_reading(client_for, household):
    response = client_for(household.caseworker).get(f"/hushall/{household.number}/personer/")

    assert "Maja" in text(page(response))
    assert f"{NUMBER[:8]}-{NUMBER[8:]}" in text(page(response))
    assert Event.objects.get(kind="people.members.read").household == household.number


@pytest.mark.parametrize("children", [0, 6])
def test_takes_a_fixed_number_of_queries(children, client_for, django_assert_num_queries):
    household = make_household(children=children)
    client = client_for(household.caseworker)

    with django_assert_num_queries(8):  # session, user, unit; household, permission, log, persons twice
        client.get(f"/hushall/{household.number}/personer/")


def test_a_person_is_added_and_leaves(client_for, household):
    client = client_for(household.caseworker)
    address = f"/hushall/{household.number}"
    new = {
        "personal_number": SPARE_NUMBERS[6],
        "given_name": "Nils",
        "family_name": "Ny",
        "role": "pupil",
        "since": "2025-01-01",
    }

    client.post(f"{address}/personer/ny/", new)
    nils = Person.objects.get(given_name="Nils")
    client.post(f"{address}/personer/{nils.pk}/avsluta/", {"until": "2025-01-06"})

    assert str(Membership.objects.get(person=nils).until) == "2025-01-06"


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(client_for, household):
    response = client_for(household.caseworker).post(
        f"/hushall/{household.number}/personer/ny/",
        {"personal_number": "19900101-0000", "given_name": "Nils", "role": "child", "since": "2025-01-01"},
    )

    assert response.status_code == 422
    assert "kontrollsiffran" in text(page(response))
    assert page(response).xpath("//input[@name='given_name']/@value") == ["Nils"]


@pytest.mark.parametrize("role", Role)
def test_only_the_assistance_side_opens_the_page(role, client_for, household):
    user = make_staff(role, make_unit(UnitKind.LABOUR_MARKET))
    caseworker = household.caseworker
    open_access(household=household, unit=user.unit, ground=AccessGround.REFERRAL, by=caseworker, at=OPENED)

    status = client_for(user).get(f"/hushall/{household.number}/personer/").status_code

    expected = {Role.CASEWORKER: 200, Role.MANAGER: 200, Role.CONSULTANT: 403, Role.JOB_COACH: 403}
    assert status == (403 if role == Role.EMPLOYMENT_OFFICER else expected.get(role, 404))


def test_whoever_no_longer_sees_a_protected_household_is_led_to_the_desk(client_for, household):
    colleague = client_for(make_staff(Role.CASEWORKER, household.unit))
    person = applicant_of(household)

    answer = colleague.post(
        f"/hushall/{household.number}/personer/{person.pk}/skydd/",
        {"version": person.version, "protection": Protection.MARKED},
    )

    assert answer.url == "/skrivbord/"
    assert Person.objects.get(pk=person.pk).is_protected


PAGES = ["personer/", "samtycken/", "ansokningar/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", Role)
def test_no_page_leaks_a_protected_person_to_anyone_else(path, role, client_for, household):
    person = applicant_of(household)
    Person.objects.filter(pk=person.pk).update(protection=Protection.MARKED)
    user = make_staff(role, household.unit)

    response = client_for(user).get(f"/hushall/{household.number}/{path}")

    allowed = role == Role.MANAGER
    for secret in ("Maja", NUMBER, NUMBER[8:]):
        assert allowed or secret not in response.content.decode()
    assert (response.status_code == 200) == allowed


@pytest.mark.parametrize("path", PAGES)
def test_the_own_caseworker_sees_a_warning_beside_the_protected_name(path, client_for):
    household = make_household(given_name="Maja", protection=Protection.MARKED)

    shown = text(page(client_for(household.caseworker).get(f"/hushall/{household.number}/{path}")))

    assert "Maja" in shown
    assert "Skyddade personuppgifter" in shown
