"""
Recovery of assistance (återkrav): what must hold before a person may decide to try it (REC-01 to REC-06).

A proposal is only that. Nothing here sets a debt off against assistance: that is not allowed (HFD 2013 ref. 18).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from framsteg.entitlement.kinds import Labelled
from framsteg.entitlement.limits import add_months, limit, reference
from framsteg.entitlement.result import kronor


class Ground(Labelled):
    """The grounds of the law; there are no others."""

    WRONG_INFORMATION = "wrong_information", "Oriktiga eller förtigna uppgifter, eller förorsakat på annat sätt"
    SHOULD_HAVE_KNOWN = "should_have_known", "Tagit emot med orätt och borde ha insett det"
    ADVANCE = "advance", "Förskott på en förmån eller ersättning"
    INDUSTRIAL_CONFLICT = "industrial_conflict", "Arbetskonflikt"
    HINDERED = "hindered", "Hinder att använda egna inkomster och tillgångar"
    REPAYMENT_CONDITION = "repayment_condition", "Bistånd utöver rätten med villkor om återbetalning"


_RULES = {
    Ground.WRONG_INFORMATION: "REC-01",
    Ground.SHOULD_HAVE_KNOWN: "REC-02",
    Ground.ADVANCE: "REC-03",
    Ground.INDUSTRIAL_CONFLICT: "REC-03",
    Ground.HINDERED: "REC-03",
    Ground.REPAYMENT_CONDITION: "REC-04",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """
    What a person considers to claim back, kronor, and what is known about it.

    ``beyond_right`` is true for assistance by SoL 12 kap. 2 §. ``reason`` is what happened, in words. ``stated_ground``
    is the ground or condition as the decision on assistance states it, ``served_on`` the day it was delgivet.
    ``would_lack_means`` is whether the person would then lack means for livelihood, None when it is not found out.
    """

    amount: Decimal
    granted_on: date
    cost_arose_on: date
    ground: Ground | None
    reason: str
    beyond_right: bool = False
    stated_ground: str = ""
    served_on: date | None = None
    would_lack_means: bool | None = None
    exceptional_reasons: bool = False


@dataclass(frozen=True, slots=True)
class RecoveryCheck:
    """
    Whether a person may go on with a claim. ``obstacles`` stop it, ``remains`` is what must still be found out or done.

    ``last_day`` is the last day to bring the action; it is not moved by weekends.
    """

    obstacles: tuple[str, ...]
    remains: tuple[str, ...]
    last_day: date
    rule: str
    source: str

    @property
    def possible(self) -> bool:
        """True when nothing in the law stops the claim; whether to make it is a person's decision."""
        return not self.obstacles


def check_recovery(claim: Claim, *, on: date) -> RecoveryCheck:
    """Try the claim on the day ``on`` against the law in force when the assistance was granted (LAW-02)."""
    rule = _RULES[claim.ground] if claim.ground else "REC-01"
    last = last_day_to_sue(claim)
    obstacles = [*_missing(claim), *_barred(claim, last, on)]
    return RecoveryCheck(tuple(obstacles), tuple(_remaining(claim)), last, rule, reference(rule, claim.granted_on))


def last_day_to_sue(claim: Claim) -> date:
    """REC-05: return the last day to bring the action: three years from the day the cost arose."""
    return add_months(claim.cost_arose_on, 12 * limit("recovery_years", claim.granted_on))


def forgive(claimed: Decimal, forgiven: Decimal, *, reason: str) -> Decimal:
    """
    REC-06: return what is left of a claim, kronor, after the nämnd forgives it wholly or in part.

    :raises ValueError: when nothing, or more than the claim, is forgiven, or no reason is given
    """
    if not reason.strip():
        raise ValueError("Skriv varför kravet efterges.")
    if not 0 < forgiven <= claimed:
        raise ValueError(f"Efterge mer än 0 och högst {kronor(claimed)}.")
    return claimed - forgiven


def _missing(claim: Claim) -> list[str]:
    """Return what the law requires and the claim lacks."""
    faults = []
    if claim.amount <= 0:
        faults.append("Beloppet är inte över noll. Ange vad som betalats för mycket.")
    if claim.ground is None:
        faults.append("Återkrav kräver en av lagens grunder. Ange vilken; annars kan inget krävas tillbaka.")
        return faults
    if not claim.reason.strip():
        faults.append("Skriv vad som hänt och hur det visar grunden.")
    if _RULES[claim.ground] == "REC-03":
        if claim.beyond_right:
            faults.append("Grunden gäller bistånd enligt 12 kap. 1 §, inte bistånd utöver rätten.")
        if not claim.stated_ground.strip():
            faults.append("Beslutet om bistånd anger inte grunden för återkrav. Då går det inte att kräva tillbaka.")
        if claim.served_on is None:
            faults.append("Beslutet om bistånd är inte delgivet med den enskilde. Då går det inte att kräva tillbaka.")
    if claim.ground is Ground.REPAYMENT_CONDITION:
        if not claim.beyond_right:
            faults.append("Villkor om återbetalning får bara gälla bistånd utöver rätten (12 kap. 2 §).")
        if not claim.stated_ground.strip():
            faults.append("Beslutet om bistånd har inget villkor om återbetalning. Då går det inte att kräva tillbaka.")
    return faults


def _barred(claim: Claim, last_day: date, on: date) -> list[str]:
    """REC-05: return what stops the court from granting the action."""
    faults = []
    if on > last_day:
        faults.append(f"Talan skulle ha väckts senast {last_day}, tre år efter kostnaden.")
    if claim.would_lack_means:
        faults.append("Den enskilde skulle sakna medel till sin försörjning. Talan får då inte bifallas.")
    if claim.exceptional_reasons:
        faults.append("Det finns synnerliga skäl mot återkrav. Talan får då inte bifallas.")
    return faults


def _remaining(claim: Claim) -> list[str]:
    steps = ["Den enskilde ska få yttra sig innan nämnden beslutar (FL 25 §)."]
    if claim.would_lack_means is None:
        steps.append("Ta reda på om den enskilde skulle sakna medel till sin försörjning.")
    if claim.ground and _RULES[claim.ground] in {"REC-01", "REC-02"}:
        steps.append("Beslut att föra talan kan bara delegeras till ett utskott (SoL 30 kap. 6 §).")
    steps.append("Nämnden får efterge kravet helt eller delvis (REC-06).")
    return steps
