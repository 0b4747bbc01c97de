"""All checks of one report, and of several reports against each other."""

from collections.abc import Callable, Mapping, Sequence

from khet.rules.checking import (
    averages,
    bands,
    blanks,
    breakdowns,
    counts,
    dates,
    differences,
    numbering,
    percents,
    repeats,
    restated,
    totals,
)
from khet.rules.checking.finding import Finding, Outcome, by_importance
from khet.rules.checking.parsed import Report
from khet.rules.checking.stream import Line

Check = Callable[[Report], Outcome]
CHECKS: tuple[Check, ...] = (
    *(totals.check, percents.check, averages.check, differences.check),
    *(counts.check, breakdowns.check, restated.check, numbering.check, repeats.check),
    *(dates.check, bands.check, blanks.check),
)


def check_report(lines: Sequence[Line]) -> Outcome:
    """What doesn't add up inside one report, the most important first."""
    report = Report(lines)
    found = sum((check(report) for check in CHECKS), Outcome())
    return Outcome(found.checked, tuple(_once(by_importance(found.findings))))


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
    found = [one for one in between.findings if (one.line, one.text, one.printed) not in own]
    return Outcome(
        between.checked - sum(outcome.checked for outcome in inside), tuple(by_importance(found))
    )
