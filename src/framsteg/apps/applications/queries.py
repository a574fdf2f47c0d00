"""Reading applications, always for a user. Applications are money and law: the assistance side only."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import F, Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Applicant, Application, Draft, Paper
from framsteg.apps.core.formats import month_label
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, has_role
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.entitlement.month import Month


class PersonFacts(TypedDict):
    """One person of a case file. ``days`` None: the whole month."""

    person_id: int
    born: date
    role: str
    days: int | None
    lunch_away: bool
    obstacle: str


class CostFacts(TypedDict):
    """One cost applied for, in kronor."""

    id: int
    kind: str
    applied: Decimal
    note: str


class IncomeFacts(TypedDict):
    """One income after tax, in kronor."""

    id: int
    person_id: int
    kind: str
    net: Decimal
    received: date
    verified: bool


class AssetFacts(TypedDict):
    """One asset, in kronor."""

    id: int
    person_id: int
    kind: str
    amount: Decimal


class Facts(TypedDict):
    """Everything that a calculation needs from an application."""

    month: Month
    other_residents: int
    persons: list[PersonFacts]
    costs: list[CostFacts]
    incomes: list[IncomeFacts]
    assets: list[AssetFacts]


@dataclass(frozen=True)
class ApplicationRow:
    """An application in a household's list."""

    id: int
    month: Month
    received_at: datetime
    channel: str
    applied: Decimal
    awaited: int


@dataclass(frozen=True)
class PaperRow:
    """A paper: received, or asked for and awaited."""

    id: int
    kind: str
    label: str
    asked_for_at: datetime | None
    due_on: date | None
    received_at: datetime | None
    has_file: bool
    late: bool


@dataclass(frozen=True)
class DraftRow:
    """A form that the user began and has not sent."""

    token: UUID
    saved_at: datetime


def application_for(user: User, application_id: int, at: datetime) -> Application:
    """Return the application with its household. :raises Http404: unless the user does case work and sees it"""
    if not has_role(user, CASE_WORK):
        raise Http404
    rows = Application.objects.select_related("household__caseworker", "household__unit")
    visible = Household.objects.visible_to(user, at)
    application = rows.filter(pk=application_id, household__in=visible).first()
    if application is None:
        raise Http404
    return application


def is_decided(application: Application) -> bool:
    """Tell whether there is a decision. It belongs to a room above, so it is followed backwards by its name."""
    return Application.objects.filter(pk=application.pk, decision__isnull=False).exists()


def facts(application: Application) -> Facts:
    """Return everything a case file is made of, rows in the order they were given. Four queries."""
    persons = application.members.order_by("pk").annotate(born=F("person__born"))
    return {
        "month": application.month,
        "other_residents": application.other_residents,
        "persons": list(persons.values("person_id", "born", "role", "days", "lunch_away", "obstacle")),
        "costs": list(application.costs.order_by("pk").values("id", "kind", "applied", "note")),
        "incomes": list(
            application.incomes.order_by("pk").values("id", "person_id", "kind", "net", "received", "verified")
        ),
        "assets": list(application.assets.order_by("pk").values("id", "person_id", "kind", "amount")),
    }


def application_page(user: User, application: Application) -> dict[str, Any]:
    """Return the rows of the page about one application but its papers. Four queries."""
    household = application.household
    members = list(application.members.select_related("person").order_by("pk"))
    names = {row.person_id: shown_name(user, row.person, household) for row in members}
    costs = list(application.costs.order_by("pk"))
    return {
        "members": [_member_row(row, names) for row in members],
        "costs": [{"kind": row.get_kind_display(), "applied": row.applied, "note": row.note} for row in costs],
        "total": sum((row.applied for row in costs), Decimal(0)),
        "incomes": [
            {
                "who": names[row.person_id],
                "kind": row.get_kind_display(),
                "net": row.net,
                "received": row.received,
                "verified": row.verified,
            }
            for row in application.incomes.order_by("pk")
        ],
        "assets": [
            {"who": names[row.person_id], "kind": row.get_kind_display(), "amount": row.amount}
            for row in application.assets.order_by("pk")
        ],
    }


def paper_rows(application: Application, at: datetime) -> list[PaperRow]:
    """Return the application's papers, awaited ones first. One query."""
    today = timezone.localdate(at)
    rows = sorted(application.papers.all(), key=lambda row: (row.received_at is not None, row.pk))
    return [
        PaperRow(
            id=row.pk,
            kind=row.kind,
            label=row.get_kind_display(),
            asked_for_at=row.asked_for_at,
            due_on=row.due_on,
            received_at=row.received_at,
            has_file=bool(row.file),
            late=row.received_at is None and row.due_on is not None and row.due_on < today,
        )
        for row in rows
    ]


def paper_for(user: User, paper_id: int, at: datetime) -> Paper:
    """Return a paper that has a file. :raises Http404: unless the user may open the application"""
    paper = Paper.objects.filter(pk=paper_id).exclude(file="").first()
    if paper is None:
        raise Http404
    paper.application = application_for(user, paper.application_id, at)
    return paper


def applications_of(user: User, household: Household) -> list[ApplicationRow]:
    """Return the household's applications, the latest month first. :raises Http404: for other roles. Three queries."""
    if not has_role(user, CASE_WORK):
        raise Http404
    rows = household.applications.prefetch_related("costs", "papers").order_by("-month")
    return [
        ApplicationRow(
            id=row.pk,
            month=row.month,
            received_at=row.received_at,
            channel=row.get_channel_display(),
            applied=sum((cost.applied for cost in row.costs.all()), Decimal(0)),
            awaited=sum(paper.received_at is None for paper in row.papers.all()),
        )
        for row in rows
    ]


def latest_of(household: Household, *, before: Month | None = None) -> Application | None:
    """Return the household's application for its latest month (before a month), to begin the next one from."""
    rows = household.applications.order_by("-month")
    return rows.filter(month__lt=before).first() if before else rows.first()


def registered(user: User, token: UUID, at: datetime) -> Application | None:
    """Return the application that a form with this token already made, if the user may see it."""
    visible = Household.objects.visible_to(user, at)
    return Application.objects.filter(token=token, household__in=visible).first() if has_role(user, CASE_WORK) else None


def draft_of(user: User, token: UUID) -> Draft | None:
    """Return the user's own draft."""
    return Draft.objects.filter(token=token, user=user).first()


def drafts_of(user: User) -> list[DraftRow]:
    """Return the user's own drafts, the latest first. One query."""
    return [DraftRow(row.token, row.saved_at) for row in Draft.objects.filter(user=user).order_by("-saved_at")]


def timeline_of(household: Household) -> list[Item]:
    """Return when applications and papers came in or were asked for, on the lane of law. Two queries."""
    papers = Prefetch("papers", queryset=Paper.objects.select_related("asked_for_by"))
    items: list[Item] = []
    for row in household.applications.select_related("registered_by").prefetch_related(papers):
        url = reverse("applications:application", args=[row.pk])
        title = _("Ansökan för %(month)s kom in") % {"month": month_label(row.month)}
        items.append(Item(row.received_at, "law", title, row.get_channel_display(), str(row.registered_by), url))
        for paper in row.papers.all():
            kind = paper.get_kind_display()
            if paper.asked_for_at:
                title = _("Handling begärd: %(kind)s") % {"kind": kind}
                items.append(Item(paper.asked_for_at, "law", title, "", str(paper.asked_for_by), url))
                if paper.received_at:
                    title = _("Handling inkommen: %(kind)s") % {"kind": kind}
                    items.append(Item(paper.received_at, "law", title, "", "", url))
    return items


def due_for(user: User, at: datetime) -> list[Due]:
    """Return the papers that the user's households have been asked for and not left in. Two queries."""
    if not has_role(user, CASE_WORK):
        return []
    visible = Household.objects.visible_to(user, at)
    applicants = Prefetch(
        "application__members",
        queryset=Applicant.objects.filter(role=MemberRole.APPLICANT).select_related("person"),
    )
    rows = (
        Paper.objects.filter(received_at=None, due_on__isnull=False, application__household__in=visible)
        .select_related("application__household__caseworker")
        .prefetch_related(applicants)
        .order_by("due_on", "pk")
    )
    return [_due(user, row, at) for row in rows]


def _due(user: User, paper: Paper, at: datetime) -> Due:
    household = paper.application.household
    due_on = paper.due_on or timezone.localdate(at)
    return Due(
        label=_("%(kind)s begärd") % {"kind": paper.get_kind_display().capitalize()},
        household=household.number,
        who=", ".join(shown_name(user, row.person, household) for row in paper.application.members.all()),
        due_at=end_of(due_on),
        late=due_on < timezone.localdate(at),
        url=reverse("applications:application", args=[paper.application_id]),
        owner=str(household.caseworker) if household.caseworker else _("ingen handläggare"),
    )


def end_of(day: date) -> datetime:
    """Return the last moment of a day in Swedish time: a paper asked for by a day may come in through that day."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_current_timezone())


def _member_row(row: Applicant, names: dict[int, str]) -> dict[str, Any]:
    return {
        "who": names[row.person_id],
        "role": row.get_role_display(),
        "days": row.days,
        "lunch_away": row.lunch_away,
        "obstacle": row.get_obstacle_display() if row.obstacle else "",
    }
