"""What is said of steps of letters: by buttons, on lines, and why one can't be taken."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.office.actions.letter_orders import NobodyError
from khet.records.office.actions.letters import (
    LetterMovedError,
    NoTemplateError,
    OtherYearError,
    UnwrittenError,
)
from khet.records.office.actions.numbers import NumberGoneError
from khet.rules import letters as rule
from khet.web.office.letters.words import state_name

FAULTS = (
    *(LetterMovedError, NobodyError, NoTemplateError, NumberGoneError, OtherYearError),
    UnwrittenError,
)
GIVE = "มอบดำเนินการ"
"""The phrase that names those to whom the work is given."""
PHRASES = ("ทราบ", "ทราบ ดำเนินการ", "เพื่อโปรดทราบ", "เพื่อโปรดพิจารณา", GIVE)
"""What is written most often, in Thai as letters are."""
OPINIONS = PHRASES[2:4]
"""Of these, what is written to who decides."""


class StepWords(NamedTuple):
    """A step as a button says it, as a line tells it, what is said before and after it."""

    button: str
    told: str
    lead: str = ""
    warning: str = ""
    done: str = ""


def step_words(step: str) -> StepWords:
    """A step in the language of the page."""
    return (_before(step) or _after(step))[step]


def _before(step: str) -> dict[str, StepWords]:
    found = {
        rule.REGISTER: StepWords("", _("ลงรับ")),
        rule.PROPOSE: StepWords(
            _("เสนอ"), _("เสนอ"), _("หนังสือจะอยู่ในแฟ้มเสนอของผู้ที่เลือก"), done=_("เสนอแล้ว")
        ),
        rule.ENDORSE: StepWords(
            _("เกษียน"), _("เกษียน"), _("เขียนความเห็น แล้วส่งต่อให้ผู้ที่เลือก"), done=_("เกษียนและส่งต่อแล้ว")
        ),
        rule.ORDER: StepWords(
            _("สั่งการ"),
            _("สั่งการ"),
            _("ผู้ที่ได้รับมอบจะเห็นงานนี้ในหน้างานของฉัน และท่านตรวจรับเมื่อส่งงาน"),
            done=_("สั่งการแล้ว"),
        ),
        rule.SIGN: StepWords(
            _("ลงนาม"),
            _("ลงนาม"),
            warning=_("เมื่อลงนามแล้ว หนังสือได้เลขที่ และแก้ข้อความไม่ได้อีก"),
            done=_("ลงนามแล้ว"),
        ),
    }
    return found if step in found else {}


def _after(step: str) -> dict[str, StepWords]:
    return {
        rule.RETURN: StepWords(
            _("ส่งกลับ"), _("ส่งกลับ"), _("หนังสือกลับไปที่ผู้เสนอ พร้อมเหตุผล"), done=_("ส่งกลับแล้ว")
        ),
        rule.SEND: StepWords(
            _("ส่งแล้ว"), _("ส่งออก"), _("บันทึกว่าส่งหนังสือถึงผู้รับแล้ว"), done=_("บันทึกว่าส่งแล้ว")
        ),
        rule.FILE: StepWords(_("เก็บ"), _("เก็บ"), _("เก็บเข้าแฟ้มเมื่อเสร็จเรื่อง"), done=_("เก็บแล้ว")),
        rule.REOPEN: StepWords(
            _("เปิดเรื่องอีกครั้ง"),
            _("เปิดเรื่องอีกครั้ง"),
            _("หนังสือกลับมาอยู่ในสถานะสั่งการแล้ว"),
            done=_("เปิดเรื่องอีกครั้งแล้ว"),
        ),
        rule.CANCEL: StepWords(
            _("ยกเลิกหนังสือ"),
            _("ยกเลิก"),
            warning=_("หนังสือยังอยู่ในทะเบียนพร้อมเหตุผล เลขไม่นำไปใช้อีก งานที่สั่งไว้ไม่ต้องทำ"),
            done=_("ยกเลิกหนังสือแล้ว"),
        ),
    }


def fault_told(fault: Exception) -> str | dict[str, str]:
    """Why a step can't be taken, and what to do."""
    if isinstance(fault, LetterMovedError):
        told = _("ทำรายการนี้ไม่ได้แล้ว เพราะหนังสืออยู่ในสถานะ “%(state)s”: กลับไปดูหนังสือ")
        return told % {"state": state_name(str(fault))}
    if isinstance(fault, OtherYearError):
        year = _("เลขที่จองไว้เป็นของปี %(year)s แต่วันที่ของหนังสืออยู่อีกปี: แก้วันที่ หรือเลือกเลขอื่น")
        return {"day": year % {"year": fault}}
    if isinstance(fault, NumberGoneError):
        return {"number": _("เลขนี้ใช้หรือยกเลิกไปแล้ว: เลือกเลขอื่น")}
    if isinstance(fault, UnwrittenError):
        return _("ยังไม่มีข้อความหรือไฟล์ของหนังสือ: เขียนในร่าง หรือแนบไฟล์ก่อนเสนอ")
    if isinstance(fault, NoTemplateError):
        return _("หนังสือนี้ขอให้กรอกไฟล์ Excel แต่ยังไม่ได้แนบไฟล์: แนบไฟล์ก่อนเสนอและลงนาม")
    return {"owner_1": _("ผู้ที่เลือกไม่อยู่ที่สำนักงานแล้ว: เลือกใหม่")}


def given_to(names: list[str]) -> str:
    """The order that gives the work to those named, as letters say it."""
    return f"มอบ{' และ'.join(names)}ดำเนินการ"
