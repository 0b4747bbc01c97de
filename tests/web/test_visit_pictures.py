"""Pictures and evidence of visits: who sees them, since when, of which day they tell."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from khet.jobs.evidence_files import keep, take_in
from khet.records.learning.actions.visit_photos import add_photo, keep_photo
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Evidence
from tests.web.doors.visits import TOLD
from tests.web.kept_books import user_named
from tests.web.led_visits import (
    HERE,
    SignIn,
    a_finding,
    page_of,
    plan_visit,
    this_day,
    told_visit,
    write_down,
)


def test_evidence_of_a_finding_stands_on_the_visit_for_who_may_see_it(sign_in: SignIn) -> None:
    visit = told_visit(a_finding())
    duty = visit.findings.get().duty
    head = sign_in("school-director")
    file = io.BytesIO("บัญชีคำพื้นฐาน".encode())
    file.name = "เสริม.txt"
    head.post(f"/office/duties/{duty.pk}/finish", {"file": file, "note": "ทำแล้ว"})
    assert Duty.objects.get(pk=duty.pk).state == "done"
    for name, shown in (
        ("school-director", True),
        ("network-supervisor", True),
        ("planner", False),
    ):
        page = page_of(sign_in(name), f"/{visit.pk}")
        assert ("/office/evidence/" in page.split('id="findings"')[1]) == shown, name


def test_pictures_are_shown_to_who_may_see_their_evidence(sign_in: SignIn) -> None:
    visit = told_visit()
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    lead = user_named("supervisor")
    seen = Seen(visit.area, visit.school, "unit", lead)
    entry = EvidenceEntry(seen, "ภาพถ่าย", "ห้องเรียน", this_day())
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    kept = keep(by=lead, entry=entry, brought=brought)
    add_photo(by=lead, visit=visit, number=uuid4(), evidence=kept)
    for name, shown in (
        ("school-director", True),
        ("network-supervisor", True),
        ("planner", True),
    ):
        page = page_of(sign_in(name), f"/{visit.pk}/photos")
        assert ("<img" in page, "ไม่มีสิทธิ์เห็น" in page) == (shown, not shown), name
    Evidence.objects.filter(pk=kept.pk).update(level="person")
    assert "ไม่มีสิทธิ์เห็น" in page_of(sign_in("planner"), f"/{visit.pk}/photos")


def test_the_school_sees_the_pictures_of_a_visit_once_it_was_told(sign_in: SignIn) -> None:
    visit, head, lead = plan_visit(), sign_in("school-director"), sign_in("supervisor")
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    now, by = timezone.now(), user_named("supervisor")
    photo = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    at = f"{HERE}/{visit.pk}/photos/{photo.pk}"
    evidence = f"/office/evidence/{photo.evidence_id}"
    assert "ไม่มีสิทธิ์เห็น" in page_of(head, f"/{visit.pk}/photos")
    assert [one.get(at).status_code for one in (head, lead)] == [403, 200]
    write_down(visit)
    assert head.get(at).status_code == 403
    tell_school(by=by, visit=visit, today=this_day(), at=now)
    page = page_of(head, f"/{visit.pk}/photos")
    assert f'href="{evidence}"' in page, "what it was told of is the school's own"
    assert (f'src="{at}"' in page, "ไม่มีสิทธิ์" in page) == (True, False)
    assert f'href="{evidence}"' in page_of(lead, f"/{visit.pk}/photos")
    answer = head.get(at)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert sign_in("teacher").get(at).status_code == 403
    assert head.get(f"{HERE}/{TOLD}/photos/{photo.pk}").status_code == 404
    Evidence.objects.filter(pk=photo.evidence_id).update(level="person")
    assert [one.get(at).status_code for one in (head, lead)] == [403, 200]


@pytest.mark.parametrize("told", [False, True])
def test_who_sees_no_visits_finds_nothing_of_one_in_the_office(sign_in: SignIn, told: bool) -> None:
    visit, by, now = plan_visit(), user_named("supervisor"), timezone.now()
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    photo = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    write_down(visit)
    if told:
        tell_school(by=by, visit=visit, today=this_day(), at=now)
    record = Evidence.objects.get(record_kind="learning.visit", record_key=str(visit.pk))
    kept = [f"/office/evidence/{one}" for one in (record.pk, photo.evidence_id)]
    page = f"{HERE}/{visit.pk}"
    closed = [*kept, f"{kept[1]}/1/file", page, f"{page}/photos/{photo.pk}"]
    lists = ("/office/evidence/?q=", "/office/search/?q=")
    for name, shown in (("clerk", False), ("supervisor", True)):
        client = sign_in(name)
        for at in closed:
            assert (client.get(at).status_code == 200) == shown, (name, at)
        listed = [client.get(f"{at}{visit.school}") for at in lists]
        assert [one.status_code for one in listed] == [200, 200]
        for one in listed:
            found = one.content.decode()
            assert any(f'href="{at}"' in found for at in kept) == shown, name
            assert (f"นิเทศ {visit.school}" in found) == shown, name


def test_a_picture_tells_of_the_day_of_the_visit_or_of_today(sign_in: SignIn) -> None:
    visit, by, now = (
        plan_visit(planned_on=this_day() + timedelta(3)),
        user_named("supervisor"),
        timezone.now(),
    )
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    early = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    assert early.evidence.about_day == this_day()
    write_down(visit, day=this_day() - timedelta(1))
    late = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    assert late.evidence.about_day == this_day() - timedelta(1)
