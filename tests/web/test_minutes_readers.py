"""Who sees and who writes minutes of which body, and how few questions their pages ask."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.minutes import circulate_minutes, publish_minutes
from khet.records.office.models import Duty, Item, Meeting
from khet.records.registry.models import User
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code
from tests.meeting_rows import make_body, make_meeting
from tests.web import written_minutes
from tests.web.doors.minutes import SEES_MEETINGS
from tests.web.written_minutes import (
    SignIn,
    ago,
    circulated,
    instruct,
    item_of,
    proposed,
    text_of,
    url_of,
)

meeting = written_minutes.meeting
OFFICE = {
    *("director", "deputy", "supervisor", "planner", "auditor", "clerk"),
    *("data-officer", "personnel"),
}
WRITERS = {"director", "deputy", "supervisor", "planner", "clerk", "personnel"}
HEADS = {"director", "deputy"}


def _who(sign_in: SignIn, url: str) -> set[str]:
    return {n for n in NAMES if n != ANONYMOUS and sign_in(n).get(url).status_code == 200}


def test_who_sees_minutes_of_which_body(sign_in: SignIn, meeting: Meeting) -> None:
    assert _who(sign_in, url_of(meeting)) == WRITERS
    circulated(meeting)
    assert _who(sign_in, url_of(meeting)) == SEES_MEETINGS
    assert _who(sign_in, f"{url_of(meeting)}.pdf") == SEES_MEETINGS
    board = circulated(make_meeting(make_body("board", "บอร์ดสาธิต"), ago(9)))
    assert _who(sign_in, url_of(board)) == OFFICE
    closed = make_body("statutory", "อ.ก.ค.ศ.สาธิต", closed=True)
    secret = make_meeting(closed, ago(8))
    assert _who(sign_in, url_of(secret)) == HEADS
    closed.seats.create(place=1, person=User.objects.get(username="personnel"))
    closed.seats.create(place=2, person=User.objects.get(username="teacher"))
    assert _who(sign_in, url_of(secret)) == HEADS | {"personnel"}
    instruction = instruct(secret, "person:auditor", text="เรื่องลับเฉพาะคณะ")
    circulated(secret)
    seen = HEADS | {"personnel", "teacher"}
    assert _who(sign_in, url_of(secret)) == seen
    assert _who(sign_in, f"{url_of(secret)}.docx") == seen
    told = seen | {"auditor"}
    assert _who(sign_in, f"/office/minutes/instructions/{instruction.pk}") == told
    listed = {
        name
        for name in SEES_MEETINGS
        if "เรื่องลับเฉพาะคณะ" in sign_in(name).get("/office/minutes/instructions").content.decode()
    }
    assert listed == told
    assert sign_in("director").post(url_of(secret, "publish")).status_code == 200
    assert _who(sign_in, url_of(secret, "follow-up")) == seen
    assert sign_in("clerk").get(url_of(secret, "correct", item_of(secret).pk)).status_code == 403


def test_whoever_owns_the_duty_writes_the_minutes(sign_in: SignIn, meeting: Meeting) -> None:
    assert sign_in("auditor").get(url_of(meeting)).status_code == 403
    duty = Duty.objects.get(rule="minutes")
    duty.passed = User.objects.get(username="auditor")
    duty.save()
    assert 'name="save"' in sign_in("auditor").get(url_of(meeting)).content.decode()


def test_who_sees_a_meeting_sees_what_it_opens_with(sign_in: SignIn, meeting: Meeting) -> None:
    """Of the directors' meeting the whole area, but not what isn't circulated yet."""
    instruct(meeting, "schools:N1")
    following = make_meeting(meeting.body, ago(1), 2)
    url, teacher = url_of(following, "follow-up"), sign_in("teacher")
    proposed(meeting)
    assert "ไม่มีข้อสั่งการ" in text_of(sign_in("supervisor").get(url))
    assert "ไม่มีข้อสั่งการ" in text_of(teacher.get(url))
    circulate_minutes(by="ผู้ตรวจ", meeting=meeting, at=timezone.now())
    assert "ส่งแผนนิเทศ" in text_of(teacher.get(url))
    board = make_meeting(make_body("board", "บอร์ด"), ago(1))
    assert _who(sign_in, url_of(board, "follow-up")) == OFFICE


def test_pages_ask_few_questions_however_many_rows(sign_in: SignIn, meeting: Meeting) -> None:
    clerk = sign_in("clerk")
    instruction = instruct(meeting, "school:" + school_code(0))
    circulated(meeting)
    following = make_meeting(meeting.body, ago(1), 2)
    urls = {
        "writing": url_of(following),
        "reading": url_of(meeting),
        "list": "/office/minutes/",
        "instructions": "/office/minutes/instructions",
        "instruction": f"/office/minutes/instructions/{instruction.pk}",
        "recommendations": "/office/minutes/recommendations",
        "follow-up": url_of(following, "follow-up"),
        "published": "/office/minutes/published",
    }
    few = {name: _asked(clerk, url) for name, url in urls.items()}
    assert max(few.values()) <= 15, few
    for number in range(3, 9):
        more = make_meeting(meeting.body, ago(20 + number), number)
        for k in range(4):
            instruct(more, "school:" + school_code(k), "schools:N1", text=f"ข้อ {number} {k}")
        instruct(more, text="เสนอ", kind="recommendation")
        circulated(more)
        publish_minutes(by="ผู้บริหาร", meeting=more, published=True)
        Item.objects.create(meeting=following, section=4, place=number, title=f"เรื่อง {number}")
    many = {name: _asked(clerk, url) for name, url in urls.items()}
    assert all(many[name] <= few[name] + 2 for name in urls), (few, many)
    assert max(many.values()) <= 15, many


def _asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
