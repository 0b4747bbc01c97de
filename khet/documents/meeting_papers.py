"""The paper set of a meeting: invitation, agenda, list of those expected. Thai only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from khet.documents.paper import Block, Entry, Heading, Paper, Signature, Table, Text, Title
from khet.documents.thai_docx import Columns
from khet.rules.calendar import thai_date

_BLANK = "……………………………"
_PEOPLE = Columns(("ที่", "ชื่อและตำแหน่ง", "หน้าที่", "ลายมือชื่อ"), (1.1, 8.0, 3.4, 3.5), frozenset({0}))


@dataclass(frozen=True)
class Spoken:
    """An item of the agenda: its title, its text in lines, the unit whose it is."""

    title: str
    text: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Expected:
    """One who is expected: name, post, and as what in the body."""

    name: str
    post: str
    part: str


@dataclass(frozen=True)
class MeetingPapers:
    """What the set says; ``times``, ``place`` and ``title`` are empty where not known.

    ``sections`` are the headings of the agenda with their items, ``brought`` the lines that earlier
    meetings bring under some (from 1). ``day`` is that of printing.
    """

    office: str
    name: str
    title: str
    days: str
    times: str
    place: str
    sections: Sequence[tuple[str, Sequence[Spoken]]]
    expected: Sequence[Expected]
    day: date
    thai: bool = True
    brought: Mapping[int, Sequence[str]] = field(default_factory=dict)


def meeting_paper(said: MeetingPapers) -> Paper:
    """The set as a paper, to be made as DOCX or PDF."""
    blocks = [*_invitation(said), *_agenda(said), *_people(said)]
    return Paper(f"ระเบียบวาระ{said.name}", blocks, said.thai)


def _invitation(said: MeetingPapers) -> Iterator[Block]:
    yield Title((said.office, f"เชิญ{said.name}"))
    yield Text(f"วันที่พิมพ์ {thai_date(said.day)}")
    when = " ".join(filter(None, [f"วันที่ {said.days}", said.times and f"เวลา {said.times}"]))
    where = f" ณ {said.place}" if said.place else ""
    about = f" เรื่อง {said.title}" if said.title else ""
    told = f"{said.office} กำหนดจัด{said.name}{about} {when}{where} จึงขอเชิญท่านเข้าร่วมประชุม"
    yield Text(f"{told} ตามระเบียบวาระและรายชื่อที่แนบ ในวัน เวลา และสถานที่ดังกล่าว", indented=True)
    yield Signature((f"({_BLANK})", "ผู้เชิญประชุม"))


def _agenda(said: MeetingPapers) -> Iterator[Block]:
    yield Title(("ระเบียบวาระการประชุม", said.name, f"วันที่ {said.days}"))
    for number, (head, items) in enumerate(said.sections, 1):
        yield Heading(f"ระเบียบวาระที่ {number} {head}")
        lines = said.brought.get(number, ())
        yield from (Entry("–", line, 1) for line in lines)
        for place, item in enumerate(items, 1):
            owner = f" ({item.unit})" if item.unit else ""
            yield Entry(f"{number}.{place}", f"{item.title}{owner}", 1)
            yield from (
                Text(line, indented=True) for line in item.text.splitlines() if line.strip()
            )
        if not (items or lines):
            yield Entry("–", "ไม่มีเรื่อง", 1)


def _people(said: MeetingPapers) -> Iterator[Block]:
    yield Title(("รายชื่อผู้เข้าประชุม", said.name))
    rows = [
        ((str(place),), tuple(filter(None, (one.name, one.post))), (one.part,), ("",))
        for place, one in enumerate(said.expected, 1)
    ]
    yield Table(_PEOPLE, rows) if rows else Text("ยังไม่ได้เชิญ จึงยังไม่มีรายชื่อ")
