"""Doors of the front page and what anyone may open."""

from tests.web.doors.who import EVERYONE

DOORS = {
    "/": EVERYONE - {"newcomer"},
    "/design": EVERYONE,
}
