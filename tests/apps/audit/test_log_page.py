"""The log reviewer's page: what was read and done, by whom, and that somebody has looked."""

from datetime import date

import pytest
from tests.factories.identity import make_staff, make_unit
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit import actions
from framsteg.apps.audit.models import Event, LogReview
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import Protection, Sex
from framsteg.apps.people.models import Household, Membership, Person

NOON = swedish_time(2026, 3, 27, 12)
FEBRUARY = swedish_time(2026, 2, 10, 9)
MARCH = {"period_from": date(2026, 3, 1), "period_to": date(2026, 3, 31)}


@pytest.fixture
def reviewer(db):
    return make_staff(Role.LOG_REVIEWER)


@pytest.fixture
def caseworker(db):
    return make_staff(Role.CASEWORKER, username="annsvens")


@pytest.fixture
def log(caseworker, freeze):
    """One old read, one read and one change this month."""
    freeze(NOON)
    actions.record_read(page="people.household", by=caseworker, at=FEBRUARY, household="2026-00001")
    actions.record_read(page="people.household", by=caseworker, at=NOON, household="2026-00002")
    actions.record(
        "decisions.decision.made", by=caseworker, at=NOON, household="2026-00003", decision="partial", cut=True
    )


def rows(client, **filters):
    return [text(row) for row in page(client.get("/logg/", filters)).xpath("//tbody/tr")]


def test_shows_the_last_month_newest_first_with_reads_marked(client_for, reviewer, log):
    shown = rows(client_for(reviewer))

    assert len(shown) == 3  # the reviewer's own look is the first
    assert "audit.log.opened" in shown[0]
    assert "decisions.decision.made" in shown[1]
    assert "beslut: delavslag, nedsatt: ja" in shown[1]
    assert "läsning people.household.read" in shown[2]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"what": "reads"}, ["2026-00002", "2026-00001"]),
        ({"what": "changes", "kind": "decisions."}, ["2026-00003"]),
        ({"household": "2026-00001"}, ["2026-00001"]),
        ({"user": "annsvens", "kind": "people.household.read"}, ["2026-00002", "2026-00001"]),
        ({"user": "nobody"}, []),
    ],
)
def test_filters_by_user_case_number_and_kind(client_for, reviewer, log, filters, numbers):
    period = {"period_from": "2026-01-01", "period_to": "2026-03-31"}

    found = [row for row in rows(client_for(reviewer), **period, **filters) if "audit.log.opened" not in row]

    assert len(found) == len(numbers)
    assert all(number in row for number, row in zip(numbers, found, strict=True))


def test_a_period_the_wrong_way_round_is_said_beside_the_field(client_for, reviewer, log):
    response = client_for(reviewer).get("/logg/", {"period_from": "2026-03-31", "period_to": "2026-03-01"})

    assert response.status_code == 422
    assert "Periodens slut" in text(page(response))


def test_reads_of_a_protected_persons_file_are_marked(client_for, reviewer, log):
    household = Household.objects.create(number="2026-00002", opened_at=FEBRUARY, unit=make_unit())
    person = Person.objects.create(
        personal_number="198112189876", given_name="A", family_name="B", born=date(1981, 12, 18), sex=Sex.MAN,
        protection=Protection.MARKED,
    )  # fmt: skip
    Membership.objects.create(household=household, person=person, role="applicant", since=date(2026, 1, 1))

    marked = [row for row in rows(client_for(reviewer)) if "skyddade uppgifter" in row]

    assert len(marked) == 1
    assert "2026-00002" in marked[0]


def test_the_reviewers_own_look_is_logged_with_what_was_looked_for(client_for, reviewer, log):
    client_for(reviewer).get("/logg/", {**MARCH, "household": "2026-00002", "user": "annsvens"})

    event = Event.objects.get(kind="audit.log.opened")
    assert (event.by, event.household, event.details["looked_for"]) == (reviewer.username, "2026-00002", "annsvens")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LOG_REVIEWER])
def test_other_roles_see_nothing_and_review_nothing(client_for, log, role):
    client = client_for(role)

    assert client.get("/logg/").status_code == 403
    assert client.post("/logg/granskning/", MARCH).status_code == 403
    with pytest.raises(NotAllowed, match="granskare"):
        actions.review_log(**MARCH, by=client.user, at=NOON)
    assert not LogReview.objects.exists()


def test_a_review_keeps_how_many_reads_it_covered(client_for, reviewer, log):
    client = client_for(reviewer)

    response = client.post("/logg/granskning/", {**MARCH, "remark": "Inget att anmärka.", "needs_follow_up": "on"})

    assert (response.status_code, response.url) == (302, "/logg/")
    kept = LogReview.objects.get()
    assert (kept.reads, kept.needs_follow_up, kept.reviewed_by) == (1, True, reviewer.username)
    assert Event.objects.filter(kind="audit.review.made").count() == 1


def test_the_page_says_when_the_log_was_reviewed_and_how_much_was_read_since(client_for, caseworker, reviewer, log):
    client = client_for(reviewer)
    assert "inte granskats än. Akter har lästs 2 gånger" in text(page(client.get("/logg/")))

    actions.review_log(**MARCH, by=reviewer, at=NOON)
    actions.record_read(
        page="people.household", by=caseworker, at=swedish_time(2026, 3, 27, 13), household="2026-00001"
    )

    lead = text(page(client.get("/logg/")))
    assert f"Senaste granskning 27 mars 2026 kl. 12.00 av {reviewer.username}" in lead
    assert "har akter lästs 1 gång" in lead


def test_a_review_with_a_broken_period_is_shown_again(client_for, reviewer, log):
    response = client_for(reviewer).post("/logg/granskning/", {"period_from": "2026-03-31", "period_to": "2026-03-01"})

    assert response.status_code == 422
    assert not LogReview.objects.exists()


@pytest.mark.parametrize("count", [1, 60])
def test_one_page_takes_as_many_queries_however_long_the_log_is(
    client_for, reviewer, caseworker, freeze, count, django_assert_num_queries
):
    freeze(NOON)
    for number in range(count):
        actions.record_read(page="people.household", by=caseworker, at=NOON, household=f"2026-{number:05}")
    client = client_for(reviewer)

    with django_assert_num_queries(10):
        response = client.get("/logg/")

    assert len(page(response).xpath("//tbody/tr")) == min(count + 1, 50)
