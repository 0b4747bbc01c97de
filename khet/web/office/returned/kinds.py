"""The words of events about the office's workbooks; their records are receipts and letters."""

from django.utils.translation import gettext_noop as _

from khet.web.parts.kinds import register

ACTIONS = {"answer-workbook": _("ส่งไฟล์ Excel ที่กรอกแล้ว")}
FIELDS = {"odd": _("สิ่งที่ขาดหรือผิดสังเกต")}
register({}, ACTIONS, FIELDS)
