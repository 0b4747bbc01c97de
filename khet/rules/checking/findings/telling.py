"""A finding at a line, its figures in the digits that the line has them in."""

from collections.abc import Sequence

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.reading.quantities import as_printed
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import thai_digits


def found_at(
    lines: Sequence[Line],
    at: int,
    kind: Kind,
    printed: str,
    expected: str,
    sure: Sure,
    message: str,
    others: Sequence[int] = (),
) -> Finding:
    """What is found at an index of the lines, reckoned from ``others`` (indexes too).

    >>> found_at([Line(7, "๕. แผน")], 0, Kind.NUMBERING, "5.", "6.", Sure.LIKELY, "").expected
    '๖.'
    """
    line = lines[at]
    shown = as_printed(line.text, printed)
    if shown not in line.text and not any(digit in line.text for digit in "0123456789"):
        shown = thai_digits(printed)
    should = expected if shown == printed else thai_digits(expected)
    numbers = tuple(lines[other].number for other in others)
    text = line.text.strip()
    return Finding(line.number, text, kind, shown, should, sure, message, line.page, numbers)
