"""Words of the plan of visits: why a school is proposed, kinds, states, months."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from khet.records.learning.models import Assignment, Visit, VisitRequest
from khet.rules.colours import five_bands
from khet.rules.months import Month
from khet.rules.visit_proposal import (
    COLOUR,
    FALLEN,
    FINDINGS,
    NEVER,
    VISITED,
    Reason,
)
from khet.web.office.monthly.words import month_name
from khet.web.parts.tags import marks, words


def kind_names() -> dict[str, str]:
    """The kinds of visits."""
    return {
        Visit.Kind.PROJECT: _("นิเทศตามโครงการในแผนปฏิบัติการ"),
        Visit.Kind.POLICY: _("นิเทศตามนโยบาย"),
        Visit.Kind.ONLINE: _("นิเทศ Online"),
        Visit.Kind.REQUEST: _("นิเทศตามความต้องการของสถานศึกษา"),
    }


def state_names() -> dict[str, str]:
    """How far a visit is."""
    return {
        Visit.State.DRAFT: _("ร่างแผน"),
        Visit.State.PLANNED: _("วางแผนแล้ว"),
        Visit.State.DONE: _("ออกนิเทศแล้ว"),
        Visit.State.TOLD: _("แจ้งโรงเรียนแล้ว"),
        Visit.State.ANSWERED: _("โรงเรียนตอบแล้ว"),
        Visit.State.FOLLOWED: _("ติดตามซ้ำแล้ว"),
        Visit.State.CLOSED: _("ปิดแล้ว"),
        Visit.State.CANCELLED: _("ยกเลิกแล้ว"),
    }


def part_names() -> dict[str, str]:
    """As what people look after networks."""
    return {
        Assignment.Part.SUPERVISOR: _("ศึกษานิเทศก์ผู้รับผิดชอบ"),
        Assignment.Part.DEPUTY: _("รองผู้อำนวยการผู้กำกับ"),
    }


def request_names() -> dict[str, str]:
    """What became of what a school asked for."""
    return {
        VisitRequest.State.OPEN: _("รอวางแผน"),
        VisitRequest.State.PLANNED: _("อยู่ในแผนแล้ว"),
        VisitRequest.State.DECLINED: _("ตอบว่าไม่จัดให้"),
    }


def months_named(months: list[Month]) -> list[tuple[str, str]]:
    """Months as the choices of a field."""
    return [(month.key, month_name(month)) for month in months]


def reason_text(reason: Reason, about: Mapping[str, str], year: int) -> str:
    """Why a school is proposed, with the values; ``about`` names results by their key.

    ``year`` is the academic year of the colours.
    """
    value, named = reason.value, {"about": about.get(reason.about, "")}
    if reason.what == COLOUR:
        bands = {band.key: words(band.th) for band in five_bands(year)}
        colour = {"colour": bands.get(reason.colour, reason.colour), "value": marks(value)}
        return _("สี%(colour)s %(about)s ไม่ผ่านร้อยละ %(value)s") % {**named, **colour}
    if reason.what == FALLEN:
        fallen = marks(-value if value is not None else None)
        return _("คะแนนเฉลี่ย %(about)s ลดลง %(value)s จากปีก่อน") % {**named, "value": fallen}
    if reason.what == NEVER:
        return _("ยังไม่เคยนิเทศ")
    if reason.what == VISITED:
        return _("ไม่ได้นิเทศมา %(n)s วัน") % {"n": value}
    if reason.what == FINDINGS:
        return _findings(reason)
    return _("โรงเรียนขอรับการนิเทศ %(n)s เรื่อง") % {"n": value}


def _findings(reason: Reason) -> str:
    if reason.late:
        told = _("ข้อค้นพบยังไม่ปิด %(n)s ข้อ เกินกำหนด %(late)s ข้อ")
        return told % {"n": reason.value, "late": reason.late}
    return _("ข้อค้นพบยังไม่ปิด %(n)s ข้อ") % {"n": reason.value}


def kept_reason(
    reason: Reason, about: Mapping[str, str], year: int, hidden: bool
) -> dict[str, Any]:
    """A reason as a visit keeps it, in Thai; ``hidden`` where not all who see the visit may read
    the result that it rests on: of that the visit says no more than which it was."""
    with override("th"):
        if hidden and reason.about:
            return {"what": reason.what, "text": f"ผลสอบ {about.get(reason.about, '')}"}
        told = {"what": reason.what, "points": reason.points, "about": reason.about}
        more = {"colour": reason.colour, "late": reason.late, "value": _plain(reason)}
        text = reason_text(reason, about, year)
        return {"text": text, **{n: v for n, v in {**told, **more}.items() if v not in ("", None)}}


def _plain(reason: Reason) -> str:
    return "" if reason.value is None else str(reason.value)
