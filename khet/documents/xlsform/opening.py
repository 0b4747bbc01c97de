"""The file of a workbook, looked at before and while it is opened: anybody may have made it."""

import lzma
import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.workbook import Workbook

from khet.documents.xlsform.remarks import RefusedWorkbookError, Remark
from khet.rules.file_kinds import HEAD, kind_of_bytes, kind_of_ole, kind_of_zip

LARGEST, MOST_UNPACKED, MOST_MEMBERS = 2_000_000, 20_000_000, 300
"""Bytes of the file, bytes of all that is in it, and how many files those are."""
_LOCKED = 0x1
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
"""What no workbook has: a reader might fetch or multiply what is declared there."""
_UNREADABLE = (
    *(BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, struct.error),
)


def open_workbook(data: bytes) -> Workbook:
    """The workbook, read as it is gone through: formulas as they are written, no links followed.

    Raises:
        RefusedWorkbookError: it is none, is locked or too large, or has macros or declarations.
    """
    if why := why_not(data):
        raise refused(why)
    try:
        return openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
    except Exception:  # a broken workbook makes the reader raise whatever it stumbles over
        raise refused(broken()) from None


def refused(told: str) -> RefusedWorkbookError:
    """What is raised when the file as a whole can't be taken."""
    return RefusedWorkbookError([Remark("", 0, "", told)])


def broken() -> str:
    """What is told of a file that can't be read."""
    return _("เปิดไฟล์ไม่ได้ ไฟล์เสียหายหรือส่งมาไม่ครบ: เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx")


def why_not(data: bytes) -> str:
    """Why a file isn't opened as a workbook, and how to mend it; empty where it may be."""
    if len(data) > LARGEST:
        told = _("ไฟล์ใหญ่เกิน %(most)s MB: ลบภาพ แผ่นงาน และแถวที่ไม่ใช้ แล้วบันทึกใหม่")
        return told % {"most": LARGEST // 1_000_000}
    code = kind_of_bytes(data[:HEAD])
    if code == "zip":
        code = _inside(data)
    elif code == "ole":
        code = kind_of_ole(data)
    told_of = {
        "xlsx": "",
        "macros": _("ไฟล์มีมาโคร: บันทึกใหม่เป็น .xlsx ที่ไม่มีมาโคร"),
        "locked": _("ไฟล์ใส่รหัสผ่านไว้: บันทึกใหม่โดยไม่ใส่รหัสผ่าน"),
        "bomb": _("ไฟล์ขยายแล้วใหญ่เกินไป: ลบภาพ แผ่นงาน และแถวที่ไม่ใช้ แล้วบันทึกใหม่"),
        "declared": _("ไฟล์มีส่วนที่สมุดงานปกติไม่มี (DOCTYPE): เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx"),
        "broken": broken(),
    }
    return told_of.get(code, _("ไม่ใช่ไฟล์ XLSX: เปิดใน Excel แล้วบันทึกเป็น “สมุดงาน Excel (.xlsx)”"))


def _inside(data: bytes) -> str:
    """What kind of file a ZIP is, or why it isn't opened."""
    try:
        with ZipFile(BytesIO(data)) as box:
            members = box.infolist()
            if any(member.flag_bits & _LOCKED for member in members):
                return "locked"
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
                return "bomb"
            kind = kind_of_zip([member.filename for member in members])
            return "declared" if kind == "xlsx" and _declares(box) else kind
    except _UNREADABLE:
        return "broken"


def _declares(box: ZipFile) -> bool:
    """Whether a part declares something, in UTF-8 or UTF-16."""
    parts = (box.read(member).replace(b"\0", b"") for member in box.infolist())
    return any(mark in part for part in parts for mark in _DECLARED)
