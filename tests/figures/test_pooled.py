"""The percent of a school over three years, each by its own limit."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from khet.figures.measures.pooled import POOLED, pooled_years
from khet.figures.parameters import Parameters
from khet.figures.results import results_of
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from khet.figures.warehouse import SittingKey, Warehouse
from tests.figures.samples import scores
from tests.figures.test_results import SOURCE

PLAIN = Parameters()


def _traced(folder: Path, year: int, marks: dict[str, list[int]]) -> Traced:
    key = SittingKey(year, "O-NET", "", "P6", "9302")
    warehouse = Warehouse(folder / "warehouse")
    rows = [(s, f"{s}{p}", "thai", mark) for s, of in marks.items() for p, mark in enumerate(of)]
    file = warehouse.path(key, warehouse.keep(key, scores(rows)))
    return Traced(results_of([file], PLAIN, folder / "results"), PLAIN, SOURCE, year)


def test_each_year_counts_by_its_own_limit_and_one_without_the_school_not(tmp_path: Path) -> None:
    first = _traced(tmp_path, 2554, {"S1": [9000, 9000, 1000], "S2": [5000] * 9})
    without = _traced(tmp_path, 2555, {"S2": [5000] * 9})
    last = _traced(tmp_path, 2556, {"S1": [1000, 1000], "S2": [5000] * 9})
    now = replace(last, earlier=lambda: (first, without))
    years = pooled_years(now, Asked(POOLED, "thai", "S1"))
    assert [(y.year, y.below, y.judged) for y in years] == [(2554, 1, 3), (2556, 2, 2)]
    found = figure(now, Asked(POOLED, "thai", "S1"))
    assert found.value == Decimal("60.00")
    assert (found.numerator, found.denominator) == (3, 5)
    assert [row.values for row in found.rows] == [
        ("2554", 3, 1, Decimal("33.33")),
        ("2556", 2, 2, Decimal("100.00")),
    ]
    assert found.steps == ("รวม 2 ปี: 2554, 2556", "3 × 100 ÷ 5 = 60.00")
    assert figure(now, Asked(POOLED, "ALL", "S1")).value == Decimal("60.00")
