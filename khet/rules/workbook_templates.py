"""Which cells of an office's own workbook are to be filled in.

- On a protected sheet they are the unlocked cells. Rows below one another with the same unlocked
  cells, a heading above and no words of their own are a table: each row filled in is one.
- On a sheet that isn't protected they are the empty cells below the heading row: the first row with
  two or more filled cells beside each other, under one of which the next row is empty. Where the
  rows below have words of their own, each empty cell in them is one answer; where they are empty or
  only numbered, the sheet is a table that ends before the next row with words.
- Hidden sheets, rows and columns are nobody's to fill in. Formulas of a sheet that asks something
  are read as well, as what they came to.

Source: the office's own way with such files, put into rules.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khet.rules.workbook_cells import (
    Book,
    Cell,
    Limit,
    Page,
    Place,
    is_date_shape,
    is_number_shape,
)
from khet.rules.workbook_grid import Grid, by_row, runs

MOST_ASKED, MOST_ROWS = 3_000, 2_000
"""Cells of one template that are answers of their own, and rows of a table."""
_ENOUGH = 2


class Kind(StrEnum):
    """What belongs into a cell."""

    ANY = "any"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    LIST = "list"
    FORMULA = "formula"


@dataclass(frozen=True)
class Asked:
    """A cell to be filled in; of a table's column its first one.

    ``label`` is made of the words to its left and above it. ``percent`` is whether the cell shows
    its number as one.
    """

    place: Place
    label: str
    kind: Kind
    required: bool = False
    limit: Limit | None = None
    percent: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of the same columns, as many of them filled in as a school has.

    A row in which only columns that are ``numbered`` or calculated say something isn't filled in.
    """

    top: int
    bottom: int
    columns: tuple[Asked, ...]
    numbered: frozenset[int] = frozenset()

    def column_at(self, place: Place) -> Asked | None:
        """The column of a place in one of the table's rows."""
        if not self.top <= place[0] <= self.bottom:
            return None
        return next((one for one in self.columns if one.place[1] == place[1]), None)


@dataclass(frozen=True)
class Sheet:
    """A sheet to be filled in: what stands fixed, single answers, and at most one table."""

    name: str
    protected: bool
    fixed: Mapping[Place, Cell]
    single: tuple[Asked, ...]
    table: Table | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is to be filled in on it."""
        return bool(self.single) or self.table is not None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The single answers, then the columns of the table."""
        return (*self.single, *(self.table.columns if self.table else ()))


@dataclass(frozen=True)
class Template:
    """An office's workbook: the sheets that are seen, and the names of those that are hidden."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    linked: bool = False

    @property
    def asked(self) -> list[Asked]:
        """Everything that is to be filled in, or read of a formula."""
        return [one for sheet in self.sheets for one in sheet.asked]


def template_of(book: Book) -> Template:
    """What a workbook asks.

    >>> page = Page("ข้อมูล", {(1, 1): Cell("รายการ"), (1, 2): Cell("จำนวน *"), (2, 1): Cell("โต๊ะ")})
    >>> [sheet] = template_of(Book((page,))).sheets
    >>> [(one.place, one.label, one.required) for one in sheet.single]
    [((2, 2), 'โต๊ะ – จำนวน', True)]
    >>> blank = Page("ข้อมูล", {(1, 1): Cell("ชื่อ"), (1, 2): Cell("จำนวน")})
    >>> [sheet] = template_of(Book((blank,))).sheets
    >>> sheet.table.top, [one.label for one in sheet.table.columns]
    (2, ['ชื่อ', 'จำนวน'])
    """
    shown = tuple(_sheet(page) for page in book.pages if not page.hidden)
    return Template(shown, tuple(page.name for page in book.pages if page.hidden), book.linked)


def _sheet(page: Page) -> Sheet:
    grid = Grid(page)
    table = _on_protected(page, grid) if page.protected else _on_open(grid)
    fixed = {p: c for p, c in page.cells.items() if c.filled and p not in grid.open}
    asked = [p for p in grid.open if not (table and table.column_at(p))]
    if asked or table:
        asked += [p for p, c in fixed.items() if c.formula and grid.seen(p) and not _of(table, p)]
    single = tuple(_asked(page, grid, place) for place in sorted(asked))
    return Sheet(page.name, page.protected, fixed, single, table)


def _of(table: Table | None, place: Place) -> bool:
    return table is not None and table.column_at(place) is not None


def _asked(page: Page, grid: Grid, place: Place) -> Asked:
    """A place with what belongs there; one that isn't open has a formula or numbers the row."""
    cell, limit = grid.cell(place), page.limit_at(place)
    label, required = grid.label(place)
    if place not in grid.open:
        return Asked(place, label, Kind.FORMULA if cell.formula else Kind.ANY)
    return Asked(place, label, kind_of(cell.shape, limit), required, limit, "%" in cell.shape)


def _on_protected(page: Page, grid: Grid) -> Table | None:
    """The table of a protected sheet; every unlocked cell is open."""
    grid.open = {p for p, c in page.cells.items() if not c.locked and grid.free(p)}
    blocks: list[list[int]] = [[]]
    last: tuple[int, list[int]] | None = None
    for row, columns in by_row(grid.open):
        if last != (row - 1, columns) or grid.worded(row):
            blocks.append([])
        blocks[-1].append(row)
        last = (row, columns)
    rows = max(blocks, key=len)
    if len(rows) < _ENOUGH or grid.worded(rows[0]):
        return None
    columns = [c for r, c in sorted(grid.open) if r == rows[0]]
    if not any(grid.above((rows[0], column)) for column in columns):
        return None
    beside = [p[1] for p, c in page.cells.items() if p[0] == rows[0] and c.filled and grid.seen(p)]
    return _table(page, grid, rows, {*columns, *beside})


def _table(page: Page, grid: Grid, rows: Sequence[int], columns: Iterable[int]) -> Table:
    first = rows[0]
    made = tuple(_asked(page, grid, (first, column)) for column in sorted(columns))
    figures = {c for c in columns if (first, c) not in grid.open}
    numbered = {c for c in figures if not grid.cell((first, c)).formula}
    return Table(first, rows[-1], made, frozenset(numbered))


def _on_open(grid: Grid) -> Table | None:
    """The table of a sheet that isn't protected; else its empty cells beside words are open."""
    found = _heading(grid)
    if found is None:
        return None
    head, columns = found
    first = head + 1
    if grid.worded(first, columns):
        worded = list(_worded_rows(grid, first, columns))
        places = ((row, column) for row in worded for column in columns)
        grid.open = {p for p in places if not grid.text(p) and grid.free(p)}
        return None
    seen = [c for c in columns if grid.free((first, c))]
    grid.open = {(first, c) for c in seen if not grid.text((first, c))}
    after = grid.next_words(first) or first + MOST_ROWS
    rows = range(first, min(after, first + MOST_ROWS))
    return _table(grid.page, grid, rows, seen)


def _heading(grid: Grid) -> tuple[int, list[int]] | None:
    """The heading row of a sheet that isn't protected, and its columns."""
    filled = grid.filled()
    for row, filled_columns in by_row(filled):
        for columns in runs(filled_columns):
            several = {grid.origin((row, column)) for column in columns}
            below = any((row + 1, column) not in filled for column in columns)
            words = any(isinstance(grid.cell(place).value, str) for place in several)
            if len(several) >= _ENOUGH and below and words:
                return row, columns
    return None


def _worded_rows(grid: Grid, first: int, columns: list[int]) -> Iterator[int]:
    """The rows from there on that have something in one of the columns."""
    row = first
    while any(grid.text((row, column)) for column in columns):
        yield row
        row += 1


def kind_of(shape: str, limit: Limit | None) -> Kind:
    """What belongs into a cell: its limit says so, else its number format.

    >>> kind_of("General", None), kind_of("0.00", None), kind_of("d mmm yyyy", None)
    (<Kind.ANY: 'any'>, <Kind.NUMBER: 'number'>, <Kind.DATE: 'date'>)
    """
    by_limit = {
        "whole": Kind.WHOLE,
        "decimal": Kind.NUMBER,
        "date": Kind.DATE,
        "textLength": Kind.TEXT,
        "list": Kind.LIST if limit and limit.items else None,
    }
    if found := by_limit.get(limit.kind if limit else ""):
        return found
    if is_date_shape(shape):
        return Kind.DATE
    if is_number_shape(shape):
        return Kind.NUMBER
    return Kind.TEXT if shape == "@" else Kind.ANY
