"""Differences, gains and ratios that are printed, against the two values they are of.

Kind ``difference``. In a table a column or row of differences is told by its heading or by most of
its rows; in a sentence by "เพิ่มขึ้น", "ลดลง", "สูงกว่า", "ต่ำกว่า", with the two values before it.
A direction that the values deny is said too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from khet.rules.checking.cells import Cell, Row
from khet.rules.checking.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.grids import Grid, is_average
from khet.rules.checking.parsed import Report
from khet.rules.checking.passages import Passage, told_at
from khet.rules.checking.quantities import PERCENT, Quantity, told
from khet.rules.checking.stream import Line
from khet.rules.checking.totals import finding

_UP, _DOWN = r"เพิ่มขึ้น|สูงขึ้น|มากขึ้น|สูงกว่า|มากกว่า|เพิ่ม", r"ลดลง|ต่ำลง|ต่ำกว่า|ตํ่ากว่า|น้อยกว่า|น้อยลง|ลด"
_NAMED = re.compile(
    rf"ผลต่าง|ส่วนต่าง|แตกต่าง|เปลี่ยนแปลง|พัฒนาการ|\+ ?/ ?-|คงเหลือ|เหลือ|{_UP}|{_DOWN}|^ต่าง|\+-|±"
)
_BY = re.compile(
    rf"({_UP}|{_DOWN}|ผลต่าง|แตกต่าง(?:กัน)?|พัฒนาการ)[ก-๎. ]{{0,45}}?"
    r"(?:เท่ากับ|ร้อยละ|คะแนน|คิดเป็น|[ :=(])*$"
)
_UPWARD = re.compile(_UP)
_DOWNWARD = re.compile(_DOWN)
_FROM_TO = re.compile(r"(?:จาก|จากเดิม)[^0-9]{0,60}$")
_TO = re.compile(r"(?:เป็น|มาเป็น|เหลือ)[^0-9]{0,40}$")
_BESIDE = re.compile(r"2[456]\d\d|ก่อน|หลัง|เดิม|เป้าหมาย|ประเทศ|สพฐ|ที่ผ่านมา|รอบ|ครั้ง")
_EXCEEDS = re.compile(
    rf"(?P<cue>{_UP}|{_DOWN})(?:จาก|กว่า)?[^0-9]{{0,25}}(?:2[456]\d\d)?[^0-9]{{0,60}}$"
)
_AMOUNTS = re.compile(r"[^0-9]{0,12}?(?:เท่ากับ|อยู่|จำนวน|คิดเป็น|คือ|=)?[ (]*(?:ร้อยละ ?)?(?:\+|-)?$")
_TARGET = re.compile(r"เป้าหมาย|เป้า|เกณฑ์")
_GOAL = re.compile(r"(?:เป้าหมาย|เกณฑ์)[^0-9]{0,40}$")
_NEAR = 60
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class _Way:
    """How a column follows from two others: later minus earlier, or the other way about."""

    a: int
    b: int
    sign: int

    def of(self, row: Row) -> Decimal | None:
        """What the row's column should be; ``None`` where a value isn't known."""
        a, b = row.cells[self.a].value, row.cells[self.b].value
        return None if a is None or b is None else (b - a) * self.sign


def check(report: Report) -> Outcome:
    """Differences of all tables and sentences of a report."""
    tables = sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())
    places = range(len(report.passages))
    return sum((_of_passage(report.lines, report, place) for place in places), tables)


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    found = Outcome()
    for n in range(grid.width):
        if grid.width > 2 and _NAMED.search(grid.heads[n]):
            found += _column(lines, grid, n)
    return found + _rows(lines, grid)


def _column(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """A column of differences by the two columns that most rows fit."""
    best, most = None, (0, 0)
    for way in _ways(grid, n):
        right = sum(_fits(row.cells[n], way.of(row)) for row in grid.rows)
        exact = sum(row.cells[n].value == way.of(row) for row in grid.rows)
        if (right, exact) > most:
            best, most = way, (right, exact)
    rows = [row for row in grid.rows if best and row.cells[n].value is not None]
    compared = [(row, of) for row in rows if best and (of := best.of(row)) is not None]
    wrong = [(row, of) for row, of in compared if not _fits(row.cells[n], of)]
    if not best or most[0] < len(wrong) or (most[0] == 1 and wrong and len(compared) > 2):
        return Outcome()
    found = (_cell_finding(lines, row, n, best, of, most[0]) for row, of in wrong)
    return Outcome(len(compared), tuple(found))


def _ways(grid: Grid, n: int) -> Iterator[_Way]:
    others = [one for one in range(grid.width) if one != n]
    near = list(pairwise(others))
    far = [(a, b) for a in others for b in others if a < b and (a, b) not in near]
    for a, b in (*near[::-1], *far):
        yield from (_Way(a, b, 1), _Way(a, b, -1))


def _fits(cell: Cell, expected: Decimal | None) -> bool:
    """Equal, its sign left out included: "ลดลง 0.47" has none."""
    return (
        cell.value is not None
        and expected is not None
        and abs(cell.value) == abs(expected)
        and (cell.value == expected or cell.printed[:1] not in "+-")
    )


def _cell_finding(
    lines: Sequence[Line], row: Row, n: int, way: _Way, expected: Decimal, right: int
) -> Finding:
    cell = row.cells[n]
    a, b = row.cells[way.a], row.cells[way.b]
    later, earlier = (b, a) if way.sign > 0 else (a, b)
    message = (
        f"{row.label} {later.printed} − {earlier.printed} = {told(expected, cell.places)} "
        f"แต่พิมพ์ไว้ {cell.printed}"
    )
    sure = Sure.CERTAIN if right > 1 else Sure.LIKELY
    if is_average(row.label) or max(a.places, b.places) > cell.places:
        sure = Sure.LOOK
    return finding(lines, cell, Kind.DIFFERENCE, expected, sure, message.strip())


def _rows(lines: Sequence[Line], grid: Grid) -> Outcome:
    """A row of differences under two rows, where at least one column fits."""
    found = Outcome()
    for n in range(2, len(grid.rows)):
        row = grid.rows[n]
        if _NAMED.search(row.label) and not _NAMED.search(grid.rows[n - 1].label):
            found += _row(lines, grid.rows[n - 2], grid.rows[n - 1], row)
    return found


def _row(lines: Sequence[Line], first: Row, second: Row, row: Row) -> Outcome:
    compared = [
        (cell, b.value - a.value)
        for a, b, cell in zip(first.cells, second.cells, row.cells, strict=True)
        if a.value is not None and b.value is not None and cell.value is not None
    ]
    down = sum(cell.value == -by for cell, by in compared)
    sign = -1 if down > sum(cell.value == by for cell, by in compared) else 1
    wrong = [(cell, by * sign) for cell, by in compared if not _fits(cell, by * sign)]
    if len(wrong) * 2 > len(compared):
        return Outcome()
    sure = Sure.CERTAIN if len(compared) - len(wrong) > 1 else Sure.LIKELY
    found = (
        finding(
            lines,
            cell,
            Kind.DIFFERENCE,
            by,
            sure,
            f"{row.label} ควรเป็น {told(by, cell.places)} แต่พิมพ์ไว้ {cell.printed}",
        )
        for cell, by in wrong
    )
    return Outcome(len(compared), tuple(found))


def _of_passage(lines: Sequence[Line], report: Report, place: int) -> Outcome:
    """Each printed change of a sentence against the two values it is of."""
    passage = report.passages[place]
    found = Outcome()
    for n, one in enumerate(passage.quantities):
        if not n:
            continue
        cue = _BY.search(passage.text[: one.start])
        if cue and cue.start() >= passage.quantities[n - 1].start:
            found += _by(lines, report, place, n, cue[1])
        elif n > 1 and (above := _exceeds(passage, n)):
            first, second = passage.quantities[n - 1], passage.quantities[n - 2]
            found += _told(lines, passage, (first, second, one), above, Sure.CERTAIN)
    return found


def _exceeds(passage: Passage, n: int) -> str:
    """The word of "a เพิ่มขึ้นจาก b เท่ากับ c" for its c; "" where it isn't one."""
    later, earlier, by = passage.quantities[n - 2 : n + 1]
    cue = _EXCEEDS.search(passage.text[later.end : earlier.start])
    alike = later.unit == earlier.unit and by.unit in ("", later.unit)
    places = later.places == earlier.places == by.places
    if not cue or not alike or not places or cue.start() > _NEAR:
        return ""
    return cue["cue"] if _AMOUNTS.fullmatch(passage.text[earlier.end : by.start]) else ""


def _by(lines: Sequence[Line], report: Report, place: int, n: int, cue: str) -> Outcome:
    passage = report.passages[place]
    one, last = passage.quantities[n], passage.quantities[n - 1]
    if _TARGET.search(passage.text[last.end : one.start]):
        both = _with_target(report, place, n)
        return _told(lines, passage, both, cue, Sure.CERTAIN) if both else Outcome()
    if n < 2 or not _comparable(passage, *passage.quantities[n - 2 : n + 1]):
        return Outcome()
    first, second = passage.quantities[n - 2 : n]
    sure = Sure.CERTAIN if _from_to(passage, first, second) else Sure.LIKELY
    return _told(lines, passage, (first, second, one), cue, sure)


def _with_target(report: Report, place: int, n: int) -> tuple[Quantity, Quantity, Quantity] | None:
    """A target, its result and by how much they differ; the result may stand before its target."""
    passage = report.passages[place]
    last, one = passage.quantities[n - 1 : n + 1]
    if n > 1 and _GOAL.search(passage.text[: last.start]):
        return last, passage.quantities[n - 2], one
    target = _target(report, place, n)
    return (target, last, one) if target else None


def _target(report: Report, place: int, n: int) -> Quantity | None:
    """The target stated last before a result, in its sentence or the two before, of its unit."""
    result = report.passages[place].quantities[n - 1]
    for at in range(place, max(place - 3, -1), -1):
        passage = report.passages[at]
        for one in reversed(passage.quantities[: n - 1] if at == place else passage.quantities):
            if one.unit == result.unit and _GOAL.search(passage.text[: one.start]):
                return one
    return None


def _told(
    lines: Sequence[Line],
    passage: Passage,
    values: tuple[Quantity, Quantity, Quantity],
    cue: str,
    sure: Sure,
) -> Outcome:
    """A printed change against its two values, the earlier first."""
    first, second, by = values
    change = second.value - first.value
    sized = _sizes(first, second)
    if abs(by.value) in sized or any(abs(abs(by.value) - one) <= by.step / 2 for one in sized):
        return _direction(lines, passage, values, cue)
    message = (
        f"จาก {first.printed} เป็น {second.printed} ต่างกัน {told(abs(change), by.places)} "
        f"แต่พิมพ์ไว้ {by.printed}"
    )
    made = told_at(lines, passage, by, Kind.DIFFERENCE, abs(change), sure, message)
    return Outcome(1, (made,))


def _comparable(passage: Passage, first: Quantity, second: Quantity, by: Quantity) -> bool:
    alike = first.unit == second.unit and first.places == second.places
    said = _from_to(passage, first, second) or (first.places > 0 and by.places == first.places)
    near = by.start - second.end <= 60 and second.start - first.end <= 80
    words = passage.text[max(first.start - 80, 0) : second.start]
    changes = any(_BY.search(passage.text[: one.start]) for one in (first, second))
    said = (
        said and not changes and (_from_to(passage, first, second) or bool(_BESIDE.search(words)))
    )
    return alike and near and said and by.unit in ("", first.unit, PERCENT)


def _from_to(passage: Passage, first: Quantity, second: Quantity) -> bool:
    """Whether the sentence says "จาก a เป็น b"."""
    between = passage.text[first.end : second.start]
    return bool(_FROM_TO.search(passage.text[: first.start]) and _TO.search(between))


def _sizes(first: Quantity, second: Quantity) -> set[Decimal]:
    """What a change may be told as: the difference, or the per cent of the first value."""
    change = abs(second.value - first.value)
    return {change} | ({change * _HUNDRED / first.value} if first.value else set())


def _direction(
    lines: Sequence[Line],
    passage: Passage,
    values: tuple[Quantity, Quantity, Quantity],
    cue: str,
) -> Outcome:
    """A change told the wrong way round."""
    first, second, by = values
    change = second.value - first.value
    denied = (change < 0 and _UPWARD.match(cue)) or (change > 0 and _DOWNWARD.match(cue))
    if not denied or (second.start > first.start and not _from_to(passage, first, second)):
        return Outcome(1)
    right = "ลดลง" if change < 0 else "เพิ่มขึ้น"
    message = f"จาก {first.printed} เป็น {second.printed} คือ{right} แต่พิมพ์ว่า{cue}"
    made = told_at(lines, passage, by, Kind.DIFFERENCE, right, Sure.CERTAIN, message)
    return Outcome(1, (made,))
