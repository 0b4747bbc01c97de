"""Thai official papers as DOCX, to be edited: A4, TH SarabunPSK 16 pt, Thai as complex script.

Word reads font, size and weight of Thai letters from the complex-script half of each setting, so
that half is always set too; fonts of the theme, which would come before ours, are dropped. The
same paper of the same day has the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.font import Font
from docx.text.paragraph import Paragraph

FONT = "TH SarabunPSK"
SIZE, TABLE_SIZE = 16, 14
STAMP_SIZE, MEMO_SIZE = 32, 29
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
_ASIDE, _RULE_INDENT, _MIDDLE = Cm(11), Cm(6), Cm(8)
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True)
class Columns:
    """The headings of a table and the widths of its columns in centimetres."""

    heads: Sequence[str]
    widths: Sequence[float]
    centred: frozenset[int] = field(default_factory=frozenset)


class ThaiPaper:
    """A paper that is written from top to bottom; ``thai`` is for Thai numbers of pages."""

    def __init__(self, title: str, thai: bool = True) -> None:
        self._made: Docx = Document()
        self._title = title
        _set_fonts(self._made)
        _set_page(self._made, thai)

    def title(self, *lines: str) -> None:
        """The title in the middle, a paragraph for each line."""
        for line in lines:
            self._made.add_paragraph(line, style="Heading 1").alignment = CENTRE

    def heading(self, text: str) -> None:
        """A heading that stays with what follows it."""
        self._made.add_paragraph(text, style="Heading 2")

    def text(self, text: str, indented: bool = False) -> None:
        """A paragraph; an indented one begins to the right."""
        paragraph = self._made.add_paragraph(text)
        if indented:
            paragraph.paragraph_format.first_line_indent = Cm(2.5)

    def entry(self, label: str, text: str, level: int = 0, aside: str = "") -> None:
        """A line of a list, its text hanging beside its label, and what stands aside of it."""
        line = "\t".join([label, text, aside] if aside else [label, text])
        shape = self._made.add_paragraph(line).paragraph_format
        shape.left_indent, shape.first_line_indent = Cm(0.8 * level + 1), Cm(-1)
        shape.tab_stops.add_tab_stop(Cm(0.8 * level + 1))
        if aside:
            shape.tab_stops.add_tab_stop(_ASIDE)
            shape.space_after = Pt(0)

    def rule(self) -> None:
        """A short line in the middle."""
        paragraph = self._made.add_paragraph()
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = _RULE_INDENT
        shape.line_spacing, shape.space_after = Pt(6), Pt(12)
        _underlined(paragraph)

    def crest(self, told: str) -> None:
        """The room for the crest, told in small grey letters."""
        paragraph = self._made.add_paragraph()
        paragraph.alignment = CENTRE
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(30)
        run = paragraph.add_run(told)
        _sized(run.font, 10)
        run.font.color.rgb = RGBColor(120, 120, 120)

    def stamp(self, text: str) -> None:
        """A word of urgency or secrecy, red and bold."""
        run = self._made.add_paragraph().add_run(text)
        _sized(run.font, STAMP_SIZE, strong=True)
        run.font.color.rgb = RGBColor(0xC0, 0, 0)

    def sides(self, left: str, right: str) -> None:
        """A line of two halves."""
        shape = self._made.add_paragraph(f"{left}\t{right}").paragraph_format
        shape.tab_stops.add_tab_stop(_MIDDLE)
        shape.space_after = Pt(0)

    def memo_head(self, text: str) -> None:
        """The head of a memorandum; a small crest goes to its left."""
        paragraph = self._made.add_paragraph()
        paragraph.alignment = CENTRE
        _sized(paragraph.add_run(text).font, MEMO_SIZE, strong=True)

    def table(self, columns: Columns, rows: Sequence[Sequence[Sequence[str]]]) -> None:
        """A table whose headings stand on every page; a cell is its lines."""
        made = self._made.add_table(rows=1, cols=len(columns.heads), style="Table Grid")
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _mark(made.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        for place, head in enumerate(columns.heads):
            _fill(made.rows[0].cells[place], [head], centred=True, strong=True)
        for row in rows:
            line = made.add_row()
            _mark(line._tr.get_or_add_trPr(), "cantSplit")
            for place, (cell, lines) in enumerate(zip(line.cells, row, strict=True)):
                _fill(cell, lines, centred=place in columns.centred)
        for column, width in zip(made.columns, map(Cm, columns.widths), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width

    def signature(self, lines: Sequence[str]) -> None:
        """The block to sign in, in the right half of the page, on one page."""
        for place, line in enumerate(lines):
            paragraph = self._made.add_paragraph(line)
            paragraph.alignment = CENTRE
            shape = paragraph.paragraph_format
            shape.left_indent, shape.keep_with_next = Cm(7), place < len(lines) - 1
            shape.space_before = Pt(0 if place else 36)

    def saved(self, day: date) -> bytes:
        """The DOCX file; ``day`` is kept as the day on which it was made."""
        told = self._made.core_properties
        told.title, told.language, told.author, told.comments = self._title, "th-TH", "Khet", ""
        told.created = told.modified = datetime(day.year, day.month, day.day)
        told.last_modified_by, told.revision = "", 1
        out = BytesIO()
        self._made.save(out)
        return without_clock(out.getvalue())


def without_clock(made: bytes) -> bytes:
    """The same archive, its parts without the time at which they were written."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as there, ZipFile(out, "w", ZIP_DEFLATED) as again:
        for part in there.infolist():
            kept = ZipInfo(part.filename, _EARLIEST)
            kept.compress_type = ZIP_DEFLATED
            again.writestr(kept, there.read(part))
    return out.getvalue()


def _set_fonts(made: Docx) -> None:
    """One font in every style, without those of the theme, and Thai as the complex script."""
    styles = made.styles.element
    for faces in styles.iter(qn("w:rFonts")):
        for theme in _THEMED:
            faces.attrib.pop(qn(f"w:{theme}"), None)
        for face in _FACES:
            faces.set(qn(f"w:{face}"), FONT)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:bidi"), "th-TH")
    _sized(_style(made, "Normal").font, SIZE)
    _style(made, "Normal").paragraph_format.space_after = Pt(4)
    for name, size in (("Heading 1", 18), ("Heading 2", SIZE)):
        font = _style(made, name).font
        _sized(font, size, strong=True)
        font.color.rgb = RGBColor(0, 0, 0)
    _style(made, "Heading 1").paragraph_format.space_before = Pt(0)


def _style(made: Docx, name: str) -> ParagraphStyle:
    found = made.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(name)
    return found


def _sized(font: Font, size: int, strong: bool = False) -> None:
    """Size and weight of a style or run, of Latin letters and of Thai ones."""
    font.name, font.size = FONT, Pt(size)
    font.bold = font.cs_bold = strong
    settings = font.element.get_or_add_rPr()
    faces = settings.get_or_add_rFonts()
    for face in _FACES:
        faces.set(qn(f"w:{face}"), FONT)
    for old in settings.findall(qn("w:szCs")):
        settings.remove(old)
    thai = OxmlElement("w:szCs")
    thai.set(qn("w:val"), str(2 * size))
    settings.find(qn("w:sz")).addnext(thai)


def _set_page(made: Docx, thai: bool) -> None:
    """A4 with the margins of official papers, and the number of the page above."""
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2)
    number = page.header.paragraphs[0]
    number.alignment = CENTRE
    for part in _field("PAGE \\* ThaiArabic" if thai else "PAGE"):
        run = number.add_run()
        run._r.append(part)


def _field(code: str) -> Iterator[BaseOxmlElement]:
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = code
        yield part


def _underlined(paragraph: Paragraph) -> None:
    """A line below a paragraph, from one of its indents to the other."""
    line = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "auto"}.items():
        line.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _mark(settings: BaseOxmlElement, name: str) -> None:
    settings.append(OxmlElement(f"w:{name}"))


def _fill(cell: _Cell, lines: Sequence[str], centred: bool = False, strong: bool = False) -> None:
    """Write lines into a cell, each a paragraph."""
    for place, line in enumerate(lines):
        paragraph: Paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = CENTRE
        _sized(paragraph.add_run(line).font, TABLE_SIZE, strong)
