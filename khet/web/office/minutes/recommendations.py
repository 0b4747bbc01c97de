"""Recommendations of meetings: which have no answer yet, and answering one."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khet.records.office.access import seen_by
from khet.records.office.actions.instructions import answer_recommendation
from khet.records.office.models import Findable, Instruction
from khet.records.office.queries.instructions import recommendations_seen
from khet.records.registry.access import SEE_MEETINGS
from khet.rules.finding import search_text
from khet.web.office.minutes.asked import asked_instruction, reader_of
from khet.web.office.minutes.filling import filled
from khet.web.office.minutes.words import meeting_name
from khet.web.parts.filling import Page, form_page
from khet.web.parts.filter_form import choose
from khet.web.parts.kinds import Ref, kinds, named
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_PER_PAGE, _MOST = 50, 10


class AnswerForm(forms.Form):
    """What follows of a recommendation: words, and the record that shows it."""

    answer = forms.CharField(
        label=_("ทำอะไรตามข้อเสนอแนะนี้"),
        max_length=5000,
        widget=forms.Textarea({"rows": 4, "lang": "th"}),
        error_messages={"required": _("กรุณากรอกช่องนี้")},
    )
    record = forms.CharField(
        label=_("เอกสารที่แสดง"),
        help_text=_("วางที่อยู่ของหน้าในระบบ หรือพิมพ์คำในชื่อของหลักฐาน คำสั่ง หรือรายงานการประชุม เว้นว่างได้"),
        required=False,
        max_length=500,
    )
    chosen = forms.ChoiceField(
        label=_("เอกสารที่พบ"), required=False, widget=forms.RadioSelect, choices=[]
    )

    def __init__(self, data: Any, viewer: Viewer, kept: Instruction) -> None:
        super().__init__(data, label_suffix="", initial={"answer": kept.answer})
        self._viewer = viewer
        found = self._found(data.get("record", "").strip()) if data else []
        if len(found) > 1:
            choose(self, "chosen", [(f"{one.kind} {one.key}", _label(one)) for one in found])
        else:
            del self.fields["chosen"]
        self._only = found[0] if len(found) == 1 else None
        self.ref: Ref | None = None

    def _found(self, text: str) -> list[Findable]:
        """What the viewer sees with these words in its title."""
        if not text or "/" in text:
            return []
        titled = Findable.objects.filter(seen_by(self._viewer.office_sight))
        for word in search_text(text).split():
            titled = titled.filter(text__contains=word)
        return list(titled.order_by("-day", "-pk")[:_MOST])

    def clean(self) -> None:
        """One record that the viewer sees, or none."""
        text = self.cleaned_data.get("record", "")
        self.ref = self._ref(text) if text else None

    def _ref(self, text: str) -> Ref | None:
        if "/" in text:
            ref = ref_of(text)
            if ref is None or ref not in named(self._viewer, [ref]):
                self.add_error("record", gettext("ไม่พบหน้านี้ในระบบ หรือท่านไม่เห็นเอกสารนี้: ตรวจที่อยู่"))
                return None
            return ref
        if self._only:
            return Ref(self._only.kind, self._only.key)
        if "chosen" not in self.fields:
            self.add_error("record", gettext("ไม่พบเอกสารที่มีคำนี้: ลองคำอื่น หรือวางที่อยู่ของหน้า"))
            return None
        chosen = str(self.cleaned_data.get("chosen", ""))
        if not chosen:
            self.add_error("chosen", gettext("พบหลายเรื่อง: เลือกหนึ่งเรื่อง"))
            return None
        return Ref(*chosen.split(" ", 1))


def _label(one: Findable) -> str:
    kind = kinds().get(one.kind)
    return f"{gettext(kind.word)}: {one.title}" if kind else one.title


def ref_of(address: str) -> Ref | None:
    """The record of the office whose page has that address."""
    try:
        match = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        return None
    kind, key = match.view_name.replace(":", "."), match.kwargs.get("pk")
    return Ref(kind, str(key)) if kind in kinds() and key is not None else None


@private
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """The recommendations without an answer, or those that have one."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    answered = request.GET.get("answered") == "yes"
    found = recommendations_seen(reader_of(viewer)).filter(answered_at__isnull=not answered)
    leaf = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    rows = _rows(viewer, list(leaf))
    context = {"rows": rows, "leaf": leaf, "answered": answered, "answers": _answers(viewer)}
    return render(request, "office/minutes/recommendations.html", context)


def _rows(viewer: Viewer, found: list[Instruction]) -> list[dict[str, Any]]:
    refs = {one.pk: Ref(one.answer_kind, one.answer_key) for one in found if one.answer_kind}
    names = named(viewer, refs.values())
    return [
        {"one": one, "meeting": meeting_name(one.meeting), "record": names.get(refs[one.pk])}
        if one.pk in refs
        else {"one": one, "meeting": meeting_name(one.meeting)}
        for one in found
    ]


def _answers(viewer: Viewer) -> bool:
    """Whether the viewer answers recommendations: who holds meetings, and the heads."""
    reader = reader_of(viewer)
    return reader.heads or reader.writes


def recommendation_page(request: HttpRequest, viewer: Viewer, asked: Instruction) -> HttpResponse:
    """One recommendation, as a list of one."""
    _require_seen(viewer, asked)
    rows = _rows(viewer, [asked])
    context = {"rows": rows, "only": True, "answers": _answers(viewer)}
    return render(request, "office/minutes/recommendations.html", context)


def _require_seen(viewer: Viewer, asked: Instruction) -> None:
    if not recommendations_seen(reader_of(viewer)).filter(pk=asked.pk).exists():
        raise PermissionDenied


@private
@form_page
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what follows of a recommendation."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    asked = asked_instruction(viewer, pk)
    _require_seen(viewer, asked)
    if not _answers(viewer):
        raise PermissionDenied
    form = AnswerForm(request.POST or None, viewer, asked)
    back = reverse("office:recommendations")

    def do() -> str:
        answer_recommendation(
            by=signed_in(request),
            instruction=asked,
            answer=form.cleaned_data["answer"].replace("\r\n", "\n"),
            record=(form.ref.kind, form.ref.key) if form.ref else ("", ""),
            at=timezone.now(),
        )
        return back

    lead = meeting_name(asked.meeting)
    page = Page(asked.text, gettext("บันทึกคำตอบ"), back, lead, thai=True)
    return filled(request, form, page, do)
