"""What the office did before a browser begins: bodies, meetings, minutes, months, orders."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from khet.jobs.evidence_files import take_in
from khet.jobs.open_months import open_months
from khet.records.office.actions.agenda import ItemEntry, add_item
from khet.records.office.actions.attendance import mark_rest
from khet.records.office.actions.bodies import BodyEntry, SeatEntry, create_body, set_seats
from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.holding import hold_meeting
from khet.records.office.actions.instructions import InstructionEntry, add_instruction
from khet.records.office.actions.meetings import MeetingEntry, call_meeting, plan_meeting
from khet.records.office.actions.minutes import (
    circulate_minutes,
    propose_minutes,
    publish_minutes,
)
from khet.records.office.actions.minutes_items import ItemText, save_item
from khet.records.office.actions.monthly import send_month, start_monthly
from khet.records.office.actions.orders import OrderEntry, create_order
from khet.records.office.actions.search import Seen
from khet.records.office.models import (
    Body,
    Duty,
    Evidence,
    Instruction,
    Item,
    Level,
    Meeting,
    Order,
    Seat,
)
from khet.records.office.queries.calendar import due_of
from khet.records.office.queries.instructions import duties_of_instruction
from khet.records.office.queries.owner_choices import EVERY_SCHOOL
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import INTERNAL_SUPERVISION, MINUTES, SCHOOL_ACCOUNTS
from khet.rules.meetings import year_of
from khet.rules.months import month_of
from tests.made_area import school_code

BY = "ทดสอบ"
WORD = "ผักสวนครัว"
HEADS, PANEL = "ผู้บริหารสถานศึกษา", "คณะกรรมการนิเทศ"
"""The directors' meeting of the story, and a body of which pages are looked at."""
ITEM = f"โครงการ{WORD}ของโรงเรียน"
_LONG_AGO, _TERM = timedelta(60), timedelta(400)
_NINE, _NOON = time(9), time(12)
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Known:
    """The keys of what was prepared, which a page can't be asked for."""

    body: int
    meeting: int
    panel: int
    draft: int
    told: int
    instruction: int
    duty: int
    account: int
    order: int
    evidence: int


def prepare() -> Known:
    """All of it; the minutes of the directors' meeting and of another one are late today."""
    office, today = Unit.objects.get(kind=UnitKind.AREA), timezone.localdate()
    held = _last_late(office, today)
    body, panel = _body(office, Body.Kind.DIRECTORS, HEADS), _body(office, Body.Kind.OTHER, PANEL)
    meeting, draft = (_held(one, held, today, 2) for one in (body, panel))
    told = _told(_held(panel, today - _LONG_AGO, today, 1))
    account = _months(office, today)
    given = Instruction.objects.get(meeting=told, kind=Instruction.Kind.INSTRUCTION)
    duty = duties_of_instruction(given).get(unit__code=school_code(0))
    return Known(
        body.pk,
        meeting.pk,
        panel.pk,
        draft.pk,
        told.pk,
        given.pk,
        duty.pk,
        account.pk,
        _order(office, today).pk,
        Evidence.objects.order_by("pk")[0].pk,
    )


def pages_of(known: Known) -> dict[str | None, tuple[str, ...]]:
    """The pages of the office's work, by who opens them."""
    minutes, meetings, bodies = "/office/minutes", "/office/meetings", "/office/bodies"
    return {
        "clerk": (
            *("/", "/office/duties/", f"/office/duties/{known.duty}", "/office/monthly/"),
            *("/office/calendar/", "/office/calendar/feeds", "/office/calendar/holidays"),
            *("/office/evidence/", "/office/evidence/new", f"/office/evidence/{known.evidence}"),
            *("/office/search/?q=ประชุม", "/office/orders/", f"/office/orders/{known.order}"),
            *("/office/orders/register", f"{bodies}/", f"{bodies}/{known.body}"),
            *(f"{bodies}/{known.body}/seats", f"{bodies}/{known.body}/plan", f"{meetings}/"),
            *(f"{meetings}/{known.draft}", f"{meetings}/{known.draft}/agenda"),
            *(f"{meetings}/{known.draft}/attendance", f"{minutes}/", f"{minutes}/{known.draft}"),
            *(f"{minutes}/instructions", f"{minutes}/instructions/{known.instruction}"),
            *(f"{minutes}/recommendations", "/office/papers/hand-over", "/account/mail"),
        ),
        "director": (
            *("/", "/office/late/", f"{minutes}/{known.told}"),
            "/office/papers/board",
        ),
        "auditor": ("/", "/office/monthly/check"),
        "school-director": (
            *("/", "/office/own-months/", f"/office/own-months/{known.account}"),
            *(f"/office/duties/{known.duty}", f"/office/duties/{known.duty}/finish"),
        ),
        "teacher": (f"{meetings}/{known.meeting}/agenda", "/office/duties/"),
        "administrator": ("/settings/jobs",),
        None: (f"{minutes}/published", f"{minutes}/published/{known.told}"),
    }


def _last_late(office: Unit, today: date) -> date:
    """The latest day of a meeting whose minutes are late today, however the days fall."""
    days = (today - timedelta(n) for n in range(1, 60))
    return next(day for day in days if due_of(office, MINUTES, day) < today)


def _body(office: Unit, kind: str, name: str) -> Body:
    since = timezone.localdate() - _TERM
    entry = BodyEntry(kind, name, since, starts=_NINE, ends=_NOON, place="ห้องประชุมทดสอบ")
    body = create_body(by=BY, area=office, entry=entry)
    seats = [
        SeatEntry(Seat.Part.CHAIR, role="director", unit=office, since=since),
        SeatEntry(Seat.Part.DEPUTY, role="deputy", unit=office, since=since),
        SeatEntry(Seat.Part.SECRETARY, role="clerk", unit=office, since=since),
        SeatEntry(role=SCHOOL_HEAD, since=since),
    ]
    set_seats(by=BY, body=body, seats=seats)
    return body


def _held(body: Body, day: date, today: date, number: int) -> Meeting:
    year = year_of(body.numbering, day)
    entry = MeetingEntry(number, year, day, day, title=ITEM, starts=_NINE, finishes=_NOON)
    meeting = call_meeting(by=BY, meeting=plan_meeting(by=BY, body=body, entry=entry))
    add_item(by=BY, meeting=meeting, entry=ItemEntry(4, ITEM, unit=body.area))
    return hold_meeting(by=BY, meeting=meeting, at=_at(day), today=today)


def _told(meeting: Meeting) -> Meeting:
    """Minutes with an instruction to every school and a recommendation, read by anybody."""
    mark_rest(by=BY, meeting=meeting, acting=())
    item = Item.objects.select_related("meeting").get(meeting=meeting)
    save_item(by=BY, item=item, text=ItemText("ที่ประชุมอภิปราย", "เห็นชอบ"))
    due, at = meeting.ends + timedelta(400), _at(meeting.ends)
    for entry in (
        InstructionEntry(Instruction.Kind.INSTRUCTION, "ส่งแผนนิเทศ", [EVERY_SCHOOL], due),
        InstructionEntry(Instruction.Kind.RECOMMENDATION, "ควรแลกเปลี่ยนวิธีสอน"),
    ):
        add_instruction(by=BY, meeting=meeting, item=item, entry=entry)
    propose_minutes(by=BY, meeting=meeting, at=at)
    circulate_minutes(by=BY, meeting=meeting, at=at)
    publish_minutes(by=BY, meeting=meeting, published=True)
    return meeting


def _months(office: Unit, today: date) -> Duty:
    """Schools send from last month on; of the accounts the second school's wait for a check."""
    for rule, back in ((SCHOOL_ACCOUNTS, 1), (INTERNAL_SUPERVISION, 0)):
        first = month_of(today).plus(-back)
        start_monthly(by=BY, area=office, rule=rule, first=first, today=today)
    open_months(by=BY, today=today, area=office)
    owed = Duty.objects.select_related("unit").filter(rule=SCHOOL_ACCOUNTS.code)
    duty = owed.get(unit__code=school_code(1))
    seen = Seen(office, duty.unit, Level.UNIT)
    entry = EvidenceEntry(seen, "บัญชีประจำเดือน", f"บัญชี {duty.unit}", month_of(today).plus(-1).last)
    brought = take_in(SimpleUploadedFile("บัญชี.xlsx", book("ยอดยกมา"), _SHEET))
    send_month(by=BY, duty=duty, record=None, files=[(entry, brought)], at=timezone.now())
    return owed.get(unit__code=school_code(0))


def _order(office: Unit, today: date) -> Order:
    entry = OrderEntry(office, "แต่งตั้งคณะกรรมการทดสอบ", "เพื่อทดสอบ", "จึงแต่งตั้ง")
    order = create_order(by=BY, area=office, entry=entry)
    committee = BodyEntry(Body.Kind.COMMITTEE, "คณะกรรมการทดสอบ", today, order=order)
    body = create_body(by=BY, area=office, entry=committee)
    set_seats(by=BY, body=body, seats=[SeatEntry(Seat.Part.CHAIR, role="deputy", unit=office)])
    return order


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, _NOON))


def book(*lines: str) -> bytes:
    """A workbook with these lines."""
    out = BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet()
    for place, line in enumerate(lines):
        page.write(place, 0, line)
    made.close()
    return out.getvalue()


def book_in(folder: Path, name: str, *lines: str) -> Path:
    """The same as a file of a folder."""
    path = folder / name
    path.write_bytes(book(*lines))
    return path
