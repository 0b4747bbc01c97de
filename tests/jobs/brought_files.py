"""Small real files, made for tests: as offices bring them, and as nobody should."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import fontpkg_sarabun
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from khet.documents import typeset

THAI = "รายงานการประชุมผู้บริหาร ๒๕๕๗"


def upload(name: str, content: bytes, declared: str = "application/pdf") -> SimpleUploadedFile:
    """A file as a browser sends it, with whatever type it declares."""
    return SimpleUploadedFile(name, content, declared)


def docx(text: str = THAI) -> bytes:
    """A Word file with a heading, a paragraph in two pieces and a table."""
    paper, out = Document(), BytesIO()
    half = len(text) // 2
    line = paper.add_paragraph(text[:half])
    line.add_run(text[half:]).bold = True
    paper.add_table(1, 2).rows[0].cells[1].text = "ในตาราง & อื่น"
    paper.save(out)
    return out.getvalue()


def xlsx(text: str = THAI) -> bytes:
    """An Excel file with a sheet of that name's beginning and one cell."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("แผ่นหนึ่ง").write(0, 0, text)
    book.close()
    return out.getvalue()


def zipped(members: dict[str, bytes | str], how: int = ZIP_DEFLATED) -> bytes:
    """A ZIP of those members."""
    out = BytesIO()
    with ZipFile(out, "w", how) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return out.getvalue()


def pptx(*slides: str) -> bytes:
    """The parts of a PowerPoint file that say something."""
    pages = {
        f"ppt/slides/slide{n}.xml": f"<p:sld><a:p><a:t>{text}</a:t></a:p></p:sld>"
        for n, text in enumerate(slides, 1)
    }
    return zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x", **pages})


def pdf(text: str = THAI) -> bytes:
    """A PDF with a text layer."""
    head = '#set document(date: none)\n#set text(font: "Sarabun")'
    fonts = [fontpkg_sarabun.ROOT / "files"]
    return typeset.typst.compile(f"{head}\n{text}".encode(), font_paths=fonts)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A picture of a phone held upright: red on the left as stored, with its place and camera."""
    made, out = Image.new("RGB", size, "blue"), BytesIO()
    made.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "กล้องของผู้ถ่าย".encode().decode("latin-1")
    exif.get_ifd(0x8825).update({1: "N", 2: (7.0, 30.0, 0.0), 3: "E", 4: (100.0, 5.0, 0.0)})
    more = {"comment": b"taken by somebody"} if kind == "JPEG" else {}
    made.save(out, kind, exif=exif, **more)
    return out.getvalue()


def locked_zip() -> bytes:
    """A ZIP that asks for a password."""
    content = bytearray(zipped({"a.txt": "ลับ"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        content[at] |= 1
    return bytes(content)


def locked_pdf() -> bytes:
    """A PDF that asks for a password: its trailer names a standard security handler."""
    key = "<" + "41" * 32 + ">"
    body = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        f"4 0 obj<</Filter/Standard/V 1/R 2/O{key}/U{key}/P -4>>endobj\n"
        "trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<41><41>]/Size 5>>\n%%EOF"
    )
    return body.encode()
