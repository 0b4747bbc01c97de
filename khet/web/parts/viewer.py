"""Who is looking, and what of the area that person may see."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.jobs.draw_trends import charts_state
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.office.access import Sight
from khet.records.office.models import Delegation
from khet.records.office.queries.powers import powers_lately
from khet.records.office.queries.sight import sight_of
from khet.records.registry.access import (
    AT_OFFICE,
    ROLES,
    SEE_PUPILS,
    SEE_UNANNOUNCED,
    Scope,
    asks_second_factor,
    roles_now,
    scope_of,
)
from khet.records.registry.models import RoleHeld, Unit, UnitKind, User
from khet.records.registry.queries.audit import registers_version
from khet.records.registry.queries.schools import home_area, years_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.posts import post_at
from khet.rules.powers import stands
from khet.rules.tables import Tables

SECOND_FACTOR = "second_factor"
"""The session's mark that a second factor was shown, or the device is trusted."""

_OWN = (UnitKind.NETWORK, UnitKind.SCHOOL)


@dataclass
class Viewer:
    """The person of a request on a day; each question is asked of the database once."""

    user: User | None
    today: date
    second_factor: bool = False

    @cached_property
    def roles(self) -> list[RoleHeld]:
        """Roles held on the day, with their units."""
        held = roles_now(self.user, self.today) if self.user else ()
        return [role for role in held if role.role in ROLES]

    @cached_property
    def role_label(self) -> str:
        """What the person is, and where below the office: ``ครู บ้านแม่ขรี``."""
        return ", ".join(_named(held) for held in self.roles)

    @cached_property
    def scope(self) -> Scope:
        """What the person may see of results.

        Raises:
            PermissionDenied: nobody is signed in, or the person holds no role in any area.
        """
        if self.user is None:
            raise PermissionDenied
        scope = scope_of(self.roles, self.today)
        if not scope.areas:
            raise PermissionDenied
        return scope

    @property
    def area(self) -> Unit:
        """The area whose results the person sees; raises as ``scope`` does."""
        return self.scope.areas[0]

    @property
    def at_school(self) -> bool:
        """Whether every role of the person is held at a school."""
        return all(held.unit.kind == UnitKind.SCHOOL for held in self.roles)

    def require(self, permission: str) -> None:
        """Raise ``PermissionDenied`` unless one of the person's roles has the permission."""
        if not self.scope.may(permission):
            raise PermissionDenied

    def require_everywhere(self, permission: str) -> None:
        """Raise ``PermissionDenied`` unless the person has the permission for the whole area."""
        if not self.scope.may_everywhere(permission):
            raise PermissionDenied

    def require_at(self, permission: str, school: str) -> None:
        """Raise ``PermissionDenied`` unless the person has the permission for that school."""
        if not self.scope.may_at(permission, school):
            raise PermissionDenied

    def require_school(self, code: str) -> None:
        """Raise ``PermissionDenied`` unless the person may see that school by name."""
        if code and not self.scope.sees_school(code):
            raise PermissionDenied(_("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ"))

    def sees_names_of(self, school: str) -> bool:
        """Whether pupils of that school may be shown by name; else they are shown without."""
        return self.second_factor and self.scope.may_at(SEE_PUPILS, school)

    @property
    def names_hidden_reason(self) -> str:
        """Why pupils' names are not shown, and what to do; empty where they may be shown."""
        if not self.scope.may(SEE_PUPILS):
            return _("บทบาทของท่านไม่รวมถึงการเห็นชื่อนักเรียน")
        if self.second_factor:
            return ""
        return _("ชื่อนักเรียนจะแสดงเมื่อท่านตั้งการยืนยันตัวตนขั้นที่สองแล้ว ตั้งได้ที่หน้าบัญชีของฉัน")

    @property
    def grace_days(self) -> int | None:
        """Days left without the second factor that a role asks for; ``None`` where none are due."""
        if self.user is None or self.second_factor or not asks_second_factor(self.roles):
            return None
        until = self.user.grace_until
        return None if until is None else (until - self.today).days

    @cached_property
    def office(self) -> Unit | None:
        """The office whose name heads the page: the person's own, or the installation's."""
        try:
            return self.area
        except PermissionDenied:
            return home_area()

    @cached_property
    def tables(self) -> Tables:
        """The dated tables that count in the person's area."""
        return office_tables(self.area)

    @cached_property
    def _enrolled_years(self) -> list[int]:
        return years_of(self.area)

    @property
    def register_year(self) -> int:
        """The academic year (BE) that registers show by default: the newest with pupils counted."""
        return max(self._enrolled_years, default=academic_year(self.today).be)

    @property
    def register_years(self) -> list[int]:
        """The academic years (BE) to choose from in the registers, newest first."""
        return sorted({*self._enrolled_years, academic_year(self.today).be}, reverse=True)

    @cached_property
    def score_files(self) -> list[ScoreFile]:
        """The current score files of the person's area, newest year first."""
        return current_score_files(self.area, announced=not self.scope.may(SEE_UNANNOUNCED))

    @cached_property
    def registers(self) -> int:
        """The state of the registers."""
        return registers_version()

    @cached_property
    def office_sight(self) -> Sight:
        """What of the office's records (evidence, meetings, orders) the person sees."""
        if self.user is None:
            raise PermissionDenied
        return sight_of(self.user, self.roles, self.scope, self.today)

    @cached_property
    def _powers_lately(self) -> list[Delegation]:
        at_office = any(held.unit.kind in AT_OFFICE for held in self.roles)
        return powers_lately(self.user, self.area, self.today) if self.user and at_office else []

    @property
    def powers(self) -> list[Delegation]:
        """The powers given to the person that count today (มอบอำนาจ); none outside the office."""
        return [one for one in self._powers_lately if self._counts(one)]

    @property
    def ended_powers(self) -> list[Delegation]:
        """The powers given to the person that ended lately, the last first."""
        return [one for one in self._powers_lately if not self._counts(one)]

    def _counts(self, one: Delegation) -> bool:
        return stands(one.since, one.until, one.ended_on, self.today)

    @cached_property
    def sight(self) -> tuple[object, ...]:
        """All that decides which results the person is shown today, and whose are the own."""
        return (
            self.area.pk,
            sorted(held.unit_id for held in self.roles if held.unit.kind in _OWN),
            {
                permission: None if schools is None else sorted(schools)
                for permission, schools in sorted(self.scope.reach.items())
            },
            self.today,
            [(file.sha256, file.version, file.state) for file in self.score_files],
            self.registers,
            charts_state(),
        )


def _named(held: RoleHeld) -> str:
    label = _(ROLES[held.role].label)
    return label if held.unit.kind == UnitKind.AREA else post_at(label, str(held.unit))


def signed_in(request: HttpRequest) -> User:
    """The person of a page that asks for signing in, as all do that don't opt out."""
    return cast(User, request.user)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request, made at the first call."""
    kept = getattr(request, "viewer", None)
    if kept is None:
        user = request.user if request.user.is_authenticated else None
        passed = request.session.get(SECOND_FACTOR, False)
        kept = Viewer(user, timezone.localdate(), passed)
        request.viewer = kept  # type: ignore[attr-defined]
    return cast(Viewer, kept)
