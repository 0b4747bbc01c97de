"""What the page of differences between two versions shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow.parquet as pq

from khet.figures.differences import (
    ADDED,
    CHANGED,
    LEFT_OUT,
    Differences,
    differences,
)
from khet.jobs.sitting_results import score_path
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import pupils_by_key
from khet.records.registry.models import Pupil
from khet.records.registry.queries.schools import School, schools_of
from khet.rules.rounding import shown
from khet.rules.thai import sort_key
from khet.web.learning.asked import address
from khet.web.learning.imports.moved import Moved
from khet.web.learning.words import no_score_name, sitting_title, subject_name
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class SchoolRow:
    """A school with changes: how many pupils of each kind, and where its pupils are told."""

    code: str
    name: str
    counts: tuple[int, int, int]
    url: str


@dataclass(frozen=True)
class PupilRow:
    """A pupil's changed scores: number, change, and (subject, before, after)."""

    number: str
    change: str
    scores: list[tuple[str, str, str]]


class Changes:
    """The differences from one version to another as one person may see them."""

    def __init__(self, viewer: Viewer, before: ScoreFile, after: ScoreFile, school: str) -> None:
        self.before, self.after, self.school = before, after, school
        self._viewer = viewer
        self.pupils_shown: list[int] = []
        if school:
            viewer.require_school(school)

    @cached_property
    def _found(self) -> Differences:
        old, new = (pq.read_table(score_path(file)) for file in (self.before, self.after))
        return differences(old, new)

    @cached_property
    def _schools(self) -> dict[str, School]:
        viewer, year = self._viewer, self.after.sitting.academic_year
        return schools_of(viewer.area, year, viewer.today)

    @property
    def _of_pupils(self) -> bool:
        return self.after.content == ScoreFile.Content.PUPILS

    def context(self) -> dict[str, Any]:
        """Everything that the template shows."""
        return {
            "title": sitting_title(self.after.sitting),
            "url": address("learning:versions", self.after.sitting),
            "before": self.before,
            "after": self.after,
            "of_pupils": self._of_pupils,
            "counts": [self._found.count(change) for change in (ADDED, LEFT_OUT, CHANGED)],
            "schools": self._school_rows(),
            **self._results(),
            "school": self._name(self.school) if self.school else "",
            "pupils": self._pupils() if self.school and self._of_pupils else None,
            "unnamed": self._unnamed,
            "hidden": self._hidden,
        }

    def _results(self) -> dict[str, Any]:
        """What the results came to otherwise; of schools' means only the terms."""
        moved = Moved(self._viewer, self.before, self.after, self._name)
        if not self._of_pupils:
            return {"terms": moved.terms()}
        return {
            "terms": moved.terms(),
            "limits": moved.limits(),
            "colours": moved.colours(),
            "percents": moved.percents(),
        }

    def _name(self, code: str) -> str:
        return self._schools[code].name if code in self._schools else code

    def _order(self, code: str) -> tuple[str, str]:
        return sort_key(self._name(code)), code

    def _school_rows(self) -> list[SchoolRow]:
        counts = self._found.by_school()
        return [
            SchoolRow(
                code,
                self._name(code),
                (
                    counts[code].get(ADDED, 0),
                    counts[code].get(LEFT_OUT, 0),
                    counts[code].get(CHANGED, 0),
                ),
                self._url(code) if self._of_pupils else "",
            )
            for code in sorted(counts, key=self._order)
        ]

    def _url(self, school: str) -> str:
        between = {"before": str(self.before.version), "after": str(self.after.version)}
        return address("learning:differences", self.after.sitting, **between, school=school)

    @property
    def _hidden(self) -> str:
        """Why the school's pupils are only counted; empty where they are told."""
        if not self.school or self._viewer.sees_names_of(self.school):
            return ""
        return self._viewer.names_hidden_reason

    @cached_property
    def _cells(self) -> dict[str, list[tuple[str, str, str]]]:
        """The changed scores of the school's pupils, by the pupil's key."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for row in self._found.scores.to_pylist():
            if row["school"] == self.school:
                line = subject_name(row["subject"]), _mark(row["before"]), _mark(row["after"])
                found.setdefault(row["pupil"], []).append(line)
        return found

    @cached_property
    def _known(self) -> dict[str, Pupil]:
        year = self.after.sitting.academic_year
        return pupils_by_key(self.school, year, self._cells)

    @property
    def _unnamed(self) -> int:
        """How many of the school's pupils no register knows, so that they have no number here."""
        if not self.school or self._hidden or not self._of_pupils:
            return 0
        return len(self._cells.keys() - self._known.keys())

    def _pupils(self) -> list[PupilRow] | None:
        """The school's pupils with changes by their number, or ``None`` for who may only count."""
        if self._hidden:
            return None
        listed = [row for row in self._found.pupils.to_pylist() if row["pupil"] in self._known]
        listed = [row for row in listed if row["school"] == self.school]
        self.pupils_shown = [self._known[row["pupil"]].pk for row in listed]
        rows = [
            PupilRow(self._known[row["pupil"]].number, row["change"], self._cells[row["pupil"]])
            for row in listed
        ]
        return sorted(rows, key=lambda row: (len(row.number), row.number))


def _mark(told: str | None) -> str:
    """A score as people write it: hundredths with 2 decimals, a reason, or a dash for no row."""
    if told is None:
        return "–"
    if told.isdigit():
        return str(shown(int(told), 2))
    return no_score_name(told) or "–"
