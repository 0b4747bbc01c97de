"""Results computed ahead of the first reader, whenever score files have changed."""

from khet.jobs.sitting_results import results_for
from khet.records.learning.queries import current_score_files
from khet.records.registry.models import Unit, UnitKind


def draw_boards() -> None:
    """Compute and keep the results of every current score file of every area."""
    for area in Unit.objects.filter(kind=UnitKind.AREA):
        for file in current_score_files(area):
            results_for(file)
