"""The table of services in words: hours of counter and rooms, days of a booking, years of names."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Table = Mapping[str, Any]


def clock_names() -> dict[str, str]:
    """What each time of the table is called, by its field."""
    return {
        "counter-opens": _("เคาน์เตอร์รับผู้มาติดต่อตั้งแต่เวลา"),
        "counter-closes": _("เคาน์เตอร์รับผู้มาติดต่อถึงเวลา"),
        "rooms-opens": _("ใช้ห้องและรถตามปกติตั้งแต่เวลา"),
        "rooms-closes": _("ใช้ห้องและรถตามปกติถึงเวลา"),
    }


def number_names() -> dict[str, str]:
    """What each number of the table is called, by its field."""
    return {
        "counter-names_kept_years": _("เก็บชื่อและลายมือชื่อผู้มาติดต่อไว้ (ปี)"),
        "rooms-longest_days": _("จองห้องหรือรถครั้งเดียวได้ไม่เกิน (วัน)"),
    }


def value_of(table: Table, name: str) -> str | int:
    """The value of a field."""
    group, part = name.split("-")
    value: str | int = table[group][part]
    return value


def services_rows(table: Table) -> list[list[str]]:
    """A line for each value."""
    names = {**clock_names(), **number_names()}
    return [[label, str(value_of(table, name))] for name, label in names.items()]
