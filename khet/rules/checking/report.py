"""All checks of one report, and of several reports against each other."""

from collections.abc import Callable, Mapping, Sequence

from khet.rules.checking import averages, differences, percents, totals
from khet.rules.checking.finding import Finding, Outcome, by_importance
from khet.rules.checking.stream import Line

Check = Callable[[Sequence[Line]], Outcome]
CHECKS: tuple[Check, ...] = (*(totals.check, percents.check, averages.check, differences.check),)


def check_report(lines: Sequence[Line]) -> Outcome:
    """What doesn't add up inside one report, the most important first."""
    found = sum((check(lines) for check in CHECKS), Outcome())
    return Outcome(found.checked, tuple(_once(by_importance(found.findings))))


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Of findings of one figure at one place the surest."""
    kept = {(one.line, one.printed): one for one in reversed(findings)}
    return [one for one in findings if kept[one.line, one.printed] is one]


def check_between(reports: Mapping[str, Sequence[Line]]) -> Outcome:
    """What two or more reports say differently of the same thing; a finding's text names files."""
    return Outcome()
