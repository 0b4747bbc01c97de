"""Charts as SVG that a page can hold."""

import re
from decimal import Decimal

from khet.documents.charts import trend_chart

POINTS = ((2552, Decimal("41.2050")), (2553, None), (2554, Decimal("38.6")), (2555, Decimal("62")))


def _texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", svg)


def test_a_trend_shows_its_years_values_and_target() -> None:
    texts = set(_texts(trend_chart(POINTS, 30, 70, 50)))
    assert texts == {"2552", "2553", "2554", "2555", "41.21", "38.60", "62.00", "50"}


def test_a_chart_holds_nothing_that_a_strict_policy_refuses() -> None:
    svg = trend_chart(POINTS, 30, 70, 50)
    assert svg.startswith("<svg")
    assert not re.search(r"\sstyle=|<style|<script|<image|url\(", svg)


def test_a_year_without_a_mean_leaves_a_gap_in_the_line() -> None:
    line = re.search(r'<path d="([^"]+)" stroke="#4a2a7b"', trend_chart(POINTS, 30, 70, 50))
    assert line
    assert line[1].count("M") == 2


def test_all_values_lie_inside_the_picture() -> None:
    svg = trend_chart(((2555, Decimal(30)), (2556, Decimal(70))), 30, 70, 50)
    height = float(re.search(r'height="(\d+)"', svg)[1])
    places = [float(y) + 20 for y in re.findall(r"<text[^>]*translate\([\d.-]+,([\d.-]+)\)", svg)]
    assert min(places) > 8
    assert max(places) < height
