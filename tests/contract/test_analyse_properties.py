"""`khet analyse` beside the second opinion, byte for byte on generated data sets."""

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.files import contents, folder, grid, row, run, write_csv, write_xlsx
from tests.contract.oracle import Analysis, Options
from tests.contract.reading import ABSENT, COLUMNS, FIVE, Row
from tests.contract.strategies import Form, data_sets, examples, forms, options


def agree(paths: list[Path], out: Path, rows: list[Row], chosen: Options) -> None:
    """Analyse the files and compare everything written with the second opinion."""
    answer = run("analyse", *paths, "--out", out, *chosen.words())
    assert (answer.code, answer.err) == (0, "")
    opinion = Analysis(rows, chosen)
    written = contents(out)
    summary = json.loads(written.pop("summary.json") or b"")
    assert isinstance(summary.pop("seconds"), int | float)
    assert summary == opinion.counts() | {"files": len(paths)}
    assert written == opinion.tables()


@given(rows=data_sets(), chosen=options)
@examples(70)
def test_generated_data_sets(rows: list[Row], chosen: Options) -> None:
    with folder() as place:
        agree([write_csv(place / "in.csv", grid(rows))], place / "out", rows, chosen)


@given(rows=data_sets(), parts=st.lists(forms, min_size=1, max_size=3))
@examples(50)
def test_every_file_form_and_several_files(rows: list[Row], parts: list[Form]) -> None:
    """The rows dealt out to as many files, each in its own form, give the same tables."""
    parts = parts[: len(rows)]
    with folder() as place:
        paths = [
            form.write(place / f"part{i}", rows[i :: len(parts)]) for i, form in enumerate(parts)
        ]
        agree(paths, place / "out", rows, Options())


@pytest.mark.parametrize(
    ("base", "scheme", "overall"),
    [*product(("area", "nation"), ("five",), ("pooled", "mean")), ("area", "four", "pooled")],
)
def test_thousands_of_pupils(tmp_path: Path, base: str, scheme: str, overall: str) -> None:
    """Two areas, 40 schools, 2,400 pupils, five subjects, some absent."""
    chance = Random(2556)
    rows = [
        row(
            subject,
            chance.choice((ABSENT, *[f"{chance.gauss(45, 15) % 100:.2f}"] * 30)),
            str(pupil),
            area=area,
            school=f"{area}{school:04d}",
        )
        for area in ("9301", "9302")
        for school in range(20)
        for pupil in range(1, chance.choice((2, 21, 161)))
        for subject in FIVE
    ]
    path = write_csv(tmp_path / "in.csv", grid(rows))
    agree([path], tmp_path / "out", rows, Options(base=base, scheme=scheme, overall=overall))


def test_defaults_are_the_area_five_colours_pooled_and_258(tmp_path: Path) -> None:
    rows = [
        row(subject, f"{n * 7 % 60}.{n:02d}", str(n), school=str(n % 3))
        for n in range(20)
        for subject in FIVE
    ]
    path = write_csv(tmp_path / "in.csv", grid(rows))
    assert run("analyse", path, "--out", tmp_path / "out").code == 0
    tables = Analysis(rows, Options()).tables()
    assert {name: (tmp_path / "out" / name).read_bytes() for name in tables} == tables


def test_an_empty_round_and_round_1_are_two_sittings(tmp_path: Path) -> None:
    rows = [row(score="40"), row(score="60", round="1"), row(score="61", round="1", pupil="2")]
    agree([write_csv(tmp_path / "in.csv", grid(rows))], tmp_path / "out", rows, Options())
    limits = (tmp_path / "out" / "limits.csv").read_text("utf-8").splitlines()[1:]
    assert [line.split(",")[2] for line in limits] == ["", "1"]


def test_the_same_pupil_code_in_another_school_or_area_is_another_pupil(tmp_path: Path) -> None:
    rows = [row(), row(school="93020002", score="51"), row(area="9301", score="52")]
    agree([write_csv(tmp_path / "in.csv", grid(rows))], tmp_path / "out", rows, Options())
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert (summary["pupils"], summary["schools"]) == (3, 3)


def test_spreadsheet_numbers_are_read_as_they_look(tmp_path: Path) -> None:
    """Codes, a 13-digit number, a date-free year and a formula's cached value as floats."""
    cells = [2556.0, "O-NET", 1.0, "P6", 9302.0, 93020001.0, 1234567890121.0, "thai"]
    table = [
        list(COLUMNS),
        [*cells, 50.3],
        [*cells[:6], 7.0, "thai", 100.0],
        [*cells[:6], 8.0, "thai", 0.0],
        [*cells[:6], 9.0, "thai", None],
    ]
    texts = ["50.3", "100", "0", ""]
    pupils = ["1234567890121", "7", "8", "9"]
    rows = [row(score=s, pupil=p, round="1") for s, p in zip(texts, pupils, strict=True)]
    agree([write_xlsx(tmp_path / "in.xlsx", table)], tmp_path / "out", rows, Options())


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("70.129999999999995", "70.13"),
        ("0.30000000000000004", "0.3"),
        ("50.299999999999997", "50.3"),
        ("99.990000000000009", "99.99"),
        ("100", "100"),
        ("5E1", "50"),
    ],
)
def test_a_computed_number_is_read_as_the_spreadsheet_shows_it(
    tmp_path: Path, kept: str, shown: str
) -> None:
    """The sheet keeps 17 digits of a binary number; 15 of them are what its user sees."""
    cells = [list(row(score="77.77").values()), list(row(pupil="2", score="45").values())]
    path = write_xlsx(tmp_path / "made.xlsx", [list(COLUMNS), *cells])
    with ZipFile(path) as made, ZipFile(tmp_path / "in.xlsx", "w") as kept_so:
        for name in made.namelist():
            kept_so.writestr(name, made.read(name).replace(b"77.77", kept.encode()))
    path = tmp_path / "in.xlsx"
    rows = [row(score=shown), row(pupil="2", score="45")]
    agree([path], tmp_path / "out", rows, Options())


def test_windows_line_ends_and_blank_rows_of_commas(tmp_path: Path) -> None:
    rows = [row(score="40"), row(score="60", pupil="2")]
    table = grid(rows)
    table[1:1] = [[], [""] * 9, [" "] * 9]
    path = write_csv(tmp_path / "in.csv", table, end="\r\n")
    agree([path], tmp_path / "out", rows, Options())


def test_a_folder_that_was_there_gets_the_new_tables(tmp_path: Path) -> None:
    first = write_csv(tmp_path / "first.csv", grid([row(score="40"), row(score="60", pupil="2")]))
    assert run("analyse", first, "--out", tmp_path / "out").code == 0
    rows = [row(score="70"), row(score="90", pupil="2")]
    agree([write_csv(tmp_path / "in.csv", grid(rows))], tmp_path / "out", rows, Options())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["first.csv", "in.csv", "out"]


def test_other_files_of_the_folder_stay_and_folders_are_made(tmp_path: Path) -> None:
    out = tmp_path / "ใหม่" / "out"
    path = write_csv(tmp_path / "in.csv", grid([row(score="40"), row(score="60", pupil="2")]))
    assert run("analyse", path, "--out", out).code == 0
    made = set(contents(out))
    (out / "ของเรา.txt").write_text("ours", "utf-8")
    assert run("analyse", path, "--out", out).code == 0
    assert set(contents(out)) == made | {"ของเรา.txt"}
    assert made == {"colours.csv", "limits.csv", "pupils.csv", "summary.json"}


def test_from_a_shell_without_an_installation_folder(tmp_path: Path) -> None:
    rows = [row(score="40"), row(score="60", pupil="2")]
    path = write_csv(tmp_path / "in.csv", grid(rows), "cp874")
    words = [
        sys.executable,
        "-m",
        "khet.jobs.cli",
        "analyse",
        str(path),
        "--engine",
        "duckdb",
        "--out",
        str(tmp_path / "out"),
    ]
    home = tmp_path / "home"
    done = subprocess.run(words, env=os.environ | {"KHET_HOME": str(home)}, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    tables = Analysis(rows, Options()).tables()
    assert {name: (tmp_path / "out" / name).read_bytes() for name in tables} == tables
    assert not home.exists()
