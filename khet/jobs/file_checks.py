"""Is a file that somebody brought one of those that are kept? Its content decides, not its name."""

import lzma
import struct
import zlib
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from khet.documents.report_reader.pdf import PDFIUM
from khet.rules.file_kinds import (
    HEAD,
    KINDS,
    FileKind,
    agrees,
    kind_of_bytes,
    kind_of_ole,
    kind_of_zip,
)

_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 250_000_000
_MOST_PIXELS = 60_000_000
_PASSWORD = 4
_LOCKED = 0x1
_QUALITY = 90
_SEEN = ("transparency", "background")
"""What is said beside the picture that is part of how it looks."""
_UNREADABLE = (
    *(BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, struct.error),
)


class RefusedFileError(Exception):
    """The file can't be kept; the message says in Thai what is wrong and how to mend it.

    ``code`` is its kind as ``rules.file_kinds`` knows it (``other`` where unknown), if that is why.
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


def kind_of(path: Path, name: str, only: Collection[str] = KINDS) -> FileKind:
    """What kind of file it is, by its content; ``only`` some kinds (their codes) are wanted.

    Raises:
        RefusedFileError: of no kind that is wanted, harmful, locked or broken, or of another than
            its name says.
    """
    with path.open("rb") as file:
        code = kind_of_bytes(file.read(HEAD))
    if code == "zip":
        code = _inside_zip(path)
    elif code == "ole":
        code = kind_of_ole(path.read_bytes())
    if code not in KINDS:
        raise RefusedFileError(_why(code), code or "other")
    kind = KINDS[code]
    if code not in only:
        wanted = " ".join(_(KINDS[one].th) for one in only)
        told = _("ไฟล์นี้เป็น%(kind)s ใช้ที่นี่ไม่ได้: เลือกไฟล์ %(wanted)s")
        raise RefusedFileError(told % {"kind": f" {_(kind.th)}", "wanted": wanted}, code)
    if not agrees(name, code):
        told = _("ไฟล์ชื่อ %(ending)s แต่เนื้อหาเป็น%(kind)s: เปลี่ยนชื่อให้ลงท้าย %(right)s หรือเลือกไฟล์ที่ถูกต้อง")
        ending = Path(name).suffix or _("ไม่มีนามสกุล")
        about = {"ending": ending, "kind": f" {_(kind.th)}", "right": kind.endings[0]}
        raise RefusedFileError(told % about, code)
    if code == "pdf":
        _open_pdf(path)
    return kind


def clean_picture(path: Path, kind: FileKind) -> None:
    """Write a picture anew, upright, without where and by whom it was taken.

    Raises:
        RefusedFileError: it is broken, or larger than a camera's.
    """
    try:
        with Image.open(path, formats=[kind.code.upper()]) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise RefusedFileError(_("ภาพมีจุดมากเกินไป: ย่อภาพให้ไม่เกิน 60 ล้านจุด แล้วเลือกอีกครั้ง"))
            icc = opened.info.get("icc_profile")
            upright = ImageOps.exif_transpose(opened)
            upright.info = {k: v for k, v in upright.info.items() if k in _SEEN}
            made = BytesIO()
            upright.save(made, kind.code.upper(), quality=_QUALITY, icc_profile=icc)
    except RefusedFileError:
        raise
    except Exception:  # broken pictures make Pillow raise whatever its reader stumbles over
        raise RefusedFileError(_("เปิดภาพไม่ได้ ไฟล์เสียหาย: ถ่ายหรือบันทึกภาพใหม่")) from None
    path.write_bytes(made.getvalue())


def _inside_zip(path: Path) -> str:
    try:
        with ZipFile(path) as box:
            members = box.infolist()
            if any(member.flag_bits & _LOCKED for member in members):
                return "locked"
            unpacked = sum(member.file_size for member in members)
            if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
                return "bomb"
            if box.testzip() is not None:
                return "broken"
            return kind_of_zip([member.filename for member in members])
    except _UNREADABLE:
        return "broken"


def _open_pdf(path: Path) -> None:
    try:
        with PDFIUM, pypdfium2.PdfDocument(path) as pdf:
            pages = len(pdf)
    except pypdfium2.PdfiumError as exc:
        raise RefusedFileError(_why("locked" if exc.err_code == _PASSWORD else "broken")) from None
    if not pages:
        raise RefusedFileError(_why("broken"))


def _why(code: str) -> str:
    """Why a file isn't kept, and how to mend it."""
    told = {
        "program": _("เป็นไฟล์โปรแกรม เก็บเป็นหลักฐานไม่ได้: เลือกเอกสาร ภาพ หรือไฟล์ ZIP"),
        "markup": _("เป็นหน้าเว็บหรือภาพ SVG ซึ่งอาจมีคำสั่งซ่อนอยู่: พิมพ์เป็น PDF แล้วเลือกไฟล์ PDF"),
        "macros": _("ไฟล์มีมาโคร: บันทึกใหม่เป็น .docx .xlsx หรือ .pptx ที่ไม่มีมาโคร"),
        "harmful": _("ใน ZIP มีโปรแกรม หน้าเว็บ หรือไฟล์ที่มีมาโคร: เอาออกแล้วบีบอัดใหม่"),
        "locked": _("ไฟล์ใส่รหัสผ่านไว้: บันทึกใหม่โดยไม่ใส่รหัสผ่าน"),
        "broken": _("เปิดไฟล์ไม่ได้ ไฟล์เสียหายหรือส่งมาไม่ครบ: บันทึกใหม่แล้วเลือกอีกครั้ง"),
        "bomb": _("ไฟล์ขยายแล้วใหญ่เกินไป: แบ่งเป็นหลายไฟล์"),
        "heic": _(
            "เป็นภาพ HEIC ของโทรศัพท์ ซึ่งเปิดในเครื่องอื่นไม่ได้: ส่งออกเป็น JPEG หรือตั้งกล้องเป็น “เข้ากันได้มากที่สุด”"
        ),
        "picture": _("เก็บได้เฉพาะภาพ JPEG PNG และ WEBP: บันทึกภาพเป็น JPEG หรือ PNG"),
        "archive": _("เก็บไฟล์บีบอัดได้เฉพาะ ZIP: บีบอัดใหม่เป็น .zip"),
    }
    kinds = _("เก็บได้เฉพาะ PDF Word Excel PowerPoint ข้อความ ภาพ และ ZIP: บันทึกใหม่เป็นชนิดเหล่านี้")
    return told.get(code, kinds)
