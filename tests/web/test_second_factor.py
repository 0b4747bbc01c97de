"""The second factor: days of grace, app, card, remembered devices, recovery."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory
from django.utils import timezone

from khet.records.registry.actions.second_factor import new_card, remove_factor, set_up_app
from khet.records.registry.actions.sign_in import (
    choose_password,
    issue_code,
    reset_second_factor,
)
from khet.records.registry.models import Event, User
from khet.web.parts.viewer import Viewer, viewer_of
from tests.cast import PASSWORD
from tests.conftest import Clock
from tests.made_area import school_code
from tests.web.doors.account import ASKED, SIGNED_IN
from tests.web.signing import actions_on, code_of_app, codes_on, is_in, secret_on, send, text

APP, CARD = "/account/second-factor/app", "/account/second-factor/card"
STEP = "/sign-in/second-step"
LEFT = "ในการตั้งการยืนยันตัวตนขั้นที่สอง"
pytestmark = pytest.mark.usefixtures("area")


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _viewer(client: Client) -> Viewer:
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    return viewer_of(request)


def _with_app(name: str, clock: Clock) -> tuple[Client, str]:
    """A client on which the person set an app up, and the app's secret."""
    client = Client()
    send(client, name)
    secret = secret_on(text(client.get(APP)))
    client.post(APP, {"code": code_of_app(secret, clock.time)})
    clock.forward(minutes=1)
    return client, secret


def _with_card(name: str) -> tuple[Client, list[str]]:
    """A client on which the person began a card, and the card's codes."""
    client = Client()
    send(client, name)
    codes = codes_on(text(client.post(CARD, {"print": "1"})))
    client.post(CARD, {"code": codes[0]})
    return client, codes


def _step(client: Client, name: str, code: str, remember: bool = False) -> Client:
    """Sign in with the password and a code."""
    send(client, name)
    client.post(STEP, {"code": code, **({"remember": "on"} if remember else {})})
    return client


@pytest.mark.parametrize("name", sorted(SIGNED_IN))
def test_roles_that_show_names_have_fourteen_days(name: str, clock: Clock) -> None:
    client = Client()
    send(client, name)
    page = text(client.get("/account"))
    assert (f"เหลืออีก 14 วัน{LEFT}" in page) is (name in ASKED)
    clock.forward(days=14)
    send(client := Client(), name)
    assert (f"วันนี้เป็นวันสุดท้าย{LEFT}" in text(client.get("/account"))) is (name in ASKED)
    clock.forward(days=1)
    send(client := Client(), name)
    leads = client.get("/learning/overview").headers.get("Location")
    assert leads == ("/account/second-factor" if name in ASKED else None)


def test_the_days_begin_once(clock: Clock) -> None:
    for _ in range(3):
        send(client := Client(), "teacher")
        page = text(client.get("/account"))
        clock.forward(days=1)
    assert actions_on("teacher").count("begin-grace") == 1
    assert "เหลืออีก 12 วัน" in page


def test_after_the_days_only_the_account_and_the_way_out_are_open(clock: Clock) -> None:
    User.objects.filter(username="teacher").update(grace_until=clock.time - timedelta(days=1))
    send(client := Client(), "teacher")
    open_to = {"/account", "/account/password", "/account/second-factor", APP, CARD}
    for address in (*open_to, "/", "/design", "/learning/colours"):
        assert client.get(address).status_code == (200 if address in open_to else 302), address
    assert client.post("/language", {"language": "en", "next": "/"}).headers["Location"] == "/"
    assert client.post("/sign-out").headers["Location"] == "/"


def test_a_part_of_a_page_reloads_it_where_something_must_come_first(clock: Clock) -> None:
    User.objects.filter(username="teacher").update(grace_until=clock.time - timedelta(days=1))
    send(client := Client(), "teacher")
    part = client.get("/learning/panels/colours", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"


def test_names_stay_hidden_until_a_second_factor_was_shown(clock: Clock) -> None:
    send(client := Client(), "teacher")
    before = _viewer(client)
    assert not before.sees_names_of(school_code(0))
    assert "ขั้นที่สอง" in before.names_hidden_reason
    after = _viewer(_with_app("teacher", clock)[0])
    assert after.sees_names_of(school_code(0))
    assert not after.sees_names_of(school_code(1))
    assert after.names_hidden_reason == ""


def test_a_role_without_names_has_none_whatever_is_shown(clock: Clock) -> None:
    viewer = _viewer(_with_app("director", clock)[0])
    assert viewer.second_factor
    assert not viewer.sees_names_of(school_code(0))
    assert "บทบาทของท่าน" in viewer.names_hidden_reason


def test_setting_up_an_app_needs_a_code_of_it(clock: Clock) -> None:
    send(client := Client(), "teacher")
    page = text(client.get(APP))
    secret = secret_on(page)
    assert 'src="data:image/svg+xml;base64,' in page
    late = code_of_app(secret, clock.time - timedelta(minutes=2))
    for wrong in (late, "", "abc"):
        client.post(APP, {"code": wrong})
    assert not Authenticator.objects.filter(user=_user("teacher")).exists()
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
    _, secret = _with_app("teacher", clock)
    client = Client()
    assert send(client, "teacher", next="/learning/colours").headers["Location"] == STEP
    assert not is_in(client)
    assert client.get("/account").headers["Location"].startswith("/sign-in")
    assert "sign-in" not in actions_on("teacher")[-1:]
    done = client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert done.headers["Location"] == "/learning/colours"
    assert _viewer(client).second_factor


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_clock_half_a_minute_off_is_right_enough(drift: int, clock: Clock) -> None:
    _, secret = _with_app("teacher", clock)
    clock.forward(minutes=5)
    code = code_of_app(secret, clock.time + timedelta(seconds=drift))
    assert is_in(_step(Client(), "teacher", code))


def test_a_code_of_the_app_is_good_once(clock: Clock) -> None:
    _, secret = _with_app("teacher", clock)
    code = code_of_app(secret, clock.time)
    assert is_in(_step(Client(), "teacher", code))
    clock.forward(seconds=29)
    assert not is_in(_step(Client(), "teacher", code))


def test_who_is_half_way_has_ten_minutes(clock: Clock) -> None:
    _, secret = _with_app("teacher", clock)
    send(client := Client(), "teacher")
    clock.forward(minutes=10, seconds=1)
    assert client.post(STEP, {"code": code_of_app(secret, clock.time)}).headers["Location"] == (
        "/sign-in"
    )
    assert not is_in(client)


@pytest.mark.parametrize("meanwhile", ["password", "closed"])
def test_who_is_half_way_stops_when_the_account_changes(meanwhile: str, clock: Clock) -> None:
    _, secret = _with_app("teacher", clock)
    send(client := Client(), "teacher")
    if meanwhile == "password":
        choose_password(by=_user("teacher"), password="ข้าวยำปากพะยูน")
    else:
        User.objects.filter(username="teacher").update(is_active=False)
    client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert not is_in(client)


def test_guessing_codes_is_slowed(clock: Clock) -> None:
    _, secret = _with_app("teacher", clock)
    send(client := Client(), "teacher")
    for number in range(5):
        assert "รหัสไม่ถูกต้อง" in text(client.post(STEP, {"code": f"00000{number}"}))
    right = code_of_app(secret, clock.time)
    assert "กรุณารอ" in text(client.post(STEP, {"code": right}))
    clock.forward(seconds=31)
    client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert is_in(client)


def test_a_first_code_with_a_second_factor_asks_for_both(clock: Clock) -> None:
    _, secret = _with_app("teacher", clock)
    until = clock.time + timedelta(days=14)
    code = issue_code(by=_user("personnel"), user=_user("teacher"), until=until)
    client = Client()
    assert send(client, "teacher", code).headers["Location"] == STEP
    client.post(STEP, {"code": code_of_app(secret, clock.time)})
    assert client.get("/").headers["Location"] == "/account/password"


def test_a_card_is_shown_once_and_begins_with_its_first_code() -> None:
    send(client := Client(), "teacher")
    shown = client.post(CARD, {"print": "1"})
    codes = codes_on(text(shown))
    assert len(codes) == len(set(codes)) == 40
    assert "no-store" in shown.headers["Cache-Control"]
    assert codes_on(text(client.get(CARD))) == []
    assert "ไม่ใช่รหัสที่ 1" in text(client.post(CARD, {"code": codes[1]}))
    assert not Authenticator.objects.filter(user=_user("teacher")).exists()
    client.post(CARD, {"code": codes[0].replace(" ", "")})
    assert "เหลือ 39 รหัส" in text(client.get("/account"))
    assert _viewer(client).second_factor
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert not any(code.replace(" ", "") in kept for code in codes)


def test_a_code_of_a_card_is_good_once_and_counted() -> None:
    client, codes = _with_card("teacher")
    assert not is_in(_step(Client(), "teacher", codes[0]))
    assert is_in(_step(Client(), "teacher", codes[7].translate(str.maketrans("0123", "๐๑๒๓"))))
    assert not is_in(_step(Client(), "teacher", codes[7]))
    assert "เหลือ 38 รหัส" in text(client.get("/account"))


def test_the_code_of_another_person_is_none_of_ones_own() -> None:
    _, codes = _with_card("teacher")
    _with_card("supervisor")
    assert not is_in(_step(Client(), "supervisor", codes[3]))


def test_a_card_with_few_codes_left_says_so() -> None:
    _, codes = _with_card("teacher")
    for place in range(1, 34):
        client = _step(Client(), "teacher", codes[place])
    assert "บัตรรหัสของท่านเหลือ" not in text(client.get("/account"))
    client = _step(Client(), "teacher", codes[34])
    assert "บัตรรหัสของท่านเหลือ 5 รหัส" in text(client.get("/account"))


def test_a_new_card_counts_only_once_it_has_begun() -> None:
    client, old = _with_card("teacher")
    new = codes_on(text(client.post(CARD, {"print": "1"})))
    assert is_in(_step(Client(), "teacher", old[1]))
    client.post(CARD, {"code": new[0]})
    assert not is_in(_step(Client(), "teacher", old[2]))
    assert is_in(_step(Client(), "teacher", new[1]))


def test_cards_differ() -> None:
    assert not set(new_card()) & set(new_card())


def test_a_remembered_device_is_not_asked_for_thirty_days(clock: Clock) -> None:
    _, codes = _with_card("teacher")
    client = _step(Client(), "teacher", codes[1], remember=True)
    client.post("/sign-out")
    clock.forward(days=29)
    send(client, "teacher")
    assert _viewer(client).second_factor
    client.post("/sign-out")
    clock.forward(days=2)
    assert send(client, "teacher").headers["Location"] == STEP


def test_a_device_is_remembered_only_if_asked_and_only_for_one_person() -> None:
    _, codes = _with_card("teacher")
    client = _step(Client(), "teacher", codes[1])
    client.post("/sign-out")
    assert send(client, "teacher").headers["Location"] == STEP
    client.post(STEP, {"code": codes[2], "remember": "on"})
    client.post("/sign-out")
    _with_card("supervisor")
    token = client.cookies[f"khet_remembered_{_user('teacher').pk}"].value
    client.cookies[f"khet_remembered_{_user('supervisor').pk}"] = token
    assert send(client, "supervisor").headers["Location"] == STEP


def test_a_device_can_be_forgotten_by_its_person_only(clock: Clock) -> None:
    _, codes = _with_card("teacher")
    client = _step(Client(), "teacher", codes[1], remember=True)
    device = Authenticator.objects.get(user=_user("teacher"), type="device")
    forget = f"/account/devices/{device.pk}/forget"
    send(stranger := Client(), "director")
    stranger.post(forget)
    assert forget in text(client.get("/account"))
    client.post(forget)
    assert forget not in text(client.get("/account"))
    client.post("/sign-out")
    assert send(client, "teacher").headers["Location"] == STEP


def test_the_office_takes_a_lost_second_factor_away(clock: Clock) -> None:
    _, codes = _with_card("teacher")
    remembered = _step(Client(), "teacher", codes[1], remember=True)
    remembered.post("/sign-out")
    reset_second_factor(by=_user("personnel"), user=_user("teacher"))
    event = Event.objects.get(action="reset-second-factor")
    assert (event.actor_id, event.key) == (str(_user("personnel").pk), "teacher")
    assert event.before == {"types": ["card", "device"]}
    assert send(remembered, "teacher").headers["Location"] == "/"
    assert not _viewer(remembered).second_factor
    User.objects.filter(username="teacher").update(grace_until=clock.time - timedelta(days=1))
    assert remembered.get("/").headers["Location"] == "/account/second-factor"


def test_a_session_older_than_the_second_factor_ends(clock: Clock) -> None:
    send(older := Client(), "teacher")
    _with_app("teacher", clock)
    assert older.get("/account").headers["Location"] == "/sign-in"
    assert not is_in(older)


def test_a_role_that_asks_keeps_at_least_one(clock: Clock) -> None:
    client, codes = _with_card("teacher")
    remove = "/account/second-factor/{}/remove"
    refused = client.post(remove.format("card"))
    assert refused.status_code == 403
    assert "อย่างน้อยหนึ่งอย่าง" in text(refused)
    secret = secret_on(text(client.get(APP)))
    client.post(APP, {"code": code_of_app(secret, clock.time)})
    assert client.post(remove.format("card")).headers["Location"] == "/account"
    assert send(Client(), "teacher").headers["Location"] == STEP
    assert not is_in(_step(Client(), "teacher", codes[5]))


def test_who_need_not_may_begin_and_stop(clock: Clock) -> None:
    client, _ = _with_app("director", clock)
    assert send(Client(), "director").headers["Location"] == STEP
    client.post("/account/second-factor/totp/remove")
    assert send(Client(), "director").headers["Location"] == "/"
    assert client.post("/account/second-factor/device/remove").status_code == 403


def test_remembered_devices_go_with_the_last_factor() -> None:
    _, codes = _with_card("director")
    _step(Client(), "director", codes[1], remember=True)
    remove_factor(by=_user("director"), factor="card")
    assert not Authenticator.objects.filter(user=_user("director")).exists()


def test_a_second_app_replaces_the_first(clock: Clock) -> None:
    client, old = _with_app("teacher", clock)
    new = secret_on(text(client.get(APP)))
    client.post(APP, {"code": code_of_app(new, clock.time)})
    clock.forward(minutes=1)
    assert not is_in(_step(Client(), "teacher", code_of_app(old, clock.time)))
    assert is_in(_step(Client(), "teacher", code_of_app(new, clock.time)))


def test_pages_for_everybody_ask_no_more_of_the_database(
    sign_in: Callable[..., Client], django_assert_max_num_queries: Callable
) -> None:
    user = _user("teacher")
    for number in range(3):
        set_up_app(by=user, secret="A" * 32, moment=number)
    client = sign_in("teacher")
    for address in ("/account", "/account/second-factor", APP, CARD):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_grace_ends_by_the_day_in_thailand(clock: Clock) -> None:
    send(client := Client(), "teacher")
    client.get("/account")
    assert _user("teacher").grace_until == timezone.localdate() + timedelta(days=14)
    assert _user("teacher").check_password(PASSWORD)


def test_a_stranger_at_an_open_screen_changes_no_second_factor(clock: Clock) -> None:
    client, _ = _with_app("director", clock)
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
