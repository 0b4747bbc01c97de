"""Drafts of the plan of visits, as the folder leads to them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.learning.queries.visit_plan import drafts_in
from khet.records.registry.access import AGREE_VISITS
from khet.rules.months import month_of
from khet.web.learning.visit_plan.asked import Desk
from khet.web.learning.visit_plan.changing import plan_url
from khet.web.office.monthly.words import month_name
from khet.web.parts.folder import Source, Waiting
from khet.web.parts.viewer import Viewer


def waiting_drafts(viewer: Viewer) -> list[Waiting]:
    """The months with drafts that the viewer may agree to; each is looked at on its own page."""
    if not viewer.scope.may_everywhere(AGREE_VISITS):
        return []
    found = [(month_of(first), n) for first, n in drafts_in(Desk(viewer).seen).items()]
    told = _("ร่างแผนนิเทศ %(month)s %(n)s ครั้ง")
    return [
        Waiting(
            key=month.first.isoformat(),
            title=told % {"month": month_name(month), "n": n},
            url=plan_url(month, "learning:visit-agree"),
            about="",
            since=None,
        )
        for month, n in found
    ]


DRAFTS_SOURCE = Source("visits", gettext_noop("แผนนิเทศ"), waiting_drafts)
