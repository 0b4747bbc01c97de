"""The grid of monthly duties: who sees which schools, what cells and counts say, how it leaves."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khet.records.office.models import Duty
from tests.web import sent_months
from tests.web.sent_months import GRID, NOW, SignIn, duty_of, send_month, text_of

_today = sent_months.late_in_november
begun = sent_months.begun


@pytest.mark.parametrize(
    ("name", "rows"),
    [("auditor", 12), ("planner", 12), ("network-chair", 6), ("school-director", 1)],
)
def test_each_sees_the_schools_whose_work_is_theirs_to_see(
    sign_in: SignIn, begun: None, name: str, rows: int
) -> None:
    page = sign_in(name).get(GRID)
    assert f"จาก {rows} โรงเรียน" in text_of(page)
    assert page.content.decode().count('<tr><th scope="row" lang="th">') == rows
    assert f"0/{rows}" in text_of(page)


def test_a_cell_says_how_a_school_stands_and_counts_lead_to_lists(
    sign_in: SignIn, begun: None
) -> None:
    send_month(sign_in("school-director"), duty_of())
    auditor = sign_in("auditor")
    page = auditor.get(GRID)
    told = text_of(page)
    assert told.count("เกินกำหนด 13 วัน") == 11
    assert "บ้านกลาง เครือข่าย 1 ส่งแล้ว รอตรวจ –" in told
    assert f'href="/office/duties/{duty_of().pk}"' in page.content.decode()
    assert "1/12" in told
    (url,) = re.findall(r'href="(/office/monthly/\?[^"]*)">11<', page.content.decode())
    listed = auditor.get(url.replace("&amp;", "&"))
    assert "แสดง 11 จาก 12 โรงเรียน" in text_of(listed)
    nothing = auditor.get(f"{GRID}&state=returned&month=2569-10")
    assert "ไม่มีโรงเรียนตามตัวกรองนี้" in text_of(nothing)


def test_months_without_a_duty_are_later_or_never(sign_in: SignIn, begun: None) -> None:
    auditor = sign_in("auditor")
    assert auditor.get(GRID).content.decode().count(">–</td>") == (12 + 4) * 11
    before = auditor.get("/office/monthly/?year=2569")
    assert text_of(before).count("เกินกำหนด 45 วัน") == 12
    assert "ยังไม่ถึงกำหนด" not in text_of(before)


def test_the_grid_leaves_as_a_sheet(sign_in: SignIn, begun: None) -> None:
    response = sign_in("network-chair").get("/office/monthly/grid.xlsx?year=2570&month=2569-10")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "รหัสโรงเรียน")
    assert rows[head][4] == "ต.ค. 2569"
    assert [row[4] for row in rows[head + 1 :] if row[0]] == ["เกินกำหนด 13 วัน"] * 6


def test_a_strange_address_is_as_if_nothing_was_asked(sign_in: SignIn, begun: None) -> None:
    page = sign_in("auditor").get("/office/monthly/?rule=x&year=๙๙๙๙&month=x&network=y")
    assert "แสดง 12 จาก 12 โรงเรียน" in text_of(page)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("auditor", GRID),
        ("planner", "/office/monthly/grid.xlsx?year=2570"),
        ("auditor", "/office/monthly/check"),
        ("auditor", "/office/monthly/panels/accounts"),
        ("school-director", "/office/own-months/"),
        ("auditor", "/office/monthly/exempt"),
        ("planner", "/office/calendar/holidays"),
    ],
)
def test_queries_are_few_and_do_not_grow(sign_in: SignIn, begun: None, name: str, url: str) -> None:
    client, director = sign_in(name), sign_in("school-director")
    client.get(url)
    counts = []
    for _ in range(2):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
        send_month(director, duty_of())
        send_month(director, duty_of(month="2569-09"), day="30 ก.ย. 2569")
        Duty.objects.filter(about_key="2569-10").update(state="done", done_at=NOW)
    assert counts[1] <= counts[0] + 3
    assert max(counts) <= 15


def test_the_home_of_the_auditor_counts_the_month(sign_in: SignIn, begun: None) -> None:
    auditor = sign_in("auditor")
    send_month(sign_in("school-director"), duty_of())
    assert "/office/monthly/panels/accounts" in auditor.get("/").content.decode()
    panel = text_of(auditor.get("/office/monthly/panels/accounts"))
    assert "ตุลาคม 2569 ส่งแล้ว 1/12 เกินกำหนด 11 รอตรวจทุกเดือน 1" in panel


def test_what_was_returned_and_is_past_its_day_is_late_everywhere(
    sign_in: SignIn, begun: None
) -> None:
    auditor, head = sign_in("auditor"), sign_in("school-director")
    send_month(head, duty_of())
    reason = {"return": "1", "reason": "ยอดไม่ตรง"}
    auditor.post(f"/office/monthly/check/{duty_of().pk}?rule=school-accounts", reason)
    assert duty_of().state == "returned"
    panel = text_of(auditor.get("/office/monthly/panels/accounts"))
    assert "เกินกำหนด 12" in panel
    grid = text_of(auditor.get(f"{GRID}&state=late&month=2569-10"))
    assert "แสดง 12 จาก 12 โรงเรียน" in grid
    assert "ส่งกลับแก้ไข เกินกำหนด 13 วัน" in grid
    late = sign_in("auditor").get("/office/late/?rule=school-accounts")
    assert "บ้านกลาง" in text_of(late)
    assert "ส่งกลับแก้ไข เกินกำหนด" not in text_of(auditor.get(f"{GRID}&state=sent"))
