"""A claim is opened on a ground of the law, looked into, and decided by a named person after the hearing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import Changed
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.decisions.actions import delegation_under
from framsteg.apps.decisions.enums import DelegatedKind
from framsteg.apps.decisions.models import Decision
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import members_on
from framsteg.apps.recovery import law, letters, queries
from framsteg.apps.recovery.actions._shared import ClaimRefused, change, check_open, check_to_handle
from framsteg.apps.recovery.enums import Ground, Proposal
from framsteg.apps.recovery.models import Claim, ClaimMonth, Handling, Recalculation
from framsteg.apps.recovery.permissions import check_may_handle


@dataclass(frozen=True)
class Claimed:
    """One month of a claim, kronor; the recalculation is needed when too much was paid (SoL 33 kap. 1 §)."""

    decision: Decision
    amount: Decimal
    recalculation: Recalculation | None = None


@transaction.atomic
def open_claim(
    *,
    household: Household,
    months: Sequence[Claimed],
    ground: str,
    reason: str,
    stated_ground: str = "",
    served_on: date | None = None,
    token: UUID,
    by: User,
    at: datetime,
) -> Claim:
    """
    Take up whether to claim back: on which ground, of which months, and what happened. Nothing is claimed yet.

    The same token gives the claim that stands. :raises NotAllowed, Changed, ClaimRefused, AlreadyHandled:
    """
    check_may_handle(by, household, at)
    standing_claim = Claim.objects.filter(token=token, household=household).first()
    if standing_claim:
        return standing_claim
    if ground not in Ground.values:
        raise ClaimRefused(_("Återkrav kräver en av lagens grunder. Ange vilken; annars kan inget krävas tillbaka."))
    today = timezone.localdate(at)
    if served_on and served_on > today:
        raise ClaimRefused(_("Dagen för delgivning kan inte ligga framåt i tiden."))
    terms = law.Terms(ground, reason.strip(), stated_ground.strip(), served_on)
    amounts = _amounts(household, months, ground)
    found = law.check(terms, amounts, today)
    if found.obstacles:
        raise ClaimRefused(" ".join(found.obstacles))
    claim = Claim(
        household=household,
        ground=ground,
        reason=terms.reason,
        stated_ground=terms.stated_ground,
        served_on=served_on,
        opened_at=at,
        opened_by=by,
        token=token,
    )
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError:
        raise Changed  # two clicks at once: the other one opens it
    for month, amount in zip(months, amounts, strict=True):
        _keep(claim, month, amount, terms)
    record("recovery.claim.opened", by=by, at=at, about=claim, household=household.number, months=len(amounts))
    return claim


@transaction.atomic
def note_circumstances(
    *,
    claim: Claim,
    would_lack_means: bool | None,
    exceptional_reasons: bool,
    circumstances: str,
    children: str = "",
    version: int,
    by: User,
    at: datetime,
) -> Claim:
    """
    Note what was found out: would the person lack means for livelihood, are there exceptional reasons against (REC-05),
    and how children who live in the household would fare.

    :raises NotAllowed, ClaimRefused, Changed:
    """
    check_may_handle(by, claim.household, at)
    check_open(claim)
    if not circumstances.strip():
        raise ClaimRefused(_("Skriv vad utredningen visar."))
    change(
        claim,
        version,
        would_lack_means=would_lack_means,
        exceptional_reasons=exceptional_reasons,
        circumstances=circumstances.strip(),
        children=children.strip(),
    )
    record("recovery.claim.looked_into", by=by, at=at, about=claim, household=claim.household.number)
    return claim


@transaction.atomic
def decide_claim(*, claim: Claim, amount: Decimal, reasons: str, version: int, by: User, at: datetime) -> Claim:
    """
    Decide to claim back, kronor, at most what the person was heard about, with reasons; the letter is kept as sent.

    The delegation order has a kind for it, by amount (``DelegatedKind.RECOVERY``).

    :raises NotAllowed, ClaimRefused, NoDelegation, Changed:
    """
    check_may_handle(by, claim.household, at)
    check_open(claim)
    if claim.decided_at:
        raise ClaimRefused(_("Återkravet är redan beslutat."))
    months = list(claim.months.order_by("month"))
    total = sum((month.amount for month in months), Decimal(0))
    if not 0 < amount <= total:
        raise ClaimRefused(_("Kräv mer än 0 kr och högst %(total)s.") % {"total": kronor(total)})
    if not reasons.strip():
        raise ClaimRefused(_("Skriv beslutets motivering (FL 32 §)."))
    _check_heard(claim, at)
    today = timezone.localdate(at)
    found = queries.check_of(claim, today)
    if not claim.children and any(member.role == MemberRole.CHILD for member in members_on(claim.household, today)):
        raise ClaimRefused(_("Det bor barn i hushållet. Skriv i utredningen hur deras situation har bedömts."))
    if claim.would_lack_means is None:
        raise ClaimRefused(_("Ta först reda på om den enskilde skulle sakna medel till sin försörjning."))
    if found.obstacles:
        raise ClaimRefused(" ".join(found.obstacles))
    delegation = delegation_under(by, DelegatedKind.RECOVERY, amount, at)
    authority = f"nämndens delegationsordning, punkt {delegation.reference}"
    letter = letters.claim_letter(
        claim=claim,
        months=months,
        amount=amount,
        reasons=reasons.strip(),
        authority=authority,
        sources=found.sources,
        by=by,
        at=at,
    )
    change(
        claim,
        version,
        amount=amount,
        reasons=reasons.strip(),
        authority=authority,
        delegation=delegation,
        letter=letter,
        decided_at=at,
        decided_by=by,
    )
    record("recovery.claim.decided", by=by, at=at, about=claim, household=claim.household.number)
    return claim


def _amounts(household: Household, months: Sequence[Claimed], ground: str) -> list[law.Amount]:
    """Return each month's amount with the days the law looks at. :raises ClaimRefused, AlreadyHandled:"""
    if not months:
        raise ClaimRefused(_("Välj minst en månad."))
    if len({month.decision.pk for month in months}) < len(months):
        raise ClaimRefused(_("En månad står två gånger. Ange varje månad en gång."))
    keys = [month.decision.pk for month in months]
    list(Decision.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # nobody else claims them meanwhile
    standing = queries.standing_of([month.decision for month in months])
    return [_amount(household, month, ground, standing[month.decision.pk]) for month in months]


def _amount(household: Household, month: Claimed, ground: str, standing: queries.Standing) -> law.Amount:
    words = {"month": month_label(month.decision.month)}
    if month.decision.household_id != household.pk:
        raise ClaimRefused(_("Beslutet gäller ett annat hushåll."))
    if standing.paid_on is None:
        raise ClaimRefused(_("Ingenting är utbetalt för %(month)s, så inget kan krävas tillbaka.") % words)
    new_assistance = None
    if month.recalculation:
        check_to_handle(month.recalculation)
        if month.recalculation.difference is not None:
            new_assistance = month.recalculation.granted + month.recalculation.difference
    elif ground in Ground.of_overpayment():
        raise ClaimRefused(_("Grunden gäller det som betalats för mycket. Räkna om %(month)s först.") % words)
    most = standing.claimable(ground, new_assistance)
    if month.amount > most:
        words["most"] = kronor(most)
        raise ClaimRefused(_("För %(month)s kan högst %(most)s krävas tillbaka.") % words)
    return law.Amount(month.amount, timezone.localdate(month.decision.decided_at), standing.paid_on)


def _keep(claim: Claim, month: Claimed, amount: law.Amount, terms: law.Terms) -> None:
    ClaimMonth.objects.create(
        claim=claim,
        decision=month.decision,
        month=month.decision.month,
        amount=amount.amount,
        granted_on=amount.granted_on,
        cost_arose_on=amount.cost_arose_on,
        last_day=law.last_day(terms, amount),
    )
    if month.recalculation:
        Handling.objects.create(
            recalculation=month.recalculation,
            kind=Proposal.RECOVERY,
            reason=terms.reason,
            claim=claim,
            handled_at=claim.opened_at,
            handled_by=claim.opened_by,
        )


def _check_heard(claim: Claim, at: datetime) -> None:
    """:raises ClaimRefused: unless the last hearing is answered or its time has passed"""
    hearing = queries.latest_hearing(claim)
    if hearing is None:
        raise ClaimRefused(_("Kommunicera underlaget med den enskilde först (FL 25 §)."))
    if not queries.is_over(hearing, at):
        words = {"day": swedish_date(hearing.reply_by)}
        raise ClaimRefused(_("Den enskilde har till och med %(day)s på sig att svara.") % words)
