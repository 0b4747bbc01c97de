"""Doors of the summary of visits; its panels are parts of other pages."""

from tests.made_area import school_code
from tests.web.doors.who import SEES_EVERY_SCHOOL

PANELS = "/learning/visits/summary/panels/"
AT_SCHOOL = {"school-director"}
READS = SEES_EVERY_SCHOOL | {"network-supervisor", "network-chair"}
DOORS = {
    "/learning/visits/summary/": READS,
    "/learning/visits/summary/?by=topic": READS,
    "/learning/visits/summary/rows?what=schools": READS,
    "/learning/visits/summary/summary.xlsx": READS,
    f"{PANELS}my-schools": READS | AT_SCHOOL,
    f"{PANELS}place?network=N1": READS,
    f"{PANELS}place?district=D2": READS,
    f"{PANELS}instruments?school={school_code(0)}": READS | {"school-director"},
    f"{PANELS}instruments?school={school_code(3)}": SEES_EVERY_SCHOOL,
}
POSTS = {"/learning/visits/summary/keep": SEES_EVERY_SCHOOL}
