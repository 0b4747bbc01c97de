"""Rows of a table that the words of a sentence name."""

import re
from collections.abc import Sequence

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.checking.reading.cells import Row

_JOINING = re.compile(
    r" ?(?:เป็น(?:ด้าน|รายการ|ข้อ|วิชา)?ที่)?(?:ได้|มี)?"
    r"(?:ค่า|จำนวน|คะแนน|ร้อยละ)?(?:เฉลี่ย|นักเรียน|ครู|ผู้\S{2,12})? ?"
)
"""What may stand between a row and that it is the highest: "ก มีคะแนนเฉลี่ยสูงสุด"."""
_FILLING = re.compile(
    r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]? )|^(?:ด้าน|เดือน|รายการ|อำเภอ)|[ “”\".,:()_-]|ที่ ?(?=\d)"
)
_SHORT = {name.replace(".", ""): full for name, full in zip(SHORT_MONTHS, MONTHS, strict=True)}
_MONTH = re.compile(rf"({'|'.join(map(re.escape, SHORT_MONTHS))}) ?(?:(\d{{2}})(?!\d))?")
_SHORTEST, _PART = 3, 5


def bare(label: str) -> str:
    """The words of a label as they are compared: whole months, no numbers of items, no spaces.

    >>> bare("เดือนเมษายน 2564") == bare("เม.ย. 64"), bare("2.1 ด้านวิชาการ")
    (True, 'วิชาการ')
    """
    whole = _MONTH.sub(_whole_month, label.strip())
    return _FILLING.sub("", _FILLING.sub("", whole))


def _whole_month(found: re.Match[str]) -> str:
    return _SHORT[found[1].replace(".", "")] + (f"25{found[2]}" if found[2] else "")


def named_by(rows: Sequence[Row], label: str) -> list[Row]:
    """The rows that a label names whole, else those that it begins or ends, or that end it.

    >>> rows = [Row(n, label, ()) for n, label in enumerate(["1.1 บ้านสมมุติ", "บ้านสมมุติใหม่"])]
    >>> [row.label for row in named_by(rows, "โรงเรียนบ้านสมมุติ")]
    ['1.1 บ้านสมมุติ']
    """
    label = bare(label)
    if len(label) < _SHORTEST:
        return []
    labels = [(row, bare(row.label)) for row in rows]
    same = [row for row, own in labels if own == label]
    return same or [row for row, own in labels if _is_part(label, own)]


def named_before(rows: Sequence[Row], before: str) -> list[Row]:
    """The row whose label stands right before the words of the highest, nothing else between.

    >>> rows = [Row(n, label, ()) for n, label in enumerate(["การต้อนรับ", "ที่จอดรถ"])]
    >>> [row.label for row in named_before(rows, "เห็นว่าที่จอดรถมีค่าเฉลี่ย")]
    ['ที่จอดรถ']
    """
    found = []
    for row in rows:
        between = before.rpartition(row.label)[2] if len(row.label) >= _PART else before
        if between != before and _JOINING.fullmatch(between):
            found.append(row)
    longest = max((len(row.label) for row in found), default=0)
    return [row for row in found if len(row.label) == longest]


def _is_part(label: str, own: str) -> bool:
    shorter, longer = sorted((label, own), key=len)
    begins = label == shorter and longer.startswith(label) and not longer[len(label)].isdigit()
    return len(shorter) >= _PART and (begins or longer.endswith(shorter))
