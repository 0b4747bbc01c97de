"""How the office is reached, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Table = Mapping[str, Any]


def contact_names() -> dict[str, str]:
    """What each way to reach the office is called."""
    return {
        "address": _("ที่อยู่"),
        "phone": _("โทรศัพท์"),
        "email": _("อีเมล"),
        "hours": _("วันและเวลาทำการ"),
        "map": _("ที่อยู่เว็บของแผนที่"),
    }


def contact_rows(table: Table) -> list[list[str]]:
    """A line for each way."""
    return [[label, table[name] or _("ยังไม่ได้ตั้ง")] for name, label in contact_names().items()]
