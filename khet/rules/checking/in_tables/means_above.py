"""Averages that stand above the rows of which they are, as headings of their parts."""

import re
from collections.abc import Sequence

from khet.rules.checking.reading.cells import Row, row_of
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_share, is_total

_OVERALL = re.compile(r"^(?:โดย|ใน)?(?:ภาพ)?รวม|^ทั้งหมด|ประเทศ|จังหวัด|สังกัด|สพฐ|สพป|ตาราง")
_OF_ANOTHER = re.compile(r"S\.? ?D|เบี่ยงเบน|ผลต่าง|ส่วนต่าง|ระดับ|เพิ่ม|ลด|คิดเป็น|สูงสุด|ต่ำสุด", re.I)
_LONGEST = 60


def stands_above(lines: Sequence[Line], grid: Grid, at: int) -> bool:
    """Whether an average row is of the rows below it: the table begins with such a row as well.

    >>> from khet.rules.checking.reading.grids import grids_of
    >>> texts = ["ด้านที่ 1 เฉลี่ย 4.50", "แสง 4.60", "เสียง 4.40", "ด้านที่ 2 เฉลี่ย 4.10", "สื่อ 4.10"]
    >>> lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> [grid] = grids_of(lines)
    >>> stands_above(lines, grid, 3)
    True
    """
    first, row = grid.rows[0], grid.rows[at]
    before = _row_at(lines, first.at - 1)
    below = grid.rows[at + 1] if at + 1 < len(grid.rows) else _row_at(lines, row.at + 1)
    if not _is_head(row) or below is None or not _is_item(below):
        return False
    return any(one and _is_head(one) for one in (first, before))


def _row_at(lines: Sequence[Line], at: int) -> Row | None:
    return row_of(lines[at], at) if 0 <= at < len(lines) else None


def _is_head(row: Row) -> bool:
    named = is_average(row.label) and len(row.label) <= _LONGEST
    return named and row.numbers > 0 and not _OVERALL.search(row.label)


def _is_item(row: Row) -> bool:
    summed = is_total(row.label) or is_average(row.label) or is_share(row.label)
    return row.numbers > 0 and not summed and not _OF_ANOTHER.match(row.label)
