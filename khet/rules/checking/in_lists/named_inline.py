"""How many things a list within a sentence names, in all the ways that it can be read.

Sentences have no stop: where a list ends is known by the words that begin what follows, by the end
of a line, or not at all; a comma may be forgotten. Whoever counts must be wrong in all readings.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from khet.rules.checking.reading.name_heads import by_heads

PREFIX = re.compile(
    r"^(บ้าน|วัด|อนุบาล|นาย|นาง|นางสาว|เทศบาล|อบต\."
    r"|(?:โรงเรียน|เครือข่าย|อำเภอ|ตำบล|กลุ่ม|ชมรม|ด้าน|ครู|ศูนย์)(?!ที่|ซึ่ง|ดังกล่าว|เหล่านี้))"
)
"""How names of schools, places, groups and people begin; "กลุ่มที่ได้…" begins a sentence."""
_FIRST_NAME = re.compile(rf"{PREFIX.pattern}[ก-๎.]{{1,30}}(?:,| ?และ| ?$| (?={PREFIX.pattern[1:]}))")
_ENDS = re.compile(
    r"(?: ,?|, ?)(?:โดย|เพื่อ|ซึ่ง|ทั้งนี้|ผลการ|พบว่า|มีผู้|เมื่อวันที่|ระหว่างวันที่|ในวันที่|ณ |จำนวน|รวม|ใช้งบ"
    r"|งบประมาณ|ดำเนินการ|ได้ดำเนิน|ตาม|สำหรับ|ส่วน(?!ที่|ราชการ|กลาง|ตัว)|ทำให้|ส่งผล)"
)
_MAY_END = re.compile(
    r" (?=(?:(?:และ)?มี|ได้|เป็น|จาก|แจก|สนอง|ครอบคลุม|ข้อมูล|แบ่ง|ใช้|เข้าร่วม|ที่(?!ว่า)|ใน|จัด|พร้อม|ทุก"
    r"|[^ ]{1,40} ?[0-9]{1,4} ?[ก-๎]{1,12} (?:ได้แก่|คือ|ประกอบด้วย)))"
)
_ANOTHER = re.compile(r"[0-9]{1,4} ?[ก-๎]{1,12} (?:ได้แก่|คือ|ประกอบด้วย|ดังนี้)")
_ORDINAL = re.compile(r"(?:^|[ ,])(?:และ)?([ก-๎]{2,14}ที่) ?([0-9]{1,2})(?![0-9/])")
_BETWEEN = re.compile(r" ?(?:,(?!\d{3})|;|(?<=\d) /) ?")
_AND_TORN = re.compile(r"(?<=[ก-๎])และ (?=[ก-๎])")
"""A name over the end of a line: "วิทยาศาสตร์และ เทคโนโลยี"."""
_AND = re.compile(r"(?<=[^ ]) +และ ?")
_INLINE = re.compile(r"(?:^| )\(?(\d{1,2})[.)] ?(?=[^\d ])")
_NAME = r"\S+(?: [0-9]{1,4}(?:\.\d\d)?(?: ?[ก-๎]{1,10})?(?= |$))?"
_LAST = re.compile(rf"{_NAME}(?: +และ ?{_NAME})?")
_NAMES = re.compile(r"((?:[ก-๎.]{2,16} ){2,14})และ ?[ก-๎.]{2,16}")
"""A sentence that is nothing but short names with spaces between: amphoe, subjects."""
_BRACKETED = re.compile(r" ?\((?!\d{1,2}\))[^)]{0,200}\)")
_GOES_ON = re.compile(r"(?:,|และ) ?$")
_TITLED = re.compile(r"(?:^| |และ)(?:นาย|นาง|น\.ส\.|เด็กชาย|เด็กหญิง|ด\.[ชญ]\.)[ก-๎]")
_VERB = re.compile(r"เข้าร่วม|เป็น|ได้รับ|จัด|ดำเนิน|ขอ|ยัง|ไม่|มี|ทุก")
_ALIKE, _FIRST, _LONG_NAME = 3, 12, 16


def listed(rest: str, breaks: Sequence[int] = ()) -> str:
    """The text of a list, up to the words that begin another clause; ``breaks`` end its lines.

    >>> listed("ก, ข และค) มีผู้เรียน 5 คน"), listed("ก, ข, รวม 2 แห่ง")
    ('ก, ข และค', 'ก, ข')
    """
    text = _ENDS.split(_closed(rest), maxsplit=1)[0]
    another = _ANOTHER.search(text)
    before = [end for end in ends(text, breaks) if another and end < another.start()]
    return text[: before[-1]] if before else text


def ends(text: str, breaks: Sequence[int]) -> list[int]:
    """The ends of lines that may end a list: those that don't tear it.

    >>> ends("ก, ข และค มีผล", [10]), ends("ก, ข, ค", [5])
    ([10], [])
    """
    return [
        end
        for end in breaks
        if 0 < end < len(text)
        and not _GOES_ON.search(text[:end])
        and not (begins_with_names(text[end + 1 :]) or text.startswith("และ", end + 1))
        and not (_TITLED.match(text) and _TITLED.match(text[end + 1 :]))
    ]


def begins_with_names(text: str) -> bool:
    """Whether a line begins with a name and another, or nothing, after it.

    >>> begins_with_names("บ้านนา วัดป่า"), begins_with_names("โรงเรียนทุกแห่งได้รับเกียรติบัตร")
    (True, False)
    """
    found = _FIRST_NAME.match(text)
    return bool(found) and not (found and _VERB.search(found[0]))


def ways(text: str, breaks: Sequence[int] = ()) -> list[int]:
    """How many things a list names, the likeliest first; ``breaks`` are where its lines end.

    >>> ways("บ้านนา, วัดป่า และบ้านทราย"), ways("1) แผน 2) คำสั่ง")
    ([3], [2])
    """
    counts = [count for part in _extents(text, breaks) for count in _counts(part)]
    if _AND_TORN.search(text):
        counts = ways(_AND_TORN.sub("และ", text)) and counts
    return list(dict.fromkeys([*counts, *_torn(text, breaks), *by_heads(text)]))


def _torn(text: str, breaks: Sequence[int]) -> Iterator[int]:
    """The names of a list in which the end of a line tears one, where all begin alike."""
    for end in breaks:
        if 0 < end < len(text) and "," not in _BRACKETED.sub("", text):
            others = text[:end].split() + _BRACKETED.sub("", text[end:]).split()[1:]
            alike = {word.removeprefix("และ")[:_ALIKE] for word in others} - {""}
            if len(alike) == 1 and not text.startswith((*alike, "และ"), end + 1):
                yield len(others) - others.count("และ")


def last_number(text: str) -> int:
    """The last of the numbers that the items of a list within a sentence have; 0 without any.

    >>> last_number("1) แผน 2) คำสั่ง"), last_number("แผน, คำสั่ง")
    (2, 0)
    """
    marks = _INLINE.findall(text)
    return int(marks[-1]) if marks else 0


def pieces(text: str) -> list[str]:
    """The pieces of a list between its commas, the last without the sentence that follows it."""
    bare = _BRACKETED.sub("", text)
    parts = _BETWEEN.split(bare) if _BETWEEN.search(bare) else []
    return [*parts[:-1], _names_only(parts[-1])] if parts else []


def _closed(text: str) -> str:
    """The text up to a bracket that closes before one was opened, but that of a number ("1)")."""
    depth = 0
    for place, letter in enumerate(text):
        of_number = depth == 0 and text[place - 1 : place].isdigit()
        depth += (letter == "(") - (letter == ")" and not of_number)
        if depth < 0:
            return text[:place]
    return text


def _extents(text: str, breaks: Sequence[int]) -> Iterator[str]:
    """The list, and what it is if it ends earlier: with its line, or where a clause may begin."""
    yield text
    marks = [mark.start() for mark in _INLINE.finditer(text)]
    if marks and marks[0] <= _FIRST:
        return
    may_end = (found.start() for found in _MAY_END.finditer(text))
    for end in sorted({*ends(text, breaks), *marks[:1], *may_end}):
        if 0 < end < len(text):
            yield text[:end]


def _counts(text: str) -> Iterator[int]:
    marks = list(_INLINE.finditer(text))
    numbers = [int(mark[1]) for mark in marks]
    if len(numbers) > 1 and marks[0].start() <= _FIRST:
        yield len(list(takewhile(lambda n: numbers[n] == n + 1, range(len(numbers)))))
        yield len(numbers)
        return
    if last := _last_ordinal(text):
        yield last
        return
    inner = [len(_BETWEEN.split(one)) for one in _BRACKETED.findall(text)]
    bare = _BRACKETED.sub("", text).strip(" .:")
    parts = [piece for piece in _BETWEEN.split(bare) if piece.strip()]
    if len(parts) > 1:
        yield from _with_commas(parts)
    else:
        yield from _with_spaces(bare)
    if max(inner, default=0) > 1:
        yield sum(inner)


def _last_ordinal(text: str) -> int:
    """The last of names that are numbered from the beginning on: งวดที่ 1 … งวดที่ 2 …"""
    found = _ORDINAL.findall(text) if _ORDINAL.match(text) else []
    numbers = [int(number) for word, number in found if word == found[0][0]]
    return numbers[-1] if len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)] else 0


def _with_commas(parts: Sequence[str]) -> Iterator[int]:
    whole = parts[-1].removeprefix("และ").strip()
    last = _names_only(whole)
    ands = len(_AND.split(last))
    if _TITLED.match(parts[0]):
        yield sum(max(len(_TITLED.findall(_AND.sub(" ", part))), 1) for part in parts)
    yield len(parts) - 1 + min(ands, 2)
    yield len(parts) - 1 + ands
    yield len(parts) - 1 + len(_AND.split(whole))
    if not _joined(parts, last):
        yield len(parts)
    own = (*parts[:-1], last)
    yield sum(max(_alike(piece, parts), 1) for piece in own)
    yield sum(len(_AND.split(piece)) for piece in own)
    worded = [piece for piece in own if not piece[0].isdigit()]
    if worded and len(worded) < len(own):
        yield len(worded)


def _joined(parts: Sequence[str], last: str) -> bool:
    """Whether "and" surely parts the last two: both begin as the others do."""
    named = _AND.split(last)
    whole = (*parts[:-1], *named)
    alike = len({part[:_ALIKE] for part in whole}) == 1 or all(map(PREFIX.match, whole))
    return len(named) > 1 and alike


def _names_only(last: str) -> str:
    """The last piece of a list without the sentence that follows it."""
    found = _LAST.match(last)
    return found[0] if found else last


def _with_spaces(text: str) -> Iterator[int]:
    """Names that spaces part, where each begins alike ("บ้าน… บ้าน… วัด…")."""
    if _TITLED.match(text):
        if (people := len(_TITLED.findall(_AND.sub(" ", text)))) > 1:
            yield people
        return
    before, last = ([*_AND.split(text), ""])[:2]
    parts = [part for part in before.split(" ") if part]
    names = list(takewhile(PREFIX.match, parts))
    if len(names) > 1 and len(names) == len(parts) and last:
        yield len(names) + 1
    elif len(names) > 1:
        yield len(names)
        if PREFIX.match(last) and not by_heads(text):
            yield sum(bool(PREFIX.match(part)) for part in parts) + 1
            yield len(parts) + 1
        if len(names[-1]) > _LONG_NAME and _VERB.search(names[-1]):
            yield len(names) - 1
    elif found := _NAMES.fullmatch(text):
        yield len(found[1].split()) + 1


def _alike(piece: str, others: Sequence[str]) -> int:
    """How many names are in a piece in which a comma was forgotten: those that begin alike."""
    heads = {other[:_ALIKE] for other in others}
    parts = _AND.sub(" ", piece).split(" ")
    return sum(bool(PREFIX.match(part)) or part[:_ALIKE] in heads for part in parts)
