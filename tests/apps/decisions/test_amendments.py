"""A decision is replaced for the better only, with reasons, delegation and letter; the months before follow."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.factories import decisions as factory
from tests.factories.identity import make_staff
from tests.helpers import swedish_time

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.decisions import actions, queries
from framsteg.apps.decisions.enums import AmendmentGround, DecisionKind
from framsteg.apps.decisions.models import Amendment
from framsteg.apps.identity.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    return factory.make_decision(kind=DecisionKind.PARTIAL)


def amend(decision, granted: Decimal, granted_extra: Decimal = Decimal(0), **changed: object) -> Amendment:
    fields = {
        "ground": AmendmentGround.LATE_FACTS,
        "granted": granted,
        "granted_extra": granted_extra,
        "reasons": "Hyreshöjningen var känd men inte inlämnad.",
        "by": factory.caseworker_of(decision.application),
        "at": decision.decided_at + timedelta(days=10),
    }
    return actions.amend(decision=decision, **(fields | changed))


class TestAmend:
    def test_gives_a_new_total_and_keeps_what_was(self, decision):
        before = decision.granted

        amendment = amend(decision, before + 500)

        decision.refresh_from_db()
        assert decision.granted == before
        assert queries.granted_now(decision).total == before + 500
        assert (amendment.granted_before, amendment.difference) == (before, Decimal(500))
        event = Event.objects.order_by("-pk")[0]
        assert (event.kind, event.details) == ("decisions.amendment.made", {"ground": "late_facts"})

    def test_the_letter_says_the_change_the_reasons_and_how_to_appeal(self, decision):
        letter = amend(decision, decision.granted + 500).letter

        assert "500\xa0kr mer än förut" in letter
        assert "Hyreshöjningen var känd" in letter
        assert "Så överklagar du" in letter

    def test_assistance_beside_the_right_is_told_to_have_another_way(self, decision):
        amendment = amend(decision, decision.granted, Decimal(800))

        assert amendment.difference == Decimal(800)
        assert "laglighetsprövning" in amendment.letter

    def test_builds_on_the_amendment_before(self, decision):
        amend(decision, decision.granted + 500)

        second = amend(decision, decision.granted + 700)

        assert second.difference == Decimal(200)

    @pytest.mark.parametrize(("right", "extra"), [(-1, 0), (-1, 500), (0, 0)])
    def test_never_gives_less_of_either_nor_the_same(self, decision, right, extra):
        with pytest.raises(actions.NotForTheBetter):
            amend(decision, decision.granted + right, Decimal(extra))
        assert not Amendment.objects.exists()

    def test_a_second_click_gives_nothing_more(self, decision):
        amend(decision, decision.granted + 500)

        with pytest.raises(actions.NotForTheBetter, match="inget mer"):
            amend(decision, decision.granted + 500)
        assert Amendment.objects.count() == 1

    def test_the_database_refuses_less_and_change(self, decision):
        amendment = amend(decision, decision.granted + 500)

        amendment.pk, amendment.granted = None, amendment.granted_before - 1
        with pytest.raises(IntegrityError), transaction.atomic():
            amendment.save(force_insert=True)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Amendment.objects.update(granted=0)

    def test_needs_reasons(self, decision):
        with pytest.raises(actions.ReasonsMissing):
            amend(decision, decision.granted + 500, reasons=" ")

    def test_the_delegation_reaches_up_to_the_months_whole_amount(self, decision):
        above = factory.LIMIT + 1

        with pytest.raises(actions.NoDelegation, match="ändringsbeslut"):
            amend(decision, above)
        assert amend(decision, above, by=make_staff(Role.MANAGER, unit=decision.household.unit)).granted == above

    def test_is_refused_to_other_roles_and_units(self, decision):
        for stranger in (make_staff(Role.CASEWORKER), make_staff(Role.ECONOMIST)):
            with pytest.raises(NotAllowed):
                amend(decision, decision.granted + 500, by=stranger)


def test_a_refused_month_that_is_amended_counts_as_a_month_with_assistance():
    decision = factory.make_decision(kind=DecisionKind.REFUSAL)
    assert queries.assistance_months(decision.household) == []

    amend(decision, Decimal(1200))

    assert queries.assistance_months(decision.household) == [decision.month]


class TestReceipt:
    def test_the_day_it_was_received_gives_its_own_last_day(self, decision):
        amendment = amend(decision, decision.granted + 500)
        assert queries.amendments_of(decision)[0].last_day_to_appeal is None

        factory.note_amendment_receipt(amendment, date(2025, 3, 20))

        [row] = queries.amendments_of(decision)
        assert (row.received_on, row.last_day_to_appeal) == (date(2025, 3, 20), date(2025, 4, 10))
        assert Event.objects.order_by("-pk")[0].kind == "decisions.amendment.received"

    def test_is_noted_once(self, decision):
        amendment = amend(decision, decision.granted + 500)
        factory.note_amendment_receipt(amendment)

        with pytest.raises(actions.ReceiptRefused, match="redan antecknad"):
            factory.note_amendment_receipt(amendment)

    @pytest.mark.parametrize("day", [date(2025, 3, 16), date(2025, 3, 21)])
    def test_a_day_that_cannot_be_true_is_refused(self, decision, day):
        amendment = amend(decision, decision.granted + 500)  # of 17 March

        with pytest.raises(actions.ReceiptRefused, match="mellan beslutsdagen och i dag"):
            actions.note_amendment_receipt(
                amendment=amendment, received_on=day, by=amendment.decided_by, at=swedish_time(2025, 3, 20, 9)
            )

    def test_is_refused_to_another_unit(self, decision):
        amendment = amend(decision, decision.granted + 500)

        with pytest.raises(NotAllowed):
            actions.note_amendment_receipt(
                amendment=amendment,
                received_on=amendment.decided_at.date(),
                by=make_staff(Role.CASEWORKER),
                at=amendment.decided_at,
            )

    def test_a_missing_day_waits_on_the_desk_as_the_decisions_does(self, decision):
        factory.note_receipt(decision)
        amendment = amend(decision, decision.granted + 500)

        def labels():
            at = amendment.decided_at + timedelta(days=15)
            return [due.label for due in queries.due_for(factory.caseworker_of(decision.application), at)]

        assert labels() == ["Anteckna när ändringsbeslutet togs emot, mars 2025"]
        factory.note_amendment_receipt(amendment)
        assert labels() == []
