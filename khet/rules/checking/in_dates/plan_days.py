"""Months and days of a fiscal year's plan, of which one lies outside of the year.

They stand in a column, or each alone in its line. What prepares a plan or reports on it may rightly
lie outside.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.year_claims import TITLE, Claim, claims

_SHORT = [re.escape(name).replace(r"\.", r"\.? ?", 1).rstrip() for name in SHORT_MONTHS]
_NAME = "|".join([*MONTHS, *_SHORT])
_ONE = rf"(?:\d{{1,2}}(?: ?- ?\d{{1,2}})? ?)?(?:เดือน)? ?({_NAME}) ?(?:พ\.ศ\. ?)?(\d{{4}}|\d{{2}})?"
_CELL = re.compile(rf"(?:วันที่ ?)?{_ONE}(?: ?(?:-|ถึง) ?{_ONE})?")
_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}
_PLAN = re.compile(r"แผน|ปฏิทิน|โครงการ")
_AROUND = re.compile(
    r"สรุป|รายงาน|ประเมินผล|ถอดบทเรียน|เตรียม|วางแผน|จัดทำแผน|ทบทวน|เหลื่อมปี|ปีถัดไป|ปีก่อน|ต่อเนื่อง|ขยายเวลา|เผยแพร่|ติดตามผล"
    r"|ลงชื่อ|ลงนาม|ผู้เสนอ|อนุมัติ|เห็นชอบ|ประกาศ|สั่ง ณ"
)
_OF_BOUNDS = re.compile(r"1 (?:ตุลาคม|ต\.ค\.) ?\d{2,4} ?(?:-|ถึง)")
"""The first day of a fiscal year: then a title says itself what lies outside."""
_A_YEAR, _OCTOBER, _ENOUGH, _GAP = 12, 10, 4, 8


@dataclass(frozen=True)
class _Months:
    at: int
    column: int
    printed: str
    first: int
    last: int


def plan_days(report: Report) -> Iterator[Finding]:
    """The one row of a plan whose months aren't of its fiscal year.

    >>> texts = ["แผนนิเทศ ปีงบประมาณ 2568", "ประชุม | ต.ค. 67", "นิเทศ | ธ.ค. 67 - ก.พ. 68"]
    >>> texts += ["อบรม | มี.ค. 68", "นิเทศ | มิ.ย. - ส.ค. 68", "เวที | พ.ย. 68"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [(one.line, one.printed) for one in plan_days(report)]
    [(6, 'พ.ย. 68')]
    """
    claim = next(claims(report.lines[:TITLE]), None)
    if claim and _PLAN.search(_title(report)) and claim.named == "ปีงบประมาณ":
        for run in _runs(report.lines):
            yield from _of_run(report, claim, run)


def _title(report: Report) -> str:
    return " ".join(report.texts[:TITLE])


def _runs(lines: Sequence[Line]) -> Iterator[list[_Months]]:
    """The months that stand in one column of lines near each other."""
    columns: dict[int, list[_Months]] = {}
    for at, line in enumerate(lines):
        for column, cell in enumerate(line.cells or parted(line.text)):
            if one := _months(at, column, plain(cell).strip()):
                run = columns.get(column, [])
                if run and at - run[-1].at > _GAP:
                    yield run
                    run = []
                columns[column] = [*run, one]
    yield from columns.values()


def _months(at: int, column: int, cell: str) -> _Months | None:
    """The months from and to that fill a cell, counted from the year 0, where a year is printed."""
    found = _CELL.fullmatch(cell)
    year = found and (found[4] or (not found[3] and found[2]))
    if not found or not year:
        return None
    last = _number(found[3] or found[1], year)
    first = _number(found[1], found[2] or year)
    return _Months(at, column, cell, first, last) if first <= last else None


def _number(name: str, year: str) -> int:
    full = int(year) + 2500 * (len(year) == 2)
    return full * _A_YEAR + _NUMBERS[re.sub(r"[. ]", "", name)]


def _of_run(report: Report, claim: Claim, run: Sequence[_Months]) -> Iterator[Finding]:
    begins = (claim.year - 1) * _A_YEAR + _OCTOBER
    outside = [one for one in run if one.first < begins or one.last >= begins + _A_YEAR]
    inside = len(run) - len(outside)
    if len(outside) != 1 or inside < _ENOUGH:
        return
    [one] = outside
    far = begins - one.first > _A_YEAR or one.last - begins >= 2 * _A_YEAR
    near = " ".join(report.texts[max(0, one.at - 2 * (one.column == 0)) : one.at + 1])
    if not far and not _AROUND.search(near):
        beside = begins - one.first == 1 or one.last == begins + _A_YEAR
        at_end = one in (run[0], run[-1]) and beside and not _OF_BOUNDS.search(_title(report))
        sure = Sure.LOOK if at_end else Sure.LIKELY
        message = f"{one.printed} อยู่นอก{claim.told} ทั้งที่รายการอื่นอยู่ในปี"
        yield found_at(report.lines, one.at, Kind.DATE, one.printed, "", sure, message)
