"""The page of a form about minutes, with what is said where it can't be done."""

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext as _

from khet.records.office.actions.instructions import NotDraftError
from khet.records.office.actions.minutes import (
    ClosedBodyError,
    NotAdoptingError,
    NothingWrittenError,
)
from khet.records.office.actions.minutes_items import ItemChangedError
from khet.records.office.actions.minutes_steps import MinutesMovedError, NotHeldError
from khet.web.office.minutes.words import state_word
from khet.web.parts import filling

FAULTS = (
    *(MinutesMovedError, NotHeldError, NothingWrittenError, ClosedBodyError, NotAdoptingError),
    *(ItemChangedError, NotDraftError),
)


def fault_told(fault: Exception) -> str:
    """What is wrong, and what to do."""
    if isinstance(fault, MinutesMovedError):
        told = _("รายงานนี้อยู่ในสถานะ %(state)s แล้ว จึงทำไม่ได้: กลับไปดูรายงานล่าสุด")
        return told % {"state": state_word(str(fault))}
    return _simple()[type(fault)]


def _simple() -> Mapping[type[Exception], str]:
    return {
        NotHeldError: _("การประชุมนี้ยังไม่ได้บันทึกว่าประชุมแล้ว"),
        NothingWrittenError: _("ยังไม่มีข้อความในรายงาน: เขียนการอภิปรายหรือมติอย่างน้อยหนึ่งเรื่องก่อนเสนอ"),
        ClosedBodyError: _("คณะนี้เป็นคณะปิด รายงานเผยแพร่ไม่ได้"),
        NotAdoptingError: _("รับรองในการประชุมนั้นไม่ได้: เลือกครั้งหลังของคณะเดียวกันที่ประชุมแล้ว"),
        ItemChangedError: _("มีผู้อื่นแก้เรื่องนี้หลังจากท่านเปิดหน้านี้: อ่านข้อความล่าสุด แล้วบันทึกอีกครั้ง"),
        NotDraftError: _("รายงานนี้ไม่ใช่ร่างแล้ว จึงเพิ่มหรือแก้ไม่ได้"),
    }


filled = partial(filling.filled, faults=FAULTS, told=fault_told)
