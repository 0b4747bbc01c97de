"""What the page of a comparison shows: the choice, charts, the table and its notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import EXPORT_RESULTS
from khet.records.registry.models import UnitKind
from khet.rules.figures import Measure
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.compare.chosen import COMPARABLE, MEASURES_ASKED, UNITS, YEARS, Choice
from khet.web.learning.compare.said import said
from khet.web.learning.compare.units import AREA, PUBLISHED, SCHOOL, TOLD, Compared
from khet.web.learning.compare.values import Cell, Note, Row, compared
from khet.web.learning.places import SIZE
from khet.web.learning.words import result_title, subject_name
from khet.web.parts.lines import Line, Lines, Series, lines
from khet.web.parts.tags import shown, signed, words

EXPORT = "learning:compare-xlsx"
_LESS_IS_BETTER = ("percent-below", "rank", "to-next-colour")


@dataclass(frozen=True)
class Chosen:
    """A unit of the comparison: how its lines look, and the address without it."""

    unit: Compared
    look: Line
    without: str


@dataclass(frozen=True)
class Shown:
    """A cell as a table shows it; ``note`` is the number of its note below, 0 without one."""

    cell: Cell
    measure: Measure
    note: int


@dataclass(frozen=True)
class Table:
    """A row for each unit; the columns are years of one measure, or measures of one year."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Chosen, tuple[Shown, ...]], ...]


@dataclass(frozen=True)
class Chart:
    """One measure: its drawing, ``None`` where nothing is known, and over years its table."""

    measure: Measure
    lines: Lines | None
    less_is_better: bool
    table: Table | None


@dataclass(frozen=True)
class Group:
    """Units of one kind to tick, and how many are."""

    label: str
    options: tuple[tuple[Compared, bool], ...]

    @property
    def ticked(self) -> int:
        """How many are chosen."""
        return sum(chosen for _unit, chosen in self.options)


def content(choice: Choice) -> dict[str, Any]:
    """Context of the page's part."""
    rows = compared(choice)
    drawing = _Drawing(choice, rows)
    one_year = len(choice.years) == 1
    return {
        "choice": choice,
        "subject": subject_name(choice.subject),
        "chosen": drawing.chosen,
        "charts": [drawing.chart(code, with_table=not one_year) for code in choice.measures],
        "table": drawing.table(choice.measures) if one_year else None,
        "said": said(choice, rows),
        "notes": drawing.notes,
        "warnings": [*_over(choice), *warnings(choice)],
        "sources": [choice.held[year] for year in choice.years if year in choice.held],
        "address": choice.address(),
        "xlsx": choice.address(EXPORT),
        "may_export": choice.viewer.scope.may(EXPORT_RESULTS),
        **_options(choice),
    }


class _Drawing:
    """Puts the rows of a comparison into charts and tables."""

    def __init__(self, choice: Choice, rows: Sequence[Row]) -> None:
        self._choice, self._rows = choice, rows
        self.notes = notes_of(rows)
        looks = lines([Series(row.unit.name, ()) for row in rows], ()).lines
        self.chosen = [
            Chosen(unit, look, choice.address(units=[u for u in choice.units if u != unit]))
            for unit, look in zip(choice.units, looks, strict=True)
        ]

    def chart(self, code: str, with_table: bool) -> Chart:
        """The drawing of a measure, with its table where asked for."""
        series = [
            Series(row.unit.name, tuple(cell.value for cell in row.of(code)), row.unit.lang)
            for row in self._rows
        ]
        known = any(value is not None for one in series for value in one.values)
        told = signed if MEASURES[code].signed else shown
        drawn = lines(series, self._choice.years, told) if known else None
        table = self.table([code]) if with_table else None
        return Chart(MEASURES[code], drawn, code in _LESS_IS_BETTER, table)

    def table(self, codes: Sequence[str]) -> Table:
        """The table of one measure over years, or of several in one year."""
        years = self._choice.years
        columns = (
            map(str, years)
            if len(years) > 1
            else (f"{words(MEASURES[code].name)} {years[0]}" for code in codes)
        )
        rows = zip(self.chosen, self._rows, strict=True)
        return Table(
            tuple(columns),
            tuple(
                (one, tuple(self._shown(c) for m in codes for c in row.of(m))) for one, row in rows
            ),
        )

    def _shown(self, cell: Cell) -> Shown:
        note = self.notes.index(cell.note) + 1 if cell.note else 0
        return Shown(cell, MEASURES[cell.measure], note)


def notes_of(rows: Sequence[Row]) -> list[Note]:
    """The notes of the cells, each once, in their order."""
    return list(dict.fromkeys(cell.note for row in rows for cell in row.cells if cell.note))


def _over(choice: Choice) -> Iterator[str]:
    told = {
        UNITS: _("เทียบได้ครั้งละไม่เกิน %(n)s หน่วย จึงแสดงเฉพาะหน่วยแรก ๆ ที่เลือก"),
        YEARS: _("เทียบได้ครั้งละไม่เกิน %(n)s ปี จึงแสดงเฉพาะปีแรก ๆ ที่เลือก"),
        MEASURES_ASKED: _("เทียบได้ครั้งละไม่เกิน %(n)s ตัวชี้วัด จึงแสดงเฉพาะตัวแรก ๆ ที่เลือก"),
    }
    for name, most in choice.over.items():
        yield told[name] % {"n": most}


def warnings(choice: Choice) -> Iterator[str]:
    """What a reader of the numbers has to mind."""
    hidden = [f for year in choice.years if (f := choice.held.get(year)) and not _announced(f)]
    if hidden:
        titles = ", ".join(result_title(file) for file in hidden)
        yield _("โรงเรียนยังไม่เห็นผลฉบับนี้: %(titles)s") % {"titles": titles}
    if len(choice.years) > 1 and {"percent-below", "lower-limit"} & set(choice.measures):
        yield _(
            "ดูพัฒนาการจากคะแนนเฉลี่ย ไม่ใช่จากจำนวนโรงเรียนในแต่ละสี: "
            "ขีดจำกัดล่างคำนวณใหม่จากนักเรียนของเขตทุกปี จึงมีนักเรียนราวครึ่งหนึ่งไม่ผ่านเสมอ และข้อสอบแต่ละปีต่างกัน"
        )
    if choice.subject == ALL_SUBJECTS and "scored" in choice.measures:
        yield _("นักเรียนที่มีคะแนนรวมทุกวิชา นับหนึ่งคนหนึ่งครั้งต่อวิชา")
    if choice.sitting.round:
        yield _(
            "ข้อสอบของแต่ละครั้งมาจากผู้ออกข้อสอบต่างกัน "
            "คะแนนที่เปลี่ยนไประหว่างครั้งที่ 1 กับครั้งที่ 2 จึงไม่ใช่พัฒนาการโดยตรง"
        )


def _announced(file: ScoreFile) -> bool:
    return file.state == ScoreFile.State.ANNOUNCED


def _options(choice: Choice) -> dict[str, Any]:
    """What can be chosen, for the form."""
    register, units = choice.register, choice.units
    schools = register.seen_of(SCHOOL)
    return {
        "chosen_by_address": UNITS in choice.given,
        "years": [(year, year in choice.years) for year in choice.possible_years],
        "subjects": [(code, subject_name(code)) for code in choice.subjects],
        "measures": [
            (code, words(MEASURES[code].name), code in choice.measures) for code in COMPARABLE
        ],
        "whole": _group(choice, "", (AREA, *(kind for kind in TOLD if _is_told(choice, kind)))),
        "groups": [
            group
            for label, kind in (
                (_("เครือข่าย"), UnitKind.NETWORK),
                (_("อำเภอ"), UnitKind.DISTRICT),
                (_("ขนาดโรงเรียน"), SIZE),
            )
            if (group := _group(choice, label, (kind,))).options
        ],
        "schools": schools,
        "own_schools": [unit for unit in units if unit.kind == SCHOOL],
    }


def _group(choice: Choice, label: str, kinds: Sequence[str]) -> Group:
    units = (unit for kind in kinds for unit in choice.register.seen_of(kind))
    return Group(label, tuple((unit, unit in choice.units) for unit in units))


def _is_told(choice: Choice, kind: str) -> bool:
    """Whether a mean of others can be compared: it is chosen, or published for one of the years."""
    told = {what for year, what, _subject in choice.told if year in choice.years}
    return PUBLISHED[kind] in told or any(unit.kind == kind for unit in choice.units)
