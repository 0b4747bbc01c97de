"""Reports as offices have them, made for tests: DOCX from lines or from XML, PDF from letters."""

from collections.abc import Sequence
from io import BytesIO

import fontpkg_sarabun
import typst
from docx import Document
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

_NAMES = (
    f"{nsdecls('w', 'wp', 'a', 'm')} "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def xml(source: str) -> BaseOxmlElement:
    """A piece of a DOCX."""
    tag = source.removeprefix("<").replace(">", " ").replace("/", " ").split()[0]
    return parse_xml(source.replace(f"<{tag}", f"<{tag} {_NAMES}", 1))


def saved(paper: Docx) -> bytes:
    """The bytes of a DOCX."""
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def docx(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A DOCX of paragraphs, pieces of XML (``<w:…``) and tables (lists of rows)."""
    paper = Document()
    for block in blocks:
        if not isinstance(block, str):
            _add_table(paper, block)
        elif block.startswith("<w:"):
            paper.element.body.insert(len(paper.element.body) - 1, xml(block))
        else:
            paper.add_paragraph(block)
    return saved(paper)


def _add_table(paper: Docx, rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def with_part(paper: Docx, kind: str, source: str) -> None:
    """Give a DOCX a part of that kind, as ``FOOTNOTES``."""
    name = PackURI(f"/word/{kind.lower()}.xml")
    told = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind.lower()}+xml"
    part = Part(name, told, source.encode(), paper.part.package)
    paper.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind))


def numbered(levels: str, more: str = "") -> Docx:
    """A DOCX with the list 1 of those levels, and more lists or kinds of lists."""
    paper = Document()
    numbering = paper.part.numbering_part.element
    numbering.clear()
    kind = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
    own = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    for piece in xml(f"<w:numbering>{kind}{own}{more}</w:numbering>"):
        numbering.append(piece)
    return paper


def level(depth: int, how: str, text: str, more: str = "") -> str:
    """One level of a list, as XML."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{how}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(text: str, depth: int = 0, list_id: int = 1) -> str:
    """A paragraph of a list, as XML."""
    place = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/>'
    return f"<w:p><w:pPr><w:numPr>{place}</w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def typeset_pdf(source: str) -> bytes:
    """A PDF typeset from Typst's markup in the font of the papers."""
    head = '#set document(date: none)\n#set text(font: "Sarabun", size: 14pt)\n'
    fonts = [fontpkg_sarabun.ROOT / "files"]
    return typst.compile(f"{head}{source}".encode(), font_paths=fonts, ignore_system_fonts=True)


def old_pdf(content: bytes, means: str = "") -> bytes:
    """A PDF of one page with a font of one byte a letter.

    ``means`` are the letters that the bytes from 0x80 on stand for; without it the font says what
    its Latin letters are.
    """
    return drawn_pdf(b"BT /F 20 Tf 50 700 Td <" + content.hex().encode() + b"> Tj ET", means)


def drawn_pdf(shown: bytes, means: str = "") -> bytes:
    """A PDF of one page with what is drawn on it, in PDF's operators; its font is ``/F``."""
    pairs = "\n".join(f"<{0x80 + n:02x}> <{ord(letter):04x}>" for n, letter in enumerate(means))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(means)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(shown),
        font + (b"/ToUnicode 6 0 R>>" if means else b">>"),
        _stream(cmap),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
