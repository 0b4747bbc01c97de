"""Numbered items of a report, where the numbers are part of the text.

Not a numbering: days (1.5.2557), hours (08.30 น.), decimals with their unit (3.5 ล้าน), amounts,
and numbers that a sentence begins with (12 โรงเรียน).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_WORDS = (
    *(
        "ตัวชี้วัด",
        "ตัวบ่งชี้",
        "มาตรฐาน",
        "ประเด็น",
        "ประเด็นพิจารณา",
        "ประเด็นการพิจารณา",
        "กลยุทธ์",
        "ยุทธศาสตร์",
        "เป้าประสงค์",
        "จุดเน้น",
    ),
    *("องค์ประกอบ", "ตอน", "ส่วน", "บท", "หมวด", "กิจกรรม", "ขั้น", "ขั้นตอน", "วาระ", "ระเบียบวาระ"),
    *("หน่วย", "หน่วยการเรียนรู้", "เรื่อง", "ข้อ", "โครงการ", "ตาราง", "ภาพ", "แผนภูมิ", "นโยบาย", "ภารกิจ"),
)
_NUMBERS = r"(\d{1,2}(?:\.\d{1,2})*)"
_WORD = re.compile(rf"({'|'.join(_WORDS)})(?:ที่ ?| )(?:ที่ )?{_NUMBERS}(?![\d.,%/-])[.:)]?\s*(.*)")
_MANY = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,4})[.)]?(?:(?=[\u0e01-\u0e4eA-Za-z(\"“])|\s+(?=[^\d\s|–-]))(.+)"
)
_ONE = re.compile(r"(\d{1,3}) ?([.)])(?![\d.,…])\s*(.*)")
_ROUND = re.compile(r"\((\d{1,3}|[ก-ฮ])\) ?(?=[^\s\d|(])(.+)")
_LETTER = re.compile(r"([ก-ฮ])([.)]) (?=[^\s.])(.+)")
_WITHIN = re.compile(r"(?<=\s)(?:(\d{1,2})([.)])(?![\d.,…])|\((\d{1,2})\))(?= ?[^\s\d|(]|$)")
_CUT = re.compile(r"(?:ข้อ|ตาม|มาตรา|วรรค|หมวด|พ\.ศ\.|ป\.|ม\.|ค\.|[^\s]-)$")
_CAPTION = re.compile(r"(?:ตาราง|ภาพ|แผนภูมิ|แผนภาพ)(?:ที่)?")
_UNITS = re.compile(
    r"(?:ล้าน|แสน|หมื่น|พัน|ร้อย)(?:บาท|คน|\b)|บาท|คะแนน|เปอร์เซ็นต์|%|น\.|ขึ้นไป|ลงมา|ตามลำดับ|กม\.|ตร\.|"
    r"(?:เท่า|คน|ราย|กิโลเมตร|เมตร|ไร่|ชั่วโมง|นาที|ปี|เดือน|วัน|จุด|หน่วยกิต|กรัม|ลิตร|โรง|แห่ง|และ|หรือ|ถึง)"
    r"(?:\s|$)"
)
_MENTION = re.compile(r"(?:ข้อ|ตาม|ใน|กับ|ถึง|เช่น|จาก|ที่|วงเล็บ|[\d.)] ?(?:และ|หรือ))$")
_MOST_FIRST, _MOST_NEXT, _NEAR_LINES, _MOST_AHEAD, _BEFORE = 30, 40, 3, 3, 20


@dataclass(frozen=True)
class Item:
    """A numbered item: ``at`` is the index of its line in the stream, not the line's number.

    ``parts`` are the numbers ((1, 9) of "1.9"; letters count from 1), ``style`` how they are
    written ("1." "1)" "(1)" "1.1" "ก." "ข้อ 1"), ``text`` what follows, ``start`` where in the
    tidy line (or cell) it begins, ``room`` what kind of line it stands in: "" for text, else a
    heading or column of a table. ``auto``: the number was put by Word, not typed.
    """

    at: int
    parts: tuple[int, ...]
    style: str
    text: str
    start: int = 0
    room: str = ""
    auto: bool = False

    @property
    def printed(self) -> str:
        """The number as people write it: "1.9", "3)", "ค.", "ข้อ 2"."""
        return numbered(self.style, self.parts)


def numbered(style: str, parts: Sequence[int]) -> str:
    """Numbers in a style.

    >>> numbered("1)", (3,)), numbered("1.1", (1, 9)), numbered("ก.", (3,)), numbered("ข้อ 1", (2,))
    ('3)', '1.9', 'ค.', 'ข้อ 2')
    """
    joined = ".".join(map(str, parts))
    if "ก" in style and "1" not in style:
        return style.replace("ก", LETTERS[parts[0] - 1])
    return joined if style == "1.1" else style.replace("1", joined, 1)


def items_in(lines: Sequence[Line]) -> list[Item]:
    """Every numbered item of a report, also several within one line.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["๑. แผน", "1.1 คำสั่ง", "12 โรงเรียน", "มี 1) ก่อน 2) หลัง"]
    >>> [one.printed for one in items_in([Line(n, text) for n, text in enumerate(texts, 1)])]
    ['1.', '1.1', '1)', '2)']
    """
    found: list[Item] = []
    latest: dict[tuple[str, str], Item] = {}
    for at, line in enumerate(lines):
        for room, text in _places(line):
            open_before = at > 0 and _is_cut(lines[at - 1].text)
            if _is_of_table(lines, at):
                continue
            for item in _of_text(at, room, text, line.item, latest, open_before):
                latest[(item.room, item.style)] = item
                found.append(item)
    return found


def _places(line: Line) -> Iterator[tuple[str, str]]:
    drawn = tuple(line.text.split(" | ")) if not line.cells else line.cells
    if len(drawn) == 1:
        yield f"h{line.heading}" if line.heading else "", plain(line.text)
        return
    for column, cell in enumerate(drawn):
        yield f"t{line.table}.{column}", plain(cell)


def _is_of_table(lines: Sequence[Line], at: int) -> bool:
    """Whether the number that a line begins with is that of a table, whose word stands above."""
    above = (text for line in lines[max(0, at - 2) : at][::-1] if (text := line.text.strip()))
    return lines[at].text[:1].isdigit() and _CAPTION.fullmatch(next(above, "")) is not None


def _is_cut(text: str) -> bool:
    """Whether a line ends amid a mention: a bracket is open, or a number must follow."""
    return text.count("(") > text.count(")") or bool(_CUT.search(text.rstrip()))


def _of_text(
    at: int,
    room: str,
    text: str,
    auto: str,
    latest: dict[tuple[str, str], Item],
    open_before: bool,
) -> Iterator[Item]:
    first = _first(at, room, text, auto)
    if first and open_before and first.style in ("1.", "1)", "(1)"):
        first = None
    within = list(_within(at, room, text, first, latest))
    if first:
        end = within[0].start if within else len(text)
        begun = len(text) - len(first.text) if not first.auto else 0
        yield Item(at, first.parts, first.style, text[begun:end].strip(), 0, room, first.auto)
    yield from within


def _first(at: int, room: str, text: str, auto: str) -> Item | None:
    if auto:
        put = first_number(plain(auto) + " ก")
        return Item(at, put[0], put[1], text, 0, room, True) if put else None
    read = first_number(text)
    return Item(at, read[0], read[1], read[2], 0, room) if read else None


def first_number(text: str) -> tuple[tuple[int, ...], str, str] | None:
    """The number that a plain line begins with: its parts, its style and the text after it.

    >>> first_number("1.9 เครือข่าย"), first_number("ก. ด้านวิชาการ"), first_number("ข้อ 2 ให้")
    (((1, 9), '1.1', 'เครือข่าย'), ((1,), 'ก.', 'ด้านวิชาการ'), ((2,), 'ข้อ 1', 'ให้'))
    >>> [first_number(text) for text in ("3.5 ล้านบาท", "08.30 น. เปิด", "1.5.2557 ประชุม", "12 คน")]
    [None, None, None, None]
    """
    if not text or not (text[0].isdigit() or text[0] in "(" or "ก" <= text[0] <= "เ"):
        return None
    if text[0].isdigit():
        return _digits(text)
    if found := _ROUND.match(text):
        return _of_round(found)
    if (found := _LETTER.match(text)) and found[1] in LETTERS:
        return (LETTERS.index(found[1]) + 1,), f"ก{found[2]}", found[3]
    if found := _WORD.match(text):
        joint = "" if text[len(found[1]) :].startswith("ที่1") else " "
        word = found[1] + ("ที่" if text.startswith("ที่", len(found[1])) else "")
        return _parts(found[2]), f"{word}{joint}1", found[3]
    return None


def _of_round(found: re.Match[str]) -> tuple[tuple[int, ...], str, str] | None:
    if found[1].isdigit():
        return (int(found[1]),), "(1)", found[2]
    if found[1] in LETTERS:
        return (LETTERS.index(found[1]) + 1,), "(ก)", found[2]
    return None


def _digits(text: str) -> tuple[tuple[int, ...], str, str] | None:
    if found := _ONE.match(text):
        whole = int(found[1])
        return ((whole,), f"1{found[2]}", found[3]) if whole and found[1][0] != "0" else None
    found = _MANY.match(text)
    if not found or _UNITS.match(found[2]) or re.search(r"(?:^|\.)0", found[1]):
        return None
    parts = _parts(found[1])
    fits = parts[0] <= _MOST_FIRST and max(parts[1:]) <= _MOST_NEXT
    return (parts, "1.1", found[2]) if fits else None


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _within(
    at: int, room: str, text: str, first: Item | None, latest: dict[tuple[str, str], Item]
) -> Iterator[Item]:
    """Items within a line: a run from 1, or one that goes on from the line's own or the last."""
    lasts = {
        style: item.parts[-1]
        for (where, style), item in latest.items()
        if where == room and at - item.at <= _NEAR_LINES and item.style != "1.1"
    }
    if first and len(first.parts) == 1:
        lasts[first.style] = first.parts[0]
    marks = []
    for mark in _WITHIN.finditer(text):
        number, style = int(mark[1] or mark[3]), f"1{mark[2]}" if mark[1] else "(1)"
        ahead = number - lasts.get(style, 0)
        before = text[max(0, mark.start() - _BEFORE) : mark.start()].rstrip()
        if _MENTION.search(before) or not (
            number == 1 or (style in lasts and 0 <= ahead <= _MOST_AHEAD)
        ):
            continue
        lasts[style] = number
        marks.append((number, style, mark.start(), mark.end()))
    for place, (number, style, start, end) in enumerate(marks):
        until = marks[place + 1][2] if place + 1 < len(marks) else len(text)
        yield Item(at, (number,), style, text[end:until].strip(), start, room)
