"""Circulars of the demonstration: some read, one answered by half the schools, one late, one new.

Every subject and answer is invented and says so.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.circulars import Asking, prepare_circular, send_circular
from khet.records.office.actions.letters import LetterEntry, Step, draft_letter, move_letter
from khet.records.office.actions.receipts import Said, acknowledge, answer_circular
from khet.records.office.models import Circular, Letter, Receipt
from khet.records.office.queries.circulars import answering_at, receipts_of
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.letters import CIRCULAR, OPEN, PROPOSE, SIGN

_TO = "ผู้อำนวยการโรงเรียนในสังกัด"
_TEXT = "ด้วยสำนักงานขอแจ้งเรื่องตามหนังสือฉบับนี้ ข้อความนี้สมมติขึ้น\nจึงเรียนมาเพื่อโปรดทราบและดำเนินการ"
_WAITING = ("school-director", "clerk", "director")
_ANSWERS = ("มีห้องเรียนครบทุกชั้น ไม่มีอาคารชำรุด (สาธิต)", "ขอซ่อมหลังคาหนึ่งหลัง (สาธิต)")


@dataclass(frozen=True)
class _Made:
    """A circular: sent so many days ago, to whom, what is asked by when, and how far it went.

    ``read`` and ``answered`` of ten receivers have.
    """

    subject: str
    ago: int
    audience: tuple[str, ...]
    asks: str = Circular.Asks.READ
    due: int | None = None
    read: int = 0
    answered: int = 0
    book: str = CIRCULAR


_SENT = (
    _Made("แจ้งปฏิทินการปฏิบัติงานของสำนักงาน (สาธิต)", 14, ("schools",), read=9),
    _Made(
        "ขอข้อมูลอาคารเรียนที่ต้องซ่อมแซม (สาธิต)",
        *(6, ("schools",), Circular.Asks.TEXT, 4, 8, 5),
    ),
    _Made("ขอรายงานผลวันเด็ก (สาธิต)", 12, ("size:large",), Circular.Asks.FILE, -2, 6, 0),
    _Made("จดหมายเปิดผนึกถึงผู้อำนวยการโรงเรียน (สาธิต)", 1, ("heads", "staff"), read=3, book=OPEN),
    _Made("ขอเชิญร่วมกิจกรรมวันอนุรักษ์ (สาธิต)", 0, ("schools", "groups"), read=1),
)


def send_circulars(*, by: User, office: Unit, today: date) -> None:
    """Send the circulars and have some answered, where the office has sent none yet.

    Args:
        by: the clerk who keeps the books.
    """
    head = roles_on_in(office, today).filter(role="director", unit=office).first()
    if head is None or Circular.objects.filter(letter__area=office).exists():
        return
    for made in _SENT:
        _send(by, head.user, office, made, today)
    draft = _draft(by, office, "ขอความร่วมมือตอบแบบสำรวจ (สาธิต)", CIRCULAR)
    prepare_circular(by=by, letter=draft, audience=["schools"], asking=Asking())


def _draft(by: User, office: Unit, subject: str, book: str) -> Letter:
    entry = LetterEntry(unit=office, subject=subject, to=_TO, text=_TEXT)
    return draft_letter(by=by, area=office, book=book, entry=entry)


def _send(by: User, head: User, office: Unit, made: _Made, today: date) -> None:
    at = min(_at(today - timedelta(made.ago)), timezone.now())
    letter = _draft(by, office, made.subject, made.book)
    due = None if made.due is None else today + timedelta(made.due)
    asking = Asking(asks=made.asks, due=due)
    prepare_circular(by=by, letter=letter, audience=made.audience, asking=asking)
    move_letter(by=by, letter=letter, step=Step(PROPOSE, at, to_person=head))
    post = f"ผู้อำนวยการ{office.name}"
    move_letter(by=head, letter=letter, step=Step(SIGN, at, post=post))
    send_circular(by=by, letter=letter, at=at, today=at.date())
    _answer(letter.circular, made, at)


def _answer(circular: Circular, made: _Made, sent: datetime) -> None:
    """So many of ten receivers read, and answer where they are asked."""
    receipts = list(receipts_of(circular))
    heads = answering_at([one.unit_id for one in receipts if one.unit_id], sent.date())
    for place, receipt in enumerate(receipts):
        here = [held.user for held in heads.get(receipt.unit_id or 0, ())]
        by = receipt.user or next(iter(here), f"ผู้อำนวยการโรงเรียน{receipt.unit}")
        at = min(sent + timedelta(hours=1 + place % 30), timezone.now())
        _take(receipt, by, at, place % 10, made)


def _take(receipt: Receipt, by: Actor, at: datetime, turn: int, made: _Made) -> None:
    if turn >= made.read or (isinstance(by, User) and by.username in _WAITING):
        return
    if turn < made.answered:
        said = Said(_ANSWERS[receipt.pk % len(_ANSWERS)])
        answer_circular(by=by, receipt=receipt, said=said, at=at)
    else:
        acknowledge(by=by, receipt=receipt, at=at)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
