"""Letters: written once, sent once through a real mail server, tried again, never sent twice."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from django.db.models import QuerySet
from django.utils import timezone

from khet.config.mail import mail_settings
from khet.jobs import send_letters as sending
from khet.jobs.send_letters import send_letters
from khet.records.registry.actions.letters import (
    UNSURE,
    LetterEntry,
    choose_mail,
    give_up_letter,
    try_letter_again,
    write_letters,
)
from khet.records.registry.models import Event, Letter, User
from tests.jobs.mail_server import Server

pytestmark = pytest.mark.django_db
NOW = timezone.now()
State = Letter.State


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def serve(server: Server, settings: Any) -> Callable[..., int]:
    """Start the server and let the installation send through it."""

    def start(told: str = "smtp://127.0.0.1:{port}", port: int = 0, **more: Any) -> int:
        found = server.start(port, **more)
        address = told.format(port=found)
        for name, value in mail_settings(address, settings.HOME).items():
            setattr(settings, name, value)
        return found

    return start


def _user(name: str, email: str = "x") -> User:
    address = f"{name}@office.example" if email == "x" else email
    return User.objects.create_user(name, email=address, password="ทดสอบ-9302", name=f"ผู้{name}")


def _write(*users: User, about: str = "digest 2026-11-29") -> int:
    entries = [LetterEntry(user, about, "งานของท่าน", "มีงานค้าง 1 งาน") for user in users]
    return len(write_letters(by="ทดสอบ", about=about, entries=entries, at=NOW))


def _later(**more: float) -> datetime:
    return NOW + timedelta(**more)


def _states() -> list[tuple[str, int]]:
    return list(Letter.objects.order_by("pk").values_list("state", "tries"))


def test_a_letter_is_written_once_for_a_person_and_what_it_tells() -> None:
    one, two = _user("one"), _user("two")
    assert _write(one) == 1
    assert _write(one, two) == 1
    assert _write(one, about="duty 1 2026-11-29") == 1
    assert Letter.objects.count() == 3
    told = Event.objects.filter(action="write-letters")
    assert [event.after for event in told] == [{"letters": 1}] * 3
    assert "@" not in str([(event.key, event.before, event.after) for event in told])


def test_who_has_no_address_or_no_account_gets_none() -> None:
    closed = _user("closed")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert _write(_user("none", email=""), User.objects.get(pk=closed.pk)) == 0
    assert not Letter.objects.exists()


def test_a_letter_reaches_the_server_once(server: Server, serve: Callable[..., int]) -> None:
    serve()
    _write(_user("one"), _user("two"))
    send_letters(_later())
    send_letters(_later(hours=24))
    assert [e.rcpt_tos for e in server.taken] == [["one@office.example"], ["two@office.example"]]
    assert _states() == [(State.SENT, 1)] * 2
    assert b"khet@localhost" in (server.taken[0].content or b"")


def test_a_server_that_was_gone_gets_the_letter_when_it_is_back(
    server: Server, serve: Callable[..., int]
) -> None:
    port = serve()
    server.stop()
    server.controller = None
    _write(_user("one"), _user("two"))
    send_letters(_later())
    assert _states() == [(State.WAITING, 1), (State.WAITING, 0)], "the second needn't be tried now"
    assert "ติดต่อเครื่องส่งจดหมายไม่ได้" in Letter.objects.order_by("pk")[0].fault
    serve(port=port)
    send_letters(_later(minutes=1))
    assert _states() == [(State.SENT, 2), (State.SENT, 1)]
    assert len(server.taken) == 2


def test_a_refused_letter_is_tried_with_growing_pauses_then_given_up(
    server: Server, serve: Callable[..., int]
) -> None:
    serve()
    server.refuses = {"one@office.example"}
    _write(_user("one"), _user("two"))
    at = NOW
    for tries, pause in enumerate((60, 600, 3600, 21_600), 1):
        send_letters(at)
        letter = Letter.objects.order_by("pk")[0]
        assert (letter.tries, letter.state) == (tries, State.WAITING)
        assert (letter.try_after - at).total_seconds() == pause
        send_letters(at + timedelta(seconds=pause - 1))
        at += timedelta(seconds=pause)
    send_letters(at)
    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (State.FAILED, 5)
    assert "550" in letter.fault
    assert "@" not in letter.fault
    assert len(server.taken) == 1, "the other's letter was sent"


def test_a_wrong_password_is_told_without_it(server: Server, serve: Callable[..., int]) -> None:
    def refuse(*_given: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    told = "smtp://khet:geheim-9@127.0.0.1:{port}"
    serve(told, authenticator=refuse, auth_required=True, auth_require_tls=False)
    _write(_user("one"))
    send_letters(_later())
    letter = Letter.objects.get()
    assert letter.state == State.WAITING
    assert "535" in letter.fault
    assert "geheim" not in letter.fault
    assert not server.taken


def test_the_right_password_lets_letters_out(server: Server, serve: Callable[..., int]) -> None:
    def admit(*given: Any) -> AuthResult:
        return AuthResult(success=given[-1].password == b"p@ss")

    told = "smtp://khet:p%40ss@127.0.0.1:{port}"
    serve(told, authenticator=admit, auth_required=True, auth_require_tls=False)
    _write(_user("one"))
    send_letters(_later())
    assert _states() == [(State.SENT, 1)]


def test_a_worker_killed_after_sending_leaves_no_second_letter(
    server: Server, serve: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve()
    _write(_user("one"))

    def killed(**_given: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sending, "letter_sent", killed)
        with pytest.raises(SystemExit):
            send_letters(_later())
    assert len(server.taken) == 1
    for hours in (0.1, 1, 24):
        send_letters(_later(hours=hours))
    letter = Letter.objects.get()
    assert (letter.state, letter.fault) == (State.FAILED, UNSURE)
    assert len(server.taken) == 1
    assert try_letter_again(by="ผู้ดูแล", letter=letter, at=_later(hours=25))
    assert not try_letter_again(by="ผู้ดูแล", letter=letter, at=_later(hours=25))
    send_letters(_later(hours=25))
    assert len(server.taken) == 2, "only because a person said so"
    assert Event.objects.filter(action="try-again").count() == 1


def test_a_connection_lost_while_handing_over_is_not_tried_again(
    server: Server, serve: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve()
    _write(_user("one"))

    def lost(*_given: Any, **_more: Any) -> int:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(sending.EmailMessage, "send", lost)
        send_letters(_later())
    send_letters(_later(hours=24))
    letter = Letter.objects.get()
    assert letter.state == State.FAILED
    assert letter.fault.startswith(UNSURE)
    assert not server.taken


@pytest.mark.parametrize("gone", [{"email": ""}, {"is_active": False}])
def test_who_has_no_address_or_account_meanwhile_gets_no_letter(
    server: Server, serve: Callable[..., int], gone: dict[str, Any]
) -> None:
    serve()
    _write(_user("one"))
    User.objects.update(**gone)
    send_letters(_later())
    letter = Letter.objects.get()
    assert (letter.state, letter.fault) == (State.FAILED, "ผู้รับไม่มีอีเมลหรือปิดบัญชีแล้ว")
    assert not server.taken
    give_up_letter(letter=letter, fault="อื่น")
    letter.refresh_from_db()
    assert letter.fault != "อื่น", "only who claimed a letter moves it"


def test_choosing_mail_leaves_no_address_in_the_trail() -> None:
    user = _user("one", email="")
    choose_mail(by=user, email="own@office.example", digest=False)
    choose_mail(by=user, email="own@office.example", digest=False)
    event = Event.objects.get(action="choose-mail")
    assert event.after == {"has_email": True, "digest": False}
    kept = User.objects.get(pk=user.pk)
    assert (kept.email, kept.digest) == ("own@office.example", False)


def test_of_two_workers_that_see_a_letter_one_sends_it(
    server: Server, serve: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve()
    _write(_user("one"), _user("two"))
    first, other = QuerySet.first, []

    def overtaken(found: Any) -> Any:
        letter = first(found)
        if not other and letter:
            other.append(letter.pk)
            send_letters(_later())
        return letter

    monkeypatch.setattr(QuerySet, "first", overtaken)
    send_letters(_later())
    assert other
    assert len(server.taken) == 2
    assert _states() == [(State.SENT, 1)] * 2


@pytest.mark.parametrize(
    ("told", "encrypted"),
    [
        ("smtp://mail.example", (True, False, 587)),
        ("smtps://u:p@mail.example", (False, True, 465)),
        ("smtp://localhost:2525", (False, False, 2525)),
    ],
)
def test_nothing_is_said_unencrypted_to_another_machine(
    told: str, encrypted: tuple[bool, bool, int], tmp_path: Any
) -> None:
    made = mail_settings(told, tmp_path)
    found = (made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"], made["EMAIL_PORT"])
    assert found == encrypted


@pytest.mark.parametrize(
    "told",
    ["mail.example", "http://u:geheim@mail.example", "smtp://", "smtp://u:geheim/x@mail.example"],
)
def test_another_setting_is_refused_without_repeating_it(told: str, tmp_path: Any) -> None:
    with pytest.raises(ValueError, match="KHET_MAIL") as refused:
        mail_settings(told, tmp_path)
    assert "geheim" not in str(refused.value)


def test_without_a_setting_letters_become_files(settings: Any) -> None:
    for name, value in mail_settings("", settings.HOME / "mail").items():
        setattr(settings, name, value)
    _write(_user("one"))
    send_letters(_later())
    (written,) = (settings.HOME / "mail").iterdir()
    assert b"one@office.example" in written.read_bytes()
