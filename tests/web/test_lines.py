"""Lines over years and bars of one year: gaps, scales, and that colour is never alone."""

import re
from decimal import Decimal
from itertools import pairwise

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from khet.web.parts.lines import Series, lines

YEARS = (2554, 2555, 2556)
MARKS = st.decimals(0, 100, places=2)


def _drawn(*series: Series, years: tuple[int, ...] = YEARS) -> str:
    return render_to_string("parts/lines.html", {"lines": lines(series, years), "label": "กราฟ"})


def test_a_value_that_is_not_known_leaves_a_gap() -> None:
    [line] = lines([Series("ก", (Decimal(40), None, Decimal(50)))], YEARS).lines
    assert [point.told for point in line.points] == ["2554: 40.00", "2556: 50.00"]
    assert line.strokes == ()
    [whole] = lines([Series("ก", (Decimal(40), Decimal(41), Decimal(50)))], YEARS).lines
    assert len(whole.strokes) == 2


def test_heights_and_places_follow_the_values() -> None:
    drawn = lines([Series("ก", (Decimal(40), Decimal(45), Decimal(50)))], YEARS)
    assert [tick.told for tick in drawn.grid] == ["40", "42", "44", "46", "48", "50"]
    first, middle, last = drawn.lines[0].points
    assert (first.y, last.y) == (drawn.grid[0].place, drawn.grid[-1].place)
    assert float(middle.y) == (float(first.y) + float(last.y)) / 2
    assert [point.x for point in (first, middle, last)] == [tick.place for tick in drawn.years]


@given(st.lists(st.tuples(MARKS, MARKS, MARKS), min_size=1, max_size=12))
def test_every_value_is_inside_and_every_number_apart(values: list[tuple[Decimal, ...]]) -> None:
    drawn = lines([Series(str(k), row) for k, row in enumerate(values)], YEARS)
    places = [float(tick.place) for tick in drawn.grid]
    assert all(
        min(places) <= float(p.y) <= max(places) for line in drawn.lines for p in line.points
    )
    ends = sorted(float(line.end.y) for line in drawn.lines if line.end)
    assert all(below - above > 12.8 for above, below in pairwise(ends))
    assert 0 < ends[0] <= ends[-1] < drawn.height


def test_twelve_lines_differ_by_more_than_colour() -> None:
    drawn = lines([Series(str(k), (k, k, k)) for k in range(12)], YEARS)
    assert len({(line.dash, line.shape) for line in drawn.lines}) == 12
    assert [line.number for line in drawn.lines] == list(range(1, 13))


def test_one_year_is_drawn_as_bars_from_zero_with_words() -> None:
    series = [Series("ก", (Decimal("-2.50"),)), Series("ข", (None,)), Series("ค", (Decimal(5),))]
    drawn = lines(series, (2556,))
    assert [(bar.line.name, bar.told) for bar in drawn.bars] == [("ก", "−2.50"), ("ค", "5.00")]
    below, above = drawn.bars
    zero = float(drawn.grid[0].place.rstrip("%"))
    assert float(above.x.rstrip("%")) == zero
    assert abs(float(below.x.rstrip("%")) + float(below.width.rstrip("%")) - zero) < 0.02
    assert lines([series[2]], (2556,)).grid == ()


def test_nothing_known_draws_nothing() -> None:
    drawn = lines([Series("ก", (None, None, None))], YEARS)
    assert (drawn.grid, drawn.lines[0].end) == ((), None)


def test_the_drawing_names_its_points() -> None:
    html = _drawn(Series("บ้าน<ก>", (Decimal(40), Decimal(41), None), "th"))
    assert re.findall(r"<title[^>]*>([^<]+)</title>", html) == [
        "บ้าน&lt;ก&gt; 2554: 40.00",
        "บ้าน&lt;ก&gt; 2555: 41.00",
    ]
    assert 'aria-label="กราฟ"' in html
    assert "style=" not in html
