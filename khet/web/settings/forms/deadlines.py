"""The form of deadlines: how many days a duty has, how they are counted, what is due monthly."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from khet.rules.months import parse_month
from khet.web.office.kinds import duty_name
from khet.web.settings.deadlines import after_names, count_names
from khet.web.settings.fields import Typed, Whole
from khet.web.settings.forms.base import Group, Table, TableForm


class MonthText(Typed):
    """A month with its Buddhist year, held as ``2569-11``; what can't be read stays as typed."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return parse_month(text).key if text else ""
        except ValueError:
            return text

    def prepare_value(self, value: Any) -> Any:
        try:
            return parse_month(value or "").named(short=True)
        except ValueError:
            return value


class DeadlinesForm(TableForm):
    """For each duty its days or its day of the month, and whether the last day moves."""

    table = "deadlines"

    def add_fields(self) -> None:
        self.fields["year"].help_text = _("งานที่เปิดตั้งแต่ปีการศึกษานี้ใช้กำหนดนี้ งานที่เปิดแล้วไม่เปลี่ยน")
        for place, row in enumerate(self.shown["rule"]):
            fields = _of_days(row) if "days" in row else _of_months(row)
            fields["move"] = forms.BooleanField(
                label=_("ถ้าตรงวันหยุด เลื่อนไปวันทำการถัดไป"), initial=row["move"], required=False
            )
            self.fields |= {f"rule-{place}-{name}": field for name, field in fields.items()}

    def groups(self) -> list[Group]:
        return [
            Group(
                duty_name(row["code"]),
                [self[name] for name in self.fields if name.startswith(f"rule-{place}-")],
            )
            for place, row in enumerate(self.shown["rule"])
        ]

    def content(self) -> Table:
        told = self.cleaned_data
        rows = [
            {name: told.get(f"rule-{place}-{name}", value) for name, value in row.items()}
            for place, row in enumerate(self.shown["rule"])
        ]
        return {"rule": rows}


def _of_days(row: Table) -> dict[str, forms.Field]:
    return {
        "days": Whole(label=_("ภายในกี่วัน"), initial=row["days"]),
        "count": forms.ChoiceField(
            label=_("นับเป็น"), choices=list(count_names().items()), initial=row["count"]
        ),
    }


def _of_months(row: Table) -> dict[str, forms.Field]:
    return {
        "day": Whole(label=_("วันที่ (31 คือวันสิ้นเดือน)"), initial=row["day"]),
        "after": forms.TypedChoiceField(
            label=_("ในเดือน"), choices=list(after_names().items()), coerce=int, initial=row["after"]
        ),
        "from": MonthText(
            label=_("เริ่มตั้งแต่เดือน (เว้นว่างถ้ายังไม่เริ่ม)"), initial=row["from"], required=False
        ),
    }
