"""The columns say what the readable rules say, for every household."""

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from tests.entitlement.bulk.populations import Household, populations, write_tables
from tests.entitlement.properties.cases import PRACTICES

from framsteg.entitlement import Case, Month, Result, Section, calculate
from framsteg.entitlement.bulk.calculate import assess
from framsteg.entitlement.bulk.checks import wrong_households
from framsteg.entitlement.bulk.files import Folder
from framsteg.entitlement.bulk.read import Reader
from framsteg.entitlement.bulk.result import OUTCOMES, UNKNOWN, Answers
from framsteg.entitlement.bulk.tables import Tables, read_tables
from framsteg.entitlement.parameters.schema import Practice

AT_A_TIME = 20
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
MANY = settings(
    max_examples=max(100, settings().max_examples),  # 2 000 households; more under the profile "nightly"
    phases=UNSHRUNK,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
SECTIONS = {
    Section.NORM: ("norm",),
    Section.COST: ("costs",),
    Section.INCOME: ("incomes", "job_incentive"),
    Section.OTHER_NEED: ("other_need",),
    Section.ASSET: ("assets", "carried_surplus"),
}
STEPS = {
    "norm_adults": ["NORM-04"],
    "norm_children": ["NORM-02", "NORM-03"],
    "norm_shared": ["NORM-01", "NORM-05", "NORM-06"],
    "norm_adjusted": ["NORM-12"],
    "job_incentive": ["JOB-01"],
    "carried_surplus": ["INC-08"],
}


def read(households: list[Household]) -> Tables:
    with TemporaryDirectory() as folder:
        write_tables(Path(folder), enumerate(households))
        return read_tables(Reader(Folder(Path(folder))))


def kronor(ore: Any) -> Decimal | None:
    return None if ore == UNKNOWN else Decimal(int(ore)) / 100


def answer(answers: Answers, place: int) -> tuple[object, ...]:
    amounts = (kronor(getattr(answers, name)[place]) for name in ("assistance", "norm", "surplus", "extra"))
    texts, which = answers.missing_texts()
    return OUTCOMES[answers.outcome[place]], *amounts, set(filter(None, texts[which[place]].split(", ")))


def expected(result: Result) -> tuple[object, ...]:
    gaps = {
        fact.fact.rsplit(".", 1)[0] if fact.fact.startswith("job_premium.") else fact.fact for fact in result.missing
    }
    return result.outcome, result.assistance, result.norm, result.surplus, result.extra, gaps


@MANY
@given(populations(AT_A_TIME), PRACTICES)
def test_outcome_and_amounts_are_those_of_the_readable_rules(
    population: tuple[Month, list[Household]], practice: Practice
):
    month, raws = population
    cases = [Case.model_validate(raw) for raw in raws]
    tables = read(raws)

    answers = assess(tables, month, practice=practice)

    order = [int(name) for name in tables.ids]
    assert list(wrong_households(tables, month)) == []
    assert sorted(order) == list(range(len(cases)))
    results = [calculate(cases[number], practice=practice) for number in order]
    assert [answer(answers, place) for place in range(len(order))] == [expected(result) for result in results]
    for place, result in enumerate(results):
        assert_same_steps(answers, place, result)


def assert_same_steps(answers: Answers, place: int, result: Result) -> None:
    """The columns are sums of exact steps; the readable steps are rounded one by one, half an öre at most each."""
    for section, columns in SECTIONS.items():
        figures = [kronor(getattr(answers, column)[place]) for column in columns]
        steps = [step.amount for step in result.in_section(section)]
        assert_near(figures, steps, (section, result))
    for column, rules in STEPS.items():
        steps = [step.amount for step in result.steps if step.rule in rules and step.section is not Section.SUM]
        assert_near([kronor(getattr(answers, column)[place])], steps, (column, result))


def assert_near(figures: list[Decimal | None], steps: list[Decimal], about: object) -> None:
    if None not in figures:
        assert abs(sum(figures) - sum(steps)) <= Decimal("0.005") * (len(steps) + len(figures)), about
