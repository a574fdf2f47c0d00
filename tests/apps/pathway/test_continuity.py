"""Named contacts: the first is named, a later one takes over with a reason, and nobody on the way is without one."""

from datetime import timedelta

import pytest
from tests.factories.identity import make_staff
from tests.factories.pathway import MAPPED, RECEIVED, enrolled, mapped, opened
from tests.factories.people import make_household
from tests.helpers import page, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.actions import continuity
from framsteg.apps.pathway.models import Handover, ModelVersion
from framsteg.apps.pathway.queries import continuity as queries
from framsteg.apps.pathway.queries import roles
from framsteg.apps.people.enums import Protection
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import may_work_on_pathway
from framsteg.workingmodel import shipped, shipped_model

NEXT_WEEK = MAPPED + timedelta(days=7)
pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(team):
    return make_staff(Role.CASEWORKER, team.caseworker.unit)


def give(household, caseworker, reason="", *, by=None, at=NEXT_WEEK):
    household = Household.objects.get(pk=household.pk)
    facts = {"household": household, "version": household.version, "by": by or household.caseworker, "at": at}
    return continuity.assign_caseworker(caseworker=caseworker, reason=reason, **facts)


def test_another_caseworker_takes_over_with_a_reason(team, colleague):
    journey = opened(team)

    with pytest.raises(continuity.ReasonMissing):
        give(journey.household, colleague, "  ")
    assert Household.objects.get().caseworker == team.caseworker

    give(journey.household, colleague, "Anna är föräldraledig.")

    row = Handover.objects.get()
    assert (row.former, row.successor, row.reason) == (team.caseworker, colleague, "Anna är föräldraledig.")
    event = Event.objects.get(kind="pathway.contact.handed_over")
    assert "föräldraledig" not in str(event.details)


def test_nobody_on_the_way_is_put_back_in_the_queue(team):
    journey = opened(team)
    with pytest.raises(continuity.NobodyLeft):
        give(journey.household, None)

    assert give(make_household(team.caseworker), None).caseworker is None


def test_a_first_caseworker_needs_no_reason(team):
    household = make_household(team.caseworker, owned=False)
    journey = opened(team, household)

    give(household, team.caseworker, by=team.caseworker)

    assert Handover.objects.get(journey=journey).former is None


@pytest.mark.parametrize(
    ("act", "role", "word"),
    [(actions.assign_consultant, Role.CONSULTANT, "consultant"), (actions.assign_coach, Role.JOB_COACH, "coach")],
)
def test_consultant_and_coach_are_handed_over_too(team, act, role, word):
    journey = enrolled(team).journey
    first, second = make_staff(role, team.coach.unit), make_staff(role, team.coach.unit)
    who = {"journey": journey, "by": team.caseworker, "at": MAPPED}

    act(**who, **{word: first})
    act(**who, **{word: first})  # a double click
    with pytest.raises(actions.ReasonMissing):
        act(**who, **{word: second})
    act(**who, **{word: second}, reason="Har slutat.")

    rows = Handover.objects.order_by("pk").values_list("former", "successor", "reason")
    assert list(rows) == [(None, first.pk, ""), (first.pk, second.pk, "Har slutat.")]


def test_the_page_gives_a_household_to_a_colleague_and_keeps_what_was_typed(team, colleague, client_for, freeze):
    journey = opened(team)
    freeze(NEXT_WEEK)
    client, address = client_for(team.caseworker), f"/hushall/{journey.household.number}/handlaggare/"
    typed = {"version": journey.household.version, "caseworker": colleague.pk, "reason": ""}

    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "Skriv varför" in text(page(refused))

    client.post(address, typed | {"reason": "Nytt område."})
    assert "Nytt område." in text(page(client.get(address)))
    assert "Någon annan har ändrat" in text(page(client.post(address, typed | {"reason": "Igen."})))


def test_who_gives_away_a_protected_household_is_led_to_the_desk(team, colleague, client_for, freeze):
    household = make_household(team.caseworker, protection=Protection.MARKED)
    freeze(NEXT_WEEK)

    answer = client_for(team.caseworker).post(
        f"/hushall/{household.number}/handlaggare/", {"version": household.version, "caseworker": colleague.pk}
    )

    assert answer.url == "/skrivbord/"


def test_who_hands_over_a_protected_person_opens_her_file_no_more(team, client_for, freeze):
    journey = enrolled(team, protection=Protection.MARKED).journey
    former, successor = team.consultant, make_staff(Role.CONSULTANT, team.consultant.unit)
    actions.assign_consultant(journey=journey, consultant=former, by=team.caseworker, at=MAPPED)
    freeze(NEXT_WEEK)

    answer = client_for(former).post(f"/vag/{journey.pk}/konsulent/", {"staff": successor.pk, "reason": "Nytt område."})

    assert answer.url == "/skrivbord/"
    assert not may_work_on_pathway(former, journey.household, NEXT_WEEK)
    assert may_work_on_pathway(successor, journey.household, NEXT_WEEK)
    assert Event.objects.get(kind="people.access.closed").details == {"staff": former.username}


def test_who_follows_another_in_the_household_keeps_the_access(team):
    one = enrolled(team, adults=2, protection=Protection.MARKED).journey
    other = actions.open_journey(
        household=one.household,
        person=one.household.memberships.exclude(person=one.person).get().person,
        received_at=RECEIVED,
        by=team.caseworker,
        at=RECEIVED,
    )
    facts = {"by": team.caseworker, "at": MAPPED}
    for journey in (one, other):
        actions.assign_consultant(journey=journey, consultant=team.consultant, **facts)

    successor = make_staff(Role.CONSULTANT, team.consultant.unit)
    actions.assign_consultant(journey=one, consultant=successor, reason="Nytt område.", **facts)

    assert may_work_on_pathway(team.consultant, one.household, NEXT_WEEK)


def test_the_caseload_tells_how_many_and_how_long_and_leaves_the_cap_unknown(team, colleague):
    journey, other = opened(team), opened(team)
    give(journey.household, colleague, "Nytt område.")

    shown = queries.caseload_for(team.manager, NEXT_WEEK + timedelta(days=3))

    by_name = {row.name: row for row in shown.loads}
    kept, taken = by_name[str(team.caseworker)], by_name[str(colleague)]
    assert (kept.cases, kept.changes, taken.cases, taken.changes) == (1, 0, 1, 1)
    assert (taken.median_days, taken.most, taken.aim) == (3, None, None)
    assert kept.longest_days == (NEXT_WEEK + timedelta(days=3) - other.opened_at).days
    assert by_name[str(team.coach)].cases == 0
    assert not shown.ownerless


def test_more_cases_than_the_model_allows_are_told(team):
    capped = shipped_model("trollhattan")
    named = tuple(r.model_copy(update={"max_cases": 1}) if r.id == "socialsekreterare" else r for r in capped.roles)
    for _ in range(2):
        household = make_household(team.caseworker)
        actions.open_journey(
            household=household,
            person=household.memberships.get().person,
            model=capped.model_copy(update={"roles": named}),
            received_at=RECEIVED,
            by=team.caseworker,
            at=RECEIVED,
        )

    (row,) = queries.overloaded()
    assert (row.staff_id, row.cases, row.most) == (team.caseworker.pk, 2, 1)
    assert any(load.over for load in queries.caseload_for(team.manager, NEXT_WEEK).loads)
    assert ModelVersion.objects.count() == 1


def test_who_has_left_leaves_nobody_unseen(team):
    journey = opened(team)
    opened(team, make_household(team.caseworker, owned=False))
    actions.assign_consultant(journey=journey, consultant=team.consultant, by=team.caseworker, at=MAPPED)
    assert {row.tie for row in queries.ownerless()} == {"socialsekreterare"}

    User.objects.filter(pk=team.consultant.pk).update(is_active=False)

    found = queries.caseload_for(team.manager, NEXT_WEEK).ownerless
    assert {row.tie for row in found} == {"socialsekreterare", "arbetsmarknadskonsulent"}
    assert [row.who for row in queries.ownerless()] == ["", ""]


def test_who_changes_contact_often_is_listed(team, colleague):
    journey = opened(team)
    give(journey.household, colleague, "Nytt område.")
    give(journey.household, team.caseworker, "Tillbaka.", by=colleague)

    (row,) = queries.caseload_for(team.manager, NEXT_WEEK).changed

    assert (row.household, row.changes) == (journey.household.number, 2)


def test_only_a_manager_sees_the_caseload(team):
    for user in (team.caseworker, team.coach, team.officer):
        with pytest.raises(NotAllowed):
            queries.caseload_for(user, NEXT_WEEK)


@pytest.mark.parametrize("many", [1, 4])
def test_the_caseload_takes_a_fixed_number_of_queries(team, many, client_for, freeze, django_assert_num_queries):
    for _ in range(many):
        journey = enrolled(team).journey
        mapped(team, journey)
        actions.assign_coach(journey=journey, coach=team.coach, by=team.caseworker, at=MAPPED)
    freeze(NEXT_WEEK)
    client = client_for(team.manager)

    with django_assert_num_queries(8):
        assert client.get("/kontakter/").status_code == 200


def test_every_contact_of_the_shipped_models_is_somebody_here():
    owners = {clock.owner for name in shipped() for clock in shipped_model(name).deadlines}
    unknown = {owner for owner in owners if roles.tie_of(owner) is None}
    assert {owner for owner in unknown if not owner.startswith("enhetschef")} <= {"person"}  # a chief is the manager
