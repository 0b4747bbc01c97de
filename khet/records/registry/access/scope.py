"""What the roles that a person holds let that person do, and for which schools."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khet.records.registry.access.roles import AT_OFFICE, ROLES, SEE_SCHOOL_RESULTS
from khet.records.registry.models import Placement, RoleHeld, Unit, UnitKind, User


def roles_now(user: User, today: date) -> QuerySet[RoleHeld]:
    """Roles that the person holds on that day."""
    return roles_on(today).filter(user=user).select_related("unit")


def roles_on(today: date) -> QuerySet[RoleHeld]:
    """All roles held on that day: none at a unit that isn't there on it."""
    begun = RoleHeld.objects.filter(valid_on(today, "unit__"), since__lte=today)
    return begun.filter(Q(until__isnull=True) | Q(until__gte=today))


@dataclass(frozen=True)
class Scope:
    """What a person may do, and for which schools.

    ``reach`` gives for each permission that the person has the codes of the schools that it
    reaches, ``None`` for every school of the area.
    """

    areas: tuple[Unit, ...]
    reach: Mapping[str, frozenset[str] | None]

    @property
    def permissions(self) -> frozenset[str]:
        """The permissions that the person has anywhere."""
        return frozenset(self.reach)

    @property
    def schools(self) -> frozenset[str] | None:
        """The schools whose results may be shown by name; ``None`` for every school."""
        return self.reach.get(SEE_SCHOOL_RESULTS, frozenset())

    def sees_school(self, code: str) -> bool:
        """Whether the results of the school of that code may be shown by name."""
        return self.may_at(SEE_SCHOOL_RESULTS, code)

    def may(self, permission: str) -> bool:
        """Whether the person has the permission for any school at all."""
        return permission in self.reach

    def may_at(self, permission: str, school: str) -> bool:
        """Whether the person has the permission for the school of that code."""
        reached = self.reach.get(permission, frozenset())
        return reached is None or school in reached

    def may_everywhere(self, permission: str) -> bool:
        """Whether the person has the permission for the whole area."""
        return self.reach.get(permission, frozenset()) is None


def scope_of(held: list[RoleHeld], today: date) -> Scope:
    """The scope that roles held on that day give, with their units loaded.

    A role at a unit that isn't there on that day, closed or yet to open, gives nothing.
    It is of one area: what a person may in another one must not reach into this.
    """
    known = [role for role in held if role.role in ROLES and role.unit.stands_on(today)]
    areas = _areas_of([role.unit for role in known])
    if len(areas) > 1:
        inside = _inside(areas[0])
        known = [role for role in known if role.unit_id in inside]
    units = [role.unit for role in known]
    schools = _schools_of(units, today)
    reach: dict[str, frozenset[str] | None] = {}
    for role in known:
        for permission in ROLES[role.role].permissions:
            before = reach.get(permission, frozenset())
            here = schools[role.unit_id]
            reach[permission] = None if before is None or here is None else before | here
    return Scope(areas[:1], reach)


def asks_second_factor(held: list[RoleHeld]) -> bool:
    """Whether one of the roles held asks for a second factor."""
    return any(ROLES[role.role].asks_second_factor for role in held if role.role in ROLES)


def valid_on(day: date, of: str = "") -> Q:
    """Rows with ``valid_from`` and ``valid_to`` that are in force on that day.

    ``of`` leads to another table that has them: ``unit__``.
    """
    begun = Q((f"{of}valid_from__isnull", True)) | Q((f"{of}valid_from__lte", day))
    return begun & (Q((f"{of}valid_to__isnull", True)) | Q((f"{of}valid_to__gte", day)))


def _areas_of(units: list[Unit]) -> tuple[Unit, ...]:
    """The areas that the units are or stand under; of areas alone nothing is looked up."""
    if all(unit.kind == UnitKind.AREA for unit in units):
        return tuple(sorted(set(units), key=lambda unit: unit.code))
    above = Q(pk__in=[unit.pk for unit in units]) | Q(members__child__in=units)
    return tuple(Unit.objects.filter(above, kind=UnitKind.AREA).distinct().order_by("code"))


def _inside(area: Unit) -> set[int]:
    """The keys of an area and of all units that stand or stood under it."""
    return {area.pk, *Placement.objects.filter(parent=area).values_list("child", flat=True)}


def _schools_of(units: list[Unit], today: date) -> dict[int, frozenset[str] | None]:
    """For each unit (its key) the codes of its schools, ``None`` for all of the area."""
    wide = {unit.pk for unit in units if unit.kind in AT_OFFICE}
    found: dict[int, set[str]] = {unit.pk: set() for unit in units}
    for unit in units:
        if unit.kind == UnitKind.SCHOOL:
            found[unit.pk].add(unit.code)
    narrow = [unit for unit in units if unit.pk not in wide and unit.kind != UnitKind.SCHOOL]
    if narrow:
        placed = Placement.objects.filter(
            valid_on(today), parent__in=narrow, child__kind=UnitKind.SCHOOL
        )
        for parent, code in placed.values_list("parent", "child__code"):
            found[parent].add(code)
    return {pk: None if pk in wide else frozenset(codes) for pk, codes in found.items()}
