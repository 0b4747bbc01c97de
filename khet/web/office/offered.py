"""What the office's work offers to others: panels of homes, sections of papers."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import (
    APPROVE_MINUTES,
    CHECK_ACCOUNTS,
    CHECK_NEWS,
    HOLD_MEETINGS,
    KEEP_SERVICES,
    MANAGE_WORK,
    PUBLISH_NEWS,
    SCHOOL_HEAD,
    SEE_MEETINGS,
)
from khet.web.office.bookings import gathered as bookings
from khet.web.office.circulars.panels import LEAST_READ, OFFICE_INBOX, SCHOOL_INBOX
from khet.web.office.delegations.gathered import powers_held
from khet.web.office.duties.gathered import late_by_group, still_open
from khet.web.office.duties.listing import heads_group
from khet.web.office.duties.waiting import WORK_SOURCE
from khet.web.office.folder.gathered import letters_at_desk
from khet.web.office.folder.panels import FOLDER
from khet.web.office.folder.sources import LETTERS_SOURCE
from khet.web.office.gathered import sections
from khet.web.office.letters.panels import LETTERS, SENT_BACK
from khet.web.office.minutes import gathered as minutes
from khet.web.office.minutes.waiting import MINUTES_SOURCE
from khet.web.office.news.waiting import NEWS_SOURCE
from khet.web.office.orders.panels import WAITING
from khet.web.office.orders.waiting import ORDERS_SOURCE
from khet.web.office.requests.listing import DECIDED
from khet.web.office.requests.waiting import REQUESTS_SOURCE
from khet.web.office.trips import gathered as trips
from khet.web.office.trips.waiting import TRIPS_SOURCE
from khet.web.parts.agenda import register_happenings
from khet.web.parts.folder import register_source
from khet.web.parts.gathered import BOARD, HAND_OVER, register_section
from khet.web.parts.panels import HOME, Panel, register_panels
from khet.web.parts.viewer import Viewer


def _leads_school(viewer: Viewer) -> bool:
    return any(role.role == SCHOOL_HEAD for role in viewer.roles)


def _works_at_school(viewer: Viewer) -> bool:
    return viewer.at_school and not _leads_school(viewer)


def _elsewhere(viewer: Viewer) -> bool:
    return not viewer.at_school and not _leads_school(viewer)


def _heads_office(viewer: Viewer) -> bool:
    return viewer.scope.may_everywhere(MANAGE_WORK)


def _heads_whole_office(viewer: Viewer) -> bool:
    return viewer.scope.may_everywhere(APPROVE_MINUTES)


def _meets_at_office(viewer: Viewer) -> bool:
    visits = any(role.role == "supervisor" for role in viewer.roles)
    if viewer.at_school or visits or _heads_whole_office(viewer):
        return False
    holds = viewer.scope.may_everywhere(HOLD_MEETINGS)
    return holds or (viewer.scope.may(SEE_MEETINGS) and bool(viewer.office_sight.bodies))


def _checks_accounts(viewer: Viewer) -> bool:
    return viewer.scope.may(CHECK_ACCOUNTS)


def _checks_news(viewer: Viewer) -> bool:
    """Heads of the office have news in their folder."""
    return not _heads_whole_office(viewer) and any(
        map(viewer.scope.may_everywhere, (CHECK_NEWS, PUBLISH_NEWS))
    )


def _keeps_services(viewer: Viewer) -> bool:
    return viewer.scope.may_everywhere(KEEP_SERVICES)


register_panels(
    HOME,
    SCHOOL_INBOX,
    FOLDER,
    LETTERS,
    SENT_BACK,
    DECIDED,
    Panel(_("งานที่ต้องส่งเขต"), "office:panel-duties", "office:duties", _leads_school),
    Panel(_("งานที่ได้รับมอบหมาย"), "office:panel-duties", "office:duties", _works_at_school),
    Panel(_("งานที่ต้องทำของฉัน"), "office:panel-duties", "office:duties", _elsewhere),
    OFFICE_INBOX,
    LEAST_READ,
    Panel(_("ห้องและรถวันนี้"), "office:panel-bookings", "office:bookings", _keeps_services),
    Panel(_("มอบหมายแล้วยังไม่เสร็จ"), "office:panel-handed-on", "office:duties", _leads_school),
    Panel(_("งานครบกำหนดสัปดาห์นี้"), "office:panel-week", "office:duties", heads_group),
    Panel(_("งานเกินกำหนดแยกกลุ่ม"), "office:panel-late", "office:late", _heads_office),
    Panel(_("วาระบอร์ดวันอังคาร"), "office:panel-board", "office:board-paper", _heads_whole_office),
    Panel(_("บัญชีโรงเรียนเดือนนี้"), "office:panel-accounts", "office:monthly", _checks_accounts),
    WAITING,
    Panel(_("เวรเจ้าภาพประชุม"), "office:panel-hosting", "office:bodies", heads_group),
    Panel(_("ประชุมที่ใกล้ถึง"), "office:panel-coming", "office:meetings", _meets_at_office),
    Panel(_("ข่าวที่รอตรวจและเผยแพร่"), "office:panel-news", "office:news", _checks_news),
)
register_section(BOARD, 5, sections.meetings_of_week)
register_section(BOARD, 10, late_by_group)
register_section(BOARD, 20, minutes.for_board)
register_section(BOARD, 40, sections.due_this_week)
register_section(HAND_OVER, 10, still_open)
register_section(HAND_OVER, 20, minutes.for_hand_over)
register_section(HAND_OVER, 30, minutes.unwritten)
register_section(HAND_OVER, 50, sections.seats)
register_section(HAND_OVER, 60, sections.orders)
register_section(HAND_OVER, 70, powers_held)
register_section(HAND_OVER, 80, letters_at_desk)
register_section(HAND_OVER, 90, trips.unreported)
register_happenings(trips.happenings)
register_happenings(bookings.happenings)
for source in (
    *(LETTERS_SOURCE, WORK_SOURCE, ORDERS_SOURCE, MINUTES_SOURCE, TRIPS_SOURCE),
    *(REQUESTS_SOURCE, bookings.BOOKINGS_SOURCE, NEWS_SOURCE),
):
    register_source(source)
