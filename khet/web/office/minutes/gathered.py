"""What minutes add to papers that gather from all: the Tuesday paper and the hand-over book."""

from django.utils.translation import gettext as _

from khet.records.office.queries.instructions import (
    Followed,
    followed,
    given_to,
    instructions_seen,
)
from khet.records.office.queries.minutes import told_to, without_minutes
from khet.records.office.queries.owners import owned, owned_of
from khet.rules.minutes import CLOSED, DONE
from khet.web.office.meetings.asked import Desk
from khet.web.office.minutes.asked import reader_of
from khet.web.office.minutes.follow_up import Row, rows_of
from khet.web.office.minutes.words import meeting_name
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


def _heads() -> tuple[str, ...]:
    return _("คณะ"), _("ข้อสั่งการ"), _("ผู้รับผิดชอบ"), _("กำหนด"), _("เกินกำหนด (วัน)")


def _cells(row: Row) -> tuple[str, ...]:
    due = be_date(row.due) if row.due else "–"
    return (row.meeting, row.instruction.text, row.one.owners, due, str(row.one.late or "–"))


def _open(found: list[Followed]) -> list[Followed]:
    """Those that somebody still owes, the longest late first."""
    owed = [one for one in found if one.state not in (DONE, CLOSED)]
    return sorted(owed, key=lambda one: (-one.late, one.due or one.today))


def for_board(viewer: Viewer, about: About) -> Section | None:
    """Instructions that aren't done of every body but closed ones, since the paper is passed on."""
    if viewer.user is None:
        return None
    own = owned(viewer.office_sight, viewer.roles)
    seen = instructions_seen(reader_of(viewer), own).filter(meeting__body__closed=False)
    found = _open(followed(seen, viewer.today))
    late = sum(bool(one.late) for one in found)
    names = {"n": len(found), "late": late}
    told = _("ยังไม่เสร็จ %(n)s ข้อ เกินกำหนด %(late)s ข้อ") % names
    return Section(
        _("ข้อสั่งการที่ยังไม่เสร็จของทุกคณะ"),
        told,
        _heads(),
        [_cells(row) for row in rows_of(found)],
        _("ข้อสั่งการยังไม่เสร็จ %(n)s ข้อ เกินกำหนด %(late)s ข้อ") % names,
    )


def for_hand_over(viewer: Viewer, about: About) -> Section | None:
    """Instructions that the person still owes; somebody else is told those of minutes seen."""
    if about.person is None:
        return None
    own = owned_of(about.person.pk, about.held, about.bodies)
    owed = given_to(own)
    if about.person != viewer.user:
        owed = owed.filter(told_to(reader_of(viewer), "meeting__"))
    found = _open(followed(owed, about.day))
    told = _("%(n)s ข้อ") % {"n": len(found)} if found else _("ไม่มี")
    rows = [_cells(row) for row in rows_of(found)]
    return Section(_("ข้อสั่งการที่รับผิดชอบ"), told, _heads() if rows else (), rows)


def unwritten(viewer: Viewer, about: About) -> Section | None:
    """Meetings of those bodies of the person that the reader sees, with minutes not proposed."""
    if about.person is None:
        return None
    found = list(without_minutes(about.bodies).filter(Desk(viewer).seen("body__")))
    rows = [(meeting_name(one), be_date(one.ends)) for one in found]
    told = _("%(n)s ครั้ง") % {"n": len(rows)} if rows else _("ไม่มี")
    heads = (_("การประชุม"), _("วันที่")) if rows else ()
    return Section(_("การประชุมที่ยังไม่ได้เสนอรายงาน"), told, heads, rows)
