"""How old the newest published news of each group, or of each school, is."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.records.office.queries.news import groups_and_office, newest_published, schools_today
from khet.rules.news import by_age
from khet.web.office.news.asked import newsroom
from khet.web.parts.private import private


@private
@require_safe
def show_ages(request: HttpRequest, schools: bool = False) -> HttpResponse:
    """Units with the age of their newest news, those without any and the oldest first."""
    room = newsroom(request)
    if not room.checks:
        raise PermissionDenied
    area, today = room.viewer.area, room.viewer.today
    units = schools_today(area, today) if schools else groups_and_office(area, today)
    newest = {pk: timezone.localdate(at) for pk, at in newest_published(area).items()}
    rows = by_age({unit: newest.get(unit.pk) for unit in units}, today)
    context = {
        "rows": rows,
        "without": sum(day is None for _unit, day, _age in rows),
        "schools": schools,
        "list_url": f"{reverse('office:news')}?list=all",
    }
    return render(request, "office/news/ages.html", context)
