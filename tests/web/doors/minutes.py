"""Doors of minutes and instructions; single meetings are visited in ``test_minutes_readers``."""

from tests.web.doors.who import EVERYONE, WITH_ROLE

SEES_MEETINGS = WITH_ROLE - {"administrator"}
DOORS = {
    "/office/minutes/": SEES_MEETINGS,
    "/office/minutes/?state=draft": SEES_MEETINGS,
    "/office/minutes/panel": SEES_MEETINGS,
    "/office/minutes/published": EVERYONE,
    "/office/minutes/instructions": SEES_MEETINGS,
    "/office/minutes/instructions?state=late&q=แผน": SEES_MEETINGS,
    "/office/minutes/instructions.xlsx": SEES_MEETINGS,
    "/office/minutes/instructions.docx": SEES_MEETINGS,
    "/office/minutes/instructions.pdf": SEES_MEETINGS,
    "/office/minutes/recommendations": SEES_MEETINGS,
    "/office/minutes/recommendations?answered=yes": SEES_MEETINGS,
}
BY_KEY = tuple(
    f"/office/minutes/{part}" for part in ("", "published/", "instructions/", "recommendations/")
)
