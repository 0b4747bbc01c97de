"""Running numbers of tables: the column ที่ or ลำดับที่, in tables of cells and of spaced text."""

import re
from collections.abc import Iterator, Sequence

from khet.rules.checking.reading.items import Item
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_NAMES = {"ที่", "ลำดับ", "ลำดับที่", "ลำดับ ที่", "ข้อ", "ข้อที่", "no.", "no", "เลขที่ลำดับ"}
_HEAD = re.compile(r"(?:ที่|ลำดับ(?: ?ที่)?|[Nn]o\.) (?:\| ?)?[\u0e01-\u0e4e]")
_CELL = re.compile(r"(\d{1,3})[.)]?")
_ROW = re.compile(r"(\d{1,3})[.)]? (?!ล้าน|แสน|หมื่น|พัน|บาท|คน|โรง|แห่ง)([^\d\s].*)")
_SPACED = re.compile(r"\S(?:\t| {2,})\S|\S\s.*\s[\d,.]+(?:\s|$)|\|")
_BETWEEN, _LONGEST = 2, 100
STYLE = "row"


def running_in(lines: Sequence[Line]) -> list[Listing]:
    """The running numbers of each table, as lists; a number 1 begins a new one.

    >>> from khet.rules.checking.reading.stream import Line
    >>> rows = [("ที่", "โรงเรียน"), ("1", "บ้านเหนือ"), ("2", "บ้านใต้"), ("๔", "บ้านกลาง")]
    >>> stream = [Line(n, " | ".join(row), cells=row, table=1) for n, row in enumerate(rows, 1)]
    >>> [[one.parts[0] for one in listing.items] for listing in running_in(stream)]
    [[1, 2, 4]]
    """
    return [*_of_cells(lines), *_of_text(lines)]


def _of_cells(lines: Sequence[Line]) -> Iterator[Listing]:
    table, column, run = 0, -1, list[Item]()
    for at, line in enumerate(lines):
        if line.table != table:
            yield from _listing(run)
            table, column, run = line.table, -1, []
        if not line.cells:
            continue
        cells = [plain(cell) for cell in line.cells]
        column = _headed(cells, column)
        found = _CELL.fullmatch(cells[column]) if 0 <= column < len(cells) else None
        if found and any(cells[column + 1 :]) and not all(_is_number(cell) for cell in cells):
            item = _item(at, found[1], " ".join(cells[column + 1 :]), f"t{table}.{column}")
            if item.parts == (1,) and run and run[-1].parts != (1,):
                yield from _listing(run)
                run = []
            run.append(item)
    yield from _listing(run)


def _headed(cells: Sequence[str], column: int) -> int:
    """The column whose header this row has, else the one known so far."""
    for place, cell in enumerate(cells):
        if cell.lower() in _NAMES and not any(_is_number(other) for other in cells):
            return place
    return column


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d,.%\s()-]*", cell))


def _item(at: int, number: str, text: str, room: str) -> Item:
    return Item(at, (int(number),), STYLE, text, 0, room)


def _listing(run: Sequence[Item]) -> Iterator[Listing]:
    if len(run) > 1:
        yield Listing(STYLE, tuple(run))


def _is_head(text: str) -> bool:
    """Whether a line that begins with ที่ has names of columns: three words or more, no figures."""
    return text.count(" ") > 1 and len(text) <= _LONGEST and not any(map(str.isdigit, text))


def _of_text(lines: Sequence[Line]) -> Iterator[Listing]:
    """Rows of spaced text under a header line that begins with ที่ or ลำดับ."""
    run: list[Item] = []
    under, last = False, 0
    for at, line in enumerate(lines):
        text = "" if line.cells else plain(line.text)
        if under and at - last > _BETWEEN:
            yield from _listing(run)
            run, under = [], False
        if _HEAD.match(text) and _is_head(text):
            under, last = True, at
        elif under and (found := _ROW.match(text)) and _SPACED.search(line.text.strip()):
            if int(found[1]) == 1 and run and run[-1].parts != (1,):
                yield from _listing(run)
                run = []
            run.append(_item(at, found[1], found[2], ""))
            last = at
    yield from _listing(run)
