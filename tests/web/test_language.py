"""Every text is there in Thai and in English."""

import re
from collections.abc import Callable

import polib
import pytest
from django.test import Client

from tests.cast import ANONYMOUS
from tests.made_area import AREA_NAME, PROGRAMME, school_code
from tests.web.messages import PACKAGE, used_messages

CATALOGUE = polib.pofile(str(PACKAGE / "web" / "locale" / "en.po"))
PLACES = re.compile(r"%\((\w+)\)s")
NAMES = (
    AREA_NAME,
    "Khet เขต",
    "by ทดสอบ",
    PROGRAMME,
    *(f"{kind} {k}" for kind in ("เครือข่าย", "อำเภอที่") for k in (1, 2)),
)
PAGES = (
    "/learning/overview?test=O-NET&grade=P6",
    "/learning/colours",
    "/learning/figure/percent-below?subject=thai",
    "/learning/scan",
    f"/learning/scan/{school_code(0)}",
    "/learning/compare?test=O-NET&grade=P6&units=area&units=size-small&units=network-N1",
    "/learning/published?year=2555",
    "/learning/rewards?year=2556",
    "/learning/rewards/step?year=2556&reward=lunch&to=proposed",
    "/learning/rewards/3000001/withdraw",
    "/learning/planning?year=2556&test=O-NET&grade=P6&subject=thai",
    "/learning/nearest?year=2556&test=O-NET&grade=P6&subject=thai&school=93020509",
    "/account",
    "/account/password",
    "/account/second-factor",
    "/account/second-factor/app",
    "/account/second-factor/card",
    "/registry/",
    "/registry/schools",
    f"/registry/schools/{school_code(0)}",
    f"/registry/schools/{school_code(0)}/pupils",
    "/registry/networks",
    "/registry/networks/N1",
    "/registry/groups",
    f"/registry/programmes/{PROGRAMME}",
    "/registry/quality",
    "/registry/quality/people",
    "/registry/people/",
    "/registry/people/person/supervisor",
    "/registry/people/units/network/N1",
    "/registry/people/posts",
    "/registry/people/teams",
    "/office/papers/board?day=8/12/2569",
    "/office/calendar/?month=2569-12",
    "/office/calendar/holidays?year=2569",
    "/office/late/",
    "/design",
    "/reports/check/",
    "/reports/check/?list=all",
    "/reports/check/7900001?show=all",
    "/",
)


def test_every_text_has_its_english() -> None:
    assert used_messages() - {entry.msgid for entry in CATALOGUE if entry.msgstr} == set()


def test_no_entry_is_left_over_uncertain_or_double() -> None:
    texts = [entry.msgid for entry in CATALOGUE]
    assert set(texts) - used_messages() == set()
    assert len(texts) == len(set(texts))
    assert CATALOGUE.fuzzy_entries() == CATALOGUE.obsolete_entries() == []


def test_entries_stand_in_order() -> None:
    texts = [entry.msgid for entry in CATALOGUE]
    assert texts == sorted(texts)


def test_what_is_filled_in_is_the_same_in_both() -> None:
    texts = [(entry.msgid, entry.msgstr) for entry in CATALOGUE]
    assert [one for one in texts if _filled_in(one[0]) != _filled_in(one[1])] == []


def _filled_in(text: str) -> set[str]:
    return set(PLACES.findall(text))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_speaks_the_language_chosen(director: Client, address: str) -> None:
    assert '<html lang="th">' in director.get(address).content.decode()
    director.post("/language", {"language": "en", "next": address})
    page = director.get(address).content.decode()
    assert '<html lang="en">' in page
    assert _thai_outside_thai_places(page) == []


def _thai_outside_thai_places(page: str) -> list[str]:
    """Thai words of an English page that are neither marked as Thai nor names of the area."""
    marked = re.compile(r'<(\w+)(?: [^>]*)? lang="th"[^>]*>.*?</\1>', re.DOTALL)
    plain = re.sub(r"<[^>]+>", "\n", marked.sub("", page.split("<body", 1)[1]))
    for name in NAMES:
        plain = plain.replace(name, "")
    return [line for line in plain.splitlines() if re.search(r"[\u0e00-\u0e7f]", line)]


def test_the_language_leads_back_and_nowhere_else(area: None) -> None:
    client = Client()
    back = client.post("/language", {"language": "en", "next": "/design"})
    assert back.headers["Location"] == "/design"
    away = client.post("/language", {"language": "en", "next": "https://elsewhere.example/"})
    assert "elsewhere" not in away.headers["Location"]


def test_a_browser_in_english_still_gets_thai(sign_in: Callable[[str], Client]) -> None:
    page = sign_in(ANONYMOUS).get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="th">' in page
