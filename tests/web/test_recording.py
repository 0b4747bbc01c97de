"""Writing visits down: the page, and what a phone sends; each thing twice counts once."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from khet.jobs.evidence_files import stored_path
from khet.records.learning.access import seen_visits
from khet.records.learning.actions.assignments import hand_over_network
from khet.records.learning.actions.visit_plan import PlanEntry, cancel_visit, plan_visits
from khet.records.learning.actions.visit_records import (
    FindingEntry,
    VisitRecord,
    record_visit,
    settle_conflict,
)
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.learning.models import Assignment, Finding, Visit, VisitConflict, VisitPhoto
from khet.records.office.actions.duties import postpone_duty
from khet.records.office.models import AnswerSheet, Evidence, Instrument, InstrumentVersion
from khet.records.registry.access import roles_now, scope_of
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.models import Placement, Pupil, RoleHeld, Unit, UnitKind, User
from khet.rules.calendar import thai_date
from khet.rules.instruments import Content, Item, ItemKind, Part, told_of
from khet.rules.months import month_of
from tests.cast import ANONYMOUS, NAMES, NETWORK, PASSWORD
from tests.jobs.brought_files import pdf, picture, upload
from tests.made_area import school_code
from tests.web.doors.recording import RECORDERS
from tests.web.doors.visit_plan import ASSIGNED

SignIn = Callable[..., Client]
ROOT = "/learning/visits/record/"
SYNC, PHOTO, NEW = f"{ROOT}sync", f"{ROOT}photo", f"{ROOT}new"
BY, MANY_QUERIES = "ทดสอบ", 15
NO_ROWS = {"findings-TOTAL_FORMS": "0", "findings-INITIAL_FORMS": "0"}


def _visit(school: int = 0, lead: str = "network-supervisor", **more: Any) -> Visit:
    area, today = Unit.objects.get(kind=UnitKind.AREA), timezone.localdate()
    entry = PlanEntry(
        Unit.objects.get(code=school_code(school)),
        User.objects.get(username=lead),
        month_of(today),
        Visit.Kind.POLICY,
        ["PLC"],
        **more,
    )
    return plan_visits(by=BY, area=area, entries=[entry], draft=False)[0]


def _told_finding(school: int = 0) -> Finding:
    """A finding of an earlier visit that the school was told."""
    visit, today = _visit(school), timezone.localdate()
    found = FindingEntry(uuid4(), "ไม่มีทะเบียน", "จัดทำทะเบียน", today + timedelta(20))
    record = VisitRecord(today - timedelta(9), advice="ควรทำ", findings=[found])
    record_visit(by=BY, visit=visit, record=record, base=0, at=timezone.now())
    tell_school(by=BY, visit=visit, today=today, at=timezone.now())
    return visit.findings.get()


def _fields(**more: Any) -> dict[str, Any]:
    day = thai_date(timezone.localdate())
    return {"base": "0", "day": day, "topics": ["PLC"], "advice": "ควรทำ", **NO_ROWS, **more}


def _row(place: int, **more: str) -> dict[str, str]:
    due = thai_date(timezone.localdate() + timedelta(30))
    row = {"uuid": str(uuid4()), "text": "มืด", "action": "เปลี่ยนหลอดไฟ", "topic": "", "due": due}
    return {f"findings-{place}-{name}": value for name, value in {**row, **more}.items()}


def _sync(client: Client, number: object, **more: Any) -> Any:
    return client.post(SYNC, _fields(number=str(number), **more))


def _told(answer: Any) -> dict[str, Any]:
    return {"status": answer.status_code, **json.loads(answer.content)}


def _page(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize("name", NAMES)
def test_who_writes_a_visit_down(sign_in: SignIn, name: str) -> None:
    visit = _visit()
    client, page = sign_in(name), f"{ROOT}{visit.uuid}"
    answer, sent = client.get(page), _sync(client, visit.uuid)
    if name == ANONYMOUS:
        assert (answer.status_code, sent.status_code) == (302, 302)
    elif name in RECORDERS:
        assert (answer.status_code, _told(sent)["state"]) == (200, "done")
    else:
        assert (answer.status_code, sent.status_code) == (403, 403)
    assert Visit.objects.get(pk=visit.pk).revision == (1 if name in RECORDERS else 0)


def test_a_visit_of_another_network_is_not_theirs(sign_in: SignIn) -> None:
    visit = _visit(1, "supervisor")
    client = sign_in("network-supervisor")
    assert client.get(f"{ROOT}{visit.uuid}").status_code == 404
    assert _sync(client, visit.uuid).status_code == 404
    assert Visit.objects.get(pk=visit.pk).revision == 0


def test_the_page_opens_with_what_is_open_and_names_no_pupil(sign_in: SignIn) -> None:
    finding, visit = _told_finding(), _visit()
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
    page = _page(sign_in("network-supervisor").get(f"{ROOT}{visit.uuid}"))
    assert "ข้อค้นพบที่ยังเปิดอยู่ (1)" in page
    assert finding.action in page
    assert "ภายใน 3 ก.พ. 2699" in page or "ภายใน 3 กุมภาพันธ์ 2699" in page
    assert page.index(finding.action) < page.index("วันและเรื่อง")
    assert "เด็กชายสมมติ" not in page


def test_a_page_is_filled_in_without_scripts(sign_in: SignIn) -> None:
    finding, visit = _told_finding(), _visit()
    client, page = sign_in("network-supervisor"), f"{ROOT}{visit.uuid}"
    sent = {
        **_fields(level="4", more="อ่านออก, PLC", strengths="ดี", follow_up_on="๑ ม.ค. ๒๖๙๙"),
        **{"findings-TOTAL_FORMS": "2", **_row(0), **_row(1, text="", action="", due="")},
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
    shown = _page(client.get(page))
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
        ({"findings-TOTAL_FORMS": "1", **_row(0, due="เร็ว ๆ นี้")}, "findings-0-due", "อ่านวันที่ไม่ได้"),
        ({"findings-TOTAL_FORMS": "1", **_row(0, action="")}, "findings-0-action", "เขียนว่า"),
        ({"findings-TOTAL_FORMS": "1", **_row(0, due="1/1/2560")}, "findings-0-due", "อยู่ก่อนวัน"),
        ({"findings-TOTAL_FORMS": "x"}, "", ""),
    ],
)
def test_what_is_wrong_is_told_at_its_field_by_page_and_sync(
    sign_in: SignIn, more: dict[str, str], field: str, told: str
) -> None:
    visit = _visit()
    client = sign_in("network-supervisor")
    answer = _told(_sync(client, visit.uuid, **more))
    assert (answer["status"], answer["state"]) == (422, "refused")
    assert told in " ".join(answer["faults"][field])
    page = _page(client.post(f"{ROOT}{visit.uuid}", _fields(**more)))
    assert told in page
    assert f'href="#id_{field}"' in page or not field
    assert Visit.objects.get(pk=visit.pk).revision == 0


def test_the_same_record_twice_is_once(sign_in: SignIn) -> None:
    visit, row = _visit(), {"findings-TOTAL_FORMS": "1", **_row(0)}
    client = sign_in("network-supervisor")
    for advice in ("บรรทัด 1\r\nบรรทัด 2", "บรรทัด 1\nบรรทัด 2"):
        answer = _told(_sync(client, visit.uuid, advice=advice, **row))
        assert (answer["state"], answer["revision"]) == ("done", 1)
    assert visit.findings.count() == 1
    again = _told(_sync(client, visit.uuid, base="1", advice="ใหม่", **row))
    assert again["revision"] == 2
    taken = {**row, "findings-0-DELETE": "on"}
    assert _told(_sync(client, visit.uuid, base="2", advice="ใหม่", **taken))["revision"] == 3
    assert visit.findings.count() == 0


def test_a_record_that_crosses_another_is_kept_beside_it(sign_in: SignIn) -> None:
    visit = _visit()
    client = sign_in("network-supervisor")
    _sync(sign_in("supervisor"), visit.uuid, advice="จากสำนักงาน")
    for _ in range(2):
        answer = _told(_sync(client, visit.uuid, advice="จากโรงเรียน"))
        assert (answer["status"], answer["state"]) == (409, "conflict")
        assert answer["url"] == f"/learning/visits/{visit.pk}"
    crossed = VisitConflict.objects.get(visit=visit)
    assert (crossed.content["advice"], crossed.before["advice"]) == ("จากโรงเรียน", "จากสำนักงาน")


def test_a_visit_of_a_school_that_moved_is_kept_and_seen_by_both(sign_in: SignIn) -> None:
    visit = _visit()
    _move(visit.school, "N2")
    assert _told(_sync(sign_in("network-supervisor"), visit.uuid))["state"] == "done"
    assert Visit.objects.get(pk=visit.pk).revision == 1
    for name in ("network-supervisor", "supervisor"):
        assert visit in Visit.objects.filter(_seen_by(name))
    assert sign_in("network-supervisor").get(f"{ROOT}{visit.uuid}").status_code == 200


def test_a_visit_that_came_after_the_hand_over_is_seen_by_both(sign_in: SignIn) -> None:
    visit, today = _visit(), timezone.localdate()
    old = User.objects.get(username="network-supervisor")
    entry = AccountEntry("new-supervisor", "ผู้รับช่วง", "supervisor", NETWORK, PASSWORD)
    new = open_account(by=BY, entry=entry, since=today)
    hand_over_network(
        by=BY, assignment=Assignment.objects.get(pk=ASSIGNED), person=new, since=today
    )
    other = Unit.objects.get(kind=UnitKind.NETWORK, code="N2")
    RoleHeld.objects.filter(user=old).update(unit=other)
    row = _row(0, text="ห้องมืด")
    sent = {**row, "findings-TOTAL_FORMS": "1", "advice": "ส่งหลังส่งต่อ"}
    assert _told(_sync(sign_in("network-supervisor"), visit.uuid, **sent))["state"] == "done"
    url = f"/learning/visits/{visit.pk}"
    for name in ("network-supervisor", "new-supervisor"):
        client = sign_in(name)
        page = _page(client.get(url))
        assert "ส่งหลังส่งต่อ" in page
        assert "ห้องมืด" in page
        assert f'href="{url}"' in _page(client.get("/learning/visits/list"))
        assert client.get(f"{url}/tell").status_code == 200


def _move(school: Unit, network: str) -> None:
    today = timezone.localdate()
    stood = Placement.objects.get(child=school, parent__kind=UnitKind.NETWORK)
    Placement.objects.filter(pk=stood.pk).update(valid_to=today - timedelta(1))
    there = Unit.objects.get(kind=UnitKind.NETWORK, code=network)
    Placement.objects.create(
        child=school, parent=there, hierarchy=stood.hierarchy, valid_from=today
    )


def _seen_by(name: str) -> Any:
    user, today = User.objects.get(username=name), timezone.localdate()
    return seen_visits(scope_of(list(roles_now(user, today)), today), user)


def test_a_cancelled_visit_is_refused_and_a_told_one_crosses(sign_in: SignIn) -> None:
    client, gone, told = sign_in("network-supervisor"), _visit(), _told_finding().visit
    cancel_visit(by=BY, visit=gone, reason="ฝนตก")
    assert "ยกเลิกแล้ว" in str(_told(_sync(client, gone.uuid))["faults"][""])
    assert _told(_sync(client, told.uuid, advice="เพิ่ม"))["state"] == "conflict"
    for visit in (gone, told):
        answer = client.get(f"{ROOT}{visit.uuid}")
        assert answer.headers["Location"] == f"/learning/visits/{visit.pk}"


def test_a_visit_nobody_planned_is_kept_once(sign_in: SignIn) -> None:
    client, number = sign_in("network-supervisor"), uuid4()
    more = {"school": school_code(3), "kind": "request"}
    for _ in range(2):
        assert _told(_sync(client, number, **more))["state"] == "done"
    visit = Visit.objects.get(uuid=number)
    assert (visit.school.code, visit.kind, visit.revision) == (school_code(3), "request", 1)
    assert visit.lead.username == "network-supervisor"
    for wrong in ({"school": ""}, {"school": "99999999"}, {"kind": "x"}):
        answer = _told(_sync(client, uuid4(), **{**more, **wrong}))
        assert [*answer["faults"]] == [*wrong]
    answer = client.post(NEW, _fields(number=str(uuid4()), **more))
    assert re.fullmatch(r"/learning/visits/\d+", answer.headers["Location"])


def test_a_page_sent_twice_makes_one_visit(sign_in: SignIn) -> None:
    client, number = sign_in("network-supervisor"), str(uuid4())
    sent = _fields(number=number, school=school_code(1), kind="policy")
    pages = [client.post(NEW, sent).headers["Location"] for _ in range(2)]
    made = Visit.objects.get(uuid=number)
    assert (pages, made.revision) == ([f"/learning/visits/{made.pk}"] * 2, 1)


def test_a_number_that_another_finding_has_loses_nothing(sign_in: SignIn) -> None:
    """A page prepared once for visits nobody planned gives each first finding the same number."""
    client, row, twice = sign_in("network-supervisor"), _row(0), _row(1, text="เย็น")
    twice["findings-1-uuid"] = row["findings-0-uuid"]
    told = {**row, **twice, "findings-TOTAL_FORMS": "2", "school": school_code(1), "kind": "policy"}
    for number in (str(uuid4()), str(uuid4())):
        for _ in range(2):
            assert _told(_sync(client, number, **told))["state"] == "done"
        made = Visit.objects.get(uuid=number)
        assert [one.text for one in made.findings.all()] == ["มืด", "เย็น"]
        assert made.revision == 1


@pytest.mark.parametrize("number", ["", "x", "123", "../1"])
def test_what_has_no_number_is_refused(sign_in: SignIn, number: str) -> None:
    client = sign_in("supervisor")
    assert _told(_sync(client, number))["status"] == 400
    photo = upload("a.jpg", picture(), "image/jpeg")
    sent = {"number": number, "visit": str(uuid4()), "photo": photo}
    assert _told(client.post(PHOTO, sent))["status"] == 400


def test_earlier_findings_of_others_and_odd_names_count_for_nothing(sign_in: SignIn) -> None:
    visit, other = _visit(), _told_finding(1)
    more = {f"looked-{name}-mended": "yes" for name in (other.uuid, uuid4(), "x", "")}
    assert _told(_sync(sign_in("supervisor"), visit.uuid, **more))["state"] == "done"
    assert visit.checked.count() == 0


def _send(client: Client, visit: object, number: UUID, content: bytes, name: str = "a.jpg") -> Any:
    photo = upload(name, content, "image/jpeg")
    return client.post(PHOTO, {"visit": str(visit), "number": str(number), "photo": photo})


def _with_place() -> bytes:
    """A photo that tells where it was taken."""
    image, out = Image.new("RGB", (60, 40), "green"), BytesIO()
    exif = image.getexif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x8825] = {1: "N", 2: (7.0, 30.0, 0.0), 3: "E", 4: (100.0, 5.0, 0.0)}
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_is_kept_once_without_its_place(sign_in: SignIn) -> None:
    visit, other, number = _visit(), _visit(), uuid4()
    client, content = sign_in("network-supervisor"), _with_place()
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    before = VisitPhoto.objects.count(), Evidence.objects.count()
    for _ in range(2):
        assert _told(_send(client, visit.uuid, number, content)) == {"status": 200, "state": "done"}
    after = VisitPhoto.objects.count(), Evidence.objects.count()
    assert after == (before[0] + 1, before[1] + 1)
    version = VisitPhoto.objects.get(uuid=number).evidence.versions.get()
    assert not Image.open(stored_path(version.sha256)).getexif().get_ifd(0x8825)
    assert _told(_send(client, other.uuid, number, content))["status"] == 422


def test_the_box_of_faults_names_the_question_and_the_finding(sign_in: SignIn) -> None:
    client, visit = sign_in("supervisor"), _visit(1, "supervisor")
    rows = {**_row(0), **_row(1, due="20 ธ.ค. 69"), "findings-TOTAL_FORMS": "2"}
    page = _page(client.post(f"{ROOT}{visit.uuid}", _fields(day="เมื่อวาน", **rows)))
    box = page.split('id="faults"')[1].split("<form")[0]
    assert "วันที่ออกนิเทศ: อ่านวันที่ไม่ได้" in box
    assert "ข้อค้นพบ 2 · ภายในวันที่: อ่านวันที่ไม่ได้" in box
    assert "ข้อค้นพบ 1 ·" not in box


def test_the_page_says_how_many_pictures_went_ahead(sign_in: SignIn) -> None:
    client, visit = sign_in("supervisor"), _visit(1, "supervisor")
    assert 'data-sent="0"' in _page(client.get(f"{ROOT}{visit.uuid}"))
    _send(client, visit.uuid, uuid4(), picture())
    assert "ส่งแล้ว 1 ภาพ" in _page(client.get(f"{ROOT}{visit.uuid}"))


def test_what_is_no_photo_is_refused(sign_in: SignIn, settings: Any) -> None:
    visit, client = _visit(), sign_in("network-supervisor")
    for name, content in (("a.pdf", pdf()), ("a.jpg", b"not a picture"), ("a.jpg", b"")):
        answer = _told(_send(client, visit.uuid, uuid4(), content, name))
        assert (answer["status"], answer["state"]) == (422, "refused")
    page = client.post(f"{ROOT}{visit.uuid}", {**_fields(), "photo": upload("a.pdf", pdf())})
    assert "ไม่ใช่ภาพถ่าย" in _page(page)
    settings.LARGEST_FILE = 100
    assert "เกินที่เก็บได้" in str(_told(_send(client, visit.uuid, uuid4(), picture()))["faults"])
    assert _told(_send(client, uuid4(), uuid4(), picture()))["status"] == 404
    assert _send(sign_in("teacher"), visit.uuid, uuid4(), picture()).status_code == 403
    assert not VisitPhoto.objects.filter(visit=visit).exists()


def test_the_token_is_of_the_session_and_says_whose_it_is(sign_in: SignIn) -> None:
    client = Client(enforce_csrf_checks=True)
    user = User.objects.get(username="network-supervisor")
    client.force_login(user)
    visit = _visit()
    assert _sync(client, visit.uuid).status_code == 403
    told = json.loads(client.get(f"{ROOT}token").content)
    assert told["person"] == str(user.pk)
    sent = client.post(
        SYNC, _fields(number=str(visit.uuid)), headers={"X-CSRFToken": told["token"]}
    )
    assert _told(sent)["state"] == "done"


def _instrument() -> InstrumentVersion:
    area = Unit.objects.get(kind=UnitKind.AREA)
    made = Instrument.objects.create(area=area, unit=area, title="แบบสังเกต")
    return _version(made, 1, Item("clean", ItemKind.LEVEL, "สะอาด", required=True))


def _version(made: Instrument, number: int, *items: Item) -> InstrumentVersion:
    return InstrumentVersion.objects.create(
        instrument=made,
        number=number,
        content=told_of(Content((Part("rooms", "ห้อง", items),))),
        made_by=BY,
        released_at=timezone.now(),
        released_by=BY,
    )


def test_answers_keep_the_version_they_were_given_to(sign_in: SignIn) -> None:
    version = _instrument()
    visit, client = _visit(instruments=[version.instrument]), sign_in("network-supervisor")
    assert f'name="answered" value="{version.pk}"' in _page(client.get(f"{ROOT}{visit.uuid}"))
    _version(version.instrument, 2, Item("neat", ItemKind.YES_NO, "เรียบร้อย", required=True))
    answered = {"answered": str(version.pk), f"a{version.pk}-q_clean": "4", "advice": ""}
    assert _told(_sync(client, visit.uuid, **answered))["state"] == "done"
    sheet = AnswerSheet.objects.get(about_key=str(visit.pk))
    assert (sheet.version, sheet.values, sheet.unit) == (version, {"clean": 4}, visit.school)
    assert f'name="a{version.pk}-q_clean" value="4"' in _page(client.get(f"{ROOT}{visit.uuid}"))
    wrong = {**answered, f"a{version.pk}-q_clean": "6", "base": "1"}
    assert [*_told(_sync(client, visit.uuid, **wrong))["faults"]] == [f"a{version.pk}-q_clean"]
    left = {"answered": str(version.pk), f"a{version.pk}-q_clean": "", "base": "1"}
    assert _told(_sync(client, visit.uuid, **left))["state"] == "done", "it may be left"
    assert AnswerSheet.objects.get(about_key=str(visit.pk)).values == {"clean": 4}


def test_what_an_item_would_have_brought_is_a_picture_of_the_visit(sign_in: SignIn) -> None:
    """Neither its page nor a phone brings files to an item, so that none must be."""
    version = _version(
        _instrument().instrument,
        2,
        Item("neat", ItemKind.YES_NO, "เรียบร้อย", required=True),
        Item("pic", ItemKind.PHOTO, "ภาพห้อง", required=True),
    )
    visit, client = _visit(instruments=[version.instrument]), sign_in("network-supervisor")
    page = _page(client.get(f"{ROOT}{visit.uuid}"))
    assert "ถ่ายภาพหรือเอกสารของข้อนี้ในส่วน “ภาพถ่าย”" in page
    assert f"a{version.pk}-q_pic" not in page
    answered = {"answered": str(version.pk), f"a{version.pk}-q_neat": "yes"}
    assert _told(_sync(client, visit.uuid, **answered))["state"] == "done"
    assert AnswerSheet.objects.get(about_key=str(visit.pk)).values == {"neat": True}


def test_answers_of_a_record_that_crossed_stay_beside_it(sign_in: SignIn) -> None:
    version = _instrument()
    visit = _visit(instruments=[version.instrument])
    field = f"a{version.pk}-q_clean"
    _sync(sign_in("supervisor"), visit.uuid, answered=str(version.pk), **{field: "2"})
    late = {"answered": str(version.pk), field: "5", "advice": "จากโรงเรียน"}
    assert _told(_sync(sign_in("network-supervisor"), visit.uuid, **late))["state"] == "conflict"
    crossed = VisitConflict.objects.get(visit=visit)
    sheets = AnswerSheet.objects.filter(version=version)
    kept = {(one.about_kind, one.about_key): one.values for one in sheets}
    assert kept == {
        ("learning.visit", str(visit.pk)): {"clean": 2},
        ("learning.visit-conflict", str(crossed.pk)): {"clean": 5},
    }
    settle_conflict(by=BY, conflict=crossed, use=True, at=timezone.now())
    assert AnswerSheet.objects.get(about_kind="learning.visit", about_key=str(visit.pk)).values == {
        "clean": 5
    }


def test_pages_ask_few_questions(sign_in: SignIn) -> None:
    version, client = _instrument(), sign_in("network-supervisor")
    visit = _visit(instruments=[version.instrument])
    counts = []
    for _ in range(2):
        counts.append([_asked(client, page) for page in (ROOT, NEW, f"{ROOT}{visit.uuid}")])
        for _ in range(3):
            _told_finding()
            _visit()
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
