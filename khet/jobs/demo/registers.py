"""The demonstration area as entries of the registers."""

from collections.abc import Iterator

from khet.jobs.demo.area import DemoArea, School, rows
from khet.jobs.demo.sizes import GRADES
from khet.records.registry.actions.units import UnitEntry
from khet.records.registry.models import Placement, UnitCode, UnitKind

_PLACE, _WORK = Placement.Hierarchy.PLACE, Placement.Hierarchy.WORK


def area_entries(area: DemoArea) -> list[UnitEntry]:
    """The area, its districts, sub-districts, networks and schools, each with all above it."""
    return [
        UnitEntry(UnitKind.AREA, area.code, f"{area.name} (สาธิต)", f"{area.short_name} (สาธิต)"),
        *_districts(area),
        *_networks(area),
        *_schools(area),
        *_groups(area),
    ]


def group_codes(area: DemoArea) -> dict[str, str]:
    """The codes of the office's groups by name."""
    return {row["name"]: f"{area.code}G{n:02d}" for n, row in enumerate(rows("groups"), 1)}


def _groups(area: DemoArea) -> Iterator[UnitEntry]:
    above = (_WORK, UnitKind.AREA, area.code)
    for name, code in group_codes(area).items():
        yield UnitEntry(UnitKind.GROUP, code, name, above=(above,))


def home_school(area: DemoArea) -> str:
    """Code of the school of the demonstration's school director: the first that goes to M3."""
    return next(row.school for row in area.enrolment if row.grade == "M3")


def _districts(area: DemoArea) -> Iterator[UnitEntry]:
    above = (_PLACE, UnitKind.AREA, area.code)
    for district in area.districts:
        yield UnitEntry(UnitKind.DISTRICT, district.code, district.name, above=(above,))
        for sub in district.subdistricts:
            over = (above, (_PLACE, UnitKind.DISTRICT, district.code))
            yield UnitEntry(UnitKind.SUBDISTRICT, sub.code, sub.name, above=over)


def _networks(area: DemoArea) -> Iterator[UnitEntry]:
    codes = {district.name: district.code for district in area.districts}
    for network in area.networks:
        above = [(_WORK, UnitKind.AREA, area.code)]
        if network.district:
            above.append((_PLACE, UnitKind.DISTRICT, codes[network.district]))
        yield UnitEntry(
            UnitKind.NETWORK,
            network.code,
            network.name,
            aliases=network.aliases,
            sector=network.sector,
            above=tuple(above),
        )


def _levels(area: DemoArea) -> dict[str, tuple[str, str]]:
    """The lowest and highest grade in which each school had pupils in any year."""
    places: dict[str, set[int]] = {}
    for row in area.enrolment:
        places.setdefault(row.school, set()).add(GRADES.index(row.grade))
    return {code: (GRADES[min(found)], GRADES[max(found)]) for code, found in places.items()}


def _schools(area: DemoArea) -> Iterator[UnitEntry]:
    levels = _levels(area)
    for school in area.schools:
        lowest, highest = levels.get(school.code, ("", ""))
        codes = [
            (UnitCode.Scheme.SMIS8, school.code),
            (UnitCode.Scheme.MOE10, school.moe10),
            (UnitCode.Scheme.OBEC6, school.obec6),
        ]
        yield UnitEntry(
            UnitKind.SCHOOL,
            school.code,
            school.name,
            aliases=school.aliases,
            sector=school.sector,
            codes=tuple((str(scheme), code) for scheme, code in codes if code),
            above=tuple(_above(area, school)),
            lowest=lowest,
            highest=highest,
        )


def _above(area: DemoArea, school: School) -> Iterator[tuple[str, str, str]]:
    districts = {district.name: district for district in area.districts}
    networks = {network.name: network.code for network in area.networks}
    yield _PLACE, UnitKind.AREA, area.code
    yield _WORK, UnitKind.NETWORK, networks[school.network]
    if school.district:
        district = districts[school.district]
        yield _PLACE, UnitKind.DISTRICT, district.code
        for sub in district.subdistricts:
            if sub.name == school.subdistrict:
                yield _PLACE, UnitKind.SUBDISTRICT, sub.code
