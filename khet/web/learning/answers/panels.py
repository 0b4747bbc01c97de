"""Panels of answers: on a school's results, and of who has not answered for the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.models import Answer
from khet.records.learning.queries import answers_of_school
from khet.records.registry.access import SEE_SCHOOL_RESULTS
from khet.rules.thai import arabic_digits
from khet.web.learning.answers.asked import ANSWER, PAGE, Held, answered_study
from khet.web.learning.answers.list_page import AnswersPage
from khet.web.learning.asked import address
from khet.web.learning.letters.told import told_to
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
    files = {file.sitting_id: file for file in told_to(viewer).score_files}
    answers: dict[int, list[Answer]] = {}
    for answer in answers_of_school(code):
        if answer.sitting_id in files:
            answers.setdefault(answer.sitting_id, []).append(answer)
    context = {
        "asking": [
            (sitting_name(file.sitting), address(ANSWER, file.sitting, school=code), file)
            for file in files.values()
            if file.answers_due and str(file.sitting.academic_year) == year
        ],
        "years": [
            (
                sitting_title(files[pk].sitting),
                address(ANSWER, files[pk].sitting, school=code),
                [(subject_name(answer.subject), answer.target) for answer in found],
            )
            for pk, found in answers.items()
        ],
    }
    return render(request, "learning/answers/_panel_school.html", context)


@private
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """How many schools have not answered the newest results, and the first that are late."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    study, context = answered_study(viewer, request.GET, PAGE), {}
    if study is not None and study.file.answers_due:
        rows = AnswersPage(Held(study), request.GET).every
        owed = sorted((row for row in rows if not row.is_done), key=lambda row: -row.duty.late)
        context = {
            "title": sitting_title(study.sitting),
            "file": study.file,
            "done": len(rows) - len(owed),
            "of": len(rows),
            "first": owed[:_FIRST],
            "url": address(PAGE, study.sitting),
        }
    return render(request, "learning/answers/_panel_unanswered.html", context)
