"""The lists of news, and one item's page."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.news import (
    documents_of,
    news_seen,
    own,
    pictures_of,
    to_check,
    to_publish,
)
from khet.rules.news import (
    ADD_PICTURE,
    CHANGE,
    CHECK,
    PUBLISH,
    PUBLISHED,
    RETURNED,
    TAKE_FILE_OFF,
)
from khet.web.office.news.asked import STEPS, NewsRoom, news_of, newsroom
from khet.web.office.news.words import kind_names, news_url, state_names, step_words
from khet.web.parts.kinds import numbers
from khet.web.parts.private import private
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
MINE, CHECKING, PUBLISHING, EVERY = "", "check", "publish", "all"


@private
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """A list of news: the own, what waits, or all that the reader sees; of one unit if asked."""
    room = newsroom(request)
    tabs = _tabs(room)
    asked = request.GET.get("list", MINE)
    if asked not in tabs and asked in (CHECKING, PUBLISHING, EVERY):
        raise PermissionDenied
    if asked not in tabs:
        near = [Nearest(word, list_url(key)) for key, word in tabs.items()]
        raise NotHereError(_("ไม่มีรายการนี้"), near)
    found = news_seen(room.desk).filter(_chosen(room, asked))
    unit = numbers([request.GET.get("unit", "")])
    if unit:
        found = found.filter(unit=unit[0], state=PUBLISHED)
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kinds, states = kind_names(), state_names()
    context = {
        "leaf": leaf,
        "rows": [(one, news_url(one), kinds[one.kind], states[one.state]) for one in leaf],
        "tabs": [(word, list_url(key), key == asked) for key, word in tabs.items()],
        "of_unit": bool(unit),
        "proposes": bool(room.units),
        "checks": room.checks,
    }
    return render(request, "office/news/list.html", context)


@private
@require_safe
def show_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item as the public will read it, with what the reader can do."""
    room = newsroom(request)
    news = news_of(room, pk)
    can = [step for step in STEPS if room.can(step, news)]
    pictures, documents = pictures_of(news), documents_of(news)
    context = {
        "news": news,
        "kind": kind_names()[news.kind],
        "state": state_names()[news.state],
        "steps": [(s, step_words(s).button, s in (CHECK, PUBLISH)) for s in can],
        "may_change": room.can(CHANGE, news),
        "may_add": room.can(ADD_PICTURE, news),
        "may_take_off": room.can(TAKE_FILE_OFF, news),
        "returned": news.state == RETURNED,
        "is_public": news.state == PUBLISHED,
        "pictures": [(one, _file(one.file_id)) for one in pictures],
        "documents": [(one, _file(one.pk)) for one in documents],
    }
    return render(request, "office/news/item.html", context)


def _tabs(room: NewsRoom) -> dict[str, str]:
    """The lists that the reader has, in words."""
    tabs = {MINE: _("ของฉันและหน่วยของฉัน")}
    if not room.checks:
        return tabs
    return {**tabs, CHECKING: _("รอตรวจ"), PUBLISHING: _("รอเผยแพร่"), EVERY: _("ทั้งหมด")}


def _chosen(room: NewsRoom, asked: str) -> Q:
    if asked == CHECKING:
        return to_check(room.desk)
    if asked == PUBLISHING:
        return to_publish()
    return own(room.desk) if asked == MINE else Q()


def list_url(key: str) -> str:
    """The address of one of the lists."""
    page = reverse("office:news")
    return f"{page}?list={key}" if key else page


def _file(pk: int) -> str:
    return reverse("office:file", args=[pk])
