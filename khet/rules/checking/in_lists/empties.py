"""Headings and recurring labels with nothing under them.

A heading is one that the file says is one. In plain text a label is a short line that recurs
(วิธีดำเนินการ, ผลการดำเนินงาน) and mostly has text under it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.in_lists.bare_heads import FORM_LABEL, bare_heads
from khet.rules.checking.reading.cells import is_level
from khet.rules.checking.reading.items import first_number
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.stream import Line

_PICTURES = re.compile(r"ภาพ|รูป|แผนภูมิ|กราฟ|แผนที่|โครงสร้าง|ปก|คำนำ|สารบัญ|ภาคผนวก")
_CHAPTER = re.compile(r"(?:บทที่|ตอนที่|ส่วนที่|ภาคผนวก|หมวด(?:ที่)?) ?\S{1,4}")
_LEADS_IN = re.compile(r"(?:ดังนี้|ดังต่อไปนี้)[ :]*$")
_MARK = re.compile(r"[\u0e30\u0e31-\u0e3a\u0e45-\u0e4e]")
"""What a word begins with only where it is torn from its first letter."""
_SIGNED = re.compile(r"\(?ลงชื่อ|\(?ลงนาม")
_LABEL, _TIMES, _WORDS, _AROUND, _CELL, _HEAD = 40, 3, 12, 5, 30, 20


def empties(
    lines: Sequence[Line], texts: Sequence[str], listings: Sequence[Listing]
) -> Iterator[Finding]:
    """Headings, labels and "as follows" with nothing that follows.

    >>> from khet.rules.checking.reading.stream import Line
    >>> stream = [Line(1, "รายงาน"), Line(2, "ผล", heading=2), Line(3, "อื่น", heading=2)]
    >>> stream.append(Line(4, "ไม่มี"))
    >>> [one.line for one in empties(stream, [line.text for line in stream], [])]
    [2]
    """
    filled = [at for at, text in enumerate(texts) if text]
    after: dict[int, int | None] = dict(zip_longest(filled, filled[1:]))
    labels = _labels(lines, texts, filled)
    titles = _titles(lines, filled)
    for at in filled:
        following = after[at]
        if lines[at].heading and at not in titles:
            yield from _heading(lines, texts, at, following)
        elif following is None and _LEADS_IN.search(texts[at]) and not lines[at].cells:
            yield _finding(lines[at], Sure.LIKELY, "บอกว่ามีรายการต่อไปนี้ แต่ไม่มีรายการตามมา")
    yield from _form_labels(lines, texts, after)
    yield from _empty_labels(lines, after, labels)
    yield from _before_signing(lines, texts, after)
    yield from (
        _finding(lines[at], sure, "หัวข้อนี้ไม่มีเนื้อหา ทั้งที่หัวข้ออื่นมี")
        for at, sure in bare_heads(lines, listings, after)
    )


def _form_labels(
    lines: Sequence[Line], texts: Sequence[str], after: dict[int, int | None]
) -> Iterator[Finding]:
    """A label of the usual forms with the next label right below it, which has something below."""
    named = {at for at in after if FORM_LABEL.fullmatch(_bare(texts[at])) and not lines[at].cells}
    runs = {after[at] for at in named}
    for at in sorted(named - runs):
        following = after[at]
        below = after.get(following) if following in named else None
        if below is None or below in named or lines[at].heading or _SIGNED.match(texts[below]):
            continue
        if not (first_number(texts[at]) and first_number(texts[below])):
            yield _finding(lines[at], Sure.LIKELY, "หัวข้อนี้ไม่มีเนื้อหา")


def _before_signing(
    lines: Sequence[Line], texts: Sequence[str], after: dict[int, int | None]
) -> Iterator[Finding]:
    """The one label of the usual forms with a line to sign on right below it."""
    signed = {at for at in after if _SIGNED.match(texts[at])}
    labels = {at for at in after if FORM_LABEL.fullmatch(_bare(texts[at])) and not lines[at].cells}
    empty = [at for at in sorted(labels) if after[at] in signed]
    written = [at for at in labels if after[at] not in labels | signed]
    if len(empty) == 1 and len(written) > 1 and not _PICTURES.search(texts[empty[0]]):
        yield _finding(lines[empty[0]], Sure.LIKELY, "หัวข้อนี้ไม่มีเนื้อหา")


def _titles(lines: Sequence[Line], filled: Sequence[int]) -> set[int]:
    """The headings that a report begins with: its title."""
    return set(takewhile(lambda at: lines[at].heading > 0, filled))


def _heading(
    lines: Sequence[Line], texts: Sequence[str], at: int, following: int | None
) -> Iterator[Finding]:
    if following is not None and not 0 < lines[following].heading <= lines[at].heading:
        return
    number = bool(first_number(texts[at])) and not _CHAPTER.fullmatch(texts[at])
    if not number and (lines[at].heading == 1 or _among_heads(lines, at, following)):
        return
    sure = Sure.LOOK if _PICTURES.search(texts[at]) else Sure.LIKELY
    yield _finding(lines[at], sure, "หัวข้อนี้ไม่มีเนื้อหา")


def _among_heads(lines: Sequence[Line], at: int, following: int | None) -> bool:
    """Whether more than two headings stand together: a title in several lines."""
    after = following is not None and following + 1 < len(lines)
    below = after and lines[(following or 0) + 1].heading > 0
    return below or (at > 0 and lines[at - 1].heading > 0)


def _labels(lines: Sequence[Line], texts: Sequence[str], filled: Sequence[int]) -> dict[int, str]:
    """Lines that are labels: short, without figures, and printed three times or more."""
    named = {
        at: _bare(texts[at])
        for at in filled
        if len(texts[at]) <= _LABEL and not lines[at].cells and not lines[at].heading
    }
    times = Counter(named.values())
    return {at: name for at, name in named.items() if times[name] >= _TIMES and _is_label(name)}


def _is_label(name: str) -> bool:
    """Whether a short line is a label: some letters, no figures, nothing to be filled in."""
    words = len(name) > 4 and not any(char.isdigit() for char in name) and ".." not in name
    return words and not is_level(name)


def _bare(text: str) -> str:
    read = first_number(text)
    return (read[2] if read else text).strip(" :")


def _empty_labels(
    lines: Sequence[Line], after: dict[int, int | None], labels: dict[int, str]
) -> Iterator[Finding]:
    """Labels with a label below, where most of their kind have a line of words; torn in a PDF."""
    without, written = Counter[str](), Counter[str]()
    empty = []
    for at, name in labels.items():
        following = after[at]
        if following is not None and _MARK.match(lines[following].text.strip()):
            continue
        if following is not None and labels.get(following) == name:
            continue
        if following is None or following in labels:
            without[name] += 1
            empty.append(at)
        else:
            written[name] += len(lines[following].text.strip()) >= _WORDS
    for at in empty:
        name = labels[at]
        if written[name] >= 2 * without[name] and not _among_cells(lines, at):
            sure = Sure.LOOK if lines[at].page else Sure.LIKELY
            yield _finding(lines[at], sure, "หัวข้อนี้ไม่มีเนื้อหา ทั้งที่หัวข้อเดียวกันที่อื่นมี")


def _among_cells(lines: Sequence[Line], at: int) -> bool:
    """Whether nearly all lines around are short: those are cells of a table torn apart."""
    around = [*range(max(0, at - _AROUND), at), *range(at + 1, min(len(lines), at + _AROUND + 1))]
    texts = [text for n in around if (text := lines[n].text.strip())]
    below = [text for line in lines[at + 1 : at + 3 * _AROUND] if (text := line.text.strip())]
    heads = len(below) > _AROUND and all(len(text) <= _HEAD for text in below[: _AROUND + 1])
    return heads or sum(len(text) > _CELL for text in texts) <= len(texts) // _AROUND


def _finding(line: Line, sure: Sure, message: str) -> Finding:
    text = line.text.strip()
    return Finding(line.number, text, Kind.BLANK, text, "", sure, message, line.page)
