"""The words of what is done with letters on their way."""

from django.utils.translation import gettext_noop as _

from khet.web.parts.kinds import register

ACTIONS = {
    "propose-letter": _("เสนอหนังสือ"),
    "endorse-letter": _("เกษียนหนังสือ"),
    "order-letter": _("สั่งการในหนังสือ"),
    "sign-letter": _("ลงนามหนังสือ"),
    "return-letter": _("ส่งหนังสือกลับ"),
    "send-letter": _("ส่งหนังสือแล้ว"),
    "file-letter": _("เก็บหนังสือ"),
    "reopen-letter": _("เปิดเรื่องหนังสืออีกครั้ง"),
    "cancel-letter": _("ยกเลิกหนังสือ"),
}
FIELDS = {"for_whom": _("ปฏิบัติราชการแทน")}
register({}, ACTIONS, FIELDS)
