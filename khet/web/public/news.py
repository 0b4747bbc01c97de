"""News, notices, plans and reports as everybody reads them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.news_pictures import small_picture
from khet.records.office.models import AttachedFile, News
from khet.records.office.queries.news import (
    PICTURE,
    documents_of,
    documents_of_each,
    file_of_news,
    pictures_of,
    published,
    readable,
)
from khet.records.registry.models import Unit
from khet.rules.news import PAPERS, PUBLISHED, TIDINGS
from khet.web.office.evidence.serving import stored_file
from khet.web.office.news.words import kind_names
from khet.web.parts.kept import remembered
from khet.web.public.errors import Nearest, NotHereError
from khet.web.public.frame import public_page

_PER_PAGE = 20


@public_page
def show_news(request: HttpRequest, office: Unit) -> HttpResponse:
    """News and notices, the pinned first, then the newest."""
    kinds = {kind: word for kind, word in kind_names().items() if kind in TIDINGS}
    asked = request.GET.get("kind", "")
    found = published(office).filter(kind__in=[asked] if asked in kinds else TIDINGS)
    leaf = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    page = reverse("news")
    tabs = [(_("ทั้งหมด"), page, asked not in kinds)]
    tabs += [(word, f"{page}?kind={kind}", kind == asked) for kind, word in kinds.items()]
    context = {"leaf": leaf, "rows": [(one, kinds[one.kind]) for one in leaf], "tabs": tabs}
    return render(request, "public/news.html", context)


@public_page
def show_item(request: HttpRequest, office: Unit, pk: int) -> HttpResponse:
    """One item; of an archived one its text only, and search engines are asked to leave it."""
    news = get_object_or_404(readable(office), pk=pk)
    there = news.state == PUBLISHED
    context = {
        "news": news,
        "kind": kind_names()[news.kind],
        "archived": not there,
        "papers": news.kind in PAPERS,
        "pictures": [(one, file_url(news, one.file)) for one in pictures_of(news)] if there else [],
        "documents": [(one, file_url(news, one)) for one in documents_of(news)] if there else [],
    }
    response = render(request, "public/item.html", context)
    if not there:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@public_page
def take_file(request: HttpRequest, office: Unit, pk: int, file: int) -> HttpResponseBase:
    """A picture, small enough for a phone, or a document of news that is published now.

    Raises:
        Http404: there is none, or the news isn't public, or not any more.
        NotHereError: the file was lost from the folder of the installation.
    """
    news = get_object_or_404(published(office), pk=pk)
    chosen = file_of_news(news, file)
    if chosen is None:
        raise Http404
    page = Nearest(news.title, reverse("news-item", args=[pk]))
    if chosen.part == PICTURE:
        return _picture(chosen, page)
    return stored_file(request, chosen, page)


@public_page
def show_plans(request: HttpRequest, office: Unit) -> HttpResponse:
    """Plans and reports with their documents."""
    kinds = {kind: word for kind, word in kind_names().items() if kind in PAPERS}
    found = published(office).filter(kind__in=PAPERS)
    leaf = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    files = documents_of_each(leaf)
    rows = [
        (one, kinds[one.kind], [(file, file_url(one, file)) for file in files.get(str(one.pk), [])])
        for one in leaf
    ]
    return render(request, "public/plans.html", {"leaf": leaf, "rows": rows})


def file_url(news: News, file: AttachedFile) -> str:
    """The public address of a file of news."""
    return reverse("news-file", args=[news.pk, file.pk])


def _picture(file: AttachedFile, page: Nearest) -> HttpResponse:
    try:
        shown = remembered(("news-picture", file.sha256), lambda: small_picture(file.sha256))
    except FileNotFoundError:
        told = _("ไฟล์นี้หายไปจากที่เก็บ: แจ้งผู้ดูแลระบบให้นำกลับมาจากชุดสำรอง")
        raise NotHereError(told, [page]) from None
    headers = {"X-Content-Type-Options": "nosniff"}
    return HttpResponse(shown, content_type="image/jpeg", headers=headers)
