"""Who may read and change calculations and decisions."""

from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import check_may_work_on


def check_may_handle(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the user handles assistance and the household's file is open to the user's unit."""
    check_may_work_on(user, household, at)


def check_may_delegate(user: User) -> None:
    """:raises NotAllowed: unless the user keeps the delegation order; who decides may not give herself the right to."""
    check_role(user, {Role.SYSTEM_MANAGER}, _("ändra delegationsordningen"))
