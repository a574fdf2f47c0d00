"""Who may note late facts, handle what they change, and decide a claim."""

from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role, has_role
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import check_may_work_on
from framsteg.apps.recovery.practice import DECIDING_ROLES


def check_may_handle(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the user handles assistance and the household's file is open to the user's unit."""
    check_may_work_on(user, household, at)


def may_decide(user: User) -> bool:
    """Tell whether the user's role decides claims, where the file is open to the user."""
    return has_role(user, DECIDING_ROLES)


def check_may_decide(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the user's role decides claims and the household's file is open to the user's unit."""
    check_role(user, DECIDING_ROLES, _("besluta om återkrav"))
    check_may_handle(user, household, at)
