"""Programmes that schools take part in, with their cohorts."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import Column, words, year
from khet.jobs.registers.enrolment import NAME
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.registry.access import EDIT_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.programmes import ProgrammeEntry, save_programmes
from khet.records.registry.models import ProgrammeSchool, Unit, UnitKind
from khet.records.registry.queries.entries import units_of

_YEAR = "ใส่ปีการศึกษา พ.ศ. เช่น 2556"
_SHORT = "ใส่ไม่เกิน 40 ตัวอักษร"


class Programmes(Register):
    """A row for each school, programme and year it joined in."""

    key = "programmes"
    title = _("โครงการของโรงเรียน")
    purpose = _("โรงเรียนใดอยู่ในโครงการใด รุ่นใด ตั้งแต่ปีการศึกษาใด")
    permission = EDIT_REGISTERS
    dated = False
    optional = True
    kinds = ("registry.programme",)
    identity = ("programme", "code", "from_year")
    columns = (
        Column(
            "programme",
            "โครงการ",
            words(200),
            "ใส่ชื่อโครงการไม่เกิน 200 ตัวอักษร",
            ("ชื่อโครงการ",),
            True,
            example="โรงเรียนสุจริต",
        ),
        SCHOOL,
        NAME,
        Column("cohort", "รุ่น", words(40), _SHORT, ("รุ่นที่",), example="1"),
        Column("part", "บทบาทในโครงการ", words(40), _SHORT, ("บทบาท",), example="โรงเรียนต้นแบบ"),
        Column("from_year", "ตั้งแต่ปีการศึกษา", year, _YEAR, ("ปีที่เข้าร่วม", "ปีการศึกษา"), True, "2556"),
        Column("until_year", "ถึงปีการศึกษา", year, f"{_YEAR} หรือเว้นว่างถ้ายังอยู่ในโครงการ", ("ปีที่สิ้นสุด",)),
    )

    def current(self) -> Iterable[Row]:
        found = ProgrammeSchool.objects.filter(programme__area=self.terms.area)
        order = ("programme__sort_key", "programme", "from_year", "school__sort_key", "pk")
        for row in found.select_related("programme", "school").order_by(*order):
            yield {
                "programme": row.programme.name,
                "code": row.school.code,
                "name": row.school.name,
                "cohort": row.cohort,
                "part": row.part,
                "from_year": str(row.from_year),
                "until_year": str(row.until_year or ""),
            }

    @classmethod
    def label(cls, row: Row) -> str:
        return f"{row['programme']} {row['name'] or row['code']}"

    def settle(self, row: Row, refuse: Refuse) -> Row:
        if row.get("code") and row["code"] not in self._schools:
            refuse("code", "ไม่มีโรงเรียนรหัสนี้ในทะเบียน: ตรวจรหัส หรือเพิ่มโรงเรียนก่อน")
        if row.get("until_year") and row["until_year"] < row.get("from_year", ""):
            refuse("until_year", "สิ้นสุดก่อนปีที่เริ่ม: แก้ปีใดปีหนึ่ง")
        return row

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        known = {row["programme"] for row in self.current()}
        for change in changes:
            name = change.after["programme"]
            if known and name not in known:
                told = "ยังไม่มีโครงการชื่อนี้: ตรวจตัวสะกด หรือยืนยันว่าเป็นโครงการใหม่"
                yield self.doubt(change, "programme", told, "new-programme")

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        entries = [_entry(change.after) for change in changes]
        save_programmes(by=by, area=self.terms.area, entries=entries)

    @cached_property
    def _schools(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in units_of(self.terms.area, UnitKind.SCHOOL)}


def _entry(row: Row) -> ProgrammeEntry:
    until = int(row["until_year"]) if row["until_year"] else None
    start = int(row["from_year"])
    return ProgrammeEntry(row["programme"], row["code"], start, until, row["cohort"], row["part"])
