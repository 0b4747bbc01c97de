"""``python -m bench.workbooks.answers``: 117 schools send a workbook; it prints what that took.

A template of 60 cells and a table, one file a school with 15 rows filled in, two of them wrong in
one cell. Two schools send at a time; what is measured begins when a file has arrived and ends when
its answer is committed, or its fault told.
"""

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import django
import openpyxl
import xlsxwriter
from django.core.management import call_command
from django.utils import timezone

SCHOOLS, TOGETHER, WRONG = 117, 2, (7, 70)
_CELLS, _ROWS, _TABLE = 60, 15, 30
_SHEET = "แบบสำรวจ"


def main() -> None:
    """Send all of them, then merge."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khet.config.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    template, receipts = _sent()
    files = [_filled(template, number) for number in range(SCHOOLS)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(TOGETHER) as schools:
        faults = list(schools.map(_send, receipts, files))
    checked = time.perf_counter() - begun
    begun = time.perf_counter()
    size = len(_merged())
    told = {"checked": checked, "merged": time.perf_counter() - begun, "size": size}
    print(json.dumps({**told, "wrong": [n for n, count in enumerate(faults) if count]}))


def _template() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet(_SHEET)
    sheet.protect()
    number = book.add_format({"locked": False, "num_format": "#,##0"})
    free = book.add_format({"locked": False})
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5000}
    for row in range(_CELLS):
        sheet.write(row + 1, 0, f"ข้อ {row + 1}")
        sheet.write_blank(row + 1, 1, None, number)
        sheet.data_validation(row + 1, 1, row + 1, 1, whole)
    sheet.write_row(_CELLS + 2, 0, ["รายการ *", "จำนวน", "ราคา"])
    for row in range(_CELLS + 3, _CELLS + 3 + _TABLE):
        sheet.write_blank(row, 0, None, free)
        sheet.write_blank(row, 1, None, number)
        sheet.write_blank(row, 2, None, number)
    book.close()
    return out.getvalue()


def _filled(template: bytes, number: int) -> bytes:
    book = openpyxl.load_workbook(BytesIO(template))
    sheet = book[_SHEET]
    for row in range(_CELLS):
        sheet.cell(row + 2, 2).value = number + row
    for row in range(_CELLS + 4, _CELLS + 4 + _ROWS):
        for column, value in enumerate((f"รายการ {row}", row, row * 10), 1):
            sheet.cell(row, column).value = value
    if number in WRONG:
        sheet.cell(2, 2).value = "12 คน"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sent() -> tuple[bytes, list[int]]:
    """The template, and the keys of the receipts of a circular that asks for it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from khet.jobs.evidence_files import take_in
    from khet.records.office.actions.workbook_answers import set_template
    from khet.records.office.models import Circular, Letter, Receipt
    from khet.records.registry.models import Unit, User

    area = Unit.objects.create(kind="area", code="9302", name="สำนักงานทดสอบ")
    by = User.objects.create(username="bench", name="ผู้ทดสอบ")
    letter = Letter.objects.create(
        area=area, unit=area, owner=by, book="open", state="sent", subject="สำรวจ"
    )
    circular = Circular.objects.create(letter=letter, asks="workbook")
    template, now = _template(), timezone.now()
    brought = take_in(SimpleUploadedFile("แบบ.xlsx", template))
    set_template(by=by, circular=circular, brought=brought, at=now)
    Circular.objects.update(sent_at=now)
    made = Receipt.objects.bulk_create(
        Receipt(circular=circular, unit=unit, sent_at=now) for unit in _schools(Unit)
    )
    return template, [receipt.pk for receipt in made]


def _schools(model: Any) -> Iterator[Any]:
    for number in range(SCHOOLS):
        yield model.objects.create(
            kind="school", code=f"{93020001 + number}", name=f"บ้านทดสอบ {number}"
        )


def _send(pk: int, content: bytes) -> int:
    """How many faults an answer has; one without any is kept."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connection

    from khet.records.office.actions.workbook_answers import Answer, answer_workbook
    from khet.records.office.models import Receipt
    from khet.records.registry.models import User
    from khet.rules.workbook_checks import check
    from khet.web.office.returned.books import bring, template_in
    from khet.web.public.errors import Nearest

    receipt = Receipt.objects.select_related("circular__template", "unit").get(pk=pk)
    if receipt.circular.template is None:
        raise RuntimeError(pk)
    template = template_in(receipt.circular.template, Nearest("", ""))
    brought, book = bring(SimpleUploadedFile(f"{pk}.xlsx", content))
    checked = check(template, book, receipt.unit.name if receipt.unit else "")
    if not checked.faults:
        answer = Answer(brought, checked, timezone.now())
        answer_workbook(by=User.objects.get(username="bench"), receipt=receipt, answer=answer)
    connection.close()
    return len(checked.faults)


def _merged() -> bytes:
    from khet.documents.answer_books.writing import merged_book
    from khet.records.office.models import Circular
    from khet.records.registry.models import User
    from khet.web.office.letters.asked import LetterDesk
    from khet.web.office.returned.asked import Sending
    from khet.web.office.returned.merging import Together
    from khet.web.parts.viewer import Viewer

    viewer = Viewer(User.objects.get(username="bench"), timezone.localdate())
    circular = Circular.objects.select_related("letter", "template").get()
    sending = Sending(LetterDesk(viewer), circular)
    if sending.template is None:
        raise RuntimeError("no template")
    return merged_book(Together(sending, sending.template).leaves())


if __name__ == "__main__":
    main()
