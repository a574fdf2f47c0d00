"""Two norms set against each other on the same households: what each costs, and who gains and loses, by type."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import ValidationError

from framsteg.entitlement.bulk.calculate import assess
from framsteg.entitlement.bulk.many import checked_tables
from framsteg.entitlement.bulk.read import Ints
from framsteg.entitlement.bulk.result import UNKNOWN
from framsteg.entitlement.bulk.schema import code
from framsteg.entitlement.bulk.tables import Tables
from framsteg.entitlement.kinds import Labelled, Role
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters import ParameterError, norm_table
from framsteg.entitlement.parameters.schema import NormTable, Practice


class HouseholdType(Labelled):
    """What a household is, by its adults and children; school-youth count as children."""

    SINGLE = "single", "Ensamstående utan barn"
    SINGLE_WITH_CHILDREN = "single_with_children", "Ensamstående med barn"
    COUPLE = "couple", "Sammanboende utan barn"
    COUPLE_WITH_CHILDREN = "couple_with_children", "Sammanboende med barn"
    CHILDREN = "children", "Barn utan vuxen i hushållet"


@dataclass(frozen=True, slots=True)
class TypeChange:
    """
    What happens to the households of one type. Amounts are öre per month, for all of them together.

    ``unknown`` are households whose assistance is not known under one of the norms; they are in no other figure.
    """

    kind: HouseholdType
    households: int
    before: int
    after: int
    gain: int
    lose: int
    unknown: int

    @property
    def change(self) -> int:
        """How much more the second norm costs, in öre per month."""
        return self.after - self.before


def norm_from(text: str) -> NormTable:
    """
    Return the riksnorm of a year, ``"2026"``, or the norm in a YAML file that is written as one table of riksnorm.yaml.

    :raises ParameterError: when the year has no norm, or the file holds none
    """
    if text.isdecimal() and len(text) == 4:
        return norm_table(Month(int(text), 1))
    try:
        content = yaml.safe_load(Path(text).read_text(encoding="utf-8"))
        return NormTable.model_validate(content)
    except OSError as missing:
        remedy = "Ange ett år, till exempel 2026, eller en YAML-fil."
        raise ParameterError(f"{text}: filen går inte att läsa. {remedy}") from missing
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise ParameterError(f"{text}: filen är ingen YAML i UTF-8.") from wrong
    except (ValidationError, KeyError, TypeError) as wrong:
        expected = "valid_from, valid_to, source, confidence, derived, child, adult_single, adult_pair och shared 1–7"
        raise ParameterError(f"{text}: normen följer inte mallen. Den ska ha {expected}.") from wrong


def compare(
    path: Path, month: Month, before: NormTable, after: NormTable, *, practice: Practice | None = None
) -> tuple[TypeChange, ...]:
    """
    Return what the second norm changes for the households of a folder, one row for each type that occurs.

    All else is that of the month: incomes, jobbstimulans, prisbasbelopp. Local norms are set aside under both.

    :raises TableError: when the tables have faults
    """
    sums = np.zeros((len(HouseholdType), 6), np.int64)
    for _, tables in checked_tables(path, month):
        first = assess(tables, month, practice=practice, norm=before).assistance
        second = assess(tables, month, practice=practice, norm=after).assistance
        _add(sums, _types(tables), first, second)
    rows = zip(HouseholdType, sums.tolist(), strict=True)
    return tuple(TypeChange(kind, *row) for kind, row in rows if any(row))


def _add(sums: Ints, kinds: Ints, before: Ints, after: Ints) -> None:
    known = (before != UNKNOWN) & (after != UNKNOWN)
    first, second = np.where(known, before, 0), np.where(known, after, 0)
    columns: tuple[NDArray[Any], ...] = (known, first, second, second > first, second < first, ~known)
    for place, values in enumerate(columns):
        np.add.at(sums[:, place], kinds, values.astype(np.int64))


def _types(tables: Tables) -> Ints:
    adults = tables.total(tables.persons, tables.persons["role"] == code(Role.ADULT))
    with_children = adults < tables.size
    kinds = np.where(adults == 1, code(HouseholdType.SINGLE), code(HouseholdType.COUPLE)) + with_children
    return np.where(adults == 0, code(HouseholdType.CHILDREN), kinds)
