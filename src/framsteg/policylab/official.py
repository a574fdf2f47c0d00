"""Official yearly statistics of every kommun and the country, from the bundled extract of Kolada."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files

from framsteg.policylab.figures import ComparisonError, Figure, Period
from framsteg.policylab.measures import POPULATION, Measure, measure

COUNTRY = "0000"
EXTRACT = "Kolada, uttag 2024-08-30"
LAST_YEAR = 2022

Table = Mapping[str, Mapping[int, Decimal]]  # kommun → year → value, published values only


@dataclass(frozen=True, slots=True)
class Kommun:
    """A kommun: four-digit code and short name (SCB's list)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value; None means "uppgift saknas", and ``note`` then says why when it is known."""

    year: int
    value: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfficialSeries:
    """
    One measure for one kommun or the country: a point for every year of the extract, known or not.

    ``unit`` is the measure's, or that of an index or a value per inhabitant. ``notes`` are breaks, revisions and
    other things to be said beside the numbers. ``attribution`` must be shown with them.
    """

    kommun: Kommun
    measure: Measure
    unit: str
    points: tuple[Point, ...]
    notes: tuple[str, ...]
    attribution: str

    @property
    def known(self) -> dict[int, Decimal]:
        """The years that have a value, with it."""
        return {point.year: point.value for point in self.points if point.value is not None}

    @property
    def latest(self) -> Point | None:
        """The last year that has a value; None when no year has."""
        return next((point for point in reversed(self.points) if point.value is not None), None)

    def figure(self, year: int) -> Figure:
        """Return one year as a figure in this series' unit; a year outside the series is a figure without value."""
        own_unit = replace(self.measure.definition, unit=self.unit)
        return Figure(self.known.get(year), Period.of_year(year), own_unit, self.attribution, self.kommun.name)

    def compared(self, year: int, before: int) -> Figure:
        """
        Return one year as a figure compared with an earlier year.

        :raises ComparisonError: when the method changed between the two
        """
        if not self.measure.same_method(year, before):
            raise ComparisonError(
                f"{self.measure.definition.name}: {before} och {year} är räknade på olika sätt och kan inte jämföras."
            )
        return self.figure(year).against(self.figure(before))


@dataclass(frozen=True, slots=True)
class Beside:
    """
    A kommun beside the country. ``shown`` is the pair whose levels may be set side by side.

    The index pair has 100 in ``base_year`` and None on the other side of a break; it is None, and so is the year,
    when the two have no year in common. The pair per inhabitant is there for measures that are sums.
    """

    kommun: OfficialSeries
    country: OfficialSeries
    base_year: int | None
    index: tuple[OfficialSeries, OfficialSeries] | None
    per_inhabitant: tuple[OfficialSeries, OfficialSeries] | None

    @property
    def shown(self) -> tuple[OfficialSeries, OfficialSeries] | None:
        """(kommun, country) in the form that can be compared; None when the country has no values."""
        if not self.country.known:
            return None
        pairs = {"level": (self.kommun, self.country), "per_inhabitant": self.per_inhabitant, "index": self.index}
        return pairs[self.kommun.measure.compare]


@cache
def kommuner() -> tuple[Kommun, ...]:
    """Return the 290 kommuner in the order of their codes. The country is not among them."""
    text = files("framsteg.policylab").joinpath("data/scb/kommuner.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return tuple(Kommun(row["municipality_code"], row["municipality_name_short"]) for row in rows)


def kommun(code: str) -> Kommun:
    """
    Return one kommun, or the country for ``"0000"``.

    :raises LookupError: when there is no kommun with the code
    """
    found = _by_code().get(code)
    if found is None:
        raise LookupError(f"Det finns ingen kommun med koden ”{code}”. Skriv fyra siffror, till exempel 1488.")
    return found


def series(code: str, measure_id: str) -> OfficialSeries:
    """
    Return one measure for one kommun, or for the country with ``COUNTRY``.

    :raises LookupError: when the kommun or the measure does not exist
    """
    place, what = kommun(code), measure(measure_id)
    points = _household_points(code) if measure_id == "households" else _points(what, code)
    return OfficialSeries(place, what, what.definition.unit, points, _notes(place, what, points), _attribution(what))


def beside(code: str, measure_id: str, *, base_year: int | None = None) -> Beside:
    """
    Set a kommun beside the country: levels, index and, for sums, per inhabitant.

    Without ``base_year`` the index starts in the first common year counted by the newest method.

    :raises LookupError: when the kommun or the measure does not exist
    :raises ComparisonError: when either lacks a value in ``base_year``
    """
    mine, theirs = series(code, measure_id), series(COUNTRY, measure_id)
    common = [year for year in sorted(mine.known) if year in theirs.known]
    if base_year is None:
        base_year = next((year for year in common if mine.measure.same_method(year, LAST_YEAR)), None)
    index = None if base_year is None else (indexed(mine, base_year), indexed(theirs, base_year))
    is_sum = mine.measure.per_inhabitant_unit is not None
    return Beside(mine, theirs, base_year, index, (per_inhabitant(mine), per_inhabitant(theirs)) if is_sum else None)


def indexed(of: OfficialSeries, base_year: int) -> OfficialSeries:
    """
    Return the series as an index, 100 in ``base_year``, one decimal; years counted by another method are None.

    :raises ComparisonError: when the base year has no value, or is 0
    """
    base = of.known.get(base_year)
    if not base:
        raise ComparisonError(
            f"{of.measure.definition.name}: {of.kommun.name} saknar värde {base_year}. Välj ett annat basår."
        )

    def point(old: Point) -> Point:
        if not of.measure.same_method(old.year, base_year):
            return Point(old.year, None, f"räknas på annat sätt än {base_year}")
        return replace(old, value=None if old.value is None else _rounded(100 * old.value / base))

    source = _computed_from(of.measure.definition.source)
    return replace(of, unit=f"index, {base_year} = 100", points=tuple(map(point, of.points)), attribution=source)


def per_inhabitant(of: OfficialSeries) -> OfficialSeries:
    """
    Return the series divided by inhabitants on 31 December, in the measure's unit for that; one decimal.

    :raises ComparisonError: when the measure is no sum
    """
    unit = of.measure.per_inhabitant_unit
    if unit is None:
        raise ComparisonError(f"{of.measure.definition.name} är ingen summa och kan inte delas med antalet invånare.")
    people = _table(POPULATION)[of.kommun.code]

    def point(old: Point) -> Point:
        if old.value is None or old.year not in people:
            return replace(old, value=None)
        return replace(old, value=_rounded(1000 * old.value / people[old.year]))

    source = _computed_from(f"{of.measure.definition.source}, folkmängd SCB")
    return replace(of, unit=unit, points=tuple(map(point, of.points)), attribution=source)


def _points(what: Measure, code: str) -> tuple[Point, ...]:
    """Read, or for the derived number of households compute, a point for every year any kommun has."""
    if what.id == "households_derived":
        return _derived_households(code)
    published = _table(what.id).get(code, {})
    return tuple(_judged(what, year, published, is_country=code == COUNTRY) for year in _years(what.id))


def _judged(what: Measure, year: int, published: Mapping[int, Decimal], *, is_country: bool) -> Point:
    value = published.get(year)
    if value is None:
        return Point(year, None, "riksvärde saknas i källan" if is_country else "uppgift saknas i källan")
    if value == 0 and not what.zero_is_kept:
        return Point(year, None, "0 i källan, behandlas som bortfall")
    if value == 0:
        return Point(year, value, "0 i källan, kan vara bortfall")
    if what.has_spikes and _is_spike(value, published.get(year - 1), published.get(year + 1)):
        return Point(year, value, "avviker kraftigt från åren intill, kan vara felkonterat")
    return Point(year, value)


def _is_spike(value: Decimal, before: Decimal | None, after: Decimal | None) -> bool:
    """Whether a year is below half, or above double, of both its neighbours."""
    if before is None or after is None:
        return False
    return 2 * value < min(before, after) or value > 2 * max(before, after)


def _derived_households(code: str) -> tuple[Point, ...]:
    """Compute households as the amount divided by the amount per household: N31857 × 1 000 ÷ N31849."""
    per_household = _table("N31849").get(code, {})

    def point(amount: Point) -> Point:
        divisor = per_household.get(amount.year)
        if amount.value is None or not divisor:
            return Point(amount.year, None, amount.note or "uppgift saknas i källan")
        return Point(amount.year, (1000 * amount.value / divisor).quantize(Decimal(1), ROUND_HALF_UP), "beräknat")

    return tuple(map(point, _points(measure("N31857"), code)))


def _household_points(code: str) -> tuple[Point, ...]:
    """Take the published number of households, and the derived where none is published; say where they differ."""
    derived = {point.year: point for point in _derived_households(code)}

    def point(published: Point) -> Point:
        other = derived.get(published.year)
        if other is None or other.value is None:
            return published
        if published.value is None:
            return other
        differs = abs(other.value - published.value) > published.value / 200  # half a per cent
        return replace(published, note=f"beräknat antal är {other.value}" if differs else "")

    return tuple(map(point, _points(measure("N31910"), code)))


def _notes(place: Kommun, what: Measure, points: tuple[Point, ...]) -> tuple[str, ...]:
    """Say what a reader must know beside the numbers; breaks and revisions only where they touch the years shown."""
    years = {point.year for point in points}
    breaks = [f"Metodbrott {change.year}: {change.text}" for change in what.breaks if change.year in years]
    revisions = [change.text for change in what.revisions if change.kommun in (None, place.code)]
    silent = [] if any(point.value is not None for point in points) else [f"{place.name} har inga värden i källan."]
    return (*silent, *breaks, *revisions, f"Uttaget slutar med {LAST_YEAR}. Värden kan ha reviderats sedan dess.")


def _attribution(what: Measure) -> str:
    """Name the source. By its terms Kolada is named where its values are unchanged, not where they are worked on."""
    producer = what.definition.source
    if what.is_derived:
        return _computed_from(producer)
    return f"Källa: {EXTRACT}" + ("" if producer == "Kolada" else f" ({producer})")


def _computed_from(producers: str) -> str:
    return f"Beräknat av Framsteg på uppgifter från: {producers}"


@cache
def _table(kpi: str) -> Table:
    packed = files("framsteg.policylab").joinpath(f"data/kolada/{kpi}.csv.gz").read_bytes()
    header, *rows = csv.reader(io.StringIO(gzip.decompress(packed).decode()))
    years = [int(year) for year in header[1:]]
    return {
        code: {year: Decimal(value) for year, value in zip(years, values, strict=True) if value}
        for code, *values in rows
    }


@cache
def _years(kpi: str) -> range:
    years = {year for values in _table(kpi).values() for year in values}
    return range(min(years), max(years) + 1)


@cache
def _by_code() -> Mapping[str, Kommun]:
    return {COUNTRY: Kommun(COUNTRY, "Riket")} | {place.code: place for place in kommuner()}


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
