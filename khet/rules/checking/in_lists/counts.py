"""Counts that are stated, against the list that follows.

Kind ``count``: "3 โรงเรียน ได้แก่ ก, ข และ ค" against its names, "5 ด้าน ดังนี้" against the numbered
or dotted list below. A list that says it goes on (ฯลฯ, เป็นต้น, เช่น) is no count.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_lists.items_below import ALL_OF, GOES_ON, items_below
from khet.rules.checking.in_lists.named_inline import (
    PREFIX,
    begins_with_names,
    ends,
    last_number,
    listed,
    pieces,
    ways,
)
from khet.rules.checking.reading.items import first_number
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, plain, quantities, told
from khet.rules.checking.reading.stream import Line

_LIST = r"(?:อัน)?ได้แก่|ดังนี้|ดังต่อไปนี้|ประกอบด้วย|คือ|มีรายชื่อ\S*|ตามลำดับดังนี้"
_CUE = re.compile(rf"[ก-๎ ()“”\"]{{0,45}}?({_LIST})[ :]*")
NO_LIST = frozenset({"บาท", PERCENT, "คะแนน", "ชั่วโมง", "นาที", "วัน", "เดือน", "ปี", "กิโลเมตร", "ไร่"})
"""Units of what is measured: no list of them follows."""
_WORDS = re.compile(r" ?[ก-๎]{2,}")
_OUT_OF = re.compile(r"\d ?ใน ?$")
_OTHERS = re.compile(
    r"^ ?ต่อ|ผล|ปัญหา|วัตถุประสงค์|หน้าที่|คุณสมบัติ|ข้อสังเกต|ข้อเสนอ|ข้อค้นพบ|ขั้นตอน|วิธี|แนวทาง|เกณฑ์|เงื่อนไข"
    r"|กำหนดการ|เหตุ|กิจกรรม|ประเด็น|หลักสูตร|เนื้อหา|สาระ|ภารกิจ|งบประมาณ|ค่าใช้จ่าย|การดำเนิน|เป้าหมาย|ตัวชี้วัด|หลักฐาน|เอกสาร"
    r"|องค์ประกอบ|ลักษณะ|จุดเด่น|คะแนน|แปลความ|รายละเอียด"
)
_BOUND_BEFORE = re.compile(
    r"(?:ตั้งแต่|อย่างน้อย|อย่างมาก|ไม่ถึง|เกิน|กว่า|เกินกว่า|ไม่ต่ำกว่า|สูงสุด|เฉลี่ย|ประมาณ) ?(?:จำนวน ?)?$"
)
_BOUND_AFTER = re.compile(r" ?[ก-๎]{0,12}?(?:ขึ้นไป|ลงมา|เป็นอย่างน้อย|เป็นอย่างมาก|เศษ)")
_EACH = re.compile(r"ละ ?(?:จำนวน ?)?$")
_UNENDED = re.compile(r"(?:,|และ) ?$")
_PLACES = {"แห่ง", "โรงเรียน", "โรง"}
_PEOPLE = {"คน", "ท่าน", "ราย"}
_TITLE = re.compile(r"(?:^|[ ,])(?:และ)?(?:นาย|นาง|น\.ส\.|เด็กชาย|เด็กหญิง|ด\.[ชญ]\.|ดร\.|ว่าที่|คุณ)")
_ADDED = re.compile(
    r" ?[ก-๎]* (?!มี|โดย|จำนวน|ราย|ซึ่ง|ด้วยกัน|ใน|ของ|จาก|ตาม|สังกัด|หลัก|ประกอบ|แบ่ง|ได้แก่|คือ|ดัง)[ก-๎]{3}"
)
"""Words that may say that only some of those counted are named."""
_AND_NAME = re.compile(r"[^0-9]{,60}?และ ?(?:โรงเรียน|ร\.ร\.|บ้าน|วัด|อนุบาล|นาย|นาง|เด็ก)")
_JOINED = re.compile(
    r"[ก-๎]และ(?:โรงเรียน|บ้าน|วัด|หอ|ห้อง|ศาลา|สนาม|อำเภอ|ตำบล)"
    r"|(?:บ้าน|วัด)[ก-๎]{2,20} (?:บ้าน|วัด)[ก-๎]{2,20},"
)
"""Names run together, or parted by spaces here and by commas there: who knows how many."""
_MOST, _LONGEST, _BESIDE = 60, 60, 30


def check(report: Report) -> Outcome:
    """Counts of a report against the lists that follow them."""
    listings = {listing.first: listing for listing in reversed(report.lists)}
    return sum((_of_passage(report.lines, one, listings) for one in report.passages), Outcome())


def _of_passage(lines: Sequence[Line], passage: Passage, listings: dict[int, Listing]) -> Outcome:
    found = Outcome()
    for n, one in enumerate(passage.quantities):
        bare = not one.unit and not _WORDS.match(passage.text, one.end)
        if one.places or bare or one.unit in NO_LIST or not 1 < one.value <= _MOST:
            continue
        cue = None if is_bound(passage.text, one) else _CUE.match(passage.text, one.end)
        if cue and _is_of(passage, one, cue) and _nearest(passage, n, cue):
            found += _listed(lines, passage, one, cue.end(), listings)
    return found


def is_bound(text: str, one: Quantity) -> bool:
    """Whether a number is a bound and no count: "ตั้งแต่ 3 ทีมขึ้นไป", "ไม่เกิน 30 คน".

    >>> from khet.rules.checking.reading.quantities import quantities
    >>> texts = ("ที่มีตั้งแต่ 3 ทีม ดังนี้", "3 ทีมขึ้นไป ดังนี้", "มี 3 ทีม ดังนี้")
    >>> [is_bound(text, quantities(text)[0]) for text in texts]
    [True, True, False]
    """
    before = _BOUND_BEFORE.search(text[max(0, one.start - 30) : one.start])
    return bool(before or _BOUND_AFTER.match(text, one.end))


def _nearest(passage: Passage, n: int, cue: re.Match[str]) -> bool:
    """Whether no other number stands between the count and the words that begin the list."""
    following = passage.quantities[n + 1 : n + 2]
    return not following or following[0].start >= cue.end(1)


def _is_of(passage: Passage, one: Quantity, cue: re.Match[str]) -> bool:
    """Whether what is listed are those counted, not what they have: 5 คน มีหน้าที่ดังนี้."""
    between = passage.text[one.end : cue.start(1)]
    other = _OTHERS.search(between) or _OTHERS.search(between.replace(" ", ""))
    own = other and one.unit and other[0].startswith(one.unit)
    return (own or not other) and not _OUT_OF.search(passage.text[: one.start])


def _listed(
    lines: Sequence[Line],
    passage: Passage,
    one: Quantity,
    start: int,
    listings: dict[int, Listing],
) -> Outcome:
    if passage.text[start:].strip():
        return _inline(lines, passage, one, start)
    below = items_below(lines, passage.indexes[-1], listings, _named(passage, one))
    if not below.ways or _said(passage, one).intersection(below.ways):
        return Outcome(len(below.ways[:1]))
    nearest = min(below.ways, key=lambda count: abs(count - one.value))
    message = f"บอกไว้ {told(one.value)} {one.unit} แต่รายการข้างล่างมี {nearest}"
    sure = Sure.LIKELY if len(below.ways) > 1 else Sure.CERTAIN
    sure = Sure.LOOK if below.apart else sure
    found = told_at(lines, passage, one, Kind.COUNT, Decimal(nearest), sure, message)
    return Outcome(1, (found,))


def _said(passage: Passage, one: Quantity) -> set[Decimal]:
    """A count, the one right before it ("6 รายการ จำนวน 2 ชุด ดังนี้"), and both multiplied.

    The list may be of either, or of all: "2 สาย สายละ 4 คน ดังนี้" may name the 8.
    """
    before = [two for two in passage.quantities if 0 <= one.start - two.end <= _BESIDE][-1:]
    each = _EACH.search(passage.text[: one.start])
    together = {two.value * one.value for two in before if each}
    return together.union(two.value for two in (*before, one))


def _named(passage: Passage, one: Quantity) -> str:
    """The unit, or the word that stands for it."""
    word = _WORDS.match(passage.text, one.end)
    return one.unit or (word[0].strip() if word else "")


def _inline(lines: Sequence[Line], passage: Passage, one: Quantity, start: int) -> Outcome:
    """A list within the sentence, in all the ways that it can be counted."""
    rest = _with_next(lines, passage, start)
    breaks = [place - 1 - start for place in passage.starts if place > start]
    text = listed(rest, breaks)
    named = ", ".join(pieces(text)) or text[: min(ends(text, breaks), default=None)]
    if GOES_ON.search(rest[: len(text) + 20]) or ALL_OF.search(named) or _UNENDED.search(rest):
        return Outcome()
    counts = ways(text, breaks)
    several = [other for other in quantities(named) if _is_alike(other.unit, one.unit)]
    if not counts or several:
        return Outcome()
    if _said(passage, one).intersection(counts):
        return Outcome(1)
    added = _ADDED.match(passage.text[one.end : start]) and counts[0] < one.value
    sure = Sure.LOOK if added else _sureness(rest, text, one, counts)
    nearest = min(counts, key=lambda count: abs(count - one.value))
    message = f"บอกไว้ {told(one.value)} {one.unit} แต่ที่ระบุไว้มี {nearest}"
    made = told_at(lines, passage, one, Kind.COUNT, Decimal(nearest), sure, message)
    return Outcome(1, (made,))


def _is_alike(unit: str, other: str) -> bool:
    """Whether two units may count the same things: แห่ง and โรงเรียน."""
    return unit == other or {unit, other} <= _PLACES or {unit, other} <= _PEOPLE


def _with_next(lines: Sequence[Line], passage: Passage, start: int) -> str:
    """The rest of a passage, with the lines below that go on its numbers or its names."""
    rest, at = passage.text[start:], passage.indexes[-1] + 1
    while at < len(lines) and _goes_on(rest, lines[at]):
        rest, at = f"{rest} {plain(lines[at].text)}", at + 1
    return rest


def _goes_on(rest: str, line: Line) -> bool:
    if last := last_number(rest):
        return last + 1 == _number(line)
    text = plain(line.text)
    people = _TITLE.match(rest) and _TITLE.match(text)
    names = people or (PREFIX.match(rest) and begins_with_names(text))
    return bool(names) and not line.cells and not line.heading


def _number(line: Line) -> int:
    """The number that a line begins with; 0 where it has none."""
    read = first_number(plain(line.text))
    return read[0][-1] if read and len(read[0]) == 1 else 0


def _sureness(rest: str, text: str, one: Quantity, counts: Sequence[int]) -> Sure:
    """Surer the fewer ways there are; parts that people play may be played by several."""
    off = min(abs(one.value - count) for count in counts)
    within = min(counts) < one.value < max(counts)
    parts = one.unit in _PEOPLE and one.value > max(counts) and not _TITLE.search(text)
    long = any(len(piece) > _LONGEST for piece in pieces(text))
    long = long or bool(_JOINED.search(text))
    again = PREFIX.match(text) and _AND_NAME.match(rest[len(text) :])
    if again or long or within or parts or off * 2 > one.value or len(counts) > 3:
        return Sure.LOOK
    return Sure.CERTAIN if len(counts) == 1 else Sure.LIKELY
