"""A workbook that somebody brought as the rules see it, or why it can't be taken."""

import json
import subprocess  # nosec B404
import sys
import tempfile
from collections import deque
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from khet.documents.xlsform.opening import LARGEST, broken, why_not
from khet.rules.workbook_cells import Area, Book, Cell, Limit, Page, Place, Value

_SCRIPT = Path(__file__).with_name("opened.py")
_IDLE: "deque[subprocess.Popen[str]]" = deque()
"""Readers that wait: at most as many as files were ever read at once by this process."""
_BROKEN = 3


class UnreadableBookError(Exception):
    """The file can't be taken as a workbook; the message says in Thai why and how to mend it."""


def read_book(path: Path) -> Book:
    """The workbook of a file.

    Raises:
        UnreadableBookError: see there.
    """
    return book_of(read_json(path))


def read_json(path: Path) -> str:
    """The workbook of a file as JSON, which ``book_of`` reads.

    Raises:
        UnreadableBookError: see there.
    """
    large = path.stat().st_size > LARGEST
    if why := why_not(b"0" * (LARGEST + 1) if large else path.read_bytes()):
        raise UnreadableBookError(why)
    return _run("read", path).decode()


def marked_book(path: Path, marks: Iterable[tuple[str, str, str]]) -> bytes:
    """The workbook with cells marked: sheet, cell, what is said of it.

    Raises:
        UnreadableBookError: see there.
    """
    return _run("mark", path, marks)


def book_of(told: str) -> Book:
    """A workbook out of what its process printed."""
    read = json.loads(told)
    return Book(tuple(map(_page, read["pages"])), read["linked"])


def _run(what: str, path: Path, marks: Iterable[tuple[str, str, str]] = ()) -> bytes:
    """What a reader made of a file."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        ended = _asked(json.dumps([what, str(path), str(out), list(marks)]))
        if ended == 0:
            return out.read_bytes()
    if ended == _BROKEN:
        raise UnreadableBookError(broken())
    raise UnreadableBookError(
        _("แผ่นในไฟล์กว้างหรือยาวเกินไป: ลบแถวและคอลัมน์ว่างที่จัดรูปแบบหรือผสานช่องไว้ แล้วบันทึกใหม่")
    )


def _asked(line: str) -> int:
    """How what was asked of a reader ended; of one that is gone a new one is asked."""
    try:
        reader = _IDLE.pop()
    except IndexError:
        reader = _started()
    try:
        ended = _answer(reader, line)
    except (OSError, ValueError):
        reader.kill()
        reader = _started()
        ended = _answer(reader, line)
    _IDLE.append(reader)
    return ended


def _answer(reader: "subprocess.Popen[str]", line: str) -> int:
    if reader.stdin is None or reader.stdout is None:
        raise ValueError(reader)
    print(line, file=reader.stdin, flush=True)
    return int(reader.stdout.readline())


def _started() -> "subprocess.Popen[str]":
    """A reader that waits; it ends when this process does, as nobody can ask it any more."""
    words = [sys.executable, "-I", str(_SCRIPT)]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)  # noqa: S603  # nosec B603


def _page(told: dict[str, Any]) -> Page:
    return Page(
        name=told["name"],
        cells=dict(map(_cell, told["cells"])),
        protected=told["protected"],
        hidden=told["hidden"],
        merged=tuple(Area(*area) for area in told["merged"]),
        limits=tuple(map(_limit, told["limits"])),
        hidden_rows=frozenset(told["hidden_rows"]),
        hidden_columns=frozenset(told["hidden_columns"]),
    )


def _cell(told: list[Any]) -> tuple[Place, Cell]:
    row, column, value, formula, error, locked, shape = told
    return (row, column), Cell(_value(value), formula, error, locked, shape)


def _value(told: list[Any] | None) -> Value | None:
    if told is None:
        return None
    kind, value = told
    if kind == "n":
        return Decimal(value)
    return date.fromisoformat(value) if kind == "d" else value


def _limit(told: dict[str, Any]) -> Limit:
    areas, items = told.pop("areas"), told.pop("items")
    return Limit(tuple(Area(*area) for area in areas), items=tuple(items), **told)
