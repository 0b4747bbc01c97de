"""The lists of choices of a workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khet.documents.xlsform.columns import Line
from khet.documents.xlsform.remarks import Remarks
from khet.rules.instrument_checks import CHOICE_NAME, LONGEST, MOST_CHOICES
from khet.rules.instruments import Choice

YES_NO, LEVEL = "yes_no", "khet_level"
"""The lists of an item of yes and no, and of one of levels that have no texts."""
COLUMNS = ("list_name", "name", "label")


@dataclass(frozen=True)
class Listed:
    """A choice and the row that it stands in."""

    row: int
    choice: Choice


def lists_of(lines: Iterable[Line], remarks: Remarks) -> dict[str, list[Listed]]:
    """The choices by the list that they are of, in order; what is wrong with one is told."""
    lists: dict[str, list[Listed]] = {}
    for line in lines:
        if not line["list_name"]:
            told = _("ไม่มีชื่อรายการ: ใส่ list_name หรือลบแถวนี้")
            remarks.fault("choices", line.number, "list_name", told)
            continue
        listed = lists.setdefault(line["list_name"], [])
        if len(listed) == MOST_CHOICES:
            told = _("รายการ %(name)s มีเกิน %(most)s ตัวเลือก: ลดตัวเลือก หรือถามด้วยข้อชนิด text")
            about = {"name": line["list_name"], "most": MOST_CHOICES}
            remarks.fault("choices", listed[-1].row + 1, "list_name", told % about)
            continue
        _check(line, {one.choice.name for one in listed}, remarks)
        listed.append(Listed(line.number, Choice(line["name"], one_line(line["label"]))))
    return lists


def say_unused(lists: Mapping[str, list[Listed]], used: set[str], remarks: Remarks) -> None:
    """Tell of the lists that no item names."""
    for name in lists.keys() - used:
        told = _("ไม่นำเข้ารายการ %(name)s: ไม่มีข้อใดใช้") % {"name": name}
        remarks.notice("choices", lists[name][0].row, "list_name", told)


def _check(line: Line, before: set[str], remarks: Remarks) -> None:
    name, label = line["name"], line["label"]
    if not CHOICE_NAME.fullmatch(name):
        told = _("ชื่อตัวเลือก “%(name)s” ใช้ไม่ได้: ใช้ a–z A–Z 0–9 _ . - ไม่เว้นวรรค ไม่เกิน 60 ตัว")
        remarks.fault("choices", line.number, "name", told % {"name": name})
    elif name in before:
        told = _("ชื่อตัวเลือก “%(name)s” ซ้ำในรายการเดียวกัน: เปลี่ยนชื่อหรือลบแถวนี้")
        remarks.fault("choices", line.number, "name", told % {"name": name})
    if not label:
        remarks.fault("choices", line.number, "label", no_label())
    check_text("choices", line.number, "label", label, LONGEST["choices"], remarks)


def no_label() -> str:
    """What is told where nothing is shown."""
    return _("ไม่มีข้อความที่จะแสดง: ใส่ในคอลัมน์ label::Thai (th) หรือ label")


def one_line(text: str) -> str:
    """A text that stands on one line, whatever line breaks it has."""
    return " ".join(text.split())


def check_text(
    sheet: str, row: int, column: str, text: str, longest: int, remarks: Remarks
) -> None:
    """Tell of a text that is too long, or shows answers within it."""
    if len(text) > longest:
        told = _("ข้อความยาวเกิน %(most)s ตัวอักษร: ย่อให้สั้นลง")
        remarks.fault(sheet, row, column, told % {"most": f"{longest:,}"})
    if "${" in text:
        remarks.fault(sheet, row, column, no_answers())


def no_answers() -> str:
    """What is told of a text that would show an answer."""
    return _("ข้อความแสดงคำตอบของข้ออื่นด้วย ${…} ไม่ได้: เขียนเป็นข้อความธรรมดา")
