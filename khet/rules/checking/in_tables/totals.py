"""Totals of tables: a printed total against its parts, down a column and along a row.

Kind ``total``. A total row is told by its label; its parts are the rows since the last total, or
all rows, or the totals before it: whichever adds up. A column whose numbers are no amounts (means,
percentages, years) has no total.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.explaining import explanation, one_digit, swaps
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_tables.group_sums import group_sums
from khet.rules.checking.in_tables.products import products
from khet.rules.checking.in_tables.row_sums import along
from khet.rules.checking.in_tables.summands import added, is_summary, since, sums_of, total_rows
from khet.rules.checking.reading.cells import Cell, Row
from khet.rules.checking.reading.items import first_number
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_both, is_total

_NO_AMOUNT = re.compile(
    r"ร้อยละ|%|เฉลี่ย|S\.?D|ระดับ|ค่าเป้าหมาย|คะแนนเต็ม|ปี ?พ|ต่อหน่วย|ราคา|อัตรา|ลำดับ|อันดับ|สะสม"
    r"|\u0305|mean|ผลต่าง|(?:สูง|ต่ำ)สุด|\b(?:max|min|median|mode)\b|มัธยฐาน|ฐานนิยม",
    re.I,
)
_STATISTICS = re.compile(r"เฉลี่ย|S\.? ?D|สูงสุด|ต่ำสุด|\u0304|\u0305", re.I)
_MOST_SINGLE = 5
_OF_WHICH = re.compile(r"^(?:ในจำนวนนี้|ในนี้|-|–|\(|เป็น(?:ชาย|หญิง))")


@dataclass(frozen=True)
class _Sum:
    """A total row with a column's parts and the sums that could be meant."""

    total: Cell
    label: str
    parts: tuple[tuple[str, Decimal], ...]
    sums: tuple[Decimal, ...]
    known: bool


def check(report: Report) -> Outcome:
    """Totals of all tables of a report."""
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    grid = grid.without_shares()
    sums = [list(_sums(lines, grid, row_at)) for row_at in total_rows(grid)]
    down = sum((_down(lines, grid, several) for several in sums), Outcome())
    across = along(lines, grid) + group_sums(lines, grid)
    return down + across + _nested(lines, grid) + products(lines, grid)


def _sums(lines: Sequence[Line], grid: Grid, at: int) -> Iterator[_Sum]:
    """What each amount column of a total row could be the sum of."""
    row = grid.rows[at]
    totals = [one for one in grid.rows[:at] if is_summary(one)]
    own = [one for one in since(grid, at) if not _OF_WHICH.match(one.label)]
    named = own if len(own) > 1 else totals
    for n, total in enumerate(row.cells):
        parts = tuple(
            (one.label, value) for one in named if (value := one.cells[n].value) is not None
        )
        if total.value is None or total.percent or not _amounts(grid, n, at) or len(parts) < 2:
            continue
        same = all(value == total.value for _label, value in parts)
        if same or _is_number(total, parts) or _is_one_of(grid.heads[n], total, parts):
            continue
        if not _is_mean(row.label, total, parts):
            known = grid.whole and all(_is_known(one.cells[n]) for one in own)
            sums = sums_of(grid, at, n, own)
            single = (sums[0] + one for one in range(1, _single(lines, grid, at) + 1))
            yield _Sum(total, row.label, parts, (*sums, *single), known)


def _single(lines: Sequence[Line], grid: Grid, at: int) -> int:
    """How many lines above a total of people may each be one of them, without a number."""
    row, own = grid.rows[at], {one.at for one in grid.rows}
    if lines[row.at].cells or len(row.cells) != 1 or row.cells[0].unit != "คน":
        return 0
    above = range(max(grid.rows[0].at - _MOST_SINGLE, 0), row.at)
    last = max((n for n in above if not lines[n].text.strip()), default=above.start - 1)
    numbered = _is_numbered(lines[grid.rows[0].at])
    others = (n for n in above if n > last and n not in own)
    return sum(_is_numbered(lines[n]) == numbered for n in others)


def _is_numbered(line: Line) -> bool:
    return bool(line.item or first_number(line.text))


def _is_one_of(head: str, total: Cell, parts: Sequence[tuple[str, Decimal]]) -> bool:
    """Whether a total row has the most of its column, or its last balance."""
    values = [value for _label, value in parts]
    return ("สุด" in head and total.value in values) or (
        (not head or "คงเหลือ" in head) and total.value == values[-1]
    )


def _is_mean(label: str, total: Cell, parts: Sequence[tuple[str, Decimal]]) -> bool:
    """Whether a cell of a row "รวม/เฉลี่ย" has the average of its column."""
    return is_both(label) and (total.value or 0) <= max(value for _label, value in parts)


def _is_number(total: Cell, parts: Sequence[tuple[str, Decimal]]) -> bool:
    """Whether a column has running numbers and its total says how many."""
    return (
        [value for _label, value in parts]
        == list(range(1, len(parts) + 1))
        == list(range(1, int(total.value or 0) + 1))
    )


def _is_known(cell: Cell) -> bool:
    """Whether a cell has a number, or the dash that stands for none."""
    return cell.value is not None or cell.printed.strip() == "-"


def _amounts(grid: Grid, n: int, at: int) -> bool:
    """Whether a column's numbers can be added: not percentages, not means."""
    cells = [row.cells[n] for row in grid.rows[: at + 1]]
    values = [cell.value for cell in cells if cell.value is not None]
    if _NO_AMOUNT.search(grid.heads[n]) or any(cell.percent for cell in cells) or len(values) < 3:
        return False
    brackets = sum(cell.printed[:1] == "(" for cell in cells)
    if 0 < brackets < len(cells):
        return False
    fractions = any(cell.places for cell in cells)
    if fractions and not grid.heads[n] and _STATISTICS.search(grid.caption):
        return False
    alone = [row.cells[n].value for row in grid.rows[:at] if not is_summary(row)]
    parts = [value for value in alone if value is not None] or values[:-1]
    between = min(parts) <= values[-1] <= max(parts)
    return not (fractions and (between or values[-1] == 100))


def _down(lines: Sequence[Line], grid: Grid, sums: Sequence[_Sum]) -> Outcome:
    right = [one for one in sums if one.total.value in one.sums or _in_groups(one)]
    wrong = [one for one in sums if one not in right]
    if len(wrong) > 1 and all(map(_is_between, wrong)):
        return Outcome(len(right))
    found = (_total_finding(lines, one, bool(right)) for one in wrong)
    if not right and not _is_of_one_row(wrong):
        found = (replace(one, sure=Sure.LOOK) for one in found)
    return Outcome(len(sums), tuple(found))


def _is_of_one_row(sums: Sequence[_Sum]) -> bool:
    """Whether totals are all off by as much, or by what one row has: else no slip explains them."""
    offs = [abs((one.total.value or Decimal(0)) - one.sums[0]) for one in sums]
    rows = zip(*([value for _label, value in one.parts] for one in sums), strict=False)
    return len(set(offs)) == 1 or offs in map(list, rows)


def _is_between(one: _Sum) -> bool:
    """Whether a total lies amid its parts, as medians and means of all do, but no sums."""
    values = [value for _label, value in one.parts]
    return 0 <= min(values) <= (one.total.value or 0) <= max(values)


def _in_groups(one: _Sum) -> bool:
    """Whether the first parts make up the total already: others part the same whole otherwise."""
    added = accumulate(value for _label, value in one.parts[:-2])
    return one.total.value in list(added)[1:]


def _total_finding(lines: Sequence[Line], one: _Sum, others_right: bool) -> Finding:
    printed = one.total.value or Decimal(0)
    expected = min(one.sums, key=lambda of: (printed not in swaps(of), abs(of - printed)))
    words = explanation(one.parts, printed) if expected == one.sums[0] else ""
    slip = bool(words) or one_digit(printed, expected)
    rounded = one.total.places and abs(printed - expected) <= one.total.step
    near = abs(printed - expected) * 10 <= max(abs(expected), abs(printed))
    if rounded or not one.known or not (near or slip or others_right):
        sure = Sure.LOOK
    else:
        sure = Sure.CERTAIN if others_right or slip else Sure.LIKELY
    message = (
        f"{one.label} พิมพ์ไว้ {told(printed, one.total.places)} "
        f"แต่ {len(one.parts)} รายการข้างบนรวมกันได้ {told(expected, one.total.places)}"
    )
    return finding(lines, one.total, Kind.TOTAL, expected, sure, f"{message} {words}".strip())


def _nested(lines: Sequence[Line], grid: Grid) -> Outcome:
    """Rows with items of their own below, where most of such rows are the sum of theirs."""
    groups = [group for group in _parents(grid) if len(group[1]) > 1]
    return sum((_of_parents(lines, groups, n) for n in range(grid.width)), Outcome())


def _of_parents(
    lines: Sequence[Line], groups: Sequence[tuple[Row, Sequence[Row]]], n: int
) -> Outcome:
    """A column of rows and their items; in wide or drawn tables only slips are told."""
    several = [(row, items) for row, items in groups if row.cells[n].value is not None]
    wrong = [(row, items) for row, items in several if added(items, n) != row.cells[n].value]
    right = len(several) - len(wrong)
    if right < 2 or right <= len(wrong):
        return Outcome()
    told_of = [one for one in wrong if _is_plain_list(one[0]) or _is_slip(*one, n)]
    return Outcome(len(several), tuple(_nested_finding(lines, *one, n) for one in told_of))


def _is_plain_list(row: Row) -> bool:
    return not row.drawn and len(row.cells) == 1


def _is_slip(row: Row, items: Sequence[Row], n: int) -> bool:
    """Whether two digits are swapped: a part of the items alone makes any sum."""
    return row.cells[n].value in swaps(added(items, n))


def _parents(grid: Grid) -> Iterator[tuple[Row, list[Row]]]:
    """Each row that is numbered otherwise than the rows right below it, with those rows."""
    rows = [row for row in grid.rows if not is_total(row.label)]
    parent, items = None, list[Row]()
    for row in rows:
        if row.style and parent and row.style != parent.style:
            items.append(row)
            continue
        if parent:
            yield parent, items
        parent, items = row, []
    if parent:
        yield parent, items


def _nested_finding(lines: Sequence[Line], row: Row, items: Sequence[Row], n: int) -> Finding:
    expected, cell = added(items, n), row.cells[n]
    message = (
        f"{row.label} พิมพ์ไว้ {told(cell.value or Decimal(0))} "
        f"แต่ {len(items)} รายการย่อยรวมกันได้ {told(expected)}"
    )
    return finding(lines, cell, Kind.TOTAL, expected, Sure.LIKELY, message)
