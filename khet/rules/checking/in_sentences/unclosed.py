"""Sums and balances of sentences that another number of the report would close.

Kind ``repeat``.
"ตั้งไว้ 300,000 บาท ใช้ไป 248,405 บาท เหลือ 52,495 บาท" beside a table that has 247,505;
"4,878 คน อ่านคล่อง 3,258 คน อ่านไม่คล่อง 1,102 คน อ่านไม่ได้ 528 คน" beside one that has 518. Told is only
where exactly one of the numbers may be exchanged for one that stands elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told

_HAD = re.compile(
    r"(?:ยกมา|ตั้งไว้|ที่ตั้ง|ได้รับ(?:จัดสรร|การจัดสรร)?|จัดสรร|งบประมาณ|วงเงิน|รายรับ|รวมรับ|มีเงิน)[ก-๎ ]{0,30}$"
)
_GOT = re.compile(r"(?<!ค่า)(?<!ผู้)รับ(?!ผิดชอบ)[ก-๎ ]{0,20}$")
_SPENT = re.compile(r"(?:ใช้|จ่าย)[ก-๎ ]{0,20}$")
_LEFT = re.compile(r"(?:เหลือ|ยกไป)[^0-9]{0,40}(?:วันที่ ?#+[^0-9]{0,20})?$")
_ALL = re.compile(r"ทั้งหมด|ทั้งสิ้น|รวม|จำนวน|เข้า|คัดกรอง|ประเมิน|สำรวจ|ตอบแบบ")
_SOME = re.compile(r"เป็นต้น|ฯลฯ|เช่น|อาทิ|ในจำนวนนี้|เพิ่ม|ลดลง|กว่า|จาก|เป้าหมาย|รวม")
_NEAR, _BESIDE, _LARGE, _COUNT = 70, 25, 1000, 100


def check(report: Report) -> Outcome:
    """Sums and balances of all sentences of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["วัสดุ | 147,505", "อาหาร | 100,000", "รวม | 247,505", "",
    ...          "ตั้งไว้ 300,000 บาท ใช้ไป 248,405 บาท เหลือ 52,495 บาท"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.printed, one.expected) for one in outcome.findings]
    [('248,405', '247,505')]
    """
    numbers = report.numbers
    found = Outcome()
    for passage in report.passages:
        for several, signs in (*_balances(passage), *_wholes(passage)):
            found += _closed(report, passage, several, signs, numbers)
    return found


def _balances(passage: Passage) -> Iterator[tuple[Sequence[Quantity], list[int]]]:
    """What was had and got, spent and left, as a sentence says one after the other."""
    for count in (3, 4):
        for n in range(len(passage.quantities) - count + 1):
            several = passage.quantities[n : n + count]
            had, *got, spent, left = (_before(passage, one, n) for n, one in _numbered(several, n))
            said = _HAD.search(had) and all(_GOT.search(one) for one in got)
            money = all(one.unit == "บาท" and one.value >= _LARGE for one in several)
            if money and said and _SPENT.search(spent) and _LEFT.search(left):
                yield several, [1, *(1 for _ in got), -1, -1]


def _wholes(passage: Passage) -> Iterator[tuple[Sequence[Quantity], list[int]]]:
    """A whole and the three or more numbers of its unit that follow it closely."""
    for n, whole in enumerate(passage.quantities):
        said = _ALL.search(_before(passage, whole, n))
        if not said or whole.value < _COUNT or whole.unit in ("", PERCENT, "ครั้ง", "ปี"):
            continue
        several = _run(passage, n)
        between = passage.text[whole.end : several[-1].end]
        following = passage.quantities[n + len(several) : n + len(several) + 1]
        more = following and following[0].start - several[-1].end <= _BESIDE
        if len(several) > 3 and not more and not _SOME.search(between):
            yield several, [1, *(-1 for _ in several[1:])]


def _run(passage: Passage, n: int) -> list[Quantity]:
    """A number and those of its unit that follow it, each near the one before."""
    several = [passage.quantities[n]]
    for one in passage.quantities[n + 1 :]:
        if one.unit != several[0].unit or one.start - several[-1].end > _NEAR:
            break
        several.append(one)
    return several


def _numbered(several: Sequence[Quantity], first: int) -> Iterator[tuple[int, Quantity]]:
    return zip(range(first, first + len(several)), several, strict=True)


def _before(passage: Passage, one: Quantity, n: int) -> str:
    """The words between the number before one and that one."""
    start = passage.quantities[n - 1].end if n else 0
    return passage.text[max(start, one.start - _NEAR) : one.start]


def _closed(
    report: Report,
    passage: Passage,
    several: Sequence[Quantity],
    signs: Sequence[int],
    numbers: Counter[Decimal],
) -> Outcome:
    """Whether signed numbers make nothing, or would with one that the report has elsewhere."""
    off = sum((one.value * sign for one, sign in zip(several, signs, strict=True)), Decimal(0))
    if not off:
        return Outcome(1)
    meant = [(one, one.value - off * sign) for one, sign in zip(several, signs, strict=True)]
    alike = [(one, value) for one, value in meant if numbers[value] and _is_like(one, value)]
    if len(alike) != 1 or numbers[alike[0][0].value] > 1:
        return Outcome()
    [(one, value)] = alike
    here, there = (told(number, one.places) for number in (one.value, value))
    message = f"พิมพ์ไว้ {here} {one.unit} แต่ที่อื่นในรายงานเป็น {there} ซึ่งทำให้ยอดในประโยคนี้ตรงกัน"
    made = told_at(report.lines, passage, one, Kind.REPEAT, value, Sure.LIKELY, message)
    return Outcome(1, (made,))


def _is_like(one: Quantity, value: Decimal) -> bool:
    """Whether a value may be meant by a number: as long; of a small one a slip of the finger."""
    here, there = (told(number, one.places) for number in (one.value, value))
    large = one.value >= _LARGE and abs(value - one.value) * 5 <= one.value
    return len(here) == len(there) and (large or one_digit(one.value, value))
