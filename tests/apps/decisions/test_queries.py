"""What waits, what has happened, and who may decide."""

from datetime import date, timedelta

import pytest
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.people import make_household

from framsteg.apps.applications.enums import CostKind
from framsteg.apps.decisions import queries
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import Protection
from framsteg.entitlement.month import Month

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application()


class TestDue:
    def test_an_application_is_due_two_weeks_after_it_came_in(self, application):
        caseworker = factory.caseworker_of(application)

        [due] = queries.due_for(caseworker, factory.soon_after(application))

        assert due.due_at == application.received_at + timedelta(days=14)
        assert (due.household, due.late, due.owner) == (application.household.number, False, str(caseworker))
        assert queries.due_for(caseworker, factory.soon_after(application, days=15))[0].late

    def test_a_hearing_moves_the_day_until_it_is_answered(self, application):
        factory.cut_rent(application)
        factory.calculate(application)
        hearing = factory.hear(application)
        caseworker = factory.caseworker_of(application)

        [waiting] = queries.due_for(caseworker, hearing.sent_at)
        factory.reply(hearing)
        [ready] = queries.due_for(caseworker, factory.soon_after(application, days=9))

        assert waiting.due_at.date() == hearing.reply_by
        assert ready.label.startswith("Besluta efter kommunicering")

    def test_a_decided_application_is_not(self):
        decision = factory.make_decision()

        assert queries.due_for(decision.decided_by, decision.decided_at) == []
        assert queries.due_of(decision.household, decision.decided_at) == []
        assert queries.decision_spans(Month(2025, 3), Month(2025, 3)) == [
            (decision.application.received_at, decision.decided_at)
        ]

    def test_a_manager_sees_the_unit_and_a_colleague_only_her_own(self, application):
        unit, at = application.household.unit, factory.soon_after(application)

        assert len(queries.due_for(make_staff(Role.MANAGER, unit=unit), at)) == 1
        assert queries.due_for(make_staff(Role.CASEWORKER, unit=unit), at) == []
        assert queries.undecided_in_unit(make_staff(Role.CASEWORKER, unit=unit), at) == [application]
        assert queries.undecided_in_unit(make_staff(Role.CASEWORKER), at) == []
        assert queries.undecided_for(make_staff(Role.JOB_COACH), at) == []

    def test_a_protected_persons_name_is_not_in_the_list(self):
        household = make_household(protection=Protection.MARKED)
        application = make_application(household)

        [due] = queries.due_for(factory.caseworker_of(application), factory.soon_after(application))

        assert due.who == "Skyddad person"

    def test_many_cost_as_many_queries_as_one(self, application, django_assert_num_queries):
        caseworker = factory.caseworker_of(application)
        for month in (4, 5, 6):
            make_application(application.household, month=Month(2025, month))

        with django_assert_num_queries(5):
            assert len(queries.due_for(caseworker, factory.soon_after(application, days=120))) == 4


def test_the_timeline_tells_hearing_answer_and_decision_in_law():
    decision = factory.make_decision(kind=DecisionKind.PARTIAL)

    items = queries.timeline_of(decision.household)

    assert [item.title for item in items] == [
        "Kommunicering för mars 2025",
        "Svar på kommunicering för mars 2025",
        "Delavslag för mars 2025",
    ]
    assert {item.lane for item in items} == {"law"}


def test_assistance_months_are_those_with_money():
    granted = factory.make_decision()
    factory.make_decision(granted.household, month=Month(2025, 4), kind=DecisionKind.REFUSAL)

    assert queries.assistance_months(granted.household) == [Month(2025, 3)]


def test_a_delegation_holds_from_its_first_day():
    factory.make_delegations()

    assert queries.delegation_for(Role.CASEWORKER, DecisionKind.GRANT, factory.LIMIT, date(2025, 1, 1))
    assert not queries.delegation_for(Role.CASEWORKER, DecisionKind.GRANT, factory.LIMIT, date(2024, 12, 31))
    assert not queries.delegation_for(Role.CASEWORKER, DecisionKind.GRANT, factory.LIMIT + 1, date(2025, 1, 1))


def test_union_membership_stays_inside_the_calculation():
    """PD-03: it is a term in the person's own calculation and stands in no list."""
    application = make_application(costs={CostKind.UNION_FEE: 300})
    factory.calculate(application)

    dues = queries.due_for(factory.caseworker_of(application), factory.soon_after(application))

    assert "fack" not in str(dues).lower()
