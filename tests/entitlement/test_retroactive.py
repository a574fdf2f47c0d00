"""Late or corrected facts: the difference per month, and a proposal that a person handles."""

from decimal import Decimal

import pytest
from tests.entitlement.households import adult, child, household, wage

from framsteg.entitlement import Month, Outcome, calculate
from framsteg.entitlement.retroactive import Paid, ProposalKind, compare, spans

SUPPLEMENT, RECOVERY, NOTHING = ProposalKind


def month(number, net=0):
    """A single adult in the month of 2025, with a wage on the last day of the month before."""
    received = str((Month(2025, number) - 1).last_day)
    return household(f"2025-{number:02d}", adult(), incomes=[wage(net, received)] if net else [])


def paid(case, amount=None):
    result = calculate(case)
    return Paid.as_calculated(case, result) if amount is None else Paid(case, result, Decimal(amount))


@pytest.mark.parametrize(
    ("then", "now", "difference", "kind"),
    [
        (1000, 1000, 0, NOTHING), (1000, 1001, -1, RECOVERY), (1000, 999, 1, SUPPLEMENT), (0, 6000, -5180, RECOVERY),
        (6000, 0, 5180, SUPPLEMENT), (6000, 7000, 0, NOTHING),
    ],
)  # fmt: skip
def test_the_difference_decides_what_is_proposed(then, now, difference, kind):
    (found,) = compare([paid(month(3, then))], [month(3, now)])

    assert (found.difference, found.proposal.kind) == (difference, kind)
    assert found.proposal.amount == abs(difference)


def test_what_was_paid_counts_and_not_what_was_calculated():
    (found,) = compare([paid(month(3), amount=5000)], [month(3)])

    assert (found.paid, found.difference, found.proposal.kind) == (5000, 180, SUPPLEMENT)


def test_the_lines_that_changed_are_told():
    (found,) = compare([paid(month(3, 1000))], [month(3, 1500)])

    assert ("Lön (a)", 500) in [(line.label, line.difference) for line in found.lines]


@pytest.mark.rule("INC-04")
def test_a_wage_of_february_changes_march():
    """The corrected wage came on the last day of February; only the month after it differs."""
    found = compare([paid(month(n)) for n in (2, 3, 4)], [month(2), month(3, 2000), month(4)])

    assert [(row.month.month, row.difference) for row in found] == [(2, 0), (3, -2000), (4, 0)]


def test_months_in_a_row_with_the_same_difference_are_one_span():
    paid_months = [paid(month(n)) for n in range(2, 9)]
    wages = {2: 500, 3: 500, 4: 700, 5: 0, 6: 500, 8: 500}  # July is not corrected

    found = spans(compare(paid_months, [month(n, net) for n, net in wages.items()]))

    assert [(span.first.month, span.last.month, span.difference, span.total) for span in found] == [
        (2, 3, -500, -1000), (4, 4, -700, -700), (5, 5, 0, 0), (6, 6, -500, -500), (8, 8, -500, -500),
    ]  # fmt: skip


def test_the_order_of_the_months_is_irrelevant():
    months = [month(n, 500) for n in (3, 2, 4)]

    assert compare([paid(m) for m in months], months) == compare(
        [paid(m) for m in reversed(months)], sorted(months, key=lambda m: m.month)
    )


def test_an_overpayment_is_never_set_off_against_another_month():
    """HFD 2013 ref. 18: too much in March and too little in April stay two proposals."""
    found = compare([paid(month(3)), paid(month(4, 938))], [month(3, 938), month(4)])

    assert [(row.proposal.kind, row.proposal.amount) for row in found] == [(RECOVERY, 938), (SUPPLEMENT, 938)]
    assert "räknas aldrig av" in found[0].proposal.because


def test_when_the_right_itself_goes_later_months_are_to_be_looked_at():
    (gone,) = compare([paid(month(3))], [month(3, 6000)])
    (less,) = compare([paid(month(3))], [month(3, 1000)])

    assert "jobbstimulansen i senare månader" in gone.proposal.because
    assert "jobbstimulansen" not in less.proposal.because


def test_what_is_not_known_proposes_nothing_and_says_why():
    unknown = household("2024-03", adult(), child(3, lunch_away=True))
    known = household("2024-03", adult(), child(3))

    (never_paid,) = compare([], [month(3)])
    (payment_unknown,) = compare([Paid(month(3), calculate(month(3)), None)], [month(3)])
    (not_calculable,) = compare([paid(known)], [unknown])

    assert {row.proposal.kind for row in (never_paid, payment_unknown, not_calculable)} == {NOTHING}
    assert {row.difference for row in (never_paid, payment_unknown, not_calculable)} == {None}
    assert "ansökan för sig" in never_paid.proposal.because
    assert "inte känt vad som betalades" in payment_unknown.proposal.because
    assert not_calculable.result.outcome is Outcome.UNKNOWN
    assert "lunch borta" in not_calculable.proposal.because
    assert spans([never_paid])[0].total is None


def test_a_month_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match="två gånger"):
        compare([paid(month(3))], [month(3), month(3)])
    with pytest.raises(ValueError, match="två gånger"):
        compare([paid(month(3)), paid(month(3))], [month(3)])
