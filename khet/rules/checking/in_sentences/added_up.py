"""Sums of sentences and lines whose words say less, told only where a slip explains them.

Kind ``total``.
"49 อัตรา จากการเกษียณ 29 อัตรา ย้ายออก 11 อัตรา ลาออก 5 อัตรา เสียชีวิต 2 อัตรา", "รับรางวัล 47 ราย"
above "แยกเป็นผู้บริหาร 9 ราย ครู 43 ราย …", "… 41,200 รวม 233,550 บาท", "รวมกับเงินเดิม 163,400 บาท มีเงิน
ทั้งสิ้น 492,782 บาท", a line "รวมราคาที่ซื้อ" below lines that each end with an amount.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from khet.rules.checking.findings.explaining import one_digit, swaps
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_sentences.amounts_above import amounts_above, sum_alone
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told
from khet.rules.checking.reading.sum_words import EACH, SUM, is_factor

_FROM = re.compile(r" ?(?:เกิด|มา|สืบเนื่อง)?จาก(?:การ|ผู้)?[ก-๎ ]{2,30}")
_PARTED = re.compile(r"(?:แยก|แบ่ง|จำแนก)(?:ออก)?เป็น[ก-๎ ]{0,30}$")
_WITH = re.compile(r"รวมกับ[ก-๎ ]{0,40}$")
_MAKES = re.compile(r"[ก-๎ ]{0,20}?(?:ทั้งสิ้น|ทั้งหมด|รวมเป็น|เป็นเงิน|เป็นจำนวน|รวม)[ก-๎ ]{0,20}")
_LETTER = re.compile(r"[ก-๎]")
_WORDS = re.compile(r"[ก-๎ฯ /\-]{2,40}")
_MORE = re.compile(r"หัก|ส่วนลด|ฯลฯ|เป็นต้น|เช่น|สะสม|ไม่รวม")
_NEAR, _FEWEST, _LARGE = 70, 3, 100


def check(report: Report) -> Outcome:
    """Sums of all sentences and lines of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "กรรมการ 78,000  เหรียญและถ้วย 52,400  อาหาร 104,950  รวม 233,550 บาท")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('233,550', '235,350')]
    """
    found = Outcome()
    for place, passage in enumerate(report.passages):
        found += _lines_above(report, place) + _whole_above(report, place)
        for n in range(len(passage.quantities)):
            for parts in (_from(passage, n), _without_unit(passage, n), _joined(passage, n)):
                if parts:
                    found += _added(report, passage, passage.quantities[n], parts)
    return found


def _from(passage: Passage, n: int) -> Sequence[Quantity]:
    """The four or more parts, to the end of the line, of "49 อัตรา จากการเกษียณ 29 อัตรา ย้ายออก …"."""
    whole = passage.quantities[n]
    ends = [*(start - 1 for start in passage.starts[1:]), len(passage.text.rstrip())]
    line = next((end for end in ends if end >= whole.end), whole.end)
    parts = [one for one in passage.quantities[n + 1 :] if one.end <= line]
    if len(parts) <= _FEWEST or whole.unit in ("", PERCENT) or parts[-1].end < line:
        return ()
    between = passage.text[whole.end : parts[0].start]
    alike = all(one.unit == whole.unit and one.value < whole.value for one in parts)
    near = all(b.start - a.end <= _NEAR for a, b in pairwise(parts))
    return parts if alike and near and _FROM.fullmatch(between) else ()


def _without_unit(passage: Passage, n: int) -> Sequence[Quantity]:
    """The amounts before "รวม 233,550 บาท", each after its name, that have no unit."""
    whole, parts = passage.quantities[n], passage.quantities[:n]
    if len(parts) < _FEWEST or whole.unit != "บาท" or not SUM.search(passage.text[: whole.start]):
        return ()
    ends = [0, *(one.end for one in parts)]
    between = [
        passage.text[end : one.start] for end, one in zip(ends, (*parts, whole), strict=True)
    ]
    amounts = all(
        one.value >= _LARGE and _may_be_money(passage, one) and not is_factor(passage, one)
        for one in parts
    )
    plain = all(_WORDS.fullmatch(one) and not EACH.search(one) for one in between)
    lone = not any(SUM.search(one) for one in between[:-1])
    return parts if amounts and plain and lone and parts[-1].unit == "" else ()


def _may_be_money(passage: Passage, one: Quantity) -> bool:
    """Whether a number has no other unit: "78,000 เหรียญและถ้วย" is a name that follows."""
    return one.unit in ("", "บาท") or bool(_LETTER.match(passage.text, one.end))


def _joined(passage: Passage, n: int) -> Sequence[Quantity]:
    """The two amounts of "a … รวมกับ b มีทั้งสิ้น c"."""
    if n < 2:
        return ()
    first, second, whole = passage.quantities[n - 2 : n + 1]
    joined = _WITH.search(passage.text[first.end : second.start])
    makes = _MAKES.fullmatch(passage.text[second.end : whole.start])
    alike = first.unit == second.unit == whole.unit != ""
    return (first, second) if joined and makes and alike else ()


def _lines_above(report: Report, place: int) -> Outcome:
    """A line "รวมราคาที่ซื้อ 111,990 บาท" against what each of the lines right above ends with."""
    passage = report.passages[place]
    whole = sum_alone(passage)
    parts = amounts_above(report, place, _ending) if whole else []
    return _added(report, passage, whole, parts) if whole and len(parts) >= _FEWEST else Outcome()


def _ending(passage: Passage) -> Sequence[Quantity]:
    """The amount of money that a line ends with, unless it is a sum."""
    last = passage.quantities[-1] if passage.quantities else None
    if not last or last.unit != "บาท" or last.end < len(passage.text.rstrip()):
        return ()
    return () if SUM.search(passage.text[: last.start]) else (last,)


def _added(report: Report, passage: Passage, whole: Quantity, parts: Sequence[Quantity]) -> Outcome:
    """A sum that is a slip of the finger away from what its parts make."""
    added = sum((part.value for part in parts), Decimal(0))
    if added == whole.value or whole.value in accumulate(one.value for one in reversed(parts)):
        return Outcome(1)
    end = max(one.end for one in (*parts, whole))
    more = parts[0].start < end and _MORE.search(passage.text[:end])
    if more or not one_digit(added, whole.value):
        return Outcome()
    listed = " + ".join(told(part.value) for part in parts)
    message = f"{listed} = {told(added)} แต่พิมพ์ไว้ {told(whole.value, whole.places)}"
    made = told_at(report.lines, passage, whole, Kind.TOTAL, added, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _whole_above(report: Report, place: int) -> Outcome:
    """ "แยกเป็น a b c" that one part with swapped digits keeps from the whole above."""
    passage = report.passages[place]
    above = report.passages[place - 1] if place else None
    if not above or not above.quantities or above.indexes[-1] < passage.indexes[0] - 1:
        return Outcome()
    whole = above.quantities[-1]
    parts = _parted(passage, whole.unit)
    off = sum((part.value for part in parts), Decimal(0)) - whole.value
    if len(parts) < _FEWEST or not off:
        return Outcome()
    meant = [one for one in parts if one.value - off in swaps(one.value)]
    if len(meant) != 1:
        return Outcome()
    [one] = meant
    listed = " + ".join(told(part.value) for part in parts)
    message = (
        f"{listed} ไม่เท่ากับ {told(whole.value)} ที่ระบุไว้ก่อนหน้า "
        f"เท่ากับพิมพ์ {told(one.value - off)} สลับหลักเป็น {one.printed}"
    )
    made = told_at(report.lines, passage, one, Kind.TOTAL, one.value - off, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _parted(passage: Passage, unit: str) -> list[Quantity]:
    """The numbers of a unit after the words that part, where the sentence says no whole of it."""
    of_unit = [one for one in passage.quantities if unit and one.unit == unit]
    parted = of_unit and _PARTED.search(passage.text[: of_unit[0].start])
    return of_unit if parted and of_unit == list(passage.quantities) else []
