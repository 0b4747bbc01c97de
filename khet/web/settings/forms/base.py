"""What every form of a dated table has: from which year on, why, and how faults are shown."""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from khet.rules.editions import Fault, faults
from khet.rules.tables import Tables
from khet.web.settings.fields import Typed, Year

Table = dict[str, Any]


class Group(NamedTuple):
    """Fields that belong together, under a legend."""

    legend: str
    fields: list[forms.BoundField]


class TableForm(forms.Form):
    """From which year on, why, and the table itself; ``seen`` is its newest change when drawn."""

    error_css_class = "wrong"
    table = ""
    year = Year(
        label=_("ใช้ตั้งแต่ปีการศึกษา (พ.ศ.)"),
        help_text=_("ผลสอบตั้งแต่ปีนี้คำนวณใหม่ตามเกณฑ์นี้ ปีก่อนหน้าไม่เปลี่ยน"),
    )
    reason = Typed(
        label=_("เหตุผลหรือที่มา"),
        help_text=_("เช่น ประกาศหรือมติที่ประชุม ฉบับใด วันใด"),
        max_length=300,
        error_messages={"required": _("บอกเหตุผลหรือที่มา เพื่อให้ผู้อื่นตรวจสอบได้")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, tables: Tables, shown: Table, **given: Any) -> None:
        super().__init__(data, label_suffix="", **given)
        self.tables, self.shown = tables, shown
        self.add_fields()

    def add_fields(self) -> None:
        """Add a field for each value of the table."""

    def content(self) -> Table | None:
        """The whole table as the fields say; ``None`` to go back to Khet's."""
        raise NotImplementedError

    def groups(self) -> list[Group]:
        """The table's own fields as they are drawn."""
        own = [self[name] for name in self.fields if name not in ("year", "reason", "seen")]
        return [Group("", own)]

    def common(self) -> list[forms.BoundField]:
        """The fields that every table has."""
        return [self["year"], self["reason"]]

    def clean(self) -> dict[str, Any]:
        table = None if self.errors else self.content()
        if table is not None:
            self.refuse(faults(self.table, table, self.cleaned_data["year"], self.tables))
        return self.cleaned_data

    def refuse(self, found: list[Fault]) -> None:
        """Show each fault at its field, or above all where it has none."""
        for fault in found:
            place = fault.place if fault.place in self.fields else None
            self.add_error(place, now(fault.message) % fault.values)


class BackForm(TableForm):
    """Back to the table that comes with Khet: no more than from which year on, and why."""

    def content(self) -> None:
        return None
