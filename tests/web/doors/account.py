"""Doors of one's own account: open to whoever has signed in, with a role or without."""

from tests.cast import ANONYMOUS
from tests.web.doors.who import EVERYONE

SIGNED_IN = EVERYONE - {ANONYMOUS}
ASKED = {"supervisor", "network-supervisor", "data-officer", "school-director", "teacher"}

DOORS = {"/account": SIGNED_IN, "/account/second-factor": SIGNED_IN}
FORMS = {
    "/account/confirm": SIGNED_IN,
    "/account/mail": SIGNED_IN,
    "/account/password": SIGNED_IN,
    "/account/second-factor/app": SIGNED_IN,
    "/account/second-factor/card": SIGNED_IN,
}
POSTS = {
    "/account/devices/1/forget": SIGNED_IN,
    "/account/second-factor/card/remove": SIGNED_IN - ASKED,
}
