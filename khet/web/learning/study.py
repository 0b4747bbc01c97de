"""One sitting as pages about units read it; each thing is made when it is first asked for."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.figures.four_colours import four_colours
from khet.figures.measures.counts import on_target_in
from khet.figures.measures.means import gap_to_target
from khet.figures.measures.percents import percent_for
from khet.figures.results import SchoolRow
from khet.figures.spreads import Spreads
from khet.figures.sums import mean_for, rows_within
from khet.figures.traced import Asked, Traced
from khet.jobs.draw_trends import YEARS, same_test
from khet.jobs.sitting_results import (
    abilities_for,
    earlier_of,
    round_before,
    spreads_for,
    tables_for,
    traced,
    year_before,
)
from khet.records.learning.models import Published, ScoreFile
from khet.records.learning.queries import told_value
from khet.records.registry.queries.schools import School, schools_of
from khet.rules.colours import BY_PERCENTILE, Band, five_bands, four_bands
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import FigureLinks, address, sitting_query, subjects_of
from khet.web.learning.bars import Bar, bar
from khet.web.learning.few import (
    HIDDEN,
)
from khet.web.learning.kept_back import KeptBack, Schools
from khet.web.learning.linked import Cell, ColourCount, Linked
from khet.web.learning.places import Place
from khet.web.learning.words import reference_names, subject_short
from khet.web.parts.kept import remembered
from khet.web.parts.lines import Lines, Series, lines
from khet.web.parts.viewer import Viewer


class Study(KeptBack):
    """A sitting of the reader's area with its results, schools and colours."""

    def __init__(self, viewer: Viewer, file: ScoreFile) -> None:
        self.viewer, self.file, self.sitting = viewer, file, file.sitting
        self.tables, self.year = tables_for(file, viewer.tables), file.sitting.academic_year
        self.links = FigureLinks(file.sitting)

    @cached_property
    def traced(self) -> Traced:
        """The results, with those of the year before where there are any."""
        files, tables = self.viewer.score_files, self.viewer.tables
        found = traced(self.file, tables, year_before(self.file, files))
        found = replace(found, earlier=partial(earlier_of, self.file, files, tables))
        earlier = round_before(self.file, files)
        if earlier is None:
            return found
        return replace(found, round_before=partial(abilities_for, earlier, tables))

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

    def without_few(self, subject: str, schools: Collection[str]) -> str:
        """That some of the schools can't be found by their results, as these are kept back.

        Empty where none is; how many there are isn't said.
        """
        rows = self.results.schools
        kept = any((code, subject) in rows and self.hides(subject, [code]) for code in schools)
        return _("ไม่รวมโรงเรียนที่ผู้เข้าสอบน้อยกว่า %(few)s คน") % {"few": self.few} if kept else ""

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

    def gap_to_target(self, mean: Decimal | None) -> Decimal | None:
        """How far a mean is above the target, or below it."""
        return gap_to_target(mean, self.traced.parameters.target)

    def on_target(self, subject: str, schools: Schools = None) -> int | None:
        """How many of the schools reach the target; not known where none has a mean."""
        rows = rows_within(self.results, subject, schools)
        known = {code: row for code, row in rows.items() if row.mean is not None}
        return len(on_target_in(known, self.traced.parameters.target)) if known else None

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

    def compare_url(self, *units: str, **more: str) -> str:
        """The address that compares units (their keys) and the area over the years.

        Of all subjects together unless ``more`` asks for another.
        """
        test = {name: v for name, v in sitting_query(self.sitting).items() if name != "year"}
        query = urlencode({**test, "units": dict.fromkeys([*units, "area"]), **more}, doseq=True)
        return f"{reverse('learning:compare')}?{query}"

    def told_means(self, subject: str) -> list[tuple[str, Published]]:
        """Whose means of a subject others published, and what they told."""
        names = reference_names()
        return [(names[what], told) for what, told in self.references(subject)]

    def references(self, subject: str) -> list[tuple[str, Published]]:
        """The published means of a subject by the matter that they are told under."""
        found = ((what, self.published(what, subject)) for what in reference_names())
        return [(what, told) for what, told in found if told]

    def published(self, what: str, subject: str) -> Published | None:
        """What was published of a subject of the sitting."""
        return told_value(self.sitting, what, subject)
