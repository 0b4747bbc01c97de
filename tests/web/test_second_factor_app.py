"""The second factor by an app: set up, asked for after the password, its codes good once."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from khet.records.registry.actions.sign_in import choose_password, issue_code
from khet.records.registry.models import Event, User
from tests.conftest import Clock
from tests.web.kept_books import user_named
from tests.web.second_steps import APP, STEP, take_step, viewer_on, with_app
from tests.web.signing import actions_on, code_of_app, is_in, secret_on, send, text

pytestmark = pytest.mark.usefixtures("area")


def test_setting_up_an_app_needs_a_code_of_it(clock: Clock) -> None:
    send(client := Client(), "teacher")
    page = text(client.get(APP))
    secret = secret_on(page)
    assert 'src="data:image/svg+xml;base64,' in page
    late = code_of_app(secret, clock.time - timedelta(minutes=2))
    for wrong in (late, "", "abc"):
        client.post(APP, {"code": wrong})
    assert not Authenticator.objects.filter(user=user_named("teacher")).exists()
    right = code_of_app(secret, clock.time)
    assert client.post(APP, {"code": f"{right[:3]} {right[3:]}"}).headers["Location"] == "/account"
    assert "ตั้งการยืนยันตัวตนขั้นที่สองแล้ว" in text(client.get("/account"))
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in str(list(Event.objects.values("before", "after")))
    assert actions_on("teacher")[-1] == "set-up-second-factor"


def test_the_secret_of_the_page_stays_until_it_is_set_up() -> None:
    send(client := Client(), "teacher")
    assert secret_on(text(client.get(APP))) == secret_on(text(client.get(APP)))


def test_the_password_alone_is_not_signing_in(clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    client = Client()
    assert send(client, "teacher", next="/learning/colours").headers["Location"] == STEP
    assert not is_in(client)
    assert client.get("/account").headers["Location"].startswith("/sign-in")
    assert "sign-in" not in actions_on("teacher")[-1:]
    done = client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert done.headers["Location"] == "/learning/colours"
    assert viewer_on(client).second_factor


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_right_enough(drift: int, clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    clock.forward(minutes=5)
    code = code_of_app(secret, clock.time + timedelta(seconds=drift))
    assert is_in(take_step(Client(), "teacher", code))


def test_a_code_of_the_app_is_good_once(clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    code = code_of_app(secret, clock.time)
    assert is_in(take_step(Client(), "teacher", code))
    clock.forward(seconds=29)
    assert not is_in(take_step(Client(), "teacher", code))


def test_who_is_half_way_has_ten_minutes(clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    send(client := Client(), "teacher")
    clock.forward(minutes=10, seconds=1)
    assert client.post(STEP, {"code": code_of_app(secret, clock.time)}).headers["Location"] == (
        "/sign-in"
    )
    assert not is_in(client)


@pytest.mark.parametrize("meanwhile", ["password", "closed"])
def test_who_is_half_way_stops_when_the_account_changes(meanwhile: str, clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    send(client := Client(), "teacher")
    if meanwhile == "password":
        choose_password(by=user_named("teacher"), password="ข้าวยำปากพะยูน")
    else:
        User.objects.filter(username="teacher").update(is_active=False)
    client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert not is_in(client)


def test_guessing_codes_is_slowed(clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    send(client := Client(), "teacher")
    for number in range(5):
        assert "รหัสไม่ถูกต้อง" in text(client.post(STEP, {"code": f"00000{number}"}))
    right = code_of_app(secret, clock.time)
    assert "กรุณารอ" in text(client.post(STEP, {"code": right}))
    clock.forward(seconds=31)
    client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert is_in(client)


def test_a_first_code_with_a_second_factor_asks_for_both(clock: Clock) -> None:
    _, secret = with_app("teacher", clock)
    until = clock.time + timedelta(days=14)
    code = issue_code(by=user_named("personnel"), user=user_named("teacher"), until=until)
    client = Client()
    assert send(client, "teacher", code).headers["Location"] == STEP
    client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert client.get("/").headers["Location"] == "/account/password"


def test_a_second_app_replaces_the_first(clock: Clock) -> None:
    client, old = with_app("teacher", clock)
    new = secret_on(text(client.get(APP)))
    client.post(APP, {"code": code_of_app(new, clock.time)})
    clock.forward(minutes=1)
    assert not is_in(take_step(Client(), "teacher", code_of_app(old, clock.time)))
    assert is_in(take_step(Client(), "teacher", code_of_app(new, clock.time)))
