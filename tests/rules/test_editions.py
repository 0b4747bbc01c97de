"""An office's editions beside Khet's, and what makes a table unsound."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.colours import five_bands
from khet.rules.editions import TABLES, faults
from khet.rules.limits import terms
from khet.rules.sizes import size_class
from khet.rules.tables import SHIPPED, shipped_years, tables_with

YEARS = st.integers(2500, 2600)
CONTENT = st.one_of(st.none(), st.integers(0, 99).map(lambda n: {"mark": n}))
OWN = st.lists(st.tuples(st.sampled_from(["tests", "sizes"]), YEARS, CONTENT), max_size=8)


def _slowly(own: list[tuple[str, int, Any]], name: str, year: int) -> Any:
    """Year by year backwards: the office's last word of a year before Khet's edition of it."""
    for back in range(year, 2499, -1):
        said = [content for n, y, content in own if (n, y) == (name, back)]
        if said and said[-1] is not None:
            return said[-1]
        if said:
            return SHIPPED.of(name, year)
        if back in shipped_years(name):
            return SHIPPED.of(name, back)
    raise AssertionError


@given(OWN, st.sampled_from(["tests", "sizes"]), YEARS)
def test_the_newest_edition_counts_and_the_offices_before_khets(
    own: list[tuple[str, int, Any]], name: str, year: int
) -> None:
    tables = tables_with(own)
    assert tables.of(name, year) == _slowly(own, name, year)
    begun, is_own = tables.begins(name, year)
    assert begun <= year
    assert is_own == any(n == name and y == begun and c == tables.of(name, year) for n, y, c in own)


@given(OWN, YEARS)
def test_no_more_than_what_counts_is_kept_of_a_year(
    own: list[tuple[str, int, Any]], year: int
) -> None:
    tables = tables_with(own)
    narrow = tables.only(["tests"], year)
    assert narrow.of("tests", year) == tables.of("tests", year)
    assert len(narrow.own) == tables.begins("tests", year)[1]


@given(OWN)
def test_the_order_of_telling_counts_only_within_a_year(own: list[tuple[str, int, Any]]) -> None:
    last = {(name, year): content for name, year, content in own}
    told = [(name, year, content) for (name, year), content in last.items()]
    assert tables_with(own) == tables_with(reversed(told))


def test_a_table_before_the_first_edition_is_an_error() -> None:
    with pytest.raises(LookupError):
        tables_with([("sizes", 2450, {"size": []})]).of("sizes", 2440)


def test_rules_read_the_tables_that_they_are_given() -> None:
    rows = [{"key": "small", "th": "เล็ก", "from": 1}, {"key": "large", "th": "ใหญ่", "from": 121}]
    own = SHIPPED.with_edition("sizes", 2557, {"size": rows})
    assert [size_class(120, year, own) for year in (2556, 2557)] == ["medium", "small"]
    told = {**SHIPPED.of("limits", 2556), "z": "1.96", "target": 60}
    found = terms(2557, SHIPPED.with_edition("limits", 2557, told))
    assert (str(found.z), found.target, terms(2556).target) == ("1.96", 60, 50)


@pytest.mark.parametrize("name", TABLES)
def test_every_edition_that_comes_with_khet_is_sound(name: str) -> None:
    for year in shipped_years(name):
        assert faults(name, SHIPPED.of(name, year), year) == []


@given(st.lists(st.integers(-5, 10_010), min_size=5, max_size=5))
def test_bands_without_fault_cover_every_percent_once(begins: list[int]) -> None:
    rows = [
        {**row, "from": b}
        for row, b in zip(SHIPPED.of("colours", 2556)["five"], begins, strict=True)
    ]
    table = {"five": rows, "four": []}
    sound = begins[0] == 0 and begins == sorted(set(begins)) and begins[-1] <= 10_000
    assert (faults("colours", table, 2556) == []) == sound
    if sound:
        bands = five_bands(2556, SHIPPED.with_edition("colours", 2556, table))
        covered = [p for band in bands for p in (band.low, band.high)]
        assert covered == sorted(covered)
        assert sum(band.high - band.low + 1 for band in bands) == 10_001


@pytest.mark.parametrize(
    ("name", "changed", "place"),
    [
        ("limits", {"z": "-1"}, "z"),
        ("limits", {"z": "NaN"}, "z"),
        ("limits", {"z": "1.23456"}, "z"),
        ("limits", {"base": "school"}, "base"),
        ("limits", {"overall": "best"}, "overall"),
        ("limits", {"few": -1}, "few"),
        ("limits", {"few": 11}, "small"),
        ("ability", {"a_from": 10_001}, "a_from"),
        ("sizes", {"size": []}, "size-0-from"),
        ("colours", {"five": [{"key": "red", "from": 0, "meaning_th": "x"}]}, "five"),
        ("subjects", {"arts": {"th": "ศิลปะ", "names": []}}, "arts-names"),
        ("headers", {"columns": {"score": ["คะแนน"], "test": ["คะแนน"]}}, "columns-test"),
    ],
)
def test_a_fault_names_its_field(name: str, changed: dict[str, Any], place: str) -> None:
    found = faults(name, {**SHIPPED.of(name, 2556), **changed}, 2556)
    assert place in {fault.place for fault in found}
    for fault in found:
        assert fault.message % fault.values


def test_a_test_may_be_held_no_more_but_asks_only_known_subjects() -> None:
    rows = SHIPPED.of("tests", 2562)["test"]
    gone = [{**row, "grades": [], "subjects": []} for row in rows]
    assert faults("tests", {"test": gone}, 2562) == []
    strange = [{**rows[0], "subjects": ["thai", "thai", "alchemy"], "rounds": ["0"]}]
    told = [fault.place for fault in faults("tests", {"test": strange}, 2562)]
    assert told == ["test-0-subjects", "test-0-rounds", "test-0-subjects"]
