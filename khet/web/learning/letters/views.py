"""Letters of results: choosing days and digits, the PDF of all or of one school, the table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.result_letters import Sent, letters_pdf
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import ANNOUNCE_RESULTS, EXPORT_RESULTS
from khet.records.registry.actions.audit import record_event
from khet.records.registry.queries.schools import School
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address, asked_file, file_name, near_codes, sitting_query
from khet.web.learning.frame import frame, opens_by_default, study_of
from khet.web.learning.letters.forms import LettersForm
from khet.web.learning.letters.sheet import letters_sheet
from khet.web.learning.letters.told import Letters, as_told, why_no_letters
from khet.web.learning.words import sitting_title
from khet.web.parts.private import PDF, file_of, private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.public.errors import Nearest, NotHereError

PAGE = "learning:letters"


@private
@require_safe
@opens_by_default
def show_letters(request: HttpRequest) -> HttpResponse:
    """The choices, and each school with what its letter asks for."""
    study = study_of(request, ANNOUNCE_RESULTS, PAGE)
    viewer, file = study.viewer, study.file
    viewer.require_everywhere(ANNOUNCE_RESULTS)
    form = LettersForm(request.GET, viewer.today, viewer.tables, file.answers_due)
    why_not = why_no_letters(file)
    context: dict[str, Any] = {
        **frame(request, study, PAGE),
        "form": form,
        "sitting": sitting_query(file.sitting),
        "why_not": why_not,
    }
    if not why_not:
        letters = Letters(viewer, file)
        context |= {"without": letters.without, "rows": _rows(letters, form)}
    return render(request, "learning/letters/letters.html", context)


def _rows(letters: Letters, form: LettersForm) -> list[tuple[School, Any, str]]:
    """The schools, each with its letter and the address of its PDF, while the choices hold."""
    chosen = {name: form[name].value() for name in form.fields} if form.is_valid() else {}
    more = {name: value for name, value in chosen.items() if value}
    sitting = letters.file.sitting
    return [
        (s, letters.of(s), address("learning:letters-pdf", sitting, school=s.code, **more))
        for s in letters.schools
    ]


@require_safe
def print_letters(request: HttpRequest) -> HttpResponse:
    """The letters as PDF: of every school, or of one for who may export its results."""
    viewer, code = viewer_of(request), request.GET.get("school", "")
    _require(viewer, code)
    letters, sent = _asked(request, viewer, complete=True)
    if not viewer.scope.may_everywhere(ANNOUNCE_RESULTS):
        Letters(viewer, letters.file).study.require_shown(ALL_SUBJECTS, [code])
    schools = [school for school in letters.schools if code in ("", school.code)]
    if not schools:
        raise _no_letter(letters, code)
    made = letters_pdf([letters.of(school) for school in schools], sent)
    _tell(request, letters.file, code)
    return file_of(made, PDF, f"{_file_name(letters.file, code)}.pdf")


@require_safe
def export_letters(request: HttpRequest) -> HttpResponse:
    """What the letters tell, as XLSX."""
    viewer = viewer_of(request)
    _require(viewer, "")
    letters, sent = _asked(request, viewer)
    made = workbook_of(letters_sheet(letters, sent), _file_name(letters.file, ""))
    _tell(request, letters.file, "")
    return made


def _require(viewer: Viewer, school: str) -> None:
    if school and not viewer.scope.may_everywhere(ANNOUNCE_RESULTS):
        viewer.require_at(EXPORT_RESULTS, school)
        viewer.require_school(school)
    elif not school:
        viewer.require_everywhere(ANNOUNCE_RESULTS)


def _asked(request: HttpRequest, viewer: Viewer, complete: bool = False) -> tuple[Letters, Sent]:
    """The letters that an address asks for, with its choices.

    Raises:
        NotHereError: the results can't be written into letters, or a choice doesn't hold.
    """
    file = asked_file(viewer.score_files, request.GET, PAGE)
    if request.GET.get("school"):
        file = as_told(viewer, file)
    form = LettersForm(request.GET, viewer.today, viewer.tables, file.answers_due)
    near = [Nearest(sitting_title(file.sitting), address("learning:overview", file.sitting))]
    if why_not := why_no_letters(file):
        raise NotHereError(why_not, near)
    if not form.is_valid():
        told = (
            f"{field.label}: {' '.join(map(str, field.errors))}" for field in form if field.errors
        )
        raise NotHereError(" ".join(told), near)
    letters = Letters(viewer, file, complete)
    return letters, letters.sent(form.cleaned_data)


def _no_letter(letters: Letters, code: str) -> NotHereError:
    """No letter for such a school, or for any; offers the schools of the nearest codes."""
    sitting = letters.file.sitting
    if not code:
        return NotHereError(_("ไม่มีโรงเรียนใดมีผลในการสอบนี้"), [])
    named = {school.code: school.name for school in letters.schools}
    near = [
        Nearest(named[c], address("learning:letters-pdf", sitting, school=c))
        for c in near_codes(code, named)
        if letters.study.viewer.scope.sees_school(c)
    ]
    told = _("โรงเรียนรหัส “%(code)s” ไม่มีผลในการสอบนี้ จึงไม่มีหนังสือ")
    return NotHereError(told % {"code": code[:20]}, near)


def _tell(request: HttpRequest, file: ScoreFile, school: str) -> None:
    record_event(
        by=signed_in(request),
        action="print-letters",
        kind="learning.score-file",
        key=str(file.pk),
        after={"version": file.version, **({"school": school} if school else {})},
    )


def _file_name(file: ScoreFile, school: str) -> str:
    return file_name("letters", *sitting_query(file.sitting).values(), school)
