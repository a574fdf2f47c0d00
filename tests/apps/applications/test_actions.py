"""An application is registered once, whole or not at all; nothing in it is judged."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from tests.factories.applications import MARCH, applicants, make_application
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import applicant_of, make_household, make_person
from tests.helpers import swedish_time

from framsteg.apps.applications import actions
from framsteg.apps.applications.actions import NewApplicant, NewAsset, NewCost, NewIncome, NewPaper
from framsteg.apps.applications.enums import AssetKind, Channel, CostKind, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.models import Application, Draft, Paper
from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.people.enums import MemberRole

pytestmark = pytest.mark.django_db
RECEIVED = swedish_time(2025, 3, 3, 9, 0)
AT = swedish_time(2025, 3, 3, 9, 30)
PDF = b"%PDF-1.7 a page"


@pytest.fixture(autouse=True)
def papers_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def household():
    return make_household(adults=2, children=1)


def register(household, **changes):
    applicant = applicant_of(household)
    given = {
        "household": household,
        "month": MARCH,
        "received_at": RECEIVED,
        "channel": Channel.FORM,
        "members": applicants(household),
        "costs": [NewCost(CostKind.RENT, Decimal("5500.50"), "hyresavi mars")],
        "incomes": [NewIncome(applicant, IncomeKind.WAGE, Decimal(4000), date(2025, 2, 25))],
        "assets": [NewAsset(applicant, AssetKind.BANK, Decimal(900))],
        "papers": [NewPaper(PaperKind.RENT_NOTICE)],
        "token": uuid4(),
        "by": household.caseworker,
        "at": AT,
    }
    return actions.register(**(given | changes))


def test_everything_told_is_kept_and_leaves_one_trace(household):
    application = register(household)

    assert application.received_at == RECEIVED
    assert application.members.count() == 3
    assert application.costs.get().applied == Decimal("5500.50")
    assert application.incomes.get().net == 4000
    assert application.assets.get().amount == 900
    assert application.papers.get().received_at == RECEIVED
    event = Event.objects.get(kind="applications.application.registered")
    assert (event.household, event.details["month"]) == (household.number, "2025-03")


def test_a_double_click_gives_the_same_application(household):
    token = uuid4()

    assert register(household, token=token) == register(household, token=token)
    assert Application.objects.count() == 1
    assert Event.objects.filter(kind="applications.application.registered").count() == 1


def test_a_second_application_for_the_month_is_refused_and_says_what_to_do(household):
    register(household)

    with pytest.raises(actions.AlreadyApplied, match=r"mars 2025.*Komplettera"):
        register(household)
    assert register(household, month=MARCH.next)


@pytest.mark.parametrize("role", Role)
def test_only_the_assistance_side_registers(role, household):
    by = make_staff(role, household.unit)

    if role in {Role.CASEWORKER, Role.MANAGER}:
        assert register(household, by=by)
    else:
        with pytest.raises(NotAllowed):
            register(household, by=by)
        assert not Application.objects.exists()


def test_another_units_caseworker_does_not_register(household):
    with pytest.raises(NotAllowed, match="inte tillgång"):
        register(household, by=make_staff(Role.CASEWORKER, make_unit(UnitKind.ASSISTANCE)))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda household: {"received_at": AT + timedelta(minutes=1)}, "klockslag"),
        (lambda household: {"members": applicants(household)[1:]}, "en sökande"),
        (
            lambda household: {"members": [*applicants(household), NewApplicant(make_person(), MemberRole.CHILD)]},
            "hör inte till hushållet",
        ),
        (lambda household: {"members": [*applicants(household), applicants(household)[1]]}, "två gånger"),
        (
            lambda household: {"incomes": [NewIncome(make_person(), IncomeKind.WAGE, Decimal(1), date(2025, 2, 1))]},
            "inte är med",
        ),
        (lambda household: {"assets": [NewAsset(make_person(), AssetKind.BANK, Decimal(1))]}, "inte är med"),
        (
            lambda household: {
                "members": [
                    *applicants(household)[:2],
                    NewApplicant(applicants(household)[2].person, MemberRole.CHILD, obstacle=Obstacle.UNEMPLOYED),
                ]
            },
            "bara för vuxna",
        ),
    ],
)
def test_facts_that_contradict_each_other_are_refused_and_leave_nothing(change, why, household):
    with pytest.raises(actions.WrongFacts, match=why):
        register(household, **change(household))
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("avi.exe", PDF, "pdf, png, jpg eller heic"),
        ("avi.pdf", b"MZ an executable", "inte är|innehåll"),
        ("avi.png", PDF, "innehåll"),
        ("avi.pdf", PDF + b"0" * actions.MAX_FILE_BYTES, "10 MB"),
    ],
)
def test_a_file_of_the_wrong_kind_or_size_is_refused_and_the_application_with_it(name, content, why, household):
    paper = NewPaper(PaperKind.RENT_NOTICE, ContentFile(content, name=name))

    with pytest.raises(actions.FileRefused, match=why):
        register(household, papers=[paper])
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("AVI.PDF", PDF),
        ("a.jpg", b"\xff\xd8\xff\xe0 picture"),
        ("a.png", b"\x89PNG\r\n\x1a\n picture"),
        ("a.heic", b"\0\0\0\x18ftypheic picture"),
        ("tio.pdf", PDF + b"0" * (actions.MAX_FILE_BYTES - len(PDF))),
    ],
)
def test_a_file_is_kept_under_a_name_that_tells_nothing(name, content, household, papers_folder):
    register(household, papers=[NewPaper(PaperKind.RENT_NOTICE, ContentFile(content, name=f"Anna Ek {name}"))])

    paper = Paper.objects.get()
    assert (papers_folder / paper.file.name).read_bytes() == content
    assert "Anna" not in paper.file.name


def test_a_correction_keeps_the_row_of_a_cost_and_counts_the_version(household):
    application = register(household)
    rent = application.costs.get()

    correct(
        application, costs=[NewCost(CostKind.RENT, Decimal(5000), id=rent.pk), NewCost(CostKind.GLASSES, Decimal(9))]
    )

    assert {(cost.pk == rent.pk, cost.applied) for cost in application.costs.all()} == {(True, 5000), (False, 9)}
    assert application.version == 2


def test_a_correction_of_an_old_page_is_refused_and_changes_nothing(household):
    application = register(household)
    correct(application)

    with pytest.raises(Changed):
        correct(application, version=1, costs=[])
    assert application.costs.count() == 1


def test_a_correction_of_a_cost_that_is_gone_is_refused(household):
    application = register(household)

    with pytest.raises(actions.WrongFacts, match="inte längre"):
        correct(application, costs=[NewCost(CostKind.RENT, Decimal(1), id=0)])
    assert application.costs.count() == 1


def correct(application, **changes):
    household = application.household
    rent = application.costs.first()
    given = {
        "version": application.version,
        "members": applicants(household),
        "costs": [NewCost(CostKind.RENT, rent.applied, id=rent.pk)],
        "incomes": [],
        "assets": [],
        "by": household.caseworker,
        "at": AT,
    }
    return actions.correct(application=application, **(given | changes))


def test_a_paper_is_asked_for_once_and_awaited_until_it_comes():
    application = make_application()
    by = application.household.caseworker
    ask = {"application": application, "kind": PaperKind.WAGE_SLIP, "due_on": AT.date(), "by": by, "at": AT}

    asked = actions.ask_for_paper(**ask)
    with pytest.raises(actions.AlreadyAskedFor):
        actions.ask_for_paper(**ask)
    received = actions.receive_paper(application=application, kind=PaperKind.WAGE_SLIP, by=by, at=AT)

    assert received == asked
    assert received.received_at == AT
    assert actions.ask_for_paper(**ask) != asked


def test_a_paper_is_not_asked_for_by_a_day_that_has_passed():
    application = make_application()
    ask = {"application": application, "kind": PaperKind.OTHER, "by": application.household.caseworker, "at": AT}

    with pytest.raises(actions.DayPassed, match="redan varit"):
        actions.ask_for_paper(**ask, due_on=AT.date() - timedelta(days=1))
    assert actions.ask_for_paper(**ask, due_on=AT.date())


def test_a_paper_left_twice_by_a_double_click_is_one_paper():
    application = make_application()
    leave = {
        "application": application,
        "kind": PaperKind.OTHER,
        "token": uuid4(),
        "by": application.household.caseworker,
        "at": AT,
    }

    assert actions.receive_paper(**leave) == actions.receive_paper(**leave)
    assert application.papers.count() == 1


def test_a_draft_is_its_users_own_and_goes_after_two_weeks():
    mine, other = make_staff(), make_staff()
    token = uuid4()

    actions.save_draft(token=token, data={"month": ["2025-03"]}, by=mine, at=AT)
    actions.save_draft(token=token, data={"month": ["2025-04"]}, by=mine, at=AT)
    actions.save_draft(token=token, data={"month": ["2025-05"]}, by=other, at=AT)
    assert {draft.data["month"][0] for draft in Draft.objects.all()} == {"2025-04", "2025-05"}
    actions.discard_draft(token=token, by=other, at=AT)
    assert Draft.objects.get().user == mine

    actions.save_draft(token=uuid4(), data={}, by=mine, at=AT + actions.DRAFT_KEPT + timedelta(seconds=1))
    assert not Draft.objects.filter(token=token).exists()
