"""Doors of the calendar and its feeds; a feed itself is in ``test_feeds``."""

from tests.web.doors.who import WITH_ROLE

_SEES_WORK = WITH_ROLE - {"teacher", "administrator"}
_SEES_ALL_WORK = _SEES_WORK - {"network-supervisor", "network-chair", "school-director"}
DOORS = {
    "/office/calendar/": WITH_ROLE,
    "/office/calendar/?month=๒๕๕๗-๐๗&view=list": WITH_ROLE,
    "/office/calendar/?of=units": _SEES_WORK,
    "/office/calendar/?of=office": _SEES_ALL_WORK,
}
FORMS = {"/office/calendar/feeds": WITH_ROLE}
POSTS = {"/office/calendar/feeds/1/revoke": WITH_ROLE}
BY_KEY = ("/office/calendar/like/", "/office/calendar/feed/")
