"""What a calculation needs, and what is awaited, for those who do case work."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import translation
from tests.factories.applications import MARCH, applicants, make_application
from tests.factories.identity import make_staff
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.applications import actions, queries
from framsteg.apps.applications.enums import CostKind, Evidence, IncomeKind, PaperKind
from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db
AT = swedish_time(2025, 3, 10, 9, 0)


@pytest.fixture
def household():
    return make_household(children=2)


def test_the_facts_are_everything_a_case_file_needs_in_four_queries(household, django_assert_num_queries):
    application = make_application(
        household, costs={CostKind.RENT: 5500, CostKind.ELECTRICITY: 400}, incomes={IncomeKind.WAGE: 3000}
    )

    with django_assert_num_queries(4):
        facts = queries.facts(application)

    assert facts["month"] == MARCH
    assert [row["role"] for row in facts["persons"]] == ["applicant", "child", "child"]
    assert [(row["kind"], row["applied"]) for row in facts["costs"]] == [
        ("rent", Decimal(5500)),
        ("electricity", Decimal(400)),
    ]
    assert facts["incomes"][0]["received"] == date(2025, 2, 25)
    assert facts["assets"] == []


@pytest.mark.parametrize("role", Role)
def test_an_application_is_shown_on_the_assistance_side_only(role, household):
    application = make_application(household)
    user = make_staff(role, household.unit)

    if role in {Role.CASEWORKER, Role.MANAGER}:
        assert queries.application_for(user, application.pk, AT) == application
        assert queries.applications_of(user, household)
    else:
        with pytest.raises(Http404):
            queries.application_for(user, application.pk, AT)
        with pytest.raises(Http404):
            queries.applications_of(user, household)


def test_another_unit_finds_no_application_and_no_token(household):
    application = make_application(household)
    stranger = make_staff(Role.CASEWORKER)

    with pytest.raises(Http404):
        queries.application_for(stranger, application.pk, AT)
    assert queries.registered(stranger, application.token, AT) is None
    assert queries.registered(household.caseworker, application.token, AT) == application


@pytest.mark.parametrize("papers", [1, 5])
def test_awaited_papers_are_due_through_their_last_day(papers, household, django_assert_num_queries):
    application = make_application(household)
    for kind in PaperKind.values[:papers]:
        actions.ask_for_paper(application=application, kind=kind, due_on=AT.date(), by=household.caseworker, at=AT)

    with django_assert_num_queries(2):
        due = queries.due_for(household.caseworker, AT)

    assert len(due) == papers
    assert not due[0].late
    assert due[0].due_at == swedish_time(2025, 3, 10, 23, 59).replace(second=59)
    assert due[0].who == applicant_of(household).name
    assert queries.due_for(household.caseworker, swedish_time(2025, 3, 11))[0].late
    assert queries.due_for(make_staff(Role.CASEWORKER), AT) == []


@pytest.mark.parametrize("months", [1, 6])
def test_the_list_and_the_timeline_have_a_fixed_number_of_queries(months, household, django_assert_num_queries):
    for step in range(months):
        make_application(household, month=MARCH + step)

    with django_assert_num_queries(3):
        rows = queries.applications_of(household.caseworker, household)
    with django_assert_num_queries(2):
        items = queries.timeline_of(household)

    assert rows[0].month == MARCH + (months - 1)
    assert {item.lane for item in items} == {"law"}
    assert len(items) == months


def test_the_latest_application_is_what_the_next_one_begins_from(household):
    make_application(household)
    april = make_application(household, month=MARCH.next)

    assert queries.latest_of(household) == april
    assert queries.latest_of(household, before=MARCH.next).month == MARCH
    assert queries.latest_of(make_household()) is None


def test_each_fact_says_what_counts_where_it_comes_from_and_when_it_was_noted():
    application = make_application(costs={CostKind.RENT: 5500}, incomes={IncomeKind.WAGE: 3000, IncomeKind.GIFT: 100})
    by = application.household.caseworker
    rent, wage = application.costs.get(), application.incomes.get(kind=IncomeKind.WAGE)
    on = swedish_time(2025, 3, 7, 9)
    actions.verify(fact=rent, amount=Decimal(5400), source=Evidence.RENT_NOTICE, version=1, by=by, at=on)
    actions.verify(fact=wage, amount=Decimal(3200), source=Evidence.WAGE_SLIP, version=2, by=by, at=on)

    with translation.override("en"):  # what is stored with a calculation is Swedish, whoever looks
        facts = queries.facts(application)

    (cost,) = facts["costs"]
    assert (cost["applied"], cost["counts"], cost["is_verified"]) == (5500, 5400, True)
    assert (cost["source"], cost["noted"]) == ("hyresavi", date(2025, 3, 7))
    verified, declared = facts["incomes"]
    assert (verified["net"], verified["declared"], verified["source"]) == (3200, 3000, "lönebesked")
    assert (declared["net"], declared["declared"], declared["is_verified"]) == (100, 100, False)
    assert (declared["source"], declared["noted"]) == ("ansökan", date(2025, 3, 3))


def test_a_corrected_fact_says_so():
    application = make_application(costs={CostKind.RENT: 5500})
    rent = application.costs.get()
    actions.correct(
        application=application,
        version=1,
        members=applicants(application.household),
        costs=[actions.NewCost(CostKind.RENT, Decimal(5600), id=rent.pk)],
        incomes=[],
        assets=[],
        by=application.household.caseworker,
        at=swedish_time(2025, 3, 9, 9),
    )

    (cost,) = queries.facts(application)["costs"]

    assert (cost["source"], cost["noted"]) == ("rättelse", date(2025, 3, 9))
