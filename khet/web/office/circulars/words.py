"""What is said of circulars: whom they go to, what they ask, how far a receiver is."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.circular_steps import NotOpenError, RemindedError
from khet.records.office.actions.circulars import (
    DuePassedError,
    NobodyError,
    NoTemplateError,
    SecretLetterError,
)
from khet.records.office.actions.letters import LetterMovedError
from khet.records.office.actions.receipts import ClosedError, ReceiptMovedError
from khet.records.office.models import Circular, Letter, Receipt
from khet.records.office.queries.audiences import AddressBook, programme_names
from khet.records.registry.models import Sector, User
from khet.rules.calendar import academic_year
from khet.rules.circulars import GROUPS, HEADS, SCHOOLS, STAFF, TEACHERS, read
from khet.rules.sizes import size_labels
from khet.web.office.letters.words import fault_told as letter_fault
from khet.web.parts.tags import be_date

FAULTS = (
    *(DuePassedError, NobodyError, NoTemplateError, SecretLetterError, LetterMovedError),
    *(NotOpenError, RemindedError, ClosedError, ReceiptMovedError),
)
Choices = list[tuple[str, str]]


def asks_name(asks: str) -> str:
    """What is asked of the receivers."""
    return {
        Circular.Asks.READ: _("รับทราบ"),
        Circular.Asks.TEXT: _("ตอบเป็นข้อความ"),
        Circular.Asks.FILE: _("ส่งไฟล์"),
        Circular.Asks.FORM: _("ตอบแบบสอบถาม"),
        Circular.Asks.WORKBOOK: _("กรอกไฟล์ Excel ของสำนักงาน"),
    }[Circular.Asks(asks)]


def state_name(state: str) -> str:
    """How far a receiver is."""
    return {
        Receipt.State.UNREAD: _("ยังไม่รับทราบ"),
        Receipt.State.READ: _("รับทราบแล้ว"),
        Receipt.State.ANSWERED: _("ตอบแล้ว"),
        Receipt.State.RETURNED: _("ส่งกลับแก้ไข"),
    }[Receipt.State(state)]


def sending_url(letter: Letter) -> str:
    """The office's page of a sending."""
    return reverse("office:circular", args=[letter.pk])


def receipt_url(receipt: Receipt) -> str:
    """The page of a receipt."""
    return reverse("office:receipt", args=[receipt.pk])


class TokenWords:
    """What the tokens of an audience are called, and which there are to choose from."""

    def __init__(self, book: AddressBook) -> None:
        self.book = book

    def groups(self) -> list[tuple[str, Choices]]:
        """Whom a circular can go to, in groups with their headings; empty groups are left out."""
        book = self.book
        bodies = [(f"body:{key}", str(body)) for key, body in book.bodies.items()]
        teams = [(f"team:{key}", str(team)) for key, team in book.teams.items()]
        schools = [(f"school:{code}", str(unit)) for code, unit in book.units.items()]
        found = [
            (_("ทั้งหมด"), self._whole()),
            (_("ขนาดโรงเรียน"), self._sizes()),
            (_("เครือข่ายโรงเรียน"), self._places("network")),
            (_("อำเภอ"), self._places("district")),
            (_("โครงการ"), self._programmes()),
            (_("กลุ่มในสำนักงาน"), [(f"group:{c}", str(unit)) for c, unit in book.groups.items()]),
            (_("คณะกรรมการ"), bodies),
            (_("ชมรมและทีมงาน"), teams),
            (_("เลือกรายโรงเรียน"), schools),
        ]
        return [(heading, choices) for heading, choices in found if choices]

    def told(self, audience: Iterable[str]) -> str:
        """An audience in words: whom it goes to, and whom not."""
        names = {token: word for _heading, choices in self.groups() for token, word in choices}
        to, but = read(audience)
        names |= _people([token for token in (*to, *but) if token.startswith("person:")])
        told = ", ".join(names.get(token, _("ไม่มีในทะเบียนแล้ว")) for token in to)
        out = ", ".join(names.get(token, _("ไม่มีในทะเบียนแล้ว")) for token in but)
        return _("%(to)s ยกเว้น %(but)s") % {"to": told, "but": out} if out else told

    def _whole(self) -> Choices:
        sectors = {school.sector for school in self.book.schools.values()}
        others = {Sector.PRIVATE: _("โรงเรียนเอกชน"), Sector.LOCAL: _("โรงเรียนของท้องถิ่น")}
        return [
            (SCHOOLS, _("ทุกโรงเรียนในสังกัด")),
            *((f"sector:{key.value}", word) for key, word in others.items() if key in sectors),
            (HEADS, _("ผู้อำนวยการโรงเรียนทุกคน (รายบุคคล)")),
            (TEACHERS, _("ครูทุกคน (รายบุคคล)")),
            (STAFF, _("บุคลากรสำนักงานทุกคน (รายบุคคล)")),
            *([(GROUPS, _("ทุกกลุ่มในสำนักงาน"))] if self.book.groups else []),
        ]

    def _sizes(self) -> Choices:
        known = {size for size in self.book.sizes.values() if size}
        labels = size_labels(academic_year(self.book.day).be)
        return [(f"size:{key}", word) for key, word in labels.items() if key in known]

    def _places(self, kind: str) -> Choices:
        schools = self.book.schools.values()
        found = {getattr(one, f"{kind}_code"): getattr(one, kind) for one in schools}
        named = sorted((name, code) for code, name in found.items() if code)
        return [(f"{kind}:{code}", name) for name, code in named]

    def _programmes(self) -> Choices:
        found: Choices = []
        for key, name in programme_names(self.book.area).items():
            cohorts = self.book.joined.get(key, {})
            if cohorts:
                found.append((f"programme:{key}", name))
            if len(cohorts) > 1:
                cohort = _("%(name)s รุ่น %(cohort)s")
                found += [
                    (f"programme:{key}/{one}", cohort % {"name": name, "cohort": one})
                    for one in sorted(cohorts)
                    if one
                ]
        return found


def _people(tokens: list[str]) -> dict[str, str]:
    names = [token.partition(":")[2] for token in tokens]
    users = User.objects.filter(username__in=names) if names else ()
    return {f"person:{user.username}": str(user) for user in users}


def fault_told(fault: Exception) -> str | dict[str, str]:
    """Why something can't be done and what to do; by the field, where one is wrong."""
    if isinstance(fault, LetterMovedError):
        return letter_fault(fault)
    if isinstance(fault, DuePassedError):
        told = _("วันที่ให้ตอบ (%(day)s) ผ่านไปแล้ว: แก้วันก่อนส่ง")
        return told % {"day": be_date(date.fromisoformat(str(fault)))}
    if isinstance(fault, ReceiptMovedError):
        moved = _("ส่งกลับไม่ได้ เพราะอยู่ในสถานะ “%(state)s”: กลับไปดูหนังสือเวียน")
        return moved % {"state": state_name(str(fault))}
    return _plain()[type(fault)]


def _plain() -> dict[type[Exception], str]:
    return {
        NobodyError: _("ไม่มีผู้รับในวันนี้: แก้ผู้รับก่อนส่ง"),
        NoTemplateError: _("ยังไม่ได้แนบไฟล์ Excel ที่ให้กรอก: แนบก่อนส่ง"),
        SecretLetterError: _("หนังสือลับส่งเวียนไม่ได้: ส่งถึงผู้รับแต่ละรายแทน"),
        NotOpenError: _("ทำรายการนี้ไปแล้ว หรือทำไม่ได้แล้ว: กลับไปดูหนังสือเวียน"),
        RemindedError: _("วันนี้เตือนไปแล้ว เตือนได้วันละครั้ง"),
        ClosedError: _("เขตปิดรับคำตอบแล้ว: ถ้ายังต้องส่ง ให้ติดต่อผู้ส่งหนังสือ"),
    }
