"""The colour board: schools × subjects, filtered and sorted as asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from khet.figures.measures.percents import percent_for
from khet.figures.results import Results, SchoolRow
from khet.figures.traced import Asked, Traced
from khet.records.learning.models import Sitting
from khet.records.registry.access import Scope
from khet.records.registry.queries.schools import School
from khet.rules.colours import Band, five_bands
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import FigureLinks, subjects_of
from khet.web.learning.overview import Linked
from khet.web.learning.words import subject_name, subject_short
from khet.web.parts.filters import BY_NAME


@dataclass(frozen=True)
class Column:
    """A subject's column; ``sort`` is what its heading asks for, ``order`` how it is sorted now."""

    code: str
    name: str
    short: str
    sort: str
    order: str


@dataclass(frozen=True)
class Cell:
    """Percent not above the limit, with its colour where it has one."""

    percent: Linked
    band: Band | None
    label: str


@dataclass(frozen=True)
class Row:
    """A school's row; ``scored`` is the most pupils with a score in any one subject."""

    school: School
    scored: Linked
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Board:
    """The rows shown, out of ``of`` that the reader may see; the area's own cells stand last."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    of: int
    area: tuple[Cell, ...]
    area_scored: Linked
    bands: tuple[Band, ...]
    name_sort: str
    name_order: str


def visible(schools: Mapping[str, School], results: Results, scope: Scope) -> dict[str, School]:
    """The schools with results in the sitting that the reader may see by name."""
    present = {code for code, _ in results.schools}
    return {c: s for c, s in schools.items() if c in present and scope.sees_school(c)}


def board(
    sitting: Sitting, traced: Traced, schools: Mapping[str, School], asked: Mapping[str, str]
) -> Board:
    """The board of the schools given, filtered and sorted by the clean data of the filters."""
    maker = _Maker(sitting, traced)
    chosen = [s for s in schools.values() if maker.passes(s, asked)]
    columns = tuple(_column(code, asked["sort"]) for code in maker.codes)
    return Board(
        columns,
        tuple(maker.row(school) for school in maker.in_order(chosen, asked["sort"])),
        len(schools),
        tuple(maker.area_cell(code) for code in maker.codes),
        maker.area_scored(),
        maker.bands,
        f"-{BY_NAME}" if asked["sort"] == BY_NAME else BY_NAME,
        _order(BY_NAME, asked["sort"]),
    )


def _column(code: str, sort: str) -> Column:
    turned = code if sort == f"-{code}" else f"-{code}"
    return Column(code, subject_name(code), subject_short(code), turned, _order(code, sort))


def _order(code: str, sort: str) -> str:
    return {code: "ascending", f"-{code}": "descending"}.get(sort, "")


class _Maker:
    """Makes rows and cells from one sitting's results."""

    def __init__(self, sitting: Sitting, traced: Traced) -> None:
        tables = traced.parameters.tables
        self.codes = (ALL_SUBJECTS, *subjects_of(sitting, tables))
        self.bands = five_bands(sitting.academic_year, tables)
        self._band = {band.key: band for band in self.bands}
        self._links = FigureLinks(sitting)
        self._traced = traced
        self._rows = traced.results.schools
        self._labels = {code: subject_short(code) for code in self.codes}

    def passes(self, school: School, asked: Mapping[str, str]) -> bool:
        here = self._rows.get((school.code, asked["subject"]))
        return (
            asked["network"] in ("", school.network)
            and asked["district"] in ("", school.district)
            and asked["size"] in ("", school.size)
            and asked["colour"] in ("", here and here.colour)
        )

    def in_order(self, schools: list[School], sort: str) -> list[School]:
        """By name in dictionary order, or by percent; schools without a percent come last."""
        code, turned = sort.removeprefix("-"), sort.startswith("-")
        named = sorted(schools, key=lambda s: s.sort_key, reverse=turned and code == BY_NAME)
        if code == BY_NAME:
            return named
        percents = {s.code: self._percent(s.code, code) for s in named}
        known = [s for s in named if percents[s.code] is not None]
        unknown = [s for s in named if percents[s.code] is None]
        return sorted(known, key=lambda s: percents[s.code] or 0, reverse=turned) + unknown

    def _percent(self, school: str, code: str) -> Decimal | None:
        row = self._rows.get((school, code))
        return row.percent_below if row else None

    def row(self, school: School) -> Row:
        cells = tuple(self._cell(code, school.code) for code in self.codes)
        return Row(school, self._scored(school.code), cells)

    def _scored(self, school: str) -> Linked:
        n = {code: self._n(self._rows.get((school, code))) for code in self.codes[1:]}
        most = max(n, key=lambda code: n[code])
        return Linked(n[most], self._links.to("scored", most, school=school))

    @staticmethod
    def _n(row: SchoolRow | None) -> int:
        return row.n or 0 if row else 0

    def _cell(self, code: str, school: str) -> Cell:
        row = self._rows.get((school, code))
        url = self._links.to("percent-below", code, school=school)
        band = self._band.get(row.colour or "") if row else None
        return Cell(Linked(row.percent_below if row else None, url), band, self._labels[code])

    def area_cell(self, code: str) -> Cell:
        """The whole area's percent, which has no colour."""
        value = percent_for(self._traced, Asked("percent-below", code))
        return Cell(Linked(value, self._links.to("percent-below", code)), None, self._labels[code])

    def area_scored(self) -> Linked:
        limits = self._traced.results.limits
        n = {code: limits[code].n for code in self.codes[1:] if code in limits}
        most = max(n, key=lambda code: n[code])
        return Linked(n[most], self._links.to("scored", most))
