"""The list of schools: filtered, searched, sorted, page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.records.registry.models import UnitCode, UnitKind
from khet.records.registry.queries.programmes import programmes_of, taking_part
from khet.records.registry.queries.register import Registered
from khet.rules.levels import LEVELS
from khet.rules.thai import arabic_digits, sort_key
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.units.asked import Register
from khet.web.registry.units.filters import SchoolFilters
from khet.web.registry.units.words import levels_shown, sector_names, size_names, state_names

PER_PAGE = 50
Key = tuple[Any, ...] | None


@dataclass(frozen=True)
class Column:
    """A column's heading; ``sort`` is what it asks for, ``order`` how the list stands now."""

    label: str
    sort: str
    order: str
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """A school of the list with its names of size, levels and state."""

    school: Registered
    url: str
    levels: str
    size: str
    sector: str
    state: str


class SchoolList:
    """The schools of a register as an address asks for them.

    Every property raises ``NotHereError`` where a filter names what the register hasn't.
    """

    def __init__(self, register: Register, asked: Mapping[str, str]) -> None:
        self._register = register
        self._asked = asked
        self._sort = asked.get("sort", "") if asked.get("sort", "").lstrip("-") in _SORTS else ""

    @cached_property
    def form(self) -> SchoolFilters:
        """The filters."""
        form = SchoolFilters(self._asked, self._register, programmes_of(self._register.area))
        if not form.is_valid():
            whole = Nearest(_("โรงเรียนทั้งหมด"), self._register.url("schools"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในทะเบียนโรงเรียนของปีนี้"), [whole])
        return form

    @cached_property
    def schools(self) -> list[Registered]:
        """The schools that were chosen, in the order asked for; what is not known comes last."""
        programme = self.form.cleaned_data["programme"]
        inside = taking_part(int(programme), self._register.year) if programme else set()
        chosen = self.form.choose(self._register.seen(self._register.all), inside)
        key = _SORTS[self._sort.lstrip("-") or "name"]
        keyed = [(key(school), school) for school in chosen]
        known = [(place, school) for place, school in keyed if place is not None]
        known.sort(key=lambda pair: pair[0], reverse=self._sort.startswith("-"))
        return [s for _, s in known] + [s for place, s in keyed if place is None]

    def content(self) -> dict[str, Any]:
        """Context of the page."""
        register, form = self._register, self.form
        return {
            "form": form,
            "year": register.year,
            "columns": self._columns(),
            "rows": [self._row(school) for school in self._leaf],
            "leaf": self._leaf,
            "leaves": self._leaves(),
            "found": len(self.schools),
            "of": len(register.seen(register.all)),
            "everywhere": register.everywhere,
            "here": register.url("schools"),
            "xlsx": self._url("schools-xlsx"),
        }

    @cached_property
    def _leaf(self) -> Leaf[Registered]:
        asked = arabic_digits(self._asked.get("page", ""))
        return Paginator(self.schools, PER_PAGE).get_page(asked)

    def _leaves(self) -> list[tuple[int, str]]:
        count = self._leaf.paginator.num_pages
        return [(number, self._url("schools", page=str(number))) for number in range(1, count + 1)]

    def _url(self, name: str, **more: str) -> str:
        chosen = {name: str(v) for name, v in self.form.cleaned_data.items()}
        return self._register.url(name, **{**chosen, "sort": self._sort, **more})

    def _columns(self) -> list[Column]:
        labels = {
            "name": _("โรงเรียน"),
            "district": _("อำเภอ ตำบล"),
            "network": _("เครือข่าย"),
            "levels": _("ระดับชั้น"),
            "size": _("ขนาด"),
            "pupils": _("นักเรียน"),
            "boys": _("ชาย"),
            "girls": _("หญิง"),
        }
        return [self._column(name, label) for name, label in labels.items()]

    def _column(self, name: str, label: str) -> Column:
        shown = self._sort or "name"
        turned = f"-{name}" if shown == name else name
        order = {name: "ascending", f"-{name}": "descending"}.get(shown, "")
        return Column(label, self._url("schools", sort=turned), order, name in _NUMBERS)

    def _row(self, school: Registered) -> Row:
        sizes = size_names(self._register.year, self._register.viewer.tables)
        return Row(
            school,
            self._register.url("school", school.code),
            levels_shown(school.lowest, school.highest),
            sizes[school.size],
            sector_names()[school.sector],
            state_names()[school.state],
        )

    def sheet(self) -> Sheet:
        """The list as it is seen, every page of it."""
        register = self._register
        shown = _("แสดง %(shown)s จาก %(of)s โรงเรียน")
        counts = {"shown": len(self.schools), "of": len(register.seen(register.all))}
        applied = {"filters": " · ".join(self.form.told) or _("ไม่มี")}
        title = _("ทะเบียนโรงเรียน ปีการศึกษา %(year)s") % {"year": register.year}
        return Sheet(
            title,
            [f"{title} {register.area}", shown % counts, _("ตัวกรองที่ใช้: %(filters)s") % applied],
            _headings(),
            [_cells(self._row(school)) for school in self.schools],
            [_("ช่องว่าง: ไม่มีข้อมูล")],
            frozen=2,
        )


def _headings() -> list[str]:
    return [
        *(_("รหัสโรงเรียน"), _("โรงเรียน"), _("รหัสกระทรวง 10 หลัก"), _("รหัส สพฐ. 6 หลัก")),
        *(_("อำเภอ"), _("ตำบล"), _("เครือข่าย"), _("สังกัด"), _("ระดับชั้น"), _("ขนาด")),
        *(_("นักเรียน (คน)"), _("ชาย"), _("หญิง"), _("สถานะ")),
    ]


def _cells(row: Row) -> list[Value]:
    school = row.school
    kinds = (UnitKind.DISTRICT, UnitKind.SUBDISTRICT, UnitKind.NETWORK)
    places = [place.name if place else None for place in map(school.at, kinds)]
    codes = [school.codes.get(scheme) for scheme in (UnitCode.Scheme.MOE10, UnitCode.Scheme.OBEC6)]
    named: list[Value] = [school.code, school.name, *codes, *places, row.sector, row.levels]
    return [*named, row.size, *school.pupils, row.state]


def _place(kind: UnitKind) -> Callable[[Registered], Key]:
    def key(school: Registered) -> Key:
        place = school.at(kind)
        return (sort_key(place.name), school.sort_key) if place else None

    return key


def _number(name: str) -> Callable[[Registered], Key]:
    def key(school: Registered) -> Key:
        value = getattr(school.pupils, name)
        return None if value is None else (value, school.sort_key)

    return key


def _levels(school: Registered) -> Key:
    ends = (school.highest, school.lowest)
    return (*map(LEVELS.index, ends), school.sort_key) if all(ends) else None


_NUMBERS = ("pupils", "boys", "girls")
_SORTS: dict[str, Callable[[Registered], Key]] = {
    "name": lambda school: (school.sort_key, school.code),
    "district": _place(UnitKind.DISTRICT),
    "network": _place(UnitKind.NETWORK),
    "levels": _levels,
    "size": _number("all"),
    "pupils": _number("all"),
    "boys": _number("boys"),
    "girls": _number("girls"),
}
