"""Doors of what schools answer to their results."""

from tests.made_area import school_code
from tests.web.doors.learning import ANNOUNCES, SITTING
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_FEW, SEES_SCHOOLS

DOORS = {
    f"/learning/answer?{SITTING}&school={school_code(0)}": SEES_FEW,
    f"/learning/answer?{SITTING}&school={school_code(5)}": SEES_EVERY_SCHOOL,
    "/learning/answer": {"school-director", "teacher"},
    f"/learning/answers?{SITTING}": SEES_SCHOOLS,
    f"/learning/answers.xlsx?{SITTING}": SEES_SCHOOLS,
    f"/learning/answers/read?{SITTING}": SEES_SCHOOLS,
    f"/learning/panels/answers?school={school_code(0)}&year=2556": SEES_SCHOOLS,
    f"/learning/panels/answers?school={school_code(5)}&year=2556": SEES_EVERY_SCHOOL,
    "/learning/panels/unanswered": SEES_SCHOOLS,
}
FORMS = {
    f"/learning/answers/day?{SITTING}": ANNOUNCES,
    f"/learning/answers/close?{SITTING}": ANNOUNCES,
    "/learning/sittings/recalculate?year=2556&test=O-NET&grade=P6&version=1": ANNOUNCES,
}
POSTS = {f"/learning/answer/save?{SITTING}&school={school_code(0)}": {"school-director"}}
