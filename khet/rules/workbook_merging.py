"""What schools wrote into one workbook, together: a row a school, and all rows of their tables.

Columns of numbers, but not of years, are summed over what was told; how many schools told one, and
how many didn't, is said beside it. A text in a column in which nearly all wrote numbers is odd.
Source: what offices do with such files by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.workbook_cells import Value, place_of, ref
from khet.rules.workbook_templates import Asked, Kind, Sheet, Table, Template
from khet.rules.workbook_years import are_years

Cells = Mapping[str, Mapping[str, Value]]
"""What one school wrote, by sheet and cell."""
Row = tuple[int, tuple[Value | None, ...]]
"""Whose row it is (the place among the schools), and its values."""
_SUMMED = (Kind.NUMBER, Kind.WHOLE, Kind.FORMULA, Kind.ANY)
_LIKE_OTHERS, _FEWEST = 3, 3


@dataclass(frozen=True)
class Total:
    """A column's sum, how many schools told a number in it, and how many that answered didn't."""

    sum: Decimal
    counted: int
    missing: int


@dataclass(frozen=True)
class Different:
    """A text where the others wrote numbers: whose, in which cell, called what."""

    school: int
    cell: str
    label: str
    value: str


@dataclass(frozen=True)
class Merged:
    """One sheet of all schools: what its columns ask, its rows, totals (``None`` where none).

    Single answers are one row a school; a ``table`` has all rows of all schools, and no row of a
    school that filled in none.
    """

    name: str
    table: bool
    columns: tuple[Asked, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total | None, ...]
    different: tuple[Different, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns; of those that are called the same, the cell is told too."""
        count = Counter(one.label for one in self.columns)
        return tuple(
            one.label if count[one.label] == 1 else f"{one.label} ({ref(one.place)})"
            for one in self.columns
        )


def merged(template: Template, answers: Sequence[Cells]) -> list[Merged]:
    """The sheets of all who answered, in the order of the answers; single answers before a table.

    >>> asked = Asked((2, 2), "โต๊ะ", Kind.NUMBER)
    >>> asks = Template((Sheet("ก", True, {}, (asked,)),))
    >>> [sheet] = merged(asks, [{"ก": {"B2": Decimal(3)}}, {}, {"ก": {"B2": Decimal(0)}}])
    >>> sheet.rows
    ((0, (Decimal('3'),)), (1, (None,)), (2, (Decimal('0'),)))
    >>> sheet.totals
    (Total(sum=Decimal('3'), counted=2, missing=1),)
    """
    found = []
    for sheet in template.sheets:
        told = [cells.get(sheet.name, {}) for cells in answers]
        if sheet.single:
            line = [ref(one.place) for one in sheet.single]
            lines = [(n, line) for n in range(len(told))]
            found.append(_merged(sheet, None, told, lines))
        if sheet.table:
            lines = [
                (n, line) for n, cells in enumerate(told) for line in _lines(sheet.table, cells)
            ]
            found.append(_merged(sheet, sheet.table, told, lines))
    return found


def _merged(
    sheet: Sheet,
    table: Table | None,
    told: Sequence[Mapping[str, Value]],
    lines: Sequence[tuple[int, list[str]]],
) -> Merged:
    columns = table.columns if table else sheet.single
    rows = tuple((n, tuple(told[n].get(cell) for cell in line)) for n, line in lines)
    totals, different = [], []
    for at, asked in enumerate(columns):
        column = [(n, line[at], told[n].get(line[at])) for n, line in lines]
        different += _different(asked, column)
        numbers = table is not None and asked.place[1] in table.numbered
        totals.append(None if numbers else _total(asked, column, len(told)))
    return Merged(sheet.name, table is not None, columns, rows, tuple(totals), tuple(different))


def _lines(table: Table, cells: Mapping[str, Value]) -> list[list[str]]:
    """The cells of each row of a table that a school filled in."""
    columns = [one.place[1] for one in table.columns]
    return [[ref((row, column)) for column in columns] for row in _rows(table, cells)]


def _rows(table: Table, cells: Mapping[str, Value]) -> list[int]:
    """The rows of the table that say more than a number or a formula."""
    quiet = table.numbered | {c.place[1] for c in table.columns if c.kind == Kind.FORMULA}
    places = map(place_of, cells)
    return sorted({p[0] for p in places if table.column_at(p) and p[1] not in quiet})


def _total(
    asked: Asked, column: Sequence[tuple[int, str, Value | None]], schools: int
) -> Total | None:
    told = [(n, value) for n, _cell, value in column if value is not None]
    numbers = [(n, value) for n, value in told if isinstance(value, Decimal)]
    if asked.kind not in _SUMMED or asked.percent or not numbers or len(numbers) < len(told):
        return None
    if are_years(asked.label, [value for _n, value in numbers]):
        return None
    counted = len({n for n, _value in numbers})
    return Total(sum((value for _n, value in numbers), Decimal()), counted, schools - counted)


def _different(asked: Asked, column: Sequence[tuple[int, str, Value | None]]) -> list[Different]:
    """Texts among numbers, in a column that asks for neither."""
    texts = [(n, cell, value) for n, cell, value in column if isinstance(value, str)]
    numbers = sum(isinstance(value, Decimal) for _n, _cell, value in column)
    if asked.kind != Kind.ANY or numbers < max(_FEWEST, _LIKE_OTHERS * len(texts)):
        return []
    return [Different(n, cell, asked.label, value) for n, cell, value in texts]
