"""What the cross-room pages show of this room: the desk's rows and the household's timeline."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.queries import end_of
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.core.sql import fetch
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.decisions.queries.rows import households_for
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Household, Membership
from framsteg.apps.recovery.enums import Proposal
from framsteg.apps.recovery.models import Claim, ClaimHearing, Forgiveness, LateFacts, Recalculation, Repayment
from framsteg.apps.recovery.practice import HANDLE_DAYS

# Asked on every household's page, so it is written out (``core.sql``).
_WHAT = """
    SELECT 'late facts' FROM recovery_latefacts WHERE household_id = %s
    UNION SELECT 'claim' FROM recovery_claim WHERE household_id = %s
"""


def timeline_of(household: Household) -> list[Item]:
    """Return what has happened with late facts and claims, when there are any. For a reader who may see money."""
    has = _what(household)
    late = _late_items(household) if "late facts" in has else []
    return [*late, *_claim_items(household), *_money_items(household)] if "claim" in has else late


def due_for(user: User, at: datetime) -> list[Due]:
    """
    Return what waits for the user: months to handle, hearings to wait for or decide after, and days to sue.

    A caseworker's own households, otherwise the whole unit's. The days to handle are practice, the three years are law.
    """
    mine = Q(caseworker=user) if user.role == Role.CASEWORKER else Q(unit=user.unit_id)
    return _dues(households_for(user, at).filter(mine), at)


def due_of(household: Household, at: datetime) -> list[Due]:
    """Return what waits in one household, for a reader who may see money; the caller fetched it."""
    return _dues(Household.objects.filter(pk=household.pk), at) if _what(household) else []


def waiting(at: datetime) -> list[Due]:
    """Return what waits in every household, for scheduled work."""
    return _dues(Household.objects.all(), at)


def _what(household: Household) -> set[str]:
    """Return what there is in a household of all that most have nothing of."""
    return {thing for (thing,) in fetch(_WHAT, household.pk, household.pk)}


def _late_items(household: Household) -> list[Item]:
    url = reverse("recovery:household", args=[household.number])
    items = [
        Item(row.noted_at, "law", _("Nya uppgifter om beslutade månader"), row.what, str(row.noted_by), url)
        for row in LateFacts.objects.filter(household=household).select_related("noted_by").order_by("pk")
    ]
    months = Recalculation.objects.filter(late_facts__household=household, handling__kind=Proposal.NOTHING)
    for row in months.select_related("handling__handled_by").order_by("pk"):
        title = _("Efterkontroll utan åtgärd, %(month)s") % {"month": month_label(row.month)}
        page = reverse("recovery:recalculation", args=[row.pk])
        items.append(Item(row.handling.handled_at, "law", title, "", str(row.handling.handled_by), page))
    return items


def _claim_items(household: Household) -> list[Item]:
    items: list[Item] = []
    claims = Claim.objects.filter(household=household).select_related("opened_by", "decided_by", "closed_by")
    for claim in claims.prefetch_related("hearings__sent_by").defer("letter").order_by("pk"):
        url = reverse("recovery:claim", args=[claim.pk])
        ground = claim.get_ground_display()
        items.append(Item(claim.opened_at, "law", _("Återkrav utreds"), ground, str(claim.opened_by), url))
        for hearing in claim.hearings.all():
            until = _("Svar senast %(day)s.") % {"day": swedish_date(hearing.reply_by)}
            items.append(Item(hearing.sent_at, "law", _("Kommunicering om återkrav"), until, str(hearing.sent_by), url))
        if claim.decided_at:
            text = _("Krävt %(amount)s.") % {"amount": kronor(claim.amount or 0)}
            items.append(Item(claim.decided_at, "law", _("Beslut om återkrav"), text, str(claim.decided_by), url))
        if claim.closed_at:
            items.append(Item(claim.closed_at, "law", _("Återkrav avslutat"), "", str(claim.closed_by), url))
    return items


def _money_items(household: Household) -> list[Item]:
    items: list[Item] = []
    for paid in Repayment.objects.filter(claim__household=household).select_related("noted_by").order_by("pk"):
        url = reverse("recovery:claim", args=[paid.claim_id])
        text = _("%(amount)s, betalt %(day)s") % {"amount": kronor(paid.amount), "day": swedish_date(paid.paid_on)}
        items.append(Item(paid.noted_at, "money", _("Återbetalning"), text, str(paid.noted_by), url))
    for row in Forgiveness.objects.filter(claim__household=household).select_related("forgiven_by").order_by("pk"):
        url = reverse("recovery:claim", args=[row.claim_id])
        items.append(
            Item(row.forgiven_at, "money", _("Återkrav eftergivet"), kronor(row.amount), str(row.forgiven_by), url)
        )
    return items


def _dues(households: QuerySet[Household], at: datetime) -> list[Due]:
    return [*_months_to_handle(households, at), *_claims_to_follow(households, at)]


def _months_to_handle(households: QuerySet[Household], at: datetime) -> list[Due]:
    """One row for each occasion with a month that is not handled and not calculated anew since."""
    later = Recalculation.objects.filter(decision=OuterRef("decision"), pk__gt=OuterRef("pk"))
    waiting = Recalculation.objects.filter(late_facts=OuterRef("pk"), handling=None).exclude(Exists(later))
    rows = LateFacts.objects.filter(household__in=households).filter(Exists(waiting)).annotate(**_who())
    due = []
    for row in rows.select_related("household__caseworker").order_by("pk"):
        due_at = row.noted_at + timedelta(days=HANDLE_DAYS)
        url = reverse("recovery:household", args=[row.household.number])
        due.append(_due(row, row.household, _("Pröva skillnaden efter nya uppgifter"), due_at, at, url))
    return due


def _claims_to_follow(households: QuerySet[Household], at: datetime) -> list[Due]:
    last = ClaimHearing.objects.filter(claim=OuterRef("pk")).order_by("-pk")
    rows = Claim.objects.filter(household__in=households, closed_at=None, sued_on=None).annotate(
        last_day=Min("months__last_day"),
        reply_by=Subquery(last.values("reply_by")[:1]),
        replied_at=Subquery(last.values("replied_at")[:1]),
        **_who(),
    )
    today = timezone.localdate(at)
    due = []
    for row in rows.select_related("household__caseworker").defer("letter").order_by("pk"):
        url = reverse("recovery:claim", args=[row.pk])
        due.append(_due(row, row.household, _("Sista dag att väcka talan om återkrav"), end_of(row.last_day), at, url))
        if row.decided_at:
            continue
        if row.reply_by is None:
            heard_by = row.opened_at + timedelta(days=HANDLE_DAYS)
            due.append(_due(row, row.household, _("Kommunicera återkrav"), heard_by, at, url))
        elif row.replied_at or today > row.reply_by:
            over = row.replied_at or end_of(row.reply_by)
            decide_by = over + timedelta(days=HANDLE_DAYS)
            due.append(_due(row, row.household, _("Besluta om återkrav efter kommunicering"), decide_by, at, url))
        else:
            waits = _("Vänta på svar på kommunicering om återkrav")
            due.append(_due(row, row.household, waits, end_of(row.reply_by), at, url))
    return due


def _who() -> dict[str, Subquery | Exists]:
    """Return annotations: the name of who applied latest, and whether anybody in the household is protected."""
    members = Membership.objects.filter(household=OuterRef("household"))
    applicant = members.filter(role=MemberRole.APPLICANT).order_by(F("until").desc(nulls_first=True))
    return {
        "given_name": Subquery(applicant.values("person__given_name")[:1]),
        "family_name": Subquery(applicant.values("person__family_name")[:1]),
        "protected": Exists(members.exclude(person__protection=Protection.NONE)),
    }


def _due(row: Any, household: Household, label: str, due_at: datetime, at: datetime, url: str) -> Due:
    name = f"{row.given_name} {row.family_name}"
    return Due(
        label=label,
        household=household.number,
        who=_("Skyddad person") if row.protected else name,
        due_at=due_at,
        late=at > due_at,
        url=url,
        owner=str(household.caseworker or Role.CASEWORKER.label),
    )
