"""An appeal from the day it comes in to the court; what is not known is never too late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories import decisions as factory
from tests.factories.identity import make_staff
from tests.helpers import swedish_time

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions import actions, queries
from framsteg.apps.decisions.enums import (
    AmendmentGround,
    AppealStep,
    AppealVerdict,
    DecisionKind,
    DelegatedKind,
    Judgement,
)
from framsteg.apps.decisions.models import Appeal, AppealDismissal, Delegation
from framsteg.apps.identity.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.rule("PROC-08")]


@pytest.fixture
def decision():
    """A partial refusal of 7 March 2025, received on 10 March: the last day to appeal is 31 March."""
    decision = factory.make_decision(kind=DecisionKind.PARTIAL)
    factory.note_receipt(decision, date(2025, 3, 10))
    decision.refresh_from_db()
    return decision


@pytest.fixture
def unreceived():
    """The same decision; nobody knows when it was received."""
    return factory.make_decision(kind=DecisionKind.PARTIAL)


def by(appeal: Appeal):
    return factory.caseworker_of(appeal.decision.application)


def later(appeal: Appeal, **delta: float):
    return appeal.noted_at + timedelta(**(delta or {"days": 2}))


def late(decision) -> Appeal:
    return factory.make_appeal(decision, came_in_on=date(2025, 4, 1))


def dismiss(appeal: Appeal, **changed: object) -> AppealDismissal:
    fields = {
        "heard": "Telefon 2 april: kom ihåg fel dag.",
        "reasons": "Överklagandet kom in efter sista dagen.",
        "version": appeal.version,
        "by": by(appeal),
        "at": later(appeal),
    }
    return actions.dismiss_late_appeal(appeal=appeal, **(fields | changed))


def reconsider(appeal: Appeal, **changed: object) -> Appeal:
    fields = {
        "note": "Inget nytt har kommit fram.",
        "version": appeal.version,
        "by": by(appeal),
        "at": later(appeal),
    }
    return actions.reconsider(appeal=appeal, **(fields | changed))


def forwarded(decision) -> Appeal:
    appeal = reconsider(factory.check_time(factory.make_appeal(decision)))
    return actions.forward(appeal=appeal, version=appeal.version, by=by(appeal), at=later(appeal, days=3))


def judged(appeal: Appeal, judgement: Judgement) -> Appeal:
    return actions.note_judgement(
        appeal=appeal,
        judgement=judgement,
        judged_on=later(appeal, days=40).date(),
        note="Rätten ger bistånd till hela hyran.",
        version=appeal.version,
        by=by(appeal),
        at=later(appeal, days=41),
    )


class TestReceive:
    def test_is_kept_with_the_day_it_came_in(self, decision):
        appeal = factory.make_appeal(decision, came_in_on=date(2025, 3, 20))

        assert queries.step_of(appeal) == AppealStep.CHECK
        event = Event.objects.order_by("-pk")[0]
        assert (event.kind, event.details) == ("decisions.appeal.received", {})

    def test_who_appeals_in_speech_is_helped_to_write(self, decision):
        with pytest.raises(actions.AppealRefused, match="Hjälp den enskilde att skriva"):
            actions.receive_appeal(
                decision=decision,
                came_in_on=date(2025, 3, 20),
                what="Ringde och ville överklaga.",
                is_written=False,
                by=factory.caseworker_of(decision.application),
                at=swedish_time(2025, 3, 20, 10),
            )

    def test_a_second_click_is_told_that_it_is_noted(self, decision):
        factory.make_appeal(decision)

        with pytest.raises(actions.AppealRefused, match="redan antecknat"):
            factory.make_appeal(decision)
        assert Appeal.objects.count() == 1

    @pytest.mark.parametrize("day", [date(2025, 3, 1), date(2025, 3, 25)])
    def test_a_day_that_cannot_be_true_is_refused(self, decision, day):
        with pytest.raises(actions.AppealRefused, match="mellan beslutsdagen och i dag"):
            factory.make_appeal(decision, came_in_on=day, at=swedish_time(2025, 3, 20, 10))

    def test_is_refused_to_another_unit(self, decision):
        with pytest.raises(NotAllowed):
            actions.receive_appeal(
                decision=decision,
                came_in_on=date(2025, 3, 20),
                what="Fel.",
                is_written=True,
                by=make_staff(Role.CASEWORKER),
                at=swedish_time(2025, 3, 20, 10),
            )


class TestTime:
    @pytest.mark.parametrize(
        ("day", "verdict"),
        [
            (date(2025, 3, 30), AppealVerdict.IN_TIME),
            (date(2025, 3, 31), AppealVerdict.IN_TIME),
            (date(2025, 4, 1), AppealVerdict.LATE),
        ],
    )
    def test_three_weeks_from_the_day_of_receipt(self, decision, day, verdict):
        assert factory.check_time(factory.make_appeal(decision, came_in_on=day)).verdict == verdict

    def test_wrong_information_makes_it_be_taken_up(self, decision):
        assert factory.check_time(late(decision), wrong_information=True).verdict == AppealVerdict.TAKEN_UP

    def test_in_time_at_the_court_makes_it_be_taken_up(self, decision):
        appeal = factory.check_time(late(decision), came_to_court_on=date(2025, 3, 31))

        assert appeal.verdict == AppealVerdict.TAKEN_UP

    def test_without_a_day_of_receipt_it_is_never_too_late(self, unreceived):
        appeal = factory.make_appeal(unreceived, came_in_on=date(2026, 1, 15))

        appeal = factory.check_time(appeal)

        assert appeal.verdict == AppealVerdict.UNKNOWN
        assert queries.step_of(appeal) == AppealStep.RECONSIDER

    def test_an_amendment_can_be_appealed_after_the_first_decisions_time(self, decision):
        factory.amend(decision, at=swedish_time(2025, 4, 20, 9))

        appeal = factory.check_time(factory.make_appeal(decision, came_in_on=date(2025, 5, 2)))

        assert appeal.verdict == AppealVerdict.UNKNOWN

    @pytest.mark.parametrize(
        ("day", "verdict"), [(date(2025, 5, 13), AppealVerdict.IN_TIME), (date(2025, 5, 14), AppealVerdict.LATE)]
    )
    def test_an_amendment_has_three_weeks_of_its_own(self, decision, day, verdict):
        amendment = factory.amend(decision, at=swedish_time(2025, 4, 20, 9))
        factory.note_amendment_receipt(amendment, date(2025, 4, 22))

        appeal = factory.check_time(factory.make_appeal(decision, came_in_on=day))

        assert appeal.verdict == verdict

    def test_is_judged_again_when_more_is_known(self, decision):
        appeal = factory.check_time(late(decision))

        assert factory.check_time(appeal, wrong_information=True).verdict == AppealVerdict.TAKEN_UP

    def test_somebody_elses_step_in_between_is_seen(self, decision):
        appeal = factory.make_appeal(decision)
        stale = Appeal.objects.get(pk=appeal.pk)
        factory.check_time(appeal)

        with pytest.raises(Changed):
            factory.check_time(stale)


class TestDismiss:
    def test_is_a_decision_of_its_own_with_a_letter_that_can_be_appealed(self, decision):
        dismissal = dismiss(factory.check_time(late(decision)))

        assert dismissal.delegation.kind == DelegatedKind.LATE_APPEAL
        assert "Ditt överklagande kom in för sent" in dismissal.letter
        assert "Så överklagar du" in dismissal.letter
        assert queries.step_of(Appeal.objects.get()) == AppealStep.DISMISSED
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AppealDismissal.objects.update(reasons="Annat")

    def test_is_refused_for_an_appeal_in_time(self, decision):
        with pytest.raises(actions.WrongStep, match="omprövas"):
            dismiss(factory.check_time(factory.make_appeal(decision)))

    def test_is_refused_before_the_time_is_judged(self, decision):
        with pytest.raises(actions.WrongStep):
            dismiss(late(decision))

    def test_the_person_is_asked_first(self, decision):
        with pytest.raises(actions.NotHeardAboutTime, match="FL 25"):
            dismiss(factory.check_time(late(decision)), heard=" ")
        assert not AppealDismissal.objects.exists()

    def test_needs_reasons_and_a_delegation(self, decision):
        appeal = factory.check_time(late(decision))

        with pytest.raises(actions.ReasonsMissing):
            dismiss(appeal, reasons="")
        Delegation.objects.filter(kind=DelegatedKind.LATE_APPEAL).delete()
        with pytest.raises(actions.NoDelegation, match="nämnden"):
            dismiss(appeal)

    def test_an_appeal_after_the_dismissal_is_taken_up(self, decision):
        """It may be about the dismissal itself, whose day of receipt nobody has noted."""
        dismiss(factory.check_time(late(decision)))

        second = factory.check_time(factory.make_appeal(decision, came_in_on=date(2025, 4, 20)))

        assert queries.step_of(second) == AppealStep.RECONSIDER


class TestReconsider:
    def test_the_decision_stands_with_reasons(self, decision):
        appeal = reconsider(factory.check_time(factory.make_appeal(decision)))

        assert (appeal.amendment, queries.step_of(appeal)) == (None, AppealStep.FORWARD)

    def test_the_decision_changes_for_the_better(self, decision):
        manager = make_staff(Role.MANAGER, unit=decision.household.unit)

        appeal = reconsider(
            factory.check_time(factory.make_appeal(decision)), granted=decision.granted + 500, by=manager
        )

        assert appeal.amendment.ground == AmendmentGround.RECONSIDERED
        assert appeal.amendment.difference == Decimal(500)

    def test_never_for_the_worse_and_then_nothing_is_noted(self, decision):
        appeal = factory.check_time(factory.make_appeal(decision))

        with pytest.raises(actions.NotForTheBetter):
            reconsider(appeal, granted=decision.granted - 1)
        assert queries.step_of(Appeal.objects.get()) == AppealStep.RECONSIDER

    def test_needs_reasons(self, decision):
        with pytest.raises(actions.ReasonsMissing):
            reconsider(factory.check_time(factory.make_appeal(decision)), note="")

    def test_the_time_is_judged_first(self, decision):
        with pytest.raises(actions.WrongStep, match="tiden ska prövas"):
            reconsider(factory.make_appeal(decision))


class TestCourt:
    def test_is_sent_on_after_the_reconsideration(self, decision):
        appeal = forwarded(decision)

        assert queries.step_of(appeal) == AppealStep.COURT
        assert Event.objects.filter(kind="decisions.appeal.forwarded").count() == 1

    def test_is_not_sent_on_before_it(self, decision):
        appeal = factory.check_time(factory.make_appeal(decision))

        with pytest.raises(actions.WrongStep):
            actions.forward(appeal=appeal, version=appeal.version, by=by(appeal), at=later(appeal))
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.update(forwarded_at=later(appeal), forwarded_by=by(appeal))

    def test_a_changed_decision_waits_to_be_carried_out(self, decision):
        appeal = judged(forwarded(decision), Judgement.CHANGED)
        assert queries.step_of(appeal) == AppealStep.CARRY_OUT

        factory.amend(decision, ground=AmendmentGround.COURT, at=later(appeal, days=45))

        assert queries.step_of(appeal) == AppealStep.DONE

    def test_an_upheld_decision_ends_it(self, decision):
        assert queries.step_of(judged(forwarded(decision), Judgement.UPHELD)) == AppealStep.DONE

    def test_the_courts_ground_needs_a_judgement(self, decision):
        forwarded(decision)

        with pytest.raises(actions.NoJudgement, match="domstolens avgörande"):
            factory.amend(decision, ground=AmendmentGround.COURT)

    def test_cannot_judge_before_it_has_the_appeal(self, decision):
        with pytest.raises(actions.WrongStep):
            judged(factory.check_time(factory.make_appeal(decision)), Judgement.UPHELD)


class TestReview:
    """Assistance beside the right (SoL 12 kap. 2 §) has another way."""

    @pytest.mark.rule("PROC-10")
    def test_three_weeks_from_the_announcement(self, decision):
        actions.note_announcement(
            decision=decision,
            announced_on=date(2025, 3, 20),
            by=factory.caseworker_of(decision.application),
            at=swedish_time(2025, 3, 21, 9),
        )
        decision.refresh_from_db()

        page = queries.follow_page(decision, swedish_time(2025, 3, 21, 9))

        assert page["last_day_for_review"] == date(2025, 4, 10)

    def test_is_noted_once(self, decision):
        given = {
            "decision": decision,
            "announced_on": date(2025, 3, 20),
            "by": factory.caseworker_of(decision.application),
            "at": swedish_time(2025, 3, 21, 9),
        }
        actions.note_announcement(**given)

        with pytest.raises(actions.AppealRefused, match="redan antecknad"):
            actions.note_announcement(**given)
