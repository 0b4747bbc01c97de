"""Tables of a report: rows of the same width under their headings, also where the file lost them.

Three ways a table comes: rows the file knows, lines that are rows, and a table torn into one cell
a line, which is put together again by the regular change of words and numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from khet.rules.checking.cells import Cell, Row, cell_of, is_number, label_of, parted, row_of
from khet.rules.checking.quantities import plain
from khet.rules.checking.stream import Line

_NO_GAP = re.compile(r"(?<=ปี) (?=\d)|(?<=ที่) (?=\d)| (?=\()|(?<=พ\.ศ\.) (?=\d)")
_OF_WORDS = re.compile(r"^(?:ระดับ\S*|แปล\S*|การแปล\S*|ความหมาย|หมายเหตุ|ผล)$")
_SHORT = 45
_ABOVE = 4


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

    def column(self, n: int) -> list[Cell]:
        """The cells of a column from top to bottom."""
        return [row.cells[n] for row in self.rows]


def grids_of(lines: Sequence[Line]) -> list[Grid]:
    """The tables of a report in their order."""
    return list(_grids(lines))


def _grids(lines: Sequence[Line]) -> Iterator[Grid]:
    for run in _runs(lines):
        left = list(run)
        for short, found in groupby(run, key=lambda at: _is_cell(lines[at])):
            part = list(found)
            if short and (torn := _torn(lines, part)):
                yield from torn
                left = [at for at in left if at not in part]
        yield from _aligned(lines, [(at, row_of(lines[at], at)) for at in left])


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Indexes of lines that stand together: a table of the file, or lines without a gap."""
    run: list[int] = []
    for at, line in enumerate(lines):
        same = run and (line.table == lines[run[-1]].table or _carries_on(line, lines[run[-1]]))
        if run and not same:
            yield run
            run = []
        if line.text.strip():
            run.append(at)
        elif run and at - run[-1] > 1:
            yield run
            run = []
    if run:
        yield run


def _carries_on(line: Line, last: Line) -> bool:
    return not line.text.strip() and not last.table


def _aligned(lines: Sequence[Line], rows: Sequence[tuple[int, Row | None]]) -> Iterator[Grid]:
    """Tables of lines that are rows: what stands between them in words parts two tables."""
    block: list[Row] = []
    words: list[int] = []
    apart = 0
    for at, row in rows:
        if row and row.numbers and not row.is_heading:
            if block and _another(row, block[-1]):
                yield from _grid(lines, block, words)
                block, words = [], []
            block.append(row)
            apart = 0
            continue
        apart += 1
        if block and (apart > 1 or _ends_table(lines[at], block[-1])):
            yield from _grid(lines, block, words)
            block, words = [], []
        if not block:
            words.append(at)
    yield from _grid(lines, block, words)


def _another(row: Row, last: Row) -> bool:
    """Whether a row begins another table: drawn otherwise, or one number of another unit."""
    one, two = row.cells[-1].unit, last.cells[-1].unit
    other_unit = len(row.cells) == len(last.cells) == 1 and one != two and bool(one and two)
    return other_unit or row.drawn != last.drawn


def _ends_table(line: Line, last: Row) -> bool:
    """Whether words end a table of text: a sentence, or the headings of the next table."""
    headings = len(parted(line.text)) > 1 and not last.drawn
    return not line.table and (len(line.text) > _SHORT or headings)


def _grid(lines: Sequence[Line], block: Sequence[Row], words: Sequence[int]) -> Iterator[Grid]:
    """The table of a block of rows: the width that most rows have, others brought to it."""
    if len(block) < 2:
        return
    width = Counter(len(row.cells) for row in block).most_common(1)[0][0]
    fitted = [_fitted(row, width) for row in block]
    rows = tuple(row for row in fitted if row)
    if len(rows) < 2:
        return
    above = [plain(lines[at].text) for at in words[-_ABOVE:]]
    heads = _heads(lines, words, width)
    yield Grid(heads, rows, " ".join(above), len(rows) == len(block))


def _fitted(row: Row, width: int) -> Row | None:
    """The row with that many cells: a number too many at its front is of its label."""
    if len(row.cells) == width:
        return row
    if len(row.cells) == width + 1:
        label = f"{row.label} {row.cells[0].printed}".strip()
        return Row(row.at, label, row.cells[1:])
    return None


def _heads(lines: Sequence[Line], words: Sequence[int], width: int) -> tuple[str, ...]:
    """The headings of the last columns, from the line above that has enough cells."""
    for at in reversed(words[-3:]):
        texts = [plain(text) for text in (lines[at].cells or parted(lines[at].text))]
        if len(texts) < 2:
            texts = _NO_GAP.sub("_", plain(lines[at].text)).split(" ")
        while texts and _OF_WORDS.match(texts[-1]):
            texts.pop()
        if len(texts) >= width:
            return tuple(texts[-width:])
    return ("",) * width


def _torn(lines: Sequence[Line], run: Sequence[int]) -> list[Grid]:
    """The tables of a run of lines with one cell each; none where it isn't so torn."""
    if len(run) < 6 or sum(is_number(lines[at].text) for at in run) * 3 < len(run):
        return []
    return list(_put_together(lines, run))


def _is_cell(line: Line) -> bool:
    """Whether a line could be a cell of a torn table."""
    short = len(line.text.strip()) <= _SHORT and not line.table
    return short and len(parted(line.text)) == 1


def _put_together(lines: Sequence[Line], run: Sequence[int]) -> Iterator[Grid]:
    groups = [
        (number, list(found))
        for number, found in groupby(run, key=lambda at: is_number(lines[at].text))
    ]
    groups = _without_running(lines, groups)
    rows = _torn_rows(lines, groups)
    if len(rows) < 2:
        return
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    kept = tuple(row for row in (_fitted(row, width) for row in rows) if row)
    if len(kept) >= 2:
        above = [plain(lines[at].text) for at in run if at < kept[0].at]
        headings = [text for text in above if not is_number(text)][:-1]
        heads = tuple(headings[-width:]) if len(headings) >= width else ("",) * width
        yield Grid(heads, kept, " ".join(headings), len(kept) == len(rows))


def _torn_rows(lines: Sequence[Line], groups: Sequence[tuple[bool, list[int]]]) -> list[Row]:
    """Words and the numbers after them as rows; the last words before numbers are their label."""
    rows: list[Row] = []
    label = ""
    for number, found in groups:
        if number:
            cells = tuple(cell_of(lines[at].text, at) for at in found)
            rows.append(Row(found[0], label_of(label), cells))
        else:
            label = lines[found[-1]].text
    return rows


def _without_running(
    lines: Sequence[Line], groups: Sequence[tuple[bool, list[int]]]
) -> list[tuple[bool, list[int]]]:
    """The groups without the running numbers of rows, which end the numbers of the row before."""
    found: list[tuple[bool, list[int]]] = []
    following = 1
    for number, several in groups:
        last = cell_of(lines[several[-1]].text, several[-1]).value if number else None
        if last == following and (following > 1 or len(several) == 1):
            following += 1
            several = several[:-1]
        if several:
            found.append((number, several))
    return found if following > 3 else list(groups)


_TOTAL = re.compile(
    r"^(?:ยอด|ผล)?รวม(?:ทั้ง|ทุก|เป็นเงิน|งบ|เงิน|จำนวน|ยอด|สุทธิ|คะแนน|ค่า|ย่อย|แล้ว|ราย|กลยุทธ์|โครงการ|กลุ่ม"
    r"|อำเภอ|เครือข่าย|ด้าน|กิจกรรม|หมวด|ข้อ|โรงเรียน|นักเรียน|ครู|ชั้น|ระดับ|ภาค|ส่วน|แผน|[ :(\d]|$)"
    r"|^(?:จำนวน)?ทั้งหมด$|^ทั้งสิ้น$|^(?:grand )?total",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"^(?:รวม|ค่า|คะแนน)?เฉลี่ย|^รวมเฉลี่ย|^(?:mean|average|x̄)", re.IGNORECASE)


def is_total(label: str) -> bool:
    """Whether a label says that its row is the total of others.

    >>> is_total("รวมทั้งสิ้น"), is_total("รวมพลังพัฒนา"), is_total("เฉลี่ยรวม")
    (True, False, False)
    """
    return bool(_TOTAL.match(label)) and not is_average(label) and "เฉลี่ย" not in label


def is_average(label: str) -> bool:
    """Whether a label says that its row is the average of others."""
    return bool(_AVERAGE.match(label)) or label.endswith("เฉลี่ย")
