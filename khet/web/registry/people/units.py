"""Who sees what of a unit: by which role, held where."""

from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import ROLES, SEE_PEOPLE, SEE_PUPILS, SEE_SCHOOL_RESULTS
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import holding_units_ever, roles_held_at, who_sees
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.people.asked import Desk, desk_of
from khet.web.registry.people.words import role_name, unit_name

_SHOWN = (SEE_SCHOOL_RESULTS, SEE_PUPILS)


@dataclass(frozen=True)
class Seer:
    """A person with what that person sees of the unit, and the roles that show it."""

    user: User
    results: bool
    pupils: bool
    roles: list[tuple[str, str]]


@require_safe
def unit_seen(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Everybody who sees the results or the pupils' names of a unit."""
    desk = desk_of(request)
    unit = _unit(desk, kind, code)
    found = who_sees(unit, _SHOWN, desk.today)
    people = [_seer(user, list(held)) for user, held in groupby(found.held, lambda r: r.user)]
    context = {
        "unit": unit_name(unit),
        "people": people,
        "pupils": sum(seer.pupils for seer in people),
        "ended": None if unit.stands_on(desk.today) else unit.valid_to,
        "former": _former(unit, desk),
        "inside": [(school, found.inside[school]) for school in found.inside],
    }
    return render(request, "registry/people/unit.html", context)


def _unit(desk: Desk, kind: str, code: str) -> Unit:
    unit = desk.unit(kind, code)
    if unit is not None:
        return unit
    if not desk.viewer.scope.may_everywhere(SEE_PEOPLE):
        raise PermissionDenied(_("ท่านเห็นบุคลากรได้เฉพาะของโรงเรียนที่รับผิดชอบ"))
    ever = holding_units_ever(desk.viewer.scope.areas)
    if former := ever.filter(kind=kind, code=code).first():
        return former
    near = [
        Nearest(unit_name(one), f"/registry/people/units/{one.kind}/{one.code}")
        for one in desk.units[:3]
    ]
    raise NotHereError(_("ไม่มีหน่วยงานรหัสนี้ในเขต"), near)


def _former(unit: Unit, desk: Desk) -> list[tuple[RoleHeld, str]]:
    """Who held which role at a unit that isn't there any more."""
    if unit.stands_on(desk.today):
        return []
    return [(held, role_name(held.role)) for held in roles_held_at(unit)]


def _seer(user: User, held: list[RoleHeld]) -> Seer:
    permissions = {permission for role in held for permission in ROLES[role.role].permissions}
    roles = [(role_name(role.role), unit_name(role.unit)) for role in held]
    return Seer(user, SEE_SCHOOL_RESULTS in permissions, SEE_PUPILS in permissions, roles)
