"""The kinds of records of the plan of visits, and the words of their events."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.learning.models import Assignment, VisitRequest
from khet.records.registry.access import SEE_VISITS
from khet.rules.months import parse_month
from khet.web.learning.visit_plan.changing import plan_url
from khet.web.office.monthly.words import month_name
from khet.web.parts.kinds import Kind, Named, Ref, numbers, register
from khet.web.parts.viewer import Viewer


def _assignments(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Who looks after which network, for those of the office who see visits."""
    if viewer.at_school or not viewer.scope.may(SEE_VISITS):
        return {}
    found = Assignment.objects.filter(area=viewer.area, pk__in=numbers(r.key for r in refs))
    url = reverse("learning:assignments")
    return {
        Ref("learning.assignment", str(one.pk)): Named(str(one), url)
        for one in found.select_related("network", "person")
    }


def _requests(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """What schools asked to be visited for, where their visits are seen."""
    if not viewer.scope.may(SEE_VISITS):
        return {}
    found = VisitRequest.objects.filter(area=viewer.area, pk__in=numbers(r.key for r in refs))
    may = viewer.scope.may_at
    url = f"{reverse('learning:visit-requests')}?state="
    return {
        Ref("learning.visit-request", str(one.pk)): Named(str(one), url)
        for one in found.select_related("school")
        if may(SEE_VISITS, one.school.code)
    }


def _plans(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The plans of months of the viewer's area, for who sees all visits."""
    if not viewer.scope.may_everywhere(SEE_VISITS):
        return {}
    found = {}
    for ref in refs:
        area, _dash, key = ref.key.partition("-")
        try:
            month = parse_month(key)
        except ValueError:
            continue
        if area == str(viewer.area.pk):
            label = gettext("แผนนิเทศ เดือน%(month)s") % {"month": month_name(month)}
            found[ref] = Named(label, plan_url(month))
    return found


KINDS = {
    "learning.assignment": Kind(_("ผู้รับผิดชอบเครือข่าย"), _assignments),
    "learning.visit-request": Kind(_("คำขอรับการนิเทศ"), _requests),
    "learning.visit-plan": Kind(_("แผนนิเทศ"), _plans),
}
ACTIONS = {
    "assign-network": _("มอบผู้รับผิดชอบเครือข่าย"),
    "end-assignment": _("ให้สิ้นสุดการรับผิดชอบเครือข่าย"),
    "ask-visit": _("ขอรับการนิเทศ"),
    "decline-request": _("ไม่จัดการนิเทศให้ตามคำขอ"),
    "plan-visit": _("วางแผนนิเทศ"),
    "change-visit": _("แก้แผนนิเทศ"),
    "agree-visit": _("เห็นชอบแผนนิเทศ"),
    "cancel-visit": _("ยกเลิกการนิเทศ"),
}
FIELDS = {
    "network": _("เครือข่าย"),
    "person": _("บุคคล"),
    "lead": _("ผู้นิเทศ"),
    "topics": _("เรื่อง"),
    "planned_on": _("วันที่วางแผน"),
    "topic": _("เรื่องที่ขอ"),
}
register(KINDS, ACTIONS, FIELDS)
