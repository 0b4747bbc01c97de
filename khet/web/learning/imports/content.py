"""What a file really is, by its first bytes: its name may say anything."""

from __future__ import annotations

from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LARGEST = 50_000_000
LARGEST_UNPACKED = 1_000_000_000
ENDINGS = (".csv", ".xlsx", ".parquet")
_HEAD = 8
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")


def fault_of(file: UploadedFile[Any]) -> str:
    """Why a file can't be a score file, in words that say what to do; empty where it can."""
    name, size = str(file.name).lower(), file.size or 0
    if not size:
        return _("ไฟล์ว่างเปล่า (0 ไบต์): บันทึกไฟล์จากโปรแกรมใหม่ แล้วเลือกอีกครั้ง")
    if size > LARGEST:
        return _("ไฟล์ใหญ่เกิน %(most)s MB: แยกเป็นไฟล์ละการสอบ") % {"most": LARGEST // 1_000_000}
    if name.endswith(".xls"):
        return _("เป็นไฟล์ .xls รุ่นเก่า: เปิดใน Excel แล้วบันทึกเป็น .xlsx")
    if not name.endswith(ENDINGS):
        return _("ใช้ได้เฉพาะไฟล์ .xlsx, .csv และ .parquet")
    file.seek(0)
    fault = _content_fault(file, name)
    file.seek(0)
    return fault


def _content_fault(file: UploadedFile[Any], name: str) -> str:
    head = file.read(_HEAD)
    if head.startswith(_OLE):
        return _old_or_locked(file)
    if head.startswith(_PICTURES):
        return _("เป็นรูปภาพที่เปลี่ยนชื่อไฟล์ ไม่ใช่ตาราง: เลือกไฟล์คะแนน")
    if head.startswith(b"%PDF"):
        return _("เป็นไฟล์ PDF ที่เปลี่ยนชื่อไฟล์ ไม่ใช่ตาราง: เลือกไฟล์คะแนน")
    if name.endswith(".xlsx"):
        return _workbook_fault(file.file)
    if name.endswith(".parquet"):
        return "" if head.startswith(b"PAR1") else _("ไม่ใช่ไฟล์ Parquet แม้ชื่อจะลงท้ายเช่นนั้น")
    if head.startswith(b"PK"):
        return _("เป็นไฟล์ Excel หรือไฟล์บีบอัดที่เปลี่ยนชื่อเป็น .csv: บันทึกเป็น .xlsx หรือ .csv")
    return ""


def _old_or_locked(file: UploadedFile[Any]) -> str:
    """Old workbooks and those with a password begin alike."""
    before = b""
    for chunk in file.chunks():
        if _ENCRYPTED in before + chunk:
            return _("ไฟล์ใส่รหัสผ่านไว้: เปิดใน Excel เอารหัสผ่านออก แล้วบันทึกใหม่")
        before = chunk[-len(_ENCRYPTED) :]
    return _("เป็นไฟล์ .xls รุ่นเก่า: เปิดใน Excel แล้วบันทึกเป็น .xlsx")


def _workbook_fault(file: IO[Any] | None) -> str:
    try:
        parts = ZipFile(file).infolist() if file else []
    except BadZipFile:
        return _("ไม่ใช่ไฟล์ Excel หรือไฟล์เสียหาย: เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        return _("เป็นไฟล์บีบอัด ไม่ใช่ไฟล์ Excel: เลือกไฟล์ .xlsx")
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        return _("ข้อมูลในไฟล์มีมากเกินไป: แยกเป็นไฟล์ละการสอบ")
    return ""
