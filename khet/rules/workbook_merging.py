"""What schools wrote into one workbook, together: a row a school, or a row for each of its rows.

Columns of numbers are summed over what was told; how many schools told one, and how many didn't, is
said beside it. A text in a column in which nearly all wrote numbers is odd. Source: what offices do
with such files by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.workbook_cells import Value, place_of, ref
from khet.rules.workbook_templates import Asked, Kind, Sheet, Table, Template

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
    """One sheet of all schools: its columns, rows, totals (``None`` where none), what is odd."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total | None, ...]
    different: tuple[Different, ...] = ()


def merged(template: Template, answers: Sequence[Cells]) -> list[Merged]:
    """The sheets of all who answered, in the order of the answers.

    >>> asked = Asked((2, 2), "โต๊ะ", Kind.NUMBER)
    >>> asks = Template((Sheet("ก", True, {}, (asked,)),))
    >>> [sheet] = merged(asks, [{"ก": {"B2": Decimal(3)}}, {}, {"ก": {"B2": Decimal(0)}}])
    >>> sheet.rows
    ((0, (Decimal('3'),)), (1, (None,)), (2, (Decimal('0'),)))
    >>> sheet.totals
    (Total(sum=Decimal('3'), counted=2, missing=1),)
    """
    return [_merged(sheet, answers) for sheet in template.sheets if sheet.asks]


def _merged(sheet: Sheet, answers: Sequence[Cells]) -> Merged:
    told = [cells.get(sheet.name, {}) for cells in answers]
    lines = [(n, line) for n, cells in enumerate(told) for line in _lines(sheet, cells)]
    rows = tuple((n, tuple(cells.get(cell) for cell in line)) for n, (cells, line) in lines)
    numbered = sheet.table.numbered if sheet.table else frozenset[int]()
    totals, different = [], []
    for at, asked in enumerate(sheet.asked):
        column = [
            (n, line[1][at], row[at]) for (n, line), (_n, row) in zip(lines, rows, strict=True)
        ]
        if asked in sheet.single:
            column = list({n: (n, cell, value) for n, cell, value in column}.values())
        different += _different(asked, column)
        counts = asked in sheet.single or asked.place[1] not in numbered
        totals.append(_total(asked, column, len(answers)) if counts else None)
    return Merged(sheet.name, _names(sheet.asked), rows, tuple(totals), tuple(different))


Line = tuple[Mapping[str, Value], tuple[str, ...]]
Column = Sequence[tuple[int, str, Value | None]]


def _lines(sheet: Sheet, cells: Mapping[str, Value]) -> list[Line]:
    """Which cells make the rows of one school: one row, or one for each row of the table."""
    single = tuple(ref(one.place) for one in sheet.single)
    if sheet.table is None:
        return [(cells, single)]
    rows = _rows(sheet.table, cells) or [0]
    columns = [one.place[1] for one in sheet.table.columns]
    return [(cells, (*single, *(ref((row, c)) if row else "" for c in columns))) for row in rows]


def _rows(table: Table, cells: Mapping[str, Value]) -> list[int]:
    """The rows of the table that say more than a number or a formula."""
    quiet = table.numbered | {c.place[1] for c in table.columns if c.kind == Kind.FORMULA}
    places = map(place_of, cells)
    return sorted({p[0] for p in places if table.column_at(p) and p[1] not in quiet})


def _names(asked: Sequence[Asked]) -> tuple[str, ...]:
    """The names of columns; of those that are called the same, the cell is told too."""
    count = Counter(one.label for one in asked)
    return tuple(
        one.label if count[one.label] == 1 else f"{one.label} ({ref(one.place)})" for one in asked
    )


def _total(asked: Asked, column: Column, schools: int) -> Total | None:
    told = [(n, value) for n, _cell, value in column if value is not None]
    numbers = [(n, value) for n, value in told if isinstance(value, Decimal)]
    if asked.kind not in _SUMMED or asked.percent or not numbers or len(numbers) < len(told):
        return None
    counted = len({n for n, _value in numbers})
    return Total(sum((value for _n, value in numbers), Decimal()), counted, schools - counted)


def _different(asked: Asked, column: Column) -> list[Different]:
    """Texts among numbers, in a column that asks for neither."""
    texts = [(n, cell, value) for n, cell, value in column if isinstance(value, str)]
    numbers = sum(isinstance(value, Decimal) for _n, _cell, value in column)
    if asked.kind != Kind.ANY or numbers < max(_FEWEST, _LIKE_OTHERS * len(texts)):
        return []
    return [Different(n, cell, asked.label, value) for n, cell, value in texts]
