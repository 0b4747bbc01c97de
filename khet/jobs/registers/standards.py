"""Means by strand, standard and indicator of the curriculum, as summaries of tests print them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from khet.jobs.registers.of_sittings import OfSittings
from khet.jobs.registers.register import Change, Refuse, Row
from khet.jobs.registers.standards_columns import COLUMNS, LEVEL_KEYS, LEVEL_NAMES
from khet.records.learning.actions import StandardEntry, keep_standard_means
from khet.records.learning.queries import standards_in
from khet.records.registry.access import IMPORT_SCORES
from khet.records.registry.actions.audit import Actor
from khet.rules.levels import parse_level
from khet.rules.standards import level_of


class StandardMeans(OfSittings):
    """A row for each sitting, subject, code, and school where it is of one."""

    key = "standards"
    title = _("ผลตามสาระ มาตรฐาน และตัวชี้วัด")
    purpose = _("คะแนนเฉลี่ยรายสาระ มาตรฐาน และตัวชี้วัด จากสรุปผลสอบ ของทั้งเขตหรือของโรงเรียน พร้อมที่มา")
    permission = IMPORT_SCORES
    seen_with = IMPORT_SCORES
    dated = False
    in_sum = True
    optional = True
    kinds = ("learning.standards",)
    identity = ("year", "test", "round", "grade", "subject", "code", "standard")
    columns = COLUMNS

    def current(self) -> Iterable[Row]:
        for row in standards_in(self.terms.area):
            yield {
                **self.sitting_cells(row.sitting, row.subject),
                "code": row.school.code if row.school else "",
                "level": LEVEL_NAMES[row.level],
                "standard": row.code,
                "name": row.name,
                "n": "" if row.n is None else str(row.n),
                "mean": f"{row.mean:.2f}",
                "source": row.source,
            }

    def check_parts(self, row: Row, subject: str, refuse: Refuse) -> None:
        """Whether the sitting asks the subject, and the code is of the level."""
        if subject not in self.asked(row):
            refuse("subject", "การสอบนี้ไม่มีวิชานี้: ใส่ทีละวิชา ตรวจวิชา ชั้น และปีการศึกษา")
        code, level = row.get("standard", ""), row.get("level", "")
        if code and level and level_of(code) != LEVEL_KEYS[level]:
            told = LEVEL_NAMES[level_of(code)]
            refuse("level", f"รหัส {code} เป็นระดับ{told}: แก้ระดับหรือรหัสให้ตรงกัน")

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        entries = [self._entry(change.after) for change in changes]
        keep_standard_means(by=by, area=self.terms.area, entries=entries)

    def _entry(self, row: Row) -> StandardEntry:
        return StandardEntry(
            int(row["year"]),
            row["test"],
            parse_level(row["grade"]),
            row["round"],
            self.subject_of(row),
            LEVEL_KEYS[row["level"]],
            row["standard"],
            Decimal(row["mean"]),
            row["source"],
            row["code"],
            row["name"],
            int(row["n"]) if row["n"] else None,
        )
