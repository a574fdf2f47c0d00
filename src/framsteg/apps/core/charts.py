"""
Charts as SVG made on the server: no script, readable in print, with the numbers in a table beside them.

A chart is a plain description of shapes in a 720-unit wide drawing; ``components/chart.html`` writes the SVG.
A missing value is ``None``: a gap in the line, no bar, "uppgift saknas" in the table. It is never 0.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from framsteg.apps.core.formats import Number, swedish_number

WIDTH, HEIGHT = 720.0, 300.0
TOP, BOTTOM, LEFT, RIGHT = 20.0, 40.0, 68.0, 12.0
LABEL_ROOM = 150.0  # to the right of lines, for their names
LABEL_GAP = 16.0  # least distance between two names, so that they never overlap
MAX_X_LABELS = 12
DASHES = ("", "8 4", "2 4", "10 4 2 4", "1 3")  # told apart without colour
SHADES = 5

Values = Sequence[Number | None]


@dataclass(frozen=True)
class Series:
    """One named row of values, as many as the chart has labels."""

    label: str
    values: Values


@dataclass(frozen=True)
class Tick:
    """A mark on an axis, at ``at`` units from the left (x) or the top (y)."""

    at: float
    label: str


@dataclass(frozen=True)
class Bar:
    """One bar; ``label`` is read out and shown on hover."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True)
class Point:
    """One measured value on a line."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Line:
    """One series: unbroken stretches between gaps, its points, and its name beside the last point."""

    label: str
    dash: str
    shade: int
    paths: tuple[str, ...]
    points: tuple[Point, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Chart:
    """What ``components/chart.html`` needs. ``table`` has one row per label: the label, then a text per series."""

    title: str
    description: str
    unit: str
    source: str
    label_heading: str
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    plot_right: float
    baseline: float
    width: float = WIDTH
    height: float = HEIGHT
    plot_left: float = LEFT
    plot_top: float = TOP

    @property
    def is_empty(self) -> bool:
        """True when there is not one value to draw."""
        return not self.bars and not self.lines


def bar_chart(
    *,
    title: str,
    labels: Sequence[str],
    values: Values,
    unit: str,
    description: str = "",
    source: str = "",
    label_heading: str = "",
    decimals: int = 0,
) -> Chart:
    """
    Return a chart with one bar per label.

    :param labels: texts under the bars, for example months; ``label_heading`` names them in the table ("Månad")
    :param values: numbers in ``unit``; ``None`` where nothing is known
    :raises ValueError: labels and values differ in number
    """
    series = [Series(unit, values)]
    _check_lengths(labels, series)
    scale = _Scale.around(series)
    right = WIDTH - RIGHT
    slot = (right - LEFT) / max(len(labels), 1)
    width = min(slot * 0.7, 64.0)
    bars = []
    for i, value in enumerate(values):
        if value is not None:
            y, zero = scale.y(value), scale.y(0)
            text = f"{labels[i]}: {swedish_number(value, decimals)} {unit}"
            bars.append(
                Bar(
                    x=_round(LEFT + slot * (i + 0.5) - width / 2),
                    y=_round(min(y, zero)),
                    width=_round(width),
                    height=_round(abs(zero - y)),
                    label=text,
                )
            )
    return Chart(
        title=title,
        description=description,
        unit=unit,
        source=source,
        label_heading=label_heading or _("Månad"),
        y_ticks=scale.ticks(),
        x_ticks=_x_ticks(labels, at=[LEFT + slot * (i + 0.5) for i in range(len(labels))]),
        bars=tuple(bars),
        lines=(),
        headings=(unit,),
        table=_table(labels, series, decimals),
        plot_right=right,
        baseline=scale.y(0),
    )


def line_chart(
    *,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    unit: str,
    description: str = "",
    source: str = "",
    label_heading: str = "",
    decimals: int = 0,
) -> Chart:
    """
    Return a chart with one line per series; a ``None`` breaks the line.

    :param labels: texts under the axis, for example months; ``label_heading`` names them in the table ("Månad")
    :raises ValueError: a series has not as many values as there are labels
    """
    _check_lengths(labels, series)
    scale = _Scale.around(series)
    right = WIDTH - LABEL_ROOM
    step = (right - LEFT) / max(len(labels) - 1, 1)
    xs = [LEFT + step * i if len(labels) > 1 else (LEFT + right) / 2 for i in range(len(labels))]
    lines = []
    for number, one in enumerate(series):
        points = [
            None
            if value is None
            else Point(
                _round(x), _round(scale.y(value)), f"{one.label}, {label}: {swedish_number(value, decimals)} {unit}"
            )
            for x, label, value in zip(xs, labels, one.values, strict=True)
        ]
        known = tuple(point for point in points if point)
        if known:
            lines.append(
                Line(
                    label=one.label,
                    dash=DASHES[number % len(DASHES)],
                    shade=number % SHADES + 1,
                    paths=tuple(_path(stretch) for stretch in _stretches(points)),
                    points=known,
                    label_x=right + 10,
                    label_y=known[-1].y,
                )
            )
    return Chart(
        title=title,
        description=description,
        unit=unit,
        source=source,
        label_heading=label_heading or _("Månad"),
        y_ticks=scale.ticks(),
        x_ticks=_x_ticks(labels, at=xs),
        bars=(),
        lines=tuple(_spread(lines)),
        headings=tuple(one.label for one in series),
        table=_table(labels, series, decimals),
        plot_right=right,
        baseline=scale.y(0),
    )


@dataclass(frozen=True)
class _Scale:
    """A value axis that always holds 0 and ends on round numbers."""

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, series: Sequence[Series]) -> "_Scale":
        known = [float(value) for one in series for value in one.values if value is not None]
        low, high = min([0.0, *known]), max([0.0, *known])
        if low == high:
            high = 1.0
        step = _round_step((high - low) / 4)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step)

    def y(self, value: Number) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return _round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))

    def ticks(self) -> tuple[Tick, ...]:
        decimals = max(0, -math.floor(math.log10(self.step)))
        count = round((self.high - self.low) / self.step)
        values = [self.low + self.step * i for i in range(count + 1)]
        return tuple(Tick(self.y(value), swedish_number(value, decimals)) for value in values)


def _round_step(rough: float) -> float:
    """Return the least of 1, 2, 5, 10 … (times a power of ten) that is not below ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def _x_ticks(labels: Sequence[str], at: Sequence[float]) -> tuple[Tick, ...]:
    """Return at most ``MAX_X_LABELS`` ticks, evenly thinned; the table names every label."""
    every = math.ceil(len(labels) / MAX_X_LABELS) or 1
    return tuple(Tick(_round(at[i]), labels[i]) for i in range(0, len(labels), every))


def _stretches(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Yield the runs of two or more neighbouring known points; a lone point is drawn as a dot only."""
    run: list[Point] = []
    for point in [*points, None]:
        if point:
            run.append(point)
            continue
        if len(run) > 1:
            yield run
        run = []


def _path(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{point.x:g} {point.y:g}" for point in points)


def _spread(lines: Sequence[Line]) -> list[Line]:
    """Move the names of the lines apart, downwards first and then up again where they would leave the drawing."""
    ordered = sorted(lines, key=lambda line: line.label_y)
    places: list[float] = []
    for line in ordered:
        places.append(max(line.label_y, places[-1] + LABEL_GAP if places else TOP))
    limit = HEIGHT - BOTTOM
    for i in reversed(range(len(places))):
        places[i] = min(places[i], limit)
        limit = places[i] - LABEL_GAP
    moved = {line.label: replace(line, label_y=_round(y)) for line, y in zip(ordered, places, strict=True)}
    return [moved[line.label] for line in lines]


def _table(labels: Sequence[str], series: Sequence[Series], decimals: int) -> tuple[tuple[str, ...], ...]:
    missing = _("uppgift saknas")
    return tuple(
        (
            label,
            *(missing if (value := one.values[i]) is None else swedish_number(value, decimals) for one in series),
        )
        for i, label in enumerate(labels)
    )


def _check_lengths(labels: Sequence[str], series: Sequence[Series]) -> None:
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(f"{one.label}: {len(one.values)} values for {len(labels)} labels; give one value per label.")


def _round(number: float) -> float:
    return round(number, 1)
