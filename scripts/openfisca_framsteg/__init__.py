"""
The same rules as a country package for OpenFisca-core, only to be measured beside: see ``bench_entitlement.py``.

Amounts come from Framsteg's own parameters. OpenFisca takes one figure of each kind for each person or household, so
the rows of a kind are added up before. It gives what ``bulk.Answers`` gives: the fifteen amounts (``AMOUNTS`` there
names them) and the outcome. The job incentive looks for six months in a row in the two years before: right for
histories with at most one window. OpenFisca counts in 32-bit floating point and does not round: an answer may differ
by an öre. Left out are the norms of single kommuner and unknown amounts of the law, which no household of the bench
meets. Names follow OpenFisca's custom, not ours: a variable is a class in small letters; its formula takes its entity.
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


def system(norm, incentive, child_wage, asset_allowance, start: str) -> TaxBenefitSystem:
    """Return the rules under a norm table, the job incentive, the limit for children's wages and the free assets."""
    rules = TaxBenefitSystem([Person, Household])
    rules.parameters = ParameterNode("", data=_parameters(norm, incentive, child_wage, asset_allowance, start))
    rules.add_variables(*INPUTS, *FORMULAS)
    return rules


def _parameters(norm, incentive, child_wage, asset_allowance, start: str) -> dict[str, object]:
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
        "asset_allowance": value(asset_allowance),
    }


def _input(name: str, entity, kind: type) -> type[Variable]:
    return type(name, (Variable,), {"value_type": kind, "entity": entity, "definition_period": MONTH, "label": name})


LIVELIHOOD = ("rent", "electricity", "home_insurance", "work_travel", "union_fee", "unemployment_fund")
OTHER_NEEDS = ("medicine", "dental", "debt", "glasses")
INCOMES = ("sickness_benefit", "activity_support", "unemployment_benefit", "housing_allowance", "gift")
INCOMES += ("introduction_benefit", "parental_benefit", "other", "child_allowance")
QUALIFYING, WINDOW = 6, 24
WHOLE_MONTH = 30
HALF_AN_ORE = 0.005


def _input(name: str, entity, kind: type, otherwise: float = 0) -> type[Variable]:
    described = {"value_type": kind, "entity": entity, "definition_period": MONTH, "label": name}
    return type(name, (Variable,), described | {"default_value": kind(otherwise)})


INPUTS = [
    _input("age", Person, int),
    _input("days", Person, int, WHOLE_MONTH),
    *(_input(name, Person, bool) for name in ("is_adult", "in_couple", "lunch_away", "lma", "unjudged_premium")),
    *(_input(name, Person, float) for name in ("wage", "own_work_before", "bank", "own_adjustment", *INCOMES)),
    *(_input(name, Household, float) for name in ("adjustment", "extra", "carried_surplus", *LIVELIHOOD, *OTHER_NEEDS)),
    _input("other_residents", Household, int),
    _input("days_of_household", Household, int, WHOLE_MONTH),
    _input("received_assistance", Household, bool),
]


class unadjusted_norm(Variable):
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
        return where(person("is_adult", period), adult, child) * person("days", period) / WHOLE_MONTH


class personal_norm(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "NORM-12"

    def formula(person, period):
        return max_(person("unadjusted_norm", period) + person("own_adjustment", period), 0)


class norm_adults(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "NORM-04"

    def formula(household, period):
        return household.sum(household.members("unadjusted_norm", period) * household.members("is_adult", period))


class norm_children(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "NORM-02, NORM-03"

    def formula(household, period):
        return household.sum(household.members("unadjusted_norm", period) * ~household.members("is_adult", period))


class norm_shared(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "NORM-01, NORM-05, NORM-06, NORM-11"

    def formula(household, period, parameters):
        members = household.nb_persons()
        size = members + household("other_residents", period)
        whole = parameters(period).norm.shared.calc(size) * members / size
        return whole * household("days_of_household", period) / WHOLE_MONTH


class norm(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "NORM-01 to NORM-12"

    def formula(household, period):
        persons = household.sum(household.members("personal_norm", period))
        return max_(persons + household("norm_shared", period) + household("adjustment", period), 0)


class norm_adjusted(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "NORM-12"

    def formula(household, period):
        before = household("norm_adults", period) + household("norm_children", period)
        return household("norm", period) - before - household("norm_shared", period)


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
    label = "INC-01, CHILD-01, INC-03"

    def formula(person, period, parameters):
        month_before, limit = period.last_month, parameters(period).child_wage
        wage = person("wage", month_before)
        other = sum(person(kind, month_before) for kind in INCOMES)
        before = person("own_work_before", month_before)
        own_work = max_(before + wage - limit, 0) - max_(before - limit, 0)
        child = min_(own_work + other, person("personal_norm", period))
        return where(person("is_adult", period), wage + other, child)


class incomes(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "INC-01 to INC-04, CHILD-01, INC-03"

    def formula(household, period):
        return household.sum(household.members("counted_income", period))


class job_incentive(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "JOB-01"

    def formula(household, period, parameters):
        wages = household.members("wage", period.last_month) * household.members("is_adult", period)
        share = parameters(period).job_incentive.share
        return -household.sum(wages) * household("has_job_incentive", period) * share


class counted_assets(Variable):
    value_type = float
    entity = Person
    definition_period = MONTH
    label = "ASSET-01, INC-03"

    def formula(person, period):
        assets = person("bank", period)
        room = person("personal_norm", period) - person("counted_income", period)
        return where(person("is_adult", period), assets, min_(assets, room))


class assets(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "ASSET-01 to ASSET-03"

    def formula(household, period, parameters):
        total = household.sum(household.members("counted_assets", period))
        return max_(total - parameters(period).asset_allowance, 0)


class costs(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "COST-02, COST-03"

    def formula(household, period):
        return sum(household(kind, period) for kind in LIVELIHOOD)


class other_need(Variable):
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
        means = household("incomes", period) + household("job_incentive", period)
        return means - household("norm", period) - household("costs", period)


class under_lma(Variable):
    value_type = bool
    entity = Household
    definition_period = MONTH
    label = "ENT-05: all of them"

    def formula(household, period):
        return household.sum(household.members("lma", period)) == household.nb_persons()


class assistance(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "ENT-01"

    def formula(household, period):
        lacking = household("other_need", period) - household("balance", period)
        means = household("assets", period) + household("carried_surplus", period)
        return max_(lacking - means, 0) * ~household("under_lma", period)


class surplus(Variable):
    value_type = float
    entity = Household
    definition_period = MONTH
    label = "Överskott"

    def formula(household, period):
        return max_(household("balance", period) - household("other_need", period), 0)


class outcome(Variable):
    value_type = int
    entity = Household
    definition_period = MONTH
    label = "0 no right, 1 right, 2 not enough known (ENT-05, INC-09)"

    def formula(household, period):
        some_lma = household.sum(household.members("lma", period)) > 0
        premium = household.sum(household.members("unjudged_premium", period.last_month)) > 0
        unknown = premium | (some_lma & ~household("under_lma", period))
        return where(unknown, 2, household("assistance", period) >= HALF_AN_ORE)


FORMULAS = [
    *(unadjusted_norm, personal_norm, norm_adults, norm_children, norm_shared, norm, norm_adjusted),
    *(has_job_incentive, counted_income, incomes, job_incentive, counted_assets, assets),
    *(costs, other_need, balance, under_lma, assistance, surplus, outcome),
]
