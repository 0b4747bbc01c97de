"""Every address × every member of the cast: who may enter."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import ANONYMOUS, NAMES
from tests.web.doors import BY_KEY, DOORS, FORMS, POSTS

SignIn = Callable[[str], Client]
LEAVE, ICON = "/office/visitors/leave", "/favicon.ico"
OWN_WAYS = ("/sign-in", "/sign-out", "/language", "/sign-in/second-step", "/start", LEAVE, ICON)
LEADING_ON = ("/learning/subjects", "/learning/our-school")


@pytest.mark.parametrize("door", [*DOORS, *FORMS])
def test_who_may_enter(sign_in: SignIn, door: str) -> None:
    may = {**DOORS, **FORMS}[door]
    refused = {name: 302 if name == ANONYMOUS else 403 for name in NAMES}
    found = {name: sign_in(name).get(door).status_code for name in NAMES}
    assert found == refused | dict.fromkeys(may, 200)


@pytest.mark.parametrize("door", [*FORMS, *POSTS])
def test_who_may_send(sign_in: SignIn, door: str) -> None:
    may = {**FORMS, **POSTS}[door]
    refused = {name for name in NAMES if name != ANONYMOUS and _sent(sign_in(name), door) == 403}
    assert refused == set(NAMES) - {ANONYMOUS} - may
    sent = sign_in(ANONYMOUS).post(door)
    assert (sent.status_code, sent.headers["Location"].split("?")[0]) == (302, "/sign-in")


def _sent(client: Client, door: str) -> int:
    return client.post(door).status_code


@pytest.mark.parametrize("door", POSTS)
def test_what_only_takes_a_form_shows_nothing(sign_in: SignIn, door: str) -> None:
    assert {sign_in(name).get(door).status_code for name in POSTS[door]} == {405}


@pytest.mark.parametrize("name", NAMES)
def test_doors_with_ways_of_their_own(sign_in: SignIn, name: str) -> None:
    found = [sign_in(name).get(door).status_code for door in OWN_WAYS]
    assert found == [
        *([200, 302, 302] if name == ANONYMOUS else [302, 405, 302]),
        302,
        404,
        302,
        302,
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("door", LEADING_ON)
def test_doors_that_lead_on(sign_in: SignIn, door: str, name: str) -> None:
    response = sign_in(name).get(door)
    at_school = name in ("school-director", "teacher")
    if name == ANONYMOUS or name == "newcomer" or (door.endswith("school") and not at_school):
        assert response.status_code == (302 if name == ANONYMOUS else 403)
    else:
        assert response.status_code == 302
        assert sign_in(name).get(response.headers["Location"]).status_code == 200


def test_no_door_is_forgotten() -> None:
    visited = {
        address.split("?")[0].strip("/")
        for address in (*DOORS, *FORMS, *POSTS, *OWN_WAYS, *LEADING_ON)
    }
    visited |= {address.strip("/") + "/" for address in BY_KEY}
    for route in _routes(get_resolver()):
        assert any(address.startswith(route.split("<")[0]) for address in visited), route


def _routes(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        found += [route] if isinstance(entry, URLPattern) else _routes(entry, route)
    return found


@pytest.mark.parametrize("door", DOORS)
def test_pages_take_no_post(director: Client, door: str) -> None:
    assert director.post(door).status_code == 405


@pytest.mark.parametrize("name", ["newcomer", "clerk"])
def test_a_refusal_says_what_to_do(sign_in: SignIn, name: str) -> None:
    page = sign_in(name).get("/learning/colours.xlsx").content.decode()
    assert "ยังไม่มีสิทธิ์ดูหน้านี้" in page
    assert "ผู้ดูแลระบบของสำนักงาน" in page


@pytest.mark.parametrize("door", [d for d in DOORS if "learning" in d and "director" in DOORS[d]])
def test_a_page_is_kept_by_its_reader_only(director: Client, door: str) -> None:
    headers = director.get(door).headers
    assert "private" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]
