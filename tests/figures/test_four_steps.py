"""A place tells which of the four colours it gives, and why."""

from decimal import Decimal
from pathlib import Path

from khet.figures.parameters import Parameters
from khet.figures.results import results_of
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from tests.figures.test_results import SOURCE
from tests.figures.test_sums import _file


def test_a_place_says_its_colour_by_percentile_and_by_place(tmp_path: Path) -> None:
    rows = [(f"S{k}", "1", "thai", 4900 - 100 * k) for k in range(8)]
    results = results_of([_file(tmp_path, rows)], Parameters(), tmp_path / "r")
    made = figure(Traced(results, Parameters(), SOURCE, 2556), Asked("rank", "thai", "S2"))
    assert made.value == 3
    assert made.steps[1:] == (
        "4 สีตามร้อยละของลำดับ: 100 × 3 ÷ 8 = 37.50 → เหลือง",
        "4 สีตามลำดับที่: 3 และค่าเฉลี่ย 47.00 ไม่ถึง 50 → เหลือง",
    )
    assert results.schools["S2", "thai"].mean == Decimal("47.0000")
