"""Workbooks as pages read them: brought, looked into once, and kept as what was found."""

from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from khet.documents.answer_books.reading import UnreadableBookError, book_of, read_json
from khet.documents.xlsform.opening import LARGEST
from khet.jobs.evidence_files import RefusedFileError, stored_path, take_in
from khet.records.office.actions.evidence import Brought
from khet.records.office.models import AttachedFile
from khet.rules.workbook_cells import Book
from khet.rules.workbook_templates import Template, template_of
from khet.web.parts.private import XLSX
from khet.web.public.errors import Nearest, NotHereError

_MADE = 1
"""Raised when what is read of a file changes, so that nothing that was kept before is used."""


def bring(upload: "UploadedFile[Any]") -> tuple[Brought, Book]:
    """A workbook that was sent, stored, with what is in it.

    Raises:
        RefusedFileError, UnreadableBookError: it isn't one that can be taken; both say why.
    """
    if (upload.size or 0) > LARGEST:
        told = _("ไฟล์ใหญ่เกิน %(most)s MB: ลบภาพ แผ่นงาน และแถวที่ไม่ใช้ แล้วบันทึกใหม่")
        raise RefusedFileError(told % {"most": LARGEST // 1_000_000})
    brought = take_in(upload)
    if brought.type != XLSX:
        told = _("ไม่ใช่ไฟล์ XLSX: เปิดใน Excel แล้วบันทึกเป็น “สมุดงาน Excel (.xlsx)”")
        raise RefusedFileError(told)
    return brought, book_at(brought.sha256)


def template_in(file: AttachedFile, back: Nearest) -> Template:
    """What the office's workbook asks; ``back`` is where to go when its file was lost.

    Raises:
        NotHereError: it was lost from the folder of the installation, or can't be read any more.
    """
    try:
        return template_of(book_at(file.sha256))
    except (FileNotFoundError, UnreadableBookError):
        told = _("ไฟล์นี้หายไปจากที่เก็บ: แจ้งผู้ดูแลระบบให้นำกลับมาจากชุดสำรอง")
        raise NotHereError(told, [back]) from None


def book_at(sha256: str) -> Book:
    """The workbook that was stored.

    Raises:
        FileNotFoundError, UnreadableBookError: it was lost, or can't be read any more.
    """
    return book_of(_read(sha256))


def _read(sha256: str) -> str:
    """What is in a file, read once: the same content says the same."""
    key = f"answer-book-{_MADE}-{sha256}"
    found = cache.get(key)
    if found is None:
        found = read_json(stored_path(sha256))
        cache.set(key, found)
    return str(found)
