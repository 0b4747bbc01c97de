"""Evidence kept through its form, and its pages, as tests of it send and read."""

import re
from collections.abc import Callable

import fastexcel
from django.test import Client
from django.utils import timezone

from khet.records.office.models import Evidence
from khet.rules.calendar import thai_date
from tests.made_area import school_code

SignIn = Callable[..., Client]
NEW, LIST, OF = "/office/evidence/new", "/office/evidence/", "/office/evidence/of"
SCHOOL = {"kind": "registry.school", "key": school_code(0)}


def typed_by(client: Client, **more: object) -> dict[str, object]:
    page = client.get(NEW).content.decode()
    unit = re.search(r'name="unit" value="(\d+)"|<option value="(\d+)" selected', page)
    assert unit
    typed = {"kind": "คำสั่ง", "about_day": thai_date(timezone.localdate()), "level": "office"}
    return {**typed, "unit": unit[1] or unit[2], **more}


def keep_it(client: Client, **more: object) -> Evidence:
    answer = client.post(NEW, typed_by(client, **more))
    assert answer.status_code == 302, re.findall(
        r'class="fault"[^>]*>([^<]*)', answer.content.decode()
    )
    return Evidence.objects.latest("kept_at")


def page_of(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def cells_of(client: Client, query: str = "") -> list[str]:
    content = client.get(f"{LIST}list.xlsx{query}").content
    frame = fastexcel.read_excel(content).load_sheet(0, header_row=None).to_arrow()
    return [cell for row in frame.to_pydict().values() for cell in row if isinstance(cell, str)]
