"""What pages carry beside their text: numbers of pages, heads and feet that repeat.

Text of pages has them amid sentences and tables. "- 12 -" or "หน้า 12" is one; so are lines of
the same words whose number goes up by one from page to page (after a bar twice is enough), and a
line that stands beside two of them, wherever it stands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from khet.rules.checking.reading.page_numbers import page_numbers
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_PAGE = re.compile(r"[-–—~] ?\d{1,4} ?[-–—~]|หน้า(?:ที่)? ?:? ?\d{1,4}(?: ?(?:/|จาก) ?\d{1,4})?")
_AMID = re.compile(r"[ \t]{15,}[0-9๐-๙]{1,3}[ \t]*")
_NUMBERED = re.compile(r"(?:(.*\S) )?(\d{1,4})(?: ?/ ?\d{1,3})?|(\d{1,4}) (\D.*)")
_BARRED = re.compile(r"(?!(?:ยอด)?รวม|เฉลี่ย)\D[^|]{19,118} \| \d{1,3}|\d{1,3} \| \D[^|]{19,118}")
"""A title of some length, parted from the number of the page by a bar."""
_APART, _PAGES, _LONGEST = 15, 3, 120


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of a report without numbers, heads and feet of pages; their numbers stay.

    >>> texts = ["งบประมาณที่ได้รับ", "- 2 -", "จำนวน 500 บาท"]
    >>> [one.number for one in without_furniture([Line(n, t) for n, t in enumerate(texts, 1)])]
    [1, 3]
    """
    texts = ["" if line.table else plain(line.text) for line in lines]
    pages = {
        at for at, text in enumerate(texts) if _PAGE.fullmatch(text) or _is_amid(lines[at])
    } | set(_counted(texts))
    pages |= set(_beside(texts, pages)) | set(_alone(lines, texts))
    shown = ["|" if line.table else text for line, text in zip(lines, texts, strict=True)]
    pages |= page_numbers(shown, sorted(pages))
    return [line for at, line in enumerate(lines) if at not in pages]


def _alone(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Lines of a title, a bar and a number between empty lines, where no others have bars."""
    for at in range(2, len(texts) - 2):
        if _BARRED.fullmatch(texts[at]) and not (texts[at - 1] or texts[at + 1]):
            near = (lines[at - 2].text, lines[at + 2].text)
            if all(text.strip() and "|" not in text for text in near) and not lines[at].table:
                yield at


def _is_amid(line: Line) -> bool:
    """Whether a line is nothing but a number far from the left: that of a page, in its middle."""
    return bool(_AMID.fullmatch(line.text)) and not line.table


def _counted(texts: Sequence[str]) -> Iterator[int]:
    """The lines of the same words whose number goes up by one at each page."""
    several: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, text in enumerate(texts):
        found = _NUMBERED.fullmatch(text) if len(text) <= _LONGEST else None
        if found:
            several[found[1] or found[4] or ""].append((at, int(found[2] or found[3])))
    for places in several.values():
        barred = all(_BARRED.fullmatch(texts[at]) and _is_lone(texts, at) for at, _number in places)
        yield from _going_up(places, _PAGES - barred)


def _is_lone(texts: Sequence[str], at: int) -> bool:
    """Whether no line right before or after one has a bar too."""
    near = (_next(texts, at, step) for step in (-1, 1))
    return not any(other is not None and "|" in texts[other] for other in near)


def _going_up(places: Sequence[tuple[int, int]], fewest: int) -> Iterator[int]:
    """Of lines and their numbers those that go up by one, a page apart, as many times or more."""
    run: list[tuple[int, int]] = []
    for at, number in places:
        if run and number == run[-1][1] + 1 and at - run[-1][0] >= _APART:
            run.append((at, number))
        elif not run or number <= 2:
            run = [(at, number)]
        if len(run) == fewest:
            yield from (place for place, _number in run)
        elif len(run) > fewest:
            yield at


def _beside(texts: Sequence[str], pages: set[int]) -> Iterator[int]:
    """The lines that are the same as one which stands next to several numbers of pages."""
    near = {
        other
        for at in pages
        for step in (-1, 1)
        if (other := _next(texts, at, step)) is not None and other not in pages
    }
    common = Counter(texts[at] for at in near)
    yield from (at for at, text in enumerate(texts) if common[text] > 1)


def _next(texts: Sequence[str], at: int, step: int) -> int | None:
    """The next line with words before or after one."""
    at += step
    while 0 <= at < len(texts) and not texts[at]:
        at += step
    return at if 0 <= at < len(texts) else None
