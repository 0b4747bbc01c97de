"""``python -m bench.check.report FOLDER``: a report of 100 pages, made up, as DOCX, PDF and TXT.

Sections of prose, lists and tables; one table in ten doesn't add up.
"""

import io
import sys
from pathlib import Path

import fontpkg_sarabun
import typst
from docx import Document

PAGES = 100
_SCHOOLS = 18
_PROSE = (
    "สำนักงานเขตพื้นที่การศึกษาได้ดำเนินโครงการพัฒนาคุณภาพการศึกษา ปีงบประมาณ ๒๕๕๖ "
    "จำนวน {n} โครงการ ใช้งบประมาณ {n},๒๕๐ บาท มีผู้เข้าร่วม {n} คน คิดเป็นร้อยละ ๘๕.๓๒ "
)


def sections() -> list[tuple[str, list[str], list[list[str]]]]:
    """A heading, paragraphs and a table for each page."""
    return [
        (f"{page}. ผลการดำเนินงานด้านที่ {page}", _paragraphs(page), _table(page))
        for page in range(1, PAGES + 1)
    ]


def _paragraphs(page: int) -> list[str]:
    items = [f"{n}) กิจกรรมที่ {n} จำนวน {n * page} คน" for n in range(1, 6)]
    return [_PROSE.format(n=page) * 2, "มีกิจกรรม จำนวน 5 กิจกรรม ดังนี้", *items]


def _table(page: int) -> list[list[str]]:
    amounts = [place * page * 125 for place in range(1, _SCHOOLS + 1)]
    rows = [[str(n), f"โรงเรียนสมมติ {n}", f"{a:,}"] for n, a in enumerate(amounts, 1)]
    total = sum(amounts) + (page % 10 == 0)
    return [["ที่", "โรงเรียน", "งบประมาณ (บาท)"], *rows, ["", "รวม", f"{total:,}"]]


def docx() -> bytes:
    """The report as Word writes it."""
    paper, out = Document(), io.BytesIO()
    for heading, paragraphs, rows in sections():
        paper.add_heading(heading)
        for paragraph in paragraphs:
            paper.add_paragraph(paragraph)
        table = paper.add_table(len(rows), 3)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        paper.add_page_break()
    paper.save(out)
    return out.getvalue()


def pdf() -> bytes:
    """The report as a PDF with a text layer."""
    parts = ['#set document(date: none)\n#set text(font: "Sarabun", size: 11pt)']
    for heading, paragraphs, rows in sections():
        cells = ",".join(f"[{cell}]" for row in rows for cell in row)
        prose = "\n\n".join(paragraphs).replace(")", "\\)")
        parts.append(
            f"= {heading}\n\n{prose}\n\n#table(columns: 3, {cells})\n#pagebreak(weak: true)"
        )
    source = "\n".join(parts).encode()
    fonts = [fontpkg_sarabun.ROOT / "files"]
    return typst.compile(source, font_paths=fonts, ignore_system_fonts=True)


def text() -> bytes:
    """The report as a file of text in Windows-874."""
    lines = []
    for heading, paragraphs, rows in sections():
        lines += [heading, *paragraphs, *("\t".join(row) for row in rows), ""]
    return "\r\n".join(lines).encode("cp874")


def main() -> None:
    """Write the three files into the folder."""
    for ending, make in {"docx": docx, "pdf": pdf, "txt": text}.items():
        Path(sys.argv[1], f"report.{ending}").write_bytes(make())


if __name__ == "__main__":
    main()
