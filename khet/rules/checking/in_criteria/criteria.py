"""Criteria that a report prints: bands of values, each with the word of its level."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.in_criteria.bands import groups
from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.spans import Band, bands_in
from khet.rules.checking.reading.stream import Line

LEVELS = (
    r"(?>ดีเยี่ยม|ดีที่สุด|ยอดเยี่ยม|ดีเลิศ|ดีเด่น|ดีมาก|ดี(?!ขึ้น)|ค่อนข้าง(?:ดี|มาก|น้อย|สูง|ต่ำ|ง่าย|ยาก)|พอใช้|ปานกลาง|"
    r"(?:ควร|ต้อง)?ปรับปรุง(?:เร่งด่วน)?|กำลังพัฒนา|มากที่สุด|มาก|น้อยที่สุด|น้อยมาก|น้อย|"
    r"ง่ายมาก|ง่าย|ยากมาก|ยาก(?!จน|ไร้)|เก่ง|อ่อน|เล็ก|กลาง|ใหญ่พิเศษ|ใหญ่|สีเขียว|สีเหลือง|สีส้ม|สีแดง|"
    r"สูงที่สุด|สูงมาก|สูง|ต่ำที่สุด|ต่ำมาก|ต่ำ|ไม่ผ่าน|ผ่าน)"
)
_KINDS = (re.compile(LEVELS), re.compile(r"ระดับ \d(?![\d.])"))
"""Words of levels; where bands have none, their numbers."""
Around = tuple[str, str, str]
Side = Callable[[str, Around, re.Pattern[str]], tuple[str, int]]
_ENOUGH, _REACH, _SCALE = 3, 60, 4


@dataclass(frozen=True)
class Criterion:
    """Bands with the words of their levels, in the order printed."""

    bands: tuple[tuple[Band, str], ...]

    @property
    def at(self) -> int:
        """The index of the line of its last band."""
        return self.bands[-1][0].at

    @property
    def places(self) -> int:
        """How many decimals its bounds have."""
        return max(band.places for band, _word in self.bands)

    @property
    def words(self) -> frozenset[str]:
        """The words of its levels."""
        return frozenset(word for _band, word in self.bands)

    def levels(self, value: Decimal) -> list[str]:
        """The levels whose bands have a value: two where bounds meet, none in a hole."""
        return [word for band, word in self.bands if _holds(band, value)]

    def scales(self, value: Decimal) -> bool:
        """Whether a value may be of the scale of the bands: a mean of 5 isn't of percentages.

        >>> Criterion(((Band(0, "", Decimal(80), None), "ดี"),)).scales(Decimal("4.2"))
        False
        """
        top = max(band.key for band, _word in self.bands)
        return top / _SCALE <= value <= top * 2


def _holds(band: Band, value: Decimal) -> bool:
    above = band.low is None or value > band.low or (band.low_in and value == band.low)
    below = band.high is None or value < band.high or (band.high_in and value == band.high)
    return above and below


def criteria_in(lines: Sequence[Line]) -> list[Criterion]:
    """The criteria of a report whose every level has a word of its own.

    >>> text = "เกณฑ์: 16 - 25 สูงมาก / 10 - 15 สูง / 5 - 9 ปานกลาง / 1 - 4 ต่ำ"
    >>> [one] = criteria_in([Line(1, text)])
    >>> one.levels(Decimal(12)), one.levels(Decimal("4.5"))
    (['สูง'], [])
    """
    return [one for group in groups(lines) if (one := _criterion(lines, group))]


def _criterion(lines: Sequence[Line], group: Sequence[Band]) -> Criterion | None:
    """The bands with the words after or before them, the closer ones, or in the row beside."""
    for kind in _KINDS:
        sided = [names for side in (_after, _before) if (names := _sided(lines, group, side, kind))]
        if sided:
            goes_on = len(sided) > 1 and _goes_on(lines, group)
            names = sided[-1] if goes_on else min(sided, key=_distance)
            return Criterion(
                tuple((band, word) for band, (word, _far) in zip(group, names, strict=True))
            )
    for words in _beside(lines, group):
        if _are_names(words):
            return Criterion(tuple(zip(group, words, strict=True)))
    return None


def _distance(words: Sequence[tuple[str, int]]) -> int:
    return sum(far for _word, far in words)


def _goes_on(lines: Sequence[Line], group: Sequence[Band]) -> bool:
    """Whether the next line begins with a band, and the one before ends with none: words lead."""
    first, last = group[0].at, group[-1].at
    if first != last or not 0 < last < len(lines) - 1:
        return False
    before, following = plain(lines[first - 1].text), plain(lines[last + 1].text)
    ending = any(before.endswith(band.printed) for band in bands_in(before))
    return not ending and any(band.start == 0 for band in bands_in(following))


def _sided(
    lines: Sequence[Line], group: Sequence[Band], side: Side, kind: re.Pattern[str]
) -> list[tuple[str, int]]:
    """The words on one side of the bands, where every band has its own there."""
    found = [side(_text(lines, band), _around(group, n), kind) for n, band in enumerate(group)]
    return found if _are_names([word for word, _far in found]) else []


def _are_names(words: Sequence[str]) -> bool:
    return len(words) >= _ENOUGH and all(words) and len(set(words)) == len(words)


def _text(lines: Sequence[Line], band: Band) -> str:
    """The line of a band, its cells parted by bars."""
    line = lines[band.at]
    return " | ".join(map(plain, line.cells)) if line.cells else plain(line.text)


def _around(group: Sequence[Band], n: int) -> Around:
    """A band as printed, with those before and after it in its line."""
    row = {k: group[k].printed for k in (n - 1, n + 1) if 0 <= k < len(group)}
    same = {k: printed for k, printed in row.items() if group[k].at == group[n].at}
    return same.get(n - 1, ""), group[n].printed, same.get(n + 1, "")


def _after(text: str, around: Around, kind: re.Pattern[str]) -> tuple[str, int]:
    """The first word of a level after a band, and how far it stands from it."""
    _before, own, following = around
    rest = text.partition(own)[2]
    rest = rest.partition(following)[0] if following else rest
    found = kind.search(rest[:_REACH])
    return (found[0], found.start()) if found else ("", 0)


def _before(text: str, around: Around, kind: re.Pattern[str]) -> tuple[str, int]:
    """The last word of a level before a band, and how far it stands from it."""
    earlier, own, _after = around
    rest = text.partition(own)[0]
    rest = (rest.rpartition(earlier)[2] if earlier else rest)[-_REACH:]
    found = list(kind.finditer(rest))
    return (found[-1][0], len(rest) - found[-1].end()) if found else ("", 0)


def _beside(lines: Sequence[Line], group: Sequence[Band]) -> Iterator[list[str]]:
    """The words in the row above or below a row of bands, each in the column of its band."""
    at = group[0].at
    cells = _cells(lines[at])
    columns = [
        next((n for n, cell in enumerate(cells) if band.printed in cell), 0) for band in group
    ]
    for other in (at - 1, at + 1):
        row = _cells(lines[other]) if 0 <= other < len(lines) else []
        if len(row) == len(cells) and group[-1].at == at:
            found = [_KINDS[0].search(row[n]) for n in columns]
            yield [one[0] if one else "" for one in found]


def _cells(line: Line) -> list[str]:
    return [plain(cell) for cell in line.cells or parted(line.text)]


def nearest(criteria: Sequence[Criterion], at: int) -> Iterator[Criterion]:
    """Criteria by how near they stand to a line, those before it first.

    >>> several = [Criterion(((Band(at, "", None, None), "ดี"),)) for at in (2, 5, 9)]
    >>> [one.at for one in nearest(several, 7)]
    [5, 2, 9]
    """
    yield from sorted(criteria, key=lambda one: (one.at > at, abs(one.at - at)))
