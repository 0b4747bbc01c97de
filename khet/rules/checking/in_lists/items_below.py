"""How many items the numbered or dotted list has that begins right below a line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khet.rules.checking.reading.items import Item
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.quantities import plain, quantities
from khet.rules.checking.reading.stream import Line

GOES_ON = re.compile(r"ต่อไปจะ|ภายหลัง|ฯลฯ|เป็นต้น|เช่น|อาทิ|และอื่น|อื่น ?ๆ")
ALL_OF = re.compile(r"ทุก(?:คน|กลุ่ม|แห่ง|โรง|เครือข่าย|ท่าน)|แห่งละ|กลุ่มละ|โรงเรียนละ|เครือข่ายละ|อีก ?\d")
"""An item that stands for more than one."""
_DOT = re.compile(r"^ ?([-•●▪○*➢✓])")
_ASIDE = re.compile(r"(?:^| )(\d{1,2})[.)] ?(?=[^\d\s])")
_LED = re.compile(r"(?::|ได้แก่|คือ).*")
_NAMED = re.compile(r"(?:[ ,:]|และ)(?:โรงเรียน|ร\.ร\.|บ้าน|วัด|อนุบาล|นาย|นาง|น\.ส\.|เด็ก)(?=[ก-๎])")
_AHEAD, _WITHIN, _BROKEN, _LABEL = 3, 8, 50, 40


@dataclass(frozen=True)
class Below:
    """The numbers of items that a list may be said to have, the likeliest first.

    ``apart``: another line stands between, which may be the list's own heading.
    """

    ways: tuple[int, ...] = ()
    apart: bool = False


def items_below(
    lines: Sequence[Line], at: int, listings: Mapping[int, Listing], unit: str
) -> Below:
    """The list that begins right below a line; of no ways where none does, or it goes on.

    >>> lines = [Line(n, text) for n, text in enumerate(["2 ด้าน ดังนี้", "- ผู้เรียน", "- ครู"], 1)]
    >>> items_below(lines, 0, {}, "ด้าน").ways
    (2,)
    """
    following = [n for n in range(at + 1, min(at + _WITHIN, len(lines))) if lines[n].text.strip()]
    for n in following[:_AHEAD]:
        if n in listings and listings[n].items[0].parts[-1] == 1:
            apart = any(len(lines[m].text.strip()) <= _LABEL for m in following if m < n)
            return Below(tuple(dict.fromkeys(_numbered(lines, listings[n].items, unit))), apart)
    dotted = _dotted(lines, following[0], unit) if following else ()
    return Below(tuple(dict.fromkeys(dotted)))


def _numbered(lines: Sequence[Line], items: Sequence[Item], unit: str) -> Iterator[int]:
    """Items may say how many of the unit they stand for ("กรรมการ 7 คน"): those together."""
    own = [[q.value for q in quantities(item.text) if unit and q.unit == unit] for item in items]
    together = int(sum(several[0] if len(several) == 1 else 1 for several in own))
    if all(len(several) == 1 for several in own):
        yield together
        return
    if GOES_ON.search(items[-1].text) or any(ALL_OF.search(item.text) for item in items):
        return
    yield len({item.parts for item in items})
    yield len(items)
    if any(own):
        yield together
    yield from _in_columns(lines, items[0].at)
    yield from _until_others(lines, items, unit)
    yield from _named_by(unit, [item.text for item in items])
    yield from _names_in([item.text for item in items])


def _in_columns(lines: Sequence[Line], at: int) -> Iterator[int]:
    """The numbers of lines that have several beside each other, where none is left out."""
    numbers = list[int]()
    for line in lines[at:]:
        own = [int(number) for number in _ASIDE.findall(plain(line.text))]
        if not own:
            break
        numbers += own
    if sorted(numbers) == [*range(1, len(numbers) + 1)] != numbers:
        yield len(numbers)


def _until_others(lines: Sequence[Line], items: Sequence[Item], unit: str) -> Iterator[int]:
    """The items up to a line that counts others of the unit, whose numbers go on."""
    for place, (one, other) in enumerate(pairwise(items), 1):
        between = " ".join(plain(lines[at].text) for at in range(one.at + 1, other.at))
        if unit and any(q.unit == unit for q in quantities(between)):
            yield place
            return


def _named_by(unit: str, texts: Sequence[str]) -> Iterator[int]:
    """The items that begin with the unit itself, where others don't: ระดับดี, but ไม่ผ่าน."""
    if named := sum(text.startswith(unit) for text in texts) if unit else 0:
        yield named


def _names_in(texts: Sequence[str]) -> Iterator[int]:
    """The names that items lead to ("ระดับดี : บ้านนา, วัดป่า"), those of all items together."""
    named = [len(_NAMED.findall(found[0])) for text in texts if (found := _LED.search(text))]
    if sum(named) > len(texts):
        yield sum(named)


def _dotted(lines: Sequence[Line], at: int, unit: str) -> Iterator[int]:
    """Lines with a dot or dash, also over several lines, and those of the first one's mark."""
    marks, texts = list[str](), list[str]()
    broken, unbroken = False, 0
    for line in lines[at:]:
        found = _DOT.match(line.text)
        if found and GOES_ON.search(line.text):
            return
        if found:
            marks.append(found[1])
            texts.append(line.text[found.end() :].strip())
        elif not broken or not line.text.strip():
            break
        else:
            unbroken = unbroken or len(marks)
        broken = len(line.text.strip()) >= _BROKEN
    if len(marks) > 1:
        yield len(marks)
        yield marks.count(marks[0])
        if unbroken:
            yield unbroken
        yield from _named_by(unit, texts)
        yield from _names_in(texts)
