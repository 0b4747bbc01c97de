"""Pages of the area, its districts and networks: schools, counts, and sums that agree."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from khet.records.registry.models import Sector, Unit, UnitKind
from khet.records.registry.queries.register import Registered, open_schools, tally, units_of
from khet.records.registry.queries.school import roles_at
from khet.web.parts.panels import PLACE, panels_of
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.units.asked import Register
from khet.web.registry.units.filters import ANY_STATE
from khet.web.registry.units.tables import Counted, of_sector
from khet.web.registry.units.words import kind_name, size_names

_NETWORK_ROLES = ("network-chair", "supervisor")


def area_content(register: Register) -> dict[str, Any]:
    """The whole area at every level."""
    schools = open_schools(register.all)
    units = _units(register)
    counted = Counted(register, schools)
    return {
        "register": register,
        "whole": tally(schools),
        "list_url": register.url("schools"),
        "ended_url": register.url("schools", state=ANY_STATE),
        "ended": len(register.all) - len(schools),
        "districts": len(units[UnitKind.DISTRICT]),
        "subdistricts": len(units[UnitKind.SUBDISTRICT]),
        "networks": len(of_sector(units[UnitKind.NETWORK], public=True)),
        "other_networks": len(of_sector(units[UnitKind.NETWORK], public=False)),
        "tables": [
            counted.by_place(_("อำเภอ"), UnitKind.DISTRICT, units[UnitKind.DISTRICT]),
            *_network_tables(register, schools, units[UnitKind.NETWORK]),
            counted.by_size(),
            counted.by_type(),
        ],
    }


def districts_content(register: Register) -> dict[str, Any]:
    """The districts and sub-districts of the area."""
    schools, units = open_schools(register.all), _units(register)
    counted = Counted(register, schools)
    return {
        "register": register,
        "title": _("อำเภอและตำบล"),
        "tables": [
            counted.by_place(_("อำเภอ"), UnitKind.DISTRICT, units[UnitKind.DISTRICT]),
            counted.by_place(_("ตำบล"), UnitKind.SUBDISTRICT, units[UnitKind.SUBDISTRICT]),
        ],
    }


def networks_content(register: Register) -> dict[str, Any]:
    """The networks of the area, and whether their schools add up to all public ones."""
    schools, units = open_schools(register.all), _units(register)
    tables = _network_tables(register, schools, units[UnitKind.NETWORK])
    public = [school for school in schools if school.sector == Sector.PUBLIC]
    placed = sum(school.at(UnitKind.NETWORK) is not None for school in public)
    return {
        "register": register,
        "title": _("เครือข่ายโรงเรียน"),
        "tables": tables,
        "agreement": (placed, len(public)),
    }


def _network_tables(register: Register, schools: list[Registered], networks: list[Unit]) -> Any:
    """One table of public networks and schools, one of the others where there are any."""
    titles = {
        Sector.PUBLIC: _("เครือข่ายโรงเรียนรัฐ"),
        Sector.PRIVATE: _("เครือข่ายโรงเรียนเอกชน"),
        Sector.LOCAL: _("เครือข่ายโรงเรียนท้องถิ่น"),
    }
    found = []
    for sector, title in titles.items():
        inside = [school for school in schools if school.sector == sector]
        listed = [network for network in networks if network.sector == sector]
        if inside or listed:
            counted = Counted(register, inside, sector=sector)
            found.append(counted.by_place(title, UnitKind.NETWORK, listed))
    return found


def _units(register: Register) -> dict[UnitKind, list[Unit]]:
    kinds = (UnitKind.DISTRICT, UnitKind.SUBDISTRICT, UnitKind.NETWORK)
    found: dict[UnitKind, list[Unit]] = {kind: [] for kind in kinds}
    for unit in units_of(register.area, *kinds):
        found[UnitKind(unit.kind)].append(unit)
    return found


def place_of(register: Register, kind: UnitKind, code: str) -> Unit:
    """The district or network of that code.

    Raises:
        NotHereError: the area has none.
    """
    units = {unit.code: unit for unit in units_of(register.area, kind)}
    if code not in units:
        page = "networks" if kind == UnitKind.NETWORK else "districts"
        near = [Nearest(kind_name(kind), register.url(page))]
        raise NotHereError(_("ไม่มี “%(code)s” ในทะเบียน") % {"code": code[:40]}, near)
    return units[code]


def place_content(register: Register, place: Unit, kind: UnitKind) -> dict[str, Any]:
    """One district or network: its counts, its parts, and its schools that the reader may see."""
    inside = [s for s in open_schools(register.all) if _stands(s, kind, place.code)]
    counted = Counted(register, inside, **{str(kind): place.code})
    across = UnitKind.NETWORK if kind == UnitKind.DISTRICT else UnitKind.DISTRICT
    names = size_names(register.year, register.viewer.tables)
    return {
        "register": register,
        "place": place,
        "kind": kind_name(kind),
        "whole": tally(inside),
        "up": register.url("networks" if kind == UnitKind.NETWORK else "districts"),
        "list_url": register.url("schools", **{str(kind): place.code}),
        "schools": [_line(register, school, names) for school in register.seen(inside)],
        "tables": [
            counted.by_place(kind_name(across), across, _present(inside, across)),
            counted.by_size(),
        ],
        "people": _people(register, place) if kind == UnitKind.NETWORK else [],
        "panels": panels_of(PLACE, register.viewer, urlencode({str(kind): place.code})),
    }


def _line(register: Register, school: Registered, names: dict[str, str]) -> tuple[Any, ...]:
    return school, register.url("school", school.code), names[school.size]


def _stands(school: Registered, kind: UnitKind, code: str) -> bool:
    place = school.at(kind)
    return place is not None and place.code == code


def _present(schools: Sequence[Registered], kind: UnitKind) -> list[Unit]:
    """The places of a kind in which the schools stand, as units to be named only."""
    places = {place.code: place for school in schools if (place := school.at(kind))}
    return [Unit(kind=kind, code=place.code, name=place.name) for place in places.values()]


def _people(register: Register, network: Unit) -> list[Any]:
    held = roles_at(network, register.viewer.today)
    return [role for role in held if role.role in _NETWORK_ROLES]
