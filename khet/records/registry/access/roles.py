"""Permissions and the roles that have them: one flat list each, and a sentence a role."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from khet.records.registry.models import UnitKind

SEE_AREA_RESULTS = "see_area_results"
SEE_SCHOOL_RESULTS = "see_school_results"
SEE_UNANNOUNCED = "see_unannounced"
EXPORT_RESULTS = "export_results"
IMPORT_SCORES = "import_scores"
ANNOUNCE_RESULTS = "announce_results"
SEND_SCORES = "send_scores"
ANSWER_RESULTS = "answer_results"
SET_TARGETS = "set_targets"
PROPOSE_REWARDS = "propose_rewards"
AGREE_REWARDS = "agree_rewards"
SEE_PUPILS = "see_pupils"
EDIT_PUPILS = "edit_pupils"
SEE_REGISTERS = "see_registers"
EDIT_REGISTERS = "edit_registers"
SEE_PEOPLE = "see_people"
MANAGE_ACCOUNTS = "manage_accounts"
SEE_EVENTS = "see_events"
CHANGE_SETTINGS = "change_settings"
SEE_WORK = "see_work"
MANAGE_WORK = "manage_work"
SEE_UNIT_FILES = "see_unit_files"
KEEP_EVIDENCE = "keep_evidence"
CHECK_ACCOUNTS = "check_accounts"
CHECK_SUPERVISION = "check_supervision"
DRAFT_ORDERS = "draft_orders"
SIGN_ORDERS = "sign_orders"
ISSUE_ORDERS = "issue_orders"
SEE_MEETINGS = "see_meetings"
HOLD_MEETINGS = "hold_meetings"
ADD_AGENDA = "add_agenda"
APPROVE_MINUTES = "approve_minutes"
KEEP_CALENDAR = "keep_calendar"
SEE_JOBS = "see_jobs"
MAKE_INSTRUMENTS = "make_instruments"
SEE_VISITS = "see_visits"
PLAN_VISITS = "plan_visits"
AGREE_VISITS = "agree_visits"
RECORD_VISITS = "record_visits"
ANSWER_VISITS = "answer_visits"
REGISTER_LETTERS = "register_letters"
DRAFT_LETTERS = "draft_letters"
ENDORSE_LETTERS = "endorse_letters"
SIGN_LETTERS = "sign_letters"
ANSWER_CIRCULARS = "answer_circulars"
APPROVE_TRIPS = "approve_trips"
KEEP_SERVICES = "keep_services"
ALLOW_SERVICES = "allow_services"
DELEGATE = "delegate"
PROPOSE_NEWS = "propose_news"
CHECK_NEWS = "check_news"
PUBLISH_NEWS = "publish_news"
CHECK_REPORTS = "check_reports"
SEE_REPORTS = "see_reports"

PERMISSIONS = {
    SEE_AREA_RESULTS: _("เห็นภาพรวมผลสอบของเขต"),
    SEE_SCHOOL_RESULTS: _("เห็นผลสอบรายโรงเรียน"),
    SEE_UNANNOUNCED: _("เห็นผลสอบที่ยังไม่ประกาศ"),
    EXPORT_RESULTS: _("ส่งออกผลสอบเป็น Excel"),
    IMPORT_SCORES: _("นำเข้าไฟล์คะแนน"),
    ANNOUNCE_RESULTS: _("ตรวจรับและประกาศผลสอบ"),
    SEND_SCORES: _("ส่งผลสอบของโรงเรียนให้เขต"),
    ANSWER_RESULTS: _("ตอบผลสอบของโรงเรียน"),
    SET_TARGETS: _("ตั้งเป้าหมายคะแนนของโรงเรียน"),
    PROPOSE_REWARDS: _("เสนอรายชื่อโรงเรียนที่ได้รับแรงจูงใจ"),
    AGREE_REWARDS: _("เห็นชอบและบันทึกการให้แรงจูงใจ"),
    SEE_PUPILS: _("เห็นชื่อนักเรียน"),
    EDIT_PUPILS: _("นำเข้าและแก้ไขรายชื่อนักเรียน"),
    SEE_REGISTERS: _("เห็นข้อมูลพื้นฐาน"),
    EDIT_REGISTERS: _("นำเข้าและแก้ไขข้อมูลพื้นฐาน"),
    SEE_PEOPLE: _("เห็นบุคลากรและสิทธิ์ของแต่ละคน"),
    MANAGE_ACCOUNTS: _("เปิดบัญชี กำหนดบทบาท และออกรหัสเข้าใช้ใหม่"),
    SEE_EVENTS: _("อ่านบันทึกการใช้งาน"),
    CHANGE_SETTINGS: _("เปลี่ยนเกณฑ์และค่าที่ใช้คำนวณ"),
    SEE_WORK: _("เห็นงานที่ต้องทำของหน่วยที่รับผิดชอบ"),
    MANAGE_WORK: _("ขยายเวลา ยกเว้น และมอบงานให้ผู้อื่น"),
    SEE_UNIT_FILES: _("เห็นหลักฐานเฉพาะหน่วยของหน่วยที่รับผิดชอบ"),
    KEEP_EVIDENCE: _("เก็บหลักฐาน"),
    CHECK_ACCOUNTS: _("ตรวจบัญชีประจำเดือนของโรงเรียน"),
    CHECK_SUPERVISION: _("ตรวจบันทึกนิเทศภายในของโรงเรียน"),
    DRAFT_ORDERS: _("ร่างคำสั่งและเสนอลงนาม"),
    SIGN_ORDERS: _("ลงนามคำสั่ง"),
    ISSUE_ORDERS: _("จองเลขและแจ้งเวียนคำสั่ง"),
    SEE_MEETINGS: _("เห็นการประชุมที่เกี่ยวข้อง"),
    HOLD_MEETINGS: _("นัดประชุม บันทึกผู้มาประชุม และเขียนรายงานการประชุม"),
    ADD_AGENDA: _("ส่งข้อราชการเข้าวาระประชุม"),
    APPROVE_MINUTES: _("ให้แจ้งเวียนและรับรองรายงานการประชุม"),
    KEEP_CALENDAR: _("ดูแลวันหยุดของสำนักงาน"),
    SEE_JOBS: _("ดูงานเบื้องหลังและจดหมายที่ส่งออก"),
    MAKE_INSTRUMENTS: _("สร้างและแก้แบบนิเทศ แบบประเมิน และแบบสำรวจ"),
    SEE_VISITS: _("เห็นผลการนิเทศของโรงเรียนที่รับผิดชอบ"),
    PLAN_VISITS: _("วางแผนนิเทศ และมอบผู้รับผิดชอบเครือข่าย"),
    AGREE_VISITS: _("เห็นชอบแผนนิเทศ"),
    RECORD_VISITS: _("ออกนิเทศ บันทึกผล และตรวจการแก้ไขของโรงเรียน"),
    ANSWER_VISITS: _("รับทราบและตอบผลการนิเทศ ขอรับการนิเทศ"),
    REGISTER_LETTERS: _("ลงทะเบียนรับและส่งหนังสือ และเสนอหนังสือ"),
    DRAFT_LETTERS: _("ร่างหนังสือ บันทึกข้อความ และหนังสือเวียน"),
    ENDORSE_LETTERS: _("เกษียนหนังสือ และมอบงานในกลุ่ม"),
    SIGN_LETTERS: _("สั่งการและลงนามหนังสือ"),
    ANSWER_CIRCULARS: _("รับทราบและตอบหนังสือเวียนแทนโรงเรียนหรือกลุ่ม"),
    APPROVE_TRIPS: _("อนุมัติการไปราชการ"),
    KEEP_SERVICES: _("ดูแลห้อง รถ คำขอบริการ และผู้มาติดต่อ"),
    ALLOW_SERVICES: _("อนุญาตห้อง รถ และคำขอบริการ"),
    DELEGATE: _("มอบอำนาจ"),
    PROPOSE_NEWS: _("เสนอข่าว"),
    CHECK_NEWS: _("ตรวจข่าวก่อนเผยแพร่"),
    PUBLISH_NEWS: _("เผยแพร่ข่าวและประกาศ"),
    CHECK_REPORTS: _("ตรวจรายงานของตนว่าตัวเลขตรงกัน"),
    SEE_REPORTS: _("เห็นรายงานของสำนักงานที่ผู้อื่นตรวจ"),
}


@dataclass(frozen=True)
class Role:
    """A role as a manager reads it: its name and one sentence, both to be translated when shown.

    ``held_at`` lists the kinds of unit at which it can be held.
    """

    label: str
    sentence: str
    permissions: frozenset[str]
    held_at: tuple[str, ...]

    @property
    def asks_second_factor(self) -> bool:
        """Whether who holds it must sign in with a second factor: it shows pupils' names."""
        return SEE_PUPILS in self.permissions


SCHOOL_HEAD = "school-director"
"""The role of who heads a school, and so owes what the school promised."""

AT_OFFICE = (UnitKind.AREA, UnitKind.GROUP)
_STAFF = frozenset({SEE_AREA_RESULTS, SEE_REGISTERS})
_WORKS = frozenset({KEEP_EVIDENCE, SEE_MEETINGS, PROPOSE_NEWS, CHECK_REPORTS})
_SCHOOL = _STAFF | _WORKS | {SEE_SCHOOL_RESULTS, EXPORT_RESULTS}
_AT_DESK = _STAFF | _WORKS | {SEE_WORK, DRAFT_ORDERS, ADD_AGENDA, DRAFT_LETTERS}
_OFFICE = _SCHOOL | _AT_DESK | {SEE_UNANNOUNCED, SEE_VISITS}
_HEADS = {MANAGE_WORK, HOLD_MEETINGS, ENDORSE_LETTERS, ANSWER_CIRCULARS, PUBLISH_NEWS}
_DECIDES = _HEADS | {
    *(ANNOUNCE_RESULTS, SET_TARGETS, PROPOSE_REWARDS, AGREE_REWARDS),
    *(SEE_UNIT_FILES, SIGN_ORDERS, APPROVE_MINUTES),
    *(SIGN_LETTERS, APPROVE_TRIPS, ALLOW_SERVICES, DELEGATE, SEE_REPORTS),
    *(MAKE_INSTRUMENTS, PLAN_VISITS, AGREE_VISITS, RECORD_VISITS),
}

ROLES = {
    "director": Role(
        _("ผู้อำนวยการ สพป."),
        _("เห็นผลของทุกโรงเรียน ประกาศผลสอบ และอ่านบันทึกการใช้งาน แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | _DECIDES | {SEE_PEOPLE, SEE_EVENTS},
        (UnitKind.AREA,),
    ),
    "deputy": Role(
        _("รองผู้อำนวยการ สพป."),
        _("เห็นผลของทุกโรงเรียนและประกาศผลสอบ แต่ไม่เห็นชื่อนักเรียน"),
        (_OFFICE | _DECIDES | {SEE_PEOPLE}) - {SIGN_ORDERS, SIGN_LETTERS, DELEGATE},
        (UnitKind.AREA,),
    ),
    "group-director": Role(
        _("ผู้อำนวยการกลุ่ม"),
        _("เห็นผลของทุกโรงเรียนในเขต แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | _HEADS | {SEE_PEOPLE, MAKE_INSTRUMENTS, PLAN_VISITS},
        AT_OFFICE,
    ),
    "supervisor": Role(
        _("ศึกษานิเทศก์"),
        _("เห็นผลและชื่อนักเรียนของโรงเรียนที่รับผิดชอบ ผู้ที่ดูแลทั้งเขตนำเข้าคะแนนและประกาศผลได้"),
        _OFFICE
        | {SEE_PUPILS, IMPORT_SCORES, ANNOUNCE_RESULTS, SET_TARGETS, PROPOSE_REWARDS}
        | {SEE_UNIT_FILES, CHECK_SUPERVISION, HOLD_MEETINGS}
        | {MAKE_INSTRUMENTS, PLAN_VISITS, RECORD_VISITS},
        (*AT_OFFICE, UnitKind.NETWORK),
    ),
    "planner": Role(
        _("เจ้าหน้าที่นโยบายและแผน"),
        _("เห็นผลของทุกโรงเรียน และดูแลข้อมูลพื้นฐานของเขต แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {EDIT_REGISTERS, HOLD_MEETINGS, KEEP_CALENDAR, SEE_REPORTS},
        AT_OFFICE,
    ),
    "data-officer": Role(
        _("เจ้าหน้าที่ข้อมูลสารสนเทศ"),
        _("ดูแลข้อมูลพื้นฐานและรายชื่อนักเรียนของทุกโรงเรียน"),
        _AT_DESK | {EDIT_REGISTERS, SEE_PUPILS, EDIT_PUPILS},
        AT_OFFICE,
    ),
    "personnel": Role(
        _("เจ้าหน้าที่บริหารงานบุคคล"),
        _("เปิดบัญชีและกำหนดบทบาทของบุคลากร ไม่เห็นผลรายโรงเรียนและชื่อนักเรียน"),
        _AT_DESK | {SEE_PEOPLE, MANAGE_ACCOUNTS, HOLD_MEETINGS},
        AT_OFFICE,
    ),
    "auditor": Role(
        _("ผู้ตรวจสอบภายใน"),
        _("เห็นผลของทุกโรงเรียนและอ่านบันทึกการใช้งาน แต่ไม่เห็นชื่อนักเรียน"),
        _OFFICE | {SEE_PEOPLE, SEE_EVENTS, SEE_UNIT_FILES, CHECK_ACCOUNTS},
        AT_OFFICE,
    ),
    "clerk": Role(
        _("เจ้าหน้าที่ธุรการ"),
        _("เห็นภาพรวมของเขตและข้อมูลพื้นฐาน"),
        _AT_DESK
        | {ISSUE_ORDERS, HOLD_MEETINGS, KEEP_CALENDAR}
        | {REGISTER_LETTERS, ANSWER_CIRCULARS, KEEP_SERVICES, CHECK_NEWS},
        (*AT_OFFICE, UnitKind.SCHOOL),
    ),
    "administrator": Role(
        _("ผู้ดูแลระบบ"),
        _("ดูแลบัญชี ข้อมูลพื้นฐาน ค่าของระบบ และบันทึกการใช้งาน ไม่เห็นผลรายโรงเรียนและชื่อนักเรียน"),
        _STAFF
        | {EDIT_REGISTERS, SEE_PEOPLE, MANAGE_ACCOUNTS, SEE_EVENTS, CHANGE_SETTINGS}
        | {KEEP_CALENDAR, SEE_JOBS},
        (UnitKind.AREA,),
    ),
    "network-chair": Role(
        _("ประธานเครือข่าย"),
        _("เห็นภาพรวมของเขต และผลของโรงเรียนในเครือข่าย แต่ไม่เห็นชื่อนักเรียน"),
        _SCHOOL | {SEE_WORK, SEE_VISITS},
        (UnitKind.NETWORK,),
    ),
    SCHOOL_HEAD: Role(
        _("ผู้อำนวยการโรงเรียน"),
        _("เห็นภาพรวมของเขต ผลและนักเรียนของโรงเรียนตนเอง และออกรหัสเข้าใช้ให้ครูของตน"),
        _SCHOOL
        | {SEE_PUPILS, EDIT_PUPILS, SEE_PEOPLE, MANAGE_ACCOUNTS, SEND_SCORES, ANSWER_RESULTS}
        | {SEE_WORK, SEE_UNIT_FILES, SEE_VISITS, ANSWER_VISITS, ANSWER_CIRCULARS},
        (UnitKind.SCHOOL,),
    ),
    "teacher": Role(
        _("ครู"),
        _("เห็นภาพรวมของเขต ผลและนักเรียนของโรงเรียนตนเอง"),
        _SCHOOL | {SEE_PUPILS, SEND_SCORES},
        (UnitKind.SCHOOL,),
    ),
}
