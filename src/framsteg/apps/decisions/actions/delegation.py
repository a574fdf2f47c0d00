"""The nämnd's delegation order."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions.models import Delegation
from framsteg.apps.decisions.permissions import check_may_delegate
from framsteg.apps.identity.models import User


class DelegationRefused(ActionDenied):
    """The line of the delegation order exists already, or its period runs backwards."""


@transaction.atomic
def add_delegation(
    *,
    role: str,
    kind: str,
    up_to: Decimal | None,
    valid_from: date,
    reference: str,
    valid_to: date | None = None,
    by: User,
    at: datetime,
) -> Delegation:
    """
    Add a line to the delegation order as the nämnd has decided it. ``up_to`` is kronor; None is no limit.

    :raises NotAllowed, DelegationRefused:
    """
    check_may_delegate(by)
    if valid_to and valid_to < valid_from:
        raise DelegationRefused(_("Sista dagen ligger före första dagen."))
    line = Delegation(
        role=role, kind=kind, up_to=up_to, valid_from=valid_from, valid_to=valid_to, reference=reference.strip()
    )
    if Delegation.objects.filter(role=role, kind=kind, valid_from=valid_from).exists():
        raise DelegationRefused(_("Delegationen finns redan från det datumet."))
    line.save()
    record("decisions.delegation.added", by=by, at=at, about=line, role=str(role), decision=str(kind))
    return line
