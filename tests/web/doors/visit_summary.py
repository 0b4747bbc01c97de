"""Doors of the summary of visits; its panels are parts of other pages."""

from tests.web.doors.who import SEES_EVERY_SCHOOL

READS = SEES_EVERY_SCHOOL | {"network-supervisor", "network-chair"}
DOORS = {
    "/learning/visits/summary/": READS,
    "/learning/visits/summary/?by=topic": READS,
    "/learning/visits/summary/rows?what=schools": READS,
    "/learning/visits/summary/summary.xlsx": READS,
}
POSTS = {"/learning/visits/summary/keep": SEES_EVERY_SCHOOL}
