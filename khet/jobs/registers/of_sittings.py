"""What registers about sittings have in common: which sitting, subject and school a row names."""

from abc import abstractmethod
from functools import cached_property

from khet.jobs.registers.columns import plain
from khet.jobs.registers.register import Refuse, Register, Row
from khet.records.learning.models import Sitting
from khet.records.learning.queries import sittings_of
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.entries import units_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.levels import level_name, parse_level
from khet.rules.sittings import (
    ALL_SUBJECTS,
    held_rounds,
    held_tests,
    known_subjects,
    subject_named,
    subjects,
)
from khet.rules.tables import Tables

ALL_NAME = "รวมทุกวิชา"


class OfSittings(Register):
    """A row is about a sitting and a subject of it, and of a school where it names one."""

    def settle(self, row: Row, refuse: Refuse) -> Row:
        if not all(row.get(name) for name in ("year", "test", "grade")):
            return row
        found = {**row, "test": self._test(row, refuse)}
        if found["test"]:
            self._check_round(found, refuse)
        subject = self.subject_of(row)
        if subject:
            found["subject"] = self.subject_name(subject, int(row["year"]))
        elif row.get("subject"):
            refuse("subject", "ไม่รู้จักวิชานี้: ใส่ชื่อวิชาอย่างในรายงานผลสอบ หรือ รวมทุกวิชา")
        if found["test"] and subject:
            self.check_parts(found, subject, refuse)
        if row.get("code") and row["code"] not in self._schools:
            refuse("code", "ไม่มีโรงเรียนรหัสนี้ในเขต: ตรวจรหัส")
        return found

    @abstractmethod
    def check_parts(self, row: Row, subject: str, refuse: Refuse) -> None:
        """Look at what else a row says, once its sitting and subject (code) are known."""

    def subject_of(self, row: Row) -> str:
        """The code of a row's subject, ``ALL`` for all together; empty where it names none."""
        return subject_named(row.get("subject", ""), int(row["year"]), self._tables)

    def asked(self, row: Row) -> tuple[str, ...]:
        """The subjects (codes) that a row's sitting asks."""
        return subjects(row["test"], parse_level(row["grade"]), int(row["year"]), self._tables)

    def subject_name(self, code: str, of_year: int) -> str:
        """What files call a subject."""
        known = known_subjects(of_year, self._tables)
        if code == ALL_SUBJECTS:
            return ALL_NAME
        return known[code].th if code in known else code

    def sitting_cells(self, sitting: Sitting, subject: str) -> Row:
        """The cells of a sitting and a subject of it (code)."""
        return {
            "year": str(sitting.academic_year),
            "test": sitting.test,
            "round": sitting.round,
            "grade": level_name(sitting.grade),
            "subject": self.subject_name(subject, sitting.academic_year),
        }

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
