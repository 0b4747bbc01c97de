"""What achievement and supervision offer to others: panels, sections of papers."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SEE_AREA_RESULTS, SEE_PUPILS, SEE_SCHOOL_RESULTS
from khet.records.registry.models import UnitKind
from khet.web.learning.collecting.panels import has_to_send, waits_for_schools
from khet.web.learning.letters.told import told_to
from khet.web.learning.visit_books.gathered import books_not_sent
from khet.web.learning.visit_books.panels import is_supervisor
from khet.web.parts.gathered import HAND_OVER, register_section
from khet.web.parts.panels import HOME, SCHOOL, SCHOOL_RESULTS, Panel, register_panels
from khet.web.parts.viewer import Viewer


def _has_results(viewer: Viewer, permission: str) -> bool:
    return viewer.scope.may(permission) and bool(viewer.score_files)


def _of_school(viewer: Viewer) -> bool:
    return viewer.at_school and _has_results(viewer, SEE_SCHOOL_RESULTS)


def _helps_pupils(viewer: Viewer) -> bool:
    return viewer.at_school and _has_results(viewer, SEE_PUPILS)


def _of_network(viewer: Viewer) -> bool:
    holds = any(role.unit.kind == UnitKind.NETWORK for role in viewer.roles)
    return holds and _has_results(viewer, SEE_SCHOOL_RESULTS)


def _of_several(viewer: Viewer) -> bool:
    return not viewer.at_school and _has_results(viewer, SEE_SCHOOL_RESULTS)


def _of_area(viewer: Viewer) -> bool:
    return _has_results(viewer, SEE_AREA_RESULTS)


def _follows_answers(viewer: Viewer) -> bool:
    held = {role.role for role in viewer.roles} & {"director", "deputy", "supervisor"}
    return bool(held) and any(file.answers_due for file in told_to(viewer).score_files)


def _sees_schools(viewer: Viewer) -> bool:
    return _has_results(viewer, SEE_SCHOOL_RESULTS)


register_panels(
    HOME,
    Panel(_("ผลสอบที่ต้องส่งเขต"), "learning:panel-to-send", "learning:sending", has_to_send),
    Panel(
        _("ผลสอบที่รอจากโรงเรียน"), "learning:panel-awaited", "learning:collecting", waits_for_schools
    ),
    Panel(_("นักเรียนที่ต้องช่วย"), "learning:panel-pupils", "learning:colours", _helps_pupils),
    Panel(_("กลุ่มสีของโรงเรียน"), "learning:panel-own", "learning:colours", _of_school),
    Panel(_("โรงเรียนในเครือข่ายของฉัน"), "learning:panel-network", "learning:colours", _of_network),
    Panel(_("โรงเรียนที่ต้องดูแลก่อน"), "learning:panel-schools", "learning:colours", _of_several),
    Panel(_("สมุดนิเทศเดือนนี้"), "learning:panel-own-book", "learning:own-book", is_supervisor),
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
)
register_section(HAND_OVER, 40, books_not_sent)
