"""Pictures of news: added one by one with what they show, described otherwise."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.news import NewsMovedError
from khet.records.office.actions.news_pictures import add_picture, describe_picture
from khet.records.office.models import News, NewsPicture
from khet.rules.news import ADD_PICTURE
from khet.web.office.evidence.asked import sent
from khet.web.office.evidence.receiving import Arrived, arrive
from khet.web.office.evidence.views import PICTURE_TYPES
from khet.web.office.news.asked import NewsRoom, to_change
from khet.web.office.news.forms import PictureForm
from khet.web.office.news.words import fault_told, news_url
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private


@private
@form_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a picture, and another one where that is asked for, before anybody checks the news."""
    room, news = to_change(request, pk, ADD_PICTURE)
    if request.method != "POST" and not room.can(ADD_PICTURE, news):
        messages.info(request, fault_told(NewsMovedError(news.state)))
        return _back(news)
    form = PictureForm(*sent(request), new=True)
    context = {"form": form, "news": news}
    if request.method == "POST":
        arrived = _arrived(request, form, room)
        if form.is_valid() and _added(room, news, form, arrived.brought[0]):
            messages.success(request, _("เพิ่มภาพแล้ว"))
            return (
                redirect("office:news-picture-add", pk) if "more" in request.POST else _back(news)
            )
        context["held"] = arrived.held_by(room.user)
    return render(request, "office/news/picture.html", context)


@private
@form_page
def describe(request: HttpRequest, pk: int, picture: int) -> HttpResponse:
    """Say otherwise what a picture shows, and who consented."""
    room, news = to_change(request, pk)
    there = NewsPicture.objects.filter(news=news, file__taken_off_at=None)
    chosen = get_object_or_404(there.select_related("news"), pk=picture)
    initial = {name: getattr(chosen, name) for name in ("caption", "children", "consent")}
    form = PictureForm(*sent(request), initial, new=False)

    def do() -> str:
        describe_picture(by=room.user, picture=chosen, entry=form.entry)
        return news_url(news)

    page = Page(_("คำบรรยายภาพและผู้ยินยอม"), _("บันทึก"), news_url(news), done=_("บันทึกแล้ว"))
    return filled(request, form, page, do, (NewsMovedError,), fault_told)


def _arrived(request: HttpRequest, form: PictureForm, room: NewsRoom) -> Arrived:
    """The one picture that came, or why it isn't one."""
    form.is_valid()
    files = form.cleaned_data.get("file", ())
    arrived = arrive(form, files, request.POST.getlist("held"), room.user)
    arrived.brought, others = _apart(arrived.brought)
    if others:
        form.add_error(
            "file", _("“%(name)s” ไม่ใช่ภาพ: เลือกภาพ JPEG PNG หรือ WEBP") % {"name": others[0]}
        )
    elif not arrived.brought and "file" not in form.errors:
        form.add_error("file", _("เลือกภาพหนึ่งภาพ"))
    elif len(arrived.brought) > 1:
        form.add_error("file", _("เพิ่มทีละภาพ เพราะแต่ละภาพมีคำบรรยายของตนเอง: เหลือไว้ภาพเดียว"))
    return arrived


def _apart(brought: list[Brought]) -> tuple[list[Brought], list[str]]:
    """Pictures, and the names of what is none."""
    pictures = [one for one in brought if one.type in PICTURE_TYPES]
    return pictures, [one.name for one in brought if one.type not in PICTURE_TYPES]


def _added(room: NewsRoom, news: News, form: PictureForm, brought: Brought) -> bool:
    """Whether the picture was added; if not, the form says why."""
    try:
        at = timezone.now()
        add_picture(by=room.user, news=news, brought=brought, entry=form.entry, at=at)
    except NewsMovedError as fault:
        form.add_error(None, fault_told(fault))
        return False
    return True


def _back(news: News) -> HttpResponse:
    return redirect(news_url(news))
