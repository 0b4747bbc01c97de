"""The colour board: schools × subjects, filtered and sorted as asked, in one scheme or in both."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from khet.records.registry.queries.schools import School
from khet.rules.colours import BY_PERCENTILE, BY_RANK, Band, four_bands
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.small import Small, small_of
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name, subject_short
from khet.web.parts.filters import BY_NAME, in_order, passes

FIVE, FOUR, FOUR_BY_RANK, BOTH = "five", "four", "four-rank", "both"
OWN_CUTS = _(
    "4 สีของ สพฐ.: เอกสารพิมพ์ไว้เฉพาะสีเขียว ช่วงของสีอื่นสำนักงานเทียบเคียงเอง และลำดับสีแดงกับดำในเอกสารขัดกัน"
)


@dataclass(frozen=True)
class Column:
    """A subject's column; ``sort`` is what its heading asks for, ``order`` how it is sorted now."""

    code: str
    name: str
    short: str
    sort: str
    order: str


@dataclass(frozen=True)
class Row:
    """A school's row; ``scored`` is the most pupils with a score in any one subject.

    ``small`` is set where they are so few that it is read with care.
    """

    school: School
    url: str
    scored: Linked
    cells: tuple[Cell, ...]
    small: Small | None


@dataclass(frozen=True)
class Board:
    """The rows shown, out of ``of`` that the reader may see; the area's own cells stand last.

    ``by_rank`` is whether cells hold places and four colours, not percents and five.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    of: int
    area: tuple[Cell, ...]
    area_scored: Linked
    bands: tuple[Band, ...]
    name_sort: str
    name_order: str
    scheme: str

    @property
    def by_rank(self) -> bool:
        """Whether the board is of the four colours alone."""
        return self.scheme in (FOUR, FOUR_BY_RANK)


def board(study: Study, schools: Mapping[str, School], asked: Mapping[str, str]) -> Board:
    """The board of the schools given, filtered and sorted by the clean data of the filters.

    It may ask for no more than ``scheme`` and ``sort``.
    """
    maker = _Maker(study, asked["scheme"])
    chosen = chosen_schools(study, schools, asked)
    columns = tuple(_column(code, asked["sort"]) for code in maker.codes)
    return Board(
        columns,
        tuple(map(maker.row, in_order(chosen, asked["sort"], lambda s: s, maker.value))),
        len(schools),
        tuple(maker.area_cell(code) for code in maker.codes),
        maker.area_scored(),
        maker.bands,
        f"-{BY_NAME}" if asked["sort"] == BY_NAME else BY_NAME,
        _order(BY_NAME, asked["sort"]),
        asked["scheme"],
    )


def chosen_schools(
    study: Study, schools: Mapping[str, School], asked: Mapping[str, str]
) -> list[School]:
    """Those of the schools that the clean data of the filters asks for."""
    maker = _Maker(study, asked["scheme"])
    return [school for school in schools.values() if maker.passes(school, asked)]


def _column(code: str, sort: str) -> Column:
    turned = code if sort == f"-{code}" else f"-{code}"
    return Column(code, subject_name(code), subject_short(code), turned, _order(code, sort))


def _order(code: str, sort: str) -> str:
    return {code: "ascending", f"-{code}": "descending"}.get(sort, "")


class _Maker:
    """Makes rows and cells from one sitting's results."""

    def __init__(self, study: Study, scheme: str) -> None:
        self._study, self._rows = study, study.results.schools
        self.codes = (ALL_SUBJECTS, *study.subjects)
        self._by = BY_RANK if scheme == FOUR_BY_RANK else BY_PERCENTILE
        self._by_rank, self._both = scheme in (FOUR, FOUR_BY_RANK), scheme == BOTH
        four = four_bands(study.year, study.tables, self._by)
        self.bands = four if self._by_rank else study.bands
        self._five = {band.key: band for band in study.bands}
        self._labels = {code: subject_short(code) for code in self.codes}

    def passes(self, school: School, asked: Mapping[str, str]) -> bool:
        """Whether a school is one of those asked for."""
        colour = asked.get("colour", "")
        here = self._band(asked["subject"], school.code) if colour else None
        return passes(school, asked) and colour in ("", here and here.key)

    def value(self, school: School, code: str) -> Decimal | int | None:
        """What the cell of a school and subject holds."""
        row = self._study.row(code, school.code)
        if row is None:
            return None
        return row.rank if self._by_rank else row.percent_below

    def _band(self, code: str, school: str) -> Band | None:
        if self._by_rank:
            return self._study.four(code, self._by).get(school)
        row = self._study.row(code, school)
        return self._five.get(row.colour or "") if row else None

    def row(self, school: School) -> Row:
        """A school's row."""
        cells = tuple(self._cell(code, school) for code in self.codes)
        url = self._study.school_url(school.code)
        small = small_of(self._study, ALL_SUBJECTS, school.code)
        return Row(school, url, self._scored(school.code), cells, small)

    def _scored(self, school: str) -> Linked:
        n = {code: self._n(code, school) for code in self.codes[1:]}
        most = max(n, key=lambda code: n[code])
        return self._study.linked(n[most], "scored", most, school)

    def _n(self, code: str, school: str) -> int:
        row = self._rows.get((school, code))
        return row.n or 0 if row else 0

    def _cell(self, code: str, school: School) -> Cell:
        measure = "rank" if self._by_rank else "percent-below"
        other = self._study.four(code, self._by).get(school.code) if self._both else None
        value = self._study.linked(self.value(school, code), measure, code, school.code)
        return Cell(value, self._band(code, school.code), self._labels[code], other)

    def area_cell(self, code: str) -> Cell:
        """The whole area's percent, or with ranks its mean; it has no colour."""
        study = self._study
        if self._by_rank:
            value = Linked(study.mean(code), study.links.to("mean", code))
        else:
            value = Linked(study.percent(code), study.links.to("percent-below", code))
        return Cell(value, None, self._labels[code])

    def area_scored(self) -> Linked:
        limits = self._study.results.limits
        n = {code: limits[code].n for code in self.codes[1:] if code in limits}
        most = max(n, key=lambda code: n[code])
        return Linked(n[most], self._study.links.to("scored", most))
