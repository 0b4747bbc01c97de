"""Files made to bring the reader down: refused in words, and the process lives on."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from khet.figures.intake.sheets import TOO_WIDE, UnreadableError, read_sheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _cell(place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>ก</t></is></c>'


def _book(path: Path, rows: str) -> Path:
    """A workbook whose sheet holds these rows of XML."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


@pytest.mark.parametrize("last", ["XFD1048576", "ZZ1000000", "GR100001"])
def test_a_book_with_its_cells_far_apart_is_refused(tmp_path: Path, last: str) -> None:
    number = last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = f'<row r="1">{_cell("A1")}</row><row r="{number}">{_cell(last)}</row>'
    path = _book(tmp_path / "far.xlsx", rows)
    assert path.stat().st_size < 10_000
    with pytest.raises(UnreadableError, match=TOO_WIDE):
        read_sheet(path, path.name)


def test_an_empty_book_has_no_cells(tmp_path: Path) -> None:
    path = _book(tmp_path / "empty.xlsx", "")
    assert read_sheet(path, path.name).height == 0


def test_a_csv_file_of_one_long_row_and_many_short_ones_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "far.csv"
    path.write_text("," * 10_000 + "\n" + "ก\n" * 10_000, encoding="utf-8")
    with pytest.raises(UnreadableError, match=TOO_WIDE):
        read_sheet(path, path.name)
