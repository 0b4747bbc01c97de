"""Pages of schools' answers: one school's, the list of all, answers side by side, closing."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.records.learning.actions import (
    AnswersClosedError,
    ResultsChangedError,
    answer_results,
)
from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_at
from khet.records.registry.access import (
    ANNOUNCE_RESULTS,
    ANSWER_RESULTS,
    EXPORT_RESULTS,
    SEE_SCHOOL_RESULTS,
)
from khet.records.registry.models import Unit, UnitKind
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.answers.answer_page import ALL, AnswerPage, typed
from khet.web.learning.answers.asked import (
    ANSWER,
    PAGE,
    READ,
    Held,
    answered_study,
    newest_asking,
    none_yet,
)
from khet.web.learning.answers.forms import AnswerForm
from khet.web.learning.answers.list_page import AnswersPage
from khet.web.learning.answers.read_page import ReadPage
from khet.web.learning.answers.sheet import answers_sheet
from khet.web.learning.asked import address
from khet.web.learning.frame import frame
from khet.web.learning.study import Study
from khet.web.learning.units.views import asked_school
from khet.web.learning.words import subject_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.public.errors import NotHereError


@private
@require_safe
def show_answer(request: HttpRequest) -> HttpResponse:
    """A school's answer: to be written by its director, to be read by who sees its results."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    code = request.GET.get("school", "") or _own(viewer)
    viewer.require_school(code)
    study = _of_school(request, viewer, code)
    if study is None:
        return none_yet(request)
    study.require_shown(ALL_SUBJECTS, [code])
    page = AnswerPage(Held(study), asked_school(study, code))
    writes = page.may_answer and not page.held.is_closed
    return _shown(request, page, page.forms() if writes else {})


def _own(viewer: Viewer) -> str:
    """The reader's own school.

    Raises:
        PermissionDenied: the reader is at none, so the address must name one.
    """
    held = (role.unit.code for role in viewer.roles if role.unit.kind == UnitKind.SCHOOL)
    code = next(held, "")
    if not code:
        raise PermissionDenied(_("หน้านี้สำหรับบุคลากรของโรงเรียน"))
    return code


def _of_school(request: HttpRequest, viewer: Viewer, code: str) -> Study | None:
    """The results asked for, by default those that the school owes an answer first."""
    study = answered_study(viewer, request.GET, ANSWER)
    if study is None or request.GET.get("year") or request.GET.get("test"):
        return study
    owed = duties_at([code], [role.role for role in viewer.roles], Duty.State.OPEN)
    first = newest_asking(study.viewer.score_files, [duty.about_key for duty in owed])
    return Study(study.viewer, first) if first else study


def _shown(
    request: HttpRequest, page: AnswerPage, forms: dict[str, AnswerForm], *errors: str
) -> HttpResponse:
    context = {**frame(request, page.study, ANSWER), "tabs": page.tabs}
    context |= page.context(forms, errors)
    return render(request, "learning/answers/answer.html", context)


@private
@require_POST
def save_answer(request: HttpRequest) -> HttpResponse:
    """Keep the answer to one subject or to all; what can't be kept stays as it was typed."""
    viewer, code = viewer_of(request), request.GET.get("school", "")
    viewer.require_at(ANSWER_RESULTS, code)
    try:
        study = answered_study(viewer, request.GET, ANSWER)
    except NotHereError:
        study = None
    if study is None:
        return _refused(request, _("ผลสอบนี้ถูกถอนประกาศแล้ว จึงตอบไม่ได้ในขณะนี้"))
    page, wanted = AnswerPage(Held(study), asked_school(study, code)), request.POST.get("save", "")
    if set(typed(request.POST)) - set(page.asked) or wanted not in (ALL, *page.asked):
        return _refused(request, _("ผลสอบนี้ประกาศฉบับใหม่แล้ว วิชาที่ต้องตอบจึงเปลี่ยนไป"))
    forms = page.forms(request.POST)
    chosen = {s: f for s, f in forms.items() if (f.has_changed() if wanted == ALL else s == wanted)}
    if not all(form.is_valid() for form in chosen.values()):
        return _shown(request, page, _kept_as_typed(page, forms, chosen))
    return _save(request, page, forms, chosen)


def _save(
    request: HttpRequest,
    page: AnswerPage,
    forms: dict[str, AnswerForm],
    chosen: Mapping[str, AnswerForm],
) -> HttpResponse:
    school = Unit.objects.get(kind=UnitKind.SCHOOL, code=page.school.code)
    entries = [form.entry for form in chosen.values()]
    by, at = signed_in(request), timezone.now()
    try:
        answer_results(
            by=by, file=page.file, school=school, entries=entries, asked=page.asked, at=at
        )
    except AnswersClosedError:
        told = _("สำนักงานปิดรับคำตอบแล้ว จึงยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่ในหน้านี้")
        return _shown(request, page, _kept_as_typed(page, forms, {}), told)
    except ResultsChangedError:
        return _refused(request, _("ผลสอบนี้เพิ่งถูกถอนหรือประกาศฉบับใหม่"))
    named = ", ".join(map(subject_name, chosen))
    messages.success(request, _("บันทึกแล้ว: %(subjects)s") % {"subjects": named or _("ไม่มีอะไรเปลี่ยน")})
    left = {s: form for s, form in forms.items() if s not in chosen and form.has_changed()}
    if left:
        fresh = AnswerPage(Held(page.study), page.school)
        return _shown(request, fresh, _kept_as_typed(fresh, forms, {}))
    return redirect(address(ANSWER, page.held.sitting, school=page.school.code))


def _kept_as_typed(
    page: AnswerPage, forms: dict[str, AnswerForm], checked: Mapping[str, AnswerForm]
) -> dict[str, AnswerForm]:
    """The checked forms with their faults, the others with what was typed, not yet checked."""
    sent = {s: {name: form[name].value() for name in form.fields} for s, form in forms.items()}
    return {s: checked.get(s) or AnswerForm(s, None, sent[s]) for s in page.asked}


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    """Why nothing was kept, with all that was typed, to be copied."""
    kept = [(subject_name(s), list(texts.values())) for s, texts in typed(request.POST).items()]
    context = {"why": why, "typed": kept, "labels": [f.label for f in AnswerForm("", None, {})]}
    return render(request, "learning/answers/refused.html", context, status=409)


@private
@require_safe
def show_answers(request: HttpRequest) -> HttpResponse:
    """Who answered and who has not, of the schools that the reader sees."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    study = answered_study(viewer, request.GET, PAGE)
    if study is None:
        return none_yet(request)
    page = AnswersPage(Held(study), request.GET)
    context = {**frame(request, study, PAGE), **page.content(), **page.filters()}
    context["may_close"] = viewer.scope.may_everywhere(ANNOUNCE_RESULTS)
    return render(request, "learning/answers/list.html", context)


@require_safe
def export_answers(request: HttpRequest) -> HttpResponse:
    """The schools as they are seen, with their answers, as XLSX."""
    viewer = viewer_of(request)
    viewer.require(EXPORT_RESULTS)
    study = answered_study(viewer, request.GET, PAGE)
    if study is None:
        raise NotHereError(_("ยังไม่มีผลที่ประกาศ"), [])
    page = AnswersPage(Held(study), request.GET)
    return workbook_of(answers_sheet(page), page.file_name)


@private
@require_safe
def read_answers(request: HttpRequest) -> HttpResponse:
    """The answers of schools to one subject, beside each other."""
    viewer = viewer_of(request)
    viewer.require(SEE_SCHOOL_RESULTS)
    study = answered_study(viewer, request.GET, READ)
    if study is None:
        return none_yet(request)
    page = ReadPage(Held(study), request.GET)
    context = {**frame(request, study, READ), **page.content(), **page.filters()}
    return render(request, "learning/answers/read.html", context)
