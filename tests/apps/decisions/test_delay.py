"""After six months the person may ask for a decision: within four weeks it is made, or the request is refused."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.decisions import actions, queries
from framsteg.apps.decisions.enums import DecisionKind, DelegatedKind
from framsteg.apps.decisions.models import DecisionRequest, Delegation, RequestRefusal
from framsteg.apps.identity.enums import Role

pytestmark = [pytest.mark.django_db, pytest.mark.rule("PROC-03")]

CAME_IN = date(2025, 9, 8)  # a Monday; the answer is due on Monday 6 October
NOW = swedish_time(2025, 9, 9, 9)


@pytest.fixture
def application():
    """An application of 3 March 2025 that nobody has decided."""
    factory.make_delegations()
    return make_application()


def ask(application, came_in_on: date = CAME_IN, at: datetime = NOW, **changed: object) -> DecisionRequest:
    fields = {"is_written": True, "by": factory.caseworker_of(application)}
    return actions.receive_decision_request(application=application, came_in_on=came_in_on, at=at, **(fields | changed))


def refuse(request: DecisionRequest, **changed: object) -> RequestRefusal:
    fields = {
        "reasons": "Vi väntar på besked från Försäkringskassan om sjukpenningen.",
        "by": factory.caseworker_of(request.application),
        "at": NOW + timedelta(days=7),
    }
    return actions.refuse_decision_request(request=request, **(fields | changed))


class TestAsk:
    def test_the_first_day_is_the_day_after_six_months(self, application):
        assert application.received_at.date() == date(2025, 3, 3)

        with pytest.raises(actions.RequestRefused, match=r"från och med 4 september 2025 .FL 12 §"):
            ask(application, date(2025, 9, 3))
        assert ask(application, date(2025, 9, 4)).came_in_on == date(2025, 9, 4)

    def test_it_is_written(self, application):
        with pytest.raises(actions.RequestRefused, match="Hjälp den enskilde att skriva ned den"):
            ask(application, is_written=False)

    def test_it_is_made_once_in_the_matter(self, application):
        request = ask(application)

        with pytest.raises(actions.RequestRefused, match="en gång i ärendet"):
            ask(application, date(2025, 9, 9))
        request.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            request.save(force_insert=True)

    def test_not_about_what_is_decided_nor_from_tomorrow_nor_by_another_unit(self, application):
        with pytest.raises(actions.RequestRefused, match="efter i dag"):
            ask(application, date(2025, 9, 10))
        with pytest.raises(NotAllowed):
            ask(application, by=make_staff(Role.CASEWORKER))
        with pytest.raises(actions.AlreadyDecided):
            ask(factory.make_decision().application)

    def test_the_answer_is_due_in_four_weeks_on_my_desk(self, application):
        ask(application)

        dues = queries.due_for(factory.caseworker_of(application), NOW)

        [due] = [row for row in dues if "begäran" in row.label]
        assert due.label == "Avgör ärendet eller avslå begäran om avgörande, mars 2025"
        assert (due.due_at.date(), due.late) == (date(2025, 10, 6), False)


class TestAnswer:
    def test_the_decision_answers_it(self, application):
        ask(application)
        factory.calculate(application, at=NOW)
        factory.decide(application, DecisionKind.GRANT, at=NOW)

        assert not [row for row in queries.due_for(factory.caseworker_of(application), NOW) if "begäran" in row.label]

    def test_a_refusal_is_a_decision_of_its_own_that_can_be_appealed(self, application):
        refusal = refuse(ask(application))

        assert refusal.delegation.kind == DelegatedKind.DELAY
        for words in (
            "Vi avslår din begäran",
            "besked från Försäkringskassan",
            "Så överklagar du",
            "inom 3 veckor",
            "förvaltningslagen 49 §",
        ):
            assert words in refusal.letter
        assert not [row for row in queries.due_for(factory.caseworker_of(application), NOW) if "begäran" in row.label]
        assert Event.objects.filter(kind="decisions.request.refused").count() == 1
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            RequestRefusal.objects.update(reasons="Annat")

    def test_the_matter_goes_on(self, application):
        refuse(ask(application))
        factory.calculate(application, at=NOW)

        assert factory.decide(application, DecisionKind.GRANT, at=NOW + timedelta(days=20)).granted > 0

    def test_needs_reasons_and_a_delegation(self, application):
        request = ask(application)

        with pytest.raises(actions.ReasonsMissing):
            refuse(request, reasons=" ")
        Delegation.objects.filter(kind=DelegatedKind.DELAY).delete()
        with pytest.raises(actions.NoDelegation, match="nämnden"):
            refuse(request)
        assert not RequestRefusal.objects.exists()

    def test_is_given_once_and_not_by_another_unit(self, application):
        request = ask(application)
        with pytest.raises(NotAllowed):
            refuse(request, by=make_staff(Role.CASEWORKER))
        refuse(request)

        with pytest.raises(actions.RequestAnswered):
            refuse(request)

    def test_the_household_sees_both_on_its_timeline(self, application):
        refuse(ask(application))

        titles = [item.title for item in queries.timeline_of(application.household)]

        assert titles == ["Begäran om avgörande för mars 2025", "Begäran om avgörande avslagen för mars 2025"]


class TestPage:
    def shown(self, browser, name: str, application) -> str:
        return text(page(browser.get(reverse(f"decisions:{name}", args=[application.pk]))))

    def test_before_six_months_it_says_from_when(self, client_for, freeze, application):
        freeze(swedish_time(2025, 8, 1, 9))
        browser = client_for(factory.caseworker_of(application))

        said = self.shown(browser, "request", application)

        assert "från och med 4 september 2025" in said
        assert "(förvaltningslagen 11 §)" in said
        assert "Anteckna begäran" not in said

    def test_a_request_is_noted_and_refused(self, client_for, freeze, application):
        freeze(NOW)
        browser = client_for(factory.caseworker_of(application))

        def post(name: str, **fields: str):
            return browser.post(reverse(f"decisions:{name}", args=[application.pk]), fields, follow=True)

        oral = post("receive_request", came_in_on="2025-09-08", is_written="no")
        assert (oral.status_code, "ska vara skriftlig" in text(page(oral))) == (422, True)
        noted = post("receive_request", came_in_on="2025-09-08", is_written="yes")
        assert "Svara senast 6 oktober 2025." in text(page(noted))
        assert browser.get(reverse("decisions:delay_letter", args=[application.pk])).status_code == 404
        refused = post("refuse_request", reasons="Vi väntar på ett läkarintyg.")
        assert "Begäran är avslagen" in text(page(refused))

        assert "Vi väntar på ett läkarintyg." in self.shown(browser, "delay_letter", application)
        assert Event.objects.filter(kind="decisions.request.read").exists()

    def test_who_has_no_delegation_is_told_who_has(self, client_for, freeze, application):
        freeze(NOW)
        ask(application)
        Delegation.objects.filter(kind=DelegatedKind.DELAY, role=Role.CASEWORKER).delete()

        said = self.shown(client_for(factory.caseworker_of(application)), "request", application)

        assert "Beslutet fattas av: enhetschef." in said
        assert "Avslå begäran om avgörande" not in said
