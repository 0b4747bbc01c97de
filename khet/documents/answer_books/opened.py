"""A workbook read or marked by a process of its own: the module runs itself as a script.

A small file can unpack to gigabytes or say that it has millions of merged cells; the reader then
grows until it is stopped. So each file has a process with little memory and time, never a page's.
Loading the reader takes longer than reading, so one process has it loaded and waits: for each line
of its standard input (JSON: what to do, the file, where to write, what to mark) it forks, and it
prints how that one ended. ``read`` writes the workbook as JSON; ``mark`` writes it with cells
marked: sheet, cell, what is to be said.
"""

import json
import math
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # nosec B405

if __name__ == "__main__":
    sys.modules.update(dict.fromkeys(("numpy", "lxml")))  # type: ignore[arg-type]  # not needed

import openpyxl
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.cell_range import MultiCellRange

_MEMORY, _SECONDS = 1 << 30, 20
_BROKEN, _TOO_MUCH = 3, 4
_MOST_CELLS, _MOST_SHEETS, _MOST_ITEMS = 200_000, 50, 2_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEWER = b"office/spreadsheetml/2009/9/main"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_RANGE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Z]+)\$?(\d*)(?::\$?([A-Z]+)\$?(\d*))?"
)
_SHEET = re.compile(r"xl/worksheets/[^/]+")
_MERGED = re.compile(rb'mergeCell\b[^>]*\bref="([^"]+)"')
_GROUND = "FFFFC7CE"


class _TooMuchError(Exception):
    """More cells or sheets than anybody fills in."""


def _read(path: str) -> dict[str, Any]:
    _look(path)
    with Path(path).open("rb") as file:
        reader = ExcelReader(file, keep_links=False)
        reader.read()
    parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
    book = reader.wb
    if len(book.sheetnames) > _MOST_SHEETS:
        raise _TooMuchError
    with zipfile.ZipFile(path) as box:
        linked = any(name.startswith("xl/externalLinks/") for name in box.namelist())
        pages = [_page(sheet, box.read(parts[sheet.title])) for sheet in book.worksheets]
    return {"pages": pages, "linked": linked}


def _look(path: str) -> None:
    """Refuse merged cells that reach too far: the reader makes each cell inside them."""
    with zipfile.ZipFile(path) as box:
        for name in filter(_SHEET.fullmatch, box.namelist()):
            merged = map(range_boundaries, map(bytes.decode, _MERGED.findall(box.read(name))))
            if sum((r - left + 1) * (b - t + 1) for left, t, r, b in merged) > _MOST_CELLS:
                raise _TooMuchError


def _cells(sheet: Any) -> Iterator[Any]:
    """The cells that stand in the file, but for those inside merged ones."""
    if len(sheet._cells) > _MOST_CELLS:
        raise _TooMuchError
    return (cell for cell in sheet._cells.values() if hasattr(cell, "data_type"))


def _page(sheet: Any, part: bytes) -> dict[str, Any]:
    rows, columns = sheet.row_dimensions, sheet.column_dimensions
    tree = ElementTree.fromstring(part) if b"<f" in part or _NEWER in part else None  # noqa: S314  # nosec B314
    came_to = {} if tree is None else dict(_came_to(tree))
    newer = () if tree is None else _newer(sheet, tree)
    return {
        "name": sheet.title,
        "protected": bool(sheet.protection.sheet),
        "hidden": sheet.sheet_state != "visible",
        "cells": [told for cell in _cells(sheet) if (told := _cell(cell, came_to))],
        "merged": [_area(area) for area in sheet.merged_cells.ranges],
        "limits": [*_limits(sheet), *newer],
        "hidden_rows": [number for number, row in rows.items() if row.hidden],
        "hidden_columns": [
            n for one in columns.values() if one.hidden for n in range(one.min, one.max + 1)
        ],
    }


def _came_to(tree: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    """What formulas came to when they were last calculated: the kind and the text, by cell."""
    for cell in tree.iter(f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is not None and (text := cell.findtext(f"{_MAIN}v")):
            yield cell.get("r", ""), (cell.get("t", "n"), text)


def _cell(cell: Any, came_to: dict[str, tuple[str, str]]) -> list[Any] | None:
    """Row, column, value, formula, error, locked and number format of a cell that tells any."""
    locked, shape = bool(cell.protection.locked), cell.number_format
    value, formula, error = cell.value, "", ""
    if value is None and locked and shape == "General":
        return None
    if cell.data_type == "f":
        formula = str(getattr(value, "text", value) or "=")
        value, error = _made(cell, *came_to.get(cell.coordinate, ("str", "")))
    elif cell.data_type == "e":
        value, error = None, str(value)
    told = _value(value)
    if told == ["e"]:
        told, error = None, "#NUM!"
    return [cell.row, cell.column, told, formula, error, locked, shape]


def _made(cell: Any, kind: str, text: str) -> tuple[Any, str]:
    """What a formula came to, and its error."""
    if kind == "e":
        return None, text
    if kind == "b":
        return text == "1", ""
    if kind != "n" or not text:
        return text or None, ""
    number = float(text)
    return (from_excel(number, cell.parent.parent.epoch) if cell.is_date else number), ""


def _value(value: Any) -> list[Any] | None:
    """A value with the letter of its kind; a number that is none has the letter alone."""
    if value is None or isinstance(value, bool):
        return None if value is None else ["b", value]
    if isinstance(value, int | float):
        return ["n", repr(value)] if math.isfinite(value) else ["e"]
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return ["d", day.isoformat()]
    if isinstance(value, time | timedelta):
        return ["s", str(value)]
    return ["s", _CONTROL.sub("", str(value))]


def _area(area: Any) -> list[int]:
    return [area.min_row, area.min_col, area.max_row, area.max_col]


def _limits(sheet: Any) -> Iterator[dict[str, Any]]:
    for one in sheet.data_validations.dataValidation:
        told = {"kind": one.type, "operator": one.operator, "low": one.formula1}
        areas = [_area(area) for area in one.sqref.ranges]
        yield _limit(sheet, areas, told | {"high": one.formula2})


def _newer(sheet: Any, tree: Any) -> Iterator[dict[str, Any]]:
    """Limits in the newer form, in which a list of another sheet is written, and others aren't."""
    for one in tree.iter(f"{_X14}dataValidation"):
        ends = [one.findtext(f"{_X14}formula{n}/{_XM}f") for n in (1, 2)]
        told = {"kind": one.get("type"), "operator": one.get("operator")}
        sqref = MultiCellRange(one.findtext(f"{_XM}sqref") or "")
        areas = [_area(area) for area in sqref.ranges]
        yield _limit(sheet, areas, told | {"low": ends[0], "high": ends[1]})


def _limit(sheet: Any, areas: list[list[int]], told: dict[str, Any]) -> dict[str, Any]:
    kind, low = told["kind"] or "", str(told["low"] or "")
    return {
        "areas": areas,
        "kind": kind,
        "operator": told["operator"] or "between",
        "low": low,
        "high": str(told["high"] or ""),
        "items": _items(sheet, low.lstrip("=")) if kind == "list" else [],
    }


def _items(sheet: Any, told: str) -> list[str]:
    """What a list offers: written in it, or standing in a range of cells, named or not."""
    if told.startswith('"'):
        return [item.strip() for item in told.strip('"').split(",") if item.strip()]
    names = {**sheet.parent.defined_names, **sheet.defined_names}
    found = _RANGE.fullmatch((names[told].attr_text if told in names else told).strip())
    if found is None:
        return []
    quoted, plain, left, top, right, bottom = found.groups()
    title = (quoted or plain or sheet.title).replace("''", "'")
    if title not in sheet.parent.sheetnames:
        return []
    of, last = sheet.parent[title], int(bottom or top or 0) or sheet.parent[title].max_row
    rows = of[f"{left}{top or 1}:{right or left}{min(last, int(top or 1) + _MOST_ITEMS)}"]
    values = [_value(cell.value) for row in rows for cell in row if cell.data_type != "f"]
    return [_plain(value) for value in values if value and value != ["e"]]


def _plain(value: list[Any]) -> str:
    text = str(value[1])
    return text.removesuffix(".0") if value[0] == "n" else " ".join(text.split())


def _mark(path: str, out: str, marks: list[list[str]]) -> None:
    with Path(path).open("rb") as file:
        book = openpyxl.load_workbook(file, keep_links=False)
    for sheet, name, told in marks:
        cell = book[sheet][name]
        if hasattr(cell, "data_type"):
            cell.fill = PatternFill("solid", fgColor=_GROUND)
            cell.comment = Comment(told, "Khet", height=120, width=320)
    book.save(out)


def _do(what: str, path: str, out: str, marks: list[list[str]]) -> int:
    """Do one thing, within limits; the number tells what went wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if what == "mark":
            _mark(path, out, marks)
        else:
            Path(out).write_text(json.dumps(_read(path)), encoding="utf-8")
    except (_TooMuchError, MemoryError):
        return _TOO_MUCH
    except Exception:  # a broken workbook makes the reader raise whatever it stumbles over
        return _BROKEN
    return 0


def main() -> None:
    """Do what each line asks for, each in a process of its own, until nobody asks any more."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_do(*json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
