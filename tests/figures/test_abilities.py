"""Pupils by mean and A/B/C group, held against a slow count; and one pupil over many files."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import floor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khet.figures.abilities import Abilities, Ability, abilities_of, by_school, moves
from khet.figures.pupil_scores import scores_of_pupil
from khet.figures.warehouse import SittingKey, Warehouse
from khet.rules.tables import SHIPPED
from tests.figures.samples import SMALL, Row, scores

KEY = SittingKey(2556, "O-NET", "", "P6", "9302")
SUBJECTS = ("thai", "mathematics", "science")
marks = st.none() | st.integers(0, 10_000) | st.sampled_from([5999, 6000, 6001, 8499, 8500])
pupils_marks = st.dictionaries(
    st.tuples(st.sampled_from(["S1", "S2"]), st.sampled_from("abcdef")),
    st.tuples(marks, marks, marks),
    min_size=1,
)
grouped = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["A", "B", "C", None]))


def _kept(folder: Path, rows: list[Row], key: SittingKey = KEY) -> Path:
    warehouse = Warehouse(folder / "warehouse")
    return warehouse.path(key, warehouse.keep(key, scores(rows)))


def _group(mean: int | None) -> str | None:
    """By the printed bands; their holes are B."""
    if mean is None:
        return None
    return "A" if mean >= 8500 else "C" if mean <= 6000 else "B"


def _mean(told: tuple[int | None, ...]) -> int | None:
    known = [mark for mark in told if mark is not None]
    return floor(Fraction(sum(known), len(known)) + Fraction(1, 2)) if known else None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(pupils_marks)
def test_means_and_groups_are_those_of_a_slow_count(
    tmp_path: Path, told: dict[tuple[str, str], tuple[int | None, ...]]
) -> None:
    rows = [
        (school, pupil, subject, mark)
        for (school, pupil), of_pupil in told.items()
        for subject, mark in zip(SUBJECTS, of_pupil, strict=True)
    ]
    found = abilities_of([_kept(tmp_path, rows)], 2556, SHIPPED, tmp_path / "results")
    expected = [
        Ability(s, p, sum(m is not None for m in of), _mean(of), _group(_mean(of)))
        for (s, p), of in sorted(told.items())
    ]
    assert list(found.pupils) == expected
    counted = Counter((a.school, a.group) for a in expected if a.group)
    assert by_school(found) == {
        school: {group: counted[school, group] for group in "ABC"} for school, _ in told
    }


@given(grouped, grouped)
def test_moves_are_those_of_a_slow_count(
    first: dict[str, str | None], second: dict[str, str | None]
) -> None:
    found = moves(_abilities(first), _abilities(second))
    pairs = Counter((first.get(p), second.get(p)) for p in {*first, *second})
    assert found.both == {pair: pairs[pair] for pair in product("ABC", "ABC")}
    assert found.first_only == {group: pairs[group, None] for group in "ABC"}
    assert found.second_only == {group: pairs[None, group] for group in "ABC"}


def _abilities(groups: dict[str, str | None]) -> Abilities:
    return Abilities("", tuple(Ability("S1", p, 1, 0, group) for p, group in groups.items()))


def test_a_table_is_kept_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, folder = _kept(tmp_path, list(SMALL)), tmp_path / "results"
    first = abilities_of([file], 2556, SHIPPED, folder)
    assert (folder / first.version / "pupils.parquet").exists()
    monkeypatch.setattr("khet.figures.abilities._computed", lambda *given: 1 / 0)
    elsewhere = SHIPPED.with_edition("sizes", 2556, SHIPPED.of("sizes", 2556))
    assert abilities_of([file], 2556, elsewhere, folder) == first


def test_other_bands_are_another_table(tmp_path: Path) -> None:
    file, folder = _kept(tmp_path, list(SMALL)), tmp_path / "results"
    own = SHIPPED.with_edition("ability", 2556, {"a_from": 5000, "c_up_to": 4499})
    shipped, changed = (abilities_of([file], 2556, t, folder) for t in (SHIPPED, own))
    assert shipped.version != changed.version
    assert {a.group for a in shipped.pupils} == {"C"}
    assert [a.group for a in changed.pupils] == ["B", "A", "A"]
    before = abilities_of([file], 2555, own, folder)
    assert before.version == shipped.version


def test_a_pupil_is_found_in_each_file_with_rows_and_reasons(tmp_path: Path) -> None:
    files = [
        _kept(tmp_path, list(SMALL), SittingKey(year, "O-NET", "", "P6", "9302"))
        for year in (2555, 2556)
    ]
    other = _kept(tmp_path, [("S3", "9", "thai", 1)], SittingKey(2554, "O-NET", "", "P6", "9302"))
    found = scores_of_pupil([*files, other], "2")
    assert set(found) == set(files)
    for told in found.values():
        assert [(s.subject, s.score, s.no_score, s.row) for s in told] == [
            ("thai", Decimal("60.00"), "", 3),
            ("mathematics", None, "absent", 5),
        ]
    assert scores_of_pupil(files, "nobody") == scores_of_pupil([], "2") == {}
