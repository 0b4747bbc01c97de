"""A beginning, an end and a length in the columns of a table.

Which columns they are the heads say ("วันเริ่มสัญญา", "สิ้นสุด", "จำนวนวัน"), or most rows: where
the length fits in all of them but one. A length counts both days, or as all the other rows do.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khet.rules.calendar import BUDDHIST_ERA, thai_date
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Stated, stated
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.sheets import Sheet
from khet.rules.checking.reading.stream import Line

_BEGINS = re.compile(r"เริ่ม|ตั้งแต่|ทำสัญญา|ลงนาม|วันที่ไป|วันที่ยืม|วันเปิด|เปิดภาค|ออกเดินทาง|^วันที่?ไป|^จาก")
_ENDS = re.compile(r"สิ้นสุด|ครบ|แล้วเสร็จ|เสร็จ|ส่งมอบ|กลับ|วันที่คืน|วันปิด|ปิดภาค|^ถึง")
_LENGTH = re.compile(r"จำนวนวัน|ระยะเวลา|\(วัน\)|^(?:รวม)?วัน$|จำนวน ?\(วัน")
_COUNT = re.compile(r"(\d{1,3})(?: ?วัน)?")
_ENOUGH, _WEEK = 3, 7
_WAYS: tuple[Callable[[date, date], int], ...] = (
    lambda first, last: (last - first).days + 1,
    lambda first, last: (last - first).days,
    lambda first, last: sum(
        (first + timedelta(n)).weekday() < 5 for n in range((last - first).days + 1)
    ),
)


@dataclass(frozen=True)
class _Period:
    """From ``first`` to ``last`` (days as printed, one where it is a range) in a row."""

    at: int
    first: Stated
    last: Stated

    @property
    def begins(self) -> date:
        """The first day."""
        return self.first.days[0].date or date.min

    @property
    def ends(self) -> date:
        """The last day."""
        return self.last.days[-1].date or date.max


@dataclass(frozen=True)
class _Lengths:
    """A column of lengths: of which rows, how they count, and how many rows fit."""

    named: bool
    of: dict[int, int]
    way: Callable[[date, date], int]
    fits: int


def periods(report: Report) -> Iterator[Finding]:
    """Ends before their beginning, and lengths that don't fit, in the rows of tables.

    >>> texts = ["รุ่น | วันที่อบรม | จำนวนวัน", "1 | 5 - 7 มี.ค. 2567 | 3", "2 | 12 - 14 มี.ค. 2567 | 4"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [(one.line, one.printed, one.expected) for one in periods(report)]
    [(3, '4', '3')]
    """
    for sheet in report.sheets:
        yield from _of_sheet(report.lines, sheet)


def _of_sheet(lines: Sequence[Line], sheet: Sheet) -> Iterator[Finding]:
    read = {
        (at, n): one
        for at, cells in sheet.rows
        for n, cell in enumerate(cells)
        if (one := _only(cell, at))
    }
    for n in range(sheet.width):
        own = {at: one for (at, column), one in read.items() if column == n}
        after = {at: one for (at, column), one in read.items() if column == n + 1}
        if len(own) > 1 and all(at in own for at in after) and after:
            pairs = [_Period(at, own[at], after[at]) for at in sorted(after)]
            yield from _of_columns(lines, sheet, pairs, _named(*sheet.heads[n : n + 2]))
        elif len(own) > 1 and not any((at, n - 1) in read for at in own):
            spans = [_Period(at, one, one) for at, one in own.items()]
            yield from _of_lengths(lines, sheet, spans)


def _only(cell: str, at: int) -> Stated | None:
    """The one day or range of days that a cell has, where all of it is known."""
    found = stated(cell, at)
    whole = len(found) == 1 and found[0].sure and all(day.date for day in found[0].days)
    return found[0] if whole and (len(found[0].days) == 1 or found[0].span) else None


def _named(head: str, after: str) -> int:
    """How many of two heads say that they are of a beginning and an end; -1 where they aren't."""
    begins, ends = bool(_BEGINS.search(head)), bool(_ENDS.search(after))
    due = bool(_ENDS.search(head) and not begins) or bool(_BEGINS.search(after) and not ends)
    return -1 if due else begins + ends


def _of_columns(
    lines: Sequence[Line], sheet: Sheet, pairs: Sequence[_Period], named: int
) -> Iterator[Finding]:
    """Two columns of days: the second is of the end where the heads or the other rows say so."""
    right = [one for one in pairs if one.begins <= one.ends]
    wrong = [one for one in pairs if one.begins > one.ends]
    if named < 0 or (not named and (len(right) < _ENOUGH or len(wrong) > 1)):
        return
    lengths = _lengths(sheet, right)
    named = named or int(lengths is not None and lengths.named)
    for one in wrong if len(wrong) <= len(right) else ():
        if named or _later(one, right):
            sure = Sure.CERTAIN if named > 1 else Sure.LIKELY
            yield _backwards(lines, one, lengths, sure, _later(one, right))
    if named:
        yield from _of_lengths(lines, sheet, right)


def _later(one: _Period, right: Sequence[_Period]) -> str:
    """The end a year later, where it is then as near as the ends of the other rows."""
    longest = max(((other.ends - other.begins).days for other in right), default=0)
    for day in one.last.days[-1].beside:
        if day.date and 0 <= (day.date - one.begins).days <= 2 * longest:
            return one.last.moved(day)
    return ""


def _lengths(sheet: Sheet, periods: Sequence[_Period]) -> _Lengths | None:
    """The column whose whole numbers are the lengths of most periods; 1 proves nothing unnamed."""
    found = []
    for n, head in enumerate(sheet.heads):
        of = {at: int(read[1]) for at, cells in sheet.rows if (read := _COUNT.fullmatch(cells[n]))}
        both = [one for one in periods if one.at in of]
        for way in _WAYS:
            named = bool(_LENGTH.search(head))
            told = [one for one in both if named or of[one.at] > 1]
            fits = sum(way(one.begins, one.ends) == of[one.at] for one in told)
            if fits >= (1 if named else _ENOUGH) and fits * 2 >= len(both):
                found.append(_Lengths(named, of, way, fits))
    return max(found, key=lambda one: (one.fits, one.named), default=None)


def _of_lengths(
    lines: Sequence[Line], sheet: Sheet, periods: Sequence[_Period]
) -> Iterator[Finding]:
    lengths = _lengths(sheet, periods)
    if lengths is None:
        return
    for one in periods:
        said = lengths.of.get(one.at)
        if said is not None and all(
            way(one.begins, one.ends) != said for way in (lengths.way, _WAYS[0], _WAYS[2])
        ):
            yield _wrong_length(lines, one, lengths, said)


def _wrong_length(lines: Sequence[Line], one: _Period, lengths: _Lengths, said: int) -> Finding:
    """A length that doesn't fit; the end instead where only its year is wrong."""
    counted = lengths.way(one.begins, one.ends)
    apart = one.first is not one.last
    few = said * 2 < counted and counted > 2 * _WEEK
    some = said < counted and counted > _WEEK and (few or not (apart and lengths.fits > 1))
    sure = Sure.LOOK if some else Sure.LIKELY
    span = f"{one.first.printed} ถึง {one.last.printed}" if apart else one.first.printed
    message = f"{span} นับได้ {counted} วัน ไม่ใช่ {said} วัน"
    printed, expected = str(said), str(counted)
    for day in one.last.days[-1].beside if apart else ():
        if day.date and lengths.way(one.begins, day.date) == said:
            printed, expected, sure = one.last.printed, one.last.moved(day), Sure.LIKELY
    return found_at(lines, one.at, Kind.DATE, printed, expected, sure, message)


def _backwards(
    lines: Sequence[Line], one: _Period, lengths: _Lengths | None, sure: Sure, later: str
) -> Finding:
    """An end before its beginning; when it is where the row's length or another year says."""
    message = f"วันสิ้นสุด ({one.last.printed}) อยู่ก่อนวันเริ่ม ({one.first.printed})"
    said = lengths.of.get(one.at) if lengths else None
    expected = later
    for more in (said, said - 1) if lengths and said else ():
        end = one.begins + timedelta(more)
        if lengths and lengths.way(one.begins, end) == said:
            expected = _as(one.last.printed, end)
            message += f" นับ {said} วันจากวันเริ่มเป็น {expected}"
            break
    return found_at(lines, one.at, Kind.DATE, one.last.printed, expected, sure, message)


def _as(printed: str, day: date) -> str:
    """A day as another is printed: with a short month or a short year."""
    short = "." in printed
    told, year = thai_date(day, short), str(day.year + BUDDHIST_ERA)
    return told if re.search(r"\d{4}", printed) else told.replace(year, year[2:])
