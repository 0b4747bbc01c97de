"""The kind of visitors, and the words of their events; their names stand in no event."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Visitor
from khet.records.registry.access import ALLOW_SERVICES, KEEP_SERVICES
from khet.web.parts.kinds import Kind, Named, Ref, numbers, register
from khet.web.parts.tags import be_date, hour
from khet.web.parts.viewer import Viewer


def _visitors(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Visitors by when they came, for who keeps services and the heads of the office."""
    keys = numbers(ref.key for ref in refs)
    may = viewer.scope.may_everywhere
    if not keys or not (may(KEEP_SERVICES) or may(ALLOW_SERVICES)):
        return {}
    return {
        Ref("office.visitor", str(one.pk)): Named(
            gettext("ผู้มาติดต่อ %(day)s %(time)s")
            % {"day": be_date(one.came_at), "time": hour(one.came_at)},
            reverse("office:visitor", args=[one.pk]),
        )
        for one in Visitor.objects.filter(area=viewer.area, pk__in=keys)
    }


def _lists(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The book of visitors of the viewer's office."""
    may = viewer.scope.may_everywhere
    seen = may(KEEP_SERVICES) or may(ALLOW_SERVICES)
    page = reverse("office:visitors") if seen else ""
    named = Named(gettext("สมุดผู้มาติดต่อ"), page)
    return {ref: named for ref in refs if ref.key == viewer.area.code}


register(
    {
        "office.visitor": Kind(_("ผู้มาติดต่อ"), _visitors),
        "office.visitor-list": Kind(_("สมุดผู้มาติดต่อ"), _lists),
    },
    {
        "sign-in-visitor": _("ลงชื่อผู้มาติดต่อ"),
        "visitor-served": _("บันทึกว่าให้บริการแล้ว"),
        "visitor-left": _("บันทึกว่าผู้มาติดต่อกลับแล้ว"),
        "visitor-back": _("ย้อนขั้นของผู้มาติดต่อ"),
        "forget-visitors": _("ลบชื่อผู้มาติดต่อที่เก่าแล้ว"),
        "export-visitors": _("ส่งออกรายชื่อผู้มาติดต่อ"),
    },
    {
        "people": _("จำนวนคน"),
        "visitors": _("ผู้มาติดต่อ"),
        "from": _("ตั้งแต่"),
        "to": _("ถึง"),
        "before": _("ก่อนวันที่"),
    },
)
