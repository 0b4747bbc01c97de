"""The steps of news: checked, given back, published, pinned, taken back, archived."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.news import NewsStep, move_news
from khet.records.office.models import News
from khet.records.office.queries.news import pictures_of
from khet.rules.news import CHECK, PUBLISH, RETURN, TAKE_BACK
from khet.web.office.news.asked import STEPS, news_of, newsroom
from khet.web.office.news.forms import LookedForm, PublishForm, ReasonForm
from khet.web.office.news.words import FAULTS, fault_told, news_url, step_words
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private


@private
@form_page
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step with news; one that can't be taken any more leads back to it."""
    if step not in STEPS:
        raise Http404
    room = newsroom(request)
    news = news_of(room, pk)
    if not room.may(step, news):
        raise PermissionDenied
    if request.method != "POST" and not room.can(step, news):
        messages.info(request, _("ทำรายการนี้ไปแล้ว หรือทำไม่ได้แล้ว"))
        return redirect(news_url(news))
    told, form = step_words(step), _form(request, step, news)

    def do() -> str:
        said = form.cleaned_data
        pinned, reason = bool(said.get("pinned")), str(said.get("reason", ""))
        move_news(by=room.user, news=news, step=NewsStep(step, timezone.now(), reason, pinned))
        return news_url(news)

    title = f"{told.button}: {news.title}"
    page = Page(title, told.button, news_url(news), told.lead, told.warning, told.done)
    return filled(request, form, page, do, FAULTS, fault_told)


def _form(request: HttpRequest, step: str, news: News) -> forms.Form:
    data = request.POST if request.method == "POST" else None
    kind: type[forms.Form] = forms.Form
    if step in (RETURN, TAKE_BACK):
        kind = ReasonForm
    elif step == PUBLISH:
        kind = PublishForm
    elif step == CHECK and pictures_of(news):
        kind = LookedForm
    return kind(data, label_suffix="")
