"""What the cross-room pages show of this room: the desk's rows and the household's timeline."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Applicant, Application
from framsteg.apps.applications.queries import end_of
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Decision, Hearing, OralRequest
from framsteg.apps.decisions.practice import DECISION_DAYS
from framsteg.apps.decisions.queries.review_desk import dues_after, dues_after_in, timeline_after
from framsteg.apps.decisions.queries.rows import households_for
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Household
from framsteg.entitlement.month import Month


def undecided_for(user: User, at: datetime) -> list[Application]:
    """Return the user's applications without a decision, oldest first: a caseworker's own, a manager's whole unit."""
    return _oldest_first(_mine(user, at))


def undecided_in_unit(user: User, at: datetime) -> list[Application]:
    """Return every application without a decision that the user's unit answers for, oldest first."""
    return _oldest_first(_undecided(user, at).filter(household__unit=user.unit_id))


def timeline_of(household: Household) -> list[Item]:
    """Return what has happened in law: hearings, answers and decisions. For a reader who may see money."""
    items: list[Item] = []
    hearings = Hearing.objects.filter(application__household=household).order_by("pk")
    for hearing in hearings.select_related("sent_by", "reply_noted_by", "application"):
        url = reverse("decisions:calculation", args=[hearing.application_id])
        month = month_label(hearing.application.month)
        until = _("Svar senast %(day)s.") % {"day": swedish_date(hearing.reply_by)}
        title = _("Kommunicering för %(month)s") % {"month": month}
        items.append(Item(hearing.sent_at, "law", title, until, str(hearing.sent_by), url))
        if hearing.replied_at:
            title = _("Svar på kommunicering för %(month)s") % {"month": month}
            items.append(Item(hearing.replied_at, "law", title, "", str(hearing.reply_noted_by), url))
    for decision in household.decisions.select_related("decided_by").defer("letter").order_by("pk"):
        words = {"kind": DecisionKind(decision.kind).label.capitalize(), "month": month_label(decision.month)}
        text = _("Beviljat %(amount)s.") % {"amount": kronor(decision.granted)} if decision.granted else ""
        url = reverse("decisions:decision", args=[decision.pk])
        title = _("%(kind)s för %(month)s") % words
        items.append(Item(decision.decided_at, "law", title, text, str(decision.decided_by), url))
    return items + timeline_after(household)


def due_for(user: User, at: datetime) -> list[Due]:
    """
    Return what waits for the user: applications to decide, hearings whose time to answer has passed, and what comes
    after decisions: appeals, judgements to carry out and receipts that nobody has noted.

    The days to decide and to send an appeal on are practice (``practice.py``), not law.
    """
    open_to_user = Q(pk__in=households_for(user, at))
    mine = Q(caseworker=user) if user.role == Role.CASEWORKER else Q(unit=user.unit_id)
    return _dues(_mine(user, at), at) + dues_after(open_to_user & mine, at)


def due_of(household: Household, at: datetime) -> list[Due]:
    """Return what waits for a decision in one household, for a reader who may see money; the caller fetched it."""
    undecided = Application.objects.filter(household=household, decision=None)
    return _dues(undecided, at) + dues_after_in(household, at)


def waiting(at: datetime) -> list[Due]:
    """Return what waits in every household, and hearings whose time to answer ran out, for scheduled work."""
    undecided = Application.objects.filter(decision=None)
    return [*_dues(undecided, at), *_unanswered(at), *dues_after(Q(), at)]


def decision_spans(first: Month, last: Month) -> list[tuple[datetime, datetime]]:
    """Return (applied at, decided at) of the decisions made in the months, for the median days to a decision."""
    decisions = Decision.objects.filter(decided_at__date__gte=first.first_day, decided_at__date__lte=last.last_day)
    return list(decisions.order_by("pk").values_list("application__received_at", "decided_at"))


def _dues(applications: QuerySet[Application], at: datetime) -> list[Due]:
    last_hearing = Hearing.objects.filter(application=OuterRef("pk")).order_by("-pk")
    applicant = Applicant.objects.filter(application=OuterRef("pk"), role=MemberRole.APPLICANT)
    protected = Applicant.objects.filter(application=OuterRef("pk")).exclude(person__protection=Protection.NONE)
    rows = applications.annotate(
        reply_by=Subquery(last_hearing.values("reply_by")[:1]),
        replied_at=Subquery(last_hearing.values("replied_at")[:1]),
        given_name=Subquery(applicant.values("person__given_name")[:1]),
        family_name=Subquery(applicant.values("person__family_name")[:1]),
        protected=Exists(protected),
        wants_to_speak=Exists(OralRequest.objects.filter(application=OuterRef("pk"), closed_at=None)),
    )
    today = timezone.localdate(at)
    due = []
    for row in rows.select_related("household__caseworker").order_by("received_at", "pk"):
        heard = row.reply_by is not None and (row.replied_at is not None or today > row.reply_by)
        waits = row.reply_by is not None and not heard
        label = _("Besluta efter kommunicering, %(month)s") if heard else _("Besluta om ansökan, %(month)s")
        if waits:
            label = _("Vänta på svar på kommunicering, %(month)s")
        if row.wants_to_speak:
            label = _("Den enskilde vill tala inför nämnden, %(month)s")
        due_at = end_of(row.reply_by) if waits else row.received_at + timedelta(days=DECISION_DAYS)
        due.append(
            Due(
                label=label % {"month": month_label(row.month)},
                household=row.household.number,
                who=_("Skyddad person") if row.protected else f"{row.given_name} {row.family_name}",
                due_at=due_at,
                late=at > due_at,
                url=reverse("decisions:calculation", args=[row.pk]),
                owner=str(row.household.caseworker or Role.CASEWORKER.label),
            )
        )
    return due


def _unanswered(at: datetime) -> list[Due]:
    rows = Hearing.objects.filter(application__decision=None, replied_at=None, reply_by__lt=timezone.localdate(at))
    label = _("Svarstiden för kommunicering har gått ut, %(month)s")
    return [
        Due(
            label=label % {"month": month_label(row.application.month)},
            household=row.application.household.number,
            who="",
            due_at=end_of(row.reply_by),
            late=True,
            url=reverse("decisions:calculation", args=[row.application_id]),
            owner=str(Role.CASEWORKER.label),
        )
        for row in rows.select_related("application__household").order_by("pk")
    ]


def _oldest_first(applications: QuerySet[Application]) -> list[Application]:
    return list(applications.select_related("household__caseworker").order_by("received_at", "pk"))


def _mine(user: User, at: datetime) -> QuerySet[Application]:
    mine = Q(household__caseworker=user) if user.role == Role.CASEWORKER else Q(household__unit=user.unit_id)
    return _undecided(user, at).filter(mine)


def _undecided(user: User, at: datetime) -> QuerySet[Application]:
    return Application.objects.filter(household__in=households_for(user, at), decision=None)
