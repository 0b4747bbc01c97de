"""Minutes from draft to adoption, and instructions from the meeting to the one that closes them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khet.records.office.actions.bodies import BodyEntry, change_body
from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.instructions import (
    ACCEPT,
    CLOSE,
    FOLLOW_UP,
    NOTE,
    POSTPONE,
    InstructionEntry,
    NotDraftError,
    add_instruction,
    answer_recommendation,
    drop_instruction,
    follow_instruction,
)
from khet.records.office.actions.minutes import (
    ClosedBodyError,
    NotAdoptingError,
    NothingWrittenError,
    adopt_minutes,
    circulate_minutes,
    propose_minutes,
    publish_minutes,
    return_minutes,
)
from khet.records.office.actions.minutes_items import (
    ItemChangedError,
    ItemText,
    add_item,
    correct_item,
    save_item,
)
from khet.records.office.actions.minutes_steps import MinutesMovedError, NotHeldError
from khet.records.office.models import Duty, Evidence, Findable, Instruction, Item, Meeting
from khet.records.office.queries.instructions import duties_of_instruction, followed, open_before
from khet.records.office.queries.minutes import to_adopt
from khet.records.office.queries.minutes_content import changed_items
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Team, Unit, User
from khet.rules.minutes import ASSIGNED, CLOSED, DONE, LATE, WORKING
from tests.meeting_rows import make_body, make_meeting, owe_minutes

pytestmark = pytest.mark.django_db
DAY, NEXT, THIRD = date(2014, 6, 6), date(2014, 8, 29), date(2014, 10, 30)
AT = datetime(2014, 6, 9, 3, 0, tzinfo=UTC)
TEXT = ItemText("ที่ประชุมอภิปราย", "เห็นชอบ")
SCHOOLS = 30


@pytest.fixture
def area() -> Unit:
    place, work = ("place", "area", "9302"), ("work", "area", "9302")
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("network", "N1", "เครือข่ายหนึ่ง", above=(work,)),
        UnitEntry("group", "G1", "กลุ่มหนึ่ง", above=(work,)),
        *(
            UnitEntry(
                "school",
                f"S{k:02}",
                f"โรงเรียนที่ {k:02}",
                above=(place, *((("work", "network", "N1"),) if k < 4 else ())),
                sector="private" if k == 0 else "public",
            )
            for k in range(SCHOOLS + 1)
        ),
    ]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    return Unit.objects.get(kind="area")


@pytest.fixture
def meeting(area: Unit) -> Meeting:
    made = make_meeting(make_body(), DAY)
    owe_minutes(made, date(2014, 6, 9))
    return made


def _instruct(meeting: Meeting, *owners: str, text: str = "ส่งแผนนิเทศ") -> Instruction:
    entry = InstructionEntry("instruction", text, owners, date(2014, 7, 6))
    return add_instruction(by="ผู้จด", meeting=meeting, item=meeting.items.first(), entry=entry)


def _write(meeting: Meeting) -> Item:
    item = meeting.items.order_by("pk")[0]
    save_item(by="ผู้จด", item=item, text=TEXT)
    return item


def _circulated(meeting: Meeting) -> Item:
    item = _write(meeting)
    propose_minutes(by="ผู้จด", meeting=meeting, at=AT)
    circulate_minutes(by="ผู้บริหาร", meeting=meeting, at=AT)
    item.refresh_from_db()
    return item


def test_the_whole_life_finishes_the_duty_and_leaves_evidence(meeting: Meeting) -> None:
    instruction = _instruct(meeting, "post:group-director:group:G1", text="ส่งแผนนิเทศพิเศษ")
    _write(meeting)
    assert not duties_of_instruction(instruction).exists()
    version = propose_minutes(by="ผู้จด", meeting=meeting, at=AT)
    assert Duty.objects.get(rule="minutes").state == Duty.State.DONE
    assert not duties_of_instruction(instruction).exists()
    said = version.content["parts"][3]["items"][0]
    assert (said["discussion"], said["resolution"]) == (TEXT.discussion, TEXT.resolution)
    assert [a["state"] for a in version.content["attendance"]] == [
        *("present", "absent", "substitute")
    ]
    assert not Findable.objects.filter(kind="office.minutes").exists()
    circulate_minutes(by="ผู้บริหาร", meeting=meeting, at=AT)
    duty = duties_of_instruction(instruction).get()
    assert (duty.title, duty.due, duty.role) == (
        "ส่งแผนนิเทศพิเศษ",
        date(2014, 7, 6),
        "group-director",
    )
    kept = Evidence.objects.get(record_kind="office.minutes", record_key=str(meeting.pk))
    assert (kept.kind, kept.about_day, kept.level) == ("รายงานการประชุม", DAY, "area")
    assert kept.uses.get().about_key == str(Duty.objects.get(rule="minutes").pk)
    found = Findable.objects.get(kind="office.minutes")
    assert (found.key, "ที่ประชุมอภิปราย" in found.text) == (str(meeting.pk), True)
    assert Findable.objects.get(kind="office.instruction").key == str(instruction.pk)
    publish_minutes(by="ผู้บริหาร", meeting=meeting, published=True)
    adopting = make_meeting(meeting.body, NEXT, 2)
    assert [one.pk for one in to_adopt(adopting)] == [meeting.pk]
    adopt_minutes(by="ผู้บริหาร", meeting=meeting, adopting=adopting, on=NEXT, at=AT)
    meeting.refresh_from_db()
    assert (meeting.minutes.state, meeting.minutes.adopted_in) == ("adopted", adopting)
    assert [v.number for v in meeting.minutes.versions.all()] == [1, 2]
    assert not to_adopt(adopting).exists()
    actions = set(Event.objects.filter(kind="office.minutes").values_list("action", flat=True))
    assert {"propose-minutes", "circulate-minutes", "publish-minutes", "adopt-minutes"} <= actions


def test_steps_that_are_not_allowed_change_nothing(meeting: Meeting) -> None:
    with pytest.raises(NothingWrittenError):
        propose_minutes(by="ผู้จด", meeting=meeting, at=AT)
    with pytest.raises(MinutesMovedError):
        circulate_minutes(by="ผู้บริหาร", meeting=meeting, at=AT)
    with pytest.raises(MinutesMovedError):
        return_minutes(by="ผู้บริหาร", meeting=meeting, at=AT, reason="แก้")
    with pytest.raises(MinutesMovedError):
        publish_minutes(by="ผู้บริหาร", meeting=meeting, published=True)
    item = _circulated(meeting)
    for step in (
        lambda: save_item(by="ผู้จด", item=item, text=ItemText("อื่น", "")),
        lambda: propose_minutes(by="ผู้จด", meeting=meeting, at=AT),
        lambda: add_item(by="ผู้จด", meeting=meeting, section=4, title="เพิ่ม"),
    ):
        with pytest.raises(MinutesMovedError):
            step()
    with pytest.raises(NotDraftError):
        _instruct(meeting, "schools")
    planned = make_meeting(meeting.body, NEXT, 2, state="planned")
    with pytest.raises(NotHeldError):
        save_item(by="ผู้จด", item=planned.items.first(), text=TEXT)
    earlier = make_meeting(meeting.body, date(2014, 4, 1), 3)
    for wrong in (planned, earlier):
        with pytest.raises(NotAdoptingError):
            adopt_minutes(by="ผู้บริหาร", meeting=meeting, adopting=wrong, on=NEXT, at=AT)
    meeting.refresh_from_db()
    assert meeting.minutes.state == "circulated"
    adopt_minutes(by="ผู้บริหาร", meeting=meeting, adopting=None, on=NEXT, at=AT)
    with pytest.raises(MinutesMovedError):
        correct_item(by="ผู้จด", item=item, text=ItemText("x", ""), seen=None, reason="แก้", at=AT)


def test_given_back_they_are_owed_again_and_nobody_was_told(meeting: Meeting) -> None:
    dropped, kept = _instruct(meeting, "schools:N1"), _instruct(meeting, "school:S05")
    item = _write(meeting)
    propose_minutes(by="ผู้จด", meeting=meeting, at=AT)
    return_minutes(by="ผู้บริหาร", meeting=meeting, at=AT, reason="ขาดมติ")
    meeting.refresh_from_db()
    assert (meeting.minutes.state, meeting.minutes.reason) == ("draft", "ขาดมติ")
    assert Duty.objects.get(rule="minutes").state == Duty.State.RETURNED
    drop_instruction(by="ผู้จด", instruction=dropped)
    item.refresh_from_db()
    save_item(by="ผู้จด", item=item, text=ItemText("ใหม่", "มติ"), seen=TEXT.state)
    propose_minutes(by="ผู้จด", meeting=meeting, at=AT)
    assert Duty.objects.get().state == Duty.State.DONE
    circulate_minutes(by="ผู้บริหาร", meeting=meeting, at=AT)
    assert [d.unit.code for d in duties_of_instruction(kept)] == ["S05"]
    assert Duty.objects.count() == 2


def test_whoever_comes_second_is_told_and_overwrites_only_what_was_seen(meeting: Meeting) -> None:
    item, nothing = meeting.items.first(), ItemText("", "")
    assert save_item(by="ก", item=item, text=TEXT, seen=nothing.state)
    with pytest.raises(ItemChangedError) as told:
        save_item(by="ข", item=item, text=ItemText("ของ ข", ""), seen=nothing.state)
    assert told.value.item.discussion == TEXT.discussion
    assert not save_item(by="ข", item=item, text=TEXT, seen=nothing.state)
    assert save_item(by="ข", item=item, text=ItemText("ของ ข", ""), seen=TEXT.state)


def test_a_correction_is_a_version_with_its_reason(meeting: Meeting) -> None:
    item, right = _circulated(meeting), ItemText("ที่ถูกคือ ๕", "เห็นชอบ")
    more = {"by": "ผู้จด", "item": item, "text": right, "at": AT}
    assert correct_item(**more, seen=TEXT.state, reason="พิมพ์ผิด")
    first, second = meeting.minutes.versions.all()
    assert (second.number, second.reason) == (2, "พิมพ์ผิด")
    [(old, new)] = changed_items(first.content, second.content)
    assert old
    assert (old["discussion"], new["discussion"]) == (TEXT.discussion, right.discussion)
    assert "ที่ถูกคือ 5" in Findable.objects.get(kind="office.minutes").text
    assert not correct_item(**more, seen=None, reason="ซ้ำ")


def test_minutes_of_a_closed_body_are_kept_to_it_and_never_published(area: Unit) -> None:
    meeting = make_meeting(make_body("statutory", "อ.ก.ค.ศ.สาธิต", closed=True), DAY)
    _instruct(meeting, "schools:N1")
    _circulated(meeting)
    titles = set(Duty.objects.filter(rule="instruction").values_list("title", flat=True))
    assert titles == {"ข้อสั่งการของอ.ก.ค.ศ.สาธิต ครั้งที่ 1/2557"}
    assert Evidence.objects.get(record_kind="office.minutes").level == "person"
    assert Findable.objects.get(kind="office.minutes").body == meeting.body
    with pytest.raises(ClosedBodyError):
        publish_minutes(by="ผู้บริหาร", meeting=meeting, published=True)


def test_what_a_body_did_before_it_was_closed_is_kept_to_it_too(area: Unit) -> None:
    body = make_body("other", "คณะทดสอบ")
    meeting = make_meeting(body, DAY)
    _instruct(meeting, "schools:N1", text="ข้อความลับ")
    _circulated(meeting)
    entry = BodyEntry(body.kind, body.name, body.since)
    for closed, level in ((True, "person"), (False, "office")):
        change_body(by="ผู้แก้", body=body, entry=replace(entry, closed=closed))
        for kept in (Evidence.objects, Findable.objects):
            assert set(kept.values_list("level", flat=True)) == {level}
        titles = set(Duty.objects.filter(rule="instruction").values_list("title", flat=True))
        assert titles == {"ข้อสั่งการของคณะทดสอบ ครั้งที่ 1/2557" if closed else "ข้อความลับ"}
    assert "office.instruction" in Findable.objects.values_list("kind", flat=True)


def test_an_instruction_to_every_school_is_one_bulk(meeting: Meeting) -> None:
    instruction = _instruct(meeting, "schools")
    _write(meeting)
    propose_minutes(by="ผู้จด", meeting=meeting, at=AT)
    with CaptureQueriesContext(connection) as queries:
        circulate_minutes(by="ผู้บริหาร", meeting=meeting, at=AT)
    duties = duties_of_instruction(instruction)
    assert len(duties) == SCHOOLS
    assert {duty.role for duty in duties} == {"school-director"}
    assert len(queries) < 60
    assert Event.objects.filter(action="open-duty", kind="office.duty").count() == SCHOOLS + 1


def test_owners_of_every_kind_and_each_once(meeting: Meeting, area: Unit) -> None:
    user = User.objects.create_user("somebody", name="ผู้ทดสอบ")
    team = Team.objects.create(area=area, kind="staff", name="ทีมหนึ่ง", since=DAY)
    board = make_body("board", "บอร์ดสาธิต")
    named = ["network:N1", "person:somebody", f"team:{team.pk}", f"body:{board.pk}"]
    instruction = _instruct(meeting, *named, "school:S01", "schools:N1")
    _circulated(meeting)
    duties = list(duties_of_instruction(instruction))
    assert len(duties) == 7
    assert {d.person for d in duties if d.person_id} == {user}
    assert {d.team for d in duties if d.team_id} == {team}
    assert {d.body for d in duties if d.body_id} == {board}
    assert sum(d.role == "network-chair" for d in duties) == 1
    [row] = followed([instruction], DAY)
    assert row.owners == (
        "ประธานเครือข่ายหนึ่ง, ผู้ทดสอบ, ทีมหนึ่ง, บอร์ดสาธิต, โรงเรียนที่ 01, ทุกโรงเรียนในเครือข่ายหนึ่ง"
    )


def test_follow_up_is_carried_from_meeting_to_meeting(meeting: Meeting) -> None:
    schools, one = (
        _instruct(meeting, "schools:N1"),
        _instruct(meeting, "school:S09", text="ซ่อมอาคาร"),
    )
    _circulated(meeting)
    second, third = (make_meeting(meeting.body, d, n) for d, n in ((NEXT, 2), (THIRD, 3)))
    other = make_meeting(make_body("board", "บอร์ดสาธิต"), NEXT)
    finish_duty(by="โรงเรียน", duty=duties_of_instruction(schools)[0], at=AT)
    found = open_before(second, NEXT)
    assert [(f.instruction.pk, f.state, f.late) for f in found] == [
        (schools.pk, LATE, 54),
        (one.pk, LATE, 54),
    ]
    assert (found[0].tally.done, found[0].tally.of) == (1, 3)
    assert open_before(other, NEXT) == []
    follow = {"by": "ผู้จด", "meeting": second, "at": AT}
    follow_instruction(**follow, instruction=schools, does=POSTPONE, said="ขอเวลา", due=THIRD)
    follow_instruction(**follow, instruction=one, does=ACCEPT, said="ซ่อมแล้ว")
    item = second.items.get(title=FOLLOW_UP)
    assert item.discussion.splitlines() == ["– ส่งแผนนิเทศ: ขอเวลา", "– ซ่อมอาคาร: ซ่อมแล้ว"]
    assert (item.section, Duty.objects.get(about_key=str(one.pk)).state) == (3, "accepted")
    found = open_before(third, THIRD)
    assert [(f.instruction.pk, f.state, f.late) for f in found] == [(schools.pk, WORKING, 0)]
    last = {"by": "ผู้จด", "meeting": third, "at": AT, "instruction": schools}
    follow_instruction(**last, does=NOTE, said="เหลือสองโรงเรียน")
    follow_instruction(**last, does=CLOSE, said="ไม่ต้องทำต่อ")
    assert sorted(duties_of_instruction(schools).values_list("state", flat=True)) == [
        *("accepted", "waived", "waived")
    ]
    assert open_before(third, THIRD) == []
    assert [f.state for f in followed([schools, one], THIRD)] == [DONE, DONE]


def test_states_of_what_nobody_owes(meeting: Meeting) -> None:
    one = _instruct(meeting, "school:S09")
    assert [f.state for f in followed([one], DAY)] == [ASSIGNED]
    _circulated(meeting)
    second = make_meeting(meeting.body, NEXT, 2)
    follow_instruction(by="ผู้จด", meeting=second, instruction=one, does=CLOSE, said="ยกเลิก", at=AT)
    assert [f.state for f in followed([one], NEXT)] == [CLOSED]


def test_a_recommendation_is_answered_by_words_and_a_record(meeting: Meeting) -> None:
    entry = InstructionEntry("recommendation", "ควรมีคู่มือ")
    made = add_instruction(by="ผู้จด", meeting=meeting, item=None, entry=entry)
    answer_recommendation(
        by="กลุ่ม", instruction=made, answer="ทำแล้ว", record=("office.order", "7"), at=AT
    )
    made.refresh_from_db()
    assert (made.answer, made.answer_kind, made.answer_key) == ("ทำแล้ว", "office.order", "7")
    answer_recommendation(by="อีกคน", instruction=made, answer="แก้คำตอบ", at=AT)
    made.refresh_from_db()
    assert (made.answer, made.answer_kind, made.answered_by) == ("แก้คำตอบ", "", "อีกคน")
    drop_instruction(by="ผู้จด", instruction=made)
    assert not Instruction.objects.exists()
