"""What a role may do. ``check_x`` refuses with a sentence, ``may_x`` answers a page."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User


class StaffRequest(HttpRequest):
    """A request past ``LoginRequiredMiddleware``: there is a member of staff behind it. For the types only."""

    user: User


CASE_WORK = {Role.CASEWORKER, Role.MANAGER}  # assistance: money, law and the whole file
PATHWAY_WORK = {Role.CASEWORKER, Role.MANAGER, Role.CONSULTANT, Role.JOB_COACH}  # the kommun's work with the pathway
TEAM = PATHWAY_WORK | {Role.EMPLOYMENT_OFFICER}  # everyone who makes a plan with the person


def has_role(user: User, roles: Iterable[str]) -> bool:
    """Tell whether the account is active and has one of the roles."""
    return bool(user.is_active and user.role in set(roles))


def check_role(user: User, roles: Iterable[str], doing: str) -> None:
    """Refuse with «Din roll (…) får inte <doing>» unless the user has one of the roles. :raises NotAllowed:"""
    if not has_role(user, roles):
        words = {"role": user.get_role_display(), "doing": doing}
        raise NotAllowed(_("Din roll (%(role)s) får inte %(doing)s.") % words)


def may_see_money(user: User) -> bool:
    """Tell whether calculations, decisions and payments of a household may be shown to the user."""
    return has_role(user, CASE_WORK)


def check_manages_staff(user: User) -> None:
    """Refuse unless the user is system manager. :raises NotAllowed:"""
    check_role(user, {Role.SYSTEM_MANAGER}, _("lägga upp eller ändra konton och enheter"))
