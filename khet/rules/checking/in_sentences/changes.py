"""Gains and losses that sentences state, against the two values they are of.

Kind ``difference``. "จาก 26.24 เป็น 25.77 ลดลง 0.47", "54.18 สูงกว่าปีก่อนซึ่งมี 49.12 เท่ากับ 5.06",
"136 คน ต่ำกว่าเป้าหมาย 14 คน"; a change may be told as per cent of the first value. A direction that
the values deny is said too.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from khet.rules.checking.findings.finding import Outcome, Sure
from khet.rules.checking.in_sentences.change_bases import change_from
from khet.rules.checking.in_sentences.change_sizes import TO, is_from_to, told_change
from khet.rules.checking.in_tables.differences import DOWN, UP
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import PERCENT, Quantity
from khet.rules.checking.reading.stream import Line

_BY = re.compile(
    rf"({UP}|{DOWN}|ผลต่าง|แตกต่าง(?:กัน)?|พัฒนาการ)[ก-๎. ]{{0,45}}?"
    r"(?:เท่ากับ|ร้อยละ|คะแนน|คิดเป็น|[ :=(])*$"
)
_IS_CHANGE = re.compile(r"(?:อยู่|เท่ากับ) ?(?:ร้อยละ ?)?$")
_FROM_YEAR = re.compile(
    rf"({UP}|{DOWN})จากปี(?:การศึกษา|งบประมาณ)? ?(2[456]\d\d)(?: |จำนวน|เท่ากับ|คิดเป็น|ร้อยละ)*$"
)
_STATED_YEAR = re.compile(r"ปี(?:การศึกษา|งบประมาณ)? ?(2[456]\d\d)[^0-9]{0,40}$")
_BESIDE = re.compile(r"2[456]\d\d|ก่อน|หลัง|เดิม|เป้าหมาย|ประเทศ|สพฐ|ที่ผ่านมา|รอบ|ครั้ง")
_EXCEEDS = re.compile(
    rf"(?P<cue>{UP}|{DOWN})(?:จาก|กว่า)?[^0-9]{{0,25}}(?:2[456]\d\d)?[^0-9]{{0,60}}$"
)
_AMOUNTS = re.compile(r"[^0-9]{0,12}?(?:เท่ากับ|อยู่|จำนวน|คิดเป็น|คือ|=|\()[ (]*(?:ร้อยละ ?)?(?:\+|-)?$")
_TARGET = re.compile(r"เป้าหมาย|เป้า|เกณฑ์")
_GOAL = re.compile(
    r"(?<!กว่า)(?<!บรรลุ)(?<!ผ่าน)(?<!ครบ)(?<!เกิน)(?<!ถึง)(?:เป้าหมาย|(?<!ตาม)เกณฑ์)[^0-9]{0,40}$"
)
"""What stands before a goal; "ต่ำกว่าเกณฑ์ 14 คน" are those who miss one."""
_MISSING = re.compile(r"(กว่า|ตาม|ผ่าน|ครบ|เกิน|ถึง)(เกณฑ์|เป้าหมาย)[^0-9]{0,20}$")
"""What stands before how many miss or pass a goal, or by how much one was missed."""
_OF_OTHER = re.compile(r"ซึ่ง|ที่(?:มี|ได้)|จาก(?:ร้อยละ|คะแนน|ระดับ|ค่าเฉลี่ย| )*$")
_BRACKETED = re.compile(r"[^()0-9]{0,20}\)")
_DIGITS = re.compile(r"[0-9,.]+")
_FILLING = re.compile(r"ปีการศึกษา|ปีงบประมาณ|ปี|ร้อยละ|คะแนน|เฉลี่ย|จำนวน|มี|[0-9 .,()]")
_NEAR, _APART, _ALIKE, _SHARED = 60, 80, 15, 5


def check(report: Report) -> Outcome:
    """Changes in all sentences of a report."""
    places = range(len(report.passages))
    return sum((_of_passage(report.lines, report, place) for place in places), Outcome())


def _of_passage(lines: Sequence[Line], report: Report, place: int) -> Outcome:
    """Each printed change of a sentence against the two values it is of."""
    passage = report.passages[place]
    found = Outcome()
    for n, one in enumerate(passage.quantities):
        if not n:
            continue
        cue = _BY.search(passage.text[: one.start])
        found += _since_year(report, place, n)
        if cue and cue.start() >= passage.quantities[n - 1].start:
            if _is_other(passage, n, cue):
                continue
            found += _by(lines, report, place, n, cue[1])
        elif n > 1 and (above := _exceeds(passage, n)):
            first, second = passage.quantities[n - 1], passage.quantities[n - 2]
            found += told_change(lines, passage, (first, second, one), above, Sure.CERTAIN)
    return found


def _is_other(passage: Passage, n: int, cue: re.Match[str]) -> bool:
    """Whether a number is what another is compared with: "สูงกว่าประเทศซึ่งได้ 45.10 เท่ากับ 2.70"."""
    one, following = passage.quantities[n], passage.quantities[n + 1 : n + 2]
    more = [
        by
        for by in following
        if by.unit in ("", one.unit) and _AMOUNTS.fullmatch(passage.text[one.end : by.start])
    ]
    to = following and TO.fullmatch(passage.text[one.end : following[0].start].strip())
    return bool(to or (more and cue[1].endswith("กว่า")) or _OF_OTHER.search(cue[0]))


def _exceeds(passage: Passage, n: int) -> str:
    """The word of "a เพิ่มขึ้นจาก b เท่ากับ c" for its c; "" where it isn't one."""
    later, earlier, by = passage.quantities[n - 2 : n + 1]
    if _IS_CHANGE.search(passage.text[: later.start]) or (n > 2 and change_from(passage, n - 3)):
        return ""
    cue = _EXCEEDS.search(passage.text[later.end : earlier.start])
    alike = later.unit == earlier.unit and by.unit in ("", later.unit)
    places = later.places == earlier.places == by.places
    if not cue or not alike or not places or cue.start() > _NEAR:
        return ""
    between = passage.text[earlier.end : by.start]
    if "(" in between and not _BRACKETED.match(passage.text, by.end):
        return ""
    return cue["cue"] if _AMOUNTS.fullmatch(between) else ""


def _by(lines: Sequence[Line], report: Report, place: int, n: int, cue: str) -> Outcome:
    passage = report.passages[place]
    one, last = passage.quantities[n], passage.quantities[n - 1]
    if norm := _TARGET.search(passage.text[last.end : one.start]):
        of = _MISSING.search(passage.text[: last.start])
        if of and (of[1] == "กว่า" or of[2] == norm[0]):
            return Outcome()
        both = _with_target(report, place, n)
        return told_change(lines, passage, both, cue, Sure.CERTAIN) if both else Outcome()
    if n < 2 or not _comparable(passage, *passage.quantities[n - 2 : n + 1]):
        return _since_alike(report, place, n, cue)
    first, second = passage.quantities[n - 2 : n]
    if is_from_to(passage, first, second):
        return told_change(lines, passage, (first, second, one), cue, Sure.CERTAIN)
    if _is_of_others(passage, n):
        return Outcome(1)
    return told_change(lines, passage, (first, second, one), cue, Sure.LIKELY)


def _is_of_others(passage: Passage, n: int) -> bool:
    """Whether a change is that of any two values before it: of an area, the country and others."""
    by = passage.quantities[n]
    alike = [one.value for one in passage.quantities[:n] if one.places == by.places]
    return any(abs(a - b) == abs(by.value) for a, b in combinations(alike, 2))


def _is_by(passage: Passage, n: int) -> bool:
    """Whether a quantity is a change itself."""
    before = passage.text[: passage.quantities[n].start]
    cue = _BY.search(before)
    near = cue and n and cue.start() >= passage.quantities[n - 1].start
    return bool(near or _FROM_YEAR.search(before))


def _since_year(report: Report, place: int, n: int) -> Outcome:
    """ "ลดลงจากปีการศึกษา 2565 จำนวน 415 คน" against what was stated of that year before."""
    passage = report.passages[place]
    last, by = passage.quantities[n - 1 : n + 1]
    named = _FROM_YEAR.search(passage.text[last.end : by.start])
    later = passage.quantities[n - 2] if n > 1 and _is_by(passage, n - 1) else last
    earlier = _of_year(report, place, named[2], later) if named else None
    if not named or not earlier or by.unit != later.unit:
        return Outcome()
    return told_change(report.lines, passage, (earlier, later, by), named[1], Sure.LIKELY)


def _since_alike(report: Report, place: int, n: int, cue: str) -> Outcome:
    """A change against what is said before in the same words of another year."""
    passage = report.passages[place]
    later, by = passage.quantities[n - 1 : n + 1]
    words = _of_year_words(passage, later)
    for said in report.passages[max(place - 1, 0) : place + 1]:
        for one in said.quantities:
            if one is later or len(words) < _ALIKE:
                break
            alike = _of_year_words(said, one) == words and one.unit == later.unit == by.unit
            if alike and (said is passage or _subject(said, one) == _subject(passage, later)):
                return told_change(report.lines, passage, (one, later, by), cue, Sure.LIKELY)
    return Outcome()


def _of_year_words(passage: Passage, one: Quantity) -> str:
    """The words from the year before a number to the number, without digits."""
    text = passage.text[: one.start]
    return _DIGITS.sub("#", text[max(text.rfind("ปี"), 0) :])


def _subject(passage: Passage, one: Quantity) -> str:
    """The words before the year of a number."""
    text = passage.text[: one.start]
    return _DIGITS.sub("#", text[: max(text.rfind("ปี"), 0)])


def _of_year(report: Report, place: int, year: str, later: Quantity) -> Quantity | None:
    """What the sentence or the two before state of a year in a unit."""
    of = report.passages[place]
    for passage in reversed(report.passages[max(place - 2, 0) : place + 1]):
        for one in passage.quantities:
            said = _STATED_YEAR.search(passage.text[: one.start])
            if one is later:
                break
            alike = one.unit == later.unit and (passage is of or _share_words(said, of, later))
            if said and said[1] == year and alike:
                return one
    return None


def _share_words(said: re.Match[str] | None, of: Passage, later: Quantity) -> bool:
    """Whether what is said of a year and what is said now have words of their subject in common."""
    if not said:
        return False
    one = said.string[max(said.start() - _NEAR, 0) :]
    two = of.text[max(later.start - _NEAR, 0) : later.start]
    bare, other = (_FILLING.sub("", text) for text in (one, two))
    return SequenceMatcher(None, bare, other, autojunk=False).find_longest_match().size >= _SHARED


def _with_target(report: Report, place: int, n: int) -> tuple[Quantity, Quantity, Quantity] | None:
    """A target, its result and by how much they differ; the result may stand before its target."""
    passage = report.passages[place]
    last, one = passage.quantities[n - 1 : n + 1]
    if n > 1 and _GOAL.search(passage.text[: last.start]):
        return last, passage.quantities[n - 2], one
    target = _target(report, place, n)
    return (target, last, one) if target else None


def _target(report: Report, place: int, n: int) -> Quantity | None:
    """The target stated last before a result, in its sentence or the two before, of its unit."""
    result = report.passages[place].quantities[n - 1]
    for at in range(place, max(place - 3, -1), -1):
        passage = report.passages[at]
        for one in reversed(passage.quantities[: n - 1] if at == place else passage.quantities):
            if one.unit == result.unit and _GOAL.search(passage.text[: one.start]):
                return one
    return None


def _comparable(passage: Passage, first: Quantity, second: Quantity, by: Quantity) -> bool:
    """Whether a sentence sets two values beside each other whose difference may follow."""
    alike = first.unit == second.unit and first.places == second.places
    near = by.start - second.end <= _NEAR and second.start - first.end <= _APART
    said = is_from_to(passage, first, second) or _beside(passage, first, second, by)
    return alike and near and said and by.unit in ("", first.unit, PERCENT)


def _beside(passage: Passage, first: Quantity, second: Quantity, by: Quantity) -> bool:
    """Whether two values of two years, rounds or places stand before a change, none a change."""
    words = passage.text[max(first.start - _APART, 0) : second.start]
    changes = any(_BY.search(passage.text[: one.start]) for one in (first, second))
    exact = first.places > 0 and by.places == first.places
    return exact and not changes and bool(_BESIDE.search(words))
