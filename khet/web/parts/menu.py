"""The menu: sections in their fixed order, each with its pages and who may open them.

A section appears when the reader may open one of its pages.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.registry.access import (
    ALLOW_SERVICES,
    ANNOUNCE_RESULTS,
    ANSWER_RESULTS,
    ANSWER_VISITS,
    CHECK_REPORTS,
    DRAFT_LETTERS,
    EDIT_PUPILS,
    EDIT_REGISTERS,
    IMPORT_SCORES,
    KEEP_EVIDENCE,
    KEEP_SERVICES,
    PROPOSE_NEWS,
    RECORD_VISITS,
    SEE_AREA_RESULTS,
    SEE_EVENTS,
    SEE_JOBS,
    SEE_MEETINGS,
    SEE_PEOPLE,
    SEE_REGISTERS,
    SEE_UNANNOUNCED,
    SEE_VISITS,
    SEE_WORK,
    SEND_SCORES,
)


class Page(NamedTuple):
    """A page of the menu: its name in the addresses, and the permission that it asks for.

    It may ask for the permission in the whole area, or be for those at a school only, or for others
    only. Pages of a long section stand in groups.
    """

    label: str
    name: str
    permission: str | None
    everywhere: bool = False
    at_school: bool = False
    group: str = ""
    at_office: bool = False


class Section(NamedTuple):
    """A section of the menu; its pages' addresses begin with ``path`` or one of ``others``.

    Those at a school know it by a name of its own, where it has one.
    """

    label: str
    path: str
    pages: tuple[Page, ...]
    label_at_school: str = ""
    others: tuple[str, ...] = ()


def sections() -> tuple[Section, ...]:
    """All sections, in the language of the page."""
    return (
        Section(
            _("หนังสือราชการ"),
            "/office/orders/",
            _correspondence(),
            others=("/office/returned/",),
        ),
        Section(_("การประชุม"), "/office/meetings/", _meetings()),
        Section(_("ติดตามงาน"), "/office/duties/", _follow_up(), _("งานที่ต้องส่งเขต")),
        Section(
            _("ผลสัมฤทธิ์และกลุ่มสี"),
            "/learning/",
            (*_results(_("ดูผล")), *_work(_("จัดทำผล"))),
        ),
        Section(_("นิเทศติดตาม"), "/learning/visits/", _supervision(), _("นิเทศและประกันคุณภาพ")),
        Section(_("มาตรฐานและหลักฐาน"), "/office/evidence/", _evidence(), _("หลักฐาน")),
        Section(
            _("รายงาน"), "/reports/", (Page(_("ตรวจรายงาน"), "reports:checks", CHECK_REPORTS),)
        ),
        Section(
            _("ข้อมูลพื้นฐาน"),
            "/registry/",
            (
                Page(_("โรงเรียนของเรา"), "registry:own-school", SEE_REGISTERS, at_school=True),
                Page(_("ทั้งเขต"), "registry:area", SEE_REGISTERS),
                Page(_("โรงเรียน"), "registry:schools", SEE_REGISTERS),
                Page(_("เครือข่าย"), "registry:networks", SEE_REGISTERS),
                Page(_("อำเภอและตำบล"), "registry:districts", SEE_REGISTERS),
                Page(_("กลุ่มงาน"), "registry:groups", SEE_REGISTERS),
                Page(_("โครงการ"), "registry:programmes", SEE_REGISTERS),
                Page(_("คุณภาพข้อมูล"), "registry:quality", SEE_REGISTERS, everywhere=True),
                Page(_("นำเข้าและส่งออก"), "registry:imports", EDIT_REGISTERS, everywhere=True),
                Page(_("นำเข้ารายชื่อนักเรียน"), "registry:imports", EDIT_PUPILS, at_school=True),
                Page(_("บุคลากรและสิทธิ์"), "registry:people", SEE_PEOPLE),
            ),
            _("โรงเรียนของเรา"),
        ),
        Section(_("บริการสำนักงาน"), "/office/delegations/", _services()),
        Section(
            _("ตั้งค่าระบบ"),
            "/settings/",
            (
                Page(_("เกณฑ์และตาราง"), "settings:tables", SEE_REGISTERS, everywhere=True),
                Page(_("วันหยุดของสำนักงาน"), "office:holidays", SEE_REGISTERS, everywhere=True),
                Page(_("บันทึกการใช้งาน"), "registry:events", SEE_EVENTS, everywhere=True),
                Page(_("งานเบื้องหลัง"), "settings:jobs", SEE_JOBS, everywhere=True),
            ),
        ),
    )


def public_pages() -> tuple[tuple[str, str], ...]:
    """The pages for everybody: what each is called in the language of the page, and its name."""
    return (
        (_("ข่าวและประกาศ"), "news"),
        (_("ปฏิทิน"), "public-calendar"),
        (_("โรงเรียนในสังกัด"), "public-schools"),
        (_("รายงานการประชุมที่เผยแพร่"), "office:public-minutes"),
        (_("แผนและรายงาน"), "plans"),
        (_("ร้องเรียน/ร้องทุกข์"), "complain"),
        (_("ติดต่อเรา"), "contact"),
    )


def _correspondence() -> tuple[Page, ...]:
    """Letters and orders."""
    return (
        Page(_("หนังสือเวียนถึงเรา"), "office:inbox", None),
        Page(_("แฟ้มเสนอ"), "office:folder", DRAFT_LETTERS, everywhere=True),
        Page(_("ทะเบียนหนังสือ"), "office:letters", DRAFT_LETTERS, everywhere=True),
        Page(_("หนังสือเวียนที่ส่ง"), "office:circulars", DRAFT_LETTERS, everywhere=True),
        Page(_("คำสั่ง"), "office:orders", SEE_REGISTERS),
        Page(_("ไปราชการ"), "office:trips", SEE_REGISTERS, everywhere=True),
        Page(_("สาระจากการไปราชการ"), "office:trip-essences", SEE_AREA_RESULTS, at_school=True),
    )


def _services() -> tuple[Page, ...]:
    """What the office does for its people and visitors."""
    return (
        Page(_("คำขอบริการ"), "office:requests", SEE_REGISTERS),
        Page(_("จองห้องและรถ"), "office:bookings", None),
        Page(_("ผู้มาติดต่อ"), "office:visitors", KEEP_SERVICES, everywhere=True),
        Page(_("สถิติผู้มาติดต่อ"), "office:visitor-stats", ALLOW_SERVICES, everywhere=True),
        Page(_("การมอบอำนาจ"), "office:delegations", DRAFT_LETTERS, everywhere=True),
        Page(_("ข่าวและประกาศ"), "office:news", PROPOSE_NEWS, at_office=True),
        Page(_("เสนอข่าว"), "office:news", PROPOSE_NEWS, at_school=True),
    )


def _meetings() -> tuple[Page, ...]:
    """Bodies, their meetings and minutes."""
    return (
        Page(_("การประชุม"), "office:meetings", SEE_MEETINGS),
        Page(_("รายงานการประชุม"), "office:minutes-list", SEE_MEETINGS),
        Page(_("ข้อเสนอแนะ"), "office:recommendations", SEE_MEETINGS),
        Page(_("คณะและองค์คณะบุคคล"), "office:bodies", SEE_MEETINGS),
    )


def _follow_up() -> tuple[Page, ...]:
    """What was promised, and what is late."""
    return (
        Page(_("งานของฉัน"), "office:duties", None),
        Page(_("เกินกำหนด"), "office:late", SEE_WORK),
        Page(_("งานประจำเดือนของโรงเรียน"), "office:monthly-school", SEE_WORK, at_school=True),
        Page(_("งานประจำเดือน"), "office:monthly", SEE_WORK),
        Page(_("ข้อสั่งการ"), "office:instructions", SEE_MEETINGS),
        Page(_("ปฏิทินปฏิบัติงาน"), "office:calendar", None),
        Page(_("วาระบอร์ดวันอังคาร"), "office:board-paper", SEE_WORK, everywhere=True),
        Page(_("ส่งมอบงาน"), "office:hand-over", SEE_WORK),
    )


def _evidence() -> tuple[Page, ...]:
    """What shows that things were done."""
    return (Page(_("ทะเบียนหลักฐาน"), "office:evidence-list", KEEP_EVIDENCE),)


def _supervision() -> tuple[Page, ...]:
    """Visits to schools: planned, made, answered; the instruments for them."""
    return (
        Page(_("แผนนิเทศ"), "learning:visit-plan", SEE_VISITS),
        Page(_("การนิเทศ"), "learning:visits", SEE_VISITS),
        Page(_("ออกนิเทศ"), "learning:visit-record-start", RECORD_VISITS),
        Page(_("ข้อค้นพบ"), "learning:findings", SEE_VISITS),
        Page(_("สมุดนิเทศ"), "learning:books", SEE_VISITS, everywhere=True),
        Page(_("สมุดนิเทศของฉัน"), "learning:own-book", RECORD_VISITS),
        Page(_("สมุดนิเทศของโรงเรียน"), "learning:own-school-book", SEE_VISITS, at_school=True),
        Page(_("สรุปผลนิเทศ"), "learning:visit-summary", SEE_VISITS, at_office=True),
        Page(_("ความครอบคลุม"), "learning:coverage", SEE_VISITS, at_office=True),
        Page(_("คำขอรับการนิเทศ"), "learning:visit-requests", SEE_VISITS, at_office=True),
        Page(_("ผู้รับผิดชอบเครือข่าย"), "learning:assignments", SEE_VISITS, at_office=True),
        Page(_("ขอรับการนิเทศ"), "learning:visit-requests", ANSWER_VISITS, at_school=True),
        Page(_("แบบนิเทศ"), "office:instruments", SEE_VISITS, at_office=True),
    )


def _results(group: str) -> tuple[Page, ...]:
    """Pages that show results."""
    return (
        Page(_("ภาพรวม"), "learning:overview", SEE_AREA_RESULTS, group=group),
        Page(_("กลุ่มสี"), "learning:colours", SEE_AREA_RESULTS, group=group),
        Page(_("Scan A B C"), "learning:scan", SEE_AREA_RESULTS, group=group),
        Page(
            _("ผลสอบของโรงเรียน"),
            "learning:own-school",
            SEE_AREA_RESULTS,
            at_school=True,
            group=group,
        ),
        Page(_("รายวิชา"), "learning:subjects", SEE_AREA_RESULTS, group=group),
        Page(_("มาตรฐานการเรียนรู้"), "learning:standards", SEE_AREA_RESULTS, group=group),
        Page(_("เปรียบเทียบ"), "learning:compare", SEE_AREA_RESULTS, group=group),
        Page(_("สูงกว่าประเทศต่อเนื่อง"), "learning:success", SEE_AREA_RESULTS, group=group),
        Page(_("ตัวชี้วัด"), "learning:measures", SEE_AREA_RESULTS, group=group),
    )


def _work(group: str) -> tuple[Page, ...]:
    """Pages on which results are made, told and answered."""
    return (
        Page(_("นำเข้าคะแนน"), "learning:imports", IMPORT_SCORES, True, group=group),
        Page(_("รวบรวมผลจากโรงเรียน"), "learning:collecting", IMPORT_SCORES, True, group=group),
        Page(_("ส่งผลสอบให้เขต"), "learning:sending", SEND_SCORES, at_school=True, group=group),
        Page(_("ประกาศผล"), "learning:sittings", ANNOUNCE_RESULTS, True, group=group),
        Page(_("หนังสือแจ้งผล"), "learning:letters", ANNOUNCE_RESULTS, True, group=group),
        Page(_("คำตอบของโรงเรียน"), "learning:answers", SEE_UNANNOUNCED, group=group),
        Page(_("ตอบผลสอบ"), "learning:answer", ANSWER_RESULTS, at_school=True, group=group),
        Page(_("วางเป้าหมาย"), "learning:planning", SEE_UNANNOUNCED, group=group),
        Page(_("แรงจูงใจตามสีคุณภาพ"), "learning:rewards", SEE_UNANNOUNCED, group=group),
        Page(_("ค่าที่เผยแพร่"), "learning:published", IMPORT_SCORES, True, group=group),
    )
