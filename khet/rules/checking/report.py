"""All checks of one report, and of several reports against each other."""

from collections.abc import Callable, Mapping, Sequence

from khet.rules.checking.finding import Outcome, by_importance
from khet.rules.checking.stream import Line

Check = Callable[[Sequence[Line]], Outcome]
CHECKS: tuple[Check, ...] = ()


def check_report(lines: Sequence[Line]) -> Outcome:
    """What doesn't add up inside one report, the most important first."""
    found = sum((check(lines) for check in CHECKS), Outcome())
    return Outcome(found.checked, tuple(by_importance(found.findings)))


def check_between(reports: Mapping[str, Sequence[Line]]) -> Outcome:
    """What two or more reports say differently of the same thing; a finding's text names files."""
    return Outcome()
