"""A workbook of the demonstration: asked of all schools, sent back by some of them.

Its subject, cells and answers are invented and say so.
"""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from khet.documents.answer_books.reading import read_book
from khet.jobs.evidence_files import stored_path, take_in
from khet.records.office.actions.circulars import Asking, prepare_circular, send_circular
from khet.records.office.actions.letters import LetterEntry, Step, draft_letter, move_letter
from khet.records.office.actions.workbook_answers import Answer, answer_workbook, set_template
from khet.records.office.models import Circular, Receipt
from khet.records.office.queries.circulars import receipts_of
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.letters import CIRCULAR, PROPOSE, SIGN
from khet.rules.workbook_checks import check
from khet.rules.workbook_templates import Template, template_of

_SUBJECT = "สำรวจน้ำดื่มและห้องน้ำของโรงเรียน (สาธิต)"
_TEXT = "ขอให้กรอกไฟล์ Excel ที่แนบ แล้วส่งกลับในระบบ ข้อความนี้สมมติขึ้น"
_SHEET, _NAME = "แบบสำรวจ", "แบบสำรวจน้ำดื่ม (สาธิต).xlsx"
_WATER = ("ประปา", "บาดาล", "น้ำฝน", "ไม่มี")
_AGO, _DUE, _SENT, _FIRST_ROW = 3, 9, 40, 9


def ask_by_workbook(*, by: User, office: Unit, today: date) -> None:
    """Send the workbook to all schools and have some fill it in, once.

    Args:
        by: the clerk who keeps the books.
    """
    head = roles_on_in(office, today).filter(role="director", unit=office).first()
    asked = Circular.objects.filter(letter__area=office, asks=Circular.Asks.WORKBOOK)
    if head is None or asked.exists():
        return
    day = today - timedelta(_AGO)
    at = min(timezone.make_aware(datetime.combine(day, time(10))), timezone.now())
    entry = LetterEntry(unit=office, subject=_SUBJECT, to="ผู้อำนวยการโรงเรียน", text=_TEXT)
    letter = draft_letter(by=by, area=office, book=CIRCULAR, entry=entry)
    asking = Asking(asks=Circular.Asks.WORKBOOK, due=today + timedelta(_DUE))
    circular = prepare_circular(by=by, letter=letter, audience=["schools"], asking=asking)
    brought = take_in(SimpleUploadedFile(_NAME, _book()))
    set_template(by=by, circular=circular, brought=brought, at=at)
    move_letter(by=by, letter=letter, step=Step(PROPOSE, at, to_person=head.user))
    move_letter(by=head.user, letter=letter, step=Step(SIGN, at, post=f"ผู้อำนวยการ{office.name}"))
    send_circular(by=by, letter=letter, at=at, today=day)
    template = template_of(read_book(stored_path(brought.sha256)))
    waiting = set(roles_on_in(office, today).values_list("unit", flat=True))
    for place, receipt in enumerate(receipts_of(circular)[:_SENT]):
        if receipt.unit_id not in waiting:
            _answer(f"ผู้อำนวยการโรงเรียน{receipt.unit}", receipt, template, place)


def _answer(by: Actor, receipt: Receipt, template: Template, place: int) -> None:
    content = _filled(str(receipt.unit), place)
    brought = take_in(SimpleUploadedFile(f"แบบสำรวจ {receipt.unit}.xlsx", content))
    checked = check(template, read_book(stored_path(brought.sha256)), str(receipt.unit))
    if not checked.faults:
        answer = Answer(brought, checked, timezone.now())
        answer_workbook(by=by, receipt=receipt, answer=answer)


def _book() -> bytes:
    """A protected form with a number, a list, a day and a table."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet(_SHEET)
    sheet.protect()
    text, number, day = (
        book.add_format({"locked": False, "border": 1, "num_format": shape})
        for shape in ("General", "#,##0", "d mmm yyyy")
    )
    sheet.set_column(0, 2, 24)
    sheet.write("A1", "แบบสำรวจน้ำดื่มและห้องน้ำ (สาธิต)", book.add_format({"bold": True}))
    rows = (("ชื่อโรงเรียน", text), ("จำนวนนักเรียน *", number), ("แหล่งน้ำดื่ม *", text))
    for row, (label, shape) in enumerate((*rows, ("วันที่ตรวจน้ำครั้งล่าสุด", day)), 3):
        sheet.write(f"A{row}", label)
        sheet.write_blank(f"B{row}", None, shape)
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5000}
    sheet.data_validation("B4", whole)
    sheet.data_validation("B5", {"validate": "list", "source": list(_WATER)})
    sheet.write_row(f"A{_FIRST_ROW - 1}", ["ห้องน้ำ *", "จำนวนห้อง", "ใช้ได้"])
    for row in range(_FIRST_ROW, _FIRST_ROW + 10):
        for column, shape in zip("ABC", (text, number, number), strict=True):
            sheet.write_blank(f"{column}{row}", None, shape)
    book.close()
    return out.getvalue()


def _filled(school: str, place: int) -> bytes:
    book = openpyxl.load_workbook(BytesIO(_book()))
    sheet: Any = book[_SHEET]
    water = _WATER[place % len(_WATER)]
    sheet["B3"], sheet["B4"], sheet["B5"] = school, 20 + place * 37 % 380, water
    if place % 5:
        sheet["B6"] = f"{1 + place % 28}/7/2569"
    for row, name in enumerate(("นักเรียนชาย", "นักเรียนหญิง", "ครู"), _FIRST_ROW):
        rooms = 1 + (place + row) % 8
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = name, rooms, rooms - place % 2
    out = BytesIO()
    book.save(out)
    return out.getvalue()
