"""An application is registered once, whole or not at all; nothing in it is judged."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from tests.factories.applications import MARCH, applicants, make_application
from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff, make_unit
from tests.factories.people import applicant_of, make_household, make_person
from tests.helpers import swedish_time

from framsteg.apps.applications import actions
from framsteg.apps.applications.actions import NewApplicant, NewAsset, NewCost, NewIncome, NewPaper, Stay, Verified
from framsteg.apps.applications.enums import AssetKind, Channel, CostKind, Evidence, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.models import Application, Draft, Paper
from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import MeansOverride
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


def test_a_correction_keeps_the_rows_of_incomes_and_assets_and_notes_the_day(household):
    application = register(household)
    wage, account = application.incomes.get(), application.assets.get()
    later = AT + timedelta(days=2)

    correct(
        application,
        incomes=[NewIncome(wage.person, IncomeKind.WAGE, Decimal(4200), wage.received, id=wage.pk)],
        assets=[NewAsset(account.person, AssetKind.BANK, Decimal(900), id=account.pk)],
        at=later,
    )

    assert (application.incomes.get().pk, application.incomes.get().noted_on) == (wage.pk, later.date())
    assert (application.assets.get().pk, application.assets.get().noted_on) == (account.pk, RECEIVED.date())


def test_the_log_keeps_what_a_row_said_before_and_no_text(household):
    application = register(household)
    wage, rent = application.incomes.get(), application.costs.get()

    correct(
        application,
        costs=[NewCost(CostKind.RENT, Decimal(5600), "en anteckning", id=rent.pk)],
        incomes=[NewIncome(wage.person, IncomeKind.UNEMPLOYMENT_BENEFIT, Decimal(4000), wage.received, id=wage.pk)],
        assets=[],
        stay=Stay(days=12, other_residents=1),
    )

    assert Event.objects.get(kind="applications.application.corrected").details["changes"] == (
        "days – → 12; other_residents 0 → 1; rent 5500.50 → rent 5600.00; "
        "wage 4000.00 → unemployment_benefit 4000.00; bank 900.00 → –"
    )


def test_a_check_follows_its_row_until_the_row_becomes_another_thing(household):
    application = register(household)
    wage = application.incomes.get()
    actions.verify(
        fact=wage, amount=Decimal(4100), source=Evidence.WAGE_SLIP, version=1, by=household.caseworker, at=AT
    )
    again = NewIncome(wage.person, IncomeKind.WAGE, Decimal(3900), wage.received, id=wage.pk)

    correct(application, version=2, incomes=[again])
    assert (application.incomes.get().net, application.incomes.get().counts) == (3900, 4100)

    correct(application, version=3, incomes=[replace(again, kind=IncomeKind.GIFT)])
    assert application.incomes.get().counts == 3900


@pytest.mark.parametrize("what", ["gone", "another kind", "another person's"])
@pytest.mark.parametrize("table", ["incomes", "assets"])
def test_an_assessed_income_or_asset_is_not_taken_away_and_becomes_no_other(table, what, household):
    application = register(household)
    wage, account = application.incomes.get(), application.assets.get()
    kept = {
        "incomes": [NewIncome(wage.person, IncomeKind.WAGE, wage.net, wage.received, id=wage.pk)],
        "assets": [NewAsset(account.person, AssetKind.BANK, account.amount, id=account.pk)],
    }
    row = {"incomes": {"income": wage}, "assets": {"asset": account}}[table]
    by = household.caseworker
    MeansOverride.objects.create(application=application, **row, counted=0, reason="skäl", made_at=AT, made_by=by)
    other = {"kind": IncomeKind.GIFT if table == "incomes" else AssetKind.OTHER}
    if what == "another person's":
        other = {"person": household.memberships.exclude(person=wage.person).first().person}
    changed = [] if what == "gone" else [replace(kept[table][0], **other)]

    correct(application, **kept)
    with pytest.raises(actions.MeansAssessed, match="Ändra beloppet"):
        correct(application, version=2, **(kept | {table: changed}))
    assert (application.incomes.get().kind, application.assets.get().kind) == ("wage", "bank")


@pytest.mark.parametrize("table", ["costs", "incomes"])
def test_an_amount_is_verified_beside_the_declared_one_and_the_log_tells_both(table, household):
    application = register(household)
    fact = getattr(application, table).get()
    source = Evidence.RENT_NOTICE if table == "costs" else Evidence.WAGE_SLIP
    check = {"fact": fact, "amount": Decimal(4350), "source": source, "version": 1, "by": household.caseworker}

    actions.verify(**check, at=AT)
    actions.verify(**check, at=AT)  # the double click

    fact.refresh_from_db()
    application.refresh_from_db()
    assert (fact.verified_amount, fact.verified_source, fact.verified_on) == (4350, source, AT.date())
    assert (fact.verified_by, fact.counts, application.version) == (household.caseworker, 4350, 2)
    assert fact.declared in {4000, Decimal("5500.50")}
    details = Event.objects.get(kind="applications.amount.verified").details
    assert (details["before"], details["after"], details["source"]) == ("–", "4350.00", source)
    assert details["declared"] == f"{fact.declared:.2f}"


def test_a_check_of_the_wrong_row_is_taken_back(household):
    application = register(household)
    wage = application.incomes.get()
    by = household.caseworker
    actions.verify(fact=wage, amount=Decimal(1), source=Evidence.OTHER, version=1, by=by, at=AT)

    actions.take_back_check(fact=wage, version=2, by=by, at=AT)

    wage.refresh_from_db()
    assert (wage.verified_amount, wage.verified_by, wage.counts) == (None, None, 4000)
    assert Event.objects.get(kind="applications.amount.unverified").details["before"] == "1.00"


def test_a_check_needs_the_latest_page_and_an_undecided_application(household):
    wage = register(household).incomes.get()
    check = {"fact": wage, "amount": Decimal(4100), "source": Evidence.WAGE_SLIP, "by": household.caseworker, "at": AT}

    with pytest.raises(Changed):
        actions.verify(**check, version=0)
    with pytest.raises(actions.WrongFacts, match="mindre än 0"):
        actions.verify(**(check | {"amount": Decimal(-1)}), version=1)
    decided = make_decision(kind=DecisionKind.GRANT).application
    rent = {"fact": decided.costs.get(), "version": decided.version, "by": decided.household.caseworker}
    with pytest.raises(actions.Decided, match="beslutad"):
        actions.verify(**(check | rent))
    assert wage.counts == 4000
    assert decided.costs.get().verified_amount is None


@pytest.mark.parametrize("role", Role)
def test_only_the_assistance_side_verifies(role, household):
    wage = register(household).incomes.get()
    check = {"fact": wage, "amount": Decimal(4100), "source": Evidence.WAGE_SLIP, "version": 1, "at": AT}
    by = make_staff(role, household.unit)

    if role in {Role.CASEWORKER, Role.MANAGER}:
        assert actions.verify(**check, by=by)
    else:
        with pytest.raises(NotAllowed):
            actions.verify(**check, by=by)


def test_what_was_verified_when_it_was_registered_is_kept_with_who_and_when(household):
    wage = NewIncome(
        applicant_of(household),
        IncomeKind.WAGE,
        Decimal(4000),
        date(2025, 2, 25),
        verified=Verified(Decimal(4100), Evidence.BANK_STATEMENT),
    )

    income = register(household, incomes=[wage]).incomes.get()

    assert (income.net, income.counts, income.verified_on) == (4000, 4100, AT.date())
    assert income.verified_by == household.caseworker


@pytest.mark.parametrize(
    ("days", "persons_days", "why"),
    [(0, None, "1 till 31"), (32, None, "1 till 31"), (10, 11, "fler dagar än hushållet"), (None, 32, "1 till 31")],
)
def test_a_part_of_the_month_is_at_most_the_month_and_no_person_counts_longer(days, persons_days, why, household):
    members = [replace(member, days=persons_days) for member in applicants(household)]

    with pytest.raises(actions.WrongFacts, match=why):
        register(household, days=days, members=members)


def test_a_part_of_the_month_and_lma_are_kept(household):
    members = [replace(member, lma=True, days=5) for member in applicants(household)]

    application = register(household, days=5, members=members)

    assert application.days == 5
    assert {(row.lma, row.days) for row in application.members.all()} == {(True, 5)}


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
