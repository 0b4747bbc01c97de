"""Pupils of one school by name: only for who needs to know, each look leaving an event."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.registry.access import SEE_REGISTERS
from khet.records.registry.models import Pupil, Unit
from khet.records.registry.queries.pupils import GradeCount, pupil_counts, pupils_of
from khet.rules.levels import LEVELS
from khet.web.parts.names import sees_names, tell_seen, why_hidden
from khet.web.parts.private import private, workbook_of
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.units.asked import Register, asked_register
from khet.web.registry.units.views import found_school
from khet.web.registry.units.words import grade_name, sex_name

ALL_GRADES = "all"
_WITHOUT_ROOM = "-"


@dataclass(frozen=True)
class GradeLink:
    """A grade with its counts, and the addresses of its list and of the lists of its rooms."""

    name: str
    count: GradeCount
    url: str
    rooms: tuple[tuple[str, int, str], ...]
    current: bool


class PupilList:
    """The pupils of a school as an address asks for them: a grade, a room, or every grade."""

    def __init__(self, register: Register, code: str, asked: QueryDict) -> None:
        register.viewer.require_at(SEE_REGISTERS, code)
        self.register = register
        self.school: Unit = found_school(register, code)[0]
        self.grade = asked.get("grade", "")
        self._room = asked.get("room", "")
        if self.grade not in ("", ALL_GRADES, *LEVELS):
            near = [Nearest(_("รายชื่อนักเรียน"), self._url())]
            raise NotHereError(_("ไม่มีชั้น “%(grade)s”") % {"grade": self.grade[:20]}, near)

    @cached_property
    def named(self) -> bool:
        """Whether the reader may see these pupils by name: not once they are another area's."""
        return sees_names(self.register.viewer, self.school, self.register.year)

    @cached_property
    def pupils(self) -> list[Pupil]:
        """The pupils to show by name: none unless a grade is asked for by who may see them."""
        if not self.named or not self.grade:
            return []
        grade = "" if self.grade == ALL_GRADES else self.grade
        room = None if not self._room else self._room.removeprefix(_WITHOUT_ROOM)
        found = pupils_of(self.school, self.register.year, grade, room)
        return sorted(found, key=lambda pupil: LEVELS.index(pupil.grade))

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        counts = pupil_counts(self.school, self.register.year)
        return {
            "title": _("รายชื่อนักเรียน"),
            "school": self.school,
            "school_url": self.register.url("school", self.school.code),
            "year": self.register.year,
            "named": self.named,
            "why_hidden": "" if self.named else why_hidden(self.register.viewer),
            "results": self.register.viewer.scope.sees_school(self.school.code),
            "grades": [self._link(count) for count in counts],
            "listed": sum(count.listed for count in counts),
            "all_url": self._url(ALL_GRADES),
            "asked": self.grade,
            "room": self._room.removeprefix(_WITHOUT_ROOM),
            "rows": [(p, grade_name(p.grade), sex_name(p.sex)) for p in self.pupils],
            "xlsx": self._url(self.grade, self._room, page="pupils-xlsx"),
        }

    def _link(self, count: GradeCount) -> GradeLink:
        rooms = tuple(
            (room, pupils, self._url(count.grade, room or _WITHOUT_ROOM))
            for room, pupils in count.rooms
        )
        current = count.grade == self.grade
        return GradeLink(grade_name(count.grade), count, self._url(count.grade), rooms, current)

    def _url(self, grade: str = "", room: str = "", page: str = "pupils") -> str:
        return self.register.url(page, self.school.code, grade=grade, room=room)

    def sheet(self) -> Sheet:
        """The list as it is seen."""
        title = _("รายชื่อนักเรียน ปีการศึกษา %(year)s") % {"year": self.register.year}
        return Sheet(
            title,
            [f"{title} {self.school}", _("ข้อมูลส่วนบุคคล: ใช้เฉพาะงานที่รับผิดชอบ")],
            [_("เลขประจำตัวนักเรียน"), _("ชื่อ"), _("ชั้น"), _("ห้อง"), _("เพศ")],
            [[p.number, p.name, grade_name(p.grade), p.room, sex_name(p.sex)] for p in self.pupils],
            frozen=2,
        )

    def tell(self, exported: bool) -> None:
        """Leave the event that these pupils were seen by name, where any were."""
        grade = "" if self.grade == ALL_GRADES else self.grade
        if keys := [pupil.pk for pupil in self.pupils]:
            register, school = self.register, self.school.code
            tell_seen(register.viewer, school, register.year, grade, keys, exported)


@private
@require_safe
def show_pupils(request: HttpRequest, code: str) -> HttpResponse:
    """The pupils of a school: counts for who may see registers, names for who needs them."""
    listed = PupilList(asked_register(request), code, request.GET)
    response = render(request, "registry/units/pupils.html", listed.content())
    listed.tell(exported=False)
    return response


@require_safe
def export_pupils(request: HttpRequest, code: str) -> HttpResponse:
    """The list as it is seen, as XLSX; every grade where none is said.

    Raises:
        PermissionDenied: the reader may not see these pupils by name.
    """
    asked = request.GET.copy()
    asked.setdefault("grade", ALL_GRADES)
    listed = PupilList(asked_register(request), code, asked)
    if not listed.named:
        raise PermissionDenied(why_hidden(listed.register.viewer))
    response = workbook_of(listed.sheet(), f"pupils-{code}-{listed.register.year}")
    listed.tell(exported=True)
    return response
