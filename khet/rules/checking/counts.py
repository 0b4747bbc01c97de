"""Counts that are stated, against the list that follows.

Kind ``count``: "3 โรงเรียน ได้แก่ ก, ข และ ค" against its names, "5 ด้าน ดังนี้" against the numbered
or dotted list below. A list that says it goes on (ฯลฯ, เป็นต้น, เช่น) is no count.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from khet.rules.checking.finding import Kind, Outcome, Sure
from khet.rules.checking.lists import Listing
from khet.rules.checking.parsed import Report
from khet.rules.checking.passages import Passage, told_at
from khet.rules.checking.quantities import PERCENT, Quantity, quantities, told
from khet.rules.checking.stream import Line

_LIST = r"(?:อัน)?ได้แก่|ดังนี้|ดังต่อไปนี้|ประกอบด้วย|คือ|มีรายชื่อ\S*|ตามลำดับดังนี้"
_CUE = re.compile(rf"[ก-๎ ()“”\"]{{0,45}}?({_LIST})[ :]*")
_GOES_ON = re.compile(r"ต่อไปจะ|ภายหลัง|ฯลฯ|เป็นต้น|เช่น|อาทิ|และอื่น|อื่น ?ๆ")
_ALL_OF = re.compile(r"ทุก(?:คน|กลุ่ม|แห่ง|โรง|เครือข่าย|ท่าน)|แห่งละ|กลุ่มละ|โรงเรียนละ|เครือข่ายละ")
"""An item that stands for more than one."""
_ENDS = re.compile(
    r" (?:โดย|เพื่อ|ซึ่ง|ทั้งนี้|ผลการ|พบว่า|มีผู้|เมื่อวันที่|ระหว่างวันที่|ในวันที่|ณ |จำนวน|รวม|และมี|ใช้งบ"
    r"|งบประมาณ|ดำเนินการ|ได้ดำเนิน|ตาม)"
)
_BETWEEN = re.compile(r" ?(?:,(?!\d{3})|;|(?<=\d) /) ?")
_AND = re.compile(r"(?<=[^ ]) +และ ?")
_INLINE = re.compile(r"(?:^| )\(?\d{1,2}[.)] ?(?=[^\d ])")
PREFIX = re.compile(
    r"^(โรงเรียน|บ้าน|วัด|อนุบาล|เครือข่าย|อำเภอ|ตำบล|กลุ่ม|ชมรม|ด้าน|นาย|นาง|นางสาว|ครู|ศูนย์|เทศบาล|อบต\.)"
)
"""How names of schools, places, groups and people begin."""
_NAME = r"\S+(?: \([^)]*\))?(?: [0-9]{1,4}(?= |$))?"
_LAST = re.compile(rf"{_NAME}(?: +และ ?{_NAME})?")
_NAMES = re.compile(r"((?:[ก-๎.]{2,16} ){2,14})และ ?[ก-๎.]{2,16}")
"""A sentence that is nothing but short names with spaces between: amphoe, subjects."""
_BRACKETED = re.compile(r" ?\([^)]*\)")
_DOT = re.compile(r"^ ?[-•●▪○*➢✓]")
NO_LIST = frozenset({"บาท", PERCENT, "คะแนน", "ชั่วโมง", "นาที", "วัน", "เดือน", "ปี", "กิโลเมตร", "ไร่"})
"""Units of what is measured: no list of them follows."""
_WORDS = re.compile(r" ?[ก-๎]{2,}")
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
            found += _listed(lines, passage, one, passage.text[cue.end() :], listings)
    return found


def _nearest(passage: Passage, n: int, cue: re.Match[str]) -> bool:
    """Whether no other number stands between the count and the words that begin the list."""
    following = passage.quantities[n + 1 : n + 2]
    return not following or following[0].start >= cue.end(1)


def _listed(
    lines: Sequence[Line],
    passage: Passage,
    one: Quantity,
    rest: str,
    listings: dict[int, Listing],
) -> Outcome:
    if rest.strip():
        return _inline(lines, passage, one, rest)
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


def _inline(lines: Sequence[Line], passage: Passage, one: Quantity, rest: str) -> Outcome:
    """A list within the sentence, in all the ways that it can be counted."""
    ended = _ENDS.split(_closed(rest), maxsplit=1)[0]
    if _GOES_ON.search(rest[: len(ended) + 20]):
        return Outcome()
    counts = list(dict.fromkeys(_counts(ended)))
    if not counts:
        return Outcome()
    if one.value in counts:
        return Outcome(1)
    count = counts[0]
    sure = _sureness(ended, int(one.value), counts)
    message = f"บอกไว้ {told(one.value)} {one.unit} แต่ที่ระบุไว้มี {count}"
    made = told_at(lines, passage, one, Kind.COUNT, Decimal(count), sure, message)
    return Outcome(1, (made,))


def _closed(text: str) -> str:
    """The text up to a bracket that closes before one was opened, but that of a number ("1)")."""
    depth = 0
    for place, letter in enumerate(text):
        of_number = depth == 0 and text[place - 1 : place].isdigit()
        depth += (letter == "(") - (letter == ")" and not of_number)
        if depth < 0:
            return text[:place]
    return text


def _counts(text: str) -> Iterator[int]:
    """How many things a list within a sentence names, the likeliest first."""
    numbered = len(_INLINE.findall(text))
    if numbered > 1:
        yield numbered
        return
    pieces = [piece for piece in _BETWEEN.split(text.strip(" .:")) if piece.strip()]
    if len(pieces) > 1:
        yield from _with_commas(pieces)
    else:
        yield from _with_spaces(text.strip(" .:"))


def _with_commas(pieces: Sequence[str]) -> Iterator[int]:
    last = _names_only(pieces[-1].removeprefix("และ").strip())
    ands = len(_AND.split(last))
    yield len(pieces) - 1 + min(ands, 2)
    yield len(pieces) - 1 + ands
    yield len(pieces)
    joined = sum(max(len(_alike(piece)), 1) for piece in (*pieces[:-1], last))
    yield joined
    yield sum(len(_AND.split(piece)) for piece in (*pieces[:-1], last))


def _names_only(last: str) -> str:
    """The last piece of a list without the sentence that follows it."""
    found = _LAST.match(last)
    return found[0] if found else last


def _with_spaces(text: str) -> Iterator[int]:
    """Names that spaces part, where each begins alike ("บ้าน… บ้าน… วัด…")."""
    parts = _BRACKETED.sub("", _AND.sub(" ", text)).split(" ")
    names = list(takewhile(PREFIX.match, [part for part in parts if part]))
    if len(names) > 1:
        yield len(names)
        return
    if found := _NAMES.fullmatch(text):
        yield len(found[1].split()) + 1


def _alike(piece: str) -> list[str]:
    """The names in a piece in which a comma was forgotten."""
    return [name for name in _AND.sub(" ", piece).split(" ") if PREFIX.match(name)]


def _sureness(text: str, stated: int, counts: Sequence[int]) -> Sure:
    pieces = _BETWEEN.split(text) if _BETWEEN.search(text) else []
    pieces = [*pieces[:-1], _names_only(pieces[-1])] if pieces else []
    off = min(abs(stated - count) for count in counts)
    if any(len(piece) > _LONGEST for piece in pieces) or off * 2 > stated or len(counts) > 3:
        return Sure.LOOK
    return Sure.CERTAIN if len(counts) == 1 else Sure.LIKELY
