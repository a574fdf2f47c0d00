"""Whose a notice is to take care of."""

from datetime import datetime

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, has_role
from framsteg.apps.people.models import Household
from framsteg.apps.reminders.models import Notice


def may_handle(user: User, notice: Notice, at: datetime) -> bool:
    """
    Tell whether a notice is the user's: told to her, to her role in a household that she may open, or, for a manager,
    to somebody who has left.
    """
    if not has_role(user, PATHWAY_WORK):
        return False
    if notice.told_id:
        is_hers = notice.told_id == user.pk
        left = user.role == Role.MANAGER and notice.told is not None and not notice.told.is_active
        return is_hers or (left and _sees(user, notice, at))
    return notice.told_role == user.role and _sees(user, notice, at)


def _sees(user: User, notice: Notice, at: datetime) -> bool:
    visible = Household.objects.visible_to(user, at)
    return not notice.household or visible.filter(number=notice.household).exists()
