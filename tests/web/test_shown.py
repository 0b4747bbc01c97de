"""What shows that something was done: who may say so of a duty, and when it stays as it is."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from khet.jobs.evidence_files import take_in
from khet.records.learning.actions.visit_photos import keep_photo
from khet.records.learning.models import Visit
from khet.records.office.actions.duties import (
    accept_duty,
    finish_duty,
    open_duties,
    pass_duty,
    posts_at,
)
from khet.records.office.models import Duty, Evidence, EvidenceUse, EvidenceVersion
from khet.records.registry.models import Event, Unit, User
from khet.rules.calendar import thai_date
from khet.rules.deadlines import VISIT_FINDING
from tests.cast import NAMES
from tests.jobs.brought_files import picture, upload
from tests.made_area import school_code
from tests.web.doors.evidence import SAMPLE
from tests.web.doors.visits import ANSWERED, DONE, FINDING, PLANNED, TOLD

SignIn = Callable[..., Client]
OF = "/office/evidence/of"
FORMS = "แนบไฟล์ใหม่"


@pytest.fixture
def duty(area: None) -> Duty:
    """What the first school is to mend after a visit."""
    today = timezone.localdate()
    [made] = open_duties(
        by="ศน.",
        rule=VISIT_FINDING,
        owners=posts_at([Unit.objects.get(code=school_code(0))], "school-director"),
        about=("learning.finding", str(FINDING)),
        opened=today,
        due=today,
        title="จัดมุมอ่าน",
    )
    return made


def _use(client: Client, duty: Duty, do: str = "use") -> int:
    about = {"kind": "office.duty", "key": duty.pk}
    sent = {**about, "do": do, "evidence": SAMPLE}
    return client.post(OF, sent, headers={"HX-Request": "true"}).status_code


def _used(duty: Duty) -> bool:
    return EvidenceUse.objects.filter(about_kind="office.duty", about_key=str(duty.pk)).exists()


def _panel(client: Client, duty: Duty) -> str:
    return client.get(OF, {"kind": "office.duty", "key": duty.pk}).content.decode()


def test_who_does_a_duty_or_looks_after_it_says_what_shows_it(sign_in: SignIn, duty: Duty) -> None:
    able = {"school-director", "director", "deputy", "supervisor", "network-supervisor"}
    pages = {name: sign_in(name).get(f"/office/duties/{duty.pk}").status_code for name in NAMES}
    seen = {name for name, status in pages.items() if status == 200}
    assert seen - able, "somebody only looks on"
    for name in seen:
        client = sign_in(name)
        may = name in able
        assert (FORMS in _panel(client, duty)) == may, name
        assert ("แนบหลักฐานได้เฉพาะเจ้าของงาน" in _panel(client, duty)) != may, name
        assert _use(client, duty) == (200 if may else 403), name
        assert _used(duty) == may, name
        EvidenceUse.objects.filter(about_kind="office.duty").delete()
    assert _use(sign_in("teacher"), duty) == 403
    pass_duty(by="ผอ.", duty=duty, to=User.objects.get(username="teacher"))
    assert _use(sign_in("teacher"), duty) == 200


def test_what_shows_a_duty_is_fixed_once_it_was_accepted(sign_in: SignIn, duty: Duty) -> None:
    head = sign_in("school-director")
    assert _use(head, duty) == 200
    now = timezone.now()
    finish_duty(by="ผอ.", duty=duty, at=now)
    assert FORMS in _panel(head, duty)
    accept_duty(by="ศน.", duty=duty, at=now)
    for name in ("school-director", "director", "supervisor"):
        page = _panel(sign_in(name), duty)
        assert FORMS not in page
        assert "เลิกใช้" not in page.replace("จึงแนบหรือเลิกใช้", "")
        assert "ตรวจรับหรือได้รับยกเว้นแล้ว" in page
        assert _use(sign_in(name), duty, "end") == 403
    assert _used(duty)
    assert _use(head, duty, "attach") == 403


def test_the_history_of_a_duty_tells_what_was_attached(sign_in: SignIn, duty: Duty) -> None:
    head = sign_in("school-director")
    typed = {"new-kind": "แผน", "new-about_day": thai_date(timezone.localdate())}
    file = {"new-file": upload("ก.txt", "ทำแล้ว".encode())}
    head.post(OF, {"kind": "office.duty", "key": duty.pk, "do": "attach", **typed, **file})
    kept = Evidence.objects.latest("kept_at")
    _use(head, duty)
    _use(head, duty)
    _use(head, duty, "end")
    events = Event.objects.filter(kind="office.duty", key=str(duty.pk)).order_by("pk")
    assert [(one.action, one.before, one.after) for one in events][1:] == [
        ("use-evidence", None, {"evidence": [kept.pk]}),
        ("use-evidence", None, {"evidence": [SAMPLE]}),
        ("end-use-of-evidence", {"evidence": [SAMPLE]}, None),
    ]
    page = head.get(f"/office/duties/{duty.pk}").content.decode().split("ประวัติ</h2>")[1]
    assert re.findall(r"(เลิกอ้างหลักฐาน|อ้างหลักฐาน)", page) == [
        *("เลิกอ้างหลักฐาน", "อ้างหลักฐาน", "อ้างหลักฐาน"),
    ]
    assert sign_in("director").get("/registry/events/").status_code == 200


def test_a_kind_that_says_nothing_takes_no_evidence(sign_in: SignIn) -> None:
    visit = {"kind": "learning.visit", "key": TOLD}
    lead = sign_in("supervisor")
    assert FORMS not in lead.get(OF, visit).content.decode()
    assert lead.post(OF, {**visit, "do": "use", "evidence": SAMPLE}).status_code == 403
    assert not EvidenceUse.objects.filter(about_kind="learning.visit", about_key=TOLD).exists()


def test_a_finding_is_mended_with_a_word_or_something_that_shows_it(
    sign_in: SignIn, duty: Duty
) -> None:
    head, at = sign_in("school-director"), f"/office/duties/{duty.pk}/finish"
    page = head.post(at).content.decode()
    [told] = re.findall(r'id="id_note_error">(.*?)</div>', page, re.DOTALL)
    assert "เขียนว่าทำอะไรไปแล้ว หรือแนบไฟล์" in told
    assert Duty.objects.get(pk=duty.pk).state == "open"
    assert head.post(at, {"note": "จัดแล้ว"}).status_code == 302
    for way in ("file", "evidence"):
        Duty.objects.filter(pk=duty.pk).update(state="open", note="", done_at=None, done_by="")
        if way == "evidence":
            EvidenceUse.objects.all().delete()
            _use(head, duty)
        file = {"file": SimpleUploadedFile("ก.txt", b"1")} if way == "file" else {}
        assert head.post(at, file).status_code == 302, way
        assert Duty.objects.get(pk=duty.pk).state == "done"


def test_a_picture_of_a_visit_is_changed_only_until_the_school_is_told(sign_in: SignIn) -> None:
    visit, by = Visit.objects.get(pk=DONE), User.objects.get(username="supervisor")
    now = timezone.now()
    brought = take_in(upload("ห้อง.jpg", picture()))
    photo = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    page, lead = f"/office/evidence/{photo.evidence_id}", sign_in("supervisor")
    ways = ("edit", "version", "withdraw")
    assert [lead.get(f"{page}/{way}").status_code for way in ways] == [200] * 3
    assert "เพิ่มฉบับใหม่" in lead.get(page).content.decode()
    Visit.objects.filter(pk=DONE).update(state="told", told_at=now)
    for name in ("supervisor", "director"):
        Evidence.objects.filter(pk=photo.evidence_id).update(level="area")
        client = sign_in(name)
        assert [client.get(f"{page}/{way}").status_code for way in ways] == [403] * 3, name
        shown = client.get(page).content.decode()
        assert ("เพิ่มฉบับใหม่" in shown, "หลักฐานนี้แก้ไม่ได้แล้ว" in shown) == (False, True)
    sent = {"file": upload("อื่น.jpg", picture())}
    assert lead.post(f"{page}/version", sent).status_code == 403
    assert EvidenceVersion.objects.filter(evidence=photo.evidence_id).count() == 1


@pytest.mark.parametrize(
    ("visit", "state", "step", "name"),
    [
        (TOLD, "closed", "answer", "school-director"),
        (PLANNED, "planned", "acknowledge", "school-director"),
        (TOLD, "closed", "follow-up", "supervisor"),
        (PLANNED, "planned", "follow-up", "supervisor"),
        (TOLD, "told", "tell", "supervisor"),
        (TOLD, "told", "close", "supervisor"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused_on_opening(
    sign_in: SignIn, visit: int, state: str, step: str, name: str
) -> None:
    Visit.objects.filter(pk=visit).update(state=state)
    answer = sign_in(name).get(f"/learning/visits/{visit}/{step}")
    page = answer.content.decode().split("<main")[1].split("</main>")[0]
    assert "ทำรายการนี้ไม่ได้แล้ว เพราะการนิเทศอยู่ในสถานะ" in page
    assert f'href="/learning/visits/{visit}"' in page
    assert "<form" not in page


def test_what_hinders_a_step_is_told_on_opening(sign_in: SignIn) -> None:
    lead = sign_in("supervisor")
    assert "สองฉบับที่ต่างกัน" in lead.get(f"/learning/visits/{DONE}/tell").content.decode()
    assert "<form" in lead.get(f"/learning/visits/{ANSWERED}/close").content.decode()
    Visit.objects.filter(pk=TOLD).update(state="followed")
    assert "ไม่ปิด 1 ข้อ" in lead.get(f"/learning/visits/{TOLD}/close").content.decode()


def test_no_visit_follows_one_that_was_closed(sign_in: SignIn) -> None:
    Visit.objects.filter(pk=TOLD).update(state="closed")
    day = thai_date(timezone.localdate().replace(year=timezone.localdate().year + 1, day=1))
    sent = {"how": "again", "day": day}
    before = Visit.objects.count()
    page = sign_in("supervisor").post(f"/learning/visits/{TOLD}/follow-up", sent)
    assert "ทำรายการนี้ไม่ได้แล้ว" in page.content.decode()
    assert Visit.objects.count() == before
