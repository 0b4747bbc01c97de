"""What months, the duties of months and their states are called."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.records.office.models import Duty, Evidence
from khet.rules.deadlines import INTERNAL_SUPERVISION, SCHOOL_ACCOUNTS, Deadline
from khet.rules.month_grid import (
    ACCEPTED,
    AWAITED,
    LATE,
    LATER,
    NONE,
    RETURNED,
    SENT,
    WAIVED,
    Standing,
)
from khet.rules.months import Month, parse_month
from khet.web.office.kinds import duty_name

RULES = (SCHOOL_ACCOUNTS, INTERNAL_SUPERVISION)
KINDS = {SCHOOL_ACCOUNTS.code: "บัญชีประจำเดือน", INTERNAL_SUPERVISION.code: "บันทึกนิเทศภายใน"}
"""The kind under which evidence of a rule is kept, in Thai."""


def month_name(month: Month, short: bool = False) -> str:
    """A month in the language of the page: ``พฤศจิกายน 2569``, short ``พ.ย. 2569``."""
    if get_language() == "th":
        return month.named(short)
    return f"{month.first:%b} {month.be}" if short else f"{month.first:%B} {month.be} BE"


def duty_of_month(duty: Duty) -> str:
    """A duty with its month: ``บัญชีประจำเดือน พฤศจิกายน 2569``."""
    return f"{duty_name(duty.rule)} {month_name(parse_month(duty.about_key))}"


def tab_name(rule: Deadline) -> str:
    """What the page calls what a rule asks for."""
    names = {SCHOOL_ACCOUNTS.code: _("บัญชีโรงเรียน"), INTERNAL_SUPERVISION.code: _("นิเทศภายใน")}
    return names[rule.code]


def standing_words(standing: Standing) -> str:
    """How a school stands in a month, in words."""
    late = _("เกินกำหนด %(n)s วัน") % {"n": standing.late}
    if standing.key == LATE:
        return late
    told = {
        NONE: "–",
        LATER: _("ยังไม่ถึงกำหนด"),
        AWAITED: _("รอส่ง"),
        SENT: _("ส่งแล้ว รอตรวจ"),
        RETURNED: _("ส่งกลับแก้ไข"),
        ACCEPTED: _("ตรวจแล้ว"),
        WAIVED: _("ไม่ต้องส่ง"),
    }[standing.key]
    return f"{told} {late}" if standing.late else told


class Piece(NamedTuple):
    """A piece of evidence as lists show it: its name, and how many versions there are of it."""

    evidence: Evidence
    name: str
    versions: int


def pieces(evidence: Iterable[Evidence]) -> list[Piece]:
    """Evidence with the names of the newest versions."""
    found = []
    for one in evidence:
        versions = list(one.versions.all())
        name = versions[-1].name or versions[-1].link if versions else one.title
        found.append(Piece(one, name, len(versions)))
    return found


_TOPICS, _RESULT = "\nเรื่องที่นิเทศ: ", "\nผลการนิเทศ: "
_TEACHERS = "\nครูที่ร่วมแลกเปลี่ยน: "


def record_text(said: Mapping[str, str]) -> str:
    """A record of internal supervision as evidence keeps it, in Thai."""
    names = ("chair", "topics", "teachers", "result")
    lines = {name: said[name].replace("\r\n", "\n") for name in names}
    told = f"ประธาน: {lines['chair']}{_TOPICS}{lines['topics']}"
    return f"{told}{_TEACHERS}{lines['teachers']}{_RESULT}{lines['result']}"


def record_parts(text: str) -> dict[str, str]:
    """What a kept record of internal supervision says, to be written anew.

    Records that were kept before teachers were asked for name none.
    """
    chair, _sep, rest = text.removeprefix("ประธาน: ").partition(_TOPICS)
    before, _sep, result = rest.partition(_RESULT)
    topics, _sep, teachers = before.partition(_TEACHERS)
    return {"chair": chair, "topics": topics, "teachers": teachers, "result": result}
