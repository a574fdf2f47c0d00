"""A consent opens named things for one unit until a day; withdrawn, it closes them at once."""

from datetime import timedelta

import pytest
from django.http import Http404
from tests.factories.identity import make_staff, make_unit
from tests.factories.partners import make_consent
from tests.factories.people import OPENED, applicant_of, make_household, make_person

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.partners import actions, queries
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.models import Consent
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household

pytestmark = pytest.mark.django_db
LATER = OPENED + timedelta(days=30)


@pytest.fixture
def household():
    return make_household(adults=2)


@pytest.fixture
def officer():
    return make_staff(Role.EMPLOYMENT_OFFICER)


def sees(user, at=LATER):
    return Household.objects.visible_to(user, at).exists()


def shared(user, household, at=LATER):
    return queries.shared_by_person(user, household.pk, at)


def test_a_consent_opens_what_it_covers_for_its_recipient_only(household, officer):
    other_office = make_staff(Role.EMPLOYMENT_OFFICER)
    make_consent(household, recipient=officer.unit, covers=[Shared.PLAN, Shared.CONTACT])

    assert sees(officer)
    assert shared(officer, household)[applicant_of(household).pk] == {Shared.PLAN, Shared.CONTACT}
    assert not sees(other_office)
    assert shared(other_office, household)[applicant_of(household).pk] == frozenset()
    assert Event.objects.get(kind="partners.consent.given").details["covers"] == "contact,plan"


def test_the_kommuns_own_units_need_no_consent(household):
    assert shared(household.caseworker, household)[applicant_of(household).pk] == frozenset(Shared)
    assert queries.named_persons(household.caseworker, household, LATER) is None


def test_who_does_not_work_with_the_pathway_sees_nothing_of_it_though_in_the_kommun(household):
    economist = make_staff(Role.ECONOMIST)

    assert shared(economist, household)[applicant_of(household).pk] == frozenset()


def test_a_consent_speaks_for_its_own_person_only(household, officer):
    make_consent(household, recipient=officer.unit, covers=[Shared.CONTACT])
    applicant, partner = applicant_of(household), household.memberships.get(role=MemberRole.CO_APPLICANT).person

    shown = queries.case_header(household, officer, LATER)["persons"]

    assert [person["name"] for person in shown] == [applicant.name, "Namnet delas inte"]
    assert {person["number"] for person in shown} == {""}
    assert shared(officer, household)[partner.pk] == frozenset()


def test_without_consent_to_contact_no_name_is_shown(household, officer):
    make_consent(household, recipient=officer.unit, covers=[Shared.PLAN])

    shown = queries.case_header(household, officer, LATER)["persons"]

    assert {person["name"] for person in shown} == {"Namnet delas inte"}


def test_withdrawal_takes_effect_at_once_and_twice_is_once(household, officer):
    consent = make_consent(household, recipient=officer.unit)
    assert sees(officer)

    actions.withdraw_consent(consent=consent, by=household.caseworker, at=LATER)
    actions.withdraw_consent(consent=consent, by=household.caseworker, at=LATER + timedelta(hours=1))

    assert not sees(officer)
    assert shared(officer, household)[applicant_of(household).pk] == frozenset()
    assert Consent.objects.get().withdrawn_at == LATER
    assert Event.objects.filter(kind="partners.consent.withdrawn").count() == 1


def test_another_consent_in_force_still_carries_the_access_to_its_own_last_day(household, officer):
    short, long = LATER + timedelta(days=10), LATER + timedelta(days=20)
    consent = make_consent(household, recipient=officer.unit, until=long)
    partner = household.memberships.get(role=MemberRole.CO_APPLICANT).person
    make_consent(household, recipient=officer.unit, person=partner, until=short)

    actions.withdraw_consent(consent=consent, by=household.caseworker, at=LATER)

    assert sees(officer, short - timedelta(seconds=1))
    assert not sees(officer, short)


def test_a_consent_ends_by_itself_on_its_last_day(household, officer):
    until = LATER + timedelta(days=1)
    make_consent(household, recipient=officer.unit, until=until)

    assert sees(officer, until - timedelta(seconds=1))
    assert not sees(officer, until)
    assert shared(officer, household, until)[applicant_of(household).pk] == frozenset()


def test_a_double_click_is_one_consent(household, officer):
    until = LATER + timedelta(days=1)

    assert make_consent(household, recipient=officer.unit, until=until) == make_consent(
        household, recipient=officer.unit, until=until
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: {"covers": []}, "minst en sak"),
        (lambda: {"until": OPENED}, "efter att det lämnades"),
        (lambda: {"person": make_person()}, "hör inte till"),
        (lambda: {"recipient": make_unit(UnitKind.LABOUR_MARKET)}, "annan myndighet"),
    ],
)
def test_a_consent_that_cannot_be_followed_is_refused(change, why, household):
    with pytest.raises(actions.ConsentRefused, match=why):
        make_consent(household, **change())
    assert not Consent.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_the_kommuns_team_records_consents(role, household, officer):
    by = make_staff(role, household.unit)

    if role in {Role.CASEWORKER, Role.MANAGER, Role.CONSULTANT, Role.JOB_COACH}:
        consent = make_consent(household, recipient=officer.unit, by=by)
        assert queries.consent_for(by, consent.pk, LATER) == consent
    else:
        consent = make_consent(household, recipient=officer.unit)
        with pytest.raises(NotAllowed):
            actions.withdraw_consent(consent=consent, by=by, at=LATER)
        with pytest.raises(Http404):
            queries.consent_for(by, consent.pk, LATER)
        assert sees(officer)
