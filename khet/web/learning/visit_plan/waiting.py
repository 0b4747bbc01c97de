"""Drafts of the plan of visits, as the folder leads to them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.learning.queries.visit_plan import drafts_in
from khet.records.registry.access import AGREE_VISITS
from khet.rules.months import month_of
from khet.web.learning.visit_plan.asked import Desk
from khet.web.learning.visit_plan.changing import plan_url
from khet.web.parts.folder import Source, Waiting
from khet.web.parts.viewer import Viewer


def waiting_drafts(viewer: Viewer) -> list[Waiting]:
    """The drafts that the viewer may agree to, as one line that leads to the plan."""
    if not viewer.scope.may_everywhere(AGREE_VISITS):
        return []
    found = drafts_in(Desk(viewer).seen)
    if not found:
        return []
    told = _("ร่างแผนนิเทศรอเห็นชอบ %(n)s ครั้ง ใน %(months)s เดือน")
    title = told % {"n": sum(found.values()), "months": len(found)}
    first = plan_url(month_of(min(found)), "learning:visit-agree")
    return [Waiting("drafts", title, first, "", None)]


DRAFTS_SOURCE = Source("visits", gettext_noop("แผนนิเทศ"), waiting_drafts)
