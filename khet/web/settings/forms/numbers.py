"""Forms of numbers: terms of limits, groups of pupils, bands of colours and sizes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as now

from khet.rules.limits import SMALL
from khet.web.settings.fields import Marks, Numbers, NumberText, Typed, Whole
from khet.web.settings.forms.base import Group, Table, TableForm

SIZES = 8
_SIZE_KEYS = {"ขนาดเล็ก": "small", "ขนาดกลาง": "medium", "ขนาดใหญ่": "large"}


class LimitsForm(TableForm):
    """z, how subjects become one, the target, the few and the small."""

    table = "limits"

    def add_fields(self) -> None:
        overalls = [
            ("pooled", now("รวมคะแนนทุกวิชาแล้วคิดร้อยละ")),
            ("mean", now("เฉลี่ยร้อยละรายวิชา")),
        ]
        self.fields |= {
            "z": NumberText(label=now("ค่า z ของขีดจำกัดล่าง"), initial=self.shown["z"]),
            "overall": forms.ChoiceField(
                label=now("ร้อยละรวมทุกวิชา"), choices=overalls, initial=self.shown["overall"]
            ),
            "target": Whole(label=now("เป้าหมายคะแนนเฉลี่ย"), initial=self.shown["target"]),
            "few": Whole(label=now("ไม่แสดงค่าแก่ผู้อื่นเมื่อนักเรียนน้อยกว่า (คน)"), initial=self.shown["few"]),
            "small": Whole(
                label=now("เตือนเมื่อนักเรียนน้อยกว่า (คน)"), initial=self.shown.get("small", SMALL)
            ),
        }

    def content(self) -> Table:
        names = ("z", "overall", "target", "few", "small")
        return {"base": self.shown["base"], **{name: self.cleaned_data[name] for name in names}}


class AbilityForm(TableForm):
    """Where group A begins and group C ends."""

    table = "ability"

    def add_fields(self) -> None:
        self.fields |= {
            "a_from": Marks(label=now("กลุ่ม A ตั้งแต่คะแนน"), initial=self.shown["a_from"]),
            "c_up_to": Marks(label=now("กลุ่ม C ไม่เกินคะแนน"), initial=self.shown["c_up_to"]),
        }

    def content(self) -> Table:
        return {name: self.cleaned_data[name] for name in ("a_from", "c_up_to")}


class BandsForm(TableForm):
    """Bands with both ends as papers print them; the ends must meet without hole or overlap."""

    group = ""
    most = 0

    def band(self, place: int) -> tuple[int | None, int | None]:
        """What was filled in as a band's ends."""
        told = self.cleaned_data
        return told.get(f"{self.group}-{place}-from"), told.get(f"{self.group}-{place}-to")

    def meet(self, count: int, told: str) -> None:
        """Refuse a band that ends elsewhere than just before the next begins."""
        for place in range(count):
            end = self.band(place)[1]
            last = place == count - 1
            wanted = None if last else (self.band(place + 1)[0] or 0) - 1
            if last and end is not None and end != self.most:
                self.add_error(f"{self.group}-{place}-to", told)
            elif not last and end != wanted:
                self._refuse_end(place, end, wanted or 0)

    def _refuse_end(self, place: int, end: int | None, wanted: int) -> None:
        if end is None:
            message = now("ใส่ค่าสุดท้ายของช่วงนี้ (ช่วงถัดไปเริ่มต่อจาก %(wanted)s)")
        elif end < wanted:
            message = now("มีช่องว่างก่อนช่วงถัดไป: ช่วงนี้ต้องจบที่ %(wanted)s")
        else:
            message = now("ทับกับช่วงถัดไป: ช่วงนี้ต้องจบที่ %(wanted)s")
        self.add_error(f"{self.group}-{place}-to", message % {"wanted": self.told(wanted)})

    def told(self, value: int) -> str:
        """A value as it is printed."""
        return str(value)


class ColoursForm(BandsForm):
    """The five bands of percents and what each colour means."""

    table, group, most = "colours", "five", 10_000

    def add_fields(self) -> None:
        rows = self.shown["five"]
        ends = [row["from"] - 1 for row in rows[1:]] + [self.most]
        for place, (row, end) in enumerate(zip(rows, ends, strict=True)):
            here = f"five-{place}"
            self.fields |= {
                f"{here}-from": Marks(label=now("ตั้งแต่ร้อยละ"), initial=row["from"]),
                f"{here}-to": Marks(label=now("ถึงร้อยละ"), initial=end),
                f"{here}-meaning_th": Typed(
                    label=now("ความหมาย"), initial=row["meaning_th"], max_length=60
                ),
            }

    def groups(self) -> list[Group]:
        names = ("from", "to", "meaning_th")
        return [
            Group(now(row["th"]), [self[f"five-{place}-{name}"] for name in names])
            for place, row in enumerate(self.shown["five"])
        ]

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self.meet(len(self.shown["five"]), now("ช่วงสุดท้ายต้องจบที่ 100.00"))
        return super().clean()

    def told(self, value: int) -> str:
        return f"{value / 100:.2f}"

    def content(self) -> Table:
        told = self.cleaned_data
        rows = [
            {
                **row,
                "from": told[f"five-{place}-from"],
                "meaning_th": told[f"five-{place}-meaning_th"],
            }
            for place, row in enumerate(self.shown["five"])
        ]
        return {"five": rows, "four": self.shown["four"]}


class SizesForm(BandsForm):
    """Size classes by number of pupils; empty rows fall away, the last has no end."""

    table, group, most = "sizes", "size", -1

    def add_fields(self) -> None:
        rows = self.shown["size"]
        for place in range(max(SIZES, len(rows))):
            row: Mapping[str, Any] = rows[place] if place < len(rows) else {}
            end = rows[place + 1]["from"] - 1 if place + 1 < len(rows) else None
            here = f"size-{place}"
            self.fields |= {
                f"{here}-th": Typed(
                    label=now("ชื่อขนาด"), initial=row.get("th"), max_length=60, required=False
                ),
                f"{here}-from": Whole(
                    label=now("ตั้งแต่ (คน)"), initial=row.get("from"), required=False
                ),
                f"{here}-to": Whole(label=now("ถึง (คน)"), initial=end, required=False),
            }

    def groups(self) -> list[Group]:
        names, count = ("th", "from", "to"), len(self.fields) // 3 - 1
        legend = now("ขนาดที่ %(place)s")
        return [
            Group(legend % {"place": p + 1}, [self[f"size-{p}-{name}"] for name in names])
            for p in range(count)
        ]

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self._whole_rows()
        if not self.errors:
            self.meet(len(self._filled()), now("ขนาดสุดท้ายไม่มีค่าสุดท้าย: เว้นว่าง"))
        return super().clean()

    def _whole_rows(self) -> None:
        """Rows are filled from the first on, each with its name and beginning."""
        for place in range(len(self._filled())):
            for name in ("th", "from"):
                if self.cleaned_data.get(f"size-{place}-{name}") in (None, ""):
                    self.add_error(f"size-{place}-{name}", now("กรุณากรอกช่องนี้"))

    def _filled(self) -> range:
        """The places up to the last row in which anything stands."""
        filled = [
            int(name.split("-")[1])
            for name, value in self.cleaned_data.items()
            if name.startswith("size-") and value not in (None, "")
        ]
        return range(max(filled, default=-1) + 1)

    def content(self) -> Table:
        told = self.cleaned_data
        rows = [(told[f"size-{p}-th"], told[f"size-{p}-from"]) for p in self._filled()]
        return {
            "size": [
                {"key": _SIZE_KEYS.get(th, f"from-{begins}"), "th": th, "from": begins}
                for th, begins in rows
            ]
        }


class SmallSchoolsForm(TableForm):
    """Where each band of small schools begins."""

    table = "small_schools"

    def add_fields(self) -> None:
        label = now("จำนวนคนแรกของแต่ละช่วง คั่นด้วยจุลภาค")
        self.fields["from"] = Numbers(label=label, initial=self.shown["from"])

    def content(self) -> Table:
        return {"from": self.cleaned_data["from"]}
