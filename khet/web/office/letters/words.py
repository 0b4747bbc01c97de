"""What is said of letters: their books, states, urgency and secrecy, and why something can't be."""

from django.utils.translation import gettext as _

from khet.records.office.actions.letters import LetterMovedError
from khet.records.office.actions.numbers import (
    NotHigherError,
    NumberGoneError,
    SeriesBegunError,
)
from khet.records.office.models import Letter

FAULTS = (LetterMovedError, NotHigherError, NumberGoneError, SeriesBegunError)
LETTER, ENCLOSURE, SCAN = "letter", "enclosure", "scan"


def book_name(book: str) -> str:
    """What a book is called."""
    return _(Letter.Book(book).label)


def state_name(state: str) -> str:
    """How far a letter is."""
    return {
        Letter.State.DRAFT: _("ร่าง"),
        Letter.State.REGISTERED: _("ลงรับแล้ว รอเสนอ"),
        Letter.State.PROPOSED: _("เสนอแล้ว"),
        Letter.State.ORDERED: _("สั่งการแล้ว"),
        Letter.State.SIGNED: _("ลงนามแล้ว"),
        Letter.State.SENT: _("ส่งแล้ว"),
        Letter.State.FILED: _("เก็บแล้ว"),
        Letter.State.CANCELLED: _("ยกเลิกแล้ว"),
    }[Letter.State(state)]


def returned_name() -> str:
    """How far a letter is that was sent back."""
    return _("ส่งกลับ รอเสนอใหม่")


def urgency_name(urgency: str) -> str:
    """How urgent a letter is."""
    return _(Letter.Urgency(urgency).label)


def secrecy_name(secrecy: str) -> str:
    """How secret a letter is."""
    return _(Letter.Secrecy(secrecy).label)


def part_name(part: str) -> str:
    """What a file is of its letter."""
    return {
        LETTER: _("ตัวหนังสือ"),
        ENCLOSURE: _("สิ่งที่ส่งมาด้วย"),
        SCAN: _("ฉบับลงนาม"),
    }.get(part, _("ไฟล์แนบ"))


def letter_name(letter: Letter) -> str:
    """A letter as lists and links name it."""
    if not letter.ref:
        return letter.subject
    return _("ที่ %(ref)s เรื่อง %(subject)s") % {"ref": letter.ref, "subject": letter.subject}


def fault_told(fault: Exception) -> str | dict[str, str]:
    """Why a change can't be made and what to do; by the field, where one is wrong."""
    if isinstance(fault, LetterMovedError):
        told = _("ทำรายการนี้ไม่ได้แล้ว เพราะหนังสืออยู่ในสถานะ “%(state)s”: กลับไปดูหนังสือ")
        return told % {"state": state_name(str(fault))}
    if isinstance(fault, NotHigherError):
        taken = _("เลขนี้ใช้ไปแล้ว เลขสุดท้ายของทะเบียนคือ %(last)s: ใส่เลขที่มากกว่า")
        return {"last": taken % {"last": fault}}
    if isinstance(fault, SeriesBegunError):
        begun = _("ปีนี้ออกเลขในระบบแล้ว จึงตั้งเลขต่อจากทะเบียนเดิมไม่ได้: เลขถัดไปต่อจากเลขในระบบ")
        return {"last": begun}
    return _("เลขนี้ใช้หรือยกเลิกไปแล้ว: เลือกเลขอื่น")
