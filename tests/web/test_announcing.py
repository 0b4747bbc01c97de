"""Versions of a result: what each changed, who takes the steps, and what schools see meanwhile."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from khet.figures.intake.given import Given
from khet.jobs.keep_scores import check_and_keep
from khet.jobs.sitting_results import results_for, source_path
from khet.records.learning.actions import move_results, withdraw_results
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Event, Pupil, Unit
from khet.rules.calendar import thai_date
from khet.rules.pupil_keys import pupil_key
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
VERSIONS = f"/learning/sittings/versions?{SITTING}"
DIFFERENCES = f"/learning/sittings/differences?{SITTING}&before=1&after=2"
MOVE = f"/learning/sittings/move?{SITTING}&version=2"
WITHDRAW = f"/learning/sittings/withdraw?{SITTING}&version="
RETURN = f"/learning/sittings/return?{SITTING}&version=1"
DUE = {"due": thai_date(date.today() + timedelta(days=60))}
PAGES = (
    f"/learning/overview?{SITTING}",
    f"/learning/colours?{SITTING}",
    f"/learning/figure/percent-below?{SITTING}&subject=thai&school={school_code(0)}",
    "/learning/panels/colours?year=2556",
    "/learning/panels/own-school?year=2556",
)
SCHOOLS = ("school-director", "teacher", "network-chair")
OFFICE = ("director", "supervisor", "planner", "network-supervisor")


@pytest.fixture
def corrected(area: None, tmp_path: Path) -> ScoreFile:
    """A correction, not announced: everybody of school 0 has full marks, pupil 0 of 1 is gone."""
    first = ScoreFile.objects.select_related("sitting__area").get(
        sitting__academic_year=2556, sitting__test="O-NET", sitting__grade="P6"
    )
    lines = source_path(first).read_text(encoding="utf-8").split("\n")
    mended = [_mended(line) for line in lines if f",{school_code(1)},0," not in line]
    path = tmp_path / "แก้ไข.csv"
    path.write_text("\n".join(mended), encoding="utf-8")
    report = check_and_keep(path, Given({}), None, by="ผู้ทดสอบ")
    assert not report.problems
    return ScoreFile.objects.select_related("sitting__area").get(
        sitting=first.sitting, current=True
    )


def _mended(line: str) -> str:
    return f"{line.rsplit(',', 1)[0]},100" if f",{school_code(0)}," in line else line


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _to(file: ScoreFile, *states: str) -> None:
    for state in states:
        move_results(by="ทดสอบ", file=file, to=state, at=timezone.now())


def _register(school: int, numbers: list[str]) -> None:
    for number in numbers:
        Pupil.objects.create(
            school=Unit.objects.get(code=school_code(school)),
            academic_year=2556,
            grade="P6",
            number=number,
            key=pupil_key(django_settings.PUPIL_KEY, school_code(school), number),
            name=f"เด็กชายทดสอบ {number}",
        )


@pytest.mark.parametrize("name", SCHOOLS)
def test_schools_see_the_older_version_until_the_correction_is_announced(
    sign_in: SignIn, corrected: ScoreFile, name: str
) -> None:
    client, pages = sign_in(name), _pages(name)
    before = {address: _text(client, address) for address in (*pages, "/")}
    assert "ฉบับที่ 1" in before[pages[2]]
    assert not any("ยังไม่ประกาศ" in page for page in before.values())
    assert _sheet(client).count("ฉบับที่ 1") == 1
    _to(corrected, "checked", "announced")
    assert "ฉบับที่ 2" in _text(client, pages[2])
    assert _text(client, pages[1]) != before[pages[1]]
    assert _sheet(client).count("ฉบับที่ 2") == 1


def test_an_older_version_taken_back_is_not_shown_by_its_key(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    older = ScoreFile.objects.select_related("sitting__area").get(
        sitting=corrected.sitting, version=1
    )
    client = sign_in("school-director")
    _to(corrected, "checked", "announced")
    address = f"{PAGES[2]}&v={results_for(older).version}"
    first = client.get(address)
    assert "ตัวเลขเมื่อส่งลิงก์นี้" in first.content.decode()
    withdraw_results(by="ทดสอบ", file=older, reason="คะแนนผิด")
    later = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert "ยังไม่ประกาศให้ท่านเห็น" in later.content.decode()
    assert "ตัวเลขเมื่อส่งลิงก์นี้" not in later.content.decode()


def test_the_sheet_of_a_subject_says_that_it_is_not_announced(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    for name, told in (("director", True), ("school-director", False)):
        body = sign_in(name).get(f"/learning/subjects/thai.xlsx?{SITTING}").content
        cells = [str(row[0]) for row in load_workbook(io.BytesIO(body)).active.values]
        assert any("ยังไม่ประกาศ" in cell for cell in cells) == told


def _sheet(client: Client) -> str:
    body = client.get(f"/learning/colours.xlsx?{SITTING}").content
    return "\n".join(str(row[0]) for row in load_workbook(io.BytesIO(body)).active.values)


def _pages(name: str) -> list[str]:
    """The pages; whose reader isn't of the first school asks for one of more pupils."""
    own, other = school_code(0), school_code(4)
    at_school = name in ("school-director", "teacher")
    return [page if at_school else page.replace(own, other) for page in PAGES]


@pytest.mark.parametrize("name", OFFICE)
def test_the_office_is_told_that_a_result_is_not_announced(
    sign_in: SignIn, corrected: ScoreFile, name: str
) -> None:
    client, pages = sign_in(name), _pages(name)
    for address in pages[:4]:
        assert "ยังไม่ประกาศ" in _text(client, address), address
    assert "โรงเรียนยังเห็นฉบับที่ 1" in _text(client, pages[1])
    assert "ยังไม่ประกาศ โรงเรียนยังเห็นฉบับที่ 1" in _sheet(client)
    _to(corrected, "checked", "announced")
    for address in pages[:4]:
        assert "ยังไม่ประกาศ" not in _text(client, address), address


def test_a_result_that_was_never_announced_is_not_there_for_schools(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    ScoreFile.objects.update(state=ScoreFile.State.CHECKED)
    client = sign_in("teacher")
    assert client.get(PAGES[0]).status_code == 404
    assert "/learning/panels/" not in _text(client, "/")
    assert "โรงเรียนยังไม่เห็นผลของการสอบนี้" in _text(sign_in("director"), PAGES[0])


@pytest.mark.parametrize("address", ["/learning/overview", "/learning/colours"])
def test_an_area_without_results_is_told_so_calmly(
    sign_in: SignIn, corrected: ScoreFile, address: str
) -> None:
    ScoreFile.objects.update(state=ScoreFile.State.CHECKED)
    answer = sign_in("teacher").get(address)
    assert answer.status_code == 200
    assert "ยังไม่มีผลที่ประกาศ" in answer.content.decode()
    ScoreFile.objects.update(current=False)
    supervisor, director = (_text(sign_in(who), address) for who in ("supervisor", "director"))
    assert "ยังไม่มีผลสอบ" in supervisor
    assert "ยังไม่มีผลสอบ" in director
    button = ">นำเข้าไฟล์คะแนน</a>"
    assert (button in supervisor, button in director) == (True, False)
    assert sign_in("supervisor").get(f"{address}?year=2556").status_code == 404


def test_a_result_goes_step_by_step_and_each_step_says_what_schools_will_see(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    director = sign_in("director")
    assert "ตรวจรับผลนี้" in _text(director, VERSIONS)
    assert "โรงเรียนยังไม่เห็นผล จนกว่าจะประกาศ" in _text(director, f"{MOVE}&to=checked")
    director.post(f"{MOVE}&to=announced")
    corrected.refresh_from_db()
    assert corrected.state == "calculated", "no step can be left out"
    director.post(f"{MOVE}&to=checked")
    page = _text(director, f"{MOVE}&to=announced")
    assert "ทั้ง 12 โรงเรียนจะเห็นผล" in page
    assert "ขณะนี้โรงเรียนเห็นฉบับที่ 1 ฉบับนี้จะแทนที่" in page
    director.post(f"{MOVE}&to=announced", DUE)
    corrected.refresh_from_db()
    assert (corrected.state, corrected.announced_by) == ("announced", "ผู้ทดสอบ")
    events = Event.objects.filter(kind="learning.score-file", key=str(corrected.pk))
    assert [event.action for event in events.order_by("pk")][-2:] == [
        "results-checked",
        "results-announced",
    ]


def test_an_announcement_is_withdrawn_with_a_reason(sign_in: SignIn, corrected: ScoreFile) -> None:
    _to(corrected, "checked", "announced")
    director, teacher = sign_in("director"), sign_in("teacher")
    assert f"{WITHDRAW}2" in _text(director, VERSIONS).replace("&amp;", "&")
    assert "โรงเรียนจะเห็นฉบับที่ 1 แทน" in _text(director, f"{WITHDRAW}2")
    assert "ผลของโรงเรียนหนึ่งผิด" in director.post(f"{WITHDRAW}2", {"reason": " "}).content.decode()
    assert director.post(f"{WITHDRAW}2", {"reason": "คะแนนผิด"}).status_code == 302
    corrected.refresh_from_db()
    assert (corrected.state, corrected.announced_by) == ("checked", "")
    assert corrected.announced_at is None
    event = Event.objects.get(action="announcement-withdrawn")
    assert event.after is not None
    assert (event.after["state"], event.after["reason"]) == ("checked", "คะแนนผิด")
    assert "ฉบับที่ 1" in _text(teacher, PAGES[2])
    assert "โรงเรียนจะไม่เห็นผลของการสอบนี้" in _text(director, f"{WITHDRAW}1")
    director.post(f"{WITHDRAW}1", {"reason": "ผิดทั้งหมด"})
    assert teacher.get(PAGES[0]).status_code == 404
    director.post(f"{WITHDRAW}1", {"reason": "อีกครั้ง"})
    assert Event.objects.filter(action="announcement-withdrawn").count() == 2
    director.post(f"{MOVE}&to=announced", DUE)
    assert "ฉบับที่ 2" in _text(teacher, PAGES[2])


def test_only_who_announces_withdraws(sign_in: SignIn, corrected: ScoreFile) -> None:
    for name in (*SCHOOLS, "planner"):
        assert sign_in(name).post(f"{WITHDRAW}1", {"reason": "ลอง"}).status_code == 403
    assert not Event.objects.filter(action="announcement-withdrawn").exists()


def test_who_brought_a_file_is_warned_when_checking_it(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    told = "ท่านเป็นผู้นำเข้าไฟล์นี้เอง"
    client = sign_in("supervisor")
    assert told in _text(client, f"{MOVE}&to=checked")
    ScoreFile.objects.filter(pk=corrected.pk).update(imported_by="ผู้อื่น")
    assert told not in _text(client, f"{MOVE}&to=checked")


def test_versions_show_who_brought_what(sign_in: SignIn, corrected: ScoreFile) -> None:
    page = _text(sign_in("supervisor"), VERSIONS)
    assert "แก้ไข.csv" in page
    assert page.count("ไฟล์ต้นฉบับ") == 2
    assert "โรงเรียนยังเห็นฉบับที่ 1" in page
    assert "ไฟล์ต้นฉบับ" not in _text(sign_in("director"), VERSIONS)


@pytest.mark.parametrize(("name", "sees"), [("director", False), ("supervisor", True)])
def test_differences_keep_back_the_colours_of_few_pupils(
    sign_in: SignIn, corrected: ScoreFile, name: str, sees: bool
) -> None:
    """The first school, whose colours changed, has two pupils."""
    colours = _text(sign_in(name), DIFFERENCES).split("โรงเรียนที่สีเปลี่ยน")[1].split("</table>")[0]
    rows = [row for row in colours.split("<tr>") if f">{school_name(0)}<" in row]
    assert rows
    for row in rows:
        assert ("badge" in row) == sees
        assert ("น้อยกว่า 5 คน" in row) != sees


def test_differences_count_pupils_and_name_limits_and_colours(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    page = _text(sign_in("director"), DIFFERENCES)
    first = ScoreFile.objects.select_related("sitting__area").get(
        sitting=corrected.sitting, version=1
    )
    old, new = results_for(first), results_for(corrected)
    assert f"{old.limits['thai'].limit} → {new.limits['thai'].limit}" in page
    before, after = (r.schools[school_code(0), "ALL"].colour for r in (old, new))
    assert before != after == "blue"
    assert school_name(0) in page
    assert school_name(1) in page
    assert school_name(5) not in page.split("รายโรงเรียน")[1]
    counts = [part.split("</b>")[0] for part in page.split("<dd><b>")[1:4]]
    assert counts == ["0", "1", "2"]


def test_a_subject_that_only_one_version_has_is_told(
    sign_in: SignIn, area: None, tmp_path: Path
) -> None:
    first = ScoreFile.objects.select_related("sitting__area").get(
        sitting__academic_year=2556, sitting__test="O-NET", sitting__grade="P6"
    )
    lines = source_path(first).read_text(encoding="utf-8").split("\n")
    path = tmp_path / "ขาดวิชา.csv"
    path.write_text("\n".join(line for line in lines if ",arts," not in line), encoding="utf-8")
    assert not check_and_keep(path, Given({}), None, by="ผู้ทดสอบ").problems
    page = _text(sign_in("director"), DIFFERENCES)
    assert "→ <span" in page


def test_changed_pupils_are_told_by_number_only_within_need_to_know(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    _register(0, ["0"])
    address = f"{DIFFERENCES}&school={school_code(0)}"
    shown = _text(sign_in("supervisor"), address)
    assert '<th scope="row">0</th>' in shown
    assert "→ 100.00" in shown
    assert "อีก 1 คนไม่มีในทะเบียนนักเรียน" in shown
    assert "เด็กชายทดสอบ" not in shown
    event = Event.objects.filter(kind="registry.pupil-list").latest("pk")
    pupil = Pupil.objects.get(academic_year=2556)
    assert event.after == {"year": 2556, "grade": "P6", "pupils": [pupil.pk]}
    seen = Event.objects.filter(kind="registry.pupil-list")
    assert seen.count() == 1
    for client in (sign_in("director"), sign_in("supervisor", second_factor=False)):
        page = _text(client, address)
        assert "→ 100.00" not in page
        assert '<th scope="row">0</th>' not in page
    assert seen.count() == 1


def test_an_older_version_counts_again_as_a_new_one(sign_in: SignIn, corrected: ScoreFile) -> None:
    client = sign_in("supervisor")
    assert "จะเกิดฉบับใหม่" in _text(client, RETURN)
    assert "เขียนเหตุผล" in client.post(RETURN, {"reason": ""}).content.decode()
    client.post(RETURN, {"reason": "ไฟล์แก้ไขผิด"})
    first, _, third = ScoreFile.objects.filter(sitting=corrected.sitting).order_by("version")
    assert (third.version, third.current, third.state) == (3, True, "calculated")
    assert third.sha256 == first.sha256
    event = Event.objects.get(kind="learning.score-file", key=str(third.pk))
    assert event.after == {"version": 3, "returned_to": 1, "reason": "ไฟล์แก้ไขผิด"}
    assert "สองฉบับนี้เหมือนกัน" in _text(
        client, f"/learning/sittings/differences?{SITTING}&before=1&after=3"
    )


def test_the_current_version_is_not_returned_to(sign_in: SignIn, corrected: ScoreFile) -> None:
    address = RETURN.replace("version=1", "version=2")
    sign_in("supervisor").post(address, {"reason": "ลอง"})
    assert ScoreFile.objects.filter(sitting=corrected.sitting).count() == 2


def test_the_source_is_had_by_who_may_import_after_the_second_factor(
    sign_in: SignIn, corrected: ScoreFile
) -> None:
    address = f"/learning/sittings/source?{SITTING}&version=2"
    response = sign_in("supervisor").get(address)
    body = b"".join(response.streaming_content)
    assert body == source_path(corrected).read_bytes()
    assert "attachment" in response.headers["Content-Disposition"]
    assert Event.objects.filter(action="download-source", key=str(corrected.pk)).count() == 1
    assert sign_in("supervisor", second_factor=False).get(address).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        f"/learning/sittings/differences?{SITTING}&before=1&after=9",
        f"/learning/sittings/move?{SITTING}&version=1&to=calculated",
        f"/learning/sittings/move?{SITTING}&version=x&to=checked",
        "/learning/sittings/versions?year=2540",
    ],
)
def test_what_is_not_there_is_said(sign_in: SignIn, address: str) -> None:
    assert sign_in("supervisor").get(address).status_code == 404


@pytest.mark.parametrize("address", ["/learning/sittings", VERSIONS])
def test_lists_ask_as_often_whatever_they_hold(
    sign_in: SignIn, corrected: ScoreFile, django_assert_max_num_queries: Any, address: str
) -> None:
    client = sign_in("supervisor")
    with django_assert_max_num_queries(12):
        client.get(address)
