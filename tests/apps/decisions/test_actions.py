"""What a caseworker may decide, and what stops her."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.factories import decisions as factory
from tests.factories.applications import applicants, make_application
from tests.factories.identity import make_staff
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.applications.actions import NewAsset, NewCost, NewIncome
from framsteg.apps.applications.enums import AssetKind, CostKind, IncomeKind
from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions import actions, facts
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Calculation, Decision, Delegation, Hearing, Override, Receipt
from framsteg.apps.identity.enums import Role
from framsteg.entitlement.rerun import rerun

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegations() -> list[Delegation]:
    return factory.make_delegations()


@pytest.fixture
def application():
    """Rent 5 500 kr, no income, March 2025: norm 5 180 kr, so 10 680 kr is missing."""
    return make_application()


def last_event() -> Event:
    return Event.objects.order_by("-pk")[0]


class TestCalculate:
    def test_keeps_the_facts_and_every_line(self, application):
        calculation = factory.calculate(application)

        assert calculation.result["outcome"] == "right"
        assert calculation.result["assistance"] == "10680.00"
        assert [step["label"] for step in calculation.result["steps"]][:2] == [
            "Ensamstående vuxen (sökande)",
            "Gemensamma kostnader, 1 person",
        ]
        assert all(step["source"] and step["because"] for step in calculation.result["steps"])
        assert last_event().kind == "decisions.calculation.made"

    def test_the_same_facts_give_the_same_calculation(self, application):
        assert factory.calculate(application) == factory.calculate(application)
        assert Calculation.objects.count() == 1

    def test_can_be_run_again_from_what_was_kept(self, application):
        calculation = factory.calculate(application)

        assert rerun(calculation.facts, calculation.result).same

    def test_counts_a_couple_as_cohabiting_and_names_nobody(self):
        household = make_household(adults=2, children=2)
        calculation = factory.calculate(make_application(household))

        assert [person["id"] for person in calculation.facts["persons"]] == [
            "sökande",
            "medsökande",
            "barn 1",
            "barn 2",
        ]
        assert calculation.facts["persons"][0]["cohabits_with"] == "medsökande"

    def test_a_car_waits_for_a_persons_judgement(self):
        household = make_household()
        car = NewAsset(applicant_of(household), AssetKind.VEHICLE, Decimal(40_000))

        calculation = factory.calculate(make_application(household, assets=[car]))

        assert calculation.result["assistance"] == "10680.00"

    def test_earlier_months_with_assistance_are_facts(self, delegations):
        household = make_household()
        first = make_application(household)
        factory.calculate(first)
        factory.decide(first, DecisionKind.GRANT)

        calculation = factory.calculate(make_application(household, month=first.month.next))

        assert calculation.facts["assistance_months"] == ["2025-03"]

    def test_is_refused_to_other_roles_and_other_units(self, application):
        for stranger in (make_staff(Role.CASEWORKER), make_staff(Role.JOB_COACH), make_staff(Role.ECONOMIST)):
            with pytest.raises(NotAllowed):
                factory.calculate(application, by=stranger)
        assert not Calculation.objects.exists()

    def test_is_refused_with_a_sentence_when_the_facts_contradict_each_other(self, application):
        application.members.update(role="child")

        with pytest.raises(facts.FactsDoNotFit, match="Rätta ansökan"):
            factory.calculate(application)


class TestOverride:
    def test_changes_the_next_calculation_by_the_cut(self, application):
        before = factory.calculate(application)
        factory.cut_rent(application, accepted=5000)

        after = factory.calculate(application)

        assert Decimal(before.result["assistance"]) - Decimal(after.result["assistance"]) == 500
        rent = next(step for step in after.result["steps"] if step["rule"] == "COST-02")
        assert "Hyran är högre än en skälig hyra" in rent["because"]

    def test_leaves_a_trace_without_the_reason(self, application):
        override = factory.cut_rent(application)

        assert last_event().kind == "decisions.cost.assessed"
        assert override.reason not in str(last_event().details)

    @pytest.mark.parametrize(("accepted", "reason"), [(5000, " "), (-1, "För dyrt."), (5501, "Mer än sökt.")])
    def test_needs_a_reason_and_an_amount_up_to_what_was_applied_for(self, application, accepted, reason):
        with pytest.raises(actions.WrongAssessment):
            factory.cut_rent(application, accepted=accepted, reason=reason)

        assert not Override.objects.exists()

    def test_the_latest_counts_and_the_earlier_stay(self, application):
        factory.cut_rent(application, accepted=5000)
        factory.cut_rent(application, accepted=5500, reason="Flytt är inte rimlig.")

        assert factory.calculate(application).result["assistance"] == "10680.00"
        assert Override.objects.count() == 2

    def test_is_refused_when_somebody_else_was_first(self, application):
        opened = application.version
        factory.cut_rent(application)
        application.version = opened

        with pytest.raises(Changed):
            factory.cut_rent(application)

    def test_a_correction_below_the_accepted_amount_lowers_what_is_accepted(self, application):
        factory.cut_rent(application, accepted=5400)
        rent = application.costs.get()
        actions.correct_application(
            application=application,
            version=application.version,
            costs=[NewCost(CostKind.RENT, Decimal(4000), id=rent.pk)],
            incomes=[],
            assets=[],
            members=applicants(application.household),
            by=factory.caseworker_of(application),
            at=factory.soon_after(application),
        )

        assert factory.calculate(application).result["assistance"] == "9180.00"


class TestHearing:
    def test_is_sent_with_the_calculation_it_is_about(self, application):
        factory.cut_rent(application)
        calculation = factory.calculate(application)

        hearing = factory.hear(application)

        assert hearing.calculation == calculation
        assert last_event().kind == "decisions.hearing.sent"

    def test_is_refused_when_nothing_goes_against_the_person(self, application):
        factory.calculate(application)

        with pytest.raises(actions.NothingToHear, match="utan kommunicering"):
            factory.hear(application)

    def test_is_refused_without_time_to_answer(self, application):
        factory.cut_rent(application)
        factory.calculate(application)

        with pytest.raises(actions.NothingToHear, match="senare dag"):
            factory.hear(application, days=0)

    def test_is_refused_on_a_stale_calculation(self, application):
        factory.calculate(application)
        factory.cut_rent(application)

        with pytest.raises(actions.NotCalculated):
            factory.hear(application)
        assert not Hearing.objects.exists()

    def test_an_answer_is_noted_once(self, application):
        factory.cut_rent(application)
        factory.calculate(application)
        hearing = factory.reply(factory.hear(application))

        assert hearing.reply == "Hyran höjdes i januari."
        assert last_event().kind == "decisions.hearing.replied"
        with pytest.raises(actions.AlreadyReplied):
            factory.reply(hearing)


class TestDecide:
    def test_grants_what_the_calculation_gives(self, application, delegations):
        factory.calculate(application)

        decision = factory.decide(application, DecisionKind.GRANT)

        assert decision.granted == Decimal("10680.00")
        assert decision.decided_by == factory.caseworker_of(application)
        assert decision.delegation.role == Role.CASEWORKER
        assert last_event().kind == "decisions.decision.made"

    def test_twice_is_refused_and_stays_one(self, application, delegations):
        factory.calculate(application)
        factory.decide(application, DecisionKind.GRANT)

        with pytest.raises(actions.AlreadyDecided):
            factory.decide(application, DecisionKind.GRANT)
        assert Decision.objects.count() == 1

    def test_two_at_once_are_stopped_by_the_database(self, application, delegations, monkeypatch):
        factory.calculate(application)
        create = Decision.objects.create

        def both_create(**facts):  # as when both looked before either wrote
            create(**facts)
            return create(**facts)

        monkeypatch.setattr(Decision.objects, "create", both_create)

        with pytest.raises(actions.AlreadyDecided):
            factory.decide(application, DecisionKind.GRANT)
        assert not Event.objects.filter(kind="decisions.decision.made").exists()

    @pytest.mark.parametrize("kind", [DecisionKind.PARTIAL, DecisionKind.REFUSAL, DecisionKind.DISMISSAL])
    def test_another_kind_than_the_calculation_gives_is_refused(self, application, delegations, kind):
        factory.calculate(application)

        with pytest.raises(actions.KindDoesNotFit, match="bifall"):
            factory.decide(application, kind)

    def test_needs_reasons(self, application, delegations):
        factory.calculate(application)

        with pytest.raises(actions.ReasonsMissing):
            actions.decide(
                application=application,
                kind=DecisionKind.GRANT,
                reasons="  ",
                version=application.version,
                by=factory.caseworker_of(application),
                at=factory.soon_after(application),
            )

    def test_needs_a_calculation_of_the_facts_as_they_stand(self, application, delegations):
        with pytest.raises(actions.NotCalculated):
            factory.decide(application, DecisionKind.GRANT)
        factory.calculate(application)
        factory.cut_rent(application, accepted=5500, reason="Godtas.")

        with pytest.raises(actions.NotCalculated):
            factory.decide(application, DecisionKind.GRANT)
        factory.calculate(application)
        assert factory.decide(application, DecisionKind.GRANT)

    def test_is_refused_when_the_page_was_old(self, application, delegations):
        opened = application.version
        factory.cut_rent(application)
        factory.calculate(application)
        application.version = opened

        with pytest.raises(Changed):
            factory.decide(application, DecisionKind.PARTIAL)

    def test_is_refused_when_too_little_is_known(self, delegations):
        application = with_unknown_norm(make_application())
        calculation = factory.calculate(application)
        assert calculation.result["outcome"] == "unknown"

        with pytest.raises(actions.NotEnoughKnown, match="Uppgifter saknas"):
            factory.decide(application, DecisionKind.GRANT)


def with_unknown_norm(application):
    """Move an application to a month whose norm is not in the tables."""
    type(application).objects.filter(pk=application.pk).update(month="2031-01")
    application.refresh_from_db()
    return application


class TestDecideAgainstThePerson:
    @pytest.fixture
    def cut(self, application, delegations):
        factory.cut_rent(application)
        factory.calculate(application)
        return application

    def test_grants_a_part_after_an_answer(self, cut):
        factory.reply(factory.hear(cut))

        decision = factory.decide(cut, DecisionKind.PARTIAL)

        assert decision.granted == Decimal("10180.00")

    def test_is_refused_without_a_hearing(self, cut):
        with pytest.raises(actions.NotHeard, match="Kommunicera"):
            factory.decide(cut, DecisionKind.PARTIAL)

    def test_is_refused_while_the_time_to_answer_runs_and_allowed_the_day_after(self, cut):
        hearing = factory.hear(cut)
        last_day = swedish_time(*hearing.reply_by.timetuple()[:3], 23, 59)

        with pytest.raises(actions.NotHeard, match="till och med"):
            factory.decide(cut, DecisionKind.PARTIAL, at=last_day)
        assert factory.decide(cut, DecisionKind.PARTIAL, at=last_day + timedelta(minutes=2))

    def test_a_worse_calculation_needs_a_new_hearing(self, cut):
        factory.reply(factory.hear(cut))
        factory.cut_rent(cut, accepted=4000)
        factory.calculate(cut)

        with pytest.raises(actions.NotHeard, match="sämre"):
            factory.decide(cut, DecisionKind.PARTIAL)

    def test_a_better_calculation_needs_no_new_hearing(self, cut):
        factory.reply(factory.hear(cut))
        factory.cut_rent(cut, accepted=5300, reason="Efter svaret.")
        factory.calculate(cut)

        assert factory.decide(cut, DecisionKind.PARTIAL).granted == Decimal("10480.00")

    def test_a_full_refusal_needs_a_hearing_too(self, delegations):
        application = make_application(incomes={IncomeKind.WAGE: 30_000})
        factory.calculate(application)

        with pytest.raises(actions.NotHeard):
            factory.decide(application, DecisionKind.REFUSAL)
        factory.reply(factory.hear(application))
        assert factory.decide(application, DecisionKind.REFUSAL).granted == 0


class TestDelegation:
    @pytest.fixture
    def dear(self, delegations):
        """25 500 kr in rent is above what a caseworker may grant."""
        application = make_application(costs={CostKind.RENT: 25_500})
        factory.calculate(application)
        return application

    def test_above_the_limit_the_refusal_names_who_may_decide(self, dear):
        with pytest.raises(actions.NoDelegation, match="Det fattas av: enhetschef"):
            factory.decide(dear, DecisionKind.GRANT)

    def test_the_manager_decides(self, dear):
        manager = make_staff(Role.MANAGER, unit=dear.household.unit)

        assert factory.decide(dear, DecisionKind.GRANT, by=manager).delegation.role == Role.MANAGER

    def test_without_any_delegation_only_the_namnd_may(self, application):
        factory.calculate(application)

        with pytest.raises(actions.NoDelegation, match="nämnden"):
            factory.decide(application, DecisionKind.GRANT)

    def test_is_kept_by_the_system_manager_only(self):
        line = {"role": Role.CASEWORKER, "kind": DecisionKind.GRANT, "up_to": None, "reference": "3.1"}
        when = {"valid_from": date(2025, 1, 1), "at": factory.JANUARY}
        with pytest.raises(NotAllowed):
            actions.add_delegation(**line, **when, by=make_staff(Role.MANAGER))

        actions.add_delegation(**line, **when, by=make_staff(Role.SYSTEM_MANAGER))

        assert last_event().kind == "decisions.delegation.added"
        with pytest.raises(actions.DelegationRefused, match="redan"):
            actions.add_delegation(**line, **when, by=make_staff(Role.SYSTEM_MANAGER))


class TestReceipt:
    def test_is_noted_once_and_not_before_the_decision(self):
        decision = factory.make_decision()
        day = decision.decided_at.date()
        note = {"decision": decision, "by": decision.decided_by, "at": decision.decided_at + timedelta(days=5)}

        with pytest.raises(actions.ReceiptRefused, match="mellan"):
            actions.note_receipt(received_on=day - timedelta(days=1), **note)
        receipt = actions.note_receipt(received_on=day + timedelta(days=2), **note)

        assert receipt.received_on == day + timedelta(days=2)
        assert last_event().kind == "decisions.receipt.noted"
        with pytest.raises(actions.ReceiptRefused, match="redan"):
            actions.note_receipt(received_on=day, **note)
        assert Receipt.objects.count() == 1


class TestAfterTheDecision:
    def test_facts_and_assessments_stand(self):
        decision = factory.make_decision()
        application = decision.application

        with pytest.raises(actions.AlreadyDecided):
            factory.cut_rent(application)
        with pytest.raises(actions.AlreadyDecided):
            factory.calculate(application)
        with pytest.raises(actions.AlreadyDecided):
            actions.correct_application(
                application=application,
                version=application.version,
                costs=[],
                incomes=[NewIncome(applicant_of(decision.household), IncomeKind.WAGE, Decimal(1), date(2025, 2, 25))],
                assets=[],
                members=applicants(decision.household),
                by=decision.decided_by,
                at=decision.decided_at,
            )

    @pytest.mark.parametrize("table", ["decisions_decision", "decisions_calculation"])
    @pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
    def test_the_database_refuses_to_change_or_remove(self, table, statement):
        factory.make_decision()

        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))

    def test_the_database_refuses_money_without_a_grant(self):
        decision = factory.make_decision()
        decision.pk, decision.kind = None, DecisionKind.REFUSAL

        with pytest.raises(IntegrityError), transaction.atomic():
            decision.save(force_insert=True)
