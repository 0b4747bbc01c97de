"""The area itself, and its districts with their sub-districts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import Column, code, words
from khet.jobs.registers.register import Change, Key, Refuse, Register, Row
from khet.records.registry.access import EDIT_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.units import UnitEntry, save_units
from khet.records.registry.models import Placement, Unit, UnitKind
from khet.records.registry.queries.entries import Above, entries_of, units_of
from khet.rules.calendar import thai_date

_PLACE = str(Placement.Hierarchy.PLACE)
_NAME = "ใส่ชื่อไม่เกิน 200 ตัวอักษร"
CODE = "ใส่รหัสเป็นตัวเลขหรือตัวอักษรอังกฤษ ไม่เกิน 20 ตัว"


class Areas(Register):
    """The area itself: its names."""

    key = "areas"
    title = _("เขตพื้นที่การศึกษา")
    purpose = _("ชื่อเต็มและชื่อย่อของเขต ที่แสดงบนทุกหน้าและในรายงาน")
    permission = EDIT_REGISTERS
    dated = False
    identity = ("code",)
    kinds = ("registry.area",)
    columns = (
        Column("code", "รหัสเขต", code, CODE, ("รหัสเขตพื้นที่", "area"), True, example="9302"),
        Column("name", "ชื่อเขต", words(200), _NAME, ("ชื่อ", "name"), True, example="สพป.ตัวอย่าง"),
        Column("short_name", "ชื่อย่อ", words(100), "ใส่ชื่อย่อไม่เกิน 100 ตัวอักษร", ("short_name",)),
    )

    def current(self) -> Iterable[Row]:
        area = self.terms.area
        return [{"code": area.code, "name": area.name, "short_name": area.short_name}]

    def settle(self, row: Row, refuse: Refuse) -> Row:
        if row.get("code") and row["code"] != self.terms.area.code:
            refuse("code", f"ไม่ใช่รหัสของเขตนี้: ไฟล์นี้แก้ได้เฉพาะเขต {self.terms.area.code}")
        return row

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        [entry] = entries_of(Unit.objects.filter(pk=self.terms.area.pk), self.terms.on)
        for change in changes:
            name, short_name = change.after["name"], change.after["short_name"]
            changed = replace(entry, name=name, short_name=short_name)
            save_units(by=by, entries=[changed], on=self.terms.on)


class Districts(Register):
    """Districts, each on a row of its own, followed by its sub-districts."""

    key = "districts"
    title = _("อำเภอและตำบล")
    purpose = _("อำเภอและตำบลที่อยู่ในเขต ใช้เป็นที่ตั้งของโรงเรียนและเครือข่าย")
    permission = EDIT_REGISTERS
    identity = ("district", "code")
    kinds = ("registry.district", "registry.subdistrict")
    in_sum = True
    columns = (
        Column("district", "รหัสอำเภอ", code, CODE, ("district",), True, example="9302"),
        Column(
            "district_name", "อำเภอ", words(200), _NAME, ("ชื่ออำเภอ",), True, example="เมืองตัวอย่าง"
        ),
        Column("code", "รหัสตำบล", code, CODE, ("subdistrict",), example="930201"),
        Column("name", "ตำบล", words(200), _NAME, ("ชื่อตำบล", "แขวง"), example="ต้นแบบ"),
    )

    def current(self) -> Iterable[Row]:
        under: dict[str, list[UnitEntry]] = {}
        for sub in self._entries(UnitKind.SUBDISTRICT):
            under.setdefault(district_of(sub), []).append(sub)
        for district in self._entries(UnitKind.DISTRICT):
            row = {"district": district.code, "district_name": district.name}
            yield {**row, "code": "", "name": ""}
            for sub in under.get(district.code, []):
                yield {**row, "code": sub.code, "name": sub.name}

    def told_by(self, row: Row) -> Iterable[Key]:
        return [self.key_of(row), (row.get("district", ""), "")]

    @classmethod
    def label(cls, row: Row) -> str:
        return " ".join(filter(None, (row["district_name"], row["name"])))

    def settle(self, row: Row, refuse: Refuse) -> Row:
        named = {"district_name": _without(row.get("district_name", ""), "อำเภอ", "อ.")}
        if "name" in row:
            named["name"] = _without(row["name"], "ตำบล", "ต.")
        if row.get("code") and not row.get("name"):
            refuse("name", "ว่างอยู่: มีรหัสตำบลแล้ว ใส่ชื่อตำบลด้วย")
        if row.get("name") and not row.get("code"):
            refuse("code", "ว่างอยู่: มีชื่อตำบลแล้ว ใส่รหัสตำบลด้วย")
        return {**row, **named}

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        yield from self._two_names(changes)
        yield from self._two_districts(changes)
        for kind, key in ((UnitKind.DISTRICT, "district"), (UnitKind.SUBDISTRICT, "code")):
            taken = taken_codes(kind, [change.after[key] for change in changes], self.terms.area)
            for change in changes:
                if change.after[key] in taken:
                    yield self.complaint(change, key, TAKEN, "code-in-use")

    def _two_names(self, changes: Sequence[Change]) -> Iterator[Problem]:
        names: dict[str, str] = {}
        for change in changes:
            name = names.setdefault(change.after["district"], change.after["district_name"])
            if name != change.after["district_name"]:
                told = f"รหัสอำเภอเดียวกันมีสองชื่อ ({name}): ใช้ชื่อเดียวทุกแถว"
                yield self.complaint(change, "district_name", told, "two-names")

    def _two_districts(self, changes: Sequence[Change]) -> Iterator[Problem]:
        home = {sub.code: district_of(sub) for sub in self._entries(UnitKind.SUBDISTRICT)}
        for change in changes:
            code, district = change.after["code"], change.after["district"]
            if code and home.setdefault(code, district) != district:
                told = f"รหัสตำบลนี้อยู่ในอำเภอรหัส {home[code]} แล้ว: แก้รหัสตำบลหรือรหัสอำเภอ"
                yield self.complaint(change, "code", told, "code-in-use")

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        area = (_PLACE, str(UnitKind.AREA), self.terms.area.code)
        kinds = (UnitKind.DISTRICT, UnitKind.SUBDISTRICT)
        there = {(entry.kind, entry.code): entry for kind in kinds for entry in self._entries(kind)}
        entries: dict[tuple[str, str], UnitEntry] = {}

        def say(kind: str, code: str, name: str, *over: Above) -> None:
            known = there.get((kind, code)) or UnitEntry(str(kind), code, name)
            entries[kind, code] = replace(known, name=name, above=over)

        for row in (change.after for change in changes):
            say(UnitKind.DISTRICT, row["district"], row["district_name"], area)
            if row["code"]:
                district = (_PLACE, str(UnitKind.DISTRICT), row["district"])
                say(UnitKind.SUBDISTRICT, row["code"], row["name"], area, district)
        save_units(by=by, entries=entries.values(), on=self.terms.on)

    def _entries(self, kind: str) -> list[UnitEntry]:
        return entries_of(units_of(self.terms.area, kind), self.terms.on)


LATER = "อยู่ที่เดิมตั้งแต่ {day}: ใช้วันที่มีผลตั้งแต่วันนั้นเป็นต้นไป"
TAKEN = "รหัสนี้ใช้อยู่แล้วในเขตอื่น: ตรวจรหัสอีกครั้ง"


def taken_codes(kind: str, codes: Sequence[str], area: Unit) -> set[str]:
    """Those of the codes that a unit of that kind outside the area bears."""
    inside = units_of(area, kind).values("pk")
    outside = Unit.objects.filter(kind=kind, code__in=set(codes)).exclude(pk__in=inside)
    return set(outside.values_list("code", flat=True))


def begun_later(kind: str, codes: Sequence[str], on: date) -> dict[str, str]:
    """Units (their codes) that came to where they stand after that day, and when, as written."""
    placed = Placement.objects.filter(
        child__kind=kind, child__code__in=set(codes), valid_from__gt=on, valid_to__isnull=True
    )
    found = placed.order_by("valid_from").values_list("child__code", "valid_from")
    return {code: thai_date(begun, short=True) for code, begun in found}


def above(entry: UnitEntry, kind: str) -> str:
    """The code of the unit of a kind that the entry stands under, empty where there is none."""
    return next((code for _, over, code in entry.above if over == kind), "")


def district_of(entry: UnitEntry) -> str:
    """The code of the entry's district."""
    return above(entry, UnitKind.DISTRICT)


def _without(name: str, *kinds: str) -> str:
    for kind in kinds:
        name = name.removeprefix(kind).strip() or name
    return name
