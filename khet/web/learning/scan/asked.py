"""Which sitting the A/B/C scan is about, and the rounds that it compares."""

from django.http import QueryDict

from khet.records.learning.models import ScoreFile
from khet.rules.thai import arabic_digits
from khet.web.learning.asked import PUPILS, asked_file, choose_pupils

PAGE, SCHOOL = "learning:scan", "learning:scan-school"
_SCANNED = ("Pre O-NET", "P6")


def scan_file(files: list[ScoreFile], asked: QueryDict) -> ScoreFile:
    """The score file of the sitting that an address asks for.

    Where it names no test: the last round of Pre O-NET of P6, of the year asked for or the newest
    with one, or else the main test.

    Raises:
        NotHereError: no such sitting; offers the nearest.
    """
    choose_pupils(files, asked.get(PUPILS, ""))
    year = arabic_digits(asked.get("year", ""))
    held = [
        file
        for file in files
        if (file.sitting.test, file.sitting.grade) == _SCANNED
        and file.content == ScoreFile.Content.PUPILS
        and year in ("", str(file.sitting.academic_year))
    ]
    if asked.get("test") or not held:
        return asked_file(files, asked, PAGE)
    return max(held, key=lambda file: (file.sitting.academic_year, file.sitting.round))


def rounds(files: list[ScoreFile], file: ScoreFile) -> tuple[ScoreFile, ScoreFile] | None:
    """Two rounds that follow each other, the earlier first; ``None`` where there is but one.

    The file is the later of them, or the earlier where it is of the first round.
    """
    same = [f for f in files if _test(f) == _test(file) and f.content == file.content]
    held = sorted(same, key=lambda f: f.sitting.round)
    if len(held) < 2 or file.content != ScoreFile.Content.PUPILS:
        return None
    place = max([f.pk for f in held].index(file.pk), 1)
    return held[place - 1], held[place]


def _test(file: ScoreFile) -> tuple[int, str, str, str]:
    sitting = file.sitting
    return sitting.academic_year, sitting.test, sitting.grade, sitting.pupils
