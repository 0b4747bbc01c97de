"""The kind of powers that were given, and the words of its events."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Delegation
from khet.web.office.delegations.words import power_told
from khet.web.parts.kinds import Kind, Named, Ref, numbers, register
from khet.web.parts.viewer import Viewer


def _delegations(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Powers given at the office, for the office."""
    if not viewer.office_sight.office:
        return {}
    keys = numbers(ref.key for ref in refs)
    found = Delegation.objects.filter(area=viewer.area, pk__in=keys).select_related("to")
    page = reverse("office:delegations")
    return {Ref("office.delegation", str(one.pk)): Named(power_told(one), page) for one in found}


register(
    {"office.delegation": Kind(_("การมอบอำนาจ"), _delegations)},
    {
        "give-power": _("มอบอำนาจ"),
        "change-power": _("แก้วันสิ้นสุดของอำนาจที่มอบ"),
        "take-back-power": _("ถอนคืนอำนาจที่มอบ"),
    },
    {"power": _("อำนาจ"), "until": _("ถึงวันที่"), "ended_on": _("ถอนคืนวันที่")},
)
