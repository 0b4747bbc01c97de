"""Doors of the search."""

from tests.web.doors.who import WITH_ROLE

DOORS = {
    "/office/search/": WITH_ROLE,
    "/office/search/?q=แผน&kind=office.evidence&year=2557&page=2": WITH_ROLE,
    "/office/search/nearby?q=บ้าน": WITH_ROLE,
}
