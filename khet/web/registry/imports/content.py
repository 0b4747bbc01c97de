"""Whether an uploaded file can be a register's at all, by its content rather than its name."""

from zipfile import BadZipFile, ZipFile

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LARGEST = 50_000_000
ENDINGS = (".xlsx", ".csv")
_LARGEST_UNPACKED = 1_000_000_000
_BOOK = "xl/workbook.xml"
_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0", b"PK", b"%PDF"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")


def fault_of(file: "UploadedFile[bytes]") -> str:
    """What is wrong with the file and what to do; empty where nothing is."""
    name, size = str(file.name).lower(), file.size or 0
    if not size:
        return _("ไฟล์ว่าง: บันทึกไฟล์ใหม่ แล้วเลือกอีกครั้ง")
    if size > LARGEST:
        return _("ไฟล์ใหญ่เกิน %(most)s MB: แบ่งเป็นหลายไฟล์") % {"most": LARGEST // 1_000_000}
    if not name.endswith(ENDINGS):
        return _("ใช้ได้เฉพาะไฟล์ .xlsx และ .csv: เปิดใน Excel แล้วบันทึกเป็น .xlsx")
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    if head == _OLE:
        return _("เป็นไฟล์ .xls รุ่นเก่า หรือใส่รหัสผ่านไว้: บันทึกใหม่เป็น .xlsx ที่ไม่มีรหัสผ่าน")
    if head.startswith(_PICTURES):
        return _("เป็นรูปภาพที่เปลี่ยนชื่อไฟล์ ไม่ใช่ตาราง: เลือกไฟล์ Excel หรือ CSV")
    if name.endswith(".xlsx"):
        return _book_fault(file)
    if head.startswith((_ZIP, _PDF)):
        return _("เนื้อไฟล์ไม่ใช่ CSV แม้ชื่อจะลงท้ายเช่นนั้น: บันทึกใหม่เป็น .xlsx หรือ .csv")
    return ""


def _book_fault(file: "UploadedFile[bytes]") -> str:
    try:
        with ZipFile(file) as book:
            parts = {part.filename: part.file_size for part in book.infolist()}
    except BadZipFile:
        return _("ไม่ใช่ไฟล์ Excel หรือไฟล์เสียหาย: เปิดใน Excel แล้วบันทึกใหม่เป็น .xlsx")
    finally:
        file.seek(0)
    if _BOOK not in parts:
        return _("เป็นไฟล์บีบอัด ไม่ใช่ไฟล์ Excel: เลือกไฟล์ .xlsx")
    if sum(parts.values()) > _LARGEST_UNPACKED:
        return _("ข้อมูลในไฟล์มีมากเกินไป: แบ่งเป็นหลายไฟล์")
    return ""
