"""A chart tells the truth about its numbers, and above all about those that are missing."""

from decimal import Decimal
from itertools import pairwise

import pytest

from framsteg.apps.core.charts import LABEL_GAP, Series, bar_chart, line_chart

MONTHS = ["januari 2026", "februari 2026", "mars 2026"]


def bars(values, **changes):
    return bar_chart(**{"title": "Hushåll", "labels": MONTHS, "values": values, "unit": "hushåll"} | changes)


def lines(*series, labels=MONTHS, **changes):
    return line_chart(**{"title": "Andel", "labels": labels, "series": list(series), "unit": "procent"} | changes)


def test_bars_stand_on_zero_in_proportion_to_their_values():
    chart = bars([100, 50, 200])

    heights = [bar.height for bar in chart.bars]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2)
    assert heights[2] == pytest.approx(2 * heights[0], abs=0.2)
    assert {round(bar.y + bar.height, 1) for bar in chart.bars} == {chart.baseline}


def test_bars_stay_inside_the_drawing_and_do_not_overlap():
    chart = bars([100, 50, 200])

    edges = [edge for bar in chart.bars for edge in (bar.x, bar.x + bar.width)]
    assert edges == sorted(edges)
    assert chart.plot_left <= edges[0]
    assert edges[-1] <= chart.plot_right


def test_a_missing_month_is_marked_and_never_drawn_as_zero():
    chart = bars([100, None, 0])

    assert [bar.label for bar in chart.bars] == ["januari 2026: 100 hushåll", "mars 2026: 0 hushåll"]
    assert [gap.label for gap in chart.gaps] == ["saknas"]
    assert chart.table == (("januari 2026", "100"), ("februari 2026", "uppgift saknas"), ("mars 2026", "0"))


def test_a_value_below_zero_hangs_from_the_zero_line():
    chart = bars([Decimal("100"), Decimal("-50"), None])

    above, below = chart.bars
    assert above.y + above.height == pytest.approx(chart.baseline)
    assert below.y == pytest.approx(chart.baseline)


def test_the_axis_ends_on_round_numbers_written_in_swedish():
    chart = bars([1200, 7400, 11830])

    written = [tick.label.replace("\N{NO-BREAK SPACE}", " ") for tick in chart.y_ticks]
    assert written == ["0", "5 000", "10 000", "15 000"]


def test_small_numbers_keep_their_decimals_on_the_axis():
    chart = bars([0.1, 0.3, 0.2])

    assert [tick.label for tick in chart.y_ticks] == ["0,0", "0,1", "0,2", "0,3"]


def test_a_gap_breaks_the_line():
    chart = lines(Series("Kommunen", [1, 2, None, 4, 5]), labels=["a", "b", "c", "d", "e"])

    (line,) = chart.lines
    assert len(line.paths) == 2
    assert len(line.points) == 4
    assert all(path.count("L") == 1 for path in line.paths)


def test_a_lone_value_between_gaps_is_a_dot():
    labels = [str(month) for month in range(24)]
    values = [None] * 10 + [7] + [None] * 13
    (line,) = lines(Series("Kommunen", values), labels=labels).lines

    assert line.paths == ()
    assert [point.shown for point in line.points] == [True]


def test_one_month_is_a_dot_in_the_middle():
    chart = lines(Series("Kommunen", [12]), labels=["mars 2026"])

    ((point,),) = [line.points for line in chart.lines]
    assert point.x == pytest.approx((chart.plot_left + chart.plot_right) / 2, abs=0.1)


@pytest.mark.parametrize("values", [[None, None, None], []])
def test_nothing_known_is_an_empty_chart_with_a_table_that_says_so(values):
    chart = lines(Series("Kommunen", values), labels=MONTHS[: len(values)])

    assert chart.is_empty
    assert [cell for _label, cell in chart.table] == ["uppgift saknas"] * len(values)


def test_all_zero_is_drawn_and_not_empty():
    assert not bars([0, 0, 0]).is_empty


def test_no_series_at_all_is_an_empty_chart():
    assert lines(labels=[]).is_empty


def test_lines_differ_without_colour_and_their_names_do_not_overlap():
    chart = lines(*(Series(name, [10, 10, 10]) for name in ("Kommunen", "Liknande", "Riket")))

    assert len({line.dash for line in chart.lines}) == 3
    places = sorted(line.label_y for line in chart.lines)
    assert all(low + LABEL_GAP <= high + 0.1 for low, high in pairwise(places))
    assert places[-1] <= chart.baseline


def test_labels_under_the_axis_are_thinned_to_whole_quarters():
    months = [f"{month:02}/20{year}" for year in (24, 25) for month in range(1, 13)]
    chart = lines(Series("Kommunen", list(range(24))), labels=months)

    assert [tick.label[:2] for tick in chart.x_ticks[:4]] == ["01", "04", "07", "10"]


def test_one_value_per_label_is_demanded():
    with pytest.raises(ValueError, match="2 values for 3 labels"):
        bars([1, 2])
