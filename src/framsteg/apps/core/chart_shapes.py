"""The shapes a chart is made of, in units of a 720 × 300 drawing, and the axis that places values in it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from framsteg.apps.core.formats import Number, swedish_number

WIDTH, HEIGHT = 720.0, 300.0
TOP, BOTTOM, RIGHT = 24.0, 36.0, 12.0
CHARACTER = 7.0  # about the width of one character

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
    """One bar; ``label`` is shown on hover, ``value`` above the bar where there is room for it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str

    @property
    def half(self) -> float:
        """Half the width: from the bar's left edge to its middle."""
        return rounded(self.width / 2)


@dataclass(frozen=True)
class Point:
    """One measured value on a line; ``shown`` as a dot, or only found when pointed at."""

    x: float
    y: float
    label: str
    shown: bool


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
    gaps: tuple[Tick, ...]
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    plot_left: float
    plot_right: float
    baseline: float
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def is_empty(self) -> bool:
        """True when there is not one value to draw."""
        return not self.bars and not self.lines


@dataclass(frozen=True)
class Scale:
    """A value axis that always holds 0 and ends on round numbers."""

    low: float
    high: float
    step: float

    @classmethod
    def around(cls, series: Sequence[Series]) -> "Scale":
        known = [float(value) for one in series for value in one.values if value is not None]
        low, high = min([0.0, *known]), max([0.0, *known])
        if low == high:
            high = 1.0
        step = _round_step((high - low) / 4)
        return cls(math.floor(low / step) * step, math.ceil(high / step) * step, step)

    def y(self, value: Number) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return rounded(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP))

    @property
    def left(self) -> float:
        """Where the plot begins: after the widest number of the axis."""
        return 16.0 + CHARACTER * max(len(tick.label) for tick in self.ticks())

    def bar(self, x: float, width: float, label: str, value: Number, unit: str, decimals: int, roomy: bool) -> Bar:
        """Return the bar around ``x``, from 0 to ``value``."""
        y, zero = self.y(value), self.y(0)
        text = swedish_number(value, decimals)
        return Bar(
            x=rounded(x - width / 2),
            y=min(y, zero),
            width=rounded(width),
            height=rounded(abs(zero - y)),
            label=f"{label}: {text} {unit}",
            value=text if roomy else "",
        )

    def ticks(self) -> tuple[Tick, ...]:
        decimals = max(0, -math.floor(math.log10(self.step)))
        count = round((self.high - self.low) / self.step)
        values = [self.low + self.step * i for i in range(count + 1)]
        return tuple(Tick(self.y(value), swedish_number(value, decimals)) for value in values)


def _round_step(rough: float) -> float:
    """Return the least of 1, 2, 5, 10 … (times a power of ten) that is not below ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def rounded(number: float) -> float:
    """Return a coordinate with one decimal, which is finer than any screen."""
    return round(number, 1)
