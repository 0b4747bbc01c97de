"""The profile of a school in one sitting: subjects, years, spread, likes, what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from khet.figures.measures.limits import school_steps
from khet.figures.results import SchoolRow
from khet.jobs.sitting_results import statuses_for
from khet.records.learning.models import Published, ScoreFile
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School
from khet.rules.gains import gain
from khet.rules.next_colour import Step
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.narration import Told, narration
from khet.web.learning.small import Small, small_of
from khet.web.learning.spread_bars import SpreadBars, spread_bars
from khet.web.learning.study import Study
from khet.web.learning.tabs import sitting_place
from khet.web.learning.units.likes import likes, places_of
from khet.web.learning.units.missing import missing
from khet.web.learning.words import place_name, sitting_name, subject_name


@dataclass(frozen=True)
class SubjectLine:
    """A subject of the school beside the area, with both colours and the way to the next."""

    name: str
    url: str
    told: tuple[tuple[str, Published], ...]
    mean: Linked
    aim: Linked
    area: Linked
    gap: Linked
    gain: Linked
    rank: Linked
    n: Linked
    below: Linked
    cell: Cell
    step: Step | None
    step_url: str
    nearest_url: str
    small: Small | None


@dataclass(frozen=True)
class YearLine:
    """A subject over the years: what is shown of each, oldest first."""

    name: str
    cells: tuple[Cell, ...]
    means: tuple[tuple[Linked, Linked], ...]


class Profile:
    """What the profile says of one school, in a sitting that it has results in or not."""

    def __init__(self, study: Study, school: School) -> None:
        self.study, self.school = study, school
        self._code = school.code

    @cached_property
    def _whole(self) -> SchoolRow | None:
        return self.study.row(ALL_SUBJECTS, self._code)

    def content(self) -> dict[str, Any]:
        """Context of the page's kept part."""
        study, whole = self.study, self._whole
        told = Told(f"{UnitKind.SCHOOL}-{self._code}", self._url, {self._code})
        return {
            "school": self.school,
            "has_results": whole is not None,
            "whole": self._line(ALL_SUBJECTS) if whole else None,
            "ranked": len([r for r in study.results.of_subject(ALL_SUBJECTS).values() if r.rank]),
            "lines": [self._line(subject) for subject in study.subjects] if whole else [],
            "narration": narration(study, told) if whole else None,
            "has_told": whole is not None and any(map(study.told_means, self._subjects)),
            "of_pupils": study.results.of_pupils,
            "special": self._special(),
            "small": small_of(study, ALL_SUBJECTS, self._code),
            "years": [one.year for one in study.years],
            "year_lines": [self._years(subject) for subject in self._subjects],
            "trend": study.trend(
                self.school.name, [one.mean(ALL_SUBJECTS, {self._code}) for one in study.years]
            ),
            "compare_url": study.compare_url(*self._keys()),
            "places": [
                (place_name(place.kind, place.name), study.place_url(place))
                for place in places_of(study, self.school)
            ],
            "scan_url": address("learning:scan-school", study.sitting, self._code),
            "spreads": self._spreads() if whole else [],
            "likes": list(likes(study, self.school)) if whole else [],
            "missing": list(missing(study, self._code)),
            "sittings": list(self._sittings()),
        }

    @property
    def _subjects(self) -> tuple[str, ...]:
        return (ALL_SUBJECTS, *self.study.subjects)

    def _keys(self) -> list[str]:
        """The school and its places as comparisons name them, as far as the reader sees them."""
        places = places_of(self.study, self.school)
        return [f"school-{self._code}", *(f"{place.kind}-{place.code}" for place in places)]

    def _special(self) -> Linked | None:
        """How many of the school's pupils are special; ``None`` where the file tells none."""
        told = statuses_for(self.study.file)
        if told is None:
            return None
        n = told.special.get(self._code, 0)
        few = self.study.kept_back(self._code, n)
        return Linked(None if few else n, few=few)

    def _url(self, measure: str, subject: str) -> str:
        return self.study.links.to(measure, subject, school=self._code)

    def _linked(self, measure: str, subject: str, value: Decimal | int | None) -> Linked:
        return self.study.linked(value, measure, subject, self._code)

    def _line(self, subject: str) -> SubjectLine:
        study, row = self.study, self.study.row(subject, self._code)
        area, mean = study.mean(subject), row.mean if row else None
        steps = school_steps(study.traced, row) if row and subject != ALL_SUBJECTS else []
        own = {self._code}
        return SubjectLine(
            subject_name(subject),
            "" if subject == ALL_SUBJECTS else address("learning:subject", study.sitting, subject),
            tuple(study.told_means(subject)),
            self._linked("mean", subject, mean),
            self._linked("gap-to-target", subject, study.gap_to_target(mean)),
            Linked(area, study.links.to("mean", subject)),
            self._linked("gap-to-area", subject, gain(mean, area)),
            self._linked("gain", subject, study.gain(subject, own)),
            self._linked("rank", subject, row.rank if row else None),
            self._linked("scored", subject, row.n if row else None),
            self._linked("percent-below", subject, row.n_below if row else None),
            study.cell(subject, self._code, both=True),
            steps[0] if steps else None,
            study.links.to("to-next-colour", subject, school=self._code),
            address("learning:nearest", study.sitting, school=self._code, subject=subject),
            small_of(study, subject, self._code),
        )

    def _years(self, subject: str) -> YearLine:
        cells, means = [], []
        for study in self.study.years:
            row = study.row(subject, self._code)
            value = row.mean if row else None
            gap = study.linked(gain(value, study.mean(subject)), "gap-to-area", subject, self._code)
            means.append((study.linked(value, "mean", subject, self._code), gap))
            cells.append(study.cell(subject, self._code))
        return YearLine(subject_name(subject), tuple(cells), tuple(means))

    def _spreads(self) -> list[SpreadBars]:
        """How the pupils' scores spread beside the area's; not where single ones could be told."""
        study = self.study
        names = {subject: subject_name(subject) for subject in study.subjects}
        found = (spread_bars(study, subject, names[subject], {self._code}) for subject in names)
        return [bars for bars in found if bars]

    def _sittings(self) -> Iterator[tuple[str, str, Cell, bool]]:
        """The other tests of the year: name, address, overall colour, whether it is this one."""
        for file in self._of_year():
            one = self.study if file is self.study.file else Study(self.study.viewer, file)
            if one.row(ALL_SUBJECTS, self._code) is None:
                continue
            url = address("learning:school", file.sitting, self._code)
            name = sitting_name(file.sitting)
            yield name, url, one.cell(ALL_SUBJECTS, self._code), one is self.study

    def _of_year(self) -> Sequence[ScoreFile]:
        files = self.study.viewer.score_files
        of_year = (f for f in files if f.sitting.academic_year == self.study.year)
        return sorted(of_year, key=lambda file: sitting_place(file.sitting))
