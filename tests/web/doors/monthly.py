"""Doors of what schools send each month, and of the office's holidays."""

from datetime import date

from khet.records.office.models import Holiday
from khet.records.registry.models import Unit, UnitKind
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
    "/office/own-months/": {"school-director"},
    "/office/calendar/holidays": WITH_ROLE,
}
FORMS = {
    "/office/monthly/start": STARTS,
    "/office/monthly/start?rule=internal-supervision": (STARTS - CHECKS) | {"supervisor"},
    "/office/monthly/exempt": MANAGES | CHECKS,
    "/office/monthly/exempt?rule=internal-supervision": MANAGES | CHECKS_SUPERVISION,
    "/office/calendar/holidays/add": KEEPERS,
    "/office/calendar/holidays/paste": KEEPERS,
    "/office/calendar/holidays/open": KEEPERS,
}
POSTS = {
    "/office/monthly/check/accept": CHECKS | CHECKS_SUPERVISION,
    f"/office/calendar/holidays/{SAMPLE}/remove": KEEPERS,
}


def open_sample() -> None:
    """A day of the office's own, in a year of its own."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    Holiday.objects.create(pk=SAMPLE, area=area, day=date(2015, 3, 4), name="วันมาฆบูชา")


BY_KEY = ("/office/own-months/",)
