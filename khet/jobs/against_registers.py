"""A checked score file against what the office knows: its areas, schools, pupils and files."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from khet.figures.intake.problems import Problem, error, first, warning
from khet.figures.intake.report import Report
from khet.figures.intake.told import sitting_th, subjects_th
from khet.figures.warehouse import SittingKey, by_sitting
from khet.jobs.sitting_results import score_path
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import (
    current_file,
    known_areas,
    known_schools,
    of_same_source,
    registered_pupils,
)
from khet.records.registry.models import Import
from khet.rules.sittings import subjects
from khet.rules.tables import Tables

_SHOWN = 5


def with_registers(
    report: Report,
    headings: dict[str, str] | None = None,
    most: int | None = None,
    area: str = "",
    whole: bool = True,
) -> Report:
    """The report with what the registers have against the file.

    Args:
        headings: what the file calls its columns.
        most: how many findings of one kind are listed.
        area: the code of the only area that the file may be of; any of the installation if empty.
        whole: whether the file is all of its sittings, in the place of what is current.
    """
    called = headings or {}
    more = [*_unknown(report, called, most, area)]
    if whole:
        more += _left_out(report, called)
    return replace(report, problems=(*report.problems, *more))


def current_of(sitting: SittingKey, content: str) -> ScoreFile | None:
    """The current file of a sitting."""
    parts = {name: value for name, value in vars(sitting).items() if name != "area"}
    return current_file(sitting.area, content, **parts)


def with_sittings(report: Report, held: Import, tables: Tables) -> Report:
    """The report with what a person should see again: subjects and the sitting itself.

    Args:
        held: the file as it was brought.
        tables: the subjects that tests ask.
    """
    rows = report.scores if report.scores is not None else report.means
    if rows is None or report.level == 2:
        return report
    missing = missing_subjects(report, tables)
    elsewhere = _brought_elsewhere({key for key, _ in by_sitting(rows)}, held)
    return replace(report, problems=(*report.problems, *missing, *elsewhere))


def missing_subjects(report: Report, tables: Tables) -> Iterator[Problem]:
    """Subjects that the sittings of a file without errors ask and no row is about."""
    rows = report.scores if report.scores is not None else report.means
    if rows is not None and report.level < 2:
        for sitting, part in by_sitting(rows):
            yield from _missing(sitting, part, tables)


def _missing(sitting: SittingKey, rows: pa.Table, tables: Tables) -> Iterator[Problem]:
    """Subjects that the sitting asks and no row of the file is about."""
    year = sitting.academic_year
    there = set(rows["subject"].unique().to_pylist())
    told = sitting_th(sitting.test, sitting.grade, year, sitting.round)
    for code in subjects(sitting.test, sitting.grade, year, tables):
        if code not in there:
            name = subjects_th([code], year, tables)
            message = (
                f"{told} สอบวิชา{name} แต่ไฟล์นี้ไม่มี: ตรวจว่าเลือกการสอบถูกและไฟล์ครบทุกวิชา หรือยืนยันด้วยเหตุผล"
            )
            yield warning(1, "", name, message, "missing-subject")


def _brought_elsewhere(sittings: set[SittingKey], held: Import) -> Iterator[Problem]:
    """Other sittings that the same file, byte for byte, was brought for before."""
    earlier = {file.sitting: file for file in of_same_source(held.area, held.sha256)}
    for sitting, file in earlier.items():
        parts = (sitting.academic_year, sitting.test, sitting.round, sitting.grade)
        if SittingKey(*parts, sitting.area.code) not in sittings:
            told = sitting_th(sitting.test, sitting.grade, sitting.academic_year, sitting.round)
            message = (
                f"ไฟล์นี้เหมือนกันทุกไบต์กับไฟล์ที่นำเข้าเป็นผล {told} (ฉบับที่ {file.version}): "
                "ตรวจว่าเลือกไฟล์และการสอบถูก หรือยืนยันด้วยเหตุผล"
            )
            yield warning(1, "", told, message, "same-file")


def _unknown(report: Report, called: dict[str, str], most: int | None, area: str) -> list[Problem]:
    """Areas that the file can't be of; schools and pupils that no register knows."""
    rows = report.scores if report.scores is not None else report.means
    if rows is None:
        return []
    areas = set(rows["area"].unique().to_pylist()) - {None}
    strange = areas - ({area} if area else known_areas())
    if strange:
        codes = ", ".join(sorted(strange)[:_SHOWN])
        message = f"ระบบนี้ไม่มีเขต {codes}: ตรวจรหัสเขต หรือเพิ่มเขตก่อน"
        if area:
            message = f"เขต {codes} ไม่ใช่เขตของท่าน ({area}): ตรวจรหัสเขต หรือเอาแถวของเขตอื่นออก"
        return [error(1, called.get("area", "area"), codes, message, "unknown-area")]
    schools = _unknown_schools(rows, known_schools(areas), called, most)
    pupils = [] if report.scores is None else _strange_pupils(report.scores, called, most)
    return [*schools, *pupils]


def _unknown_schools(
    rows: pa.Table, known: set[tuple[str, str]], called: dict[str, str], most: int | None
) -> Iterator[Problem]:
    found = rows.group_by(["area", "school"]).aggregate([("row", "min")]).to_pylist()
    unknown = [
        (line["row_min"], line["school"])
        for line in found
        if line["school"] is not None and (line["area"], line["school"]) not in known
    ]
    for (row, code), more in first(sorted(unknown), most):
        message = f'ไม่มีโรงเรียนรหัส "{code}" ในทะเบียน: ตรวจรหัส หรือเพิ่มโรงเรียนก่อน'
        problem = warning(row, called.get("school", "school"), code, message, "unknown-school")
        yield replace(problem, more=more)


def _strange_pupils(rows: pa.Table, called: dict[str, str], most: int | None) -> Iterator[Problem]:
    """Pupils whom the register of their school doesn't know, or knows in another grade.

    Only where it knows its pupils at all.
    """
    years = [year for year in rows["academic_year"].unique().to_pylist() if year is not None]
    known = registered_pupils(years)
    if not known:
        return
    year = rows["academic_year"].cast(pa.string())
    place = pc.binary_join_element_wise(year, rows["school"], "\x1f")
    who = pc.binary_join_element_wise(place, rows["pupil"], "\x1f")
    there = pc.binary_join_element_wise(who, rows["grade"], "\x1f")
    schools = pc.is_in(place, _joined([str(year), school] for year, school, *_ in known))
    pupils = pc.is_in(who, _joined([str(year), *rest[:2]] for year, *rest in known))
    grades = pc.is_in(there, _joined([str(year), *rest] for year, *rest in known))
    told = pc.is_valid(rows["pupil"])
    unknown = rows.filter(pc.and_(pc.and_(schools, told), pc.invert(pupils)))
    elsewhere = rows.filter(pc.and_(pc.and_(pupils, told), pc.invert(grades)))
    yield from _of_pupils(unknown, called, most, "unknown-pupil", _UNKNOWN_PUPIL)
    yield from _of_pupils(elsewhere, called, most, "other-grade", _OTHER_GRADE)


_UNKNOWN_PUPIL = (
    'ไม่พบเลขประจำตัวนักเรียน "{pupil}" ในทะเบียนนักเรียนของโรงเรียน {school} '
    "ปีการศึกษา {academic_year}: ตรวจเลขประจำตัว หรือเพิ่มนักเรียนในทะเบียนก่อน"
)
_OTHER_GRADE = (
    'นักเรียนเลขประจำตัว "{pupil}" ของโรงเรียน {school} อยู่ชั้นอื่นในทะเบียนปีการศึกษา {academic_year}: '
    "ตรวจว่าเลือกไฟล์ถูกชั้น หรือแก้ชั้นในทะเบียนก่อน"
)


def _of_pupils(
    rows: pa.Table, called: dict[str, str], most: int | None, kind: str, message: str
) -> Iterator[Problem]:
    """A warning for each pupil, at the first row."""
    keys = ["academic_year", "school", "pupil"]
    found = rows.group_by(keys).aggregate([("row", "min")]).sort_by("row_min")
    shown = found.slice(0, most).to_pylist()
    for number, line in enumerate(shown, start=1):
        told = called.get("pupil", "pupil"), line["pupil"], message.format(**line)
        more = found.num_rows - len(shown) if number == len(shown) else 0
        yield replace(warning(line["row_min"], *told, kind), more=more)


def _joined(parts: Iterable[list[str]]) -> pa.Array:
    return pa.array({"\x1f".join(words) for words in parts}, pa.string())


def _left_out(report: Report, called: dict[str, str]) -> Iterator[Problem]:
    """Schools that the current file of a sitting has and this one, which replaces it, has not."""
    if report.scores is None or report.level == 2:
        return
    for sitting, rows in by_sitting(report.scores):
        current = current_of(sitting, ScoreFile.Content.PUPILS)
        if current is None:
            continue
        before = pq.read_table(score_path(current), columns=["school"])["school"].unique()
        gone = sorted(set(before.to_pylist()) - set(rows["school"].unique().to_pylist()))
        if gone:
            shown = ", ".join(gone[:_SHOWN]) + (" …" if len(gone) > _SHOWN else "")
            message = (
                f"ไฟล์นี้จะแทนไฟล์เดิม {current.source_name} แต่ขาด {len(gone)} โรงเรียนที่ไฟล์เดิมมี "
                f"({shown}): เพิ่มให้ครบ หรือยืนยันด้วยเหตุผล"
            )
            yield warning(1, called.get("school", "school"), "", message, "schools-left-out")
