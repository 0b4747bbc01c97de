"""Tables of counts by place, size or level, each row leading to its schools."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khet.records.registry.models import Sector, Unit, UnitKind
from khet.records.registry.queries.register import (
    NO_PUPILS,
    UNKNOWN,
    Registered,
    Tally,
    tallies_by,
    tally,
)
from khet.rules.levels import LEVELS
from khet.rules.sizes import size_labels
from khet.rules.small_schools import small_bands
from khet.web.registry.units.asked import Register
from khet.web.registry.units.filters import levels_key
from khet.web.registry.units.words import band_name, kind_name, levels_shown, size_names, type_name

_NOTHING = tally(())


@dataclass(frozen=True)
class CountRow:
    """A row of counts: its name, the page of its schools, and whether it is a part of the above."""

    label: str
    url: str
    tally: Tally
    sizes: tuple[int, ...] = ()
    part: bool = False


@dataclass(frozen=True)
class CountTable:
    """A table of counts with its sum; ``sizes`` head the columns of sizes, where it has them.

    ``named`` is whether its rows are places, whose names are Thai in either language.
    """

    title: str
    head: str
    rows: tuple[CountRow, ...]
    total: CountRow
    sizes: tuple[str, ...] = ()
    named: bool = False


class Counted:
    """Open schools of a register, counted in several ways.

    ``within`` are the filters of the schools' list that choose exactly these schools.
    """

    def __init__(self, register: Register, schools: Sequence[Registered], **within: str) -> None:
        self._register = register
        self._schools = schools
        self._within = within
        names = size_names(register.year, register.viewer.tables)
        known = (*size_labels(register.year, register.viewer.tables), NO_PUPILS, UNKNOWN)
        present = {school.size for school in schools}
        self._sizes = [key for key in known if key in present]
        self._size_names = names

    def by_place(self, title: str, kind: UnitKind, units: Iterable[Unit]) -> CountTable:
        """Counts by districts, sub-districts or networks; schools without one stand last."""
        counts = tallies_by(kind, self._schools)
        listed = [(unit.code, unit.name) for unit in units]
        unknown = [(code, "") for code in counts if code not in dict(listed)]
        rows = [self._place(kind, code, name, counts) for code, name in (*listed, *unknown)]
        heads = tuple(self._size_names[key] for key in self._sizes)
        total = self._total(sized=True)
        return CountTable(title, kind_name(kind), tuple(rows), total, heads, named=True)

    def _place(self, kind: UnitKind, code: str, name: str, counts: dict[str, Tally]) -> CountRow:
        counted = counts.get(code, _NOTHING)
        page = {UnitKind.NETWORK: "network", UnitKind.DISTRICT: "district"}.get(kind)
        filtered = {str(kind): code or UNKNOWN}
        whole = page and name and not self._within
        url = self._register.url(page, code) if page and whole else self._list(**filtered)
        return CountRow(name or _("ไม่ทราบ"), url, counted, self._by_size(counted))

    def _by_size(self, counted: Tally) -> tuple[int, ...]:
        return tuple(counted.sizes.get(key, 0) for key in self._sizes)

    def _total(self, sized: bool = False) -> CountRow:
        counted = tally(self._schools)
        sizes = self._by_size(counted) if sized else ()
        return CountRow(_("รวม"), self._list(), counted, sizes)

    def _list(self, **asked: str) -> str:
        return self._register.url("schools", **{**self._within, **asked})

    def by_size(self) -> CountTable:
        """Counts by size class, the small ones by bands too."""
        rows = [
            row
            for place, key in enumerate(self._sizes)
            for row in (self._size(key), *(self._bands(key) if place == 0 else ()))
        ]
        return CountTable(_("ขนาดโรงเรียน"), _("ขนาด"), tuple(rows), self._total())

    def _size(self, key: str) -> CountRow:
        schools = [school for school in self._schools if school.size == key]
        return CountRow(self._size_names[key], self._list(size=key), tally(schools))

    def _bands(self, size: str) -> list[CountRow]:
        bands = small_bands(self._register.year, self._register.viewer.tables)
        small = next(iter(size_labels(self._register.year, self._register.viewer.tables)))
        if size != small:
            return []
        return [
            CountRow(
                band_name(low, high),
                self._list(size=f"{low}-{high}"),
                tally(s for s in self._schools if low <= (s.pupils.all or 0) <= high),
                part=True,
            )
            for low, high in bands
        ]

    def by_type(self) -> CountTable:
        """Counts by the highest level that schools teach, and by their ranges of levels."""
        rows = []
        for highest in sorted({school.highest for school in self._schools}, key=_order):
            inside = [school for school in self._schools if school.highest == highest]
            url = self._list(type=highest or UNKNOWN)
            rows.append(CountRow(type_name(highest), url, tally(inside)))
            rows += self._ranges(inside) if highest else []
        return CountTable(_("ประเภทและระดับชั้น"), _("ประเภท"), tuple(rows), self._total())

    def _ranges(self, inside: Sequence[Registered]) -> list[CountRow]:
        rows = []
        for key in sorted({levels_key(s) for s in inside}, key=lambda k: _order(k.split("-")[0])):
            schools = [school for school in inside if levels_key(school) == key]
            shown = levels_shown(schools[0].lowest, schools[0].highest)
            rows.append(CountRow(shown, self._list(levels=key), tally(schools), part=True))
        return rows


def _order(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def of_sector(units: Iterable[Unit], *, public: bool) -> list[Unit]:
    """The networks of public schools, or the others."""
    return [unit for unit in units if (unit.sector == Sector.PUBLIC) == public]
