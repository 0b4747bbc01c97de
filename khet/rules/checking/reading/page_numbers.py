"""Numbers of pages that stand alone on a line, with the running head beside them.

They are told by counting on: the same head beside two of them, or the number at the end of the
text and the one before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_ALONE = re.compile(r"\d{1,3}")
_HEAD = re.compile(
    r"(?:แบบ)?(?:รายงาน|ประเมิน)|สรุป|แผน(?:พัฒนา|ปฏิบัติ|งาน|กลยุทธ์|การ)|คู่มือ|ทะเบียน|ประกาศ|แนว(?:ปฏิบัติ|ทาง)"
    r"|หลักสูตร|เอกสาร|ระเบียบวาระ|สารสนเทศ|ข้อมูล|คำสั่ง|บันทึก"
)
"""How the title of a document begins."""
_MAYBE_HEAD = re.compile(
    rf"{_HEAD.pattern}|ผล(?:การ|สำรวจ|สอบ)|โครงการ|กำหนดการ|ปฏิทิน|มาตรฐาน|แบบ|บัญชี|เกณฑ์|บทที่|หนังสือ"
)
"""How the title may begin beside a number that counts on."""
_SURE = re.compile(rf"^(?:{_HEAD.pattern})|พ\.ศ\.|ปี(?:การศึกษา|งบประมาณ)? ?\d{{4}}|โรงเรียน\S")
_SENTENCE = re.compile(r"[.!?]$|ดังนี้|พบว่า")
_SUMMARY = re.compile(r"^(?:ยอด|ผล)?รวม|เฉลี่ย|^ทั้งหมด")
_APART, _SHORTEST, _LONGEST, _LABEL, _FIRST, _NEAR = 12, 12, 90, 25, 3, 12
_TITLE, _MOST, _CELL, _MARKED = 14, 70, 40, 15


def page_numbers(texts: Sequence[str], marks: Sequence[int]) -> set[int]:
    """The lines that are numbers of pages alone, and heads beside them; marks are "- 2 -" known.

    >>> head, rows = "รายงานผลการดำเนินงาน", ["แถว 1"] * 14
    >>> sorted(page_numbers(["14", head, *rows, "15", head, *rows, "จบรายงาน 9 วัน", "16"], []))
    [0, 1, 16, 17, 33]
    """
    words = [at for at, text in enumerate(texts) if text]
    places = {at: n for n, at in enumerate(words)}
    alone = {at: int(texts[at]) for at in words if _ALONE.fullmatch(texts[at])}
    beside = _Beside(texts, words, places)
    found = set(_under_same_head(alone, beside))
    found |= set(_from_the_end(alone, beside, found))
    for at in marks:
        head = beside.head(at)
        if (
            head is not None
            and _SURE.search(texts[head])
            and beside.is_amid_cells(at, head, _MARKED)
        ):
            found.add(head)
    return found


class _Beside:
    """What stands next to a line, empty lines left out."""

    def __init__(
        self, texts: Sequence[str], words: Sequence[int], places: Mapping[int, int]
    ) -> None:
        self.texts, self.words, self._places = texts, words, places

    def next(self, at: int, step: int) -> int | None:
        """The next line with words before or after one."""
        place = self._places[at] + step
        return self.words[place] if 0 <= place < len(self.words) else None

    def head(self, at: int) -> int | None:
        """The line beside one that could be the head of a page, the likeliest."""
        near = (self.next(at, step) for step in (1, -1))
        several = [one for one in near if one is not None and self._is_head(one)]
        return max(several, key=lambda one: bool(_HEAD.match(self.texts[one])), default=None)

    def _is_head(self, at: int) -> bool:
        text = self.texts[at]
        fits = _SHORTEST <= len(text) <= _LONGEST and not _SENTENCE.search(text)
        return fits and (bool(_MAYBE_HEAD.match(text)) or self.is_titled(at))

    def is_titled(self, at: int) -> bool:
        """Whether a line begins like one of the first lines of the text."""
        text = self.texts[at]
        firsts = (self.texts[one] for one in self.words[:_FIRST] if one < at)
        return _TITLE <= len(text) <= _MOST and any(one.startswith(text[:_TITLE]) for one in firsts)

    def is_amid_cells(self, at: int, head: int, most: int) -> bool:
        """Whether a figure stands near a number of a page and its head, or short cells do."""
        first, last = sorted((at, head))
        before, after = self.next(first, -1), self.next(last, 1)
        if before is None or after is None:
            return False
        near = (self.texts[before], self.texts[after])
        return any(map(_is_figure, near)) or all(len(text) <= most for text in near)

    def is_end_of_table(self, at: int) -> bool:
        """Whether what stands before could be the label of a number or another number."""
        before = self.next(at, -1)
        text = self.texts[before] if before is not None else ""
        label = len(text) <= _LABEL and not any(map(str.isdigit, text))
        return label or _is_figure(text) or bool(_SUMMARY.search(text))

    def is_running(self, at: int, number: int) -> bool:
        """Whether the numbers before or after it begin lines near: it is that of a row."""
        place = self._places[at]
        near = self.words[max(place - _NEAR, 0) : place + _NEAR]
        firsts = {self.texts[one].split(" ")[0].rstrip(".)") for one in near}
        return bool(firsts & {str(number - 1), str(number + 1)} - {"0"})


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\d,.]{1,15}%?|-", text))


def _under_same_head(alone: Mapping[int, int], beside: _Beside) -> Iterator[int]:
    """Numbers that go up by one, with the same head on the same side."""
    several: dict[tuple[str, bool], list[tuple[int, int]]] = defaultdict(list)
    for at in alone:
        if (head := beside.head(at)) is not None:
            several[beside.texts[head], head > at].append((at, head))
    for places in several.values():
        for (one, first), (other, second) in pairwise(places):
            running = all(beside.is_running(at, alone[at]) for at in (one, other))
            if alone[other] == alone[one] + 1 and other - one >= _APART and not running:
                yield from (one, first, other, second)


def _from_the_end(alone: Mapping[int, int], beside: _Beside, known: set[int]) -> Iterator[int]:
    """The number that ends the text, and those before it, counting down."""
    last = beside.words[-1] if beside.words else -1
    if last not in alone:
        return
    if beside.is_end_of_table(last) and alone[last] - 1 not in {alone.get(at) for at in known}:
        return
    yield last
    at, number = last, alone[last]
    while (before := _before(alone, beside, at, number - 1)) is not None:
        yield before
        head = beside.head(before)
        if head is not None and (
            beside.is_amid_cells(before, head, _CELL) or beside.is_titled(head)
        ):
            yield head
        at, number = before, number - 1


def _before(alone: Mapping[int, int], beside: _Beside, at: int, number: int) -> int | None:
    """The place of the number of the page before, where it is plain which it is."""
    several = [one for one, value in alone.items() if value == number and one < at]
    headed = [one for one in several if beside.head(one) is not None]
    if len(headed) == 1:
        return headed[0]
    several = [one for one in several if at - one >= _APART]
    if headed or len(several) != 1 or beside.is_running(several[0], number):
        return None
    after = beside.next(several[0], 1)
    return None if after is None or _is_figure(beside.texts[after]) else several[0]
