"""A file as rows of a register: columns by their headings, cells by their rules."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from khet.figures.intake.columns import FAULTY, Field, Parsed, parse, refused
from khet.figures.intake.problems import Problem, error
from khet.figures.intake.sheets import Sheet, UnreadableError, read_sheet
from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.columns import Column, plain
from khet.jobs.registers.register import Register, Row
from khet.jobs.registers.seeming import misfits, seeming

_LOOKED_AT = 10
_SUMS = {"รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม"}


@dataclass(frozen=True)
class Line:
    """A row of the file with its number; cells of columns that the file has."""

    number: int
    row: Row


@dataclass(frozen=True)
class Read:
    """What a file says. ``ignored`` are headings that the register doesn't know."""

    rows: int
    encoding: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Head:
    """The line of headings (row number), and the places of the columns that the file has."""

    number: int
    texts: tuple[str, ...]
    places: dict[str, int]


def read(register: Register, path: Path, name: str) -> Read:
    """The rows of a file, with every cell that its column's rule refuses.

    Raises:
        UnreadableError: the file can't be read, holds nothing, or has none of the columns.
    """
    sheet = read_sheet(path, name)
    head = _head(register, sheet)
    known = set(head.places.values())
    ignored = tuple(text for at, text in enumerate(head.texts) if text and at not in known)
    numbers = _numbers(register, sheet, head)
    if missing := [*_missing(register, head), *_empty(head, numbers)]:
        return Read(len(numbers), sheet.encoding, (), tuple(missing), ignored)
    sums = [number for number in numbers if plain(_first(sheet, number)) in _SUMS]
    problems: list[Problem] = [
        *sheet.problems,
        *_doubled(register, head),
        *(error(n, "", _first(sheet, n), "แถวรวม: ลบแถวนี้ออก", "sum-row") for n in sums),
    ]
    rows, numbers = len(numbers), [number for number in numbers if number not in sums]
    parsed = {
        column.key: (column, _parsed(column, head, sheet, numbers))
        for column in register.columns
        if column.key in head.places
    }
    for column, cells in parsed.values():
        problems += _refused(column, cells, numbers)
    texts = {key: _texts(cells) for key, (_, cells) in parsed.items()}
    lines = tuple(
        Line(number, {key: cells[place] for key, cells in texts.items()})
        for place, number in enumerate(numbers)
    )
    return Read(rows, sheet.encoding, lines, tuple(problems), ignored)


def _head(register: Register, sheet: Sheet) -> _Head:
    """The line of headings, by which the file is one of the register."""
    best = _best_head(type(register), sheet)
    if best is None:
        raise UnreadableError("ไฟล์ว่าง: ใส่หัวคอลัมน์ในแถวแรก และข้อมูลตั้งแต่แถวถัดไป")
    by_place = register.in_order and _by_place(register, best)
    if not by_place and misfits(register, best.places):
        _tell_other(register, sheet)
    if not best.places:
        wanted = ", ".join(column.heading for column in register.columns if column.required)
        raise UnreadableError(f"ไม่พบหัวคอลัมน์ของ{register.title}: แถวแรกต้องมี {wanted}")
    if by_place:
        return _Head(best.number, best.texts, _in_order(register))
    return best


def _best_head(kind: type[Register], sheet: Sheet) -> _Head | None:
    """The line with the most known headings among the first ones."""
    known = {
        plain(text): column.key
        for column in kind.columns
        for text in (column.heading, column.key, *column.synonyms)
    }
    heads = [_head_at(known, sheet, place) for place in range(min(_LOOKED_AT, sheet.height))]
    return max(heads, key=lambda head: len(head.places), default=None)


def _tell_other(register: Register, sheet: Sheet) -> None:
    """Tell of a file that is of another register, or of scores.

    Raises:
        UnreadableError: it is.
    """

    def places(kind: type[Register]) -> Collection[str]:
        head = _best_head(kind, sheet)
        return head.places if head else ()

    others = [kind for kind in REGISTERS.values() if not isinstance(register, kind)]
    if told := seeming(register, others, sheet, places):
        raise UnreadableError(told)


def _head_at(known: dict[str, str], sheet: Sheet, place: int) -> _Head:
    texts = tuple(column[place].as_py() for column in sheet.columns)
    places: dict[str, int] = {}
    for at, text in enumerate(texts):
        if (key := known.get(plain(text))) is not None:
            places.setdefault(key, at)
    return _Head(place + 1, texts, places)


def _by_place(register: Register, head: _Head) -> bool:
    return len(head.texts) == len(register.columns) and len(head.places) < len(register.columns) / 2


def _in_order(register: Register) -> dict[str, int]:
    return {column.key: place for place, column in enumerate(register.columns)}


def _numbers(register: Register, sheet: Sheet, head: _Head) -> list[int]:
    """Row numbers of the data; a second line of headings, without any digit, is none."""
    numbers = [int(place) + 1 for place in sheet.data_rows(head.number + 1)]
    places = [head.places[key] for key in register.identity if key in head.places]
    while numbers and register.in_order and not _tells(sheet, numbers[0], places):
        del numbers[0]
    return numbers


def _tells(sheet: Sheet, number: int, places: list[int]) -> bool:
    return any(sheet.columns[place][number - 1].as_py() for place in places)


def _first(sheet: Sheet, number: int) -> str:
    """The first cell of a row that holds anything."""
    cells = (str(column[number - 1].as_py()) for column in sheet.columns)
    return next(filter(None, cells), "")


def _empty(head: _Head, numbers: list[int]) -> Iterator[Problem]:
    if not numbers:
        told = f"ไม่มีแถวข้อมูล: ใส่ข้อมูลตั้งแต่แถว {head.number + 1} ใต้หัวคอลัมน์"
        yield error(head.number, "", "", told, "no-rows")


def _missing(register: Register, head: _Head) -> Iterator[Problem]:
    for column in register.columns:
        if column.required and column.key not in head.places:
            names = " หรือ ".join((column.heading, *column.synonyms[:2]))
            message = f"ไม่พบคอลัมน์ {column.heading}: เพิ่มคอลัมน์ที่มีหัวว่า {names}"
            yield error(head.number, column.heading, "", message, "missing-column")


def _doubled(register: Register, head: _Head) -> Iterator[Problem]:
    times = Counter(plain(text) for text in head.texts if text)
    for place in head.places.values():
        text = head.texts[place]
        if not register.in_order and times[plain(text)] > 1:
            message = f"หัวคอลัมน์ {text} ซ้ำกัน: เหลือไว้คอลัมน์เดียว"
            yield error(head.number, text, text, message, "doubled-column")


def _parsed(column: Column, head: _Head, sheet: Sheet, numbers: list[int]) -> Parsed:
    place = head.places[column.key]
    cells = sheet.columns[place].take(pa.array([number - 1 for number in numbers], pa.int64()))
    heading = head.texts[place] or column.heading
    return parse(Field(column.key, column.canonical, column.mend), heading, cells)


def _refused(column: Column, cells: Parsed, numbers: list[int]) -> Iterator[Problem]:
    for place, faulty in enumerate(cells.faulty()):
        if faulty:
            text = cells.texts[cells.codes[place]]
            shown = "…" if column.personal and text else text
            yield refused(cells.field, numbers[place], cells.heading, shown)


def _texts(cells: Parsed) -> list[str]:
    values = ["" if value is FAULTY else value for value in cells.values]
    return [values[code] for code in cells.codes]
