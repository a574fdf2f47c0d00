"""A person's attendance as a page: day by day and counted, what she has told, and what was handed to a caseworker."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import Http404
from django.utils import timezone

from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, has_role
from framsteg.apps.identity.queries import staff_of_unit
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.models import AbsenceReport, Evidence, Journey
from framsteg.apps.pathway.permissions import may_receive, may_work, shared_of
from framsteg.apps.pathway.queries.attendance import NOT_REGISTERED, DayRow, attendance_days, count_days, day_label

SHOWN = timedelta(weeks=4)  # as far back as the page begins, unless told


@dataclass(frozen=True)
class Count:
    """A kind of day and how many. ``omission``: the kommun's own, since nobody registered the day."""

    label: str
    days: int
    omission: bool


@dataclass(frozen=True)
class EvidenceRow:
    """What was handed over, frozen."""

    id: int
    first_day: date
    last_day: date
    counts: tuple[Count, ...]
    note: str
    sent_at: datetime
    sent_by: str
    recipient: str
    received_at: datetime | None
    received_by: str
    may_receive: bool


@dataclass(frozen=True)
class AttendancePage:
    """The attendance of one person over a time. The employment service gets days, never reasons or evidence."""

    first: date
    last: date
    days: tuple[DayRow, ...]
    counts: tuple[Count, ...]
    reports: tuple[dict[str, object], ...]
    evidence: tuple[EvidenceRow, ...]
    recipients: tuple[tuple[int, str], ...]  # the household's own caseworker first
    may_work: bool


def attendance_page(
    user: User, journey: Journey, now: datetime, first: date | None = None, last: date | None = None
) -> AttendancePage:
    """
    Return a journey's attendance over a time, with a fixed number of queries. It has none before it began or ahead.

    :raises Http404: unless the person's attendance is shared with the user
    """
    if Shared.ATTENDANCE not in shared_of(user, journey, now):
        raise Http404
    opened, today = timezone.localdate(journey.opened_at), timezone.localdate(now)
    last = max(opened, min(last or today, today))
    first = max(opened, first or last - SHOWN)
    days = attendance_days(journey, first, last)
    staff = may_work(user)
    return AttendancePage(
        first=first,
        last=last,
        days=tuple(days),
        counts=_counts(count_days(days)),
        reports=_reports(journey) if staff else (),
        evidence=_evidence(user, journey) if staff else (),
        recipients=_recipients(journey) if staff else (),
        may_work=staff,
    )


def evidence_for(user: User, journey: Journey, evidence_id: int) -> Evidence:
    """Return evidence of a journey that was fetched for the user. :raises Http404: also for partners"""
    row = Evidence.objects.filter(journey=journey, pk=evidence_id).select_related("journey").first()
    if row is None or not may_work(user):
        raise Http404
    return row


def recipient_for(journey: Journey, staff_id: int) -> User:
    """Return a member of staff that evidence about a journey can be handed to. :raises Http404:"""
    staff = User.objects.filter(pk=staff_id, unit=journey.household.unit_id, is_active=True).first()
    if staff is None:
        raise Http404
    return staff


def _counts(days: dict[str, int]) -> tuple[Count, ...]:
    return tuple(Count(day_label(kind), number, kind == NOT_REGISTERED) for kind, number in days.items())


def _reports(journey: Journey) -> tuple[dict[str, object], ...]:
    rows = AbsenceReport.objects.filter(journey=journey).select_related("noted_by").order_by("-first_day", "-pk")
    return tuple(
        {
            "first_day": row.first_day,
            "last_day": row.last_day,
            "reason": row.reason,
            "how": row.get_how_display(),
            "reported_at": row.reported_at,
            "noted_by": str(row.noted_by),
        }
        for row in rows
    )


def _evidence(user: User, journey: Journey) -> tuple[EvidenceRow, ...]:
    rows = Evidence.objects.filter(journey=journey).select_related("sent_by", "recipient", "received_by")
    return tuple(
        EvidenceRow(
            id=row.pk,
            first_day=row.first_day,
            last_day=row.last_day,
            counts=_counts(row.days),
            note=row.note,
            sent_at=row.sent_at,
            sent_by=str(row.sent_by),
            recipient=str(row.recipient),
            received_at=row.received_at,
            received_by=str(row.received_by or ""),
            may_receive=row.received_at is None and may_receive(user, row, journey),
        )
        for row in rows.order_by("-sent_at", "-pk")
    )


def _recipients(journey: Journey) -> tuple[tuple[int, str], ...]:
    """The caseworkers and managers of the household's unit, its own caseworker first."""
    own = journey.household.caseworker_id
    staff = [member for member in staff_of_unit(journey.household.unit) if has_role(member, CASE_WORK)]
    return tuple((member.pk, str(member)) for member in sorted(staff, key=lambda member: member.pk != own))
