"""
The same rules as a country package for OpenFisca-core, only to be measured beside: see ``bench_entitlement.py``.

Amounts come from Framsteg's own parameters. OpenFisca takes one figure of each kind for each person or household, so
the rows of a kind are added up before. The job incentive looks for six months in a row in the two years before: right
for histories with at most one window. OpenFisca counts in 32-bit floating point: an answer may differ by an öre. Names
follow OpenFisca's custom, not ours: a variable is a class in small letters, whose formula takes its entity.
"""

from openfisca_core.entities import build_entity
from openfisca_core.model_api import MONTH, Variable, max_, min_, where
from openfisca_core.parameters import ParameterNode
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

Person = build_entity(key="person", plural="persons", label="Person", is_person=True)
Household = build_entity(
    key="household",
    plural="households",
    label="Hushåll",
    roles=[{"key": "member", "plural": "members", "label": "Medlem"}],
)


def system(norm, incentive, child_wage, start: str) -> TaxBenefitSystem:
    """Return the rules under a norm table, the job incentive, and the limit for children's wages in kronor."""
    rules = TaxBenefitSystem([Person, Household])
    rules.parameters = ParameterNode("", data=_parameters(norm, incentive, child_wage, start))
    rules.add_variables(*INPUTS, *FORMULAS)
    return rules


def _parameters(norm, incentive, child_wage, start: str) -> dict[str, object]:
    def value(number) -> dict[str, object]:
        return {"values": {start: {"value": float(number)}}}

    def scale(amounts) -> dict[str, object]:
        brackets = [{"threshold": value(at), "amount": value(amount)} for at, amount in amounts]
        return {"metadata": {"type": "single_amount"}, "brackets": brackets}

    def bands(table) -> list[tuple[int, object]]:
        return [(int(band.split("-")[0]), known.amount) for band, known in table.items()]

    return {
        "norm": {
            "single": value(norm.adult_single.amount),
            "pair": value(norm.adult_pair.amount),
            "child": scale(bands(norm.child)),
            "child_without_lunch": scale(bands(norm.child_without_lunch)),
            "shared": scale([(size, norm.shared_amount(size)) for size in range(1, 31)]),
        },
        "job_incentive": {"share": value(incentive.share)},
        "child_wage": value(child_wage),
    }


def _input(name: str, entity, kind: type) -> type[Variable]:
    return type(name, (Variable,), {"value_type": kind, "entity": entity, "definition_period": MONTH, "label": name})


LIVELIHOOD = ("rent", "electricity", "home_insurance", "work_travel", "union_fee", "unemployment_fund")
OTHER_NEEDS = ("medicine", "dental", "debt", "glasses")
INCOMES = ("sickness_benefit", "activity_support", "unemployment_benefit", "housing_allowance", "gift")
INCOMES += ("introduction_benefit", "parental_benefit", "other", "child_allowance")
QUALIFYING, WINDOW = 6, 24

INPUTS = [
    *(_input(name, Person, int) for name in ("age", "days")),
    *(_input(name, Person, bool) for name in ("is_adult", "in_couple", "lunch_away")),
    *(_input(name, Person, float) for name in ("wage", "own_work_before", "bank", *INCOMES)),
    *(_input(name, Household, float) for name in ("higher_norm", *LIVELIHOOD, *OTHER_NEEDS)),
    _input("other_residents", Household, int),
    _input("received_assistance", Household, bool),
]


class personal_norm(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "NORM-02, NORM-03, NORM-04, NORM-09"

    def formula(person, period, parameters):
        norm = parameters(period).norm
        age = person("age", period)
        without_lunch = person("lunch_away", period) * (age <= 6)
        child = where(without_lunch, norm.child_without_lunch.calc(age), norm.child.calc(age))
        adult = where(person("in_couple", period), norm.pair / 2, norm.single)
        return where(person("is_adult", period), adult, child) * person("days", period) / 30


class norm(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "NORM-01, NORM-05, NORM-06, NORM-12"

    def formula(household, period, parameters):
        members = household.nb_persons()
        size = members + household("other_residents", period)
        shared = parameters(period).norm.shared.calc(size) * members / size
        return household.sum(household.members("personal_norm", period)) + shared + household("higher_norm", period)


class has_job_incentive(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "JOB-01, JOB-02"

    def formula(household, period):
        in_a_row, found = 0, False
        for back in range(WINDOW + QUALIFYING - 1, 0, -1):
            in_a_row = (in_a_row + 1) * household("received_assistance", period.offset(-back))
            found = found | (in_a_row >= QUALIFYING)
        return found


class counted_income(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "INC-01, CHILD-01, INC-03, JOB-01"

    def formula(person, period, parameters):
        p = parameters(period)
        month_before = period.last_month
        wage = person("wage", month_before)
        other = sum(person(kind, month_before) for kind in INCOMES)
        before = person("own_work_before", month_before)
        own_work = max_(before + wage - p.child_wage, 0) - max_(before - p.child_wage, 0)
        child = min_(own_work + other, person("personal_norm", period))
        adult = wage * (1 - person.household("has_job_incentive", period) * p.job_incentive.share) + other
        return where(person("is_adult", period), adult, child)


class counted_assets(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "ASSET-01, INC-03"

    def formula(person, period):
        assets = person("bank", period)
        room = person("personal_norm", period) - person("counted_income", period)
        return where(person("is_adult", period), assets, min_(assets, room))


class livelihood_costs(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "COST-02, COST-03"

    def formula(household, period):
        return sum(household(kind, period) for kind in LIVELIHOOD)


class other_needs(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "COST-05, COST-06"

    def formula(household, period):
        return sum(household(kind, period) for kind in OTHER_NEEDS)


class balance(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Inkomster minus norm och kostnader"

    def formula(household, period):
        incomes = household.sum(household.members("counted_income", period))
        return incomes - household("norm", period) - household("livelihood_costs", period)


class assistance(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "ENT-01"

    def formula(household, period):
        assets = household.sum(household.members("counted_assets", period))
        return max_(household("other_needs", period) - household("balance", period) - assets, 0)


class surplus(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Överskott"

    def formula(household, period):
        return max_(household("balance", period) - household("other_needs", period), 0)


FORMULAS = [
    *(personal_norm, norm, has_job_incentive, counted_income, counted_assets),
    *(livelihood_costs, other_needs, balance, assistance, surplus),
]
