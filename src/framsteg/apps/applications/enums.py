"""The kinds are those of the case file that `framsteg assess` reads, so that a case can move between the two."""

from django.db import models


class Channel(models.TextChoices):
    FORM = "form", "blankett"
    VISIT = "visit", "besök"
    PHONE = "phone", "telefon"
    ESERVICE = "eservice", "e-tjänst"


class CostKind(models.TextChoices):
    RENT = "rent", "hyra"
    ELECTRICITY = "electricity", "hushållsel"
    HOME_INSURANCE = "home_insurance", "hemförsäkring"
    WORK_TRAVEL = "work_travel", "arbetsresor"
    UNION_FEE = "union_fee", "fackavgift"
    UNEMPLOYMENT_FUND = "unemployment_fund", "avgift till a-kassa"
    HEALTHCARE = "healthcare", "läkarvård"
    MEDICINE = "medicine", "medicin"
    DENTAL = "dental", "tandvård"
    GLASSES = "glasses", "glasögon"
    CHILDCARE = "childcare", "barnomsorg"
    DEBT = "debt", "skuld"
    MOVING = "moving", "flytt"
    FURNITURE = "furniture", "möbler och husgeråd"
    OTHER = "other", "annat"


class IncomeKind(models.TextChoices):
    WAGE = "wage", "lön"
    BUSINESS = "business", "eget företag"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit", "arbetslöshetsersättning"
    ACTIVITY_SUPPORT = "activity_support", "aktivitetsstöd"
    INTRODUCTION_BENEFIT = "introduction_benefit", "etableringsersättning"
    SICKNESS_BENEFIT = "sickness_benefit", "sjukpenning"
    PARENTAL_BENEFIT = "parental_benefit", "föräldrapenning"
    SICKNESS_COMPENSATION = "sickness_compensation", "sjuk- eller aktivitetsersättning"
    PENSION = "pension", "pension"
    CHILD_ALLOWANCE = "child_allowance", "barnbidrag"
    HOUSING_ALLOWANCE = "housing_allowance", "bostadsbidrag"
    MAINTENANCE_SUPPORT = "maintenance_support", "underhållsstöd"
    STUDY_GRANT = "study_grant", "studiebidrag"
    STUDY_LOAN = "study_loan", "studielån"
    TAX_REFUND = "tax_refund", "skatteåterbäring"
    CAPITAL = "capital", "kapitalinkomst"
    GIFT = "gift", "gåva eller lån"
    OTHER = "other", "annan inkomst"
    STUDY_EXTRA_SUPPLEMENT = "study_extra_supplement", "extra tilläggslån eller tilläggsbidrag (CSN)"
    DISABILITY_COST_ALLOWANCE = "disability_cost_allowance", "merkostnadsersättning"
    FUND_GRANT = "fund_grant", "fondbidrag"
    LEISURE_CARD = "leisure_card", "fritidskort"


class AssetKind(models.TextChoices):
    BANK = "bank", "pengar på konto"
    SECURITIES = "securities", "fonder och värdepapper"
    VEHICLE = "vehicle", "fordon"
    PROPERTY = "property", "bostad eller fastighet"
    OTHER = "other", "annan tillgång"


class Obstacle(models.TextChoices):
    """
    Försörjningshinder per adult and application: the direct reason why the person cannot support herself.

    The eleven published groups (Kolada N31858–N31868, source Socialstyrelsen). The official codes were not found; they
    belong to the statistics delivery, not here.
    """

    UNEMPLOYED = "unemployed", "arbetslös"
    UNEMPLOYED_INTRODUCTION = "unemployed_introduction", "arbetslös med etableringsersättning"
    SICK = "sick", "sjukskriven med läkarintyg"
    SICKNESS_COMPENSATION = "sickness_compensation", "sjuk- eller aktivitetsersättning"
    PENSION = "pension", "pension eller äldreförsörjningsstöd"
    SOCIAL_REASONS = "social_reasons", "arbetshinder, sociala skäl"
    PARENTAL_LEAVE = "parental_leave", "föräldraledig"
    FULL_TIME = "full_time", "arbetar heltid"
    PART_TIME = "part_time", "arbetar deltid"
    NONE = "none", "försörjningshinder saknas"
    UNKNOWN = "unknown", "uppgift saknas"


class PaperKind(models.TextChoices):
    APPLICATION = "application", "ansökan"
    RENT_NOTICE = "rent_notice", "hyresavi"
    WAGE_SLIP = "wage_slip", "lönebesked"
    BANK_STATEMENT = "bank_statement", "kontoutdrag"
    MEDICAL_CERTIFICATE = "medical_certificate", "läkarintyg"
    OTHER = "other", "annan handling"
