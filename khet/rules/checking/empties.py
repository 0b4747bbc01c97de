"""Headings and recurring labels with nothing under them.

A heading is one that the file says is one. In plain text a label is a short line that recurs
(วิธีดำเนินการ, ผลการดำเนินงาน) and mostly has text under it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from khet.rules.checking.finding import Finding, Kind, Sure
from khet.rules.checking.items import first_number
from khet.rules.checking.stream import Line

_PICTURES = re.compile(r"ภาพ|รูป|แผนภูมิ|กราฟ|แผนที่|โครงสร้าง|ปก|คำนำ|สารบัญ|ภาคผนวก")
_LEADS_IN = re.compile(r"(?:ดังนี้|ดังต่อไปนี้)[ :]*$")
_LABEL, _TIMES, _WORDS = 40, 3, 12


def empties(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[Finding]:
    """Headings, labels and "as follows" with nothing that follows.

    >>> from khet.rules.checking.stream import Line
    >>> stream = [Line(1, "ปัญหา", heading=2), Line(2, "ข้อเสนอแนะ", heading=2), Line(3, "ไม่มี")]
    >>> [one.line for one in empties(stream, [line.text for line in stream])]
    [1]
    """
    filled = [at for at, text in enumerate(texts) if text]
    after = dict(zip(filled, [*filled[1:], None], strict=True))
    labels = _labels(lines, texts, filled)
    for at in filled:
        following = after[at]
        if lines[at].heading:
            yield from _heading(lines, texts, at, following)
        elif _leads_nowhere(lines, texts, at, following):
            yield _finding(lines[at], Sure.LIKELY, "บอกว่ามีรายการต่อไปนี้ แต่ไม่มีรายการตามมา")
    yield from _empty_labels(lines, after, labels)


def _leads_nowhere(
    lines: Sequence[Line], texts: Sequence[str], at: int, following: int | None
) -> bool:
    if lines[at].cells or not _LEADS_IN.search(texts[at]):
        return False
    return following is None or lines[following].heading > 0


def _heading(
    lines: Sequence[Line], texts: Sequence[str], at: int, following: int | None
) -> Iterator[Finding]:
    if following is not None and not 0 < lines[following].heading <= lines[at].heading:
        return
    before = at > 0 and bool(lines[at - 1].heading)
    alone = (lines[at].heading > 1 and not before) or bool(first_number(texts[at]))
    doubtful = _PICTURES.search(texts[at]) or not alone
    sure = Sure.LOOK if doubtful else Sure.LIKELY
    yield _finding(lines[at], sure, "หัวข้อนี้ไม่มีเนื้อหา")


def _labels(lines: Sequence[Line], texts: Sequence[str], filled: Sequence[int]) -> dict[int, str]:
    """Lines that are labels: short, without figures, and printed three times or more."""
    named = {
        at: _bare(texts[at])
        for at in filled
        if len(texts[at]) <= _LABEL and not lines[at].cells and not lines[at].heading
    }
    times = Counter(named.values())
    return {
        at: name
        for at, name in named.items()
        if times[name] >= _TIMES and len(name) > 4 and not any(char.isdigit() for char in name)
    }


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
        if following is None or following in labels:
            without[name] += 1
            empty.append(at)
        else:
            written[name] += len(lines[following].text.strip()) >= _WORDS
    for at in empty:
        name = labels[at]
        if written[name] >= 2 * without[name]:
            sure = Sure.LOOK if lines[at].page else Sure.LIKELY
            yield _finding(lines[at], sure, "หัวข้อนี้ไม่มีเนื้อหา ทั้งที่หัวข้อเดียวกันที่อื่นมี")


def _finding(line: Line, sure: Sure, message: str) -> Finding:
    text = line.text.strip()
    return Finding(line.number, text, Kind.BLANK, text, "", sure, message, line.page)
