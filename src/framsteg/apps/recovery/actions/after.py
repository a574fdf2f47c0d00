"""After the decision to claim: forgive, note what is paid back and what the nämnd decides, and close."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.formats import kronor, swedish_date
from framsteg.apps.decisions.actions import delegation_under
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.identity.models import User
from framsteg.apps.recovery import queries
from framsteg.apps.recovery.actions._shared import ClaimRefused, change, check_decided, check_open
from framsteg.apps.recovery.enums import Body, Ground
from framsteg.apps.recovery.models import Claim, Forgiveness, Repayment
from framsteg.apps.recovery.permissions import check_may_handle
from framsteg.entitlement import recovery as library


@transaction.atomic
def forgive(*, claim: Claim, amount: Decimal, reasons: str, version: int, by: User, at: datetime) -> Forgiveness:
    """
    Give up a part of a claim, or all that is left, with reasons (REC-06). What is left closes when it is nothing.

    The delegation order has a kind for it, by the amount given up (``DelegatedKind.FORGIVENESS``).

    :raises NotAllowed, ClaimRefused, NoDelegation, Changed:
    """
    check_may_handle(by, claim.household, at)
    check_decided(claim)
    try:
        left = library.forgive(queries.remaining(claim), amount, reason=reasons)
    except ValueError as refused:
        raise ClaimRefused(str(refused))
    delegation = delegation_under(by, DelegatedKind.FORGIVENESS, amount, at)
    _next(claim, version, left, _("Hela återstoden är eftergiven."), by, at)
    row = Forgiveness.objects.create(
        claim=claim, amount=amount, reasons=reasons.strip(), forgiven_at=at, forgiven_by=by, delegation=delegation
    )
    record("recovery.claim.forgiven", by=by, at=at, about=row, household=claim.household.number, all=not left)
    return row


@transaction.atomic
def note_repayment(*, claim: Claim, amount: Decimal, paid_on: date, version: int, by: User, at: datetime) -> Repayment:
    """Note money that the person has paid back, kronor. :raises NotAllowed, ClaimRefused, Changed:"""
    check_may_handle(by, claim.household, at)
    check_decided(claim)
    left = queries.remaining(claim) - amount
    if amount <= 0 or left < 0:
        words = {"left": kronor(left + amount)}
        raise ClaimRefused(_("Anteckna mer än 0 kr och högst det som är kvar, %(left)s.") % words)
    if not timezone.localdate(claim.opened_at) <= paid_on <= timezone.localdate(at):
        raise ClaimRefused(_("Dagen ska ligga mellan den dag kravet togs upp och i dag."))
    _next(claim, version, left, _("Allt är återbetalt."), by, at)
    row = Repayment.objects.create(claim=claim, amount=amount, paid_on=paid_on, noted_at=at, noted_by=by)
    record("recovery.repayment.noted", by=by, at=at, about=row, household=claim.household.number, all=not left)
    return row


@transaction.atomic
def note_decision_to_sue(
    *, claim: Claim, decided_on: date, body: str, reference: str, version: int, by: User, at: datetime
) -> Claim:
    """
    Note that the nämnd or an utskott has decided to bring an action; nobody below may for SoL 33 kap. 1 § (30:6 p. 6).

    :raises NotAllowed, ClaimRefused, Changed:
    """
    check_may_handle(by, claim.household, at)
    check_decided(claim)
    if claim.sue_decided_on:
        raise ClaimRefused(_("Beslutet att föra talan är redan antecknat."))
    if body == Body.DELEGATE and claim.ground in Ground.of_overpayment():
        raise ClaimRefused(_("Beslut att föra talan kan bara fattas av nämnden eller ett utskott (SoL 30 kap. 6 §)."))
    if body not in Body.values or not reference.strip():
        raise ClaimRefused(_("Skriv vem som har beslutat och paragrafen i protokollet."))
    if not timezone.localdate(claim.decided_at) <= decided_on <= timezone.localdate(at):
        raise ClaimRefused(_("Dagen ska ligga mellan beslutet om återkrav och i dag."))
    found = queries.check_of(claim, decided_on)
    if found.obstacles:
        raise ClaimRefused(" ".join(found.obstacles))
    change(claim, version, sue_decided_on=decided_on, sue_body=body, sue_reference=reference.strip())
    record("recovery.claim.to_be_sued", by=by, at=at, about=claim, household=claim.household.number, body=str(body))
    return claim


@transaction.atomic
def note_action_brought(*, claim: Claim, brought_on: date, version: int, by: User, at: datetime) -> Claim:
    """
    Note the day the action was brought at förvaltningsrätten, within three years from the cost (REC-05).

    :raises NotAllowed, ClaimRefused, Changed:
    """
    check_may_handle(by, claim.household, at)
    check_decided(claim)
    if claim.sue_decided_on is None:
        raise ClaimRefused(_("Anteckna först nämndens eller utskottets beslut att föra talan."))
    if claim.sued_on:
        raise ClaimRefused(_("Dagen då talan väcktes är redan antecknad."))
    if not claim.sue_decided_on <= brought_on <= timezone.localdate(at):
        raise ClaimRefused(_("Dagen ska ligga mellan beslutet att föra talan och i dag."))
    last_day = queries.check_of(claim, brought_on).last_day
    if brought_on > last_day:
        words = {"day": swedish_date(last_day)}
        raise ClaimRefused(_("Talan skulle ha väckts senast %(day)s. Avsluta eller efterge kravet.") % words)
    change(claim, version, sued_on=brought_on)
    record("recovery.claim.sued", by=by, at=at, about=claim, household=claim.household.number)
    return claim


@transaction.atomic
def close_claim(*, claim: Claim, reason: str, version: int, by: User, at: datetime) -> Claim:
    """End a claim, decided or not, and say why. :raises NotAllowed, ClaimRefused, Changed:"""
    check_may_handle(by, claim.household, at)
    check_open(claim)
    if not reason.strip():
        raise ClaimRefused(_("Skriv varför återkravet avslutas."))
    change(claim, version, closed_at=at, closed_by=by, closed_because=reason.strip())
    record("recovery.claim.closed", by=by, at=at, about=claim, household=claim.household.number)
    return claim


def _next(claim: Claim, version: int, left: Decimal, because: str, by: User, at: datetime) -> None:
    """Move the claim to its next version, and close it when nothing is left. :raises ClaimRefused, Changed:"""
    closed = {} if left else {"closed_at": at, "closed_by": by, "closed_because": because}
    change(claim, version, **closed)
