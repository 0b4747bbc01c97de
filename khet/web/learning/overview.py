"""What the overview of an area shows: each subject's figures, colours and years."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.figures.measures.means import gap_to_target
from khet.figures.sums import overall_mean
from khet.jobs.draw_trends import Trend, same_test, trends_of
from khet.jobs.sitting_results import parameters_for, results_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.queries.schools import School
from khet.rules.colours import Band, five_bands
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables
from khet.web.learning.asked import FigureLinks, subjects_of
from khet.web.learning.bars import Bar, bar
from khet.web.learning.words import subject_name


@dataclass(frozen=True)
class Linked:
    """A number and the address of its figure."""

    value: Decimal | int | None
    url: str


@dataclass(frozen=True)
class ColourCount:
    """How many schools have a colour."""

    band: Band
    count: Linked


@dataclass(frozen=True)
class SubjectRow:
    """A subject, or all together (``ALL``): limit and n are of single subjects only."""

    code: str
    name: str
    mean: Linked
    gap: Linked
    limit: Linked | None
    n: Linked | None
    colours: tuple[ColourCount, ...]
    bar: Bar | None


@dataclass(frozen=True)
class YearMean:
    """A mean of one year, and the change from the year before in marks, where both are known."""

    year: int
    mean: Linked
    change: Decimal | None


@dataclass(frozen=True)
class SubjectTrend:
    """A subject's means over the years; ``chart`` is SVG, ``None`` while it is being drawn."""

    name: str
    years: tuple[YearMean, ...]
    chart: str | None


@dataclass(frozen=True)
class Overview:
    """The page's content: ``schools`` have results, out of ``of``; ``absent`` are the others."""

    overall: SubjectRow
    rows: tuple[SubjectRow, ...]
    trends: tuple[SubjectTrend, ...]
    schools: int
    of: int
    absent: tuple[School, ...]
    target: int

    @property
    def on_target(self) -> int:
        """How many subjects reach the target."""
        return sum(row.gap.value is not None and row.gap.value >= 0 for row in self.rows)


def overview(
    file: ScoreFile,
    files: Sequence[ScoreFile],
    schools: dict[str, School],
    named: bool,
    tables: Tables,
) -> Overview:
    """The overview of a sitting.

    Args:
        file: the sitting's current file; ``files`` are all of the area.
        schools: the area's public schools by code.
        named: whether the reader may see every school by name.
        tables: the dated tables of the area.
    """
    results = results_for(file, tables)
    reader = _Reader(file, tables)
    present = {code for code, _ in results.schools}
    absent = tuple(school for code, school in schools.items() if code not in present)
    asked = subjects_of(file.sitting, tables)
    return Overview(
        reader.row(ALL_SUBJECTS),
        tuple(reader.row(subject) for subject in asked),
        _trends(file, files, asked, tables),
        len(present),
        len(present | schools.keys()),
        absent if named else (),
        reader.target,
    )


def overview_row(file: ScoreFile, subject: str, tables: Tables) -> SubjectRow:
    """One row of a sitting's overview, ``ALL`` or a subject."""
    return _Reader(file, tables).row(subject)


class _Reader:
    """Reads a sitting's results row by row."""

    def __init__(self, file: ScoreFile, tables: Tables) -> None:
        self._results = results_for(file, tables)
        self._links = FigureLinks(file.sitting)
        self._bands = five_bands(file.sitting.academic_year, tables)
        self.target = parameters_for(file.sitting, tables).target

    def row(self, subject: str) -> SubjectRow:
        whole = subject == ALL_SUBJECTS
        limit = None if whole else self._results.limits.get(subject)
        mean = overall_mean(self._results, None) if whole else limit.mean if limit else None
        counts = self._counts(subject)
        return SubjectRow(
            subject,
            subject_name(subject),
            self._linked(mean, "mean", subject),
            self._linked(gap_to_target(mean, self.target), "gap-to-target", subject),
            self._linked(limit.limit, "lower-limit", subject) if limit else None,
            self._linked(limit.n, "scored", subject) if limit else None,
            tuple(self._count(band, subject, counts[band.key]) for band in self._bands),
            bar(counts, self._bands),
        )

    def _counts(self, subject: str) -> Counter[str]:
        rows = self._results.schools.items()
        return Counter(row.colour for (_, s), row in rows if s == subject and row.colour)

    def _linked(self, value: Decimal | int | None, measure: str, subject: str) -> Linked:
        return Linked(value, self._links.to(measure, subject))

    def _count(self, band: Band, subject: str, count: int) -> ColourCount:
        return ColourCount(
            band, Linked(count, self._links.to("colour-count", subject, colour=band.key))
        )


def _trends(
    file: ScoreFile, files: Sequence[ScoreFile], asked: tuple[str, ...], tables: Tables
) -> tuple[SubjectTrend, ...]:
    same = same_test(files, file.sitting)
    links = {f.sitting.academic_year: FigureLinks(f.sitting) for f in same}
    drawn = {trend.subject: trend for trend in trends_of(same, tables)}
    wanted = [subject for subject in (ALL_SUBJECTS, *asked) if subject in drawn]
    return tuple(_trend(drawn[subject], links) for subject in wanted)


def _trend(trend: Trend, links: dict[int, FigureLinks]) -> SubjectTrend:
    before: Decimal | None = None
    years = []
    for year, mean in trend.points:
        change = gain(mean, before)
        years.append(YearMean(year, Linked(mean, links[year].to("mean", trend.subject)), change))
        before = mean
    return SubjectTrend(subject_name(trend.subject), tuple(years), trend.chart())
