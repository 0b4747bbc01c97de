"""An instrument written as an XLSForm workbook. The same content has the same bytes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO

import xlsxwriter
from pyxform.xls2xform import convert

from khet.documents.xlsform.choices import LEVEL, YES_NO
from khet.documents.xlsform.items import LEVEL_COLUMNS, LEVEL_SHOWN
from khet.documents.xlsform.types import BEGIN, END, TYPES
from khet.rules.instruments import Choice, Content, Item, ItemKind, Part

LANGUAGE = "Thai (th)"
_MADE = datetime(2000, 1, 1)
_LABEL = f"label::{LANGUAGE}"
_HINT, _MESSAGE = f"hint::{LANGUAGE}", f"constraint_message::{LANGUAGE}"
_SURVEY = (
    *("type", "name", _LABEL, _HINT, "required", "relevant", "constraint", _MESSAGE),
    *("calculation", "khet_weight", "khet_na", *LEVEL_COLUMNS),
)
_CHOICES = ("list_name", "name", _LABEL)
_SETTINGS = ("form_title", "form_id", "version", "default_language", "khet_bands")
_WIDE = {_LABEL: 50, _HINT: 30, "relevant": 24, "constraint": 24, "type": 24, "name": 20}
_SAID = {True: "yes", False: ""}
_YES_NO = (Choice("yes", "ใช่"), Choice("no", "ไม่ใช่"))
_RICH = "<r>", "</r>"
"""Between these the writer takes text for markup of its own."""


def write(content: Content, title: str, form_id: str, version: str) -> bytes:
    """The workbook of an instrument that has no flaws, as pyxform takes it.

    Raises:
        PyXFormError: pyxform doesn't take it.
    """
    out = BytesIO()
    settings = (title, form_id, version, LANGUAGE, content.bands)
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": _MADE, "title": title})
        _sheet(book, "survey", _SURVEY, [row for part in content.parts for row in _part(part)])
        _sheet(book, "choices", _CHOICES, _lists(content.items))
        _sheet(book, "settings", _SETTINGS, [dict(zip(_SETTINGS, settings, strict=True))])
    made = out.getvalue()
    convert(made, file_type=".xlsx")
    return made


def _part(part: Part) -> Iterable[Mapping[str, str]]:
    yield {"type": BEGIN, "name": part.name, _LABEL: part.title, "relevant": part.relevant}
    yield from map(_item, part.items)
    yield {"type": END}


def _item(item: Item) -> Mapping[str, str]:
    return {
        "type": f"{TYPES[item.kind]} {_list_of(item)}".rstrip(),
        "name": item.name,
        _LABEL: item.label,
        _HINT: item.hint,
        "required": _SAID[item.required],
        "relevant": item.relevant,
        "constraint": item.constraint,
        _MESSAGE: item.message,
        "calculation": item.calculation,
        "khet_weight": str(item.weight) if item.weight else "",
        "khet_na": _SAID[item.may_skip],
        **dict(zip(LEVEL_COLUMNS, item.levels, strict=False)),
    }


def _list_of(item: Item) -> str:
    """The list of choices of an item; the names of the two that are shared end otherwise."""
    if item.kind == ItemKind.YES_NO:
        return YES_NO
    if item.kind == ItemKind.LEVEL and not item.levels:
        return LEVEL
    chosen = item.kind in (ItemKind.LEVEL, ItemKind.ONE, ItemKind.MANY)
    return f"{item.name}_list" if chosen else ""


def _lists(items: Iterable[Item]) -> Iterable[Mapping[str, str]]:
    lists = {name: _choices(item) for item in items if (name := _list_of(item))}
    for name, choices in lists.items():
        for choice in choices:
            yield {"list_name": name, "name": choice.name, _LABEL: choice.label}


def _choices(item: Item) -> Iterable[Choice]:
    if item.kind == ItemKind.YES_NO:
        return _YES_NO
    if item.kind == ItemKind.LEVEL:
        shown = zip(LEVEL_SHOWN, item.levels or LEVEL_SHOWN.values(), strict=True)
        return [Choice(*pair) for pair in shown]
    return item.choices


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[Mapping[str, str]],
) -> None:
    """Write a sheet, all of it text, so that nothing is taken for a formula or a number."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:Z20000"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
        sheet.set_column(place, place, _WIDE.get(column, 16), plain)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if text := row.get(column, ""):
                _write(sheet, line, place, text, plain)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, text: str, shape: object
) -> None:
    if text.startswith(_RICH[0]) and text.endswith(_RICH[1]):
        sheet.write_rich_string(line, place, text[:1], text[1:2], text[2:], shape)
    else:
        sheet.write_string(line, place, text, shape)
