"""The words of a case file with their Swedish labels: what a cost, an income, an asset and a person may be."""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """A word of the case file that knows its Swedish label."""

    label: str

    def __new__(cls, word: str, label: str) -> Labelled:
        member = str.__new__(cls, word)
        member._value_ = word
        member.label = label
        return member


class Role(Labelled):
    """Whether the person counts with an adult's or a child's norm (NORM-02, NORM-04)."""

    ADULT = "adult", "vuxen"
    CHILD = "child", "barn"
    PUPIL = "pupil", "skolungdom"


class CostKind(Labelled):
    """Costs beside the norm. The first six belong to försörjningsstöd, the rest to livsföring i övrigt (COST-02–05)."""

    RENT = "rent", "Boende"
    ELECTRICITY = "electricity", "Hushållsel"
    HOME_INSURANCE = "home_insurance", "Hemförsäkring"
    WORK_TRAVEL = "work_travel", "Arbetsresor"
    UNION_FEE = "union_fee", "Fackföreningsavgift"
    UNEMPLOYMENT_FUND = "unemployment_fund", "Avgift till a-kassa"
    HEALTHCARE = "healthcare", "Läkarvård"
    MEDICINE = "medicine", "Medicin"
    DENTAL = "dental", "Tandvård"
    GLASSES = "glasses", "Glasögon"
    CHILDCARE = "childcare", "Barnomsorg"
    DEBT = "debt", "Skuld"
    MOVING = "moving", "Flytt"
    BROADBAND = "broadband", "Bredband"
    FURNITURE = "furniture", "Möbler och hemutrustning"
    OTHER = "other", "Annan kostnad"

    @property
    def is_livelihood(self) -> bool:
        """True for costs of försörjningsstöd, False for livsföring i övrigt."""
        return self in LIVELIHOOD_COSTS


LIVELIHOOD_COSTS = frozenset(
    {
        CostKind.RENT,
        CostKind.ELECTRICITY,
        CostKind.HOME_INSURANCE,
        CostKind.WORK_TRAVEL,
        CostKind.UNION_FEE,
        CostKind.UNEMPLOYMENT_FUND,
    }
)


class Basis(Labelled):
    """What a cost rests on: the right to assistance (12 kap. 1 §), or assistance beyond it (12 kap. 2 §, ENT-02)."""

    RIGHT = "right", "rätt till bistånd"
    EXTRA = "extra", "bistånd utöver rätten"


class Direction(Labelled):
    """Which way the norm is changed in the single case (NORM-12)."""

    HIGHER = "higher", "högre norm"
    LOWER = "lower", "lägre norm"


class IncomeKind(Labelled):
    """Incomes (INC-01), jobbpremie that no source says how to count (INC-09), and last what never counts (INC-02)."""

    WAGE = "wage", "Lön"
    BUSINESS = "business", "Näringsverksamhet"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit", "Arbetslöshetsersättning"
    ACTIVITY_SUPPORT = "activity_support", "Aktivitetsstöd"
    INTRODUCTION_BENEFIT = "introduction_benefit", "Etableringsersättning"
    SICKNESS_BENEFIT = "sickness_benefit", "Sjukpenning"
    PARENTAL_BENEFIT = "parental_benefit", "Föräldrapenning"
    SICKNESS_COMPENSATION = "sickness_compensation", "Sjuk- eller aktivitetsersättning"
    PENSION = "pension", "Pension"
    CHILD_ALLOWANCE = "child_allowance", "Barnbidrag"
    HOUSING_ALLOWANCE = "housing_allowance", "Bostadsbidrag"
    MAINTENANCE_SUPPORT = "maintenance_support", "Underhållsstöd eller underhållsbidrag"
    STUDY_GRANT = "study_grant", "Studiebidrag"
    STUDY_LOAN = "study_loan", "Studielån"
    TAX_REFUND = "tax_refund", "Skatteåterbäring"
    CAPITAL = "capital", "Kapitalinkomst"
    GIFT = "gift", "Gåva eller insättning"
    JOB_PREMIUM = "job_premium", "Jobbpremie"
    OTHER = "other", "Annan inkomst"
    STUDY_EXTRA_SUPPLEMENT = "study_extra_supplement", "Extra tillägg från CSN"
    DISABILITY_COST_ALLOWANCE = "disability_cost_allowance", "Merkostnadsersättning"
    FUND_GRANT = "fund_grant", "Mindre fondbidrag"
    LEISURE_CARD = "leisure_card", "Fritidskort"


NOT_COUNTED = frozenset(
    {
        IncomeKind.STUDY_EXTRA_SUPPLEMENT,
        IncomeKind.DISABILITY_COST_ALLOWANCE,
        IncomeKind.FUND_GRANT,
        IncomeKind.LEISURE_CARD,
    }
)

OWN_WORK = frozenset({IncomeKind.WAGE, IncomeKind.BUSINESS})
"""A child's own work income (CHILD-01)."""


class AssetKind(Labelled):
    """Assets. Money and what is easily sold counts; a home or a car is for a person to judge (ASSET-01, ASSET-02)."""

    BANK = "bank", "Pengar på bank"
    CASH = "cash", "Kontanter"
    SECURITIES = "securities", "Fonder, aktier och andra värdepapper"
    DWELLING = "dwelling", "Bostad"
    CAR = "car", "Bil"
    OTHER = "other", "Annan tillgång som lätt kan säljas"


JUDGED_BY_PERSON = frozenset({AssetKind.DWELLING, AssetKind.CAR})
