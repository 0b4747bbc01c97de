"""What is checked of a row about a school: its name, and whether the school is still there."""

from collections.abc import Iterator
from datetime import date

from khet.figures.intake.problems import Problem
from khet.jobs.registers.register import Change, Register
from khet.records.registry.models import Unit
from khet.records.registry.queries.entries import UnitEntry
from khet.rules.calendar import academic_year, thai_date
from khet.rules.thai import school_key

School = Unit | UnitEntry


def name_doubt(register: Register, change: Change, school: School | None) -> Iterator[Problem]:
    """A name that isn't the school's: perhaps the code is wrong, or the rows are shifted."""
    said = change.after["name"]
    if not said or school is None:
        return
    if school_key(said) not in map(school_key, (school.name, *school.aliases)):
        told = f"รหัสนี้ในทะเบียนคือ {school.name}: ตรวจว่ารหัสตรงกับโรงเรียน"
        yield register.doubt(change, "name", told, "name-differs")


def closed_doubt(register: Register, change: Change, school: School | None) -> Iterator[Problem]:
    """A school that was closed before the academic year began."""
    closed = school.valid_to if school else None
    if closed and academic_year(closed).be < register.terms.year:
        told = (
            f"{school.name if school else ''} เลิกตั้งแต่ {thai_date(closed, short=True)} "
            f"ก่อนปีการศึกษา {register.terms.year}: ตรวจรหัสและปีการศึกษา"
        )
        yield register.doubt(change, "code", told, "school-closed")


def absence(unit: UnitEntry, first: date, last: date) -> str:
    """Why nobody can begin at the unit between these days; empty where they can."""
    what = "โรงเรียนนี้" if unit.kind == "school" else "หน่วยงานนี้"
    if unit.valid_to and unit.valid_to < last:
        day = thai_date(unit.valid_to, short=True)
        return f"{what}ปิดแล้วตั้งแต่ {day}: เอาแถวนี้ออก หรือแก้หน่วยงาน"
    if unit.valid_from and unit.valid_from > first:
        day = thai_date(unit.valid_from, short=True)
        return f"{what}เปิดตั้งแต่ {day}: แก้วันที่มีผล หรือวันเริ่ม"
    return ""
