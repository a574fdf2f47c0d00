"""The kommun's official history beside the country's, from the bundled Kolada extract."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from framsteg.apps.core.charts import Chart, Series, line_chart
from framsteg.policylab import official

FIRST_CHOICES = (
    "1488",
    "0486",
    "1490",
    "1783",
)  # the four whose stories this software answers to come first in the list
MEASURES = ("N31857", "N31807", "households", "N31849", "N31814", "N31008", "U31402", "N03920")
FIRST_YEAR = 2008


@dataclass(frozen=True)
class History:
    """One measure for one kommun and the country, drawn; ``notes`` are what must be said beside the lines."""

    kommun: official.Kommun
    measure: str
    chart: Chart
    notes: tuple[str, ...]
    not_for: str
    last_year: int


def history(kommun: str, measure: str) -> History:
    """
    Return the official series in the form in which kommun and country can be compared.

    :raises LookupError: for a kommun or a measure that does not exist
    """
    pair = official.beside(kommun, measure)
    mine, theirs = pair.shown or (pair.kommun, pair.country)
    years = [point.year for point in mine.points if point.year >= FIRST_YEAR]
    series = [Series(one.kommun.name, [one.known.get(year) for year in years]) for one in (mine, theirs) if one.known]
    what = pair.kommun.measure.definition
    chart = line_chart(
        title=f"{what.name}, {mine.unit}",
        labels=[str(year) for year in years],
        series=series,
        unit=mine.unit,
        description=what.text,
        source=mine.attribution,
        label_heading=_("År"),
        decimals=1,
    )
    return History(pair.kommun.kommun, measure, chart, mine.notes, what.not_for, official.LAST_YEAR)


def kommun_choices() -> list[tuple[str, str]]:
    """Return (code, name) of every kommun, the four of the source documents first."""
    by_code = {one.code: one.name for one in official.kommuner()}
    first = [(code, by_code[code]) for code in FIRST_CHOICES]
    rest = sorted(((code, name) for code, name in by_code.items() if code not in FIRST_CHOICES), key=lambda row: row[1])
    return [*first, *rest]
