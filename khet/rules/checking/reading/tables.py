"""What a table of numbers is, and what the labels of its rows say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from math import comb

from khet.rules.checking.reading.cells import Cell, Row, is_words

_TOTAL = re.compile(
    r"^(?:ยอด|ผล)?รวม(?:ทั้ง|ทุก|เป็นเงิน|งบ|เงิน|จำนวน|ยอด|สุทธิ|คะแนน|ค่า|ย่อย|แล้ว|ราย|กลยุทธ์|โครงการ|กลุ่ม"
    r"|อำเภอ|เครือข่าย|ด้าน|ผู้|แต่ละ|ไตรมาส|เดือน|ปีงบ|ปีการ"
    r"|กิจกรรม|หมวด|ข้อ|โรงเรียน|นักเรียน|ครู|ชั้น|ระดับ|ภาค|ส่วน|แผน|ก่อนประถม|ประถม|มัธยม|อนุบาล|ปฐมวัย"
    r"|ช่วงชั้น|ประเภท|สาย|สังกัด|รับ|จ่าย|[ :(\d]|$)"
    r"|^(?:คะแนน|จำนวน|เงิน)รวม(?:ทั้งสิ้น|ทั้งหมด)?$|^(?:จำนวน)?ทั้งหมด$|^ทั้งสิ้น$|^(?:grand )?total",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"^(?:รวม|ค่า|คะแนน)?เฉลี่ย|^รวมเฉลี่ย|^(?:mean|average|x̄)", re.IGNORECASE)
_AVERAGE_OF = re.compile(
    r"เฉลี่ย(?: ?(?:ทั้ง )?\d{1,2} ?(?:ตัวชี้วัด|ตัวบ่งชี้|วิชา|กลุ่มสาระ|ด้าน|มาตรฐาน|ข้อ|รายการ))?$"
)
_BOTH = re.compile(r"^รวม[ /(และ]+เฉลี่ย")
_PER = re.compile(r"เฉลี่ย(?:[ก-๎]{0,20} ?ต่อ|คืน|คนละ|วันละ|โรงละ|รายละ|แห่งละ|เดือนละ|ปีละ|ห้องละ|ครั้งละ)")
_GOAL = re.compile(r"\d\.\d|เพิ่ม|ลด|ไม่น้อยกว่า|ไม่ต่ำกว่า|สูงกว่า|ต่ำกว่า")
_OF_WORDS = re.compile(r"^(?:ระดับ\S*|แปล\S*|การแปล\S*|ความหมาย|หมายเหตุ|ผล)$")
_LABEL, _MOST_WAYS = 40, 1000
_SHARE = re.compile(
    r"^(?:คิดเป็น)?ร้อยละ(?!(?:ของ)?(?:การ|ผู้|ความ|นักเรียน|โรงเรียน|สถานศึกษา|ครู|เด็ก)[ก-๎]{4})|^%|^percent",
    re.IGNORECASE,
)
"""Percentages of the row above, not a row of its own: "ร้อยละการเบิกจ่าย"."""


@dataclass(frozen=True)
class Grid:
    """A table of numbers: headings of its columns ("" unknown), its rows, the words above it.

    Every row has the same number of cells. ``whole`` is false where rows were left out because
    their numbers couldn't be told to columns.
    """

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str
    whole: bool

    @property
    def width(self) -> int:
        """How many columns of numbers."""
        return len(self.heads)

    def without_shares(self) -> "Grid":
        """The table without the rows that have the percentages of the row above."""
        return replace(self, rows=tuple(row for row in self.rows if not is_share(row.label)))

    def column(self, n: int) -> list[Cell]:
        """The cells of a column from top to bottom."""
        return [row.cells[n] for row in self.rows]


def is_total(label: str) -> bool:
    """Whether a label says that its row is the total of others.

    >>> is_total("รวมทั้งสิ้น"), is_total("รวมพลังพัฒนา"), is_total("เฉลี่ยรวม")
    (True, False, False)
    """
    return bool(_TOTAL.match(label)) and not is_average(label) and "เฉลี่ย" not in label


def is_both(label: str) -> bool:
    """Whether a label says that its row has totals and averages ("รวม/เฉลี่ย").

    >>> is_both("รวม/เฉลี่ย"), is_both("รวมเฉลี่ย"), is_both("รวม")
    (True, False, False)
    """
    return bool(_BOTH.match(label))


def is_average(label: str) -> bool:
    """Whether a label says that its row is the average of others."""
    named = bool(_AVERAGE.match(label)) or bool(_AVERAGE_OF.search(label))
    return named and not _PER.search(label) and not _GOAL.search(label)


def of_words(head: str) -> bool:
    """Whether a heading is of a column of words ("ระดับ", "แปลผล"), not of numbers."""
    return bool(_OF_WORDS.match(head))


def is_share(label: str) -> bool:
    """Whether a label says that its row has the percentages of the row above."""
    return bool(_SHARE.match(label))


def brought(rows: Sequence[Row], width: int) -> tuple[Row, ...]:
    """The rows with that many cells, others brought to it where it is plain how."""
    full = [row for row in rows if len(row.cells) == width]
    return tuple(row for one in rows if (row := _fitted(one, width, full)))


def _fitted(row: Row, width: int, full: Sequence[Row]) -> Row | None:
    """A row with that many cells; ``None`` where its numbers can't be told to columns.

    A number too many at the front is of the label, and words with what stands before them; a lone
    average stands in the first column of its decimals.
    """
    cells = row.cells
    if (
        len(cells) > width
        and is_total(row.label)
        and not any(one.printed for one in cells[:-width])
    ):
        return replace(row, cells=cells[-width:])
    remark = len(cells) > width and is_words(cells[-1])
    if remark and not any(is_words(one.cells[-1]) for one in full):
        return _fitted(replace(row, cells=cells[:-1]), width, full)
    if len(cells) > width and is_words(cells[-width - 1]):
        label = f"{row.label} {cells[-width - 1].printed}".strip()
        return replace(row, label=label, cells=cells[-width:])
    if len(cells) == width + 1 and is_total(row.label) and _has_share(cells, full):
        return replace(row, cells=cells[:-1])
    amount = is_total(row.label) and "," in cells[0].printed
    if len(cells) == width + 1 and row.label and not amount:
        label = f"{row.label} {cells[0].printed}"
        return replace(row, label=label, cells=cells[1:])
    if len(cells) < width and is_total(row.label):
        return _spread(row, width, [one for one in full if one.at < row.at] or full)
    alone = len(cells) == 1 < width and is_average(row.label) and len(row.label) <= _LABEL
    if alone and full:
        places = [cell.places for cell in full[0].cells]
        before = places.index(cells[0].places) if cells[0].places in places else 0
        after = width - 1 - before
        nothing = Cell(None, 0, False, "", row.at)
        return replace(row, cells=(*[nothing] * before, *cells, *[nothing] * after))
    return row if len(cells) == width else None


def _has_share(cells: Sequence[Cell], full: Sequence[Row]) -> bool:
    """Whether a total ends in a percentage that its rows don't have, behind a sum."""
    parts = [one.cells for one in full if not is_total(one.label)]
    without = not any(cells[-1].places == one[-1].places for one in parts)
    return bool(parts) and bool(cells[-1].places) and without and not cells[-2].places


def _spread(row: Row, width: int, full: Sequence[Row]) -> Row:
    """A total of fewer cells, each in the column that it is the sum of; else those on the right."""
    parts = [one for one in full if not is_total(one.label) and not is_average(one.label)]
    columns = [[one.cells[n].value or Decimal(0) for one in parts] for n in range(width)]
    some = comb(width, len(row.cells)) <= _MOST_WAYS
    right = range(width - len(row.cells), width)
    ways = combinations(range(width), len(row.cells)) if some else [tuple(right)]
    told = [any(one.cells[n].value is not None for one in parts) for n in range(width)]
    places = [max((one.cells[n].places for one in parts), default=0) for n in range(width)]
    best = max(
        ways,
        key=lambda way: (
            *_fitting(row.cells, way, columns),
            sum(
                told[n] + (cell.places == places[n]) for n, cell in zip(way, row.cells, strict=True)
            ),
            way,
        ),
    )
    placed = dict(zip(best, row.cells, strict=True))
    nothing = Cell(None, 0, False, "", row.at)
    return replace(row, cells=tuple(placed.get(n, nothing) for n in range(width)))


def _fitting(
    cells: Sequence[Cell], way: Sequence[int], columns: Sequence[Sequence[Decimal]]
) -> tuple[int, int]:
    """How many totals are the sum of their columns, and how many are no more than they make."""
    pairs = [(cell.value, columns[n]) for cell, n in zip(cells, way, strict=True) if cell.value]
    sums = sum(value == sum(column, Decimal(0)) for value, column in pairs)
    return sums, sum(value <= sum(map(abs, column), Decimal(0)) for value, column in pairs)
