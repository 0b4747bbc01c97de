"""Doors of the books of letters, of letters, and of their numbers."""

from datetime import date, datetime

from django.utils import timezone

from khet.records.office.models import AttachedFile, Letter, LetterReader, Number, Series
from khet.records.registry.models import Unit, UnitKind, User
from tests.papers import stored_text
from tests.web.doors.who import WITH_ROLE

RECEIVED, SECRET, DRAFT, MEMO, OPEN = (7_100_001 + k for k in range(5))
RESERVED, FILE, SECRET_FILE = 7_100_101, 7_100_001, 7_100_002
YEAR, DAY = 2557, date(2014, 8, 22)
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
DRAFTS = OFFICE - {"administrator"}
_HERE = "/office/letters"
_ASKED = "q=ประชุม&state=registered&urgency=urgent&unit=area:9302&whose=mine&on=22/8/2557"
DOORS = {
    f"{_HERE}/": OFFICE,
    **{f"{_HERE}/?book={book}": OFFICE for book in ("sent", "circular", "memo", "open")},
    f"{_HERE}/?book=received&year={YEAR}&{_ASKED}": OFFICE,
    f"{_HERE}/book.xlsx?year={YEAR}": OFFICE,
    f"{_HERE}/book.pdf?year={YEAR}": OFFICE,
    f"{_HERE}/panel": DRAFTS,
    f"{_HERE}/numbers": OFFICE,
    f"{_HERE}/numbers?kind=received&year={YEAR}": OFFICE,
    f"{_HERE}/{RECEIVED}": OFFICE,
    f"{_HERE}/{SECRET}": {"clerk", "director"},
    f"{_HERE}/{DRAFT}": OFFICE,
    f"{_HERE}/{DRAFT}/letter.pdf": OFFICE,
    f"{_HERE}/{MEMO}/letter.docx?digits=arabic": OFFICE,
    f"{_HERE}/{OPEN}/letter.pdf": OFFICE,
    f"/office/files/{FILE}": OFFICE,
    f"/office/files/{SECRET_FILE}": {"clerk", "director"},
}
FORMS = {
    f"{_HERE}/register": {"clerk"},
    f"{_HERE}/draft": DRAFTS,
    f"{_HERE}/draft?answers={RECEIVED}": DRAFTS,
    f"{_HERE}/draft?copy={DRAFT}": DRAFTS,
    f"{_HERE}/numbers/reserve?kind=sent": {"clerk"},
    f"{_HERE}/numbers/continue?kind=sent": {"clerk"},
    f"{_HERE}/numbers/{RESERVED}/cancel": {"clerk"},
    f"{_HERE}/{RECEIVED}/change": {"clerk"},
    f"{_HERE}/{RECEIVED}/attach": {"clerk"},
    f"{_HERE}/{RECEIVED}/files/{FILE}/remove": {"clerk"},
    f"{_HERE}/{DRAFT}/change": DRAFTS,
    f"{_HERE}/{DRAFT}/attach": DRAFTS,
}


def bring_sample() -> None:
    """A received letter with its file, a secret one, drafts of ours, and a reserved number."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    clerk, director = (User.objects.get(username=name) for name in ("clerk", "director"))
    at = timezone.make_aware(datetime(2014, 8, 22, 9))
    series = Series.objects.create(area=area, kind="received", year=YEAR, last=3)
    taken = {"series": series, "taken_at": at, "taken_by": "ท"}
    used = [Number.objects.create(number=k, state="used", **taken) for k in (1, 2)]
    Number.objects.create(pk=RESERVED, number=3, state="reserved", reason="งานด่วน", **taken)
    kept = {"area": area, "unit": area, "owner": clerk}
    for pk, number, more in (
        (RECEIVED, used[0], {"subject": "ขอเชิญประชุม", "ref": "ศธ 04001/ว1"}),
        (SECRET, used[1], {"subject": "เรื่องปกปิด", "secrecy": "secret", "sender": "ผู้ลับ"}),
    ):
        Letter.objects.create(
            pk=pk,
            book="received",
            state="registered",
            number=number,
            day=DAY,
            registered_at=at,
            **{"sender": "หน่วยงานตัวอย่าง", "urgency": "urgent"} | more,
            **kept,
        )
    LetterReader.objects.create(letter_id=SECRET, user=director)
    for pk, book in ((DRAFT, "sent"), (MEMO, "memo"), (OPEN, "open")):
        Letter.objects.create(
            pk=pk, book=book, state="draft", subject=f"ร่าง {book}", text="ด้วยงานนี้", **kept
        )
    told = stored_text("ที่.txt", "เนื้อความของหนังสือ")
    for pk, letter in ((FILE, RECEIVED), (SECRET_FILE, SECRET)):
        about = {"about_kind": "office.letter", "about_key": str(letter), "part": "letter"}
        AttachedFile.objects.create(pk=pk, attached_at=at, attached_by="ท", **about, **told)
