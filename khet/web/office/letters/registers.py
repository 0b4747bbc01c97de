"""A book of letters to take away: as XLSX in the columns of a register, and printed as PDF."""

from collections.abc import Sequence
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.paper import Block, Heading, Paper, Table, Text, Title
from khet.documents.sheets import Sheet
from khet.documents.thai_docx import Columns
from khet.records.office.models import Letter, Number
from khet.rules.calendar import thai_date
from khet.rules.letters import RECEIVED
from khet.web.office.letters.listing import PER_PRINT, Book, Row, rows_of
from khet.web.office.letters.words import book_name
from khet.web.office.orders.words import number_state
from khet.web.parts.private import paper_of, private, workbook_of
from khet.web.parts.tags import be_date

Line = tuple[int | str | None, ...]
_UNNUMBERED = 9999
"""The place of letters without a number, behind every year."""
_VEILED = "หนังสือลับ"


@private
@require_safe
def take_book(request: HttpRequest, kind: str) -> HttpResponse:
    """A book as it is seen; whole, or a whole year of it, with the numbers that no letter has."""
    book = Book(request)
    if kind == "xlsx":
        return workbook_of(_sheet(book), f"letters-{book.code}")
    if kind != "pdf":
        raise Http404
    part = request.GET.get("part", "1")
    if part not in map(str, range(1, book.parts + 1)):
        raise Http404
    name = f"letters-{book.code}" + (f"-{part}" if book.parts > 1 else "")
    return paper_of(_paper(book, int(part)), kind, book.desk.viewer.today, name)


def _lines(book: Book) -> list[tuple[Number | None, Row | None]]:
    """The letters in the order of their numbers, with the numbers that none has between them."""
    lines: list[tuple[Number | None, Row | None]] = [
        (row.letter.number, row) for row in rows_of(book.letters)
    ]
    lines += [(number, None) for number in book.alone]
    return sorted(lines, key=lambda line: _place(line[0]))


def _place(number: Number | None) -> tuple[int, int]:
    return (number.series.year, number.number) if number else (_UNNUMBERED, 0)


def _sheet(book: Book) -> Sheet:
    columns = (
        *(_("เลขทะเบียน"), _("ปี"), _("ที่"), _("ลงวันที่"), _("จาก"), _("ถึง"), _("เรื่อง")),
        *(_("ชั้นความเร็ว"), _("ชั้นความลับ"), _("วันลงทะเบียน"), _("กลุ่ม"), _("การปฏิบัติ"), _("หมายเหตุ")),
    )
    title = _("ทะเบียน%(book)s") % {"book": book_name(book.code)}
    return Sheet(
        name=title,
        heading=(str(book.desk.viewer.area.name), title, *book.form.told),
        columns=columns,
        rows=[_cells(*line) for line in _lines(book)],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(book.desk.viewer.today)},),
    )


def _cells(number: Number | None, row: Row | None) -> Line:
    told = (number.number, number.series.year) if number else (None, None)
    if row is None or not row.shown:
        return (*told, *(None,) * 4, *_veiled(number, row), *(None,) * 6)
    one = row.letter
    days = [be_date(day) if day else None for day in (one.day, one.registered_at)]
    marks = (row.urgency or None, row.secrecy or None, days[1])
    names = (one.sender, one.to, one.subject)
    return (*told, one.ref, days[0], *names, *marks, str(one.unit), row.state, one.note)


def _veiled(number: Number | None, row: Row | None) -> tuple[str]:
    """What stands instead of the subject."""
    if row is not None or number is None:
        return (_VEILED,)
    return (f"{number_state(number)}: {number.reason}",)


def _paper(book: Book, part: int) -> Paper:
    """A part of the printed register: six columns, in Thai whatever the page's language."""
    year, area = book.form.only_year, book.desk.viewer.area
    received = book.code == RECEIVED
    heads = ("เลข", "ที่", "ลงวันที่", "จาก" if received else "ถึง", "เรื่อง", "การปฏิบัติ")
    columns = Columns(heads, (1.4, 2.8, 2.2, 3.2, 4.4, 2.0), frozenset({0}))
    title = f"ทะเบียน{Letter.Book(book.code).label}" + (f" ปี {year}" if year else "")
    lines, before = _lines(book), (part - 1) * PER_PRINT
    here = lines[before : before + PER_PRINT]
    which = f"รายการที่ {before + 1:,}–{before + len(here):,} จาก {len(lines):,}"
    cut = (Text(f"ส่วนที่ {part} จาก {book.parts} {which}"),) if book.parts > 1 else ()
    tables: list[Block] = []
    for of, several in groupby(here, lambda line: _place(line[0])[0]):
        rows = [_printed(*line, received=received) for line in several]
        heading = f"ปี {of}" if of != _UNNUMBERED else "ยังไม่มีเลข"
        tables += [Table(columns, rows)] if year else [Heading(heading), Table(columns, rows)]
    tables = tables or [Table(columns, [])]
    return Paper(title, (Title((str(area.name), title)), *cut, *tables))


def _printed(number: Number | None, row: Row | None, *, received: bool) -> Sequence[Sequence[str]]:
    told = [str(number.number) if number else "–"]
    if row is None or not row.shown:
        return [told, ["–"], ["–"], ["–"], list(_veiled(number, row)), ["–"]]
    one = row.letter
    day = thai_date(one.day, short=True) if one.day else "–"
    other = (one.sender if received else one.to) or "–"
    done = [str(one.unit), one.get_state_display()]
    return [told, [one.ref or "–"], [day], [other], [one.subject], done]
