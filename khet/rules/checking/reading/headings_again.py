"""Headings of a table that stand again at the top of the page on which it goes on."""

import re
from collections.abc import Iterator, Sequence

_SUM = re.compile(r"(?:ยอด|ผล)?รวม|เฉลี่ย")
_PARTED = re.compile(r"[ |]+")
_FAR, _MOST, _FEWEST, _LONGEST, _LABEL = 150, 12, 2, 90, 3


def headings_again(texts: Sequence[str], pages: set[int]) -> Iterator[int]:
    """The lines after the number of a page that repeat the headings of the table before it.

    >>> texts = ["รายการ บาท", "ค่าอาหาร 500", "- 2 -", "รายการ บาท", "ค่าวัสดุ 300", "รวม 800"]
    >>> list(headings_again(texts, {2}))
    [3]
    """
    words = [at for at, text in enumerate(texts) if text and at not in pages]
    for n in range(1, len(words)):
        if pages.isdisjoint(range(words[n - 1], words[n])) or _is_ended(texts, words[:n]):
            continue
        before = words[max(n - _FAR, 0) : n]
        for first in range(len(before) - 1, -1, -1):
            if many := _alike(texts, before[first:], words[n:]):
                yield from words[n : n + many]
                break


def _is_ended(texts: Sequence[str], before: Sequence[int]) -> bool:
    """Whether the page ends otherwise than with an amount of a table that may go on."""
    last, *labels = (texts[at] for at in before[: -_LABEL - 1 : -1])
    alone = [text for text in labels if not any(map(str.isdigit, text))]
    summed = bool(_SUM.match(last)) or any(map(_SUM.match, alone[:1]))
    return summed or not _ends_in_number(last)


def _alike(texts: Sequence[str], before: Sequence[int], after: Sequence[int]) -> int:
    """How many lines are the same headings as those from a place before the page on; else 0."""
    many = 0
    for one, other in zip(before[:_MOST], after, strict=False):
        if texts[one] != texts[other] or not _is_heading(texts[one]):
            break
        many += 1
    names = [part for at in after[:many] for part in _PARTED.split(texts[at]) if part]
    if len(names) < _FEWEST or not 0 < many < min(len(before), len(after)):
        return 0
    rows = all(_ends_in_number(texts[several[many]]) for several in (before, after))
    return many if many > 1 or rows else 0


def _ends_in_number(text: str) -> bool:
    return any(map(str.isdigit, text.split(" ")[-1]))


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST and not any(map(str.isdigit, text))
