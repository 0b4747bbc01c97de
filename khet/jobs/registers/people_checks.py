"""What is checked of roles in files of people: days, units, one director a school."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from khet.figures.intake.problems import Problem
from khet.jobs.registers.at_school import absence, name_doubt
from khet.jobs.registers.known import Known
from khet.jobs.registers.people_columns import ROLE_CODES
from khet.jobs.registers.register import Change, Register, Row
from khet.rules.dates import parse_day

HEAD = "school-director"
_FIXED = {"since": "วันเริ่ม", "acting": "การเป็นผู้รักษาการ"}


def days_faults(register: Register, change: Change) -> Iterator[Problem]:
    """Days that can't be: an end before the beginning, and what is fixed once it is given."""
    row, before = change.after, change.before
    if row["until"] and parse_day(row["until"]) < _since(register, row):
        told = "บทบาทสิ้นสุดก่อนวันเริ่ม: แก้ให้วันสุดท้ายไม่ก่อนวันแรก"
        yield register.complaint(change, "until", told, "ends-early")
    for key, name in _FIXED.items():
        if before and before[key] != row[key]:
            told = f"แก้{name}ของบทบาทที่ให้แล้วไม่ได้: สิ้นสุดบทบาทเดิม แล้วให้ใหม่ที่หน้าของบุคคล"
            yield register.complaint(change, key, told)


def unit_faults(register: Register, change: Change, units: Known) -> Iterator[Problem]:
    """A new role at a unit that isn't there on the day, or beside the name of another school."""
    row = change.after
    yield from name_doubt(register, change, units.by_code.get(row["code"]))
    unit = units.find(row["unit"])
    if unit is None or change.before is not None:
        return
    since = _since(register, row)
    if told := absence(unit, since, max(since, register.terms.on)):
        yield register.complaint(change, "code" if row["code"] else "unit", told, "unit-closed")


def second_heads(
    register: Register, changes: Sequence[Change], current: Iterable[Row]
) -> Iterator[Problem]:
    """New roles that would make somebody the director of a school that has one."""
    after = {change.key: change.after for change in changes if change.before}
    heads: dict[str, list[tuple[str, str, date | None]]] = {}
    for row in current:
        if _is_head(row):
            now = after.get(register.key_of(row), row)
            named = f"ชื่อผู้ใช้ {row['username']}"
            heads.setdefault(row["unit"], []).append((row["username"], named, _until(now)))
    for change in changes:
        row = change.after
        if change.before is not None or not _is_head(row):
            continue
        there, since = heads.setdefault(row["unit"], []), _since(register, row)
        for username, where, until in there:
            if username != row["username"] and (until is None or until >= since):
                told = f"โรงเรียนนี้มีผู้อำนวยการแล้ว ({where}): ตรวจตำแหน่ง หรือสิ้นสุดบทบาทของคนเดิมก่อน"
                yield register.doubt(change, "role", told, "second-head")
                break
        there.append((row["username"], f"แถว {change.number}", _until(row)))


def _is_head(row: Row) -> bool:
    return ROLE_CODES.get(row["role"]) == HEAD


def _since(register: Register, row: Row) -> date:
    return parse_day(row["since"]) if row["since"] else register.terms.on


def _until(row: Row) -> date | None:
    return parse_day(row["until"]) if row["until"] else None
