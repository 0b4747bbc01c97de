"""Pupils by grade: what its two forms share, and the plain one, a row a school and grade."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.at_school import closed_doubt, name_doubt
from khet.jobs.registers.columns import Column, count, level, words
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.registry.access import EDIT_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.schools import GradeCount, save_enrolment
from khet.records.registry.models import Enrolment, Unit, UnitKind
from khet.records.registry.queries.entries import units_of
from khet.rules.levels import level_name, level_order, parse_level, teaches

NUMBER = "ใส่จำนวนเต็ม หรือเว้นว่างถ้าไม่ทราบ (ว่างไม่ใช่ 0)"
PARTS = {"boys": "ชาย", "girls": "หญิง", "pupils": "รวม", "rooms": "ห้อง"}
NAME = Column(
    "name",
    "ชื่อโรงเรียน",
    words(200),
    "ใส่ชื่อโรงเรียน",
    ("โรงเรียน",),
    example="บ้านตัวอย่าง",
    beside=True,
)
Numbers = dict[str, str]


class Counts(Register):
    """What both forms of pupils by grade share."""

    permission = EDIT_REGISTERS
    yearly = True
    dated = False
    in_sum = True
    kinds = ("registry.enrolment",)

    @cached_property
    def schools(self) -> dict[str, Unit]:
        """The schools of the area by code."""
        return {unit.code: unit for unit in units_of(self.terms.area, UnitKind.SCHOOL)}

    @cached_property
    def held(self) -> dict[str, dict[str, Numbers]]:
        """The numbers of the year by school and grade, youngest first."""
        found = Enrolment.objects.filter(
            academic_year=self.terms.year, school__in=units_of(self.terms.area, UnitKind.SCHOOL)
        )
        grades: dict[str, dict[str, Numbers]] = {}
        fields = ("school__code", "grade", *PARTS)
        rows = sorted(found.values_list(*fields), key=lambda row: level_order(row[1]))
        for code, grade, *numbers in rows:
            texts = ("" if number is None else str(number) for number in numbers)
            grades.setdefault(code, {})[grade] = dict(zip(PARTS, texts, strict=True))
        return grades

    def settle(self, row: Row, refuse: Refuse) -> Row:
        if row.get("code") and row["code"] not in self.schools:
            refuse("code", "ไม่มีโรงเรียนรหัสนี้ในทะเบียน: ตรวจรหัส หรือเพิ่มโรงเรียนก่อน")
        return row

    def school_doubts(self, change: Change) -> Iterator[Problem]:
        """A name that isn't the school's, or a school that was closed before the year."""
        school = self.schools.get(change.after["code"])
        yield from name_doubt(self, change, school)
        yield from closed_doubt(self, change, school)

    def level_doubt(self, change: Change, key: str, grade: str) -> Iterator[Problem]:
        """Pupils in a grade that the school doesn't teach."""
        school = self.schools.get(change.after["code"])
        if school is None or change.after[key] in ("", "0") or key not in change.changed:
            return
        if teaches(school.lowest, school.highest, grade) is False:
            name = level_name(grade)
            told = f"ทะเบียนระบุว่าไม่ได้เปิด {name}: ตรวจจำนวน หรือแก้ระดับชั้นที่เปิดสอนของโรงเรียน"
            yield self.doubt(change, key, told, "level-not-taught")

    def keep_counts(self, by: Actor, counts: Mapping[str, Mapping[str, Numbers]]) -> None:
        """Write the numbers by school and grade."""
        kept = {
            code: {grade: _count(numbers) for grade, numbers in grades.items()}
            for code, grades in counts.items()
        }
        save_enrolment(by=by, academic_year=self.terms.year, counts=kept)


class Enrolments(Counts):
    """A row a school and grade."""

    key = "enrolment-by-grade"
    title = _("จำนวนนักเรียนรายชั้น (แถวละชั้น)")
    purpose = _("จำนวนนักเรียนชาย หญิง รวม และห้องเรียน แถวละหนึ่งชั้นของหนึ่งโรงเรียน")
    optional = True
    identity = ("code", "grade")
    columns = (
        SCHOOL,
        NAME,
        Column("grade", "ชั้น", level, "ใส่ชั้น เช่น อ.2 หรือ ป.6", ("grade",), True, example="ป.1"),
        *(
            Column(part, heading, count, NUMBER, (f"จำนวน{heading}", part), example=example)
            for (part, heading), example in zip(PARTS.items(), ("10", "12", "22", "1"), strict=True)
        ),
    )

    def current(self) -> Iterable[Row]:
        for code, grades in self.held.items():
            for grade, numbers in grades.items():
                named = {"code": code, "name": self.schools[code].name}
                yield {**named, "grade": level_name(grade), **numbers}

    def settle(self, row: Row, refuse: Refuse) -> Row:
        return completed(dict(super().settle(row, refuse)), "", refuse)

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        for change in changes:
            yield from self.school_doubts(change)
            yield from self.level_doubt(change, "pupils", parse_level(change.after["grade"]))

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        counts: dict[str, dict[str, Numbers]] = {}
        for row in (change.after for change in changes):
            numbers = {part: row[part] for part in PARTS}
            counts.setdefault(row["code"], {})[parse_level(row["grade"])] = numbers
        self.keep_counts(by, counts)


def completed(row: Numbers, before: str, refuse: Refuse) -> Numbers:
    """A row with the sum of boys and girls where it is left out; tells where they don't add up.

    ``before`` is what the columns of the grade begin with.
    """
    boys, girls, pupils, rooms = (row.get(before + part, "") for part in PARTS)
    total = str(int(boys) + int(girls)) if boys and girls else ""
    if total and pupils and pupils != total:
        refuse(f"{before}pupils", f"ชาย {boys} + หญิง {girls} = {total} ไม่ใช่ {pupils}: แก้ให้ตรงกัน")
    if pupils and any(one and int(one) > int(pupils) for one in (boys, girls)):
        refuse(f"{before}pupils", "น้อยกว่าจำนวนชายหรือหญิง: แก้ให้ตรงกัน")
    if (boys or girls or rooms) and not (pupils or total):
        refuse(f"{before}pupils", "ว่างอยู่: ใส่จำนวนรวมของชั้นนี้")
    return {**row, f"{before}pupils": pupils or total} if total else row


def _count(numbers: Numbers) -> GradeCount | None:
    """The numbers of a grade; nothing where they are all left empty."""
    if not numbers["pupils"]:
        return None
    pupils, boys, girls, rooms = (
        int(numbers[part]) if numbers[part] else None
        for part in ("pupils", "boys", "girls", "rooms")
    )
    return GradeCount(pupils or 0, boys, girls, rooms)
