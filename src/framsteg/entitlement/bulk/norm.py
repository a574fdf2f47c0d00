"""Riksnormen for every household at once: see ``rules/norm.py`` and ``rules/adjustments.py`` for the rules in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain, ore
from framsteg.entitlement.bulk.read import Columns, Ints
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Tables, added, in_couple
from framsteg.entitlement.kinds import Direction, Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError, norm_table
from framsteg.entitlement.parameters.schema import BANDS, NormTable, Practice

Mask = NDArray[np.bool_]

OLDEST = BANDS["19-20"]
OLDEST_WITHOUT_LUNCH = BANDS["4-6"]
_AGES = OLDEST + 1
_WITHOUT_LUNCH, _SINGLE, _PAIR, _PLACES = _AGES, 2 * _AGES, 2 * _AGES + 1, 2 * _AGES + 2
"""Places in a norm's row of amounts: by age with lunch, by age without, a single adult, one of a couple."""


@dataclass(frozen=True, slots=True)
class Norm:
    """
    The norm in parts: of each person (``needs``, ``known``), and of the household (``adults`` … ``adjusted``).

    ``shared`` is in parts of ``grain.month`` × the persons in the dwelling; all else in parts of ``grain.person``.
    ``bands`` says which lunch amounts each household lacks, one bit for each band. ``exists`` is False where the month
    has no norm.
    """

    needs: Ints
    known: Mask
    adults: Ints
    children: Ints
    shared: Ints
    adjusted_persons: Ints
    adjusted_household: Ints
    dwelling: Ints
    bands: Ints
    exists: Mask


def norm_of(tables: Tables, month: Month, practice: Practice, grain: Grain, chosen: NormTable | None = None) -> Norm:
    """Return the norm of every household (NORM-01 to NORM-12, NORM-15). ``chosen`` replaces all, for a reform."""
    norms, which = _norms(tables, month, chosen)
    persons, count = tables.persons, len(tables.ids)
    place = _places(tables, month, practice)
    amounts = np.stack([_amounts(norm, grain) for norm in norms]) if norms else np.full((1, _PLACES), NONE)
    of_month = amounts[tables.to_persons(which) if len(norms) > 1 else 0, place]
    known = of_month != NONE
    needs = np.where(known, of_month * grain.parts_of_month[_days(tables)], 0)
    is_adult = place >= _SINGLE
    adults, children = (tables.total(persons, np.where(mask, needs, 0)) for mask in (is_adult, ~is_adult))
    lacking = np.flatnonzero(~known)
    bands = np.zeros(count, np.int64)
    np.bitwise_or.at(bands, persons["household"][lacking], 1 << _band(place[lacking] - _WITHOUT_LUNCH))
    adjusted, own = _adjust(tables, needs, grain)
    return Norm(
        needs=adjusted,
        known=known,
        adults=adults,
        children=children,
        shared=_shared(tables, norms, which, grain),
        adjusted_persons=np.zeros_like(adults) if adjusted is needs else tables.total(persons, adjusted - needs),
        adjusted_household=own,
        dwelling=tables.size + tables.households["other_residents"],
        bands=bands,
        exists=which >= 0,
    )


def band_names() -> list[str]:
    """Return the bands that a lunch amount may lack, in the order of the bits."""
    return [band for band, highest in BANDS.items() if highest <= OLDEST_WITHOUT_LUNCH]


def _band(age: NDArray[Any]) -> NDArray[Any]:
    return np.searchsorted([BANDS[band] for band in band_names()], age)


def _norms(tables: Tables, month: Month, chosen: NormTable | None) -> tuple[list[NormTable], Ints]:
    """Return the norms in use, and which of them each household has; NONE where the month has none (NORM-15)."""
    if chosen is not None:
        return [chosen], np.zeros(len(tables.ids), np.int64)
    norms: list[NormTable] = []
    found: list[int] = []
    for kommun in [*texts.kommuner(tables), None]:  # a household without kommun has code -1: the last
        try:
            norm = norm_table(month, kommun)
        except ParameterError:
            found.append(NONE)
            continue
        if norm not in norms:
            norms.append(norm)
        found.append(norms.index(norm))
    return norms, np.array(found, np.int64)[tables.households["kommun"]]


def _amounts(norm: NormTable, grain: Grain) -> Ints:
    """Return the norm's amounts by place, in parts for one part of the month; NONE where the amount is not known."""
    each = grain.person // grain.month
    row = np.full(_PLACES, NONE, np.int64)
    for age in range(_AGES):
        for without_lunch, start in ((False, 0), (True, _WITHOUT_LUNCH)):
            amount = norm.child_amount(age, without_lunch=without_lunch)
            row[start + age] = NONE if amount is None else ore(amount.amount) * each
    row[_SINGLE] = ore(norm.adult_single.amount) * each
    row[_PAIR] = ore(norm.adult_pair.amount) * (each // 2)
    return row


def _places(tables: Tables, month: Month, practice: Practice) -> NDArray[np.int8]:
    """Return each person's place in the norm's row of amounts (NORM-02, NORM-03, NORM-04, NORM-10)."""
    persons = tables.persons
    counted = texts.number(month if practice.new_age_band == "birthday_month" else month.previous)
    age = np.clip((counted - persons["born"]) // 12, 0, OLDEST).astype(np.int8)
    without_lunch = (persons["lunch_away"] == 1) & (age <= OLDEST_WITHOUT_LUNCH)
    child = age + np.int8(_WITHOUT_LUNCH) * without_lunch
    adult = np.int8(_SINGLE) + in_couple(tables)
    return np.where(persons["role"] == code(Role.ADULT), adult, child)


def _days(tables: Tables) -> NDArray[Any]:
    """Return the days that each person counts: its own, or the household's (NORM-09, NORM-11)."""
    days, household = tables.persons["days"], tables.households["days"]
    if not (household != NONE).any():
        return days
    return np.where(days == NONE, tables.to_persons(household), days)


def _shared(tables: Tables, norms: list[NormTable], which: Ints, grain: Grain) -> Ints:
    """NORM-01, NORM-05, NORM-06: the members' part of the costs that all in the dwelling share."""
    size = tables.size + tables.households["other_residents"]
    largest = int(size.max(initial=1))
    amounts = [[0, *(ore(norm.shared_amount(persons)) for persons in range(1, largest + 1))] for norm in norms]
    by_size = np.array(amounts or [[0] * (largest + 1)], np.int64)
    own = by_size[which if len(norms) > 1 else 0, size] * tables.size
    shared: Ints = own * grain.parts_of_month[tables.households["days"]]
    return shared


def _adjust(tables: Tables, needs: Ints, grain: Grain) -> tuple[Ints, Ints]:
    """NORM-12: return the persons' needs with what is higher or lower, at least 0, and the households' own changes."""
    rows: Columns = tables.adjustments
    sign = np.where(rows["direction"] == code(Direction.LOWER), -1, 1)
    change = rows["amount"] * sign * grain.person
    own = rows["person"] == NONE
    household = added(change[own], rows["household"][own], len(tables.ids))
    if own.all():
        return needs, household
    personal = added(change[~own], rows["person"][~own], len(needs))
    return np.maximum(needs + personal, 0), household
