"""What an address of the monthly pages asks for, and who may do what on them."""

from django.http import HttpRequest
from django.urls import reverse

from khet.records.registry.access import (
    CHECK_ACCOUNTS,
    CHECK_SUPERVISION,
    KEEP_CALENDAR,
    MANAGE_WORK,
)
from khet.rules.deadlines import INTERNAL_SUPERVISION, SCHOOL_ACCOUNTS, Deadline
from khet.rules.months import parse_month
from khet.web.office.monthly.words import RULES, tab_name
from khet.web.parts.viewer import Viewer

CHECKS = {SCHOOL_ACCOUNTS.code: CHECK_ACCOUNTS, INTERNAL_SUPERVISION.code: CHECK_SUPERVISION}
"""The permission to check what a rule asks for."""


def asked_rule(request: HttpRequest) -> Deadline:
    """The rule that the address names; school accounts where it names none that is monthly."""
    code = request.GET.get("rule", "")
    return next((rule for rule in RULES if rule.code == code), SCHOOL_ACCOUNTS)


def asked_month(request: HttpRequest) -> str:
    """The key of the month that the address names; empty where it names none."""
    try:
        return parse_month(request.GET.get("month", "")).key
    except ValueError:
        return ""


def may_start(viewer: Viewer, rule: Deadline) -> bool:
    """Whether the person says from which month on something is asked for."""
    wanted = (MANAGE_WORK, KEEP_CALENDAR, CHECKS[rule.code])
    return any(viewer.scope.may_everywhere(permission) for permission in wanted)


def exempts_by(viewer: Viewer, rule: Deadline) -> str:
    """The permission by which the person says who need not send; empty where there is none."""
    if viewer.scope.may_everywhere(MANAGE_WORK):
        return MANAGE_WORK
    return CHECKS[rule.code] if viewer.scope.may(CHECKS[rule.code]) else ""


def tabs(name: str, rule: Deadline, query: str = "") -> list[tuple[str, str, bool]]:
    """The rules as tabs of a page: name, address, whether it is shown."""
    more = f"&{query}" if query else ""
    return [(tab_name(one), f"{reverse(name)}?rule={one.code}{more}", one == rule) for one in RULES]
