"""The office's workbook as a page shows it: what is to be filled in, in words and a grid."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khet.rules.workbook_cells import ref
from khet.rules.workbook_templates import Asked, Kind, Sheet, Table, Template
from khet.rules.workbook_values import shown
from khet.web.office.returned.words import kind_name, limit_told, sheet_told

_ROWS, _COLUMNS, _OF_TABLE = 40, 12, 3


@dataclass(frozen=True)
class Line:
    """A cell or column that is to be filled in, in words."""

    cell: str
    label: str
    kind: str
    limit: str
    required: bool


@dataclass(frozen=True)
class Shown:
    """A cell of the grid: what stands there, or what belongs there."""

    text: str
    asked: bool = False


@dataclass(frozen=True)
class SheetShown:
    """A sheet: what is asked in words, line by line, and the beginning of its grid."""

    name: str
    told: str
    lines: list[Line]
    letters: list[str]
    rows: list[tuple[int, list[Shown]]]
    more: bool


def sheets_shown(template: Template) -> list[SheetShown]:
    """Every sheet that is seen."""
    return [_sheet(sheet) for sheet in template.sheets]


def _sheet(sheet: Sheet) -> SheetShown:
    places = [*sheet.fixed, *(one.place for one in sheet.asked)]
    begun = min(sheet.table.bottom, sheet.table.top + _OF_TABLE - 1) if sheet.table else 0
    last_row = max((begun, *(row for row, _column in places)))
    last_column = max((column for _row, column in places), default=0)
    columns = range(1, min(last_column, _COLUMNS) + 1)
    rows = [row for row in range(1, last_row + 1) if _kept(sheet.table, row)][:_ROWS]
    single = {one.place: one for one in sheet.single if one.kind != Kind.FORMULA}
    return SheetShown(
        sheet.name,
        sheet_told(sheet),
        list(_lines(sheet)),
        [ref((1, column)).rstrip("1") for column in columns],
        [(row, [_shown(sheet, single, (row, c)) for c in columns]) for row in rows],
        last_column > _COLUMNS or (bool(rows) and rows[-1] < last_row),
    )


def _kept(table: Table | None, row: int) -> bool:
    """Whether a row is shown: of a table the first ones, as the others are the same."""
    return table is None or not table.top + _OF_TABLE <= row <= table.bottom


def _shown(sheet: Sheet, single: dict[tuple[int, int], Asked], place: tuple[int, int]) -> Shown:
    fixed = sheet.fixed.get(place)
    if fixed is not None:
        return Shown(fixed.formula or shown(fixed.value) or fixed.error)
    one = single.get(place) or (sheet.table.column_at(place) if sheet.table else None)
    return Shown(kind_name(one.kind), asked=True) if one else Shown("")


def _lines(sheet: Sheet) -> Iterator[Line]:
    for one in sheet.asked:
        in_table = sheet.table is not None and one in sheet.table.columns
        column = ref((1, one.place[1])).rstrip("1")
        cell = _("คอลัมน์ %(column)s") % {"column": column} if in_table else ref(one.place)
        yield Line(cell, one.label, kind_name(one.kind), limit_told(one.limit), one.required)
