"""The table of deadlines in words: how many days a duty has and how they are counted."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khet.rules.deadline_terms import LAST_DAY, MOST_MONTHS
from khet.rules.months import parse_month
from khet.web.office.kinds import duty_name

Table = Mapping[str, Any]


def count_names() -> dict[str, str]:
    """The ways of counting days."""
    return {"calendar": _("วันปฏิทิน"), "working": _("วันทำการ")}


def deadline_columns() -> list[str]:
    """The headings of the table of deadlines."""
    return [_("งาน"), _("กำหนด"), _("ตรงวันหยุด"), _("เริ่มเดือน")]


def deadline_rows(table: Table) -> list[list[str]]:
    """A line for each duty: in which time, what of holidays, from which month on."""
    return [
        [
            duty_name(row["code"]),
            _in_time(row),
            _("เลื่อนไปวันทำการถัดไป") if row["move"] else _("ไม่เลื่อน"),
            _begins(row),
        ]
        for row in table["rule"]
    ]


def _in_time(row: Table) -> str:
    if "days" in row:
        told = {"days": row["days"], "count": count_names()[row["count"]]}
        return _("%(days)s %(count)s") % told
    day = _("วันที่ %(day)s") % {"day": row["day"]} if row["day"] < LAST_DAY else _("วันสิ้นเดือน")
    return f"{day} {after_names()[row['after']]}"


def after_names() -> dict[int, str]:
    """In which month a monthly duty is due, by how many months later."""
    return {0: _("ของเดือนนั้น"), 1: _("ของเดือนถัดไป")} | {
        months: _("ของ %(n)s เดือนถัดไป") % {"n": months} for months in range(2, MOST_MONTHS + 1)
    }


def _begins(row: Table) -> str:
    if "from" not in row:
        return "–"
    return parse_month(row["from"]).named(short=True) if row["from"] else _("ยังไม่เริ่ม")
