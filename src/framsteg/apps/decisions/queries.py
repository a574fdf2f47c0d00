"""Reading calculations, hearings, decisions and the delegation order, for a user."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Applicant, Application
from framsteg.apps.applications.queries import end_of
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.models import Calculation, Decision, Delegation, Hearing, Override
from framsteg.apps.decisions.practice import DECISION_DAYS
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import may_see_money
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Household
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import Result

Row = TypeVar("Row")


def decision_for(user: User, decision_id: int, at: datetime) -> Decision:
    """Return a decision with what its page shows. :raises Http404: unless the user may see it"""
    decision = (
        Decision.objects.select_related(
            "household__unit", "decided_by", "delegation", "calculation", "application", "receipt__noted_by"
        )
        .filter(pk=decision_id, household__in=_households(user, at))
        .first()
    )
    return _found(decision, _("Beslutet finns inte, eller är inte öppet för dig."))


def hearing_for(user: User, hearing_id: int, at: datetime) -> Hearing:
    """Return a hearing with its application. :raises Http404: unless the user may see it"""
    hearing = (
        Hearing.objects.select_related("application__household")
        .filter(pk=hearing_id, application__household__in=_households(user, at))
        .first()
    )
    return _found(hearing, _("Kommuniceringen finns inte, eller är inte öppen för dig."))


def latest_calculation(application: Application) -> Calculation | None:
    """Return the application's last calculation."""
    return application.calculations.select_related("made_by").order_by("-pk").first()


def latest_overrides(application: Application) -> dict[int, Override]:
    """Return the assessment that counts for each assessed cost, by the cost's id."""
    rows = application.overrides.select_related("made_by").order_by("pk")
    return {row.cost_id: row for row in rows}


def assistance_months(household: Household) -> list[Month]:
    """Return the months for which the household has been granted assistance, in order."""
    granted = household.decisions.filter(granted__gt=0).order_by("month")
    return list(granted.values_list("month", flat=True))


def delegation_for(role: str, kind: str, amount: Decimal, on: date) -> Delegation | None:
    """Return the line of the delegation order under which a role may make a decision, the newest when several."""
    return _delegations(kind, amount, on).filter(role=role).order_by("-valid_from").first()


def deciders(kind: str, amount: Decimal, on: date) -> list[str]:
    """Return the roles, in Swedish, that may make a decision; empty means that only the nämnd may."""
    roles = _delegations(kind, amount, on).order_by("role").values_list("role", flat=True).distinct()
    return [str(Role(role).label) for role in roles]


def delegation_order(on: date) -> list[Delegation]:
    """Return the lines of the delegation order in force on a day or later."""
    lines = Delegation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return list(lines.order_by("role", "kind", "valid_from"))


def undecided_for(user: User, at: datetime) -> list[Application]:
    """Return the user's applications without a decision, oldest first: a caseworker's own, a manager's whole unit."""
    return list(_undecided(user, at).select_related("household__caseworker").order_by("received_at", "pk"))


def latest_hearing(application: Application) -> Hearing | None:
    """Return the application's last hearing with the calculation it was about."""
    hearings = Hearing.objects.filter(application=application)
    return hearings.select_related("calculation", "sent_by", "reply_noted_by").order_by("-pk").first()


def is_heard_about(hearing: Hearing, calculation: Calculation, result: Result) -> bool:
    """Tell whether a hearing told of all that goes against the person in a calculation."""
    if hearing.calculation_id == calculation.pk:
        return True
    told = (hearing.calculation.facts, Result.from_json(hearing.calculation.result))
    return proposal.is_covered(heard=told, decided=(calculation.facts, result))


def is_over(hearing: Hearing, at: datetime) -> bool:
    """Tell whether a hearing is answered, or its time to answer has passed."""
    return hearing.replied_at is not None or timezone.localdate(at) > hearing.reply_by


def is_fresh(calculation: Calculation, application: Application) -> bool:
    """Tell whether a calculation is made on the application, the assessments and the earlier months as they stand."""
    same_facts = calculation.application_version == application.version
    return same_facts and calculation.facts["assistance_months"] == months_before(application)


def months_before(application: Application) -> list[str]:
    """Return the household's months with assistance before the application's month, as a case file writes them."""
    return [str(month) for month in assistance_months(application.household) if month < application.month]


def applicant_of(application: Application) -> str:
    """Return the name of who applied, for the letter."""
    member = application.members.select_related("person").get(role=MemberRole.APPLICANT)
    return member.person.name


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
        words = {"kind": decision.get_kind_display().capitalize(), "month": month_label(decision.month)}
        text = _("Beviljat %(amount)s.") % {"amount": kronor(decision.granted)} if decision.granted else ""
        url = reverse("decisions:decision", args=[decision.pk])
        title = _("%(kind)s för %(month)s") % words
        items.append(Item(decision.decided_at, "law", title, text, str(decision.decided_by), url))
    return items


def due_for(user: User, at: datetime) -> list[Due]:
    """
    Return what waits for the user: applications to decide, and hearings whose time to answer has passed.

    The day to decide is practice (``practice.DECISION_DAYS``), not law.
    """
    last_hearing = Hearing.objects.filter(application=OuterRef("pk")).order_by("-pk")
    applicant = Applicant.objects.filter(application=OuterRef("pk"), role=MemberRole.APPLICANT)
    protected = Applicant.objects.filter(application=OuterRef("pk")).exclude(person__protection=Protection.NONE)
    rows = _undecided(user, at).annotate(
        reply_by=Subquery(last_hearing.values("reply_by")[:1]),
        replied_at=Subquery(last_hearing.values("replied_at")[:1]),
        given_name=Subquery(applicant.values("person__given_name")[:1]),
        family_name=Subquery(applicant.values("person__family_name")[:1]),
        protected=Exists(protected),
    )
    today = timezone.localdate(at)
    due = []
    for row in rows.select_related("household__caseworker").order_by("received_at", "pk"):
        heard = row.reply_by is not None and (row.replied_at is not None or today > row.reply_by)
        waits = row.reply_by is not None and not heard
        label = _("Besluta efter kommunicering, %(month)s") if heard else _("Besluta om ansökan, %(month)s")
        if waits:
            label = _("Vänta på svar på kommunicering, %(month)s")
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


def _households(user: User, at: datetime) -> QuerySet[Household]:
    if not may_see_money(user):
        return Household.objects.none()
    return Household.objects.visible_to(user, at)


def _undecided(user: User, at: datetime) -> QuerySet[Application]:
    mine = Q(household__caseworker=user) if user.role == Role.CASEWORKER else Q(household__unit=user.unit_id)
    return Application.objects.filter(mine, household__in=_households(user, at), decision=None)


def _delegations(kind: str, amount: Decimal, on: date) -> QuerySet[Delegation]:
    return Delegation.objects.in_force(on).filter(Q(up_to=None) | Q(up_to__gte=amount), kind=kind)


def _found(row: Row | None, otherwise: str) -> Row:
    if row is None:
        raise Http404(otherwise)
    return row
