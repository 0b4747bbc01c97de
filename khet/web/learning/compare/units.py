"""The units that can be compared: the area, its places and schools, and the means of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from khet.figures.results import SchoolRow
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School, schools_by_year
from khet.rules.published import NATIONAL_MEAN, OBEC_MEAN, PROVINCE_MEAN
from khet.rules.sizes import size_labels
from khet.rules.thai import arabic_digits, school_key, sort_key, tidy
from khet.web.learning.places import KINDS, SIZE, Place, places_in, sees_place
from khet.web.learning.words import place_name
from khet.web.parts.viewer import Viewer

AREA, SCHOOL, NATION, OBEC, PROVINCE = "area", "school", "nation", "obec", "province"
TOLD = (NATION, OBEC, PROVINCE)
PUBLISHED = {NATION: NATIONAL_MEAN, OBEC: OBEC_MEAN, PROVINCE: PROVINCE_MEAN}


@dataclass(frozen=True)
class Compared:
    """A unit of a comparison: ``key`` is its name in addresses, such as ``network-N1``."""

    kind: str
    code: str
    name: str

    @property
    def key(self) -> str:
        """Kind and code, or the kind alone where there is one of it."""
        return f"{self.kind}-{self.code}" if self.code else self.kind

    @property
    def lang(self) -> str:
        """The language of the name where it is not that of the page."""
        return "th" if self.kind in (SCHOOL, UnitKind.NETWORK, UnitKind.DISTRICT) else ""


def told_names() -> dict[str, str]:
    """The units whose means others publish."""
    return {
        NATION: _("ทั้งประเทศ (ค่าที่เผยแพร่)"),
        OBEC: _("สังกัด สพฐ. (ค่าที่เผยแพร่)"),
        PROVINCE: _("จังหวัด (ค่าที่เผยแพร่)"),
    }


class Units:
    """The units of an area over some academic years (BE), as far as a viewer sees them.

    ``present`` are the schools' rows of all subjects by year, ``few`` the number of few of each
    year with results.
    """

    def __init__(
        self,
        viewer: Viewer,
        years: Sequence[int],
        present: Mapping[int, Mapping[str, SchoolRow]],
        few: Mapping[int, int],
    ) -> None:
        self._viewer, self._years, self._present = viewer, sorted(years), present
        self._few = few

    @cached_property
    def schools(self) -> dict[int, dict[str, School]]:
        """The schools by year and code."""
        viewer = self._viewer
        return schools_by_year(viewer.area, self._years, viewer.today, viewer.tables)

    @cached_property
    def _places(self) -> dict[int, dict[str, dict[str, Place]]]:
        """The places by year, kind and code."""
        return {year: self._places_in(year) for year in self._years}

    def _places_in(self, year: int) -> dict[str, dict[str, Place]]:
        sizes = size_labels(year, self._viewer.tables)
        return {kind: places_in(self.schools[year], kind, sizes) for kind in KINDS}

    def place(self, unit: Compared, year: int) -> Place | None:
        """A place as it was in the year, ``None`` where no school stood in it."""
        return self._places[year].get(unit.kind, {}).get(unit.code)

    def sees(self, place: Place, year: int, measure: str = "") -> bool:
        """Whether the viewer may see what the place comes to in the year.

        A gain tells of the year before too.
        """
        years = (year - 1, year) if measure == "gain" else (year,)
        return all(self._sees_in(place, one) for one in years)

    def _sees_in(self, place: Place, year: int) -> bool:
        present, few = self._present.get(year, {}), self._few.get(year, 0)
        return sees_place(self._viewer.scope, place.schools, present, few)

    @cached_property
    def known(self) -> dict[str, Compared]:
        """Every unit by its key, those the viewer may not see too; names are the newest."""
        units = [Compared(AREA, "", _("ทั้งเขต"))]
        units += [Compared(kind, "", name) for kind, name in told_names().items()]
        for kind in KINDS:
            units += self._of_kind(kind)
        units += [Compared(SCHOOL, school.code, school.name) for school in self._newest.values()]
        return {unit.key: unit for unit in units}

    def _of_kind(self, kind: str) -> list[Compared]:
        newest = {c: p for year in self._years for c, p in self._places[year][kind].items()}
        units = [Compared(kind, p.code, place_name(kind, p.name)) for p in newest.values()]
        return units if kind == SIZE else sorted(units, key=lambda unit: sort_key(unit.name))

    @cached_property
    def _newest(self) -> dict[str, School]:
        found = {code: s for year in self._years for code, s in self.schools[year].items()}
        return dict(sorted(found.items(), key=lambda pair: pair[1].sort_key))

    @cached_property
    def seen(self) -> dict[str, Compared]:
        """The units that the viewer may see, in at least one of the years."""
        return {key: unit for key, unit in self.known.items() if not self.hidden_schools(unit)}

    def hidden_schools(self, unit: Compared) -> frozenset[str]:
        """The schools that keep a unit from the viewer; none where it may be seen."""
        if unit.kind == SCHOOL:
            return frozenset() if self._sees_school(unit.code) else frozenset([unit.code])
        if unit.kind not in KINDS:
            return frozenset()
        places = [(p, year) for year in self._years if (p := self.place(unit, year))]
        if any(self.sees(place, year) for place, year in places):
            return frozenset()
        codes = {code for place, _year in places for code in place.schools}
        return frozenset(code for code in codes if not self._sees_school(code))

    def _sees_school(self, code: str) -> bool:
        return self._viewer.scope.sees_school(code)

    def called(self, text: str) -> list[Compared]:
        """The schools that the viewer sees of that code or name, or else with it in their name."""
        code = arabic_digits(tidy(text)).partition(" ")[0]
        schools = self.seen_of(SCHOOL)
        if coded := [unit for unit in schools if unit.code == code]:
            return coded
        wanted = school_key(text)
        names = {unit.key: school_key(unit.name) for unit in schools}
        same = [unit for unit in schools if names[unit.key] == wanted]
        return same or [unit for unit in schools if wanted and wanted in names[unit.key]]

    def seen_of(self, kind: str) -> list[Compared]:
        """The units of a kind that the viewer may see."""
        return [unit for unit in self.seen.values() if unit.kind == kind]
