"""What score files of the office say of single pupils, known by their keys."""

from collections.abc import Iterable

from khet.figures.pupil_scores import PupilScore, scores_of_pupil
from khet.jobs.sitting_results import score_path
from khet.records.learning.models import ScoreFile


def scores_in(files: Iterable[ScoreFile], key: str) -> list[tuple[ScoreFile, list[PupilScore]]]:
    """The score files that hold a pupil, in the order given, with the pupil's scores."""
    of_pupils = (file for file in files if file.content == ScoreFile.Content.PUPILS)
    of_path = {score_path(file): file for file in of_pupils}
    found = scores_of_pupil(list(of_path), key)
    return [(file, found[path]) for path, file in of_path.items() if path in found]
