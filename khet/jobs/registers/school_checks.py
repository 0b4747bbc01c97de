"""What is checked of a school beside the other schools and the records."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from khet.figures.intake.problems import Problem
from khet.jobs.registers.networks import sector_key
from khet.jobs.registers.places import LATER, TAKEN, begun_later, taken_codes
from khet.jobs.registers.register import Change, Row
from khet.records.registry.models import Sector, UnitKind
from khet.records.registry.queries.people import left_by_closing
from khet.rules.dates import parse_day
from khet.rules.near_names import near_pairs
from khet.rules.school_codes import codes_agree
from khet.rules.thai import school_key

if TYPE_CHECKING:
    from khet.jobs.registers.schools import Schools

_MAIN_LENGTH = 8
Alike = dict[str, set[str]]


class SchoolChecks:
    """The checks of a file's changes in the register of schools."""

    def __init__(self, register: "Schools", changes: Sequence[Change]) -> None:
        self._register, self._changes = register, changes
        self._after: dict[str, Row] = {row["code"]: row for row in register.current()}
        self._said: set[str] = set()
        self._after |= {change.after["code"]: change.after for change in changes}

    def problems(self) -> Iterator[Problem]:
        """Everything found, change by change."""
        codes = [change.after["code"] for change in self._changes]
        taken = taken_codes(UnitKind.SCHOOL, codes, self._register.terms.area)
        alike = self._alike()
        owners = self._owners()
        later = begun_later(UnitKind.SCHOOL, codes, self._register.terms.on)
        closing = {
            change.after["code"]: parse_day(change.after["closed"])
            for change in self._changes
            if change.before and "closed" in change.changed and change.after["closed"]
        }
        left = left_by_closing(closing)
        for change in self._changes:
            yield from self._moved(change, later)
            yield from self._left(change, left)
            if change.after["code"] in taken:
                yield self._register.complaint(change, "code", TAKEN, "code-in-use")
            yield from self._codes(change, owners)
            yield from self._network(change)
            yield from self._end(change)
            yield from self._name(change, alike)

    def _owners(self) -> dict[tuple[str, str], list[str]]:
        """The schools that bear each further code."""
        owners: dict[tuple[str, str], list[str]] = {}
        for code, row in self._after.items():
            for scheme in ("moe10", "obec6"):
                if row[scheme]:
                    owners.setdefault((scheme, row[scheme]), []).append(code)
        return owners

    def _codes(self, change: Change, owners: dict[tuple[str, str], list[str]]) -> Iterator[Problem]:
        row = change.after
        public = sector_key(row["sector"]) == Sector.PUBLIC
        if public and len(row["code"]) != _MAIN_LENGTH:
            told = "โรงเรียนสังกัด สพฐ. ใช้รหัส 8 หลัก: แก้รหัส หรือแก้สังกัด"
            yield self._register.complaint(change, "code", told, "code-form")
        if row["moe10"] and row["obec6"] and not codes_agree(row["moe10"], row["obec6"]):
            told = (
                f"ไม่ตรงกับรหัส สพฐ. {row['obec6']}: ถ้ารหัส 6 หลักถูก รหัสนี้ต้องเป็น "
                f"10{row['moe10'][2:4]}{row['obec6']} (10 + รหัสจังหวัด 2 หลัก + รหัส 6 หลัก)"
            )
            yield self._register.complaint(change, "moe10", told, "codes-disagree")
        for scheme in ("moe10", "obec6"):
            others = [c for c in owners.get((scheme, row[scheme]), []) if c != row["code"]]
            if others and scheme in change.changed:
                told = f"ซ้ำกับโรงเรียนรหัส {', '.join(others)}: ตรวจว่ารหัสใดถูก"
                yield self._register.doubt(change, scheme, told, "code-twice")

    def _moved(self, change: Change, later: dict[str, str]) -> Iterator[Problem]:
        began = later.get(change.after["code"])
        moved = [key for key in ("subdistrict", "district", "network") if key in change.changed]
        if began and change.before and moved:
            told = LATER.format(day=began)
            yield self._register.complaint(change, moved[0], told, "too-early")

    def _left(self, change: Change, left: dict[str, tuple[int, int]]) -> Iterator[Problem]:
        """People and pupils of a school that is to close."""
        people, pupils = left.get(change.after["code"], (0, 0))
        if people or pupils:
            told = (
                f"โรงเรียนนี้มีผู้มีบทบาท {people} คน และรายชื่อนักเรียน {pupils} คน: "
                "บทบาทจะสิ้นสุดในวันที่เลิก ให้บทบาทที่หน่วยงานใหม่แก่ผู้ที่ย้าย รายชื่อนักเรียนเดิมยังอยู่"
            )
            yield self._register.doubt(change, "closed", told, "people-left")

    def _network(self, change: Change) -> Iterator[Problem]:
        if told := self._register.clash(change.after):
            yield self._register.complaint(change, "network", told, "network-district")

    def _end(self, change: Change) -> Iterator[Problem]:
        row = change.after
        heir = row["merged_into"]
        if row["opened"] and row["closed"] and parse_day(row["closed"]) < parse_day(row["opened"]):
            told = f"เลิกก่อนวันที่เปิด ({row['opened']}): แก้วันที่ใดวันที่หนึ่ง"
            yield self._register.complaint(change, "closed", told, "ends-before-it-begins")
        if not heir:
            return
        if not row["closed"]:
            told = "มีโรงเรียนที่ไปรวมด้วยแล้ว: ใส่วันที่เลิกด้วย"
            yield self._register.complaint(change, "closed", told, "merged-open")
        if heir == row["code"] or heir not in self._after:
            told = "ใส่รหัสของโรงเรียนอื่นที่มีในทะเบียนหรือในไฟล์นี้"
            yield self._register.complaint(change, "merged_into", told, "unknown")

    def _name(self, change: Change, alike: Alike) -> Iterator[Problem]:
        code = change.after["code"]
        others = sorted(alike.get(code, set()) - self._said)
        if "name" in change.changed:
            self._said.add(code)
        if others and "name" in change.changed:
            named = ", ".join(f"{self._after[other]['name']} (รหัส {other})" for other in others[:3])
            told = f"ซ้ำหรือใกล้เคียงกับ {named}: ตรวจว่าเป็นคนละโรงเรียน"
            yield self._register.doubt(change, "name", told, "near-name")

    def _alike(self) -> Alike:
        """For each school those whose names are the same or nearly."""
        codes = list(self._after)
        names = [self._after[code]["name"] for code in codes]
        same: dict[str, set[str]] = {}
        for code, name in zip(codes, names, strict=True):
            same.setdefault(school_key(name), set()).add(code)
        alike = {code: group - {code} for group in same.values() for code in group}
        for one, two in near_pairs(names):
            alike[codes[one]].add(codes[two])
            alike[codes[two]].add(codes[one])
        return alike
