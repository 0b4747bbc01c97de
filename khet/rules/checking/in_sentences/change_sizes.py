"""A change that is told, against its two values: how large it is, and which way it goes."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_tables.differences import DOWN, UP
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told
from khet.rules.checking.reading.stream import Line
from khet.rules.rounding import half_up_decimal

TO = re.compile(r"(?:(?<!คิด)เป็น|เหลือ)[^0-9]{0,40}$")
UPWARD, DOWNWARD = re.compile(UP), re.compile(DOWN)
_FROM_TO = re.compile(r"(?:จาก|จากเดิม)[^0-9]{0,60}$")
_HUNDRED = Decimal(100)
_FULL_SCORES = range(5, 101, 5)
_FAR = 3


def told_change(
    lines: Sequence[Line],
    passage: Passage,
    values: tuple[Quantity, Quantity, Quantity],
    cue: str,
    sure: Sure,
) -> Outcome:
    """A printed change against its two values, the earlier first.

    What is far from the size of the change may be of something else, and what is a step of the last
    decimal beside it of rounded means: only to look at.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> report = Report([Line(1, "จาก 36.24 เป็น 33.96 ลดลง 2.82")])
    >>> [passage] = report.passages
    >>> first, second, by = passage.quantities
    >>> values = first, second, by
    >>> told_change(report.lines, passage, values, "ลดลง", Sure.LIKELY).findings[0].expected
    '2.28'
    """
    first, second, by = values
    if any(abs(abs(by.value) - one) <= by.step / 2 for one in _sizes(first, second, by)):
        return _direction(lines, passage, values, cue)
    size = _size(first, second, by)
    message = (
        f"จาก {first.printed} เป็น {second.printed} ต่างกัน {told(size, by.places)} "
        f"แต่พิมพ์ไว้ {by.printed}"
    )
    near = max(size, abs(by.value)) <= _FAR * min(size, abs(by.value))
    rounded = bool(by.places) and abs(size - abs(by.value)) <= by.step
    shown = sure if not rounded and (near or _is_slip(first, second, by, size)) else Sure.LOOK
    made = told_at(lines, passage, by, Kind.DIFFERENCE, size, shown, message)
    return Outcome(1, (made,))


def is_from_to(passage: Passage, first: Quantity, second: Quantity) -> bool:
    """Whether the sentence says "จาก a เป็น b".

    >>> from khet.rules.checking.reading.parsed import Report
    >>> [passage] = Report([Line(1, "จากเดิม 12 คน เป็น 15 คน")]).passages
    >>> is_from_to(passage, *passage.quantities)
    True
    """
    between = passage.text[first.end : second.start]
    return bool(_FROM_TO.search(passage.text[: first.start]) and TO.search(between))


def _size(first: Quantity, second: Quantity, by: Quantity) -> Decimal:
    """The difference, as per cent of the first value where only the change is told in per cent."""
    change = abs(second.value - first.value)
    if by.unit != PERCENT or first.unit == PERCENT or not first.value:
        return change
    return half_up_decimal(change * _HUNDRED / first.value, by.places)


def _is_slip(first: Quantity, second: Quantity, by: Quantity, size: Decimal) -> bool:
    """Whether a slip of the finger in one of the three would explain the change."""
    if one_digit(abs(by.value), size):
        return True
    meant = (
        (one, other.value + change)
        for one, other in ((first, second), (second, first))
        for change in (by.value, -by.value)
    )
    return any(value > 0 and one_digit(one.value, _as(one, value)) for one, value in meant)


def _as(one: Quantity, value: Decimal) -> Decimal:
    """A value with the decimals of a quantity where it has no more."""
    rounded = value.quantize(one.step)
    return rounded if rounded == value else value


def _sizes(first: Quantity, second: Quantity, by: Quantity) -> Iterator[Decimal]:
    """What a change may be told as: the difference, or per cent of the first or of a full score."""
    change = abs(second.value - first.value)
    yield change
    if first.value:
        yield change * _HUNDRED / first.value
    if by.unit == PERCENT and by.places and first.unit in ("", "คะแนน"):
        yield from (change * _HUNDRED / full for full in _FULL_SCORES if full >= second.value)


def _direction(
    lines: Sequence[Line],
    passage: Passage,
    values: tuple[Quantity, Quantity, Quantity],
    cue: str,
) -> Outcome:
    """A change told the wrong way round."""
    first, second, by = values
    change = second.value - first.value
    denied = (change < 0 and UPWARD.match(cue)) or (change > 0 and DOWNWARD.match(cue))
    if not denied or (second.start > first.start and not is_from_to(passage, first, second)):
        return Outcome(1)
    right = "ลดลง" if change < 0 else "เพิ่มขึ้น"
    message = f"จาก {first.printed} เป็น {second.printed} คือ{right} แต่พิมพ์ว่า{cue}"
    made = told_at(lines, passage, by, Kind.DIFFERENCE, right, Sure.CERTAIN, message)
    return Outcome(1, (made,))
