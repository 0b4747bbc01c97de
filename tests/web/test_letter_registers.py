"""Registers of letters: every number, printed whole, reserved, cancelled and continued."""

import io
import re
from math import ceil

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from khet.records.office.models import Number
from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.thai import arabic_digits, thai_digits
from tests.web.doors.letters import RESERVED, YEAR
from tests.web.registered_letters import HERE, TYPED, SignIn, page_of, register_it


def test_a_register_has_every_number(sign_in: SignIn) -> None:
    answer = sign_in("planner").get(f"{HERE}/book.xlsx?year={YEAR}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    told = [(row[0], row[6]) for row in rows if row[1] == YEAR]
    assert set(told) > {(1, "ขอเชิญประชุม"), (2, "หนังสือลับ"), (3, "จองไว้: งานด่วน")}
    assert [number for number, _subject in told] == sorted(number for number, _subject in told)


def test_a_register_of_all_years_says_no_year(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    register_it(clerk)
    clerk.post(f"{HERE}/numbers/reserve?kind=received", {"reason": "งานด่วน"})
    this = timezone.localdate().year + BUDDHIST_ERA
    answer = clerk.get(f"{HERE}/book.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
    told = [(row[1], row[0], row[6]) for row in rows if isinstance(row[1], int)]
    assert set(told) > {
        (YEAR, 3, "จองไว้: งานด่วน"),
        (this, 1, TYPED["subject"]),
        (this, 2, "จองไว้: งานด่วน"),
    }
    for asked, heading in (("", "ทะเบียนหนังสือรับ\r\n"), (f"?year={YEAR}", "ทะเบียนหนังสือรับ ปี")):
        text = _printed(clerk, f"{HERE}/book.pdf{asked}")
        assert heading in text
        parts = [f"\nปี{thai_digits(str(one))}\r\n" in text for one in (YEAR, this)]
        assert parts == [not asked, not asked]


def test_a_long_register_is_printed_whole_in_parts(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, whole = sign_in("planner"), f"{HERE}/book.pdf?year={YEAR}"
    book = openpyxl.load_workbook(io.BytesIO(planner.get(whole.replace("pdf", "xlsx")).content))
    numbers = [row[0] for row in book.worksheets[0].values if row[1] == YEAR]
    assert f'href="{whole}"' in page_of(planner, f"/?year={YEAR}")
    for module in ("listing", "registers"):
        monkeypatch.setattr(f"khet.web.office.letters.{module}.PER_PRINT", 2)
    page, count = page_of(planner, f"/?year={YEAR}"), ceil(len(numbers) / 2)
    assert f'href="{whole}"' not in page
    assert count > 1
    printed: list[str] = []
    for part in range(1, count + 1):
        assert f'href="{whole}&amp;part={part}"' in page
        text = _printed(planner, f"{whole}&part={part}")
        assert thai_digits(f"ส่วนที่ {part} จาก {count} รายการที่ {2 * part - 1}–") in text
        printed += re.findall(r"^([๐-๙]+) [ก-ฮ–]", text, re.M)
    assert [int(arabic_digits(one)) for one in printed] == numbers
    assert f'href="{HERE}/book.pdf?part=1"' in page_of(planner, "/")
    for wrong in ("0", f"{count + 1}", "x", ""):
        assert planner.get(f"{whole}&part={wrong}").status_code == 404


def _printed(client: Client, address: str) -> str:
    printed = pypdfium2.PdfDocument(client.get(address).content)
    return "".join(page.get_textpage().get_text_bounded() for page in printed)


def test_numbers_are_reserved_cancelled_and_continued(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    clerk.post(f"{HERE}/numbers/{RESERVED}/cancel", {"reason": "ไม่ใช้แล้ว"})
    assert Number.objects.get(pk=RESERVED).state == "cancelled"
    year = timezone.localdate().year + BUDDHIST_ERA
    clerk.post(f"{HERE}/numbers/continue?kind=sent", {"year": str(year), "last": "๔๐"})
    clerk.post(f"{HERE}/numbers/reserve?kind=sent", {"reason": "งานด่วน"})
    assert f"41/{year}" in page_of(clerk, "/numbers?kind=sent")
    page = clerk.post(f"{HERE}/numbers/continue?kind=sent", {"year": str(year), "last": "50"})
    assert "ปีนี้ออกเลขในระบบแล้ว" in page.content.decode()
