"""The pages about applications and their papers, always for a user. The assistance side only: money and law."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django.http import Http404
from django.utils import timezone

from framsteg.apps.applications.models import Applicant, Application, Cost, Income, Paper
from framsteg.apps.applications.queries.changes import Change, compare, lines_of
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, has_role
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.entitlement.month import Month


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


def application_page(user: User, application: Application) -> dict[str, Any]:
    """Return the rows of the page about one application but its papers. Thirteen queries; five when it is the first."""
    household = application.household
    members = list(application.members.select_related("person").order_by("pk"))
    names = {row.person_id: shown_name(user, row.person, household) for row in members}
    costs = list(application.costs.select_related("verified_by").order_by("pk"))
    earlier_month, changes = changes_of(user, application)
    return {
        "earlier_month": earlier_month,
        "changes": changes,
        "members": [_member_row(row, names) for row in members],
        "costs": [{**_money_row(row), "note": row.note} for row in costs],
        "total": sum((row.applied for row in costs), Decimal(0)),
        "incomes": [
            {**_money_row(row), "who": names[row.person_id], "received": row.received}
            for row in application.incomes.select_related("verified_by").order_by("pk")
        ],
        "assets": [
            {"who": names[row.person_id], "kind": row.get_kind_display(), "amount": row.amount}
            for row in application.assets.order_by("pk")
        ],
    }


def changes_of(user: User, application: Application) -> tuple[Month | None, list[Change]]:
    """
    Return what differs from the household's application before, and that one's month; None when it is the first.

    Nine queries, or one.
    """
    earlier = latest_of(application.household, before=application.month)
    if earlier is None:
        return None, []
    return earlier.month, compare(lines_of(user, earlier), lines_of(user, application))


def next_month_of(household: Household) -> Month | None:
    """Return the month after the household's latest application; None when it has not applied. One query."""
    latest = latest_of(household)
    return latest.month.next if latest else None


def fact_of(application: Application, name: str) -> Cost | Income:
    """Return the cost or income that a page names, as ``cost-12``. :raises Http404: when the application has none"""
    table, _dash, pk = name.partition("-")
    rows: dict[str, Any] = {"cost": application.costs, "income": application.incomes}
    fact = rows[table].filter(pk=pk).first() if table in rows and pk.isdecimal() else None
    if fact is None:
        raise Http404
    fact.application = application
    return cast(Cost | Income, fact)


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


def _money_row(row: Cost | Income) -> dict[str, Any]:
    """Return the declared amount with what was verified beside it; ``difference`` is verified less declared."""
    verified = row.verified_amount
    return {
        "name": row.name,
        "kind": row.get_kind_display(),
        "declared": row.declared,
        "verified": verified,
        "difference": None if verified is None else verified - row.declared,
        "source": row.get_verified_source_display(),
        "source_word": row.verified_source,
        "verified_on": row.verified_on,
        "verified_by": str(row.verified_by or ""),
    }


def _member_row(row: Applicant, names: dict[int, str]) -> dict[str, Any]:
    return {
        "who": names[row.person_id],
        "role": row.get_role_display(),
        "days": row.days,
        "lunch_away": row.lunch_away,
        "lma": row.lma,
        "obstacle": row.get_obstacle_display() if row.obstacle else "",
    }
