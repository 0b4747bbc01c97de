"""The one numbered heading with nothing under it, where the others have text.

A numbered line is a heading where text of its own follows it; the items of a mere list (names,
agenda, steps) follow each other, so that more than one of them has nothing below.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from khet.rules.checking.findings.finding import Sure
from khet.rules.checking.reading.cells import is_level
from khet.rules.checking.reading.items import Item
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.stream import Line

FORM_LABEL = re.compile(
    r"(?:วิธี(?:การ)?ดำเนิน(?:งาน|การ)|ผลการดำเนินงาน|ความเห็นและข้อเสนอแนะ|ข้อเสนอแนะ|เอกสาร/?หลักฐาน(?:อ้างอิง)?|จุดเด่น"
    r"|จุด(?:ที่)?ควรพัฒนา|ปัญหา(?:และ)?อุปสรรค|แนวทาง(?:การ)?พัฒนา|หลักการและเหตุผล|วัตถุประสงค์|เป้าหมาย|ภาพกิจกรรม"
    r"|ผลที่คาดว่าจะได้รับ|ประโยชน์ที่(?:คาดว่า)?จะได้รับ)"
)
"""Labels of the usual forms."""
_USUAL = re.compile(
    r"ผล|ปัญหา|อุปสรรค|ข้อเสนอแนะ|วิธี|วัตถุประสงค์|เป้าหมาย|งบประมาณ|ระยะเวลา|สรุป|หลักการ|ตัวชี้วัด|การประเมิน|บทนำ|"
    r"ความเป็นมา|ขั้นตอน|จุดเด่น|จุดที่ควรพัฒนา|แนวทาง|กิจกรรม|การดำเนินงาน|เอกสาร|หลักฐาน"
)
_STATES = re.compile(r"แจ้ง|ขอ|ให้|มอบ|กำหนด|เชิญ|ไม่มี|ไม่พบ|เพื่อ|มี|ได้|ควร|รับ|ต้อง|ร้อยละ|.*[:\d–-]")
_PARTS = re.compile(r"(?:ประเด็น|มาตรฐาน|ตัวบ่งชี้|องค์ประกอบ|ตอน|ส่วน|หมวด)")
_AGENDA = re.compile(r"วาระ")
_LABEL, _TIMES, _WRAPS, _HEAD, _FILLED, _FEW = 40, 3, 75, 70, 5, 3


def bare_heads(
    lines: Sequence[Line], listings: Sequence[Listing], after: Mapping[int, int | None]
) -> Iterator[tuple[int, Sure]]:
    """The lines of such headings, and how surely something is missing below.

    >>> from khet.rules.checking.reading.lists import lists_in
    >>> texts = ["1. เป้าหมาย", "ครู", "2. วิธี", "อบรม", "3. ผล", "4. ปัญหา", "ฝน", "5. ภาพ", "มี"]
    >>> lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> after = {n: n + 1 for n in range(8)} | {8: None}
    >>> [at for at, sure in bare_heads(lines, lists_in(lines), after)]
    [4]
    """
    found = dict(_of_many(lines, listings, after))
    for listing in listings:
        found |= dict(_of_short(lines, listing, after)) | dict(_of_form(lines, listing, after))
        if "ที่" in listing.style and _PARTS.match(listing.style):
            found |= dict(_only_one(lines, listing.items, listings, after, _FEW))
    yield from sorted(found.items())


def _of_short(
    lines: Sequence[Line], listing: Listing, after: Mapping[int, int | None]
) -> Iterator[tuple[int, Sure]]:
    """A short heading right above the next, where all others have text under them."""
    heads = [item for item in listing.items if len(item.text) <= _LABEL and not item.start]
    if len(heads) < len(listing.items) or len(heads) <= _TIMES or lines[heads[0].at].heading:
        return
    empty = [one for one, other in pairwise(heads) if after.get(one.at) == other.at]
    if len(empty) == 1 and not any(char.isdigit() for char in empty[0].text):
        yield empty[0].at, Sure.LIKELY if _USUAL.match(empty[0].text) else Sure.LOOK


def _of_form(
    lines: Sequence[Line], listing: Listing, after: Mapping[int, int | None]
) -> Iterator[tuple[int, Sure]]:
    """A label of the usual forms right above the next item, where no other item is only a label."""
    bare = [one for one in listing.items if len(lines[one.at].text.strip()) <= _LABEL]
    empty = [
        one
        for one, other in pairwise(listing.items)
        if one in bare and not one.start and after.get(one.at) == other.at
    ]
    written = len(listing.items) - len(empty)
    if len(empty) != 1 or written < _FEW - 1 or not _is_plain(lines, empty[0]):
        return
    if FORM_LABEL.fullmatch(empty[0].text.strip(" :")):
        yield empty[0].at, Sure.LIKELY


def _of_many(
    lines: Sequence[Line], listings: Sequence[Listing], after: Mapping[int, int | None]
) -> Iterator[tuple[int, Sure]]:
    """The one heading of all those numbered "1.1" with nothing below it."""
    decimal = (one for listing in listings if listing.style == "1.1" for one in listing.items)
    heads = [one for one in decimal if not is_level(one.text)]
    if not any(_AGENDA.search(line.text) for line in lines):
        yield from _only_one(lines, heads, listings, after, _FILLED)


def _only_one(
    lines: Sequence[Line],
    heads: Sequence[Item],
    listings: Sequence[Listing],
    after: Mapping[int, int | None],
    filled: int,
) -> Iterator[tuple[int, Sure]]:
    """The one of several heads that another follows at once, where all others have text below."""
    plain = [one for one in heads if not one.start and _is_plain(lines, one)]
    if len(plain) < len(heads):
        return
    own = {one.at: one for one in plain}
    begins = {item.at for listing in listings for item in listing.items if not item.start}
    empty = [one for one in plain if _follows(one, own.get(after.get(one.at) or -1))]
    written = [one for one in plain if _has_text(lines, one.at, begins, after)]
    if len(empty) != 1 or len(written) < filled:
        return
    if len(lines[empty[0].at].text.strip()) <= _HEAD and not _STATES.match(empty[0].text):
        yield empty[0].at, Sure.LIKELY


def _follows(one: Item, other: Item | None) -> bool:
    """Whether the item below isn't one of its own: as deep, or less."""
    return other is not None and len(other.parts) <= len(one.parts)


def _has_text(
    lines: Sequence[Line], at: int, begins: set[int], after: Mapping[int, int | None]
) -> bool:
    """Whether text of its own stands below a line, which isn't the rest of a long line."""
    below = after.get(at)
    return below is not None and below not in begins and len(lines[at].text) < _WRAPS


def _is_plain(lines: Sequence[Line], item: Item) -> bool:
    line = lines[item.at]
    return not line.cells and not line.heading
