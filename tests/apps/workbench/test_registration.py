"""One page registers an application, also for a household that is new; nothing typed is lost and nothing is doubled."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.applications import MARCH, make_application
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import SPARE_NUMBERS, make_household, make_person
from tests.helpers import page, swedish_time, text, tidy

from framsteg.apps.applications.actions import verify
from framsteg.apps.applications.enums import CostKind, Evidence, IncomeKind
from framsteg.apps.applications.models import Application, Draft
from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.people.enums import Protection
from framsteg.apps.people.models import Household, Person

pytestmark = pytest.mark.django_db
NOW = swedish_time(2025, 4, 2, 10, 30)
ADULT, OTHER = SPARE_NUMBERS[0], SPARE_NUMBERS[1]
ADDRESS, DRAFT = "/ansokan/ny/", "/ansokan/utkast/"


@pytest.fixture(autouse=True)
def world(freeze, settings, tmp_path):
    freeze(NOW)
    settings.MEDIA_ROOT = tmp_path
    make_unit(UnitKind.LABOUR_MARKET)


@pytest.fixture
def caseworker():
    return make_staff(Role.CASEWORKER)


@pytest.fixture
def signed_in(client_for, caseworker):
    return client_for(caseworker)


def fields(response):
    """Return what a browser would send from the page's form, before anything is typed."""
    form = page(response).get_element_by_id("ansokan")
    return {name: value for name, value in form.form_values() if name != "do"}


def filled_in(response, **changes):
    """Return the form of a new household with one adult, a rent and a wage."""
    typed = {
        "month": "2025-04",
        "received_on": "2025-04-01",
        "received_time": "08:15",
        "channel": "form",
        "persons-0-personal_number": f"{ADULT[:8]}-{ADULT[8:]}",
        "persons-0-role": "applicant",
        "persons-0-given_name": "Nora",
        "persons-0-family_name": "Ny",
        "persons-0-obstacle": "unemployed",
        "costs-0-kind": "rent",
        "costs-0-applied": "5 500,50",
        "incomes-0-kind": "wage",
        "incomes-0-net": "1000",
        "incomes-0-received": "2025-03-25",
    }
    return fields(response) | typed | changes


def test_a_new_household_is_registered_from_one_page(signed_in, caseworker):
    form = filled_in(signed_in.get(ADDRESS))
    file = SimpleUploadedFile("avi.pdf", b"%PDF-1.7 a page")

    answer = signed_in.post(ADDRESS, form | {"papers-0-kind": "rent_notice", "papers-0-file": file})

    application = Application.objects.get()
    assert answer.url == f"/ansokan/{application.pk}/"
    assert application.received_at == swedish_time(2025, 4, 1, 8, 15)
    assert str(application.costs.get().applied) == "5500.50"
    assert application.incomes.get().person.name == "Nora Ny"
    assert application.papers.get().file
    assert Household.objects.get().caseworker == caseworker
    assert Household.objects.get().journeys.count() == 1  # the 48-hour clock has started


def test_a_double_click_gives_one_application_and_one_household(signed_in):
    form = filled_in(signed_in.get(ADDRESS))

    first, second = signed_in.post(ADDRESS, form), signed_in.post(ADDRESS, form)

    assert first.url == second.url
    assert Application.objects.count() == Household.objects.count() == Person.objects.count() == 1


def test_a_form_sent_without_a_session_is_there_after_the_sign_in(signed_in, client, client_for, caseworker):
    form = filled_in(signed_in.get(ADDRESS))

    answer = client.post(ADDRESS, form)  # the same browser, its session gone
    assert answer.url.startswith("/konto/")
    assert not Application.objects.exists()

    shown = client_for(caseworker).get(f"{ADDRESS}?utkast={form['token']}")
    assert fields(shown)["persons-0-given_name"] == "Nora"
    assert fields(shown)["costs-0-applied"] == "5 500,50"
    assert fields(shown)["token"] == form["token"]
    client_for(caseworker).post(ADDRESS, fields(shown))
    assert Application.objects.get().costs.get().kind == "rent"
    assert not Draft.objects.exists()


def test_a_form_without_its_key_is_not_kept_for_anybody(signed_in, client):
    form = filled_in(signed_in.get(ADDRESS), key="made-up")

    assert client.post(ADDRESS, form).url.startswith("/konto/")
    assert not Draft.objects.exists()


def test_a_draft_is_kept_by_htmx_as_it_is_typed_and_by_a_button_without_script(signed_in, caseworker):
    form = filled_in(signed_in.get(ADDRESS), month="inte klar")

    part = signed_in.post(DRAFT, form, headers={"HX-Request": "true"})
    assert "Utkastet är sparat 2 april 2025" in text(page(part))
    answer = signed_in.post(ADDRESS, form | {"do": "draft"})
    assert answer.url == f"{ADDRESS}?utkast={form['token']}"

    assert fields(signed_in.get(answer.url))["month"] == "inte klar"
    assert Draft.objects.get().user == caseworker
    assert "csrfmiddlewaretoken" not in Draft.objects.get().data


def test_a_saved_draft_is_offered_to_its_owner_only_and_can_be_thrown_away(signed_in, client_for, caseworker):
    form = filled_in(signed_in.get(ADDRESS))
    signed_in.post(DRAFT, form)
    colleague = client_for(make_staff(Role.CASEWORKER, caseworker.unit))

    assert "Du har ett sparat utkast" in text(page(signed_in.get(ADDRESS)))
    assert "utkast från" not in text(page(colleague.get(ADDRESS)))
    assert colleague.get(f"{ADDRESS}?utkast={form['token']}").status_code == 404
    signed_in.post(DRAFT, {"token": form["token"], "do": "discard"})
    assert not Draft.objects.exists()


def test_a_draft_by_htmx_without_a_session_leads_to_the_sign_in(signed_in, client):
    form = filled_in(signed_in.get(ADDRESS))

    answer = client.post(DRAFT, form, headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"].startswith("/konto/")
    assert Draft.objects.exists()


def test_more_rows_come_without_script_and_keep_what_was_typed(signed_in):
    form = filled_in(signed_in.get(ADDRESS))
    before = int(form["costs-TOTAL_FORMS"])

    shown = signed_in.post(ADDRESS, form | {"do": "more:costs"})

    assert int(fields(shown)["costs-TOTAL_FORMS"]) > before
    assert fields(shown)["persons-0-given_name"] == "Nora"
    assert fields(shown)["token"] == form["token"]
    assert "fs-field--error" not in shown.content.decode()


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("month", "april", "ingen månad"),
        ("persons-0-personal_number", "19900101-0000", "kontrollsiffran"),
        ("persons-0-given_name", "", "finns inte i registret"),
        ("persons-0-obstacle", "", "inte kan försörja sig"),
        ("persons-0-role", "co_applicant", "är sökande"),
        ("costs-0-applied", "-1", "0"),
        ("incomes-0-received", "", "fält"),
        ("received_on", "2025-04-03", "klockslag"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(name, value, why, signed_in):
    form = filled_in(signed_in.get(ADDRESS), **{name: value})

    answer = signed_in.post(ADDRESS, form)

    assert answer.status_code == 422
    assert why in text(page(answer).xpath("//*[@data-focus]")[0])
    assert fields(answer)["costs-0-kind"] == "rent"
    assert not Application.objects.exists()
    assert not Household.objects.exists()


def test_an_income_needs_a_person_who_is_filled_in(signed_in):
    empty_row = {"persons-TOTAL_FORMS": "2", "persons-1-protection": "none"}
    form = filled_in(signed_in.get(ADDRESS)) | empty_row | {"incomes-0-person": "2"}

    assert "inte ifylld" in text(page(signed_in.post(ADDRESS, form)))
    assert not Application.objects.exists()


def test_the_page_of_a_household_begins_from_its_latest_application(signed_in, caseworker):
    household = make_household(caseworker, adults=2, children=1)
    make_application(household, costs={CostKind.RENT: 6000}, incomes={IncomeKind.WAGE: 3000})

    form = fields(signed_in.get(f"{ADDRESS}?hushall={household.number}"))

    assert form["month"] == str(MARCH.next)
    assert form["costs-0-applied"] == "6000,00"
    assert "incomes-0-net" not in form  # what varies is asked for anew
    assert not form.get("incomes-0-received")  # the day is new each month
    refused = signed_in.post(ADDRESS, form | {"incomes-0-received": "2025-03-25", "incomes-0-net": "3000"})
    assert "Gå igenom uppgifterna" in text(page(refused))
    signed_in.post(ADDRESS, form | {"incomes-0-received": "2025-03-25", "incomes-0-net": "3000", "confirmed": "on"})
    assert household.applications.get(month=MARCH.next).members.count() == 3
    assert Event.objects.filter(kind="workbench.register.read", household=household.number).exists()


@pytest.fixture
def new_month(signed_in, caseworker):
    """Return the form of the month after one with a rent, a wage and a child's allowance."""
    household = make_household(caseworker)
    costs = {CostKind.RENT: 6000, CostKind.GLASSES: 900}
    make_application(household, costs=costs, incomes={IncomeKind.WAGE: 3000, IncomeKind.CHILD_ALLOWANCE: 1250})
    return fields(signed_in.get(f"{ADDRESS}?hushall={household.number}"))


def told(tree):
    """Return the changes that a page lists, as a reader sees them."""
    rows = tree.xpath("//section[@aria-labelledby='andringar']//tbody/tr")
    return [text(row).replace("\xa0", " ") for row in rows]


def test_a_new_month_asks_for_what_varies_and_keeps_what_does_not(new_month):
    assert (new_month["incomes-0-kind"], new_month.get("incomes-0-net")) == ("wage", None)
    assert (new_month["incomes-1-kind"], new_month["incomes-1-net"]) == ("child_allowance", "1250,00")


CHANGED = {"costs-0-applied": "6 300", "costs-1-kind": "", "costs-1-applied": "", "incomes-0-net": "3000"}


def test_every_change_is_flagged_in_its_row_and_in_a_list_without_script(signed_in, new_month):
    new = {"costs-2-kind": "electricity", "costs-2-applied": "400", "days": "20"}

    shown = page(signed_in.post(ADDRESS, new_month | CHANGED | new | {"do": "compare"}))

    assert told(shown) == [
        "hushållets del av månaden hela månaden 20 dagar ändrad",
        "hyra 6 000 kr 6 300 kr ändrad +300 kr (+5,0 %)",
        "hushållsel – 400 kr ny +400 kr",
        "glasögon 900 kr – borta −900 kr",
    ]
    rows = shown.xpath("//section[@aria-labelledby='costs-rubrik']//fieldset")
    assert "Förra gången: 6 000 kr. ändrad +300 kr" in text(rows[0]).replace("\xa0", " ")
    assert not Application.objects.filter(month=MARCH.next).exists()


def test_the_list_follows_what_is_typed_and_equals_a_fresh_page(signed_in, new_month):
    part = signed_in.post(DRAFT, new_month | CHANGED, headers={"HX-Request": "true"})

    assert told(page(part)) == [
        "hyra 6 000 kr 6 300 kr ändrad +300 kr (+5,0 %)",
        "glasögon 900 kr – borta −900 kr",
    ]
    fresh = signed_in.get(f"{ADDRESS}?utkast={new_month['token']}")
    assert tidy(part, "#utkast") == tidy(fresh, "#utkast")


def test_what_a_check_showed_last_month_is_what_the_next_begins_from(signed_in, caseworker):
    household = make_household(caseworker)
    rent = make_application(household, costs={CostKind.RENT: 6000}).costs.get()
    verify(fact=rent, amount=Decimal(5900), source=Evidence.RENT_NOTICE, version=1, by=caseworker, at=NOW)

    shown = signed_in.get(f"{ADDRESS}?hushall={household.number}")

    assert fields(shown)["costs-0-applied"] == "5900,00"
    assert "Inget skiljer sig" in text(page(shown).get_element_by_id("utkast"))


def test_an_amount_is_checked_as_it_is_registered(signed_in):
    checks = {
        "costs-0-verified_source": "rent_notice",
        "costs-0-verified_amount": "5 400",
        "incomes-0-verified_source": "wage_slip",
    }
    signed_in.post(ADDRESS, filled_in(signed_in.get(ADDRESS), days="15") | checks | {"persons-0-lma": "on"})

    application = Application.objects.get()
    rent, wage = application.costs.get(), application.incomes.get()
    assert (rent.counts, rent.verified_source, rent.verified_by) == (5400, "rent_notice", signed_in.user)
    assert (wage.verified_amount, wage.verified_source) == (1000, "wage_slip")
    assert (application.days, application.members.get().lma) == (15, True)


def test_a_checked_amount_needs_what_it_was_checked_against(signed_in):
    answer = signed_in.post(ADDRESS, filled_in(signed_in.get(ADDRESS)) | {"costs-0-verified_amount": "1"})

    assert answer.status_code == 422
    assert "Välj vad beloppet kontrollerades mot" in text(page(answer).xpath("//*[@data-focus]")[0])


def test_a_person_who_has_moved_in_is_registered_with_the_household(signed_in, caseworker):
    household = make_household(caseworker)
    form = fields(signed_in.get(f"{ADDRESS}?hushall={household.number}"))
    more = signed_in.post(ADDRESS, form | {"persons-0-obstacle": "unemployed", "do": "more:persons"})
    new = {
        "persons-1-personal_number": OTHER,
        "persons-1-role": "co_applicant",
        "persons-1-given_name": "Ny",
        "persons-1-family_name": "Partner",
        "persons-1-obstacle": "part_time",
    }

    signed_in.post(ADDRESS, fields(more) | new)

    assert household.memberships.filter(until=None).count() == 2
    assert Application.objects.get().members.count() == 2


def test_a_second_application_for_the_month_is_refused_on_the_page(signed_in, caseworker):
    household = make_household(caseworker)
    form = fields(signed_in.get(f"{ADDRESS}?hushall={household.number}")) | {"persons-0-obstacle": "sick"}
    signed_in.post(ADDRESS, form)

    answer = signed_in.post(ADDRESS, form | {"token": str(uuid4())})

    assert "redan en ansökan för april 2025" in text(page(answer))
    assert Application.objects.count() == 1


def test_a_personal_number_leads_to_the_household_and_never_stands_in_an_address(signed_in, caseworker):
    household = make_household(caseworker, personal_number=ADULT)

    answer = signed_in.post(ADDRESS, {"do": "find", "find": f"{ADULT[:8]}-{ADULT[8:]}"})

    assert answer.url == f"{ADDRESS}?hushall={household.number}"


def test_an_unknown_number_begins_a_new_household_and_a_hidden_one_names_nobody(signed_in):
    unknown = signed_in.post(ADDRESS, {"do": "find", "find": ADULT})
    assert fields(unknown)["persons-0-personal_number"] == ADULT

    make_household(make_staff(), given_name="Gömd", personal_number=OTHER, protection=Protection.MARKED)
    hidden = signed_in.post(ADDRESS, {"do": "find", "find": OTHER})
    assert "Tala med enhetschefen" in text(page(hidden))
    assert "Gömd" not in hidden.content.decode()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", [ADDRESS, "/hushall/nytt/"])
def test_only_the_assistance_side_registers(role, address, client_for):
    expected = 200 if role in {Role.CASEWORKER, Role.MANAGER} else 403

    assert client_for(role).get(address).status_code == expected


@pytest.mark.parametrize("address", [ADDRESS, DRAFT, "/hushall/nytt/"])
def test_a_stranger_is_sent_to_the_sign_in(address, client):
    assert client.get(address).url.startswith("/konto/")
    assert client.post(address, {"token": str(uuid4())}).url.startswith("/konto/")


def test_a_household_is_opened_without_an_application(signed_in):
    shown = signed_in.get("/hushall/nytt/")
    form = {name: value for name, value in page(shown).forms[-1].form_values() if name != "do"}
    person = {
        "persons-0-personal_number": make_person(given_name="Känd").personal_number,
        "persons-0-role": "applicant",
        "since": "2025-04-01",
    }

    answer = signed_in.post("/hushall/nytt/", form | person)

    household = Household.objects.get()
    assert answer.url == f"/hushall/{household.number}/"
    assert household.memberships.get().person.given_name == "Känd"


@pytest.mark.parametrize("children", [0, 5])
def test_the_page_takes_a_fixed_number_of_queries(children, signed_in, caseworker, django_assert_num_queries):
    household = make_household(caseworker, children=children)
    make_application(household)

    with django_assert_num_queries(22):
        signed_in.get(f"{ADDRESS}?hushall={household.number}")
