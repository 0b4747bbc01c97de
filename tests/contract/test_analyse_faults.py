"""Every kind of fault of `khet analyse`, where it is named, and that nothing is written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.files import contents, folder, grid, row, run, write_csv, write_xlsx
from tests.contract.reading import COLUMNS, Row, faulty_columns
from tests.contract.strategies import Form, data_sets, examples, forms

BAD_SCORES = (
    "NaN",
    "nan",
    "inf",
    "1e2",
    "50,5",
    "50.123",
    "100.01",
    "101",
    "-1",
    "-0.01",
    "ขาด",
    "50%",
    "0x10",
    "1_0",
    "5 0",
    "50.5.5",
    "๑๐๑",
    "null",
    "None",
    "#N/A",
    "TRUE",
)
TEXT_SCORES = ("50.500", "0.000", "½", "٥٠", "５０", "+50", "1e-1", "50d", '"50"')
BAD_KEYS = {
    "academic_year": ("2499", "2601", "2556.5", "", "556", "25560", "ปี 2556"),
    "grade": ("P7", "M7", "P0", "p6", "", "6", "ป.6"),
    "round": ("0", "10", "-1", "ก", "1.5"),
    "area": ("", " "),
    "school": ("", " "),
    "pupil": ("", " "),
    "subject": ("", "geography", "Thai", "ภาษาไทย", "nt", "average", "ALL"),
}
SINGLE = [("score", bad) for bad in BAD_SCORES + TEXT_SCORES]
SINGLE += [(column, bad) for column, values in BAD_KEYS.items() for bad in values]


def faults(place: Path, *paths: Path) -> list[str]:
    """The lines of standard error; checks the exit code and that nothing was written."""
    before = contents(place)
    answer = run("analyse", *paths, "--out", place / "out")
    assert answer.code == 2
    assert contents(place) == before
    return answer.err.splitlines()


def places(lines: list[str], path: Path) -> list[tuple[int, str]]:
    """Row and column of every line, each of which names this file and says something."""
    found = []
    for line in lines:
        assert line.startswith(f"{path}:")
        number, column, message = line.removeprefix(f"{path}:").split(":", 2)
        assert message.startswith(" ")
        assert message.strip()
        found.append((int(number), column))
    return found


@pytest.mark.parametrize(("column", "bad"), SINGLE)
def test_a_bad_value_is_named_alone(tmp_path: Path, column: str, bad: str) -> None:
    table = grid([row(pupil="9"), row(**{column: bad}), row(pupil="8")])
    path = write_csv(tmp_path / "in.csv", table)
    assert places(faults(tmp_path, path), path) == [(3, column)]


@pytest.mark.parametrize(
    ("test", "grade", "year", "subject"),
    [
        ("O-NET", "P6", "2560", "social_studies"),
        ("O-NET", "P6", "2558", "arts"),
        ("O-NET", "M3", "2600", "career_and_technology"),
        ("NT", "P3", "2562", "nt_reasoning"),
        ("NT", "P3", "2561", "thai"),
        ("Pre NT", "P3", "2561", "mathematics"),
        ("Pre NT", "P3", "2562", "nt_language"),
        ("Pre O-NET", "P6", "2550", "arts"),
        ("LAS", "P1", "2556", "health_and_physical_education"),
        ("LAS", "M2", "2600", "nt_numeracy"),
    ],
)
def test_a_subject_of_another_year_or_test(
    tmp_path: Path, test: str, grade: str, year: str, subject: str
) -> None:
    bad = row(subject, test=test, grade=grade, academic_year=year, round="1")
    path = write_csv(tmp_path / "in.csv", grid([bad]))
    assert places(faults(tmp_path, path), path) == [(2, "subject")]


@pytest.mark.parametrize(
    ("test", "grade", "year"),
    [
        ("O-NET", "P5", "2556"),
        ("O-NET", "M6", "2560"),
        ("NT", "P6", "2562"),
        ("Pre O-NET", "M6", "2556"),
        ("LAS", "P6", "2556"),
        ("LAS", "M3", "2556"),
        ("X-NET", "P6", "2556"),
        ("", "P6", "2556"),
        ("o-net", "P6", "2556"),
        ("RT", "P1", "2562"),
    ],
)
def test_a_test_that_is_not_held(tmp_path: Path, test: str, grade: str, year: str) -> None:
    """One line; the contract leaves open which of the three columns it blames."""
    path = write_csv(tmp_path / "in.csv", grid([row(test=test, grade=grade, academic_year=year)]))
    (found,) = places(faults(tmp_path, path), path)
    assert found in [(2, "test"), (2, "grade"), (2, "subject")]


@st.composite
def broken_rows(draw) -> list[Row]:
    """A data set in which a few scores and perhaps one key are wrong."""
    rows = [dict(r) for r in draw(data_sets(1))]
    index = st.integers(0, len(rows) - 1)
    for place in draw(st.lists(index, min_size=1, max_size=4, unique=True)):
        rows[place]["score"] = draw(st.sampled_from(BAD_SCORES))
    column = draw(st.sampled_from((None, *BAD_KEYS)))
    if column:
        rows[draw(index)][column] = draw(st.sampled_from(BAD_KEYS[column]))
    return rows


@given(rows=broken_rows(), form=forms)
@examples(60)
def test_faults_of_generated_files(rows: list[Row], form: Form) -> None:
    """In every file form exactly the wrong cells are named, blank rows counted."""
    expected = {
        (i + 2 + (i >= form.blank_at), column)
        for i, r in enumerate(rows)
        for column in faulty_columns(r)
    }
    with folder() as place:
        path = form.write(place / "in", rows)
        found = places(faults(place, path), path)
    assert sorted(found) == sorted(expected)
    assert [number for number, _ in found] == sorted(number for number, _ in found)


@pytest.mark.parametrize("value", [33.333333333333336, 50.125, 100.01, 50.1234567, -0.5, True])
def test_spreadsheet_numbers_that_are_no_scores(tmp_path: Path, value: float) -> None:
    cells = list(row().values())
    second = [*cells[:6], "2", "thai", value]
    path = write_xlsx(tmp_path / "in.xlsx", [list(COLUMNS), cells, [], second])
    assert places(faults(tmp_path, path), path) == [(4, "score")]


@pytest.mark.parametrize("other", [{}, {"score": ""}, {"pupil": " ๑ "}, {"academic_year": "๒๕๕๖"}])
def test_a_duplicate_is_named_at_the_later_row(tmp_path: Path, other: dict[str, str]) -> None:
    table = grid([row(), row(pupil="2"), row(**other), row(school="93020002")])
    path = write_csv(tmp_path / "in.csv", table)
    ((number, column),) = places(faults(tmp_path, path), path)
    assert number == 4
    assert column in COLUMNS


def test_a_duplicate_across_files_follows_the_order_of_the_arguments(tmp_path: Path) -> None:
    one = write_csv(tmp_path / "one.csv", grid([row(pupil="2"), row()]))
    two = write_csv(tmp_path / "two.csv", grid([row(), row(pupil="3")]))
    assert [n for n, _ in places(faults(tmp_path, one, two), two)] == [2]
    assert [n for n, _ in places(faults(tmp_path, two, one), one)] == [3]


def test_every_later_row_of_a_threefold_duplicate(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", grid([row(), row(), row(pupil="2"), row()]))
    assert [n for n, _ in places(faults(tmp_path, path), path)] == [3, 5]


def test_one_file_given_twice_is_all_duplicates(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in.csv", grid([row(), row(pupil="2")]))
    assert [n for n, _ in places(faults(tmp_path, path, path), path)] == [2, 3]


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [(49, 0, None), (50, 0, None), (51, 0, "1"), (60, 0, "10"), (30, 30, "10"), (30, 1970, "1950")],
)
def test_fifty_faults_and_how_many_more(
    tmp_path: Path, first: int, second: int, more: str | None
) -> None:
    paths = [
        write_csv(tmp_path / f"{name}.csv", grid(bad(count, name)))
        for name, count in (("1", first), ("2", second))
        if count
    ]
    lines = faults(tmp_path, *paths)
    named = [f"{paths[0]}:{n}:score: " for n in range(3, first + 3)]
    named += [f"{paths[-1]}:{n}:score: " for n in range(3, second + 3)]
    starts = [line[: len(start)] for line, start in zip(lines, named, strict=False)]
    assert starts[:50] == named[:50]
    assert len(lines) == min(50, first + second) + bool(more)
    if more:
        assert more in [word.strip(".:,()+") for word in lines[-1].split()]


def bad(count: int, school: str) -> list[Row]:
    """A good row and so many rows with a score nobody can have."""
    rows = [row(score="-", pupil=str(i), school=school) for i in range(count)]
    return [row(pupil="ดี", school=school), *rows]


@pytest.mark.parametrize("missing", COLUMNS)
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_missing_column(tmp_path: Path, missing: str, write) -> None:
    table = grid([row()], [name for name in COLUMNS if name != missing])
    path = write(tmp_path / ("in.csv" if write is write_csv else "in.xlsx"), table)
    assert places(faults(tmp_path, path), path) == [(1, missing)]


@pytest.mark.parametrize("body", [[], [[]], [[], [""] * 9]])
def test_a_file_without_data_rows(tmp_path: Path, body: list[list[str]]) -> None:
    path = write_csv(tmp_path / "in.csv", [list(COLUMNS), *body])
    assert places(faults(tmp_path, path), path) == [(1, "")]
    good = write_csv(tmp_path / "good.csv", grid([row()]))
    assert places(faults(tmp_path, good, path), path) == [(1, "")]


@pytest.mark.parametrize("name", ["in.xlsx", "in.parquet"])
@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"PK\x03\x04 not a book", b"PAR1", b""])
def test_an_unreadable_file(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert places(faults(tmp_path, path), path) == [(1, "")]


@pytest.mark.parametrize("content", [b"", b"\xdb\xfc\x00\xff" * 40, b"\n\n"])
def test_a_text_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    assert {number for number, _ in places(faults(tmp_path, path), path)} == {1}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "ไม่มี.csv"
    assert places(faults(tmp_path, path), path) == [(1, "")]


def test_a_folder_that_was_there_stays_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "limits.csv").write_text("earlier", "utf-8")
    (out / "ของเรา.txt").write_text("ours", "utf-8")
    path = write_csv(tmp_path / "in.csv", grid([row(score="x")]))
    assert places(faults(tmp_path, path), path) == [(2, "score")]


def test_a_value_of_two_lines_is_named_on_one(tmp_path: Path) -> None:
    """A row is a record, also where a cell before it holds a line break."""
    table = [*grid([row(score="5\n0"), row(pupil="2", score="6\n\n0")]), [*row(pupil="3").values()]]
    path = write_csv(tmp_path / "in.csv", table)
    assert places(faults(tmp_path, path), path) == [(2, "score"), (3, "score")]


def test_the_file_is_named_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_csv(tmp_path / "คะแนน ป.6.csv", grid([row(score="x")]))
    monkeypatch.chdir(tmp_path)
    assert places(faults(tmp_path, Path("คะแนน ป.6.csv")), Path("คะแนน ป.6.csv")) == [(2, "score")]
