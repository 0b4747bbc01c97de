"""The day that a contract is due, against the day that it was made and its days.

"ลงนามในสัญญาวันที่ 22 เมษายน ส่งมอบภายใน 60 วัน ครบกำหนดวันที่ 1 กรกฎาคม". Days may count from that day
or the next, and a due day that is no working day moves on.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from khet.rules.calendar import thai_date
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Stated, stated
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.stream import Line

_MADE = re.compile(r"(ลงนาม|ทำสัญญา|เริ่มทำงาน|เริ่มงาน|ส่งมอบพื้นที่)[ก-๎ ]{0,30}$")
_WITHIN = re.compile(
    r"[ก-๎ ,]{0,50}(?:ภายใน|กำหนดแล้วเสร็จ|กำหนดส่งมอบ)(?:ระยะเวลา)? ?(\d{1,3}) วัน(?! ?ทำการ)"
    r"( ?นับ[ก-๎ ]{0,40})?[ ,(]{0,3}(?:และ|จะ|ซึ่ง)?ครบกำหนด[ก-๎ ]{0,30}"
)
_BEGUN = re.compile(r"เริ่ม(?:ต้น|นับ)?(?:สัญญา|งาน|ทำงาน|ทำการ|ปฏิบัติงาน)? ?(?:วันที่)? ?$")
_ENDED = re.compile(r"[ ,]*(?:และ|ถึง)?(?:สิ้นสุด|ครบกำหนด)(?:สัญญา|งาน)? ?(?:วันที่)? ?")
_LENGTH = re.compile(
    r"[ ,(]*(?:รวม|ระยะเวลา|เป็นเวลา|กำหนด)(?:ระยะ)?(?:เวลา)? ?(\d{1,3}) วัน(?! ?ทำการ)"
)
_EARLY, _LATE = -1, 4


def due_days(lines: Sequence[Line], passages: Sequence[Passage]) -> Iterator[Finding]:
    """Due days that aren't the day of the contract and its days after.

    >>> from khet.rules.checking.reading.passages import passages_of
    >>> text = "ลงนามวันที่ 22 เมษายน 2568 ส่งมอบภายใน 60 วัน ครบกำหนดวันที่ 1 กรกฎาคม 2568"
    >>> stream = [Line(1, text)]
    >>> [one.expected for one in due_days(stream, passages_of(stream))]
    ['21 มิถุนายน 2568']
    """
    for passage in passages:
        if "ครบกำหนด" in passage.text or "สิ้นสุด" in passage.text:
            for made, due in pairwise(stated(passage.text)):
                yield from _of_pair(lines, passage, made, due)
                yield from _of_term(lines, passage, made, due)


def _of_term(
    lines: Sequence[Line], passage: Passage, begun: Stated, ended: Stated
) -> Iterator[Finding]:
    """ "เริ่มสัญญา 20 มกราคม 2568 สิ้นสุดสัญญา 18 มิถุนายน 2568 รวม 120 วัน"."""
    first, last = begun.days[0].date, ended.days[-1].date
    before = _BEGUN.search(passage.text[: begun.start])
    between = _ENDED.fullmatch(passage.text[begun.end : ended.start])
    length = _LENGTH.match(passage.text, ended.end)
    if not (first and last and before and between and length and begun.sure and ended.sure):
        return
    right = (last - first).days
    if int(length[1]) not in (right, right + 1) and right > 0:
        message = f"{begun.printed} ถึง {ended.printed} นับได้ {right + 1} วัน ไม่ใช่ {length[1]} วัน"
        told = f"{length[1]} วัน", f"{right + 1} วัน", Sure.LIKELY, message
        yield found_at(lines, passage.at(length.start(1)), Kind.DATE, *told)


def _of_pair(
    lines: Sequence[Line], passage: Passage, made: Stated, due: Stated
) -> Iterator[Finding]:
    first, last = made.days[0].date, due.days[0].date
    before = _MADE.search(passage.text[: made.start])
    within = _WITHIN.fullmatch(passage.text[made.end : due.start].rstrip() + " ")
    if not (first and last and before and within and made.sure and due.sure):
        return
    if len(made.days) + len(due.days) > 2 or (within[2] and not _same_start(within[2], before[1])):
        return
    right = first + timedelta(int(within[1]))
    if not _EARLY <= (last - right).days <= _LATE:
        message = f"{within[1]} วันจาก {made.printed} ครบกำหนดวันที่ {thai_date(right)}"
        at = passage.at(due.start)
        yield found_at(*(lines, at, Kind.DATE, due.printed, thai_date(right), Sure.LIKELY, message))


def _same_start(counted: str, word: str) -> bool:
    """Whether the days are said to count from what the day before is of."""
    return word in counted or ("สัญญา" in counted and word in ("ลงนาม", "ทำสัญญา"))
