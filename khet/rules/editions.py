"""Is a table that an office means to put beside Khet's sound? What is wrong, and how to mend it.

Every fault names its field by the path in the table (``five-1-from``) and speaks Thai; the places
of a message (``%(before)s``) are filled with its values.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from khet.rules.bookings import hours_of
from khet.rules.deadline_terms import unsound
from khet.rules.limits import SMALL
from khet.rules.papers import ORIGINS
from khet.rules.rewards import FIVE, OVER, SCHEMES
from khet.rules.sittings import GRADES, held_tests, known_subjects
from khet.rules.tables import SHIPPED, Tables

TABLES = (
    *("limits", "colours", "ability", "rewards", "sizes", "small_schools"),
    *("tests", "papers", "subjects", "headers", "deadlines", "supervision"),
    *("instrument_bands", "correspondence", "services", "office_contact"),
)
OVERALLS = ("pooled", "mean")
ROUNDS = tuple("123456789")
_MOST_Z = 10
_Z = re.compile(r"[0-9]{1,2}(\.[0-9]{1,4})?")
_WHOLE = 10_000
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[a-zA-Z]{2,}")
_WEB = re.compile(r"https://[^\s<>\"]+")
_GRADE = "ไม่รู้จักชั้น “%(name)s”: ใส่ ป.1–ป.6 หรือ ม.1–ม.6 คั่นด้วยจุลภาค"
_SUBJECT = "ไม่รู้จักวิชา “%(name)s”: ใส่ชื่อตามตารางวิชา คั่นด้วยจุลภาค"
_TEST = "ไม่มีการสอบ “%(name)s” ในปีนั้น: ใส่ชื่อตามตารางการสอบ คั่นด้วยจุลภาค"
_COLOUR = "ไม่มีสี “%(name)s” ในเกณฑ์สีนี้: ใส่ชื่อสี คั่นด้วยจุลภาค"
_ROUND = "ไม่มีครั้งที่ “%(name)s”: ใส่ 1–9 คั่นด้วยจุลภาค"
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field of a table."""

    place: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


def faults(name: str, table: Table, year: int, tables: Tables = SHIPPED) -> list[Fault]:
    """What is wrong with a table of that name as from a year (BE); nothing where it is sound.

    Args:
        tables: those that count now, which the others of that year are read from.

    >>> [fault.place for fault in faults("ability", {"a_from": 6000, "c_up_to": 6000}, 2560)]
    ['a_from']
    """
    return list(_CHECKS[name](table, year, tables))


def _limits(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    if not _Z.fullmatch(table["z"]) or Decimal(table["z"]) > _MOST_Z:
        yield Fault("z", "ใส่ค่า z เป็นตัวเลข 0–10 ทศนิยมไม่เกิน 4 ตำแหน่ง เช่น 2.58")
    if table["base"] not in ("area", "nation"):
        yield Fault("base", "ฐานคำนวณเป็นนักเรียนทั้งเขตหรือทั้งประเทศ")
    if table["overall"] not in OVERALLS:
        yield Fault("overall", "เลือกวิธีรวมทุกวิชาจากรายการ")
    if not 0 <= table["target"] <= 100:
        yield Fault("target", "ใส่เป้าหมายเป็นจำนวนเต็ม 0–100")
    if table["few"] < 0:
        yield Fault("few", "ใส่จำนวนนักเรียนตั้งแต่ 0")
    if table.get("small", SMALL) < table["few"]:
        told = "ใส่จำนวนนักเรียนไม่น้อยกว่า %(few)s ซึ่งเป็นจำนวนที่ไม่แสดงค่า"
        yield Fault("small", told, {"few": table["few"]})


def _ability(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    for key in ("a_from", "c_up_to"):
        if not 0 <= table[key] <= _WHOLE:
            yield Fault(key, "ใส่คะแนน 0–100")
    if table["c_up_to"] >= table["a_from"]:
        yield Fault("a_from", "กลุ่ม A ต้องเริ่มสูงกว่าคะแนนสูงสุดของกลุ่ม C")


def _colours(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    rows = table["five"]
    if [row["key"] for row in rows] != [row["key"] for row in tables.of("colours", year)["five"]]:
        yield Fault("five", "สีและลำดับของสีมาพร้อม Khet เปลี่ยนไม่ได้")
    yield from _ascending("five", rows, 0, "สีแรกต้องเริ่มที่ 0.00")
    for place, row in enumerate(rows):
        if row["from"] > _WHOLE:
            yield Fault(f"five-{place}-from", "ใส่ร้อยละ 0.00–100.00")
        if not row["meaning_th"]:
            yield Fault(f"five-{place}-meaning_th", "กรุณากรอกช่องนี้")


def _rewards(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    if table["scheme"] not in SCHEMES or table["over"] not in OVER:
        yield Fault("scheme", "เลือกจากรายการ")
    if not table["tests"]:
        yield Fault("tests", "ใส่การสอบที่นับอย่างน้อยหนึ่งการสอบ")
    yield from _unknown("tests", table["tests"], held_tests(year, tables), _TEST)
    scheme = "five" if table["scheme"] == FIVE else "four"
    known = [row["key"] for row in tables.of("colours", year)[scheme]]
    earlier: list[set[str]] = []
    for place, row in enumerate(table["reward"]):
        here = f"reward-{place}"
        if not row["th"]:
            yield Fault(f"{here}-th", "กรุณากรอกช่องนี้")
        yield from _unknown(f"{here}-colours", row["colours"], known, _COLOUR)
        if row["colours"] and any(taken.issuperset(row["colours"]) for taken in earlier):
            yield Fault(f"{here}-colours", "สีเหล่านี้ได้แรงจูงใจก่อนหน้าทั้งหมดแล้ว: เพิ่มสีอื่น หรือเว้นว่าง")
        earlier.append(set(row["colours"]))


def _sizes(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    rows = table["size"]
    if len(rows) < 2:
        yield Fault(f"size-{len(rows)}-from", "ใส่ขนาดโรงเรียนอย่างน้อยสองขนาด")
        return
    yield from _ascending("size", rows, min(rows[0]["from"], 1), "ขนาดแรกต้องเริ่มที่ 0 หรือ 1 คน")
    yield from _doubled([(f"size-{place}-th", row["th"]) for place, row in enumerate(rows)])
    for place, row in enumerate(rows):
        if not row["th"]:
            yield Fault(f"size-{place}-th", "กรุณากรอกช่องนี้")


def _small_schools(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    begins = table["from"]
    if not begins or begins[0] < 1 or begins != sorted(set(begins)):
        yield Fault("from", "ใส่จำนวนคนแรกของแต่ละช่วง จากน้อยไปมาก เช่น 1, 21, 41")


def _ascending(group: str, rows: Sequence[Table], first: int, told: str) -> Iterator[Fault]:
    if rows[0]["from"] != first or first < 0:
        yield Fault(f"{group}-0-from", told)
    for place in range(1, len(rows)):
        if rows[place]["from"] <= rows[place - 1]["from"]:
            yield Fault(f"{group}-{place}-from", "ต้องมากกว่าค่าเริ่มต้นของช่วงก่อนหน้า")


def _doubled(named: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    """A fault for every name that an earlier field has already."""
    seen: set[str] = set()
    for place, name in named:
        if name.lower() in seen:
            yield Fault(place, "“%(name)s” ซ้ำกับช่องอื่น: เหลือไว้ที่เดียว", {"name": name})
        seen.add(name.lower())


def _tests(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    known = known_subjects(year, tables)
    for place, row in enumerate(table["test"]):
        here = f"test-{place}"
        yield from _unknown(f"{here}-grades", row["grades"], GRADES, _GRADE)
        yield from _unknown(f"{here}-subjects", row["subjects"], known, _SUBJECT)
        yield from _unknown(f"{here}-rounds", row.get("rounds", ()), ROUNDS, _ROUND)
        if row["grades"] and not row["subjects"]:
            yield Fault(f"{here}-subjects", "ใส่วิชาที่สอบอย่างน้อยหนึ่งวิชา หรือลบชั้นที่สอบออก")
        for part in ("grades", "subjects", "rounds"):
            yield from _doubled([(f"{here}-{part}", name) for name in row.get(part, ())])


def _papers(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    for place, row in enumerate(table["paper"]):
        if row["origin"] not in ORIGINS:
            yield Fault(f"paper-{place}-origin", "เลือกแหล่งของข้อสอบจากรายการ")
        yield from _unknown(f"paper-{place}-grades", row["grades"], GRADES, _GRADE)
    named = [
        (f"paper-{place}-grades", f"{row['test']} {row['round']} {grade}")
        for place, row in enumerate(table["paper"])
        for grade in row["grades"]
    ]
    yield from _doubled(named)


def _unknown(
    place: str, given: Sequence[str], known: Sequence[str] | Mapping[str, Any], told: str
) -> Iterator[Fault]:
    for name in given:
        if name not in known:
            yield Fault(place, told, {"name": name})


def _subjects(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    here = [(f"{code}-names", name) for code, row in _rows(table) for name in row["names"]]
    others = tables.of("headers", year)["columns"].values()
    empty = [f"{code}-names" for code, row in _rows(table) if not row["names"]]
    yield from _headings(empty, here, others)


def _headers(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    columns = table["columns"]
    here = [(f"columns-{key}", name) for key, names in columns.items() for name in names]
    others = (row["names"] for _, row in _rows(tables.of("subjects", year)))
    empty = [f"columns-{key}" for key, names in columns.items() if not names]
    yield from _headings(empty, here, others)


def _rows(table: Table) -> list[tuple[str, Table]]:
    return [(code, row) for code, row in table.items() if isinstance(row, Mapping)]


def _headings(
    empty: Sequence[str], here: Sequence[tuple[str, str]], others: Any
) -> Iterator[Fault]:
    """Faults of names by which a file's columns are known: none missing, none of two columns."""
    for place in empty:
        yield Fault(place, "ใส่ชื่ออย่างน้อยหนึ่งชื่อ")
    yield from _doubled(here)
    taken = {name.lower() for names in others for name in names}
    for place, name in here:
        if name.lower() in taken:
            yield Fault(place, "“%(name)s” เป็นชื่อของคอลัมน์อื่นอยู่แล้ว", {"name": name})


def _deadlines(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    codes = [row["code"] for row in tables.of("deadlines", year)["rule"]]
    if [row["code"] for row in table["rule"]] != codes:
        yield Fault("rule", "งานและลำดับของงานมาพร้อม Khet เปลี่ยนไม่ได้")
    for place, row in enumerate(table["rule"]):
        for name, message, values in unsound(row):
            yield Fault(f"rule-{place}-{name}", message, values)


def _supervision(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    for name, most in (("capacity", 200), ("per_day", 10), ("unvisited_days", 3650)):
        if not 1 <= table[name] <= most:
            yield Fault(name, "ใส่จำนวน 1 ถึง %(most)s", {"most": most})
    points = table["points"]
    if points["days_each"] < 1:
        yield Fault("points-days_each", "ใส่จำนวนวันตั้งแต่ 1")
    if points["never"] < points["days_most"]:
        told = "โรงเรียนที่ยังไม่เคยนิเทศต้องได้ไม่น้อยกว่าที่ไม่ได้นิเทศนานที่สุด (%(most)s)"
        yield Fault("points-never", told, {"most": points["days_most"]})


def _instrument_bands(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    yield from _ascending("band", table["band"], 0, "ระดับแรกต้องเริ่มที่ร้อยละ 0")
    for place, row in enumerate(table["band"]):
        if row["from"] > 100:
            yield Fault(f"band-{place}-from", "ใส่ร้อยละ 0–100")
        if not row["th"]:
            yield Fault(f"band-{place}-th", "กรุณากรอกช่องนี้")


def _correspondence(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    if len(table["prefix"]) > 30 or "/" in table["prefix"]:
        yield Fault("prefix", "ใส่รหัสหน้าเลข ไม่เกิน 30 ตัวอักษร ไม่ต้องใส่ / เช่น ศธ 04999")
    for name, days in table["days"].items():
        if not 1 <= days <= 365:
            yield Fault(f"days-{name}", "ใส่จำนวนวัน 1 ถึง 365")


def _office_contact(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    if table["email"] and not _EMAIL.fullmatch(table["email"]):
        yield Fault("email", "ใส่อีเมลที่มี @ เช่น office@example.go.th หรือเว้นว่าง")
    if table["map"] and not _WEB.fullmatch(table["map"]):
        yield Fault("map", "ใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https:// หรือเว้นว่าง")


def _services(table: Table, year: int, tables: Tables) -> Iterator[Fault]:
    for group in ("counter", "rooms"):
        hours = hours_of(table[group])
        if hours.closes <= hours.opens:
            yield Fault(f"{group}-closes", "เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม")
    for group, name, most in (("counter", "names_kept_years", 20), ("rooms", "longest_days", 365)):
        if not 1 <= table[group][name] <= most:
            yield Fault(f"{group}-{name}", "ใส่จำนวน 1 ถึง %(most)s", {"most": most})


_CHECKS: dict[str, Callable[[Table, int, Tables], Iterator[Fault]]] = {
    "limits": _limits,
    "colours": _colours,
    "ability": _ability,
    "rewards": _rewards,
    "sizes": _sizes,
    "small_schools": _small_schools,
    "tests": _tests,
    "papers": _papers,
    "subjects": _subjects,
    "headers": _headers,
    "deadlines": _deadlines,
    "supervision": _supervision,
    "instrument_bands": _instrument_bands,
    "correspondence": _correspondence,
    "office_contact": _office_contact,
    "services": _services,
}
