"""Pages cost few queries, however many schools; an unchanged page is not sent again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from khet.jobs.draw_trends import Trend
from khet.records.registry.actions.schools import EnrolmentEntry, record_enrolment
from tests.made_area import school_code

SITTING = "year=2556&test=O-NET&grade=P6"
PAGES = (
    f"/learning/overview?{SITTING}",
    f"/learning/colours?{SITTING}",
    f"/learning/colours?{SITTING}&colour=red&sort=-thai",
    f"/learning/figure/percent-below?{SITTING}&subject=thai",
    "/learning/panels/colours",
    "/learning/panels/schools",
    "/learning/panels/own-school",
    f"/learning/panels/school?school={school_code(3)}&year=2556",
    f"/learning/schools/{school_code(3)}?{SITTING}",
    f"/learning/networks/N1?{SITTING}",
    f"/learning/districts/D2?{SITTING}",
    f"/learning/subjects/thai?{SITTING}&sort=-gain",
    f"/learning/colours?{SITTING}&scheme=both",
    "/learning/measures",
    f"/learning/compare?{SITTING}&units=area&units=network-N1",
)
MOST_QUERIES = 15


@pytest.mark.parametrize("address", PAGES)
def test_an_unchanged_page_is_not_sent_again(director: Client, address: str) -> None:
    director.get("/")
    seen = director.get(address).headers["ETag"]
    again = director.get(address, headers={"if-none-match": seen})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", PAGES[:4])
def test_the_next_reader_gets_an_own_page(sign_in: Callable[[str], Client], address: str) -> None:
    seen = sign_in("director").get(address).headers["ETag"]
    for name in ("deputy", "school-director", "clerk"):
        other = sign_in(name).get(address, headers={"if-none-match": seen})
        assert other.status_code == 200


def test_another_language_is_another_page(director: Client) -> None:
    seen = director.get(PAGES[1]).headers["ETag"]
    director.post("/language", {"language": "en", "next": "/"})
    assert director.get(PAGES[1], headers={"if-none-match": seen}).status_code == 200


def test_a_change_of_the_registers_is_seen_at_once(director: Client) -> None:
    first = director.get(f"{PAGES[1]}&size=large")
    assert "แสดง 0 จาก 12 โรงเรียน" in first.content.decode()
    more = [EnrolmentEntry(school_code(0), 2556, "P5", 400)]
    record_enrolment(by="ทดสอบ", entries=more)
    seen = {"if-none-match": first.headers["ETag"]}
    page = director.get(f"{PAGES[1]}&size=large", headers=seen).content.decode()
    assert "แสดง 1 จาก 12 โรงเรียน" in page


def test_a_part_is_drawn_once(director: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = director.get(PAGES[1]).content
    monkeypatch.setattr("khet.web.learning.board_page.board", lambda *given: 1 / 0)
    assert len(director.get(PAGES[1]).content) == len(page)
    cache.clear()
    with pytest.raises(ZeroDivisionError):
        director.get(PAGES[1])


def test_a_chart_that_is_drawn_later_is_seen_then(
    director: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    director.get("/")
    with monkeypatch.context() as patch:
        patch.setattr(Trend, "chart", lambda trend: None)
        early = director.get(PAGES[0])
    assert "กำลังวาดกราฟ" in early.content.decode()
    (Path(settings.HOME) / "charts" / "another.svg").touch()
    later = director.get(PAGES[0], headers={"if-none-match": early.headers["ETag"]})
    assert later.content.decode().count('class="marks"') == 9


@pytest.mark.parametrize("address", PAGES[1:3])
def test_a_part_asked_for_after_the_session_ended_reloads_the_page(
    sign_in: Callable[[str], Client], address: str
) -> None:
    response = sign_in("anonymous").get(address, headers={"hx-request": "true"})
    assert (response.headers["HX-Refresh"], response.content) == ("true", b"")
