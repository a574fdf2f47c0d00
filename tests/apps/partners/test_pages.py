"""The page about consents: given, shown and withdrawn without script."""

import pytest
from tests.factories.identity import make_staff
from tests.factories.partners import make_consent
from tests.factories.people import OPENED, applicant_of, make_household
from tests.helpers import page, text

from framsteg.apps.identity.enums import Role
from framsteg.apps.partners.models import Consent
from framsteg.apps.people.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(freeze):
    freeze(OPENED)


@pytest.fixture
def household():
    return make_household()


@pytest.fixture
def officer():
    return make_staff(Role.EMPLOYMENT_OFFICER)


def form(household, officer, **changes):
    given = {
        "person": applicant_of(household).pk,
        "recipient": officer.unit_id,
        "purpose": "gemensam planering",
        "covers": ["contact", "plan"],
        "until": "2025-06-30",
        "given_how": "skriftligt vid mötet",
    }
    return given | changes


def test_a_consent_is_given_shown_and_withdrawn(client_for, household, officer):
    client = client_for(household.caseworker)
    address = f"/hushall/{household.number}/samtycken/"

    shown = client.post(address, form(household, officer), follow=True)
    assert "namn och kontaktuppgifter, handlingsplan" in text(page(shown))
    assert Household.objects.visible_to(officer, OPENED).exists()

    shown = client.post(f"/samtycke/{Consent.objects.get().pk}/aterkalla/", follow=True)
    assert "återkallat 7 januari 2025" in text(page(shown))
    assert not Household.objects.visible_to(officer, OPENED).exists()


def test_a_consent_without_content_is_refused_beside_the_field(client_for, household, officer):
    response = client_for(household.caseworker).post(
        f"/hushall/{household.number}/samtycken/", form(household, officer, covers=[])
    )

    assert response.status_code == 422
    assert page(response).xpath("//*[@data-focus]//a[contains(., 'Samtycket omfattar')]")
    assert not Consent.objects.exists()


@pytest.mark.parametrize("consents", [1, 6])
def test_takes_a_fixed_number_of_queries(consents, client_for, household, django_assert_num_queries):
    for _ in range(consents):
        make_consent(household)
    client = client_for(household.caseworker)

    with django_assert_num_queries(11):
        client.get(f"/hushall/{household.number}/samtycken/")


def test_the_recipient_does_not_manage_consents(client_for, household, officer):
    consent = make_consent(household, recipient=officer.unit)
    client = client_for(officer)

    assert client.get(f"/hushall/{household.number}/samtycken/").status_code == 403
    assert client.post(f"/samtycke/{consent.pk}/aterkalla/").status_code == 404
