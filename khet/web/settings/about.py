"""What each dated table decides, and where."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class About(NamedTuple):
    """A table's title, what it decides, and where it is used."""

    title: str
    lead: str
    used: str


def about() -> dict[str, About]:
    """The tables in the order of the page, in its language."""
    results = _("กลุ่มสี ภาพรวม ที่มาของตัวเลข และไฟล์ส่งออก")
    intake = _("การนำเข้าไฟล์คะแนน ตั้งแต่ไฟล์ถัดไป")
    return {
        "limits": About(
            _("ขีดจำกัดล่างและเป้าหมาย"), _("ค่า z ฐานคำนวณ วิธีรวมทุกวิชา และเป้าหมายคะแนนเฉลี่ย"), results
        ),
        "colours": About(_("กลุ่มสีคุณภาพ"), _("ร้อยละใดได้สีใด และสีนั้นหมายความว่าอะไร"), results),
        "ability": About(
            _("กลุ่มนักเรียน A B C"),
            _("คะแนนเฉลี่ยใดอยู่กลุ่มใด กลุ่ม B คือระหว่าง A กับ C"),
            _("การจัดกลุ่มนักเรียน A B C"),
        ),
        "sizes": About(
            _("ขนาดโรงเรียน"),
            _("จำนวนนักเรียนเท่าใดเป็นขนาดใด"),
            _("ทะเบียนโรงเรียน ตัวกรองของกลุ่มสี และไฟล์ส่งออก"),
        ),
        "small_schools": About(
            _("ช่วงย่อยของโรงเรียนขนาดเล็ก"),
            _("โรงเรียนขนาดเล็กแบ่งนับเป็นช่วงใดบ้าง"),
            _("ทะเบียนโรงเรียน และจำนวนโรงเรียนตามขนาด"),
        ),
        "tests": About(
            _("การสอบ ชั้น และวิชา"),
            _("ปีใดสอบชั้นใด วิชาใดบ้าง"),
            _("กลุ่มสี ภาพรวม และการนำเข้าไฟล์คะแนน"),
        ),
        "subjects": About(_("ชื่อวิชาในหัวตาราง"), _("ไฟล์คะแนนเขียนชื่อวิชาอย่างไรได้บ้าง"), intake),
        "headers": About(_("ชื่อคอลัมน์ในหัวตาราง"), _("ไฟล์คะแนนเขียนชื่อคอลัมน์อื่นอย่างไรได้บ้าง"), intake),
    }
