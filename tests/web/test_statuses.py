"""A sitting whose file tells pupils' statuses: read with and without the special pupils."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from khet.documents.result_letters import Sent
from khet.documents.school_sheets import Print
from khet.figures.intake.given import Given
from khet.jobs.draw_trends import draw_trends
from khet.jobs.keep_scores import check_and_keep
from khet.jobs.sitting_results import results_for, statuses_for
from khet.records.learning.actions import move_results
from khet.records.learning.models import ScoreFile
from khet.rules.limits import lower_limit
from khet.rules.rounding import half_up_decimal
from khet.rules.sittings import subjects
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
SITTING = "year=2556&test=LAS&grade=P4"
NORMAL = f"{SITTING}&pupils=normal"
MANY, FEW, NONE = school_code(10), school_code(9), school_code(8)
_HEAD = "academic_year,test,round,grade,area,school,pupil,subject,score,สถานะ"
_SPECIAL = {10: 6, 9: 2}


def _status(school: int, pupil: int) -> str:
    if pupil < _SPECIAL.get(school, 0):
        return "พิเศษ"
    return "" if (school, pupil) == (8, 0) else "ปกติ"


def _score(school: int, pupil: int) -> int:
    return 10 + pupil if pupil < _SPECIAL.get(school, 0) else 40 + school + 2 * pupil


def _scores(special: bool, of: range = range(3, 11)) -> list[int]:
    return [_score(k, p) for k in of for p in range(k + 2) if special or _status(k, p) != "พิเศษ"]


@pytest.fixture(autouse=True)
def told(area: None, made_home: Path) -> ScoreFile:
    """A test of primary 4 in eight schools; two of them have special pupils."""
    rows = [
        f"2556,LAS,,P4,9302,{school_code(k)},{p},{subject},{_score(k, p)},{_status(k, p)}"
        for k in range(3, 11)
        for p in range(k + 2)
        for subject in subjects("LAS", "P4", 2556)
    ]
    path = made_home / "las.csv"
    path.write_text("\n".join([_HEAD, *rows]), encoding="utf-8")
    report = check_and_keep(path, Given({}), None, by="ทดสอบ")
    assert not report.problems
    file = ScoreFile.objects.get(source_name="las.csv")
    for state in (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED):
        move_results(by="ทดสอบ", file=file, to=state, at=timezone.now())
    return ScoreFile.objects.select_related("sitting__area").get(pk=file.pk)


def _text(client: Client, address: str) -> str:
    return client.get(address.replace("&amp;", "&")).content.decode()


def test_the_file_tells_how_many_are_special_and_untold(told: ScoreFile) -> None:
    statuses = statuses_for(told)
    assert statuses is not None
    assert statuses.special == {MANY: 6, FEW: 2}
    assert (statuses.left_out, statuses.untold) == (8, 1)
    assert statuses_for(ScoreFile.objects.get(source_name="2556-O-NET-P6.csv")) is None


@pytest.mark.parametrize("special", [True, False])
def test_means_and_limits_are_of_the_pupils_asked_for(told: ScoreFile, special: bool) -> None:
    told.sitting.pupils = "all" if special else "normal"
    scores = [100 * score for score in _scores(special)]
    row = results_for(told).limits["thai"]
    expected = lower_limit(len(scores), sum(scores), sum(s * s for s in scores))
    assert (row.n, row.mean, row.limit) == (expected.n, expected.mean, expected.limit)
    school = results_for(told).schools[MANY, "thai"]
    own = [100 * score for score in _scores(special, range(10, 11))]
    limit = int((expected.limit or Decimal(0)) * 100)
    assert (school.n, school.n_below) == (len(own), sum(score <= limit for score in own))


def test_pages_offer_the_choice_and_say_which_was_made(director: Client) -> None:
    whole = _text(director, f"/learning/overview?{SITTING}")
    choice = "เฉพาะนักเรียนปกติ (ไม่รวมนักเรียนพิเศษ 8 คน)"
    assert choice in whole
    assert f'href="/learning/overview?{NORMAL.replace("&", "&amp;")}"' in whole
    assert f"{choice}</h1>" not in whole
    for page in ("overview", "colours", "subjects/thai", "networks/N1", f"schools/{MANY}", "scan"):
        text = _text(director, f"/learning/{page}?{NORMAL}")
        assert f"ปีการศึกษา 2556 {choice}" in text, page
        assert "ไม่ทราบสถานะ 1 คน นับเป็นนักเรียนปกติ" in text, page


@pytest.mark.parametrize("page", ["overview", "colours", "subjects/thai", "scan", "networks/N1"])
def test_every_link_to_a_figure_keeps_the_choice(director: Client, page: str) -> None:
    text = _text(director, f"/learning/{page}?{NORMAL}")
    links = re.findall(r'href="(/learning/(?:figure|schools|colours\.xlsx)[^"]+)"', text)
    assert links
    assert not [link for link in links if "pupils=normal" not in link]


def test_a_figure_says_whose_scores_count_and_has_the_value_of_the_page(director: Client) -> None:
    scores = _scores(special=False)
    mean = half_up_decimal(Decimal(sum(scores)) / len(scores), 2)
    page = _text(director, f"/learning/figure/mean?{NORMAL}&subject=thai")
    assert f'<span class="value">{mean}</span>' in page
    assert "ไม่รวมนักเรียนพิเศษ 8 คน" in page
    assert "<dt>นักเรียน</dt><dd>ไม่รวมนักเรียนพิเศษ</dd>" in page
    assert f">{mean}</a>" in _text(director, f"/learning/overview?{NORMAL}")
    part = _text(director, f"/learning/figure-pupils?{NORMAL}&subject=thai&school={MANY}")
    whole = _text(director, f"/learning/figure-pupils?{SITTING}&subject=thai&school={MANY}")
    assert ">10.00</td>" in whole
    assert ">10.00</td>" not in part


def test_few_special_pupils_are_not_told_by_the_difference(
    director: Client, sign_in: SignIn
) -> None:
    """Two of eleven are special: all of them less the ordinary ones would tell their scores."""
    board = _text(director, f"/learning/colours?{NORMAL}")
    rows = {
        k: next(p for p in board.split("<tr>") if f">{school_name(k)}</a>" in p) for k in (9, 10)
    }
    assert "น้อยกว่า 5 คน" in rows[9]
    assert 'class="q ' not in rows[9]
    assert "น้อยกว่า 5 คน" not in rows[10]
    address = f"/learning/figure/mean?{NORMAL}&subject=thai&school={FEW}"
    assert director.get(address).status_code == 403
    assert director.get(address.replace("&pupils=normal", "")).status_code == 200
    assert sign_in("supervisor").get(address).status_code == 200


def test_how_many_are_special_is_told_under_the_same_rule(
    director: Client, sign_in: SignIn
) -> None:
    label = "นักเรียนพิเศษของโรงเรียนนี้ในไฟล์คะแนน: "
    for school, told in ((MANY, "6 คน"), (NONE, "0 คน")):
        assert f"{label}{told}" in _text(director, f"/learning/schools/{school}?{SITTING}")
    assert f"{label}2 คน" not in _text(director, f"/learning/schools/{FEW}?{SITTING}")
    assert f"{label}2 คน" in _text(sign_in("supervisor"), f"/learning/schools/{FEW}?{SITTING}")
    assert label not in _text(director, f"/learning/schools/{FEW}?year=2556&test=O-NET&grade=P6")


def test_workbooks_say_it_and_hold_the_same(director: Client) -> None:
    response = director.get(f"/learning/colours.xlsx?{NORMAL}")
    assert "normal" in response.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(response.content)).active
    told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "ไม่รวมนักเรียนพิเศษ 8 คน" in told
    assert "ไม่ทราบสถานะ 1 คน" in told


def test_a_sitting_without_statuses_shows_all_and_says_so(director: Client) -> None:
    page = _text(director, "/learning/overview?year=2556&test=O-NET&grade=P6&pupils=normal")
    assert "ไม่ได้บอกสถานะนักเรียน จึงแสดงนักเรียนทั้งหมด" in page
    assert "เฉพาะนักเรียนปกติ" not in page
    strange = _text(director, f"/learning/overview?{SITTING}&pupils=other")
    assert "ปีการศึกษา 2556 เฉพาะนักเรียนปกติ" not in strange


def test_results_of_other_pupils_are_no_earlier_version(director: Client, told: ScoreFile) -> None:
    whole = results_for(told).version
    told.sitting.pupils = "normal"
    normal = results_for(told).version
    assert whole != normal
    page = _text(director, f"/learning/figure/mean?{SITTING}&subject=thai&v={normal}")
    assert "ตัวเลขเมื่อส่งลิงก์นี้" not in page


@pytest.mark.parametrize(
    "page", ["overview", "colours", "subjects/thai", f"schools/{MANY}", "scan"]
)
def test_the_choice_takes_few_queries(
    director: Client, django_assert_max_num_queries: Callable[[int], Any], page: str
) -> None:
    address = f"/learning/{page}?{NORMAL}"
    with django_assert_max_num_queries(15):
        assert director.get(address).status_code == 200


def test_charts_are_drawn_of_either(director: Client) -> None:
    draw_trends()
    for asked in (SITTING, NORMAL):
        page = _text(director, f"/learning/overview?{asked}")
        assert "กำลังวาดกราฟ" not in page


def test_letters_and_sheets_say_it_too(director: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Sent] = []
    monkeypatch.setattr(
        "khet.web.learning.letters.views.letters_pdf", lambda _, told: sent.append(told) or b""
    )
    director.get(f"/learning/letters.pdf?{NORMAL}&school={MANY}")
    assert "ไม่รวมนักเรียนพิเศษ 8 คน" in sent[0].test
    table = load_workbook(BytesIO(director.get(f"/learning/letters.xlsx?{NORMAL}").content)).active
    told = "\n".join(str(cell.value) for row in table.iter_rows() for cell in row)
    assert "ไม่รวมนักเรียนพิเศษ 8 คน" in told
    foot: list[Print] = []
    monkeypatch.setattr(
        "khet.web.learning.units.sheet_views.sheets_pdf", lambda _, made: foot.append(made) or b""
    )
    director.get(f"/learning/schools/{MANY}/sheet.pdf?{NORMAL}")
    assert any("ไม่รวมนักเรียนพิเศษ 8 คน" in line for line in foot[0].foot)
