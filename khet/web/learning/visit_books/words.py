"""What books of supervision, their months and how they stand are called."""

from django.utils.translation import gettext as _

from khet.records.learning.models import Finding, Visit
from khet.records.learning.queries.visits import SETTLED
from khet.rules.month_grid import SENT, Standing
from khet.rules.months import Month
from khet.web.office.monthly.words import month_name, standing_words


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
