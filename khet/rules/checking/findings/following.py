"""Findings that only follow from another: one fault is told once, where it stands.

A total that is off by what a figure above it is off, what is reckoned from a wrong total in its row
and the level of a wrong figure aren't told.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Sure, number_of
from khet.rules.checking.reading.parsed import Report

_ABOVE, _AMOUNTS = 60, {Kind.TOTAL, Kind.DIFFERENCE}
_JUDGED = {Kind.PERCENT, Kind.AVERAGE}
_OF_TOTALS = {Kind.PERCENT, Kind.DIFFERENCE}


def without_followers(report: Report, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a report without those that only follow from others of them.

    >>> from khet.rules.checking.findings.finding import Sure
    >>> from khet.rules.checking.reading.stream import Line
    >>> report = Report([Line(1, "ก | 8 | 9"), Line(2, "รวม | 8 | 9")])
    >>> several = [Finding(n, "", Kind.TOTAL, "9", "8", Sure.CERTAIN, "") for n in (1, 2)]
    >>> [one.line for one in without_followers(report, several)]
    [1]
    """
    tables = {line.number: line.table for line in report.lines}
    totals = _rows(report) & {one.line for one in findings if one.kind == Kind.TOTAL}
    return [
        one
        for one in findings
        if not (one.kind in _OF_TOTALS and one.line in totals)
        and not _follows(one, findings, tables)
        and not _is_of_wrong(one, findings)
    ]


def _rows(report: Report) -> set[int]:
    """The numbers of the lines that are rows of tables of several numbers."""
    wide = (row for grid in report.grids if grid.width > 1 for row in grid.rows)
    return {report.lines[cell.at].number for row in wide for cell in row.cells}


def _follows(finding: Finding, findings: Sequence[Finding], tables: Mapping[int, int]) -> bool:
    """Whether a figure is off only by what one above it in its table, found wrong too, is off."""
    off = _off(finding)
    return bool(off) and any(
        finding.kind in _AMOUNTS
        and (other.kind in _AMOUNTS or tables[other.line])
        and abs(_off(other) or 0) == abs(off or 0)
        and tables[finding.line] == tables[other.line]
        and _is_above(other, finding)
        for other in findings
    )


def _is_of_wrong(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether a level is that of a figure of its line that is found wrong itself."""
    wrong = [one for one in findings if one.line == finding.line and one.kind in _JUDGED]
    sure = [one.printed for one in wrong if one.sure != Sure.LOOK and one.printed]
    return finding.kind == Kind.BAND and finding.message.startswith(tuple(sure))


def _is_above(one: Finding, two: Finding) -> bool:
    """Whether one stands above the other, or in its row before it."""
    before = one.text.find(one.printed) < two.text.find(two.printed)
    beside = one.line == two.line and one.kind == Kind.TOTAL and before
    return beside or 0 < two.line - one.line <= _ABOVE


def _off(finding: Finding) -> Decimal | None:
    """By how much the printed figure is more than it should be."""
    printed, expected = number_of(finding.printed), number_of(finding.expected)
    return None if printed is None or expected is None else printed - expected
