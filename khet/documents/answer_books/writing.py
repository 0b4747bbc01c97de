"""What schools wrote into one workbook, together, as a workbook: to sort, filter and reckon with.

Numbers are numbers, days are days, and everything else is text: what a school typed is never a
formula, whichever letter it begins with. The same answers have the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from khet.rules.workbook_cells import Value

_FONT = {"font_name": "Sarabun", "font_size": 11}
_HEAD = {**_FONT, "bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
_NARROWEST, _WIDEST, _LONGEST_NAME = 9, 40, 31
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count days otherwise."""
_NEVER = datetime(1980, 1, 1)
_SHAPES = {
    "text": {},
    "day": {"num_format": "[$-107041E]d mmm yyyy", "align": "left"},
    "percent": {"num_format": "0.00%"},
}


@dataclass(frozen=True)
class Leaf:
    """A sheet: its columns, those that show percents, its rows, and lines below them.

    The first ``frozen`` columns stay in sight.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value | None]]
    below: Sequence[Sequence[Value | None]] = ()
    percents: frozenset[int] = frozenset()
    frozen: int = 0


def merged_book(leaves: Iterable[Leaf]) -> bytes:
    """The workbook of the sheets in their order; names that are taken get a number."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _NEVER})
    shapes = {name: book.add_format({**_FONT, **more}) for name, more in _SHAPES.items()}
    shapes |= {"head": book.add_format(_HEAD)}
    taken: set[str] = set()
    for leaf in leaves:
        page = book.add_worksheet(_named(leaf.name, taken))
        _lay_out(page, leaf)
        for column, name in enumerate(leaf.columns):
            page.write_string(0, column, name, shapes["head"])
        lines = [*leaf.rows, *([()] if leaf.below else ()), *leaf.below]
        for row, line in enumerate(lines, 1):
            for column, value in enumerate(line):
                _write(page, (row, column), value, shapes, column in leaf.percents)
    book.close()
    return out.getvalue()


def _write(
    page: Any, place: tuple[int, int], value: Value | None, shapes: dict[str, Any], percent: bool
) -> None:
    if isinstance(value, bool):
        page.write_boolean(*place, value, shapes["text"])
    elif isinstance(value, Decimal):
        page.write_number(*place, value, shapes["percent" if percent else "text"])
    elif isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(*place, value, shapes["day"])
    elif value is not None and value != "":
        page.write_string(*place, str(value), shapes["text"])


def _lay_out(page: Any, leaf: Leaf) -> None:
    for column, name in enumerate(leaf.columns):
        told = (row[column] for row in leaf.rows if column < len(row))
        longest = max([min(len(name), _WIDEST // 2), *(len(str(v)) for v in told if v is not None)])
        page.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    page.autofilter(0, 0, len(leaf.rows), max(len(leaf.columns) - 1, 0))
    page.freeze_panes(1, leaf.frozen)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _named(name: str, taken: set[str]) -> str:
    """A name of a sheet that no other bears, whatever its case."""
    plain = "".join(" " if letter in r"[]:*?/\'" else letter for letter in name)
    found, number = plain[:_LONGEST_NAME], 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[: _LONGEST_NAME - 4]} {number}"
    taken.add(found.casefold())
    return found
