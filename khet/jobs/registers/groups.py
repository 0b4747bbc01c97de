"""The groups of the office's staff."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import SEPARATOR, Column, code, listed, words
from khet.jobs.registers.networks import SERIAL
from khet.jobs.registers.places import CODE, TAKEN, taken_codes
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.records.registry.access import EDIT_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.units import UnitEntry, save_units
from khet.records.registry.models import Placement, UnitKind
from khet.records.registry.queries.entries import entries_of, units_of


class Groups(Register):
    """The groups of the office, such as the supervisors'."""

    key = "groups"
    title = _("กลุ่มงานของสำนักงาน")
    purpose = _("กลุ่มและหน่วยในสำนักงานเขต ใช้กำหนดตำแหน่งและบทบาทของบุคลากร")
    permission = EDIT_REGISTERS
    identity = ("code",)
    optional = True
    kinds = ("registry.group",)
    columns = (
        Column(
            "code",
            "รหัสกลุ่ม",
            code,
            f"{CODE} หรือใส่ลำดับที่ 1–999",
            ("ลำดับที่", "ลำดับ", "ที่", "รหัส"),
            True,
            example="1",
        ),
        Column(
            "name",
            "กลุ่มงาน",
            words(200),
            "ใส่ชื่อกลุ่มไม่เกิน 200 ตัวอักษร",
            ("กลุ่ม", "ชื่อกลุ่ม", "ชื่อ"),
            True,
            example="กลุ่มอำนวยการ",
        ),
        Column("short_name", "ชื่อย่อ", words(100), "ใส่ชื่อย่อไม่เกิน 100 ตัวอักษร", example="อำนวยการ"),
        Column(
            "works",
            "งานในกลุ่ม",
            listed,
            "ใส่ชื่องาน คั่นด้วย |",
            ("งาน",),
            example="งานสารบรรณ | งานประชาสัมพันธ์",
            stays=True,
        ),
    )

    def current(self) -> Iterable[Row]:
        for entry in self._entries.values():
            yield {
                "code": entry.code,
                "name": entry.name,
                "short_name": entry.short_name,
                "works": SEPARATOR.join(entry.works),
            }

    @classmethod
    def label(cls, row: Row) -> str:
        return row["name"]

    def settle(self, row: Row, refuse: Refuse) -> Row:
        code = row.get("code", "")
        if code.isdecimal() and len(code) <= SERIAL:
            return {**row, "code": f"{self.terms.area.code}G{int(code):02d}"}
        return row

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        taken = taken_codes(UnitKind.GROUP, [c.after["code"] for c in changes], self.terms.area)
        named = {entry.name: entry.code for entry in self._entries.values()}
        for change in changes:
            row = change.after
            if row["code"] in taken:
                yield self.complaint(change, "code", TAKEN, "code-in-use")
            if (other := named.setdefault(row["name"], row["code"])) != row["code"]:
                told = f"ชื่อนี้เป็นของกลุ่มรหัส {other} แล้ว: ตรวจว่าเป็นกลุ่มเดียวกันหรือไม่"
                yield self.doubt(change, "name", told, "same-name")

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        entries = [self._entry(change.after) for change in changes]
        save_units(by=by, entries=entries, on=self.terms.on)

    def _entry(self, row: Row) -> UnitEntry:
        above = (str(Placement.Hierarchy.WORK), str(UnitKind.AREA), self.terms.area.code)
        known = self._entries.get(row["code"]) or UnitEntry(str(UnitKind.GROUP), row["code"], "")
        return replace(
            known,
            name=row["name"],
            short_name=row["short_name"],
            works=tuple(filter(None, row["works"].split(SEPARATOR))),
            above=(above,),
        )

    @cached_property
    def _entries(self) -> dict[str, UnitEntry]:
        found = entries_of(units_of(self.terms.area, UnitKind.GROUP), self.terms.on)
        return {entry.code: entry for entry in found}
