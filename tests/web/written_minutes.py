"""Minutes at each of their steps, and their pages, as tests of them write and read."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from docx import Document

from khet.records.office.actions.instructions import InstructionEntry, add_instruction
from khet.records.office.actions.minutes import circulate_minutes, propose_minutes
from khet.records.office.actions.minutes_items import ItemText, save_item
from khet.records.office.models import Instruction, Item, Meeting
from tests.meeting_rows import make_body, make_meeting, owe_minutes

SignIn = Callable[..., Client]


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return today() - timedelta(days)


@pytest.fixture
def meeting(area: None) -> Meeting:
    made = make_meeting(make_body(), ago(10))
    owe_minutes(made, ago(7))
    return made


def item_of(meeting: Meeting, place: int = 0) -> Item:
    return meeting.items.order_by("pk")[place]


def instruct(
    meeting: Meeting,
    *owners: str,
    text: str = "ส่งแผนนิเทศ",
    days: int = 5,
    kind: str = "instruction",
) -> Instruction:
    due = ago(days) if owners else None
    entry = InstructionEntry(kind, text, owners, due)
    return add_instruction(by="ผู้จด", meeting=meeting, item=item_of(meeting), entry=entry)


def proposed(meeting: Meeting) -> Meeting:
    save_item(by="ผู้จด", item=item_of(meeting), text=ItemText("อภิปรายหมู่", "มติร่วม"))
    propose_minutes(by="ผู้จด", meeting=meeting, at=timezone.now())
    return meeting


def circulated(meeting: Meeting) -> Meeting:
    circulate_minutes(by="ผู้ตรวจ", meeting=proposed(meeting), at=timezone.now())
    return meeting


def url_of(meeting: Meeting, *more: object) -> str:
    return "/".join(map(str, ("/office/minutes", meeting.pk, *more)))


def text_of(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def typed_of(page: str, item: Item, **told: str) -> dict[str, str]:
    """What the page's form would send for an item."""
    seen = re.search(rf'name="item-{item.pk}-seen" value="(\w+)"', page)
    assert seen
    fields = {"discussion": "", "resolution": "", "seen": seen[1], **told}
    return {f"item-{item.pk}-{name}": value for name, value in fields.items()}


def words_of(docx: bytes) -> str:
    made = Document(BytesIO(docx))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])
