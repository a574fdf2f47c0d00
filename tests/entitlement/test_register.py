"""The register of rules: complete, truthful about the code, and honest about what is not known."""

import re

import pytest
from tests.repo.files import SOURCE

from framsteg.entitlement import Month, ParameterError
from framsteg.entitlement.parameters import parameters_for
from framsteg.entitlement.register import Status, find, rules

KNOWN = {
    "LAW": range(1, 7),
    "NORM": [*range(1, 16), *range(20, 23)],
    "ENT": range(1, 10),
    "COST": range(1, 8),
    "INC": range(1, 10),
    "JOB": range(1, 8),
    "ASSET": range(1, 4),
    "PROC": range(1, 17),
    "REC": range(1, 7),
    "ACT": range(1, 15),
    "CAP": range(1, 8),
}
QUOTED = re.compile(r"""["']([A-Z]+-\d\d[b]?)["']""")
BY_ID = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)


def test_no_rule_of_the_sources_is_missing_and_none_is_there_twice():
    listed = [f"{family}-{number:02d}" for family, numbers in KNOWN.items() for number in numbers]

    names = [name for rule in rules() for name in rule.names]
    assert sorted(names) == sorted([*listed, "PROC-05b", "CHILD-01", "CHILD-02"])


def test_every_rule_that_the_library_names_is_in_the_register():
    """Steps carry a rule id; whoever reads one can look it up."""
    named = {
        name for path in (SOURCE / "entitlement").rglob("*.py") for name in QUOTED.findall(path.read_text("utf-8"))
    }

    assert named
    for name in named:
        assert find(name)


@BY_ID
def test_a_rule_that_is_built_or_chosen_has_a_module_that_is_there(rule):
    if rule.status in {Status.BUILT, Status.PARAMETER}:
        assert rule.module
    if rule.module:
        assert (SOURCE / rule.module).is_file()


@BY_ID
def test_a_rule_that_is_not_built_says_where_it_is_handled_or_what_is_not_known(rule):
    assert rule.note or rule.status is Status.BUILT
    assert rule.confidence or rule.status is Status.UNKNOWN


@BY_ID
def test_a_period_ends_after_it_begins(rule):
    assert rule.valid_from is None or rule.valid_to is None or rule.valid_from <= rule.valid_to


@pytest.mark.rule("LAW-01")
@pytest.mark.parametrize(("month", "act"), [("2025-06", "SoL (2001:453)"), ("2025-07", "SoL (2025:400)")])
def test_the_new_act_is_in_force_from_july_2025(month, act):
    assert parameters_for(Month.parse(month)).law["right"].startswith(act)
    assert find("LAW-01").valid_from == Month(2025, 7).first_day


def test_another_name_of_a_rule_leads_to_it():
    assert find("CHILD-01") is find("INC-05")


def test_an_unknown_rule_is_refused_with_the_remedy():
    with pytest.raises(ParameterError, match="finns inte i register"):
        find("NORM-99")
