"""Reports beside the records: what they state of the area and year otherwise, with its figure."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.test import Client

from khet.figures.pupil_scores import scores_of_school
from khet.jobs.sitting_results import score_path
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Unit
from khet.records.reports.models import ReportFinding
from tests.made_area import school_code
from tests.web.checked_reports import newest_of, page_of, send, text_file
from tests.web.conftest import SCHOOLS

SignIn = Callable[[str], Client]
RIGHT = f"ปีการศึกษา 2556 สำนักงานมีโรงเรียนในสังกัด จำนวน {SCHOOLS} โรงเรียน"
WRONG = "ปีการศึกษา 2556 สำนักงานมีโรงเรียนในสังกัดทั้งหมด ๑๑๗ โรงเรียน"


def _found(client: Client, *text: str, about: str, unit: int | None = None) -> list[ReportFinding]:
    said = {"unit": unit} if unit else {}
    assert send(client, text_file("เทียบ.txt", text), about=about, **said).status_code == 302
    return list(newest_of("เทียบ.txt").findings.all())


def _mean() -> Decimal:
    """The mean of Thai of the area's P6 in 2556, over its pupils."""
    asked = {"sitting__academic_year": 2556, "sitting__grade": "P6", "sitting__test": "O-NET"}
    path = score_path(ScoreFile.objects.get(**asked, current=True))
    rows = [row for k in range(SCHOOLS) for row in scores_of_school(path, school_code(k), "thai")]
    scores = [row.score for row in rows if row.score is not None]
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_count_of_schools_leads_to_the_register(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    [found] = _found(planner, WRONG, about="academic 2556")
    assert (found.printed, found.expected, found.kind) == ("๑๑๗", "๑๒", "repeat")
    page = page_of(planner, str(newest_of("เทียบ.txt").report.pk))
    assert f'<a href="{found.figure}">๑๒</a>' in page
    assert planner.get(found.figure).status_code == 200


@pytest.mark.parametrize(
    "said", ["ผลการสอบ O-NET ป.6", "ผลการทดสอบ O-NET ชั้นประถมศึกษาปีที่ 6"], ids=["short", "long"]
)
def test_a_mean_leads_to_its_figure(sign_in: SignIn, said: str) -> None:
    ScoreFile.objects.filter(sitting__academic_year=2556).update(state="announced")
    mean = _mean()
    text = f"{said} ปีการศึกษา 2556 วิชาภาษาไทย มีคะแนนเฉลี่ย"
    director = sign_in("director")
    assert _found(director, f"{text} {mean}", about="fiscal 2557") == []
    [found] = _found(director, f"{text} {mean + 1}", about="fiscal 2557")
    assert found.expected == str(mean)
    assert str(mean) in director.get(found.figure).content.decode()


def test_what_the_records_cannot_say_is_left_alone(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    assert _found(planner, RIGHT, about="academic 2556") == []
    assert _found(planner, WRONG.replace("2556", "2540"), about="academic 2556") == []
    assert _found(planner, WRONG, about="") == []


def test_a_school_s_report_is_not_held_against_the_area(sign_in: SignIn) -> None:
    school = Unit.objects.get(code=school_code(0))
    teacher = sign_in("teacher")
    assert _found(teacher, WRONG, about="academic 2556", unit=school.pk) == []
