"""A collection as the office follows it: which of its schools sent what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet
from khet.records.learning.models import Collection, SchoolPart
from khet.records.learning.queries import collections_of, current_parts, with_corrections
from khet.records.registry.queries.grades import AskedSchool, registered_in, schools_asked
from khet.records.registry.queries.schools import School
from khet.rules.thai import sort_key
from khet.web.learning.asked import address
from khet.web.learning.collecting.forms import SchoolFilters, state_names
from khet.web.learning.collecting.words import basis_words, due_words
from khet.web.learning.words import sitting_title
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError


@dataclass(frozen=True)
class Row:
    """A school that is asked; ``registered`` are its pupils of the grade, ``None`` if not known."""

    school: School
    part: SchoolPart | None
    registered: int | None

    @property
    def state(self) -> str:
        """How far the school is."""
        if self.part is None:
            return "missing"
        waits = self.part.after_closing and self.part.taken_into_id is None
        return "correction" if waits else "sent"

    @property
    def word(self) -> str:
        """The same in words."""
        return state_names()[self.state]


@dataclass(frozen=True)
class Counted:
    """A collection with how many of its schools sent, and how many corrections wait."""

    collection: Collection
    title: str
    sent: int
    of: int
    corrections: int
    due: str


def counted(viewer: Viewer, open_only: bool = False) -> list[Counted]:
    """The collections of the reader's area, what was opened last first.

    ``open_only`` leaves out what is closed and waits for nothing.
    """
    held = collections_of(viewer.area)
    if open_only:
        waiting = with_corrections(held)
        held = [one for one in held if one.closed_at is None or one.pk in waiting]
    wanted = {(one.sitting.academic_year, one.sitting.grade) for one in held}
    asked = schools_asked(viewer.area, wanted, viewer.today, viewer.tables) if held else {}
    parts: dict[int, list[SchoolPart]] = {}
    for part in current_parts(*held):
        parts.setdefault(part.collection_id, []).append(part)
    return [_counted(viewer, one, asked, parts.get(one.pk, [])) for one in held]


def _counted(
    viewer: Viewer,
    one: Collection,
    asked: Mapping[tuple[int, str], Mapping[str, AskedSchool]],
    parts: list[SchoolPart],
) -> Counted:
    schools = asked[one.sitting.academic_year, one.sitting.grade]
    late = sum(part.after_closing and part.taken_into_id is None for part in parts)
    of = len(schools.keys() | {part.school.code for part in parts})
    title = sitting_title(one.sitting)
    return Counted(one, title, len(parts), of, late, due_words(one, viewer.today))


class Listing:
    """One collection with its schools; each thing is looked up when it is first asked for."""

    def __init__(self, viewer: Viewer, collection: Collection) -> None:
        self.viewer, self.collection = viewer, collection
        self.title = sitting_title(collection.sitting)

    @cached_property
    def _asked(self) -> dict[str, AskedSchool]:
        sitting = self.collection.sitting
        key = sitting.academic_year, sitting.grade
        viewer = self.viewer
        return schools_asked(viewer.area, [key], viewer.today, viewer.tables)[key]

    @cached_property
    def rows(self) -> list[Row]:
        """Every school that is asked, and any other that sent before its grade was gone."""
        sitting = self.collection.sitting
        registered = registered_in(self.viewer.area, sitting.academic_year, sitting.grade)
        parts = {part.school.code: part for part in current_parts(self.collection)}
        asked = {code: one.school for code, one in self._asked.items()}
        schools = {**{code: _gone(part) for code, part in parts.items()}, **asked}
        rows = [Row(s, parts.get(code), registered.get(code)) for code, s in schools.items()]
        return sorted(rows, key=lambda row: row.school.sort_key)

    @property
    def missing(self) -> list[Row]:
        """The schools that have not sent."""
        return [row for row in self.rows if row.part is None]

    @property
    def corrections(self) -> list[Row]:
        """The schools whose part came after the closing and is not taken in yet."""
        return [row for row in self.rows if row.state == "correction"]

    @property
    def sent(self) -> int:
        """How many schools sent."""
        return len(self.rows) - len(self.missing)

    @property
    def counted_by(self) -> list[str]:
        """By what the schools were counted."""
        return basis_words(one.basis for one in self._asked.values())

    @property
    def versions(self) -> str:
        """The address of what was made of the parts, where anything was."""
        made = any(row.part and row.part.taken_into_id for row in self.rows)
        return address("learning:versions", self.collection.sitting) if made else ""

    def form(self, asked: Mapping[str, Any]) -> SchoolFilters:
        """The filters; raises ``NotHereError`` for a choice that isn't there."""
        networks = {row.school.network for row in self.rows} - {None}
        form = SchoolFilters(asked, sorted((n for n in networks if n), key=sort_key))
        if not form.is_valid():
            raise NotHereError(_("ไม่มีตัวเลือกนี้"), [Nearest(self.title, "?")])
        return form

    def shown(self, form: SchoolFilters) -> list[Row]:
        """The schools that were asked for, in the order that was asked for."""
        said = form.cleaned_data
        rows = [
            row
            for row in self.rows
            if said["network"] in ("", row.school.network) and said["state"] in ("", row.state)
        ]
        if said["sort"] == "network":
            rows.sort(key=lambda row: sort_key(row.school.network or ""))
        if said["sort"] == "sent":
            times = {row.school.code: row.part.sent_at for row in rows if row.part}
            rows.sort(key=lambda row: times.get(row.school.code, _NEVER), reverse=True)
        return rows

    def context(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Context of the page."""
        form = self.form(asked)
        return {
            "listing": self,
            "collection": self.collection,
            "title": self.title,
            "due": due_words(self.collection, self.viewer.today),
            "form": form,
            "shown": self.shown(form),
            "versions": self.versions,
        }

    def sheet(self, asked: Mapping[str, Any]) -> Sheet:
        """The schools as they are seen."""
        form = self.form(asked)
        title = _("รับผลจากโรงเรียน %(sitting)s") % {"sitting": self.title}
        told = _("ส่งแล้ว %(sent)s จาก %(of)s โรงเรียน") % {"sent": self.sent, "of": len(self.rows)}
        filters = " · ".join(form.told) or _("ไม่มี")
        applied = _("ตัวกรองที่ใช้: %(filters)s") % {"filters": filters}
        heads = [_("รหัสโรงเรียน"), _("โรงเรียน"), _("เครือข่าย"), _("การส่ง"), _("ส่งเมื่อ"), _("ผู้ส่ง")]
        more = [_("นักเรียนที่ส่ง"), _("นักเรียนในทะเบียน"), _("คำเตือนที่ยอมรับ")]
        rows = [_cells(row) for row in self.shown(form)]
        return Sheet(_("รับผลจากโรงเรียน"), [title, told, applied], [*heads, *more], rows, frozen=2)


_NEVER = datetime.min.replace(tzinfo=UTC)


def _cells(row: Row) -> list[str | int | None]:
    part, school = row.part, row.school
    known: list[str | int | None] = [school.code, school.name, school.network, row.word]
    if part is None:
        return [*known, None, None, None, row.registered, None]
    told: list[str | int | None] = [be_date(part.sent_at), part.sent_by, part.pupils]
    return [*known, *told, row.registered, part.accepted_warnings or None]


def _gone(part: SchoolPart) -> School:
    """A school that sent, and by today's registers hasn't the grade any more."""
    unit = part.school
    known = (unit.code, unit.name, unit.sort_key, unit.sector)
    return School(*known, district=None, network=None, pupils=None, size=None)
