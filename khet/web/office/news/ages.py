"""How old the newest published news of each group, or of each school, is; what waits."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.records.office.queries.news import (
    counted,
    groups_and_office,
    newest_published,
    schools_today,
    to_check,
    to_publish,
)
from khet.records.registry.models import Unit
from khet.rules.news import by_age
from khet.web.office.news.asked import NewsRoom, newsroom
from khet.web.office.news.listing import CHECKING, EVERY, PUBLISHING, list_url
from khet.web.parts.private import private

_OLDEST = 5


@private
@require_safe
def show_ages(request: HttpRequest, schools: bool = False) -> HttpResponse:
    """Units with the age of their newest news, those without any and the oldest first."""
    room = newsroom(request)
    if not room.checks:
        raise PermissionDenied
    rows = _ages(room, schools)
    context = {
        "rows": rows,
        "without": sum(day is None for _unit, day, _age in rows),
        "schools": schools,
        "list_url": list_url(EVERY),
    }
    return render(request, "office/news/ages.html", context)


@private
@require_safe
def show_panel(request: HttpRequest) -> HttpResponse:
    """How much waits to be checked and to be published, and whose newest news is the oldest."""
    room = newsroom(request)
    if not room.checks:
        raise PermissionDenied
    waiting = {"checking": to_check(room.desk), "publishing": to_publish()}
    context = {
        **counted(room.desk, waiting),
        "check_url": list_url(CHECKING),
        "publish_url": list_url(PUBLISHING),
        "oldest": _ages(room, schools=False)[:_OLDEST],
    }
    return render(request, "office/news/_panel.html", context)


def _ages(room: NewsRoom, schools: bool) -> list[tuple[Unit, date | None, int | None]]:
    area, today = room.viewer.area, room.viewer.today
    units = schools_today(area, today) if schools else groups_and_office(area, today)
    newest = {pk: timezone.localdate(at) for pk, at in newest_published(area).items()}
    return by_age({unit: newest.get(unit.pk) for unit in units}, today)
