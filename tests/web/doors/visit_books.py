"""Doors of the books of supervision: a supervisor's month, who sent, a school's own."""

from tests.cast import SCHOOL

EVERYWHERE = {"director", "deputy", "supervisor", "planner", "auditor"}
WRITES = {"director", "deputy", "supervisor", "network-supervisor"}
OWN = EVERYWHERE | WRITES
SEES_SCHOOL = EVERYWHERE | {"network-supervisor", "network-chair", "school-director"}
_BOOKS = "/learning/visits/books"
_SCHOOL = f"{_BOOKS}/schools/{SCHOOL[1]}"
DOORS = {
    f"{_BOOKS}/all": EVERYWHERE,
    f"{_BOOKS}/own": OWN,
    f"{_BOOKS}/own.pdf": OWN,
    f"{_BOOKS}/own.docx": OWN,
    f"{_BOOKS}/panels/own": OWN,
    f"{_BOOKS}/our-school": {"school-director"},
    _SCHOOL: SEES_SCHOOL,
    f"{_SCHOOL}/book.pdf": SEES_SCHOOL,
    f"{_SCHOOL}/book.docx": SEES_SCHOOL,
}
FORMS = {f"{_BOOKS}/start": {"director", "deputy", "supervisor", "administrator"}}
POSTS = {f"{_BOOKS}/own/write": WRITES}
BY_KEY = (f"{_BOOKS}/of/",)
