"""What is found and shown: by name, personal number or case number, for those who may see it."""

import pytest
from django.http import Http404
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import OPENED, SPARE_NUMBERS, applicant_of, make_household, make_person

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.people import queries
from framsteg.apps.people.actions import open_access
from framsteg.apps.people.enums import AccessGround, MemberRole, Protection

pytestmark = pytest.mark.django_db
NUMBER = SPARE_NUMBERS[3]


@pytest.fixture
def caseworker():
    return make_staff(Role.CASEWORKER)


@pytest.fixture
def household(caseworker):
    return make_household(
        caseworker, adults=2, children=1, given_name="Åsa", family_name="Berg Lund", personal_number=NUMBER
    )


def let_in(user, household, ground=AccessGround.REFERRAL):
    open_access(household=household, unit=user.unit, ground=ground, by=household.caseworker, at=OPENED)


@pytest.mark.parametrize(
    "text", ["Åsa", "åsa", "lund", "Åsa Berg", "berg å s", NUMBER, f"{NUMBER[2:8]}-{NUMBER[8:]}", "2025-00001"]
)
def test_finds_by_name_personal_number_and_case_number(text, caseworker, household):
    if text == "berg å s":  # letters that stand alone are no name
        with pytest.raises(queries.SearchRefused):
            queries.search(caseworker, "å", OPENED)
        return
    found = queries.search(caseworker, text, OPENED)

    assert [hit.number for hit in found] == [household.number]
    assert found[0].who.startswith("Åsa Berg Lund, ")


@pytest.mark.parametrize("text", ["", "å", "Storgatan 4", "0701234567", "anna@example.com", "%", "1990"])
def test_refuses_to_search_for_anything_else(text, caseworker, household):
    with pytest.raises(queries.SearchRefused):
        queries.search(caseworker, text, OPENED)


def test_finds_nothing_in_other_units(household):
    assert queries.search(make_staff(Role.CASEWORKER), NUMBER, OPENED) == []


@pytest.mark.parametrize("role", [Role.ECONOMIST, Role.LOG_REVIEWER, Role.SYSTEM_MANAGER])
def test_roles_without_cases_do_not_search(role, household):
    with pytest.raises(NotAllowed):
        queries.search(make_staff(role), NUMBER, OPENED)


def test_the_employment_service_searches_on_case_numbers_and_is_given_no_name(household):
    officer = make_staff(Role.EMPLOYMENT_OFFICER)
    let_in(officer, household, AccessGround.CONSENT)

    (hit,) = queries.search(officer, household.number, OPENED)
    assert "Åsa" not in hit.who
    with pytest.raises(queries.SearchRefused, match="ärendenummer"):
        queries.search(officer, "Åsa", OPENED)


@pytest.mark.parametrize("text", ["Gömd", NUMBER, "2025-00001"])
def test_a_protected_person_is_not_found_by_colleagues(text, caseworker):
    make_household(caseworker, given_name="Gömd", personal_number=NUMBER, protection=Protection.MARKED)
    colleague = make_staff(Role.CASEWORKER, caseworker.unit)

    assert queries.search(caseworker, text, OPENED)
    assert queries.search(colleague, text, OPENED) == []


def test_names_and_numbers_of_protected_persons_are_masked_for_those_who_may_not_see_them(caseworker):
    household = make_household(caseworker, given_name="Gömd", personal_number=NUMBER, protection=Protection.FICTITIOUS)
    colleague = make_staff(Role.CASEWORKER, caseworker.unit)

    shown = queries.case_header(household, colleague, OPENED)

    assert shown["persons"] == [{"name": "Skyddad person", "number": ""}]
    assert shown["protected"]
    assert queries.case_header(household, caseworker, OPENED)["persons"][0]["number"] == NUMBER


def test_a_household_is_opened_by_its_number_or_is_not_there(caseworker, household):
    assert queries.household_for(caseworker, household.number, OPENED) == household
    for stranger in (make_staff(Role.CASEWORKER), make_staff(Role.ECONOMIST, caseworker.unit)):
        with pytest.raises(Http404):
            queries.household_for(stranger, household.number, OPENED)


def test_adults_come_before_children(caseworker, household):
    members = queries.members_on(household, OPENED.date())

    assert [member.role for member in members] == [MemberRole.APPLICANT, MemberRole.CO_APPLICANT, MemberRole.CHILD]


def test_the_queue_holds_the_units_households_without_caseworker(caseworker, django_assert_num_queries):
    make_household(caseworker)
    waiting = make_household(caseworker, owned=False)
    make_household(make_staff(Role.CASEWORKER), owned=False)

    with django_assert_num_queries(2):
        queue = queries.without_caseworker(caseworker, OPENED)

    assert [row.number for row in queue] == [waiting.number]


@pytest.mark.parametrize("households", [1, 12])
def test_a_search_takes_two_queries_however_many_it_finds(households, caseworker, django_assert_num_queries):
    for _ in range(households):
        make_household(caseworker, given_name="Vanlig")

    with django_assert_num_queries(2):
        assert len(queries.search(caseworker, "Vanlig", OPENED)) == households


def test_the_person_behind_a_number_leads_to_the_household_only_for_those_who_see_it(caseworker, household):
    person = applicant_of(household)

    assert queries.household_of(caseworker, person, OPENED) == household
    assert queries.household_of(make_staff(Role.CASEWORKER), person, OPENED) is None
    assert queries.household_of(caseworker, make_person(), OPENED) is None


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (
            Role.CASEWORKER,
            [
                "Översikt",
                "Ansökningar",
                "Beslut",
                "Väg till arbete",
                "Utbetalningar",
                "Efterkontroll",
                "Personer",
                "Samtycken",
            ],
        ),
        (Role.CONSULTANT, ["Översikt", "Väg till arbete", "Samtycken"]),
        (Role.JOB_COACH, ["Översikt", "Väg till arbete", "Samtycken"]),
        (Role.EMPLOYMENT_OFFICER, ["Översikt", "Väg till arbete"]),
    ],
)
def test_money_and_law_are_tabs_on_the_assistance_side_only(role, tabs, household):
    user = make_staff(role, household.unit if role == Role.CASEWORKER else make_unit(UnitKind.LABOUR_MARKET))

    assert [tab["label"] for tab in queries.case_header(household, user, OPENED)["tabs"]] == tabs
