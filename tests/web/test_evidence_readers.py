"""Who sees which evidence, and its files as they are served."""

from datetime import date

import pytest
from django.test import Client

from khet.jobs.evidence_files import stored_path
from khet.records.office.models import Duty, Evidence
from khet.records.registry.models import Event, Unit, User
from tests.cast import ANONYMOUS, NAMES
from tests.jobs.brought_files import docx, picture, upload
from tests.made_area import school_code
from tests.web.doors.evidence import KEEPERS, OF_SCHOOL, OF_UNIT, SAMPLE, SEES_UNIT
from tests.web.kept_evidence import LIST, SignIn, cells_of, keep_it, page_of


@pytest.mark.parametrize("level", ["public", "area", "office", "unit", "person"])
def test_each_level_is_seen_by_whom_it_says(sign_in: SignIn, level: str) -> None:
    kept = Evidence.objects.get(pk=SAMPLE)
    Evidence.objects.filter(pk=SAMPLE).update(level=level, owner=User.objects.get(username="clerk"))
    office = KEEPERS - OF_UNIT - {"network-supervisor", "network-chair"}
    seers = {
        "public": KEEPERS,
        "area": KEEPERS,
        "office": office,
        "unit": SEES_UNIT | {"clerk"},
        "person": {"clerk"},
    }[level]
    found = {n: sign_in(n).get(f"/office/evidence/{kept.pk}/1/file").status_code for n in NAMES}
    assert {n for n, code in found.items() if code == 200} == seers
    assert {code for n, code in found.items() if n not in {*seers, ANONYMOUS}} == {403}
    listed = {n for n in KEEPERS if kept.title in sign_in(n).get(LIST).content.decode()}
    assert listed == seers
    sheets = {n for n in KEEPERS if kept.title in cells_of(sign_in(n))}
    assert sheets == seers


def _opens(client: Client) -> bool:
    """Whether the first school's own evidence is seen, everywhere or nowhere."""
    one = f"/office/evidence/{OF_SCHOOL}"
    found = {client.get(url).status_code == 200 for url in (one, f"{one}/1/file")}
    found |= {"บันทึก unit" in client.get(LIST).content.decode()}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("kind", ["learning.visit", "office.duty"])
def test_what_shows_a_record_is_seen_by_its_readers(sign_in: SignIn, kind: str) -> None:
    duty = Duty.objects.create(
        rule="school-accounts",
        unit=Unit.objects.get(code=school_code(0)),
        role="school-director",
        about_kind="office.month",
        about_key="2569-11",
        opened=date(2014, 2, 1),
        due=date(2014, 3, 5),
        first_due=date(2014, 3, 5),
    )
    teacher, used = sign_in("teacher"), Evidence.objects.filter(pk=OF_SCHOOL)
    assert _opens(teacher)
    use = used.get().uses.create(about_kind=kind, about_key=str(duty.pk), used_by="ผู้ทดสอบ")
    assert not _opens(teacher)
    assert all(_opens(sign_in(name)) for name in SEES_UNIT - {"teacher"})
    assert sign_in("planner").get(f"/office/evidence/{OF_SCHOOL}").status_code == 403
    me = User.objects.get(username="teacher")
    for changed, usual in (
        ({"level": "public"}, {"level": "unit"}),
        ({"owner": me}, {"owner": None}),
    ):
        used.update(**changed)
        assert _opens(teacher)
        used.update(**usual)
    assert not _opens(teacher)
    if kind == "office.duty":
        Duty.objects.filter(pk=duty.pk).update(passed=me)
        assert _opens(teacher)
    use.delete()
    assert _opens(teacher)


def test_an_office_level_is_not_the_network_supervisors(sign_in: SignIn) -> None:
    Evidence.objects.filter(pk=SAMPLE).update(level="office")
    assert sign_in("network-supervisor").get(f"/office/evidence/{SAMPLE}").status_code == 403


def test_a_file_is_never_a_page_of_the_site(director: Client) -> None:
    content = docx()
    kept = keep_it(director, file=upload("รายงาน.docx", content))
    answer = director.get(f"/office/evidence/{kept.pk}/1/file")
    assert answer.headers["Content-Type"].endswith("wordprocessingml.document")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]


def test_only_a_picture_is_shown_and_strange_types_are_not_told(director: Client) -> None:
    kept = keep_it(director, file=upload("ภาพ.png", picture("PNG")))
    url = f"/office/evidence/{kept.pk}/1/file"
    assert director.get(url).headers["Content-Disposition"].startswith("inline")
    assert director.get(f"{url}?take=1").headers["Content-Disposition"].startswith("attachment")
    assert f'<img class="shown" src="{url}"' in page_of(director.get(f"/office/evidence/{kept.pk}"))
    kept.versions.update(type="text/html")
    answer = director.get(url)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_opening_what_few_may_see_leaves_an_event(sign_in: SignIn) -> None:
    opened = Event.objects.filter(action="open-evidence")
    sign_in("auditor").get(f"/office/evidence/{SAMPLE}/1/file")
    assert not opened.exists()
    sign_in("auditor").get(f"/office/evidence/{OF_SCHOOL}/1/file")
    sign_in("clerk").get(f"/office/evidence/{OF_SCHOOL}/1/file")
    event = opened.get()
    assert (event.key, event.after) == (str(OF_SCHOOL), {"version": 1})


def test_a_lost_file_is_told_plainly(director: Client) -> None:
    kept = keep_it(director, file=upload("หาย.txt", b"lost"))
    stored_path(kept.versions.get().sha256).unlink()
    answer = director.get(f"/office/evidence/{kept.pk}/1/file")
    assert answer.status_code == 404
    assert "หายไปจากที่เก็บ" in answer.content.decode()
    assert director.get(f"/office/evidence/{kept.pk}/9/file").status_code == 404
    assert director.get("/office/evidence/999999999").status_code == 404
    assert director.get(f"/office/evidence/{10**25}").status_code == 404
