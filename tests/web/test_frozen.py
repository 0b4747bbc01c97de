"""What was announced stays as it was, until it is calculated anew and announced again."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.jobs.announcing import announce, subjects_asked
from khet.jobs.sitting_results import parameters_now, results_by, results_for
from khet.records.learning.actions import (
    AnswerEntry,
    answer_results,
    move_results,
    recalculate,
    withdraw_results,
)
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import every_score_file, files_of_keys
from khet.records.office.models import Duty
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Event, Unit
from khet.records.registry.queries.settings import last_change
from khet.rules.calendar import thai_date
from khet.rules.sittings import subjects
from khet.rules.tables import dated_table
from tests.made_area import school_code
from tests.web.answering import HARD, SITTING, ask_schools, set_limits, the_file

SignIn = Callable[..., Client]
LATER = date.today() + timedelta(days=60)
SCHOOL = school_code(10)
OWN, OTHER = school_code(0), school_code(6)
SUBJECTS = subjects("O-NET", "P6", 2556)
VERSIONS = f"/learning/sittings/versions?{SITTING}"
AGAIN = f"/learning/sittings/recalculate?{SITTING}&version=1"
DIFFERENCES = f"/learning/sittings/differences?{SITTING}&before=1&after=2"
PAGES = (
    f"/learning/overview?{SITTING}",
    f"/learning/colours?{SITTING}",
    f"/learning/subjects/english?{SITTING}",
    f"/learning/scan?{SITTING}",
    f"/learning/figure/percent-below?{SITTING}&subject=english&school={OWN}",
    f"/learning/figure/lower-limit?{SITTING}&subject=english",
    f"/learning/schools/{OWN}?{SITTING}",
    f"/learning/compare?{SITTING}&measures=lower-limit&subject=english",
    "/learning/panels/colours?year=2556",
)


@pytest.fixture
def announced(area: None) -> ScoreFile:
    """Every test announced with what it was made by, the main one last and to be answered."""
    at = timezone.now()
    for file in every_score_file(current=True):
        withdraw_results(by="ทดสอบ", file=file, reason="ประกาศใหม่")
        announce(by="ทดสอบ", file=files_of_keys([file.pk])[file.pk], at=at, due=None)
    return ask_schools(timezone.localdate() + timedelta(15))


def _decide(table: str, **changed: Any) -> None:
    """The office changes a table from 2556 on."""
    area = Unit.objects.get(kind="area")
    content = {**dated_table(table, 2556), **changed}
    change = TableChange(area, table, 2556, content, "ทดสอบ", last_change(area, table))
    change_table(by="ทดสอบ", change=change)


def _all_change() -> None:
    """z, who is read with care, the groups, the colours and a published limit change."""
    five = [dict(band) for band in dated_table("colours", 2556)["five"]]
    for band, low in zip(five, (0, 1000, 2000, 3000, 4000), strict=True):
        band["from"] = low
    _decide("limits", z="1.96", few=9, target=60)
    _decide("ability", a_from=7000, c_up_to=4000)
    _decide("colours", five=five)
    set_limits("1.00", "english")


def _shown(client: Client, address: str) -> str:
    """What the page says, without what changes at every request."""
    page = client.get(address)
    assert page.status_code == 200, address
    body = page.content.decode().split("<main")[-1].split("<footer")[0]
    return "\n".join(line for line in body.splitlines() if "csrf" not in line)


def _sheet(client: Client) -> list[tuple[object, ...]]:
    body = client.get(f"/learning/colours.xlsx?{SITTING}").content
    return list(load_workbook(io.BytesIO(body)).active.values)


@pytest.mark.parametrize("name", ["school-director", "network-chair", "director"])
def test_pages_and_sheets_stay_as_announced_whatever_the_office_changes(
    sign_in: SignIn, announced: ScoreFile, name: str
) -> None:
    client = sign_in(name)
    pages = PAGES
    if name != "school-director":
        pages = tuple(address.replace(OWN, OTHER) for address in PAGES)
    before = {address: _shown(client, address) for address in pages}
    sheet, now = _sheet(client), results_for(announced)
    _all_change()
    assert results_by(announced, parameters_now(announced.sitting)).limits != now.limits
    cache.clear()
    changed = [address for address in pages if _shown(client, address) != before[address]]
    assert changed == []
    assert _sheet(client) == sheet


def test_the_office_is_told_what_differs_and_calculates_anew(
    sign_in: SignIn, announced: ScoreFile
) -> None:
    director, school = sign_in("director"), sign_in("school-director")
    assert "เกณฑ์วันนี้ต่างจากที่ใช้ประกาศ" not in _shown(director, VERSIONS)
    before = _shown(school, PAGES[1])
    _all_change()
    page = _shown(director, VERSIONS)
    for told in (
        *("z 2.58 → 1.96", "เป้าหมายคะแนนเฉลี่ย 50 → 60", "เกณฑ์สี เปลี่ยน"),
        *("เกณฑ์กลุ่ม A B C เปลี่ยน", "ขีดจำกัดล่างที่เผยแพร่ ภาษาอังกฤษ ไม่มี → 1.00"),
    ):
        assert told in page
    assert "เขียนเหตุผล" in director.post(AGAIN, {"reason": " "}).content.decode()
    assert director.post(AGAIN, {"reason": "เปลี่ยนค่า z"}).status_code == 302
    first, second = ScoreFile.objects.filter(sitting=announced.sitting).order_by("version")
    assert (second.state, second.current, second.sha256) == ("calculated", True, first.sha256)
    assert second.parameters is None
    event = Event.objects.get(action="recalculate-results")
    assert event.after == {"version": 2, "sitting": "O-NET P6 2556", "reason": "เปลี่ยนค่า z"}
    assert "z = 1.96" in _shown(director, PAGES[1])
    assert _shown(school, PAGES[1]) == before
    assert "โรงเรียนยังเห็นฉบับที่ 1" in _shown(director, VERSIONS)
    assert director.post(AGAIN, {"reason": "อีกครั้ง"}).status_code == 302
    assert ScoreFile.objects.filter(sitting=announced.sitting).count() == 2
    _steps(director)
    assert "z = 1.96" in _shown(school, PAGES[1])


def _steps(director: Client) -> None:
    move = f"/learning/sittings/move?{SITTING}&version=2"
    director.post(f"{move}&to=checked")
    assert director.post(f"{move}&to=announced", {"due": thai_date(LATER)}).status_code == 302
    assert the_file().state == "announced"


def test_the_differences_are_each_by_what_it_was_made_by(
    sign_in: SignIn, announced: ScoreFile
) -> None:
    director = sign_in("director")
    was = results_for(announced)
    _all_change()
    director.post(AGAIN, {"reason": "เปลี่ยนค่า z"})
    now = results_for(the_file())
    page = _shown(director, DIFFERENCES)
    assert "z 2.58 → 1.96" in page
    for subject in ("english", "mathematics"):
        assert f"{was.limits[subject].limit} → {now.limits[subject].limit}" in page
    old, new = was.schools[SCHOOL, "english"], now.schools[SCHOOL, "english"]
    assert old.percent_below != new.percent_below
    assert f"ภาษาอังกฤษ {old.percent_below} → {new.percent_below}" in page
    assert "สองฉบับนี้เหมือนกัน" not in page


def test_the_key_of_results_not_yet_announced_tells_schools_nothing(
    sign_in: SignIn, announced: ScoreFile
) -> None:
    _all_change()
    recalculate(by="ทดสอบ", file=announced, reason="เปลี่ยนค่า z")
    key = results_for(the_file()).version
    address = f"{PAGES[4]}&v={key}"
    assert "ตัวเลขเมื่อส่งลิงก์นี้" not in _shown(sign_in("school-director"), address)


def test_the_office_prints_a_schools_letter_as_announced_meanwhile(
    sign_in: SignIn, announced: ScoreFile
) -> None:
    letter = f"/learning/letters.pdf?{SITTING}&school={SCHOOL}&day=1 ม.ค. 2560"
    director = sign_in("director")
    before = director.get(letter).content
    _all_change()
    recalculate(by="ทดสอบ", file=announced, reason="เปลี่ยนค่า z")
    assert director.get(letter).content == before
    assert director.get(letter.replace(f"&school={SCHOOL}", "")).status_code == 404


def test_an_older_announcement_without_parameters_is_read_by_todays(area: None) -> None:
    file = the_file()
    assert file.parameters is None
    before = results_for(file)
    _decide("limits", z="1.00")
    assert results_for(the_file()).limits != before.limits


def test_a_new_version_asks_whom_it_concerns(announced: ScoreFile) -> None:
    before = subjects_asked(announced)
    done, others = school_code(5), {school_code(k) for k in range(11)} - {school_code(5)}
    entries = [AnswerEntry(s, "ก", "ข", "ค", 80) for s in before[done]]
    school = Unit.objects.get(code=done)
    answer_results(
        by="ผอ.", file=announced, school=school, entries=entries, asked=before[done],
        at=timezone.now(),
    )  # fmt: skip
    set_limits("1.00", *SUBJECTS)
    _again(announced)
    asked = Duty.objects.filter(rule="answer-results")
    assert set(asked.values_list("unit__code", "state")) == {
        (done, "done"),
        *((code, "waived") for code in others & before.keys()),
    }
    set_limits("99.00", HARD[0])
    _again(the_file())
    states = dict(asked.values_list("unit__code", "state"))
    assert states == {done: "done", **dict.fromkeys(others, "open")}
    new = next(s for s in SUBJECTS if s not in before[done])
    set_limits("99.00", new)
    _again(the_file())
    assert Duty.objects.get(unit__code=done).state == "open"


def _again(file: ScoreFile) -> None:
    recalculate(by="ทดสอบ", file=file, reason="ทดสอบ")
    now, at = the_file(), timezone.now()
    move_results(by="ทดสอบ", file=now, to="checked", at=at)
    announce(by="ทดสอบ", file=the_file(), at=at, due=timezone.localdate() + timedelta(20))


def test_the_pages_of_versions_ask_few_queries(sign_in: SignIn, announced: ScoreFile) -> None:
    recalculate(by="ทดสอบ", file=announced, reason="ทดสอบ")
    director = sign_in("director")
    for address in (VERSIONS, DIFFERENCES, f"{AGAIN[:-1]}2"):
        with CaptureQueriesContext(connection) as queries:
            assert director.get(address).status_code == 200
        assert len(queries) <= 15, address
