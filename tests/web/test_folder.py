"""แฟ้มเสนอ: what lies before whom, several at once or nothing, the password, secret letters."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach
from khet.records.office.actions.letter_orders import Assignment, order_letter
from khet.records.office.actions.letters import Step
from khet.records.office.models import (
    Booking,
    Delegation,
    Duty,
    Letter,
    LetterReader,
    LetterStep,
    Minutes,
    Number,
    Order,
    Series,
)
from khet.records.registry.models import Event
from khet.rules.powers import TRIPS
from khet.web.parts import folder as shared
from khet.web.parts.folder import RefusedError, Source, Waiting
from tests.cast import PASSWORD
from tests.meeting_rows import make_body, make_meeting
from tests.web.doors.folder import PROPOSED, TO_SIGN
from tests.web.doors.orders import PROPOSED as ORDER
from tests.web.signed_letters import arrived, drafted, fault, person, power

SignIn = Callable[[str], Client]
HERE = "/office/folder"


def _page(client: Client, query: str = "") -> str:
    response = client.get(f"{HERE}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def _ticks(client: Client, query: str = "") -> set[str]:
    return set(re.findall(r'name="one" value="([^"]+)"', _page(client, query)))


def _act(client: Client, *keys: str, **said: Any) -> Any:
    return client.post(f"{HERE}/act", {"one": keys, "password": PASSWORD, **said})


def _keys(*letters: Letter) -> list[str]:
    return [f"letters:{letter.pk}" for letter in letters]


def _states(*letters: Letter) -> list[str]:
    return [Letter.objects.get(pk=letter.pk).state for letter in letters]


def test_the_director_has_letters_and_orders_in_one_list(sign_in: SignIn) -> None:
    director = sign_in("director")
    assert _ticks(director) >= {f"letters:{PROPOSED}", f"letters:{TO_SIGN}", f"orders:{ORDER}"}
    assert _ticks(director, "?kind=orders") == {f"orders:{ORDER}"}
    page = _page(director)
    assert "ด้วยหน่วยงานตัวอย่างขอให้ดำเนินการ" in page
    assert f'href="/office/letters/{PROPOSED}"' in page
    panel = director.get(f"{HERE}/panel").content.decode()
    assert "รอท่าน" in panel
    assert f'href="{HERE}/"' in panel


def test_the_most_urgent_comes_first(sign_in: SignIn) -> None:
    arrived("ธรรมดา")
    urgent = arrived("ด่วนจริง", urgency="most")
    found = re.findall(r'name="one" value="([^"]+)"', _page(sign_in("director")))
    assert found[0] == f"letters:{urgent.pk}"


def test_a_file_s_beginning_is_read_in_the_list(sign_in: SignIn) -> None:
    letter = arrived("มีไฟล์")
    brought = Brought("หนังสือ.pdf", "application/pdf", 9, "a" * 64, text="เนื้อความจากไฟล์")
    about = ("office.letter", str(letter.pk))
    file = attach(by="ท", about=about, brought=brought, at=timezone.now())
    page = _page(sign_in("director"))
    assert "เนื้อความจากไฟล์" in page
    assert f'href="/office/files/{file.pk}"' in page


def test_several_are_ordered_with_one_text_and_one_password(sign_in: SignIn) -> None:
    letters = [arrived("หนึ่ง"), arrived("สอง", urgency="most"), arrived("สาม")]
    director = sign_in("director")
    form = director.get(f"{HERE}/act", {"one": _keys(*letters)}).content.decode()
    assert "สั่งการ 3" in form
    sent = _act(director, *_keys(*letters), phrase="มอบดำเนินการ", owner_1="person:planner")
    assert sent.headers["Location"] == f"{HERE}/"
    assert _states(*letters) == ["ordered"] * 3
    assert "ดำเนินการแล้ว 3 เรื่อง: สั่งการ 3" in _page(director)
    about = [str(letter.pk) for letter in letters]
    duties = Duty.objects.filter(rule="letter-order", about_key__in=about).order_by("about_key")
    assert {duty.person for duty in duties} == {person("planner")}
    assert len(duties) == 3
    assert duties.get(about_key=about[1]).due < duties.get(about_key=about[0]).due


def test_letters_and_orders_are_signed_together(sign_in: SignIn) -> None:
    letters = [drafted("ลงนามหนึ่ง"), drafted("ลงนามสอง")]
    director, keys = sign_in("director"), [*_keys(*letters), f"orders:{ORDER}"]
    form = director.get(f"{HERE}/act", {"one": keys}).content.decode()
    assert 'name="owner_1"' not in form
    assert 'name="phrase"' not in form
    assert 'name="note"' in form
    assert _act(director, *keys).status_code == 302
    assert _states(*letters) == ["signed"] * 2
    numbers = [Letter.objects.get(pk=letter.pk).number for letter in letters]
    assert all(numbers)
    order = Order.objects.get(pk=ORDER)
    assert (order.state, order.day) == ("signed", timezone.localdate())


def test_where_one_is_refused_nothing_is_done(sign_in: SignIn) -> None:
    letters = [arrived("ทำได้", secrecy="secret"), drafted("ทำได้ด้วย")]
    Order.objects.filter(pk=ORDER).update(starts="2014-01-01", ends="2014-02-01", title="สั้นไป")
    Order.objects.filter(pk=ORDER).update(starts=None)
    director, made = sign_in("director"), (Duty, Event, LetterReader, LetterStep, Number, Series)
    before = [one.objects.count() for one in made]
    said = {"phrase": "ทราบ", "owner_1": "person:planner"}
    page = _act(director, *_keys(*letters), f"orders:{ORDER}", **said).content.decode()
    assert "ยังไม่ได้ทำเรื่องใด เพราะ สั้นไป: วันสิ้นสุดอยู่ก่อนวันเริ่ม" in page
    assert _states(*letters) == ["proposed"] * 2
    assert [one.objects.count() for one in made] == before
    assert re.findall(r'name="phrase" value="ทราบ"[^>]*checked', page)


def test_what_another_did_meanwhile_is_named_and_nothing_is_done(sign_in: SignIn) -> None:
    first, second = arrived("ถูกทำไปแล้ว"), arrived("ยังอยู่")
    Letter.objects.filter(pk=first.pk).update(state="ordered", desk=None)
    told = ["ถูกทำไปแล้ว", "ยังอยู่"]
    page = _act(sign_in("director"), *_keys(first, second), told=told, note="ทราบ")
    said = page.content.decode()
    assert "ไม่รอท่านแล้ว: ถูกทำไปแล้ว" in said
    assert "ยังอยู่" in said
    assert _states(second) == ["proposed"]


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"password": "ผิด", "note": "เขียนไว้แล้ว"}, "password", "ไม่ใช่รหัสผ่านปัจจุบัน"),
        ({"password": "", "note": "เขียนไว้แล้ว"}, "password", "กรุณากรอก"),
        ({}, "phrase", "เลือกข้อความ"),
    ],
)
def test_bad_input_loses_nothing(
    sign_in: SignIn, said: dict[str, str], field: str, told: str
) -> None:
    letter = arrived("ค้าง")
    page = _act(sign_in("director"), *_keys(letter), **said).content.decode()
    assert told in fault(page, field)
    assert said.get("note", "") in page
    assert f'value="letters:{letter.pk}"' in page
    assert _states(letter) == ["proposed"]


def test_a_wrong_day_and_a_wrong_password_are_told_at_once(sign_in: SignIn) -> None:
    said = {"phrase": "ทราบ", "owner_1": "person:planner", "due_1": "เมื่อวาน", "password": "ผิด"}
    page = _act(sign_in("director"), *_keys(arrived("ค้าง")), **said).content.decode()
    assert fault(page, "due_1")
    assert "ไม่ใช่รหัสผ่านปัจจุบัน" in fault(page, "password")


def test_an_order_is_written_on_what_is_ordered_only(sign_in: SignIn) -> None:
    ordered, signed = arrived("สั่ง"), drafted("ลงนาม")
    said = {"phrase": "มอบดำเนินการ", "note": "โดยด่วน", "owner_1": "person:planner"}
    assert _act(sign_in("director"), *_keys(ordered, signed), **said).status_code == 302
    assert ordered.steps.latest("pk").note == "มอบผู้ทดสอบดำเนินการ\nโดยด่วน"
    assert signed.steps.latest("pk").note == "โดยด่วน"


def test_a_phrase_is_written_on_what_is_ordered_only(sign_in: SignIn) -> None:
    ordered, signed = arrived("สั่ง"), drafted("ลงนาม")
    assert _act(sign_in("director"), *_keys(ordered, signed), phrase="ทราบ").status_code == 302
    assert [one.steps.latest("pk").note for one in (ordered, signed)] == ["ทราบ", ""]


def test_wrong_passwords_are_counted_as_at_signing_in(sign_in: SignIn) -> None:
    director, keys = sign_in("director"), _keys(arrived("เดา"))
    for _ in range(12):
        page = _act(director, *keys, phrase="ทราบ", password="ผิด").content.decode()
    assert "กรุณารอ" in fault(page, "password")
    page = _act(director, *keys, phrase="ทราบ").content.decode()
    assert "กรุณารอ" in fault(page, "password")


def test_pressed_twice_is_done_once(sign_in: SignIn) -> None:
    letter, director = arrived("สองครั้ง"), sign_in("director")
    said = {"phrase": "มอบดำเนินการ", "owner_1": "person:planner", "told": "สองครั้ง"}
    assert _act(director, *_keys(letter), **said).status_code == 302
    assert "ไม่รอท่านแล้ว: สองครั้ง" in _act(director, *_keys(letter), **said).content.decode()
    assert letter.steps.filter(step="order").count() == 1


def test_nothing_ticked_leads_back(sign_in: SignIn) -> None:
    director = sign_in("director")
    assert director.get(f"{HERE}/act").headers["Location"] == f"{HERE}/"
    assert "ยังไม่ได้เลือกเรื่อง" in _page(director)
    assert "ไม่รอท่านแล้ว" in director.get(f"{HERE}/act?one=letters:x").content.decode()


def test_who_endorses_passes_several_on_to_the_next_head(sign_in: SignIn) -> None:
    letters = [arrived("ต่อหนึ่ง", to="deputy"), arrived("ต่อสอง", to="deputy")]
    deputy = sign_in("deputy")
    assert set(_keys(*letters)) <= _ticks(deputy, "?kind=letters")
    assert "เกษียน" in _page(deputy)
    form = deputy.get(f"{HERE}/act", {"one": _keys(*letters)}).content.decode()
    assert re.findall('name="phrase" value="([^"]*)"', form) == ["", "เพื่อโปรดทราบ", "เพื่อโปรดพิจารณา"]
    _act(deputy, *_keys(*letters), phrase="เพื่อโปรดทราบ")
    assert [Letter.objects.get(pk=one.pk).desk for one in letters] == [person("director")] * 2


def test_a_delegate_has_the_director_s_letters_while_the_power_counts(sign_in: SignIn) -> None:
    letter, planner = arrived("มอบแล้ว"), sign_in("planner")
    assert f"letters:{letter.pk}" not in _ticks(planner)
    given = power("planner")
    assert f"letters:{letter.pk}" in _ticks(planner)
    assert f"{HERE}/panel" in planner.get("/").content.decode()
    given.until = timezone.localdate() - timedelta(1)
    given.save()
    assert f"letters:{letter.pk}" not in _ticks(planner)
    assert "สิ้นสุดเมื่อ" in _page(planner)
    page = _act(planner, *_keys(letter), phrase="ทราบ", told="มอบแล้ว").content.decode()
    assert "ของท่านสิ้นสุดเมื่อ" in page
    assert _states(letter) == ["proposed"]


def _given_and_sent(subject: str, to: str = "planner") -> Duty:
    """Work that was ordered by the director, and sent by whom it was given."""
    letter = arrived(subject)
    given = [Assignment(f"person:{to}", timezone.localdate())]
    ordering = Step("order", timezone.now(), "ทราบ")
    order_letter(by=person("director"), letter=letter, step=ordering, assignments=given)
    duty = Duty.objects.get(rule="letter-order", about_key=str(letter.pk))
    finish_duty(by=person(to), duty=duty, at=timezone.now(), note="แจ้งโรงเรียนครบแล้ว")
    return duty


def test_work_that_came_back_waits_for_who_ordered_it(sign_in: SignIn) -> None:
    duty, director = _given_and_sent("ให้รวบรวม"), sign_in("director")
    page, key = _page(director, "?kind=work"), f"work:{duty.pk}"
    assert key in _ticks(director, "?kind=work")
    assert "แจ้งโรงเรียนครบแล้ว" in page
    assert f'href="/office/duties/{duty.pk}"' in page
    Duty.objects.filter(pk=duty.pk).update(done_at=timezone.now() - timedelta(5000))
    assert f'href="/office/duties/{duty.pk}"' in director.get(f"{HERE}/panel").content.decode()
    assert not {key} & (_ticks(sign_in("planner")) | _ticks(sign_in("deputy")))
    assert _act(director, key).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.checked_by) == ("accepted", str(person("director")))
    assert key not in _ticks(director)


def test_work_given_back_meanwhile_is_not_accepted(sign_in: SignIn) -> None:
    first, second = _given_and_sent("หนึ่ง"), _given_and_sent("สอง")
    director, keys = sign_in("director"), [f"work:{one.pk}" for one in (first, second)]
    Duty.objects.filter(pk=second.pk).update(state="returned", done_at=None, done_by="")
    page = _act(director, *keys, told=["หนึ่ง", "สอง"]).content.decode()
    assert "ไม่รอท่านแล้ว: สอง" in page
    assert Duty.objects.get(pk=first.pk).state == "done"


def test_who_ordered_in_the_director_s_stead_accepts_it_and_nobody_the_own(sign_in: SignIn) -> None:
    duty = _given_and_sent("แทน")
    LetterStep.objects.filter(duty=duty).update(by=person("deputy"))
    key = f"work:{duty.pk}"
    assert key in _ticks(sign_in("deputy"))
    assert key in _ticks(sign_in("director"))
    Duty.objects.filter(pk=duty.pk).update(person=person("director"))
    assert key not in _ticks(sign_in("director"))


@pytest.mark.parametrize(("code", "source"), [("trips", "trips"), ("vehicles", "bookings")])
def test_a_power_that_ended_meanwhile_is_told_and_the_note_stays(
    sign_in: SignIn, code: str, source: str
) -> None:
    later = timezone.now() + timedelta(1)
    Booking.objects.filter(state="asked").update(ends=later, asked_by=person("clerk"))
    Delegation.objects.filter(to=person("planner")).delete()
    given, planner = power("planner", code), sign_in("planner")
    keys = _ticks(planner, f"?kind={source}")
    assert keys
    given.until = timezone.localdate() - timedelta(1)
    given.save()
    page = _act(planner, *keys, note="เห็นชอบตามเสนอ").content.decode()
    assert "ของท่านสิ้นสุดเมื่อ" in page
    assert "เห็นชอบตามเสนอ" in page
    assert "เรื่องที่เหลือ" not in page
    assert "ยืนยัน: " not in page


def test_who_decides_anything_in_another_s_stead_has_the_folder(sign_in: SignIn) -> None:
    planner = sign_in("planner")
    Delegation.objects.filter(to=person("planner")).delete()
    assert f"{HERE}/panel" not in planner.get("/").content.decode()
    power("planner", TRIPS)
    assert f"{HERE}/panel" in planner.get("/").content.decode()


def test_a_secret_letter_is_listed_for_who_may_see_it(sign_in: SignIn) -> None:
    power("planner")
    letter = arrived("ความลับ", secrecy="secret")
    assert f"letters:{letter.pk}" in _ticks(sign_in("director"))
    assert "ลับ" in _page(sign_in("director"))
    assert "ความลับ" not in _page(sign_in("planner"))
    page = _act(sign_in("planner"), *_keys(letter), phrase="ทราบ").content.decode()
    assert "ความลับ" not in page
    assert _states(letter) == ["proposed"]


def test_the_folder_of_who_decides_nothing_is_empty(sign_in: SignIn) -> None:
    assert "ไม่มีเรื่องรอท่าน" in _page(sign_in("auditor"))
    assert "ไม่มีเรื่องรอท่าน" in sign_in("auditor").get(f"{HERE}/panel").content.decode()
    assert sign_in("teacher").get(f"{HERE}/").status_code == 403


def test_minutes_that_wait_are_circulated_from_the_folder(sign_in: SignIn) -> None:
    meeting = make_meeting(make_body(), timezone.localdate() - timedelta(10))
    Minutes.objects.create(meeting=meeting, state="proposed", proposed_at=timezone.now())
    key = f"minutes:{meeting.pk}"
    assert key in _ticks(sign_in("deputy"))
    assert _act(sign_in("deputy"), key).status_code == 302
    assert Minutes.objects.get(meeting=meeting).state == "circulated"


def test_a_source_that_refuses_stops_all(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(_viewer: Any, _keys: list[str], _said: str) -> None:
        raise RefusedError("รถไม่ว่าง")

    one = Waiting("1", "ขอใช้รถ", "/", "", timezone.now(), "อนุญาต")
    made = Source("cars-test", "รถ", lambda _viewer: [one], act)
    monkeypatch.setitem(shared._SOURCES, made.code, made)
    letter = arrived("ไปด้วยกัน")
    page = _act(sign_in("director"), *_keys(letter), "cars-test:1", phrase="ทราบ")
    assert "ยังไม่ได้ทำเรื่องใด เพราะ รถไม่ว่าง" in page.content.decode()
    assert _states(letter) == ["proposed"]


@pytest.mark.parametrize("name", ["director", "deputy"])
def test_few_queries_where_all_kinds_wait(sign_in: SignIn, name: str) -> None:
    meeting = make_meeting(make_body(), timezone.localdate() - timedelta(10))
    Minutes.objects.create(meeting=meeting, state="proposed", proposed_at=timezone.now())
    arrived("ถึงรอง", to="deputy")
    _given_and_sent("งานที่กลับมา")
    LetterStep.objects.filter(step="order").update(by=person(name))
    power("deputy", since=-9, until=-1)
    Booking.objects.filter(state="asked").update(ends=timezone.now() + timedelta(1))
    client = sign_in(name)
    kinds = set(re.findall(r"\?kind=([a-z]+)", _page(client)))
    assert kinds == set(shared._SOURCES) - (set() if name == "director" else {"orders"})
    chosen = {"one": list(_ticks(client))}
    assert {key.partition(":")[0] for key in chosen["one"]} == kinds - {"visits"}
    for address, data in ((f"{HERE}/", {}), (f"{HERE}/panel", {}), (f"{HERE}/act", chosen)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, data).status_code == 200
        assert len(queries) <= 15


def test_queries_do_not_grow(sign_in: SignIn) -> None:
    director, counts = sign_in("director"), []
    _given_and_sent("ส่งแล้ว")
    for _ in range(2):
        counts.append([])
        letters = Letter.objects.filter(state="proposed", desk=person("director"))
        chosen = {"one": _keys(*letters)}
        for address, data in ((f"{HERE}/", {}), (f"{HERE}/panel", {}), (f"{HERE}/act", chosen)):
            with CaptureQueriesContext(connection) as queries:
                assert director.get(address, data).status_code == 200
            counts[-1].append(len(queries))
        for n in range(20):
            arrived(f"มาก {len(counts)}-{n}", secrecy="secret" if n % 3 == 0 else "")
            _given_and_sent(f"ส่งแล้ว {len(counts)}-{n}")
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15
