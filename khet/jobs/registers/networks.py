"""School networks: their districts and sectors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import SEPARATOR, Column, code, listed, one_of, words
from khet.jobs.registers.known import Known
from khet.jobs.registers.places import (
    CODE,
    LATER,
    TAKEN,
    above,
    begun_later,
    district_of,
    taken_codes,
)
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.records.registry.access import EDIT_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.units import UnitEntry, save_units
from khet.records.registry.models import Placement, Sector, UnitKind
from khet.records.registry.queries.entries import entries_of, units_of

SECTORS = {
    str(Sector.PUBLIC.label): ("รัฐ", "รัฐบาล", "สพฐ.", "สพฐ", "public", "obec"),
    str(Sector.PRIVATE.label): ("เอกชน", "สช.", "สช", "private"),
    str(Sector.LOCAL.label): ("ท้องถิ่น", "อปท.", "อปท", "local"),
}
SECTOR = Column(
    "sector", "สังกัด", one_of(SECTORS), f"ใส่ {' หรือ '.join(SECTORS)}", example="รัฐ (สพฐ.)"
)
ALIASES = Column("aliases", "ชื่ออื่น", listed, "ใส่ชื่อที่เคยใช้หรือเขียนต่างกัน คั่นด้วย |", ("ชื่อเรียกอื่น",))
DISTRICT = Column("district", "อำเภอ", words(200), "ใส่ชื่อหรือรหัสอำเภอ", example="เมืองตัวอย่าง")
SERIAL = 3


class Networks(Register):
    """School networks, each inside one district."""

    key = "networks"
    title = _("เครือข่ายโรงเรียน")
    purpose = _("เครือข่ายโรงเรียนของเขต เครือข่ายหนึ่งอยู่ในอำเภอเดียว")
    permission = EDIT_REGISTERS
    identity = ("code",)
    kinds = ("registry.network",)
    columns = (
        Column(
            "code",
            "รหัสเครือข่าย",
            code,
            f"{CODE} หรือใส่ลำดับที่ 1–999",
            ("ลำดับที่", "ลำดับ", "ที่", "รหัส"),
            True,
            example="1",
        ),
        Column(
            "name",
            "เครือข่าย",
            words(200),
            "ใส่ชื่อเครือข่ายไม่เกิน 200 ตัวอักษร",
            ("ชื่อเครือข่าย", "เครือข่ายโรงเรียน", "ชื่อ"),
            True,
            example="ต้นแบบ",
        ),
        DISTRICT,
        SECTOR,
        ALIASES,
    )

    def current(self) -> Iterable[Row]:
        for entry in self._entries.values():
            yield {
                "code": entry.code,
                "name": entry.name,
                "district": self._districts.name_of(district_of(entry)),
                "sector": sector_name(entry.sector),
                "aliases": SEPARATOR.join(entry.aliases),
            }

    @classmethod
    def label(cls, row: Row) -> str:
        return row["name"]

    def settle(self, row: Row, refuse: Refuse) -> Row:
        settled = dict(row)
        code = row.get("code", "")
        if code.isdecimal() and len(code) <= SERIAL:
            settled["code"] = f"{self.terms.area.code}N{int(code):02d}"
        if "sector" in row and not row["sector"]:
            settled["sector"] = sector_name(Sector.PUBLIC)
        return settle_name(settled, "district", self._districts, refuse)

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        taken = taken_codes(UnitKind.NETWORK, [c.after["code"] for c in changes], self.terms.area)
        named = {entry.name: entry.code for entry in self._entries.values()}
        later = begun_later(UnitKind.NETWORK, [c.after["code"] for c in changes], self.terms.on)
        for change in changes:
            row = change.after
            if row["code"] in later and "district" in change.changed:
                told = LATER.format(day=later[row["code"]])
                yield self.complaint(change, "district", told, "too-early")
            if row["code"] in taken:
                yield self.complaint(change, "code", TAKEN, "code-in-use")
            if named.setdefault(row["name"], row["code"]) != row["code"]:
                told = f"ชื่อนี้เป็นของเครือข่ายรหัส {named[row['name']]} แล้ว: ตรวจว่าเป็นเครือข่ายเดียวกันหรือไม่"
                yield self.doubt(change, "name", told, "same-name")
            if strays := self._strays(change):
                told = f"มี {strays} โรงเรียนของเครือข่ายนี้อยู่อำเภออื่น: เครือข่ายหนึ่งอยู่ในอำเภอเดียว"
                yield self.doubt(change, "district", told, "network-district")

    def _strays(self, change: Change) -> int:
        """How many schools of the network lie in another district than it would."""
        district = self._districts.find(change.after["district"])
        here = self._homes.get(change.after["code"], [])
        return sum(bool(home) and home != district.code for home in here) if district else 0

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        entries = [self._entry(change.after) for change in changes]
        save_units(by=by, entries=entries, on=self.terms.on)

    def _entry(self, row: Row) -> UnitEntry:
        place, work = map(str, (Placement.Hierarchy.PLACE, Placement.Hierarchy.WORK))
        district = self._districts.find(row["district"])
        over = [(work, str(UnitKind.AREA), self.terms.area.code)]
        if district:
            over.append((place, str(UnitKind.DISTRICT), district.code))
        known = self._entries.get(row["code"]) or UnitEntry(str(UnitKind.NETWORK), row["code"], "")
        return replace(
            known,
            name=row["name"],
            sector=sector_key(row["sector"]),
            aliases=alias_list(row["aliases"]),
            above=tuple(sorted(over)),
        )

    @cached_property
    def _entries(self) -> dict[str, UnitEntry]:
        found = entries_of(units_of(self.terms.area, UnitKind.NETWORK), self.terms.on)
        return {entry.code: entry for entry in found}

    @cached_property
    def _districts(self) -> Known:
        return known_units(self, UnitKind.DISTRICT)

    @cached_property
    def _homes(self) -> dict[str, list[str]]:
        """For each network the districts of its schools."""
        homes: dict[str, list[str]] = {}
        for entry in entries_of(units_of(self.terms.area, UnitKind.SCHOOL), self.terms.on):
            homes.setdefault(above(entry, UnitKind.NETWORK), []).append(district_of(entry))
        return homes


def known_units(register: Register, kind: str) -> Known:
    """The units of a kind in the register's area, to find by what a cell calls them."""
    return Known(entries_of(units_of(register.terms.area, kind), register.terms.on))


def settle_name(row: Row, key: str, known: Known, refuse: Refuse) -> Row:
    """The row with the name of the unit that its cell refers to."""
    text = row.get(key, "")
    if not text:
        return row
    found = known.find(text)
    if found is None:
        refuse(key, known.advice(text))
        return row
    return {**row, key: known.name_of(found.code)}


def sector_name(sector: str) -> str:
    """A sector as files write it."""
    return str(Sector(sector).label)


def sector_key(name: str) -> str:
    """The sector that a file writes so; ``public`` where it says nothing."""
    return next((str(s.value) for s in Sector if str(s.label) == name), str(Sector.PUBLIC))


def alias_list(text: str) -> tuple[str, ...]:
    """The further names of a cell."""
    return tuple(filter(None, text.split(SEPARATOR)))
