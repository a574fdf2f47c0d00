"""The one way out for small counts: every count that leaves the kommun passes here first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from framsteg.policylab.figures import swedish_number

# Practice, not law. Socialstyrelsen's monthly table for 2017 (290 kommuner) has 5 as its smallest published number of
# households and "X" below it; the written rule behind it has not been read (confidence B). What the secrecy act
# demands is for the kommun to judge, so the threshold is the kommun's setting and this is only where it starts.
THRESHOLD = 5
ROUND_TO = 5
HIDDEN = "visas inte"


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A number fit to leave. ``value`` None means hidden or unknown; ``text`` says which."""

    value: Decimal | int | None
    text: str


def disclosed_count(count: int | None, *, threshold: int = THRESHOLD, round_to: int = ROUND_TO) -> Disclosed:
    """
    Return a count that may leave: below the threshold hidden (0 too), else rounded to a multiple of ``round_to``.

    Rounding goes to the nearest multiple, a half upwards, so that two tables cannot be subtracted from each other.
    One hidden cell can still be found from a total: ``disclosed_column`` hides one more.
    """
    if count is None:
        return Disclosed(None, "uppgift saknas")
    if count < threshold:
        return Disclosed(None, f"färre än {threshold}")
    rounded = _rounded(count, round_to)
    return Disclosed(rounded, swedish_number(rounded))


def disclosed_share(
    part: int | None, whole: int | None, *, threshold: int = THRESHOLD, round_to: int = ROUND_TO
) -> Disclosed:
    """Return a share in whole per cent of the *disclosed* counts; hidden when the part or the rest is small."""
    if part is None or whole is None:
        return Disclosed(None, "uppgift saknas")
    if not 0 <= part <= whole:
        raise ValueError(f"{part} av {whole} är ingen andel.")
    if min(part, whole - part) < threshold:
        return Disclosed(None, f"visas inte: färre än {threshold}")
    percent = (100 * Decimal(_rounded(part, round_to)) / _rounded(whole, round_to)).quantize(Decimal(1))
    return Disclosed(percent, f"{percent} procent")


def hidden_places(counts: Sequence[int], *, threshold: int = THRESHOLD, also: Collection[int] = ()) -> frozenset[int]:
    """
    Return which cells of a column with a total to hide, by place: the small ones, ``also``, and some more.

    The smallest others are hidden too, until the hidden cells are at least two and together reach the threshold: what
    is left when the shown ones are taken from the total is then no small group either.
    """
    hidden = {place for place, count in enumerate(counts) if count < threshold} | set(also)
    for place in sorted(set(range(len(counts))) - hidden, key=lambda place: (counts[place], place)):
        if not hidden or (len(hidden) > 1 and sum(counts[row] for row in hidden) >= threshold):
            break
        hidden.add(place)
    return frozenset(hidden)


def disclosed_column(
    counts: Sequence[int], *, threshold: int = THRESHOLD, round_to: int = ROUND_TO
) -> tuple[Disclosed, ...]:
    """Return the cells of a column of counts, and its total last, each fit to leave beside the others."""
    hidden = hidden_places(counts, threshold=threshold)
    cells = [disclosed_count(count, threshold=threshold, round_to=round_to) for count in (*counts, sum(counts))]
    return tuple(
        Disclosed(None, HIDDEN) if row in hidden and cell.value is not None else cell for row, cell in enumerate(cells)
    )


def _rounded(count: int, round_to: int) -> int:
    return (2 * count + round_to) // (2 * round_to) * round_to
