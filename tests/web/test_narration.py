"""Sentences of pages: every number is computed and opens, and nothing unknown is told."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from khet.records.learning.models import Published, Sitting
from khet.web.learning.narrated import Group, group_told
from tests.made_area import school_code

SignIn = Callable[..., Client]
OVERVIEW = "/learning/overview?year=2556&test=O-NET&grade=P6"
SCHOOL = f"/learning/schools/{school_code(3)}?year=2556&test=O-NET&grade=P6"
NETWORK = "/learning/networks/N1?year=2556&test=O-NET&grade=P6"
MINUS = "\u2212"


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def _said(page: str) -> str:
    found = re.search(r'<div class="said">(.*?)</div>', page, re.DOTALL)
    assert found
    return found[1]


def _plain(part: str) -> str:
    return re.sub(r"<[^>]+>", "", part)


@pytest.fixture
def nation(area: None) -> Published:
    """The mean of Thai over the nation, and of the province over all subjects."""
    sitting = Sitting.objects.get(academic_year=2556, test="O-NET", grade="P6")
    more = {"sitting": sitting, "told_by": "ผู้ทดสอบ", "source": "รายงานสมมติ หน้า 2"}
    Published.objects.create(what="province-mean", subject="ALL", value=Decimal("40.00"), **more)
    return Published.objects.create(
        what="national-mean", subject="thai", value=Decimal("99.00"), **more
    )


@pytest.mark.parametrize("address", [OVERVIEW, SCHOOL, NETWORK])
def test_every_number_of_a_sentence_is_that_of_its_figure(director: Client, address: str) -> None:
    numbers = re.findall(
        r'<a href="(/learning/figure/[^"]+)">([^<]+)</a>', _said(_page(director, address))
    )
    measures = {link.split("/")[3].split("?")[0] for link, _ in numbers}
    assert measures == {"mean", "gain", "gap-to-target"}
    for link, told in numbers:
        shown = re.search(r'<span class="value">([^<]+)</span>', _page(director, link))
        assert shown
        assert shown[1].lstrip(f"+{MINUS}") == told


def test_the_way_a_mean_went_is_told(director: Client) -> None:
    said = _plain(_said(_page(director, OVERVIEW)))
    change = re.search(r"เท่ากับ ([\d.]+) (สูงขึ้น|ต่ำลง) ([\d.]+) จากปีการศึกษา 2555", said)
    assert change
    gain = _page(director, f"/learning/figure/gain?{OVERVIEW.partition('?')[2]}")
    sign = "+" if change[2] == "สูงขึ้น" else MINUS
    assert f'<span class="value">{sign}{change[3]}</span>' in gain
    assert re.search(r"\d จาก 8 วิชาสูงขึ้นจากปีการศึกษา 2555", said)


def test_without_a_year_before_no_change_is_told(director: Client) -> None:
    said = _plain(_said(_page(director, OVERVIEW.replace("2556", "2555"))))
    assert "เท่ากับ" in said
    assert "จากปีการศึกษา" not in said


def test_published_means_are_beside_with_their_source(director: Client, nation: Published) -> None:
    for address in (OVERVIEW, SCHOOL):
        page = _page(director, address)
        assert "ต่ำกว่าค่าเฉลี่ยระดับประเทศ (99.00) อยู่ " in _plain(_said(page))
        assert re.search(r"(สูง|ต่ำ)กว่าค่าเฉลี่ยจังหวัด \(40\.00\) อยู่ ", _plain(_said(page)))
        assert "รายงานสมมติ หน้า 2" in page
        assert "จังหวัด 40.00" in _plain(page)


def test_a_school_without_results_is_told_nothing_of(director: Client) -> None:
    page = _page(director, SCHOOL.replace("P6", "M3"))
    assert 'class="said"' not in page


def test_a_comparison_tells_each_unit(director: Client, nation: Published) -> None:
    asked = "test=O-NET&grade=P6&subject=thai&years=2555&years=2556"
    units = f"units=area&units=school-{school_code(3)}&units=nation"
    page = _page(director, f"/learning/compare?{asked}&{units}")
    told = re.findall(r"<li>(คะแนนเฉลี่ย .*?)</li>", page)
    assert [one.split()[1] for one in map(_plain, told)] == ["ทั้งเขต", "บ้านงาม"]
    for one in told:
        assert re.search(r"(สูงขึ้น|ต่ำลง) [\d.]+ จากปีการศึกษา 2555", _plain(one))
        assert "ต่ำกว่าค่าเฉลี่ยระดับประเทศ (99.00) อยู่ " in _plain(one)
        for link, value in re.findall(r'<a href="([^"]+)">([^<]+)</a>', one):
            shown = re.search(r'<span class="value">([^<]+)</span>', _page(director, link))
            assert shown
            assert shown[1].lstrip(f"+{MINUS}") == value


def test_a_comparison_without_means_tells_nothing(director: Client) -> None:
    page = _page(director, "/learning/compare?test=O-NET&grade=P6&measures=rank&units=area")
    assert "<li>คะแนนเฉลี่ย " not in page


def test_groups_that_are_not_much_the_same_are_told() -> None:
    few, many, as_many = Group(100, 1500), Group(117, 1840), Group(117, 1790)
    told = "จำนวนที่สอบต่างจากปีก่อนมาก: 100 โรงเรียน 1,500 คน ปีก่อน 117 โรงเรียน 1,840 คน"
    assert group_told(few, many) == [told]
    assert group_told(as_many, many) == []
