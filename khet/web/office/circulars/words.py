"""What is said of circulars: whom they go to, what they ask, how far a receiver is."""

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.circular_steps import NotOpenError, RemindedError
from khet.records.office.actions.circulars import (
    DuePassedError,
    NobodyError,
    SecretLetterError,
    SignedError,
)
from khet.records.office.actions.letters import LetterMovedError, NoTemplateError
from khet.records.office.actions.receipts import ClosedError, LastFileError, ReceiptMovedError
from khet.records.office.models import Circular, Letter, Receipt
from khet.records.office.queries.audiences import AddressBook
from khet.records.registry.models import Sector, Unit, UnitKind, User
from khet.rules.calendar import academic_year
from khet.rules.circulars import GROUPS, HEADS, SCHOOLS, STAFF, TEACHERS, read
from khet.rules.sizes import size_labels
from khet.web.office.letters.words import fault_told as letter_fault
from khet.web.parts.tags import be_date

FAULTS = (
    *(DuePassedError, NobodyError, NoTemplateError, SecretLetterError, SignedError),
    LetterMovedError,
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
        found = [
            (_("ทั้งหมด"), self._whole()),
            (_("ขนาดโรงเรียน"), self._sizes()),
            (_("เครือข่ายโรงเรียน"), self._networks()),
            (_("อำเภอ"), self._districts()),
            (_("โครงการ"), self._programmes()),
            (_("กลุ่มในสำนักงาน"), self._groups()),
            (_("คณะกรรมการ"), self._bodies()),
            (_("ชมรมและทีมงาน"), self._teams()),
            (_("เลือกรายโรงเรียน"), self._schools()),
        ]
        return [(heading, choices) for heading, choices in found if choices]

    def told(self, audience: Iterable[str]) -> str:
        """An audience in words: whom it goes to, and whom not; looks up only what is named."""
        to, but = read(audience)
        tokens = [*to, *but]
        names = self._names({token.partition(":")[0] for token in tokens})
        names |= _people(tokens) | _schools(tokens)
        told = ", ".join(names.get(token, _("ไม่มีในทะเบียนแล้ว")) for token in to)
        out = ", ".join(names.get(token, _("ไม่มีในทะเบียนแล้ว")) for token in but)
        return _("%(to)s ยกเว้น %(but)s") % {"to": told, "but": out} if out else told

    def _names(self, kinds: set[str]) -> dict[str, str]:
        """The words of all tokens of some kinds."""
        found = dict(_whole_words())
        for kind in kinds & set(self._by_kind):
            found |= dict(self._by_kind[kind]())
        return found

    @property
    def _by_kind(self) -> dict[str, Callable[[], Choices]]:
        return {
            "size": self._sizes,
            "network": self._networks,
            "district": self._districts,
            "programme": self._programmes,
            "group": self._groups,
            "body": self._bodies,
            "team": self._teams,
        }

    def _whole(self) -> Choices:
        """What can be chosen as a whole; other sectors and groups only where there are any."""
        there = {f"sector:{unit.sector}" for unit in self.book.schools.values()}
        there |= {SCHOOLS, HEADS, TEACHERS, STAFF, *([GROUPS] if self.book.groups else [])}
        return [(token, word) for token, word in _whole_words() if token in there]

    def _groups(self) -> Choices:
        return [(f"group:{code}", str(unit)) for code, unit in self.book.groups.items()]

    def _bodies(self) -> Choices:
        return [(f"body:{key}", str(body)) for key, body in self.book.bodies.items()]

    def _teams(self) -> Choices:
        return [(f"team:{key}", str(team)) for key, team in self.book.teams.items()]

    def _schools(self) -> Choices:
        return [(f"school:{code}", str(unit)) for code, unit in self.book.schools.items()]

    def _sizes(self) -> Choices:
        labels = size_labels(academic_year(self.book.day).be)
        return [(f"size:{key}", word) for key, word in labels.items()]

    def _networks(self) -> Choices:
        return [(f"network:{code}", str(unit)) for code, unit in self.book.networks.items()]

    def _districts(self) -> Choices:
        return [(f"district:{code}", str(unit)) for code, unit in self.book.districts.items()]

    def _programmes(self) -> Choices:
        found: Choices = []
        for key, (name, cohorts) in self.book.joined.items():
            found.append((f"programme:{key}", name))
            if len(cohorts) > 1:
                cohort = _("%(name)s รุ่น %(cohort)s")
                found += [
                    (f"programme:{key}/{one}", cohort % {"name": name, "cohort": one})
                    for one in sorted(cohorts)
                    if one
                ]
        return found


def _whole_words() -> Choices:
    """Whole groups in words, in the order in which they are offered."""
    return [
        (SCHOOLS, _("ทุกโรงเรียนในสังกัด")),
        (f"sector:{Sector.PRIVATE.value}", _("โรงเรียนเอกชน")),
        (f"sector:{Sector.LOCAL.value}", _("โรงเรียนของท้องถิ่น")),
        (HEADS, _("ผู้อำนวยการโรงเรียนทุกคน (รายบุคคล)")),
        (TEACHERS, _("ครูทุกคน (รายบุคคล)")),
        (STAFF, _("บุคลากรสำนักงานทุกคน (รายบุคคล)")),
        (GROUPS, _("ทุกกลุ่มในสำนักงาน")),
    ]


def _people(tokens: Iterable[str]) -> dict[str, str]:
    names = _rests(tokens, "person")
    users = User.objects.filter(username__in=names) if names else ()
    return {f"person:{user.username}": str(user) for user in users}


def _schools(tokens: Iterable[str]) -> dict[str, str]:
    codes = _rests(tokens, "school")
    units = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=codes) if codes else ()
    return {f"school:{unit.code}": str(unit) for unit in units}


def _rests(tokens: Iterable[str], kind: str) -> list[str]:
    """What stands after the kind in tokens of that kind."""
    return [token.partition(":")[2] for token in tokens if token.startswith(f"{kind}:")]


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
        SignedError: _(
            "หนังสือลงนามแล้ว แก้ได้เฉพาะวันที่ให้ตอบและคำอธิบาย: ถ้าผู้รับหรือสิ่งที่ขอผิด ให้ยกเลิกแล้วร่างใหม่"
        ),
        NotOpenError: _("ทำรายการนี้ไปแล้ว หรือทำไม่ได้แล้ว: กลับไปดูหนังสือเวียน"),
        RemindedError: _("วันนี้เตือนไปแล้ว เตือนได้วันละครั้ง"),
        LastFileError: _("คำตอบต้องมีอย่างน้อยหนึ่งไฟล์: ส่งไฟล์ใหม่ก่อน แล้วเอาไฟล์เดิมออก"),
        ClosedError: _("เขตปิดรับคำตอบแล้ว: ถ้ายังต้องส่ง ให้ติดต่อผู้ส่งหนังสือ"),
    }
