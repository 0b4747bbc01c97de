"""What the demonstration's schools sent month by month: most in time, some late, some returned.

Whoever looks finds each state: the newest months wait for the auditor, a few were given back, and
the school of the cast's director owes the last month.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from khet.jobs.demo.area import demo_area
from khet.jobs.demo.registers import home_school
from khet.jobs.evidence_files import take_in
from khet.jobs.open_months import open_months
from khet.records.office.actions.duties import accept_duty, return_duty
from khet.records.office.actions.evidence import Brought, EvidenceEntry
from khet.records.office.actions.monthly import month_title, send_month, start_monthly
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Level
from khet.records.office.queries.monthly import monthly_duties
from khet.records.registry.models import Unit
from khet.rules.deadlines import (
    DEADLINES,
    INTERNAL_SUPERVISION,
    SCHOOL_ACCOUNTS,
    Deadline,
    first_month,
)
from khet.rules.months import Month, month_of, parse_month
from khet.rules.tables import Tables

_SCHOOL, _CHECKER = "ผู้อำนวยการโรงเรียน (สาธิต)", "ผู้ตรวจสอบภายใน (สาธิต)"
_BACK = {SCHOOL_ACCOUNTS.code: 6, INTERNAL_SUPERVISION.code: 2}
"""How many months before today each begins; the office has asked for accounts for longer."""
_KINDS = {SCHOOL_ACCOUNTS.code: "บัญชีประจำเดือน", INTERNAL_SUPERVISION.code: "บันทึกนิเทศภายใน"}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FAULTS = (
    "ยอดยกมาไม่ตรงกับยอดคงเหลือเดือนก่อน",
    "ไม่มีงบเทียบยอดเงินฝากธนาคาร",
    "ไฟล์สำรองข้อมูลเปิดไม่ได้ กรุณาส่งใหม่",
)
_RECORD = (
    "ประธาน: ผู้อำนวยการโรงเรียน (สาธิต)\nเรื่องที่นิเทศ: การอ่านออกเขียนได้ ชั้น ป.1–ป.3"
    "\nครูที่ร่วมแลกเปลี่ยน: ครูทุกคน (สาธิต)\nผลการนิเทศ: ครูแลกเปลี่ยนวิธีสอนและนัดติดตามเดือนหน้า (สาธิต)"
)


def monthly_work(*, by: str, office: Unit, today: date, tables: Tables) -> None:
    """Begin, and have schools send; nothing where the office began already."""
    if first_month(SCHOOL_ACCOUNTS.code, tables):
        return
    with transaction.atomic():
        for rule, back in _BACK.items():
            first = month_of(today).plus(-back)
            start_monthly(by=by, area=office, rule=DEADLINES[rule], first=first, today=today)
        open_months(by=by, today=today, area=office)
        for rule in _BACK:
            _send(office, DEADLINES[rule], today)


def _send(office: Unit, rule: Deadline, today: date) -> None:
    """What each school did of each month follows from its place and the month's age."""
    owed = list(monthly_duties(office, rule.code, Duty.State.OPEN, None))
    home = home_school(demo_area())
    newest, files = max(duty.about_key for duty in owed), dict[str, Brought]()
    for place, duty in enumerate(owed):
        of_cast, is_newest = duty.unit.code == home, duty.about_key == newest
        late = not place % (11 if is_newest else 29)
        if (is_newest if of_cast else late) or (duty.due >= today and place % 3):
            continue
        on = min(duty.due - timedelta(place % 7 - (place % 31 == 0) * 9), today)
        at = timezone.make_aware(datetime.combine(on, time(15, 30)))
        _sent(office, duty, at, files)
        _check(duty, place, newest)


def _sent(office: Unit, duty: Duty, at: datetime, files: dict[str, Brought]) -> None:
    month = parse_month(duty.about_key)
    entry = EvidenceEntry(
        Seen(office, duty.unit, Level.UNIT),
        _KINDS[duty.rule],
        f"{month_title(DEADLINES[duty.rule], month)} {duty.unit}",
        min(month.last, timezone.localdate(at)),
        _RECORD if duty.rule == INTERNAL_SUPERVISION.code else "",
    )
    if duty.rule == INTERNAL_SUPERVISION.code:
        send_month(by=_SCHOOL, duty=duty, record=entry, files=(), at=at)
    else:
        if month.key not in files:
            files[month.key] = _file(month)
        send_month(by=_SCHOOL, duty=duty, record=None, files=[(entry, files[month.key])], at=at)


def _check(duty: Duty, place: int, newest: str) -> None:
    """Older months were checked; of the two newest some wait, and a few were given back."""
    recent = parse_month(newest).plus(-1).key
    at = timezone.now()
    if not place % 23 and duty.about_key >= recent:
        return_duty(by=_CHECKER, duty=duty, at=at, reason=_FAULTS[place % len(_FAULTS)])
    elif duty.about_key < recent or place % 2:
        accept_duty(by=_CHECKER, duty=duty, at=at)


def _file(month: Month) -> Brought:
    """The report of a month as schools send it; the same of all, and plainly made up."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("เงินคงเหลือ")
    for place, line in enumerate(_lines(month)):
        page.write_row(place, 0, line)
    book.set_properties({"created": datetime(2014, 5, 1)})
    book.close()
    name = f"รายงานเงินคงเหลือ-{month.key}-สาธิต.xlsx"
    return take_in(SimpleUploadedFile(name, out.getvalue(), _SHEET))


def _lines(month: Month) -> Iterable[tuple[str | int, ...]]:
    yield (f"รายงานเงินคงเหลือ สิ้นเดือน{month.named()} (ข้อมูลสาธิต)",)
    yield ("ประเภทเงิน", "เงินสด", "เงินฝากธนาคาร", "เงินฝากส่วนราชการผู้เบิก", "รวม")
    yield ("เงินอุดหนุนรายหัว (สาธิต)", 0, 45_000, 0, 45_000)
    yield ("เงินอาหารกลางวัน (สาธิต)", 1_200, 18_000, 0, 19_200)
