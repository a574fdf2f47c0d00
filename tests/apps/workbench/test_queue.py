"""The queue: who has waited longest, what is urgent, and which households nobody owns."""

from uuid import uuid4

import pytest
from tests.factories.applications import applicants, make_application
from tests.factories.identity import make_staff
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.applications.actions import register
from framsteg.apps.applications.enums import Channel
from framsteg.apps.audit.models import Event
from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import Protection
from framsteg.apps.workbench.queries import queue
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db
QUEUE = "/ko/"


@pytest.fixture(autouse=True)
def today(freeze):
    freeze(swedish_time(2025, 3, 10, 10))


@pytest.fixture
def caseworker():
    return make_staff(Role.CASEWORKER)


@pytest.fixture
def signed_in(client_for, caseworker):
    return client_for(caseworker)


def rows(response, section):
    found = page(response).xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")
    return [[text(cell) for cell in row.xpath("./th | ./td")] for row in found]


def test_the_longest_wait_stands_first_with_its_days(signed_in, caseworker):
    late = make_application(make_household(caseworker), received_at=swedish_time(2025, 3, 7, 9))
    early = make_application(make_household(caseworker), received_at=swedish_time(2025, 3, 3, 9))

    waiting = rows(signed_in.get(QUEUE), "vantar")

    assert [row[1] for row in waiting] == [early.household.number, late.household.number]
    assert [row[4] for row in waiting] == ["7", "3"]
    assert waiting[0][5] == str(caseworker)


def test_the_whole_units_applications_wait_there_and_no_other_units(signed_in, caseworker):
    colleague = make_staff(Role.CASEWORKER, caseworker.unit)
    ours = make_application(make_household(colleague))
    make_application(make_household(make_staff(Role.CASEWORKER)))

    assert [row[1] for row in rows(signed_in.get(QUEUE), "vantar")] == [ours.household.number]


def test_an_urgent_application_says_so(signed_in, caseworker):
    household = make_household(caseworker)
    at = swedish_time(2025, 3, 10, 9)
    register(
        household=household,
        month=Month(2025, 3),
        received_at=at,
        channel=Channel.FORM,
        members=applicants(household),
        costs=[],
        incomes=[],
        urgent=True,
        token=uuid4(),
        by=caseworker,
        at=at,
    )

    ((what, *_rest),) = rows(signed_in.get(QUEUE), "vantar")

    assert what == "mars 2025 akut"


def test_a_household_that_nobody_owns_is_given_a_caseworker(signed_in, caseworker):
    colleague = make_staff(Role.CASEWORKER, caseworker.unit, first_name="Cilla")
    household = make_household(caseworker, owned=False)
    assert [row[0] for row in rows(signed_in.get(QUEUE), "utan-handlaggare")] == [household.number]

    answer = signed_in.post(f"/ko/{household.number}/fordela/", {"caseworker": colleague.pk}, follow=True)

    assert f"{colleague} är handläggare för {household.number}" in text(page(answer))
    assert rows(answer, "utan-handlaggare") == []
    household.refresh_from_db()
    assert household.caseworker == colleague
    assert Event.objects.filter(kind="people.caseworker.assigned", household=household.number).exists()


@pytest.mark.parametrize("who", ["a coach", "another unit", "nobody"])
def test_only_a_caseworker_of_the_unit_can_be_given_it(who, signed_in, caseworker):
    household = make_household(caseworker, owned=False)
    key = {
        "a coach": make_staff(Role.JOB_COACH, caseworker.unit).pk,
        "another unit": make_staff(Role.CASEWORKER).pk,
        "nobody": "",
    }[who]

    assert signed_in.post(f"/ko/{household.number}/fordela/", {"caseworker": key}).status_code == 404
    household.refresh_from_db()
    assert household.caseworker is None


def test_a_protected_household_is_not_in_a_colleagues_queue(signed_in, client_for, caseworker):
    colleague = make_staff(Role.CASEWORKER, caseworker.unit)
    make_application(make_household(colleague, given_name="Gömd", protection=Protection.MARKED))

    assert rows(signed_in.get(QUEUE), "vantar") == []
    assert "Gömd" in client_for(colleague).get(QUEUE).content.decode()


def test_a_long_queue_is_turned_page_by_page_and_tells_how_many_wait_in_all(signed_in, caseworker, monkeypatch):
    monkeypatch.setattr(queue, "PER_PAGE", 2)
    for day in (3, 4, 5):
        make_application(make_household(caseworker), received_at=swedish_time(2025, 3, day, 9))

    first, second = signed_in.get(QUEUE), signed_in.get(QUEUE, {"sida": "2"})

    assert [row[4] for row in rows(first, "vantar")] == ["7", "6"]
    assert [row[4] for row in rows(second, "vantar")] == ["5"]
    assert "Väntar på beslut (3)" in text(page(second))


def test_an_empty_queue_says_so(signed_in):
    shown = text(page(signed_in.get(QUEUE)))

    assert "Alla hushåll har en handläggare" in shown
    assert "Inga ansökningar väntar på beslut" in shown


@pytest.mark.parametrize("role", Role)
def test_only_the_assistance_side_has_a_queue(role, client_for):
    expected = 200 if role in {Role.CASEWORKER, Role.MANAGER} else 403

    assert client_for(role).get(QUEUE).status_code == expected


def test_the_queue_takes_a_fixed_number_of_queries(signed_in, caseworker, django_assert_num_queries):
    for more in (1, 3):
        for _ in range(more):
            make_application(make_household(caseworker))
            make_household(caseworker, owned=False)
        with django_assert_num_queries(9):
            signed_in.get(QUEUE)
