"""One person: posts, roles and teams held, what that person may see and do, and the history."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import asks_second_factor, scope_of
from khet.records.registry.models import RoleHeld, TeamMember, Unit, UnitKind
from khet.records.registry.queries.people import changes_about
from khet.records.registry.queries.sign_in import second_factors
from khet.web.registry.people.asked import Person, person_of
from khet.web.registry.people.history import Told, told
from khet.web.registry.people.words import (
    account_state,
    rights,
    role_name,
    role_sentence,
    unit_name,
)

_NEWEST = 30


@dataclass(frozen=True)
class Row:
    """A role as the page shows it.

    ``seen`` is the page of who sees the unit, where the reader may open it; ``ends`` is whether the
    reader may take the role away.
    """

    held: RoleHeld
    role: str
    sentence: str
    unit: str
    seen: str
    ends: bool


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """The page of a person."""
    found = person_of(request, username)
    user = found.user
    context = {
        "person": found,
        "user_shown": user,
        "state": account_state(user, timezone.now()),
        "factor": _factor(found),
        "roles": [_row(found, held) for held in found.current],
        "past": [_row(found, held) for held in found.past],
        "rights": _rights(found),
        "teams": TeamMember.objects.filter(user=user).select_related("team").order_by("pk"),
        "history": _history(found),
    }
    return render(request, "registry/people/person.html", context)


def _row(person: Person, held: RoleHeld) -> Row:
    role, sentence, unit = role_name(held.role), role_sentence(held.role), held.unit
    seen = unit in person.desk.units
    url = reverse("registry:unit-seen", args=[unit.kind, unit.code]) if seen else ""
    return Row(held, role, sentence, unit_name(unit), url, person.may_end(held))


def _rights(person: Person) -> list[tuple[str, list[str]]]:
    """For which schools the person may do what, in words."""
    if not person.user.is_active:
        return []
    scope = scope_of(person.now, person.desk.today)
    codes = {code for schools in scope.reach.values() for code in schools or ()}
    schools = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=codes).order_by("sort_key")
    return rights(scope, {school.code: school.name for school in schools})


def _factor(person: Person) -> str:
    """Whether a second factor is set up, and whether it has to be."""
    if second_factors(person.user):
        return _("ตั้งแล้ว")
    if asks_second_factor(person.now):
        return _("ยังไม่ได้ตั้ง ชื่อนักเรียนจึงยังไม่แสดง")
    return _("ไม่ต้องใช้")


def _history(person: Person) -> list[Told]:
    """The newest changes of the account and its roles."""
    events: Any = changes_about(person.user, _NEWEST)
    return [told(event) for event in events]
