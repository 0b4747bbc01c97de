"""What stands in the fields of events, in the words of an office."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.jobs.registers.catalogue import REGISTERS
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import ROLES
from khet.records.registry.models import Import, UnitKind
from khet.rules.sittings import GRADES
from khet.web.learning.words import grade_name, test_name
from khet.web.parts.kinds import kinds
from khet.web.parts.tags import be_date

_SCORES = "learning.score-file"
_FINGERPRINT = 8
_SITTING = re.compile(r"(?P<test>.+) (?P<grade>[PM][1-6]) (?P<year>25\d\d)(?: (?P<round>\d))?")
_IMPORT_STATES: dict[str, str] = {
    Import.State.WAITING: _("รอตรวจ"),
    Import.State.CHECKING: _("กำลังตรวจ"),
    Import.State.CHECKED: _("ตรวจแล้ว รอยืนยัน"),
    Import.State.KEEPING: _("กำลังบันทึก"),
    Import.State.KEPT: _("บันทึกแล้ว"),
    Import.State.DISCARDED: _("ทิ้งแล้ว"),
    Import.State.FAILED: _("ขัดข้อง"),
}
_SCORE_STATES: dict[str, str] = {
    ScoreFile.State.CALCULATED: _("คำนวณแล้ว ยังไม่ตรวจ"),
    ScoreFile.State.CHECKED: _("ตรวจแล้ว ยังไม่ประกาศ"),
    ScoreFile.State.ANNOUNCED: _("ประกาศแล้ว"),
}
_WORDS: dict[str, Mapping[str, str]] = {
    "sector": {
        "public": _("รัฐ (สพฐ.)"),
        "private": _("เอกชน (สช.)"),
        "local": _("ท้องถิ่น (อปท.)"),
    },
    "factor": {
        "": _("รหัสผ่านอย่างเดียว"),
        "totp": _("แอปยืนยันตัวตน"),
        "card": _("บัตรรหัส"),
        "device": _("อุปกรณ์ที่จำไว้"),
    },
    "scheme": {
        "moe10": _("รหัสกระทรวง 10 หลัก"),
        "smis8": _("รหัส SMIS 8 หลัก"),
        "obec6": _("รหัส สพฐ. 6 หลัก"),
    },
    "team": {
        "flower": _("กลุ่มดอกไม้"),
        "staff": _("STAFF ทีม"),
        "other": _("ทีมงาน"),
    },
}


def value_words(kind: str, field: str, value: Any) -> str:
    """A value of an event about a record of that kind; what has no words stays as it is."""
    if field == "pupils" and isinstance(value, list):
        return gettext("%(n)s คน") % {"n": len(value)}
    if field == "above" and isinstance(value, list):
        return ", ".join(f"{_unit_kind(above)} {code}" for _hierarchy, above, code in value)
    if field == "codes" and isinstance(value, list):
        return ", ".join(f"{_said('scheme', scheme)} {code}" for scheme, code in value)
    if isinstance(value, bool):
        return gettext("ใช่") if value else gettext("ไม่ใช่")
    if isinstance(value, list):
        return ", ".join(value_words(kind, field, part) for part in value)
    return _FIELDS.get(field, _plain)(kind, str(value))


def key_words(key: str) -> str:
    """The key of a table within an event: a grade as schools write it."""
    return grade_name(key) if key in GRADES or key in ("K1", "K2", "K3") else key


def _plain(kind: str, text: str) -> str:
    try:
        return be_date(date.fromisoformat(text[:10])) if text[4:5] == "-" else text
    except ValueError:
        return text


def _said(words: str, text: str) -> str:
    return gettext(_WORDS[words][text]) if text in _WORDS[words] else text


def _unit_kind(text: str) -> str:
    known = kinds().get(f"registry.{text}")
    return gettext(known.word) if known else text


def _state(kind: str, text: str) -> str:
    words = _SCORE_STATES if kind == _SCORES else _IMPORT_STATES
    return gettext(words[text]) if text in words else text


def _kind(kind: str, text: str) -> str:
    return _unit_kind(text) if text in UnitKind.values else _said("team", text)


def _role(kind: str, text: str) -> str:
    return gettext(ROLES[text].label) if text in ROLES else text


def _what(kind: str, text: str) -> str:
    if text == "scores":
        return gettext("คะแนนสอบ")
    if text.startswith("part:"):
        return gettext("ผลสอบที่โรงเรียนส่ง")
    return gettext(REGISTERS[text].title) if text in REGISTERS else text


def _sitting(kind: str, text: str) -> str:
    found = _SITTING.fullmatch(text)
    if found is None:
        return text
    held = f"{test_name(found['test'], found['round'] or '')} {grade_name(found['grade'])}"
    return gettext("%(sitting)s ปีการศึกษา %(year)s") % {"sitting": held, "year": found["year"]}


def _size(kind: str, text: str) -> str:
    return filesizeformat(int(text)) if text.isdecimal() else text


_FIELDS: dict[str, Callable[[str, str], str]] = {
    "state": _state,
    "kind": _kind,
    "role": _role,
    "what": _what,
    "sitting": _sitting,
    "size": _size,
    "sha256": lambda _kind, text: f"{text[:_FINGERPRINT]}…",
    "sector": lambda _kind, text: _said("sector", text),
    **dict.fromkeys(("factor", "type", "types"), lambda _kind, text: _said("factor", text)),
    **dict.fromkeys(("grade", "lowest", "highest"), lambda _kind, text: key_words(text)),
}
