"""Whatever a file holds, the reader answers: a case, or Swedish sentences with a place and a remedy. Never a crash."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.entitlement.properties.cases import cases

from framsteg.entitlement import Case, CaseFileError, Outcome, calculate
from framsteg.entitlement.casefile import Fault, parse_case
from framsteg.entitlement.rows import LISTS

UNTIMED = settings(deadline=None, max_examples=60)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates().map(str)
    | st.sampled_from(["2025-03", "0001-01", "9999-12", "1e12", "NaN", "1/2", "a", "rent", "adult", ".inf", "0000-01"])
)  # fmt: skip
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
)
KEYS = sorted({key for model in LISTS.values() for key in model.model_fields} | {"x"})
ROWS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, object]:
    """A good case with some of its facts exchanged for anything at all."""
    raw = draw(cases())
    for key in draw(st.lists(st.sampled_from(sorted(raw)), min_size=1, max_size=3)):
        raw[key] = draw(VALUES | st.lists(ROWS, max_size=2))
    return raw


@UNTIMED
@given(damaged())
def test_damaged_facts_give_swedish_sentences_or_a_case(raw):
    try:
        case = Case.model_validate(raw)
    except ValidationError as refused:
        faults = refused.errors(include_url=False, include_context=False, include_input=False)
        assert all(fault["msg"].endswith(".") for fault in faults)
        assert {fault["type"] for fault in faults} == {"framsteg"}
    else:
        assert calculate(case).outcome in Outcome


@UNTIMED
@given(damaged())
def test_a_damaged_file_gives_a_line_for_each_fault(raw):
    told = faults_of(json.dumps(raw, default=str, ensure_ascii=False))

    assert all(str(fault).startswith("hushall.yaml") and str(fault).endswith(".") for fault in told)


def faults_of(text: str) -> tuple[Fault, ...]:
    try:
        parse_case(text, name="hushall.yaml")
    except CaseFileError as refused:
        return refused.faults
    return ()


@UNTIMED
@given(st.text(max_size=60) | st.text(alphabet="{}[]:,-&*!|>'\"#\n ab1", max_size=60))
def test_any_text_at_all_is_refused_or_read(text):
    with pytest.raises(CaseFileError):
        parse_case(text, name="hushall.yaml")
