"""The results of the office's own score files, as pages and commands read them."""

from pathlib import Path

from django.conf import settings

from khet.figures.parameters import Parameters, parameters_of
from khet.figures.results import Results, results_of
from khet.figures.traced import Traced
from khet.figures.warehouse import SittingKey, Warehouse
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.registry.queries.settings import office_tables
from khet.rules.figures import FigureSource
from khet.rules.tables import Tables


def parameters_for(sitting: Sitting, tables: Tables | None = None) -> Parameters:
    """How the sitting's results are made: by the office's tables, looked up where not given."""
    known = office_tables(sitting.area) if tables is None else tables
    return parameters_of(sitting.academic_year, known)


def sitting_key(sitting: Sitting) -> SittingKey:
    """A sitting as the warehouse names it."""
    return SittingKey(
        sitting.academic_year, sitting.test, sitting.round, sitting.grade, sitting.area.code
    )


def results_for(file: ScoreFile, tables: Tables | None = None) -> Results:
    """The results of a current score file of pupils' scores; kept, so counted only once."""
    return _results(file, parameters_for(file.sitting, tables))


def _results(file: ScoreFile, parameters: Parameters) -> Results:
    return results_of([score_path(file)], parameters, Path(settings.HOME) / "results")


def traced(file: ScoreFile, tables: Tables | None = None) -> Traced:
    """The same with its source, ready for figures."""
    source = FigureSource(
        file.source_name, file.version, file.sha256, file.imported_at, file.imported_by
    )
    parameters = parameters_for(file.sitting, tables)
    return Traced(_results(file, parameters), parameters, source)


def score_path(file: ScoreFile) -> Path:
    """Where a score file lies."""
    return Warehouse(Path(settings.WAREHOUSE)).path(sitting_key(file.sitting), file.sha256)


def source_path(file: ScoreFile) -> Path:
    """Where the file lies that a score file was taken from, as it was brought."""
    return Warehouse(Path(settings.WAREHOUSE)).source(file.source_name, file.source_sha256)
