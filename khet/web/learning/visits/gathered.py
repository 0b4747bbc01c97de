"""What visits add to papers and calendars: the board's Tuesday, the hand-over book, the month."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from khet.records.learning.access import made_by, seen_visits
from khet.records.learning.models import Visit
from khet.records.learning.queries.visits import findings_in, in_days, networks_on
from khet.records.registry.access import RECORD_VISITS, ROLES, SEE_VISITS
from khet.rules.duties import OWED, week_end
from khet.web.learning.visits.kinds import url_of
from khet.web.learning.visits.listing import Row, rows_of
from khet.web.learning.visits.words import visit_name
from khet.web.parts.agenda import OFFICE, Happening
from khet.web.parts.gathered import About, Section
from khet.web.parts.viewer import Viewer

_DAYS = timedelta(6)
_MOST = 50
_OPEN = (
    *(Visit.State.DRAFT, Visit.State.PLANNED, Visit.State.DONE),
    *(Visit.State.TOLD, Visit.State.ANSWERED, Visit.State.FOLLOWED),
)


def _heads() -> tuple[str, ...]:
    return _("วันที่หรือเดือน"), _("โรงเรียน"), _("เรื่อง"), _("ผู้นิเทศ"), _("สถานะ")


def _cells(row: Row) -> tuple[str, ...]:
    visit = row.visit
    return row.when, str(visit.school), row.topics, str(visit.lead), row.state


def visits_of_week(viewer: Viewer, about: About) -> Section | None:
    """The visits of the week in which the board meets, of the schools that the reader sees."""
    if viewer.user is None or not viewer.scope.may(SEE_VISITS):
        return None
    ends = week_end(about.day)
    found = Visit.objects.filter(
        seen_visits(viewer.scope, viewer.user), in_days(ends - _DAYS, ends)
    )
    listed = found.select_related("school", "lead").prefetch_related("topics")
    rows = [Row(visit) for visit in listed.order_by("planned_on", "day", "pk")[:_MOST]]
    told = _("นิเทศสัปดาห์นี้ %(n)s โรงเรียน") % {"n": len({row.visit.school_id for row in rows})}
    if not rows:
        told = _("ไม่มีการนิเทศในสัปดาห์นี้")
    chat = told if rows else ""
    return Section(
        _("การนิเทศสัปดาห์นี้"), told, _heads() if rows else (), list(map(_cells, rows)), chat
    )


def late_findings(viewer: Viewer, about: About) -> Section | None:
    """How many findings are late in the schools of each network today, and for how long."""
    if viewer.user is None or not viewer.scope.may(SEE_VISITS):
        return None
    late = findings_in(seen_visits(viewer.scope, viewer.user))
    late = late.filter(duty__state__in=OWED, duty__due__lt=viewer.today)
    pairs = list(late.values_list("visit__school", "duty__due"))
    networks = networks_on(about.area, viewer.today) if pairs else {}
    counted = Counter(networks.get(school, "–") for school, _due in pairs)
    oldest = {networks.get(school, "–"): due for school, due in reversed(pairs)}
    rows = [
        (name, str(n), str((viewer.today - oldest[name]).days))
        for name, n in sorted(counted.items())
    ]
    title = _("ข้อค้นพบจากการนิเทศที่เกินกำหนด")
    if not rows:
        return Section(title, _("ไม่มีข้อค้นพบเกินกำหนด"))
    told = _("ข้อค้นพบจากการนิเทศเกินกำหนด %(n)s ข้อ") % {"n": len(pairs)}
    heads = (_("เครือข่าย"), _("เกินกำหนด (ข้อ)"), _("นานที่สุด (วัน)"))
    return Section(title, told, heads, rows, told)


def for_hand_over(_viewer: Viewer, about: About) -> Section | None:
    """The visits that the person leads and that are not closed, with their open findings."""
    if not any(RECORD_VISITS in ROLES[role.role].permissions for role in about.held):
        return None
    mine = Visit.objects.filter(area=about.area, lead=about.person, state__in=_OPEN)
    rows = rows_of(mine.order_by("month", "pk").values_list("pk", flat=True))
    if not rows:
        return None
    told = _("%(n)s ครั้ง ข้อค้นพบที่ยังไม่ปิด %(open)s ข้อ")
    return Section(
        _("การนิเทศที่ยังไม่ปิด"),
        told % {"n": len(rows), "open": sum(row.open for row in rows)},
        (*_heads(), _("ข้อค้นพบที่ยังไม่ปิด")),
        [(*_cells(row), str(row.open)) for row in rows],
    )


def happenings(viewer: Viewer, whose: str, first: date, last: date) -> Iterable[Happening]:
    """The visits of a calendar's days, made or to come: those joined, at a school all it sees."""
    if viewer.user is None or not viewer.scope.may(SEE_VISITS):
        return []
    seen = seen_visits(viewer.scope, viewer.user) & in_days(first, last)
    if whose != OFFICE and not viewer.at_school:
        seen &= made_by(viewer.user)
    found = Visit.objects.filter(seen).select_related("school").order_by("pk")
    return [
        Happening(
            visit.day or visit.planned_on or visit.month,
            _("นิเทศ"),
            visit_name(visit),
            url_of(visit.pk),
            visit.day is not None,
        )
        for visit in found
    ]
