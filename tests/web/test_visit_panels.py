"""What visits add to other pages: the own schools, a network, the instruments about a school."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.learning.models import Assignment, ScoreFile, Visit
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.colours import five_bands
from khet.web.learning.study import Study
from tests.conftest import Clock
from tests.made_area import school_code, school_name
from tests.visited import Made, fill, make_instrument, make_visit

SignIn = Callable[[str], Client]
TODAY = date(2026, 11, 29)
PANELS = "/learning/visits/summary/panels/"
OWN = f"{PANELS}my-schools"


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.to(TODAY)


@pytest.fixture
def visits(area: None) -> list[Visit]:
    """Two visits to the first school, one to the third, of N1; one to the second, of N2."""
    made = (
        Made(0, date(2026, 10, 5), told=1, findings=(("", "open"), ("", "closed"))),
        Made(0, date(2026, 11, 24)),
        Made(2, date(2025, 12, 1), told=2, findings=(("", "late"),)),
        Made(1, date(2026, 11, 1), told=1, findings=(("", "open"),)),
    )
    return [make_visit(one) for one in made]


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _assign(name: str, network: str, part: str = "supervisor", until: date | None = None) -> None:
    Assignment.objects.create(
        area=Unit.objects.get(kind=UnitKind.AREA),
        network=Unit.objects.get(code=network),
        person=User.objects.get(username=name),
        part=part,
        since=date(2026, 1, 1),
        until=until,
    )


def _rows(page: str) -> dict[str, tuple[str, str]]:
    """By school when it was visited last and how many findings are open, in the page's order."""
    found = re.findall(
        r'<th scope="row" lang="th"><a[^>]*>([^<]+)</a></th>.*?'
        r'data-label="นิเทศล่าสุด">([^<]+)</td><td class="num"[^>]*>(?:<a[^>]*>)?(\d+)<',
        page,
        re.S,
    )
    return {name: (days, n) for name, days, n in found}


def test_own_schools_with_the_last_visit_and_open_findings(
    sign_in: SignIn, visits: list[Visit]
) -> None:
    rows = _rows(_text(sign_in("network-supervisor"), OWN))
    assert rows[school_name(0)] == ("5 วันก่อน", "1")
    assert rows[school_name(2)] == ("363 วันก่อน", "1")
    assert rows[school_name(4)] == ("ยังไม่เคย", "0")
    assert school_name(1) not in rows, "of another network"


def test_the_worst_come_first(sign_in: SignIn, visits: list[Visit]) -> None:
    page = _text(sign_in("network-supervisor"), f"{OWN}?year=2556&test=O-NET&grade=P6")
    percents = [float(n) for n in re.findall(r"<span><a[^>]*>([0-9]+\.[0-9]{2})</a><small>", page)]
    names = list(_rows(page))
    assert len(names) == 6
    assert len(percents) > 4
    assert percents == sorted(percents, reverse=True)
    ScoreFile.objects.all().delete()
    bare = _rows(_text(sign_in("network-supervisor"), OWN))
    assert list(bare)[-2:] == [school_name(2), school_name(0)], "never visited ones come first"


def test_who_is_assigned_to_a_network_has_the_panel(sign_in: SignIn, visits: list[Visit]) -> None:
    client = sign_in("supervisor")
    assert OWN not in _text(client, "/")
    _assign("supervisor", "N2", until=date(2026, 11, 28))
    assert OWN not in _text(client, "/"), "it is over"
    Assignment.objects.filter(person__username="supervisor").update(until=TODAY)
    assert OWN in _text(client, "/")
    assert _rows(_text(client, OWN))[school_name(1)] == ("28 วันก่อน", "1")


def test_a_network_says_who_looks_after_it_and_what_is_missing(
    sign_in: SignIn, visits: list[Visit]
) -> None:
    _assign("supervisor", "N1")
    _assign("deputy", "N1", "deputy")
    page = _text(sign_in("director"), f"{PANELS}place?network=N1")
    for part in ("ศึกษานิเทศก์ผู้รับผิดชอบ", "รองผู้อำนวยการผู้กำกับ", "ประธานเครือข่าย"):
        assert part in page
    assert "จาก 6 โรงเรียน (16.67%)" in page
    without = re.findall(r'<a href="/registry/schools/(\d+)"', page)
    assert without == [school_code(k) for k in sorted((2, 4, 6, 8, 10), key=_order)]
    listed = re.findall(r'<a href="(/learning/visits/findings[^"]*)">2</a></b>ข้อ ทุกปีรวมกัน', page)
    assert "พบ 2 ข้อ" in _text(sign_in("director"), listed[0])
    for address in ("/registry/networks/N1", "/learning/networks/N1?year=2556&test=O-NET&grade=P6"):
        assert f"{PANELS}place?network=N1" in _text(sign_in("director"), address)
    district = _text(sign_in("director"), f"{PANELS}place?district=D2")
    assert "จาก 6 โรงเรียน (16.67%)" in district
    assert "ศึกษานิเทศก์ผู้รับผิดชอบ" not in district


def _order(school: int) -> str:
    return Unit.objects.get(code=school_code(school)).sort_key


def test_a_place_without_schools_of_the_reader_says_so(sign_in: SignIn, area: None) -> None:
    assert "ไม่มีโรงเรียนที่ท่านดูแลที่นี่" in _text(sign_in("network-chair"), f"{PANELS}place?network=N2")
    assert "ไม่มีโรงเรียนที่ท่านดูแลที่นี่" in _text(sign_in("director"), f"{PANELS}place")


def test_instruments_of_a_school_over_the_years(sign_in: SignIn, visits: list[Visit]) -> None:
    version = make_instrument()
    for visit, got in zip(visits[:3], ("4", "7.20", "8"), strict=True):
        fill(version, visit, got)
    old = make_visit(Made(0, date(2025, 11, 1), told=1))
    fill(version, old, None)
    page = _text(sign_in("director"), f"{PANELS}instruments?school={school_code(0)}")
    rows = re.findall(r'href="(/learning/visits/\d+)">([^<]+)</a></td><td[^>]*>([^<]+)</td>', page)
    newest, other = f"/learning/visits/{visits[1].pk}", f"/learning/visits/{old.pk}"
    assert rows == [(newest, "24 พ.ย. 2569", "90.00"), (other, "1 พ.ย. 2568", "–")]
    assert "ดีเยี่ยม" in page
    told = _text(sign_in("school-director"), f"{PANELS}instruments?school={school_code(0)}")
    assert "50.00" in told, "the school sees what it was told of, the visit before"
    assert "90.00" not in told
    for address in (
        f"/registry/schools/{school_code(0)}",
        f"/learning/schools/{school_code(0)}?year=2556&test=O-NET&grade=P6",
    ):
        assert f"{PANELS}instruments?school={school_code(0)}" in _text(sign_in("director"), address)


def test_the_board_reads_of_the_month_and_of_red_schools_not_visited(
    sign_in: SignIn, visits: list[Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    yellow = five_bands(2556)[:3]
    monkeypatch.setattr(Study, "bands", property(lambda _study: yellow))
    make_visit(Made(5, date(2026, 11, 20), recorded=False))
    november = _text(sign_in("director"), "/office/papers/board?day=24/11/2569")
    assert "นิเทศเดือนพฤศจิกายน 2569: 2 ครั้ง ในแผน 3 ครั้ง ถึงกำหนดแล้วยังไม่ออก 1 ครั้ง" in november
    red = _red_schools(sign_in("director"))
    assert red
    named = set(_board_rows(november))
    assert named == red - {school_name(0), school_name(1)}
    make_visit(Made(_number(min(named)), date(2026, 11, 3)))
    again = _board_rows(_text(sign_in("director"), "/office/papers/board?day=24/11/2569"))
    assert set(again) == named - {min(named)}
    unnamed = _text(sign_in("clerk"), "/office/papers/board?day=24/11/2569")
    assert not _board_rows(unnamed)


def _red_schools(client: Client) -> set[str]:
    page = _text(client, "/learning/colours?colour=yellow&subject=ALL")
    return set(re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', page))


def _board_rows(page: str) -> list[str]:
    section = page.partition(">นิเทศเดือน")[2].partition("</section>")[0]
    return re.findall(r"<th[^>]*>(บ้าน[^<]+)<", section) or re.findall(r">(บ้าน[^<]+)<", section)


def _number(name: str) -> int:
    return next(k for k in range(12) if school_name(k) == name)


@pytest.mark.parametrize(
    "panel", ["my-schools", "place?network=N1", f"instruments?school={school_code(0)}"]
)
def test_queries_do_not_grow(sign_in: SignIn, visits: list[Visit], panel: str) -> None:
    client, version = sign_in("network-supervisor"), make_instrument()
    fill(version, visits[0], "4")

    def count() -> int:
        _text(client, f"{PANELS}{panel}")
        with CaptureQueriesContext(connection) as queries:
            _text(client, f"{PANELS}{panel}")
        return len(queries)

    before = count()
    for school in (0, 2, 4, 6):
        for day in (3, 4, 5):
            visit = make_visit(Made(school, date(2026, 11, day), findings=(("", "open"),), told=1))
            fill(version, visit, "4")
    assert count() == before <= 15
