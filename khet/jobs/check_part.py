"""What one school sends of a collected sitting: every check of a score file, and what it may hold.

A part may hold the school's own rows of that one sitting only.
"""

import csv
import tempfile
from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from khet.figures.intake.fields import SITTING
from khet.figures.intake.given import Given
from khet.figures.intake.problems import Level, Problem, error, first, warning
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import Opened, check_opened, open_file, unreadable
from khet.figures.intake.sheets import UnreadableError
from khet.figures.intake.told import sitting_th
from khet.figures.warehouse import SittingKey
from khet.jobs.against_registers import missing_subjects, with_registers
from khet.jobs.sitting_results import sitting_key
from khet.records.learning.models import Collection, Sitting
from khet.records.registry.models import Unit
from khet.records.registry.queries.pupils import numbers_of
from khet.records.registry.queries.settings import office_tables

_SHOWN = 5
_ONLY_MEANS = (
    "ไฟล์นี้มีแต่ค่าเฉลี่ยของโรงเรียน เขตต้องใช้คะแนนรายคน: "
    "ส่งไฟล์ที่มีแถวละคน (แบบรายวิชา หรือแบบวิชาละคอลัมน์) หรือพิมพ์คะแนนในตาราง"
)


@dataclass(frozen=True)
class Sender:
    """A school that sends its part of a collected sitting, which comes with its area."""

    collection: Collection
    school: Unit

    @property
    def sitting(self) -> Sitting:
        """What the results are of."""
        return self.collection.sitting

    @property
    def key(self) -> SittingKey:
        """The sitting as the warehouse names it."""
        return sitting_key(self.sitting)


def checked_part(
    path: Path, sender: Sender, columns: Mapping[int, str] | None = None, most: int | None = None
) -> tuple[Opened | None, Report]:
    """Everything that speaks against a file as the school's part, and its rows.

    Args:
        path: CSV, XLSX or Parquet.
        columns: what its columns hold by their place, as ``open_file`` takes them.
        most: how many findings of one kind and column are listed.
    """
    area = sender.sitting.area
    tables = office_tables(area)
    try:
        opened = open_file(path, columns, most, tables)
    except UnreadableError as exc:
        return None, unreadable(exc)
    given = Given({field.name: getattr(sender.key, field.name) for field in SITTING})
    report = check_opened(opened, given, keeping=True)
    called = opened.headings.headings if opened.headings else {}
    report = with_registers(report, called, most, area.code, whole=False)
    own = _of_sender(report, sender, called, most)
    missing = missing_subjects(report, tables)
    told = (_told_to_school(_asked_of(sender), problem) for problem in report.problems)
    found = [*told, *own, *missing]
    return opened, replace(report, problems=tuple(sorted(found, key=lambda found: found.row)))


def checked_typed(
    sender: Sender, subjects: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
) -> Report:
    """The same of results that a school typed: findings stand at the rows of a file with a heading.

    Args:
        subjects: the codes of the columns, by which findings name them; numbers are ``pupil``.
        rows: each pupil's number with what was typed of the subjects.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["school", "pupil", *subjects])
        lines.writerows([sender.school.code, number, *cells] for number, cells in rows)
        file.flush()
        return checked_part(Path(file.name), sender)[1]


def _asked_of(sender: Sender) -> str:
    sitting = sender.sitting
    return sitting_th(sitting.test, sitting.grade, sitting.academic_year, sitting.round)


def _told_to_school(asked: str, problem: Problem) -> Problem:
    """A finding as a school may mend it: what the office asks for is not its choice."""
    if problem.kind == "other-grade":
        return replace(problem, level=Level.ERROR)
    if problem.kind != "other-sitting":
        return problem
    message = (
        f'แถวนี้เป็นของ "{problem.value}" แต่เขตขอผลของ {asked}: '
        "เอาแถวของการสอบ ชั้น ปี หรือครั้งอื่นออก หรือเลือกไฟล์ใหม่"
    )
    return replace(problem, message=message)


def _of_sender(
    report: Report, sender: Sender, called: dict[str, str], most: int | None
) -> Iterator[Problem]:
    if report.means is not None:
        yield error(1, "", "", _ONLY_MEANS, "only-means")
    if report.scores is not None:
        yield from _other_schools(report.scores, sender.school, called, most)
        if report.level < 2:
            yield from _left_out(report.scores, sender, called)


def _other_schools(
    rows: pa.Table, school: Unit, called: dict[str, str], most: int | None
) -> Iterator[Problem]:
    """Schools in the file that are not the sender, each at its first row."""
    found = rows.group_by("school").aggregate([("row", "min"), ("row", "count_distinct")])
    others = [
        (line["row_min"], line["school"], line["row_count_distinct"])
        for line in found.to_pylist()
        if line["school"] not in (None, school.code)
    ]
    for (row, code, count), more in first(sorted(others), most):
        message = (
            f'แถวของโรงเรียนรหัส "{code}" ({count} แถว) ไม่ใช่โรงเรียนของท่าน ({school.code} {school}): '
            "เอาแถวของโรงเรียนอื่นออก หรือแก้รหัสโรงเรียน"
        )
        problem = error(row, called.get("school", "school"), code, message, "other-school")
        yield replace(problem, more=more)


def _left_out(rows: pa.Table, sender: Sender, called: dict[str, str]) -> Iterator[Problem]:
    """Pupils of the grade whom the register knows and the file hasn't."""
    sitting = sender.sitting
    known = numbers_of(sender.school, sitting.academic_year, sitting.grade)
    gone = _missing(known, set(rows["pupil"].unique().to_pylist()))
    if gone:
        shown = ", ".join(gone[:_SHOWN]) + (" …" if len(gone) > _SHOWN else "")
        message = (
            f"ทะเบียนมีนักเรียนชั้นนี้ {len(known)} คน แต่ขาด {len(gone)} คน ({shown}): "
            "เพิ่มให้ครบ ผู้ไม่ได้สอบใส่ ขาดสอบ หรือ ยกเว้น หรือยืนยันด้วยเหตุผล"
        )
        yield warning(1, called.get("pupil", "pupil"), "", message, "pupils-left-out")


def _missing(known: Some[str], there: set[str]) -> list[str]:
    return [number for number in known if number not in there]
