"""Riksnormen for every household at once: see ``rules/norm.py`` and ``rules/adjustments.py`` for the rules in words."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framsteg.entitlement.bulk import texts
from framsteg.entitlement.bulk.exact import Grain, ore
from framsteg.entitlement.bulk.read import Columns, Ints
from framsteg.entitlement.bulk.schema import NONE, code
from framsteg.entitlement.bulk.tables import Places, Tables, added, in_couple
from framsteg.entitlement.kinds import Direction, Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError, norm_table
from framsteg.entitlement.parameters.schema import BANDS, NormTable, Practice

Mask = NDArray[np.bool_]

UNLIMITED = np.iinfo(np.int64).max
OLDEST = BANDS["19-20"]
OLDEST_WITHOUT_LUNCH = BANDS["4-6"]
_AGES = 12 * (OLDEST + 1)
_PLACES = (2, 2, 2, _AGES)
"""A norm's amounts lie by: child or adult, single or in a couple, lunch at home or away, months of age."""

_SIZE = prod(_PLACES)


@dataclass(frozen=True, slots=True)
class Norms:
    """
    The norms in use, looked up once for all households.

    ``persons`` are their rows of amounts for a whole month, in parts, or ``NONE`` where one is not known; ``shared``
    are the shared costs by persons in the dwelling, in öre. ``of_kommun`` says which row each kommun has, ``NONE``
    where the month has no norm.
    """

    persons: Ints
    shared: Ints
    of_kommun: Ints

    @property
    def several(self) -> bool:
        """True when not all households have the same norm."""
        return len(self.persons) > 1


@dataclass(frozen=True, slots=True)
class Norm:
    """
    The norm in parts: of each person (``needs``), and of the household (``adults`` … ``adjusted``).

    ``limits`` are what a person's own means count to at most: a child's need, where it is known (INC-03). ``shared`` is
    in parts of ``grain.month`` × the persons in the dwelling; all else in parts of ``grain.person``. ``bands`` says
    which lunch amounts each household lacks, one bit for each band. ``exists`` is False where the month has no norm.
    """

    needs: Ints
    limits: Ints
    adults: Ints
    children: Ints
    shared: Ints
    adjusted_persons: Ints
    adjusted_household: Ints
    dwelling: Ints
    bands: Ints
    exists: Mask


def norms_in_use(tables: Tables, month: Month, grain: Grain, chosen: NormTable | None = None) -> Norms:
    """Look up the norms of the month and of the kommuner (NORM-15). ``chosen`` replaces all, for a reform."""
    found: list[NormTable] = []
    of_kommun: list[int] = []
    for kommun in [*texts.kommuner(tables), None]:  # a household without kommun has code -1: the last
        try:
            norm = chosen or norm_table(month, kommun)
        except ParameterError:
            of_kommun.append(NONE)
            continue
        if norm not in found:
            found.append(norm)
        of_kommun.append(found.index(norm))
    largest = int((tables.size + tables.households["other_residents"]).max(initial=1))
    persons = [_amounts(norm, grain) for norm in found] or [np.zeros(_SIZE, np.int64)]
    shared = [_shared_amounts(norm, largest) for norm in found] or [np.zeros(largest + 1, np.int64)]
    return Norms(np.stack(persons), np.stack(shared), np.array(of_kommun, np.int64))


def norm_of(tables: Tables, norms: Norms, month: Month, practice: Practice, grain: Grain) -> Norm:
    """Return the norm of every household (NORM-01 to NORM-12)."""
    persons, which = tables.persons, norms.of_kommun[tables.households["kommun"]]
    is_adult = persons["role"] == code(Role.ADULT)
    place = _places(tables, is_adult, month, practice)
    needs, lacking = _needs(tables, norms, which, place, grain)
    whole, adults = tables.total(persons, needs), tables.total(persons, needs * is_adult)
    bands = np.zeros(len(tables.ids), np.int64)
    np.bitwise_or.at(bands, persons["household"][lacking], 1 << _band(place[lacking]))
    adjusted, own = _adjust(tables, needs, grain)
    limits = np.maximum(adjusted, is_adult * UNLIMITED)
    limits[lacking] = UNLIMITED
    dwelling = tables.size + tables.households["other_residents"]
    return Norm(
        needs=adjusted,
        limits=limits,
        adults=adults,
        children=whole - adults,
        shared=_shared(tables, norms, which, dwelling, grain),
        adjusted_persons=np.zeros_like(adults) if adjusted is needs else tables.total(persons, adjusted) - whole,
        adjusted_household=own,
        dwelling=dwelling,
        bands=bands,
        exists=which >= 0,
    )


def band_names() -> list[str]:
    """Return the bands that a lunch amount may lack, in the order of the bits."""
    return [band for band, highest in BANDS.items() if highest <= OLDEST_WITHOUT_LUNCH]


def _band(place: NDArray[Any]) -> NDArray[Any]:
    """Return the band, among those, of each place."""
    return np.searchsorted([BANDS[band] for band in band_names()], place % _AGES // 12)


def _amounts(norm: NormTable, grain: Grain) -> Ints:
    """Return the norm's amounts by place, in parts for the whole month; NONE where the amount is not known."""
    places = np.full(_PLACES, NONE, np.int64)
    child, (single, of_couple) = places[0], places[1]
    for age in range(OLDEST + 1):
        for lunch_away in (False, True):
            amount = norm.child_amount(age, without_lunch=lunch_away and age <= OLDEST_WITHOUT_LUNCH)
            months_old = slice(12 * age, 12 * age + 12)
            child[:, int(lunch_away), months_old] = NONE if amount is None else ore(amount.amount) * grain.person
    single[:] = ore(norm.adult_single.amount) * grain.person
    of_couple[:] = ore(norm.adult_pair.amount) * (grain.person // 2)
    return places.ravel()


def _shared_amounts(norm: NormTable, largest: int) -> Ints:
    return np.array([0, *(ore(norm.shared_amount(persons)) for persons in range(1, largest + 1))], np.int64)


def _places(tables: Tables, is_adult: Mask, month: Month, practice: Practice) -> NDArray[Any]:
    """Return each person's place in the norm's row of amounts (NORM-02, NORM-03, NORM-04, NORM-10)."""
    persons = tables.persons
    counted = texts.number(month if practice.new_age_band == "birthday_month" else month.previous)
    months_old = np.minimum(np.maximum(counted - persons["born"], 0), _AGES - 1)
    block = is_adult * np.int16(4) + in_couple(tables) * np.int16(2) + persons["lunch_away"]
    return np.asarray(block * np.int16(_AGES) + months_old)


def _needs(tables: Tables, norms: Norms, which: Ints, place: NDArray[Any], grain: Grain) -> tuple[Ints, Places]:
    """Return each person's norm for its days of the month, 0 where not known, and the persons where it is not."""
    if norms.several:
        place = place + tables.to_persons(which % len(norms.persons)) * _SIZE
    needs = norms.persons.take(place)
    days = tables.persons["days"]
    if (tables.households["days"] != NONE).any():
        days = np.where(days == NONE, tables.to_persons(tables.households["days"]), days)
    part = np.flatnonzero(days != NONE)
    lacking = np.flatnonzero(needs == NONE) if (norms.persons == NONE).any() else np.zeros(0, np.intp)
    needs[part] = needs[part] // grain.month * grain.parts_of_month[days[part]]
    needs[lacking] = 0
    return needs, lacking


def _shared(tables: Tables, norms: Norms, which: Ints, dwelling: Ints, grain: Grain) -> Ints:
    """NORM-01, NORM-05, NORM-06: the members' part of the costs that all in the dwelling share."""
    by_size = norms.shared * grain.month
    shared: Ints = (by_size[which, dwelling] if norms.several else by_size[0][dwelling]) * tables.size
    days = tables.households["days"]
    part = np.flatnonzero(days != NONE)
    shared[part] = shared[part] // grain.month * grain.parts_of_month[days[part]]
    return shared


def _adjust(tables: Tables, needs: Ints, grain: Grain) -> tuple[Ints, Ints]:
    """NORM-12: return the persons' needs with what is higher or lower, at least 0, and the households' own changes."""
    rows: Columns = tables.adjustments
    sign = np.where(rows["direction"] == code(Direction.LOWER), -1, 1)
    change = rows["amount"] * sign * grain.person
    own = rows["person"] < 0
    household = added(change[own], rows["household"][own], len(tables.ids))
    if own.all():
        return needs, household
    personal = added(change[~own], rows["person"][~own], len(needs))
    return np.maximum(needs + personal, 0), household
