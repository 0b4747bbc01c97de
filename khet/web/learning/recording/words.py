"""What the scripts of a visit's record say."""

from django.utils.translation import gettext as _

from khet.rules.visits import Fault
from khet.web.learning.visits.words import record_fault


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
        "future": record_fault(Fault("day", "future")),
        "wrong": _("ยังทำรายการไม่ได้"),
        "full": _("เก็บในเครื่องไม่ได้ พื้นที่อาจเต็ม: ลบภาพที่ไม่ใช้แล้วลองอีกครั้ง"),
    }
