"""The board of late duties: counts that lead to their lists, filters, reach, weeks, XLSX."""

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.records.office.actions.duties import (
    Owner,
    finish_duty,
    open_duties,
    posts_at,
    waive_duty,
)
from khet.records.office.models import Duty
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Placement, Unit
from khet.rules.deadlines import INSTRUCTION, MINUTES, Deadline
from khet.rules.duties import ended_weeks
from khet.rules.thai import thai_digits
from tests.cast import SINCE
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
BOARD = "/office/late/"
LATE = {"a": (0, 2), "b": (1, 5), "c": (1, 20), "d": (None, 40), "e": (None, 1)}
"""School (or the group) and days late, by the duty's title."""


@pytest.fixture
def late(area: None) -> dict[str, Duty]:
    """Duties of two schools and of a group, and some that aren't late."""
    Duty.objects.all().delete()
    above = ("place", "area", "9302")
    group = UnitEntry("group", "G1", "กลุ่มทดสอบ", above=(above,))
    register_units(by="ทดสอบ", entries=[group], since=SINCE)
    made = {title: _open(title, *where) for title, where in LATE.items()}
    _open("ยังไม่ถึงกำหนด", 0, 0)
    finish_duty(by="ผอ.", duty=_open("ส่งแล้ว", 0, 9), at=timezone.now())
    waive_duty(by="ผอ.", duty=_open("ยกเว้น", 0, 9), reason="ไม่ต้องทำ")
    return made


def _open(title: str, school: int | None, days: int) -> Duty:
    due = timezone.localdate() - timedelta(days)
    rule: Deadline = MINUTES if title == "d" else INSTRUCTION
    owners = (
        [Owner(Unit.objects.get(code="G1"), "group-director")]
        if school is None
        else posts_at([Unit.objects.get(code=school_code(school))], "school-director")
    )
    return open_duties(
        by="ผู้สั่ง", rule=rule, owners=owners, about=("office.instruction", title),
        opened=due - timedelta(9), due=due, title=f"งาน-{title}",
    )[0]  # fmt: skip


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _listed(page: str) -> list[str]:
    """The duties of the list in its order."""
    return re.findall(r">งาน-(\w)</a>", page)


def _links(page: str) -> dict[str, int]:
    """The counts with the addresses they lead to."""
    found = re.findall(r'href="/office/late/\?([^"#]+)#list">(\d+)</a>', page)
    return {html.unescape(query): int(n) for query, n in found}


def test_every_count_leads_to_as_many_duties(director: Client, late: dict[str, Duty]) -> None:
    page = _text(director, BOARD)
    assert "เกินกำหนด 5 งาน นานที่สุด 40 วัน" in page
    assert _listed(page) == list("dcbae"), "the oldest first"
    links = _links(page)
    group = Unit.objects.get(code="G1").pk
    assert links == {
        f"unit={group}": 2,
        "unit=schools": 3,
        "rule=instruction": 4,
        "rule=minutes": 1,
        **{"age=0": 2, "age=1": 1, "age=2": 1, "age=3": 1},
    }
    for query, n in links.items():
        filtered = _text(director, f"{BOARD}?{query}")
        assert len(_listed(filtered)) == n, query
        assert f"พบ {n} งาน" in filtered


def test_filters_go_together(director: Client, late: dict[str, Duty]) -> None:
    school = school_code(1)
    for typed in (school, thai_digits(school), school_name(1), f"ร.ร.{school_name(1)}"):
        assert _listed(_text(director, f"{BOARD}?school={typed}")) == ["c", "b"], typed
    assert _listed(_text(director, f"{BOARD}?school={school}&age=1")) == ["b"]
    assert "ไม่มีงานเกินกำหนด" in _text(director, f"{BOARD}?school={school}&rule=minutes")


@pytest.mark.parametrize("query", ["unit=x", "rule=none", "age=9"])
def test_a_choice_that_is_not_there_says_so(director: Client, area: None, query: str) -> None:
    assert director.get(f"{BOARD}?{query}").status_code == 404
    assert director.get(f"{BOARD}trend?{query}").status_code == 404


@pytest.mark.parametrize(
    ("name", "titles"),
    [("school-director", "a"), ("network-chair", "a"), ("clerk", "dcbae"), ("auditor", "dcbae")],
)
def test_each_sees_what_is_late_within_reach(
    sign_in: SignIn, late: dict[str, Duty], name: str, titles: str
) -> None:
    page = _text(sign_in(name), BOARD)
    assert _listed(page) == list(titles)
    other = _listed(_text(sign_in(name), f"{BOARD}?school={school_code(1)}"))
    assert other == (["c", "b"] if len(titles) > 1 else [])


def test_the_weeks_stand_in_the_table_behind_the_drawing(
    director: Client, late: dict[str, Duty]
) -> None:
    days = [*ended_weeks(timezone.localdate(), 12), timezone.localdate()]
    dues = [duty.due for duty in late.values()]
    done = timezone.localdate() - timedelta(9)
    expected = [sum(due < day for due in [*dues, done]) for day in days[:-1]] + [len(dues)]
    page = _text(director, f"{BOARD}trend")
    assert [int(n) for n in re.findall(r'<td class="num">(\d+)</td>', page)] == expected
    assert page.count("<title>") == 13
    own = _text(director, f"{BOARD}trend?school={school_code(0)}")
    assert own != page


@pytest.mark.parametrize("query", ["", "unit=schools", "rule=minutes", f"school={school_code(1)}"])
def test_the_last_point_of_the_weeks_is_the_count_of_the_board(
    director: Client, late: dict[str, Duty], query: str
) -> None:
    finish_duty(by="ผอ.", duty=late["c"], at=timezone.now())
    counts = re.findall(r'<td class="num">(\d+)</td>', _text(director, f"{BOARD}trend?{query}"))
    assert f"พบ {counts[-1]} งาน" in _text(director, f"{BOARD}?{query}")


def test_a_network_is_chosen_with_its_schools_or_alone(
    director: Client, late: dict[str, Duty]
) -> None:
    network = Unit.objects.filter(kind="network").order_by("code")[0]
    work = Placement.objects.filter(parent=network, hierarchy="work").values("child__code")
    schools = {row["child__code"] for row in work}
    assert school_code(0) in schools or school_code(1) in schools
    expected = [t for t in "dcbae" if LATE[t][0] is not None and school_code(LATE[t][0]) in schools]
    page = _text(director, f"{BOARD}?unit={network.pk}")
    assert _listed(page) == expected
    assert f"{network} และโรงเรียนในเครือข่าย" in page
    assert _listed(_text(director, f"{BOARD}?unit=own-{network.pk}")) == []


def test_the_board_as_xlsx_is_filtered_as_seen(director: Client, late: dict[str, Duty]) -> None:
    body = director.get(f"{BOARD}late.xlsx?school={school_code(1)}").content
    rows = list(load_workbook(io.BytesIO(body)).active.values)
    told = {row[0]: row[4] for row in rows if str(row[0]).startswith("งาน-")}
    assert told == {"งาน-c": 20, "งาน-b": 5}
    assert any("รหัสโรงเรียน:" in str(row[0]) for row in rows)


def test_a_long_list_has_pages(director: Client, late: dict[str, Duty]) -> None:
    for k in range(60):
        _open(f"x{k}", 2, 3)
    first, second = _text(director, BOARD), _text(director, f"{BOARD}?page=2")
    assert (len(re.findall(">งาน-", first)), len(re.findall(">งาน-", second))) == (20, 20)
    assert 'href="?page=2"' in first


def test_the_panel_of_the_heads_leads_to_the_board(director: Client, late: dict[str, Duty]) -> None:
    page = _text(director, "/office/panels/late")
    assert set(_links(page).values()) == {2, 3}
    assert "ดูทั้งหมด 5 งาน" in page
    Duty.objects.all().delete()
    assert "ไม่มีงานเกินกำหนด" in _text(director, "/office/panels/late")


def test_a_board_that_was_kept_follows_what_is_done(
    sign_in: SignIn, late: dict[str, Duty], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    director, head = sign_in("director"), sign_in("school-director")
    assert ">งาน-d<" in _text(director, BOARD)
    assert ">งาน-d<" not in _text(head, BOARD), "kept for those who see the same"
    with CaptureQueriesContext(connection) as again:
        _text(director, BOARD)
    assert len(again) <= 6, "drawn before"
    finish_duty(by="ผอ.กลุ่ม", duty=late["d"], at=timezone.now())
    assert ">งาน-d<" not in _text(director, BOARD)
