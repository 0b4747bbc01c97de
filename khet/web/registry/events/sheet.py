"""The audit trail as a sheet."""

from django.utils import timezone
from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet
from khet.web.parts.tags import be_date
from khet.web.registry.events.words import Change, Line


def events_sheet(filters: list[str], lines: list[Line], whole: bool) -> Sheet:
    """One row an event, newest first; ``whole`` is whether none was left out."""
    told = " · ".join(filters) or _("ไม่มี")
    columns = [_("วันที่"), _("เวลา"), _("ผู้ทำ"), _("สิ่งที่ทำ"), _("ประเภทข้อมูล"), _("รหัสข้อมูล")]
    notes = [] if whole else [_("มีรายการเก่ากว่านี้อีก: เลือกช่วงวันให้แคบลงแล้วส่งออกอีกครั้ง")]
    return Sheet(
        _("บันทึกการใช้งาน"),
        [_("บันทึกการใช้งาน"), _("ตัวกรองที่ใช้: %(filters)s") % {"filters": told}],
        [*columns, _("ข้อมูล"), _("รายละเอียด")],
        [_row(line) for line in lines],
        notes,
        frozen=2,
    )


def _row(line: Line) -> list[str]:
    event = line.event
    time = f"{timezone.localtime(event.at):%H:%M:%S}"
    details = "; ".join(map(_told, line.changes))
    place = [line.kind, event.key, line.record.label]
    return [be_date(event.at), time, event.actor, line.action, *place, details]


def _told(change: Change) -> str:
    if change.before is None:
        return f"{change.what}: {change.after}"
    return f"{change.what}: {change.before} → {change.after}"
