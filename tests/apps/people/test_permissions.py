"""Role and unit decide who works with a household; protected persons are for as few as possible."""

import pytest
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import OPENED, make_household

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.people import permissions
from framsteg.apps.people.actions import entrust, open_access
from framsteg.apps.people.enums import AccessGround, Protection
from framsteg.apps.people.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def household():
    return make_household()


def staff_with_access(role, household):
    """Return someone of the role in a unit that may open the household."""
    if role in {Role.CASEWORKER, Role.MANAGER}:
        return make_staff(role, household.unit)
    user = make_staff(role, make_unit(UnitKind.LABOUR_MARKET))
    ground = AccessGround.REFERRAL
    open_access(household=household, unit=user.unit, ground=ground, by=household.caseworker, at=OPENED)
    return user


@pytest.mark.parametrize("role", Role)
def test_who_may_work_with_a_household_that_the_unit_sees(role, household):
    user = staff_with_access(role, household)

    assert permissions.may_work_on(user, household, OPENED) == (role in {Role.CASEWORKER, Role.MANAGER})
    assert permissions.may_work_on_pathway(user, household, OPENED) == (
        role in {Role.CASEWORKER, Role.MANAGER, Role.CONSULTANT, Role.JOB_COACH}
    )


@pytest.mark.parametrize("role", Role)
def test_nobody_works_with_a_household_that_the_unit_does_not_see(role, household):
    user = make_staff(role)

    assert not permissions.may_work_on(user, household, OPENED)
    assert not permissions.may_work_on_pathway(user, household, OPENED)


def test_the_refusal_says_what_to_do_and_names_nobody(household):
    with pytest.raises(NotAllowed, match="enhetschef") as refused:
        permissions.check_may_work_on(make_staff(Role.CASEWORKER), household, OPENED)
    assert household.number not in str(refused.value)


def test_an_account_that_is_closed_may_nothing(household):
    household.caseworker.is_active = False

    assert not permissions.may_work_on(household.caseworker, household, OPENED)


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.CASEWORKER, False), (Role.MANAGER, True), (Role.CONSULTANT, False), (Role.JOB_COACH, False)],
)
def test_a_protected_household_is_for_its_caseworker_and_manager(role, sees):
    household = make_household(protection=Protection.MARKED)
    user = staff_with_access(role, household)

    assert Household.objects.visible_to(user, OPENED).exists() == sees
    assert permissions.may_see_identity(user, household) == sees
    assert permissions.may_see_identity(household.caseworker, household)


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.JOB_COACH])
def test_who_is_entrusted_with_a_protected_household_works_with_it_and_colleagues_do_not(role):
    household = make_household(protection=Protection.MARKED)
    entrusted, colleague = staff_with_access(role, household), staff_with_access(role, household)

    entrust(household=household, staff=entrusted, by=household.caseworker, at=OPENED)

    assert permissions.may_work_on_pathway(entrusted, household, OPENED)
    assert not permissions.may_work_on_pathway(colleague, household, OPENED)
    assert not permissions.may_see_identity(entrusted, household)  # the name stays with the fewest possible


@pytest.mark.parametrize("protection", [Protection.NONE, Protection.MARKED])
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.MANAGER, Role.CONSULTANT, Role.EMPLOYMENT_OFFICER])
@pytest.mark.parametrize("entrusted", [False, True])
def test_the_answer_for_one_household_is_the_answer_of_the_list(role, protection, entrusted):
    household = make_household(protection=protection)
    for user in (staff_with_access(role, household), make_staff(role), household.caseworker):
        if entrusted:
            entrust(household=household, staff=user, by=household.caseworker, at=OPENED)
        listed = Household.objects.visible_to(user, OPENED).filter(pk=household.pk).exists()

        assert permissions._is_visible(user, household, OPENED) == listed
