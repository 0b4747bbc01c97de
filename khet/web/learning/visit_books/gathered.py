"""What books of supervision add to the hand-over book."""

from django.utils.translation import gettext as _

from khet.records.learning.access import sees_book
from khet.records.learning.queries.books import SUPERVISOR, owed_books
from khet.records.office.queries.duties import late
from khet.rules.duties import OWED
from khet.rules.supervision_books import read_book_key
from khet.web.learning.visit_books.words import book_name
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


def books_not_sent(viewer: Viewer, about: About) -> Section | None:
    """The months of which a supervisor who hands over still owes the book; of others nothing."""
    if about.person is None or viewer.user is None:
        return None
    if not any(held.role == SUPERVISOR for held in about.held):
        return None
    found = list(owed_books(about.person.pk).filter(state__in=OWED))
    if not found or not sees_book(viewer.scope, viewer.user, about.person.pk):
        return None
    rows = [
        (book_name(key[1]), be_date(duty.due), str(late(duty, about.day) or "–"))
        for duty in found
        if (key := read_book_key(duty.about_key))
    ]
    heads = (_("สมุดนิเทศ"), _("กำหนด"), _("เกินกำหนด (วัน)"))
    return Section(_("สมุดนิเทศที่ยังไม่ได้ส่ง"), _("%(n)s เล่ม") % {"n": len(rows)}, heads, rows)
