"""What schools sent of their months, checked: returned with a reason, accepted, several at once."""

import re

from khet.records.office.models import Duty
from tests.web import sent_months
from tests.web.sent_months import ACCOUNTS, NOW, SUPERVISION, SignIn, duty_of, send_month, text_of

_today = sent_months.late_in_november
begun = sent_months.begun


def test_the_auditor_returns_with_a_reason_and_accepts(sign_in: SignIn, begun: None) -> None:
    director, auditor, duty = sign_in("school-director"), sign_in("auditor"), duty_of()
    send_month(director, duty)
    page = auditor.get("/office/monthly/check").content.decode()
    assert "บัญชี.xlsx" in page
    url = f"/office/monthly/check/{duty.pk}"
    alone = auditor.post(url, {"return": "1", "reason": " "})
    assert "เขียนว่าต้องแก้ไขอะไร" in text_of(alone)
    assert "hx-post" not in alone.content.decode().partition("<main")[2]
    assert 'form="several"' not in alone.content.decode()
    part = auditor.post(url, {"return": "1", "reason": "ยอดไม่ตรง"}, HTTP_HX_REQUEST="true")
    assert "ส่งกลับแก้ไข บัญชีประจำเดือน ตุลาคม 2569" in text_of(part)
    assert "<html" not in part.content.decode()
    assert "ยอดไม่ตรง" in text_of(auditor.get("/office/monthly/check"))
    assert "ต้องแก้ไข: ยอดไม่ตรง" in text_of(director.get("/office/own-months/"))
    assert "ไม่ได้รอตรวจแล้ว" in text_of(auditor.post(url, {"accept": "1"}, follow=True))
    send_month(director, duty)
    assert auditor.post(url, {"accept": "1"}).status_code == 302
    assert duty_of().state == "accepted"
    refused = director.get(f"/office/own-months/{duty.pk}")
    assert "แก้ไขไม่ได้แล้ว" in text_of(refused)
    assert '<form method="post" enctype' not in refused.content.decode()
    assert "ตรวจรับหรือยกเว้นไปแล้ว" in text_of(send_month(director, duty))


def test_the_reason_has_a_form_of_its_own_and_an_acceptance_is_taken_back(
    sign_in: SignIn, begun: None
) -> None:
    """Enter in a field presses the first button of its form."""
    send_month(sign_in("school-director"), duty_of())
    auditor, url = sign_in("auditor"), f"/office/monthly/check/{duty_of().pk}"
    page = auditor.get("/office/monthly/check").content.decode()
    forms = [form for form in re.findall(r"<form.*?</form>", page, re.S) if url in form]
    assert [('name="accept"' in form, 'name="reason"' in form) for form in forms] == [
        (True, False),
        (False, True),
    ]
    way_back = f"/office/duties/{duty_of().pk}/reopen-check"
    told = auditor.post(url, {"accept": "1"}, follow=True).content.decode()
    assert f'href="{way_back}"' in told
    assert auditor.post(way_back, {"reason": "กดผิด"}).status_code == 302
    assert duty_of().state == "done"
    part = auditor.post(url, {"accept": "1"}, HTTP_HX_REQUEST="true").content.decode()
    assert f'href="{way_back}"' in part


def test_what_is_left_is_counted_anew_after_each_check(sign_in: SignIn, begun: None) -> None:
    found = Duty.objects.filter(rule=ACCOUNTS, about_key__in=["2569-09", "2569-10"])
    found.update(state="done", done_at=NOW)
    auditor, query = sign_in("auditor"), "?rule=school-accounts&month=2569-10"
    page = auditor.get(f"/office/monthly/check{query}&all=1")
    assert "รอตรวจ 12" in text_of(page)
    assert page.content.decode().count('form="several" checked') == 12
    assert "รอตรวจ 24" in text_of(auditor.get("/office/monthly/check?month=x"))
    url = f"/office/monthly/check/{duty_of().pk}{query}"
    sent = {"return": "1", "reason": "ยอดไม่ตรง"}
    part = auditor.post(url, sent, HTTP_HX_REQUEST="true")
    assert "รอตรวจ 11" in text_of(part)
    assert "ข้อตรวจพบที่ยังไม่แก้ 1" in text_of(part)
    assert re.findall(r'id="(\w+)" hx-swap-oob="true"', part.content.decode()) == [
        "waiting",
        "returned",
    ]


def test_several_are_accepted_at_once(sign_in: SignIn, begun: None) -> None:
    Duty.objects.filter(about_key="2569-10", rule=ACCOUNTS).update(state="done", done_at=NOW)
    keys = [duty_of(school).pk for school in (0, 1)]
    strange = duty_of(2, "2569-10", SUPERVISION).pk
    response = sign_in("auditor").post(
        "/office/monthly/check/accept", {"duty": [*keys, strange, "x"]}, follow=True
    )
    assert "ตรวจแล้ว 2 รายการ" in text_of(response)
    assert Duty.objects.filter(state="accepted").count() == 2


def test_a_supervisor_checks_the_schools_of_the_network(sign_in: SignIn, begun: None) -> None:
    Duty.objects.filter(about_key="2569-11", rule=SUPERVISION).update(state="done", done_at=NOW)
    client = sign_in("network-supervisor")
    page = text_of(client.get("/office/monthly/check"))
    assert "รอตรวจ 6" in page
    others = [
        d for d in Duty.objects.filter(rule=SUPERVISION, state="done") if d.unit.name not in page
    ]
    assert len(others) == 6
    url = f"/office/monthly/check/{others[0].pk}"
    assert client.post(url, {"accept": "1"}).status_code == 403
