"""What the scripts of a visit's record say."""

from django.utils.translation import gettext as _

from khet.rules.visits import Fault
from khet.web.learning.visits.words import record_fault
from khet.web.parts.fields import DayField


def page_words() -> dict[str, str]:
    """What the scripts of these pages say, in the language of the page; ``{n}`` is a number."""
    return {
        "saved": _("เก็บในเครื่องแล้ว {n}"),
        "waits": _("เก็บในเครื่องแล้ว จะส่งเองเมื่อมีสัญญาณ"),
        "sending": _("กำลังส่ง เหลือ {n}"),
        "sent": _("ส่งถึงสำนักงานแล้ว"),
        "signIn": _("เข้าสู่ระบบอีกครั้งเพื่อส่ง {n}"),
        "visitCount": _("{n} การนิเทศ"),
        "photoCount": _("ภาพ {photos} ภาพ"),
        "bothCount": _("{n} การนิเทศ และภาพ {photos} ภาพ"),
        "others": _("ในเครื่องนี้มี {n} ของผู้อื่นที่ยังไม่ได้ส่ง เจ้าของต้องเข้าสู่ระบบเพื่อส่ง"),
        "conflict": _("มีผู้บันทึกการนิเทศครั้งนี้ไว้ก่อน ระบบเก็บข้อความทั้งสองฉบับไว้ เปิดหน้าการนิเทศเพื่อเลือก"),
        "refused": _("สำนักงานยังไม่รับ: เปิดแก้ไขแล้วส่งอีกครั้ง"),
        "draft": _("ยังไม่ได้ส่ง"),
        "waiting": _("รอส่ง"),
        "kept": _("ส่งแล้ว"),
        "photosWait": _("รอส่ง {n} ภาพ"),
        "photosRefused": _("ส่งบันทึกแล้ว แต่สำนักงานไม่รับ {n} ภาพ: อ่านเหตุผลแล้วทิ้ง หรือเลือกภาพใหม่"),
        "photoRefused": _("สำนักงานไม่รับภาพ “{name}”: {why}"),
        "photosSent": _("ส่งแล้ว {n} ภาพ"),
        "remove": _("เอาออก"),
        "today": _("วันนี้"),
        "yesterday": _("เมื่อวาน"),
        "days": _("อีก {n} วัน"),
        "preparing": _("กำลังเตรียม เหลือ {n} หน้า"),
        "prepared": _("เตรียมแล้ว {n}"),
        "notPrepared": _("เตรียมไม่สำเร็จ: ลองอีกครั้งเมื่อมีสัญญาณ"),
        "none": _("ไม่มีรายการในเครื่องนี้"),
        "refusedCount": _("สำนักงานยังไม่รับ {n} รายการ: เปิดแก้ไขแล้วส่งอีกครั้ง"),
        "throwAway": _("ทิ้ง"),
        "sureToThrow": _("ทิ้ง “{name}” พร้อมภาพที่ยังไม่ได้ส่งหรือไม่ ทิ้งแล้วเอาคืนไม่ได้"),
        "noSignal": _("ไม่มีสัญญาณ"),
        "noPage": _("หน้าที่ขอเปิดไม่ได้เมื่อไม่มีสัญญาณ ที่นี่คือสิ่งที่ใช้ได้ในเครื่องนี้"),
        "open": _("เปิด"),
        "unplanned": _("การนิเทศนอกแผน"),
        "future": record_fault(Fault("day", "future")),
        "early": record_fault(Fault("due", "before-visit")),
        "text": record_fault(Fault("text", "blank")),
        "action": record_fault(Fault("action", "blank")),
        "empty": record_fault(Fault("", "empty")),
        "dayMissing": _("ใส่วันที่ออกนิเทศ เช่น 16 พ.ค. 2569"),
        "due": _("ใส่วันที่ต้องแก้ไขเสร็จ เช่น 16 พ.ค. 2569"),
        "unread": str(DayField.default_error_messages["day"]),
        "school": _("เลือกโรงเรียน"),
        "required": _("ต้องตอบข้อนี้"),
        "orSkip": _("ต้องตอบข้อนี้ หรือเลือก ไม่เกี่ยวข้อง"),
        "later": _("เก็บไว้ก่อน ยังไม่ส่ง"),
        "notSent": _("เก็บเป็นร่างในเครื่องแล้ว ยังไม่ส่ง: แก้แล้วกดบันทึกอีกครั้ง"),
        "wrong": _("ยังทำรายการไม่ได้"),
        "full": _("เก็บในเครื่องไม่ได้ พื้นที่อาจเต็ม: ลบภาพที่ไม่ใช้แล้วลองอีกครั้ง"),
    }
