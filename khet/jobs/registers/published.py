"""What others told the office of sittings: limits, percents, colours, means and their source."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.jobs.registers.columns import plain
from khet.jobs.registers.published_columns import (
    COLOUR_KEYS,
    COLOURS,
    COLUMNS,
    WHAT_KEYS,
    WHAT_NAMES,
)
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.records.learning.actions import PublishedEntry, publish
from khet.records.learning.queries import published_in, sittings_of
from khet.records.registry.access import IMPORT_SCORES
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.entries import units_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.levels import level_name, parse_level
from khet.rules.published import Told, told_faults
from khet.rules.sittings import (
    ALL_SUBJECTS,
    held_rounds,
    held_tests,
    known_subjects,
    subject_named,
    subjects,
)
from khet.rules.tables import Tables

FAULTS = {
    "not-asked": _("การสอบนี้ไม่มีวิชานี้: ตรวจวิชา ชั้น และปีการศึกษา"),
    "no-limit-of-all": _("ขีดจำกัดล่างเป็นของแต่ละวิชา: ใส่ทีละวิชา"),
    "school-needed": _("ร้อยละไม่ผ่านเป็นของแต่ละโรงเรียน: บอกโรงเรียน"),
    "school-not-wanted": _("เรื่องนี้เป็นของทั้งเขต: เว้นโรงเรียนว่างไว้"),
    "value-needed": _("เรื่องนี้เป็นตัวเลข: ใส่ 0–100 ทศนิยมไม่เกิน 2 ตำแหน่ง"),
    "value-not-wanted": _("สีของเขตไม่ใช่ตัวเลข: เว้นตัวเลขว่างไว้"),
    "colour-needed": _("สีของเขตเป็นสี: เลือก น้ำเงิน เขียว เหลือง แสด แดง หรือดำ"),
    "colour-not-wanted": _("สีใช้กับเรื่องสีของเขตเท่านั้น: เว้นสีว่างไว้"),
}
ALL_NAME = "รวมทุกวิชา"


class PublishedValues(Register):
    """A row for each sitting, subject and matter, of percents also for each school."""

    key = "published"
    title = _("ค่าที่เผยแพร่")
    purpose = _("ขีดจำกัดล่าง ร้อยละ สีของเขต และค่าเฉลี่ยที่หน่วยงานอื่นแจ้งหรือประกาศ พร้อมที่มา")
    permission = IMPORT_SCORES
    seen_with = IMPORT_SCORES
    dated = False
    in_sum = True
    optional = True
    kinds = ("learning.published",)
    identity = ("year", "test", "round", "grade", "subject", "what", "code")
    columns = COLUMNS

    def current(self) -> Iterable[Row]:
        for row in published_in(self.terms.area):
            sitting = row.sitting
            yield {
                "year": str(sitting.academic_year),
                "test": sitting.test,
                "round": sitting.round,
                "grade": level_name(sitting.grade),
                "subject": self._subject_name(row.subject, sitting.academic_year),
                "what": WHAT_NAMES[row.what],
                "code": row.school.code if row.school else "",
                "value": COLOURS.get(row.colour, "") if row.colour else f"{row.value:.2f}",
                "source": row.source,
            }

    def settle(self, row: Row, refuse: Refuse) -> Row:
        if not all(row.get(name) for name in ("year", "test", "grade")):
            return row
        found = {**row, "test": self._test(row, refuse)}
        if found["test"]:
            self._check_round(found, refuse)
        subject = subject_named(row.get("subject", ""), int(row["year"]), self._tables)
        if subject:
            found["subject"] = self._subject_name(subject, int(row["year"]))
        elif row.get("subject"):
            refuse("subject", "ไม่รู้จักวิชานี้: ใส่ชื่อวิชาอย่างในรายงานผลสอบ หรือ รวมทุกวิชา")
        if found["test"] and subject and row.get("what") and row.get("value"):
            self._check_parts(found, subject, refuse)
        if row.get("code") and row["code"] not in self._schools:
            refuse("code", "ไม่มีโรงเรียนรหัสนี้ในเขต: ตรวจรหัส")
        return found

    def _test(self, row: Row, refuse: Refuse) -> str:
        """The test as it is called, where it is held in that grade and year; else empty."""
        held = held_tests(int(row["year"]), self._tables)
        test = next((test for test in held if plain(test) == plain(row["test"])), "")
        if not test:
            refuse("test", f"ปีการศึกษา {row['year']} มีการสอบ {', '.join(held)}")
        elif parse_level(row["grade"]) not in held[test]:
            grades = ", ".join(map(level_name, held[test]))
            refuse("grade", f"{test} ปีการศึกษา {row['year']} สอบชั้น {grades}")
            return ""
        return test

    def _check_round(self, row: Row, refuse: Refuse) -> None:
        test, of_year, round_ = row["test"], int(row["year"]), row.get("round", "")
        rounds = held_rounds(test, of_year, self._tables)
        if round_ in rounds or (of_year, test, round_) in self._rounds:
            return
        if rounds == ("",):
            refuse("round", f"{test} ไม่มีครั้งที่: เว้นว่างไว้")
        else:
            refuse("round", f"ใส่ครั้งที่ของ {test}: {' หรือ '.join(rounds)}")

    def _check_parts(self, row: Row, subject: str, refuse: Refuse) -> None:
        """Whether subject, school and value are those that the matter asks for."""
        asked = subjects(row["test"], parse_level(row["grade"]), int(row["year"]), self._tables)
        colour = COLOUR_KEYS.get(row["value"], "")
        value = "" if colour else row["value"]
        told = Told(WHAT_KEYS[row["what"]], subject, row.get("code", ""), value, colour)
        faults = told_faults(told, asked)
        for part, column in (("subject", "subject"), ("school", "code")):
            if part in faults:
                refuse(column, FAULTS[faults[part]])
        needed = [fault for fault in faults.values() if fault in ("value-needed", "colour-needed")]
        for fault in needed:
            refuse("value", FAULTS[fault])

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        publish(by=by, area=self.terms.area, entries=[self._entry(c.after) for c in changes])

    def _entry(self, row: Row) -> PublishedEntry:
        colour = COLOUR_KEYS.get(row["value"], "")
        of_year = int(row["year"])
        return PublishedEntry(
            of_year,
            row["test"],
            parse_level(row["grade"]),
            row["round"],
            WHAT_KEYS[row["what"]],
            subject_named(row["subject"], of_year, self._tables),
            row["source"],
            row["code"],
            None if colour else Decimal(row["value"]),
            colour,
        )

    def _subject_name(self, code: str, of_year: int) -> str:
        known = known_subjects(of_year, self._tables)
        if code == ALL_SUBJECTS:
            return ALL_NAME
        return known[code].th if code in known else code

    @cached_property
    def _tables(self) -> Tables:
        return office_tables(self.terms.area)

    @cached_property
    def _schools(self) -> set[str]:
        return set(units_of(self.terms.area, UnitKind.SCHOOL).values_list("code", flat=True))

    @cached_property
    def _rounds(self) -> set[tuple[int, str, str]]:
        """The rounds of tests that the area has results of."""
        return {(s.academic_year, s.test, s.round) for s in sittings_of(self.terms.area)}
