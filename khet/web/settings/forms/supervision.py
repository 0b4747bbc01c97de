"""The form of supervision: what a proposed plan weighs, and what one person can do."""

from django.utils.translation import gettext as _

from khet.web.settings.fields import Whole
from khet.web.settings.forms.base import Table, TableForm
from khet.web.settings.supervision import POINTS, supervision_names, value_of


class SupervisionForm(TableForm):
    """Points, days and capacity; each a whole number."""

    table = "supervision"

    def add_fields(self) -> None:
        self.fields["year"].label = _("ใช้ตั้งแต่ปีงบประมาณ (พ.ศ.)")
        self.fields["year"].help_text = _("แผนที่เสนอตั้งแต่ปีนี้ใช้ค่านี้ แผนที่บันทึกแล้วไม่เปลี่ยน")
        self.fields |= {
            name: Whole(label=label, initial=value_of(self.shown, name))
            for name, label in supervision_names().items()
        }

    def content(self) -> Table:
        told = {name: self.cleaned_data[name] for name in supervision_names()}
        plain = {name: value for name, value in told.items() if not name.startswith(POINTS)}
        points = {n.removeprefix(POINTS): v for n, v in told.items() if n.startswith(POINTS)}
        return {**plain, "points": points}
