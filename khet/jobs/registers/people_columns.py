"""The columns of files of people: those of the teachers' export that are used, and ours."""

from dataclasses import replace

from khet.jobs.registers.columns import Column, day, one_of, words, yes
from khet.jobs.registers.enrolment import NAME
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.registry.access import ROLES
from khet.rules.identity import identity_fault, plain_identity
from khet.rules.sign_in import typed_user_name
from khet.rules.user_names import user_name_allowed

ROLE_NAMES = {code: role.label for code, role in ROLES.items()}
ROLE_CODES = {role.label: code for code, role in ROLES.items()}
_SHORT = {"director": ("ผอ.สพป.",), "deputy": ("รอง ผอ.สพป.",), "school-director": ("ผอ.โรงเรียน",)}
_LABELS = {role.label: (code, *_SHORT.get(code, ())) for code, role in ROLES.items()}


def _identity(text: str) -> str:
    if identity_fault(text):
        raise ValueError(text)
    return plain_identity(text)


def _user_name(text: str) -> str:
    name = typed_user_name(text)
    if not user_name_allowed(name):
        raise ValueError(text)
    return name


USER_NAME = Column(
    "username",
    "ชื่อผู้ใช้",
    _user_name,
    "ใช้ a–z 0–9 . - _ รวม 3–30 ตัว หรือเว้นว่างให้ระบบตั้งให้",
    ("user name", "username"),
)
COLUMNS = (
    replace(SCHOOL, required=False, beside=True),
    NAME,
    Column(
        "identity",
        "เลขประจำตัวประชาชน",
        _identity,
        "ใส่ 13 หลักที่หลักสุดท้าย (เลขตรวจสอบ) ถูกต้อง (ตรวจกับบัตร) หรือเว้นว่าง (จัดช่องเป็นข้อความก่อนพิมพ์)",
        ("เลขบัตรประชาชน", "เลขประชาชน"),
        personal=True,
        stays=True,
    ),
    Column(
        "title", "คำนำหน้าชื่อ", words(50), "ใส่คำนำหน้าไม่เกิน 50 ตัวอักษร", ("คำนำหน้า",), example="นาง"
    ),
    Column("first", "ชื่อ", words(70), "ใส่ชื่อ", (), True, example="ตัวอย่าง"),
    Column("last", "นามสกุล", words(70), "ใส่นามสกุล", ("สกุล",), example="สมมติ"),
    Column("position", "ตำแหน่ง", words(100), "ใส่ตำแหน่งไม่เกิน 100 ตัวอักษร", example="ครู", stays=True),
    Column("academic_rank", "วิทยฐานะ", words(60), "ใส่วิทยฐานะไม่เกิน 60 ตัวอักษร", stays=True),
    USER_NAME,
    Column(
        "role",
        "บทบาท",
        one_of(_LABELS),
        f"ใส่ {' หรือ '.join(_LABELS)} หรือเว้นว่างให้ดูจากตำแหน่ง",
        example="ครู",
    ),
    Column(
        "unit",
        "หน่วยงาน",
        words(200),
        "ใส่รหัสหรือชื่อของโรงเรียน เครือข่าย กลุ่มงาน หรือเขต",
        ("หน่วยงานที่สังกัด",),
    ),
    Column("acting", "รักษาการ", yes, "ใส่ ใช่ หรือเว้นว่าง", stays=True),
    Column("since", "ตั้งแต่วันที่", day, "ใส่วัน เดือน ปี เช่น 16 พ.ค. 2556", stays=True),
    Column("until", "ถึงวันที่", day, "ใส่วัน เดือน ปี เช่น 31 มี.ค. 2557", stays=True),
)
