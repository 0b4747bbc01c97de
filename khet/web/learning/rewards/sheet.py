"""The list of schools by reward as a sheet: a row for each school, with all its colours."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.web.learning.board import OWN_CUTS
from khet.web.learning.rewards.page import RewardPage, Row
from khet.web.parts.tags import be_date, words


def rewards_sheet(page: RewardPage) -> Sheet:
    """Every school with a colour: those that earn a reward or have one, then those that don't."""
    year = page.asked
    rows = [_row(section.name, row) for section in page.sections for row in section.rows]
    return Sheet(
        f"{_('แรงจูงใจ')} {year.year}",
        list(_heading(page)),
        _columns(),
        [*rows, *(_row(None, row) for row in page.mixed)],
        [_("ช่องว่าง: ไม่มีข้อมูล หรือยังไม่ถึงขั้นนั้น"), words(OWN_CUTS), order_note()],
        frozen=3,
    )


def order_note() -> str:
    """What the office's paper contradicts itself in."""
    return _(
        "เอกสารของเขตให้แรงจูงใจสีดำมากกว่าสีแดง ทั้งที่สีดำอ่านได้ว่าแย่กว่า รายการนี้เรียงตามที่พิมพ์ไว้ "
        "สำนักงานเปลี่ยนได้ในเกณฑ์และตาราง"
    )


def _heading(page: RewardPage) -> Iterator[str]:
    year = page.asked
    yield _("แรงจูงใจตามสีคุณภาพ ปีการศึกษา %(year)s") % {"year": year.year}
    yield str(year.viewer.area)
    yield _("นับจาก: %(told)s") % {"told": ", ".join(year.told) or _("ยังไม่มีผลที่ประกาศ")}
    if not year.whole:
        yield _("แสดงเฉพาะโรงเรียนที่ท่านรับผิดชอบ")
    if year.missing:
        yield _("ยังไม่นับ: %(missing)s") % {"missing": "; ".join(year.missing)}


def _columns() -> list[str]:
    return [
        *(_("แรงจูงใจ"), _("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย")),
        *(_("สีที่มี"), _("รายวิชา"), _("ผลที่ใช้"), _("นักเรียนน้อย"), _("สถานะ")),
        *(_("วันที่เสนอ"), _("วันที่เห็นชอบ"), _("มติ"), _("วันที่ให้"), _("หมายเหตุ")),
        _("เปลี่ยนหลังเสนอ"),
    ]


def _row(reward: str | None, row: Row) -> list[Value]:
    school, kept = row.school, row.kept
    detail = " · ".join(f"{words(c.band.th)}: {c.where}" for c in row.colours)
    days = (kept.proposed_at, kept.agreed_on, kept.given_on) if kept else (None, None, None)
    proposed, agreed, given = (be_date(day) if day else None for day in days)
    return [
        *(reward, school.code, school.name, school.district, school.network),
        *(colours_told(row), detail, row.results, row.few, row.state_name),
        *(proposed, agreed, kept.agreed_note if kept else None),
        *(given, kept.given_note if kept else None, row.changed),
    ]


def colours_told(row: Row) -> str:
    """How many colours of each kind: ``เขียว 3 เหลือง 5``."""
    return " ".join(f"{words(colour.band.th)} {colour.count}" for colour in row.colours)
