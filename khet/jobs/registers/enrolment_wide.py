"""Pupils by grade as a row a school, in the 96 columns of the national count (DMC)."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import Column, count, words
from khet.jobs.registers.enrolment import NAME, NUMBER, PARTS, Counts, Numbers, completed
from khet.jobs.registers.register import Change, Refuse, Row
from khet.jobs.registers.school_columns import SCHOOL
from khet.records.registry.actions.audit import Actor
from khet.rules.levels import LEVELS, level_name

_SUMS = {
    "K": ("รวมก่อนประถม", LEVELS[:3]),
    "P": ("รวมประถม", LEVELS[3:9]),
    "L": ("รวมมัธยมต้น", LEVELS[9:12]),
    "U": ("รวมมัธยมปลาย", LEVELS[12:]),
    "ALL": ("รวมทั้งหมด", LEVELS),
}
_ORDER = (
    *(*LEVELS[:3], "K", *LEVELS[3:9], "P"),
    *(*LEVELS[9:12], "L", *LEVELS[12:], "U", "ALL"),
)
_EXAMPLE = dict(zip(PARTS, ("10", "12", "22", "1"), strict=True))
_EXAMPLE_AT = {"P1", "P", "ALL"}


def _columns() -> Iterator[Column]:
    for place in _ORDER:
        name = _SUMS[place][0] if place in _SUMS else level_name(place)
        for part, heading in PARTS.items():
            yield Column(
                f"{place}_{part}",
                f"{name} {heading}",
                count,
                NUMBER,
                example=_EXAMPLE[part] if place in _EXAMPLE_AT else "",
                beside=place in _SUMS,
            )


class EnrolmentWide(Counts):
    """A row a school; sums beside the grades must add up."""

    key = "enrolment"
    title = _("จำนวนนักเรียน (96 คอลัมน์)")
    purpose = _("จำนวนนักเรียนชาย หญิง และห้องเรียนทุกชั้น แถวละโรงเรียน แบบไฟล์สรุปของ DMC")
    identity = ("code",)
    in_order = True
    columns = (
        Column("area", "รหัสเขต", words(20), "ใส่รหัสเขต", example="9302", beside=True),
        Column("area_name", "ชื่อเขต", words(200), "ใส่ชื่อเขต", example="สพป.ตัวอย่าง", beside=True),
        SCHOOL,
        NAME,
        *_columns(),
    )

    def current(self) -> Iterable[Row]:
        area = self.terms.area
        for code, unit in self.schools.items():
            if grades := self.held.get(code):
                named = {"area": area.code, "area_name": area.name, "code": code, "name": unit.name}
                yield {**named, **_numbers(grades)}

    @classmethod
    def label(cls, row: Row) -> str:
        return f"{row['code']} {row['name']}"

    def settle(self, row: Row, refuse: Refuse) -> Row:
        settled = dict(super().settle(row, refuse))
        area = self.terms.area.code
        if row.get("area", "") not in ("", area, f"{area}0000"):
            refuse("area", f"เป็นของเขตอื่น: ไฟล์นี้ต้องเป็นของเขต {area}")
        for grade in LEVELS:
            if f"{grade}_pupils" in settled or f"{grade}_boys" in settled:
                settled = completed(settled, f"{grade}_", refuse)
        _add_up(settled, refuse)
        return settled

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        for change in changes:
            yield from self.school_doubts(change)
            for grade in LEVELS:
                yield from self.level_doubt(change, f"{grade}_pupils", grade)

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        self.keep_counts(by, {change.after["code"]: _grades(change) for change in changes})


def _add_up(row: Numbers, refuse: Refuse) -> None:
    """Tell of sums that aren't those of their grades."""
    for place, (_name, grades) in _SUMS.items():
        for part in PARTS:
            told, total = row.get(f"{place}_{part}", ""), _sum(row, grades, part)
            if told and total and told != total:
                refuse(f"{place}_{part}", f"ผลบวกของแต่ละชั้นคือ {total}: แก้จำนวนของชั้นหรือผลรวม")


def _sum(row: Row, grades: Iterable[str], part: str) -> str:
    """The sum over grades that are known, empty where none is."""
    known = [int(text) for grade in grades if (text := row.get(f"{grade}_{part}", ""))]
    return str(sum(known)) if known else ""


def _numbers(grades: dict[str, Numbers]) -> Numbers:
    row = {
        f"{grade}_{part}": grades.get(grade, {}).get(part, "") for grade in LEVELS for part in PARTS
    }
    sums = {
        f"{place}_{part}": _sum(row, over, part)
        for place, (_name, over) in _SUMS.items()
        for part in PARTS
    }
    return row | sums


def _grades(change: Change) -> dict[str, Numbers]:
    """The numbers of the grades that differ."""
    changed = {key.partition("_")[0] for key in change.changed}
    return {
        grade: {part: change.after[f"{grade}_{part}"] for part in PARTS}
        for grade in LEVELS
        if grade in changed
    }
