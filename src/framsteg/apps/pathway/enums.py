from django.db import models
from django.utils.translation import gettext_lazy as _

from framsteg.apps.applications.enums import Obstacle

# Who is referred to Jobbcentrum: adults whose direct reason for applying is that they stand outside the labour market,
# or have only a foot in it. The source («utanför arbetsmarknaden») gives no list; the choice among the published groups
# of obstacles is the house's. Sick, on parental leave, retired and full-time working persons are not referred.
OUTSIDE_LABOUR_MARKET = frozenset(
    {Obstacle.UNEMPLOYED, Obstacle.UNEMPLOYED_INTRODUCTION, Obstacle.SOCIAL_REASONS, Obstacle.PART_TIME}
)


class Attendance(models.TextChoices):
    """One day at Jobbcentrum. A day without a row is «not registered», which is not absence."""

    PRESENT = "present", _("närvarande")
    ABSENT_VALID = "absent_valid", _("frånvaro med skäl")
    SICK = "sick", _("sjuk")
    CERTIFIED_SICK = "certified", _("sjuk med intyg")
    EXTERNAL = "external", _("på annan plats enligt planen")
    ABSENT = "absent", _("frånvaro utan känt skäl")


class Party(models.TextChoices):
    """Who a plan binds and who signs it."""

    PERSON = "person", _("den enskilde")
    CASEWORKER = "caseworker", _("socialsekreterare")
    CONSULTANT = "consultant", _("arbetsmarknadskonsulent")
    COACH = "coach", _("jobbcoach")
    EMPLOYMENT_OFFICER = "employment_officer", _("arbetsförmedlare")


class Theme(models.TextChoices):
    """What a mapping talks about: an initial assessment of our own, not a published instrument."""

    WORK = "work", _("arbete och erfarenheter")
    EDUCATION = "education", _("utbildning")
    HEALTH = "health", _("hälsa, så som personen själv beskriver den")
    LANGUAGE = "language", _("språk")
    HOME = "home", _("boende och familj")
    ECONOMY = "economy", _("ekonomi")
    GOALS = "goals", _("mål och önskemål")


class Owner(models.TextChoices):
    """Whose duty a plan line is."""

    PERSON = "person", _("den enskilde")
    KOMMUN = "kommun", _("kommunen")
    PARTNER = "partner", _("samverkanspart")


class ActivityKind(models.TextChoices):
    """The types of ``activities`` in the working model."""

    EMPLOYMENT = "employment", _("anställning")
    SUBSIDISED_EMPLOYMENT = "subsidised_employment", _("anställning med stöd")
    MUNICIPAL_JOB = "municipal_job", _("kommunalt jobb")
    JOB_TRACK = "job_track", _("jobbspår")
    INTERNSHIP = "internship", _("praktik")
    WORK_TRAINING = "work_training", _("arbetsträning")
    TEMPORARY_OCCUPATION = "temporary_occupation", _("tillfällig sysselsättning")
    JOB_SEARCH = "job_search", _("jobbsökande")
    COURSE = "course", _("utbildning")
    LANGUAGE = "language", _("språk")
    PROJECT = "project", _("projekt")
    GUIDANCE = "guidance", _("vägledning")
    BUDGET_ADVICE = "budget_advice", _("budgetrådgivning")
    HEALTH = "health", _("hälsa")
    SOCIAL = "social", _("socialt stöd")
    OTHER = "other", _("annat")


class Workplace(models.TextChoices):
    ORDINARY = "ordinary", _("ordinarie arbetsplats")
    CONSTRUCTED = "constructed", _("särskilt anordnad arbetsplats")
    NONE = "none", _("ingen arbetsplats")


class FollowUpMode(models.TextChoices):
    MEETING = "meeting", _("möte")
    PHONE = "phone", _("telefon")
    VIDEO = "video", _("video")
    VISIT = "visit", _("besök")
    WORKPLACE = "workplace", _("besök på arbetsplatsen")


class Destination(models.TextChoices):
    """
    Where a journey led. The classes are those of ``exits`` in the working model.

    «Not reapplied» hides need and is followed up.
    """

    JOB_UNSUBSIDISED = "job_unsubsidised", _("arbete utan subvention")
    JOB_SUBSIDISED = "job_subsidised", _("arbete med subvention")
    STUDIES = "studies", _("studier")
    OTHER_BENEFIT = "other_benefit", _("annan ersättning")
    PENSION = "pension", _("pension")
    MOVED = "moved", _("flyttat från kommunen")
    HOUSEHOLD_CHANGE = "household_change", _("ändrat hushåll")
    NOT_REAPPLIED = "not_reapplied", _("ej återansökt")
    REFUSED = "refused", _("avslag")
    DECEASED = "deceased", _("avliden")
    OTHER = "other", _("annat")


class Cause(models.TextChoices):
    """Why a deadline was not kept, as a person judged it. Nothing follows from it by itself."""

    KOMMUN = "kommun", _("kommunen")
    PARTNER = "partner", _("samverkanspart")
    PERSON = "person", _("den enskilde")
    NONE = "none", _("ingen")


class Progress(models.TextChoices):
    """What a follow-up found, by the plan's own goal."""

    FORWARD = "forward", _("framåt")
    STILL = "still", _("oförändrat")
    BACK = "back", _("bakåt")
    UNKNOWN = "unknown", _("går inte att säga än")


class CheckKind(models.TextChoices):
    """Why a person is contacted after an exit."""

    HOLDS = "holds", _("håller det?")
    OUTREACH = "outreach", _("uppsökande kontakt")


class Respondent(models.TextChoices):
    """Whose answer it is. The person's and the worker's are kept apart."""

    PERSON = "person", _("den enskilde")
    WORKER = "worker", _("handläggaren")


class Tie(models.TextChoices):
    """Who a person keeps the same contact with; a change of any of them is a hand-over with a reason."""

    CASEWORKER = "caseworker", _("socialsekreterare")
    CONSULTANT = "consultant", _("arbetsmarknadskonsulent")
    COACH = "coach", _("jobbcoach")


class ReportedBy(models.TextChoices):
    """How a person told that she cannot come."""

    PHONE = "phone", _("telefon")
    MESSAGE = "message", _("sms eller e-post")
    IN_PERSON = "in_person", _("på plats")
