"""Doors of the dated tables."""

from khet.rules.editions import TABLES
from tests.web.doors.who import WITH_ROLE

DOORS = {
    "/settings/": WITH_ROLE,
    **{f"/settings/{table}": WITH_ROLE for table in TABLES},
}
FORMS = {
    **{f"/settings/{table}/change": {"administrator"} for table in TABLES},
    **{f"/settings/{table}/back": {"administrator"} for table in TABLES},
}
