"""Services that people of the office and its schools ask for: what each asks, and its steps.

Source: the office's delegated services (งานบริการที่มอบอำนาจ): asked for, checked, allowed by who
was given the power, received. What is asked of a civil servant's card follows the form of request
under the Act on Official Identity Cards 2542; of welfare, the Royal Decree on welfare for medical
treatment 2553 and the one on education of children 2523. Amounts are in baht with two places.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.powers import CARS, ID_CARDS, WELFARE
from khet.rules.thai import plain_number

TEXT, LONG, DAY, BAHT, CHOICE = "text", "long", "day", "baht", "choice"
_MONEY = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_MOST = Decimal(10_000_000)


@dataclass(frozen=True)
class Asked:
    """Something that the form of a service asks: its name, Thai label and type.

    ``choices`` are those of a ``choice``; ``help`` stands under the label.
    """

    name: str
    label: str
    type: str = TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class Service:
    """A kind of request: its code, Thai name, the power that allows it, and what it asks.

    ``received`` says what closes it; ``files`` what is attached, empty where nothing is.
    """

    code: str
    label: str
    power: str
    fields: tuple[Asked, ...]
    received: str
    files: str


ID_CARD = Service(
    "id-card",
    "บัตรประจำตัวเจ้าหน้าที่ของรัฐ",
    ID_CARDS,
    (
        Asked("holder", "ชื่อผู้ขอมีบัตร"),
        Asked("position", "ตำแหน่งและสังกัด"),
        Asked("case", "ขอเพราะ", CHOICE, choices=("ขอมีบัตรครั้งแรก", "บัตรหมดอายุ", "เปลี่ยนบัตร")),
        Asked("why", "เหตุที่ขอเปลี่ยนบัตร", TEXT, False, help="เช่น เลื่อนตำแหน่ง เปลี่ยนชื่อ ชำรุด สูญหาย"),
        Asked("since", "วันเริ่มรับราชการ", DAY, False),
        Asked("blood", "หมู่โลหิต", CHOICE, False, ("A", "B", "AB", "O")),
    ),
    "รับบัตรแล้ว",
    "รูปถ่าย และสำเนาบัตรเดิมหรือหลักฐานการเปลี่ยน",
)
CLAIM = Service(
    "welfare",
    "เบิกสวัสดิการ",
    WELFARE,
    (
        Asked("kind", "ประเภทสวัสดิการ", CHOICE, choices=("ค่ารักษาพยาบาล", "ค่าการศึกษาบุตร", "อื่น ๆ")),
        Asked("amount", "จำนวนเงิน (บาท)", BAHT, help="เช่น 1,250.50 ตามใบเสร็จรวมกัน"),
        Asked("for_whom", "เบิกให้", CHOICE, choices=("ตนเอง", "คู่สมรส", "บุตร", "บิดามารดา")),
        Asked("receipts", "จำนวนใบเสร็จและเลขที่", TEXT),
        Asked("paid_on", "วันที่ในใบเสร็จฉบับล่าสุด", DAY),
        Asked("note", "คำชี้แจง", LONG, False),
    ),
    "รับเงินแล้ว",
    "ใบเสร็จรับเงิน",
)
POST_CAR = Service(
    "car",
    "รถราชการประจำตำแหน่ง",
    CARS,
    (
        Asked("post", "ใช้ในตำแหน่ง"),
        Asked("purpose", "ใช้เพื่อ", LONG),
        Asked("from_day", "ตั้งแต่วันที่", DAY),
        Asked("to_day", "ถึงวันที่", DAY),
        Asked("keeper", "ผู้ขับและผู้รับผิดชอบรถ"),
    ),
    "รับรถแล้ว",
    "เอกสารประกอบ (ถ้ามี)",
)
SERVICES: Mapping[str, Service] = {one.code: one for one in (ID_CARD, CLAIM, POST_CAR)}
"""The services by their codes."""

ASKED, CHECKED, ALLOWED, REFUSED = "asked", "checked", "allowed", "refused"
RETURNED, CLOSED, CANCELLED = "returned", "closed", "cancelled"
CHECK, RETURN, CHANGE, ALLOW = "check", "return", "change", "allow"
REFUSE, CLOSE, CANCEL = "refuse", "close", "cancel"
_AFTER: Mapping[str, tuple[frozenset[str], str]] = {
    CHECK: (frozenset({ASKED}), CHECKED),
    RETURN: (frozenset({ASKED, CHECKED}), RETURNED),
    CHANGE: (frozenset({ASKED, RETURNED}), ASKED),
    ALLOW: (frozenset({CHECKED}), ALLOWED),
    REFUSE: (frozenset({CHECKED}), REFUSED),
    CLOSE: (frozenset({ALLOWED}), CLOSED),
    CANCEL: (frozenset({ASKED, CHECKED, RETURNED}), CANCELLED),
}
STEPS = tuple(_AFTER)
"""The steps that a request can take."""


def after_step(step: str, state: str) -> str | None:
    """The state after a step from a state; ``None`` where it can't be taken.

    >>> after_step("check", "asked"), after_step("allow", "asked")
    ('checked', None)
    """
    before, after = _AFTER.get(step, (frozenset(), ""))
    return after if state in before else None


def read_baht(text: str) -> Decimal:
    """An amount of baht as people write it, with two places: above 0 and up to ten million.

    Raises:
        ValueError: it isn't such an amount.

    >>> read_baht("๑,๒๕๐.๕")
    Decimal('1250.50')
    >>> read_baht("1,25.5")
    Traceback (most recent call last):
    ValueError: 1,25.5
    """
    plain = plain_number(text.replace("บาท", ""))
    if not _MONEY.fullmatch(plain):
        raise ValueError(text)
    amount = Decimal(plain).quantize(Decimal("0.01"))
    if not 0 < amount <= _MOST:
        raise ValueError(text)
    return amount


def baht(amount: str) -> str:
    """A kept amount as people read it.

    >>> baht("1250.50")
    '1,250.50 บาท'
    """
    return f"{Decimal(amount):,.2f} บาท"
