"""Sentences of a report: lines broken in the middle are put together, each part knows its line.

A line goes on where it is long, doesn't begin an item, a table or a heading, and none of those
follows. Sentences of Thai have no stop: a passage is a paragraph, a clause what spaces part.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.quantities import Quantity, as_printed, plain, quantities, told
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import thai_digits

_BEGINS = re.compile(
    r"^ ?(?:\(?[0-9ก-ฮ]{1,3}[.)]|[0-9]+\.[0-9]|[-•●▪○*]|\((?=[^)]*\) ?$)"
    r"|ข้อ|ตาราง|ตัวชี้วัด|รวม|บทที่|ส่วนที่"
    r"|(?:กลยุทธ์|โครงการ|รุ่น|ครั้ง|เครือข่าย|กลุ่ม|ระดับ|มาตรฐาน|ประเด็น)ที่ ?[0-9])"
)
_FIGURE = re.compile(
    r"^ ?(?:(?P<never_item>\d{2,3}\.\d\d|\d\.(?:[02-9]0|[2-9]\d))|\d{1,3}\.\d{1,2})(?![\d.])"
    r" ?(?P<unit>คะแนน|บาท|ของ|อยู่ในระดับ|%)?"
)
"""A decimal at the beginning of a line: one such as 98.00 or 4.58 numbers no item."""
_AWAITS = re.compile(r"(?:ร้อยละ|เท่ากับ|เฉลี่ย|เพิ่มขึ้น|ลดลง|คิดเป็น|คะแนน|จำนวน|เป็นเงิน) ?$")
_LONG, _LONGEST = 50, 135


@dataclass(frozen=True)
class Passage:
    """A paragraph: its plain text, its quantities, and at which index of lines each part stands."""

    text: str
    starts: tuple[int, ...]
    indexes: tuple[int, ...]
    quantities: tuple[Quantity, ...]

    def at(self, place: int) -> int:
        """The index of the line in which that place of the text stands."""
        return self.indexes[bisect_right(self.starts, place) - 1]


def passages_of(lines: Sequence[Line], rows: Container[int] = ()) -> list[Passage]:
    """The paragraphs of a report in their order, without its tables: ``rows`` are their lines."""
    return [_passage(lines, run) for run in _runs(lines, rows)]


def _runs(lines: Sequence[Line], rows: Container[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for at, line in enumerate(lines):
        if run and (at in rows or not _goes_on(lines[run[-1]], line)):
            yield run
            run = []
        if line.text.strip() and not line.table and at not in rows:
            run.append(at)
    if run:
        yield run


def _goes_on(last: Line, line: Line) -> bool:
    if not line.text.strip() or line.table or line.heading or last.heading or line.item:
        return False
    text = plain(line.text)
    rows = len(parted(line.text)) > 2 or len(parted(last.text)) > 2
    broken = _LONG <= len(last.text.strip()) <= _LONGEST
    begins = _BEGINS.match(text) and not _is_figure(plain(last.text), text)
    return broken and not rows and not begins


def _is_figure(last: str, text: str) -> bool:
    """Whether a line begins with a figure of the sentence, not with the number of an item."""
    figure = _FIGURE.match(text)
    return bool(figure and (figure["never_item"] or figure["unit"] or _AWAITS.search(last)))


def _passage(lines: Sequence[Line], run: Sequence[int]) -> Passage:
    texts = [plain(lines[at].text) for at in run]
    starts, length = [], 0
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    whole = " ".join(texts)
    return Passage(whole, tuple(starts), tuple(run), tuple(quantities(whole)))


def told_at(
    lines: Sequence[Line],
    passage: Passage,
    one: Quantity,
    kind: Kind,
    expected: Decimal | str,
    sure: Sure,
    message: str,
) -> Finding:
    """A finding at a quantity of a passage, its figures in the digits of the line."""
    line = lines[passage.at(one.start)]
    should = expected if isinstance(expected, str) else told(expected, one.places)
    printed = as_printed(line.text, one.printed)
    if printed != one.printed:
        should = thai_digits(should)
    return Finding(line.number, line.text, kind, printed, should, sure, message, line.page)
