"""The change between rounds: of every subject and unit, with what is to be said of the papers."""

import csv
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Setting, Unit
from khet.rules.tables import SHIPPED
from tests.made_area import school_code, school_name
from tests.web.rounds import FIRST_FILE, ROUND_2, SECOND_FILE, hold_second_round

SignIn = Callable[..., Client]
PAGE = f"/learning/rounds?{ROUND_2}"
WARNED = "ข้อสอบสองครั้งมาจากแหล่งต่างกัน ผลต่างจึงไม่ใช่พัฒนาการล้วน"
CENT = Decimal("0.01")


@pytest.fixture
def second(area: None, made_home: Path) -> None:
    """The second round was held."""
    hold_second_round(made_home)
    cache.clear()


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode()).split("<main")[1].split("</main>")[0]


def _tables(page: str) -> list[dict[str, list[str]]]:
    found = []
    for body in re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL):
        rows = {}
        for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL):
            cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
            plain = [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]
            rows[plain[0]] = plain[1:]
        found.append(rows)
    return found


def _mean(path: Path, subject: str, schools: set[str]) -> Decimal:
    with path.open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["subject"] == subject]
    known = [r for r in rows if r["school"] in schools and r["score"][0].isdigit()]
    scores = [Decimal(row["score"]) for row in known]
    return (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)


def _told(home: Path, subject: str, numbers: range | list[int]) -> list[str]:
    schools = {school_code(k) for k in numbers}
    first, last = (
        _mean(home / "files" / name, subject, schools) for name in (FIRST_FILE, SECOND_FILE)
    )
    sign = "+" if last > first else "\u2212" if last < first else ""
    return [str(first), str(last), f"{sign}{abs(last - first)}"]


@pytest.mark.usefixtures("second")
def test_the_change_is_that_of_slow_sums(director: Client, made_home: Path) -> None:
    subjects, networks, districts, schools = _tables(_page(director, f"{PAGE}&subject=thai"))
    assert subjects["คณิตศาสตร์"] == _told(made_home, "mathematics", range(12))
    assert list(subjects)[-1] == "รวมทุกวิชา"
    assert networks["เครือข่าย 1"] == _told(made_home, "thai", range(0, 12, 2))
    assert districts["อำเภอที่ 2"] == _told(made_home, "thai", range(1, 12, 2))
    assert schools[school_name(3)] == _told(made_home, "thai", [3])
    own = _tables(_page(director, f"{PAGE}&school={school_code(3)}"))[0]
    assert own["ภาษาไทย"] == schools[school_name(3)]


@pytest.mark.usefixtures("second")
def test_each_mean_opens_to_its_figure(director: Client) -> None:
    page = _page(director, f"{PAGE}&network=N2&subject=science")
    found = re.findall(r'<a href="(/learning/figure/mean[^"]+)">([\d.]+)</a>', page)
    assert len(found) > 20
    for link, value in found[:16]:
        shown = re.search(r'<span class="value">([^<]+)</span>', _page(director, link))
        assert shown
        assert shown[1] == value


@pytest.mark.usefixtures("second")
def test_what_is_said_follows_the_table_of_papers(director: Client) -> None:
    assert WARNED in _page(director, PAGE)
    rows = SHIPPED.of("papers", 2556)["paper"]
    for origin, told in (("bureau", "ข้อสอบสองครั้งเป็นคนละชุด"), ("unknown", "ไม่ทราบว่าข้อสอบสองครั้ง")):
        content = {"paper": [{**row, "origin": origin} for row in rows]}
        area = Unit.objects.get(code="9302")
        seen = Setting.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        change = TableChange(area, "papers", 2500, content, "ลอง", seen)
        change_table(by="ทดสอบ", change=change)
        for address in (PAGE, PAGE.replace("rounds", "scan", 1)):
            page = _page(director, address)
            assert told in page
            assert WARNED not in page


def test_one_round_alone_has_no_change(director: Client) -> None:
    page = _page(director, "/learning/rounds?year=2556&test=Pre O-NET&grade=P6&round=1")
    assert "มีผลเฉพาะ ครั้งที่ 1" in page
    assert WARNED not in page
    assert {cells[-1] for rows in _tables(page) for cells in rows.values()} == {"ไม่มีข้อมูล"}


def test_a_test_without_rounds_says_so(director: Client) -> None:
    page = _page(director, "/learning/rounds?year=2556&test=O-NET&grade=P6")
    assert "ไม่ได้สอบเป็นครั้ง" in page
    assert "<table" not in page


@pytest.mark.usefixtures("second")
def test_a_school_sees_places_and_itself(sign_in: SignIn) -> None:
    *_, schools = _tables(_page(sign_in("school-director"), PAGE))
    assert list(schools) == [school_name(0)]
    assert sign_in("school-director").get(f"{PAGE}&school={school_code(3)}").status_code == 403


@pytest.mark.parametrize("wrong", ["subject=music", "network=N9", "school=1"])
def test_what_is_not_there_is_not_found(director: Client, wrong: str) -> None:
    assert director.get(f"{PAGE.replace('round=2', 'round=1')}&{wrong}").status_code == 404


def test_the_overview_of_a_round_leads_here(director: Client) -> None:
    page = _page(director, "/learning/overview?year=2556&test=Pre O-NET&grade=P6&round=1")
    assert 'href="/learning/rounds?' in page
    assert "/learning/rounds" not in _page(director, "/learning/overview?year=2556&test=O-NET")
