"""The first set-up of a bare installation: once, and only by whoever can read its code."""

import argparse
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from khet.jobs import make_demo, serve_site
from khet.jobs.installation import migrate_database
from khet.jobs.set_up_office import setup_code
from khet.records.registry.models import Event, RoleHeld, Unit, User
from tests.conftest import Clock
from tests.web.signing import is_in, text

GIVEN = {
    "area_code": "๙๓๐๒",
    "area_name": " สำนักงานเขตพื้นที่  การศึกษาทดสอบ เขต 2",
    "short_name": "สพป.ทดสอบ เขต 2",
    "name": "ผู้ดูแล ทดสอบ",
    "username": " Admin ",
    "new": "ข้าวยำปากพะยูน",
    "again": "ข้าวยำปากพะยูน",
}


@pytest.fixture
def code(db: None, settings: Any) -> str:
    """The set-up code of a bare installation."""
    made = setup_code()
    assert made
    return made


def _kept(settings: Any) -> Path:
    return Path(settings.HOME) / "setup-code.txt"


def test_a_bare_installation_leads_to_its_set_up(code: str) -> None:
    client = Client()
    assert client.get("/").headers["Location"] == "/start"
    page = text(client.get("/start"))
    assert "รหัสติดตั้ง" in page
    assert code not in page


@pytest.mark.parametrize(
    "address",
    [
        *("/public", "/public/calendar", "/news", "/news/1", "/news/1/files/1"),
        *("/plans", "/schools", "/complain", "/contact"),
    ],
)
def test_pages_for_everybody_lead_there_too(db: None, address: str) -> None:
    answer = Client().get(address)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/start")


def test_the_code_stays_the_same_and_is_for_its_owner_only(code: str, settings: Any) -> None:
    assert setup_code() == code
    assert _kept(settings).stat().st_mode & 0o777 == 0o600


def test_setting_up_makes_the_area_and_signs_its_administrator_in(code: str, settings: Any) -> None:
    client = Client()
    typed = code.lower().replace("-", " ")
    assert client.post("/start", {**GIVEN, "setup_code": typed}).headers["Location"] == "/"
    area = Unit.objects.get()
    assert (area.kind, area.code, area.short_name) == ("area", "9302", "สพป.ทดสอบ เขต 2")
    assert area.name == "สำนักงานเขตพื้นที่ การศึกษาทดสอบ เขต 2"
    held = RoleHeld.objects.get()
    assert (held.user.username, held.user.name) == ("admin", "ผู้ดูแล ทดสอบ")
    assert (held.role, held.unit) == ("administrator", area)
    assert is_in(client)
    assert client.get("/account").status_code == 200
    assert not _kept(settings).exists()
    told = str(list(Event.objects.values("key", "before", "after")))
    assert code not in told
    assert GIVEN["new"] not in told


def test_once_there_is_an_area_there_is_no_set_up(code: str) -> None:
    Client().post("/start", {**GIVEN, "setup_code": code})
    client = Client()
    assert setup_code() is None
    assert client.get("/start").status_code == 404
    again = {**GIVEN, "setup_code": code, "area_code": "9301", "username": "other"}
    assert client.post("/start", again).status_code == 404
    assert Unit.objects.count() == User.objects.count() == 1
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("setup_code", "BCDF-GHJK-MNPR", "ไม่ใช่รหัสติดตั้ง"),
        ("setup_code", "", "กรุณากรอกช่องนี้"),
        ("area_code", "93020", "4 หรือ 6 หลัก"),
        ("area_code", "93O2", "4 หรือ 6 หลัก"),
        ("area_name", "", "กรุณากรอกช่องนี้"),
        ("short_name", "", "กรุณากรอกช่องนี้"),
        ("name", "", "กรุณากรอกช่องนี้"),
        ("username", "ผู้ดูแล", "อักษรอังกฤษตัวเล็ก"),
        ("username", "ad", "อักษรอังกฤษตัวเล็ก"),
        ("again", "ข้าวยำ", "ไม่ตรงกับ"),
        ("new", "admin123", "คล้ายชื่อผู้ใช้"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(code: str, field: str, typed: str, said: str) -> None:
    sent = {**GIVEN, "setup_code": code, field: typed}
    if field == "new":
        sent["again"] = typed
    page = text(Client().post("/start", sent))
    assert said in page.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert not Unit.objects.exists()


def test_a_wrong_code_and_wrong_fields_are_told_at_once(code: str) -> None:
    sent = {**GIVEN, "setup_code": "BCDF-GHJK-MNPR", "area_code": "93020"}
    page = text(Client().post("/start", sent))
    assert "ไม่ใช่รหัสติดตั้ง" in page
    assert "4 หรือ 6 หลัก" in page


def test_codes_sent_with_other_faults_count_as_tries(code: str, clock: Clock) -> None:
    client = Client()
    for _ in range(5):
        client.post("/start", {**GIVEN, "setup_code": "BCDF-GHJK-MNPR", "area_code": "x"})
    assert "กรุณารอ 30 วินาที" in text(client.post("/start", {**GIVEN, "setup_code": code}))


def test_guessing_the_code_is_slowed(code: str, clock: Clock) -> None:
    client = Client()
    for _ in range(5):
        client.post("/start", {**GIVEN, "setup_code": "BCDF-GHJK-MNPR"})
    page = text(client.post("/start", {**GIVEN, "setup_code": code}))
    assert "กรุณารอ 30 วินาที" in page
    clock.forward(seconds=31)
    client.post("/start", {**GIVEN, "setup_code": code})
    assert Unit.objects.count() == 1


def test_serving_a_bare_installation_prints_the_code_and_later_does_not(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve_site, "_refusal", lambda host, port: None)
    monkeypatch.setattr(serve_site, "_serve", lambda host, port: None)
    monkeypatch.setattr(serve_site, "migrate_database", lambda: None)
    monkeypatch.setattr(make_demo, "tell_logins", lambda: None)
    options = argparse.Namespace(host="127.0.0.1", port=8000)
    assert serve_site.run(options) == 0
    code = setup_code()
    assert code is not None
    assert code in capsys.readouterr().out
    Client().post("/start", {**GIVEN, "setup_code": code})
    serve_site.run(options)
    assert code not in capsys.readouterr().out


def test_bringing_the_database_up_to_date_makes_the_shared_cache(db: None) -> None:
    migrate_database()
    caches["shared"].set("key", 1)
    assert caches["shared"].get("key") == 1
