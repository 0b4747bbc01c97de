"""Doors of writing visits down; pages of single visits are visited in ``test_recording``."""

from tests.web.doors.who import EVERYONE

RECORDERS = {"director", "deputy", "supervisor", "network-supervisor"}
_RECORD = "/learning/visits/record/"
DOORS = {"/sw.js": EVERYONE, _RECORD: RECORDERS, f"{_RECORD}token": EVERYONE - {"anonymous"}}
FORMS = {f"{_RECORD}new": RECORDERS}
POSTS = {f"{_RECORD}sync": RECORDERS, f"{_RECORD}photo": RECORDERS}
BY_KEY = (_RECORD,)
