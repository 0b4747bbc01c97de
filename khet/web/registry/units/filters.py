"""The choices of the schools' list, and which schools they choose."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.registry.models import Programme, UnitKind
from khet.records.registry.queries.register import OPEN, UNKNOWN, Registered
from khet.rules.levels import LEVELS
from khet.rules.small_schools import small_bands
from khet.rules.thai import arabic_digits, school_key, sort_key, tidy
from khet.web.parts.filter_form import Choices, FilterForm, choose
from khet.web.registry.units.asked import Register
from khet.web.registry.units.words import (
    band_name,
    levels_shown,
    sector_names,
    size_names,
    state_names,
    type_name,
)

ANY_STATE = "all"
_PLACES = {
    "district": UnitKind.DISTRICT,
    "subdistrict": UnitKind.SUBDISTRICT,
    "network": UnitKind.NETWORK,
}
_CODE = re.compile(r"[0-9]{3,}")


class SchoolFilters(FilterForm):
    """The filters of a list of schools; an empty choice means all, of the states the open ones."""

    q = forms.CharField(label=_("ชื่อหรือรหัสโรงเรียน"), required=False, max_length=100)
    district = forms.ChoiceField(label=_("อำเภอ"), required=False)
    subdistrict = forms.ChoiceField(label=_("ตำบล"), required=False)
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False)
    size = forms.ChoiceField(label=_("ขนาดโรงเรียน"), required=False)
    type = forms.ChoiceField(label=_("ประเภท"), required=False)
    levels = forms.ChoiceField(label=_("ระดับชั้นที่เปิดสอน"), required=False)
    sector = forms.ChoiceField(label=_("สังกัด"), required=False)
    programme = forms.ChoiceField(label=_("โครงการ"), required=False)
    state = forms.ChoiceField(label=_("สถานะ"), required=False)

    def __init__(
        self, data: Mapping[str, Any], register: Register, programmes: Iterable[Programme]
    ) -> None:
        super().__init__(data)
        schools = register.all
        for name, kind in _PLACES.items():
            self.offer(name, _places(schools, kind))
        self.offer("size", _sizes(register))
        self.offer("type", _types(schools))
        self.offer("levels", _levels(schools))
        self.offer("sector", sector_names().items())
        self.offer("programme", [(str(p.pk), p.name) for p in programmes])
        states = {"": gettext("เปิดสอน"), ANY_STATE: gettext("ทั้งหมด"), **state_names()}
        del states[OPEN]
        choose(self, "state", states.items())

    def choose(self, schools: Iterable[Registered], taking_part: set[int]) -> list[Registered]:
        """The schools that pass; ``taking_part`` are those in the programme chosen."""
        asked = self.cleaned_data
        checks: list[Callable[[Registered], bool]] = [
            _is_placed(_PLACES[name], asked[name]) for name in _PLACES if asked[name]
        ]
        if asked["q"]:
            checks.append(_is_called(asked["q"]))
        if asked["programme"]:
            checks.append(lambda school: school.pk in taking_part)
        return [s for s in schools if _fits(s, asked) and all(check(s) for check in checks)]


def _fits(school: Registered, asked: Mapping[str, str]) -> bool:
    return (
        asked["state"] in (ANY_STATE, school.state if school.state != OPEN else "")
        and _has_size(school, asked["size"])
        and asked["type"] in ("", school.highest or UNKNOWN)
        and asked["levels"] in ("", levels_key(school))
        and asked["sector"] in ("", school.sector)
    )


def _has_size(school: Registered, size: str) -> bool:
    """Whether a school has that size class, or its pupils lie in that band (``1-20``)."""
    if "-" not in size:
        return size in ("", school.size)
    low, high = map(int, size.split("-"))
    return school.pupils.all is not None and low <= school.pupils.all <= high


def levels_key(school: Registered) -> str:
    """The range of levels of a school as an address has it: ``K2-P6``."""
    return f"{school.lowest}-{school.highest}" if school.lowest or school.highest else UNKNOWN


def _is_placed(kind: UnitKind, code: str) -> Callable[[Registered], bool]:
    def check(school: Registered) -> bool:
        place = school.at(kind)
        return (place.code if place else UNKNOWN) == code

    return check


def _is_called(asked: str) -> Callable[[Registered], bool]:
    """Whether a school has that name, alias or code, or a part of it, however it is written."""
    whole, parts = school_key(asked), [school_key(part) for part in tidy(asked).split()]
    digits = re.sub(r"[\s\-]", "", arabic_digits(asked))

    def check(school: Registered) -> bool:
        names = (school.name, *school.aliases)
        told = " ".join(f"{school_key(name)} {arabic_digits(tidy(name))}" for name in names)
        if _CODE.fullmatch(digits) and any(digits in code for code in _codes(school)):
            return True
        return whole in told or all(part in told for part in parts if part)

    return check


def _codes(school: Registered) -> tuple[str, ...]:
    return school.code, *school.codes.values()


def _sizes(register: Register) -> Choices:
    """The size classes, and after the smallest its bands."""
    tables = register.viewer.tables
    first, *others = size_names(register.year, tables).items()
    bands = small_bands(register.year, tables)
    return [
        first,
        *((f"{low}-{high}", f"– {band_name(low, high)}") for low, high in bands),
        *others,
    ]


def _places(schools: Iterable[Registered], kind: UnitKind) -> Choices:
    listed = [school.at(kind) for school in schools]
    named = {place.code: place.name for place in listed if place}
    unknown = [(UNKNOWN, gettext("ไม่ทราบ"))] if None in listed else []
    return [*sorted(named.items(), key=lambda item: sort_key(item[1])), *unknown]


def _types(schools: Iterable[Registered]) -> Choices:
    found = {school.highest for school in schools}
    return [(highest or UNKNOWN, type_name(highest)) for highest in sorted(found, key=_order)]


def _levels(schools: Iterable[Registered]) -> Choices:
    found = {(s.highest, s.lowest): levels_key(s) for s in schools}
    ordered = sorted(found, key=lambda ends: tuple(map(_order, ends)))
    return [
        (found[high, low], levels_shown(low, high) or gettext("ไม่ทราบ")) for high, low in ordered
    ]


def _order(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
