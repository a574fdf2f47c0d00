"""What an appeal leaves of the nämnd's power to change the decision (FL 37–39 §§)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.factories import decisions as factory
from tests.factories import recovery
from tests.factories.identity import make_staff

from framsteg.apps.decisions import actions, queries
from framsteg.apps.decisions.enums import AmendmentGround, AppealHold, DecisionKind, Judgement
from framsteg.apps.decisions.models import Amendment
from framsteg.apps.identity.enums import Role
from framsteg.apps.recovery import actions as recovering

DAYS_40 = timedelta(days=40)
pytestmark = [pytest.mark.django_db, pytest.mark.rule("PROC-08")]

OURS = [AmendmentGround.RECONSIDERED, AmendmentGround.LATE_FACTS]


@pytest.fixture
def decision():
    return factory.make_decision(kind=DecisionKind.PARTIAL)


@pytest.fixture
def appeal(decision):
    return factory.make_appeal(decision)


def amend(decision, **given: object) -> Amendment:
    return factory.amend(decision, at=decision.decided_at + timedelta(days=90), **given)


class TestWithTheNamnd:
    @pytest.mark.parametrize("ground", OURS)
    def test_only_what_is_obviously_wrong_is_changed(self, appeal, ground):
        with pytest.raises(actions.DecisionIsAppealed, match="38 och 39 §§"):
            amend(appeal.decision, ground=ground)

        amendment = amend(appeal.decision, ground=ground, obviously_wrong=True)

        assert amendment.obviously_wrong
        assert "uppenbart felaktigt (förvaltningslagen 38 och 39 §§)" in amendment.letter
        assert "gäller då också det nya beslutet (förvaltningslagen 46 §)" in amendment.letter

    def test_who_is_late_has_appealed_until_it_is_dismissed(self, decision):
        factory.note_receipt(decision)
        late = factory.check_time(factory.make_appeal(decision, came_in_on=(decision.decided_at + DAYS_40).date()))
        assert queries.hold_of(decision) == AppealHold.IF_OBVIOUS
        manager = make_staff(Role.MANAGER, unit=decision.household.unit)

        actions.dismiss_late_appeal(
            appeal=late, heard="Svarade.", reasons="För sent.", version=late.version, by=manager, at=late.checked_at
        )

        assert queries.hold_of(decision) == AppealHold.FREE

    def test_the_reconsideration_is_of_what_is_obviously_wrong(self, appeal):
        checked = factory.check_time(appeal)

        changed = actions.reconsider(
            appeal=checked,
            note="Hyran på avin är högre än den vi räknade med.",
            granted=appeal.decision.granted + 500,
            version=checked.version,
            by=make_staff(Role.MANAGER, unit=appeal.decision.household.unit),
            at=checked.checked_at,
        )

        assert changed.amendment.obviously_wrong

    def test_without_an_appeal_a_wrong_decision_may_be_changed(self, decision):
        amendment = amend(decision)

        assert not amendment.obviously_wrong
        assert "Det var felaktigt (förvaltningslagen 37 §)" in amendment.letter
        assert "46 §" not in amendment.letter


class TestAtTheCourt:
    @pytest.mark.parametrize("ground", OURS)
    @pytest.mark.parametrize("obviously_wrong", [False, True])
    def test_nothing_is_changed_here(self, appeal, ground, obviously_wrong):
        factory.forward(appeal)

        with pytest.raises(actions.DecisionIsAppealed, match="förvaltningslagen 39 §"):
            amend(appeal.decision, ground=ground, obviously_wrong=obviously_wrong)
        assert not Amendment.objects.exists()

    def test_what_is_given_beside_the_right_is_not_what_it_tries(self, appeal):
        factory.forward(appeal)
        now = queries.granted_now(appeal.decision)

        amendment = actions.amend(
            decision=appeal.decision,
            ground=AmendmentGround.RECONSIDERED,
            granted=now.right,
            granted_extra=Decimal(300),
            reasons="Vi ger bistånd till hyresskulden därutöver.",
            by=appeal.decision.decided_by,
            at=appeal.noted_at + timedelta(days=10),
        )

        assert amendment.difference == 300
        assert "förvaltningslagen 37 §" not in amendment.letter

    def test_a_month_calculated_again_waits_too(self):
        [decision] = recovery.make_paid(recovery.Month(2025, 3))
        factory.forward(factory.make_appeal(decision))
        corrections = recovery.Corrections(costs={0: Decimal(9000)})
        [month] = recovery.recalculations(recovery.note([decision], corrections=corrections))

        with pytest.raises(actions.DecisionIsAppealed, match="39 §"):
            recovering.supplement(
                recalculation=month, reasons="Hyran var högre.", by=decision.decided_by, at=recovery.OPENED
            )

    def test_an_appeal_taken_back_is_still_the_courts(self, appeal):
        factory.withdraw(factory.forward(appeal))

        assert queries.hold_of(appeal.decision) == AppealHold.AT_COURT


class TestAfterTheCourt:
    @pytest.mark.parametrize("judgement", [Judgement.UPHELD, Judgement.CHANGED, Judgement.REMITTED])
    def test_what_it_has_tried_is_not_reconsidered(self, appeal, judgement):
        factory.judge(factory.forward(appeal), judgement)

        with pytest.raises(actions.DecisionIsAppealed, match="Domstolen har prövat beslutet"):
            amend(appeal.decision, obviously_wrong=True)

    @pytest.mark.parametrize("judgement", [Judgement.CHANGED, Judgement.REMITTED])
    def test_what_it_said_is_carried_out(self, appeal, judgement):
        factory.judge(factory.forward(appeal), judgement)

        assert amend(appeal.decision, ground=AmendmentGround.COURT, obviously_wrong=True).obviously_wrong is False

    def test_what_it_did_not_know_may_be_tried(self, appeal):
        factory.judge(factory.forward(appeal))

        assert amend(appeal.decision, ground=AmendmentGround.LATE_FACTS).difference == 500

    def test_what_it_did_not_try_is_free_again(self, appeal):
        factory.judge(factory.forward(appeal), Judgement.DISMISSED)

        assert queries.hold_of(appeal.decision) == AppealHold.FREE


def test_the_database_keeps_the_courts_ground_apart(decision):
    amendment = amend(decision)

    amendment.pk, amendment.ground, amendment.obviously_wrong = None, AmendmentGround.COURT, True
    with pytest.raises(IntegrityError), transaction.atomic():
        amendment.save(force_insert=True)
