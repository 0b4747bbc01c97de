"""Paragraphs of a PDF: a line that is full goes on in the next, where that is of the paragraph.

A line is full where the next word had no room in it. The lines of a paragraph begin below each
other, but for the first; they stand as far from each other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khet.documents.report_reader.pdf_cells import is_number
from khet.documents.report_reader.pdf_page import Sheet, Text
from khet.documents.report_reader.pdf_rows import Part, word_width
from khet.rules.thai import arabic_digits

_ITEM = re.compile(
    r"(?:\(?[0-9]{1,2}[.)](?![0-9])|\(?[ก-ฮ][.)](?!ศ|[ก-ฮ]\.)|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}(?![0-9.,])"
    r"|[-–—•●▪○◦❖➢✓*\ue000-\uf8ff](?: |$)"
    r"|(?:ตาราง|แผนภูมิ|แผนภาพ|ภาพ|บท|ส่วน|ตอน|ข้อ|ระเบียบวาระ|มาตรฐาน|กลยุทธ์|ตัวชี้วัด|ตัวบ่งชี้)(?:ที่)? ?[0-9])"
)
_FIGURE = re.compile(
    r"(?:[0-9]{2,3}\.[0-9]{2}|[0-9]\.(?:[02-9]0|[2-9][0-9]))(?![0-9.])"
    r"|[0-9]{1,3}\.[0-9]{1,2} ?(?:คะแนน|บาท|ของ|อยู่ในระดับ|%)"
)
_AWAITS = re.compile(
    r"(?:ร้อยละ|เท่ากับ|เฉลี่ย|เพิ่มขึ้น|ลดลง|คิดเป็น|คะแนน|จำนวน|เป็นเงิน|ดัง|จาก|ตาม|ใน|และ|หรือ|ถึง|กับ"
    r"|[-–(,])$"
)
_OPEN = re.compile(
    r"(?:ปี|ปีการศึกษา|ปีงบประมาณ|พ\.ศ\.|ที่|จำนวน|ร้อยละ|เป็นเงิน|และ|หรือ) ?$|[(“][^)”]{0,60}$"
)
_TO = re.compile("[-–—] ?[0-9]")
_LEADER = re.compile(r"[.…·_]{4,} ?[^.…·_ ]{1,4}$|[.…·_]{13,}$")
_THAI = re.compile("[\u0e01-\u0e4e]+")
_MANY = 3
"""How many lines end at the right margin at least."""
_HANGING, _INDENT, _NEAR, _EDGE = 70.0, 110.0, 4.0, 15.0
"""In points: how far the words of an item may begin from its number; how far the first line of a
paragraph may be indented; how near is below; how near to the edge of a page no line ends."""
_SPACE, _LITTLE, _LEAST = 9.0, 12.0, 15.0
"""In points: how much room may be left where a word had none; how little no title leaves; how high
letters are at least, of some of which only the ink is known."""
_APART, _PITCH, _STEADY, _ALIKE = 1.6, 2.6, 0.12, 0.5
"""In heights: how wide the spaces of a sentence may be, how far lines may be from each other; how
much that may change within a paragraph; how much of the height of one line the other has."""
_LABEL = 25
_COMMON, _WIDER, _HIGH = 0.15, 1.09, 20.0
"""Of all distances between lines how many are of a common one; how much wider than that those
within a paragraph are at most; how high letters are at most, in points, for it."""


@dataclass(frozen=True)
class Margins:
    """Where lines begin, and where they end.

    ``pitch`` is how far lines of a paragraph are from each other at most, 0 where it isn't known.
    """

    left: float
    right: float
    pitch: float = 0.0

    def on(self, sheet: Sheet) -> "Margins":
        """Those of a page, which may not begin at 0."""
        return replace(self, left=self.left + sheet.left, right=self.right + sheet.left)

    def is_full(self, last: Part, part: Part) -> bool:
        """Whether the next line's first word had no room in the last line."""
        room = self.right - last.right
        return room < word_width(part.text, part.right - part.left) + _SPACE


def margins(sheets: Sequence[Sheet]) -> dict[int, Margins]:
    """Where lines begin and end on pages, for each width of them."""
    lefts: dict[int, list[float]] = defaultdict(list)
    rights: dict[int, list[float]] = defaultdict(list)
    for sheet in sheets:
        width = round(sheet.right - sheet.left)
        for piece in sheet.pieces:
            if isinstance(piece, Text) and piece.parts[-1].right < sheet.right - _EDGE:
                lefts[width].append(piece.parts[0].left - sheet.left)
                rights[width].append(piece.parts[-1].right - sheet.left)
    known = {width: _margins(width, lefts[width], rights[width]) for width in lefts}
    pitches: dict[int, list[float]] = defaultdict(list)
    for sheet in sheets:
        width = round(sheet.right - sheet.left)
        if own := known.get(width):
            pitches[width] += _pitches(sheet, own.on(sheet))
    return {width: replace(own, pitch=_most(pitches[width])) for width, own in known.items()}


def _pitches(sheet: Sheet, own: Margins) -> Iterator[float]:
    """How far lines that begin at the margin are below full ones."""
    for above, below in pairwise(sheet.pieces):
        if isinstance(above, Text) and isinstance(below, Text):
            last, part = above.parts[-1], below.parts[0]
            begins = min(abs(part.left - own.left), abs(part.left - above.parts[0].left)) < _NEAR
            if begins and own.is_full(last, part) and 0 < last.base - part.base < _PITCH * _HIGH:
                yield last.base - part.base


def _most(pitches: Sequence[float]) -> float:
    """The widest distance that is common; 0 where none is."""
    counted = Counter(map(round, pitches))
    common = [pitch for pitch, count in counted.items() if count >= max(2, len(pitches) * _COMMON)]
    return max(common, default=0.0)


def _margins(width: int, lefts: Sequence[float], rights: Sequence[float]) -> Margins:
    """Lines begin where most do; they end where several do, about as far from the edge."""
    most = sorted(rights)[-_MANY:][0]
    [(left, _count)] = Counter(map(round, lefts)).most_common(1)
    return Margins(left, max(most, width - 1.1 * min(lefts)))


def _is_item(part: Part) -> bool:
    return bool(_ITEM.match(arabic_digits(part.text)))


class Paragraph:
    """Lines of a paragraph, as far as it has come."""

    def __init__(self, page: int, line: Text, margins: Margins) -> None:
        self.page = self._on = page
        self.number, self.text = line.number, line.text
        self.breaks: list[tuple[int, int, int | None]] = []
        self._first = self._last = line.parts
        self._whole = line.whole
        self._margins = margins
        self._left: float | None = None
        self._pitch = 0.0

    def takes(self, page: int, line: Text, margins: Margins, after: Text | None = None) -> bool:
        """Put the next line to the paragraph, where it is of it; ``after`` is the one after it."""
        if self._whole or not (
            _is_sentence(line.parts) and self._is_prose() and self._goes_on(line.parts[0])
        ):
            return False
        if after and _is_first(line, after, margins):
            return False
        part, last = line.parts[0], self._last[-1]
        pitch, same_page = last.base - part.base, page == self._on
        if same_page and not self._is_below(pitch, max(part.height, last.height)):
            return False
        self._pitch = pitch if same_page else self._pitch
        self._left = part.left
        self.text += _between(last, part)
        self.breaks.append((len(self.text), line.number, page))
        self.text += line.text
        self._last, self._margins, self._on = line.parts, margins, page
        return True

    def _is_prose(self) -> bool:
        """Whether its last line is none of several columns: it may have a number or label."""
        parts = self._last
        label = parts is self._first and len(parts[0].text) <= _LABEL
        return _is_sentence(parts[label:]) and not _LEADER.search(parts[-1].text)

    def _goes_on(self, part: Part) -> bool:
        last = self._last[-1]
        low, high = sorted((last.height, part.height))
        alike = low >= _ALIKE * high
        return (
            alike
            and self._margins.is_full(last, part)
            and self._is_under(part)
            and not self._begins(part)
        )

    @property
    def _room(self) -> float:
        """How much room is beside its last line."""
        return self._margins.right - self._last[-1].right

    def _is_under(self, part: Part) -> bool:
        """Whether a line begins where lines of the paragraph do."""
        if self._left is not None:
            return abs(part.left - self._left) < _NEAR
        begins = [one.left for one in self._first]
        near = part.left < self._margins.left + _NEAR or self._room < _LITTLE
        outdent = near and 0 < begins[0] - part.left < _INDENT
        if outdent or any(abs(part.left - left) < _NEAR for left in begins):
            return True
        item = _ITEM.match(arabic_digits(self._first[0].text)) or len(begins) > 1
        return bool(item) and part.left < begins[0] + _HANGING

    def _begins(self, part: Part) -> bool:
        """Whether a line begins an item, a heading or the title of a table."""
        text = arabic_digits(part.text)
        awaited = _AWAITS.search(self.text.rstrip()) and not text.startswith(("-", "–", "•"))
        span = _TO.match(text) and self.text.rstrip()[-1:].isdigit()
        goes_on = awaited or span or _FIGURE.match(text)
        return bool(_ITEM.match(text)) and not goes_on

    def _is_below(self, pitch: float, height: float) -> bool:
        """Whether a line stands below the last one, as far as those before it."""
        if not 0 < pitch < _PITCH * max(height, _LEAST):
            return False
        if self._pitch:
            return abs(pitch - self._pitch) < _STEADY * self._pitch
        usual = self._margins.pitch * _WIDER or pitch
        return pitch <= usual or bool(_OPEN.search(self.text[-80:]))


def _is_first(line: Text, after: Text, margins: Margins) -> bool:
    """Whether a line is the first of a paragraph: the next goes on with it, from the margin."""
    part, below = line.parts[0], after.parts[0]
    outdent = below.left < margins.left + _NEAR < part.left
    return outdent and margins.is_full(line.parts[-1], below) and not _is_item(below)


def _is_sentence(parts: Sequence[Part]) -> bool:
    """Whether what stands in a line is one: with wide spaces, but no columns."""
    gaps = (after.left - last.right for last, after in pairwise(parts))
    return all(gap < _APART * max(parts[0].height, _LEAST) for gap in gaps)


def _between(last: Part, part: Part) -> str:
    """What stands between two lines: nothing within Thai words, and within a number."""
    thai = _THAI.match(last.text[-1:]) and _THAI.match(part.text)
    whole = last.text.rsplit(" ", 1)[-1] + part.text.split(" ", 1)[0]
    return "" if (thai or is_number(whole)) and not last.spaced else " "
