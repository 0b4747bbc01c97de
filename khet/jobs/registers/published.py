"""What others told the office of sittings: limits, percents, colours, means and their source."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from khet.jobs.registers.of_sittings import OfSittings
from khet.jobs.registers.published_columns import (
    COLOUR_KEYS,
    COLOURS,
    COLUMNS,
    WHAT_KEYS,
    WHAT_NAMES,
)
from khet.jobs.registers.register import Change, Refuse, Row
from khet.records.learning.actions import PublishedEntry, publish
from khet.records.learning.queries import published_in
from khet.records.registry.access import IMPORT_SCORES
from khet.records.registry.actions.audit import Actor
from khet.rules.levels import parse_level
from khet.rules.published import Told, told_faults

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


class PublishedValues(OfSittings):
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
            yield {
                **self.sitting_cells(row.sitting, row.subject),
                "what": WHAT_NAMES[row.what],
                "code": row.school.code if row.school else "",
                "value": COLOURS.get(row.colour, "") if row.colour else f"{row.value:.2f}",
                "source": row.source,
            }

    def check_parts(self, row: Row, subject: str, refuse: Refuse) -> None:
        """Whether subject, school and value are those that the matter asks for."""
        if not (row.get("what") and row.get("value")):
            return
        colour = COLOUR_KEYS.get(row["value"], "")
        value = "" if colour else row["value"]
        told = Told(WHAT_KEYS[row["what"]], subject, row.get("code", ""), value, colour)
        faults = told_faults(told, self.asked(row))
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
            self.subject_of(row),
            row["source"],
            row["code"],
            None if colour else Decimal(row["value"]),
            colour,
        )
