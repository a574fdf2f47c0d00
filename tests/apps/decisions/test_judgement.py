"""What a person judges line by line, beside the right, and what may not be tried at all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories import decisions as factory
from tests.factories import judgement as judge
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.applications import actions as applications
from framsteg.apps.applications.actions import NewAsset
from framsteg.apps.applications.enums import AssetKind, CostKind, Evidence, IncomeKind, PaperKind
from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions import actions
from framsteg.apps.decisions.enums import Basis, DecisionKind, DelegatedKind, Direction
from framsteg.apps.decisions.models import Decision, Delegation, MeansOverride, NormAdjustment
from framsteg.apps.identity.enums import Role
from framsteg.apps.payments.actions import Payee, WrongPayees
from framsteg.apps.payments.actions import order as order_payment
from framsteg.apps.payments.enums import PayeeKind

pytestmark = pytest.mark.django_db
NORM = Decimal(5180)  # one adult, March 2025


@pytest.fixture(autouse=True)
def delegations() -> list[Delegation]:
    return factory.make_delegations()


@pytest.fixture
def application():
    """Rent 5 500 kr and furniture 3 000 kr, a pension of 2 000 kr, a car worth 40 000 kr, March 2025."""
    household = make_household()
    return make_application(
        household,
        costs={CostKind.RENT: 5500, CostKind.FURNITURE: 3000},
        incomes={IncomeKind.PENSION: 2000},
        assets=[NewAsset(applicant_of(household), AssetKind.VEHICLE, Decimal(40_000))],
    )


def assistance(application) -> Decimal:
    return Decimal(factory.calculate(application).result["assistance"])


class TestLines:
    def test_without_judgements_all_is_as_applied_for_and_the_car_waits(self, application):
        assert assistance(application) == NORM + 5500 + 3000 - 2000

    def test_a_share_of_the_rent_is_the_households(self, application):
        judge.judge_cost(application, CostKind.RENT, 5500, share="1/2")

        assert assistance(application) == NORM + 2750 + 3000 - 2000
        factory.reply(factory.hear(application))
        decision = factory.decide(application, DecisionKind.PARTIAL)
        assert "Hushållets del är 1/2." in decision.letter

    @pytest.mark.parametrize("share", ["2", "0/2", "3/2", "1/0", "en halv", "1/2/3", "1000/1001"])
    def test_a_share_is_a_fraction_above_nothing_and_at_most_the_whole(self, application, share):
        with pytest.raises(actions.WrongAssessment, match="bråk"):
            judge.judge_cost(application, CostKind.RENT, 5500, share=share)

    @pytest.mark.parametrize("counted", [0, 1999, 2000])
    def test_an_income_counts_as_judged(self, application, counted):
        judge.judge_income(application, counted)

        assert assistance(application) == NORM + 5500 + 3000 - counted

    def test_a_judged_car_counts_and_needs_a_hearing(self, application):
        judge.judge_asset(application, 4000)

        assert assistance(application) == NORM + 5500 + 3000 - 2000 - 4000
        with pytest.raises(actions.NotHeard):
            factory.decide(application, DecisionKind.PARTIAL)

    @pytest.mark.parametrize(("judging", "counted"), [("judge_income", 2001), ("judge_asset", 40_001)])
    def test_nothing_counts_above_what_there_is(self, application, judging, counted):
        with pytest.raises(actions.WrongAssessment, match="mellan 0 kr"):
            getattr(judge, judging)(application, counted)

    @pytest.mark.parametrize("judging", ["judge_income", "judge_asset"])
    def test_a_judgement_has_a_reason(self, application, judging):
        with pytest.raises(actions.WrongAssessment, match="skäl"):
            getattr(judge, judging)(application, 10, reason=" ")

        assert not MeansOverride.objects.exists()

    def test_each_judgement_stands_in_the_log_without_its_reason(self, application):
        judge.judge_income(application, 0)
        judge.judge_asset(application, 0)
        judge.adjust_norm(application)

        kinds = Event.objects.filter(kind__in=["decisions.income.assessed", "decisions.asset.assessed"])
        assert kinds.count() == 2
        assert not any(judge.REASON in str(event.details) for event in Event.objects.all())

    def test_the_latest_judgement_counts(self, application):
        judge.judge_income(application, 0)
        judge.judge_income(application, 500)

        assert assistance(application) == NORM + 5500 + 3000 - 500

    def test_a_stranger_may_not_judge_and_an_old_page_changes_nothing(self, application):
        stranger = make_staff(Role.CASEWORKER)
        facts = {"application": application, "counted": Decimal(0), "reason": "Skäl.", "version": application.version}
        with pytest.raises(NotAllowed):
            actions.assess_income(**facts, income=application.incomes.get(), by=stranger, at=application.received_at)
        judge.judge_income(application, 500)
        with pytest.raises(Changed):
            actions.assess_income(
                **facts,
                income=application.incomes.get(),
                by=factory.caseworker_of(application),
                at=factory.soon_after(application),
            )

    def test_a_line_of_another_application_is_refused(self, application):
        other = make_application(incomes={IncomeKind.PENSION: 100})

        with pytest.raises(actions.WrongAssessment, match="annan ansökan"):
            actions.assess_income(
                application=application,
                income=other.incomes.get(),
                counted=Decimal(0),
                reason="Skäl.",
                version=application.version,
                by=factory.caseworker_of(application),
                at=factory.soon_after(application),
            )


@pytest.mark.rule("NORM-12", "NORM-13")
class TestNorm:
    def test_a_higher_norm_gives_more_and_is_a_grant(self, application):
        judge.adjust_norm(application, Direction.HIGHER, 300)

        assert assistance(application) == NORM + 300 + 5500 + 3000 - 2000
        assert factory.decide(application, DecisionKind.GRANT)

    def test_a_lower_norm_is_a_refusal_in_part_and_is_heard(self, application):
        judge.adjust_norm(application, Direction.LOWER, 700, reason="Äter alla måltider på boendet.")

        assert assistance(application) == NORM - 700 + 5500 + 3000 - 2000
        with pytest.raises(actions.NotHeard):
            factory.decide(application, DecisionKind.PARTIAL)

    def test_taken_back_it_stays_readable_and_counts_no_more(self, application):
        adjustment = judge.adjust_norm(application, Direction.LOWER, 700)

        actions.withdraw_adjustment(
            adjustment=adjustment,
            version=application.version,
            by=factory.caseworker_of(application),
            at=factory.soon_after(application),
        )
        application.refresh_from_db()

        assert assistance(application) == NORM + 5500 + 3000 - 2000
        assert NormAdjustment.objects.get().withdrawn_by == factory.caseworker_of(application)

    def test_the_fritidskort_is_no_ground_for_a_lower_norm(self, application):
        with pytest.raises(actions.WrongAssessment, match="Fritidskortet"):
            judge.adjust_norm(application, Direction.LOWER, 100, reason="Barnet har fritidskort.")


@pytest.mark.rule("ENT-02")
class TestBesideTheRight:
    @pytest.fixture
    def extra(self, application):
        """The furniture is tried by SoL 12 kap. 2 §."""
        judge.judge_cost(application, CostKind.FURNITURE, 3000, basis=Basis.EXTRA)
        factory.calculate(application)
        return application

    def test_is_kept_apart_from_the_right_and_paid_with_it(self, extra):
        decision = factory.decide(extra, DecisionKind.GRANT)

        assert (decision.granted, decision.granted_extra) == (NORM + 5500 - 2000, Decimal(3000))
        assert decision.total == NORM + 5500 - 2000 + 3000

    def test_the_payment_is_of_both(self, extra):
        decision = factory.decide(extra, DecisionKind.GRANT)
        by, at = factory.caseworker_of(extra), factory.soon_after(extra, days=7)
        right, both = (Payee(PayeeKind.APPLICANT, "A", "", amount) for amount in (decision.granted, decision.total))

        with pytest.raises(WrongPayees):
            order_payment(decision=decision, payees=[right], by=by, at=at)
        assert order_payment(decision=decision, payees=[both], by=by, at=at)

    def test_the_letter_says_how_each_part_is_tried_again(self, extra):
        letter = factory.decide(extra, DecisionKind.GRANT).letter.replace("\xa0", " ")

        assert "Vi beviljar också 3 000 kr i bistånd utöver det du har rätt till" in letter
        assert "laglighetsprövning" in letter
        assert "punkt 3.1 och 3.5" in letter

    def test_needs_a_delegation_of_its_own(self, extra):
        Delegation.objects.filter(kind=DelegatedKind.EXTRA, role=Role.CASEWORKER).update(up_to=2999)

        with pytest.raises(actions.NoDelegation, match=r"12 kap\. 2 §"):
            factory.decide(extra, DecisionKind.GRANT)

    def test_is_granted_to_who_has_no_right(self):
        application = make_application(costs={CostKind.FURNITURE: 3000}, incomes={IncomeKind.PENSION: 30_000})
        judge.judge_cost(application, CostKind.FURNITURE, 2500, basis=Basis.EXTRA)
        factory.calculate(application)
        factory.reply(factory.hear(application))

        decision = factory.decide(application, DecisionKind.REFUSAL)

        assert (decision.granted, decision.granted_extra) == (0, 2500)
        assert "Vi avslår ansökan" in decision.letter

    def test_less_of_it_than_was_heard_about_needs_a_new_hearing(self, application):
        factory.cut_rent(application)
        judge.judge_cost(application, CostKind.FURNITURE, 3000, basis=Basis.EXTRA)
        factory.calculate(application)
        factory.reply(factory.hear(application))
        judge.judge_cost(application, CostKind.FURNITURE, 1000, basis=Basis.EXTRA)
        factory.calculate(application)

        with pytest.raises(actions.NotHeard, match="sämre"):
            factory.decide(application, DecisionKind.PARTIAL)


class TestUndeclared:
    @pytest.fixture
    def checked(self, application):
        """The pension was 2 600 kr, by Försäkringskassan."""
        income = application.incomes.get()
        applications.verify(
            fact=income,
            amount=Decimal(2600),
            source=Evidence.values[0],
            version=application.version,
            by=factory.caseworker_of(application),
            at=factory.soon_after(application),
        )
        application.refresh_from_db()
        factory.calculate(application)
        return application

    def test_what_the_person_has_not_told_is_heard_first(self, checked):
        with pytest.raises(actions.NotHeard):
            factory.decide(checked, DecisionKind.GRANT)
        factory.reply(factory.hear(checked))

        assert factory.decide(checked, DecisionKind.GRANT).granted == NORM + 5500 + 3000 - 2600


class TestUrgent:
    @pytest.fixture
    def urgent(self, application):
        type(application).objects.filter(pk=application.pk).update(urgent=True)
        application.refresh_from_db()
        factory.cut_rent(application)
        factory.calculate(application)
        return application

    def decide(self, application, kind=DecisionKind.PARTIAL, because="Hushållet saknar mat i dag."):
        return actions.decide(
            application=application,
            kind=kind,
            reasons="Inkomsterna räcker inte.",
            not_heard_because=because,
            version=application.version,
            by=factory.caseworker_of(application),
            at=factory.soon_after(application),
        )

    def test_what_is_needed_now_is_granted_before_the_hearing(self, urgent):
        decision = self.decide(urgent)

        assert decision.not_heard_because == "Hushållet saknar mat i dag."
        assert "utan att vi väntade på dina synpunkter" in decision.letter

    def test_not_without_a_reason(self, urgent):
        with pytest.raises(actions.NotHeard):
            self.decide(urgent, because=" ")

    def test_not_when_the_application_is_not_urgent(self, application):
        factory.cut_rent(application)
        factory.calculate(application)

        with pytest.raises(actions.NotUrgent, match="akut"):
            self.decide(application)

    def test_never_to_refuse(self, urgent):
        judge.judge_asset(urgent, 40_000)
        factory.calculate(urgent)

        with pytest.raises(actions.NotUrgent, match="ger bistånd"):
            self.decide(urgent, DecisionKind.REFUSAL)


class TestPartOfMonth:
    def test_the_norm_follows_the_days_and_the_letter_says_so(self, application):
        type(application).objects.filter(pk=application.pk).update(days=15)
        application.refresh_from_db()

        assert factory.calculate(application).facts["days"] == 15
        decision = factory.decide(application, DecisionKind.GRANT)
        assert decision.granted < NORM + 5500 + 3000 - 2000
        assert "Beslutet gäller 15 av månadens 31 dagar." in decision.letter


@pytest.mark.rule("PROC-05")
class TestDismissal:
    def test_missing_papers_alone_never_dismiss(self, application):
        applications.ask_for_paper(
            application=application,
            kind=PaperKind.values[0],
            due_on=application.received_at.date() + timedelta(days=7),
            by=factory.caseworker_of(application),
            at=factory.soon_after(application),
        )

        with pytest.raises(actions.CannotDismiss, match="handlingar saknas räcker inte"):
            judge.dismiss(application)

    def test_after_an_injunction_that_was_not_followed(self, application):
        judge.send_injunction(application)

        decision = judge.dismiss(application)

        assert (decision.kind, decision.granted, decision.calculation) == (DecisionKind.DISMISSAL, 0, None)
        assert "Vi avvisar ansökan" in decision.letter
        assert "Skriv vem som ansöker." in decision.letter
        assert "överklaga beslutet till förvaltningsrätten" in decision.letter
        assert Event.objects.order_by("-pk")[0].kind == "decisions.decision.made"

    def test_not_while_the_time_to_mend_runs(self, application):
        injunction = judge.send_injunction(application)
        last = swedish_time(*injunction.reply_by.timetuple()[:3], 23, 59)

        with pytest.raises(actions.CannotDismiss, match="fortfarande"):
            judge.dismiss(application, at=last)
        assert judge.dismiss(application, at=last + timedelta(minutes=2))

    def test_not_when_it_is_mended_even_late(self, application):
        injunction = judge.send_injunction(application)
        late = factory.soon_after(application, days=29)
        actions.note_mended(injunction=injunction, by=factory.caseworker_of(application), at=late)

        with pytest.raises(actions.CannotDismiss, match="avhjälpt"):
            judge.dismiss(application)

    def test_help_comes_first(self, application):
        with pytest.raises(actions.InjunctionRefused, match="hjälp"):
            judge.send_injunction(application, help_given=" ")

    def test_another_ground_is_heard_first(self, application):
        because = "Ansökan är redan prövad i ett annat beslut."
        with pytest.raises(actions.NotHeard, match="avvisa"):
            judge.dismiss(application, because=because)
        judge.hear_before_dismissal(application)
        with pytest.raises(actions.NotHeard, match="till och med"):
            judge.dismiss(application, because=because, at=factory.soon_after(application, days=10))

        assert because in judge.dismiss(application, because=because).letter

    def test_that_hearing_is_none_about_a_calculation(self, application):
        factory.cut_rent(application)
        factory.calculate(application)
        factory.reply(judge.hear_before_dismissal(application))

        with pytest.raises(actions.NotHeard):
            factory.decide(application, DecisionKind.PARTIAL)

    def test_a_calculation_and_a_dismissal_are_not_both_made(self, application):
        factory.calculate(application)
        judge.send_injunction(application)
        factory.decide(application, DecisionKind.GRANT)

        with pytest.raises(actions.AlreadyDecided):
            judge.dismiss(application)
        assert Decision.objects.count() == 1
