"""What is said of the office's workbook: what its cells ask, and what to mind before it is sent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.documents.answer_books.words import end_told, limit_words
from khet.rules.workbook_cells import Limit, Value
from khet.rules.workbook_templates import Asked, Kind, Sheet, Template
from khet.rules.workbook_values import ends, shown, unchecked
from khet.web.parts.tags import short_date

_SHOWN = 6


def kind_name(kind: Kind) -> str:
    """What belongs into a cell."""
    return {
        Kind.ANY: _("ข้อความหรือตัวเลข"),
        Kind.TEXT: _("ข้อความ"),
        Kind.NUMBER: _("ตัวเลข"),
        Kind.WHOLE: _("จำนวนเต็ม"),
        Kind.DATE: _("วันที่"),
        Kind.LIST: _("เลือกจากรายการ"),
        Kind.FORMULA: _("ผลของสูตร"),
    }[kind]


def limit_told(limit: Limit | None) -> str:
    """What may be typed, as far as it is checked."""
    if limit is None:
        return ""
    if unchecked(limit):
        return _("มีเงื่อนไขที่ระบบไม่ตรวจ")
    if limit.kind == "list":
        more = " …" if len(limit.items) > _SHOWN else ""
        return " / ".join(limit.items[:_SHOWN]) + more
    low, high = map(end_told, ends(limit))
    words = limit_words(limit.operator) % {"low": low, "high": high}
    return _("จำนวนตัวอักษร %(limit)s") % {"limit": words} if limit.kind == "textLength" else words


def sheet_told(sheet: Sheet) -> str:
    """What is to be filled in on a sheet."""
    cells = [one for one in sheet.single if one.kind != Kind.FORMULA]
    told = []
    if sheet.table:
        about = {
            "top": sheet.table.top,
            "bottom": sheet.table.bottom,
            "n": len(sheet.table.columns),
        }
        told.append(_("ตารางแถว %(top)s–%(bottom)s %(n)s คอลัมน์ กรอกกี่แถวก็ได้") % about)
    if cells:
        told.append(_("%(n)s ช่องให้กรอก") % {"n": len(cells)})
    how = _("ป้องกันแผ่นไว้: ให้กรอกช่องที่ปลดล็อก")
    if not sheet.protected:
        how = _("ไม่ได้ป้องกันแผ่น: ให้กรอกช่องว่างใต้หัวตาราง")
    return f"{how} · {' · '.join(told)}" if told else _("ไม่มีช่องให้กรอก ใช้อ่านอย่างเดียว")


def warnings(template: Template) -> Iterator[str]:
    """What to mind before the workbook is sent."""
    if template.linked:
        yield _("ไฟล์ดึงค่าจากไฟล์อื่น โรงเรียนจะเห็นค่าเก่า: แทนสูตรนั้นด้วยค่า")
    if template.hidden:
        names = ", ".join(template.hidden)
        yield _("แผ่นที่ซ่อนไว้ไม่ถูกตรวจ: %(names)s") % {"names": names}
    asked = template.asked
    if any(one.limit and unchecked(one.limit) for one in asked):
        yield _("บางช่องมีเงื่อนไขเป็นสูตรหรือเวลา ซึ่งระบบไม่ตรวจ ดูในตารางด้านล่าง")
    if any(not sheet.protected and sheet.asks for sheet in template.sheets):
        yield _("แผ่นที่ไม่ป้องกัน โรงเรียนแก้หัวตารางได้ แต่ระบบจะพบเมื่อส่งกลับ: ป้องกันแผ่นจะดีกว่า")
    free = sum(one.kind == Kind.ANY for one in asked)
    if free:
        told = _(
            "%(n)s ช่องรับได้ทั้งข้อความและตัวเลข: ถ้าต้องการตัวเลขเท่านั้น ให้ตั้งรูปแบบตัวเลขหรือการตรวจสอบข้อมูล"
        )
        yield told % {"n": free}
    if not any(one.required for one in asked):
        yield _("ไม่มีช่องที่บังคับกรอก: ใส่ * ท้ายหัวข้อของช่องที่ต้องกรอก")


def value_told(value: Value | None, asked: Asked | None = None) -> str:
    """A value as a page shows it."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return short_date(value)
    if asked and asked.percent and isinstance(value, Decimal):
        return f"{shown(value * 100)}%"
    return shown(value)
