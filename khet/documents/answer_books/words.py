"""What is wrong or odd in a cell in words: what it is, and after a colon how to mend it."""

from datetime import date

from django.utils.translation import gettext as _

from khet.rules.calendar import thai_date
from khet.rules.workbook_checks import Fault


def told(fault: Fault) -> str:
    """A fault in words."""
    about = {"sheet": fault.sheet, "cell": fault.cell, **fault.about}
    if fault.code in ("range", "length"):
        about["limit"] = _limit(about)
    words = _whole(fault) or _fixed(fault.code) or _asked(fault) or _odd(fault.code)
    return words % about


def _whole(fault: Fault) -> str:
    """What is said of a whole sheet or file."""
    others = fault.about.get("others")
    return {
        "no-sheet": _(
            "ไฟล์นี้ไม่ใช่แบบที่เขตส่ง: ไม่มีแผ่น “%(sheet)s” มี “%(others)s” "
            "ถ้าเปลี่ยนชื่อแผ่น ให้เปลี่ยนกลับ ถ้าเป็นไฟล์อื่น ให้รับไฟล์ของเขตมากรอก"
        )
        if others
        else _("ไฟล์นี้ไม่ใช่แบบที่เขตส่ง: ไม่มีแผ่น “%(sheet)s” ให้รับไฟล์ของเขตมากรอก"),
        "other-file": _(
            "ไฟล์นี้ไม่ใช่แบบที่เขตส่ง: แผ่น “%(sheet)s” ช่อง %(cell)s "
            "ควรเป็น “%(expected)s” แต่พบ “%(found)s” ให้รับไฟล์ของเขตมากรอก"
        ),
        "rows-added": _(
            "มีแถวแทรกเข้ามา %(rows)s แถว ก่อนแถวที่ %(row)s ของแบบ: ลบแถวที่แทรก แล้วกรอกเฉพาะในช่องที่ให้ไว้"
        ),
        "rows-gone": _(
            "มีแถวของแบบหายไป %(rows)s แถว ก่อนแถวที่ %(row)s: รับไฟล์ของเขตมากรอกใหม่ โดยไม่ลบแถว"
        ),
        "nothing": _("ยังไม่ได้กรอกช่องใดเลย: กรอกในช่องที่ให้ไว้ บันทึก แล้วเลือกไฟล์อีกครั้ง"),
    }.get(fault.code, "")


def _fixed(code: str) -> str:
    """What is said of a cell that nobody was to write in."""
    return {
        "locked": _("ช่องนี้ห้ามแก้ เดิมเป็น “%(expected)s” แต่พบ “%(found)s”: พิมพ์ให้เหมือนเดิม"),
        "formula-gone": _("สูตรหายไป เดิมเป็น %(expected)s แต่พบ “%(found)s”: ใส่สูตรเดิมกลับ"),
        "formula-changed": _("สูตรถูกแก้ เดิมเป็น %(expected)s แต่พบ %(found)s: ใส่สูตรเดิมกลับ"),
        "outside": _("“%(value)s” อยู่นอกช่องที่ให้กรอก จะไม่ถูกนำไปรวม: ลบ หรือย้ายไปช่องที่ให้กรอก"),
        "below": _("“%(value)s” อยู่ใต้ตาราง ซึ่งจบที่แถว %(last)s: ย้ายขึ้นไปในตาราง ถ้าแถวไม่พอให้แจ้งเขต"),
    }.get(code, "")


def _asked(fault: Fault) -> str:
    """What is said of a cell that was to be filled in."""
    near = fault.about.get("near")
    return {
        "missing": _("ต้องกรอกช่องนี้แต่ยังว่าง: กรอกให้ครบ"),
        "error": _("ช่องแสดงความผิดพลาด %(value)s: ลบแล้วพิมพ์ค่า"),
        "uncalculated": _("เป็นสูตรที่ยังไม่มีค่า: พิมพ์ค่าแทนสูตร หรือเปิดใน Excel แล้วบันทึก"),
        "too-long": _("ข้อความยาวเกิน %(most)s ตัวอักษร: ย่อให้สั้นลง"),
        "not-number": _(
            "“%(value)s” ไม่ใช่ตัวเลข: พิมพ์เฉพาะตัวเลข ไม่ใส่หน่วย ถ้าไม่มีให้พิมพ์ 0 ถ้าไม่ทราบให้เว้นว่าง"
        ),
        "not-whole": _("%(value)s ไม่ใช่จำนวนเต็ม: พิมพ์จำนวนเต็ม ไม่มีทศนิยม"),
        "not-day": _("อ่านวันที่ “%(value)s” ไม่ได้: พิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 16/5/2569 หรือ 16 พ.ค. 2569"),
        "not-listed": _("“%(value)s” ไม่อยู่ในรายการ ใกล้ที่สุดคือ “%(near)s”: เลือกจากรายการของช่อง")
        if near
        else _("“%(value)s” ไม่อยู่ในรายการ: เลือกจากรายการของช่อง"),
        "range": _("%(value)s อยู่นอกช่วงที่กำหนด: ต้อง%(limit)s"),
        "length": _("“%(value)s” ยาวไม่ตรงที่กำหนด: จำนวนตัวอักษรต้อง%(limit)s"),
        "other-school": _(
            "ชื่อโรงเรียนในไฟล์คือ “%(value)s” แต่ผู้ส่งคือ “%(school)s”: ตรวจว่าเลือกไฟล์ถูก แล้วแก้ชื่อ"
        ),
    }.get(fault.code, "")


def _odd(code: str) -> str:
    """What is said of what is odd and was taken."""
    return {
        "empty": _("ไม่ได้กรอก"),
        "no-rows": _("ตารางไม่มีแถวที่กรอก"),
        "formula-error": _("สูตรให้ผลผิดพลาด %(value)s"),
        "not-calculated": _("สูตรยังไม่มีค่า เพราะไฟล์ไม่ได้บันทึกจาก Excel"),
        "extra-sheet": _("แผ่นนี้ไม่อยู่ในแบบ จึงไม่ถูกนำมารวม"),
        "not-like-others": _("เป็นข้อความ “%(value)s” แต่โรงเรียนอื่นกรอกเป็นตัวเลข"),
    }.get(code, code)


def _limit(about: dict[str, str]) -> str:
    """What a range allows."""
    ends = {"low": end_told(about["low"]), "high": end_told(about["high"])}
    return limit_words(about["operator"]) % ends


def end_told(end: str) -> str:
    """An end of a range: a number, or a day in Thai."""
    try:
        return thai_date(date.fromisoformat(end), short=True)
    except ValueError:
        return end


def limit_words(operator: str) -> str:
    """What an operator of a limit allows, with its ends ``low`` and ``high``."""
    return {
        "between": _("อยู่ระหว่าง %(low)s ถึง %(high)s"),
        "notBetween": _("ไม่อยู่ระหว่าง %(low)s ถึง %(high)s"),
        "equal": _("เท่ากับ %(low)s"),
        "notEqual": _("ไม่เท่ากับ %(low)s"),
        "lessThan": _("น้อยกว่า %(low)s"),
        "lessThanOrEqual": _("ไม่เกิน %(low)s"),
        "greaterThan": _("มากกว่า %(low)s"),
        "greaterThanOrEqual": _("ไม่น้อยกว่า %(low)s"),
    }.get(operator, operator)
