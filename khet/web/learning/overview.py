"""What the overview of an area shows: each subject's figures, colours and years, and its places."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.figures.sums import mean_of_schools_for
from khet.jobs.draw_trends import Trend, same_test, trends_of
from khet.records.learning.models import Published
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School, public_schools
from khet.rules.colours import Band, four_bands
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import FigureLinks, address
from khet.web.learning.bars import Bar
from khet.web.learning.linked import ColourCount, Linked
from khet.web.learning.narration import AREA, Narration, Told, narration
from khet.web.learning.places import Place, places_in
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name


@dataclass(frozen=True)
class SubjectRow:
    """A subject, or all together (``ALL``): limit and n are of single subjects only.

    ``mean`` is over pupils, ``of_schools`` over schools; ``told`` are means that others published,
    ``received`` the area's own colour as it was told, ``limit_told`` where a limit was published.
    """

    code: str
    name: str
    url: str
    mean: Linked
    of_schools: Linked
    gap: Linked
    on_target: Linked
    limit: Linked | None
    limit_told: str
    n: Linked | None
    colours: tuple[ColourCount, ...]
    bar: Bar | None
    told: tuple[tuple[str, Published], ...]
    received: tuple[Band, Published] | None


@dataclass(frozen=True)
class PlaceRow:
    """A network or district: its schools with results, mean and percent over all subjects."""

    name: str
    url: str
    schools: int
    mean: Linked
    percent: Linked
    bar: Bar | None


@dataclass(frozen=True)
class YearMean:
    """A mean of one year, and the change from the year before in marks, where both are known."""

    year: int
    mean: Linked
    change: Linked


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
    places: tuple[tuple[str, tuple[PlaceRow, ...]], ...]
    schools: int
    of: int
    absent: tuple[School, ...]
    target: int
    of_pupils: bool
    narration: Narration

    @property
    def has_told(self) -> bool:
        """Whether the table shows anything that others published."""
        every = (self.overall, *self.rows)
        return any(row.told or row.received or row.limit_told for row in every)

    @property
    def on_target(self) -> int:
        """How many subjects reach the target."""
        return sum(row.gap.value is not None and row.gap.value >= 0 for row in self.rows)


def overview(study: Study) -> Overview:
    """The overview of a sitting, as far as its reader may see it."""
    schools, present = public_schools(study.schools), set(study.present())
    absent = tuple(school for code, school in schools.items() if code not in present)
    return Overview(
        overview_row(study, ALL_SUBJECTS),
        tuple(overview_row(study, subject) for subject in study.subjects),
        _trends(study),
        tuple(_places(study, kind) for kind in (UnitKind.NETWORK, UnitKind.DISTRICT)),
        len(present),
        len(present | schools.keys()),
        absent if study.viewer.scope.schools is None else (),
        study.traced.parameters.target,
        study.results.of_pupils,
        narration(study, Told(AREA, study.links.to)),
    )


def overview_row(study: Study, subject: str) -> SubjectRow:
    """One row of a sitting's overview, ``ALL`` or a subject."""
    results, links = study.results, study.links
    limit = None if subject == ALL_SUBJECTS else results.limits.get(subject)
    told_limit, mean = study.traced.parameters.told_limit(subject), study.mean(subject)
    colours, bar = study.counts(subject, None)

    def linked(value: Decimal | int | None, measure: str) -> Linked:
        return Linked(value, links.to(measure, subject))

    return SubjectRow(
        subject,
        subject_name(subject),
        "" if limit is None else address("learning:subject", study.sitting, subject),
        linked(mean, "mean"),
        linked(mean_of_schools_for(results, subject, None), "mean-of-schools"),
        linked(study.gap_to_target(mean), "gap-to-target"),
        linked(study.on_target(subject), "schools-on-target"),
        linked(limit.limit, "lower-limit") if limit else None,
        told_limit.source if told_limit else "",
        linked(limit.n, "scored") if limit else None,
        colours,
        bar,
        tuple(study.told_means(subject)),
        _received(study, subject),
    )


def _received(study: Study, subject: str) -> tuple[Band, Published] | None:
    told = study.published(Published.What.COLOUR, subject)
    bands = {band.key: band for band in (*study.bands, *four_bands(study.year, study.tables))}
    return (bands[told.colour], told) if told and told.colour in bands else None


def _places(study: Study, kind: UnitKind) -> tuple[str, tuple[PlaceRow, ...]]:
    titles = {UnitKind.NETWORK: _("เครือข่ายโรงเรียน"), UnitKind.DISTRICT: _("อำเภอ")}
    places = places_in(study.schools, kind).values()
    rows = tuple(place_row(study, p) for p in places if study.present(p.schools) and study.sees(p))
    return titles[kind], rows


def place_row(study: Study, place: Place) -> PlaceRow:
    """A network or district in one row."""
    mean, percent = (of(ALL_SUBJECTS, place.schools) for of in (study.mean, study.percent))
    return PlaceRow(
        place.name,
        study.place_url(place),
        len(study.present(place.schools)),
        study.linked(mean, "mean", ALL_SUBJECTS, place=place),
        study.linked(percent, "percent-below", ALL_SUBJECTS, place=place),
        study.counts(ALL_SUBJECTS, place)[1],
    )


def _trends(study: Study) -> tuple[SubjectTrend, ...]:
    same = same_test(study.viewer.score_files, study.sitting)
    links = {f.sitting.academic_year: FigureLinks(f.sitting) for f in same}
    drawn = {trend.subject: trend for trend in trends_of(same, study.viewer.tables)}
    wanted = [subject for subject in (ALL_SUBJECTS, *study.subjects) if subject in drawn]
    return tuple(_trend(drawn[subject], links) for subject in wanted)


def _trend(trend: Trend, links: dict[int, FigureLinks]) -> SubjectTrend:
    means, years = dict(trend.points), []
    for year, mean in trend.points:
        url = links[year].to("mean", trend.subject)
        change = Linked(gain(mean, means.get(year - 1)), links[year].to("gain", trend.subject))
        years.append(YearMean(year, Linked(mean, url), change))
    return SubjectTrend(subject_name(trend.subject), tuple(years), trend.chart())
