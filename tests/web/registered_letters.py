"""Letters entered in the books, and their pages, as tests of them send and read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client

from khet.documents.letter_paper import LetterTold
from khet.records.office.models import Letter

SignIn = Callable[[str], Client]
HERE = "/office/letters"
DAY = date(2026, 10, 5)
TYPED = {
    "ref": "ทส ๐๐๐๑/๙",
    "day": "๕ ต.ค. ๒๕๖๙",
    "sender": "หน่วยงานตัวอย่าง",
    "subject": "ขอข้อมูลตัวอย่าง",
    "unit": "area:9302",
}


def page_of(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def told_letter(**more: Any) -> LetterTold:
    told = {
        **{"book": "sent", "office": "สำนักงานตัวอย่าง", "unit": "กลุ่มตัวอย่าง"},
        **{"ref": "ทส 0001/ว12", "day": DAY, "to": "ผู้อำนวยการ", "subject": "ขอเชิญประชุม"},
        **{"refers_to": "", "enclosures": ["กำหนดการ"], "text": "ด้วยจะประชุม"},
        **{"signer": "ผู้ลงนาม", "post": "ผู้อำนวยการ", "marks": ["ด่วนที่สุด"], "draft": False},
    }
    return LetterTold(**{**told, **more})


def register_it(client: Client, **more: Any) -> Any:
    return client.post(f"{HERE}/register", {**TYPED, **more})


def newest_letter() -> Letter:
    return Letter.objects.select_related("number__series").latest("drafted_at")
