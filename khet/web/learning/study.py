"""One sitting as pages about units read it; each thing is made when it is first asked for."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.figures.four_colours import four_colours
from khet.figures.measures.percents import percent_for
from khet.figures.measures.pooled import POOLED
from khet.figures.results import Results, SchoolRow
from khet.figures.spreads import Spreads
from khet.figures.sums import mean_for, rows_within
from khet.figures.traced import Asked, Traced
from khet.jobs.draw_trends import YEARS, same_test
from khet.jobs.sitting_results import (
    abilities_for,
    earlier_of,
    round_before,
    spreads_for,
    traced,
    year_before,
)
from khet.records.learning.models import Published, ScoreFile
from khet.records.learning.queries import told_value
from khet.records.registry.queries.schools import School, schools_of
from khet.rules.colours import BY_PERCENTILE, Band, five_bands, four_bands
from khet.rules.gains import gain
from khet.rules.limits import terms
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import FigureLinks, address, sitting_query, subjects_of
from khet.web.learning.bars import Bar, bar
from khet.web.learning.few import (
    HIDDEN,
    is_few,
    keeps,
    scored_by_subject,
    sees_singles,
)
from khet.web.learning.lines import Lines, Series, lines
from khet.web.learning.linked import Cell, ColourCount, Linked
from khet.web.learning.places import Place, sees_place
from khet.web.learning.words import subject_short
from khet.web.parts.kept import remembered
from khet.web.parts.tags import why_few
from khet.web.parts.viewer import Viewer

Schools = Collection[str] | None


class Study:
    """A sitting of the reader's area with its results, schools and colours."""

    def __init__(self, viewer: Viewer, file: ScoreFile) -> None:
        self.viewer, self.file, self.sitting = viewer, file, file.sitting
        self.tables, self.year = viewer.tables, file.sitting.academic_year
        self.links = FigureLinks(file.sitting)

    @cached_property
    def traced(self) -> Traced:
        """The results, with those of the year before where there are any."""
        files = self.viewer.score_files
        found = traced(self.file, self.tables, year_before(self.file, files))
        found = replace(found, earlier=partial(earlier_of, self.file, files, self.tables))
        earlier = round_before(self.file, files)
        if earlier is None:
            return found
        return replace(found, round_before=partial(abilities_for, earlier, self.tables))

    @property
    def results(self) -> Results:
        """Limits and the schools' rows."""
        return self.traced.results

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools of the area in the year, by code, in Thai dictionary order."""
        area, today = self.viewer.area, self.viewer.today
        key = ("schools", area.pk, self.year, today, self.viewer.registers)
        return remembered(key, lambda: schools_of(area, self.year, today, self.tables))

    @cached_property
    def visible(self) -> dict[str, School]:
        """The schools with results that the reader may see by name."""
        present, sees = set(self.present()), self.viewer.scope.sees_school
        return {c: s for c, s in self.schools.items() if c in present and sees(c)}

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The subjects of the sitting."""
        return subjects_of(self.sitting, self.tables)

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        """The five colours of the year."""
        return five_bands(self.year, self.tables)

    @cached_property
    def few(self) -> int:
        """Below so many, single pupils and single schools can be told."""
        return terms(self.year, self.tables).few

    @cached_property
    def small(self) -> int:
        """Below so many pupils, figures are read with care."""
        return terms(self.year, self.tables).small

    @cached_property
    def spreads(self) -> Spreads:
        """How single scores spread."""
        return spreads_for(self.file)

    @cached_property
    def before(self) -> "Study | None":
        """The same test of the year before."""
        found = year_before(self.file, self.viewer.score_files)
        return type(self)(self.viewer, found) if found else None

    @cached_property
    def years(self) -> list["Study"]:
        """The same test of the newest years up to this one, oldest first, this one last."""
        same = same_test(self.viewer.score_files, self.sitting)
        earlier = [file for file in same if file.sitting.academic_year < self.year]
        newest = sorted(earlier, key=lambda file: file.sitting.academic_year)[1 - YEARS :]
        return [*(type(self)(self.viewer, file) for file in newest), self]

    def row(self, subject: str, school: str) -> SchoolRow | None:
        """The school's row of a subject or ``ALL``, ``HIDDEN`` where it is kept from the reader."""
        row = self.results.schools.get((school, subject))
        return HIDDEN if row and self.hides(subject, [school]) else row

    def present(self, schools: Schools = None) -> list[str]:
        """The codes of the schools with a row in the results, of those only or of all."""
        return list(rows_within(self.results, ALL_SUBJECTS, schools))

    def mean(self, subject: str, schools: Schools = None) -> Decimal | None:
        """The mean over pupils of the schools together."""
        if self.hides(subject, schools):
            return None
        return mean_for(self.results, subject, schools)

    def percent(self, subject: str, schools: Schools = None) -> Decimal | None:
        """The percent not above the limit of the schools together."""
        if subject not in self.results.by_subject or self.hides(subject, schools):
            return None
        chosen = None if schools is None else frozenset(schools)
        return percent_for(self.traced, Asked("percent-below", subject, schools=chosen))

    def gain(self, subject: str, schools: Schools = None) -> Decimal | None:
        """The change of the mean from the year before."""
        then = self.before.mean(subject, schools) if self.before else None
        return gain(self.mean(subject, schools), then)

    def four(self, subject: str, by: str = BY_PERCENTILE) -> dict[str, Band]:
        """The four-colour band of each school in a subject or ``ALL``."""
        key = subject, by
        if key not in self._four:
            self._four[key] = self._four_of(subject, by)
        return self._four[key]

    @cached_property
    def _four(self) -> dict[tuple[str, str], dict[str, Band]]:
        return {}

    def _four_of(self, subject: str, by: str) -> dict[str, Band]:
        bands = {band.key: band for band in four_bands(self.year, self.tables, by)}
        found = four_colours(self.results, subject, self.year, self.tables, by)
        return {c: bands[key] for c, key in found.items() if not self.hides(subject, [c])}

    def shows_single(self, school: str, scored: int) -> bool:
        """Whether single scores of a school may be shown, by name or without.

        To who sees its pupils, or where those with a score are not few.
        """
        return scored >= self.few or sees_singles(self.viewer.scope, [school])

    def kept_back(self, school: str, scored: int) -> int:
        """The number of few where so many pupils of a school are kept from the reader, or 0."""
        return self.few if is_few(scored, self.few) and not self.shows_single(school, scored) else 0

    def hides(self, subject: str, schools: Schools, measure: str = "") -> bool:
        """Whether what schools come to is kept from the reader, because their pupils are few.

        What the whole area comes to never is. A gain tells of the year before too, a percent over
        several years of each of them: the others need only be taken away.
        """
        if schools is None:
            return False
        key = subject, frozenset(schools), measure
        if key not in self._hidden:
            self._hidden[key] = self._hides(*key)
        return self._hidden[key]

    @cached_property
    def _hidden(self) -> dict[tuple[str, frozenset[str], str], bool]:
        return {}

    def _hides(self, subject: str, schools: frozenset[str], measure: str) -> bool:
        scope, told = self.viewer.scope, [self.results]
        if measure == "gain" and self.before:
            told.append(self.before.results)
        if measure == POOLED:
            told += [one.results for one in self.traced.earlier()]
        return any(keeps(scope, results, subject, schools, self.few) for results in told)

    def require_shown(self, subject: str, schools: Schools, measure: str = "") -> None:
        """Raise ``PermissionDenied`` with the reason where ``hides`` says so."""
        if self.hides(subject, schools, measure):
            raise PermissionDenied(why_few(self.few))

    def linked(
        self,
        value: Decimal | int | None,
        measure: str,
        subject: str,
        school: str = "",
        place: Place | None = None,
    ) -> Linked:
        """A value of a school or place with the address of its figure, unless it is kept back."""
        within = [school] if school else place.schools if place else None
        if self.hides(subject, within, measure):
            return Linked(None, few=self.few)
        if school:
            return Linked(value, self.links.to(measure, subject, school=school))
        return Linked(value, self.links.of_place(measure, subject, place))

    def sees(self, place: Place, measure: str = "") -> bool:
        """Whether the reader may see what a place comes to; a gain tells of the year before too."""
        studies = (self, self.before if measure == "gain" else None)
        return all(study._sees(place) for study in studies if study)

    def _sees(self, place: Place) -> bool:
        present, scope = self.results.of_subject(ALL_SUBJECTS), self.viewer.scope
        few = self._is_few(place)
        return not few and sees_place(scope, place.schools, present, self.few)

    def _is_few(self, place: Place) -> bool:
        """Whether a place is kept from the reader, because its pupils are few in every subject."""
        most = max(scored_by_subject(self.results, place.schools).values(), default=0)
        return is_few(most, self.few) and not sees_singles(self.viewer.scope, place.schools)

    def require_place(self, place: Place, measure: str = "") -> None:
        """Raise ``PermissionDenied`` with the reason where the reader doesn't see a place."""
        if self._is_few(place):
            raise PermissionDenied(why_few(self.few))
        if not self.sees(place, measure):
            raise PermissionDenied(_("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ"))

    def place_url(self, place: Place) -> str:
        """The address of the page of a network or district in the sitting."""
        return address(f"learning:{place.kind}", self.sitting, place.code)

    def school_url(self, school: str) -> str:
        """The address of a school's profile in the sitting."""
        return address("learning:school", self.sitting, school)

    def cell(self, subject: str, school: str, both: bool = False) -> Cell:
        """The school's percent with its five colour, and where asked its four colour beside."""
        row = self.row(subject, school)
        band = next((b for b in self.bands if row and b.key == row.colour), None)
        value = row.percent_below if row else None
        other = self.four(subject).get(school) if both else None
        linked = self.linked(value, "percent-below", subject, school)
        return Cell(linked, band, subject_short(subject), other)

    def counts(
        self, subject: str, place: Place | None
    ) -> tuple[tuple[ColourCount, ...], Bar | None]:
        """How many schools of a place, or of the area, have each of the five colours."""
        within = place.schools if place else None
        if self.hides(subject, within):
            return (), None
        rows = rows_within(self.results, subject, within).values()
        counts = Counter(row.colour for row in rows if row.colour)
        linked = tuple(
            ColourCount(
                band,
                Linked(
                    counts[band.key],
                    self.links.of_place("colour-count", subject, place, band.key),
                ),
            )
            for band in self.bands
        )
        return linked, bar(counts, self.bands)

    def trend(self, name: str, own: Sequence[Decimal | None]) -> Lines | None:
        """The ``own`` overall means over the years beside the area's, as a drawing."""
        years = [one.year for one in self.years]
        area = tuple(one.mean(ALL_SUBJECTS) for one in self.years)
        if len(years) < 2 or not any(own):
            return None
        return lines([Series(name, tuple(own), "th"), Series(_("ทั้งเขต"), area)], years)

    def compare_url(self, *units: str) -> str:
        """The address that compares units (their keys) over the years in all subjects."""
        test = {name: v for name, v in sitting_query(self.sitting).items() if name != "year"}
        query = urlencode({**test, "units": [*units, "area"]}, doseq=True)
        return f"{reverse('learning:compare')}?{query}"

    def published(self, what: str, subject: str) -> Published | None:
        """What was published of a subject of the sitting."""
        return told_value(self.sitting, what, subject)
