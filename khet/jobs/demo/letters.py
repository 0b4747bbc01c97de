"""Letters of the demonstration: received these days, ordered, answered, and drafts of ours.

Every sender and subject is invented and says so.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.letter_orders import Assignment, order_letter
from khet.records.office.actions.letters import (
    LetterEntry,
    Step,
    draft_letter,
    move_letter,
    register_letter,
)
from khet.records.office.models import Letter
from khet.records.office.queries.folder import HEAD, usual_due
from khet.records.office.queries.letters import series_years
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.people import holding_units, roles_on_in
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.letters import ENDORSE, MEMO, ORDER, PROPOSE, RECEIVED, SENT
from khet.rules.posts import post_at

_PREFIX = "ศธ 04999"
_TO = "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"
_RECEIVED = (
    (6, "หน่วยงานตัวอย่าง ก", "ตย 0001/ว101", "แจ้งแนวทางการดำเนินงานประจำปี (สาธิต)", ""),
    (5, "หน่วยงานตัวอย่าง ข", "ตย 0002/57", "ขอข้อมูลอาคารเรียนที่ชำรุด (สาธิต)", "urgent"),
    (3, "โรงเรียนตัวอย่าง", "ตย 0003/12", "ขอความอนุเคราะห์วิทยากร (สาธิต)", ""),
    (1, "หน่วยงานตัวอย่าง ก", "ตย 0001/ว115", "ขอเชิญประชุมชี้แจงการจัดสรรงบประมาณ (สาธิต)", "most"),
    (0, "เทศบาลตัวอย่าง", "ตย 0004/230", "ขอเชิญร่วมพิธีเปิดงาน (สาธิต)", ""),
    (0, "มูลนิธิตัวอย่าง", "", "มอบทุนการศึกษา (สาธิต)", ""),
)
_ANSWER = "ตามหนังสือที่อ้างถึง สำนักงานได้รวบรวมข้อมูลแล้ว\nจึงเรียนมาเพื่อโปรดทราบ"
_MEMO = "ด้วยกลุ่มงานขอใช้วัสดุสำนักงานสำหรับการประชุม\nจึงเรียนมาเพื่อโปรดพิจารณา"


def keep_letters(*, by: User, office: Unit, today: date) -> None:
    """Register and draft some letters, where the office has none yet.

    Args:
        by: the clerk who keeps the books.
    """
    if series_years(office, [RECEIVED]):
        return
    _set_prefix(by, office, today)
    groups = [unit for unit in holding_units([office], today) if unit.kind == "group"] or [office]
    kept = [_register(by, office, groups, place, today) for place in range(len(_RECEIVED))]
    entry = LetterEntry(
        unit=groups[0],
        subject=f"ส่ง{kept[1].subject.removeprefix('ขอ')}",
        to=kept[1].sender,
        refers_to=f"หนังสือ{kept[1].sender} ที่ {kept[1].ref}",
        answers=kept[1],
        text=_ANSWER,
    )
    draft_letter(by=by, area=office, book=SENT, entry=entry)
    memo = LetterEntry(unit=groups[0], subject="ขอใช้วัสดุสำนักงาน (สาธิต)", to=_TO, text=_MEMO)
    draft_letter(by=by, area=office, book=MEMO, entry=memo)
    _put_before_heads(by, office, kept, today)


def clerk_of(office: Unit, today: date) -> User | None:
    """Who keeps the books of the demonstration."""
    held = roles_on_in(office, today).filter(role="clerk", unit__kind__in=["area", "group"])
    first = held.filter(user__username="clerk").first() or held.first()
    return first.user if first else None


def _set_prefix(by: User, office: Unit, today: date) -> None:
    year = academic_year(today).be
    table = {**office_tables(office).of("correspondence", year), "prefix": _PREFIX}
    content = {name: value for name, value in table.items() if not name.startswith("source")}
    reason = "รหัสสมมติของเขตสาธิต"
    change = TableChange(office, "correspondence", year, content, reason, 0)
    change_table(by=by, change=change)


def _put_before_heads(by: User, office: Unit, kept: list[Letter], today: date) -> None:
    """One letter is ordered to be done by a group, one lies before its head, one before ours."""
    held = list(roles_on_in(office, today).filter(role__in=["director", HEAD]))
    ours = next((one.user for one in held if one.unit == office), None)
    # The head that can be tried, where there is one.
    heads = sorted((one for one in held if one.role == HEAD), key=lambda one: one.user.pk)
    if ours is None or not heads:
        return
    head, group = heads[0].user, heads[0].unit
    said = Step(PROPOSE, _at(today, 4), "เพื่อโปรดพิจารณา", to_person=head)
    for letter in (kept[0], kept[2]):
        move_letter(by=by, letter=letter, step=said)
    said = Step(PROPOSE, _at(today, 1), "เพื่อโปรดพิจารณา", to_person=ours)
    move_letter(by=by, letter=kept[3], step=said)
    post = post_at("ผู้อำนวยการกลุ่ม", str(group))
    said = Step(ENDORSE, _at(today, 3), "เห็นควรมอบกลุ่มดำเนินการ", post, to_person=ours)
    move_letter(by=head, letter=kept[0], step=said)
    said = Step(ORDER, _at(today, 2), f"มอบ{group}ดำเนินการ", f"ผู้อำนวยการ{office.name}")
    owner = f"post:{HEAD}:{group.kind}:{group.code}"
    due = usual_due(office, "", today)
    order_letter(by=ours, letter=kept[0], step=said, assignments=[Assignment(owner, due)])


def _at(today: date, ago: int) -> datetime:
    at = datetime.combine(today - timedelta(ago), time(15))
    return min(timezone.make_aware(at), timezone.now())


def _register(by: User, office: Unit, groups: list[Unit], place: int, today: date) -> Letter:
    ago, sender, ref, subject, urgency = _RECEIVED[place]
    day = today - timedelta(ago)
    entry = LetterEntry(
        unit=groups[place % len(groups)],
        subject=subject,
        ref=ref,
        day=day - timedelta(2),
        sender=sender,
        to=_TO,
        urgency=urgency,
    )
    at = timezone.make_aware(datetime.combine(day, time(9, place)))
    return register_letter(by=by, area=office, entry=entry, at=min(at, timezone.now()))
