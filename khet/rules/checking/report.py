"""All checks of one report, and of several reports against each other."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from khet.rules.checking import (
    averages,
    bands,
    blanks,
    breakdowns,
    changes,
    counts,
    dates,
    differences,
    listed_below,
    numbering,
    percents,
    quoted,
    remainders,
    repeats,
    restated,
    said_averages,
    shares,
    totals,
)
from khet.rules.checking.finding import Finding, Kind, Outcome, by_importance
from khet.rules.checking.parsed import Report
from khet.rules.checking.stream import Line
from khet.rules.thai import arabic_digits

_ABOVE, _AMOUNTS = 60, {Kind.TOTAL, Kind.DIFFERENCE}
Check = Callable[[Report], Outcome]
CHECKS: tuple[Check, ...] = (
    *(totals.check, percents.check, shares.check),
    *(averages.check, said_averages.check),
    *(differences.check, changes.check, remainders.check),
    *(
        counts.check,
        listed_below.check,
        breakdowns.check,
        restated.check,
        quoted.check,
        numbering.check,
        repeats.check,
    ),
    *(dates.check, bands.check, blanks.check),
)


def check_report(lines: Sequence[Line]) -> Outcome:
    """What doesn't add up inside one report, the most important first."""
    report = Report(lines)
    found = sum((check(report) for check in CHECKS), Outcome())
    tables = {line.number: line.table for line in lines}
    own = [one for one in found.findings if not _follows(one, found.findings, tables)]
    return Outcome(found.checked, tuple(_once(by_importance(own))))


def _follows(finding: Finding, findings: Sequence[Finding], tables: Mapping[int, int]) -> bool:
    """Whether a figure is off only by what one above it in its table, found wrong too, is off."""
    off = _off(finding)
    return bool(off) and any(
        {finding.kind, other.kind} <= _AMOUNTS
        and abs(_off(other) or 0) == abs(off or 0)
        and tables[finding.line] == tables[other.line]
        and _is_above(other, finding)
        for other in findings
    )


def _is_above(one: Finding, two: Finding) -> bool:
    """Whether one stands above the other, or in its row before it."""
    before = one.text.find(one.printed) < two.text.find(two.printed)
    beside = one.line == two.line and one.kind == Kind.TOTAL and before
    return beside or 0 < two.line - one.line <= _ABOVE


def _off(finding: Finding) -> Decimal | None:
    """By how much the printed figure is more than it should be."""
    try:
        printed, expected = (
            Decimal(arabic_digits(text).replace(",", "").replace(" ", ""))
            for text in (finding.printed, finding.expected)
        )
    except InvalidOperation:
        return None
    return printed - expected


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Of findings of one figure at one place the surest."""
    kept = {(one.line, one.printed): one for one in reversed(findings)}
    return [one for one in findings if kept[one.line, one.printed] is one]


def check_between(reports: Mapping[str, Sequence[Line]]) -> Outcome:
    """What two or more reports say differently of the same thing; a finding's text names files."""
    parsed = {name: Report(lines) for name, lines in reports.items()}
    between = restated.check_several(parsed)
    inside = [restated.check(report) for report in parsed.values()]
    own = {(one.line, one.text, one.printed) for outcome in inside for one in outcome.findings}
    found = {(one.line, one.text, one.printed): one for one in between.findings}
    others = by_importance(one for place, one in found.items() if place not in own)
    return Outcome(between.checked - sum(outcome.checked for outcome in inside), tuple(others))
