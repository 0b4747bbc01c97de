"""The first office of a bare installation, set up by whoever reads the installation's own code."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.sign_in import new_code, plain_code
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import User
from khet.records.registry.queries.schools import home_area

_BY = "หน้าเริ่มใช้งาน"


@dataclass(frozen=True)
class Office:
    """An area's code, name and short name."""

    code: str
    name: str
    short_name: str


def setup_code() -> str | None:
    """The code that lets its reader set the office up; none where there is an office.

    It lies in the installation's folder, readable by its owner only, until then.
    """
    if home_area() is not None:
        return None
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as file:
            file.write(new_code())
    return path.read_text(encoding="utf-8").strip()


def is_setup_code(typed: str) -> bool:
    """Whether that is the code, in any case, with or without dashes."""
    expected = setup_code()
    return expected is not None and constant_time_compare(plain_code(typed), plain_code(expected))


def set_up_office(office: Office, *, username: str, name: str, password: str, today: date) -> User:
    """Register the area and open the account of its first administrator; the code is used up."""
    area = UnitEntry("area", office.code, office.name, office.short_name)
    entry = AccountEntry(username, name, "administrator", ("area", office.code), password)
    with transaction.atomic():
        register_units(by=_BY, entries=[area], since=today)
        user = open_account(by=_BY, entry=entry, since=today)
    _path().unlink(missing_ok=True)
    return user


def _path() -> Path:
    return Path(settings.HOME) / "setup-code.txt"
