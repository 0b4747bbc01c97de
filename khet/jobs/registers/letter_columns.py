"""The columns of registers of letters, as the correspondence rules and offices name them."""

from khet.jobs.registers.columns import Column, Rule, day, one_of, words, year
from khet.jobs.registers.register import Row
from khet.records.office.models import Letter, Number
from khet.records.registry.models import UnitKind
from khet.rules.calendar import thai_date
from khet.rules.letters import RECEIVED
from khet.rules.register_rows import number_and_year

_VEILED = "หนังสือลับ"
_SAID = ("ref", "sender", "to", "subject", "refers_to")
_DAY = "ใส่วันที่ เช่น 16 พ.ค. 2569 หรือ 16/5/2569"
_LONG = "ใส่%s ไม่เกิน %s ตัวอักษร"


def columns_of(book: str) -> tuple[Column, ...]:
    """The columns of a book's register."""
    received = book == RECEIVED
    number = "เลขทะเบียนรับ" if received else "เลขทะเบียนส่ง"
    return (
        Column(
            "number",
            number,
            number_cell,
            "ใส่เลข 1 ถึง 99999 เช่น 12 หรือ 12/2569",
            ("เลขทะเบียน", "เลขรับ", "เลขที่รับ", "เลขส่ง", "เลขที่ส่ง", "เลขที่"),
            True,
            example="1",
        ),
        Column("year", "ปี", year, "ใส่ปี พ.ศ. สี่หลัก เช่น 2569", ("ปี พ.ศ.",), example="2569"),
        Column(
            "ref",
            "ที่",
            words(100),
            _LONG % ("ที่ของหนังสือ", 100),
            ("ที่หนังสือ", "เลขที่หนังสือ"),
            example="ศธ 04001/1",
        ),
        Column("day", "ลงวันที่", day, _DAY, ("วันที่หนังสือ",), example="5 ม.ค. 2569"),
        Column(
            "sender", "จาก", words(300), _LONG % ("ผู้ส่ง", 300), ("ผู้ส่ง",), example="หน่วยงานตัวอย่าง"
        ),
        Column("to", "ถึง", words(300), _LONG % ("ผู้รับ", 300), ("ผู้รับ", "เรียน"), example="ผู้อำนวยการ"),
        Column(
            "subject",
            "เรื่อง",
            words(500),
            "ใส่เรื่อง ไม่เกิน 500 ตัวอักษร",
            ("ชื่อเรื่อง",),
            True,
            example="ขอเชิญประชุม",
        ),
        Column("refers_to", "อ้างถึง", words(500), _LONG % ("หนังสือที่อ้างถึง", 500)),
        Column("urgency", "ชั้นความเร็ว", _label(Letter.Urgency), _one(Letter.Urgency), ("ความเร็ว",)),
        Column("secrecy", "ชั้นความลับ", _label(Letter.Secrecy), _one(Letter.Secrecy), ("ความลับ",)),
        Column(
            "entered",
            "วันลงทะเบียน",
            day,
            _DAY,
            ("วันที่รับ", "วันที่ลงรับ", "วันที่ลงทะเบียน", "วันที่ส่ง"),
            example="6 ม.ค. 2569",
        ),
        Column("unit", "กลุ่ม", words(200), _LONG % ("กลุ่มที่รับเรื่อง", 200), ("กลุ่มงาน", "หน่วยปฏิบัติ")),
        Column("done", "การปฏิบัติ", words(200), _LONG % ("สิ่งที่ทำกับหนังสือ", 200)),
        Column("note", "หมายเหตุ", words(300), _LONG % ("หมายเหตุ", 300)),
    )


def row_of(letter: Letter, number: Number) -> Row:
    """A letter as its register tells it; of a secret one only the number."""
    told = {"number": str(number.number), "year": str(number.series.year)}
    empty = dict.fromkeys(column.key for column in columns_of(letter.book))
    if letter.secrecy:
        return {**dict.fromkeys(empty, ""), **told, "subject": _VEILED}
    days = {"day": letter.day, "entered": letter.registered_at}
    return {
        **told,
        **{name: getattr(letter, name) for name in _SAID},
        **{name: thai_date(day, short=True) if day else "" for name, day in days.items()},
        "urgency": Letter.Urgency(letter.urgency).label if letter.urgency else "",
        "secrecy": "",
        "unit": letter.unit.name if letter.unit.kind == UnitKind.GROUP else "",
        "done": "",
        "note": letter.note,
    }


def number_cell(text: str) -> str:
    """A number of a register, with its year where that is written beside it."""
    number, be = number_and_year(text)
    return f"{number}/{be}" if be else str(number)


def _label(choices: type[Letter.Urgency] | type[Letter.Secrecy]) -> Rule:
    """One of the words of urgency or secrecy; the usual one is left empty."""
    rule = one_of({str(one.label): () for one in choices})
    usual = str(choices("").label)

    def canonical(text: str) -> str:
        found = rule(text)
        return "" if found == usual else found

    return canonical


def _one(choices: type[Letter.Urgency] | type[Letter.Secrecy]) -> str:
    return f"ใส่ {', '.join(str(one.label) for one in choices)} หรือเว้นว่าง"
