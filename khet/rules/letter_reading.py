"""What a letter says of itself, read from the text layer of its file.

Source: the forms of letters of the correspondence rules 2526 (external letter and memorandum): ที่
and the sender above, the day below, then เรื่อง, เรียน, อ้างถึง. Files write the same in many ways:
Thai digits, ำ in two halves or with a space, marks twice or before their vowel, marks of old fonts,
and, where a font draws a letter and its marks as one, both twice ("ครั้รั้ง").
What is read is a proposal: a person looks at it before it is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.dates import parse_day
from khet.rules.letters import ref_key
from khet.rules.thai import arabic_digits, mended, tidy

_HEAD, _MOST_LINES, _LONGEST, _NAME = 60, 6, 500, 300
_URGENCIES = {"ด่วนที่สุด": "most", "ด่วนมาก": "very", "ด่วน": "urgent"}
_SECRECIES = {"ลับที่สุด": "most", "ลับมาก": "very", "ลับ": "secret"}
_URGENCY = re.compile(r"(ด่วนที่สุด|ด่วนมาก|ด่วน)(?: |$)")
_SECRECY = re.compile(r"(ลับที่สุด|ลับมาก|ลับ)(?: |$)")
_PREFIX = r"[ก-ฮ][ก-๎.]{0,14} ?(?:\([^)]{1,20}\) ?)?(?:[0-9][0-9.\-]* ?)?(?:\([^)]{1,20}\) ?)?"
_NUMBER = r"/ ?(?:[วอ] ?\.? ?)?[0-9]+(?:/[0-9]{4})?"
_REF = re.compile(rf"(?:^|(?<= ))ที่ ?((?:{_PREFIX}{_NUMBER})|(?:พิเศษ ?[0-9]+/[0-9]{{4}}))")
_MENTIONED = re.compile(rf"(?:ที่ ?)?({_PREFIX}{_NUMBER})")
_MONTH = "|".join(re.escape(name) for name in (*MONTHS, *SHORT_MONTHS))
_DAY = re.compile(rf"[0-9]{{1,2}} ?(?:{_MONTH}) ?(?:พ\.ศ\. ?)?[0-9]{{4}}")
_TO = r"กราบเรียน|เรียน(?!รู้|รวม|ร่วม|ต่อ|ฟรี)|ถึง(?=[ :]|$)(?! ?(?:วัน|[0-9]))"
_BODY = r"ด้วย|ตาม|เนื่องจาก|สืบเนื่อง|ในการนี้|พร้อม|1\.|เพื่อ"
_STARTS = re.compile(rf"{_TO}|เรื่อง|อ้างถึง|สิ่งที่ส่งมาด้วย|สิ่งที่แนบมาด้วย|ส่วนราชการ")
_GOES_ON = (_STARTS, re.compile(_BODY))
"""What ends a subject: the next heading, or, where there is none, how the text begins."""
_IS_SHORT = (re.compile(rf"{_STARTS.pattern}|{_BODY}"),)
_PLACES = (
    *("สำนัก", "กระทรวง", "กรม", "กอง", "ศูนย์", "โรงเรียน", "วิทยาลัย", "มหาวิทยาลัย", "สถาบัน"),
    *("เทศบาล", "องค์การ", "จังหวัด", "ที่ว่าการ", "ที่ทำการ", "ศาลากลาง", "สมาคม", "มูลนิธิ"),
    *("บริษัท", "ธนาคาร", "สถานี", "คณะ", "สหกรณ์", "ชมรม", "วัด", "สภา", "การไฟฟ้า", "การประปา"),
)
_ADDRESS = re.compile(
    r" (?:ถนน|ถ\.|ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.|กทม|กรุงเทพ|เลขที่|[0-9]).*$"
)


@dataclass(frozen=True)
class LetterRead:
    """What was read; empty or ``None`` where it wasn't found."""

    ref: str = ""
    day: date | None = None
    subject: str = ""
    sender: str = ""
    to: str = ""
    refers_to: str = ""
    urgency: str = ""
    secrecy: str = ""


def read_letter(text: str) -> LetterRead:
    """The ที่, day, subject, sender and addressee of a letter's text; digits become Arabic.

    >>> read_letter('''ด่วนที่สุด
    ... ที่ ศธ ๐๔๙๙๙/ว ๑๒ สํานักงานตัวอย่าง ถนนสมมติ
    ... ๕ ตุลาคม ๒๕๖๙
    ... เรื่อง ขอเชิญประชุม
    ... เรียน ผู้อำ นวยการโรงเรียน
    ... ด้วยสำนักงานจะประชุม''')  # doctest: +NORMALIZE_WHITESPACE
    LetterRead(ref='ศธ 04999/ว 12', day=datetime.date(2026, 10, 5), subject='ขอเชิญประชุม',
        sender='สำนักงานตัวอย่าง', to='ผู้อำนวยการโรงเรียน', refers_to='', urgency='most', secrecy='')
    """
    lines = list(islice(filter(None, map(_clean, text.splitlines())), _HEAD))
    above = _above(lines)
    return LetterRead(
        ref=_ref(lines),
        day=_day(above) or _day([line for line in lines if _DAY.fullmatch(line)]),
        subject=_block(lines, "เรื่อง", 3, _GOES_ON),
        sender=_sender(lines, above),
        to=_block(lines, _TO, 1, _IS_SHORT)[:_NAME],
        refers_to=_block(lines, "อ้างถึง", 2, _IS_SHORT),
        urgency=_mark(above, _URGENCY, _URGENCIES),
        secrecy=_mark(above, _SECRECY, _SECRECIES),
    )


def refs_in(text: str) -> list[str]:
    """Every ที่ that a text names, as ``rules.letters.ref_key`` tells one from another.

    >>> refs_in("หนังสือสำนักงาน ที่ ศธ ๐๔๙๙๙/ว ๑๒ ลงวันที่ ๕ ตุลาคม ๒๕๖๙")
    ['ศธ04999/ว12']
    """
    found = (ref_key(match[1]) for match in _MENTIONED.finditer(_clean(text)))
    return list(dict.fromkeys(found))


def _clean(line: str) -> str:
    """A line with whole sara am, each mark once and behind its vowel, and Arabic digits."""
    return arabic_digits(tidy(mended(tidy(line))))


def _above(lines: Sequence[str]) -> list[str]:
    """The lines above the subject, or all where there is none."""
    end = next((at for at, line in enumerate(lines) if line.startswith("เรื่อง")), len(lines))
    return list(lines[:end])


def _ref(lines: Sequence[str]) -> str:
    found = (_REF.search(line) for line in lines if not line.startswith("อ้างถึง"))
    return next((tidy(match[1]) for match in found if match), "")


def _day(lines: Sequence[str]) -> date | None:
    for line in lines:
        for match in _DAY.finditer(line):
            try:
                return parse_day(match[0])
            except ValueError:
                continue
    return None


def _mark(lines: Sequence[str], pattern: re.Pattern[str], marks: dict[str, str]) -> str:
    return next((marks[found[1]] for found in map(pattern.match, lines) if found), "")


def _block(
    lines: Sequence[str], heading: str, alone: int, ends: Sequence[re.Pattern[str]] = ()
) -> str:
    """What stands behind a heading up to one of its ends; without any, in ``alone`` lines."""
    for at, line in enumerate(lines):
        if match := re.match(heading, line):
            first = line[match.end() :].strip(" :")
            told = [first] if first else []
            rest = lines[at + 1 :][:_MOST_LINES]
            told += rest[: _end(rest, ends, alone - len(told))]
            return tidy(" ".join(told))[:_LONGEST]
    return ""


def _end(lines: Sequence[str], ends: Sequence[re.Pattern[str]], unsure: int) -> int:
    """Before which line the first of the ends stands that is there at all."""
    for end in ends:
        for at, line in enumerate(lines):
            if end.match(line):
                return at
    return unsure


def _sender(lines: Sequence[str], above: Sequence[str]) -> str:
    """The part of an office that a memorandum names, or the place at the head of a letter."""
    if told := _block(lines, "ส่วนราชการ", 1):
        return told[:_NAME]
    for line in above:
        rest = line[match.end() :].strip() if (match := _REF.search(line)) else line
        if rest.startswith(_PLACES):
            return _ADDRESS.sub("", rest)[:_NAME].strip()
    return ""
