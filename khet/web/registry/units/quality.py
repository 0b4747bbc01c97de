"""The page of what may be wrong in the registers, check by check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from khet.records.registry.access import SEE_PEOPLE, SEE_REGISTERS
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.quality import (
    Facts,
    facts_of,
    headless_schools,
    people_without_role,
    vacant_posts,
)
from khet.rules.register_checks import Finding
from khet.web.registry.units.asked import Register
from khet.web.registry.units.checks import Check, checks_of
from khet.web.registry.units.pages import Page, register_page

SHOWN = 10


@dataclass(frozen=True)
class Line:
    """A finding: what it says, and the records that it is about with their addresses."""

    told: str
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """A check with the findings that fit the page; ``more`` is where the others are."""

    key: str
    title: str
    why: str
    mend: str
    count: int
    lines: tuple[Line, ...]
    more: str = ""
    looked: bool = True


@register_page
def show_quality(request: HttpRequest, register: Register) -> Page:
    """The checks of schools, networks and pupils; one of them whole where it is asked for."""
    register.viewer.require_everywhere(SEE_REGISTERS)
    return Page(_("คุณภาพข้อมูล"), "_quality", lambda: _content(register, request.GET))


def _content(register: Register, asked: Mapping[str, str]) -> dict[str, Any]:
    facts = facts_of(register.area, register.year, register.viewer.today)
    only = asked.get("check", "")
    checks = [check for check in checks_of(facts) if only in ("", check.key)]
    names = _names(facts)
    return {
        "register": register,
        "only": only,
        "whole_url": register.url("quality"),
        "people_url": register.url("quality-people"),
        "sees_people": register.viewer.scope.may_everywhere(SEE_PEOPLE),
        **_sorted([_shown(register, check, facts, names, bool(only)) for check in checks]),
        "schools": len(facts.schools),
    }


def _names(facts: Facts) -> dict[str, str]:
    """Names of districts and networks by code."""
    kinds = (UnitKind.DISTRICT, UnitKind.NETWORK)
    places = (school.at(kind) for school in facts.register.values() for kind in kinds)
    return {place.code: place.name for place in places if place}


def _shown(
    register: Register, check: Check, facts: Facts, names: Mapping[str, str], whole: bool
) -> Shown:
    found = check.findings if whole else check.findings[:SHOWN]
    more = register.url("quality", check=check.key) if len(found) < len(check.findings) else ""
    lines = tuple(_line(register, finding, facts, check.told(finding, names)) for finding in found)
    count = len(check.findings)
    return Shown(check.key, check.title, check.why, check.mend, count, lines, more, check.looked)


def _line(register: Register, finding: Finding, facts: Facts, told: str) -> Line:
    about = ((facts.register[code].name, register.url("school", code)) for code in finding.schools)
    return Line(told, tuple(about))


@register_page
def show_people_quality(request: HttpRequest, register: Register) -> Page:
    """Posts, heads of schools and accounts: for who may see people everywhere."""
    register.viewer.require_everywhere(SEE_PEOPLE)
    return Page(_("คุณภาพข้อมูลบุคลากร"), "_quality", lambda: _people(register))


def _people(register: Register) -> dict[str, Any]:
    area, today = register.area, register.viewer.today
    posts = vacant_posts(area, today)
    schools = headless_schools(area, today)
    users = people_without_role(today)
    checks = [
        Shown(
            "vacant-posts",
            _("ตำแหน่งที่ไม่มีผู้ดำรงตำแหน่ง"),
            _("งานของตำแหน่งนี้จะไม่มีเจ้าของ"),
            _("แต่งตั้งผู้ดำรงตำแหน่งหรือผู้รักษาการในหน้าบุคลากร"),
            len(posts),
            tuple(Line(f"{post.title} · {post.unit}", ()) for post in posts),
        ),
        Shown(
            "headless-schools",
            _("โรงเรียนที่ผู้อำนวยการยังไม่มีบัญชี"),
            _("ไม่มีผู้ออกรหัสเข้าใช้ให้ครู และไม่มีผู้รับเรื่องของโรงเรียน"),
            _("เปิดบัญชีให้ผู้อำนวยการหรือผู้รักษาการในหน้าบุคลากร"),
            len(schools),
            tuple(Line("", ((s.name, register.url("school", s.code)),)) for s in schools),
        ),
        Shown(
            "without-role",
            _("บัญชีที่ไม่มีบทบาท"),
            _("เข้าระบบได้แต่ไม่เห็นข้อมูลใด อาจเป็นผู้ที่ย้ายหรือพ้นหน้าที่แล้ว"),
            _("กำหนดบทบาท หรือปิดบัญชีในหน้าบุคลากร"),
            len(users),
            tuple(Line(f"{user} ({user.username})", ()) for user in users),
        ),
    ]
    return {
        "register": register,
        "people": True,
        "only": "",
        "whole_url": register.url("quality"),
        "people_url": register.url("quality-people"),
        "sees_people": register.viewer.scope.may_everywhere(SEE_PEOPLE),
        **_sorted(checks),
    }


def _sorted(checks: list[Shown]) -> dict[str, Any]:
    """The checks that found something, those that found nothing, and those without anything."""
    return {
        "all": len(checks),
        "found": [check for check in checks if check.count],
        "clean": [check for check in checks if check.looked and not check.count],
        "blind": [check for check in checks if not check.looked and not check.count],
    }
