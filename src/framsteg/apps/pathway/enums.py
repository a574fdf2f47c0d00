from django.db import models

from framsteg.apps.applications.enums import Obstacle

# Who is referred to Jobbcentrum: adults whose direct reason for applying is that they stand outside the labour market,
# or have only a foot in it. The source («utanför arbetsmarknaden») gives no list; the choice among the published groups
# of obstacles is the house's. Sick, on parental leave, retired and full-time working persons are not referred.
OUTSIDE_LABOUR_MARKET = frozenset(
    {Obstacle.UNEMPLOYED, Obstacle.UNEMPLOYED_INTRODUCTION, Obstacle.SOCIAL_REASONS, Obstacle.PART_TIME}
)


class Attendance(models.TextChoices):
    """One day at Jobbcentrum. A day without a row is «not registered», which is not absence."""

    PRESENT = "present", "närvarande"
    ABSENT_VALID = "absent_valid", "frånvaro med skäl"
    SICK = "sick", "sjuk"
    ABSENT = "absent", "frånvaro utan känt skäl"


class Party(models.TextChoices):
    """Who a plan binds and who signs it."""

    PERSON = "person", "den enskilde"
    CASEWORKER = "caseworker", "socialsekreterare"
    CONSULTANT = "consultant", "arbetsmarknadskonsulent"
    EMPLOYMENT_OFFICER = "employment_officer", "arbetsförmedlare"


class Theme(models.TextChoices):
    """What a mapping talks about: an initial assessment of our own, not a published instrument."""

    WORK = "work", "arbete och erfarenheter"
    EDUCATION = "education", "utbildning"
    HEALTH = "health", "hälsa, så som personen själv beskriver den"
    LANGUAGE = "language", "språk"
    HOME = "home", "boende och familj"
    ECONOMY = "economy", "ekonomi"
    GOALS = "goals", "mål och önskemål"


class Owner(models.TextChoices):
    """Whose duty a plan line is."""

    PERSON = "person", "den enskilde"
    KOMMUN = "kommun", "kommunen"
    PARTNER = "partner", "samverkanspart"


class ActivityKind(models.TextChoices):
    """The ids are those of ``activities`` in the working model."""

    EMPLOYMENT = "employment", "anställning"
    JOB_TRACK = "job_track", "jobbspår"
    INTERNSHIP = "internship", "praktik"
    WORK_TRAINING = "work_training", "arbetsträning"


class Workplace(models.TextChoices):
    ORDINARY = "ordinary", "ordinarie arbetsplats"
    CONSTRUCTED = "constructed", "särskilt anordnad arbetsplats"


class FollowUpMode(models.TextChoices):
    MEETING = "meeting", "möte"
    PHONE = "phone", "telefon"
    WORKPLACE = "workplace", "besök på arbetsplatsen"


class Destination(models.TextChoices):
    """
    Where a journey led. The classes are those of ``exits`` in the working model.

    «Not reapplied» hides need and is followed up.
    """

    JOB_UNSUBSIDISED = "job_unsubsidised", "arbete utan subvention"
    JOB_SUBSIDISED = "job_subsidised", "arbete med subvention"
    STUDIES = "studies", "studier"
    OTHER_BENEFIT = "other_benefit", "annan ersättning"
    MOVED = "moved", "flyttat från kommunen"
    HOUSEHOLD_CHANGE = "household_change", "ändrat hushåll"
    NOT_REAPPLIED = "not_reapplied", "ej återansökt"
    REFUSED = "refused", "avslag"
    DECEASED = "deceased", "avliden"
    OTHER = "other", "annat"
