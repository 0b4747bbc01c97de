"""The values of a comparison: one for each unit, measure and year, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from khet.jobs.sitting_results import tables_for, traced, year_before
from khet.records.learning.models import ScoreFile
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import FigureLinks, subjects_of
from khet.web.learning.compare.chosen import Choice
from khet.web.learning.compare.units import AREA, PUBLISHED, SCHOOL, TOLD, Compared
from khet.web.learning.few import keeps
from khet.web.learning.places import SIZE
from khet.web.parts.tags import why_few, words


@dataclass(frozen=True)
class Note:
    """Why a value isn't known, or who published it: words, and a source as it was written."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Cell:
    """A value with the address of its figure; ``note`` where it isn't known or was published."""

    measure: str
    year: int
    value: Decimal | int | None
    url: str = ""
    note: Note | None = None


@dataclass(frozen=True)
class Row:
    """A unit with its cells: the years within each measure."""

    unit: Compared
    cells: tuple[Cell, ...]

    def of(self, measure: str) -> tuple[Cell, ...]:
        """The cells of a measure, oldest year first."""
        return tuple(cell for cell in self.cells if cell.measure == measure)


class _NoValueError(Exception):
    """There is no figure of that; says why."""


def compared(choice: Choice) -> list[Row]:
    """The rows of the table: one for each unit chosen."""
    values = _Values(choice)
    return [Row(unit, tuple(values.of(unit))) for unit in choice.units]


class _Values:
    """Finds values in the results of the years chosen."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice

    @cached_property
    def _traced(self) -> dict[int, Traced]:
        choice, files = self._choice, self._choice.viewer.score_files
        tables = choice.viewer.tables
        found = {year: choice.held[year] for year in choice.years if year in choice.held}
        return {year: traced(f, tables, year_before(f, files)) for year, f in found.items()}

    def of(self, unit: Compared) -> Iterator[Cell]:
        """The cells of a unit: the years within each measure."""
        for measure in self._choice.measures:
            for year in self._choice.years:
                try:
                    yield self._cell(unit, measure, year)
                except _NoValueError as none:
                    yield Cell(measure, year, None, note=Note(str(none)))

    def _cell(self, unit: Compared, measure: str, year: int) -> Cell:
        if unit.kind in TOLD:
            return self._published(unit, measure, year)
        file = self._file(measure, year)
        asked, url = self._asked(unit, measure, file)
        if self._keeps(asked, year):
            raise _NoValueError(why_few(self._traced[year].parameters.few))
        try:
            found = figure(self._traced[year], asked)
        except KeyError:
            raise _NoValueError(self._why_no_rows(unit, year)) from None
        note = Note(words(found.reason)) if found.value is None else None
        return Cell(measure, year, found.value, url, note)

    def _keeps(self, asked: Asked, year: int) -> bool:
        """Whether a value rests on so few pupils that the reader may not see it."""
        if asked.within is None:
            return False
        scope, now = self._choice.viewer.scope, self._traced[year]
        told = (now, now.before if asked.measure == "gain" else None)
        few = now.parameters.few
        return any(
            keeps(scope, one.results, asked.subject, asked.within, few) for one in told if one
        )

    def _file(self, measure: str, year: int) -> ScoreFile:
        file, subject = self._choice.held.get(year), self._choice.subject
        if file is None:
            raise _NoValueError(_("ไม่มีผลของการสอบนี้ในปีนั้น"))
        tables = tables_for(file, self._choice.viewer.tables)
        if subject not in (ALL_SUBJECTS, *subjects_of(file.sitting, tables)):
            raise _NoValueError(_("การสอบของปีนั้นไม่มีวิชานี้"))
        if (measure, subject) == ("lower-limit", ALL_SUBJECTS):
            raise _NoValueError(_("ขีดจำกัดล่างมีเป็นรายวิชา"))
        return file

    def _published(self, unit: Compared, measure: str, year: int) -> Cell:
        """A mean that others published; of a year without a file of the area too."""
        if measure != "mean":
            raise _NoValueError(_("ของหน่วยนี้รู้เพียงคะแนนเฉลี่ยที่เผยแพร่"))
        told = self._choice.told.get((year, PUBLISHED[unit.kind], self._choice.subject))
        if told is None:
            raise _NoValueError(_("ยังไม่มีค่าที่เผยแพร่ของปีและวิชานี้"))
        note = Note(_("ค่าที่เผยแพร่ ที่มา:"), told.source)
        return Cell(measure, year, told.value, note=note)

    def _asked(self, unit: Compared, measure: str, file: ScoreFile) -> tuple[Asked, str]:
        """The figure of a unit, and its address."""
        known_of = "network" if unit.kind == SIZE else unit.kind
        if known_of not in MEASURES[measure].grain:
            raise _NoValueError(_("ตัวชี้วัดนี้ไม่มีของหน่วยประเภทนี้"))
        links, subject = FigureLinks(file.sitting), self._choice.subject
        if unit.kind == SCHOOL:
            asked = Asked(measure, subject, unit.code)
            return asked, links.to(measure, subject, school=unit.code)
        if unit.kind == AREA:
            return Asked(measure, subject), links.to(measure, subject)
        register = self._choice.register
        place = register.place(unit, file.sitting.academic_year)
        if place is None:
            raise _NoValueError(_("ปีนั้นไม่มีโรงเรียนในหน่วยนี้"))
        if not register.sees(place, file.sitting.academic_year, measure):
            raise _NoValueError(_("ปีนั้นหน่วยนี้มีโรงเรียนที่ท่านไม่ได้รับผิดชอบ"))
        asked = Asked(measure, subject, schools=place.schools)
        return asked, links.of_place(measure, subject, place)

    def _why_no_rows(self, unit: Compared, year: int) -> str:
        """Why the results of a year have nothing of a unit."""
        if unit.kind == SCHOOL and unit.code not in self._choice.register.schools[year]:
            return _("โรงเรียนไม่อยู่ในทะเบียนของปีนั้น")
        return _("ไม่มีนักเรียนของโรงเรียนนี้ในผลสอบ เช่น ไม่เปิดสอนชั้นนี้")
