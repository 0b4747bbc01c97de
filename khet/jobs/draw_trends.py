"""Charts of an area's means over the years, drawn ahead: a request only reads them.

A chart lies in ``KHET_HOME/charts`` under a key of what it shows, so new results make new charts
and an old page keeps its own.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import ceil, floor
from pathlib import Path

from django.conf import settings

from khet.documents.charts import trend_chart
from khet.figures.sums import overall_mean
from khet.figures.warehouse import place_durably
from khet.jobs.sitting_results import leave_out_special, parameters_for, results_for
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.learning.queries import current_score_files
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.settings import office_tables
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables

YEARS = 5
_FORMAT = 3
_STEP = 10


@dataclass(frozen=True)
class Trend:
    """A subject's means (4 decimals) by academic year (BE), oldest first, its scale and target."""

    subject: str
    points: tuple[tuple[int, Decimal | None], ...]
    low: int
    high: int
    target: int

    def chart(self) -> str | None:
        """The chart as SVG; ``None`` where it isn't drawn yet."""
        path = self._path()
        return path.read_text(encoding="utf-8") if path.exists() else None

    def draw(self) -> None:
        """Draw and keep the chart unless it is there."""
        if not self._path().exists():
            svg = trend_chart(self.points, self.low, self.high, self.target)
            place_durably(self._path(), svg.encode())

    def _path(self) -> Path:
        shown = f"{_FORMAT} {self.points} {self.low} {self.high} {self.target}"
        key = hashlib.sha256(shown.encode()).hexdigest()[:24]
        return _folder() / f"{key}.svg"


def charts_state() -> int:
    """A number that changes whenever a chart is added."""
    folder = _folder()
    return folder.stat().st_mtime_ns if folder.exists() else 0


def draw_trends() -> None:
    """Draw every chart that pages of any area show: to the office, and to schools."""
    for area in Unit.objects.filter(kind=UnitKind.AREA):
        tables = office_tables(area)
        for announced in (False, True):
            found = current_score_files(area, announced=announced)
            files = sorted(found, key=lambda file: _test(file.sitting))
            for _, same in groupby(files, key=lambda file: _test(file.sitting)):
                _draw_test(list(same), tables)


def _draw_test(files: list[ScoreFile], tables: Tables) -> None:
    """The charts of a test over the years: of all pupils, then of all but the special ones."""
    drawn = trends_of(files, tables)
    if ordinary := leave_out_special(files):
        drawn += trends_of(ordinary, tables)
    for trend in drawn:
        trend.draw()


def same_test(files: Iterable[ScoreFile], sitting: Sitting) -> list[ScoreFile]:
    """The files of the sitting's test, grade and round in any year."""
    return [file for file in files if file.sitting.is_like(sitting)]


def trends_of(files: Iterable[ScoreFile], tables: Tables) -> list[Trend]:
    """Means of the newest five years of one test, grade and round: all subjects, then each.

    The target is that of the newest year.
    """
    newest = sorted(files, key=lambda file: file.sitting.academic_year)[-YEARS:]
    years = [(file.sitting.academic_year, _means(file, tables)) for file in newest]
    known = [mean for _, means in years for mean in means.values() if mean is not None]
    target = parameters_for(newest[-1], tables).target
    low, high = _scale(known, target)
    subjects = dict.fromkeys(subject for _, means in reversed(years) for subject in means)
    points = {s: tuple((year, means.get(s)) for year, means in years) for s in subjects}
    return [Trend(subject, points[subject], low, high, target) for subject in subjects]


def _folder() -> Path:
    return Path(settings.HOME) / "charts"


def _test(sitting: Sitting) -> tuple[str, str, str]:
    return sitting.test, sitting.grade, sitting.round


def _means(file: ScoreFile, tables: Tables) -> dict[str, Decimal | None]:
    results = results_for(file, tables)
    return {
        ALL_SUBJECTS: overall_mean(results, None),
        **{code: row.mean for code, row in results.limits.items()},
    }


def _scale(means: list[Decimal], target: int) -> tuple[int, int]:
    """Whole tens around all means and the target, so that the charts of a test compare."""
    shown = [*means, Decimal(target)]
    return floor(min(shown) / _STEP) * _STEP, ceil(max(shown) / _STEP) * _STEP
