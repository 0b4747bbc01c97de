"""Which rows a total of a table may be of, and what they make.

Those since the total before it, all, the totals before it, those alike, those that its label names.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, takewhile

from khet.rules.checking.reading.cells import Row
from khet.rules.checking.reading.tables import Grid, is_average, is_both, is_total

_KIND, _WORD, _RECEIPTS = 5, 2, 3
_TAX = re.compile(r"ภาษี|\bVAT\b", re.I)
_TURN = re.compile(r"^(?:บวก|หัก)[ :]?")
_CARRIES = re.compile(r"^(?:ยอด|เงิน|รวม)?(?:ยกมา|คงเหลือ|สุทธิ|หลังหัก)")
_BROUGHT = re.compile(
    r"^(?:ยอด|เงิน|บวก ?)?(?:คงเหลือ)?ยกมา|^ยอดต้น(?:ปี|งวด|เดือน)"
    r"|^(?:ยอด)?เงิน(?:คง)?เหลือ(?:จาก)?(?:ปี|เดือน|ภาค)"
)
"""What was there before, which a total of what came in may leave out."""
_CARRIED = {
    re.compile(r"(?:^|[ (])นาที\)?$"): 60,
    re.compile(r"(?:^|[ (])(?:สต\.?|สตางค์)\)?$"): 100,
    re.compile(r"(?:^|[ (])งาน\)?$"): 4,
    re.compile(r"(?:^|[ (])(?:ตารางวา|ตร\.? ?ว\.?|วา)\)?$"): 100,
}
"""Small units by their headings, and how many of them are one of the column before."""


def total_rows(grid: Grid) -> list[int]:
    """The places of the rows that are totals of those above them.

    >>> rows = tuple(Row(n, label, ()) for n, label in enumerate(["รวม", "ก", "ข", "รวม"]))
    >>> total_rows(Grid((), rows, "", True))
    [3]
    """
    if _stand_above(grid.rows):
        return []
    several = [n for n, row in enumerate(grid.rows) if n and is_summary(row)]
    return [n for n in several if not _is_overall(grid.rows[: n + 1])]


def _stand_above(rows: Sequence[Row]) -> bool:
    """Whether totals are of the rows below them: the first row is one, the last isn't."""
    return len(rows) > 1 and is_summary(rows[0]) and _is_item(rows[1]) and _is_item(rows[-1])


def _is_item(row: Row) -> bool:
    return not (is_summary(row) or is_average(row.label))


def is_summary(row: Row) -> bool:
    """Whether a row has totals, alone or with averages.

    >>> is_summary(Row(0, "รวม/เฉลี่ย", ())), is_summary(Row(0, "เฉลี่ย", ()))
    (True, False)
    """
    return is_total(row.label) or is_both(row.label)


def _is_overall(rows: Sequence[Row]) -> bool:
    """Whether each row and the last parts the same whole: the same people, asked of each thing."""
    wholes = {sum((cell.value or Decimal(0) for cell in row.cells), Decimal(0)) for row in rows}
    return len(wholes) == 1 and len(rows) > 2 and len(rows[0].cells) > 1


def since(grid: Grid, at: int) -> list[Row]:
    """The rows above a total row since the total before it.

    >>> labels = ["ก", "รวม 1", "ข", "ค", "รวม 2"]
    >>> rows = tuple(Row(n, label, ()) for n, label in enumerate(labels))
    >>> [row.label for row in since(Grid((), rows, "", True), 4)]
    ['ข', 'ค']
    """
    last = max((n for n in total_rows(grid) if n < at), default=-1)
    return [row for row in grid.rows[last + 1 : at] if not is_average(row.label)]


def sums_of(grid: Grid, at: int, n: int, own: Sequence[Row]) -> list[Decimal]:
    """What a total of a column may be, that of its own rows first.

    >>> from khet.rules.checking.reading.cells import cell_of
    >>> parts = [("ครู", "12"), ("นักเรียนชาย", "98"), ("นักเรียนหญิง", "87"), ("รวม", "185")]
    >>> rows = [Row(n, label, (cell_of(text, n),)) for n, (label, text) in enumerate(parts)]
    >>> sums = sums_of(Grid(("คน",), tuple(rows), "", True), 3, 0, rows[:3])
    >>> int(sums[0]), Decimal(185) in sums
    (197, True)
    """
    groups = _groups(grid, at, n, own)
    sums = [added(rows, n) for rows in groups if len(rows) > 1]
    others = (_carried(grid.heads, own, n), *_before_tax(grid, at, n, own))
    return [*sums, *others, *_carried_on(grid.rows[:at], n)]


def _carried_on(rows: Sequence[Row], n: int) -> Iterator[Decimal]:
    """What the rows make from the last on that carries what is above it: "ยอดยกมา", "คงเหลือ"."""
    last = max((k for k, row in enumerate(rows) if _CARRIES.search(row.label)), default=None)
    if last is not None and last < len(rows) - 1:
        yield added(rows[last:], n)


def _before_tax(grid: Grid, at: int, n: int, own: Sequence[Row]) -> Iterator[Decimal]:
    """What a total is whose rows have prices with the tax that the row below takes out of them."""
    below = grid.rows[at + 1 : at + 2]
    yield from (added(own, n) - added([row], n) for row in below if _TAX.search(row.label))


def _groups(grid: Grid, at: int, n: int, own: Sequence[Row]) -> list[Sequence[Row]]:
    """The rows that a total may be of, those of its own part first."""
    before = [row for row in grid.rows[:at] if not is_average(row.label)]
    alone = [row for row in before if not is_total(row.label)]
    totals = [row for row in grid.rows[:at] if is_summary(row)]
    styles = {row.style for row in before}
    alike = [[row for row in before if row.style == style] for style in styles]
    plain = [row for row in before if not row.label.startswith("รวม")]
    label = grid.rows[at].label
    counted = [row for row in own if "เฉลี่ย" not in row.label]
    received = [row for row in own if not _BROUGHT.search(row.label)]
    some = (
        counted,
        received,
        plain,
        _tops(own, n),
        _of_one_kind(own),
        _named(before, label),
        *_spent(own, label),
        *_from_turn(own),
    )
    return [own, since(grid, at), alone, totals, [*totals, *own], *alike, *some]


def _spent(rows: Sequence[Row], label: str) -> Iterator[Sequence[Row]]:
    """Of rows above a total of spending those without the receipts that may stand first."""
    if "จ่าย" in label:
        yield from (rows[receipts:] for receipts in range(1, _RECEIPTS + 1))


def _from_turn(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows from the last on that says what is added or taken off: "บวก รายได้อื่น"."""
    last = max((n for n, row in enumerate(rows) if _TURN.match(row.label)), default=0)
    if last:
        yield rows[last:]


def _named(rows: Sequence[Row], label: str) -> list[Row]:
    """The rows with the last word of a total's label: "รวม ป.3", "รวม แผน"."""
    *_before, word = label.split(" ")
    if len(word) <= _WORD or not _before:
        return []
    return [row for row in rows if re.search(rf"{re.escape(word)}(?!\d)", row.label)]


def _tops(rows: Sequence[Row], n: int) -> list[Row]:
    """The rows without those that follow one and make it up: "บุคลากร 12 / ครู 10 / ลูกจ้าง 2"."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        found.append(rows[at])
        added = accumulate(row.cells[n].value or Decimal(0) for row in rows[at + 1 :])
        own = rows[at].cells[n].value
        at += next((k for k, value in enumerate(added, 1) if own and k > 1 and value == own), 0) + 1
    return found


def _of_one_kind(rows: Sequence[Row]) -> list[Row]:
    """The last rows that begin with the same word: "ครู 12, นักเรียนชาย 98, นักเรียนหญิง 87"."""
    word = rows[-1].label[:_KIND] if rows else ""
    alike = list(takewhile(lambda row: row.label.startswith(word), reversed(rows)))
    return alike if len(word) == _KIND else []


def added(rows: Sequence[Row], n: int) -> Decimal:
    """The sum of a column of some rows.

    >>> from khet.rules.checking.reading.cells import cell_of
    >>> int(added([Row(0, "", (cell_of(text, 0),)) for text in ("1,200", "-", "300")], 0))
    1500
    """
    return sum((row.cells[n].value or Decimal(0) for row in rows), Decimal(0))


def _carried(heads: Sequence[str], rows: Sequence[Row], n: int) -> Decimal:
    """The sum of a column of hours and minutes, rai and ngan: sixty minutes are an hour more."""
    own, right = (_base(heads[m]) if m < len(heads) else 0 for m in (n, n + 1))
    value = added(rows, n)
    if right:
        value += _carried_over(heads, rows, n + 1)
    return value % own if own else value


def _carried_over(heads: Sequence[str], rows: Sequence[Row], n: int) -> Decimal:
    base = _base(heads[n])
    more = n + 1 < len(heads) and _base(heads[n + 1])
    value = added(rows, n) + (_carried_over(heads, rows, n + 1) if more else 0)
    return value // base


def _base(head: str) -> int:
    return next((base for unit, base in _CARRIED.items() if unit.search(head)), 0)
