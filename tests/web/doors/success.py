"""Doors of the schools above others' mean."""

from tests.web.doors.who import SEES_SCHOOLS, WITH_ROLE

SITTING = "test=O-NET&grade=P6&year=2556"
DOORS = {
    "/learning/success": WITH_ROLE,
    f"/learning/success?{SITTING}&subject=thai&reference=obec-mean&least=2": WITH_ROLE,
    f"/learning/success.xlsx?{SITTING}": SEES_SCHOOLS,
}
