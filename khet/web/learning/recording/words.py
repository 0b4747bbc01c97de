"""Words of a visit's record: what is wrong with it, its levels, and what its pages say."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LEVEL_WORDS = {
    1: gettext_lazy("ปรับปรุง"),
    2: gettext_lazy("พอใช้"),
    3: gettext_lazy("ดี"),
    4: gettext_lazy("ดีมาก"),
    5: gettext_lazy("ดีเยี่ยม"),
}
SAID = {
    "future": gettext_lazy("วันนี้ยังมาไม่ถึง: ใส่วันที่ออกนิเทศจริง ซึ่งต้องไม่หลังวันนี้"),
    "long-ago": gettext_lazy("วันนี้นานเกินไป: ตรวจปี พ.ศ. อีกครั้ง"),
    "off-scale": gettext_lazy("ระดับอยู่นอกเกณฑ์: เลือก 1 ถึง 5"),
    "before-visit": gettext_lazy("วันนี้อยู่ก่อนวันที่ออกนิเทศ: ใส่วันเดียวกันหรือวันหลังจากนั้น"),
    "blank": gettext_lazy("กรุณากรอกช่องนี้"),
    "too-long": gettext_lazy("ยาวเกินไป: เขียนให้สั้นลง"),
    "empty": gettext_lazy("ยังไม่ได้บันทึกอะไร: กรอกจุดเด่น ข้อเสนอแนะ ระดับ ข้อค้นพบ หรือตอบแบบนิเทศ"),
}
"""What is wrong with a record, by the rule's code."""


def page_words() -> dict[str, str]:
    """What the scripts of these pages say, in the language of the page; ``{n}`` is a number."""
    return {
        "saved": _("เก็บในเครื่องแล้ว {n}"),
        "waits": _("เก็บในเครื่องแล้ว จะส่งเองเมื่อมีสัญญาณ"),
        "sending": _("กำลังส่ง เหลือ {n} รายการ"),
        "sent": _("ส่งถึงสำนักงานแล้ว"),
        "signIn": _("เข้าสู่ระบบอีกครั้งเพื่อส่ง {n} รายการ"),
        "others": _("ในเครื่องนี้มี {n} รายการของผู้อื่นที่ยังไม่ได้ส่ง เจ้าของต้องเข้าสู่ระบบเพื่อส่ง"),
        "conflict": _("มีผู้บันทึกการนิเทศครั้งนี้ไว้ก่อน ระบบเก็บข้อความทั้งสองฉบับไว้ เปิดหน้าการนิเทศเพื่อเลือก"),
        "refused": _("สำนักงานยังไม่รับ: เปิดแก้ไขแล้วส่งอีกครั้ง"),
        "draft": _("ยังไม่ได้ส่ง"),
        "waiting": _("รอส่ง"),
        "kept": _("ส่งแล้ว"),
        "photos": _("{n} ภาพ"),
        "photosWait": _("รอส่ง {n} ภาพ"),
        "remove": _("เอาออก"),
        "today": _("วันนี้"),
        "yesterday": _("เมื่อวาน"),
        "days": _("อีก {n} วัน"),
        "prepared": _("เตรียมแล้ว {n}"),
        "notPrepared": _("เตรียมไม่สำเร็จ: ลองอีกครั้งเมื่อมีสัญญาณ"),
        "none": _("ไม่มีรายการในเครื่องนี้"),
        "open": _("เปิด"),
        "unplanned": _("การนิเทศนอกแผน"),
        "future": str(SAID["future"]),
        "wrong": _("ยังทำรายการไม่ได้"),
        "full": _("เก็บในเครื่องไม่ได้ พื้นที่อาจเต็ม: ลบภาพที่ไม่ใช้แล้วลองอีกครั้ง"),
    }
