"""Changes that sentences tell with what they are from, but not right after both values.

Kind ``difference``. "เพิ่มขึ้น 9 คน จาก 84 คน เป็น 92 คน", a second change of the value that a first one
is of, and one whose own percentage fits what the report has for the later value.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_sentences.change_sizes import TO, UPWARD, is_from_to, told_change
from khet.rules.checking.in_tables.differences import DOWN, UP
from khet.rules.checking.in_tables.percents import fits, percent_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, masked, told

_CHANGED = re.compile(rf"({UP}|{DOWN})(?:ขึ้น|ลง)?(?:จำนวน|ถึง|เพียง|อีก| )*$")
_OUT_OF = re.compile(r" ?\(?(?:คือ)? ?จาก(?!การ)(?:เดิม)?[ก-๎ ]{0,30}")
_MOVED = re.compile(rf"({UP}|{DOWN})จาก(?:เดิม)?[^0-9]{{0,20}}$")
_FROM = re.compile(rf"({UP}|{DOWN})?จาก(?:เดิม)?[^0-9]{{0,75}}$")
_AMOUNTS = re.compile(r"[ )]*(?:เท่ากับ|จำนวน|อยู่|คิดเป็น|=)[ :]*")
_SINCE = re.compile(rf"[^0-9]{{0,30}}?({UP}|{DOWN})(?:ขึ้น|ลง|จำนวน|เท่ากับ|ถึง|อีก| )*")
_EARLIER = re.compile(rf"({UP}|{DOWN})จาก[^0-9]{{0,40}}\(?$")
_AS_SHARE = re.compile(r" ?\(?(?:หรือ|คิดเป็น|เป็น| )*(?:ร้อยละ)? ?")


def check(report: Report) -> Outcome:
    """Such changes of all sentences of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "นักเรียนสมส่วนเพิ่มขึ้น 9 คน จาก 84 คน เป็น 92 คน")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('9', '8')]
    """
    found = Outcome()
    for passage in report.passages:
        for n in range(len(passage.quantities)):
            found += _turned(report, passage, n) if n else Outcome()
            found += _by_first(report, passage, n)
            for told_wrong in (_of_second, _with_share, _of_later):
                found += Outcome(0, tuple(told_wrong(report, passage, n)))
    return found


def _by_first(report: Report, passage: Passage, n: int) -> Outcome:
    """ "เพิ่มขึ้น 9 คน จาก 84 คน เป็น 92 คน"."""
    if n + 2 >= len(passage.quantities):
        return Outcome()
    by, first, second = passage.quantities[n : n + 3]
    cue = _CHANGED.search(passage.text[: by.start])
    alike = first.unit == second.unit and by.unit in ("", first.unit, PERCENT)
    out_of = _OUT_OF.fullmatch(passage.text[by.end : first.start].replace("ร้อยละ", ""))
    if not cue or not alike or not out_of or not is_from_to(passage, first, second):
        return Outcome()
    return told_change(report.lines, passage, (first, second, by), cue[1], Sure.CERTAIN)


def _turned(report: Report, passage: Passage, n: int) -> Outcome:
    """ "ลดลงจาก a เป็น b" where b is more than a, a slip of the finger away from less."""
    first, second = passage.quantities[n - 1 : n + 1]
    cue = _MOVED.search(passage.text[: first.start])
    alike = first.unit == second.unit and first.places == second.places
    if not cue or not alike or not TO.search(passage.text[first.end : second.start]):
        return Outcome()
    up = bool(UPWARD.match(cue[1]))
    if first.value == second.value or up == (second.value > first.value):
        return Outcome(1)
    word = "มากกว่า" if second.value > first.value else "น้อยกว่า"
    message = f"พิมพ์ว่า{cue[1]}จาก {first.printed} เป็น {second.printed} แต่ {second.printed} {word}"
    made = told_at(report.lines, passage, second, Kind.DIFFERENCE, "", Sure.CERTAIN, message)
    return Outcome(1, (made,))


def _of_second(report: Report, passage: Passage, n: int) -> Iterator[Finding]:
    """ "ลดลงจากครั้งที่ 1 ที่มี 489 คน จำนวน 358 คน และจากครั้งที่ 2 ที่มี 274 คน จำนวน 153 คน"."""
    if n + 1 >= len(passage.quantities) or not (second := change_from(passage, n)):
        return
    base, by = second
    firsts = [
        one for m in range(n - 1) if (one := change_from(passage, m)) and one[0].unit == base.unit
    ]
    if not firsts:
        return
    earlier, change = firsts[-1]
    later = [one for one in passage.quantities if one.end <= earlier.start]
    changed = set(chain.from_iterable(firsts))
    values = [one for one in later if one.unit == base.unit and one not in changed]
    known = {one.value for one in values}
    both = (earlier.value - change.value, earlier.value + change.value)
    borne_out = [value for value in both if value in known]
    if len(borne_out) != 1 or any(abs(base.value - one) == by.value for one in known):
        return
    size = abs(base.value - borne_out[0])
    if one_digit(size, by.value):
        yield _finding(report, passage, base.printed, told(borne_out[0]), by, size)


def change_from(passage: Passage, n: int) -> tuple[Quantity, Quantity] | None:
    """What a change is from, and by how much: "ลดลงจาก … 489 คน จำนวน 358 คน".

    >>> from khet.rules.checking.reading.stream import Line
    >>> [passage] = Report([Line(1, "ลดลงจากปีก่อนที่มี 489 คน จำนวน 358 คน")]).passages
    >>> [one.printed for one in change_from(passage, 0) or ()]
    ['489', '358']
    """
    base, by = passage.quantities[n : n + 2]
    from_ = _FROM.search(masked(passage.text[: base.start]))
    alike = base.unit == by.unit != PERCENT and base.places == by.places
    amounts = _AMOUNTS.fullmatch(passage.text[base.end : by.start])
    return (base, by) if from_ and alike and amounts else None


def _with_share(report: Report, passage: Passage, n: int) -> Iterator[Finding]:
    """A change that isn't its percentage of what it is from, where the report has one that is."""
    if n + 2 >= len(passage.quantities):
        return
    base, by, share = passage.quantities[n : n + 3]
    alike = base.unit == by.unit != "" and share.unit == PERCENT and share.places > 1
    if not alike or not base.value or not (cue := _cue(passage, base, by)):
        return
    if not _AS_SHARE.fullmatch(passage.text[by.end : share.start]):
        return
    sign = 1 if UPWARD.match(cue) else -1
    bases = (base.value, base.value - sign * by.value)
    if any(of > 0 and fits(by.value, of, share.value, share.places) for of in bases):
        return
    changes = {one: (one - base.value) * sign for one in report.numbers}
    right = [
        (one, change)
        for one, change in changes.items()
        if change > 0 and fits(change, base.value, share.value, share.places)
    ]
    if len(right) == 1:
        later, size = right[0]
        yield _finding(report, passage, base.printed, told(later), by, size)


def _of_later(report: Report, passage: Passage, n: int) -> Iterator[Finding]:
    """ "จาก 20,214 คน เหลือ 18,673 คน ลดลง 1,541 คน คิดเป็นร้อยละ 8.25", which is of 18,673."""
    if n + 3 >= len(passage.quantities):
        return
    first, second, by, share = passage.quantities[n : n + 4]
    alike = len({first.unit, second.unit, by.unit}) == 1 and share.places > 1
    told_so = is_from_to(passage, first, second) and _SINCE.fullmatch(
        passage.text[second.end : by.start]
    )
    joined = share.unit == PERCENT and _AS_SHARE.fullmatch(passage.text[by.end : share.start])
    if not (alike and told_so and joined) or abs(first.value - second.value) != by.value:
        return
    if not first.value or not fits(by.value, second.value, share.value, share.places):
        return
    if not fits(by.value, first.value, share.value, share.places):
        expected = percent_of(by.value, first.value, share.places)
        of = f"{by.printed} จาก {first.printed} คิดเป็นร้อยละ {told(expected, share.places)}"
        message = f"{of} แต่พิมพ์ไว้ {share.printed}"
        found = share, Kind.PERCENT, expected, Sure.LIKELY, message
        yield told_at(report.lines, passage, *found)


def _cue(passage: Passage, base: Quantity, by: Quantity) -> str:
    """The word of "จากปีก่อน (117,900 บาท) จำนวน 8,295 บาท" or "44,170 บาท ปีนี้เพิ่มขึ้น 7,530 บาท"."""
    between = passage.text[base.end : by.start]
    if since := _SINCE.fullmatch(between):
        return since[1]
    earlier = _EARLIER.search(passage.text[: base.start])
    return earlier[1] if earlier and _AMOUNTS.fullmatch(between) else ""


def _finding(
    report: Report, passage: Passage, first: str, second: str, by: Quantity, size: Decimal
) -> Finding:
    message = f"จาก {first} เป็น {second} ต่างกัน {told(size, by.places)} แต่พิมพ์ไว้ {by.printed}"
    return told_at(report.lines, passage, by, Kind.DIFFERENCE, size, Sure.LIKELY, message)
