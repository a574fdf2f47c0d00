"""A claim from its ground to its end: REC-01 to REC-06, heard first, decided by a named person with reasons."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories import recovery as factory
from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff
from tests.helpers import swedish_time

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import Changed, NotAllowed
from framsteg.apps.decisions.actions import NoDelegation
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.decisions.models import Delegation
from framsteg.apps.identity.enums import Role
from framsteg.apps.recovery import actions, queries
from framsteg.apps.recovery.enums import Body, ClaimState, Ground, Proposal
from framsteg.apps.recovery.facts import Corrections
from framsteg.apps.recovery.models import Claim, Forgiveness, Repayment
from framsteg.entitlement.month import Month
from framsteg.entitlement.recovery import Ground as LibraryGround
from framsteg.entitlement.retroactive import ProposalKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def months():
    return factory.recalculations(factory.note(factory.make_paid()))


@pytest.fixture
def claim():
    return factory.make_claim()


@pytest.fixture
def ready(claim):
    """A claim that is heard and looked into."""
    factory.hear(claim)
    return factory.find_out(claim)


@pytest.fixture
def decided():
    return factory.make_decided_claim()


def by_caseworker(claim, action, **given):
    who = factory.caseworker_of(claim.household)
    return action(**{"claim": claim, "version": claim.version, "by": who, "at": factory.LATER} | given)


def by_manager(claim, action, **given):
    return by_caseworker(claim, action, **{"by": factory.manager_of(claim.household)} | given)


def test_the_words_are_the_librarys():
    assert set(Ground.values) == {ground.value for ground in LibraryGround}
    assert set(Proposal.values) == {kind.value for kind in ProposalKind}


class TestOpening:
    def test_a_claim_covers_its_months_and_knows_its_last_day(self, months):
        claim = factory.open_claim(months)

        rows = list(claim.months.order_by("month"))
        assert [(row.month, row.amount) for row in rows] == [(Month(2025, 3), 3000), (Month(2025, 4), 3000)]
        assert [row.last_day for row in rows] == [date(2028, 3, 27), date(2028, 4, 25)]  # three years from the pay days
        assert claim.state is ClaimState.OPEN
        assert {row.handling.kind for row in months} == {Proposal.RECOVERY}

    def test_the_same_form_sent_twice_opens_one(self, months):
        token = uuid4()

        assert factory.open_claim(months, token=token) == factory.open_claim(months, token=token)
        assert Claim.objects.count() == 1

    @pytest.mark.rule("REC-01")
    def test_without_a_ground_of_the_law_nothing_is_claimed(self, months):
        with pytest.raises(actions.ClaimRefused, match="en av lagens grunder"):
            factory.open_claim(months, ground="because_we_want_to")

        assert not Claim.objects.exists()

    def test_what_happened_must_be_written(self, months):
        with pytest.raises(actions.ClaimRefused, match="vad som hänt"):
            factory.open_claim(months, reason=" ")

    def test_too_much_paid_needs_a_new_calculation(self, months):
        decision = months[0].decision

        with pytest.raises(actions.ClaimRefused, match="Räkna om mars 2025 först"):
            actions.open_claim(
                household=decision.household,
                months=[actions.Claimed(decision, Decimal(100))],
                ground=Ground.SHOULD_HAVE_KNOWN,
                reason="Fick för mycket.",
                token=uuid4(),
                by=decision.decided_by,
                at=factory.OPENED,
            )

    @pytest.mark.parametrize(("amount", "refused"), [(2999, False), (3000, False), (3001, True)])
    def test_at_most_what_was_paid_too_much(self, months, amount, refused):
        def act():
            row = months[0]
            return actions.open_claim(
                household=row.decision.household,
                months=[actions.Claimed(row.decision, Decimal(amount), row)],
                ground=Ground.WRONG_INFORMATION,
                reason="Lönen stod inte i ansökan.",
                token=uuid4(),
                by=row.decision.decided_by,
                at=factory.OPENED,
            )

        if refused:
            with pytest.raises(actions.ClaimRefused, match="högst"):
                act()
        else:
            assert act().months.get().amount == amount

    def test_what_is_not_paid_cannot_be_claimed_back(self):
        row = factory.recalculations(factory.note([make_decision()]))[0]

        with pytest.raises(actions.ClaimRefused, match="Ingenting är utbetalt"):
            factory.open_claim([row])

    def test_what_is_claimed_is_not_claimed_again(self, months):
        factory.open_claim(months[:1])
        more = Corrections(incomes={0: Decimal(3500)})
        again = factory.recalculations(factory.note([months[0].decision], corrections=more))

        with pytest.raises(actions.ClaimRefused, match="högst 500"):
            factory.open_claim(again)

    @pytest.mark.rule("REC-03")
    def test_an_advance_needs_the_ground_in_a_served_decision(self, months):
        with pytest.raises(actions.ClaimRefused, match=r"anger inte grunden.*inte delgivet"):
            factory.open_claim(months, ground=Ground.ADVANCE)

        claim = factory.open_claim(
            months,
            ground=Ground.ADVANCE,
            stated_ground="Biståndet ges som förskott på sjukpenning.",
            served_on=date(2025, 3, 12),
        )

        assert claim.ground == Ground.ADVANCE

    @pytest.mark.rule("REC-04")
    def test_a_condition_to_repay_is_only_for_assistance_beside_the_right(self, months):
        with pytest.raises(actions.ClaimRefused, match="högst 0"):  # nothing by 12 kap. 2 § was paid
            factory.open_claim(months, ground=Ground.REPAYMENT_CONDITION, stated_ground="Ska betalas tillbaka.")

    @pytest.mark.rule("REC-05")
    @pytest.mark.parametrize(("day", "refused"), [(date(2028, 3, 27), False), (date(2028, 3, 28), True)])
    def test_three_years_from_the_cost(self, months, day, refused):
        at = swedish_time(day.year, day.month, day.day, 9, 0)

        if refused:
            with pytest.raises(actions.ClaimRefused, match="senast 2028-03-27"):
                factory.open_claim(months[:1], at=at)
        else:
            assert factory.open_claim(months[:1], at=at)


class TestDeciding:
    def test_a_heard_claim_is_decided_with_reasons_and_a_letter(self, ready):
        claim = factory.decide(ready)

        assert (claim.amount, claim.state) == (Decimal(6000), ClaimState.DECIDED)
        for words in (
            "6 000 kr",
            "Du visste om lönen",
            "delegationsordning, punkt 3.",
            "27 mars 2028",
            "räknas aldrig av",
        ):
            assert words in claim.letter.replace("\N{NO-BREAK SPACE}", " ")
        assert Event.objects.filter(kind="recovery.claim.decided").count() == 1

    def test_less_than_was_tried_may_be_claimed(self, ready):
        assert factory.decide(ready, amount=Decimal(2500)).amount == Decimal(2500)

    def test_more_than_the_person_was_heard_about_is_refused(self, ready):
        with pytest.raises(actions.ClaimRefused, match="högst 6"):
            factory.decide(ready, amount=Decimal("6000.01"))

    def test_nobody_is_decided_against_unheard(self, claim):
        factory.find_out(claim)

        with pytest.raises(actions.ClaimRefused, match="FL 25"):
            factory.decide(claim)

        assert Claim.objects.get().decided_at is None

    def test_the_time_to_answer_must_have_passed(self, ready):
        with pytest.raises(actions.ClaimRefused, match="till och med 19 juni 2025"):
            factory.decide(ready, at=swedish_time(2025, 6, 19, 9, 0))

        assert factory.decide(ready, at=swedish_time(2025, 6, 20, 9, 0)).decided_at

    def test_an_answer_ends_the_wait(self, claim):
        hearing = factory.hear(claim)
        factory.find_out(claim)
        who = factory.caseworker_of(claim.household)
        actions.note_claim_reply(hearing=hearing, reply="Jag glömde.", by=who, at=swedish_time(2025, 6, 8, 9, 0))

        assert factory.decide(claim, at=swedish_time(2025, 6, 9, 9, 0)).decided_at

    def test_the_persons_means_must_be_found_out(self, claim):
        factory.hear(claim)

        with pytest.raises(actions.ClaimRefused, match="sakna medel"):
            factory.decide(claim)

    @pytest.mark.parametrize(
        ("found", "why"),
        [({"would_lack_means": True}, "sakna medel"), ({"exceptional_reasons": True}, "synnerliga skäl")],
    )
    def test_what_the_court_could_not_grant_is_not_claimed(self, claim, found, why):
        factory.hear(claim)
        factory.find_out(claim, **found)

        with pytest.raises(actions.ClaimRefused, match=why):
            factory.decide(claim)

    def test_a_decision_has_reasons(self, ready):
        with pytest.raises(actions.ClaimRefused, match="motivering"):
            factory.decide(ready, reasons=" ")

    def test_the_delegation_is_kept_and_stands_in_the_letter(self, ready):
        claim = factory.decide(ready)

        assert (claim.delegation.kind, claim.delegation.role) == (DelegatedKind.RECOVERY, Role.MANAGER)
        assert claim.authority == f"nämndens delegationsordning, punkt {claim.delegation.reference}"
        assert claim.authority in claim.letter

    def test_who_has_no_delegation_for_claims_prepares_and_does_not_decide(self, ready):
        with pytest.raises(NoDelegation, match=r"återkrav, 6.000.kr.*enhetschef"):
            factory.decide(ready, by=factory.caseworker_of(ready.household))

    @pytest.mark.parametrize(("limit", "refused"), [("6000.00", False), ("5999.99", True)])
    def test_the_delegation_reaches_up_to_its_amount(self, ready, limit, refused):
        Delegation.objects.filter(kind=DelegatedKind.RECOVERY).update(up_to=Decimal(limit))

        if refused:
            with pytest.raises(NoDelegation, match="nämnden"):
                factory.decide(ready)
        else:
            assert factory.decide(ready).delegation.up_to == Decimal(limit)

    def test_the_database_has_no_delegation_before_the_decision(self, ready):
        line = Delegation.objects.filter(kind=DelegatedKind.RECOVERY).first()

        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=ready.pk).update(delegation=line)

    def test_another_units_manager_does_not_decide(self, ready):
        with pytest.raises(NotAllowed):
            factory.decide(ready, by=make_staff(Role.MANAGER))

    def test_a_page_that_is_old_is_refused(self, ready):
        with pytest.raises(Changed):
            factory.decide(ready, version=ready.version - 1)

    def test_one_hearing_at_a_time(self, claim):
        factory.hear(claim)

        with pytest.raises(actions.ClaimRefused, match="väntar på svar"):
            factory.hear(claim)


class TestAfter:
    @pytest.mark.rule("REC-06")
    def test_a_part_is_forgiven_and_the_rest_stands(self, decided):
        by_manager(decided, actions.forgive, amount=Decimal(2000), reasons="Sjukdom.")

        assert queries.remaining(decided) == Decimal(4000)
        assert decided.state is ClaimState.DECIDED
        assert decided.forgiven.get().delegation.kind == DelegatedKind.FORGIVENESS

    def test_who_may_claim_may_not_forgive_without_a_delegation_for_it(self, decided):
        Delegation.objects.filter(kind=DelegatedKind.FORGIVENESS).delete()

        with pytest.raises(NoDelegation, match="eftergift av återkrav"):
            by_manager(decided, actions.forgive, amount=Decimal(2000), reasons="Sjukdom.")

    def test_all_is_forgiven_and_the_claim_ends(self, decided):
        by_manager(decided, actions.forgive, amount=Decimal(6000), reasons="Sjukdom.")

        assert (queries.remaining(decided), decided.state) == (0, ClaimState.CLOSED)

    @pytest.mark.parametrize(("amount", "reasons"), [(Decimal("6000.01"), "Sjukdom."), (Decimal(100), " ")])
    def test_more_than_is_left_or_without_reasons_is_refused(self, decided, amount, reasons):
        with pytest.raises(actions.ClaimRefused):
            by_manager(decided, actions.forgive, amount=amount, reasons=reasons)

        assert not Forgiveness.objects.exists()

    def test_money_that_comes_back_lowers_what_is_left(self, decided):
        by_caseworker(decided, actions.note_repayment, amount=Decimal(2500), paid_on=date(2025, 8, 1))
        assert queries.remaining(decided) == Decimal(3500)

        by_caseworker(decided, actions.note_repayment, amount=Decimal(3500), paid_on=date(2025, 9, 1))
        assert decided.state is ClaimState.CLOSED

    def test_a_payment_pressed_twice_is_noted_once(self, decided):
        version = decided.version
        by_caseworker(decided, actions.note_repayment, amount=Decimal(500), paid_on=date(2025, 8, 1))

        with pytest.raises(Changed):
            by_caseworker(
                decided, actions.note_repayment, amount=Decimal(500), paid_on=date(2025, 8, 1), version=version
            )

        assert Repayment.objects.count() == 1

    def test_nothing_comes_back_before_the_decision(self, claim):
        with pytest.raises(actions.ClaimRefused, match="inte beslutat än"):
            by_caseworker(claim, actions.note_repayment, amount=Decimal(500), paid_on=date(2025, 8, 1))

    @pytest.mark.rule("REC-05")
    @pytest.mark.parametrize(("body", "refused"), [(Body.BOARD, False), (Body.COMMITTEE, False), (Body.DELEGATE, True)])
    def test_only_namnd_or_utskott_decides_to_sue(self, decided, body, refused):
        given = {"decided_on": date(2025, 8, 20), "body": body, "reference": "§ 112"}

        if refused:
            with pytest.raises(actions.ClaimRefused, match="nämnden eller ett utskott"):
                by_caseworker(decided, actions.note_decision_to_sue, **given)
        else:
            assert by_caseworker(decided, actions.note_decision_to_sue, **given).state is ClaimState.TO_BE_SUED

    def test_an_action_is_brought_after_that_decision(self, decided):
        with pytest.raises(actions.ClaimRefused, match="Anteckna först"):
            by_caseworker(decided, actions.note_action_brought, brought_on=date(2025, 8, 25))

        by_caseworker(
            decided,
            actions.note_decision_to_sue,
            decided_on=date(2025, 8, 20),
            body=Body.BOARD,
            reference="§ 112",
        )
        by_caseworker(decided, actions.note_action_brought, brought_on=date(2025, 8, 25))

        assert (decided.sued_on, decided.state) == (date(2025, 8, 25), ClaimState.SUED)

    @pytest.mark.rule("REC-05")
    @pytest.mark.parametrize(("day", "refused"), [(date(2028, 3, 27), False), (date(2028, 3, 28), True)])
    def test_an_action_is_brought_within_three_years(self, decided, day, refused):
        by_caseworker(
            decided, actions.note_decision_to_sue, decided_on=date(2025, 8, 20), body=Body.BOARD, reference="§ 112"
        )
        given = {"brought_on": day, "at": swedish_time(2028, 4, 3, 9, 0)}

        if refused:
            with pytest.raises(actions.ClaimRefused, match="senast 27 mars 2028"):
                by_caseworker(decided, actions.note_action_brought, **given)
        else:
            assert by_caseworker(decided, actions.note_action_brought, **given).sued_on == day

    def test_a_claim_may_end_at_any_time_with_a_reason(self, claim):
        with pytest.raises(actions.ClaimRefused, match="varför"):
            by_caseworker(claim, actions.close_claim, reason=" ")

        by_caseworker(claim, actions.close_claim, reason="Svaret visar att kommunen visste om lönen.")

        assert claim.state is ClaimState.CLOSED

    def test_what_was_dropped_may_be_tried_again(self, months):
        claim = factory.open_claim(months[:1])
        by_caseworker(claim, actions.close_claim, reason="Fel grund.")
        again = factory.recalculations(factory.note([months[0].decision], corrections=Corrections()))

        assert factory.open_claim(again, at=factory.LATER).months.get().amount == 3000

    def test_nothing_happens_to_a_closed_claim(self, decided):
        by_caseworker(decided, actions.close_claim, reason="Avlidit.")

        with pytest.raises(actions.ClaimRefused, match="avslutat"):
            by_manager(decided, actions.forgive, amount=Decimal(100), reasons="Sjukdom.")
