"""What is left of what was, after what came and what went, as one sentence tells it.

Kind ``difference``. "ต้นปี 186 คน รับใหม่ 41 คน ลาออก 38 คน คงเหลือ 198 คน", "รายรับ 203,607 บาท
หักรายจ่าย 52,855 บาท คงเหลือสุทธิ 148,952 บาท".
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told

_LEFT = re.compile(r"[ )]*(?:และ|จึง|ทำให้|มี|ยัง)*(?:คง)?(?:เหลือ|คงอยู่)(?:(?!หัก)[ก-๎ ]){0,25}")
_CAME = re.compile(
    r"[ ,)]*(?:และ|ได้|มี|ระหว่างปี|นักเรียน|สมาชิก)*"
    r"(?:รับ(?:สมัคร|เข้า|ย้าย|เพิ่ม|สมาชิก|บริจาค)?(?:ใหม่|เข้า|เพิ่ม)?|เข้าใหม่|ย้ายเข้า|เพิ่ม(?:ขึ้น|ใหม่|เข้า)?"
    r"|สมัคร(?:ใหม่|เพิ่ม)|บวก)[ก-๎ ]{0,20}"
)
_WENT = re.compile(
    r"[ ,)]*(?:และ|ได้|มี|ระหว่างปี|นักเรียน|สมาชิก)*"
    r"(?:ลาออก|ย้ายออก|จำหน่าย|ออกกลางคัน|เสียชีวิต|จบ|พ้นสภาพ|แทงจำหน่าย|ใช้ไป|หัก)[ก-๎ ]{0,25}"
)
_TAKEN = re.compile(r"[ ,]*หัก[ก-๎ ]{0,25}")
_GROSS = re.compile(r"(?:รายรับ|รายได้|ขายได้|ยอดขาย|รับทั้งสิ้น|รวมรับ|เงินบริจาค|ได้รับเงิน)[ก-๎ ]{0,20}$")
_BEFORE = re.compile(r"ยกมา|เดิม|สะสม|บัญชี|ค้าง|กู้|ยืม")
_MOST = 5


def check(report: Report) -> Outcome:
    """What is left, in all sentences of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "สมาชิกต้นปี 186 คน รับใหม่ 41 คน ลาออก 38 คน คงเหลือ 198 คน")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('198', '189')]
    """
    found = Outcome()
    for passage in report.passages:
        for n, rest in enumerate(passage.quantities):
            if n > 1 and rest.unit not in ("", PERCENT):
                found += _of_rest(report, passage, n)
    return found


def _of_rest(report: Report, passage: Passage, n: int) -> Outcome:
    rest, last = passage.quantities[n], passage.quantities[n - 1]
    if not _LEFT.fullmatch(passage.text[last.end : rest.start]):
        return Outcome()
    moves: list[tuple[int, Quantity]] = []
    for place in range(n - 1, max(n - 1 - _MOST, 0), -1):
        sign = _sign(passage, place)
        if not sign or passage.quantities[place].unit != rest.unit:
            break
        moves.insert(0, (sign, passage.quantities[place]))
    start = passage.quantities[n - 1 - len(moves)] if moves else rest
    if start is rest or start.unit != rest.unit:
        return Outcome()
    signs = {sign for sign, _one in moves}
    taken = len(moves) == 1 and _is_taken(passage, start, moves[0][1])
    return _against(report, passage, start, moves, rest) if len(signs) > 1 or taken else Outcome()


def _sign(passage: Passage, place: int) -> int:
    """Whether a number came (1) or went (-1) by the words before it."""
    before, one = passage.quantities[place - 1 : place + 1]
    between = passage.text[before.end : one.start]
    return 1 if _CAME.fullmatch(between) else -1 if _WENT.fullmatch(between) else 0


def _is_taken(passage: Passage, start: Quantity, one: Quantity) -> bool:
    """Whether all that was received is said, and what is taken off it."""
    before = passage.text[: start.start]
    plainly = _GROSS.search(before) and not _BEFORE.search(passage.text[: one.end])
    return bool(plainly and _TAKEN.fullmatch(passage.text[start.end : one.start]))


def _against(
    report: Report,
    passage: Passage,
    start: Quantity,
    moves: Sequence[tuple[int, Quantity]],
    rest: Quantity,
) -> Outcome:
    left = start.value + sum((sign * one.value for sign, one in moves), Decimal(0))
    if left == rest.value:
        return Outcome(1)
    off = rest.value - left
    meant = [(start.value, start.value + off)]
    meant += [(one.value, one.value + sign * off) for sign, one in moves]
    slip = one_digit(left, rest.value) or any(one_digit(a, b) for a, b in meant if b > 0)
    if left <= 0 or (len(moves) > 1 and not slip):
        return Outcome()
    reckoned = " ".join(f"{'+' if sign > 0 else '−'} {one.printed}" for sign, one in moves)
    message = f"{start.printed} {reckoned} = {told(left, rest.places)} แต่พิมพ์ไว้ {rest.printed}"
    made = told_at(report.lines, passage, rest, Kind.DIFFERENCE, left, Sure.LIKELY, message)
    return Outcome(1, (made,))
