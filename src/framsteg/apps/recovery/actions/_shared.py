"""What several actions check before they change anything."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.recovery import queries
from framsteg.apps.recovery.models import Claim, Recalculation


class ClaimRefused(ActionDenied):
    """The law or the state of the claim stops it; the text says what and what to do."""


class AlreadyHandled(ActionDenied):
    """The month is handled, or calculated anew on still later facts."""


def check_to_handle(recalculation: Recalculation) -> None:
    """Take the month for this transaction; two clicks at once come one after the other. :raises AlreadyHandled:"""
    Recalculation.objects.select_for_update().get(pk=recalculation.pk)
    if queries.is_handled(recalculation):
        raise AlreadyHandled(_("Månaden är redan hanterad. Öppna efterkontrollen och läs vad som gjordes."))
    if not queries.is_latest(recalculation):
        raise AlreadyHandled(_("Månaden är omräknad på senare uppgifter. Hantera den senaste omräkningen."))


def check_open(claim: Claim) -> None:
    """:raises ClaimRefused:"""
    if claim.closed_at:
        raise ClaimRefused(_("Återkravet är avslutat."))


def check_decided(claim: Claim) -> None:
    """:raises ClaimRefused: unless the claim is decided and goes on"""
    check_open(claim)
    if not claim.decided_at:
        raise ClaimRefused(_("Återkravet är inte beslutat än. Fatta beslutet först."))


def change(claim: Claim, version: int, **columns: Any) -> None:
    """Write columns of an open claim and move it to its next version. :raises ClaimRefused, Changed:"""
    same = Claim.objects.filter(pk=claim.pk, version=version, closed_at=None)
    if not same.update(version=F("version") + 1, **columns):
        claim.refresh_from_db()
        check_open(claim)
        raise Changed
    claim.refresh_from_db()
