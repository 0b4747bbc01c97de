"""Findings that are doubtful by how far off their figure is.

Who mistypes, swaps, leaves out or keeps last year's figure prints one that is near what was meant,
or a ratio upside down. One of quite another size is more often something else that stands there:
the number of a page, or of another thing. Such a finding is marked ``look``, unless it stands
beside its label in a row. Of a table that was torn into one cell a line, where a number of another
place may stand amid its cells, only a slip of the finger is believed. A count that is off by much
more than one is more often of a list that was read otherwise, a total that is half of its parts
one of parts that stand twice, a difference that is off by its last decimal one of figures that
were rounded, and figures of one digit that differ rather of different things.
Many findings of one kind in one table are of how the table was read.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from khet.rules.checking.findings.explaining import one_digit, swaps
from khet.rules.checking.findings.finding import Finding, Kind, Sure, number_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import told

_TIMES, _ROUND, _MUCH, _MOST = 3, Decimal("0.05"), 5, 4
_AMOUNTS = {Kind.TOTAL, Kind.DIFFERENCE, Kind.AVERAGE, Kind.COUNT, Kind.PERCENT, Kind.REPEAT}


def with_doubts(report: Report, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a report, with ``look`` for what is no slip by its size.

    >>> def one(printed): return Finding(1, "", Kind.TOTAL, printed, "376,150", Sure.CERTAIN, "")
    >>> several = [one("2"), one("376,510"), one("37,150")]
    >>> [found.sure.value for found in with_doubts(Report([]), several)]
    ['look', 'certain', 'certain']
    """
    rows, torn = set(_rows(report)), set(_torn(report))
    many = set(_many(report, findings))
    far = (
        (one.line not in rows and _is_far(one))
        or (one.line in torn and not _is_slip(one))
        or _is_read_otherwise(one)
        or one in many
        for one in findings
    )
    return [
        replace(one, sure=Sure.LOOK) if is_far else one
        for one, is_far in zip(findings, far, strict=True)
    ]


def _rows(report: Report) -> Iterator[int]:
    """The numbers of the lines that are whole rows of tables."""
    for grid in report.grids:
        for row in grid.rows:
            if row.label in report.texts[row.at] and {cell.at for cell in row.cells} == {row.at}:
                yield report.lines[row.at].number


def _torn(report: Report) -> Iterator[int]:
    """The numbers of the lines that are cells of torn tables which don't come out whole."""
    for grid in report.grids:
        for row in () if grid.whole else grid.rows:
            if len({cell.at for cell in row.cells} | {row.at}) > 1:
                yield from (report.lines[cell.at].number for cell in row.cells)


def _many(report: Report, findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of one kind in one table, where there are many of them."""
    for grid in report.grids:
        own = {report.lines[cell.at].number for row in grid.rows for cell in row.cells}
        inside = [one for one in findings if one.line in own]
        kinds = Counter(one.kind for one in inside)
        yield from (one for one in inside if kinds[one.kind] > _MOST)


def _amounts(finding: Finding) -> tuple[Decimal, Decimal] | None:
    """What is printed and what should be; ``None`` of findings that aren't of two amounts."""
    printed, expected = number_of(finding.printed), number_of(finding.expected)
    if finding.kind not in _AMOUNTS or printed is None or expected is None:
        return None
    return printed, expected


def _is_slip(finding: Finding) -> bool:
    """Whether a slip of the finger explains a figure; what isn't an amount needs none."""
    amounts = _amounts(finding)
    return not amounts or one_digit(*amounts)


def _is_far(finding: Finding) -> bool:
    amounts = _amounts(finding)
    if not amounts:
        return False
    small, large = sorted(map(abs, amounts))
    turned = abs(small * large - 1) < _ROUND
    return small * _TIMES < large and not turned and not _is_one_digit_short(*amounts)


def _is_read_otherwise(finding: Finding) -> bool:
    """Whether it is rather the reading that differs from what the writer meant."""
    amounts = _amounts(finding)
    if not amounts:
        return False
    printed, expected = amounts
    off = abs(printed - expected)
    if finding.kind is Kind.COUNT:
        return off > 1 and off * _MUCH > printed and expected not in swaps(printed)
    if finding.kind in (Kind.TOTAL, Kind.PERCENT):
        return expected == 2 * printed
    if finding.kind is Kind.DIFFERENCE:
        return off == _step(printed) < 1
    return finding.kind is Kind.REPEAT and len(_digits(printed)) == 1 == len(_digits(expected))


def _step(number: Decimal) -> Decimal:
    """One of the last decimal, by which the difference of two rounded numbers may be off."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _is_one_digit_short(one: Decimal, two: Decimal) -> bool:
    """Whether one number is the other with a digit left out."""
    short, long = sorted((_digits(one), _digits(two)), key=len)
    return any(short == long[:n] + long[n + 1 :] for n in range(len(long)))


def _digits(number: Decimal) -> str:
    return told(abs(number)).replace(",", "").replace(".", "")
