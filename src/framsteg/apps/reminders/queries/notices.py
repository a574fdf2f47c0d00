"""The notices that wait for somebody."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, has_role
from framsteg.apps.people.models import Household
from framsteg.apps.reminders.models import Notice
from framsteg.apps.reminders.permissions import may_handle


@dataclass(frozen=True)
class NoticeRow:
    """A notice as the desk shows it. ``to`` is whom it was told to, when that is not the user alone."""

    id: int
    kind: str
    kind_label: str
    label: str
    then: str
    household: str
    url: str
    due_at: datetime | None
    told_at: datetime
    to: str


def notices_for(user: User, at: datetime) -> list[NoticeRow]:
    """
    Return what waits for the user: her own, her role's in the households that she may open, and for a manager those of
    somebody who has left. The latest first. One query.
    """
    if not has_role(user, PATHWAY_WORK):
        return []
    visible = Household.objects.visible_to(user, at).values("number")
    ours = Q(told=None, told_role=user.role)
    if user.role == Role.MANAGER:
        ours |= Q(told__is_active=False)
    mine = Q(told=user) | (ours & (Q(household="") | Q(household__in=visible)))
    rows = Notice.objects.waiting().filter(mine).select_related("told").order_by("-told_at", "-pk")
    return [_row(row, user) for row in rows]


def notice_for(user: User, pk: int, at: datetime) -> Notice:
    """Return a notice that is the user's to take care of. :raises Http404:"""
    row = Notice.objects.select_related("told").filter(pk=pk).first()
    if row is None or not may_handle(user, row, at):
        raise Http404
    return row


def _row(row: Notice, user: User) -> NoticeRow:
    to = str(row.told) if row.told and row.told_id != user.pk else str(row.get_told_role_display())
    return NoticeRow(
        id=row.pk,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        label=row.label,
        then=row.then,
        household=row.household,
        url=row.url,
        due_at=row.due_at,
        told_at=row.told_at,
        to=to,
    )
