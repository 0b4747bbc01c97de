"""Printed averages against the values they are of.

Kind ``average``. A row or column named an average is right when it is the plain mean of its values,
the mean weighted by a column of counts, or the mean of all, each but for rounding.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_tables.means_above import stands_above
from khet.rules.checking.in_tables.products import quotients
from khet.rules.checking.reading.broken_rows import began_before
from khet.rules.checking.reading.cells import Cell, Row
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_both, is_share, is_total
from khet.rules.rounding import half_up_decimal

_NAMED = re.compile(r"เฉลี่ย|mean|average|\u0305", re.I)
_OUTSIDE = re.compile(r"ประเทศ|จังหวัด|สังกัด|สพฐ|สพป|สพม|(?:ระดับ|ของ)(?:เขต|ภาค)|ปีก่อน|ปีที่แล้ว|เกณฑ์")
"""Averages of more than the table has."""
_SAID = re.compile(r"^([^0-9]{0,20})เฉลี่ย(?:รวม)?(?:ทั้ง)? ?(\d{1,2}) ?[ก-๎]{3}")
"""An average that says of how many it is: "IIT เฉลี่ย 5 ตัวชี้วัด"."""
_TRIMMED, _FEWEST = 5, 3
_COUNT = re.compile(r"(?:\(|จำนวน) ?([1-9]\d{0,4}) ?(?:ข้อ|คน|โรง|แห่ง|ราย|ตัวชี้วัด|ตัวบ่งชี้|เรื่อง|ห้อง)")
"""How many a row is of: "ด้านเนื้อหา (3 ข้อ)"."""
_OTHERWISE = re.compile(r"S\.? ?D|เบี่ยงเบน|σ|ผลต่าง|ส่วนต่าง|เพิ่ม|ลด|พัฒนาการ", re.I)
"""Columns whose average row isn't the mean of the rows, or is of the check of differences."""


def check(report: Report) -> Outcome:
    """Averages of all tables of a report."""
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def mean(values: Sequence[Decimal]) -> Decimal:
    """The plain mean.

    >>> mean([Decimal("42.44"), Decimal("36.24"), Decimal("47.61")])
    Decimal('42.09666666666666666666666667')
    """
    return sum(values, Decimal(0)) / len(values)


def near(cell_value: Decimal, step: Decimal, mean_of: Decimal) -> bool:
    """Equal but for rounding, or a last decimal cut off.

    >>> near(Decimal("42.09"), Decimal("0.01"), Decimal("42.0967"))
    True
    """
    return abs(cell_value - mean_of) < step


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    found = Outcome()
    for n, row in enumerate(grid.rows):
        above = is_average(row.label) and not _OUTSIDE.search(row.label)
        if above and not stands_above(lines, grid, n):
            found += _down(lines, grid, n)
    for n in range(2, grid.width):
        if _NAMED.search(grid.heads[n]) and not grid.heads[n].startswith("คะแนน"):
            found += _along(lines, grid, n)
    return found + quotients(lines, grid)


def _down(lines: Sequence[Line], grid: Grid, at: int) -> Outcome:
    """An average row: each column against the values above it."""
    rows = [row for row in grid.rows[:at] if _is_plain(row)]
    since = [row for row in _since(grid.rows[:at]) if _is_plain(row)]
    means = [row for row in grid.rows[:at] if is_average(row.label)]
    sides = [row for row in rows if not row.label[:1].isdigit()]
    groups: list[Sequence[Row]] = [since if len(since) > 1 else rows, rows, means, sides]
    said = _SAID.search(grid.rows[at].label)
    otherwise = Sure.LIKELY if said else Sure.LOOK
    if said:
        groups = _of_so_many(groups, rows, said[1], int(said[2]))
    columns = range(grid.width) if groups else ()
    compared = [_compared(grid, groups, grid.rows[at], n) for n in columns]
    several = [one for one in compared if one]
    wrong = [(cell, of) for cell, of, right in several if not right]
    right = len(several) - len(wrong)
    label = grid.rows[at].label
    if right and grid.whole:
        otherwise = Sure.CERTAIN
    found = (_row_finding(lines, cell, of, label, otherwise) for cell, of in wrong)
    torn = not grid.whole and not grid.rows[at].drawn
    if began_before(lines, grid.rows[0]) or (not right and (torn or _are_weighted(wrong))):
        found = (replace(one, sure=Sure.LOOK) for one in found)
    return Outcome(len(several), tuple(found))


def _of_so_many(
    groups: Sequence[Sequence[Row]], rows: Sequence[Row], name: str, many: int
) -> list[Sequence[Row]]:
    """The rows that an average of so many may be of: those it names, or a group of as many."""
    named = [row for row in rows if name.strip() and name.strip() in row.label]
    return [one for one in (named, *groups) if many in (len(one), _counted(one))]


def _counted(rows: Sequence[Row]) -> int:
    """How many items the labels of some rows say that they are of, together."""
    return sum(int(of[1]) for row in rows if (of := _COUNT.search(row.label)))


def _are_weighted(wrong: Sequence[tuple[Cell, Sequence[Decimal]]]) -> bool:
    """Whether several means all miss by a little, as those weighted by what isn't told do."""
    off = [(abs((cell.value or Decimal(0)) - mean(of)), max(of) - min(of)) for cell, of in wrong]
    return len(wrong) > 1 and all(by * 4 <= wide for by, wide in off)


def _is_plain(row: Row) -> bool:
    return not (is_average(row.label) or is_total(row.label) or is_share(row.label))


def _since(rows: Sequence[Row]) -> Sequence[Row]:
    """The last rows, from the last average on."""
    last = max((n for n, row in enumerate(rows) if is_average(row.label)), default=-1)
    return rows[last + 1 :]


def _compared(
    grid: Grid, groups: Sequence[Sequence[Row]], row: Row, n: int
) -> tuple[Cell, list[Decimal], bool] | None:
    """A cell of an average row with the values above it, and whether it is a mean of them."""
    cell = row.cells[n]
    several = [
        [value for one in rows if (value := one.cells[n].value) is not None] for rows in groups
    ]
    values = several[0]
    if cell.value is None or len(values) < 2 or _OTHERWISE.search(grid.heads[n]):
        return None
    if is_both(row.label) and cell.value > max(values):
        return None
    means = [mean(one) for one in several if one]
    means += [one for rows in groups for one in _weighted(grid, rows, n)]
    means += [
        *_added(row.label, cell, values),
        *_quotients(row, n),
        *_in_proportion(groups[0], row, n),
    ]
    return cell, values, any(near(cell.value, cell.step, one) for one in means)


def _quotients(row: Row, n: int) -> Iterator[Decimal]:
    """What two others of the row make: visits per school, a percentage, growth, a difference."""
    others = [cell.value for m, cell in enumerate(row.cells) if m != n and cell.value]
    for a, b in permutations(others, 2):
        yield a / b
        if row.cells[n].printed[:1] in "+-":
            yield a - b
        if row.cells[n].places:
            yield from (a * 100 / b, (a - b) * 100 / b, a - b)


def _in_proportion(rows: Sequence[Row], row: Row, n: int) -> Iterator[Decimal]:
    """What another of the row makes, where that column is always as many times the nth."""
    for other, cell in enumerate(row.cells):
        pairs = [(one.cells[other].value, one.cells[n].value) for one in rows]
        known = [(a, b) for a, b in pairs if a and b]
        if other == n or not cell.value or len(known) < _FEWEST or len(known) < len(pairs):
            continue
        times = mean([b for _a, b in known]) / mean([a for a, _b in known])
        if all(abs(a * times - b) < row.cells[n].step for a, b in known):
            yield cell.value * times


def _added(label: str, cell: Cell, values: Sequence[Decimal]) -> list[Decimal]:
    """What a row "รวม/เฉลี่ย" may have instead of a mean, or a column of how many they were."""
    return [sum(values, Decimal(0))] if "รวม" in label or not cell.places else []


def _weighted(grid: Grid, rows: Sequence[Row], n: int) -> Iterator[Decimal]:
    """Means of a column weighted by each other column of whole numbers."""
    for other in range(grid.width):
        pairs = [
            (row.cells[other].value or Decimal(0), row.cells[n].value or Decimal(0))
            for row in rows
            if row.cells[other].value is not None and row.cells[n].value is not None
        ]
        weight = sum((one for one, _value in pairs), Decimal(0))
        if other != n and weight > 0 and not any(row.cells[other].places for row in rows):
            yield sum((one * value for one, value in pairs), Decimal(0)) / weight
    yield from _by_counts(rows, n)


def _by_counts(rows: Sequence[Row], n: int) -> Iterator[Decimal]:
    """The mean of a column weighted by how many each label says that its row is of."""
    counts = [(_COUNT.search(row.label), row.cells[n].value) for row in rows]
    pairs = [(Decimal(of[1]), value) for of, value in counts if of and value is not None]
    if pairs and len(pairs) == len(rows):
        yield sum((one * value for one, value in pairs), Decimal(0)) / sum(one for one, _v in pairs)


def _row_finding(
    lines: Sequence[Line], cell: Cell, values: Sequence[Decimal], label: str, otherwise: Sure
) -> Finding:
    expected = half_up_decimal(mean(values), cell.places)
    printed = cell.value or Decimal(0)
    between = min(values) <= printed <= max(values)
    sure = Sure.CERTAIN if one_digit(printed, expected) else otherwise
    message = (
        f"{label} พิมพ์ไว้ {told(printed, cell.places)} แต่ค่าเฉลี่ยของ {len(values)} ค่าเท่ากับ "
        f"{told(expected, cell.places)}" + ("" if between else " (ค่าที่พิมพ์อยู่นอกช่วงของค่าทั้งหมด)")
    )
    return finding(lines, cell, Kind.AVERAGE, expected, sure, message)


def _along(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """A column named an average of the columns before it, where at least half of its rows are."""
    best: list[tuple[Row, list[Decimal], bool]] = []
    for first in range(n - 1):
        plain_rows = (row for row in grid.rows if not is_average(row.label))
        rows = [one for row in plain_rows if (one := _of_row(row, first, n))]
        if sum(right for _r, _v, right in rows) > sum(right for _r, _v, right in best):
            best = rows
    wrong = [(row, values) for row, values, right in best if not right]
    if len(best) - len(wrong) < 2 or len(wrong) * 2 > len(best):
        return Outcome()
    found = (
        _row_finding(lines, row.cells[n], values, row.label, Sure.CERTAIN) for row, values in wrong
    )
    return Outcome(len(best), tuple(found))


def _of_row(row: Row, first: int, n: int) -> tuple[Row, list[Decimal], bool] | None:
    """A row's values and whether it has their mean, also that without the highest and lowest."""
    values = [value for cell in row.cells[first:n] if (value := cell.value) is not None]
    cell = row.cells[n]
    if cell.value is None or len(values) < 2:
        return None
    inner = sorted(values)[1:-1] if len(values) >= _TRIMMED else values
    means = (mean(values), mean(inner))
    return row, values, any(near(cell.value, cell.step, one) for one in means)
