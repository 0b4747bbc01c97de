"""What is said of orders: how far they are, what can be done, and why something can't be."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.office.actions.bodies import BodyFixedError, EndsEarlyError
from khet.records.office.actions.numbers import (
    NotHigherError,
    NumberGoneError,
    SeriesBegunError,
)
from khet.records.office.actions.orders import (
    Lack,
    OrderMovedError,
    OtherYearError,
    UnfilledError,
)
from khet.records.office.models import Number, Order
from khet.rules import orders as rule

FAULTS = (
    *(BodyFixedError, EndsEarlyError, NotHigherError, NumberGoneError, SeriesBegunError),
    *(OrderMovedError, OtherYearError, UnfilledError),
)


class StepWords(NamedTuple):
    """A step as a button says it, and what is said before it is taken."""

    button: str
    lead: str = ""
    warning: str = ""
    done: str = ""


def stage_name(stage: str) -> str:
    """How far an order is, in words."""
    return {
        rule.DRAFT: _("ร่าง"),
        rule.PROPOSED: _("เสนอลงนาม"),
        rule.SIGNED: _("ลงนามแล้ว ยังไม่แจ้งเวียน"),
        rule.CIRCULATED: _("แจ้งเวียนแล้ว ยังไม่ถึงวันมีผล"),
        rule.IN_FORCE: _("มีผล"),
        rule.ENDED: _("สิ้นสุด"),
        rule.CANCELLED: _("ยกเลิกแล้ว"),
    }[stage]


def number_state(number: Number) -> str:
    """Whether a number was used, is reserved or will never be used."""
    return {
        Number.State.USED: _("ใช้แล้ว"),
        Number.State.RESERVED: _("จองไว้"),
        Number.State.CANCELLED: _("ยกเลิก ไม่ใช้อีก"),
    }[Number.State(number.state)]


def step_words(step: str) -> StepWords:
    """A step in the language of the page."""
    return {
        "propose": StepWords(
            _("เสนอลงนาม"),
            _("เมื่อเสนอแล้ว แก้ร่างไม่ได้จนกว่าผู้อำนวยการจะส่งกลับ"),
            done=_("เสนอผู้อำนวยการลงนามแล้ว"),
        ),
        "return": StepWords(
            _("ส่งกลับแก้ไข"),
            _("ร่างกลับไปให้กลุ่มที่ร่างแก้ไข พร้อมเหตุผล"),
            done=_("ส่งกลับแก้ไขแล้ว"),
        ),
        "sign": StepWords(
            _("ลงนาม"),
            warning=_("เมื่อลงนามแล้ว คำสั่งได้เลขที่ และแก้ข้อความหรือองค์ประกอบคณะไม่ได้อีก"),
            done=_("ลงนามแล้ว"),
        ),
        "circulate": StepWords(
            _("แจ้งเวียน"),
            warning=_("เมื่อแจ้งเวียนแล้ว ทุกคนในเขตเห็นคำสั่งนี้ และถอนกลับไม่ได้"),
            done=_("แจ้งเวียนแล้ว ทุกคนในเขตเห็นคำสั่งนี้"),
        ),
        "end": StepWords(
            _("ให้สิ้นสุดก่อนกำหนด"),
            warning=_("คำสั่งและคณะกรรมการสิ้นสุดตามวันที่ใส่ และเปิดใหม่ไม่ได้"),
            done=_("ให้คำสั่งสิ้นสุดแล้ว"),
        ),
        "cancel": StepWords(
            _("ยกเลิกคำสั่ง"),
            warning=_("คำสั่งยังอยู่ในทะเบียนพร้อมเหตุผล เลขที่ออกแล้วไม่นำไปใช้อีก"),
            done=_("ยกเลิกคำสั่งแล้ว"),
        ),
    }[step]


def fault_told(fault: Exception) -> str | dict[str, str]:
    """Why a change can't be made and what to do; by the field, where one is wrong."""
    told = str(fault)
    if isinstance(fault, OrderMovedError):
        now = _("ทำรายการนี้ไม่ได้แล้ว เพราะคำสั่งอยู่ในสถานะ “%(state)s”: กลับไปดูคำสั่ง")
        return now % {"state": stage_name(told)}
    if isinstance(fault, OtherYearError):
        year = _("เลขที่จองไว้เป็นของปี %(year)s แต่วันที่สั่งอยู่อีกปี: แก้วันที่ หรือเลือกเลขอื่น")
        return {"day": year % {"year": told}}
    if isinstance(fault, UnfilledError):
        return " ".join(_lack_told(lack) for lack in fault.lacks)
    if isinstance(fault, NotHigherError):
        taken = _("เลขนี้ใช้ไปแล้ว เลขสุดท้ายของทะเบียนคือ %(last)s: ใส่เลขที่มากกว่า")
        return {"last": taken % {"last": told}}
    if isinstance(fault, EndsEarlyError):
        return {"ends": _("วันสิ้นสุดอยู่ก่อนวันเริ่ม: แก้ให้ไม่ก่อนวันเริ่ม")}
    return _simple()[type(fault)]


def _lack_told(lack: Lack) -> str:
    told = {
        "text": _("ยังไม่มีข้อความหรือเหตุและอำนาจ: เขียนในร่างก่อนเสนอ"),
        "members": _("“%(name)s” ยังไม่มีกรรมการ: กำหนดองค์ประกอบก่อนเสนอ"),
        "chair": _("“%(name)s” ยังไม่มีประธาน: กำหนดองค์ประกอบก่อนเสนอ"),
    }[lack.what]
    return told % {"name": lack.committee}


def _simple() -> dict[type[Exception], str | dict[str, str]]:
    return {
        BodyFixedError: _("คำสั่งนี้ไม่ใช่ร่างแล้ว จึงแก้คณะไม่ได้: ออกคำสั่งใหม่แทน"),
        NumberGoneError: {"number": _("เลขนี้ใช้หรือยกเลิกไปแล้ว: เลือกเลขอื่น")},
        SeriesBegunError: {
            "last": _("ปีนี้ออกเลขในระบบแล้ว จึงตั้งเลขต่อจากทะเบียนเดิมไม่ได้: เลขถัดไปต่อจากเลขในระบบ")
        },
    }


def order_name(order: Order) -> str:
    """An order as lists and links name it."""
    if order.number is None:
        return order.title
    told = {"number": order.number, "title": order.title}
    return _("คำสั่งที่ %(number)s เรื่อง %(title)s") % told
