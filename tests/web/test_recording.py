"""Writing visits down on the page: who may, what it opens with, what is wrong, few questions."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.learning.actions.visit_plan import cancel_visit
from khet.records.learning.models import Visit
from khet.records.office.actions.duties import postpone_duty
from khet.records.registry.models import Pupil
from tests.cast import ANONYMOUS, NAMES
from tests.jobs.brought_files import picture, upload
from tests.web.doors.recording import RECORDERS
from tests.web.recorded_visits import (
    BY,
    MANY_QUERIES,
    NEW,
    ROOT,
    SignIn,
    a_visit,
    an_instrument,
    fields_of,
    finding_row,
    page_of,
    send_record,
    told_by,
    told_finding,
)


@pytest.mark.parametrize("name", NAMES)
def test_who_writes_a_visit_down(sign_in: SignIn, name: str) -> None:
    visit = a_visit()
    client, page = sign_in(name), f"{ROOT}{visit.uuid}"
    answer, sent = client.get(page), send_record(client, visit.uuid)
    if name == ANONYMOUS:
        assert (answer.status_code, sent.status_code) == (302, 302)
    elif name in RECORDERS:
        assert (answer.status_code, told_by(sent)["state"]) == (200, "done")
    else:
        assert (answer.status_code, sent.status_code) == (403, 403)
    assert Visit.objects.get(pk=visit.pk).revision == (1 if name in RECORDERS else 0)


def test_a_visit_of_another_network_is_not_theirs(sign_in: SignIn) -> None:
    visit = a_visit(1, "supervisor")
    client = sign_in("network-supervisor")
    assert client.get(f"{ROOT}{visit.uuid}").status_code == 404
    assert send_record(client, visit.uuid).status_code == 404
    assert Visit.objects.get(pk=visit.pk).revision == 0


def test_the_page_opens_with_what_is_open_and_names_no_pupil(sign_in: SignIn) -> None:
    finding, visit = told_finding(), a_visit()
    postpone_duty(by="ทดสอบ", duty=finding.duty, due=date(2156, 2, 3), reason="รอวัสดุ")
    pupils = [
        Pupil(
            academic_year=2556,
            school=visit.school,
            grade="P6",
            number=str(k),
            name=f"เด็กชายสมมติ {k}",
        )
        for k in range(3)
    ]
    Pupil.objects.bulk_create(pupils)
    page = page_of(sign_in("network-supervisor").get(f"{ROOT}{visit.uuid}"))
    assert "ข้อค้นพบที่ยังเปิดอยู่ (1)" in page
    assert finding.action in page
    assert "ภายใน 3 ก.พ. 2699" in page or "ภายใน 3 กุมภาพันธ์ 2699" in page
    assert page.index(finding.action) < page.index("วันและเรื่อง")
    assert "เด็กชายสมมติ" not in page


def test_a_page_is_filled_in_without_scripts(sign_in: SignIn) -> None:
    finding, visit = told_finding(), a_visit()
    client, page = sign_in("network-supervisor"), f"{ROOT}{visit.uuid}"
    sent = {
        **fields_of(level="4", more="อ่านออก, PLC", strengths="ดี", follow_up_on="๑ ม.ค. ๒๖๙๙"),
        **{
            "findings-TOTAL_FORMS": "2",
            **finding_row(0),
            **finding_row(1, text="", action="", due=""),
        },
        f"looked-{finding.uuid}-mended": "yes",
        f"looked-{finding.uuid}-note": "ครบแล้ว",
        "photo": upload("ภาพ.jpg", picture(), "image/jpeg"),
    }
    answer = client.post(page, sent)
    assert answer.headers["Location"] == f"/learning/visits/{visit.pk}"
    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.state, kept.level, kept.follow_up_on) == ("done", 4, date(2156, 1, 1))
    assert [topic.name for topic in kept.topics.all()] == ["PLC", "อ่านออก"]
    assert kept.findings.get().action == "เปลี่ยนหลอดไฟ"
    assert kept.checked.get().note == "ครบแล้ว"
    assert kept.photos.count() == 1
    shown = page_of(client.get(page))
    assert "เปลี่ยนหลอดไฟ" in shown
    assert 'name="base" value="1"' in shown
    sent["photo"] = upload("ภาพ.jpg", picture(), "image/jpeg")
    client.post(page, {**sent, "base": "1"})
    kept.refresh_from_db()
    assert (kept.revision, kept.photos.count()) == (1, 1), "the same twice is once"


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"day": "1 ม.ค. 2699"}, "day", "ยังมาไม่ถึง"),
        ({"day": "1 ม.ค. 2450"}, "day", "ปี พ.ศ."),
        ({"day": "31 ก.พ. 2569"}, "day", "อ่านวันที่ไม่ได้"),
        ({"day": ""}, "day", "ใส่วันที่ออกนิเทศ"),
        ({"level": "6"}, "level", "1 ถึง 5"),
        ({"level": "สูง"}, "level", "1 ถึง 5"),
        ({"follow_up_on": "1 ม.ค. 2569"}, "follow_up_on", "อยู่ก่อนวันที่นิเทศ"),
        ({"more": "ก" * 121}, "topics", "ยาวเกินไป"),
        ({"advice": ""}, "", "ยังไม่ได้เขียนอะไร"),
        (
            {"findings-TOTAL_FORMS": "1", **finding_row(0, due="เร็ว ๆ นี้")},
            "findings-0-due",
            "อ่านวันที่ไม่ได้",
        ),
        ({"findings-TOTAL_FORMS": "1", **finding_row(0, action="")}, "findings-0-action", "เขียนว่า"),
        (
            {"findings-TOTAL_FORMS": "1", **finding_row(0, due="1/1/2560")},
            "findings-0-due",
            "อยู่ก่อนวัน",
        ),
        ({"findings-TOTAL_FORMS": "x"}, "", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field_by_page_and_sync(
    sign_in: SignIn, more: dict[str, str], field: str, told: str
) -> None:
    visit = a_visit()
    client = sign_in("network-supervisor")
    answer = told_by(send_record(client, visit.uuid, **more))
    assert (answer["status"], answer["state"]) == (422, "refused")
    assert told in " ".join(answer["faults"][field])
    page = page_of(client.post(f"{ROOT}{visit.uuid}", fields_of(**more)))
    assert told in page
    assert f'href="#id_{field}"' in page or not field
    assert Visit.objects.get(pk=visit.pk).revision == 0


def test_a_cancelled_visit_is_refused_and_a_told_one_crosses(sign_in: SignIn) -> None:
    client, gone, told = sign_in("network-supervisor"), a_visit(), told_finding().visit
    cancel_visit(by=BY, visit=gone, reason="ฝนตก")
    assert "ยกเลิกแล้ว" in str(told_by(send_record(client, gone.uuid))["faults"][""])
    assert told_by(send_record(client, told.uuid, advice="เพิ่ม"))["state"] == "conflict"
    for visit in (gone, told):
        answer = client.get(f"{ROOT}{visit.uuid}")
        assert answer.headers["Location"] == f"/learning/visits/{visit.pk}"


def test_the_box_of_faults_names_the_question_and_the_finding(sign_in: SignIn) -> None:
    client, visit = sign_in("supervisor"), a_visit(1, "supervisor")
    rows = {**finding_row(0), **finding_row(1, due="20 ธ.ค. 69"), "findings-TOTAL_FORMS": "2"}
    page = page_of(client.post(f"{ROOT}{visit.uuid}", fields_of(day="เมื่อวาน", **rows)))
    box = page.split('id="faults"')[1].split("<form")[0]
    assert "วันที่ออกนิเทศ: อ่านวันที่ไม่ได้" in box
    assert "ข้อค้นพบ 2 · ภายในวันที่: อ่านวันที่ไม่ได้" in box
    assert "ข้อค้นพบ 1 ·" not in box


def test_pages_ask_few_questions(sign_in: SignIn) -> None:
    version, client = an_instrument(), sign_in("network-supervisor")
    visit = a_visit(instruments=[version.instrument])
    counts = []
    for _ in range(2):
        counts.append([_asked(client, page) for page in (ROOT, NEW, f"{ROOT}{visit.uuid}")])
        for _ in range(3):
            told_finding()
            a_visit()
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MANY_QUERIES, counts


def _asked(client: Client, page: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_the_worker_keeps_static_files_and_record_pages_only(client: Client, area: None) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    known = json.loads(answer.content.decode().split("\n")[0].removeprefix("const KNOWN = ")[:-1])
    assert known["start"] == ROOT
    assert known["days"] == 14
    assert all(address.startswith(known["static"]) for address in known["assets"])
    assert {client.get(address).status_code for address in known["assets"]} == {200}


def test_signing_out_clears_the_browser_when_its_pages_say_so(sign_in: SignIn) -> None:
    told = sign_in("supervisor").post("/sign-out", {"cleared": "all"})
    assert told.headers["Clear-Site-Data"] == '"cache", "storage"'
    for more in ({}, {"cleared": "own"}):
        assert "Clear-Site-Data" not in sign_in("supervisor").post("/sign-out", more).headers
