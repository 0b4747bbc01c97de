"""Doors of what schools send each month, and of the office's holidays."""

from datetime import date

from khet.records.office.models import Duty, Holiday
from khet.records.registry.models import Unit, UnitKind
from tests.made_area import school_code
from tests.web.doors.who import WITH_ROLE

SAMPLE = 4_000_001
KEEPERS = {"planner", "clerk", "administrator"}
SEES_WORK = WITH_ROLE - {"administrator", "teacher"}
CHECKS = {"auditor"}
CHECKS_SUPERVISION = {"supervisor", "network-supervisor"}
MANAGES = {"director", "deputy"}
STARTS = MANAGES | KEEPERS | CHECKS
DOORS = {
    "/office/monthly/": SEES_WORK,
    "/office/monthly/grid.xlsx": SEES_WORK,
    "/office/monthly/check": CHECKS | CHECKS_SUPERVISION,
    "/office/monthly/check?rule=school-accounts": CHECKS,
    "/office/monthly/check?rule=internal-supervision": CHECKS_SUPERVISION,
    "/office/monthly/panels/accounts": CHECKS,
    "/office/monthly/school": {"school-director"},
    "/office/calendar/holidays": WITH_ROLE,
}
FORMS = {
    "/office/monthly/start": STARTS,
    "/office/monthly/start?rule=internal-supervision": (STARTS - CHECKS) | {"supervisor"},
    "/office/monthly/exempt": MANAGES | CHECKS,
    "/office/monthly/exempt?rule=internal-supervision": MANAGES | CHECKS_SUPERVISION,
    f"/office/monthly/school/{SAMPLE}": {"school-director"},
    "/office/calendar/holidays/add": KEEPERS,
    "/office/calendar/holidays/paste": KEEPERS,
    "/office/calendar/holidays/open": KEEPERS,
}
POSTS = {
    f"/office/monthly/check/{SAMPLE}": CHECKS,
    "/office/monthly/check/accept": CHECKS | CHECKS_SUPERVISION,
    f"/office/calendar/holidays/{SAMPLE}/remove": KEEPERS,
}


def open_sample() -> None:
    """A month that the first school owes, in a year of its own, and a day of the office's own."""
    Duty.objects.create(
        pk=SAMPLE,
        rule="school-accounts",
        unit=Unit.objects.get(kind=UnitKind.SCHOOL, code=school_code(0)),
        role="school-director",
        about_kind="office.month",
        about_key="2558-01",
        opened=date(2015, 2, 1),
        due=date(2015, 2, 16),
        first_due=date(2015, 2, 16),
    )
    area = Unit.objects.get(kind=UnitKind.AREA)
    Holiday.objects.create(pk=SAMPLE, area=area, day=date(2015, 3, 4), name="วันมาฆบูชา")
