"""Duties postponed to another day and passed to other people, and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from khet.records.office.models import Duty
from khet.records.office.queries.calendar import next_open
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.calendar import thai_date
from khet.rules.duties import Act
from tests.web import owed_duties
from tests.web.kept_books import school_numbered
from tests.web.owed_duties import PAGE, TITLE, SignIn, act_on, open_duty, text_at

duty = owed_duties.duty


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("", "ใส่กำหนดใหม่"),
        ("พรุ่งนี้", "อ่านวันที่ไม่ได้"),
        ("1/1/2556", "วันที่นี้ผ่านไปแล้ว"),
        ("same", "กำหนดใหม่ต้องหลังจากนั้น"),
    ],
)
def test_a_day_that_does_not_postpone_is_refused(
    sign_in: SignIn, area: None, due: str, told: str
) -> None:
    duty = open_duty(school_numbered(), late=-5)
    typed = thai_date(duty.due) if due == "same" else due
    page = act_on(sign_in("director"), duty, Act.POSTPONE, due=typed, reason="น้ำท่วม")
    assert told in page.content.decode()
    assert typed in page.content.decode()
    assert "น้ำท่วม" in page.content.decode()
    assert Duty.objects.get(pk=duty.pk).due == duty.due


def test_no_duty_is_postponed_to_a_day_off(sign_in: SignIn, duty: Duty) -> None:
    today = timezone.localdate()
    sunday = today + timedelta(13 - today.weekday())
    opens = next_open(Unit.objects.get(kind=UnitKind.AREA), sunday)
    sent = {"due": thai_date(sunday), "reason": "ฝน"}
    page = act_on(sign_in("director"), duty, Act.POSTPONE, **sent).content.decode()
    assert f"วันนั้นสำนักงานหยุด: วันทำการถัดไปคือ {thai_date(opens)}" in page
    assert opens > sunday
    sent["due"] = thai_date(opens)
    assert act_on(sign_in("director"), duty, Act.POSTPONE, **sent).status_code == 302


def test_postponed_in_thai_digits_is_late_no_more(sign_in: SignIn, duty: Duty) -> None:
    area = Unit.objects.get(kind=UnitKind.AREA)
    day = next_open(area, timezone.localdate() + timedelta(7))
    typed = f"{day.day}/{day.month}/{day.year + 543}".translate(
        {48 + n: 0x0E50 + n for n in range(10)}
    )
    assert act_on(sign_in("deputy"), duty, Act.POSTPONE, due=typed, reason="ฝน").status_code == 302
    page = text_at(sign_in("school-director"), f"{PAGE}{duty.pk}")
    assert thai_date(day) in page
    assert "ขยายจาก" in page
    assert "เกินกำหนด 3 วัน" not in page


def test_a_director_passes_to_the_own_people_and_sees_it_until_it_is_done(
    sign_in: SignIn, duty: Duty
) -> None:
    head, teacher = sign_in("school-director"), User.objects.get(username="teacher")
    stranger = User.objects.get(username="clerk")
    page = act_on(head, duty, Act.HAND_ON, to=stranger.pk).content.decode()
    assert "เลือกจากรายชื่อ" in page
    assert "-----" not in page
    assert act_on(head, duty, Act.HAND_ON, to=teacher.pk).status_code == 302
    assert TITLE in text_at(head, f"{PAGE}?tab=passed")
    assert TITLE not in text_at(head, PAGE)
    assert TITLE in text_at(head, "/office/panels/handed-on")
    assert TITLE in text_at(sign_in("teacher"), "/office/panels/duties")
    for act in (Act.HAND_ON, Act.TAKE_BACK, Act.POSTPONE, Act.WAIVE):
        assert act_on(sign_in("teacher"), duty, act).status_code == 403
    assert act_on(sign_in("teacher"), duty, Act.FINISH, note="ทำแล้ว").status_code == 302
    assert TITLE in text_at(head, f"{PAGE}?tab=sent"), "until it is accepted"
    assert act_on(sign_in("director"), duty, Act.ACCEPT).status_code == 302
    assert TITLE not in text_at(head, f"{PAGE}?tab=passed")
    assert TITLE in text_at(head, f"{PAGE}?tab=done")


def test_what_was_passed_and_comes_back_is_before_who_answers_for_it(
    sign_in: SignIn, duty: Duty
) -> None:
    head = sign_in("school-director")
    act_on(head, duty, Act.HAND_ON, to=User.objects.get(username="teacher").pk)
    act_on(head, duty, Act.FINISH, note="ทำแล้ว")
    act_on(sign_in("director"), duty, Act.RETURN, reason="ขาดลายมือชื่อ")
    for name in ("school-director", "teacher"):
        for page in (PAGE, "/office/panels/duties"):
            assert TITLE in text_at(sign_in(name), page), (name, page)
    assert act_on(head, duty, Act.FINISH, note="ทำแล้ว").status_code == 302
    assert TITLE not in text_at(head, PAGE)


def test_what_was_passed_is_taken_back(sign_in: SignIn, duty: Duty) -> None:
    head = sign_in("school-director")
    act_on(head, duty, Act.HAND_ON, to=User.objects.get(username="teacher").pk)
    assert act_on(head, duty, Act.TAKE_BACK).status_code == 302
    assert TITLE in text_at(head, PAGE)
    assert sign_in("teacher").get(f"{PAGE}{duty.pk}").status_code == 403
