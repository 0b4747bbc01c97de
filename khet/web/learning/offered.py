"""What achievement and visits offer to pages of others: homes, a school, papers, the calendar."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import (
    ANSWER_VISITS,
    SEE_AREA_RESULTS,
    SEE_PUPILS,
    SEE_SCHOOL_RESULTS,
    SEE_VISITS,
)
from khet.web.learning.collecting.panels import has_to_send, waits_for_schools
from khet.web.learning.letters.told import told_to
from khet.web.learning.visit_books.gathered import books_not_sent
from khet.web.learning.visit_books.panels import is_supervisor
from khet.web.learning.visit_plan.waiting import DRAFTS_SOURCE
from khet.web.learning.visit_summary.gathered import month_of_visits
from khet.web.learning.visit_summary.own import has_networks
from khet.web.learning.visits import gathered as visits
from khet.web.parts.agenda import register_happenings
from khet.web.parts.folder import register_source
from khet.web.parts.gathered import BOARD, HAND_OVER, register_section
from khet.web.parts.panels import (
    HOME,
    PLACE,
    PLACE_RESULTS,
    SCHOOL,
    SCHOOL_RESULTS,
    Panel,
    register_panels,
)
from khet.web.parts.viewer import Viewer


def _has_results(viewer: Viewer, permission: str) -> bool:
    return viewer.scope.may(permission) and bool(viewer.score_files)


def _of_school(viewer: Viewer) -> bool:
    return viewer.at_school and _has_results(viewer, SEE_SCHOOL_RESULTS)


def _helps_pupils(viewer: Viewer) -> bool:
    return viewer.at_school and _has_results(viewer, SEE_PUPILS)


def _of_several(viewer: Viewer) -> bool:
    return not viewer.at_school and _has_results(viewer, SEE_SCHOOL_RESULTS)


def _of_area(viewer: Viewer) -> bool:
    return _has_results(viewer, SEE_AREA_RESULTS)


def _follows_answers(viewer: Viewer) -> bool:
    held = {role.role for role in viewer.roles} & {"director", "deputy", "supervisor"}
    return bool(held) and any(file.answers_due for file in told_to(viewer).score_files)


def _visits_schools(viewer: Viewer) -> bool:
    return any(role.role == "supervisor" for role in viewer.roles)


def _is_visited(viewer: Viewer) -> bool:
    return viewer.at_school and viewer.scope.may(ANSWER_VISITS)


def _sees_visits(viewer: Viewer) -> bool:
    return viewer.scope.may(SEE_VISITS)


def _sees_schools(viewer: Viewer) -> bool:
    return _has_results(viewer, SEE_SCHOOL_RESULTS)


def _sums_visits(viewer: Viewer) -> bool:
    return not viewer.at_school and _sees_visits(viewer)


INSTRUMENTS = Panel(
    _("ผลตามแบบนิเทศและแบบประเมิน"),
    "learning:panel-instruments-school",
    "learning:visits",
    _sees_visits,
)
register_panels(
    HOME,
    Panel(
        _("โรงเรียนในเครือข่ายของฉัน"),
        "learning:panel-my-schools",
        "learning:visit-summary",
        has_networks,
    ),
    Panel(_("แผนนิเทศสัปดาห์นี้"), "learning:panel-visits-week", "learning:visits", _visits_schools),
    Panel(
        _("ข้อเสนอแนะที่โรงเรียนยังไม่ตอบ"),
        "learning:panel-visits-unanswered",
        "learning:visits",
        _visits_schools,
    ),
    Panel(_("สมุดนิเทศเดือนนี้"), "learning:panel-own-book", "learning:own-book", is_supervisor),
    Panel(_("ผลสอบที่ต้องส่งเขต"), "learning:panel-to-send", "learning:sending", has_to_send),
    Panel(
        _("ผลสอบที่รอจากโรงเรียน"), "learning:panel-awaited", "learning:collecting", waits_for_schools
    ),
    Panel(_("ข้อเสนอแนะจากการนิเทศ"), "learning:panel-advice", "learning:visits", _is_visited),
    Panel(_("กลุ่มสีของโรงเรียน"), "learning:panel-own", "learning:colours", _of_school),
    Panel(_("นักเรียนที่ต้องช่วย"), "learning:panel-pupils", "learning:colours", _helps_pupils),
    Panel(_("โรงเรียนที่ต้องดูแลก่อน"), "learning:panel-schools", "learning:colours", _of_several),
    Panel(
        _("โรงเรียนที่ยังไม่ตอบผลสอบ"),
        "learning:panel-unanswered",
        "learning:answers",
        _follows_answers,
    ),
    Panel(_("กลุ่มสีคุณภาพของเขต"), "learning:panel-colours", "learning:overview", _of_area),
)
register_panels(
    SCHOOL,
    Panel(_("ผลสอบของโรงเรียน"), "learning:panel-school", "learning:colours", _sees_schools),
    Panel(_("การนิเทศโรงเรียน"), "learning:panel-visits-school", "learning:visits", _sees_visits),
    INSTRUMENTS,
)
register_panels(
    SCHOOL_RESULTS,
    Panel(_("แรงจูงใจตามสีคุณภาพ"), "learning:panel-rewards", "learning:panel-rewards", _sees_schools),
    Panel(
        _("เป้าหมายที่สำนักงานตั้งให้"),
        "learning:panel-targets",
        "learning:panel-targets",
        _sees_schools,
    ),
    Panel(_("คำตอบของโรงเรียน"), "learning:panel-answers", "learning:answer", _sees_schools),
    INSTRUMENTS,
)
for _page in (PLACE, PLACE_RESULTS):
    register_panels(
        _page,
        Panel(
            _("การนิเทศปีนี้"), "learning:panel-visits-place", "learning:visit-summary", _sums_visits
        ),
    )
register_section(HAND_OVER, 40, books_not_sent)
register_section(BOARD, 24, visits.visits_of_week)
register_section(BOARD, 25, month_of_visits)
register_section(BOARD, 26, visits.late_findings)
register_section(HAND_OVER, 15, visits.for_hand_over)
register_happenings(visits.happenings)
register_source(DRAFTS_SOURCE)
