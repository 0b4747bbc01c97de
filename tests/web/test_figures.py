"""Figures open down to the row of the imported file, for who may see it; addresses can be sent."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from khet.figures.intake.given import Given
from khet.figures.pupil_scores import PupilScore, scores_of_school
from khet.jobs.keep_scores import check_and_keep
from khet.jobs.sitting_results import results_for, score_path, source_path
from khet.records.learning.actions import move_results
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Event
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code, school_name
from tests.web.doors.who import SEES_EVERY_SCHOOL, SEES_SCHOOLS

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
OWN, OTHER = school_code(0), school_code(3)
NAMED = {"supervisor", "school-director", "teacher"}


def _file() -> ScoreFile:
    asked = {"sitting__academic_year": 2556, "sitting__grade": "P6", "sitting__test": "O-NET"}
    return ScoreFile.objects.select_related("sitting__area").get(**asked, current=True)


def _scores(school: str, subject: str = "thai") -> list[PupilScore]:
    return scores_of_school(score_path(_file()), school, subject)


def _text(client: Client, address: str) -> str:
    return client.get(address.replace("&amp;", "&")).content.decode()


def _pupils(school: str) -> str:
    return f"/learning/figure-pupils?{SITTING}&subject=thai&school={school}"


def _row(school: str) -> str:
    return f"/learning/files/{_file().pk}/rows/{_scores(school)[0].row}"


@pytest.fixture
def registered(area: None) -> None:
    """The pupils of two schools are registered by name."""
    for school in (OWN, OTHER):
        entries = [
            PupilEntry(school, str(k), "P6", f"เด็กหญิงสมมติ {school[-2:]}{k}") for k in range(5)
        ]
        save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)


def test_three_presses_lead_from_a_cell_to_the_row_of_the_file(
    sign_in: SignIn, registered: None
) -> None:
    client = sign_in("supervisor")
    board = _text(client, f"/learning/colours?{SITTING}")
    cells = re.findall(r'class="q orange".*?href="([^"]+school=\d+)"', board)
    assert cells
    cell = next(link for link in cells if "subject=ALL" not in link)
    part = re.search(r'hx-get="(/learning/figure-pupils[^"]+)"', _text(client, cell))
    assert part
    pupils = _text(client, part[1])
    assert "จะเป็นสี" in pupils
    assert "ใกล้เปลี่ยนสีที่สุด" in pupils
    link = re.search(r'href="(/learning/files/\d+/rows/(\d+))"', pupils)
    assert link
    page = _text(client, link[1])
    line = source_path(_file()).read_text(encoding="utf-8").splitlines()[int(link[2]) - 1]
    school, number, subject, score = line.split(",")[5:]
    assert f"<dd>{score}</dd>" in page
    assert f"<dd>{subject}</dd>" in page
    assert f"<dd>{number}</dd>" in page
    assert f"school={school}" in cell.replace("&amp;", "&")


def test_the_sum_over_the_pupils_is_the_figure(sign_in: SignIn) -> None:
    scores = [s.score for s in _scores(OTHER) if s.score is not None]
    row = results_for(_file()).schools[OTHER, "thai"]
    limit = results_for(_file()).limits["thai"].limit or Decimal(0)
    assert sum(scores) * 100 == row.total
    assert sum(score <= limit for score in scores) == row.n_below
    page = _text(sign_in("supervisor"), _pupils(OTHER))
    assert f"ไม่เกินขีดจำกัดล่าง {limit}: {row.n_below} คน" in page


@pytest.mark.parametrize("name", NAMES)
def test_who_sees_which_pupils_by_name(sign_in: SignIn, registered: None, name: str) -> None:
    refused = 302 if name == ANONYMOUS else 403
    sees_few = {*NAMED, "network-supervisor"}
    for school, sees_part, sees_row, by_name in (
        (OWN, sees_few, SEES_SCHOOLS, sees_few),
        (OTHER, SEES_EVERY_SCHOOL, SEES_EVERY_SCHOOL, {"supervisor"}),
    ):
        for address, may_see in ((_pupils(school), sees_part), (_row(school), sees_row)):
            before = Event.objects.count()
            response = sign_in(name).get(address)
            assert response.status_code == (200 if name in may_see else refused)
            page = response.content.decode()
            assert ("เด็กหญิงสมมติ" in page) == (name in by_name)
            assert Event.objects.count() - before == (name in by_name)
            if name in may_see:
                assert response.headers["Cache-Control"] == "private, no-store"


def test_without_the_second_factor_pupils_have_no_name(sign_in: SignIn, registered: None) -> None:
    client = sign_in("supervisor", second_factor=False)
    for address in (_pupils(OTHER), _row(OTHER)):
        page = _text(client, address)
        assert "เด็กหญิงสมมติ" not in page
        assert "ขั้นที่สอง" in page
        assert "ในไฟล์ที่นำเข้า" not in page


def test_a_pupil_that_the_file_alone_names_leaves_an_event(sign_in: SignIn) -> None:
    for name, told in (("supervisor", 1), ("director", 0)):
        before = Event.objects.count()
        page = _text(sign_in(name), _row(OTHER))
        assert ("ในไฟล์ที่นำเข้า" in page) == bool(told)
        assert Event.objects.count() - before == told


def test_absent_pupils_do_not_make_single_scores_many(sign_in: SignIn, tmp_path: Any) -> None:
    absent = f",{OTHER},[1-4],"
    _correct(
        tmp_path,
        lambda line: re.sub(r"[^,]+$", "ขาดสอบ", line) if re.search(absent, line) else line,
    )
    assert len(_scores(OTHER)) == 5
    for name, shown in (("director", False), ("supervisor", True)):
        assert ("/rows/" in _text(sign_in(name), _pupils(OTHER))) == shown


def test_few_pupils_are_not_shown_one_by_one_to_who_sees_no_pupils(sign_in: SignIn) -> None:
    for name, shown in (("director", False), ("supervisor", True)):
        page = _text(sign_in(name), _pupils(OWN))
        assert ("/rows/" in page) == shown
        row = _text(sign_in(name), _row(OWN))
        assert ("ระบบอ่านว่า" in row and "ภาษาไทย</a>" in row) == shown
    assert "/rows/" in _text(sign_in("director"), _pupils(school_code(7)))


def test_a_row_that_is_not_there(director: Client) -> None:
    for row in (0, 999999, 10**30):
        assert director.get(f"/learning/files/{_file().pk}/rows/{row}").status_code == 404
    assert director.get("/learning/files/999999/rows/2").status_code == 404


def test_schools_see_no_row_of_a_file_that_is_not_announced(sign_in: SignIn) -> None:
    ScoreFile.objects.filter(pk=_file().pk).update(state=ScoreFile.State.CHECKED)
    assert sign_in("school-director").get(_row(OWN)).status_code == 404
    assert sign_in("supervisor").get(_row(OWN)).status_code == 200


def test_a_figure_of_a_place_adds_up_its_schools(director: Client) -> None:
    rows = results_for(_file()).of_subject("thai")
    inside = [rows[school_code(k)] for k in range(0, 12, 2)]
    n, below = sum(r.n or 0 for r in inside), sum(r.n_below or 0 for r in inside)
    page = _text(director, f"/learning/figure/percent-below?{SITTING}&subject=thai&network=N1")
    assert f"{below} × 100 ÷ {n}" in page
    assert "เครือข่าย 1" in page
    assert school_name(2) in page
    assert school_name(1) not in page


def test_rows_of_a_figure_lead_to_the_figures_of_the_schools(supervisor: Client) -> None:
    page = _text(supervisor, f"/learning/figure/percent-below?{SITTING}&subject=thai")
    links = re.findall(r'<th scope="row" lang="th"><a href="([^"]+)"', page)
    assert len(links) == 12
    assert supervisor.get(links[0].replace("&amp;", "&")).status_code == 200


def _link(page: str) -> str:
    found = re.search(r'id="figure-link" readonly value="http://testserver([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_the_address_that_is_sent_shows_the_same(sign_in: SignIn) -> None:
    page = _text(
        sign_in("supervisor"), f"/learning/figure/mean?{SITTING}&subject=thai&school={OWN}"
    )
    assert "v=" in _link(page)
    assert "ผู้ทดสอบ" in page
    for name in ("director", "school-director"):
        seen = _text(sign_in(name), _link(page))
        assert "ตัวเลขเมื่อส่งลิงก์นี้" not in seen
        assert "อีกฉบับหนึ่ง" not in seen
    assert sign_in("network-chair").get(_link(page).replace(OWN, OTHER)).status_code == 403


def test_the_address_that_is_sent_names_its_sitting(director: Client) -> None:
    link = _link(_text(director, "/learning/figure/mean?subject=thai"))
    for part in ("year=2556", "test=O-NET", "grade=P6", "subject=thai"):
        assert part in link


def test_an_address_says_what_changed_since_it_was_sent(
    sign_in: SignIn, tmp_path: Any, settings: Any
) -> None:
    address = f"/learning/figure/mean?{SITTING}&subject=thai&school={OTHER}"
    before = results_for(_file()).schools[OTHER, "thai"].mean
    link = _link(_text(sign_in("supervisor"), address))
    _correct(
        tmp_path, lambda line: re.sub(r"[\d.]+$", "99", line) if f",{OTHER}," in line else line
    )
    page = _text(sign_in("supervisor"), link)
    assert f"ตัวเลขเมื่อส่งลิงก์นี้: {before:.2f}" in page
    assert "ไฟล์คะแนนฉบับที่ 1 → ฉบับที่ 2" in page
    fresh = _link(_text(sign_in("supervisor"), address))
    own = fresh.replace(OTHER, OWN)
    seen = _text(sign_in("school-director"), own)
    assert "ยังไม่ประกาศให้ท่านเห็น" in seen
    assert "ฉบับที่ 2" not in seen
    for state in (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED):
        move_results(by="ทดสอบ", file=_file(), to=state, at=_file().imported_at)
    assert "ยังไม่ประกาศให้ท่านเห็น" not in _text(sign_in("school-director"), own)


@pytest.mark.parametrize("measure", ["highest", "gain"])
def test_an_old_address_says_what_needed_more_than_the_results(
    director: Client, tmp_path: Any, measure: str
) -> None:
    address = f"/learning/figure/{measure}?{SITTING}&subject=thai&school={school_code(7)}"
    page = _text(director, address)
    value = re.search(r'<span class="value">([^<]+)</span>', page)
    assert value
    link = _link(page)
    _correct(tmp_path, lambda line: re.sub(r"[\d.]+$", "99", line))
    assert f"ตัวเลขเมื่อส่งลิงก์นี้: {value[1]}<" in _text(director, link)


def _correct(folder: Any, change: Callable[[str], str]) -> None:
    text = source_path(_file()).read_text(encoding="utf-8")
    lines = map(change, text.splitlines())
    path = folder / "corrected.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = check_and_keep(path, Given({}), "แก้คะแนน", by="ทดสอบ")
    assert report.level < 2


def test_a_made_up_version_says_that_nothing_is_kept(director: Client) -> None:
    for version in ("x" * 24, "../../etc", "%00", "0" * 24, "0" * 5000, "ก" * 90):
        page = _text(director, f"/learning/figure/mean?{SITTING}&subject=thai&v={version}")
        assert "ไม่มีเก็บไว้แล้ว" in page


def test_the_catalogue_finds_measures_by_word(director: Client) -> None:
    every = _text(director, "/learning/measures")
    assert "แสดง 20 จาก 20 ตัวชี้วัด" in every
    found = _text(director, "/learning/measures?q=รายโรงเรียน")
    assert "mean-of-schools" in found
    assert "lower-limit" not in found
    assert "ไม่พบตัวชี้วัดที่ค้นหา" in _text(director, "/learning/measures?q=zzz")


def test_each_measure_leads_to_its_figures(director: Client) -> None:
    codes = re.findall(
        r'href="/learning/measures/([a-z-]+)"', _text(director, "/learning/measures")
    )
    assert len(codes) == 20
    for code in codes:
        page = _text(director, f"/learning/measures/{code}")
        for link in re.findall(r'href="(/learning/figure/[^"]+)"', page):
            assert director.get(link.replace("&amp;", "&")).status_code == 200
