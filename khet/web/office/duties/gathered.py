"""What duties add to papers that gather from all: the board's paper and the hand-over book."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from khet.web.office.duties.words import rows_of
from khet.web.office.late import sums
from khet.web.office.late.asked import Board
from khet.web.office.late.sums import Sum
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

_IN_CHAT = 3


def late_by_group(viewer: Viewer, about: About) -> Section:
    """How many duties are late in each group, and for how long."""
    groups = sums.by_group(Board(viewer))
    if not groups:
        told = _("ไม่มีงานเกินกำหนด")
        return Section(_("งานเกินกำหนดแยกกลุ่ม"), told, chat=told)
    n, longest = sums.total(groups)
    told = _("เกินกำหนด %(n)s งาน นานที่สุด %(days)s วัน") % {"n": n, "days": longest}
    return Section(
        _("งานเกินกำหนดแยกกลุ่ม"),
        told,
        (_("กลุ่มหรือหน่วยงาน"), _("เกินกำหนด (งาน)"), _("นานที่สุด (วัน)")),
        [
            *((one.name, str(one.n), str(one.longest)) for one in groups),
            (_("รวม"), str(n), str(longest)),
        ],
        f"{told}: {_most(groups)}",
    )


def _most(groups: Sequence[Sum]) -> str:
    """The groups with the most, and what the others come to together."""
    ordered = sorted(groups, key=lambda one: -one.n)
    named = [f"{one.name} {one.n}" for one in ordered[:_IN_CHAT]]
    if rest := ordered[_IN_CHAT:]:
        more = {"units": len(rest), "n": sum(one.n for one in rest)}
        named.append(_("และอีก %(units)s หน่วย %(n)s งาน") % more)
    return ", ".join(named)


def still_open(viewer: Viewer, about: About) -> Section | None:
    """What a person who hands over still owes: of the posts at the units, and the own."""
    if about.person is None:
        return None
    rows = rows_of(viewer, about.owed)
    late = _("เกินกำหนด %(n)s วัน")
    return Section(
        _("งานที่ยังไม่เสร็จ"),
        _("%(n)s งาน") % {"n": len(rows)} if rows else _("ไม่มีงานค้าง"),
        (_("งาน"), _("เจ้าของงาน"), _("กำหนด"), _("สถานะ")) if rows else (),
        [
            (
                *(row.title, row.owner, be_date(row.duty.due)),
                " · ".join(filter(None, [row.state, late % {"n": row.late} if row.late else ""])),
            )
            for row in rows
        ],
    )
