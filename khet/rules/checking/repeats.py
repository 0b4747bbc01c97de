"""The same text printed twice nearby, the same entry twice in one list, one event twice on a day.

Texts are compared without their numbers and spaces. What is printed three times or more is a
habit of the document (headers of pages, lines of forms), not a fault.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from khet.rules.checking.days import stated
from khet.rules.checking.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.items import Item, first_number
from khet.rules.checking.lists import Listing
from khet.rules.checking.name_lists import name_lists
from khet.rules.checking.parsed import Report
from khet.rules.checking.quantities import plain
from khet.rules.checking.stream import Line
from khet.rules.checking.telling import found_at

_LETTERS = re.compile(r"[^\u0e01-\u0e2e\u0e30-\u0e4eA-Za-z0-9]")
_DOTS = re.compile(r"[.…_]{4,}")
_LONG, _LONGER, _ENTRY, _NEAR, _ADJACENT = 40, 60, 8, 40, 4
_TIMES = re.compile(r"(ครั้งที่|รุ่นที่) ?(\d{1,2})(?:/\d{4})?")


def check(report: Report) -> Outcome:
    """Texts, entries of lists, names and events that are printed twice.

    >>> from khet.rules.checking.stream import Line
    >>> texts = ["1. แฟ้มข้อมูลครูดีเด่น", "2. สมุดเยี่ยมโรงเรียน", "3. แฟ้มข้อมูลครูดีเด่น"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [one.line for one in check(report).findings]
    [3]
    """
    lines, listings = report.lines, [*report.lists, *report.running]
    entries = [one for listing in listings for one in _entries(lines, listing)]
    known = {finding.line for finding in entries}
    texts = [one for one in _texts(lines) if one.line not in known]
    events = [one for one in _events(lines) if one.line not in known]
    named = name_lists(lines, report.passages)
    checked = sum(len(listing.items) for listing in listings) + named.checked
    return Outcome(checked, (*entries, *texts, *events, *named.findings))


def _key(text: str) -> str:
    return _LETTERS.sub("", text)


def _bare(line: Line) -> str:
    """A line without its number; of a row without the running number."""
    text = plain(line.text)
    read = first_number(text)
    return re.sub(r"^\d{1,3}\.? \| ", "", read[2] if read else text)


def _texts(lines: Sequence[Line]) -> Iterator[Finding]:
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        bare = _bare(line)
        key = _key(bare)
        if len(key) >= _LONG and not _DOTS.search(bare) and not line.heading:
            places.setdefault(key, []).append(at)
    twice = [(ats[0], ats[1], len(key)) for key, ats in places.items() if len(ats) == 2]
    before = (-2, -2)
    for first, second, length in sorted(twice):
        follows = first - before[0] <= 1 and second - before[1] <= 1
        before = (first, second)
        if not follows and second - first <= _NEAR and not _at_edges(lines, first, second):
            yield _text(lines, first, second, length)


def _at_edges(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether both stand at the top or bottom of their pages."""
    if lines[first].page == lines[second].page:
        return False
    return all(_at_edge(lines, at) for at in (first, second))


def _at_edge(lines: Sequence[Line], at: int) -> bool:
    near = [n for n in (at - 2, at + 2) if 0 <= n < len(lines)]
    return len(near) < 2 or any(lines[n].page != lines[at].page for n in near)


def _text(lines: Sequence[Line], first: int, second: int, length: int) -> Finding:
    close = second - first <= _ADJACENT and length >= _LONGER
    row = lines[second].cells
    headed = any(line.heading for line in lines[first:second])
    sure = Sure.LIKELY if close and not row and not headed else Sure.LOOK
    message = f"ข้อความนี้ซ้ำกับบรรทัดที่ {lines[first].number}"
    return _finding(lines, second, first, lines[second].text.strip(), sure, message)


def _entries(lines: Sequence[Line], listing: Listing) -> Iterator[Finding]:
    """Entries of one list with the same words; a short one is only to be looked at."""
    seen: dict[str, Item] = {}
    found = []
    for item in listing.items:
        key = _key(item.text)
        before = seen.setdefault(key, item)
        if before is not item and len(key) >= _ENTRY and before.parts != item.parts:
            found.append((before, item, len(key)))
    if len(found) * 3 > len(listing.items) and len(found) > 1:
        return
    for before, item, length in found:
        certain = length >= _LONG and item.at - before.at <= _ADJACENT
        sure = Sure.CERTAIN if certain else Sure.LIKELY if length >= 14 else Sure.LOOK
        message = (
            f"รายการ {_number(item)} ซ้ำกับรายการ {_number(before)} บรรทัดที่ {lines[before.at].number}"
        )
        yield _finding(lines, item.at, before.at, item.text, sure, message)


def _number(item: Item) -> str:
    return str(item.parts[-1]) if item.style == "row" else item.printed


def _events(lines: Sequence[Line]) -> Iterator[Finding]:
    """Two times of one thing on one day: ครั้งที่ 1 and ครั้งที่ 2, next to each other."""
    found = [one for at, line in enumerate(lines) for one in _times(at, plain(line.text))]
    for (first, before), (second, after) in pairwise(found):
        same = before[0] == after[0] and after[1] - before[1] == 1 and before[2:] == after[2:]
        if not same or second - first > 2:
            continue
        sure = Sure.LIKELY if after[0] == "ครั้งที่" else Sure.LOOK
        message = f"{after[0]} {before[1]} และ {after[0]} {after[1]} ลงวันเดียวกัน คือ {after[2]}"
        yield _finding(lines, second, first, after[2], sure, message)


def _times(at: int, text: str) -> Iterator[tuple[int, tuple[str, int, str, str]]]:
    """Each time with the one day and year that follows it, and the words between."""
    marks = list(_TIMES.finditer(text))
    head = text[: marks[0].start()] if marks else ""
    read = first_number(head)
    words = _key(read[2] if read else head)
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        days = [one for one in stated(text[mark.end() : end]) if one.days[0].year]
        if len(days) == 1:
            rest = text[mark.end() + days[0].end : end]
            yield at, (mark[1], int(mark[2]), days[0].printed, words + _hours(rest))


def _hours(rest: str) -> str:
    """Hours or halves of a day, which part two times of one day."""
    return "".join(re.findall(r"\d{1,2}[.:]\d{2}|เช้า|บ่าย", rest))


def _finding(
    lines: Sequence[Line], at: int, other: int, printed: str, sure: Sure, message: str
) -> Finding:
    return found_at(lines, at, Kind.REPEAT, printed, "", sure, message, (other,))
