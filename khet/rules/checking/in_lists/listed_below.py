"""Counts against the rows of the table or the bare names that stand below them.

Kind ``count``. "5 โครงการ รายละเอียดตามตาราง" and the rows of the table; "รุ่นที่ 1 จำนวน 5 โรงเรียน" and
the lines below that are nothing but names.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_lists.counts import NO_LIST, is_bound
from khet.rules.checking.in_lists.named_inline import PREFIX
from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import Quantity, plain, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_total

_BY_TABLE = re.compile(r"[^0-9]{0,30}(?:ตาม|ดัง|ใน)ตาราง(?:ที่ ?[0-9.]{1,4}|ต่อไปนี้|ข้างล่าง|ดังนี้)?[ :]*")
_BELOW = re.compile(r" ?(?:มี)?(?:ดังนี้|ประกอบด้วย|ได้แก่|คือ|ดังต่อไปนี้)?[ :]*")
_MEMBER = re.compile(
    r"^[^0-9].*[ \t|](?:รอง)?(?:ประธาน(?:กรรมการ)?|กรรมการ(?:และ\S{1,20})?|(?:ผู้ช่วย)?เลขานุการ)$"
)
_NAME = re.compile(r"[^0-9]{3,40}")
_SCHOOL = re.compile(r"(?:^|[ ,])(?:โรงเรียน|บ้าน|วัด|อนุบาล|ชุมชน)(?=[ก-๎])")
_BRACKETED = re.compile(r" ?\([^)]{0,200}\)")
_LED = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ได้แก่|คือ|ประกอบด้วย)[ :]*$")
_IF_ANY = re.compile(r"ถ้ามี|อื่น ?ๆ|เพิ่มเติม|สำรอง|สละ|ไม่|เข้าร่วม$|ฯลฯ")
_WORDS = re.compile(r"[ก-๎]{2}")
_FAR, _MOST, _OFF, _FEW, _HEADS, _REACH = 5, 60, 2, 2, 10, 150


def check(report: Report) -> Outcome:
    """Counts of a report against what stands right below them.

    >>> texts = ["รุ่นที่ 1 จำนวน 3 โรงเรียน", "บ้านนา", "วัดป่า"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings]
    [(1, '3', '2')]
    """
    found = Outcome()
    for passage in report.passages:
        for one in passage.quantities:
            bare = one.places or is_bound(passage.text, one)
            if not bare and one.unit not in NO_LIST and 1 < one.value <= _MOST:
                found += _against(report, passage, one)
    return found


def _against(report: Report, passage: Passage, one: Quantity) -> Outcome:
    rest, last = passage.text[one.end :], passage.indexes[-1]
    below = 0
    if _BY_TABLE.fullmatch(rest):
        below = _numbered(report, last) or _rows(report, last) or _torn(report.texts, last, one)
    elif (by := _BY_TABLE.match(rest)) and rest[by.end() - 1] == " " and _is_last(passage, one):
        below = _torn(report.texts, last, one)
    elif _BELOW.fullmatch(rest) and one.unit:
        below = _names(report.lines, last) or (_numbered(report, last) if rest.strip() else 0)
    if not below and one.unit and _LED.search(rest) and _is_last(passage, one):
        below = _called(report.lines, last, one.unit)
    if not below or abs(below - one.value) > _OFF:
        return Outcome()
    if below == one.value:
        return Outcome(1)
    message = f"บอกไว้ {told(one.value)} {one.unit} แต่ข้างล่างมี {below}"
    made = told_at(report.lines, passage, one, Kind.COUNT, Decimal(below), Sure.LIKELY, message)
    return Outcome(1, (made,))


def _is_last(passage: Passage, one: Quantity) -> bool:
    """Whether no other number of its unit follows a count in its sentence."""
    return not any(two.unit == one.unit and two.start > one.start for two in passage.quantities)


def _called(lines: Sequence[Line], last: int, unit: str) -> int:
    """How many short lines right below begin with the unit: "ฐานปฐมพยาบาล"; 0 where it is few."""
    texts = [plain(line.text).strip(" -•") for line in lines[last + 1 : last + 1 + _MOST]]
    named = re.compile(rf"{unit}(?!ละ)[^0-9]{{2,40}}")
    count = len(list(takewhile(named.fullmatch, texts)))
    more = any(unit in text for text in texts[count : count + 1])
    return count if count > _FEW and not more else 0


def _numbered(report: Report, last: int) -> int:
    """The running numbers of the table right below, where they go on by one; 0 where none do."""
    for listing in report.running:
        numbers = [item.parts[-1] for item in listing.items]
        if any(map(_IF_ANY.search, report.texts[listing.first : listing.items[-1].at + 1])):
            continue
        near = 0 < listing.first - last <= _FAR
        if near and numbers == [*range(1, len(numbers) + 1)] and len(numbers) > _FEW:
            return len(numbers)
    return 0


def _torn(texts: Sequence[str], last: int, one: Quantity) -> int:
    """The rows of the table below that is torn into one cell a line, where they are too few.

    A number of a row stands above its words, up to the row of the sum; others are cells.
    """
    number = 0
    for at in range(last + 1, min(last + _REACH, len(texts) - 1)):
        if texts[at].startswith("รวม"):
            return number if _FEW < number < one.value else 0
        row = re.match(rf"{number + 1}\.?(?:$| (?=[ก-๎A-Z]))", texts[at])
        named = row and (row.end() < len(texts[at]) or _WORDS.match(texts[at + 1]))
        if not number and at - last > _HEADS:
            return 0
        number += bool(named)
    return 0


def _rows(report: Report, last: int) -> int:
    """How many rows the table right below has, without its totals; 0 where that isn't known."""
    for grid in report.grids:
        if 0 < grid.rows[0].at - last <= _FAR:
            plainly = [r for r in grid.rows if not (is_total(r.label) or is_average(r.label))]
            if not _is_unbroken(report, grid):
                return 0
            numbered = sum(_is_numbered(report.lines[row.at]) for row in plainly)
            known = grid.whole and all(row.label for row in plainly)
            return (numbered or len(plainly)) if known else 0
    return 0


def _is_unbroken(report: Report, grid: Grid) -> bool:
    """Whether no line between the rows of a table goes on a row above it."""
    rows = {cell.at for row in grid.rows for cell in row.cells} | {row.at for row in grid.rows}
    between = range(grid.rows[0].at, grid.rows[-1].at)
    return all(at in rows or not report.texts[at].strip(" |") for at in between)


def _is_numbered(line: Line) -> bool:
    """Whether a row begins with its number; those without are parts of the row above."""
    cells = line.cells or parted(line.text)
    return bool(cells) and plain(cells[0]).strip(". ").isdigit()


def _names(lines: Sequence[Line], last: int) -> int:
    """How many names the lines right below are that are nothing else; 0 where it is one or none."""
    texts = (plain(line.text).strip(" -•") for line in lines[last + 1 :])
    names = list(takewhile(_is_name, texts))
    beside = sum(max(len(_SCHOOL.findall(_BRACKETED.sub("", name))), 1) for name in names)
    return beside if len(names) > 1 else 0


def _is_name(text: str) -> bool:
    """Whether a line is nothing but a name, or a person with the part in a committee."""
    return bool(PREFIX.match(text) and _NAME.fullmatch(text)) or bool(_MEMBER.search(text))
