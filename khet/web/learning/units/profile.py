"""The profile of a school in one sitting: subjects, years, spread, likes, what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.figures.measures.limits import school_steps
from khet.figures.results import SchoolRow
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School
from khet.rules.gains import gain
from khet.rules.next_colour import Step
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.web.learning.asked import address
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.overview import place_url, seen
from khet.web.learning.places import Place, places_in
from khet.web.learning.spread_bars import SpreadBars, spread_bars
from khet.web.learning.study import Study
from khet.web.learning.tabs import sitting_place
from khet.web.learning.words import sitting_name, subject_name
from khet.web.parts.tags import words


@dataclass(frozen=True)
class SubjectLine:
    """A subject of the school beside the area, with both colours and the way to the next."""

    name: str
    url: str
    mean: Linked
    area: Linked
    gap: Linked
    gain: Linked
    rank: Linked
    n: Linked
    below: Linked
    cell: Cell
    step: Step | None
    step_url: str


@dataclass(frozen=True)
class YearLine:
    """A subject over the years: what is shown of each, oldest first."""

    name: str
    cells: tuple[Cell, ...]
    means: tuple[tuple[Linked, Linked], ...]


@dataclass(frozen=True)
class LikeLine:
    """A group of schools like this one: how many have results, what they come to, this one's place.

    ``gap`` is this school's mean less theirs.
    """

    name: str
    url: str
    schools: int
    mean: Linked
    gap: Decimal | None
    percent: Linked
    place: int | None


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
        return {
            "school": self.school,
            "has_results": whole is not None,
            "whole": self._line(ALL_SUBJECTS) if whole else None,
            "ranked": len(
                [r for r in study.traced.results.of_subject(ALL_SUBJECTS).values() if r.rank]
            ),
            "lines": [self._line(subject) for subject in study.subjects] if whole else [],
            "of_pupils": study.traced.results.of_pupils,
            "few": whole is not None and self._most() < study.few,
            "years": [one.year for one in study.years],
            "year_lines": [self._years(subject) for subject in (ALL_SUBJECTS, *study.subjects)],
            "trend": study.trend(
                self.school.name, [one.mean(ALL_SUBJECTS, {self._code}) for one in study.years]
            ),
            "compare_url": study.compare_url(*self._keys()),
            "spreads": self._spreads() if whole else [],
            "likes": list(self._likes()) if whole else [],
            "missing": list(self._missing()),
            "sittings": list(self._sittings()),
            "bands": study.bands,
            "target": study.traced.parameters.target,
        }

    def _keys(self) -> list[str]:
        """The school and its places as comparisons name them, as far as the reader sees them."""
        study, school = self.study, self.school
        codes = ((UnitKind.NETWORK, school.network_code), (UnitKind.DISTRICT, school.district_code))
        places = (places_in(study.schools, kind).get(code or "") for kind, code in codes)
        seen_ones = (place for place in places if place and seen(study, place))
        return [f"school-{self._code}", *(f"{place.kind}-{place.code}" for place in seen_ones)]

    def _most(self) -> int:
        rows = (self.study.row(subject, self._code) for subject in self.study.subjects)
        return max((row.n or 0 for row in rows if row), default=0)

    def _linked(self, measure: str, subject: str, value: Decimal | int | None) -> Linked:
        return Linked(value, self.study.links.to(measure, subject, school=self._code))

    def _line(self, subject: str) -> SubjectLine:
        study, row = self.study, self.study.row(subject, self._code)
        area, mean = study.mean(subject), row.mean if row else None
        steps = school_steps(study.traced, row) if row and subject != ALL_SUBJECTS else []
        own = {self._code}
        return SubjectLine(
            subject_name(subject),
            "" if subject == ALL_SUBJECTS else address("learning:subject", study.sitting, subject),
            self._linked("mean", subject, mean),
            Linked(area, study.links.to("mean", subject)),
            self._linked("gap-to-area", subject, gain(mean, area)),
            self._linked("gain", subject, study.gain(subject, own)),
            self._linked("rank", subject, row.rank if row else None),
            self._linked("scored", subject, row.n if row else None),
            self._linked("percent-below", subject, row.n_below if row else None),
            study.cell(subject, self._code, both=True),
            steps[0] if steps else None,
            study.links.to("to-next-colour", subject, school=self._code),
        )

    def _years(self, subject: str) -> YearLine:
        cells, means = [], []
        for study in self.study.years:
            row = study.row(subject, self._code)
            url = study.links.to("mean", subject, school=self._code)
            value = row.mean if row else None
            gap = study.links.to("gap-to-area", subject, school=self._code)
            means.append((Linked(value, url), Linked(gain(value, study.mean(subject)), gap)))
            cells.append(study.cell(subject, self._code))
        return YearLine(subject_name(subject), tuple(cells), tuple(means))

    def _spreads(self) -> list[SpreadBars]:
        """How the pupils' scores spread beside the area's; not where single ones could be told."""
        study = self.study
        names = {subject: subject_name(subject) for subject in study.subjects}
        found = (spread_bars(study, subject, names[subject], {self._code}) for subject in names)
        return [bars for bars in found if bars]

    def _likes(self) -> Iterator[LikeLine]:
        study, school = self.study, self.school
        labels = size_labels(study.year, study.tables)
        if school.size:
            same = frozenset(c for c, other in study.schools.items() if other.size == school.size)
            yield from self._like(Place("size", school.size, words(labels[school.size]), same), "")
        for kind, code in (
            (UnitKind.NETWORK, school.network_code),
            (UnitKind.DISTRICT, school.district_code),
        ):
            place = places_in(study.schools, kind).get(code or "")
            if place:
                yield from self._like(place, place_url(study, place))
        whole = Place("", "", _("ทั้งเขต"), frozenset(study.present()))
        yield from self._like(whole, address("learning:overview", study.sitting))

    def _like(self, place: Place, url: str) -> Iterator[LikeLine]:
        study, present = self.study, self.study.present(place.schools)
        if not seen(study, place):
            return
        own = self._whole.mean if self._whole else None
        means = [
            r.mean for c in present if (r := study.row(ALL_SUBJECTS, c)) and r.mean is not None
        ]
        mean = study.mean(ALL_SUBJECTS, present)
        about = place if place.kind else None
        yield LikeLine(
            place.name,
            url,
            len(present),
            Linked(mean, study.links.of_place("mean", ALL_SUBJECTS, about)),
            gain(own, mean),
            Linked(
                study.percent(ALL_SUBJECTS, present),
                study.links.of_place("percent-below", ALL_SUBJECTS, about),
            ),
            None if own is None else 1 + sum(other > own for other in means),
        )

    def _missing(self) -> Iterator[str]:
        """What the school's results lack, in words."""
        study = self.study
        if self._whole is None:
            yield _("ไม่มีผลของโรงเรียนนี้ในการสอบนี้: โรงเรียนอาจไม่มีนักเรียนชั้นนี้ หรือไม่อยู่ในไฟล์คะแนน")
        for told, subjects in self._without_score().items():
            whole = len(subjects) == len(study.subjects)
            names = _("ทุกวิชา") if whole else ", ".join(map(subject_name, subjects))
            yield f"{names}: {told}"
        lacking = [str(one.year) for one in study.years if not one.row(ALL_SUBJECTS, self._code)]
        if lacking and self._whole is not None:
            yield _("ไม่มีผลของปีการศึกษา %(years)s") % {"years": ", ".join(lacking)}

    def _without_score(self) -> dict[str, list[str]]:
        """Who has no score, in words, with the subjects of which it is so."""
        found: dict[str, list[str]] = {}
        for subject in self.study.subjects if self._whole else ():
            row = self.study.row(subject, self._code)
            if told := _gaps(row):
                found.setdefault(told, []).append(subject)
        return found

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


def _gaps(row: SchoolRow | None) -> str:
    """Why pupils have no score, and how many; empty where all have one."""
    if row is None or not row.n:
        return _("ไม่มีนักเรียนที่มีคะแนน")
    reasons = ((_("ขาดสอบ"), row.absent), (_("ยกเว้น"), row.exempt), (_("ว่าง"), row.blank))
    told = " ".join(f"{name} {count}" for name, count in reasons if count)
    return _("%(told)s คน") % {"told": told} if told else ""
