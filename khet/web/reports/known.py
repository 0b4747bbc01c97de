"""What the records know of an area that reports state too, each with the page that shows it."""

from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse

from khet.figures.trace import figure
from khet.figures.traced import Asked
from khet.jobs.sitting_results import tables_for, traced
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries.sittings import current_score_files
from khet.records.registry.models import Sector, UnitKind
from khet.records.registry.queries.register import open_schools, register_of, tally, units_of
from khet.records.reports.models import CheckedReport
from khet.rules.checking.in_sentences.known import Known
from khet.rules.sittings import SUBJECTS, grade_th
from khet.web.learning.asked import FigureLinks, subjects_of
from khet.web.reports.asked import ReportDesk

_LEVELS = {"P": "ประถมศึกษาปีที่", "M": "มัธยมศึกษาปีที่"}


def known_of(desk: ReportDesk, unit_kind: str, year_kind: str, year: int | None) -> list[Known]:
    """What the records know of the years of an office's report; nothing for a school's."""
    if year is None or unit_kind == UnitKind.SCHOOL:
        return []
    academic = year_kind == CheckedReport.YearKind.ACADEMIC
    years = (year,) if academic else (year - 1, year)
    counts = [one for of in years for one in _counts(desk, of)]
    files = current_score_files(desk.viewer.area, announced=True)
    means = [
        one for file in files if file.sitting.academic_year in years for one in _means(desk, file)
    ]
    return [*counts, *means]


def _counts(desk: ReportDesk, year: int) -> Iterator[Known]:
    """Schools of the office's own, their pupils, and networks of an academic year."""
    area, today = desk.viewer.area, desk.viewer.today
    counted = tally(
        one for one in open_schools(register_of(area, year, today)) if one.sector == Sector.PUBLIC
    )
    address, source = f"{reverse('registry:schools')}?year={year}", "ทะเบียนโรงเรียน"
    yield Known(
        (("โรงเรียนในสังกัด", "สถานศึกษาในสังกัด"),),
        "โรงเรียน",
        year,
        Decimal(counted.schools),
        source,
        address,
    )
    if counted.pupils is not None and not counted.unknown:
        yield Known((("นักเรียนในสังกัด",),), "คน", year, Decimal(counted.pupils), source, address)
    networks = units_of(area, UnitKind.NETWORK).count()
    yield Known((("เครือข่ายในสังกัด",),), "เครือข่าย", year, Decimal(networks), source, address)


def _means(desk: ReportDesk, file: ScoreFile) -> Iterator[Known]:
    """The area's mean in each subject of a sitting that was announced."""
    sitting, tables = file.sitting, tables_for(file, desk.viewer.tables)
    results, links = traced(file, tables), FigureLinks(file.sitting)
    named = ((sitting.test,), _grades(sitting.grade))
    for subject in subjects_of(sitting, tables):
        value = figure(results, Asked("mean", subject)).value
        if value is not None:
            words = (*named, (SUBJECTS[subject].th,))
            source = f"ผลสอบ {sitting.test} {grade_th(sitting.grade)} {SUBJECTS[subject].th}"
            address = links.to("mean", subject)
            yield Known(words, "", sitting.academic_year, Decimal(value), source, address)


def _grades(grade: str) -> tuple[str, str]:
    """A grade as reports write it: "ป.6", "ประถมศึกษาปีที่ 6"."""
    return grade_th(grade), f"{_LEVELS[grade[0]]} {grade[1:]}"
