"""Who may do what. One flat list of permissions; roles are held at a unit, so scope is the unit's.

A role at the area or at a group of its office reaches every school of the area, one at a network
the network's schools, one at a school that school only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from khet.records.registry.models import Placement, RoleHeld, Unit, UnitKind, User

SEE_AREA_RESULTS = "see_area_results"
SEE_SCHOOL_RESULTS = "see_school_results"
SEE_UNANNOUNCED = "see_unannounced"
EXPORT_RESULTS = "export_results"
IMPORT_SCORES = "import_scores"
ANNOUNCE_RESULTS = "announce_results"
SEE_PUPILS = "see_pupils"
EDIT_PUPILS = "edit_pupils"
SEE_REGISTERS = "see_registers"
EDIT_REGISTERS = "edit_registers"
SEE_PEOPLE = "see_people"
MANAGE_ACCOUNTS = "manage_accounts"
SEE_EVENTS = "see_events"
CHANGE_SETTINGS = "change_settings"

PERMISSIONS = {
    SEE_AREA_RESULTS: _("เห็นภาพรวมผลสอบของเขต"),
    SEE_SCHOOL_RESULTS: _("เห็นผลสอบรายโรงเรียน"),
    SEE_UNANNOUNCED: _("เห็นผลสอบที่ยังไม่ประกาศ"),
    EXPORT_RESULTS: _("ส่งออกผลสอบเป็น Excel"),
    IMPORT_SCORES: _("นำเข้าไฟล์คะแนน"),
    ANNOUNCE_RESULTS: _("ตรวจรับและประกาศผลสอบ"),
    SEE_PUPILS: _("เห็นชื่อนักเรียน"),
    EDIT_PUPILS: _("นำเข้าและแก้ไขรายชื่อนักเรียน"),
    SEE_REGISTERS: _("เห็นข้อมูลพื้นฐาน"),
    EDIT_REGISTERS: _("นำเข้าและแก้ไขข้อมูลพื้นฐาน"),
    SEE_PEOPLE: _("เห็นบุคลากรและสิทธิ์ของแต่ละคน"),
    MANAGE_ACCOUNTS: _("เปิดบัญชี กำหนดบทบาท และออกรหัสเข้าใช้ใหม่"),
    SEE_EVENTS: _("อ่านบันทึกการใช้งาน"),
    CHANGE_SETTINGS: _("เปลี่ยนเกณฑ์และค่าที่ใช้คำนวณ"),
}


@dataclass(frozen=True)
class Role:
    """A role as a manager reads it: its name and one sentence, both to be translated when shown.

    ``held_at`` lists the kinds of unit at which it can be held.
    """

    label: str
    sentence: str
    permissions: frozenset[str]
    held_at: tuple[str, ...]

    @property
    def asks_second_factor(self) -> bool:
        """Whether who holds it must sign in with a second factor: it shows pupils' names."""
        return SEE_PUPILS in self.permissions


_AREA = (UnitKind.AREA, UnitKind.GROUP)
_STAFF = frozenset({SEE_AREA_RESULTS, SEE_REGISTERS})
_SCHOOL = _STAFF | {SEE_SCHOOL_RESULTS, EXPORT_RESULTS}
_OFFICE = _SCHOOL | {SEE_UNANNOUNCED}

ROLES = {
    "director": Role(
        _("ผู้อำนวยการ สพป."),
        _("เห็นผลของทุกโรงเรียน ประกาศผลสอบ และอ่านบันทึกการใช้งาน แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {ANNOUNCE_RESULTS, SEE_PEOPLE, SEE_EVENTS},
        (UnitKind.AREA,),
    ),
    "deputy": Role(
        _("รองผู้อำนวยการ สพป."),
        _("เห็นผลของทุกโรงเรียนและประกาศผลสอบ แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {ANNOUNCE_RESULTS, SEE_PEOPLE},
        (UnitKind.AREA,),
    ),
    "group-director": Role(
        _("ผู้อำนวยการกลุ่ม"),
        _("เห็นผลของทุกโรงเรียนในเขต แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {SEE_PEOPLE},
        _AREA,
    ),
    "supervisor": Role(
        _("ศึกษานิเทศก์"),
        _("เห็นผลและชื่อนักเรียนของโรงเรียนที่รับผิดชอบ ผู้ที่ดูแลทั้งเขตนำเข้าคะแนนและประกาศผลได้"),
        _OFFICE | {SEE_PUPILS, IMPORT_SCORES, ANNOUNCE_RESULTS},
        (*_AREA, UnitKind.NETWORK),
    ),
    "planner": Role(
        _("เจ้าหน้าที่นโยบายและแผน"),
        _("เห็นผลของทุกโรงเรียน และดูแลข้อมูลพื้นฐานของเขต แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {EDIT_REGISTERS},
        _AREA,
    ),
    "data-officer": Role(
        _("เจ้าหน้าที่ข้อมูลสารสนเทศ"),
        _("ดูแลข้อมูลพื้นฐานและรายชื่อนักเรียนของทุกโรงเรียน"),
        _STAFF | {EDIT_REGISTERS, SEE_PUPILS, EDIT_PUPILS},
        _AREA,
    ),
    "personnel": Role(
        _("เจ้าหน้าที่บริหารงานบุคคล"),
        _("เปิดบัญชีและกำหนดบทบาทของบุคลากร ไม่เห็นผลรายโรงเรียนและชื่อนักเรียน"),
        _STAFF | {SEE_PEOPLE, MANAGE_ACCOUNTS},
        _AREA,
    ),
    "auditor": Role(
        _("ผู้ตรวจสอบภายใน"),
        _("เห็นผลของทุกโรงเรียนและอ่านบันทึกการใช้งาน แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {SEE_PEOPLE, SEE_EVENTS},
        _AREA,
    ),
    "clerk": Role(
        _("เจ้าหน้าที่ธุรการ"),
        _("เห็นภาพรวมของเขตและข้อมูลพื้นฐาน"),
        _STAFF,
        (*_AREA, UnitKind.SCHOOL),
    ),
    "administrator": Role(
        _("ผู้ดูแลระบบ"),
        _("ดูแลบัญชี ข้อมูลพื้นฐาน ค่าของระบบ และบันทึกการใช้งาน ไม่เห็นผลรายโรงเรียนและชื่อนักเรียน"),
        _STAFF | {EDIT_REGISTERS, SEE_PEOPLE, MANAGE_ACCOUNTS, SEE_EVENTS, CHANGE_SETTINGS},
        (UnitKind.AREA,),
    ),
    "network-chair": Role(
        _("ประธานเครือข่าย"),
        _("เห็นภาพรวมของเขต และผลของโรงเรียนในเครือข่าย แต่ไม่เห็นชื่อนักเรียน"),
        _SCHOOL,
        (UnitKind.NETWORK,),
    ),
    "school-director": Role(
        _("ผู้อำนวยการโรงเรียน"),
        _("เห็นภาพรวมของเขต ผลและนักเรียนของโรงเรียนตนเอง และออกรหัสเข้าใช้ให้ครูของตน"),
        _SCHOOL | {SEE_PUPILS, EDIT_PUPILS, SEE_PEOPLE, MANAGE_ACCOUNTS},
        (UnitKind.SCHOOL,),
    ),
    "teacher": Role(
        _("ครู"),
        _("เห็นภาพรวมของเขต ผลและนักเรียนของโรงเรียนตนเอง"),
        _SCHOOL | {SEE_PUPILS},
        (UnitKind.SCHOOL,),
    ),
}


def roles_now(user: User, today: date) -> QuerySet[RoleHeld]:
    """Roles that the person holds on that day."""
    return roles_on(today).filter(user=user).select_related("unit")


def roles_on(today: date) -> QuerySet[RoleHeld]:
    """All roles held on that day."""
    begun = RoleHeld.objects.filter(since__lte=today)
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
    """The scope that roles held on that day give, with their units loaded."""
    known = [role for role in held if role.role in ROLES]
    units = [role.unit for role in known]
    schools = _schools_of(units, today)
    reach: dict[str, frozenset[str] | None] = {}
    for role in known:
        for permission in ROLES[role.role].permissions:
            before = reach.get(permission, frozenset())
            here = schools[role.unit_id]
            reach[permission] = None if before is None or here is None else before | here
    return Scope(_areas_of(units), reach)


def asks_second_factor(held: list[RoleHeld]) -> bool:
    """Whether one of the roles held asks for a second factor."""
    return any(ROLES[role.role].asks_second_factor for role in held if role.role in ROLES)


def valid_on(day: date) -> Q:
    """Rows with ``valid_from`` and ``valid_to`` that are in force on that day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def _areas_of(units: list[Unit]) -> tuple[Unit, ...]:
    """The areas that the units are or stand under."""
    above = Q(pk__in=[unit.pk for unit in units]) | Q(members__child__in=units)
    return tuple(Unit.objects.filter(above, kind=UnitKind.AREA).distinct().order_by("code"))


def _schools_of(units: list[Unit], today: date) -> dict[int, frozenset[str] | None]:
    """For each unit (its key) the codes of its schools, ``None`` for all of the area."""
    wide = {unit.pk for unit in units if unit.kind in _AREA}
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
