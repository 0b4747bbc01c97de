"""Percentages of tables against the counts they are of, and of one whole against 100.

Kind ``percent``. Half a step of the last decimal is rounding; up to a whole step is taken for
a figure rounded so that its row adds to 100, which offices do on purpose.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from khet.rules.checking.findings.at_cell import finding
from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure, number_of
from khet.rules.checking.reading.broken_rows import began_before
from khet.rules.checking.reading.cells import Cell, Row
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain, quantities, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid, is_average, is_both, is_share, is_total
from khet.rules.rounding import half_up_decimal

_HUNDRED, _MANY, _ABOVE, _SCALE = Decimal(100), 5, 4, 10
_RUNNING = re.compile(r"สะสม|เป้าหมาย")
_OF_PERCENT = re.compile(r"ร้อยละ|%|percent", re.I)


def check(report: Report) -> Outcome:
    """Percentages of all tables of a report."""
    return sum((_of_grid(report.lines, grid) for grid in report.grids), Outcome())


def fits(part: Decimal, whole: Decimal, percent: Decimal, places: int) -> bool:
    """Whether a printed percentage is that of the part, but for rounding.

    >>> fits(Decimal(58), Decimal(117), Decimal("49.58"), 2)
    True
    >>> fits(Decimal(92), Decimal(99), Decimal("92.89"), 2)
    False
    """
    if not whole:
        return False
    return abs(part * _HUNDRED / whole - percent) <= Decimal(1).scaleb(-places)


def percent_of(part: Decimal, whole: Decimal, places: int) -> Decimal:
    """The percentage as printed to that many decimals, halves up.

    >>> percent_of(Decimal(92), Decimal(99), 2)
    Decimal('92.93')
    """
    return half_up_decimal(part * _HUNDRED / whole, places)


def share_told(
    part: Decimal, whole: Decimal, expected: Decimal, printed: Decimal, places: int, unit: str = ""
) -> str:
    """How a percentage is reckoned, and what is printed.

    >>> share_told(Decimal(92), Decimal(99), Decimal("92.93"), Decimal("92.89"), 2)
    '92 จาก 99 คิดเป็นร้อยละ 92.93 แต่พิมพ์ไว้ 92.89'
    """
    of = f"{told(part)} จาก {told(whole)} {unit}".strip()
    return f"{of} คิดเป็นร้อยละ {told(expected, places)} แต่พิมพ์ไว้ {told(printed, places)}"


def _of_grid(lines: Sequence[Line], grid: Grid) -> Outcome:
    found = sum((_share_row(lines, grid, n) for n in range(1, len(grid.rows))), Outcome())
    grid = grid.without_shares()
    if grid.width == 1 and _percents(grid, 0):
        return found + _hundred(lines, grid, 0)
    for n in range(1, grid.width):
        if _percents(grid, n):
            related = _column(lines, grid, n)
            found += related or _hundred(lines, grid, n)
        elif all(cell.places for cell in grid.column(n) if cell.value):
            found += _unnamed(lines, grid, n)
    return found


def _unnamed(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """A column that no heading names, where all rows but one have the percentage of their count."""
    found = _column(lines, grid, n) or Outcome()
    slips = [one for one in found.findings if _is_slip(one)]
    told = tuple(slips) if len(found.findings) == 1 else ()
    return Outcome(found.checked, told) if found.checked >= _MANY else Outcome()


def _is_slip(one: Finding) -> bool:
    printed, expected = number_of(one.printed), number_of(one.expected)
    return printed is not None and expected is not None and one_digit(printed, expected)


def _share_row(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """A row of percentages against the row above, of its last cell or of the column's total."""
    above, row = grid.rows[n - 1 : n + 1]
    if not is_share(row.label) or is_share(above.label):
        return Outcome()
    pairs = [
        (part.value, cell)
        for part, cell in zip(above.cells, row.cells, strict=True)
        if part.value is not None and cell.value is not None
    ]
    whole = above.cells[-1].value or Decimal(0)
    wrong = [(part, cell) for part, cell in pairs if not fits(part, whole, *_printed(cell))]
    if len(pairs) - len(wrong) < 2 or len(wrong) * 2 >= len(pairs):
        return Outcome()
    found = tuple(_share_finding(lines, above.label, cell, part, whole) for part, cell in wrong)
    return Outcome(len(pairs), found)


def _percents(grid: Grid, n: int) -> bool:
    cells = grid.column(n)
    named = bool(_OF_PERCENT.search(grid.heads[n]))
    values = [cell.value for cell in cells if cell.value is not None]
    whole = any(is_total(row.label) and row.cells[n].value == _HUNDRED for row in grid.rows)
    return len(values) > 1 and (named or whole or any(cell.percent for cell in cells))


def _column(lines: Sequence[Line], grid: Grid, n: int) -> Outcome | None:
    """A column of percentages against the counts before it, by the whole that most rows fit."""
    best: list[tuple[Row, Decimal, Decimal]] = []
    most = 0
    for of, wholes in _relations(lines, grid, n):
        rows = [
            (row, part, whole)
            for row, whole in zip(grid.rows, wholes, strict=True)
            if (part := row.cells[of].value) is not None
            and row.cells[n].value is not None
            and whole
        ]
        right = sum(fits(part, whole, *_printed(row.cells[n])) for row, part, whole in rows)
        if right > most:
            best, most = rows, right
    doubtful = bool(_RUNNING.search(grid.heads[n])) and most < len(best) - 1
    told = [one for one in best if not (_is_whole(one[0], n) or _is_mean(grid, one[0], n))]
    wrong = [one for one in told if not _fits_either_way(*one, n)]
    few = most < 2 or len(wrong) * 2 > len(told) - len(wrong)
    if few or doubtful or not _is_borne_out(best, n):
        return None
    found = [
        _share_finding(lines, row.label, row.cells[n], part, whole)
        for row, part, whole in wrong
        if not _is_of_unrounded(row, part, whole, n)
    ]
    return Outcome(len(best), tuple(found))


def _fits_either_way(row: Row, part: Decimal, whole: Decimal, n: int) -> bool:
    """Whether a percentage is right; a row of more than the whole may have the whole's share of it.

    Votes of 300 in all, and below them "ผู้มีสิทธิทั้งหมด 320 93.75".
    """
    printed = _printed(row.cells[n])
    return fits(part, whole, *printed) or (part > whole and fits(whole, part, *printed))


def _is_of_unrounded(row: Row, part: Decimal, whole: Decimal, n: int) -> bool:
    """Whether a percentage may be of a mean as it was before it was rounded: 4.51 of 5 is 90.13."""
    several = [cell for cell in row.cells if cell.value == part and cell.places]
    if not several or whole > _SCALE or row.cells[n].value is None:
        return False
    rounding = several[0].step / 2 * _HUNDRED / whole + row.cells[n].step / 2
    return abs(part * _HUNDRED / whole - (row.cells[n].value or 0)) <= rounding


def _is_borne_out(rows: Sequence[tuple[Row, Decimal, Decimal]], n: int) -> bool:
    """Whether all rows fit, or two do that aren't all or nothing: 100 per cent is of anything."""
    fitting = [one for one in rows if fits(one[1], one[2], *_printed(one[0].cells[n]))]
    telling = [row for row, part, whole in fitting if part not in (0, whole) or is_total(row.label)]
    return len(fitting) == len(rows) or len(telling) > 1


def _is_mean(grid: Grid, row: Row, n: int) -> bool:
    """Whether a row of averages has the mean of the percentages."""
    if not (is_average(row.label) or is_both(row.label)):
        return False
    rows = [one for one in grid.rows if not (is_total(one.label) or is_average(one.label))]
    values = [one.cells[n].value or Decimal(0) for one in rows if one is not row]
    mean = sum(values, Decimal(0)) / max(len(values), 1)
    return abs(mean - (row.cells[n].value or 0)) <= row.cells[n].step


def _is_whole(row: Row, n: int) -> bool:
    """Whether a row is the total with its 100 per cent."""
    return is_total(row.label) and row.cells[n].value == _HUNDRED


def _printed(cell: Cell) -> tuple[Decimal, int]:
    return cell.value or Decimal(0), cell.places


def _relations(
    lines: Sequence[Line], grid: Grid, n: int
) -> Iterator[tuple[int, list[Decimal | None]]]:
    """Columns that the percentages could be of, with the whole of each row."""
    rows = grid.rows
    for of in range(n - 1, -1, -1):
        totals = [row.cells[of].value for row in rows if is_total(row.label)]
        parts = [row.cells[of].value or Decimal(0) for row in rows if not is_total(row.label)]
        wholes: list[Decimal | None] = [*totals, sum(parts, Decimal(0)), *_stated(lines, grid)]
        for whole in wholes:
            yield of, [whole] * len(rows)
        yield of, [_all(row, n) for row in rows]
        for other in range(grid.width):
            if other not in (of, n):
                yield of, [row.cells[other].value for row in rows]
                yield of, [_both(row.cells[of].value, row.cells[other].value) for row in rows]


def _both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _all(row: Row, n: int) -> Decimal:
    """The counts of a row before its nth cell, together."""
    counts = (cell.value for cell in row.cells[:n] if cell.value and not cell.places)
    return sum(counts, Decimal(0))


def _stated(lines: Sequence[Line], grid: Grid) -> list[Decimal]:
    """Whole numbers that the lines above a table state."""
    first = grid.rows[0].at if grid.rows else 0
    near = [line.text for line in lines[max(0, first - _ABOVE) : first]]
    said = quantities(plain(" ".join([*near, grid.caption])))
    return [one.value for one in said if not one.places and one.value > 1]


def _share_finding(
    lines: Sequence[Line], label: str, cell: Cell, part: Decimal, whole: Decimal
) -> Finding:
    expected = percent_of(part, whole, cell.places)
    share = share_told(part, whole, expected, cell.value or Decimal(0), cell.places)
    message = f"{label} {share}"
    return finding(lines, cell, Kind.PERCENT, expected, Sure.CERTAIN, message.strip())


def _hundred(lines: Sequence[Line], grid: Grid, n: int) -> Outcome:
    """Percentages of a column whose total says 100, against it."""
    total = next((r.cells[n] for r in grid.rows if is_total(r.label) and r.cells[n].value), None)
    parts = [row.cells[n] for row in grid.rows if not is_total(row.label)]
    if _RUNNING.search(grid.heads[n]) or not total or total.value != _HUNDRED:
        return Outcome()
    if len(parts) < 2 or any(cell.value is None or cell.unit not in ("", "%") for cell in parts):
        return Outcome()
    added = sum((cell.value or Decimal(0) for cell in parts), Decimal(0))
    if abs(added - _HUNDRED) <= max(cell.step for cell in parts) * len(parts) / 2:
        return Outcome(1)
    message = f"ร้อยละของ {len(parts)} รายการรวมกันได้ {told(added)} ไม่ใช่ 100"
    whole = grid.whole and not began_before(lines, grid.rows[0])
    sure = Sure.LIKELY if whole else Sure.LOOK
    return Outcome(1, (finding(lines, total, Kind.PERCENT, added, sure, message),))
