"""Who appealed takes the appeal back: it ends here, or the court is told and ends it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.factories import decisions as factory
from tests.factories.identity import make_staff
from tests.helpers import page, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions import actions, queries
from framsteg.apps.decisions.enums import AppealStep, DecisionKind, Judgement, WithdrawnHow
from framsteg.apps.decisions.models import Appeal
from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal():
    decision = factory.make_decision(kind=DecisionKind.PARTIAL)
    factory.note_receipt(decision)
    return factory.make_appeal(decision)


def withdraw(appeal: Appeal, **changed: object) -> Appeal:
    at = appeal.noted_at + timedelta(days=5)
    fields = {
        "withdrawn_on": at.date(),
        "how": WithdrawnHow.WRITTEN,
        "note": "Skrev att hen är nöjd.",
        "version": appeal.version,
        "by": factory.caseworker_of(appeal.decision.application),
        "at": at,
    }
    return actions.withdraw_appeal(appeal=appeal, **(fields | changed))


def pass_on(appeal: Appeal) -> Appeal:
    by = factory.caseworker_of(appeal.decision.application)
    at = appeal.withdrawal_noted_at + timedelta(days=1)
    return actions.pass_on_withdrawal(appeal=appeal, version=appeal.version, by=by, at=at)


def labels(appeal: Appeal) -> list[str]:
    at = appeal.noted_at + timedelta(days=6)
    return [due.label for due in queries.due_for(factory.caseworker_of(appeal.decision.application), at)]


class TestBeforeItIsSentOn:
    @pytest.mark.parametrize("how", list(WithdrawnHow))
    def test_it_ends_with_that_and_leaves_the_desk(self, appeal, how):
        assert labels(appeal) == ["Pröva om överklagandet kom i tid, mars 2025"]

        appeal = withdraw(appeal, how=how)

        assert queries.step_of(appeal) == AppealStep.WITHDRAWN
        assert labels(appeal) == []
        event = Event.objects.order_by("-pk")[0]
        assert (event.kind, event.details) == ("decisions.appeal.withdrawn", {"way": how.value})

    def test_then_it_is_not_sent_on(self, appeal):
        appeal = withdraw(factory.check_time(appeal))
        by = factory.caseworker_of(appeal.decision.application)

        with pytest.raises(actions.WrongStep, match="återkallat"):
            actions.forward(appeal=appeal, version=appeal.version, by=by, at=appeal.withdrawal_noted_at)
        with pytest.raises(actions.WrongStep, match="återkallat"):
            pass_on(appeal)

    def test_the_person_may_appeal_anew_the_same_day(self, appeal):
        withdraw(appeal)

        assert queries.step_of(factory.make_appeal(appeal.decision)) == AppealStep.CHECK

    def test_the_decision_is_no_longer_appealed(self, appeal):
        withdraw(appeal)

        assert factory.amend(appeal.decision).difference == 500


class TestAfterItIsSentOn:
    def test_the_court_is_told_and_ends_it(self, appeal):
        appeal = withdraw(factory.forward(appeal))
        assert queries.step_of(appeal) == AppealStep.PASS_ON
        assert labels(appeal) == ["Skicka återkallelsen till förvaltningsrätten, mars 2025"]

        appeal = pass_on(appeal)
        assert queries.step_of(appeal) == AppealStep.COURT
        assert labels(appeal) == []

        assert queries.step_of(factory.judge(appeal, Judgement.DISMISSED)) == AppealStep.DONE

    def test_a_court_that_knew_already_may_have_ended_it(self, appeal):
        appeal = withdraw(factory.forward(appeal))

        assert queries.step_of(factory.judge(appeal, Judgement.DISMISSED)) == AppealStep.DONE

    def test_it_is_not_taken_back_twice(self, appeal):
        appeal = pass_on(withdraw(factory.forward(appeal)))

        with pytest.raises(actions.WrongStep, match="redan antecknad"):
            withdraw(appeal)

    def test_what_is_judged_is_not_taken_back(self, appeal):
        with pytest.raises(actions.WrongStep):
            withdraw(factory.judge(factory.forward(appeal)))


class TestRefused:
    @pytest.mark.parametrize("changed", [{"note": " "}, {"how": ""}])
    def test_it_is_written_down(self, appeal, changed):
        with pytest.raises(actions.AppealRefused, match="Skriv hur"):
            withdraw(appeal, **changed)

    @pytest.mark.parametrize("day", [date(2025, 3, 1), date(2025, 6, 1)])
    def test_a_day_that_cannot_be_true(self, appeal, day):
        with pytest.raises(actions.AppealRefused, match="mellan den dag överklagandet kom in och i dag"):
            withdraw(appeal, withdrawn_on=day)

    def test_to_another_unit_and_on_an_old_page(self, appeal):
        with pytest.raises(NotAllowed):
            withdraw(appeal, by=make_staff(Role.CASEWORKER))
        with pytest.raises(Changed):
            withdraw(appeal, version=appeal.version + 1)

    def test_the_database_holds_the_same(self, appeal):
        forwarded = factory.forward(appeal)
        stored = Appeal.objects.filter(pk=appeal.pk)

        with pytest.raises(IntegrityError), transaction.atomic():
            stored.update(withdrawn_on=forwarded.came_in_on)
        with pytest.raises(IntegrityError), transaction.atomic():
            stored.update(passed_on_at=forwarded.forwarded_at, passed_on_by=forwarded.forwarded_by)

    def test_the_database_sends_on_nothing_that_is_taken_back(self, appeal):
        appeal = withdraw(factory.check_time(appeal))
        later = {"at": appeal.withdrawal_noted_at + timedelta(days=1), "by": appeal.withdrawal_noted_by}

        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.filter(pk=appeal.pk).update(
                reconsidered_at=later["at"],
                reconsidered_by=later["by"],
                reconsidered_note="Inget nytt.",
                forwarded_at=later["at"],
                forwarded_by=later["by"],
            )


def test_the_page_takes_it_back_and_passes_it_on(client_for, freeze, appeal):
    appeal = factory.forward(appeal)
    freeze(appeal.noted_at + timedelta(days=6))
    browser = client_for(factory.caseworker_of(appeal.decision.application))

    def press(name: str, **fields: object) -> str:
        appeal.refresh_from_db()
        answer = browser.post(reverse(f"decisions:{name}", args=[appeal.pk]), {"version": appeal.version} | fields)
        return text(page(browser.get(answer.url)))

    said = press("withdraw_appeal", withdrawn_on="2025-03-20", how="oral", note="Ringde.")
    assert "Återkallat muntligt 20 mars 2025" in said
    assert "Domstolen vet inte om det än" in said

    said = press("pass_on_withdrawal")
    assert "Skickat till förvaltningsrätten" in said
    assert "Läge: hos förvaltningsrätten" in said
