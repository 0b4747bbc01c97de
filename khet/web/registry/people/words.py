"""What people, roles and rights are called, and what is said where a change can't be made."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.registry.access import PERMISSIONS, ROLES, SEE_AREA_RESULTS, Scope
from khet.records.registry.actions.people import PersonHasAccountError, UserNameTakenError
from khet.records.registry.actions.posts import PostExistsError, PostTakenError
from khet.records.registry.actions.roles import (
    RoleEndsEarlyError,
    RoleHeldAlreadyError,
    RoleNotAtUnitError,
)
from khet.records.registry.actions.teams import (
    NotOneLeaderError,
    TeamEndsEarlyError,
    TeamExistsError,
)
from khet.records.registry.models import RoleHeld, Unit, UnitKind, User
from khet.web.parts.tags import be_date

FAULTS = (
    PersonHasAccountError,
    UserNameTakenError,
    PostExistsError,
    PostTakenError,
    RoleEndsEarlyError,
    RoleHeldAlreadyError,
    RoleNotAtUnitError,
    NotOneLeaderError,
    TeamEndsEarlyError,
    TeamExistsError,
)


_KINDS: Mapping[str, str] = {UnitKind.SCHOOL: "โรงเรียน", UnitKind.NETWORK: "เครือข่าย"}


def fault_told(fault: Exception) -> str:
    """What is wrong with a change, and what to do."""
    if isinstance(fault, PersonHasAccountError):
        told = _("บุคคลนี้มีบัญชีอยู่แล้ว ชื่อผู้ใช้ %(name)s: เปิดหน้าของบุคคลนั้นแล้วให้บทบาทเพิ่ม")
        return told % {"name": fault}
    if isinstance(fault, UserNameTakenError):
        told = _("มีผู้ใช้ชื่อ %(name)s แล้ว: ใช้ชื่ออื่น หรือเว้นว่างให้ระบบตั้งให้")
        return told % {"name": fault}
    if isinstance(fault, PostTakenError):
        told = _("%(name)s ได้รับแต่งตั้งตั้งแต่ %(day)s: ใช้วันที่หลังจากนั้น หรือให้พ้นตำแหน่งก่อน")
        return told % {"name": fault.held.user, "day": be_date(fault.held.since)}
    return _simple()[type(fault)]


def _simple() -> Mapping[type[Exception], str]:
    return {
        PostExistsError: _("หน่วยงานนี้มีตำแหน่งชื่อนี้แล้ว: ใช้ตำแหน่งเดิม หรือตั้งชื่อให้ต่างกัน"),
        RoleEndsEarlyError: _("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"),
        RoleHeldAlreadyError: _("มีบทบาทหรือตำแหน่งนี้ที่หน่วยงานนี้อยู่แล้วในช่วงวันดังกล่าว"),
        RoleNotAtUnitError: _("บทบาทนี้ให้ที่หน่วยงานประเภทนี้ไม่ได้: เลือกบทบาทหรือหน่วยงานอื่น"),
        NotOneLeaderError: _("ทีมที่มีสมาชิกต้องมีหัวหน้าทีมหนึ่งคน และต้องเป็นสมาชิกของทีม"),
        TeamEndsEarlyError: _("วันสุดท้ายอยู่ก่อนวันแรก: แก้ให้ไม่ก่อนวันแรก"),
        TeamExistsError: _("มีทีมประเภทและชื่อนี้แล้ว: ใช้ทีมเดิม หรือตั้งชื่อให้ต่างกัน"),
    }


def role_name(role: str) -> str:
    """A role in the language of the page."""
    return _(ROLES[role].label) if role in ROLES else role


def role_sentence(role: str) -> str:
    """What a role may do, in a sentence."""
    return _(ROLES[role].sentence) if role in ROLES else ""


def unit_key(unit: Unit) -> str:
    """A unit as forms send it: ``school:93020501``."""
    return f"{unit.kind}:{unit.code}"


def unit_name(unit: Unit) -> str:
    """A unit's name, which is Thai in every language, with its kind: ``โรงเรียนบ้านแม่ขรี``."""
    word = _KINDS.get(unit.kind, "")
    name = str(unit)
    return name if name.startswith(word) else f"{word}{name}"


def place_of(held: list[RoleHeld], user: User) -> str:
    """A person's position and units: ``ครู · โรงเรียนบ้านแม่ขรี``."""
    units = dict.fromkeys(unit_name(role.unit) for role in held)
    roles = [role_name(role.role) for role in held]
    return " · ".join(filter(None, [user.position or ", ".join(dict.fromkeys(roles)), *units]))


def rights(scope: Scope, schools: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """What a person may do, by where; ``schools`` are the names of schools by code."""
    found: dict[str, list[str]] = {}
    for permission, words in PERMISSIONS.items():
        if permission in scope.reach:
            reached = None if permission == SEE_AREA_RESULTS else scope.reach[permission]
            found.setdefault(_reach(reached, schools), []).append(_(words))
    return list(found.items())


def _reach(reached: frozenset[str] | None, schools: Mapping[str, str]) -> str:
    if reached is None:
        return _("ทั้งเขต")
    return ", ".join(schools[code] for code in schools if code in reached) or _("ยังไม่มีโรงเรียน")


def account_state(user: User, now: datetime) -> str:
    """Whether a person can sign in, and how far that has come."""
    if not user.is_active:
        return _("ปิดบัญชีแล้ว")
    if user.code_until is not None:
        day = be_date(timezone.localtime(user.code_until))
        if user.code_until < now:
            return _("รหัสใช้ครั้งเดียวหมดอายุแล้วเมื่อ %(day)s") % {"day": day}
        return _("ได้ใบรหัสแล้ว ใช้ได้ถึง %(day)s") % {"day": day}
    if not user.has_usable_password():
        return _("ยังไม่ได้ออกใบรหัส")
    return _("ตั้งรหัสผ่านแล้ว")
