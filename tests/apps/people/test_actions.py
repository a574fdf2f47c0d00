"""Persons are added once; households are numbered by the year; nobody is a member twice."""

from datetime import date

import pytest
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import OPENED, SPARE_NUMBERS, applicant_of, make_household, make_person

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.people import actions
from framsteg.apps.people.actions import NewMember
from framsteg.apps.people.enums import AccessGround, MemberRole, Protection, Sex
from framsteg.apps.people.models import Access, Household, Person

pytestmark = pytest.mark.django_db
NUMBER = SPARE_NUMBERS[0]


@pytest.fixture
def caseworker():
    return make_staff(Role.CASEWORKER)


def add(by, number=NUMBER):
    return actions.add_person(
        personal_number=number, given_name="Anna", family_name="Ek", sex=Sex.WOMAN, by=by, at=OPENED
    )


def test_a_person_is_kept_with_twelve_digits_and_leaves_a_trace_without_the_number(caseworker):
    person = add(caseworker, f"{NUMBER[:8]}-{NUMBER[8:]}")

    assert person.personal_number == NUMBER
    assert person.born == date(1970, 8, 8)
    event = Event.objects.get(kind="people.person.added")
    assert NUMBER not in str(event.details) + event.about


def test_the_same_number_is_refused_without_naming_anybody(caseworker):
    add(caseworker)

    with pytest.raises(actions.PersonExists) as refused:
        add(caseworker)

    assert "Anna" not in str(refused.value)
    assert NUMBER not in str(refused.value)
    assert Person.objects.count() == 1


def test_a_wrong_check_digit_is_refused(caseworker):
    with pytest.raises(actions.WrongNumber, match="kontrollsiffran"):
        add(caseworker, NUMBER[:-1] + "2")


@pytest.mark.parametrize("role", Role)
def test_only_the_assistance_side_adds_persons_and_opens_households(role):
    by = make_staff(role, make_unit(UnitKind.ASSISTANCE))
    person = make_person()

    if role in {Role.CASEWORKER, Role.MANAGER}:
        assert add(by)
        assert open_for(by, person)
    else:
        with pytest.raises(NotAllowed, match="Din roll"):
            add(by)
        with pytest.raises(NotAllowed, match="Din roll"):
            open_for(by, person)


def open_for(by, person, **changes):
    given = {
        "unit": by.unit,
        "members": [NewMember(person, MemberRole.APPLICANT)],
        "since": date(2025, 1, 1),
        "by": by,
        "at": OPENED,
    }
    return actions.open_household(**(given | changes))


def test_case_numbers_follow_each_other_through_the_year(caseworker):
    numbers = [make_household(caseworker).number for _ in range(3)]

    assert numbers == ["2025-00001", "2025-00002", "2025-00003"]


def test_two_who_open_at_the_same_moment_get_two_numbers(caseworker, monkeypatch):
    make_household(caseworker)
    answers = iter(["2025-00001", "2025-00002"])  # the first is what the other one had just read
    monkeypatch.setattr(actions, "_next_number", lambda year: next(answers))

    assert make_household(caseworker).number == "2025-00002"


def test_a_number_from_an_earlier_system_is_kept_and_never_given_twice(caseworker):
    make_household(caseworker, number="A-17")

    with pytest.raises(actions.NumberTaken):
        make_household(caseworker, number="A-17")


def test_a_new_household_is_open_to_its_own_unit_and_no_other(caseworker):
    household = make_household(caseworker)

    access = Access.objects.get(household=household)
    assert (access.unit, access.ground) == (caseworker.unit, AccessGround.RESPONSIBLE)


def test_a_household_is_opened_in_ones_own_unit_only(caseworker):
    with pytest.raises(NotAllowed, match="egen enhet"):
        open_for(caseworker, make_person(), unit=make_unit(UnitKind.ASSISTANCE))


def test_a_household_has_exactly_one_applicant(caseworker):
    person = make_person()
    with pytest.raises(actions.MembershipRefused, match="en sökande"):
        open_for(caseworker, person, members=[NewMember(person, MemberRole.CO_APPLICANT)])
    assert not Household.objects.exists()


def test_an_adult_lives_in_one_household_but_a_child_may_live_in_two(caseworker):
    first, second = make_household(caseworker), make_household(caseworker)
    child, adult = make_person(child=True), applicant_of(first)
    join = {"household": second, "since": date(2025, 2, 1), "by": caseworker, "at": OPENED}
    actions.add_member(**(join | {"household": first}), person=child, role=MemberRole.CHILD)

    assert actions.add_member(**join, person=child, role=MemberRole.CHILD)
    with pytest.raises(actions.MembershipRefused, match="annat hushåll"):
        actions.add_member(**join, person=adult, role=MemberRole.CO_APPLICANT)


def test_whoever_has_left_may_join_another_household(caseworker):
    first, second = make_household(caseworker, adults=2), make_household(caseworker)
    leaving = first.memberships.get(role=MemberRole.CO_APPLICANT).person
    actions.end_membership(household=first, person=leaving, until=date(2025, 1, 31), by=caseworker, at=OPENED)

    member = actions.add_member(
        household=second,
        person=leaving,
        role=MemberRole.CO_APPLICANT,
        since=date(2025, 2, 1),
        by=caseworker,
        at=OPENED,
    )

    assert member.until is None


def test_nobody_leaves_before_coming_or_twice(caseworker):
    household = make_household(caseworker, since=date(2025, 1, 1))
    leave = {"household": household, "person": applicant_of(household), "by": caseworker, "at": OPENED}

    with pytest.raises(actions.MembershipRefused, match="före första dagen"):
        actions.end_membership(**leave, until=date(2024, 12, 31))
    actions.end_membership(**leave, until=date(2025, 1, 1))
    with pytest.raises(actions.MembershipRefused, match="redan lämnat"):
        actions.end_membership(**leave, until=date(2025, 1, 2))


def test_a_caseworker_is_chosen_in_the_households_own_unit(caseworker):
    household = make_household(caseworker, owned=False)
    colleague = make_staff(Role.CASEWORKER, caseworker.unit)
    assign = {"household": household, "version": household.version, "by": caseworker, "at": OPENED}

    with pytest.raises(actions.WrongUnit):
        actions.assign_caseworker(**assign, caseworker=make_staff(Role.CASEWORKER))
    with pytest.raises(actions.WrongUnit):
        actions.assign_caseworker(**assign, caseworker=make_staff(Role.CONSULTANT, caseworker.unit))
    assert actions.assign_caseworker(**assign, caseworker=colleague).caseworker == colleague


def test_two_who_assign_at_once_do_not_overwrite_each_other(caseworker):
    household = make_household(caseworker, owned=False)
    assign = {"household": household, "version": household.version, "by": caseworker, "at": OPENED}
    actions.assign_caseworker(**assign, caseworker=caseworker)

    with pytest.raises(Changed):
        actions.assign_caseworker(**assign, caseworker=None)

    assert Household.objects.get().caseworker == caseworker


def test_protection_is_set_by_those_who_see_the_household(caseworker):
    person = applicant_of(make_household(caseworker))
    change = {"person": person, "protection": Protection.MARKED, "version": person.version, "at": OPENED}

    with pytest.raises(NotAllowed):
        actions.set_protection(**change, by=make_staff(Role.CASEWORKER))
    assert actions.set_protection(**change, by=caseworker).is_protected
    with pytest.raises(Changed):
        actions.set_protection(**change, by=caseworker)


def test_a_unit_has_the_same_ground_once_and_loses_it_at_once(caseworker):
    household = make_household(caseworker)
    unit = make_unit(UnitKind.LABOUR_MARKET)
    consultant = make_staff(Role.CONSULTANT, unit)
    ground = {"household": household, "unit": unit, "ground": AccessGround.REFERRAL, "by": caseworker, "at": OPENED}

    assert actions.open_access(**ground) == actions.open_access(**ground)
    assert Household.objects.visible_to(consultant, OPENED).exists()
    assert actions.close_access(**ground) == 1
    assert not Household.objects.visible_to(consultant, OPENED).exists()
    assert actions.close_access(**ground) == 0
