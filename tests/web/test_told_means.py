"""A sitting known only from schools' means: what pages show of it, and what they say is lacking."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from khet.figures.intake.given import Given
from khet.jobs.draw_trends import draw_trends
from khet.jobs.keep_scores import check_and_keep
from khet.records.learning.actions import PublishedEntry, move_results, publish, set_targets
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Unit, UnitKind
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
SITTING = "year=2555&test=NT&grade=P3"
LACKING = "รู้เพียงค่าเฉลี่ยรายโรงเรียน"
SCHOOLS = range(6)


@pytest.fixture
def told(area: None, tmp_path: Path) -> None:
    """Six schools' means of NT P3 2555, announced."""
    head = "รหัสโรงเรียน,ชื่อโรงเรียน,จำนวนผู้เข้าสอบ,ด้านภาษา,ด้านคำนวณ,ด้านเหตุผล"
    rows = [
        f"{school_code(k)},{school_name(k)},{k + 1},{40 + k}.25,{50 - k},{45 + k}" for k in SCHOOLS
    ]
    path = tmp_path / "means.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    given = {"academic_year": 2555, "test": "NT", "grade": "P3", "round": "", "area": "9302"}
    report = check_and_keep(path, Given(given), "ไม่มีแถวของเขต", by="ทดสอบ")
    assert report.level < 2, report.problems
    file = ScoreFile.objects.get(content="schools")
    for state in (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED):
        move_results(by="ทดสอบ", file=file, to=state, at=file.imported_at)
    draw_trends()


def _means(school: int) -> str:
    return f"{40 + school}.25,{50 - school},{45 + school}"


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_pages_show_means_and_say_what_needs_single_scores(sign_in: SignIn, told: None) -> None:
    client = sign_in("supervisor")
    for address in (
        f"/learning/overview?{SITTING}",
        f"/learning/colours?{SITTING}",
        f"/learning/schools/{school_code(3)}?{SITTING}",
        f"/learning/networks/N1?{SITTING}",
        f"/learning/subjects/nt_language?{SITTING}",
        f"/learning/figure/percent-below?{SITTING}&subject=nt_language",
        f"/learning/figure/lower-limit?{SITTING}&subject=nt_language",
        f"/learning/figure/highest?{SITTING}&subject=nt_language",
    ):
        assert LACKING in _text(client, address), address
    weighted = sum((k + 1) * (Decimal(40 + k) + Decimal("0.25")) for k in SCHOOLS) / 21
    overview = _text(client, f"/learning/overview?{SITTING}")
    assert f">{weighted:.2f}</a>" in overview
    assert ">42.75</a>" in overview
    four = _text(client, f"/learning/colours?{SITTING}&scheme=four")
    assert 'class="q black"' in four


def test_a_mean_opens_to_the_row_of_the_file(sign_in: SignIn, told: None) -> None:
    client = sign_in("supervisor")
    file = ScoreFile.objects.get(content="schools")
    page = _text(client, f"/learning/files/{file.pk}/rows/3")
    assert school_name(1) in page
    assert "<dd>41.25</dd>" in page
    address = f"/learning/figure/mean?{SITTING}&subject=nt_language&school={school_code(1)}"
    assert f"/learning/files/{file.pk}/rows/3" in _text(client, address)
    own = sign_in("school-director")
    assert own.get(f"/learning/files/{file.pk}/rows/2").status_code == 200
    assert own.get(f"/learning/files/{file.pk}/rows/3").status_code == 403


def test_published_percents_give_colours_with_their_source(sign_in: SignIn, told: None) -> None:
    entry = PublishedEntry(
        *(2555, "NT", "P3", "", "percent", "nt_language", "เล่มรายงานของเขต"),
        school=school_code(3),
        value=Decimal("71.50"),
    )
    publish(by="ทดสอบ", area=Unit.objects.get(kind=UnitKind.AREA), entries=[entry])
    client = sign_in("supervisor")
    assert 'class="q red"' in _text(client, f"/learning/colours?{SITTING}")
    address = f"/learning/figure/percent-below?{SITTING}&subject=nt_language"
    page = _text(client, f"{address}&school={school_code(3)}")
    assert "ร้อยละที่เผยแพร่ 71.50: เล่มรายงานของเขต" in page


def test_a_plan_knows_the_means_and_not_who_would_pass(sign_in: SignIn, told: None) -> None:
    sitting = ScoreFile.objects.get(content="schools").sitting
    targets = {school_code(5): Decimal(60)}
    set_targets(by="ทดสอบ", sitting=sitting, subject="nt_language", targets=targets)
    client = sign_in("supervisor")
    page = _text(client, f"/learning/planning?{SITTING}&subject=nt_language")
    assert LACKING in page
    lifts = (Decimal(60) - Decimal("45.25")) * 6 / 21
    assert f"{lifts:.3f}" in page
    nearest = f"/learning/nearest?{SITTING}&subject=nt_language&school={school_code(5)}"
    assert client.get(nearest).status_code == 404
