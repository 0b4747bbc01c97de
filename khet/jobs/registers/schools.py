"""Schools: codes, names, where they stand, what they teach, and whether they still do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import SEPARATOR
from khet.jobs.registers.known import Known
from khet.jobs.registers.networks import (
    alias_list,
    known_units,
    sector_key,
    sector_name,
    settle_name,
)
from khet.jobs.registers.places import above, district_of
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.jobs.registers.school_checks import SchoolChecks
from khet.jobs.registers.school_columns import COLUMNS
from khet.records.registry.access import EDIT_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.units import UnitEntry, save_units
from khet.records.registry.models import Placement, Sector, UnitCode, UnitKind
from khet.records.registry.queries.entries import Above, entries_of, units_of
from khet.rules.calendar import thai_date
from khet.rules.dates import parse_day
from khet.rules.levels import levels_name, parse_levels

_MOE10, _OBEC6 = str(UnitCode.Scheme.MOE10), str(UnitCode.Scheme.OBEC6)
_SMIS8 = str(UnitCode.Scheme.SMIS8)
_SMIS_LENGTH = 8


class Schools(Register):
    """The schools of the area, those closed too."""

    key = "schools"
    title = _("โรงเรียน")
    purpose = _("ทะเบียนโรงเรียนทุกสังกัด รหัส ที่ตั้ง เครือข่าย ระดับชั้น และโรงเรียนที่เลิกหรือรวม")
    permission = EDIT_REGISTERS
    identity = ("code",)
    kinds = ("registry.school",)
    columns = COLUMNS

    def current(self) -> Iterable[Row]:
        return map(self._row, self.entries.values())

    @classmethod
    def label(cls, row: Row) -> str:
        return f"{row['code']} {row['name']}"

    def settle(self, row: Row, refuse: Refuse) -> Row:
        settled = dict(row)
        if "sector" in row and not row["sector"]:
            settled["sector"] = sector_name(Sector.PUBLIC)
        if "name" in row:
            settled["name"] = _without_prefix(row["name"])
        settled = dict(settle_name(settled, "district", self._districts, refuse))
        settled = dict(settle_name(settled, "network", self.networks, refuse))
        return self._in_subdistrict(settled, refuse)

    def _in_subdistrict(self, row: Row, refuse: Refuse) -> Row:
        """The row with its sub-district's name, and the district where it says none."""
        text = row.get("subdistrict", "")
        if not text:
            return row
        among = self._subdistricts(row.get("district", ""))
        found = among.find(text)
        if found is None:
            refuse("subdistrict", self._elsewhere(text) or among.advice(text))
            if told := self.clash(row):
                refuse("network", told)
            return row
        home = self._districts.name_of(district_of(found))
        return {**row, "subdistrict": found.name, "district": row.get("district", "") or home}

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        return SchoolChecks(self, changes).problems()

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        entries = [self._entry(change.after) for change in changes]
        save_units(by=by, entries=entries, on=self.terms.on)

    def _row(self, entry: UnitEntry) -> Row:
        codes = dict(entry.codes)
        subdistrict = self._all_subdistricts.by_code.get(above(entry, UnitKind.SUBDISTRICT))
        return {
            "code": entry.code,
            "moe10": codes.get(_MOE10, ""),
            "obec6": codes.get(_OBEC6, ""),
            "name": entry.name,
            "aliases": SEPARATOR.join(entry.aliases),
            "sector": sector_name(entry.sector),
            "subdistrict": subdistrict.name if subdistrict else "",
            "district": self._districts.name_of(district_of(entry)),
            "network": self.networks.name_of(above(entry, UnitKind.NETWORK)),
            "levels": levels_name(entry.lowest, entry.highest),
            "opened": _written(entry.valid_from),
            "closed": _written(entry.valid_to),
            "merged_into": entry.merged_into,
        }

    def _entry(self, row: Row) -> UnitEntry:
        code = row["code"]
        known = self.entries.get(code) or UnitEntry(str(UnitKind.SCHOOL), code, "")
        codes = {**dict(known.codes), _MOE10: row["moe10"], _OBEC6: row["obec6"]}
        if code not in self.entries and len(code) == _SMIS_LENGTH:
            codes[_SMIS8] = code
        lowest, highest = parse_levels(row["levels"]) if row["levels"] else ("", "")
        return replace(
            known,
            name=row["name"],
            aliases=alias_list(row["aliases"]),
            sector=sector_key(row["sector"]),
            codes=tuple(sorted((scheme, text) for scheme, text in codes.items() if text)),
            above=tuple(sorted(self._above(row))),
            lowest=lowest,
            highest=highest,
            valid_from=_read(row["opened"]),
            valid_to=_read(row["closed"]),
            merged_into=row["merged_into"],
        )

    def _above(self, row: Row) -> Iterator[Above]:
        place, work = map(str, (Placement.Hierarchy.PLACE, Placement.Hierarchy.WORK))
        yield place, str(UnitKind.AREA), self.terms.area.code
        if district := self._districts.find(row["district"]):
            yield place, str(UnitKind.DISTRICT), district.code
        if subdistrict := self._subdistricts(row["district"]).find(row["subdistrict"]):
            yield place, str(UnitKind.SUBDISTRICT), subdistrict.code
        if network := self.networks.find(row["network"]):
            yield work, str(UnitKind.NETWORK), network.code

    @cached_property
    def entries(self) -> dict[str, UnitEntry]:
        """The schools as they stand, by code."""
        found = entries_of(units_of(self.terms.area, UnitKind.SCHOOL), self.terms.on)
        area = self.terms.area.code
        return {entry.code: entry for entry in found if above(entry, UnitKind.AREA) == area}

    def _elsewhere(self, subdistrict: str) -> str:
        """That a sub-district lies in another district than the row says."""
        found = self._all_subdistricts.find(subdistrict)
        home = self._districts.name_of(district_of(found)) if found else ""
        return f"ตำบลนี้อยู่ในอำเภอ{home}ในทะเบียน: แก้อำเภอหรือตำบล" if home else ""

    def clash(self, row: Row) -> str:
        """That the network of a row lies in another district than the school; else empty."""
        network, district = self.networks.find(row.get("network", "")), row.get("district", "")
        home = self._districts.name_of(district_of(network)) if network else ""
        if not (home and district) or home == district:
            return ""
        return f"เครือข่ายนี้อยู่อำเภอ{home} แต่โรงเรียนอยู่อำเภอ{district}: แก้เครือข่ายหรืออำเภอ"

    @cached_property
    def networks(self) -> Known:
        """The networks, by what a cell calls them."""
        return known_units(self, UnitKind.NETWORK)

    @cached_property
    def _districts(self) -> Known:
        return known_units(self, UnitKind.DISTRICT)

    @cached_property
    def _all_subdistricts(self) -> Known:
        return known_units(self, UnitKind.SUBDISTRICT)

    def _subdistricts(self, district: str) -> Known:
        """The sub-districts of a district, of the whole area where none is said."""
        home = self._districts.find(district)
        return self._under[home.code] if home else self._all_subdistricts

    @cached_property
    def _under(self) -> dict[str, Known]:
        everything = self._all_subdistricts.by_code.values()
        return {
            code: Known(entry for entry in everything if district_of(entry) == code)
            for code in self._districts.by_code
        }


def _without_prefix(name: str) -> str:
    """A school's name as registers keep it, without the word for school."""
    return name.removeprefix("โรงเรียน").removeprefix("ร.ร.").removeprefix("รร.").strip() or name


def _written(day: date | None) -> str:
    return thai_date(day, short=True) if day else ""


def _read(text: str) -> date | None:
    return parse_day(text) if text else None
