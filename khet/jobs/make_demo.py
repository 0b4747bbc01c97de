"""``khet demo``: the demonstration area, its people and five years of results.

Districts, networks and school counts are the printed ones; pupils, persons and scores are made up.
"""

import argparse
import secrets
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from khet.jobs.installation import migrate_database, open_installation

if TYPE_CHECKING:
    from khet.jobs.demo.aims import Sitting
    from khet.jobs.demo.area import DemoArea
    from khet.records.registry.actions.people import AccountEntry

CAST = {
    "director": "ผู้อำนวยการเขต (สาธิต)",
    "deputy": "รองผู้อำนวยการเขต (สาธิต)",
    "group-director": "ผู้อำนวยการกลุ่มอำนวยการ (สาธิต)",
    "supervisor": "ศึกษานิเทศก์ (สาธิต)",
    "planner": "เจ้าหน้าที่แผน (สาธิต)",
    "auditor": "ผู้ตรวจสอบภายใน (สาธิต)",
    "clerk": "ธุรการ (สาธิต)",
    "data-officer": "เจ้าหน้าที่ข้อมูล (สาธิต)",
    "personnel": "เจ้าหน้าที่บุคคล (สาธิต)",
    "administrator": "ผู้ดูแลระบบ (สาธิต)",
    "school-director": "ผู้อำนวยการโรงเรียน (สาธิต)",
    "teacher": "ครู (สาธิต)",
}
_AT_SCHOOL = ("school-director", "teacher")
_SINCE = date(2009, 5, 1)
BY = "ข้อมูลสาธิต"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has no options."""


def run(options: argparse.Namespace) -> int:
    """Make the area where the installation is empty, finish it where that was cut short."""
    open_installation()
    migrate_database()
    from khet.records.registry.queries.schools import home_area

    if home_area() is None:
        _make_registers(_new_password())
    elif not is_demonstration():
        sys.stderr.write("ระบบนี้มีเขตอยู่แล้ว จึงไม่สร้างเขตสาธิตทับ: ใช้โฟลเดอร์ KHET_HOME อื่น\n")
        return 2
    _import_results()
    from khet.jobs.demo.office_year import finish_year

    finish_year(by=BY, today=date.today())
    tell_logins()
    return 0


def is_demonstration() -> bool:
    """Whether this installation shows the demonstration area."""
    return _password_file().exists()


def tell_logins() -> None:
    """Print the demonstration's logins, where there is one."""
    if not is_demonstration():
        return
    sys.stdout.write("\nเขตสาธิต: ชื่อผู้ใช้ / demonstration logins\n")
    from khet.records.registry.models import User

    there = set(User.objects.filter(username__in=CAST).values_list("username", flat=True))
    for role, name in CAST.items():
        if role in there:
            sys.stdout.write(f"  {role:<16} {name}\n")
    password = _password_file().read_text(encoding="utf-8")
    sys.stdout.write(f"รหัสผ่านทุกชื่อ / password of all: {password}\n")


def _password_file() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "demo-password.txt"


def _new_password() -> str:
    path = _password_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(9), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _make_registers(password: str) -> None:
    """Units, accounts, staff, pupils and programmes, all or none of them."""
    from django.db import transaction

    from khet.jobs.demo.area import demo_area
    from khet.jobs.demo.registers import area_entries
    from khet.jobs.demo.staff import engage_staff
    from khet.records.registry.actions.people import open_accounts
    from khet.records.registry.actions.units import register_units

    area = demo_area()
    sys.stdout.write(f"สร้างเขตสาธิต {area.short_name} …\n")
    sys.stdout.flush()
    with transaction.atomic():
        register_units(by=BY, entries=area_entries(area), since=_SINCE)
        open_accounts(by=BY, entries=_cast_entries(area, password), since=_SINCE)
        engage_staff(by=BY, area=area, cast=set(CAST) - set(_AT_SCHOOL), since=_SINCE)
        _fill_schools(area)


def _cast_entries(area: "DemoArea", password: str) -> Iterator["AccountEntry"]:
    """The accounts that can be tried: at the office, at its first group, and at one school."""
    from khet.jobs.demo.registers import group_codes, home_school
    from khet.records.registry.actions.people import AccountEntry

    places = dict.fromkeys(_AT_SCHOOL, ("school", home_school(area)))
    places["group-director"] = ("group", next(iter(group_codes(area).values())))
    for role, name in CAST.items():
        unit = places.get(role, ("area", area.code))
        yield AccountEntry(role, name, role, unit, password)


def _fill_schools(area: "DemoArea") -> None:
    """Pupils by grade of every year, those of the newest by name, and programmes."""
    from khet.jobs.demo.programmes import programme_entries
    from khet.jobs.demo.pupils import counts, pupil_entries
    from khet.jobs.demo.sizes import YEARS
    from khet.records.registry.actions.programmes import save_programmes
    from khet.records.registry.actions.pupils import save_pupils
    from khet.records.registry.actions.schools import save_enrolment
    from khet.records.registry.queries.schools import home_area

    for year in YEARS:
        save_enrolment(by=BY, academic_year=year, counts=counts(area, year))
    save_pupils(by=BY, academic_year=YEARS[-1], entries=pupil_entries(area))
    if office := home_area():
        save_programmes(by=BY, area=office, entries=programme_entries(area))


def _import_results() -> None:
    """Every sitting as a file that a person could have brought; those brought before stay."""
    from khet.jobs.demo.area import demo_area
    from khet.jobs.demo.scores import demo_sittings
    from khet.jobs.draw_trends import draw_trends
    from khet.jobs.sitting_results import make_ready
    from khet.records.learning.queries import every_score_file, source_names

    area, brought = demo_area(), source_names()
    missing = [sitting for sitting in demo_sittings() if _file_name(sitting) not in brought]
    for sitting in missing:
        _import(area, sitting)
    if missing:
        for file in every_score_file(current=True):
            make_ready(file)
        draw_trends()


def _file_name(sitting: "Sitting") -> str:
    test = sitting.test.replace(" ", "-")
    words = (str(sitting.academic_year), test, sitting.round, sitting.grade)
    return f"{'-'.join(filter(None, words))}.csv"


def _import(area: "DemoArea", sitting: "Sitting") -> None:
    import pyarrow.csv
    from django.conf import settings

    from khet.figures.intake.given import Given
    from khet.jobs.demo.scores import draw
    from khet.jobs.keep_scores import check_and_keep

    path = Path(settings.HOME) / "demo-files" / _file_name(sitting)
    path.parent.mkdir(exist_ok=True)
    pyarrow.csv.write_csv(draw(area, sitting), path)
    report = check_and_keep(path, Given({}), None, by=BY)
    if report.problems:
        raise RuntimeError(f"{path.name}: {report.problems[0].message}")
