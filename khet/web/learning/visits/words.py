"""What is said of visits: kinds, states, levels, steps, and what is wrong with a record."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from khet.records.learning.actions.visit_plan import VisitMovedError
from khet.records.learning.actions.visit_steps import CrossedError, FindingsOpenError
from khet.records.learning.models import Visit
from khet.rules.calendar import thai_date
from khet.rules.months import month_of
from khet.rules.visits import (
    LONGEST_ACTION,
    LONGEST_NOTE,
    LONGEST_TEXT,
    LONGEST_TOPIC,
    Fault,
)
from khet.web.office.monthly.words import month_name

FAULTS = (VisitMovedError, FindingsOpenError, CrossedError)
_LONGEST = {"topics": LONGEST_TOPIC, "topic": LONGEST_TOPIC, "action": LONGEST_ACTION}
_LONGEST |= {"note": LONGEST_NOTE}


def kind_name(kind: str) -> str:
    """A kind of visit."""
    return {
        Visit.Kind.PROJECT: _("ตามโครงการในแผนปฏิบัติการ"),
        Visit.Kind.POLICY: _("ตามนโยบาย"),
        Visit.Kind.ONLINE: _("นิเทศ Online"),
        Visit.Kind.REQUEST: _("ตามความต้องการของสถานศึกษา"),
    }[Visit.Kind(kind)]


def state_name(state: str) -> str:
    """How far a visit is."""
    return {
        Visit.State.DRAFT: _("ร่างแผน"),
        Visit.State.PLANNED: _("วางแผนแล้ว"),
        Visit.State.DONE: _("ออกนิเทศแล้ว ยังไม่แจ้งโรงเรียน"),
        Visit.State.TOLD: _("แจ้งโรงเรียนแล้ว"),
        Visit.State.ANSWERED: _("โรงเรียนตอบแล้ว"),
        Visit.State.FOLLOWED: _("ติดตามซ้ำแล้ว"),
        Visit.State.CLOSED: _("ปิดแล้ว"),
        Visit.State.CANCELLED: _("ยกเลิกแล้ว"),
    }[Visit.State(state)]


def level_name(level: int | None) -> str:
    """A level of five with its word: ``4 ดีมาก``; empty where none was given."""
    if level is None:
        return ""
    words = (_("ปรับปรุง"), _("พอใช้"), _("ดี"), _("ดีมาก"), _("ดีเยี่ยม"))
    return f"{level} {words[level - 1]}"


def when(visit: Visit) -> str:
    """The day of a visit: on which it was made, else planned for, else its month."""
    day = visit.day or visit.planned_on
    return thai_date(day, short=True) if day else month_name(month_of(visit.month))


def visit_name(visit: Visit) -> str:
    """A visit as links name it."""
    return _("นิเทศ %(school)s %(day)s") % {"school": visit.school, "day": when(visit)}


def step_name(step: str) -> str:
    """A step as its button says it."""
    return {
        "record": _("บันทึกผล"),
        "settle": _("เลือกข้อความที่จะใช้"),
        "tell": _("แจ้งโรงเรียน"),
        "acknowledge": _("รับทราบ"),
        "answer": _("ตอบผลการนิเทศ"),
        "mend": _("ส่งการแก้ไข"),
        "check": _("ตรวจสิ่งที่โรงเรียนส่ง"),
        "follow-up": _("ติดตามซ้ำ"),
        "close": _("ปิดการนิเทศ"),
    }[step]


def fault_told(fault: Exception) -> str:
    """Why a step can't be taken, and what to do."""
    if isinstance(fault, FindingsOpenError):
        open_ = _("ยังมีข้อค้นพบที่ไม่ปิด %(n)s ข้อ: ตรวจรับสิ่งที่โรงเรียนส่ง หรือติดตามซ้ำก่อน")
        return open_ % {"n": fault}
    if isinstance(fault, CrossedError):
        return _("มีบันทึกของการนิเทศนี้สองฉบับที่ต่างกัน: เลือกฉบับที่จะใช้ก่อน แล้วจึงแจ้งโรงเรียน")
    moved = _("ทำรายการนี้ไม่ได้แล้ว เพราะการนิเทศอยู่ในสถานะ “%(state)s”: กลับไปดูการนิเทศ")
    return moved % {"state": state_name(str(fault))}


def record_fault(fault: Fault) -> str:
    """What is wrong with a record and how to mend it."""
    if fault.code == "too-long":
        most = _LONGEST.get(fault.field, LONGEST_TEXT)
        return _("ยาวเกินไป: เขียนได้ไม่เกิน %(limit_value)s ตัวอักษร") % {"limit_value": most}
    if fault.code == "before-visit":
        return _("วันที่นี้อยู่ก่อนวันที่นิเทศ: ใส่วันที่นิเทศหรือหลังจากนั้น")
    if fault.code == "blank":
        missing = {"text": _("เขียนว่าพบอะไร"), "action": _("เขียนว่าโรงเรียนควรทำอะไร")}
        return missing[fault.field]
    return {
        "future": _("วันที่นิเทศยังมาไม่ถึง: บันทึกได้เมื่อออกนิเทศแล้ว ตรวจวันที่อีกครั้ง"),
        "long-ago": _("วันที่นิเทศอยู่ก่อนปีงบประมาณของแผนมากกว่าหนึ่งปี: ตรวจปี พ.ศ. อีกครั้ง"),
        "off-scale": _("ระดับต้องเป็น 1 ถึง 5: เลือกระดับใหม่ หรือไม่ระบุ"),
        "empty": _("ยังไม่ได้เขียนอะไร: เขียนจุดเด่น ข้อเสนอแนะ ระดับ หรือข้อค้นพบอย่างน้อยหนึ่งอย่าง"),
    }[fault.code]


def days_since(day: date, today: date) -> int:
    """How many days have gone since a day."""
    return (today - day) // timedelta(1)
