"""Proposing news, saying it otherwise, and taking files off it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.news import NewsEntry, NewsMovedError, change_news, propose_news
from khet.records.office.actions.news_pictures import take_file_off
from khet.records.office.models import News
from khet.records.office.queries.news import file_of_news
from khet.records.registry.models import Unit
from khet.rules.news import CHANGE, RETURNED, TAKE_FILE_OFF
from khet.web.office.evidence.asked import sent
from khet.web.office.evidence.receiving import Arrived, arrive
from khet.web.office.evidence.views import PICTURE_TYPES
from khet.web.office.news.asked import NewsRoom, newsroom, to_change
from khet.web.office.news.forms import NewsForm
from khet.web.office.news.words import fault_told, news_url
from khet.web.parts.filling import form_page
from khet.web.parts.private import private


@private
@form_page
def propose(request: HttpRequest) -> HttpResponse:
    """Propose news for a unit at which the reader holds a role."""
    room = newsroom(request)
    if not room.units:
        raise PermissionDenied

    def do(entry: NewsEntry, unit: Unit) -> News:
        return propose_news(by=room.user, area=room.viewer.area, unit=unit, entry=entry)

    initial = {"day": room.viewer.today}
    return _form_page(request, room, room.units, initial, do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say news otherwise; what was given back is proposed again."""
    room, news = to_change(request, pk)
    if request.method != "POST" and not room.can(CHANGE, news):
        messages.info(request, fault_told(NewsMovedError(news.state)))
        return redirect(news_url(news))

    def do(entry: NewsEntry, _unit: Unit) -> News:
        return change_news(by=room.user, news=news, entry=entry)

    initial = {name: getattr(news, name) for name in ("kind", "title", "day", "text")}
    return _form_page(request, room, [news.unit], initial, do, news)


@private
@require_POST
def file_off(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a picture or document off news: at once, as when consent is withdrawn."""
    room, news = to_change(request, pk, TAKE_FILE_OFF)
    chosen = file_of_news(news, file)
    if chosen is None:
        raise Http404
    take_file_off(by=room.user, news=news, file=chosen, at=timezone.now())
    messages.success(request, _("นำไฟล์ออกแล้ว"))
    return redirect(news_url(news))


def _form_page(
    request: HttpRequest,
    room: NewsRoom,
    units: list[Unit],
    initial: dict[str, Any],
    do: Callable[[NewsEntry, Unit], News],
    news: News | None = None,
) -> HttpResponse:
    form = NewsForm(units, room.viewer.today, *sent(request), initial)
    context: dict[str, Any] = {
        "form": form,
        "news": news,
        "returned": news is not None and news.state == RETURNED,
        "unit": units[0] if len(units) == 1 else None,
    }
    if request.method == "POST":
        documents = _documents(request, form, room)
        if form.is_valid():
            try:
                kept = do(_entry(form, documents), form.unit_chosen)
            except NewsMovedError as fault:
                form.add_error(None, fault_told(fault))
            else:
                messages.success(
                    request, _("บันทึกแล้ว เพิ่มภาพได้ที่หน้านี้") if news is None else _("บันทึกแล้ว")
                )
                return redirect(news_url(kept))
        context["held"] = documents.held_by(room.user)
    return render(request, "office/news/form.html", context)


def _documents(request: HttpRequest, form: NewsForm, room: NewsRoom) -> Arrived:
    """The documents that came; pictures have a place of their own, where consent is asked."""
    form.is_valid()
    files = form.cleaned_data.get("file", ())
    arrived = arrive(form, files, request.POST.getlist("held"), room.user)
    for one in arrived.brought:
        if one.type in PICTURE_TYPES:
            told = _("“%(name)s” เป็นภาพ: บันทึกข่าวก่อน แล้วกด “เพิ่มภาพ” เพื่อใส่คำบรรยายและผู้ยินยอม")
            form.add_error("file", told % {"name": one.name})
    arrived.brought = [one for one in arrived.brought if one.type not in PICTURE_TYPES]
    return arrived


def _entry(form: NewsForm, arrived: Arrived) -> NewsEntry:
    told = form.cleaned_data
    at = timezone.now()
    return NewsEntry(told["kind"], told["title"], told["day"], told["text"], at, arrived.brought)
