"""Who may order, list, attest and export. No one may do all of it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, check_role, has_role
from framsteg.apps.payments.models import Batch
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import check_may_work_on

PAYMENT_WORK = {Role.ECONOMIST, Role.MANAGER}  # make lists and take orders out of them


def check_may_order(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the user handles assistance and the household's file is open to the user's unit."""
    check_may_work_on(user, household, at)


def may_see_orders(user: User) -> bool:
    """Tell whether the user may see a household's payments."""
    return has_role(user, CASE_WORK)


def may_see_batches(user: User) -> bool:
    """Tell whether the user may see payment lists, which show orders of all units."""
    return has_role(user, PAYMENT_WORK)


def check_may_see_batches(user: User) -> None:
    """:raises NotAllowed:"""
    check_role(user, PAYMENT_WORK, _("se utbetalningslistor"))


def check_may_make_batch(user: User) -> None:
    """:raises NotAllowed:"""
    check_role(user, PAYMENT_WORK, _("upprätta utbetalningslistor"))


def may_export(user: User) -> bool:
    """Tell whether the user may fetch the payment file."""
    return has_role(user, {Role.ECONOMIST})


def check_may_export(user: User) -> None:
    """:raises NotAllowed:"""
    check_role(user, {Role.ECONOMIST}, _("lämna betalfiler till banken"))


def check_may_attest(user: User, batch: Batch, deciders: Iterable[int]) -> None:
    """
    Four eyes: who attests has neither made the list nor decided anything in it.

    :param deciders: keys of the users who decided the orders of the list
    :raises NotAllowed:
    """
    check_role(user, {Role.ECONOMIST}, _("attestera utbetalningar"))
    if user.pk == batch.made_by_id:
        raise NotAllowed(_("Du har upprättat listan. En annan ekonom behöver attestera den."))
    if user.pk in set(deciders):
        raise NotAllowed(_("Du har fattat ett av besluten i listan. En annan ekonom behöver attestera den."))
