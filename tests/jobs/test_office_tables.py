"""Score files are read by the office's own tables: the subjects that tests ask, the headings."""

import copy
from pathlib import Path
from typing import Any

import pytest

from khet.figures.intake.given import Given
from khet.jobs.keep_scores import check_and_keep
from khet.records.registry.models import Setting, Unit
from khet.rules.tables import dated_table
from tests.made_area import make_area

pytestmark = pytest.mark.django_db
HEAD = "academic_year,test,round,grade,area,รหัส รร.ของเรา,pupil,subject,score"
ROW = "2556,NT,,P3,9302,93020501,1,english,50"


def _decide(table: str, year: int, content: dict[str, Any]) -> None:
    area = Unit.objects.get(kind="area")
    Setting.objects.create(area=area, table=table, year=year, content=content, reason="ทดสอบ")


def _kinds(path: Path) -> set[str]:
    return {problem.kind for problem in check_and_keep(path, Given({}), None).problems}


def test_the_offices_subjects_and_headings_count(tmp_path: Path) -> None:
    make_area(tmp_path / "files", 4)
    file = tmp_path / "scores.csv"
    file.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    assert _kinds(file) == {"missing-column"}
    headers = copy.deepcopy(dated_table("headers", 2556))
    headers["columns"]["school"].append("รหัส รร.ของเรา")
    _decide("headers", 2500, headers)
    assert _kinds(file) == {"wrong-subject"}
    tests = copy.deepcopy(dated_table("tests", 2556))
    next(test for test in tests["test"] if test["name"] == "NT")["subjects"] = ["english"]
    _decide("tests", 2556, tests)
    assert _kinds(file) == {"schools-left-out"}
