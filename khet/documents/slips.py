"""Slips to hand out: user name and one-time code of each person, eight on an A4 page."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import fontpkg_sarabun
import typst

from khet.rules.calendar import thai_date

PER_PAGE = 8
_TEMPLATE = Path(__file__).with_name("slips.typ")
_FONTS = fontpkg_sarabun.ROOT / "files"
_WORDS = {
    "title": "ใบแจ้งชื่อผู้ใช้และรหัสใช้ครั้งเดียว",
    "page": "หน้า",
    "user": "ชื่อผู้ใช้",
    "code": "รหัสใช้ครั้งเดียว",
    "until": "ใช้ได้ถึงวันที่",
    "open": "เปิดเว็บ",
    "steps": (
        "พิมพ์ชื่อผู้ใช้และรหัสใช้ครั้งเดียว แล้วกด เข้าสู่ระบบ",
        "ตั้งรหัสผ่านของท่านเอง แล้วทำลายใบนี้ ห้ามให้ผู้อื่นดู",
    ),
}


@dataclass(frozen=True)
class Slip:
    """A person's slip: name, position and unit, user name, one-time code."""

    name: str
    place: str
    user: str
    code: str = field(repr=False)


@dataclass(frozen=True)
class Issue:
    """What all slips of a print share: the office, the site's address, until when codes hold."""

    office: str
    address: str
    until: datetime
    made: datetime


def slips_pdf(slips: Sequence[Slip], issue: Issue) -> bytes:
    """The slips as PDF, in their order; the same slips give the same bytes.

    The times of the issue are local; ``made`` is kept as the document's time.
    """
    data = {
        "office": issue.office,
        "address": issue.address,
        "until": thai_date(issue.until.date()),
        "words": _WORDS,
        "slips": [asdict(slip) for slip in slips],
    }
    return typst.compile(
        _TEMPLATE,
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=issue.made.replace(microsecond=0),
    )
