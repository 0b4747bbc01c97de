"""Words of instruments: kinds of items, what is wrong with answers and drafts, conditions."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.rules.expressions import Expression
from khet.rules.instrument_checks import MOST_WEIGHT, Flaw
from khet.rules.instruments import Item, ItemKind
from khet.rules.rounding import half_up_decimal

KIND_WORDS = {
    ItemKind.LEVEL: _("ระดับ 1–5"),
    ItemKind.YES_NO: _("ใช่หรือไม่ใช่"),
    ItemKind.INTEGER: _("จำนวนเต็ม"),
    ItemKind.DECIMAL: _("ตัวเลขทศนิยม"),
    ItemKind.TEXT: _("ข้อความ"),
    ItemKind.DATE: _("วันที่"),
    ItemKind.ONE: _("เลือกหนึ่งคำตอบ"),
    ItemKind.MANY: _("เลือกได้หลายคำตอบ"),
    ItemKind.FILE: _("ไฟล์"),
    ItemKind.PHOTO: _("ภาพถ่าย"),
    ItemKind.NOTE: _("คำชี้แจง (ไม่ต้องตอบ)"),
    ItemKind.CALCULATE: _("คำนวณจากข้ออื่น"),
}
_FAULTS = {
    "level": _("เลือกระดับ 1 ถึง 5"),
    "choice": _("เลือกจากรายการเท่านั้น"),
    "type": _("คำตอบไม่ตรงกับชนิดของข้อ: อ่านตัวอย่างใต้ข้อแล้วกรอกใหม่"),
    "far": _("วันที่นี้ไกลเกินหนึ่งปี: ตรวจปี พ.ศ. อีกครั้ง"),
    "constraint": _("คำตอบไม่เป็นไปตามเงื่อนไขของข้อนี้: ตรวจแล้วกรอกใหม่"),
    "skip": _("ข้อนี้เลือก ไม่เกี่ยวข้อง ไม่ได้"),
    "unknown": _("ไม่มีข้อนี้ในแบบ"),
}
_FLAWS = {
    "empty": _("กรุณากรอกช่องนี้"),
    "name": _("ชื่อ %(found)s ใช้ไม่ได้: ใช้อักษรอังกฤษ ตัวเลข และ _ ขึ้นต้นด้วยอักษร"),
    "twice": _("ชื่อ %(found)s ซ้ำกับข้ออื่น: ตั้งชื่อไม่ให้ซ้ำ"),
    "many": _("มีมากกว่า %(found)s ข้อ: แยกเป็นหลายแบบ"),
    "many-choices": _("มีเกิน %(found)s ตัวเลือก: ลดตัวเลือก หรือถามด้วยข้อชนิดข้อความ"),
    "same": _("มีตัวเลือก “%(found)s” มากกว่าหนึ่งตัว: ตั้งข้อความให้ต่างกัน"),
    "long": _("ยาวเกินไป: แต่ละข้อความใช้ไม่เกิน %(found)s ตัวอักษร"),
    "levels": _("คำบรรยายระดับต้องครบทั้ง 5 ระดับ หรือเว้นว่างทั้งหมด"),
    "weight": _("น้ำหนักต้องเป็น 0 ถึง %(most)s ทศนิยมไม่เกิน 3 ตำแหน่ง และใช้กับข้อระดับหรือใช่–ไม่ใช่เท่านั้น"),
    "scheme": _("ไม่มีเกณฑ์ระดับ %(found)s: เลือกเกณฑ์จากรายการ"),
    "unread-character": _("อ่านไม่ได้ที่ตัวที่ %(position)s (%(found)s): ชื่อข้อต้องอยู่ใน ${ } ข้อความอยู่ใน ' '"),
    "unread-word": _("อ่านไม่ได้ที่ตัวที่ %(position)s: ไม่คาดว่าจะพบ %(found)s ตรงนี้"),
    "unread-ends": _("เงื่อนไขยังไม่จบ: มีบางส่วนขาดหายไปท้ายข้อความ"),
    "unread-long": _("ยาวหรือซ้อนกันมากเกินไป: แบ่งเป็นข้อคำนวณหลายข้อ"),
    "unknown": _("ไม่มีข้อชื่อ %(found)s ในแบบ: ตรวจตัวสะกด"),
    "later": _("ข้อ %(found)s อยู่หลังหรือเป็นข้อนี้เอง: อ้างได้เฉพาะข้อที่อยู่ก่อน"),
    "condition": _("ต้องเป็นเงื่อนไขที่จริงหรือไม่จริง เช่น ${ข้อ} = 'yes' หรือ . > 0"),
    "mark": _("ข้อความแสดงคำตอบของข้ออื่นด้วย ${ } ไม่ได้: เขียนเป็นข้อความธรรมดา"),
    "value": _("ต้องเป็นการคำนวณ เช่น ${a} + ${b} ไม่ใช่การเปรียบเทียบ"),
}
_PLACES = 4
_COMPARED = {
    "=": _("เป็น"),
    "!=": _("ไม่เป็น"),
    "<": _("น้อยกว่า"),
    "<=": _("ไม่เกิน"),
    ">": _("มากกว่า"),
    ">=": _("ตั้งแต่"),
}


def plain(number: Decimal) -> str:
    """A number without zeros at its end."""
    return f"{number.normalize():f}"


def worked_out(value: Decimal | str) -> str:
    """What was calculated, in at most 4 decimals, as the script of the page shows it."""
    return plain(half_up_decimal(value, _PLACES)) if isinstance(value, Decimal) else value


def fault_word(item: Item | None, code: str) -> str:
    """What is wrong with the answer of an item, and how to mend it."""
    if code == "required" and item is not None:
        if item.may_skip:
            return gettext("ต้องตอบข้อนี้ หรือเลือก ไม่เกี่ยวข้อง")
        return gettext("ต้องตอบข้อนี้")
    if code == "constraint" and item is not None and item.message:
        return item.message
    return str(_FAULTS.get(code, _FAULTS["type"]))


def flaw_word(flaw: Flaw) -> str:
    """What is wrong with a draft, and how to mend it."""
    if flaw.field == "items" and flaw.code == "empty":
        return gettext("ยังไม่มีข้อที่ต้องตอบ: เพิ่มอย่างน้อยหนึ่งข้อ")
    told = {"found": flaw.found, "position": flaw.position, "most": MOST_WEIGHT}
    code = "many-choices" if (flaw.field, flaw.code) == ("choices", "many") else flaw.code
    return str(_FLAWS[code]) % told


def condition_word(read: Expression, items: Mapping[str, Item]) -> str:
    """An expression in plain words: items by their labels, choices too."""
    does, of = read.does, read.of
    if does in ("and", "or"):
        joined = gettext(" และ ") if does == "and" else gettext(" หรือ ")
        return joined.join(_within(part, items) for part in of)
    if does == "not":
        return gettext("ไม่ใช่ว่า (%(said)s)") % {"said": condition_word(of[0], items)}
    if does == "selected" or does in _COMPARED:
        word = gettext("เลือก") if does == "selected" else _COMPARED[does]
        return f"{condition_word(of[0], items)} {word} {_meant(of[0], of[1], items)}"
    if of:
        signs = {"*": "×", "div": "÷"}
        left, right = (condition_word(part, items) for part in of)
        return f"({left} {signs.get(does, does)} {right})"
    return _leaf(read, items)


def _within(part: Expression, items: Mapping[str, Item]) -> str:
    """A part of a condition, in brackets where it has parts itself."""
    said = condition_word(part, items)
    return f"({said})" if part.does in ("and", "or") else said


def _leaf(read: Expression, items: Mapping[str, Item]) -> str:
    if read.does == "own":
        return gettext("คำตอบข้อนี้")
    if read.does == "name":
        found = items.get(read.word)
        return f"“{found.label or found.name}”" if found else f"“{read.word}”"
    return read.word


def _meant(left: Expression, right: Expression, items: Mapping[str, Item]) -> str:
    """What an item is compared with: a choice by its label, yes and no as words."""
    item = items.get(left.word) if left.does == "name" else None
    if right.does != "text" or item is None:
        return condition_word(right, items)
    if item.kind == ItemKind.YES_NO:
        return {"yes": gettext("ใช่"), "no": gettext("ไม่ใช่")}.get(right.word, right.word)
    labels = {choice.name: choice.label for choice in item.choices}
    return labels.get(right.word, right.word)
