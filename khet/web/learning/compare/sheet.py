"""The comparison as a sheet: the same table, with what was chosen and its sources written in it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet
from khet.figures.measures.catalogue import MEASURES
from khet.records.learning.models import ScoreFile
from khet.web.learning.compare.chosen import Choice
from khet.web.learning.compare.page import warnings
from khet.web.learning.compare.values import Note, Row, compared
from khet.web.learning.words import sitting_name, sitting_title, subject_name, without_special
from khet.web.parts.tags import be_date, words


def compare_sheet(choice: Choice) -> Sheet:
    """The sheet of what was chosen; a value that isn't known leaves its cell empty."""
    rows = compared(choice)
    return Sheet(
        _("เปรียบเทียบ"),
        _heading(choice),
        [_("รหัส"), _("หน่วย"), *_columns(choice)],
        [[row.unit.code, row.unit.name, *(cell.value for cell in row.cells)] for row in rows],
        [_("ช่องว่าง: ไม่มีข้อมูล"), *_notes(rows), *warnings(choice)],
        frozen=2,
    )


def _columns(choice: Choice) -> list[str]:
    return [
        f"{words(MEASURES[code].name)} {year}" for code in choice.measures for year in choice.years
    ]


def _heading(choice: Choice) -> list[str]:
    measures = " · ".join(
        f"{words(MEASURES[code].name)} ({words(MEASURES[code].unit)})" for code in choice.measures
    )
    files = [choice.held[year] for year in choice.years if year in choice.held]
    return [
        _("เปรียบเทียบผลสัมฤทธิ์"),
        f"{sitting_name(choice.sitting)} {choice.viewer.area}",
        f"{_('วิชา')}: {subject_name(choice.subject)}",
        f"{_('ตัวชี้วัด')}: {measures}",
        f"{_('ปีการศึกษา')}: {', '.join(map(str, choice.years))}",
        *map(_source, files),
    ]


def _source(file: ScoreFile) -> str:
    told = _("%(title)s: ข้อมูล ณ %(date)s จากไฟล์ %(file)s ฉบับที่ %(version)s")
    values = {
        "title": " ".join(filter(None, [sitting_title(file.sitting), without_special(file)])),
        "date": be_date(file.imported_at),
        "file": file.source_name,
        "version": file.version,
    }
    return told % values


def _notes(rows: Sequence[Row]) -> list[str]:
    """Each note with the cells that it is about."""
    found: dict[Note, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.note:
                about = f"{row.unit.name} {words(MEASURES[cell.measure].name)} {cell.year}"
                found.setdefault(cell.note, []).append(about)
    return [
        f"{note.text} {note.source}".rstrip() + f": {', '.join(about)}"
        for note, about in found.items()
    ]
