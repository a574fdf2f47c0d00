"""The page about an application, its papers and their files."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.applications import make_application
from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text, tidy

from framsteg.apps.applications.actions import NewPaper
from framsteg.apps.applications.enums import CostKind, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.models import Paper
from framsteg.apps.audit.models import Event
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import Protection

pytestmark = pytest.mark.django_db
NOW = swedish_time(2025, 3, 5, 9, 0)
PDF = b"%PDF-1.7 a page"


@pytest.fixture(autouse=True)
def world(freeze, settings, tmp_path):
    freeze(NOW)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def application():
    return make_application(costs={CostKind.RENT: 5500, CostKind.GLASSES: 450}, incomes={IncomeKind.WAGE: 3000})


@pytest.fixture
def signed_in(client_for, application):
    return client_for(application.household.caseworker)


def test_shows_what_was_applied_for_and_logs_the_reading(signed_in, application):
    shown = text(page(signed_in.get(f"/ansokan/{application.pk}/")))

    assert "5 950 kr" in shown
    assert "25 februari 2025" in shown
    assert Event.objects.get(kind="applications.application.read").household == application.household.number
    assert "mars 2025" in text(page(signed_in.get(f"/hushall/{application.household.number}/ansokningar/")))


@pytest.mark.parametrize("papers", [0, 5])
def test_takes_a_fixed_number_of_queries(papers, client_for, django_assert_num_queries):
    kinds = PaperKind.values[:papers]
    application = make_application(make_household(children=papers), papers=[NewPaper(kind) for kind in kinds])
    client = client_for(application.household.caseworker)

    with django_assert_num_queries(13):
        client.get(f"/ansokan/{application.pk}/")


def check(signed_in, application, row, **typed):
    application.refresh_from_db()
    given = {"row": row.name, "version": application.version, "amount": "3 250,50", "source": "wage_slip"}
    return signed_in.post(f"/ansokan/{application.pk}/kontrollera/", given | typed)


def test_declared_and_verified_stand_side_by_side_with_the_difference(signed_in, application):
    wage = application.incomes.get()

    answer = check(signed_in, application, wage)

    assert answer.url == f"/ansokan/{application.pk}/#{wage.name}"
    shown = text(page(signed_in.get(f"/ansokan/{application.pk}/")).get_element_by_id(wage.name))
    assert "3 000 kr" in shown
    assert "3 250,50 kr 250,50 kr mer lönebesked, 5 mars 2025" in shown
    check(signed_in, application, wage, do="take_back")
    assert "inte kontrollerat" in text(page(signed_in.get(f"/ansokan/{application.pk}/")).get_element_by_id(wage.name))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"amount": ""}, "fält"),
        ({"amount": "-1"}, "0"),
        ({"source": ""}, "fält"),
        ({"source": "unstated"}, "giltigt"),
        ({"version": "0"}, "ändrat"),
    ],
)
def test_a_faulty_check_is_told_and_nothing_is_verified(typed, why, signed_in, application):
    wage = application.incomes.get()

    answer = check(signed_in, application, wage, **typed)

    assert answer.status_code == 422
    tree = page(answer)
    assert why in text(tree.xpath("//*[@data-focus]")[0])
    assert tree.get_element_by_id(wage.name).xpath(".//details[@open]")
    wage.refresh_from_db()
    assert wage.verified_amount is None


@pytest.mark.parametrize("row", ["cost-0", "income-", "paper-1", "cost-x", ""])
def test_a_row_that_the_application_does_not_have_is_not_found(row, signed_in, application):
    assert signed_in.post(f"/ansokan/{application.pk}/kontrollera/", {"row": row}).status_code == 404


def test_another_applications_row_is_not_found(signed_in, application):
    other = make_application(make_household(signed_in.user)).costs.get()

    assert check(signed_in, application, other).status_code == 404


def test_a_decided_application_shows_its_checks_and_takes_no_more(client_for):
    application = make_decision(kind=DecisionKind.GRANT).application

    shown = page(client_for(application.household.caseworker).get(f"/ansokan/{application.pk}/"))

    assert not shown.xpath("//form[contains(@action, '/kontrollera/')]")


def test_every_change_against_the_month_before_is_flagged(signed_in, application):
    household = application.household
    later = make_application(
        household,
        month=application.month.next,
        costs={CostKind.RENT: 5800, CostKind.ELECTRICITY: 300},
        incomes={IncomeKind.WAGE: 3000},
        obstacle=Obstacle.SICK,
    )

    rows = page(signed_in.get(f"/ansokan/{later.pk}/")).xpath("//section[@aria-labelledby='andringar']//tbody/tr")

    told = [text(row) for row in rows]
    assert "ändrad" in told[0]
    assert "sökande, arbetslös" in told[0]
    assert [row.split(" ")[0].strip(",") for row in told] == ["person", "hyra", "hushållsel", "glasögon"]
    assert "5 500 kr 5 800 kr ändrad +300 kr (+5,5 %)" in told[1].replace("\xa0", " ")
    assert "ny" in told[2]
    assert "borta" in told[3]


def test_a_month_like_the_last_says_so_and_the_first_says_nothing(signed_in, application):
    costs = {CostKind.RENT: 5500, CostKind.GLASSES: 450}
    later = make_application(
        application.household, month=application.month.next, costs=costs, incomes={IncomeKind.WAGE: 3000}
    )

    assert "Inget skiljer sig från ansökan för mars 2025" in text(page(signed_in.get(f"/ansokan/{later.pk}/")))
    assert "Ändrat sedan" not in text(page(signed_in.get(f"/ansokan/{application.pk}/")))


def test_a_paper_is_asked_for_and_comes_in(signed_in, application):
    address = f"/ansokan/{application.pk}"
    signed_in.post(f"{address}/begar/", {"kind": "wage_slip", "due_on": "2025-03-12"})
    assert "inväntas senast 12 mars 2025" in text(page(signed_in.get(f"{address}/")))

    file = SimpleUploadedFile("lon.pdf", PDF)
    signed_in.post(f"{address}/handling/", {"kind": "wage_slip", "token": str(uuid4()), "file": file})

    assert Paper.objects.get().received_at == NOW
    assert "inkom 5 mars 2025" in text(page(signed_in.get(f"{address}/")))


def test_a_faulty_request_is_told_beside_the_field(signed_in, application):
    late = signed_in.post(f"/ansokan/{application.pk}/begar/", {"kind": "other", "due_on": "2025-03-04"})
    file = SimpleUploadedFile("lon.pdf", b"MZ")
    fake = signed_in.post(
        f"/ansokan/{application.pk}/handling/", {"kind": "other", "token": str(uuid4()), "file": file}
    )

    assert (late.status_code, fake.status_code) == (422, 422)
    assert "redan varit" in text(page(late))
    assert "innehåll" in text(page(fake))
    assert not Paper.objects.exists()


def test_the_swapped_part_equals_a_fresh_page(signed_in, application):
    ask = {"kind": "wage_slip", "due_on": "2025-03-12"}
    part = signed_in.post(f"/ansokan/{application.pk}/begar/", ask, headers={"HX-Request": "true"})
    fresh = signed_in.get(f"/ansokan/{application.pk}/")

    assert without_token(tidy(part, "#handlingar")) == without_token(tidy(fresh, "#handlingar"))


def without_token(markup):
    """Each drawing of the form has a token of its own."""
    start = markup.index('name="token" value="') + len('name="token" value="')
    return markup[:start] + markup[start + 36 :]


def with_file(**household):
    papers = [NewPaper(PaperKind.MEDICAL_CERTIFICATE, ContentFile(PDF, name="Anna Ek.pdf"))]
    return make_application(make_household(**household), papers=papers)


def test_a_file_is_given_to_the_caseworker_and_the_reading_logged(client_for):
    application = with_file()
    paper = application.papers.get()

    answer = client_for(application.household.caseworker).get(f"/ansokan/handling/{paper.pk}/")

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == f'attachment; filename="medical_certificate-{paper.pk}.pdf"'
    assert Event.objects.get(kind="applications.paper.read").household == application.household.number


@pytest.mark.parametrize("role", Role)
def test_a_file_and_a_page_are_for_the_assistance_side_of_the_unit(role, client_for):
    application = with_file()
    client = client_for(make_staff(role, application.household.unit))
    expected = 200 if role in {Role.CASEWORKER, Role.MANAGER} else 404

    assert client.get(f"/ansokan/{application.pk}/").status_code == expected
    answer = client.get(f"/ansokan/handling/{application.papers.get().pk}/")
    assert answer.status_code == expected
    answer.close()


def test_nothing_of_a_protected_household_is_shown_to_a_colleague(client_for):
    application = with_file(protection=Protection.REGISTRATION)
    client = client_for(make_staff(Role.CASEWORKER, application.household.unit))

    assert client.get(f"/ansokan/{application.pk}/").status_code == 404
    assert client.get(f"/ansokan/handling/{application.papers.get().pk}/").status_code == 404
