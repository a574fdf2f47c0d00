"""The plan: lines for every party, every party's signature, versions, and two who edit at once."""

from datetime import date

import pytest
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, drafted, enrolled, signed
from tests.helpers import swedish_time

from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.partners.actions import withdraw_consent
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions, queries
from framsteg.apps.pathway.enums import Owner, Party
from framsteg.apps.pathway.models import JourneyEvent, Plan, PlanLine, Signature

NOW = swedish_time(2026, 3, 18, 11, 0)
KOMMUN = (Party.PERSON, Party.CASEWORKER, Party.CONSULTANT)


@pytest.fixture
def journey(team):
    return enrolled(team).journey


@pytest.fixture
def plan(team, journey):
    return drafted(team, journey)


def is_signed(journey):
    return JourneyEvent.objects.filter(journey=journey, kind="plan_signed").exists()


def consent(team, journey, *covers):
    return make_consent(
        journey.household,
        recipient=team.officer.unit,
        covers=covers or [Shared.CONTACT, Shared.PLAN],
        by=team.caseworker,
        at=RECEIVED,
    )


@pytest.mark.parametrize("last", KOMMUN)
def test_the_plan_is_signed_when_every_party_has_signed(team, journey, plan, last):
    signed(team, plan, *(party for party in KOMMUN if party is not last))
    assert not is_signed(journey)

    signed(team, plan, last)

    assert is_signed(journey)
    clock = journey.deadlines.get(deadline_id="handlingsplan_4v")
    assert clock.met_at == swedish_time(2026, 3, 18, 10, 0)


def test_with_the_persons_consent_the_employment_officer_signs_too(team, journey, plan):
    consent(team, journey)
    signed(team, plan, *KOMMUN)
    assert not is_signed(journey)

    signed(team, plan, Party.EMPLOYMENT_OFFICER)

    assert is_signed(journey)


@pytest.mark.parametrize("covers", [[], [Shared.CONTACT, Shared.ATTENDANCE]])
def test_without_consent_to_the_plan_the_officer_neither_signs_nor_is_waited_for(team, journey, plan, covers):
    if covers:
        consent(team, journey, *covers)
    with pytest.raises(NotAllowed, match="samtyckt"):
        signed(team, plan, Party.EMPLOYMENT_OFFICER)

    signed(team, plan, *KOMMUN)

    assert is_signed(journey)


def test_a_consent_withdrawn_before_the_officer_signed_lets_the_plan_be_completed(team, journey, plan):
    given = consent(team, journey)
    signed(team, plan, *KOMMUN)
    with pytest.raises(actions.SignaturesMissing, match="arbetsförmedlare"):
        actions.complete_signing(plan=plan, by=team.caseworker, at=NOW)

    withdraw_consent(consent=given, by=team.caseworker, at=NOW)
    actions.complete_signing(plan=plan, by=team.caseworker, at=NOW)

    assert is_signed(journey)


def test_staff_sign_for_their_own_role_only(team, plan):
    with pytest.raises(NotAllowed, match="arbetsmarknadskonsulent"):
        actions.sign_plan(plan=plan, party=Party.CONSULTANT, name="X", how="på papper", by=team.caseworker, at=NOW)
    with pytest.raises(NotAllowed):
        actions.sign_plan(plan=plan, party=Party.PERSON, name="X", how="på papper", by=team.officer, at=NOW)


def test_a_party_signs_once(team, plan):
    signed(team, plan, Party.PERSON)

    with pytest.raises(actions.AlreadySigned):
        signed(team, plan, Party.PERSON)

    assert Signature.objects.count() == 1


def test_a_plan_without_lines_binds_nobody(team, journey):
    empty = actions.draft_plan(journey=journey, goal="Jobb", by=team.caseworker, at=NOW)

    with pytest.raises(actions.PlanEmpty):
        signed(team, empty, Party.PERSON)


def test_a_signed_plan_is_not_edited_but_revised(team, journey, plan):
    signed(team, plan, Party.PERSON)
    line = plan.lines.get()
    for edit in (
        lambda: add(team, plan),
        lambda: actions.remove_line(line=line, version=plan.version, by=team.caseworker, at=NOW),
        lambda: actions.change_goal(
            plan=plan, version=plan.version, goal="Nytt", review_on=None, by=team.caseworker, at=NOW
        ),
    ):
        with pytest.raises(actions.PlanSigned, match="ny version"):
            edit()

    new = actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)

    assert (new.number, new.goal) == (2, plan.goal)
    assert [row.text for row in new.lines.all()] == ["Ordna truckkort"]
    assert not new.signatures.exists()
    assert Plan.objects.get(pk=plan.pk).signatures.count() == 1  # the old one is kept as it was signed
    add(team, new)


def test_a_double_click_on_revise_makes_one_version(team, plan):
    signed(team, plan, Party.PERSON)
    actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)

    with pytest.raises(actions.PlanReplaced):
        actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)

    assert Plan.objects.count() == 2


def test_a_replaced_plan_is_neither_signed_nor_ticked(team, plan):
    line = plan.lines.get()
    actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)

    with pytest.raises(actions.PlanReplaced):
        signed(team, plan, Party.PERSON)
    with pytest.raises(actions.PlanReplaced):
        actions.finish_line(line=line, done_on=NOW.date(), result="", by=team.caseworker, at=NOW)


def test_a_second_signed_version_starts_no_clock_anew(team, journey, plan):
    signed(team, plan, *KOMMUN)
    new = actions.revise_plan(plan=plan, by=team.caseworker, at=NOW)

    signed(team, new, *KOMMUN, at=NOW)

    assert JourneyEvent.objects.filter(journey=journey, kind="plan_signed").count() == 1


def add(team, plan, *, text="Söka tre jobb i veckan", version=None):
    return actions.add_line(
        plan=plan, version=version or plan.version, text=text, owner=Owner.PERSON, by=team.caseworker, at=NOW
    )


def test_two_who_edit_at_once_do_not_overwrite_each_other(team, plan):
    seen = plan.version
    add(team, plan, version=seen)

    with pytest.raises(Changed, match="Någon annan"):
        add(team, plan, text="Från den andra fliken", version=seen)

    assert not PlanLine.objects.filter(text="Från den andra fliken").exists()


def test_a_line_can_be_changed_and_taken_out_while_nobody_has_signed(team, plan):
    line = plan.lines.get()
    facts = actions.LineFacts(text="Ordna truckkort A", owner=Owner.PARTNER, owner_name="Arbetsförmedlingen")

    actions.change_line(line=line, version=plan.version, facts=facts, by=team.caseworker, at=NOW)
    plan.refresh_from_db()
    line.refresh_from_db()
    assert (line.text, line.owner, line.due_on) == ("Ordna truckkort A", "partner", None)
    actions.remove_line(line=line, version=plan.version, by=team.caseworker, at=NOW)

    assert not plan.lines.exists()


@pytest.mark.parametrize("owner", Owner)
def test_a_late_line_is_marked_alike_whoever_owns_it(team, journey, owner):
    plan = actions.draft_plan(journey=journey, goal="Jobb", by=team.caseworker, at=NOW)
    actions.add_line(
        plan=plan, version=1, text="Något", owner=owner, due_on=date(2026, 3, 17), by=team.caseworker, at=NOW
    )

    page = queries.plan_page(team.caseworker, journey, plan, NOW)

    assert page.late == ((owner.label, 1),)
    assert page.lines[0].late


def test_a_line_is_not_late_on_its_own_day_and_not_when_it_is_done(team, journey, plan):
    on_the_day = swedish_time(2026, 3, 20, 16, 0)
    day_after = swedish_time(2026, 3, 21, 8, 0)
    signed(team, plan, *KOMMUN)
    assert not queries.plan_page(team.caseworker, journey, plan, on_the_day).late
    assert queries.plan_page(team.caseworker, journey, plan, day_after).late

    line = plan.lines.get()
    actions.finish_line(line=line, done_on=day_after.date(), result="Klart", by=team.caseworker, at=day_after)

    assert not queries.plan_page(team.caseworker, journey, plan, day_after).late
    with pytest.raises(actions.LineDone):
        actions.finish_line(line=line, done_on=day_after.date(), result="", by=team.caseworker, at=day_after)


def test_the_kommuns_late_line_comes_on_the_desk(team, plan):
    due = queries.due_for(team.caseworker, swedish_time(2026, 3, 21, 8, 0))

    assert ("I planen: Ordna truckkort", True, "kommunen") in [(row.label, row.late, row.owner) for row in due]


def test_there_is_one_current_plan(team, journey, plan):
    with pytest.raises(actions.PlanExists):
        actions.draft_plan(journey=journey, goal="En till", by=team.caseworker, at=NOW)
