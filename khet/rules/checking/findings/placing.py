"""Findings told at the printed line in which their figure stands, of lines that are several."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khet.rules.checking.findings.finding import Finding
from khet.rules.checking.reading.stream import Line


def placed(lines: Iterable[Line], findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each with the number and page of the printed line that has its figure.

    >>> from khet.rules.checking.findings.finding import Kind, Sure
    >>> line = Line(7, "ได้รับ 12 ส่วน เหลือ 2 ส่วน", 1, breaks=((15, 9, 2),))
    >>> found = Finding(7, line.text, Kind.TOTAL, "2", "3", Sure.LIKELY, "", 1)
    >>> [(one.line, one.page) for one in placed([line], [found])]
    [(9, 2)]
    """
    joined: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.breaks:
            joined[line.number].append(line)
    return [_placed(joined.get(one.line, ()), one) for one in findings]


def _placed(lines: Sequence[Line], finding: Finding) -> Finding:
    """A finding in one of several lines of its number, that which has its text."""
    line = next((one for one in lines if finding.text.strip() in one.text), None)
    if line is None:
        return finding
    number, page = place_of(line, finding.printed)
    return replace(finding, line=number, page=page)


def place_of(line: Line, printed: str) -> tuple[int, int | None]:
    """The number and page of the printed line of a line that has a figure, or else of its first.

    A figure isn't sought within a longer number.

    >>> place_of(Line(7, "ได้รับ 12 ส่วน เหลือ 2 ส่วน", 1, breaks=((15, 9, 2),)), "2")
    (9, 2)
    """
    words = re.escape(printed.strip())
    whole = rf"(?<![0-9๐-๙])(?<![0-9๐-๙][.,]){words}(?![.,]?[0-9๐-๙])"
    found = words and (re.search(whole, line.text) or re.search(words, line.text))
    return line.printed_at(found.start() if found else 0)
