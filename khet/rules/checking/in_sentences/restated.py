"""The same quantity stated twice with different values, in one report or in several.

Kind ``repeat``. Two statements are of the same thing when the words before the number, the unit and
the years around it are the same and name a whole ("โรงเรียนในสังกัดทั้งหมด"), or when the whole
sentences differ in nothing but one number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from khet.rules.calendar import MONTHS, SHORT_MONTHS
from khet.rules.checking.findings.explaining import one_digit, swaps
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.placing import place_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import Quantity, as_printed, told
from khet.rules.checking.reading.stream import Line

_FILLING = re.compile(r"จำนวน|ทั้งสิ้น|ทั้งหมด|รวม|มีอยู่|มี|อยู่|ที่|ของ|โดย|ปัจจุบัน|[ .,:()“”\-]")
_ANYTHING = re.compile(
    rf"{_FILLING.pattern}|งบประมาณ|ใช้|เป็นเงิน|เข้าร่วม|เข้ารับ|ผู้|ดำเนินการ|ได้รับ|จัดสรร|จาก|คิดเป็น|โครงการ|กิจกรรม|[0-9#]"
)
_WHOLE = re.compile(
    r"((?:โรงเรียน|สถานศึกษา|นักเรียน|ครู|ข้าราชการ|บุคลากร|ผู้บริหาร|เครือข่าย|อำเภอ|ตำบล|ประชากร|งบประมาณ|ห้องเรียน)"
    r"(?:(?!โรงเรียน|นักเรียน|ครู)[ก-๎ ])*?(?:ในสังกัด|ทั้งหมด|ทั้งสิ้น|ทั้งเขต|ทั้งจังหวัด)[ก-๎ ]*)$"
)
_BUDGET = re.compile(
    r"^(?:[0-9.]{0,4} ?)(?:งบประมาณ|วงเงิน)(?:ของ|ที่ใช้|ทั้งสิ้น|ทั้งหมด|รวม)?(?:โครงการ(?:นี้)?)?"
    r" ?(?:จำนวน|รวม|ทั้งสิ้น|:)? ?$"
)
"""A line that begins with the budget, which a project has one of."""
_YEAR = re.compile(r"2[456]\d\d")
_TIME = re.compile(
    rf"{'|'.join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))}"
    r"|(?:ภาคเรียน|ไตรมาส|ครั้ง|รอบ|รุ่น|งวด|ระยะ)ที่ ?[0-9]"
)
_PROJECT = re.compile(
    r"^(?:[0-9.()]{1,6} ?)?((?:ชื่อ)?(?:โครงการ|กิจกรรมที่|งานที่)(?!นี้)[^0-9]{0,3}[0-9ก-๎][^:]{0,60})"
)
"""A line that begins with the name of a project."""
_PLANNED = re.compile(r"(?:เป้าหมาย|แผน|เสนอขอ|ขอไว้|คาด|ประมาณการ|ราคากลาง)[^0-9]{0,30}$")
_ROW = re.compile(r"[0-9]{1,3} [ก-๎]")
"""A line that begins as a row of a table does, which may have the same name in another table."""
_CLAUSE = re.compile(r"[,;:()]| (?:และ|โดย|ซึ่ง|ใน|จาก|เพื่อ)")
_SHORTEST, _SENTENCE = 12, 40
_MOST = 2
"""How many values the same words may have before they are taken for a series."""
_LARGE, _WORDS, _SHARED = 1000, 50, 8
_MONEY, _FEWER, _FEWEST, _NEAR = 100_000, 6, 3, 100


@dataclass(frozen=True)
class _Stated:
    name: str
    lines: Sequence[Line]
    passage: Passage
    one: Quantity


def check(report: Report) -> Outcome:
    """Wholes and sentences of one report that are stated twice."""
    return check_several({"": report})


def check_several(reports: Mapping[str, Report]) -> Outcome:
    """Those of several reports, by name of file; with one only itself against itself."""
    groups: dict[tuple[str, ...], list[_Stated]] = {}
    for name, report in reports.items():
        project = ""
        for passage in report.passages:
            project = _project(passage) or project
            for one in passage.quantities:
                for key in _keys(passage, one, project):
                    groups.setdefault(key, []).append(_Stated(name, report.lines, passage, one))
    return sum((_compared(*one) for one in groups.items()), _swapped(reports))


def _swapped(reports: Mapping[str, Report]) -> Outcome:
    """Large numbers of one unit and one subject that differ in the order of two digits only."""
    large = [
        _Stated(name, report.lines, passage, one)
        for name, report in reports.items()
        for passage in report.passages
        for one in passage.quantities
        if one.unit and one.value >= _LARGE and not one.places and _is_exact(one)
    ]
    series: dict[tuple[str, str], set[Decimal]] = {}
    for stated in large:
        series.setdefault(_subject(stated), set()).add(stated.one.value)
    found = Outcome()
    seen: dict[tuple[str, str], list[_Stated]] = {}
    for stated in large:
        if len(series[_subject(stated)]) > _MOST:
            continue
        key = (stated.one.unit, "".join(sorted(f"{stated.one.value:f}")))
        others = seen.setdefault(key, [])
        other = next((two for two in others if _same_subject(two, stated)), None)
        if other and _are_two(other, stated):
            continue
        others.append(stated)
        if other and (made := _finding(other, stated)):
            found += Outcome(1, (made,))
    return found


def _is_exact(one: Quantity) -> bool:
    """Whether a number is no round one, of which others differ in the order of digits by chance."""
    return len(f"{one.value:f}".rstrip("0")) >= _FEWEST


def _are_two(one: _Stated, two: _Stated) -> bool:
    """Whether two numbers are set against each other: near in a text, or a goal and its result."""
    near = two.one.start - one.one.end <= _NEAR
    if one.passage is two.passage and (near or _place(one) == _place(two)):
        return True
    planned = [
        bool(_PLANNED.search(stated.passage.text[: stated.one.start])) for stated in (one, two)
    ]
    return planned[0] != planned[1]


def _place(stated: _Stated) -> int:
    return stated.passage.at(stated.one.start)


def _subject(stated: _Stated) -> tuple[str, str]:
    """The unit and the last words before a number, as a series of statements shares them."""
    return stated.one.unit, _words(stated)[-_SHARED:]


def _words(stated: _Stated) -> str:
    return _ANYTHING.sub("", stated.passage.text[: stated.one.start][-_WORDS:])


def _same_subject(one: _Stated, two: _Stated) -> bool:
    """Whether two numbers have swapped digits and share words right before them."""
    swapped = two.one.value in swaps(one.one.value)
    matcher = SequenceMatcher(None, _words(one), _words(two), autojunk=False)
    return swapped and matcher.find_longest_match().size >= (
        _FEWER if one.one.value >= _MONEY else _SHARED
    )


def whole_of(before: str) -> str:
    """The whole that the words before a number name, without filling words; "" where none.

    >>> whole_of("ปีนี้มีโรงเรียนในสังกัดทั้งหมด จำนวน ")
    'โรงเรียนในสังกัด'
    """
    whole = _WHOLE.search(_CLAUSE.split(before[-60:])[-1])
    return _FILLING.sub("", whole[1]) if whole else ""


def _project(passage: Passage) -> str:
    """The project that a line names as its heading; "" where it is none."""
    found = _PROJECT.match(passage.text)
    return _FILLING.sub("", found[1])[:_WORDS] if found else ""


def _keys(passage: Passage, one: Quantity, project: str) -> Iterator[tuple[str, ...]]:
    """What statements of the same quantity share."""
    before = passage.text[: one.start]
    time = tuple(_TIME.findall(before)[-1:])
    years = (*sorted(set(_YEAR.findall(passage.text))), *_YEAR.findall(before)[-1:], *time)
    words = whole_of(passage.text[: one.start])
    if one.unit and len(words) >= _SHORTEST and not one.places:
        yield ("whole", words, one.unit, *years)
        yield ("swapped", words, one.unit, *time)
    if one.unit == "บาท" and _BUDGET.search(passage.text[: one.start]):
        yield ("budget", project)
    rest = passage.text[: one.start] + "#" + passage.text[one.end :]
    if len(rest) < _SENTENCE or _ROW.match(rest):
        return
    if len(passage.quantities) <= 3 and not _may_be_page(rest, one):
        yield ("sentence", rest)


def _may_be_page(rest: str, one: Quantity) -> bool:
    """Whether a number that ends a line may be that of a page, as in a head or the contents."""
    return not (one.unit or one.places) and one.value < _LARGE and rest.rstrip().endswith("#")


def _compared(key: tuple[str, ...], group: Sequence[_Stated]) -> Outcome:
    """The first statement of a quantity against the others; of "swapped" in digits' order only."""
    first = group[0]
    if len({one.one.value for one in group}) > _MOST:
        return Outcome()
    others = [one for one in group[1:] if key[0] != "swapped" or _digits(one) == _digits(first)]
    found = [_finding(first, other) for other in others if other.one.value != first.one.value]
    return Outcome(len(others), tuple(one for one in found if one))


def _digits(stated: _Stated) -> list[str]:
    return sorted(f"{stated.one.value:f}")


def _number(stated: _Stated) -> int:
    """The number of the printed line that a quantity stands in."""
    line, printed = stated.lines[stated.passage.at(stated.one.start)], stated.one.printed
    return place_of(line, as_printed(line.text, printed))[0]


def _finding(first: _Stated, other: _Stated) -> Finding | None:
    a, b = first.one.value, other.one.value
    near = abs(a - b) * 20 <= max(abs(a), abs(b)) or one_digit(a, b)
    if not near or a == 0:
        return None
    here, there = (f"{one.name} บรรทัด {_number(one)}".strip() for one in (other, first))
    message = f"{here} พิมพ์ไว้ {told(b)} {other.one.unit} แต่ {there} พิมพ์ไว้ {told(a)} {first.one.unit}"
    message += "" if first.name == other.name else " ตรวจดูว่าค่าใดถูก"
    return told_at(
        other.lines, other.passage, other.one, Kind.REPEAT, Decimal(a), Sure.LIKELY, message
    )
