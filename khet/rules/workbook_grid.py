"""The words of a sheet around its cells: what a cell to be filled in is called.

A cell's name is the nearest words to the left in its row and the heading above it in its column;
of a heading in several rows all of them, but not the title of the sheet. A heading that ends with
``*`` asks for an answer. Source: how offices lay out forms and tables.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from khet.rules.thai import tidy
from khet.rules.workbook_cells import Area, Cell, Page, Place, ref

_MOST_COVERED = 20_000
_YEARS = range(1990, 2701)


class Grid:
    """A sheet with what stands in it and over which places that reaches.

    ``open`` are the places to be filled in, as far as they are known: words in them name nothing.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._origin: dict[Place, Place] = {}
        self._wide: dict[Place, Area] = {}
        for area in page.merged:
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= _MOST_COVERED:
                self._wide[area.top, area.left] = area
                self._origin |= dict.fromkeys(_places(area), (area.top, area.left))
        self._rows: defaultdict[int, list[Place]] = defaultdict(list)
        for place, cell in page.cells.items():
            if isinstance(cell.value, str) and not cell.formula:
                self._rows[place[0]].append(place)
        self.open: Collection[Place] = frozenset()

    def cell(self, place: Place) -> Cell:
        """What stands there."""
        return self.page.cells.get(place, Cell())

    def seen(self, place: Place) -> bool:
        """Whether somebody who looks at the sheet sees that place."""
        row, column = place
        return row not in self.page.hidden_rows and column not in self.page.hidden_columns

    def free(self, place: Place) -> bool:
        """Whether a value can stand there: not inside a merged cell, and in sight."""
        return self.origin(place) == place and self.seen(place)

    def origin(self, place: Place) -> Place:
        """The cell whose content is seen there."""
        return self._origin.get(place, place)

    def text(self, place: Place) -> str:
        """What is read there, a merged cell's all over it."""
        cell = self.cell(self.origin(place))
        return tidy(str(cell.value)) if cell.value is not None else cell.formula or cell.error

    def filled(self) -> set[Place]:
        """All places where something is seen."""
        found = {p for p, c in self.page.cells.items() if c.filled}
        return found | {p for p, origin in self._origin.items() if self.cell(origin).filled}

    def worded(self, row: int, columns: Collection[int] | None = None) -> bool:
        """Whether a row has words, in one of the columns, that nobody is asked to write."""
        places = (p for p in self._rows.get(row, ()) if p not in self.open)
        return any(columns is None or column in columns for _row, column in places)

    def next_words(self, row: int) -> int | None:
        """The first row below with words, if there is one."""
        return min((there for there in self._rows if there > row), default=None)

    def label(self, place: Place) -> tuple[str, bool]:
        """What a cell is called, and whether one of its headings asks for it.

        >>> words = {(1, 2): Cell("จำนวน *"), (2, 1): Cell("โต๊ะ"), (2, 2): Cell(locked=False)}
        >>> Grid(Page("ข้อมูล", words)).label((2, 2))
        ('โต๊ะ – จำนวน', True)
        """
        words = [word for word in (self._left(place), self.above(place)) if word]
        plain = [word.rstrip("* ").strip(": ") for word in words]
        label = " – ".join(dict.fromkeys(word for word in plain if word))
        return label or ref(place), any(word.endswith("*") for word in words)

    def above(self, place: Place) -> str:
        """The heading above, past what is to be filled in or only counts; empty where none is."""
        row, column = place[0] - 1, place[1]
        while row and self._passed((row, column)):
            row -= 1
        words: list[str] = []
        while row and (row, column) not in self.open and (text := self.text((row, column))):
            if text not in words and self._heads(row, column, alone=not words):
                words.insert(0, text)
            row -= 1
        star = "*" if any(word.endswith("*") for word in words) else ""
        return " ".join(word.rstrip("* ") for word in words) + star

    def _left(self, place: Place) -> str:
        row, column = place
        for there in range(column - 1, 0, -1):
            value = self.cell(self.origin((row, there))).value
            if isinstance(value, str) and (row, there) not in self.open:
                return tidy(value)
        return ""

    def _heads(self, row: int, column: int, *, alone: bool) -> bool:
        """Whether the words there head a column, not the whole sheet as its title does."""
        wide = self._wide.get(self.origin((row, column)))
        ends = (wide.left - 1, wide.right + 1) if wide else (column - 1, column + 1)
        if any(self.cell(self.origin((row, there))).filled for there in ends):
            return True
        return alone and wide is None

    def _passed(self, place: Place) -> bool:
        cell = self.cell(place)
        if place in self.open or cell.formula:
            return True
        return isinstance(cell.value, Decimal) and cell.value not in _YEARS


def _places(area: Area) -> Iterable[Place]:
    rows = range(area.top, area.bottom + 1)
    return ((row, column) for row in rows for column in range(area.left, area.right + 1))


def by_row(places: Iterable[Place]) -> Iterator[tuple[int, list[int]]]:
    """The columns of each row that has some."""
    for row, here in groupby(sorted(places), key=lambda place: place[0]):
        yield row, [column for _row, column in here]


def runs(columns: Iterable[int]) -> list[list[int]]:
    """Columns that stand beside each other, together."""
    found: list[list[int]] = []
    for column in columns:
        if found and column == found[-1][-1] + 1:
            found[-1].append(column)
        else:
            found.append([column])
    return found
