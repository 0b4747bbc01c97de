"""All checks of one report, and of several reports against each other."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from khet.rules.checking.findings.doubts import with_doubts
from khet.rules.checking.findings.finding import Finding, Outcome, by_importance
from khet.rules.checking.findings.following import without_followers
from khet.rules.checking.findings.placing import placed
from khet.rules.checking.in_criteria import bands, levels
from khet.rules.checking.in_dates import dates
from khet.rules.checking.in_lists import blanks, counts, listed_below, numbering, repeats
from khet.rules.checking.in_sentences import (
    added_up,
    baht_words,
    breakdowns,
    came_and_went,
    change_bases,
    changes,
    comparisons,
    hundred,
    lined_shares,
    quoted,
    remainders,
    restated,
    said_averages,
    said_products,
    share_parts,
    share_wholes,
    shares,
    unclosed,
)
from khet.rules.checking.in_tables import (
    averages,
    balances,
    closings,
    differences,
    extremes,
    nested_means,
    percents,
    running_totals,
    totals,
    yearly,
)
from khet.rules.checking.reading.furniture import without_furniture
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.stream import Line

Check = Callable[[Report], Outcome]
_MODULES = (
    *(totals, running_totals, percents, shares, share_parts, share_wholes, lined_shares, hundred),
    *(averages, nested_means, said_averages, differences, yearly, changes, comparisons, balances),
    *(change_bases, came_and_went),
    *(remainders, closings, counts, listed_below, breakdowns, added_up, said_products),
    *(restated, quoted, unclosed, extremes, baht_words, numbering, repeats, dates, bands),
    *(levels, blanks),
)
CHECKS: tuple[Check, ...] = tuple(module.check for module in _MODULES)


def check_report(lines: Sequence[Line]) -> Outcome:
    """What doesn't add up inside one report, the most important first."""
    report = Report(without_furniture(lines))
    found = sum((check(report) for check in CHECKS), Outcome())
    own = with_doubts(report, without_followers(report, found.findings))
    return Outcome(found.checked, tuple(_once(by_importance(placed(lines, own)))))


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Of findings of one figure at one place the surest."""
    kept = {(one.line, one.printed): one for one in reversed(findings)}
    return [one for one in findings if kept[one.line, one.printed] is one]


def check_between(reports: Mapping[str, Sequence[Line]]) -> Outcome:
    """What two or more reports say differently of the same thing; a finding's text names files."""
    parsed = {name: Report(without_furniture(lines)) for name, lines in reports.items()}
    between = restated.check_several(parsed)
    inside = [restated.check(report) for report in parsed.values()]
    own = {(one.line, one.text, one.printed) for outcome in inside for one in outcome.findings}
    found = {(one.line, one.text, one.printed): one for one in between.findings}
    new = placed(chain(*reports.values()), (one for at, one in found.items() if at not in own))
    return Outcome(
        between.checked - sum(outcome.checked for outcome in inside), tuple(by_importance(new))
    )
