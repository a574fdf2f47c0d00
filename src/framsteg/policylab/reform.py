"""What two norms would cost, and who gains and loses, as it may leave: no row tells of a few households."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from framsteg.entitlement.result import kronor
from framsteg.policylab.disclosure import HIDDEN, ROUND_TO, THRESHOLD, Disclosed, disclosed_column, hidden_places

if TYPE_CHECKING:
    from framsteg.entitlement.bulk import TypeChange

TOTAL = "Alla"


@dataclass(frozen=True, slots=True)
class DisclosedChange:
    """
    What happens to the households of one type, or to all of them together (``kind`` empty), fit to leave.

    Counts are hidden or rounded; amounts are kronor per month, hidden where few households stand behind them.
    """

    kind: str
    label: str
    households: Disclosed
    before: Disclosed
    after: Disclosed
    change: Disclosed
    gain: Disclosed
    lose: Disclosed
    unknown: Disclosed


def disclosed_changes(
    changes: Sequence[TypeChange], *, threshold: int = THRESHOLD, round_to: int = ROUND_TO
) -> tuple[DisclosedChange, ...]:
    """
    Return the rows of a comparison of two norms, and their total last, with small numbers hidden.

    What a type costs is hidden where its households are; what changes, also where few of them gain or lose. More rows
    are hidden while one could be found from the total. A threshold of 0 with ``round_to`` 1 hides nothing.
    """
    households = [row.households for row in changes]
    changed = [row.gain + row.lose for row in changes]
    counted = ([row.gain for row in changes], [row.lose for row in changes], [row.unknown for row in changes])
    few = hidden_places(households, threshold=threshold)
    few_changed = hidden_places(changed, threshold=threshold, also=few)
    columns = (
        disclosed_column(households, threshold=threshold, round_to=round_to),
        _amounts([row.before for row in changes], few, sum(households) >= threshold),
        _amounts([row.after for row in changes], few_changed, sum(changed) >= threshold),
        _amounts([row.change for row in changes], few_changed, sum(changed) >= threshold),
        *(disclosed_column(counts, threshold=threshold, round_to=round_to) for counts in counted),
    )
    names = [*((row.kind.value, row.kind.label) for row in changes), ("", TOTAL)]
    return tuple(DisclosedChange(*name, *cells) for name, cells in zip(names, zip(*columns, strict=True), strict=True))


def _amounts(ore: Sequence[int], hidden: frozenset[int], shows_total: bool) -> tuple[Disclosed, ...]:
    """Return öre as kronor with the chosen places hidden, and their sum last."""
    cells = [Disclosed(None, HIDDEN) if place in hidden else _kronor(amount) for place, amount in enumerate(ore)]
    return (*cells, _kronor(sum(ore)) if shows_total else Disclosed(None, HIDDEN))


def _kronor(ore: int) -> Disclosed:
    amount = Decimal(ore) / 100
    return Disclosed(amount, kronor(amount))
