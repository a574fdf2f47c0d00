from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import CASE_FILE, NOT_PERSONAL
from framsteg.apps.pathway.enums import ActivityKind, Workplace


class Offer(models.Model):
    """
    An activity in the kommun's catalogue: what, by whom, for whom, how many places, from–until, at what cost.

    ``activity_id`` names the activity of the working model that it belongs to, "" where it belongs to none. Places are
    rows of their own (``Seat``); an offer without rows has no limit that is known. An empty ``provider``, ``place`` or
    ``workplace`` is okänd.
    """

    activity_id = models.CharField("insats i modellen", max_length=60, blank=True)
    kind = models.CharField("slag", max_length=24, choices=ActivityKind.choices)
    label = models.CharField("namn", max_length=160)
    provider = models.CharField("anordnare", max_length=160, blank=True)
    workplace = models.CharField("slag av arbetsplats", max_length=12, choices=Workplace.choices, blank=True)
    place = models.CharField("plats", max_length=160, blank=True)
    hours_per_week = models.PositiveSmallIntegerField("timmar i veckan", null=True, blank=True)
    eligibility = models.TextField("vem den är för", blank=True)
    starts_on = models.DateField("börjar", null=True, blank=True)
    ends_on = models.DateField("upphör", null=True, blank=True)  # the programme's last day
    monthly_cost = models.DecimalField(
        "kostnad per plats och månad", max_digits=10, decimal_places=2, null=True, blank=True
    )  # None: okänd
    closed_at = models.DateTimeField("tagen ur katalogen", null=True, blank=True)
    added_at = models.DateTimeField("inlagd")
    added_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "insats i katalogen"
        verbose_name_plural = "insatser i katalogen"
        constraints = [
            models.CheckConstraint(
                name="offer_period_forward",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Insatsen upphör före den börjar."),
            ),
            models.CheckConstraint(
                name="offer_hours_in_a_week",
                condition=Q(hours_per_week=None) | Q(hours_per_week__gte=1, hours_per_week__lte=40),
                violation_error_message=_("Timmarna i veckan ska vara mellan 1 och 40."),
            ),
            models.CheckConstraint(
                name="offer_cost_not_negative",
                condition=Q(monthly_cost=None) | Q(monthly_cost__gte=0),
                violation_error_message=_("Kostnaden kan inte vara negativ."),
            ),
        ]


class Seat(models.Model):
    """One place of an offer. Who sits in it is the ongoing activity that names it: at most one, by the database."""

    offer = models.ForeignKey("pathway.Offer", on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField("plats nummer")
    withdrawn_at = models.DateTimeField("indragen", null=True, blank=True)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "plats"
        verbose_name_plural = "platser"
        constraints = [
            models.UniqueConstraint(
                name="seat_number_once",
                fields=["offer", "number"],
                violation_error_message=_("Platsen finns redan."),
            ),
        ]


class Waiting(models.Model):
    """A person who waits for a place of an offer, in order of time."""

    offer = models.ForeignKey("pathway.Offer", on_delete=models.PROTECT, related_name="waiting")
    journey = models.ForeignKey("pathway.Journey", on_delete=models.PROTECT, related_name="waiting")
    since = models.DateTimeField("väntar sedan")
    noted_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField("lämnade kön", null=True, blank=True)
    left_because = models.CharField("varför", max_length=240, blank=True)

    class DataPolicy:
        personal = {"journey", "since", "left_because"}
        retention = CASE_FILE

    class Meta:
        verbose_name = "plats i kö"
        verbose_name_plural = "platser i kö"
        constraints = [
            models.UniqueConstraint(
                name="waiting_once",
                fields=["offer", "journey"],
                condition=Q(left_at=None),
                violation_error_message=_("Personen står redan i kön."),
            ),
        ]


class WeeklySession(models.Model):
    """One line of an offer's weekly schedule: which day, from and to what time, and what is done."""

    offer = models.ForeignKey("pathway.Offer", on_delete=models.PROTECT, related_name="schedule")
    weekday = models.PositiveSmallIntegerField("veckodag")  # 0 is Monday
    starts = models.TimeField("börjar")
    ends = models.TimeField("slutar")
    label = models.CharField("vad som görs", max_length=120)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "pass i veckoschemat"
        verbose_name_plural = "pass i veckoschemat"
        constraints = [
            models.CheckConstraint(
                name="session_on_a_weekday",
                condition=Q(weekday__lte=6),
                violation_error_message=_("Välj en veckodag."),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=Q(ends__gt=F("starts")),
                violation_error_message=_("Passet slutar före det börjar."),
            ),
        ]


class Cohort(models.Model):
    """A group that goes through a programme together, such as four full-time weeks at Jobbcentrum."""

    offer = models.ForeignKey("pathway.Offer", on_delete=models.PROTECT, related_name="cohorts")
    label = models.CharField("namn", max_length=80)
    starts_on = models.DateField("första dag")
    ends_on = models.DateField("sista dag")
    places = models.PositiveSmallIntegerField("platser", null=True, blank=True)  # None: no limit that is known
    made_at = models.DateTimeField("upplagd")
    made_by = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="+")

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "grupp"
        verbose_name_plural = "grupper"
        constraints = [
            models.UniqueConstraint(
                name="cohort_once",
                fields=["offer", "starts_on", "label"],
                violation_error_message=_("Gruppen finns redan."),
            ),
            models.CheckConstraint(
                name="cohort_period_forward",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Sista dagen ligger före första dagen."),
            ),
        ]
