"""The form of how the office is reached; what is left empty isn't shown."""

from django.forms import BoundField
from django.utils.translation import gettext as _

from khet.web.settings.contact import contact_names
from khet.web.settings.fields import Typed
from khet.web.settings.forms.base import Group, Table, TableForm


class OfficeContactForm(TableForm):
    """Address, telephone, e-mail, hours and map of the office."""

    table = "office_contact"

    def add_fields(self) -> None:
        self.fields["year"].help_text = _("หน้าสาธารณะใช้ข้อมูลนี้ตั้งแต่ปีนี้")
        helps = {"phone": _("เช่น 0 7461 0000 ต่อ 12"), "map": _("ขึ้นต้นด้วย https://")}
        self.fields |= {
            name: Typed(
                label=label,
                initial=self.shown[name],
                required=False,
                max_length=300,
                help_text=helps.get(name, ""),
            )
            for name, label in contact_names().items()
        }

    def groups(self) -> list[Group]:
        """None of its own: an address wants a whole line, as the common fields have."""
        return []

    def common(self) -> list[BoundField]:
        return [*super().common(), *(self[name] for name in contact_names())]

    def content(self) -> Table:
        return {name: self.cleaned_data[name] for name in contact_names()}
