"""What was typed wrong is corrected on one page until the application is decided; nothing is overwritten unseen."""

from datetime import date
from decimal import Decimal

import pytest
from tests.factories import decisions as law
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.people import SPARE_NUMBERS, applicant_of, make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.applications.actions import NewAsset, verify
from framsteg.apps.applications.enums import AssetKind, CostKind, Evidence, IncomeKind
from framsteg.apps.audit.models import Event
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db
NOW = swedish_time(2025, 4, 2, 10, 30)
COSTS = {CostKind.RENT: 5500, CostKind.ELECTRICITY: 400}


@pytest.fixture(autouse=True)
def today(freeze):
    freeze(NOW)


@pytest.fixture
def application():
    household = make_household(adults=2, children=1)
    return make_application(
        household,
        costs=COSTS,
        incomes={IncomeKind.WAGE: 3000},
        assets=[NewAsset(applicant_of(household), AssetKind.BANK, Decimal(900))],
    )


@pytest.fixture
def signed_in(client_for, application):
    return client_for(application.household.caseworker)


def address(application):
    return f"/ansokan/{application.pk}/ratta/"


def fields(response):
    """Return what a browser would send from the page's form, before anything is changed."""
    form = page(response).get_element_by_id("rattning")
    return {name: value for name, value in form.form_values() if name != "do"}


def test_the_page_holds_what_was_registered(signed_in, application):
    form = fields(signed_in.get(address(application)))

    assert form["version"] == str(application.version)
    assert (form["costs-0-kind"], form["costs-0-applied"]) == ("rent", "5500,00")
    assert (form["incomes-0-net"], form["incomes-0-received"]) == ("3000,00", "2025-02-25")
    assert (form["assets-0-kind"], form["assets-0-amount"]) == ("bank", "900,00")
    assert form["persons-0-obstacle"] == "unemployed"
    assert form["persons-2-role"] == "child"


def test_sent_back_as_it_was_the_facts_stay_the_same(signed_in, application):
    before = application.costs.order_by("pk").values_list("pk", "kind", "applied")

    signed_in.post(address(application), fields(signed_in.get(address(application))))

    assert list(application.costs.order_by("pk").values_list("pk", "kind", "applied")) == list(before)
    assert application.members.count() == 3
    assert application.incomes.get().received == date(2025, 2, 25)


def test_an_amount_is_corrected_and_the_way_leads_to_a_new_calculation(signed_in, application):
    form = fields(signed_in.get(address(application)))
    changes = {"costs-0-applied": "5 800", "other_residents": "1"}

    answer = signed_in.post(address(application), form | changes)

    assert answer.url == f"/beslut/ansokan/{application.pk}/"
    assert application.costs.get(kind=CostKind.RENT).applied == 5800
    application.refresh_from_db()
    assert (application.version, application.other_residents) == (2, 1)
    event = Event.objects.get(kind="applications.application.corrected")
    assert (event.by, event.household) == (signed_in.user.username, application.household.number)


def test_an_emptied_row_is_taken_away_and_a_new_one_is_added(signed_in, application):
    form = fields(signed_in.get(address(application)))
    changes = {"costs-1-kind": "", "costs-1-applied": "", "costs-2-kind": "glasses", "costs-2-applied": "1200"}
    changes |= {"incomes-0-kind": "", "incomes-0-net": "", "incomes-0-received": ""}

    signed_in.post(address(application), form | changes)

    assert set(application.costs.values_list("kind", flat=True)) == {"rent", "glasses"}
    assert not application.incomes.exists()


def test_an_emptied_income_of_the_second_person_is_taken_away_too(signed_in, application):
    form = fields(signed_in.get(address(application))) | {"incomes-0-person": "2"}
    signed_in.post(address(application), form)
    form = fields(signed_in.get(address(application)))
    assert form["incomes-0-person"] == "2"

    signed_in.post(address(application), form | {"incomes-0-kind": "", "incomes-0-net": "", "incomes-0-received": ""})

    assert not application.incomes.exists()


def test_a_person_who_was_left_out_comes_into_application_and_household(signed_in, application):
    more = signed_in.post(address(application), fields(signed_in.get(address(application))) | {"do": "more:persons"})
    person = {
        "persons-3-personal_number": SPARE_NUMBERS[0],
        "persons-3-role": "pupil",
        "persons-3-given_name": "Vera",
        "persons-3-family_name": "Vuxen",
    }

    answer = signed_in.post(address(application), fields(more) | person)

    assert answer.status_code == 302, text(page(answer).xpath("//*[@data-focus]")[0])
    assert application.members.filter(person__given_name="Vera").exists()
    assert application.household.memberships.filter(person__given_name="Vera").exists()


def test_more_rows_keep_what_was_typed_and_the_version(signed_in, application):
    form = fields(signed_in.get(address(application))) | {"costs-0-applied": "5 801"}

    shown = fields(signed_in.post(address(application), form | {"do": "more:costs"}))

    assert shown["costs-0-applied"] == "5 801"
    assert shown["costs-0-id"] == form["costs-0-id"]
    assert shown["version"] == form["version"]
    assert int(shown["costs-TOTAL_FORMS"]) > int(form["costs-TOTAL_FORMS"])


def test_a_colleagues_correction_is_not_overwritten_and_what_was_typed_stays(signed_in, client_for, application):
    form = fields(signed_in.get(address(application)))
    manager = client_for(make_staff(Role.MANAGER, application.household.unit))
    manager.post(address(application), fields(manager.get(address(application))) | {"costs-0-applied": "6 000"})

    answer = signed_in.post(address(application), form | {"costs-0-applied": "5 800"})

    assert answer.status_code == 422
    assert "Någon annan har ändrat" in text(page(answer))
    assert "Öppna de nya uppgifterna bredvid" in text(page(answer))
    assert fields(answer)["costs-0-applied"] == "5 800"
    assert application.costs.get(kind=CostKind.RENT).applied == 6000


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("persons-1-role", "applicant", "är sökande"),
        ("persons-0-obstacle", "", "inte kan försörja sig"),
        ("costs-0-applied", "mycket", "Fyll i ett tal"),
        ("incomes-0-person", "4", "Välj ett giltigt"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_changed(name, value, why, signed_in, application):
    form = fields(signed_in.get(address(application))) | {"costs-1-applied": "450", name: value}

    answer = signed_in.post(address(application), form)

    assert answer.status_code == 422
    assert why in text(page(answer).xpath("//*[@data-focus]")[0])
    assert application.costs.get(kind=CostKind.ELECTRICITY).applied == 400


def test_the_rows_of_incomes_and_assets_are_the_same_after_a_correction(signed_in, application):
    wage, account = application.incomes.get(), application.assets.get()

    signed_in.post(address(application), fields(signed_in.get(address(application))) | {"incomes-0-net": "3 100"})

    assert (application.incomes.get().pk, application.incomes.get().net) == (wage.pk, 3100)
    assert application.assets.get().pk == account.pk
    details = Event.objects.get(kind="applications.application.corrected").details
    assert details["changes"] == "wage 3000.00 → wage 3100.00"


def test_the_page_holds_the_declared_amount_and_leaves_its_check(signed_in, application):
    wage = application.incomes.get()
    check = {"amount": Decimal(3250), "source": Evidence.WAGE_SLIP, "by": signed_in.user, "at": NOW}
    verify(fact=wage, version=application.version, **check)

    form = fields(signed_in.get(address(application)))
    signed_in.post(address(application), form | {"incomes-0-net": "3 100"})

    assert form["incomes-0-net"] == "3000,00"
    assert (application.incomes.get().net, application.incomes.get().counts) == (3100, 3250)


def test_a_part_of_the_month_and_lma_are_corrected(signed_in, application):
    form = fields(signed_in.get(address(application)))

    signed_in.post(address(application), form | {"days": "12", "persons-0-lma": "on"})

    application.refresh_from_db()
    assert application.days == 12
    assert [row.lma for row in application.members.order_by("pk")] == [True, False, False]
    assert fields(signed_in.get(address(application)))["days"] == "12"


def test_an_assessed_cost_cannot_be_taken_away(signed_in, application):
    law.cut_rent(application)
    form = fields(signed_in.get(address(application)))

    answer = signed_in.post(address(application), form | {"costs-0-kind": "", "costs-0-applied": ""})

    assert "bedömd kostnad kan inte tas bort" in text(page(answer))
    assert application.costs.filter(kind=CostKind.RENT).exists()


def test_a_decided_application_is_not_corrected(client_for):
    decision = law.make_decision(kind=DecisionKind.GRANT)
    application = decision.application
    signed_in = client_for(decision.decided_by)
    cost = application.costs.get()

    for answer in (
        signed_in.get(address(application), follow=True),
        signed_in.post(address(application), {"costs-0-id": cost.pk, "costs-0-applied": "1"}, follow=True),
    ):
        assert answer.redirect_chain == [(f"/ansokan/{application.pk}/", 302)]
        assert "Ansökan är beslutad" in text(page(answer))
    cost.refresh_from_db()
    assert cost.applied == 5500


def test_the_way_there_stands_on_both_pages_until_there_is_a_decision(signed_in, client_for, application):
    way = f"//a[@href='{address(application)}']"
    for shown in (f"/ansokan/{application.pk}/", f"/beslut/ansokan/{application.pk}/"):
        assert page(signed_in.get(shown)).xpath(way)

    decision = law.make_decision(kind=DecisionKind.GRANT)
    decided = client_for(decision.decided_by)
    for shown in (f"/ansokan/{decision.application_id}/", f"/beslut/ansokan/{decision.application_id}/"):
        assert not page(decided.get(shown)).xpath("//a[contains(@href, '/ratta/')]")


@pytest.mark.parametrize("role", Role)
def test_only_the_households_own_unit_corrects(role, client_for, application):
    with_them = make_staff(role, application.household.unit)
    expected = 200 if role in {Role.CASEWORKER, Role.MANAGER} else 404

    assert client_for(with_them).get(address(application)).status_code == expected
    assert client_for(role).get(address(application)).status_code == 404


def test_the_page_is_logged_and_takes_a_fixed_number_of_queries(signed_in, application, django_assert_num_queries):
    few = make_application(make_household(signed_in.user))
    for one in (few, application):
        with django_assert_num_queries(12):
            signed_in.get(address(one))
    assert Event.objects.filter(kind="workbench.correct.read", household=application.household.number).count() == 1
