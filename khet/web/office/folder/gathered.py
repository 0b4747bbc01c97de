"""The letters that lie before a person, in the book of what is handed over."""

from django.utils.translation import gettext as _

from khet.records.office.queries.folder import letters_at
from khet.web.office.letters.words import letter_name
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import short_date
from khet.web.parts.viewer import Viewer

_NONE = "–"


def letters_at_desk(viewer: Viewer, about: About) -> Section | None:
    """The letters at the desk of who hands over; secret ones that the reader doesn't see are
    only counted."""
    if about.person is None:
        return None
    seen, hidden = letters_at(viewer.office_sight, about.person)
    rows = [
        [letter_name(one), one.sender or _NONE, short_date(one.day) if one.day else _NONE]
        for one in seen
    ]
    told = "" if rows else _("ไม่มีหนังสือค้างในแฟ้มเสนอ")
    aside = _("และหนังสือลับอีก %(n)s ฉบับ") % {"n": hidden} if hidden else ""
    heads = (_("หนังสือ"), _("จาก"), _("ลงวันที่"))
    return Section(_("หนังสือที่อยู่ในแฟ้มเสนอ"), told, heads, rows, aside=aside)
