"""Any score file as one grid of text cells: CSV, XLSX or Parquet.

Row numbers are those a person sees: the first row is 1, blank rows are counted.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from khet.figures.intake.books import MOST_CELLS, BrokenBookError, LargeBookError, read_book
from khet.figures.intake.problems import Problem, error, first

BROKEN_FORMULA = "สูตรในช่องนี้ให้ค่าผิดพลาด: แก้สูตร หรือใส่ค่าแทนสูตร"
TOO_WIDE = "ช่องที่ใช้อยู่ห่างกันเกินไป หรือข้อมูลมากเกินไป: ลบแถวและคอลัมน์ว่างที่อยู่ไกลจากตาราง แล้วบันทึกใหม่ หรือแบ่งไฟล์"
_WHOLE = re.compile(r"(\d+)\.0")
csv.field_size_limit(10_000_000)


class UnreadableError(Exception):
    """A file that can't be read at all; the message says why, in Thai."""


@dataclass(frozen=True)
class Sheet:
    """A file's cells as trimmed text, column by column, the first row included.

    ``problems`` are faults of single cells or rows found while reading.
    """

    name: str
    encoding: str
    columns: tuple[pa.StringArray, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def first_row(self) -> tuple[str, ...]:
        """The cells of row 1."""
        return tuple(column[0].as_py() for column in self.columns) if self.height else ()

    def data_rows(self, first: int) -> NDArray[np.int64]:
        """Places (row number − 1) of the rows from ``first`` on that hold anything.

        Torn rows are left out: a problem names them, and their cells can't be told apart.
        """
        some = pc.not_equal(self.columns[0], "")
        for column in self.columns[1:]:
            some = pc.or_(some, pc.not_equal(column, ""))
        held = some.to_numpy(zero_copy_only=False).copy()
        held[: first - 1] = False
        held[[problem.row - 1 for problem in self.problems if not problem.column]] = False
        return np.flatnonzero(held)


def read_sheet(path: Path, name: str, most: int | None = None) -> Sheet:
    """The file's cells; ``name`` is what messages call it, ``most`` how many broken cells are told.

    Raises:
        UnreadableError: not there, no text in a known encoding, no sheet, or a broken container.
    """
    readers: dict[str, Callable[[Path], Sheet]] = {
        ".xlsx": partial(_xlsx, most=most),
        ".xlsm": partial(_xlsx, most=most),
        ".parquet": _parquet,
    }
    if not path.is_file():
        raise UnreadableError("ไม่พบไฟล์: ตรวจชื่อและที่อยู่ของไฟล์")
    try:
        return replace(readers.get(path.suffix.lower(), _csv)(path), name=name)
    except OSError as exc:
        raise UnreadableError("อ่านไฟล์ไม่ได้: ตรวจสิทธิ์การเปิดไฟล์") from exc


def _csv(path: Path) -> Sheet:
    text, encoding = _decoded(path.read_bytes())
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as exc:
        raise UnreadableError(f"แฟ้ม CSV เสียหาย ({exc}): บันทึกใหม่จากโปรแกรมตารางคำนวณ") from exc
    width = max(map(len, rows), default=0)
    if width * len(rows) - sum(map(len, rows)) > MOST_CELLS:
        raise UnreadableError(TOO_WIDE)
    uneven = _uneven(rows)
    padded = (row + [""] * (width - len(row)) for row in rows)
    columns = tuple(_trimmed(pa.array(column, pa.string())) for column in zip(*padded, strict=True))
    return Sheet("", encoding, columns, uneven)


def _decoded(raw: bytes) -> tuple[str, str]:
    if b"\x00" in raw:
        raise UnreadableError("ไม่ใช่ไฟล์ข้อความ: ใช้ไฟล์ CSV, XLSX หรือ Parquet")
    if raw.startswith(b"\xef\xbb\xbf"):
        candidates = [("utf-8-sig", "utf-8-sig")]
    else:
        candidates = [("utf-8", "utf-8"), ("cp874", "windows-874")]
    for codec, label in candidates:
        try:
            return raw.decode(codec), label
        except UnicodeDecodeError:
            continue
    raise UnreadableError("อ่านตัวอักษรไม่ได้: บันทึกไฟล์เป็น UTF-8 หรือ Windows-874")


def _uneven(rows: list[list[str]]) -> tuple[Problem, ...]:
    """Rows with fewer cells than the first, or with text beyond its last: a torn line."""
    width = len(rows[0]) if rows else 0
    return tuple(
        error(
            number,
            "",
            "",
            f"มี {len(row)} ช่อง แต่แถวแรกมี {width} ช่อง: ตรวจเครื่องหมายจุลภาคในแถวนี้",
            "torn-row",
        )
        for number, row in enumerate(rows, start=1)
        if len(row) != width and any(row) and (len(row) < width or any(row[width:]))
    )


def _xlsx(path: Path, most: int | None) -> Sheet:
    try:
        batch, broken = read_book(path)
    except BrokenBookError as exc:
        raise UnreadableError("เปิดไฟล์ Excel ไม่ได้: ตรวจว่าเป็นไฟล์ .xlsx และไม่ได้ใส่รหัสผ่าน") from exc
    except LargeBookError as exc:
        raise UnreadableError(TOO_WIDE) from exc
    columns = tuple(_plain_numbers(column) for column in batch.columns)
    return Sheet("", "utf-8", columns, tuple(_broken(columns, broken, most)))


def _broken(
    columns: tuple[pa.StringArray, ...], broken: list[tuple[int, int]], most: int | None
) -> Iterator[Problem]:
    """Cells whose formula gives an error."""
    for (row, column), more in first(broken, most):
        found = error(row + 1, columns[column][0].as_py(), "", BROKEN_FORMULA, "broken-formula")
        yield replace(found, more=more)


def _parquet(path: Path) -> Sheet:
    try:
        table = pq.read_table(path)
        columns = tuple(_with_heading(name, table[name]) for name in table.column_names)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as exc:
        raise UnreadableError("เปิดไฟล์ Parquet ไม่ได้: ไฟล์เสียหายหรือไม่ใช่ Parquet") from exc
    return Sheet("", "utf-8", columns)


def _with_heading(name: str, column: pa.ChunkedArray) -> pa.StringArray:
    return _plain_numbers(pa.concat_arrays([pa.array([name]), *_as_text(column).chunks]))


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_floating(column.type):
        texts = [None if value is None else repr(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.string())])
    return column.cast(pa.string())


def _plain_numbers(column: pa.StringArray) -> pa.StringArray:
    """Cells trimmed, and whole numbers without the ``.0`` that spreadsheets give them."""
    return map_distinct(_trimmed(column), _plain_number)


def _plain_number(text: str) -> str:
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _trimmed(column: pa.StringArray) -> pa.StringArray:
    return pc.utf8_trim_whitespace(pc.fill_null(column, ""))


def map_distinct(column: pa.StringArray, change: Callable[[str], str]) -> pa.StringArray:
    """A column with each distinct text changed once."""
    coded = column.dictionary_encode()
    changed = pa.array([change(text) for text in coded.dictionary.to_pylist()], pa.string())
    return changed.take(coded.indices)
