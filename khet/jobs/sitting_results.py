"""The results of the office's own score files, as pages and commands read them."""

from pathlib import Path

from django.conf import settings

from khet.figures.parameters import Parameters
from khet.figures.results import Results, results_of
from khet.figures.traced import Traced
from khet.figures.warehouse import SittingKey, Warehouse
from khet.records.learning.models import ScoreFile, Sitting
from khet.rules.figures import FigureSource

PARAMETERS = Parameters()


def sitting_key(sitting: Sitting) -> SittingKey:
    """A sitting as the warehouse names it."""
    return SittingKey(
        sitting.academic_year, sitting.test, sitting.round, sitting.grade, sitting.area.code
    )


def results_for(file: ScoreFile) -> Results:
    """The results of a current score file of pupils' scores; kept, so counted only once."""
    return results_of([score_path(file)], PARAMETERS, Path(settings.HOME) / "results")


def traced(file: ScoreFile) -> Traced:
    """The same with its source, ready for figures."""
    source = FigureSource(
        file.source_name, file.version, file.sha256, file.imported_at, file.imported_by
    )
    return Traced(results_for(file), PARAMETERS, source)


def score_path(file: ScoreFile) -> Path:
    """Where a score file lies."""
    return Warehouse(Path(settings.WAREHOUSE)).path(sitting_key(file.sitting), file.sha256)
