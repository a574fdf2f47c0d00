"""The kinds are those of the case file that `framsteg assess` reads, so that a case can move between the two."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    FORM = "form", _("blankett")
    VISIT = "visit", _("besök")
    PHONE = "phone", _("telefon")
    ESERVICE = "eservice", _("e-tjänst")


class CostKind(models.TextChoices):
    RENT = "rent", _("hyra")
    ELECTRICITY = "electricity", _("hushållsel")
    HOME_INSURANCE = "home_insurance", _("hemförsäkring")
    WORK_TRAVEL = "work_travel", _("arbetsresor")
    UNION_FEE = "union_fee", _("fackavgift")
    UNEMPLOYMENT_FUND = "unemployment_fund", _("avgift till a-kassa")
    HEALTHCARE = "healthcare", _("läkarvård")
    MEDICINE = "medicine", _("medicin")
    DENTAL = "dental", _("tandvård")
    GLASSES = "glasses", _("glasögon")
    CHILDCARE = "childcare", _("barnomsorg")
    DEBT = "debt", _("skuld")
    MOVING = "moving", _("flytt")
    BROADBAND = "broadband", _("bredband")
    FURNITURE = "furniture", _("möbler och husgeråd")
    OTHER = "other", _("annat")


class IncomeKind(models.TextChoices):
    WAGE = "wage", _("lön")
    BUSINESS = "business", _("eget företag")
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit", _("arbetslöshetsersättning")
    ACTIVITY_SUPPORT = "activity_support", _("aktivitetsstöd")
    INTRODUCTION_BENEFIT = "introduction_benefit", _("etableringsersättning")
    SICKNESS_BENEFIT = "sickness_benefit", _("sjukpenning")
    PARENTAL_BENEFIT = "parental_benefit", _("föräldrapenning")
    SICKNESS_COMPENSATION = "sickness_compensation", _("sjuk- eller aktivitetsersättning")
    PENSION = "pension", _("pension")
    CHILD_ALLOWANCE = "child_allowance", _("barnbidrag")
    HOUSING_ALLOWANCE = "housing_allowance", _("bostadsbidrag")
    MAINTENANCE_SUPPORT = "maintenance_support", _("underhållsstöd")
    STUDY_GRANT = "study_grant", _("studiebidrag")
    STUDY_LOAN = "study_loan", _("studielån")
    TAX_REFUND = "tax_refund", _("skatteåterbäring")
    CAPITAL = "capital", _("kapitalinkomst")
    GIFT = "gift", _("gåva eller lån")
    JOB_PREMIUM = "job_premium", _("jobbpremie")
    OTHER = "other", _("annan inkomst")
    STUDY_EXTRA_SUPPLEMENT = "study_extra_supplement", _("extra tilläggslån eller tilläggsbidrag (CSN)")
    DISABILITY_COST_ALLOWANCE = "disability_cost_allowance", _("merkostnadsersättning")
    FUND_GRANT = "fund_grant", _("fondbidrag")
    LEISURE_CARD = "leisure_card", _("fritidskort")


class AssetKind(models.TextChoices):
    BANK = "bank", _("pengar på konto")
    CASH = "cash", _("kontanter")
    SECURITIES = "securities", _("fonder och värdepapper")
    VEHICLE = "vehicle", _("fordon")
    PROPERTY = "property", _("bostad eller fastighet")
    OTHER = "other", _("annan tillgång")


class Obstacle(models.TextChoices):
    """
    Försörjningshinder per adult and application: the direct reason why the person cannot support herself.

    The eleven published groups (Kolada N31858–N31868, source Socialstyrelsen). The official codes were not found; they
    belong to the statistics delivery, not here.
    """

    UNEMPLOYED = "unemployed", _("arbetslös")
    UNEMPLOYED_INTRODUCTION = "unemployed_introduction", _("arbetslös med etableringsersättning")
    SICK = "sick", _("sjukskriven med läkarintyg")
    SICKNESS_COMPENSATION = "sickness_compensation", _("sjuk- eller aktivitetsersättning")
    PENSION = "pension", _("pension eller äldreförsörjningsstöd")
    SOCIAL_REASONS = "social_reasons", _("arbetshinder, sociala skäl")
    PARENTAL_LEAVE = "parental_leave", _("föräldraledig")
    FULL_TIME = "full_time", _("arbetar heltid")
    PART_TIME = "part_time", _("arbetar deltid")
    NONE = "none", _("försörjningshinder saknas")
    UNKNOWN = "unknown", _("uppgift saknas")


class PaperKind(models.TextChoices):
    APPLICATION = "application", _("ansökan")
    RENT_NOTICE = "rent_notice", _("hyresavi")
    WAGE_SLIP = "wage_slip", _("lönebesked")
    BANK_STATEMENT = "bank_statement", _("kontoutdrag")
    MEDICAL_CERTIFICATE = "medical_certificate", _("läkarintyg")
    OTHER = "other", _("annan handling")


class Evidence(models.TextChoices):
    """
    What an amount was verified against. ``UNSTATED`` is for checks noted before the source was asked for.

    The authorities and the unemployment funds are those that answer through SSBTEK; a caseworker may have asked them in
    another way too.
    """

    RENT_NOTICE = "rent_notice", _("hyresavi")
    WAGE_SLIP = "wage_slip", _("lönebesked")
    BANK_STATEMENT = "bank_statement", _("kontoutdrag")
    BILL = "bill", _("faktura eller kvitto")
    CONTRACT = "contract", _("avtal eller intyg")
    SOCIAL_INSURANCE = "social_insurance", _("uppgift från Försäkringskassan")
    PENSIONS_AGENCY = "pensions_agency", _("uppgift från Pensionsmyndigheten")
    STUDENT_AID = "student_aid", _("uppgift från CSN")
    UNEMPLOYMENT_FUND = "unemployment_fund", _("uppgift från a-kassan")
    EMPLOYMENT_SERVICE = "employment_service", _("uppgift från Arbetsförmedlingen")
    TAX_AGENCY = "tax_agency", _("uppgift från Skatteverket")
    OTHER = "other", _("annat underlag")
    UNSTATED = "unstated", _("underlag som inte antecknades")
