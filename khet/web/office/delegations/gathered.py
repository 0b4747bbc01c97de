"""The powers that a person was given, in the book of what is handed over."""

from django.utils.translation import gettext as _

from khet.records.office.queries.powers import powers_of
from khet.web.office.delegations.words import power_name, under_words
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import short_date
from khet.web.parts.viewer import Viewer


def powers_held(viewer: Viewer, about: About) -> Section | None:
    """The powers that count on the day, with in whose stead and until when."""
    if about.person is None:
        return None
    rows = [
        [power_name(one.power), one.post, short_date(one.until), under_words(one)]
        for one in powers_of(about.person, viewer.area, about.day)
    ]
    told = "" if rows else _("ไม่ได้รับมอบอำนาจใด")
    heads = (_("อำนาจ"), _("ปฏิบัติราชการแทน"), _("ใช้ได้ถึง"), _("ตามคำสั่ง"))
    return Section(_("อำนาจที่ได้รับมอบ"), told, heads, rows)
