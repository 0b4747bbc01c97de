"""The kind of record that a supervisor's month is, and the words of its events."""

from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.learning.access import sees_book
from khet.records.learning.queries.books import BOOK, people_in
from khet.rules.supervision_books import read_book_key
from khet.web.learning.visit_books.own_book import book_url
from khet.web.learning.visit_books.words import book_name
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "write-book": _("เขียนสมุดนิเทศ"),
    "change-book": _("แก้สมุดนิเทศหลังส่ง"),
    "send-book": _("ส่งสมุดนิเทศ"),
}


def _books(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The own books, and those of the area's people for who sees visits everywhere."""
    reader = viewer.user
    read = {ref: key for ref in refs if (key := read_book_key(ref.key))}
    if reader is None or not read:
        return {}
    seen = {ref: key for ref, key in read.items() if sees_book(viewer.scope, reader, key[0])}
    people = people_in(viewer.area, {person for person, _month in seen.values()})
    return {
        ref: Named(
            now("%(book)s ของ %(person)s") % {"book": book_name(month), "person": people[person]},
            book_url(person, month),
        )
        for ref, (person, month) in seen.items()
        if person in people
    }


KINDS = {BOOK: Kind(_("สมุดนิเทศ"), _books)}
register(KINDS, ACTIONS, {})
