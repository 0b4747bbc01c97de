"""The page of a network or district: its subjects beside the area, its schools, its years."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from khet.figures.sums import mean_of_schools_for, rows_within
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address
from khet.web.learning.bars import Bar
from khet.web.learning.board import BOTH, Board, board
from khet.web.learning.linked import ColourCount, Linked
from khet.web.learning.narration import Told, narration
from khet.web.learning.places import Place
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name
from khet.web.parts.filters import BY_NAME


@dataclass(frozen=True)
class PlaceLine:
    """A subject of the place beside the area."""

    name: str
    url: str
    mean: Linked
    aim: Linked
    on_target: Linked
    of_schools: Linked
    area: Linked
    gap: Linked
    gain: Linked
    n: Linked
    percent: Linked
    colours: tuple[ColourCount, ...]
    bar: Bar | None


@dataclass(frozen=True)
class YearMeans:
    """A subject's means, oldest year first, each with its difference from the area's."""

    name: str
    means: tuple[tuple[Linked, Linked], ...]


class PlacePage:
    """What a page says of a network or district in a sitting."""

    def __init__(self, study: Study, place: Place) -> None:
        self.study, self.place = study, place

    def content(self) -> dict[str, Any]:
        """Context of the page's kept part."""
        study, place = self.study, self.place
        whole = self._line(ALL_SUBJECTS)
        told = Told(
            f"{place.kind}-{place.code}", self._url, place.schools, study.sees(place, "gain")
        )
        return {
            "place": place,
            "narration": narration(study, told),
            "present": len(study.present(place.schools)),
            "of": len(place.schools),
            "absent": [study.schools[c].name for c in self._absent()],
            "whole": whole,
            "lines": [self._line(subject) for subject in study.subjects],
            "years": [one.year for one in study.years],
            "year_lines": [self._years(subject) for subject in (ALL_SUBJECTS, *study.subjects)],
            "trend": study.trend(place.name, self._means(ALL_SUBJECTS)),
            "compare_url": study.compare_url(f"{place.kind}-{place.code}"),
            "board": self._board(),
            "of_pupils": study.results.of_pupils,
        }

    def _absent(self) -> Sequence[str]:
        """Schools of the place without results that the reader may see by name."""
        study, present = self.study, set(self.study.present())
        without = [code for code in study.schools if code in self.place.schools - present]
        return [code for code in without if study.viewer.scope.sees_school(code)]

    def _url(self, measure: str, subject: str) -> str:
        return self.study.links.of_place(measure, subject, self.place)

    def _linked(self, measure: str, subject: str, value: Decimal | int | None) -> Linked:
        return self.study.linked(value, measure, subject, place=self.place)

    def _line(self, subject: str) -> PlaceLine:
        study, inside = self.study, self.place.schools
        results = study.results
        mean, area = study.mean(subject, inside), study.mean(subject)
        rows = rows_within(results, subject, inside).values()
        gained = study.gain(subject, inside) if study.sees(self.place, "gain") else None
        colours, bar = study.counts(subject, self.place)
        return PlaceLine(
            subject_name(subject),
            "" if subject == ALL_SUBJECTS else address("learning:subject", study.sitting, subject),
            self._linked("mean", subject, mean),
            self._linked("gap-to-target", subject, study.gap_to_target(mean)),
            self._linked("schools-on-target", subject, study.on_target(subject, inside)),
            self._linked("mean-of-schools", subject, mean_of_schools_for(results, subject, inside)),
            Linked(area, study.links.to("mean", subject)),
            self._linked("gap-to-area", subject, gain(mean, area)),
            self._linked("gain", subject, gained),
            self._linked("scored", subject, sum(row.n or 0 for row in rows)),
            self._linked("percent-below", subject, study.percent(subject, inside)),
            colours,
            bar,
        )

    def _means(self, subject: str) -> list[Decimal | None]:
        """A subject's means over the years, of those in which the reader may see the place."""
        place = self.place
        years = self.study.years
        return [one.mean(subject, place.schools) if one.sees(place) else None for one in years]

    def _years(self, subject: str) -> YearMeans:
        """A subject's means over the years, each with its difference from the area's."""
        found = []
        for study, mean in zip(self.study.years, self._means(subject), strict=True):
            gap, place = gain(mean, study.mean(subject)), self.place
            shown = study.linked(mean, "mean", subject, place=place)
            found.append((shown, study.linked(gap, "gap-to-area", subject, place=place)))
        return YearMeans(subject_name(subject), tuple(found))

    def _board(self) -> Board:
        """The colours of the place's schools that the reader may see by name."""
        schools = {c: s for c, s in self.study.visible.items() if c in self.place.schools}
        return board(self.study, schools, {"scheme": BOTH, "sort": BY_NAME})
