"""Who may do what. One flat list of permissions; roles are held at a unit, so scope is the unit's.

A role at the area reaches every school of the area, one at a network the network's schools, one
at a school that school only.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from khet.records.registry.models import Placement, RoleHeld, Unit, UnitKind, User

SEE_AREA_RESULTS = "see_area_results"
SEE_SCHOOL_RESULTS = "see_school_results"
EXPORT_RESULTS = "export_results"
IMPORT_SCORES = "import_scores"

PERMISSIONS = (SEE_AREA_RESULTS, SEE_SCHOOL_RESULTS, EXPORT_RESULTS, IMPORT_SCORES)


@dataclass(frozen=True)
class Role:
    """A role as a manager reads it: its name and one sentence, both to be translated when shown."""

    label: str
    sentence: str
    permissions: frozenset[str]


_OFFICE = frozenset({SEE_AREA_RESULTS, SEE_SCHOOL_RESULTS, EXPORT_RESULTS})
_SCHOOL = frozenset({SEE_AREA_RESULTS, SEE_SCHOOL_RESULTS, EXPORT_RESULTS})

ROLES = {
    "director": Role(_("ผู้อำนวยการ สพป."), _("เห็นผลของทุกโรงเรียนในเขต"), _OFFICE),
    "deputy": Role(_("รองผู้อำนวยการ สพป."), _("เห็นผลของทุกโรงเรียนในเขต"), _OFFICE),
    "supervisor": Role(
        _("ศึกษานิเทศก์"),
        _("เห็นผลของทุกโรงเรียนที่รับผิดชอบ และนำเข้าคะแนน"),
        _OFFICE | {IMPORT_SCORES},
    ),
    "planner": Role(_("เจ้าหน้าที่นโยบายและแผน"), _("เห็นผลของทุกโรงเรียนในเขต"), _OFFICE),
    "auditor": Role(_("ผู้ตรวจสอบภายใน"), _("เห็นผลของทุกโรงเรียนในเขต"), _OFFICE),
    "clerk": Role(_("เจ้าหน้าที่ธุรการ"), _("เห็นภาพรวมของเขต"), frozenset({SEE_AREA_RESULTS})),
    "school-director": Role(
        _("ผู้อำนวยการโรงเรียน"), _("เห็นภาพรวมของเขต และผลของโรงเรียนตนเอง"), _SCHOOL
    ),
    "teacher": Role(_("ครู"), _("เห็นภาพรวมของเขต และผลของโรงเรียนตนเอง"), _SCHOOL),
}


def roles_now(user: User, today: date) -> QuerySet[RoleHeld]:
    """Roles that the person holds on that day."""
    return (
        RoleHeld.objects.filter(user=user, since__lte=today)
        .filter(Q(until__isnull=True) | Q(until__gte=today))
        .select_related("unit")
    )


@dataclass(frozen=True)
class Scope:
    """What a person may see of results: whether any at all, and which schools by name."""

    areas: tuple[Unit, ...]
    schools: frozenset[str] | None
    permissions: frozenset[str]

    def sees_school(self, code: str) -> bool:
        """Whether the school of that code may be shown by name."""
        return self.schools is None or code in self.schools

    def may(self, permission: str) -> bool:
        return permission in self.permissions


def scope_of(user: User, today: date) -> Scope:
    """The person's scope on that day; ``schools`` is ``None`` where all of the area may be seen."""
    held = list(roles_now(user, today))
    units = [role.unit for role in held]
    permissions = frozenset().union(
        *(ROLES[role.role].permissions for role in held if role.role in ROLES)
    )
    named = [r.unit for r in held if SEE_SCHOOL_RESULTS in ROLES[r.role].permissions]
    if any(unit.kind == UnitKind.AREA for unit in named):
        return Scope(_areas_of(units), None, permissions)
    return Scope(_areas_of(units), _schools_under(named, today), permissions)


def _valid_on(today: date) -> Q:
    return Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gte=today))


def _areas_of(units: list[Unit]) -> tuple[Unit, ...]:
    """The areas that the units are or stand under."""
    above = Q(pk__in=[unit.pk for unit in units]) | Q(members__child__in=units)
    return tuple(Unit.objects.filter(above, kind=UnitKind.AREA).distinct().order_by("code"))


def _schools_under(units: list[Unit], today: date) -> frozenset[str]:
    own = {unit.code for unit in units if unit.kind == UnitKind.SCHOOL}
    placed = Placement.objects.filter(
        _valid_on(today), parent__in=units, child__kind=UnitKind.SCHOOL
    ).values_list("child__code", flat=True)
    return frozenset(own | set(placed))
