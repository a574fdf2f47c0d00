"""A claim against the law's grounds and limits (``entitlement.recovery``), over all its months. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from framsteg.apps.recovery.enums import Ground
from framsteg.entitlement import recovery as library


@dataclass(frozen=True)
class Terms:
    """What a claim says of itself; the words are those of ``models.Claim``."""

    ground: str
    reason: str
    stated_ground: str = ""
    served_on: date | None = None
    would_lack_means: bool | None = None
    exceptional_reasons: bool = False


@dataclass(frozen=True)
class Amount:
    """What is considered of one month, kronor, and the days that the law looks at."""

    amount: Decimal
    granted_on: date
    cost_arose_on: date


@dataclass(frozen=True)
class ClaimCheck:
    """What the law says of a claim: ``obstacles`` stop it, ``remains`` is still to be done, ``last_day`` the first."""

    obstacles: tuple[str, ...]
    remains: tuple[str, ...]
    last_day: date
    rules: tuple[str, ...]
    sources: tuple[str, ...]


def check(terms: Terms, months: Iterable[Amount], on: date) -> ClaimCheck:
    """Try every month on the day; what is said of several months is said once. At least one month."""
    checks = [library.check_recovery(_claim(terms, month), on=on) for month in months]
    return ClaimCheck(
        obstacles=_once(text for one in checks for text in one.obstacles),
        remains=_once(text for one in checks for text in one.remains),
        last_day=min(one.last_day for one in checks),
        rules=_once(one.rule for one in checks),
        sources=_once(one.source for one in checks),
    )


def last_day(terms: Terms, month: Amount) -> date:
    """REC-05: return the last day to bring the action for a month."""
    return library.last_day_to_sue(_claim(terms, month))


def _claim(terms: Terms, month: Amount) -> library.Claim:
    return library.Claim(
        amount=month.amount,
        granted_on=month.granted_on,
        cost_arose_on=month.cost_arose_on,
        ground=library.Ground[terms.ground.upper()],
        reason=terms.reason,
        beyond_right=terms.ground == Ground.REPAYMENT_CONDITION,
        stated_ground=terms.stated_ground,
        served_on=terms.served_on,
        would_lack_means=terms.would_lack_means,
        exceptional_reasons=terms.exceptional_reasons,
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
