"""The kinds of records of visits and what they found, and the words of their events."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from khet.records.learning.access import seen_visits
from khet.records.learning.models import Finding, Visit
from khet.web.learning.visits.differences import visit_differences
from khet.web.learning.visits.words import visit_name
from khet.web.parts.kinds import Kind, Named, Ref, numbers, register
from khet.web.parts.viewer import Viewer

KIND, FINDING = "learning.visit", "learning.finding"


def _visits(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Visits that the viewer may see."""
    keys = numbers(ref.key for ref in refs)
    if viewer.user is None or not keys:
        return {}
    seen = seen_visits(viewer.scope, viewer.user)
    return {
        Ref(KIND, str(visit.pk)): Named(visit_name(visit), url_of(visit.pk))
        for visit in Visit.objects.filter(seen, pk__in=keys).select_related("school")
    }


def _findings(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Findings of visits that the viewer may see: they lead to their place on the visit's page."""
    keys = numbers(ref.key for ref in refs)
    if viewer.user is None or not keys:
        return {}
    seen = Visit.objects.filter(seen_visits(viewer.scope, viewer.user)).values("pk")
    return {
        Ref(FINDING, str(one.pk)): Named(one.action, f"{url_of(one.visit_id)}#finding-{one.pk}")
        for one in Finding.objects.filter(visit__in=seen, pk__in=keys)
    }


def _fixes(key: str) -> bool:
    """Whether the school was told of a visit: its pictures are what it was told with."""
    return Visit.objects.filter(pk__in=numbers([key]), told_at__isnull=False).exists()


def url_of(visit: int) -> str:
    """The page of a visit (its key)."""
    return reverse("learning:visit", args=[visit])


KINDS = {
    KIND: Kind(_("การนิเทศ"), _visits, visit_differences, closed=True, fixes=_fixes),
    FINDING: Kind(_("ข้อค้นพบ"), _findings),
}
ACTIONS = {
    "plan-visit": _("วางแผนนิเทศ"),
    "change-visit": _("แก้แผนนิเทศ"),
    "agree-visit": _("เห็นชอบแผนนิเทศ"),
    "cancel-visit": _("ยกเลิกการนิเทศ"),
    "record-visit": _("บันทึกผลการนิเทศ"),
    "cross-records": _("บันทึกผลซ้อนกัน เก็บไว้ทั้งสองฉบับ"),
    "settle-conflict": _("เลือกข้อความที่จะใช้"),
    "add-photo": _("เพิ่มภาพการนิเทศ"),
    "tell-visit": _("แจ้งผลการนิเทศแก่โรงเรียน"),
    "acknowledge-visit": _("โรงเรียนรับทราบผลการนิเทศ"),
    "answer-visit": _("โรงเรียนตอบผลการนิเทศ"),
    "follow-visit": _("ติดตามซ้ำ"),
    "close-visit": _("ปิดการนิเทศ"),
}
register(KINDS, ACTIONS, {})
