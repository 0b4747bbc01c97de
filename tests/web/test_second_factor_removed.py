"""A second factor taken away: by the office, by its person, never by a stranger."""

from datetime import timedelta

import pytest
from django.test import Client

from khet.records.registry.actions.sign_in import reset_second_factor
from khet.records.registry.models import Event, User
from tests.cast import PASSWORD
from tests.conftest import Clock
from tests.web.kept_books import user_named
from tests.web.second_steps import APP, CARD, STEP, take_step, viewer_on, with_app, with_card
from tests.web.signing import code_of_app, is_in, secret_on, send, text

pytestmark = pytest.mark.usefixtures("area")


def test_the_office_takes_a_lost_second_factor_away(clock: Clock) -> None:
    _, codes = with_card("teacher")
    remembered = take_step(Client(), "teacher", codes[1], remember=True)
    remembered.post("/sign-out")
    reset_second_factor(by=user_named("personnel"), user=user_named("teacher"))
    event = Event.objects.get(action="reset-second-factor")
    assert (event.actor_id, event.key) == (str(user_named("personnel").pk), "teacher")
    assert event.before == {"types": ["card", "device"]}
    assert send(remembered, "teacher").headers["Location"] == "/"
    assert not viewer_on(remembered).second_factor
    User.objects.filter(username="teacher").update(grace_until=clock.time - timedelta(days=1))
    assert remembered.get("/").headers["Location"] == "/account/second-factor"


def test_a_session_older_than_the_second_factor_ends(clock: Clock) -> None:
    send(older := Client(), "teacher")
    with_app("teacher", clock)
    assert older.get("/account").headers["Location"] == "/sign-in"
    assert not is_in(older)


def test_a_role_that_asks_keeps_at_least_one(clock: Clock) -> None:
    client, codes = with_card("teacher")
    remove = "/account/second-factor/{}/remove"
    refused = client.post(remove.format("card"))
    assert refused.status_code == 403
    assert "อย่างน้อยหนึ่งอย่าง" in text(refused)
    secret = secret_on(text(client.get(APP)))
    client.post(APP, {"code": code_of_app(secret, clock.time)})
    assert client.post(remove.format("card")).headers["Location"] == "/account"
    assert send(Client(), "teacher").headers["Location"] == STEP
    assert not is_in(take_step(Client(), "teacher", codes[5]))


def test_who_need_not_may_begin_and_stop(clock: Clock) -> None:
    client, _ = with_app("director", clock)
    assert send(Client(), "director").headers["Location"] == STEP
    client.post("/account/second-factor/totp/remove")
    assert send(Client(), "director").headers["Location"] == "/"
    assert client.post("/account/second-factor/device/remove").status_code == 403


def test_a_stranger_at_an_open_screen_changes_no_second_factor(clock: Clock) -> None:
    client, _ = with_app("director", clock)
    clock.forward(minutes=16)
    for address in (APP, CARD):
        assert client.get(address).headers["Location"].startswith("/account/confirm?next=")
    client.post("/account/second-factor/totp/remove")
    assert send(Client(), "director").headers["Location"] == STEP
    confirm = client.get(APP).headers["Location"]
    assert "ไม่ใช่รหัสผ่านปัจจุบัน" in text(client.post(confirm, {"old": "ผิด"}))
    assert client.post(confirm, {"old": PASSWORD}).headers["Location"] == APP
    assert client.get(APP).status_code == 200
    away = client.post("/account/confirm?next=https://example.org/", {"old": PASSWORD})
    assert away.headers["Location"] == "/account"
