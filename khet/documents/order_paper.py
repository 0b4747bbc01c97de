"""An order as the official paper: room for the crest, title, ground, committees, signature."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.paper import Block, Crest, Entry, Heading, Paper, Rule, Signature, Text, Title
from khet.rules.calendar import BUDDHIST_ERA, MONTHS

BLANK = "…………"


@dataclass(frozen=True)
class Member:
    """A seat as the order says it: who, as what."""

    name: str
    part: str


@dataclass(frozen=True)
class Committee:
    """A committee of an order; ``people`` is how many sit in it, counted."""

    name: str
    people: int
    members: Sequence[Member]
    tasks: str


@dataclass(frozen=True)
class OrderTold:
    """What an order says; a draft has no number, day and signer yet.

    ``starts`` is ``None`` where the order is in force from its own day on.
    """

    office: str
    number: str
    title: str
    ground: str
    text: str
    committees: Sequence[Committee]
    starts: date | None
    ends: date | None
    day: date | None
    signer: str
    post: str
    draft: bool


def order_paper(told: OrderTold, thai: bool = True) -> Paper:
    """The paper of an order; a draft says so above its title."""
    name = f"คำสั่งที่ {told.number or BLANK} เรื่อง {told.title}"
    return Paper(name, tuple(_blocks(told)), thai)


def _blocks(told: OrderTold) -> Iterator[Block]:
    yield Crest()
    heads = (f"คำสั่ง{told.office}", f"ที่ {told.number or BLANK}", f"เรื่อง {told.title}")
    yield Title(("(ร่าง)", *heads) if told.draft else heads)
    yield Rule()
    yield from _paragraphs(told.ground)
    yield from _paragraphs(told.text)
    for place, committee in enumerate(told.committees, 1):
        yield from _committee(committee, f"{place}. " if len(told.committees) > 1 else "")
    yield Text(_term(told), indented=True)
    yield Text(f"สั่ง ณ วันที่ {_official(told.day) if told.day else BLANK}", indented=True)
    yield Signature((f"({told.signer or BLANK})", *told.post.splitlines()))


def _paragraphs(text: str) -> Iterator[Block]:
    return (Text(line.strip(), indented=True) for line in text.splitlines() if line.strip())


def _committee(committee: Committee, label: str) -> Iterator[Block]:
    yield Heading(f"{label}{committee.name} จำนวน {committee.people} คน ประกอบด้วย")
    for place, member in enumerate(committee.members, 1):
        yield Entry(f"{place}.", member.name, level=1, aside=member.part)
    tasks = [line.strip() for line in committee.tasks.splitlines() if line.strip()]
    if len(tasks) == 1:
        yield Text(f"มีหน้าที่ {tasks[0]}", indented=True)
    elif tasks:
        yield Text("มีหน้าที่", indented=True)
        yield from (Entry(f"({place})", task, level=1) for place, task in enumerate(tasks, 1))


def _term(told: OrderTold) -> str:
    """From when until when the order is in force; without a day from its own on."""
    begins = f"วันที่ {_official(told.starts)} " if told.starts else "บัดนี้"
    until = f"ถึงวันที่ {_official(told.ends)}" if told.ends else "เป็นต้นไป"
    return f"ทั้งนี้ ตั้งแต่{begins}{until}"


def _official(day: date) -> str:
    """A day as orders write it: ``22 สิงหาคม พ.ศ. 2557``."""
    return f"{day.day} {MONTHS[day.month - 1]} พ.ศ. {day.year + BUDDHIST_ERA}"
