"""The same text printed twice nearby, the same entry or name twice in one list.

Texts are compared without their numbers and spaces. What is printed three times or more is a
habit of the document (headers of pages, lines of forms), not a fault.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.in_lists.name_lists import lines_of_names, name_lists
from khet.rules.checking.reading.items import Item, first_number
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.times import key_of

_DOTS = re.compile(r"[.…_]{4,}")
_LONG, _LONGER, _BLOCK, _ENTRY, _WORDS, _NEAR, _ADJACENT, _ROW = 40, 60, 100, 8, 14, 40, 4, 20
_PERSON = re.compile(
    r"(?:นาย|นางสาว|น\.ส\.|นาง|ว่าที่|ดร\.|ด\.[ชญ]\.|เด็กชาย|เด็กหญิง) ?"
    r"[\u0e01-\u0e4e]+ [\u0e01-\u0e4e]+"
)
_NUMBERED = re.compile(r"[\u0e01-\u0e4e]{0,20} ?(?=\d)")
_NAMED = re.compile(
    r"(?:^|[ |])(?:โรงเรียน|ร\.ร\.|บ้าน|วัด|อนุบาล|ชุมชน|นาย|นาง|น\.ส\.|เด็ก)[\u0e01-\u0e4e]"
)
_CUT = re.compile(r"(?:ที่|ปี(?:การศึกษา|งบประมาณ)?|พ\.ศ\.|จำนวน|รุ่น|ระดับ|ชั้น) ?$")
"""The end of an entry whose number stands in the next line."""
_COLUMNS, _FIGURE = re.compile(r" {2,}|\t"), re.compile(r"(?<![.\d/-])\d{2}")
_HEADER = re.compile(r"(?:ที่|ลำดับ|ตาราง)|\(ต่อ\)")


def check(report: Report) -> Outcome:
    """Texts, entries of lists and names that are printed twice.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["1. แฟ้มข้อมูลครูดีเด่น", "2. สมุดเยี่ยมโรงเรียน", "3. แฟ้มข้อมูลครูดีเด่น"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [one.line for one in check(report).findings]
    [3]
    """
    lines, listings = report.lines, [*report.lists, *report.running]
    entries = [one for listing in listings for one in _entries(lines, listing)]
    named = name_lists(lines, report.passages) + lines_of_names(lines, report.texts)
    known = {finding.line for finding in (*entries, *named.findings)}
    others = [one for one in (*_texts(lines), *_rows(lines)) if one.line not in known]
    checked = sum(len(listing.items) for listing in listings) + named.checked
    return Outcome(checked, (*entries, *named.findings, *others))


def _bare(line: Line) -> str:
    """A line without its number; of a row without the running number."""
    text = plain(line.text)
    read = first_number(text)
    return re.sub(r"^\d{1,3}\.? \| ", "", read[2] if read else text)


def _texts(lines: Sequence[Line]) -> Iterator[Finding]:
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        bare = _bare(line)
        key = key_of(bare)
        heads = line.heading or (line.cells and not any(char.isdigit() for char in bare))
        if len(key) >= _LONG and not _DOTS.search(bare) and not heads:
            places.setdefault(key, []).append(at)
    often = {at for ats in places.values() if len(ats) > 2 for at in ats}
    twice = sorted((ats[0], ats[1], len(key)) for key, ats in places.items() if len(ats) == 2)
    for first, second, length, lines_long in _blocks(twice):
        if second - first <= _NEAR and not _at_edges(lines, first, second):
            found = _text(lines, first, second, length)
            said_of_each = {first + lines_long, second + lines_long} <= often
            yield replace(found, sure=Sure.LOOK) if said_of_each else found


def _rows(lines: Sequence[Line]) -> Iterator[Finding]:
    """A row with a name and figures right below the very same one; others may rightly be alike."""
    for at, (above, line) in enumerate(pairwise(lines), 1):
        text = plain(line.text)
        if text != plain(above.text) or not _NAMED.search(text) or line.page != above.page:
            continue
        columns = line.cells or _COLUMNS.split(line.text.strip())
        several = sum(bool(column.strip()) for column in columns) >= _ADJACENT
        if several and _FIGURE.search(text) and _ROW <= len(key_of(text)) < _LONG:
            message = f"แถวนี้ซ้ำกับบรรทัดที่ {above.number}"
            yield _finding(lines, at, at - 1, line.text.strip(), Sure.LIKELY, message)


def _blocks(twice: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Lines that repeat one after another are one text: its first places, its letters and lines."""
    blocks: list[tuple[int, int, int, int]] = []
    last = (-2, -2)
    for first, second, length in twice:
        if blocks and first - last[0] <= 1 and second - last[1] <= 1:
            one, two, letters, lines_long = blocks[-1]
            blocks[-1] = (one, two, letters + length, lines_long + 1)
        else:
            blocks.append((first, second, length, 1))
        last = (first, second)
    return blocks


def _at_edges(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether both stand at the top or bottom of their pages."""
    if lines[first].page == lines[second].page:
        return False
    return all(_at_edge(lines, at) for at in (first, second))


def _at_edge(lines: Sequence[Line], at: int) -> bool:
    near = [n for n in (at - 2, at + 2) if 0 <= n < len(lines)]
    return len(near) < 2 or any(lines[n].page != lines[at].page for n in near)


def _text(lines: Sequence[Line], first: int, second: int, length: int) -> Finding:
    apart = second - first
    close = apart == 1 or (apart <= _ADJACENT and length >= _LONGER) or length >= _BLOCK
    headed = any(line.heading for line in lines[first:second])
    doubtful = bool(lines[second].cells or headed or _HEADER.match(plain(lines[second].text)))
    doubtful = doubtful or (length < _BLOCK and _under_heads(lines, first, second))
    sure = Sure.LIKELY if close and not doubtful and not _tops(lines, second) else Sure.LOOK
    message = f"ข้อความนี้ซ้ำกับบรรทัดที่ {lines[first].number}"
    return _finding(lines, second, first, lines[second].text.strip(), sure, message)


def _under_heads(lines: Sequence[Line], first: int, second: int) -> bool:
    """Whether both stand right under numbered heads of their own: what is said of each alike."""
    above = [plain(lines[at - 1].text) if at else "" for at in (first, second)]
    heads = [_NUMBERED.match(text) for text in above]
    alike = len({head[0] for head in heads if head}) == 1
    return above[0] != above[1] and all(heads) and alike


def _tops(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is among the first of its page, where headers of tables repeat."""
    return lines[at].page is not None and lines[max(0, at - 4)].page != lines[at].page


def _entries(lines: Sequence[Line], listing: Listing) -> Iterator[Finding]:
    """Entries of one list with the same words or person; a short one is only to be looked at."""
    seen: dict[str, Item] = {}
    found = []
    for item in listing.items:
        key = key_of(item.text)
        name = _PERSON.match(item.text)
        before = seen.setdefault(key, item)
        if before is item and name:
            before = seen.setdefault(key_of(name[0]), item)
        whole = len(key) >= _ENTRY and not _CUT.search(item.text)
        if before is not item and whole and before.parts != item.parts:
            found.append((before, item, _sure_of(before, item)))
    often = Counter(item.text for _before, item, _sure in found)
    if max(often.values(), default=0) > 1 or (
        len(found) * 3 > len(listing.items) and len(found) > 1
    ):
        return
    for before, item, sure in found:
        where = f"รายการ {_number(before)} บรรทัดที่ {lines[before.at].number}"
        message = f"รายการ {_number(item)} ซ้ำกับ{where}"
        yield _finding(lines, item.at, before.at, item.text, sure, message)


def _sure_of(before: Item, item: Item) -> Sure:
    """The same words are surer the longer they are; a person twice is meant, but in a committee."""
    key = key_of(item.text)
    if key != key_of(before.text):
        both = "กรรมการ" in before.text and "กรรมการ" in item.text
        return Sure.LIKELY if both else Sure.LOOK
    if len(key) >= _LONG and item.at - before.at <= _ADJACENT:
        return Sure.CERTAIN
    return Sure.LIKELY if len(key) >= _WORDS else Sure.LOOK


def _number(item: Item) -> str:
    return str(item.parts[-1]) if item.style == "row" else item.printed


def _finding(
    lines: Sequence[Line], at: int, other: int, printed: str, sure: Sure, message: str
) -> Finding:
    return found_at(lines, at, Kind.REPEAT, printed, "", sure, message, (other,))
