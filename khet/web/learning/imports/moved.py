"""What the results of two versions came to otherwise: terms, limits, colours and percents."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from khet.figures.differences import (
    ColourChange,
    colour_changes,
    limit_changes,
    percent_changes,
)
from khet.figures.results import Results
from khet.jobs.sitting_results import parameters_for, results_for, tables_for
from khet.records.learning.models import ScoreFile
from khet.rules.colours import Band, five_bands
from khet.rules.thai import sort_key
from khet.web.learning.few import keeps
from khet.web.learning.imports import announced
from khet.web.learning.words import subject_name
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class ColourRow:
    """A school's colour in a subject, from → to; a band is ``None`` where there was none.

    ``few`` is set where both are kept from the reader: they rest on fewer pupils than this.
    """

    school: str
    subject: str
    before: Band | None
    after: Band | None
    percents: tuple[Decimal | None, Decimal | None]
    few: int = 0


@dataclass(frozen=True)
class PercentRow:
    """A subject's percent before and after; neither where it rests on fewer pupils than ``few``."""

    subject: str
    before: Decimal | None
    after: Decimal | None
    few: int


class Moved:
    """The differences between the results of two versions as one person may see them.

    ``name`` tells a school's name by its code.
    """

    def __init__(
        self, viewer: Viewer, before: ScoreFile, after: ScoreFile, name: Callable[[str], str]
    ) -> None:
        self._viewer, self._before, self._after, self._name = viewer, before, after, name

    @cached_property
    def _results(self) -> tuple[Results, Results]:
        """The results of both versions, each as it is made."""
        tables = self._viewer.tables
        return results_for(self._before, tables), results_for(self._after, tables)

    def _order(self, code: str) -> tuple[str, str]:
        return sort_key(self._name(code)), code

    def limits(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Each subject with number of pupils, mean and limit, before and after."""
        found = limit_changes(*self._results)
        return [
            (
                subject_name(change.subject),
                [
                    (getattr(change.before, name, None), getattr(change.after, name, None))
                    for name in ("n", "mean", "limit")
                ],
            )
            for change in found
        ]

    def colours(self) -> list[ColourRow]:
        """Each school and subject whose colour differs."""
        rows = sorted(colour_changes(*self._results), key=lambda one: self._order(one.school))
        was, now = self._bands(self._before), self._bands(self._after)
        return [self._colour(change, was, now) for change in rows]

    def _colour(
        self, change: ColourChange, was: dict[str, Band], now: dict[str, Band]
    ) -> ColourRow:
        name, subject = self._name(change.school), subject_name(change.subject)
        if few := self._kept_back(change):
            return ColourRow(name, subject, None, None, (None, None), few)
        return ColourRow(
            name,
            subject,
            was.get(change.before or ""),
            now.get(change.after or ""),
            (change.percent_before, change.percent_after),
        )

    def _kept_back(self, change: ColourChange) -> int:
        """Below how many pupils a school is kept from the reader here; 0 where it is told."""
        few = self._few
        asked = (change.subject, [change.school], few)
        kept = any(keeps(self._viewer.scope, results, *asked) for results in self._results)
        return few if kept else 0

    @cached_property
    def _few(self) -> int:
        tables = self._viewer.tables
        return max(parameters_for(file, tables).few for file in (self._before, self._after))

    def _bands(self, file: ScoreFile) -> dict[str, Band]:
        tables = tables_for(file, self._viewer.tables)
        return {band.key: band for band in five_bands(file.sitting.academic_year, tables)}

    def percents(self) -> list[tuple[str, list[PercentRow]]]:
        """Each school with the subjects whose percent differs, before and after."""
        found: dict[str, list[ColourChange]] = {}
        for change in percent_changes(*self._results):
            found.setdefault(change.school, []).append(change)
        return [
            (self._name(code), [self._percent(change) for change in found[code]])
            for code in sorted(found, key=self._order)
        ]

    def _percent(self, change: ColourChange) -> PercentRow:
        name, few = subject_name(change.subject), self._kept_back(change)
        if few:
            return PercentRow(name, None, None, few)
        return PercentRow(name, change.percent_before, change.percent_after, 0)

    def terms(self) -> list[str]:
        """What the two versions are made by otherwise, in words."""
        was, now = (
            announced.Made(file, self._viewer.tables).parameters
            for file in (self._before, self._after)
        )
        return list(announced.differences(was, now))
