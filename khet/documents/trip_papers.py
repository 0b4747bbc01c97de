"""Papers of a trip: the memo that asks for it, and the report that tells what it brought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.paper import Block, Crest, Entry, Heading, Paper, Rule, Signature, Text, Title
from khet.rules.calendar import thai_date

BLANK = "…………………………"


@dataclass(frozen=True)
class Goer:
    """Who goes: name, and position where it is known."""

    name: str
    position: str


@dataclass(frozen=True)
class TripTold:
    """What a trip's papers say; ``decided`` is what was decided, by whom as what, empty before."""

    office: str
    unit: str
    title: str
    place: str
    starts: date
    ends: date
    people: Sequence[Goer]
    purpose: str
    letter: str
    travels_by: str
    costs: str
    asked_by: str
    asked_on: date
    decided: Sequence[str] = ()


@dataclass(frozen=True)
class Written:
    """What one person reports, and when."""

    by: str
    essence: str
    put_to_use: str
    on: date


def memo(told: TripTold, thai: bool = True) -> Paper:
    """The memo by which a trip is asked for, with the decision where there is one."""
    return Paper(f"ขออนุมัติไปราชการ {told.title}", tuple(_memo(told)), thai)


def report(told: TripTold, written: Sequence[Written], thai: bool = True) -> Paper:
    """The report of a trip, of all who wrote one."""
    return Paper(f"รายงานผลการไปราชการ {told.title}", tuple(_report(told, written)), thai)


def _memo(told: TripTold) -> Iterator[Block]:
    yield from _head(told, "ขออนุมัติไปราชการ", told.asked_on)
    yield Text(f"เรียน ผู้อำนวยการ{told.office}")
    yield Text(_opening(told), indented=True)
    yield from _paragraphs(told.purpose)
    yield Heading("ผู้เดินทาง")
    yield from _people(told)
    for label, text in (("เดินทางโดย", told.travels_by), ("ค่าใช้จ่าย", told.costs)):
        yield Text(f"{label} {text or BLANK}", indented=True)
    yield Text("จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ", indented=True)
    yield Signature((f"({told.asked_by})", "ผู้ขออนุมัติ"))
    yield Heading("ผลการพิจารณา")
    yield Signature(told.decided or ("อนุมัติ / ไม่อนุมัติ", f"({BLANK})"))


def _report(told: TripTold, written: Sequence[Written]) -> Iterator[Block]:
    yield from _head(told, "รายงานผลการไปราชการ", max(one.on for one in written))
    yield Text(f"เรียน ผู้อำนวยการ{told.office}")
    yield Text(_opening(told), indented=True)
    yield Heading("ผู้เดินทาง")
    yield from _people(told)
    for one in written:
        if len(written) > 1:
            yield Heading(f"รายงานของ{one.by}")
        yield Heading("สาระสำคัญ")
        yield from _paragraphs(one.essence)
        yield Heading("การนำไปใช้")
        yield from _paragraphs(one.put_to_use)
    yield Text("จึงเรียนมาเพื่อโปรดทราบ", indented=True)
    for one in written:
        yield Signature((f"({one.by})", "ผู้รายงาน"))


def _head(told: TripTold, about: str, day: date) -> Iterator[Block]:
    yield Crest()
    yield Title(("บันทึกข้อความ",))
    yield Text(" ".join(filter(None, ["ส่วนราชการ", told.unit, told.office])))
    yield Text(f"ที่ {BLANK} วันที่ {thai_date(day)}")
    yield Text(f"เรื่อง {about} {told.title}")
    yield Rule()


def _opening(told: TripTold) -> str:
    by = f"ตาม{told.letter} " if told.letter else ""
    days = f"วันที่ {thai_date(told.starts)}"
    if told.ends != told.starts:
        days = f"ระหว่าง{days} ถึงวันที่ {thai_date(told.ends)}"
    return f"{by}ไปราชการเรื่อง {told.title} ณ {told.place} {days}"


def _people(told: TripTold) -> Iterator[Block]:
    for place, one in enumerate(told.people, 1):
        yield Entry(f"{place}.", one.name, level=1, aside=one.position)


def _paragraphs(text: str) -> Iterator[Block]:
    return (Text(line.strip(), indented=True) for line in text.splitlines() if line.strip())
