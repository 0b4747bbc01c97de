"""Percentages of parts that together make a whole their sentence states: each is of that whole.

Kind ``percent``. "6,467 คน ดีมาก 3,538 คน (ร้อยละ 54.71) … ปรับปรุง 189 คน (ร้อยละ 5.34)", where 5.34 is
of the 3,538.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_sentences.share_pairs import with_percentages
from khet.rules.checking.in_tables.percents import fits, percent_of, share_told
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity

_OF = re.compile(r"[ )]*(?:ของ|จาก|เมื่อเทียบ|ต่อ)")
_ORDER = re.compile(r"[ )]*ตามลำดับ")
_WITHIN = re.compile(r"ใน(?:จำนวน)?(?:นี้|นั้น)|ของ(?:จำนวน)?(?:นี้|นั้น)|ซึ่งใน|จากจำนวน")
_FAR = 120
_Pair = tuple[Quantity, Quantity]


def check(report: Report) -> Outcome:
    """Such percentages of all sentences of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> text = "รวม 1,228 เครื่อง ใช้ได้ 1,089 เครื่อง (ร้อยละ 88.68) ชำรุด 139 เครื่อง (ร้อยละ 12.76)"
    >>> [(one.printed, one.expected) for one in check(Report([Line(1, text)])).findings]
    [('12.76', '11.32')]
    """
    several = (_of_passage(report, one) + _in_order(report, one) for one in report.passages)
    return sum(several, Outcome())


def _of_passage(report: Report, passage: Passage) -> Outcome:
    pairs = with_percentages(passage)
    for whole in passage.quantities:
        parts = _parts(passage, pairs, whole)
        if not parts or passage.quantities.index(whole) > passage.quantities.index(parts[0][0]):
            continue
        wrong = [pair for pair in parts if not _is_of(pair, whole.value)]
        wrong = [pair for pair in wrong if not _OF.match(passage.text, pair[1].end)]
        if len(wrong) * 2 > len(parts):
            continue
        return Outcome(
            len(parts), tuple(_finding(report, passage, pair, whole.value) for pair in wrong)
        )
    return Outcome()


def _in_order(report: Report, passage: Passage) -> Outcome:
    """ "12 คน มาก 9 คน ปานกลาง 3 คน คิดเป็นร้อยละ 75.00 และร้อยละ 35.00 ตามลำดับ"."""
    pairs = _respective(passage)
    if not pairs:
        return Outcome()
    first = passage.quantities.index(pairs[0][0])
    wholes = [one for one in passage.quantities[:first] if one.unit == pairs[0][0].unit]
    if not wholes or wholes[-1].value < max(part.value for part, _percent in pairs):
        return Outcome()
    wrong = [pair for pair in pairs if not _is_of(pair, wholes[-1].value)]
    if len(wrong) != 1:
        return Outcome(len(pairs) if not wrong else 0)
    return Outcome(len(pairs), (_finding(report, passage, wrong[0], wholes[-1].value),))


def _respective(passage: Passage) -> Sequence[_Pair]:
    """Counts of one unit and as many percentages right after them that end with "ตามลำดับ"."""
    several = passage.quantities
    for end in range(len(several) - 1, 0, -1):
        if several[end].unit != PERCENT or not _ORDER.match(passage.text, several[end].end):
            continue
        start = end
        while start and several[start - 1].unit == PERCENT:
            start -= 1
        number = end + 1 - start
        parts = several[max(start - number, 0) : start]
        alike = len(parts) == number and len({part.unit for part in parts}) == 1
        if number > 1 and alike and parts[0].unit:
            return list(zip(parts, several[start : end + 1], strict=True))
    return ()


def _parts(passage: Passage, pairs: Sequence[_Pair], whole: Quantity) -> Sequence[_Pair]:
    """The parts with a percentage after a whole, one after another, that make it up."""
    after = [pair for pair in pairs if pair[0].start >= whole.end and pair[0].unit == whole.unit]
    parts, added, end = [], Decimal(0), whole.end
    for part, percent in takewhile(lambda pair: pair[0].value < whole.value, after):
        within = _WITHIN.search(passage.text[end : part.start])
        if part.start - end > _FAR or added >= whole.value or within:
            break
        parts.append((part, percent))
        added, end = added + part.value, percent.end
    return parts if len(parts) > 1 and added == whole.value and whole.unit else ()


def _is_of(pair: _Pair, whole: Decimal) -> bool:
    part, percent = pair
    near = abs(percent_of(part.value, whole, percent.places) - percent.value) <= 2 * percent.step
    return near or fits(part.value, whole, percent.value, percent.places)


def _finding(report: Report, passage: Passage, pair: _Pair, whole: Decimal) -> Finding:
    part, percent = pair
    expected = percent_of(part.value, whole, percent.places)
    message = share_told(part.value, whole, expected, percent.value, percent.places, part.unit)
    return told_at(report.lines, passage, percent, Kind.PERCENT, expected, Sure.LIKELY, message)
