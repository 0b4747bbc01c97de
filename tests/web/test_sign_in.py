"""Signing in and out, one-time codes, own passwords, and what slows guessing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.registry.actions.sign_in import issue_code, new_code
from khet.records.registry.models import Event, User
from khet.web.account import entering
from khet.web.account.tries import tries_of
from tests.cast import PASSWORD
from tests.conftest import Clock
from tests.web.signing import actions_on, is_in, send, text

WRONG = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
WAIT = "ลองผิดหลายครั้งติดกัน"
OWN = "ข้าวยำปากพะยูน"
pytestmark = pytest.mark.usefixtures("area")


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _code(name: str, days: int = 14) -> str:
    until = timezone.now() + timedelta(days=days)
    return issue_code(by=_user("personnel"), user=_user(name), until=until)


def _guess(client: Client, name: str, times: int, **more: Any) -> None:
    for _ in range(times):
        client.post("/sign-in", {"username": name, "password": "เดา"}, **more)


@pytest.mark.parametrize("typed", ["teacher", " Teacher ", "TEACHER"])
def test_a_user_name_may_be_typed_in_any_case(typed: str) -> None:
    client = Client()
    assert send(client, typed).headers["Location"] == "/"
    assert is_in(client)


def test_thai_digits_are_digits() -> None:
    User.objects.create_user("0501-01", password=PASSWORD)
    client = Client()
    send(client, "๐๕๐๑-๐๑")
    assert is_in(client)


def test_every_way_of_not_getting_in_says_the_same() -> None:
    User.objects.filter(username="clerk").update(is_active=False)
    pages = [
        send(Client(), "teacher", "ผิด"),
        send(Client(), "nobody"),
        send(Client(), "clerk"),
    ]
    said = [re.findall(r'<a href="#id_username">(.*?)</a>', text(page)) for page in pages]
    assert said[0] == said[1] == said[2]
    assert WRONG in said[0][0]


@pytest.mark.parametrize(("name", "hashes"), [("nobody", 1), ("teacher", 0), ("clerk", 1)])
def test_an_unknown_name_and_a_quick_code_take_as_long_as_others(
    name: str, hashes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _code("clerk")
    slow: list[str] = []
    monkeypatch.setattr(entering, "make_password", slow.append)
    send(Client(), name, "ผิด")
    assert len(slow) == hashes


def test_the_key_of_the_session_changes_when_signing_in() -> None:
    client = Client()
    client.get("/sign-in")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    send(client, "teacher")
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    ("next", "leads"),
    [
        ("/learning/colours?year=2556", "/learning/colours?year=2556"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_on_but_not_away(next: str, leads: str) -> None:
    assert send(Client(), "director", next=next).headers["Location"] == leads


def test_signing_out_ends_the_session() -> None:
    client = Client()
    send(client, "director")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/"
    assert not is_in(client)


def test_a_form_from_elsewhere_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client, "director").status_code == 403


@pytest.mark.parametrize("as_typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_code_leads_to_choosing_a_password_and_nowhere_else(as_typed: Any) -> None:
    code, client = _code("teacher"), Client()
    send(client, "teacher", as_typed(code), next="/learning/colours")
    for address in ("/", "/account", "/learning/colours", "/design"):
        assert client.get(address).headers["Location"] == "/account/password"
    assert client.get("/favicon.ico").headers["Location"].endswith(".svg")
    page = text(client.get("/account/password"))
    assert "ตั้งรหัสผ่านของท่านเอง" in page
    assert "รหัสผ่านปัจจุบัน" not in page
    chosen = client.post("/account/password", {"new": OWN, "again": OWN})
    assert chosen.headers["Location"] == "/"
    assert client.get("/learning/colours").status_code == 200
    assert _user("teacher").code_until is None
    assert WRONG in text(send(Client(), "teacher", code))
    send(again := Client(), "teacher", OWN)
    assert is_in(again)


def test_codes_are_random_and_easily_read() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(
        re.fullmatch(r"([B-DF-HJKMNPR-TW-Z]{4}-){2}[B-DF-HJKMNPR-TW-Z]{4}", c) for c in codes
    )


def test_a_new_code_ends_what_was_signed_in() -> None:
    client = Client()
    send(client, "director")
    _code("director")
    assert client.get("/account").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("teacher", "ผู้อำนวยการโรงเรียนของท่าน"),
        ("school-director", "สำนักงานเขต"),
        ("director", "สำนักงานเขต"),
        ("newcomer", "สำนักงานเขต"),
    ],
)
def test_a_code_that_is_too_old_says_whom_to_ask(name: str, ask: str, clock: Clock) -> None:
    code, client = _code(name, days=14), Client()
    clock.forward(days=14, seconds=1)
    page = text(send(client, name, code))
    assert "หมดอายุแล้ว" in page
    assert ask in page.split("หมดอายุแล้ว")[1].split("<")[0]
    assert not is_in(client)
    assert "หมดอายุ" not in text(send(client, name, "ผิด"))


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        ("สั้นไป", "สั้นไป", "สั้นเกินไป"),
        ("password", "password", "คนใช้กันมาก"),
        ("8520741963", "8520741963", "มีแต่ตัวเลข"),
        ("teacher1", "teacher1", "คล้ายชื่อผู้ใช้"),
        (OWN, "ข้าวยำปากพะยุน", "ไม่ตรงกับรหัสผ่านใหม่"),
        ("", "", "กรุณากรอกช่องนี้"),
        (PASSWORD, PASSWORD, "เหมือนรหัสเดิม"),
    ],
)
def test_a_weak_password_is_told_what_is_wrong(new: str, again: str, said: str) -> None:
    client = Client()
    send(client, "teacher")
    given = {"old": PASSWORD, "new": new, "again": again}
    assert said in text(client.post("/account/password", given))
    assert "choose-password" not in actions_on("teacher")


def test_changing_the_password_ends_other_sessions_only() -> None:
    here, there = Client(), Client()
    send(here, "director")
    send(there, "director")
    given = {"old": PASSWORD, "new": OWN, "again": OWN}
    assert here.post("/account/password", given).headers["Location"] == "/account"
    assert "เครื่องอื่นที่เข้าสู่ระบบไว้ต้องเข้าใหม่" in text(here.get("/account"))
    assert there.get("/account").status_code == 302
    assert actions_on("director")[-1] == "choose-password"


def test_the_password_of_until_now_must_be_right_and_guessing_it_is_slowed() -> None:
    client = Client()
    send(client, "director")
    given = {"old": "ผิด", "new": OWN, "again": OWN}
    for _ in range(5):
        assert "ไม่ใช่รหัสผ่านปัจจุบัน" in text(client.post("/account/password", given))
    assert WAIT in text(client.post("/account/password", {**given, "old": PASSWORD}))
    assert _user("director").check_password(PASSWORD)


@pytest.mark.parametrize("name", ["teacher", "nobody"])
def test_guessing_is_slowed_more_and_more(name: str, clock: Clock) -> None:
    client = Client()
    _guess(client, name, 5)
    for wait, seconds in (("30 วินาที", 30), ("60 วินาที", 60), ("2 นาที", 120)):
        assert f"{WAIT} กรุณารอ {wait}" in text(send(client, name, "เดา"))
        clock.forward(seconds=seconds)
        assert WRONG in text(send(client, name, "เดา"))


def test_while_slowed_even_the_right_password_waits_then_the_count_begins_anew(
    clock: Clock,
) -> None:
    client = Client()
    _guess(client, "teacher", 5)
    assert WAIT in text(send(client, "teacher"))
    clock.forward(seconds=31)
    send(client, "teacher")
    assert is_in(client)
    assert WRONG in text(send(Client(), "teacher", "เดา"))


def test_a_device_that_signed_in_before_is_not_shut_out_by_a_stranger() -> None:
    own = Client()
    send(own, "teacher")
    own.post("/sign-out")
    _guess(Client(), "teacher", 12)
    assert WAIT in text(send(Client(), "teacher"))
    send(own, "teacher")
    assert is_in(own)


def test_a_known_device_is_slowed_by_its_own_guesses() -> None:
    own = Client()
    send(own, "teacher")
    own.post("/sign-out")
    _guess(own, "teacher", 5)
    assert WAIT in text(send(own, "teacher"))


@pytest.mark.parametrize("forged", [False, True])
def test_a_device_known_for_one_person_is_a_stranger_to_others(forged: bool) -> None:
    strange = Client()
    send(strange, "clerk")
    strange.post("/sign-out")
    if forged:
        strange.cookies["khet_device"] = f'{{"{_user("teacher").pk}": "x"}}'
    _guess(Client(), "teacher", 5)
    assert WAIT in text(send(strange, "teacher"))


def test_one_address_can_not_try_many_names() -> None:
    client = Client()
    for number in range(50):
        _guess(client, f"name-{number}", 1)
    assert WAIT in text(send(client, "teacher"))
    send(client, "teacher", PASSWORD)
    assert not is_in(client)
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    send(elsewhere, "teacher")
    assert is_in(elsewhere)


def test_many_people_of_one_address_sign_in_without_waiting() -> None:
    for number in range(60):
        User.objects.create_user(f"0501-{number}", password=PASSWORD)
        send(client := Client(), f"0501-{number}")
    assert is_in(client)


@pytest.mark.parametrize(("https", "slowed"), [(False, True), (True, False)])
def test_the_proxy_is_asked_for_the_address_only_where_there_is_one(
    https: bool, slowed: bool, settings: Any
) -> None:
    settings.HTTPS = https
    client = Client()
    for number in range(50):
        _guess(client, f"name-{number}", 1, headers={"x-forwarded-for": "198.51.100.7"})
    said = client.post(
        "/sign-in",
        {"username": "teacher", "password": "เดา"},
        headers={"x-forwarded-for": "198.51.100.7, 203.0.113.9"},
    )
    assert (WAIT in text(said)) is slowed


def test_addresses_of_one_household_count_together() -> None:
    for number in range(50):
        _guess(Client(REMOTE_ADDR=f"2001:db8::{number:x}"), f"name-{number}", 1)
    assert WAIT in text(send(Client(REMOTE_ADDR="2001:db8::ffff"), "teacher"))
    assert WRONG in text(send(Client(REMOTE_ADDR="2001:db8:0:1::1"), "teacher", "เดา"))


def test_counters_lie_in_the_database_and_hold_no_names() -> None:
    _guess(Client(), "teacher", 1)
    assert caches["shared"].__class__.__name__ == "DatabaseCache"
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        keys = [row[0] for row in cursor.fetchall()]
    assert len(keys) == 2
    assert not any("teacher" in key for key in keys)


def test_the_trail_tells_of_sign_ins_and_guesses_but_no_secrets() -> None:
    code = _code("teacher")
    _guess(Client(), "teacher", 5)
    _guess(Client(), "nobody", 5)
    send(Client(REMOTE_ADDR="198.51.100.7"), "director")
    assert actions_on("teacher")[1:] == ["issue-code", "sign-in-refused"]
    assert actions_on("director")[1:] == ["sign-in"]
    assert actions_on("nobody") == []
    told = str(list(Event.objects.values("key", "actor", "before", "after")))
    for secret in (code, code.replace("-", ""), PASSWORD, "เดา"):
        assert secret not in told


def test_the_account_shows_who_one_is_and_the_latest_sign_ins() -> None:
    client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/5"})
    _guess(client, "teacher", 5, REMOTE_ADDR="198.51.100.7")
    own = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU) Safari/605"})
    User.objects.filter(username="director").update(position="ผู้อำนวยการ สพป.")
    send(own, "director")
    page = text(own.get("/account"))
    for words in ("ผู้อำนวยการ สพป.", "แต่ไม่เห็นชื่อนักเรียน", "Safari · iPhone", "director"):
        assert words in page
    assert "Chrome · Windows" not in page


def test_a_session_lasts_from_the_last_visit(clock: Clock) -> None:
    client = Client()
    send(client, "director")
    begun = client.session["seen"]
    clock.forward(minutes=5)
    client.get("/account")
    assert client.session["seen"] == begun
    clock.forward(minutes=6)
    assert client.get("/account").cookies["sessionid"]["max-age"] == 12 * 60 * 60
    assert client.session["seen"] == begun + 11 * 60


def test_a_try_is_counted_in_one_transaction() -> None:
    """Else tries at the same moment all read the same number, and count as one."""
    user = _user("teacher")
    tries = tries_of(RequestFactory().post("/sign-in"), "second-step", user.username, user)
    for step in (tries.begin, tries.succeed):
        with CaptureQueriesContext(connection) as queries:
            step(timezone.now())
        told = [query["sql"].split()[0] for query in queries]
        assert (told[0], told[-1]) == ("SAVEPOINT", "RELEASE")
        assert "registry_user" in queries[1]["sql"]
