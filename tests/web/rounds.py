"""The second round of Pre O-NET of the made area, and a slow count of who is in which group.

Its means stand on the edges of the bands. Of school 3 a pupil of the first round is missing and
another is new; of school 4 one is absent.
"""

import csv
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.utils import timezone

from khet.figures.intake.given import Given
from khet.jobs.keep_scores import check_and_keep
from khet.records.learning.actions import move_results
from khet.records.learning.models import ScoreFile
from khet.rules.sittings import subjects
from tests.made_area import school_code

ROUND_1, ROUND_2 = (f"year=2556&test=Pre O-NET&grade=P6&round={n}" for n in "12")
FIRST_FILE, SECOND_FILE = (f"2556-Pre O-NET-{n}-P6.csv" for n in "12")
NEW = "99"
_MEANS = ("85.00", "84.99", "60.01", "60.00", "30.00")
_HEAD = "academic_year,test,round,grade,area,school,pupil,subject,score"
Groups = dict[tuple[str, str], str]


def hold_second_round(home: Path, schools: int = 12, announced: bool = True) -> ScoreFile:
    """Bring the file of the second round."""
    path = home / "files" / SECOND_FILE
    path.write_text("\n".join([_HEAD, *_rows(schools)]), encoding="utf-8")
    report = check_and_keep(path, Given({}), "ทดสอบ", by="ทดสอบ")
    assert report.level < 2, report.problems[0]
    file = ScoreFile.objects.select_related("sitting__area").get(source_name=SECOND_FILE)
    steps = (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED) if announced else ()
    for state in steps:
        move_results(by="ทดสอบ", file=file, to=state, at=timezone.now())
    return file


def _rows(schools: int) -> Iterator[str]:
    for k in range(schools - 1):
        numbers = [str(pupil) for pupil in range(k + 2) if (k, pupil) != (3, 1)]
        for place, number in enumerate([*numbers, NEW] if k == 3 else numbers):
            score = "ขาดสอบ" if (k, number) == (4, "2") else _MEANS[place % len(_MEANS)]
            for subject in subjects("Pre O-NET", "P6", 2556):
                line = f"2556,Pre O-NET,2,P6,9302,{school_code(k)},{number},{subject},{score}"
                yield line


def groups_in(path: Path) -> Groups:
    """Each pupil's group by (school, number), from the file as it was brought."""
    marks: dict[tuple[str, str], list[Decimal]] = {}
    with path.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            known = marks.setdefault((row["school"], row["pupil"]), [])
            if row["score"][0].isdigit():
                known.append(Decimal(row["score"]))
    return {pupil: _group(known) for pupil, known in marks.items()}


def _group(marks: list[Decimal]) -> str:
    if not marks:
        return ""
    mean = (sum(marks, Decimal(0)) / len(marks)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if mean >= 85:
        return "A"
    return "C" if mean <= 60 else "B"
