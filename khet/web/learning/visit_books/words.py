"""What books of supervision, their months and how they stand are called."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.learning.models import Finding, Visit
from khet.records.learning.queries.visits import SETTLED
from khet.rules.month_grid import SENT, Standing
from khet.rules.months import Month
from khet.web.learning.visits.words import kind_name, level_name, state_name
from khet.web.office.monthly.words import month_name, standing_words


class VisitLine(NamedTuple):
    """A visit as books show it; ``later`` is whether it was recorded after the book was sent."""

    visit: Visit
    later: bool = False

    @property
    def kind(self) -> str:
        """Its kind in words."""
        return kind_name(self.visit.kind)

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return state_name(self.visit.state)

    @property
    def level(self) -> str:
        """Its level with its word; empty where none was given."""
        return level_name(self.visit.level)


def book_name(month: Month) -> str:
    """A supervisor's book of a month: ``สมุดนิเทศ เดือนพฤศจิกายน 2569``."""
    return _("สมุดนิเทศ เดือน%(month)s") % {"month": month_name(month)}


def book_standing_words(stands: Standing) -> str:
    """How a book stands, in words."""
    return _("ส่งแล้ว") if stands.key == SENT else standing_words(stands)


def finding_state(finding: Finding) -> str:
    """Whether a finding is open, in words; of one that the school wasn't told, nothing."""
    if finding.duty is None:
        return ""
    return _("ปิดแล้ว") if finding.duty.state in SETTLED else _("ยังไม่ปิด")


def team_of(visit: Visit) -> str:
    """Who made a visit: who led it, then the others."""
    others = [one for one in visit.team.all() if one.pk != visit.lead_id]
    return ", ".join(map(str, (visit.lead, *others)))


def topics_of(visit: Visit) -> str:
    """The topics of a visit."""
    return ", ".join(topic.name for topic in visit.topics.all()) or "–"
