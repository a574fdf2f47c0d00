"""The answer for many households: an outcome and amounts in öre for each, the steps summed to columns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.result import Outcome

UNKNOWN = np.iinfo(np.int64).min
"""Stands in a column of öre for what is not known: no figure is not 0."""

OUTCOMES = (*Outcome,)


@dataclass(frozen=True, slots=True)
class Answers:
    """
    One value for each household, in the order of ``ids``. Amounts are whole öre, ``UNKNOWN`` where there is no figure.

    ``outcome`` counts in ``OUTCOMES``; ``missing`` in ``gaps``, one bit for each fact that is not known. Each amount is
    rounded on its own from exact parts, so that lines may differ from their sum by an öre.
    """

    ids: NDArray[Any]
    outcome: NDArray[np.int8]
    assistance: Ints
    norm: Ints
    surplus: Ints
    extra: Ints
    norm_adults: Ints
    norm_children: Ints
    norm_shared: Ints
    norm_adjusted: Ints
    costs: Ints
    incomes: Ints
    job_incentive: Ints
    balance: Ints
    other_need: Ints
    assets: Ints
    carried_surplus: Ints
    missing: Ints
    gaps: tuple[str, ...]

    @classmethod
    def blank(cls, ids: NDArray[Any], gaps: tuple[str, ...]) -> Answers:
        """Return answers that are to be filled in: one block of memory, which is much quicker to get than many."""
        names = (*AMOUNTS, "missing")
        block = np.empty((len(names), len(ids)), np.int64)
        return cls(ids=ids, outcome=np.empty(len(ids), np.int8), gaps=gaps, **dict(zip(names, block, strict=True)))

    def part(self, households: slice) -> Answers:
        """Return the answers of some households: the same columns, seen through a window."""
        columns = {field.name: getattr(self, field.name)[households] for field in fields(self) if field.name != "gaps"}
        return Answers(**columns, gaps=self.gaps)

    def missing_texts(self) -> tuple[tuple[str, ...], NDArray[np.intp]]:
        """Return the sets of facts that are not known, each as one text, and which of them each household has."""
        if not self.missing.any():
            return ("",), np.zeros(len(self.missing), np.intp)
        kinds, which = np.unique(self.missing, return_inverse=True)
        named = (", ".join(gap for bit, gap in enumerate(self.gaps) if int(kind) >> bit & 1) for kind in kinds)
        return tuple(named), which


MEANINGS = {
    "assistance": "the proposal; empty when the outcome is unknown",
    "norm": "the whole norm (NORM-01 to NORM-12); empty when an amount of the norm is not known",
    "surplus": "what incomes are above need; empty when the outcome is unknown",
    "extra": "assistance beyond the right (ENT-02), never a part of `assistance`",
    "norm_adults": "personal norm of the adults (NORM-04)",
    "norm_children": "personal norm of children and school-youth (NORM-02, NORM-03)",
    "norm_shared": "shared costs (NORM-01, NORM-05, NORM-06)",
    "norm_adjusted": "higher or lower in the single case (NORM-12)",
    "costs": "accepted costs of försörjningsstöd (COST-02, COST-03)",
    "incomes": "what counts of the incomes (INC-01 to INC-04, CHILD-01, INC-03), before `job_incentive`",
    "job_incentive": "what jobbstimulans leaves out, 0 or less (JOB-01)",
    "balance": "incomes less norm and costs",
    "other_need": "accepted costs of livsföring i övrigt (COST-05 to COST-07)",
    "assets": "what counts of the assets (ASSET-01 to ASSET-03)",
    "carried_surplus": "earlier surplus that is carried (INC-08)",
}
"""What each column of öre means, in the order of the columns."""

AMOUNTS = tuple(field.name for field in fields(Answers) if field.name in MEANINGS)
