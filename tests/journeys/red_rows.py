"""A newest P3 test in which three schools are red, and who looks after the networks."""

from pathlib import Path

from django.utils import timezone

from khet.figures.intake.given import Given
from khet.jobs.keep_scores import check_and_keep
from khet.records.learning.actions import move_results
from khet.records.learning.actions.assignments import AssignmentEntry, assign
from khet.records.learning.models import Assignment, ScoreFile
from khet.records.learning.queries import every_score_file
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.sittings import subjects
from tests.cast import SINCE
from tests.made_area import school_code

BY = "ทดสอบ"
YEAR, RED, SCHOOLS = 2557, 3, 12
_PUPILS, _LOW, _HIGH = 12, 15, 60
_HEAD = "academic_year,test,round,grade,area,school,pupil,subject,score"


def prepare(folder: Path) -> None:
    """Bring and announce the results; the cast's supervisor has both networks."""
    path = folder / "red.csv"
    path.write_text("\n".join([_HEAD, *_rows()]), encoding="utf-8")
    report = check_and_keep(path, Given({}), None, by=BY)
    assert not report.problems, report.problems[0]
    for file in every_score_file(state=ScoreFile.State.CALCULATED):
        for state in (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED):
            move_results(by=BY, file=file, to=state, at=timezone.now())
    area, user = Unit.objects.get(kind=UnitKind.AREA), User.objects.get(username="supervisor")
    for network in Unit.objects.filter(kind=UnitKind.NETWORK):
        entry = AssignmentEntry(network, user, Assignment.Part.SUPERVISOR, SINCE)
        assign(by=BY, area=area, entry=entry)


def _rows() -> list[str]:
    """The pupils of the first schools are far below those of the others."""
    return [
        f"{YEAR},NT,,P3,9302,{school_code(k)},{pupil},{subject},{_score(k, pupil)}"
        for k in range(SCHOOLS)
        for pupil in range(_PUPILS)
        for subject in subjects("NT", "P3", YEAR)
    ]


def _score(school: int, pupil: int) -> str:
    return f"{(_LOW if school < RED else _HIGH) + pupil}.50"
