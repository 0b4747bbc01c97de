"""Panels of answers: on a school's results, and of who has not answered for the office."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.actions import ANSWERS
from khet.records.learning.models import Answer, ScoreFile
from khet.records.learning.queries import answers_of_school
from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_of_rule, late
from khet.records.registry.access import SEE_SCHOOL_RESULTS
from khet.rules.deadlines import ANSWER_RESULTS
from khet.rules.thai import arabic_digits
from khet.web.learning.answers.asked import ANSWER, PAGE, Held
from khet.web.learning.asked import address
from khet.web.learning.letters.told import told_to
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_name, sitting_title, subject_name
from khet.web.parts.private import private
from khet.web.parts.viewer import viewer_of

_FIRST = 6


@private
@require_safe
def of_school(request: HttpRequest) -> HttpResponse:
    """A school's answers of the year, and of the years before, for the page of its results."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    code, year = request.GET.get("school", ""), arabic_digits(request.GET.get("year", ""))
    viewer.require_school(code)
    told = told_to(viewer)
    answers: dict[int, list[Answer]] = {}
    for answer in answers_of_school(code):
        answers.setdefault(answer.sitting_id, []).append(answer)
    files = [f for f in told.score_files if f.sitting_id in answers or _asks(f, year)]
    seen = [file for file in files if Held(Study(told, file)).tells(code)]
    context = {
        "asking": [
            (sitting_name(file.sitting), address(ANSWER, file.sitting, school=code), file)
            for file in seen
            if _asks(file, year)
        ],
        "years": [
            (
                sitting_title(file.sitting),
                address(ANSWER, file.sitting, school=code),
                [(subject_name(a.subject), a.target) for a in answers[file.sitting_id]],
            )
            for file in seen
            if file.sitting_id in answers
        ],
    }
    return render(request, "learning/answers/_panel_school.html", context)


def _asks(file: ScoreFile, year: str) -> bool:
    """Whether schools answer the results of a file, of a sitting in that year."""
    return file.answers_due is not None and str(file.sitting.academic_year) == year


class Owed(NamedTuple):
    """Results that schools still answer: how many of those asked did, and how many are late."""

    title: str
    url: str
    due: date
    done: int
    of: int
    late: int


@private
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """How many schools answered each of the results that are still open, the latest first."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    files = {str(f.sitting_id): f for f in told_to(viewer).score_files if _is_open(f)}
    duties: dict[str, list[Duty]] = {}
    for duty in duties_of_rule(ANSWER_RESULTS.code, ANSWERS, files):
        if viewer.scope.sees_school(duty.unit.code):
            duties.setdefault(duty.about_key, []).append(duty)
    rows = [_owed(files[key], found, viewer.today) for key, found in duties.items()]
    rows.sort(key=lambda row: (-row.late, row.due))
    return render(request, "learning/answers/_panel_unanswered.html", {"rows": rows})


def _is_open(file: ScoreFile) -> bool:
    return file.answers_due is not None and file.sitting.answers_closed_at is None


def _owed(file: ScoreFile, duties: list[Duty], today: date) -> Owed:
    still = [duty for duty in duties if duty.state == Duty.State.OPEN]
    return Owed(
        sitting_title(file.sitting),
        address(PAGE, file.sitting),
        file.answers_due or today,
        len(duties) - len(still),
        len(duties),
        sum(late(duty, today) > 0 for duty in still),
    )
