"""Addresses that name what does not exist get a page that says so and offers what does."""

import re

import pytest
from django.test import Client

OVERVIEW, COLOURS, FIGURE = "/learning/overview", "/learning/colours", "/learning/figure"
NEWEST = "O-NET ป.6 ปีการศึกษา 2556"


def _nearest(client: Client, address: str) -> list[str]:
    """The links offered, each of which must lead to a page."""
    response = client.get(address)
    assert response.status_code == 404
    page = response.content.decode()
    assert "ไม่พบหน้านี้" in page
    offered = re.findall(
        r'<li><a href="(/learning/[^"]+)">([^<]+)</a></li>',
        page.split("<main")[1].split("</main>")[0],
    )
    for link, _ in offered:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    return [label for _, label in offered]


@pytest.mark.parametrize("page", [OVERVIEW, COLOURS])
@pytest.mark.parametrize(
    "asked",
    [
        "year=2540",
        "year=2600",
        "year=abc",
        "year=" + "9" * 5000,
        "year=2556&test=O-NET&grade=M6",
        "year=2556&test=O-NET&grade=P6&round=7",
        "year=2556&test=X&grade=P6",
        "test=<script>",
    ],
)
def test_an_unknown_sitting_offers_the_nearest(director: Client, page: str, asked: str) -> None:
    assert NEWEST in _nearest(director, f"{page}?{asked}")


def test_the_nearest_is_of_the_same_test_first(director: Client) -> None:
    offered = _nearest(director, f"{OVERVIEW}?year=2554&test=NT&grade=P3")
    assert offered[0] == "NT ป.3 ปีการศึกษา 2556"


def test_what_was_asked_is_shown_as_text(director: Client) -> None:
    page = director.get(f"{OVERVIEW}?test=<script>alert(1)</script>").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "asked",
    ["network=X", "colour=pink", "sort=drop", "subject=nt_language", "size=huge", "district=0"],
)
def test_an_unknown_filter_offers_the_whole_board(director: Client, asked: str) -> None:
    for page in (COLOURS, f"{COLOURS}.xlsx"):
        assert _nearest(director, f"{page}?{asked}") == [NEWEST]


@pytest.mark.parametrize(
    "asked",
    [
        "no-such-measure?",
        "mean?subject=nt_language",
        "lower-limit?subject=ALL",
        "rank?subject=thai",
        "lower-limit?subject=thai&network=N1",
        "percent-below?subject=thai&school=1",
        "percent-below?subject=thai&network=N9",
        "percent-below?subject=thai&district=%3Cb%3E",
        "colour-count?subject=thai",
        "colour-count?subject=thai&colour=pink",
        "four-colour-count?subject=thai&colour=blue",
        "mean?subject=thai&colour=red",
    ],
)
def test_an_unknown_figure_offers_the_pages_of_the_test(director: Client, asked: str) -> None:
    offered = _nearest(director, f"{FIGURE}/{asked}")
    assert offered[-2:] == [f"ภาพรวม {NEWEST}", f"กลุ่มสี {NEWEST}"]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("figure/percent-belo?subject=thai", "ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง"),
        ("figure/lower-limit?subject=ALL", "ภาษาไทย"),
        ("figure/rank?subject=thai", "ลำดับในเขต"),
        ("figure/mean?subject=thai&school=9302051", "บ้านอ่าว"),
        ("measures/colour-counts", "จำนวนโรงเรียนในกลุ่มสี"),
    ],
)
def test_a_slip_in_an_address_offers_what_is_nearest(
    director: Client, asked: str, first: str
) -> None:
    assert _nearest(director, f"/learning/{asked}")[0] == first


def test_a_year_in_thai_digits_is_a_year(director: Client) -> None:
    page = director.get(f"{OVERVIEW}?year=๒๕๕๕").content.decode()
    assert "ปีการศึกษา 2555" in page.split("<h1>")[1]


def test_an_unknown_page(director: Client) -> None:
    assert _nearest(director, "/no/such/page") == []


def test_a_slash_too_many_leads_to_the_page(director: Client) -> None:
    response = director.get(f"{COLOURS}/?year=2556&sort=-ALL")
    assert response.headers["Location"] == f"{COLOURS}?year=2556&sort=-ALL"
    assert director.get(f"{OVERVIEW}/", follow=True).status_code == 200
    assert _nearest(director, "/no/such/page/") == []


def test_what_was_asked_is_named_as_people_do(director: Client) -> None:
    page = director.get(f"{OVERVIEW}?year=2540&test=NT&grade=P3").content.decode()
    assert "ไม่มีผลสอบ “NT ป.3 ปีการศึกษา 2540” ของเขตนี้" in page


def test_the_year_switch_stays_with_the_test_where_it_was_held(director: Client) -> None:
    page = director.get(f"{COLOURS}?year=2556&test=O-NET&grade=P6").content.decode()
    assert f'href="{COLOURS}?year=2555&amp;test=O-NET&amp;grade=P6"' in page
    page = director.get(f"{COLOURS}?year=2556&test=NT&grade=P3").content.decode()
    assert f'href="{COLOURS}?year=2555"' in page


def test_a_form_that_has_expired_says_what_to_do(area: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in", {"username": "director"})
    assert response.status_code == 403
    assert "แบบฟอร์มหมดอายุ" in response.content.decode()


def test_a_failure_says_so_in_both_languages(
    director: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khet.web.learning.frame.tabs", lambda *given: 1 / 0)
    director.raise_request_exception = False
    response = director.get(OVERVIEW)
    assert response.status_code == 500
    assert "ระบบขัดข้องชั่วคราว" in response.content.decode()
    assert "Something went wrong" in response.content.decode()
