"""A person's own links to the calendar: made, listed, revoked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from khet.records.office.actions.feeds import TooManyFeedsError, make_feed, revoke_feed
from khet.records.office.queries.agenda import feeds_of
from khet.records.registry.models import User
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in, viewer_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def show_feeds(request: HttpRequest) -> HttpResponse:
    """The links that lead to the reader's calendar; a new one is shown in whole this once."""
    user, link = _reader(request), ""
    if request.method == "POST":
        try:
            link = request.build_absolute_uri(reverse("office:feed", args=[make_feed(by=user)]))
        except TooManyFeedsError:
            messages.error(request, _("มีลิงก์ครบ 10 ลิงก์แล้ว: ยกเลิกลิงก์ที่ไม่ใช้ก่อน"))
    context = {"feeds": feeds_of(user), "link": link}
    return render(request, "office/calendar/feeds.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a link lead nowhere from now on."""
    revoke_feed(by=_reader(request), key=pk, at=timezone.now())
    messages.success(request, _("ยกเลิกลิงก์แล้ว โทรศัพท์ที่ใช้ลิงก์นี้จะไม่ได้รับปฏิทินอีก"))
    return redirect("office:feeds")


def _reader(request: HttpRequest) -> User:
    """The person who is signed in, and holds a role."""
    if not viewer_of(request).scope.areas:
        raise PermissionDenied
    return signed_in(request)
