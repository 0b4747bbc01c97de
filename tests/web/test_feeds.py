"""Feeds: a link of one's own that a phone reads, until it is revoked."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, date, timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.feeds import feed_hash
from khet.records.office.models import Feed
from khet.records.registry.models import Event, RoleHeld, Unit, User
from tests.made_area import school_code
from tests.web.agenda import body, duty, meeting

SignIn = Callable[[str], Client]
FEEDS = "/office/calendar/feeds"


def _link(client: Client) -> str:
    page = client.post(FEEDS).content.decode()
    return re.search(r'value="http://testserver(/office/calendar/feed/[^"]+\.ics)"', page)[1]


def _read(link: str) -> dict[str, icalendar.Event]:
    response = Client().get(link)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    read = icalendar.Calendar.from_ical(response.content)
    return {str(event["summary"]): event for event in read.walk("VEVENT")}


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days)


def test_a_link_is_shown_once_and_kept_as_a_hash(director: Client) -> None:
    link = _link(director)
    token = link.removesuffix(".ics").rpartition("/")[2]
    feed = Feed.objects.get()
    assert len(token) == 43
    assert feed.token_hash == feed_hash(token) != token
    page = director.get(FEEDS)
    assert token not in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert f"ลิงก์ {feed.pk} สร้างเมื่อ" in page.content.decode()
    told = Event.objects.get(kind="office.feed")
    assert (told.action, told.key, told.before, told.after) == (
        "make-feed",
        str(feed.pk),
        None,
        None,
    )


def test_it_holds_what_the_person_owes_and_the_own_meetings(sign_in: SignIn) -> None:
    own = Unit.objects.get(code=school_code(0))
    due = duty(_day(3), "ส่งแผน", unit=own, key="1")
    duty(_day(3), "งานของผอ.เขต", key="2")
    finish_duty(by="ทดสอบ", duty=duty(_day(4), "ทำแล้ว", unit=own, key="3"), at=timezone.now())
    duty(_day(-61), "เก่าเกิน", unit=own, key="4")
    duty(_day(-60), "ยังไม่เก่า", unit=own, key="5")
    duty(_day(367), "ไกลเกิน", unit=own, key="6")
    board = body("บอร์ด", person="school-director")
    held = meeting(board, _day(5), _day(6), title="นัดแรก", place="ห้องประชุม 1")
    meeting(board, _day(9), starts=None, finishes=None, state="cancelled")
    meeting(body("คณะอื่น"), _day(5))
    events = _read(_link(sign_in("school-director")))
    assert set(events) == {
        *("ครบกำหนด: ส่งแผน", "ครบกำหนด: ยังไม่เก่า"),
        *("บอร์ด ครั้งที่ 1/2557 นัดแรก", "บอร์ด ครั้งที่ 2/2557"),
    }
    owed = events["ครบกำหนด: ส่งแผน"]
    assert (owed["dtstart"].dt, owed["dtend"].dt) == (_day(3), _day(4))
    assert str(owed["url"]) == f"http://testserver/office/duties/{due.pk}"
    assert str(owed["uid"]) == f"duty-{due.pk}@9302.khet"
    first, second = events["บอร์ด ครั้งที่ 1/2557 นัดแรก"], events["บอร์ด ครั้งที่ 2/2557"]
    assert first["dtstart"].dt.astimezone(UTC).time().isoformat() == "01:30:00"
    assert first["rrule"]["COUNT"] == [2]
    assert str(first["url"]).endswith(f"/office/meetings/{held.pk}")
    assert (str(first["status"]), str(second["status"])) == ("CONFIRMED", "CANCELLED")
    assert second["dtstart"].dt == _day(9)


def test_it_follows_what_changes(director: Client) -> None:
    made, link = duty(_day(3), "ส่งแผน"), _link(director)
    uid = str(_read(link)["ครบกำหนด: ส่งแผน"]["uid"])
    made.due = _day(9)
    made.save()
    moved = _read(link)["ครบกำหนด: ส่งแผน"]
    assert (str(moved["uid"]), moved["dtstart"].dt) == (uid, _day(9))
    finish_duty(by="ทดสอบ", duty=made, at=timezone.now())
    assert _read(link) == {}


def test_closed_bodies_are_told_to_their_members_only(sign_in: SignIn) -> None:
    meeting(body("คณะปิด", closed=True, person="auditor"), _day(2))
    assert list(_read(_link(sign_in("auditor")))) == ["คณะปิด ครั้งที่ 1/2557"]
    assert _read(_link(sign_in("planner"))) == {}


def _answers(link: str, caplog: pytest.LogCaptureFixture) -> int:
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        response = Client().get(link)
    assert bool(response.content) == (response.status_code == 200)
    assert link.rpartition("/")[2].removesuffix(".ics") not in caplog.text
    return response.status_code


def test_a_revoked_link_leads_nowhere(director: Client, caplog: pytest.LogCaptureFixture) -> None:
    link, other = _link(director), _link(director)
    feed = Feed.objects.order_by("pk")[0]
    assert _answers(link, caplog) == 200
    assert director.post(f"{FEEDS}/{feed.pk}/revoke").headers["Location"] == FEEDS
    assert (_answers(link, caplog), _answers(other, caplog)) == (404, 200)
    director.post(f"{FEEDS}/{feed.pk}/revoke")
    assert Event.objects.filter(action="revoke-feed", key=str(feed.pk)).count() == 1


def test_nobody_sees_or_revokes_the_links_of_others(sign_in: SignIn) -> None:
    link = _link(sign_in("director"))
    feed = Feed.objects.get()
    clerk = sign_in("clerk")
    assert "ยังไม่มีลิงก์" in clerk.get(FEEDS).content.decode()
    clerk.post(f"{FEEDS}/{feed.pk}/revoke")
    assert Client().get(link).status_code == 200
    assert not Event.objects.filter(action="revoke-feed").exists()


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "A" * 5000])
def test_an_unknown_token_leads_nowhere(
    area: None, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert _answers(f"/office/calendar/feed/{token}.ics", caplog) == 404


def test_without_a_role_or_with_a_closed_account_it_leads_nowhere(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    link, other = _link(sign_in("clerk")), _link(sign_in("planner"))
    RoleHeld.objects.filter(user__username="clerk").update(until=_day(-1))
    User.objects.filter(username="planner").update(is_active=False)
    assert (_answers(link, caplog), _answers(other, caplog)) == (404, 404)


def test_a_tenth_link_is_the_last(director: Client) -> None:
    for _ in range(10):
        _link(director)
    assert "มีลิงก์ครบ 10 ลิงก์แล้ว" in director.post(FEEDS).content.decode()
    assert Feed.objects.count() == 10


def test_it_takes_no_form(director: Client) -> None:
    assert Client().post(_link(director)).status_code == 405


def test_queries_do_not_grow_with_what_it_holds(director: Client) -> None:
    link, counts = _link(director), []
    for more in (1, 10):
        for number in range(more):
            duty(_day(number), f"งาน {number}", key=str(number))
            meeting(body(f"คณะ {more} {number}", person="director"), _day(number))
        with CaptureQueriesContext(connection) as queries:
            _read(link)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
