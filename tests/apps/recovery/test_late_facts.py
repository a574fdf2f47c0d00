"""Late facts: a new calculation beside the decided one, and what a person does with the difference."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.factories import decisions as decided
from tests.factories import recovery as factory
from tests.factories.identity import make_staff

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.decisions.enums import AmendmentGround, DecisionKind
from framsteg.apps.decisions.models import Amendment, Decision
from framsteg.apps.identity.enums import Role
from framsteg.apps.recovery import actions, queries
from framsteg.apps.recovery.enums import Proposal
from framsteg.apps.recovery.facts import Corrections, FactsDoNotFit, NewPerson
from framsteg.apps.recovery.models import LateFacts, Recalculation
from framsteg.entitlement.kinds import Role as FamilyRole
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import Result

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    return factory.make_paid()


def test_a_wage_that_nobody_told_of_proposes_recovery_of_each_month(paid):
    months = factory.recalculations(factory.note(paid, net=3000))

    assert [(row.month, row.difference, row.proposal) for row in months] == [
        (Month(2025, 3), Decimal(-3000), Proposal.RECOVERY),
        (Month(2025, 4), Decimal(-3000), Proposal.RECOVERY),
    ]
    assert [row.paid for row in months] == [row.granted for row in paid]
    assert "HFD 2013 ref. 18" in months[0].because


def test_a_higher_rent_proposes_a_supplement(paid):
    months = factory.recalculations(factory.note(paid[:1], corrections=Corrections(costs={0: Decimal(5900)})))

    assert [(row.difference, row.proposal) for row in months] == [(Decimal(400), Proposal.SUPPLEMENT)]


def test_nothing_decided_is_touched(paid):
    before = [(row.calculation.facts, row.calculation.result, row.granted) for row in paid]
    applied = [(row.application.version, row.application.incomes.count()) for row in paid]

    factory.note(paid)

    now = Decision.objects.order_by("month").select_related("calculation", "application")
    assert [(row.calculation.facts, row.calculation.result, row.granted) for row in now] == before
    assert [(row.application.version, row.application.incomes.count()) for row in now] == applied


def test_the_corrected_fact_says_where_it_comes_from(paid):
    month = factory.recalculations(factory.note(paid[:1]))[0]

    wage = month.facts["incomes"][-1]
    assert (wage["source"], wage["noted"]) == ("Lönebesked", "2025-06-02")
    assert any("Lönebesked" in fact for step in Result.from_json(month.result).steps for fact in step.facts)


def test_a_partner_who_lived_there_gives_the_norm_of_two_who_live_together(paid):
    partner = Corrections(new_persons=[NewPerson(FamilyRole.ADULT, date(1990, 5, 1), partner=True)])

    month = factory.recalculations(factory.note(paid[:1], corrections=partner))[0]

    assert len(month.facts["persons"]) == 2
    assert month.proposal == Proposal.SUPPLEMENT  # two adults need more; the partner's incomes are another fact


def test_the_same_form_sent_twice_is_noted_once(paid):
    token = uuid4()

    first = factory.note(paid, token=token)

    assert factory.note(paid, token=token) == first
    assert (LateFacts.objects.count(), Recalculation.objects.count()) == (1, 2)


def test_it_leaves_a_trace(paid):
    factory.note(paid)

    event = Event.objects.get(kind="recovery.latefacts.noted")
    assert event.household == paid[0].household.number


def test_what_is_as_it_was_decided_is_refused(paid):
    with pytest.raises(actions.LateFactsRefused, match="Ingen uppgift är ändrad"):
        factory.note(paid, corrections=Corrections())

    assert not LateFacts.objects.exists()


def test_facts_that_contradict_each_other_are_refused_with_what_to_do(paid):
    unborn = Corrections(new_persons=[NewPerson(FamilyRole.CHILD, date(2026, 1, 1))])

    with pytest.raises(FactsDoNotFit, match="född"):
        factory.note(paid, corrections=unborn)

    assert not LateFacts.objects.exists()


def test_another_households_month_is_refused(paid):
    other = factory.make_paid(Month(2025, 5))[0]

    with pytest.raises(actions.LateFactsRefused, match="i hushållet"):
        factory.note([paid[0], other])


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ECONOMIST, Role.SYSTEM_MANAGER])
def test_others_than_case_work_are_refused(paid, role):
    with pytest.raises(NotAllowed):
        factory.note(paid, by=make_staff(role))


def test_a_supplement_is_an_amendment_for_the_better(paid):
    month = factory.recalculations(factory.note(paid[:1], corrections=Corrections(costs={0: Decimal(5900)})))[0]

    amendment = actions.supplement(
        recalculation=month, reasons="Hyran var högre.", by=paid[0].decided_by, at=factory.NOTED
    )

    assert (amendment.ground, amendment.granted - amendment.granted_before) == (AmendmentGround.LATE_FACTS, 400)
    assert month.handling.amendment == amendment
    assert queries.standing_of(paid)[paid[0].pk].granted == paid[0].granted + 400


def test_what_was_too_much_is_never_amended(paid):
    month = factory.recalculations(factory.note(paid[:1]))[0]

    with pytest.raises(actions.LateFactsRefused, match="inget att komplettera"):
        actions.supplement(recalculation=month, reasons="Lön.", by=paid[0].decided_by, at=factory.NOTED)

    assert not Amendment.objects.exists()


def test_a_supplement_is_decided_once(paid):
    month = factory.recalculations(factory.note(paid[:1], corrections=Corrections(costs={0: Decimal(5900)})))[0]
    actions.supplement(recalculation=month, reasons="Hyran.", by=paid[0].decided_by, at=factory.NOTED)

    with pytest.raises(actions.AlreadyHandled, match="redan hanterad"):
        actions.supplement(recalculation=month, reasons="Hyran.", by=paid[0].decided_by, at=factory.NOTED)


def test_nothing_is_a_choice_with_a_reason(paid):
    month = factory.recalculations(factory.note(paid[:1]))[0]

    handling = actions.let_stand(recalculation=month, reason="Ingen grund.", by=paid[0].decided_by, at=factory.NOTED)

    assert (handling.kind, handling.reason) == (Proposal.NOTHING, "Ingen grund.")


def test_nothing_without_a_reason_is_refused(paid):
    month = factory.recalculations(factory.note(paid[:1]))[0]

    with pytest.raises(actions.LateFactsRefused, match="varför"):
        actions.let_stand(recalculation=month, reason=" ", by=paid[0].decided_by, at=factory.NOTED)


def test_still_later_facts_take_the_place_of_what_is_not_handled(paid):
    first = factory.recalculations(factory.note(paid[:1], net=3000))[0]
    factory.note(paid[:1], net=4000)

    with pytest.raises(actions.AlreadyHandled, match="senare uppgifter"):
        actions.let_stand(recalculation=first, reason="Ingen grund.", by=paid[0].decided_by, at=factory.NOTED)


def test_facts_that_were_acted_on_are_what_the_next_correction_begins_from(paid):
    month = factory.recalculations(factory.note(paid[:1], corrections=Corrections(costs={0: Decimal(5900)})))[0]
    actions.supplement(recalculation=month, reasons="Hyran.", by=paid[0].decided_by, at=factory.NOTED)

    base = queries.base_facts(paid)

    assert base[paid[0].pk]["costs"][0]["accepted"] == "5900"
    assert base[paid[1].pk] == paid[1].calculation.facts


def test_the_difference_is_against_what_stands_after_an_amendment(paid):
    month = factory.recalculations(factory.note(paid[:1], corrections=Corrections(costs={0: Decimal(5900)})))[0]
    actions.supplement(recalculation=month, reasons="Hyran.", by=paid[0].decided_by, at=factory.NOTED)

    again = factory.recalculations(factory.note(paid[:1], net=1000))[0]

    assert (again.granted, again.difference) == (paid[0].granted + 400, Decimal(-1000))
    assert again.paid == paid[0].granted  # the supplement is not paid out yet


def test_a_refusal_may_turn_out_to_be_a_right():
    decision = decided.make_decision(kind=DecisionKind.REFUSAL)
    late = factory.note([decision], corrections=Corrections(incomes={0: Decimal(5000)}))

    month = factory.recalculations(late)[0]

    assert month.proposal == Proposal.SUPPLEMENT
    assert month.difference > 0
