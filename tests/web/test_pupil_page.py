"""The page of one pupil: every sitting, by who needs to know, each look leaving an event."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Pupil
from tests.cast import ANONYMOUS, NAMES, SINCE
from tests.made_area import school_code
from tests.web.rounds import hold_second_round

SignIn = Callable[..., Client]
OWN, OTHER = school_code(0), school_code(3)
NAME = "นักเรียนสมมติหนึ่ง"
DOUBT = "เลขประจำตัวนี้อาจเคยเป็นของเด็กคนอื่น"


@pytest.fixture(autouse=True)
def _pupils(area: None) -> None:
    _register(OWN)


def _register(school: str, grade: str = "P6", year: int = 2556, number: str = "1") -> Pupil:
    entries = [PupilEntry(school, number, grade, NAME, "2", identity="1234567890121")]
    save_pupils(by="ทดสอบ", academic_year=year, entries=entries)
    return Pupil.objects.get(school__code=school, academic_year=year, number=number)


def _own() -> Pupil:
    return Pupil.objects.get(school__code=OWN, number="1")


def _address(pupil: Pupil) -> str:
    return f"/learning/pupils/{pupil.pk}"


def _text(client: Client, pupil: Pupil) -> str:
    return client.get(_address(pupil)).content.decode()


def _looks() -> list[Event]:
    return list(Event.objects.filter(kind="registry.pupil-list").order_by("pk"))


@pytest.mark.parametrize("name", NAMES)
def test_who_may_see_the_pupil(sign_in: SignIn, name: str) -> None:
    own = {"supervisor", "network-supervisor", "school-director", "teacher"}
    other = _register(OTHER)
    for pupil, may in ((_own(), own), (other, {"supervisor"})):
        answer = sign_in(name).get(_address(pupil))
        refused = 302 if name == ANONYMOUS else 403
        assert answer.status_code == (200 if name in may else refused)
        assert (NAME in answer.content.decode()) == (name in may)
    assert len(_looks()) == (name in own) + (name == "supervisor")


def test_without_the_second_factor_the_page_says_what_to_do(sign_in: SignIn) -> None:
    answer = sign_in("teacher", second_factor=False).get(_address(_own()))
    assert answer.status_code == 403
    assert "ขั้นที่สอง" in answer.content.decode()
    assert not _looks()


def test_every_score_stands_beside_its_limit_and_row(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), _own())
    file = ScoreFile.objects.select_related("sitting__area").get(source_name="2556-O-NET-P6.csv")
    limits = results_for(file).limits
    section = next(s for s in page.split("<section") if ">O-NET ป.6 ปีการศึกษา 2556<" in s)
    rows = re.findall(r"<tr><th.*?</tr>", section, re.DOTALL)[1:]
    assert len(rows) == 8
    cells = [re.sub(r"<[^>]+>", "|", row) for row in rows]
    told = {str(row.limit) for row in limits.values()}
    for text in cells:
        assert re.search(r"ฉบับที่ 1 แถว \d+", text)
        score, limit, verdict = [part for part in text.split("|") if part][1:4]
        assert limit in told
        if score != "ยกเว้น":
            assert verdict == ("ผ่าน" if float(score) > float(limit) else "ไม่ผ่าน")


def test_the_row_is_the_line_of_the_file_that_was_brought(sign_in: SignIn, made_home: Path) -> None:
    page = _text(sign_in("teacher"), _own())
    section = next(s for s in page.split("<section") if ">O-NET ป.6 ปีการศึกษา 2556<" in s)
    lines = (made_home / "files" / "2556-O-NET-P6.csv").read_text(encoding="utf-8").splitlines()
    for row in re.findall(r"<tr><th.*?</tr>", section, re.DOTALL)[1:]:
        place = int(re.search(r"แถว (\d+)", row)[1])
        cells = lines[place - 1].split(",")
        assert cells[5:7] == [OWN, "1"]
        assert cells[8] in row
        (link,) = re.findall(r'<a href="(/learning/files/[^"]+)">', row)
        assert link.endswith(f"/rows/{place}")
        assert sign_in("teacher").get(link).status_code == 200


def test_sittings_stand_newest_first_with_mean_and_group(sign_in: SignIn, made_home: Path) -> None:
    hold_second_round(made_home)
    page = _text(sign_in("teacher"), _own())
    titles = re.findall(r"<h2><a [^>]*>([^<]+)</a></h2>", page)
    assert titles == [
        "NT ป.3 ปีการศึกษา 2556",
        "O-NET ม.3 ปีการศึกษา 2556",
        "O-NET ป.6 ปีการศึกษา 2556",
        "Pre O-NET ครั้งที่ 2 ป.6 ปีการศึกษา 2556",
        "Pre O-NET ครั้งที่ 1 ป.6 ปีการศึกษา 2556",
        "O-NET ป.6 ปีการศึกษา 2555",
    ]
    assert "คะแนนเฉลี่ย <b>84.99</b> กลุ่ม <b>B ปานกลาง</b>" in page


def test_a_grade_that_does_not_fit_is_warned_of(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), _own())
    doubt = page[page.index(DOUBT) : page.index("</p>", page.index(DOUBT))]
    assert "NT ป.3 ปีการศึกษา 2556" in doubt
    assert "O-NET ม.3 ปีการศึกษา 2556" in doubt
    assert "O-NET ป.6 ปีการศึกษา 2556" not in doubt
    assert "O-NET ป.6 ปีการศึกษา 2555" not in doubt


def test_a_result_not_announced_is_for_the_office_only(sign_in: SignIn, made_home: Path) -> None:
    hold_second_round(made_home, announced=False)
    title = "Pre O-NET ครั้งที่ 2 ป.6 ปีการศึกษา 2556"
    assert title not in _text(sign_in("teacher"), _own())
    assert f"{title} (ยังไม่ประกาศ)" in _text(sign_in("supervisor"), _own())


def test_a_pupil_without_results_is_said_so(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), _register(OWN, number="777"))
    assert "ยังไม่มีผลสอบของนักเรียนคนนี้" in page
    assert DOUBT not in page


def test_each_look_leaves_one_event_and_is_never_kept(sign_in: SignIn) -> None:
    answer = sign_in("teacher").get(_address(_own()), headers={"if-none-match": "*"})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "ETag" not in answer.headers
    assert "1234567890121" not in answer.content.decode()
    (look,) = _looks()
    told = {"year": 2556, "grade": "P6", "pupils": [_own().pk]}
    assert (look.action, look.key, look.after) == ("view-pupils", OWN, told)


@pytest.mark.parametrize("name", ["supervisor", "teacher", "data-officer"])
def test_a_pupil_of_another_area_or_of_none_is_not_found(sign_in: SignIn, name: str) -> None:
    other = UnitEntry("area", "9301", "เขตอื่น")
    school = UnitEntry("school", "93010001", "บ้านเขตอื่น", above=(("place", "area", "9301"),))
    register_units(by="ทดสอบ", entries=[other, school], since=SINCE)
    strange = _register("93010001")
    client = sign_in(name)
    for pk in (strange.pk, 10**9, 10**18):
        answer = client.get(f"/learning/pupils/{pk}")
        page = answer.content.decode()
        assert answer.status_code == 404
        assert NAME not in page
        assert "ไม่มีนักเรียนคนนี้ในทะเบียนของเขต" in page
        assert 'href="/learning/scan"' in page
    assert not _looks()


@pytest.mark.parametrize(("name", "linked"), [("teacher", True), ("data-officer", False)])
def test_names_of_the_register_lead_here(sign_in: SignIn, name: str, linked: bool) -> None:
    listed = sign_in(name).get(f"/registry/schools/{OWN}/pupils?year=2556&grade=P6")
    assert NAME in listed.content.decode()
    assert (f'href="{_address(_own())}"' in listed.content.decode()) == linked
