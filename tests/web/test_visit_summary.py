"""The summary of visits: each figure against slow counting, each link against its rows."""

import html
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from khet.records.learning.actions.visit_plan import cancel_visit
from khet.records.learning.models import Finding, Visit
from khet.records.office.models import AnswerSheet, Evidence, Instrument
from khet.records.registry.models import Unit, User
from khet.rules.visit_summary import Line, Tally, percent
from khet.web.learning.visit_summary.asked import Summary
from khet.web.learning.visit_summary.papers import notes_of
from khet.web.learning.visit_summary.table import Tables
from khet.web.parts.viewer import Viewer
from tests.conftest import Clock
from tests.made_area import school_code
from tests.visited import Made, fill, make_instrument, make_visit

SignIn = Callable[[str], Client]
TODAY = date(2026, 11, 29)
PAGE = "/learning/visits/summary/"
READ, MIND, SCAN = "การอ่าน", "ผังความคิด", "คัดกรอง"
DAYS = (date(2026, 10, 1), date(2026, 11, 2))
VISITS = (
    Made(0, DAYS[0], (READ,), level=5, told=2, answered=9, findings=((READ, "closed"),)),
    Made(0, DAYS[1], (READ, MIND), level=4, told=3, findings=((MIND, "late"), ("", "waived"))),
    Made(1, DAYS[0], (), level=2, findings=((READ, "untold"),)),
    Made(2, DAYS[1], (MIND,), told=0, answered=20, findings=((MIND, "open"),)),
    Made(3, date(2026, 9, 30), (READ,), level=1, told=1, answered=2),
    Made(4, date(2026, 11, 20), (SCAN,), recorded=False),
    Made(5, date(2026, 12, 20), (SCAN,), recorded=False),
    Made(6, date(2026, 10, 5), (READ,), draft=True),
)
BY = ("network", "district", "size", "report", "topic")


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.to(TODAY)


@pytest.fixture
def visits(area: None) -> list[Visit]:
    """Visits of two fiscal years in every state, one of them cancelled."""
    made = [make_visit(one) for one in VISITS]
    off = make_visit(Made(7, DAYS[1], (READ,), recorded=False))
    cancel_visit(by="ทดสอบ", visit=off, reason="ฝนตก")
    return made


@pytest.fixture
def filled(visits: list[Visit]) -> int:
    """The key of an instrument with three sheets, one of them without a score."""
    version = make_instrument()
    for visit, got in zip(visits, ("8", "5.00", None), strict=False):
        fill(version, visit, got)
    return version.instrument_id


def _tables(name: str = "director", query: str = "") -> Tables:
    viewer = Viewer(User.objects.get(username=name), TODAY)
    return Tables(Summary(viewer, QueryDict(query)))


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def _slow(schools: set[int], topic: str | None, first: date, last: date) -> Tally:
    """What the page counts, one visit after the other; any topic where none is asked for."""
    total = Tally()
    for visit in Visit.objects.filter(school__in=schools):
        if topic is None or topic in ({one.name for one in visit.topics.all()} or {""}):
            total += _planned(visit) if first <= visit.month <= last else Tally()
            total += _made(visit) if visit.day and first <= visit.day <= last else Tally()
        if visit.day and first <= visit.day <= last:
            for finding in visit.findings.all():
                total += _found(finding) if topic in (None, finding.topic) else Tally()
    return total


def _planned(visit: Visit) -> Tally:
    if visit.state in ("draft", "cancelled"):
        return Tally()
    over = (visit.planned_on or TODAY) < TODAY
    return Tally(planned=1, missed=int(visit.state == "planned" and over))


def _made(visit: Visit) -> Tally:
    assert visit.day is not None
    found = Tally(made=1, **{f"level{visit.level}" if visit.level else "unrated": 1})
    if visit.told_at:
        found += Tally(told=1, telling=(visit.told_at.date() - visit.day).days)
    if visit.answered_at:
        found += Tally(answered=1, answering=(visit.answered_at.date() - visit.day).days)
    return found


def _found(finding: Finding) -> Tally:
    if finding.duty is None:
        return Tally(findings=1, untold=1)
    if finding.duty.state in ("accepted", "waived"):
        return Tally(findings=1, closed=1)
    return Tally(findings=1, open=1, late=int(finding.duty.due < TODAY))


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("", date(2026, 10, 1), date(2027, 9, 30)),
        ("year=๒๕๖๙", date(2025, 10, 1), date(2026, 9, 30)),
        ("begins=ก.ย. ๒๕๖๙&ends=2569-10", date(2026, 9, 1), date(2026, 10, 31)),
        ("ends=พฤศจิกายน 2569", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
@pytest.mark.parametrize("by", BY)
def test_every_figure_is_what_slow_counting_gives(
    visits: list[Visit], by: str, query: str, first: date, last: date
) -> None:
    tables = _tables(query=f"by={by}&{query}")
    *groups, (whole, total) = tables.reckoned
    for group, one in groups:
        topic = group.key if by == "topic" else None
        assert one.line.tally == _slow(set(group.schools), topic, first, last), group.name
    assert total.line.tally == _slow(set(whole.schools), None, first, last)
    assert total.line.schools == 12
    made = Visit.objects.filter(day__range=(first, last)).values_list("school", flat=True)
    assert total.line.visited == len(set(made))
    if by != "topic":
        assert sum(one.line.schools for _, one in groups) == 12


def test_a_visit_of_two_topics_stands_in_both_and_once_in_the_total(visits: list[Visit]) -> None:
    *groups, (_whole, total) = _tables(query="by=topic").reckoned
    made = {group.name: one.line.tally.made for group, one in groups}
    assert made == {READ: 2, SCAN: 0, MIND: 2, "ไม่ระบุเรื่อง": 1}
    assert total.line.tally.made == 4
    assert "นับในทุกเรื่อง" in " ".join(_notes(query="by=topic"))


def _notes(query: str) -> list[str]:
    return notes_of(_tables(query=query))


_LINK = re.compile(r'<a href="(/learning/visits/summary/rows[^"]*)">([^<]+)</a>')


@pytest.mark.parametrize("by", BY)
def test_every_figure_opens_as_many_rows(director: Client, filled: int, by: str) -> None:
    page = _text(director, f"{PAGE}?by={by}&instrument={filled}")
    counts: dict[str, int] = {}
    for url, told in _LINK.findall(page):
        counts.setdefault(html.unescape(url), -1)
        if "." not in told:
            counts[html.unescape(url)] = int(told)
    assert len(counts) > 30
    scored = {url for url, n in counts.items() if n < 0}
    assert all("what=scored" in url for url in scored)
    for url, n in counts.items():
        rows = _text(director, url)
        listed = rows.count('<th scope="row"')
        assert f"พบ {listed} รายการ" in rows
        assert listed == (n if n >= 0 else 2 if "group" not in url else listed), url
        assert listed > 0


def test_sheets_of_an_instrument(director: Client, filled: int) -> None:
    tables = _tables(query=f"instrument={filled}")
    scores = {group.name: one.scores for group, one in tables.reckoned}
    whole = scores["รวม"]
    assert whole is not None
    assert (whole.n, whole.scored, whole.mean) == (3, 2, Decimal("81.25"))
    assert whole.levels == (1, 0, 1, 0, 0), "62.50 is level 3 from 60 on"
    assert (scores["เครือข่าย 1"].n, scores["เครือข่าย 2"].n) == (2, 1)  # type: ignore[union-attr]
    assert scores["เครือข่าย 2"].mean is None, "its one sheet has no score"  # type: ignore[union-attr]
    page = _text(director, f"{PAGE}?instrument={filled}")
    assert "ร้อยละเฉลี่ย" in page
    assert "81.25" in page
    AnswerSheet.objects.all().delete()
    cache.clear()
    assert "แบบทดลอง" not in _text(director, PAGE)


def test_not_known_is_a_dash_with_its_reason(director: Client, area: None) -> None:
    page = _text(director, f"{PAGE}?year=2562")
    assert '<td class="num" data-label="ร้อยละที่ตอบ">–</td>' in page
    assert "ยังไม่มีข้อมูลให้คำนวณ" in page
    line: Line = _tables(query="year=2562").reckoned[-1][1].line
    assert (line.visited_percent, line.answered_percent) == (Decimal("0.00"), None)


def test_a_closed_school_keeps_its_visits_in_the_sums(visits: list[Visit]) -> None:
    Unit.objects.filter(code=school_code(0)).update(valid_to=date(2026, 11, 10))
    cache.clear()
    *groups, (_whole, total) = _tables().reckoned
    assert total.line.schools == 12, "the closed one is there, for it was visited"
    assert {group.name for group, _ in groups} == {"เครือข่าย 1", "เครือข่าย 2"}
    Unit.objects.filter(code=school_code(9)).update(valid_to=date(2026, 11, 10))
    cache.clear()
    assert _tables().reckoned[-1][1].line.schools == 11


@pytest.mark.parametrize("name", ["network-supervisor", "network-chair"])
def test_who_holds_a_role_at_a_network_sees_its_schools(visits: list[Visit], name: str) -> None:
    *groups, (_whole, total) = _tables(name).reckoned
    assert [group.name for group, _ in groups] == ["เครือข่าย 1"]
    assert total.line.schools == 6
    assert total.line.tally.made == 3
    assert total.line.tally.planned == 4


def test_a_chair_does_not_see_what_schools_were_not_told(visits: list[Visit]) -> None:
    make_visit(Made(2, DAYS[0], level=3))
    assert _tables("network-supervisor").summary.total.tally.made == 4
    assert _tables("network-chair").summary.total.tally.made == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("begins=ตุลา", "อ่านเดือนไม่ได้"),
        ("begins=2569-12&ends=2569-11", "เดือนสุดท้ายอยู่ก่อนเดือนแรก"),
        ("year=1900", "1900"),
        ("by=shoe", "shoe"),
        ("instrument=x", "x"),
    ],
)
def test_bad_input_is_said_at_its_field(
    director: Client, area: None, query: str, told: str
) -> None:
    page = _text(director, f"{PAGE}?{query}")
    assert 'role="alert"' in page
    assert told in page
    assert "<table" not in page
    assert director.get(f"{PAGE}summary.pdf?{query}").status_code == 404
    assert director.get(f"{PAGE}rows?what=made&{query}").status_code == 404


@pytest.mark.parametrize("query", ["what=shoes", "what=made&group=N9", "what=sheets", ""])
def test_a_figure_that_is_not_there_says_so(director: Client, area: None, query: str) -> None:
    assert director.get(f"{PAGE}rows?{query}").status_code == 404


def test_files_say_the_same_and_twice_the_same(director: Client, filled: int) -> None:
    for form in ("docx", "pdf", "xlsx"):
        address = f"{PAGE}summary.{form}?by=size&instrument={filled}"
        first, again = (director.get(address).content for _ in range(2))
        assert len(first) > 2000
        assert first == again, form
    assert director.get(f"{PAGE}summary.txt").status_code == 404
    title = Instrument.objects.get(pk=filled).title
    sheet = load_workbook(
        io.BytesIO(director.get(f"{PAGE}summary.xlsx?instrument={filled}").content)
    ).worksheets[0]
    heads = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {f"{title}: แบบที่ตอบ", f"{title}: ดีเยี่ยม"} <= heads
    paper = Document(io.BytesIO(director.get(f"{PAGE}summary.docx").content))
    told = [cell.text for table in paper.tables for cell in table.rows[0].cells]
    assert "๕ ดีเยี่ยม" in told
    assert not any(any(sign in "0123456789" for sign in text) for text in told)
    book = load_workbook(io.BytesIO(director.get(f"{PAGE}summary.xlsx").content))
    assert book.properties.created.year == 1980, "and not when it was made"
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    head = next(row for row in rows if "ออกนิเทศ (ครั้ง)" in row)
    total = next(row for row in rows if row[0] == "รวม")
    found: dict[Any, Any] = dict(zip(head, total, strict=True))
    assert (found["โรงเรียน"], found["ออกนิเทศ (ครั้ง)"]) == (12, 4)
    assert Decimal(str(found["ร้อยละของโรงเรียน"])) == percent(3, 12)


def test_a_summary_is_kept_as_evidence(director: Client, visits: list[Visit]) -> None:
    answer = director.post(f"{PAGE}keep", {"by": "size", "year": "2570"})
    kept = Evidence.objects.get(kind="สรุปผลการนิเทศ")
    assert answer.headers["Location"] == f"/office/evidence/{kept.pk}"
    assert kept.about_day == TODAY
    assert "ปีงบประมาณ 2570" in kept.title
    assert director.post(f"{PAGE}keep", {"by": "shoe"}).status_code == 404


def test_the_page_is_kept_until_a_visit_changes(director: Client, visits: list[Visit]) -> None:
    address = f"{PAGE}?by=size"
    before = _LINK.findall(_text(director, address))
    with CaptureQueriesContext(connection) as again:
        assert _LINK.findall(_text(director, address)) == before
    make_visit(Made(8, DAYS[1], told=1))
    assert _LINK.findall(_text(director, address)) != before
    assert not any("learning_finding" in query["sql"] for query in again)


@pytest.mark.parametrize("by", BY)
def test_queries_do_not_grow(director: Client, filled: int, by: str) -> None:
    _text(director, PAGE)
    address = f"{PAGE}?by={by}&instrument={filled}"
    rows = f"{PAGE}rows?by={by}&what=made"

    def count(asked: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            _text(director, asked)
        return len(queries)

    before = count(address), count(rows)
    for school in range(8, 12):
        for back in range(5):
            make_visit(Made(school, DAYS[1] - timedelta(back), (READ, f"ใหม่ {back}"), told=1))
    after = count(address), count(rows)
    assert after == before
    assert max(after) <= 15


def test_the_first_page_of_a_day_asks_little(director: Client, visits: list[Visit]) -> None:
    with CaptureQueriesContext(connection) as queries:
        _text(director, PAGE)
    assert len(queries) <= 15


def test_overdue_visits_are_the_same_on_every_page(visits: list[Visit], sign_in: SignIn) -> None:
    Visit.objects.exclude(pk__in=[one.pk for one in visits]).update(state="cancelled")
    over, ahead = (make_visit(Made(n, TODAY, recorded=False)) for n in (8, 9))
    Visit.objects.filter(pk=over.pk).update(month=date(2026, 10, 1), planned_on=None)
    Visit.objects.filter(pk=ahead.pk).update(planned_on=None)
    client, overdue = sign_in("director"), {school_code(4), school_code(8)}
    coverage = _text(client, "/learning/visits/plan/coverage?show=missed")
    assert set(re.findall(r"\?school=(\d+)", coverage)) == overdue
    assert "20 พ.ย. 2569</a>" in coverage
    plan = _text(client, "/learning/visits/plan/?month=all")
    assert plan.count("ถึงกำหนดแล้วยังไม่ออก") == len(overdue)
    *networks, whole = [one.line.tally.missed for _group, one in _tables().reckoned]
    assert sum(networks) == whole == len(overdue)
    shown = re.findall(r'วางแผนไว้แล้วไม่ได้ไป">(?:<a[^>]*>)?(\d+)(?:</a>)?</td>', coverage)
    assert list(map(int, shown)) == [*networks, whole]
