"""Score files as offices hold them, and the commands run on them inside this process."""

import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.contract.reading import COLUMNS, Row

Cell = str | int | float | None
PLAIN_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass(frozen=True)
class Run:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict:
        """The JSON printed on standard output."""
        return json.loads(self.out)


def run(*words: object) -> Run:
    """Run `khet` with these words."""
    from khet.jobs.cli import main

    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    return Run(code, out.getvalue(), err.getvalue())


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one Hypothesis example."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def contents(path: Path) -> dict[str, bytes | None]:
    """Everything below a folder, so that two moments can be compared."""
    return {
        str(p.relative_to(path)): p.read_bytes() if p.is_file() else None
        for p in sorted(path.rglob("*"))
    }


def row(subject: str = "thai", score: str = "50", pupil: str = "1", **other: str) -> Row:
    """One row of a plain sitting: O-NET P6 of 2556 in one school."""
    plain = {
        "academic_year": "2556",
        "test": "O-NET",
        "round": "",
        "grade": "P6",
        "area": "9302",
        "school": "93020001",
        "pupil": pupil,
        "subject": subject,
        "score": score,
    }
    return plain | other


def rows_of(scores: Iterable[str], **other: str) -> list[Row]:
    """A row a score, pupils numbered from 1."""
    return [row(**({"score": s, "pupil": str(i)} | other)) for i, s in enumerate(scores, 1)]


def grid(rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> list[list[str]]:
    """The header and the rows as lists; a column no row knows is filled with a remark."""
    remark = 'ใส่ไว้, "เฉย ๆ"'
    return [list(columns), *([r.get(name, remark) for name in columns] for r in rows)]


def write_csv(path: Path, table: list[list[str]], encoding: str = "utf-8", end: str = "\n") -> Path:
    """Write a table of text; an empty list is a blank line."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, lineterminator=end).writerows(table)
    return path


def number(text: Cell) -> Cell:
    """A cell as a spreadsheet keeps it: plain numbers become floats."""
    return float(text) if isinstance(text, str) and PLAIN_NUMBER.fullmatch(text) else text


def write_xlsx(path: Path, table: list[list[Cell]], numbers: bool = True) -> Path:
    """Write a table to the first sheet; a second sheet holds something else."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("คะแนน")
        for index, cells in enumerate(table):
            for place, value in enumerate(cells):
                sheet.write(index, place, number(value) if numbers else value)
        book.add_worksheet("หมายเหตุ").write(0, 0, "ไม่ใช่คะแนน")
    return path


def parquet_column(name: str, values: list[str]) -> pa.Array:
    """A typed column where its values allow one: whole years, float scores, else text."""
    plain = all(PLAIN_NUMBER.fullmatch(value) or not value for value in values)
    if name == "score" and plain:
        return pa.array([float(v) if v else None for v in values], pa.float64())
    if name == "academic_year" and plain and all(values):
        return pa.array([int(value) for value in values], pa.int64())
    return pa.array([value or None for value in values], pa.string())


def write_parquet(path: Path, table: list[list[str]]) -> Path:
    """Write a table with typed columns; a blank row holds only nulls."""
    header, body = table[0], [cells or [""] * len(table[0]) for cells in table[1:]]
    columns = {
        name: parquet_column(name, [cells[i] for cells in body]) for i, name in enumerate(header)
    }
    pq.write_table(pa.table(columns), path)
    return path
