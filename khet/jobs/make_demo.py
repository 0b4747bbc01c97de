"""``khet demo``: the demonstration area, its people and five years of results.

Districts, networks and school counts are the printed ones; pupils, persons and scores are made up.
"""

import argparse
import secrets
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from khet.jobs.installation import migrate_database, open_installation

if TYPE_CHECKING:
    from khet.jobs.demo.area import DemoArea

CAST = {
    "director": "ผู้อำนวยการเขต (สาธิต)",
    "deputy": "รองผู้อำนวยการเขต (สาธิต)",
    "supervisor": "ศึกษานิเทศก์ (สาธิต)",
    "planner": "เจ้าหน้าที่แผน (สาธิต)",
    "auditor": "ผู้ตรวจสอบภายใน (สาธิต)",
    "clerk": "ธุรการ (สาธิต)",
    "school-director": "ผู้อำนวยการโรงเรียน (สาธิต)",
    "teacher": "ครู (สาธิต)",
}
_AT_SCHOOL = ("school-director", "teacher")
_SINCE = date(2009, 5, 1)
_BY = "คำสั่ง khet demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has no options."""


def run(options: argparse.Namespace) -> int:
    """Make the area where the installation is empty, and tell the logins."""
    open_installation()
    migrate_database()
    from khet.records.registry.queries import home_area

    password_file = _password_file()
    if home_area() is None:
        password_file.parent.mkdir(parents=True, exist_ok=True)
        password_file.touch(mode=0o600)
        password_file.write_text(secrets.token_urlsafe(9), encoding="utf-8")
        _make(password_file.read_text(encoding="utf-8"))
    elif not password_file.exists():
        sys.stderr.write("ระบบนี้มีเขตอยู่แล้ว จึงไม่สร้างเขตสาธิตทับ: ใช้โฟลเดอร์ KHET_HOME อื่น\n")
        return 2
    _tell(password_file.read_text(encoding="utf-8"))
    return 0


def _password_file() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "demo-password.txt"


def _tell(password: str) -> None:
    sys.stdout.write("\nเขตสาธิต: ชื่อผู้ใช้ / demonstration logins\n")
    for role, name in CAST.items():
        sys.stdout.write(f"  {role:<16} {name}\n")
    sys.stdout.write(f"รหัสผ่านทุกชื่อ / password of all: {password}\n")


def _make(password: str) -> None:
    from khet.jobs.demo.area import demo_area
    from khet.jobs.demo.registers import area_entries, enrolment_entries, home_school
    from khet.jobs.draw_trends import draw_trends
    from khet.records.registry import actions

    area = demo_area()
    sys.stdout.write(f"สร้างเขตสาธิต {area.short_name} …\n")
    actions.register_units(by=_BY, entries=area_entries(area), since=_SINCE)
    actions.record_enrolment(by=_BY, entries=enrolment_entries(area))
    school = home_school(area)
    for role, name in CAST.items():
        unit = ("school", school) if role in _AT_SCHOOL else ("area", area.code)
        entry = actions.AccountEntry(role, name, role, unit, password)
        actions.open_account(by=_BY, entry=entry, since=_SINCE)
    _import_results(area)
    draw_trends()


def _import_results(area: "DemoArea") -> None:
    """Every sitting as a file that a person could have brought, imported like any other."""
    import pyarrow.csv
    from django.conf import settings

    from khet.figures.intake.given import Given
    from khet.jobs.demo.scores import demo_sittings, draw
    from khet.jobs.keep_scores import check_and_keep

    folder = Path(settings.HOME) / "demo-files"
    folder.mkdir(parents=True, exist_ok=True)
    for sitting in demo_sittings():
        words = (
            sitting.academic_year,
            sitting.test.replace(" ", "-"),
            sitting.round,
            sitting.grade,
        )
        path = folder / f"{'-'.join(str(word) for word in words if word)}.csv"
        pyarrow.csv.write_csv(draw(area, sitting), path)
        report = check_and_keep(path, Given({}), None, by=_BY)
        if report.problems:
            raise RuntimeError(f"{path.name}: {report.problems[0].message}")
