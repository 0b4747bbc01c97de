"""The files of ``khet analyse``: all in the long layout, checked as one data set."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from khet.figures.intake.fields import LONG
from khet.figures.intake.long import Cells, check
from khet.figures.intake.problems import Problem, error
from khet.figures.intake.sheets import Sheet, UnreadableError, read_sheet

_NAMES = tuple(field.name for field in LONG)


class FaultyFilesError(Exception):
    """Files that can't be analysed; ``faults`` gives each file's name with what is wrong."""

    def __init__(self, faults: list[tuple[str, Problem]]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def read_data_set(names: Sequence[str]) -> pa.Table:
    """The scores of all files as one table of schema ``SCORES``.

    Raises:
        FaultyFilesError: any fault in any file; nothing is passed over.
    """
    opened = [_open(name) for name in names]
    faults = [(place, fault) for place, (_, found) in enumerate(opened) for fault in found]
    sheets = [(place, sheet) for place, (sheet, _) in enumerate(opened) if sheet]
    if sheets:
        checked = check(_cells(sheets))
        faults += checked.faults
    if faults:
        faults.sort(key=lambda item: (item[0], item[1].row))
        raise FaultyFilesError([(names[place], fault) for place, fault in faults])
    return checked.scores


def _open(name: str) -> tuple[Sheet | None, list[Problem]]:
    """A file's sheet, or ``None`` where it has no usable rows, and its faults as a whole."""
    try:
        sheet = read_sheet(Path(name), name)
    except UnreadableError as exc:
        return None, [error(1, "", "", str(exc))]
    if faults := _header_faults(sheet):
        return None, faults
    if not len(sheet.data_rows(2)):
        return None, [error(1, "", "", "ไม่มีแถวข้อมูลใต้หัวตาราง: ตรวจว่าเลือกไฟล์ถูกต้อง"), *sheet.problems]
    return sheet, list(sheet.problems)


def _header_faults(sheet: Sheet) -> list[Problem]:
    header = sheet.first_row()
    if not any(header):
        return [error(1, "", "", "แถวแรกไม่มีหัวตาราง: แถว 1 ต้องเป็นชื่อคอลัมน์")]
    if len(header) == 1 and (mark := _other_separator(header[0])):
        return [error(1, "", "", f"คั่นช่องด้วย {mark}: บันทึกใหม่เป็น CSV ที่คั่นด้วยจุลภาค (,)")]
    missing = [
        error(1, name, "", f'ไม่มีคอลัมน์ "{name}": เพิ่มคอลัมน์นี้ในแถว 1')
        for name in _NAMES
        if name not in header
    ]
    twice = [
        error(1, name, "", f'มีคอลัมน์ "{name}" มากกว่าหนึ่งคอลัมน์: เหลือไว้คอลัมน์เดียว')
        for name in _NAMES
        if header.count(name) > 1
    ]
    return missing + twice


def _other_separator(heading: str) -> str | None:
    """What separates the cells of a heading row that holds no comma."""
    marks = {";": "เครื่องหมาย ;", "\t": "แท็บ", "|": "เครื่องหมาย |"}
    return next((name for mark, name in marks.items() if mark in heading), None)


def _cells(sheets: Sequence[tuple[int, Sheet]]) -> Cells:
    """The filled data rows of all sheets, one below the other."""
    kept = [sheet.data_rows(2) for _, sheet in sheets]
    headers = [sheet.first_row() for _, sheet in sheets]
    cells = {
        name: pa.concat_arrays(
            sheet.columns[header.index(name)].take(pa.array(rows))
            for (_, sheet), header, rows in zip(sheets, headers, kept, strict=True)
        )
        for name in _NAMES
    }
    files = [np.full(len(rows), place) for (place, _), rows in zip(sheets, kept, strict=True)]
    return Cells(cells, {n: n for n in _NAMES}, np.concatenate(kept) + 1, np.concatenate(files))
