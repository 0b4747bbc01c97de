"""Every measure that a page may show, stated once."""

from dataclasses import replace
from datetime import date
from typing import Any

from khet.rules.figures import Measure

_LIMIT = "แนวคิดขีดจำกัดล่างของการประเมินคุณภาพภายนอกรอบสาม ฐานคือนักเรียนของเขต"
_SCORES = "ผลการทดสอบรายคน"
_SCAN = "การ Scan นักเรียนเป็น 3 กลุ่มของเขต"
_OWNER = "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา"
_FIRST, _UNITS = date(2026, 11, 20), date(2026, 11, 29)
_ANY_UNIT = ("area", "network", "district", "school")
_OF_SCHOOLS = ("area", "network", "district")
_SCORED = "จำนวนนักเรียนที่มีคะแนน"


def _measure(code: str, name: str, unit: str, meaning: str, **more: Any) -> Measure:
    usual = {"source": _SCORES, "grain": _ANY_UNIT, "owner": _OWNER, "since": _UNITS}
    return Measure(code=code, name=name, unit=unit, meaning=meaning, **{**usual, **more})


_ALL = (
    _measure(
        "mean",
        "คะแนนเฉลี่ย (รายคน)",
        "คะแนน",
        "คะแนนเฉลี่ยของนักเรียนทุกคนที่มีคะแนนในวิชานี้ นักเรียนทุกคนน้ำหนักเท่ากัน",
        numerator="ผลรวมคะแนน",
        denominator=_SCORED,
        since=_FIRST,
    ),
    _measure(
        "mean-of-schools",
        "คะแนนเฉลี่ย (รายโรงเรียน)",
        "คะแนน",
        "ค่าเฉลี่ยของคะแนนเฉลี่ยโรงเรียน โรงเรียนทุกแห่งน้ำหนักเท่ากัน ไม่ว่านักเรียนมากหรือน้อย",
        numerator="ผลรวมคะแนนเฉลี่ยโรงเรียน",
        denominator="จำนวนโรงเรียนที่มีคะแนน",
        grain=_OF_SCHOOLS,
    ),
    _measure(
        "gap-to-target",
        "ห่างจากเป้าหมาย",
        "คะแนน",
        "คะแนนเฉลี่ยลบด้วยเป้าหมายของปีนั้น",
        source="นโยบายของเขต: คะแนนเฉลี่ยทุกวิชาไม่ต่ำกว่าเป้าหมาย",
        since=_FIRST,
        signed=True,
    ),
    _measure(
        "schools-on-target",
        "โรงเรียนที่ถึงเป้าหมาย",
        "โรงเรียน",
        "โรงเรียนที่คะแนนเฉลี่ยไม่ต่ำกว่าเป้าหมายของปีนั้น",
        numerator="โรงเรียนที่ถึงเป้าหมาย",
        denominator="โรงเรียนที่มีคะแนนเฉลี่ย",
        source="นโยบายของเขต: คะแนนเฉลี่ยทุกวิชาไม่ต่ำกว่าเป้าหมาย",
        grain=_OF_SCHOOLS,
    ),
    _measure(
        "gap-to-area",
        "ต่างจากเขต",
        "คะแนน",
        "คะแนนเฉลี่ยลบด้วยคะแนนเฉลี่ยของทั้งเขต จากค่าที่พิมพ์ทศนิยม 2 ตำแหน่ง",
        grain=("network", "district", "school"),
        signed=True,
    ),
    _measure(
        "gain",
        "เปลี่ยนจากปีก่อน",
        "คะแนน",
        "คะแนนเฉลี่ยของปีนี้ลบด้วยของปีก่อน จากค่าที่พิมพ์ทศนิยม 2 ตำแหน่ง ข้อสอบของสองปีต่างกัน",
        source="พัฒนาการของเขต: คะแนนเฉลี่ยปีนี้ลบปีก่อน ทศนิยม 2 ตำแหน่ง",
        signed=True,
    ),
    _measure(
        "scored",
        "นักเรียนที่มีคะแนน",
        "คน",
        "นักเรียนที่มีคะแนนในวิชานี้ ไม่รวมผู้ขาดสอบ ผู้ได้รับยกเว้น และช่องว่าง",
    ),
    _measure(
        "sd",
        "ส่วนเบี่ยงเบนมาตรฐาน",
        "คะแนน",
        "การกระจายของคะแนนรายคนรอบค่าเฉลี่ย หารด้วย n − 1",
    ),
    _measure("highest", "คะแนนสูงสุด", "คะแนน", "คะแนนสูงสุดของนักเรียนในวิชานี้"),
    _measure("lowest", "คะแนนต่ำสุด", "คะแนน", "คะแนนต่ำสุดของนักเรียนในวิชานี้"),
    _measure(
        "rank",
        "ลำดับในเขต",
        "ลำดับ",
        "ลำดับของโรงเรียนตามคะแนนเฉลี่ยที่พิมพ์ มากไปน้อย คะแนนเท่ากันได้ลำดับเดียวกัน",
        grain=("school",),
    ),
    _measure(
        "lower-limit",
        "ขีดจำกัดล่าง",
        "คะแนน",
        "คะแนนที่นักเรียนต้องได้มากกว่าจึงนับว่าผ่าน เท่ากันคือไม่ผ่าน: ค่าเฉลี่ย − z·SD/√n "
        "คำนวณใหม่จากนักเรียนของเขตทุกปี จึงมีนักเรียนราวครึ่งหนึ่งไม่ผ่านเสมอ",
        source=_LIMIT,
        grain=("area",),
        since=_FIRST,
    ),
    _measure(
        "percent-below",
        "ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง",
        "ร้อยละ",
        "นักเรียนที่คะแนนไม่เกินขีดจำกัดล่าง ต่อนักเรียนที่มีคะแนน ยิ่งน้อยยิ่งดี",
        numerator="จำนวนนักเรียนที่ไม่ผ่าน",
        denominator=_SCORED,
        source=_LIMIT,
        since=_FIRST,
    ),
    _measure(
        "pooled-percent",
        "ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง รวม 3 ปี",
        "ร้อยละ",
        "นักเรียนที่คะแนนไม่เกินขีดจำกัดล่างของปีนั้น ๆ ต่อนักเรียนที่มีคะแนน รวมปีนี้กับสองปีก่อนเท่าที่มีผล "
        "ใช้อ่านประกอบเมื่อนักเรียนของโรงเรียนมีน้อย",
        numerator="จำนวนนักเรียนที่ไม่ผ่าน",
        denominator=_SCORED,
        source=_LIMIT,
        grain=("school",),
    ),
    _measure(
        "to-next-colour",
        "จำนวนคนที่ต้องผ่านเพิ่มเพื่อเปลี่ยนสี",
        "คน",
        "นักเรียนที่ต้องได้คะแนนเกินขีดจำกัดล่างเพิ่มขึ้น เพื่อให้โรงเรียนได้สีที่ดีกว่า ถ้าขีดจำกัดล่างเท่าเดิม",
        source=_LIMIT,
        grain=("school",),
    ),
    _measure(
        "colour-count",
        "จำนวนโรงเรียนในกลุ่มสี",
        "โรงเรียน",
        "โรงเรียนที่ร้อยละไม่ผ่านขีดจำกัดล่างอยู่ในช่วงของสีนี้",
        numerator="โรงเรียนที่ได้สีนี้",
        denominator="โรงเรียนที่มีสี",
        source="เกณฑ์กลุ่มสีคุณภาพ 5 สีของเขต",
        grain=_OF_SCHOOLS,
        since=_FIRST,
    ),
    _measure(
        "four-colour-count",
        "จำนวนโรงเรียนในกลุ่มสี (4 สี)",
        "โรงเรียน",
        "โรงเรียนที่ลำดับคุณภาพในเขตอยู่ในช่วงของสีนี้",
        numerator="โรงเรียนที่ได้สีนี้",
        denominator="โรงเรียนที่มีสี",
        source="4 สีของ สพฐ.: เอกสารพิมพ์ไว้เฉพาะสีเขียว ช่วงของสีอื่นสำนักงานเทียบเคียงเอง",
        grain=_OF_SCHOOLS,
    ),
    _measure(
        "ability-count",
        "จำนวนนักเรียนในกลุ่ม A B C",
        "คน",
        "นักเรียนที่คะแนนเฉลี่ยของตนเองอยู่ในช่วงของกลุ่ม A เก่ง B ปานกลาง หรือ C อ่อน",
        numerator="นักเรียนในกลุ่ม",
        denominator=_SCORED,
        source=_SCAN,
    ),
    _measure(
        "ability-moved",
        "จำนวนนักเรียนที่เปลี่ยนกลุ่ม A B C ระหว่างครั้ง",
        "คน",
        "นักเรียนที่มีคะแนนทั้งสองครั้ง ตามกลุ่มในครั้งก่อนและกลุ่มในครั้งนี้ ข้อสอบสองครั้งเป็นคนละชุด",
        numerator="นักเรียนที่ย้ายกลุ่มตามที่ถาม",
        denominator="นักเรียนที่มีคะแนนทั้งสองครั้ง",
        source="การ Scan นักเรียนเป็น 3 กลุ่มของเขต",
    ),
    _measure(
        "pupil-mean",
        "คะแนนเฉลี่ยของนักเรียน",
        "คะแนน",
        "ค่าเฉลี่ยของคะแนนรายวิชาของนักเรียนคนหนึ่ง เฉพาะวิชาที่มีคะแนน ทศนิยม 2 ตำแหน่ง",
        numerator="ผลรวมคะแนนรายวิชาของนักเรียน",
        denominator="จำนวนวิชาที่มีคะแนน",
        grain=("pupil",),
    ),
)

MEASURES = {measure.code: measure for measure in _ALL}
_OVERALL: dict[tuple[str, str], dict[str, Any]] = {
    ("mean", ""): {
        "name": "เฉลี่ยรวมทุกวิชา",
        "meaning": "ค่าเฉลี่ยของคะแนนเฉลี่ยรายวิชา ทุกวิชาน้ำหนักเท่ากัน",
        "numerator": "ผลรวมคะแนนเฉลี่ยรายวิชา",
        "denominator": "จำนวนวิชา",
    },
    ("percent-below", "pooled"): {
        "name": "ร้อยละรวมทุกวิชาที่ไม่ผ่านขีดจำกัดล่าง",
        "meaning": "คะแนนที่ไม่เกินขีดจำกัดล่างของวิชานั้น ต่อคะแนนทั้งหมด นักเรียนหนึ่งคนนับหนึ่งครั้งต่อวิชา ยิ่งน้อยยิ่งดี",
        "numerator": "คะแนนที่ไม่ผ่าน (คน×วิชา)",
        "denominator": "คะแนนทั้งหมด (คน×วิชา)",
    },
    ("percent-below", "mean"): {
        "name": "ร้อยละเฉลี่ยทุกวิชาที่ไม่ผ่านขีดจำกัดล่าง",
        "meaning": "ค่าเฉลี่ยของร้อยละที่ไม่ผ่านขีดจำกัดล่างรายวิชา ทุกวิชาน้ำหนักเท่ากัน",
        "numerator": "",
        "denominator": "",
    },
}


def measure_of(code: str, overall: str = "") -> Measure:
    """The measure of a code; over all subjects, ``overall`` says how they become one.

    A percent is ``pooled`` or the ``mean`` of the subjects' percents. A mean is always the plain
    mean of the subjects' means.
    """
    way = "" if code == "mean" else overall
    return replace(MEASURES[code], **_OVERALL.get((code, way), {}) if overall else {})
