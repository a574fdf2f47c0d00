"""Who may work with a household. Seeing it is decided by ``Household.objects.visible_to``."""

from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.core.sql import fetch, moment
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, PATHWAY_WORK, check_role, has_role
from framsteg.apps.people.enums import AccessGround, Protection
from framsteg.apps.people.models import Household, PersonalAccess

_ACCESSES = """
    SELECT ground, EXISTS (
        SELECT 1 FROM people_membership m JOIN people_person p ON p.id = m.person_id
        WHERE m.household_id = a.household_id AND p.protection <> %s
    )
    FROM people_access a
    WHERE household_id = %s AND unit_id = %s AND since <= %s AND (until IS NULL OR until > %s)
"""


def may_see_identity(user: User, household: Household) -> bool:
    """Tell whether protected names and numbers of the household are shown to the user (PROT-02: as few as possible)."""
    if household.caseworker_id == user.pk:
        return bool(user.is_active)
    return has_role(user, {Role.MANAGER}) and household.unit_id == user.unit_id


def may_work_on(user: User, household: Household, at: datetime) -> bool:
    """Tell whether the user may do case work (money, law, the whole file) in the household."""
    return has_role(user, CASE_WORK) and _is_visible(user, household, at)


def check_may_work_on(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the role does case work and the household is visible to the user"""
    check_role(user, CASE_WORK, _("handlägga ekonomiskt bistånd"))
    _check_visible(user, household, at)


def may_work_on_pathway(user: User, household: Household, at: datetime) -> bool:
    """Tell whether the user may work with the household's way to work."""
    return has_role(user, PATHWAY_WORK) and _is_visible(user, household, at)


def check_may_work_on_pathway(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the role works with the pathway and the household is visible to the user"""
    check_role(user, PATHWAY_WORK, _("arbeta med vägen till arbete"))
    _check_visible(user, household, at)


def _is_visible(user: User, household: Household, at: datetime) -> bool:
    """
    Tell for one household at hand what ``visible_to`` tells for a list. A test holds the two to the same answer.

    Every action asks this, so its SQL is written out.
    """
    now = moment(at)
    open_now = fetch(_ACCESSES, Protection.NONE.value, household.pk, user.unit_id, now, now)
    if not open_now or household.caseworker_id == user.pk:
        return bool(open_now)
    if user.role == Role.MANAGER and any(ground == AccessGround.RESPONSIBLE for ground, _protected in open_now):
        return True
    _ground, has_protected_member = open_now[0]
    if not has_protected_member:
        return True
    return PersonalAccess.objects.open_at(at).filter(household=household, staff=user).exists()


def _check_visible(user: User, household: Household, at: datetime) -> None:
    if not _is_visible(user, household, at):
        raise NotAllowed(_("Du har inte tillgång till hushållet. Tala med din enhetschef om du behöver det i arbetet."))
