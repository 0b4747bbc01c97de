"""The form of the levels of instruments: from how many percent, and what each is called."""

from django.utils.translation import gettext as _

from khet.web.settings.fields import Typed, Whole
from khet.web.settings.forms.base import Group, Table, TableForm


class InstrumentBandsForm(TableForm):
    """Where each level begins and its name; which levels there are comes with Khet."""

    table = "instrument_bands"

    def add_fields(self) -> None:
        self.fields["year"].help_text = _("แบบที่กรอกตั้งแต่ปีนี้อ่านระดับตามเกณฑ์นี้ คะแนนไม่เปลี่ยน")
        for place, row in enumerate(self.shown["band"]):
            self.fields |= {
                f"band-{place}-from": Whole(label=_("ตั้งแต่ร้อยละ"), initial=row["from"]),
                f"band-{place}-th": Typed(label=_("ชื่อระดับ"), initial=row["th"], max_length=60),
            }

    def groups(self) -> list[Group]:
        return [
            Group(
                _("ระดับ %(n)s") % {"n": row["level"]},
                [self[f"band-{place}-{name}"] for name in ("from", "th")],
            )
            for place, row in enumerate(self.shown["band"])
        ]

    def content(self) -> Table:
        told = self.cleaned_data
        bands = [
            {**row, "from": told[f"band-{place}-from"], "th": told[f"band-{place}-th"]}
            for place, row in enumerate(self.shown["band"])
        ]
        [scheme] = self.shown["scheme"]
        names = " ".join(band["th"] for band in bands)
        return {"scheme": [{**scheme, "th": f"ห้าระดับ ({names})"}], "band": bands}
