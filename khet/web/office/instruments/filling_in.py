"""Filling in: about a school on a day, and only to try."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.actions.answers import KIND, AnswersError, keep_answers
from khet.records.office.actions.evidence import use_evidence
from khet.records.office.actions.search import Seen
from khet.records.office.models import AnswerSheet, Evidence, InstrumentVersion, Level
from khet.records.office.queries.instruments import answers_in
from khet.records.registry.models import Unit
from khet.records.registry.queries.schools import ever_in
from khet.rules.instrument_checks import flaws
from khet.rules.instrument_scores import schemes, score
from khet.rules.instruments import Answers, content_of
from khet.web.office.instruments.answered import Scored, score_shown
from khet.web.office.instruments.answering import AnswerForm
from khet.web.office.instruments.asked import Asked, InstrumentDesk, asked_of, desk_of, maker_of
from khet.web.office.instruments.forms import SAID
from khet.web.office.instruments.uploads import kept_as_evidence, received
from khet.web.office.instruments.words import fault_word
from khet.web.parts.fields import DayField
from khet.web.parts.filling import form_page
from khet.web.parts.filter_form import choose
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


class AboutForm(forms.Form):
    """Which school is looked at, and on which day."""

    school = forms.ChoiceField(
        label=_("โรงเรียน"), widget=forms.Select(attrs={"lang": "th"}), error_messages=SAID
    )
    day = DayField(label=_("วันที่"), error_messages=SAID)

    def __init__(self, data: Any, schools: dict[str, Unit], today: date, school: str) -> None:
        initial = {"school": school, "day": today}
        super().__init__(data, label_suffix="", initial=initial)
        self._schools, self._today = schools, today
        told = [(code, str(unit)) for code, unit in schools.items()]
        choose(self, "school", [("", gettext("เลือกโรงเรียน")), *told])

    def fix(self) -> None:
        """Let school and day stay as they are: what was answered is changed."""
        for field in self.fields.values():
            field.disabled = True

    def clean_school(self) -> Unit:
        """The school itself."""
        return self._schools[self.cleaned_data["school"]]

    def clean_day(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["day"]
        if day > self._today:
            raise forms.ValidationError(gettext("วันที่ยังมาไม่ถึง: ใส่วันนี้หรือวันก่อนหน้า"))
        return day


@private
@form_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in an instrument about a school; an answer of the same day is changed."""
    asked = asked_of(desk_of(request), pk)
    version = asked.released
    schools = _schools(asked.desk)
    if not schools:
        raise PermissionDenied
    if version is None or asked.instrument.closed:
        return render(request, "office/instruments/not_offered.html", {"asked": asked})
    today, school = asked.desk.viewer.today, request.GET.get("school", "")
    about = AboutForm(request.POST or None, schools, _day(request, today), school)
    before = _before(asked, school, _day(request, today))
    form = _form(request, asked, version, answers_in(before) if before else None)
    if before:
        about.fix()
    if request.method == "POST" and all([about.is_valid(), form.is_valid()]):
        there = _is_there(asked, about, before)
        if not there and (sheet := _kept(request, asked, version, about, form)):
            return redirect("office:answers", sheet.pk)
    other = before is not None and before.version_id != version.pk
    context = {"asked": asked, "about": about, "form": form, "before": before, "other": other}
    return render(request, "office/instruments/answer.html", context)


def _day(request: HttpRequest, today: date) -> date:
    """The day that the address asks for, where it has come; else today."""
    try:
        return min(date.fromisoformat(request.GET.get("day", "")), today)
    except ValueError:
        return today


def _schools(desk: InstrumentDesk) -> dict[str, Unit]:
    """The schools that the reader fills in instruments about, by code in Thai order."""
    today = desk.viewer.today
    units = ever_in(desk.viewer.area).order_by("sort_key", "code")
    return {u.code: u for u in units if u.stands_on(today) and desk.fills(u.code)}


def about_school(asked: Asked, school: str, day: date) -> tuple[str, str]:
    """What a sheet about a school is about, that belongs to no other record."""
    return "office.instrument", f"{asked.instrument.pk}/{school}/{day.isoformat()}"


def _before(asked: Asked, school: str, day: date) -> AnswerSheet | None:
    kind, key = about_school(asked, school, day)
    found = AnswerSheet.objects.filter(about_kind=kind, about_key=key)
    sheet = found.select_related("unit", "version").first()
    return sheet if sheet and asked.desk.sees(sheet) else None


def _is_there(asked: Asked, about: AboutForm, before: AnswerSheet | None) -> bool:
    """Whether the school was answered about on that day already, which is then told."""
    if before:
        return False
    school, day = about.cleaned_data["school"], about.cleaned_data["day"]
    kind, key = about_school(asked, school.code, day)
    known = AnswerSheet.objects.filter(about_kind=kind, about_key=key).exists()
    if known:
        told = gettext("กรอกแบบนี้ของโรงเรียนนี้ในวันนี้ไปแล้ว: เปิดคำตอบเดิมแล้วกด แก้คำตอบ")
        about.add_error("day", told)
    return known


def _form(
    request: HttpRequest, asked: Asked, version: InstrumentVersion, before: Answers | None
) -> AnswerForm:
    viewer = asked.desk.viewer
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    content = content_of(version.content)
    return AnswerForm(
        content, data, files, initial=before, today=viewer.today, tables=viewer.tables
    )


def _kept(
    request: HttpRequest,
    asked: Asked,
    version: InstrumentVersion,
    about: AboutForm,
    form: AnswerForm,
) -> AnswerSheet | None:
    """The sheet that was kept; none where a file or an answer is refused, told at its field."""
    brought = received(form)
    if brought is None:
        return None
    by, school, day = signed_in(request), about.cleaned_data["school"], about.cleaned_data["day"]
    seen = Seen(asked.desk.viewer.area, school, Level.OFFICE, by)
    try:
        with transaction.atomic():
            answers = kept_as_evidence(by, form, brought, seen, day)
            sheet = keep_answers(
                by=by,
                version=version,
                unit=school,
                about=about_school(asked, school.code, day),
                day=day,
                answers=answers,
                at=timezone.now(),
            )
            _use(request, sheet, answers, brought)
    except AnswersError as refused:
        items = {item.name: item for item in form.content.items}
        for fault in refused.faults:
            form.add_error(None, fault_word(items.get(fault.name), fault.code))
        return None
    return sheet


def _use(
    request: HttpRequest, sheet: AnswerSheet, answers: Answers, brought: dict[str, Any]
) -> None:
    keys = [int(key) for name in brought for key in answers.values.get(name, ())]
    if keys:
        evidence = list(Evidence.objects.filter(pk__in=keys))
        use_evidence(by=signed_in(request), evidence=evidence, about=(KIND, str(sheet.pk)))


@private
@form_page
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in the newest version to see how it is; nothing is kept."""
    asked = asked_of(maker_of(request), pk)
    viewer, version = asked.desk.viewer, asked.newest
    if version is None:
        raise Http404
    if flaws(asked.content, schemes(viewer.today, viewer.tables)):
        return redirect("office:instrument-draft", pk)
    form = _form(request, asked, version, None)
    tried = request.method == "POST" and form.is_valid()
    context = {"asked": asked, "form": form, "tried": tried, "scored": None}
    if tried:
        context["scored"] = _scored(form, viewer.today, asked)
    return render(request, "office/instruments/try.html", context)


def _scored(form: AnswerForm, today: date, asked: Asked) -> Scored | None:
    found = score(form.content, form.answers)
    tables = asked.desk.viewer.tables
    return score_shown(*found, form.content.bands, today, tables) if found else None
