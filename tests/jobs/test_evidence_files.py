"""Files of evidence taken in: which are kept, how, with which text, and which are refused."""

import os
import random
import re
import struct
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from khet.jobs.cli import main
from khet.jobs.evidence_files import RefusedFileError, remove_unknown, stored_path, take_in
from khet.jobs.read_text import MOST
from khet.records.office.actions.evidence import EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Unit
from khet.rules.finding import search_text
from tests.jobs.brought_files import (
    THAI,
    docx,
    locked_pdf,
    locked_zip,
    pdf,
    picture,
    pptx,
    upload,
    xlsx,
    zipped,
)

pytestmark = pytest.mark.django_db


def _stored() -> list[Path]:
    folder = Path(settings.HOME) / "evidence"
    return [path for path in folder.rglob("*") if path.is_file()]


def _refused(name: str, content: bytes) -> str:
    with pytest.raises(RefusedFileError) as fault:
        take_in(upload(name, content))
    assert _stored() == [], "nothing of a refused file stays"
    return str(fault.value)


def _bomb() -> bytes:
    return zipped({f"{n}.txt": b"0" * 90_000_000 for n in range(3)})


REFUSED = {
    "a picture named PDF": ("สรุป.pdf", picture(), "ไฟล์ชื่อ .pdf แต่เนื้อหาเป็น ภาพ JPEG"),
    "a PDF without ending": ("สรุป", pdf(), "ไม่มีนามสกุล"),
    "a program named Word": ("งาน.docx", b"MZ\x90\x00\x03", "ไฟล์โปรแกรม"),
    "SVG": ("ตรา.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "SVG named PNG": ("ตรา.png", b'<?xml version="1.0"?><svg/>', "SVG"),
    "a web page named text": ("อ่าน.txt", b"<html><script>1</script></html>", "หน้าเว็บ"),
    "macros": (
        "งาน.docm",
        zipped({"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"}),
        "มาโคร",
    ),
    "macros in an old file": (
        "งาน.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook _VBA_PROJECT".encode("utf-16-le"),
        "มาโคร",
    ),
    "an Office file with a password": (
        "งาน.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "รหัสผ่าน",
    ),
    "a locked ZIP": ("ลับ.zip", locked_zip(), "รหัสผ่าน"),
    "a locked PDF": ("ลับ.pdf", locked_pdf(), "รหัสผ่าน"),
    "a broken PDF": ("เสีย.pdf", b"%PDF-1.7\n garbage", "เสียหาย"),
    "a broken Word file": ("เสีย.docx", docx()[:-200], "เสียหาย"),
    "a ZIP with a wrong checksum": (
        "เสีย.zip",
        zipped({"a.txt": "XXXX"}, ZIP_STORED).replace(b"XXXX", b"XXXY"),
        "เสียหาย",
    ),
    "a ZIP with a program": ("รวม.zip", zipped({"a/b.exe": "MZ"}), "ใน ZIP มีโปรแกรม"),
    "a ZIP that grows too large": ("รวม.zip", _bomb(), "ขยายแล้วใหญ่เกินไป"),
    "HEIC": ("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00", "HEIC"),
    "GIF": ("ภาพ.gif", b"GIF89a....", "JPEG หรือ PNG"),
    "RAR": ("รวม.rar", b"Rar!\x1a\x07\x00", ".zip"),
    "empty": ("ว่าง.pdf", b"", "ไฟล์ว่าง"),
    "unknown bytes": ("อะไร.bin", b"\x00\x01\x02", "เก็บได้เฉพาะ"),
    "a torn picture": ("ภาพ.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "เปิดภาพไม่ได้"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_says_why_and_what_to_do(what: str) -> None:
    name, content, told = REFUSED[what]
    message = _refused(name, content)
    assert told in message
    assert ":" in message, "a colon leads to how to mend it"


def test_a_file_over_the_limit_is_refused_with_its_size(settings: Any) -> None:
    settings.LARGEST_FILE = 1_000_000
    assert "ไฟล์ใหญ่ 1.5 MB เกินที่เก็บได้ 1 MB" in _refused("ใหญ่.txt", b"a" * 1_500_000)
    assert take_in(upload("พอดี.txt", b"a" * 1_000_000)).size == 1_000_000


def test_a_picture_with_too_many_dots_is_refused_without_drawing_it() -> None:
    content = bytearray(picture("PNG"))
    at = content.index(b"IHDR") + 4
    content[at : at + 8] = struct.pack(">II", 40_000, 40_000)
    assert "ภาพ" in _refused("ใหญ่.png", bytes(content))


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_where_and_by_whom_a_picture_was_taken_is_gone(kind: str, name: str) -> None:
    given = picture(kind)
    assert Image.open(BytesIO(given)).getexif().get_ifd(0x8825), "the test's picture has a place"
    taken = take_in(upload(name, given))
    stored = stored_path(taken.sha256).read_bytes()
    with Image.open(BytesIO(stored)) as read:
        read.load()
        assert dict(read.getexif()) == {}
        assert not {"exif", "comment", "xmp", "XML:com.adobe.xmp"} & set(read.info)
        assert read.size == (20, 40), "upright: the camera's turn was applied"
        assert read.convert("RGB").getpixel((10, 5))[0] > 200
    assert b"Exif" not in stored
    assert b"taken by" not in stored
    assert taken.size == len(stored)
    assert taken.type == f"image/{kind.lower()}", "not what the browser declared"


def test_a_transparent_picture_stays_transparent() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    taken = take_in(upload("ตรา.png", out.getvalue()))
    with Image.open(stored_path(taken.sha256)) as read:
        assert read.getpixel((1, 1)) == (255, 0, 0, 0)


def test_the_same_content_is_stored_once_under_its_hash() -> None:
    first, second = (take_in(upload(name, pdf())) for name in ("ก.pdf", "ข.pdf"))
    assert (first.sha256, first.name, second.name) == (second.sha256, "ก.pdf", "ข.pdf")
    assert _stored() == [stored_path(first.sha256)]
    assert re.fullmatch(
        r"evidence/(..)/\1[0-9a-f]{62}", str(_stored()[0].relative_to(settings.HOME))
    )


def test_a_name_keeps_neither_folders_nor_what_is_invisible() -> None:
    taken = take_in(upload("x.txt", b"a"))
    assert taken.name == "x.txt"
    strange = upload("x.txt", b"a")
    strange._name = "C:\\งาน\\a\u202efdp\x00" + "ก" * 300 + ".txt"
    taken = take_in(strange)
    assert taken.name.startswith("afdpก")
    assert taken.name.endswith(".txt")
    assert len(taken.name) <= 255


TEXTS = {
    "Word": ("a.docx", docx(), [THAI, "ในตาราง & อื่น"]),
    "Excel": ("a.xlsx", xlsx(), [THAI, "แผ่นหนึ่ง"]),
    "PowerPoint": ("a.pptx", pptx("แผ่นแรก", *["กลาง"] * 8, "แผ่นสิบ &lt;"), ["แผ่นแรก\n", "แผ่นสิบ <"]),
    "PDF": ("a.pdf", pdf("Annual report"), ["Annual report"]),
    "UTF-8": ("a.csv", ("\ufeff" + THAI).encode(), [THAI]),
    "Windows-874": ("a.txt", THAI.encode("cp874"), [THAI]),
    "UTF-16": ("a.txt", THAI.encode("utf-16"), [THAI]),
    "ZIP": ("a.zip", zipped({"a.txt": THAI}), []),
}


@pytest.mark.parametrize("what", TEXTS)
def test_the_text_of_a_file_is_read(what: str) -> None:
    name, content, told = TEXTS[what]
    text = take_in(upload(name, content)).text
    for part in told:
        assert part in text
    assert bool(text) == bool(told)


def test_slides_come_in_their_order() -> None:
    text = take_in(upload("a.pptx", pptx(*(f"แผ่น{n}." for n in range(1, 12))))).text
    assert text.index("แผ่น2.") < text.index("แผ่น10.")


def test_thai_of_a_pdf_is_found_as_it_is_searched() -> None:
    text = take_in(upload("a.pdf", pdf("คำสั่งสำนักงาน"))).text
    assert "สำนักงาน" in search_text(text)


def test_letters_that_a_pdf_draws_twice_are_kept_once() -> None:
    assert take_in(upload("a.pdf", pdf("ขั้นพื้นฐาน"))).text.strip() == "ขั้นพื้นฐาน"


def test_text_is_kept_up_to_a_limit_and_without_what_databases_refuse() -> None:
    taken = take_in(upload("a.txt", ("ก" * (MOST + 9)).encode()))
    assert len(taken.text) == MOST
    cut = take_in(upload("a.docx", docx("a\u0085b")))
    assert "\x00" not in cut.text


def test_a_file_with_strange_insides_is_kept_without_text() -> None:
    strange = zipped({"[Content_Types].xml": "", "xl/workbook.xml": b"\xff\xfe<<<", "xl/x": ""})
    taken = take_in(upload("a.xlsx", strange))
    assert taken.text == ""
    assert stored_path(taken.sha256).exists()


def test_an_office_file_is_stored_as_it_came() -> None:
    content = docx()
    taken = take_in(upload("a.docx", content))
    assert stored_path(taken.sha256).read_bytes() == content
    with ZipFile(stored_path(taken.sha256)) as box:
        assert "word/document.xml" in box.namelist()


WHOLE = {
    "a.pdf": pdf(),
    "a.docx": docx(),
    "a.xlsx": xlsx(),
    "a.zip": zipped({"a.txt": "x" * 99}),
    "a.jpg": picture(),
    "a.png": picture("PNG"),
    "a.webp": picture("WEBP"),
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", WHOLE)
def test_a_damaged_file_is_kept_or_refused_and_nothing_else_happens(name: str) -> None:
    chance = random.Random(name)
    outcomes = set()
    for _time in range(60):
        content = bytearray(WHOLE[name])
        for _byte in range(chance.choice((1, 4, 20))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            outcomes.add(len(take_in(upload(name, bytes(content))).sha256))
        except RefusedFileError as fault:
            outcomes.add(bool(str(fault)))
    assert outcomes <= {64, True}
    assert True in outcomes, "some damage is seen"


def test_files_that_no_record_names_go_after_a_week() -> None:
    old, new = (stored_path(take_in(upload("a.txt", text)).sha256) for text in (b"old", b"new"))
    torn = old.parents[1] / ".arriving-x"
    torn.write_bytes(b"half")
    week = (timezone.now() - timedelta(8)).timestamp()
    os.utime(old, (week, week))
    os.utime(torn, (week, week))
    remove_unknown(timezone.now() - timedelta(7))
    assert _stored() == [new]


def test_verify_names_files_that_no_record_knows(capsys: pytest.CaptureFixture[str]) -> None:
    taken = take_in(upload("a.txt", b"x"))
    assert main(["verify"]) == 1
    assert taken.sha256 in capsys.readouterr().out


def test_verify_names_evidence_that_is_lost_or_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    register_units(by="ทดสอบ", entries=[UnitEntry("area", "9302", "เขต")], since=date(2009, 5, 1))
    area = Unit.objects.get()
    entry = EvidenceEntry(Seen(area, area, "office"), "แผน", "แผน", date(2014, 2, 4))
    kept = [take_in(upload("a.txt", text)) for text in (b"whole", b"lost", b"changed")]
    for brought in kept:
        keep_brought(by="ทดสอบ", entry=entry, brought=brought, at=timezone.now())
    assert main(["verify"]) == 0
    _whole, lost, changed = (stored_path(one.sha256) for one in kept)
    lost.unlink()
    changed.write_bytes(b"else")
    assert main(["verify"]) == 2
    told = capsys.readouterr().out
    assert told.count("หายหรือเสียหาย") == 2
    assert lost.name in told
    assert changed.name in told
    remove_unknown(timezone.now() + timedelta(1))
    assert len(_stored()) == 2, "what a record names is never tidied away"
