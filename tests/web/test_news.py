"""News: proposed, checked, published, read by everybody, and never before."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.models import AttachedFile, Findable, News, NewsPicture
from khet.records.registry.models import Event, Placement, RoleHeld, Unit, User
from khet.rules.calendar import thai_date
from khet.web.parts.folder import RefusedError, act_on, waiting_for
from khet.web.parts.viewer import Viewer
from tests.cast import NAMES, SINCE
from tests.papers import picture_bytes
from tests.web.doors.news import (
    ARCHIVED,
    CHECKED,
    PROPOSED,
    PUBLISHED,
    RETURNED,
    STATES,
    document_of,
)

SignIn = Callable[..., Client]
HERE = "/office/news"
MOST_QUERIES = 15
TYPED = {
    "kind": "news",
    "title": "ค่ายภาษาไทย",
    "day": "๓ ส.ค. ๒๕๕๗",
    "text": "ย่อหน้าแรก <script>alert(1)</script>\r\n\r\nดูที่ https://example.org/a?b=1 นะ",
}
SAID = {"caption": "ป้ายหน้าห้องสมุด", "children": "False"}
WITH_CHILDREN = {"caption": "เด็กอ่านหนังสือ", "children": "True"}
STEPS = ("check", "return", "publish", "pin", "archive", "take-back")
WHO_MAY = {
    ("check", PROPOSED): {"director", "deputy", "clerk"},
    ("return", PROPOSED): {"director", "deputy", "clerk"},
    ("return", CHECKED): {"director", "deputy", "clerk"},
    ("publish", CHECKED): {"director", "deputy"},
    ("publish", ARCHIVED): {"director", "deputy"},
    ("pin", PUBLISHED): {"director", "deputy"},
    ("archive", PUBLISHED): {"director", "deputy"},
    ("take-back", PROPOSED): {"teacher", "school-director"},
    ("take-back", CHECKED): {"teacher", "school-director"},
    ("take-back", PUBLISHED): {"director", "deputy", "clerk", "teacher", "school-director"},
    ("take-back", ARCHIVED): {"director", "deputy", "clerk", "teacher", "school-director"},
}


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


def _state(pk: int) -> str:
    return News.objects.get(pk=pk).state


def _step(client: Client, pk: int, step: str, **said: str) -> Any:
    return client.post(f"{HERE}/{pk}/step/{step}", {"reason": "เหตุผล", "looked": "on", **said})


def _png(name: str = "ภาพ.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(), "image/png")


def _propose(client: Client, **said: Any) -> News:
    assert client.post(f"{HERE}/propose", {**TYPED, **said}).status_code == 302
    return News.objects.latest("proposed_at")


def _add(client: Client, pk: int, **said: Any) -> Any:
    return client.post(f"{HERE}/{pk}/pictures/add", said)


def test_news_is_proposed_given_back_mended_checked_published_and_archived(
    sign_in: SignIn,
) -> None:
    teacher, clerk, director = sign_in("teacher"), sign_in("clerk"), sign_in("director")
    public = sign_in("anonymous")
    made = _propose(teacher, file=SimpleUploadedFile("กำหนดการ.txt", "๑".encode()))
    _step(clerk, made.pk, "return", reason="ขาดภาพ")
    assert "ขาดภาพ" in _page(teacher, f"{HERE}/{made.pk}/change")
    teacher.post(f"{HERE}/{made.pk}/change", {**TYPED, "title": "ค่ายภาษาไทย รุ่นสอง"})
    assert _add(teacher, made.pk, file=_png(), **SAID).status_code == 302
    assert _add(clerk, made.pk, file=_png(), more="1", **SAID).status_code == 302
    _step(clerk, made.pk, "check")
    assert public.get(f"/news/{made.pk}").status_code == 404
    _step(director, made.pk, "publish", pinned="on")
    page = _page(public, f"/news/{made.pk}")
    assert "ค่ายภาษาไทย รุ่นสอง" in page
    assert "3 สิงหาคม 2557" in page
    assert "กำหนดการ.txt" in page
    assert page.count('alt="ป้ายหน้าห้องสมุด"') == 2
    front = _page(public, "/")
    assert front.index("ค่ายภาษาไทย รุ่นสอง") < front.index("ข่าวตัวอย่าง published")
    _step(director, made.pk, "archive")
    assert "ค่ายภาษาไทย รุ่นสอง" not in _page(public, "/news")
    made.refresh_from_db()
    people = (made.proposed_by, made.checked_by, made.published_by)
    assert [str(one.username) for one in people] == ["teacher", "clerk", "director"]


def test_the_day_of_publishing_is_told_apart_from_the_day_it_tells_of(sign_in: SignIn) -> None:
    today, public = timezone.localdate(), sign_in("anonymous")
    for days, told in ((12, "วันที่จัด"), (-2, "วันของเรื่อง"), (0, "")):
        day = today + timedelta(days)
        News.objects.filter(pk=PUBLISHED).update(day=day, published_at=timezone.now())
        cache.clear()
        for address in (f"/news/{PUBLISHED}", "/news"):
            page = _page(public, address)
            assert f"เผยแพร่ {thai_date(today)}" in page
            assert (f"วันที่จัด {thai_date(day)}" in page) is (told == "วันที่จัด")
            assert (f"วันของเรื่อง {thai_date(day)}" in page) is (told == "วันของเรื่อง")


def test_text_is_shown_in_paragraphs_with_safe_links(sign_in: SignIn) -> None:
    made = _propose(sign_in("teacher"))
    News.objects.filter(pk=made.pk).update(state="published", published_at=timezone.now())
    page = _page(sign_in("anonymous"), f"/news/{made.pk}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert '<a href="https://example.org/a?b=1" rel="nofollow">' in page
    assert page.count("<p>ดูที่") == 1


@pytest.mark.parametrize("name", NAMES[1:])
@pytest.mark.parametrize("step", STEPS)
def test_which_role_takes_which_step_from_which_state(
    sign_in: SignIn, step: str, name: str
) -> None:
    client = sign_in(name)
    for pk, state in STATES.items():
        _step(client, pk, step)
        moved = _state(pk) != state or News.objects.get(pk=pk).pinned
        assert moved == (name in WHO_MAY.get((step, pk), set())), (step, state)


def test_what_is_not_published_is_never_public(sign_in: SignIn) -> None:
    public = sign_in("anonymous")
    for pk, state in STATES.items():
        open_to_all = state == "published"
        page = public.get(f"/news/{pk}")
        assert page.status_code == (200 if state in ("published", "archived") else 404)
        for file in (pk, document_of(pk)):
            answer = public.get(f"/news/{pk}/files/{file}")
            assert answer.status_code == (200 if open_to_all else 404)
            assert public.get(f"/office/files/{file}").status_code == 302
        for address in ("/", "/news", "/plans", "/public/calendar"):
            here = f"ข่าวตัวอย่าง {state}" in _page(public, address)
            assert here == (open_to_all and address in ("/", "/news"))


def test_a_file_is_served_only_with_its_own_news(sign_in: SignIn) -> None:
    public = sign_in("anonymous")
    for file in (PROPOSED, document_of(CHECKED), 99):
        assert public.get(f"/news/{PUBLISHED}/files/{file}").status_code == 404
    AttachedFile.objects.filter(pk=PUBLISHED).update(taken_off_at=timezone.now())
    assert public.get(f"/news/{PUBLISHED}/files/{PUBLISHED}").status_code == 404
    assert "<img" not in _page(public, f"/news/{PUBLISHED}")


def test_a_picture_goes_out_small_and_a_document_never_as_a_page(sign_in: SignIn) -> None:
    public = sign_in("anonymous")
    picture = public.get(f"/news/{PUBLISHED}/files/{PUBLISHED}")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.headers["Cache-Control"] == "private, max-age=60"
    document = public.get(f"/news/{PUBLISHED}/files/{document_of(PUBLISHED)}")
    assert document.headers["Cache-Control"] == "private, no-store"
    assert document.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in document.headers["Content-Security-Policy"]


def test_archived_news_keeps_its_text_and_is_not_for_search_engines(sign_in: SignIn) -> None:
    answer = sign_in("anonymous").get(f"/news/{ARCHIVED}")
    page = answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "เนื้อหาของ archived" in page
    assert "<img" not in page
    assert "เอกสาร archived" not in page
    assert "X-Robots-Tag" not in sign_in("anonymous").get(f"/news/{PUBLISHED}").headers


def test_the_search_knows_news_only_while_it_is_published(sign_in: SignIn) -> None:
    director, teacher = sign_in("director"), sign_in("auditor")
    known = Findable.objects.filter(kind="office.news", key=str(CHECKED))
    assert not known.exists()
    _step(director, CHECKED, "publish")
    assert known.get().level == "public"
    page = _page(teacher, "/office/search/?q=ข่าวตัวอย่าง checked")
    assert f'href="/news/{CHECKED}"' in page
    director.post(f"{HERE}/{CHECKED}/change", {**TYPED, "kind": "notice"})
    assert known.get().title == TYPED["title"]
    _step(sign_in("teacher"), CHECKED, "take-back")
    assert not known.exists()
    assert News.objects.get(pk=CHECKED).published_at is None


def test_children_are_shown_only_with_consent(sign_in: SignIn) -> None:
    teacher = sign_in("teacher")
    page = _add(teacher, PROPOSED, file=_png(), **WITH_CHILDREN).content.decode()
    assert "ต้องระบุว่าใครยินยอม" in _fault(page, "consent")
    assert 'value="เด็กอ่านหนังสือ"' in page
    held = re.search(r'name="held" value="([^"]+)"', page)
    assert held
    page = _add(teacher, PROPOSED, held=held[1], consent="- . -", **WITH_CHILDREN).content.decode()
    assert "อย่างน้อย 10 ตัวอักษร" in _fault(page, "consent")
    page = _add(teacher, PROPOSED, held=held[1], caption="เด็ก").content.decode()
    assert "มีเด็กหรือไม่" in _fault(page, "children")
    consent = "ผู้ปกครองลงชื่อครบ"
    assert (
        _add(teacher, PROPOSED, held=held[1], consent=consent, **WITH_CHILDREN).status_code == 302
    )
    made = NewsPicture.objects.get(children=True)
    assert (made.children, made.consent) == (True, consent)
    page = teacher.post(f"{HERE}/{PROPOSED}/pictures/{made.pk}", WITH_CHILDREN).content.decode()
    assert _fault(page, "consent")
    events = Event.objects.filter(kind="office.news", key=str(PROPOSED))
    told = json.dumps([[one.before, one.after] for one in events], ensure_ascii=False)
    assert consent not in told
    assert '"children": true' in told


def test_news_with_children_but_no_consent_is_not_published(sign_in: SignIn) -> None:
    NewsPicture.objects.filter(pk=CHECKED).update(children=True, consent="-")
    page = _step(sign_in("director"), CHECKED, "publish").content.decode()
    assert "ยังไม่ระบุผู้ยินยอม" in page
    assert _state(CHECKED) == "checked"
    viewer = Viewer(User.objects.get(username="director"), timezone.localdate())
    with pytest.raises(RefusedError):
        act_on(viewer, [("news", str(CHECKED))], "")
    assert _state(CHECKED) == "checked"


@pytest.mark.parametrize("name", ["teacher", "school-director", "clerk", "director"])
def test_consent_that_is_withdrawn_takes_the_picture_away(sign_in: SignIn, name: str) -> None:
    client, public = sign_in(name), sign_in("anonymous")
    assert "ถอนความยินยอม" in _page(client, f"{HERE}/{PUBLISHED}")
    for pk in (PUBLISHED, ARCHIVED, CHECKED):
        assert client.post(f"{HERE}/{pk}/files/{pk}/off").status_code == 302
    _step(sign_in("deputy"), ARCHIVED, "publish")
    _step(sign_in("deputy"), CHECKED, "publish")
    for pk in (PUBLISHED, ARCHIVED, CHECKED):
        assert _state(pk) == "published"
        assert "<img" not in _page(public, f"/news/{pk}")
        assert public.get(f"/news/{pk}/files/{pk}").status_code == 404
        assert client.get(f"/office/files/{pk}").status_code == 404


def test_a_picture_comes_before_the_check(sign_in: SignIn) -> None:
    director = sign_in("director")
    for pk, state in ((CHECKED, "ตรวจแล้ว รอเผยแพร่"), (PUBLISHED, "เผยแพร่แล้ว")):
        assert "/pictures/add" not in _page(director, f"{HERE}/{pk}")
        assert director.get(f"{HERE}/{pk}/pictures/add").status_code == 302
        page = _add(director, pk, file=_png(), **SAID).content.decode()
        assert f"อยู่ในสถานะ “{state}”" in page
        assert NewsPicture.objects.filter(news=pk).count() == 1


def test_who_checks_says_that_the_pictures_were_looked_at(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    page = clerk.post(f"{HERE}/{PROPOSED}/step/check").content.decode()
    assert "ดูภาพทุกภาพก่อน" in _fault(page, "looked")
    assert _state(PROPOSED) == "proposed"


def test_nobody_checks_the_own_news(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    made = _propose(clerk)
    assert _step(clerk, made.pk, "check").status_code == 403
    assert f"{HERE}/{made.pk}" not in _page(clerk, f"{HERE}/?list=check")
    _step(sign_in("deputy"), made.pk, "check")
    assert _state(made.pk) == "checked"


def test_a_school_proposes_for_itself_only(sign_in: SignIn) -> None:
    area = Unit.objects.get(kind="area")
    made = _propose(sign_in("teacher"), unit=str(area.pk))
    assert made.unit.code == "93020501"
    other = Unit.objects.filter(kind="school").exclude(pk=made.unit_id)[0]
    user = User.objects.get(username="clerk")
    RoleHeld.objects.filter(user=user).update(unit=other)
    elsewhere = sign_in("clerk")
    for address in (f"/{made.pk}", f"/{made.pk}/change", f"/{made.pk}/step/check", "/ages"):
        assert elsewhere.get(f"{HERE}{address}").status_code == 403
    assert "พบ 0 ข่าว" in _page(elsewhere, f"{HERE}/")


def test_who_holds_roles_at_two_units_says_for_which(sign_in: SignIn) -> None:
    planner = User.objects.get(username="planner")
    group = Unit.objects.create(kind="group", code="G7", name="กลุ่มทดสอบ")
    elsewhere = Unit.objects.create(kind="school", code="99990001", name="โรงเรียนเขตอื่น")
    area = Unit.objects.get(kind="area")
    Placement.objects.create(child=group, parent=area, hierarchy="work", valid_from=SINCE)
    for unit, role in ((group, "planner"), (elsewhere, "teacher")):
        RoleHeld.objects.create(user=planner, role=role, unit=unit, since=SINCE)
    client = sign_in("planner")
    foreign = {**TYPED, "unit": str(elsewhere.pk)}
    page = client.post(f"{HERE}/propose", foreign).content.decode()
    assert "เลือกจากรายการเท่านั้น" in _fault(page, "unit")
    assert _propose(client, unit=str(group.pk)).unit == group


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"day": ""}, "ใส่วันของเรื่อง"),
        ({"day": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"day": "1 ม.ค. 2699"}, "ไกลเกินหนึ่งปี"),
        ({"title": ""}, "กรุณากรอกช่องนี้"),
        ({"title": "ย" * 301}, "ยาวเกินไป"),
        ({"text": ""}, "กรุณากรอกช่องนี้"),
        ({"kind": "rumour"}, "เลือกจากรายการเท่านั้น"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(
    sign_in: SignIn, change: dict[str, str], told: str
) -> None:
    count = News.objects.count()
    page = sign_in("teacher").post(f"{HERE}/propose", {**TYPED, **change}).content.decode()
    (field,) = change
    assert told in _fault(page, field)
    if field != "text":
        assert "https://example.org/a?b=1" in page
    assert News.objects.count() == count


def test_files_of_the_wrong_sort_are_refused_at_their_field(sign_in: SignIn) -> None:
    teacher = sign_in("teacher")
    page = teacher.post(f"{HERE}/propose", {**TYPED, "file": _png()}).content.decode()
    assert "เป็นภาพ: บันทึกข่าวก่อน" in _fault(page, "file")
    paper = SimpleUploadedFile("ก.txt", b"1")
    assert "ไม่ใช่ภาพ" in _fault(_add(teacher, PROPOSED, file=paper, **SAID).content.decode(), "file")
    assert "เลือกภาพหนึ่งภาพ" in _fault(_add(teacher, PROPOSED, **SAID).content.decode(), "file")
    program = SimpleUploadedFile("ข.png", b"MZ\x00\x01", "image/png")
    assert "โปรแกรม" in _fault(
        _add(teacher, PROPOSED, file=program, **SAID).content.decode(), "file"
    )
    page = _add(teacher, PROPOSED, file=_png(), caption="").content.decode()
    assert "เขียนว่าในภาพมีอะไร" in _fault(page, "caption")


def test_a_step_that_came_too_late_is_told_and_nothing_is_lost(sign_in: SignIn) -> None:
    clerk, teacher = sign_in("clerk"), sign_in("teacher")
    assert "ทำรายการนี้ไม่ได้แล้ว" in _step(clerk, CHECKED, "check").content.decode()
    assert clerk.get(f"{HERE}/{CHECKED}/step/check").status_code == 302
    assert clerk.get(f"{HERE}/{CHECKED}/step/nothing").status_code == 404
    assert teacher.post(f"{HERE}/{CHECKED}/change", TYPED).status_code == 403
    assert sign_in("director").get(f"{HERE}/{ARCHIVED}/change").status_code == 302
    assert (
        "ทำรายการนี้ไม่ได้แล้ว"
        in sign_in("director").post(f"{HERE}/{ARCHIVED}/change", TYPED).content.decode()
    )
    assert _add(sign_in("director"), ARCHIVED, file=_png(), **SAID).status_code == 200


def test_what_was_published_is_changed_with_its_history(sign_in: SignIn) -> None:
    director = sign_in("director")
    director.post(f"{HERE}/{PUBLISHED}/change", TYPED)
    assert _state(PUBLISHED) == "published"
    event = Event.objects.filter(kind="office.news", key=str(PUBLISHED)).latest("pk")
    assert event.action == "change-news"
    assert event.before["text"] == "เนื้อหาของ published"
    assert "ย่อหน้าแรก" in event.after["text"]
    page = _page(sign_in("auditor"), f"/registry/events/?kind=office.news&key={PUBLISHED}")
    assert "แก้ข่าว" in page


def test_a_draft_leaves_no_text_in_events(sign_in: SignIn) -> None:
    made = _propose(sign_in("teacher"))
    event = Event.objects.get(kind="office.news", key=str(made.pk))
    assert "text" not in event.after
    assert event.after["title"] == TYPED["title"]


def test_pins_and_files_come_off(sign_in: SignIn) -> None:
    director = sign_in("director")
    _step(director, PUBLISHED, "pin")
    assert "ปักหมุด" in _page(sign_in("anonymous"), "/")
    _step(director, PUBLISHED, "unpin")
    assert not News.objects.get(pk=PUBLISHED).pinned
    director.post(f"{HERE}/{PUBLISHED}/files/{document_of(PUBLISHED)}/off")
    assert "เอกสาร published" not in _page(sign_in("anonymous"), f"/news/{PUBLISHED}")
    teacher = sign_in("teacher")
    assert sign_in("planner").post(f"{HERE}/{PUBLISHED}/files/{PUBLISHED}/off").status_code == 403
    assert teacher.post(f"{HERE}/{RETURNED}/files/{PUBLISHED}/off").status_code == 404


def test_the_folder_publishes_what_was_checked(area: None) -> None:
    today = timezone.localdate()
    NewsPicture.objects.filter(pk=CHECKED).update(children=True, consent="ผู้ปกครองลงชื่อ")
    deputy = Viewer(User.objects.get(username="deputy"), today)
    mine = [w for source, w in waiting_for(deputy) if source.code == "news"]
    assert [w.key for w in mine] == [str(CHECKED)]
    assert mine[0].mark == "มีภาพเด็ก"
    NewsPicture.objects.update(children=False)
    mine = [w for source, w in waiting_for(deputy) if source.code == "news"]
    assert mine[0].mark == ""
    act_on(deputy, [("news", str(CHECKED))], "")
    assert _state(CHECKED) == "published"
    with pytest.raises(RefusedError):
        act_on(deputy, [("news", str(CHECKED))], "")
    for name in ("clerk", "teacher", "school-director"):
        viewer = Viewer(User.objects.get(username=name), today)
        assert [w for source, w in waiting_for(viewer) if source.code == "news"] == []


def test_units_without_news_say_so_and_the_oldest_stand_first(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    page = _page(clerk, f"{HERE}/ages")
    assert "ยังไม่มี" in page
    assert 'data-label="มาแล้ว (วัน)">–' in page
    schools = _page(clerk, f"{HERE}/ages/schools")
    unit = News.objects.get(pk=PUBLISHED).unit
    assert schools.rindex("ยังไม่มี") < schools.index(f"unit={unit.pk}")
    days = timezone.localdate() - timezone.localdate(News.objects.get(pk=PUBLISHED).published_at)
    assert f">{days.days:,}<" in schools
    listed = _page(clerk, f"{HERE}/?list=all&unit={unit.pk}")
    assert "พบ 1 ข่าว" in listed
    assert "รอตรวจ 1 ข่าว" in _page(clerk, f"{HERE}/panel")


def test_pages_ask_few_queries_however_much_news(sign_in: SignIn) -> None:
    director, counts = sign_in("director"), []
    addresses = [
        *("/", "/?list=check", "/?list=all", "/ages", "/ages/schools", "/panel"),
        f"/{PUBLISHED}",
    ]
    like = News.objects.get(pk=PUBLISHED)
    for more in (0, 20):
        for state in ["proposed", "published"] * more:
            like.pk, like.state = None, state
            like.save()
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                _page(director, f"{HERE}{address}")
            counts.append(len(queries))
    assert counts[: len(addresses)] == counts[len(addresses) :]
    assert max(counts) <= MOST_QUERIES


def test_a_list_that_is_not_there_is_told(sign_in: SignIn) -> None:
    assert sign_in("clerk").get(f"{HERE}/?list=nothing").status_code == 404
    assert sign_in("teacher").get(f"{HERE}/?list=all").status_code == 403
