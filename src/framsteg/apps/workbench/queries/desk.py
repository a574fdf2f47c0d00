"""My desk: what is due and what is late, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications import queries as applications
from framsteg.apps.core.timeline import Due
from framsteg.apps.decisions import queries as decisions
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, check_role, may_see_money
from framsteg.apps.pathway import queries as pathway
from framsteg.apps.recovery import queries as recovery
from framsteg.apps.reminders import queries as reminders


@dataclass(frozen=True)
class Desk:
    """What waits, in order of time. ``late`` is the kommun's and the partners' misses too, not only the person's."""

    late: list[Due]
    today: list[Due]
    week: list[Due]
    later: list[Due]
    notices: list[reminders.NoticeRow]
    pulse: reminders.Pulse | None  # for a manager: whether the clocks are gone through each night


def desk_for(user: User, at: datetime) -> Desk:
    """
    Return what waits for the user: everything whose owner she is, and for a manager everything in the unit.

    :raises NotAllowed: for roles that do no case work
    """
    check_role(user, TEAM, _("öppna skrivbordet"))
    dues = pathway.due_for(user, at)
    if may_see_money(user):
        dues = [*dues, *decisions.due_for(user, at), *applications.due_for(user, at), *recovery.due_for(user, at)]
    pulse = reminders.pulse_at(at) if user.role == Role.MANAGER else None
    return _sorted(dues, at, reminders.notices_for(user, at), pulse)


def _sorted(
    dues: Iterable[Due], at: datetime, notices: list[reminders.NoticeRow], pulse: reminders.Pulse | None
) -> Desk:
    today = timezone.localdate(at)
    week = today + timedelta(days=7)
    desk = Desk([], [], [], [], notices, pulse)
    for due in sorted(dues, key=lambda due: (due.due_at, due.household, due.label)):
        day = timezone.localdate(due.due_at)
        if due.late:
            desk.late.append(due)
        elif day <= today:
            desk.today.append(due)
        elif day <= week:
            desk.week.append(due)
        else:
            desk.later.append(due)
    return desk
