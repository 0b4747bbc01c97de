"""The form of services: hours of counter and rooms, days of a booking, years of names."""

from django.utils.translation import gettext as _

from khet.web.office.meetings.fields import SAID, ClockField
from khet.web.settings.fields import Whole
from khet.web.settings.forms.base import Table, TableForm
from khet.web.settings.services import clock_names, number_names, value_of


class ServicesForm(TableForm):
    """From when to when, how many days, how many years."""

    table = "services"

    def add_fields(self) -> None:
        self.fields["year"].label = _("ใช้ตั้งแต่ปี พ.ศ.")
        self.fields["year"].help_text = _("นับปีปฏิทิน การจองและการลงชื่อตั้งแต่ปีนี้ใช้ค่านี้")
        self.fields |= {
            name: ClockField(label=label, initial=value_of(self.shown, name), error_messages=SAID)
            for name, label in clock_names().items()
        }
        self.fields |= {
            name: Whole(label=label, initial=value_of(self.shown, name))
            for name, label in number_names().items()
        }
        self.fields["counter-names_kept_years"].help_text = _(
            "ถ้าลดจำนวนปี ชื่อที่พ้นเวลาเก็บถูกลบในคืนถัดไปและเรียกคืนไม่ได้"
        )

    def content(self) -> Table:
        said = {name: f"{self.cleaned_data[name]:%H.%M}" for name in clock_names()}
        told: Table = {}
        for name, value in {**said, **{n: self.cleaned_data[n] for n in number_names()}}.items():
            group, part = name.split("-")
            told.setdefault(group, {})[part] = value
        return told
