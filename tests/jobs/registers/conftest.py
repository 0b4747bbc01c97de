"""A bare area, and files brought to its registers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.keeping import keep_file
from khet.jobs.registers.planning import Plan, plan_of
from khet.jobs.registers.register import Register, Terms
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Unit

SINCE = date(2009, 5, 1)
ON = date(2013, 5, 16)
YEAR = 2556


class Office:
    """An area, and what is brought to it."""

    def __init__(self, area: Unit, folder: Path) -> None:
        self.area, self._folder = area, folder

    def register(self, key: str, on: date = ON, schools: frozenset[str] | None = None) -> Register:
        """A register of the area on a day, of the academic year 2556."""
        return REGISTERS[key](Terms(self.area, on, YEAR, schools))

    def file(self, content: str | bytes, ending: str = "csv") -> Path:
        """A file of that content."""
        path = self._folder / f"file.{ending}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def plan(self, key: str, lines: Sequence[str], on: date = ON) -> Plan:
        """What a CSV file of these lines would change."""
        return plan_of(self.register(key, on), self.file("\n".join(lines)), "file.csv")

    def keep(self, key: str, lines: Sequence[str], on: date = ON) -> Plan:
        """Keep a CSV file of these lines, all warnings accepted."""
        return self.keep_file(key, self.file("\n".join(lines)), on)

    def keep_file(self, key: str, path: Path, on: date = ON) -> Plan:
        """Keep a file, all warnings accepted."""
        seen = plan_of(self.register(key, on), path, "")
        assert not seen.errors, seen.errors
        reasons = dict.fromkeys(seen.doubts, "ตรวจแล้ว")
        register = self.register(key, on)
        return keep_file(
            by="ทดสอบ", register=register, path=path, name="", seen=seen.print, reasons=reasons
        )


DISTRICTS = [
    "รหัสอำเภอ,อำเภอ,รหัสตำบล,ตำบล",
    "9301,กงหรา,930101,คลองทรายขาว",
    "9301,กงหรา,930102,ชะรัด",
    "9302,ป่าบอน,930201,ทุ่งนารี",
]
NETWORKS = ["ลำดับที่,เครือข่าย,อำเภอ,ชื่ออื่น", "1,ไพรวัลย์,กงหรา,ไพวัลย์", "2,ทุ่งธงทอง,ป่าบอน,"]
SCHOOLS = [
    "รหัสโรงเรียน,ชื่อโรงเรียน,ตำบล,อำเภอ,เครือข่าย,ระดับชั้นที่เปิดสอน",
    "93020001,บ้านเหนือ,คลองทรายขาว,,ไพวัลย์,อ.2-ป.6",
    "93020002,วัดกลาง,ชะรัด,กงหรา,ไพรวัลย์,ป.1-ม.3",
    "93020003,ชุมชนใต้,930201,ป่าบอน,ทุ่งธงทอง,ป.1–ป.6",
]


@pytest.fixture
def office(db: None, tmp_path: Path) -> Office:
    """A bare area: nothing but its name."""
    register_units(by="ทดสอบ", entries=[UnitEntry("area", "9302", "เขตทดสอบ")], since=SINCE)
    return Office(Unit.objects.get(kind="area"), tmp_path)


@pytest.fixture
def working(office: Office) -> Office:
    """An area with districts, networks and three schools, from files."""
    office.keep("districts", DISTRICTS)
    office.keep("networks", NETWORKS)
    office.keep("schools", SCHOOLS)
    return office
