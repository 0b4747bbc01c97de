"""The form of correspondence: the prefix of numbers, the series of circulars, days for orders."""

from django import forms
from django.utils.translation import gettext as _

from khet.web.settings.correspondence import apart_name, days_names, prefix_name
from khet.web.settings.fields import NumberText, Whole
from khet.web.settings.forms.base import Table, TableForm

_DAYS = "days-"


class CorrespondenceForm(TableForm):
    """What stands before a running number, whether circulars are apart, and days by urgency."""

    table = "correspondence"

    def add_fields(self) -> None:
        self.fields["year"].help_text = _(
            "ใช้กับหนังสือและข้อสั่งการที่ลงวันที่ในปีการศึกษานี้ (พ.ค. ถึง เม.ย.) เป็นต้นไป "
            "แม้เลขหนังสือขึ้นใหม่ทุกปีปฏิทิน หนังสือที่ออกแล้วไม่เปลี่ยน"
        )
        self.fields |= {
            "prefix": NumberText(
                label=prefix_name(),
                initial=self.shown["prefix"],
                required=False,
                max_length=30,
                help_text=_("เช่น ศธ 04999 ระบบเติม / และเลขหนังสือให้"),
            ),
            "circulars_apart": forms.BooleanField(
                label=apart_name(), initial=self.shown["circulars_apart"], required=False
            ),
        }
        self.fields |= {
            f"{_DAYS}{name}": Whole(label=label, initial=self.shown["days"][name])
            for name, label in days_names().items()
        }

    def content(self) -> Table:
        told = self.cleaned_data
        plain = {name: told[name] for name in ("prefix", "circulars_apart")}
        return {**plain, "days": {name: told[f"{_DAYS}{name}"] for name in days_names()}}
