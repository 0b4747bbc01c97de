"""Counts that are stated, against the list that follows.

Kind ``count``: "3 โรงเรียน ได้แก่ ก, ข และ ค" against its names, "5 ด้าน ดังนี้" against the numbered
or dotted list below. A list that says it goes on (ฯลฯ, เป็นต้น, เช่น) is no count.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.finding import Kind, Outcome, Sure
from khet.rules.checking.lists import Listing
from khet.rules.checking.named_inline import listed, pieces, ways
from khet.rules.checking.parsed import Report
from khet.rules.checking.passages import Passage, told_at
from khet.rules.checking.quantities import PERCENT, Quantity, quantities, told
from khet.rules.checking.stream import Line

_LIST = r"(?:อัน)?ได้แก่|ดังนี้|ดังต่อไปนี้|ประกอบด้วย|คือ|มีรายชื่อ\S*|ตามลำดับดังนี้"
_CUE = re.compile(rf"[ก-๎ ()“”\"]{{0,45}}?({_LIST})[ :]*")
_GOES_ON = re.compile(r"ต่อไปจะ|ภายหลัง|ฯลฯ|เป็นต้น|เช่น|อาทิ|และอื่น|อื่น ?ๆ")
_ALL_OF = re.compile(r"ทุก(?:คน|กลุ่ม|แห่ง|โรง|เครือข่าย|ท่าน)|แห่งละ|กลุ่มละ|โรงเรียนละ|เครือข่ายละ|อีก ?\d")
"""An item that stands for more than one."""
_DOT = re.compile(r"^ ?[-•●▪○*➢✓]")
NO_LIST = frozenset({"บาท", PERCENT, "คะแนน", "ชั่วโมง", "นาที", "วัน", "เดือน", "ปี", "กิโลเมตร", "ไร่"})
"""Units of what is measured: no list of them follows."""
_WORDS = re.compile(r" ?[ก-๎]{2,}")
_UNENDED = re.compile(r"(?:,|และ) ?$")
_PEOPLE = {"คน", "ท่าน", "ราย"}
_TITLE = re.compile(r"(?:^|[ ,])(?:และ)?(?:นาย|นาง|น\.ส\.|เด็กชาย|เด็กหญิง|ด\.[ชญ]\.|ดร\.|ว่าที่|คุณ)")
_MOST, _LONGEST, _AHEAD = 60, 60, 3


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
        cue = _CUE.match(passage.text, one.end)
        if cue and _nearest(passage, n, cue):
            found += _listed(lines, passage, one, cue.end(), listings)
    return found


def _nearest(passage: Passage, n: int, cue: re.Match[str]) -> bool:
    """Whether no other number stands between the count and the words that begin the list."""
    following = passage.quantities[n + 1 : n + 2]
    return not following or following[0].start >= cue.end(1)


def _listed(
    lines: Sequence[Line],
    passage: Passage,
    one: Quantity,
    start: int,
    listings: dict[int, Listing],
) -> Outcome:
    if passage.text[start:].strip():
        return _inline(lines, passage, one, start)
    below = _below(lines, passage.indexes[-1], listings, one.unit)
    if not below or below == one.value:
        return Outcome(1 if below else 0)
    message = f"บอกไว้ {told(one.value)} {one.unit} แต่รายการข้างล่างมี {below}"
    made = told_at(lines, passage, one, Kind.COUNT, Decimal(below), Sure.CERTAIN, message)
    return Outcome(1, (made,))


def _below(lines: Sequence[Line], at: int, listings: dict[int, Listing], unit: str) -> int:
    """How many items the list has that begins right below a line; 0 where none does.

    Where each item says how many of the unit it stands for ("กรรมการ 7 คน"), those together.
    """
    following = [n for n in range(at + 1, min(at + 8, len(lines))) if lines[n].text.strip()]
    for n in following[:_AHEAD]:
        if n in listings and listings[n].items[0].parts[-1] == 1:
            items = listings[n].items
            own = [[q.value for q in quantities(item.text) if q.unit == unit] for item in items]
            if all(len(several) == 1 for several in own):
                return int(sum(several[0] for several in own))
            open_end = any(_GOES_ON.search(item.text) for item in items[-1:])
            open_end = open_end or any(_ALL_OF.search(item.text) for item in items)
            return 0 if open_end else len({item.parts for item in items})
    return _dotted(lines, following[0]) if following else 0


def _dotted(lines: Sequence[Line], at: int) -> int:
    """How many lines with a dot or dash stand there."""
    count = 0
    while at < len(lines) and _DOT.match(lines[at].text):
        if _GOES_ON.search(lines[at].text):
            return 0
        count, at = count + 1, at + 1
    return count if count > 1 else 0


def _inline(lines: Sequence[Line], passage: Passage, one: Quantity, start: int) -> Outcome:
    """A list within the sentence, in all the ways that it can be counted."""
    rest = passage.text[start:]
    breaks = [place - 1 - start for place in passage.starts if place > start]
    text = listed(rest, breaks)
    named = ", ".join(pieces(text)) or text[: min(breaks, default=None)]
    if _GOES_ON.search(rest[: len(text) + 20]) or _ALL_OF.search(named) or _UNENDED.search(rest):
        return Outcome()
    counts = ways(text, breaks)
    several = [int(other.value) for other in quantities(named) if other.unit == one.unit]
    if not counts or several:
        return Outcome()
    if one.value in counts:
        return Outcome(1)
    sure = _sureness(text, one, counts)
    message = f"บอกไว้ {told(one.value)} {one.unit} แต่ที่ระบุไว้มี {counts[0]}"
    made = told_at(lines, passage, one, Kind.COUNT, Decimal(counts[0]), sure, message)
    return Outcome(1, (made,))


def _sureness(text: str, one: Quantity, counts: Sequence[int]) -> Sure:
    """Surer the fewer ways there are; parts that people play may be played by several."""
    off = min(abs(one.value - count) for count in counts)
    within = min(counts) < one.value < max(counts)
    parts = one.unit in _PEOPLE and one.value > max(counts) and not _TITLE.search(text)
    long = any(len(piece) > _LONGEST for piece in pieces(text))
    if long or within or parts or off * 2 > one.value or len(counts) > 3:
        return Sure.LOOK
    return Sure.CERTAIN if len(counts) == 1 else Sure.LIKELY
