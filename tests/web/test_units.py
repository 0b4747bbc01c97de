"""Pages of schools, networks, districts and subjects: what they say, and to whom."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from khet.figures.intake.given import Given
from khet.figures.results import Results
from khet.figures.sums import mean_for
from khet.jobs.keep_scores import check_and_keep
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import PublishedEntry, move_results, publish
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Placement, RoleHeld, Unit, UnitKind, User
from khet.rules.gains import gain
from khet.rules.rounding import half_up_decimal
from tests.cast import SINCE
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
NAMES = [school_name(k) for k in range(12)]
INSIDE = [school_code(k) for k in range(0, 12, 2)]
PAGES = (
    f"/learning/schools/{school_code(3)}?{SITTING}",
    f"/learning/networks/N1?{SITTING}",
    f"/learning/districts/D2?{SITTING}",
    f"/learning/subjects/thai?{SITTING}",
)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _results(year: int = 2556, test: str = "O-NET", grade: str = "P6") -> Results:
    asked = {"sitting__academic_year": year, "sitting__test": test, "sitting__grade": grade}
    return results_for(ScoreFile.objects.select_related("sitting__area").get(**asked))


def _shown(value: Decimal | None) -> str:
    assert value is not None
    return f"{half_up_decimal(value, 2)}".replace("-", "\u2212")


def _signed(value: Decimal | None) -> str:
    assert value is not None
    return ("+" if value > 0 else "") + _shown(value)


def test_a_profile_says_what_the_results_say(director: Client) -> None:
    page, code = _text(director, PAGES[0]), school_code(3)
    now, before = _results(), _results(2555)
    row = now.schools[code, "thai"]
    line = next(part for part in page.split("<tr") if ">ภาษาไทย</a>" in part)
    assert f">{_shown(row.mean)}</a>" in line
    assert f">{_shown(mean_for(now, 'thai', None))}</a>" in line
    assert f">{_signed(gain(row.mean, before.schools[code, 'thai'].mean))}</a>" in line
    assert f">{row.rank}</a>" in line
    assert f">{row.n_below}</a>" in line
    assert f">{row.percent_below}</a>" in line
    assert f"จาก {len([r for r in now.of_subject('ALL').values() if r.rank])} โรงเรียน" in page


def test_a_profile_tells_of_years_likes_and_what_is_missing(director: Client) -> None:
    page = _text(director, PAGES[0])
    for section in ("สีและคะแนนเฉลี่ยย้อนหลัง", "เทียบกับโรงเรียนลักษณะเดียวกัน", "สิ่งที่ยังขาด"):
        assert section in page
    assert ">เครือข่าย 2</a>" in page
    assert ">อำเภอที่ 2</a>" in page
    assert 'scope="col">2555</th>' in page
    compare = re.search(r'href="(/learning/compare[^"]+)"', page)
    assert compare
    assert director.get(compare[1].replace("&amp;", "&")).status_code == 200
    assert 'aria-label="กราฟ ตัวเลขอยู่ในตาราง"' in page
    lacking = _text(director, f"/learning/schools/{school_code(9)}?{SITTING}")
    assert "ยกเว้น 1 คน" in lacking.split("สิ่งที่ยังขาด")[1]


def test_a_school_that_did_not_sit_has_no_data_and_no_zero(director: Client) -> None:
    address = f"/learning/schools/{school_code(10)}?year=2556&test=NT&grade=P3"
    page = _text(director, address)
    assert "ไม่มีผลของโรงเรียนนี้ในการสอบนี้" in page
    assert "รายวิชา</h2>" not in page


def test_every_number_of_a_page_of_a_unit_opens(director: Client) -> None:
    for address in PAGES:
        links = sorted(
            set(re.findall(r'href="(/learning/figure/[^"]+)"', _text(director, address)))
        )
        assert len(links) > 20
        for link in links[::5]:
            assert director.get(link.replace("&amp;", "&")).status_code == 200, link


def test_a_network_comes_to_the_sum_of_its_schools(director: Client) -> None:
    page, results = _text(director, PAGES[1]), _results()
    line = next(part for part in page.split("<tr") if ">ภาษาไทย</a>" in part)
    rows = [results.schools[code, "thai"] for code in INSIDE]
    n, total = sum(r.n or 0 for r in rows), sum(r.total or 0 for r in rows)
    assert f">{_shown(Decimal(total) / 100 / n)}</a>" in line
    assert f">{n}</a>" in line
    means = [Decimal(r.total or 0) / 100 / (r.n or 1) for r in rows if r.n]
    assert f">{_shown(sum(means) / len(means))}</a>" in line
    assert [name for name in NAMES if f">{name}</a>" in page] == NAMES[::2]


def test_a_school_sees_what_its_network_comes_to_and_only_its_own_name(sign_in: SignIn) -> None:
    for name in ("school-director", "teacher"):
        for address in (*PAGES[1:], f"/learning/schools/{school_code(0)}?{SITTING}"):
            page = _text(sign_in(name), address)
            assert not [other for other in NAMES[1:] if f">{other}<" in page]


def test_a_subject_lists_gains_and_both_colours(supervisor: Client) -> None:
    page, now, before = _text(supervisor, PAGES[3]), _results(), _results(2555)
    row = next(part for part in page.split("<tr>") if f">{NAMES[6]}</a>" in part)
    one, other = now.schools[school_code(6), "thai"], before.schools[school_code(6), "thai"]
    assert f">{_signed(gain(one.mean, other.mean))}</a>" in row
    assert f">{one.percent_below}</a>" in row
    gains = {
        name: gain(
            now.schools[school_code(k), "thai"].mean, before.schools[school_code(k), "thai"].mean
        )
        for k, name in enumerate(NAMES)
    }
    best = max((g for g in gains.values() if g is not None), default=None)
    top = page.split("เพิ่มจากปีก่อนมากที่สุด")[1].split("</li>")[0]
    assert _signed(best) in top


@pytest.mark.parametrize(("sort", "key"), [("mean", "mean"), ("percent", "percent_below")])
def test_a_subject_sorts_by_what_is_asked(supervisor: Client, sort: str, key: str) -> None:
    rows = _results().of_subject("thai")
    for sign in ("", "-"):
        page = _text(supervisor, f"{PAGES[3]}&sort={sign}{sort}")
        listed = re.findall(r'<th scope="row" lang="th"><a href="[^"]+">([^<]+)</a><small>', page)
        values = [getattr(rows[school_code(NAMES.index(name))], key) for name in listed]
        known = [value for value in values if value is not None]
        assert values[: len(known)] == known == sorted(known, reverse=bool(sign))


def test_the_sheet_of_a_subject_holds_its_rows(supervisor: Client) -> None:
    response = supervisor.get(f"/learning/subjects/thai.xlsx?{SITTING}&network=เครือข่าย 1")
    sheet = load_workbook(BytesIO(response.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(cells) if row[0] == "รหัสโรงเรียน")
    rows = {row[0]: row for row in cells[head + 1 :] if row[0] and row[0].isdecimal()}
    assert set(rows) == set(INSIDE)
    assert rows[INSIDE[0]][cells[head].index("คะแนนเฉลี่ย")] == pytest.approx(
        float(_results().schools[INSIDE[0], "thai"].mean or 0)
    )


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("schools/9302050", "บ้าน"),
        ("networks/N9", "เครือข่าย 1"),
        ("districts/X", "อำเภอที่ 1"),
        ("subjects/thay", "ภาษาไทย"),
        ("subjects/nt_language", "ภาษาไทย"),
        ("subjects/thai?network=X", "ภาษาไทย"),
    ],
)
def test_an_unknown_unit_offers_those_there_are(
    director: Client, address: str, offered: str
) -> None:
    response = director.get(f"/learning/{address}")
    assert response.status_code == 404
    page = response.content.decode().split("<main")[1].split("</main>")[0]
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', page)
    assert any(offered in label for _, label in links)
    for link, _ in links:
        assert director.get(link.replace("&amp;", "&")).status_code == 200


def test_both_schemes_stand_side_by_side_on_the_same_data(director: Client) -> None:
    board = f"/learning/colours?{SITTING}"
    five = _text(director, board)
    both = _text(director, f"{board}&scheme=both")
    assert 'class="other"' in both
    assert 'class="other"' not in five
    assert re.findall(r'class="q (\w+)"', five) == re.findall(r'class="q (\w+)"', both)
    assert "สำนักงานเทียบเคียงเอง" in both
    by_place = _text(director, f"{board}&scheme=four-rank")
    by_percentile = _text(director, f"{board}&scheme=four")
    assert "ลำดับในเขตและ 4 สี" in by_place
    assert re.findall(r'class="q (\w+)"', by_place) != re.findall(r'class="q (\w+)"', by_percentile)
    chosen = _text(director, f"{board}&scheme=four&colour=black&subject=thai")
    assert set(re.findall(r'class="q (\w+)" data-label="ไทย"', chosen)) == {"black"}
    assert director.get(f"{board}&scheme=six").status_code == 404
    assert director.get(f"/learning/colours.xlsx?{SITTING}&scheme=both").status_code == 200


def test_the_overview_shows_both_means_and_what_was_published(director: Client) -> None:
    area = Unit.objects.get(kind=UnitKind.AREA)
    about = (2556, "O-NET", "P6", "")
    entries = [
        PublishedEntry(*about, "national-mean", "thai", "รายงาน", value=Decimal("44.25")),
        PublishedEntry(*about, "colour", "thai", "หนังสือแจ้งเขต", colour="black"),
        PublishedEntry(*about, "limit", "thai", "ประกาศขีดจำกัดล่าง", value=Decimal("60.00")),
    ]
    publish(by="ทดสอบ", area=area, entries=entries)
    page = _text(director, f"/learning/overview?{SITTING}")
    assert "เฉลี่ยรายโรงเรียน" in page
    assert "ประเทศ 44.25" in page
    assert "สีที่เขตได้รับ" in page
    assert ">60.00</a>" in page
    assert ">เผยแพร่<" in page
    for source in ("รายงาน", "หนังสือแจ้งเขต", "ประกาศขีดจำกัดล่าง"):
        assert f'<span lang="th">{source}</span>' in page
    assert "ใช้ขีดจำกัดล่างที่เผยแพร่ 1 วิชา" in _text(director, f"/learning/colours?{SITTING}")
    figure = _text(director, f"/learning/figure/lower-limit?{SITTING}&subject=thai")
    assert "ขีดจำกัดล่างที่เผยแพร่ 60.00: ประกาศขีดจำกัดล่าง" in figure


def _hold_more(folder: Path, year: int) -> None:
    """Bring M3 of a year: every school of the first network sits it, where two did in 2556."""
    head, *rows = (folder / "2556-O-NET-M3.csv").read_text(encoding="utf-8").splitlines()
    first = [row.replace("2556,", f"{year},") for row in rows if f",{INSIDE[0]}," in row]
    later = [row.replace(f",{INSIDE[0]},", f",{code},") for code in INSIDE for row in first]
    path = folder / f"{year}-O-NET-M3-more.csv"
    path.write_text("\n".join([head, *later]), encoding="utf-8")
    assert check_and_keep(path, Given({}), "เพิ่มโรงเรียน", by="ทดสอบ").level < 2
    asked = {"sitting__academic_year": year, "sitting__grade": "M3", "current": True}
    for state in (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED):
        file = ScoreFile.objects.select_related("sitting__area").get(**asked)
        move_results(by="ทดสอบ", file=file, to=state, at=file.imported_at)


def test_a_place_hides_the_years_in_which_its_schools_were_few(
    sign_in: SignIn, made_home: Path
) -> None:
    _hold_more(made_home / "files", 2557)
    asked = "year=2557&test=O-NET&grade=M3"
    few = _shown(mean_for(_results(2556, grade="M3"), "thai", INSIDE))
    for name, sees in (("clerk", False), ("director", True)):
        client = sign_in(name)
        page = _text(client, f"/learning/networks/N1?{asked}").split("ที่ต่างจากเขต")[1]
        line = next(part for part in page.split("<tr") if "ภาษาไทย" in part)
        assert (few in line) == sees
        gain_of = f"/learning/figure/gain?{asked}&subject=thai&network=N1"
        assert client.get(gain_of).status_code == (200 if sees else 403)
        assert client.get(gain_of.replace("/gain", "/mean")).status_code == 200
        compared = f"/learning/compare?{asked}&years=2557&measures=gain&units=network-N1"
        assert ("ไม่ได้รับผิดชอบ" in _text(client, f"{compared}&subject=thai")) != sees


def test_an_old_version_hides_a_place_whose_schools_were_few(
    sign_in: SignIn, made_home: Path
) -> None:
    old = _results(2556, grade="M3").version
    _hold_more(made_home / "files", 2556)
    address = "/learning/figure/mean?year=2556&test=O-NET&grade=M3&subject=thai&network=N1"
    for name, sees in (("clerk", False), ("director", True)):
        page = _text(sign_in(name), f"{address}&v={old}")
        assert ("ตัวเลขเมื่อส่งลิงก์นี้" in page) == sees


@pytest.mark.parametrize(
    ("name", "panels"),
    [
        ("director", ["schools"]),
        ("supervisor", ["week", "unanswered", "own", "schools"]),
        ("network-supervisor", ["my-schools", "week", "unanswered", "own"]),
        ("network-chair", ["my-schools", "schools", "colours"]),
        ("school-director", ["advice", "own-school"]),
        ("teacher", ["own-school", "pupils"]),
        ("clerk", []),
    ],
)
def test_home_shows_the_panels_of_the_person(sign_in: SignIn, name: str, panels: list[str]) -> None:
    client = sign_in(name)
    page = _text(client, "/")
    found = re.findall(r'hx-get="(/learning/(?:[a-z]+/)*panels/([a-z-]+))"', page)
    assert [panel for _url, panel in found] == panels
    for url, _panel in found:
        assert client.get(url).status_code == 200


def test_the_panel_of_a_network_leaves_out_what_its_reader_may_not_see(sign_in: SignIn) -> None:
    address = f"/learning/visits/summary/panels/my-schools?{SITTING}"
    assert "/learning/networks/N1" in _text(sign_in("network-chair"), address)
    moved = Placement.objects.filter(parent__code="N1", child__code=INSIDE[1])
    moved.update(valid_to=timezone.localdate() - timedelta(days=1))
    page = _text(sign_in("network-chair"), address)
    assert "/learning/networks/N1" not in page
    assert NAMES[0] in page
    assert NAMES[2] not in page


def test_a_person_gets_the_panel_of_the_own_networks(sign_in: SignIn) -> None:
    for name, network in (("supervisor", "N1"), ("director", "N2")):
        user, unit = User.objects.get(username=name), Unit.objects.get(code=network)
        RoleHeld.objects.filter(user=user).update(role="supervisor")
        RoleHeld.objects.create(user=user, role="supervisor", unit=unit, since=SINCE)
        page = _text(sign_in(name), f"/learning/visits/summary/panels/my-schools?{SITTING}")
        assert set(re.findall(r'href="/learning/networks/(\w+)', page)) == {network}


def test_the_panel_of_pupils_counts_and_names_nobody(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), "/learning/panels/pupils")
    row = _results().schools[school_code(0), "thai"]
    assert f"school={school_code(0)}" in page
    assert f">{row.n_below}</a>" in page


def test_the_year_switch_stays_with_the_school(director: Client) -> None:
    page = _text(director, PAGES[0])
    assert f'href="/learning/schools/{school_code(3)}?year=2555&amp;test=O-NET' in page
