"""What holds around the calculation for any household: what if, late facts, and a stored result run again."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.entitlement.properties.cases import cases

from framsteg.entitlement import Case, calculate
from framsteg.entitlement.kinds import IncomeKind
from framsteg.entitlement.rerun import rerun, stamped
from framsteg.entitlement.retroactive import Paid, compare, spans
from framsteg.entitlement.whatif import change, response

HOUSEHOLDS = cases().map(Case.model_validate)
WAGES = st.integers(0, 40000)


@settings(max_examples=60, deadline=None)
@given(HOUSEHOLDS)
def test_the_exit_is_where_assistance_ends_and_not_a_krona_earlier(case):
    adult = next(person.id for person in case.persons if not person.is_child)

    leaves = response(case, adult, IncomeKind.WAGE, 0, 1).exit_income

    if leaves is not None:
        assert calculate(change(case, f"{adult}.wage={leaves}")).assistance == 0
        assert leaves == 0 or calculate(change(case, f"{adult}.wage={leaves - 1}")).assistance > 0


@settings(max_examples=60, deadline=None)
@given(HOUSEHOLDS, WAGES)
def test_what_was_paid_and_the_difference_are_the_new_assistance(case, wage):
    before = calculate(case)
    corrected = change(case, f"wage={wage}")

    (found,) = compare([Paid.as_calculated(case, before)], [corrected])

    if found.difference is not None:
        assert found.paid + found.difference == calculate(corrected).assistance
        assert spans([found])[0].total == found.difference
        assert found.proposal.amount == abs(found.difference)


@settings(max_examples=60, deadline=None)
@given(HOUSEHOLDS)
def test_what_is_stored_and_run_again_is_the_same(case):
    facts, stored = json.loads(json.dumps([case.model_dump(mode="json"), stamped(calculate(case))]))

    assert rerun(facts, stored).same
