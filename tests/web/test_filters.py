"""Filters of the board stay from test to test, and one that doesn't apply is left out and named."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest
from django.test import Client

SignIn = Callable[[str], Client]
COLOURS = "/learning/colours"
SITTING = "year=2556&test=O-NET&grade=P6"
PLACES = {"network": "เครือข่าย 1", "district": "อำเภอที่ 1", "size": "small", "colour": "yellow"}
CHOSEN = "&".join(f"{name}={value}" for name, value in PLACES.items())
UNUSED = "ใช้กับรายชื่อโรงเรียนที่ท่านเห็นในการสอบนี้ไม่ได้"


def _links(client: Client, address: str) -> dict[str, dict[str, str]]:
    """What the tabs and the years of a page ask for, by their label; each leads to a page."""
    found = {}
    page = client.get(address).content.decode()
    for query, label in re.findall(rf'<li><a href="{COLOURS}\?([^"]+)"[^>]*>([^<]+)<', page):
        query = query.replace("&amp;", "&")
        assert client.get(f"{COLOURS}?{query}").status_code == 200
        found[label] = dict(parse_qsl(query))
    return found


@pytest.mark.parametrize("start", [f"{SITTING}&", "year=2556&", "", "year=2556&test=NT&grade=P3&"])
def test_places_size_and_colour_stay_in_every_tab_and_year(director: Client, start: str) -> None:
    links = _links(director, f"{COLOURS}?{start}{CHOSEN}")
    for label in ("O-NET", "NT", "Pre O-NET ครั้งที่ 1", "2555", "2556"):
        assert links[label].items() >= PLACES.items()


def test_a_subject_stays_where_the_other_test_asks_it(director: Client) -> None:
    links = _links(director, f"{COLOURS}?{SITTING}&subject=arts&sort=-arts&colour=yellow")
    assert (links["2555"]["subject"], links["2555"]["sort"]) == ("arts", "-arts")
    assert links["ม.3"]["subject"] == "arts"
    assert {"subject", "sort"} & links["NT"].keys() == set()
    assert links["NT"]["colour"] == "yellow"


def test_an_order_by_all_subjects_or_by_name_stays_everywhere(director: Client) -> None:
    for sort in ("-ALL", "-name"):
        links = _links(director, f"{COLOURS}?{SITTING}&subject=ALL&sort={sort}")
        assert {links[label]["sort"] for label in ("NT", "O-NET", "2555")} == {sort}


@pytest.mark.parametrize("name", ["school-director", "network-supervisor", "clerk"])
@pytest.mark.parametrize("chosen", ["network=เครือข่าย 2", "district=อำเภอที่ 2"])
def test_a_place_outside_the_readers_list_is_left_out_and_named(
    sign_in: SignIn, name: str, chosen: str
) -> None:
    client = sign_in(name)
    own = client.get(f"{COLOURS}?{SITTING}").content.decode()
    page = client.get(f"{COLOURS}?{SITTING}&{chosen}").content.decode()
    shown = re.compile(r"แสดง \d+ จาก \d+ โรงเรียน")
    assert shown.search(page)[0] == shown.search(own)[0]
    assert f"ตัวกรอง “{chosen.split('=')[1]}” {UNUSED}" in page
    assert UNUSED not in own


@pytest.mark.parametrize("name", ["school-director", "network-supervisor", "director"])
def test_a_place_that_exists_nowhere_is_not_found(sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(f"{COLOURS}?{SITTING}&network=xyz").status_code == 404


def test_the_readers_own_place_is_a_filter_as_any_other(sign_in: SignIn) -> None:
    page = sign_in("network-supervisor").get(f"{COLOURS}?{SITTING}&network=เครือข่าย 1")
    assert UNUSED not in page.content.decode()
