"""Where papers come from decides what may be said of two rounds."""

from itertools import product

import pytest

from khet.rules.editions import faults
from khet.rules.papers import ORIGINS, paper_origin, same_origin
from khet.rules.tables import SHIPPED

PAPERS = SHIPPED.of("papers", 2556)["paper"]


@pytest.mark.parametrize(
    ("grades", "origin"), [("P1 P2 P3 P4 M1", "area"), ("P5 M2", "bureau"), ("P6 M3", "unknown")]
)
def test_papers_of_the_local_assessment(grades: str, origin: str) -> None:
    assert {paper_origin("LAS", "", grade, 2556) for grade in grades.split()} == {origin}


def test_an_office_may_say_otherwise_from_a_year_on() -> None:
    rows = [{**row, "origin": "bureau"} for row in PAPERS]
    own = SHIPPED.with_edition("papers", 2558, {"paper": rows})
    found = [paper_origin("Pre O-NET", "1", "P6", year, own) for year in (2557, 2558)]
    assert found == ["area", "bureau"]


def test_only_known_origins_can_be_the_same() -> None:
    for first, second in product(ORIGINS, ORIGINS):
        same = same_origin(first, second)
        assert (same is None) == ("unknown" in (first, second))
        assert same == same_origin(second, first)
        assert not same or first == second


def test_an_unsound_table_is_refused() -> None:
    wrong = [{**PAPERS[0], "origin": "home"}, *PAPERS[1:], {**PAPERS[0]}]
    told = [fault.place for fault in faults("papers", {"paper": wrong}, 2556)]
    assert told == ["paper-0-origin", *["paper-6-grades"] * 2]
    assert not faults("papers", {"paper": PAPERS}, 2556)
