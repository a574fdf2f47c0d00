"""
Charts as SVG made on the server: no script, readable in print, with the numbers in a table beside them.

A chart is a plain description of shapes (``chart_shapes.py``); ``components/chart.html`` writes the SVG.
A missing value is ``None``: a gap in the line, no bar, "uppgift saknas" in the table. It is never 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from framsteg.apps.core.chart_shapes import (
    BOTTOM,
    CHARACTER,
    HEIGHT,
    RIGHT,
    TOP,
    WIDTH,
    Chart,
    Line,
    Point,
    Scale,
    Series,
    Tick,
    Values,
    rounded,
)
from framsteg.apps.core.formats import swedish_number

LABEL_ROOM = 150.0  # to the right of lines, for their names
LABEL_GAP = 16.0  # least distance between two names, so that they never overlap
EVERY = (1, 2, 3, 4, 6, 12)  # thinning of the labels under the axis; months fall on whole quarters and years
FEW = 12  # so many points on a line still get a dot each
DASHES = ("", "8 4", "2 4", "10 4 2 4", "1 3")  # told apart without colour
SHADES = 5


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
    scale = Scale.around(series)
    right = WIDTH - RIGHT
    slot = (right - scale.left) / max(len(labels), 1)
    centres = [scale.left + slot * (i + 0.5) for i in range(len(labels))]
    known = [(x, label, value) for x, label, value in zip(centres, labels, values, strict=True) if value is not None]
    roomy = all(len(swedish_number(value, decimals)) * CHARACTER < slot for _x, _label, value in known)
    bars = [scale.bar(x, min(slot * 0.7, 64.0), label, value, unit, decimals, roomy) for x, label, value in known]
    missing = _("saknas") if slot > 6 * CHARACTER else "–"
    gaps = [Tick(rounded(x), missing) for x, value in zip(centres, values, strict=True) if value is None]
    return Chart(
        title=title,
        description=description,
        unit=unit,
        source=source,
        label_heading=label_heading or _("Månad"),
        y_ticks=scale.ticks(),
        x_ticks=_x_ticks(labels, at=centres),
        bars=tuple(bars),
        gaps=tuple(gaps),
        lines=(),
        headings=(unit,),
        table=_table(labels, series, decimals),
        plot_left=scale.left,
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
    limits: Values = (),
) -> Chart:
    """
    Return a chart with one line per series; a ``None`` breaks the line.

    :param labels: texts under the axis, for example months; ``label_heading`` names them in the table ("Månad")
    :param limits: values that the axis holds whatever the series hold, such as the ends of a scale
    :raises ValueError: a series has not as many values as there are labels
    """
    _check_lengths(labels, series)
    scale = Scale.around([*series, Series("", limits)])
    right = WIDTH - LABEL_ROOM
    step = (right - scale.left) / max(len(labels) - 1, 1)
    xs = [scale.left + step * i if len(labels) > 1 else (scale.left + right) / 2 for i in range(len(labels))]
    lines = []
    for number, one in enumerate(series):
        points = _points(one, labels, xs, scale, unit, decimals)
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
        gaps=(),
        lines=tuple(_spread(lines)),
        headings=tuple(one.label for one in series),
        table=_table(labels, series, decimals),
        plot_left=scale.left,
        plot_right=right,
        baseline=scale.y(0),
    )


def _points(
    one: Series, labels: Sequence[str], xs: Sequence[float], scale: Scale, unit: str, decimals: int
) -> list[Point | None]:
    """Return a point per label, ``None`` for a gap. Among many points only those without a line to them get a dot."""
    points: list[Point | None] = []
    around = [None, *one.values, None]
    for i, (label, value) in enumerate(zip(labels, one.values, strict=True)):
        if value is None:
            points.append(None)
            continue
        alone = around[i] is None and around[i + 2] is None
        text = f"{one.label}, {label}: {swedish_number(value, decimals)} {unit}"
        points.append(Point(rounded(xs[i]), scale.y(value), text, shown=alone or len(labels) <= FEW))
    return points


def _x_ticks(labels: Sequence[str], at: Sequence[float]) -> tuple[Tick, ...]:
    """Return the ticks that have room, evenly thinned; the table names every label."""
    if not labels:
        return ()
    room = (at[-1] - at[0]) / max(len(at) - 1, 1)
    needed = (max(len(label) for label in labels) + 1) * CHARACTER
    every = next((step for step in EVERY if step * room >= needed or len(labels) == 1), 24)
    return tuple(Tick(rounded(at[i]), labels[i]) for i in range(0, len(labels), every))


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
    moved = {line.label: replace(line, label_y=rounded(y)) for line, y in zip(ordered, places, strict=True)}
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
            raise ValueError(
                f"{one.label}: {len(one.values)} values for {len(labels)} labels; give one value per label."
            )


__all__ = ["Chart", "Series", "bar_chart", "line_chart"]
