"""Pages of people: what is shown, what may be changed, slips."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.registry.actions.people import AccountEntry, open_accounts
from khet.records.registry.actions.posts import create_post
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.actions.sign_in import choose_password, issue_code
from khet.records.registry.models import Event, Post, RoleHeld, Team, Unit, User
from khet.web.registry.people.slips import VALID
from tests.cast import PASSWORD, SINCE
from tests.made_area import school_code

SignIn = Callable[[str], Client]
HERE = "/registry/people"
OWN = school_code(0)


def _open(count: int, school: str = OWN, since: Any = SINCE) -> list[User]:
    entries = [
        AccountEntry(f"t-{n:03d}", f"นายครู คนที่ {n}", "teacher", ("school", school), position="ครู")
        for n in range(count)
    ]
    return open_accounts(by="ทดสอบ", entries=entries, since=since)


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def _sent(client: Client, address: str, **data: str) -> Any:
    return client.post(f"{HERE}{address}", data)


def test_a_director_of_a_school_lists_the_own_people_only(sign_in: SignIn) -> None:
    page = _page(sign_in("school-director"), "/")
    assert set(re.findall(r"/registry/people/person/([\w-]+)", page)) == {
        *("teacher", "school-director"),
    }
    everybody = _page(sign_in("personnel"), "/")
    assert "/registry/people/person/newcomer" in everybody
    assert "/registry/people/person/administrator" in everybody


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=ครู+คนที่+2", {"t-002"}),
        ("q=T-00", {"t-000", "t-001", "t-002"}),
        ("unit=school:93020501&role=teacher", {"teacher", "t-000", "t-001", "t-002"}),
        ("state=closed", set()),
        ("state=code", {"t-001"}),
        ("q=%25", set()),
    ],
)
def test_filters(sign_in: SignIn, asked: str, found: set[str]) -> None:
    people = _open(3)
    issue_code(by="ทดสอบ", user=people[1], until=timezone.now() + VALID)
    page = _page(sign_in("school-director"), f"/?{asked}")
    assert set(re.findall(r"/registry/people/person/([\w-]+)", page)) == found


def test_a_filter_that_is_not_there_says_so(sign_in: SignIn) -> None:
    response = sign_in("school-director").get(f"{HERE}/?unit=school:{school_code(1)}")
    assert response.status_code == 404
    assert "ไม่มีตัวเลือกนี้" in response.content.decode()


@pytest.mark.parametrize("address", ["/", f"/units/school/{OWN}", "/person/teacher", "/posts"])
def test_queries_do_not_grow_with_people(sign_in: SignIn, address: str) -> None:
    client = sign_in("personnel")
    counts = []
    for count in (1, 40):
        User.objects.filter(username__startswith="t-").delete()
        _open(count)
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            _page(client, address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_the_list_goes_out_as_a_workbook(sign_in: SignIn) -> None:
    response = sign_in("school-director").get(f"{HERE}/people.xlsx?role=teacher")
    rows = [list(row) for row in openpyxl.load_workbook(io.BytesIO(response.content)).active.values]
    assert [row[3] for row in rows if row[3] == "teacher"] == ["teacher"]
    assert not [row for row in rows if "school-director" in row]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_person_page_says_rights_in_words(sign_in: SignIn) -> None:
    page = _page(sign_in("personnel"), "/person/network-supervisor")
    assert "เห็นผลและชื่อนักเรียนของโรงเรียนที่รับผิดชอบ" in page
    found = dict(re.findall(r"<dt>([^<]*)</dt><dd><ul>(.*?)</ul>", page))
    schools = "บ้านกลาง, บ้านเกาะ, บ้านคลอง, บ้านจันทร์, บ้านไผ่, บ้านหนอง"
    assert set(found) == {"ทั้งเขต", schools}
    assert "เห็นชื่อนักเรียน" in found[schools]
    assert "เห็นชื่อนักเรียน" not in _page(sign_in("personnel"), "/person/planner").split("<dl")[2]
    own = _page(sign_in("teacher"), "/person/teacher")
    assert "/close" not in own
    assert "/end" not in own


def test_who_sees_a_school(sign_in: SignIn) -> None:
    page = _page(sign_in("school-director"), f"/units/school/{OWN}")
    names = set(re.findall(r"/person/([\w-]+)", page))
    assert names == {
        *("director", "deputy", "supervisor", "network-supervisor", "planner", "auditor"),
        *("data-officer", "network-chair", "school-director", "teacher"),
    }


def _close_own() -> None:
    Unit.objects.filter(code=OWN).update(valid_to=timezone.localdate() - timedelta(days=1))
    cache.clear()


def test_who_sees_a_closed_school_and_who_once_had_a_role_there(sign_in: SignIn) -> None:
    _close_own()
    office = sign_in("personnel")
    seen, former = _page(office, f"/units/school/{OWN}").split("ผู้ที่เคยมีบทบาทที่นี่")
    assert "/person/supervisor" in seen
    assert "/person/teacher" not in seen
    assert {"teacher", "school-director"} == set(re.findall(r"/person/([\w-]+)", former))
    assert sign_in("network-chair").get(f"{HERE}/units/school/{OWN}").status_code == 403


def test_the_people_of_a_closed_school_may_nothing_and_are_still_found(sign_in: SignIn) -> None:
    _close_own()
    for name in ("school-director", "teacher"):
        assert sign_in(name).get(f"/registry/schools/{OWN}/pupils").status_code == 403
    office = sign_in("personnel")
    page = _page(office, "/?state=idle")
    assert set(re.findall(r"/person/([\w-]+)", page)) == {"school-director", "teacher"}
    assert page.count("ไม่มีบทบาทแล้ว ·") == 2
    sheet = openpyxl.load_workbook(io.BytesIO(office.get(f"{HERE}/people.xlsx").content)).active
    states = {row[3]: row[5] for row in sheet.values}
    assert states["teacher"].startswith("ไม่มีบทบาทแล้ว")
    assert not states["planner"].startswith("ไม่มีบทบาทแล้ว")


def _account(**more: str) -> dict[str, str]:
    return {
        "name": "นางสาวทองคำ ใจดี",
        "unit": f"school:{OWN}",
        "role": "teacher",
        "since": "๑๖ พ.ค. ๒๕๕๖",
        **more,
    }


def test_a_school_director_opens_an_account(sign_in: SignIn) -> None:
    answer = _sent(sign_in("school-director"), "/add", **_account(identity="1-2345-67890-12-1"))
    assert (answer.status_code, answer.url) == (302, f"{HERE}/person/0501-01")
    user = User.objects.get(username="0501-01")
    assert (user.name, user.has_usable_password()) == ("นางสาวทองคำ ใจดี", False)
    assert str(user.roles_held.get().since) == "2013-05-16"
    assert Event.objects.get(key="0501-01").actor == "ผู้ทดสอบ"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"identity": "1234567890122"}, "เลขตรวจสอบ"),
        ({"identity": "123"}, "13 หลัก"),
        ({"username": "teacher"}, "มีผู้ใช้ชื่อ teacher แล้ว"),
        ({"username": "ครู"}, "ใช้ได้เฉพาะ"),
        ({"role": "school-director"}, "เลือกจากรายการเท่านั้น"),
        ({"unit": f"school:{school_code(1)}"}, "เลือกจากรายการเท่านั้น"),
        ({"since": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"until": "1 พ.ค. 2556"}, "วันสุดท้ายอยู่ก่อนวันแรก"),
        ({"name": ""}, "กรุณากรอกช่องนี้"),
        ({"name": "ผู้ทดสอบ"}, "ถ้าเป็นคนละคนกัน"),
    ],
)
def test_what_is_wrong_with_an_account_is_told(
    sign_in: SignIn, more: dict[str, str], told: str
) -> None:
    before = User.objects.count()
    page = _sent(sign_in("school-director"), "/add", **_account(**more)).content.decode()
    assert told in page
    assert User.objects.count() == before


def test_a_namesake_is_opened_once_that_is_confirmed(sign_in: SignIn) -> None:
    more = _account(name="ผู้ทดสอบ", again="on")
    assert _sent(sign_in("school-director"), "/add", **more).status_code == 302


def test_an_account_of_the_same_person_is_refused(sign_in: SignIn) -> None:
    client = sign_in("personnel")
    _sent(client, "/add", **_account(identity="1234567890121"))
    unit = f"school:{school_code(1)}"
    page = _sent(client, "/add", **_account(identity="1234567890121", unit=unit)).content.decode()
    assert "บุคคลนี้มีบัญชีอยู่แล้ว ชื่อผู้ใช้ 0501-01" in page


def test_a_role_is_given_and_ended(sign_in: SignIn) -> None:
    client = sign_in("personnel")
    data = {"unit": "network:N1", "role": "network-chair", "since": "1/6/2556", "until": ""}
    assert _sent(client, "/person/school-director/give", **data).status_code == 302
    held = RoleHeld.objects.get(role="network-chair", user__username="school-director")
    end = f"/person/school-director/roles/{held.pk}/end"
    assert "วันสุดท้ายอยู่ก่อนวันแรก" in _sent(client, end, until="31/5/2556").content.decode()
    assert _sent(client, end, until="30 มิ.ย. 2556").status_code == 302
    held.refresh_from_db()
    assert str(held.until) == "2013-06-30"


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("administrator", "/person/administrator/give"),
        ("personnel", "/person/personnel/give"),
        ("personnel", "/person/administrator/give"),
        ("school-director", "/person/school-director/code"),
        ("school-director", "/person/clerk/code"),
        ("director", "/person/teacher/code"),
    ],
)
def test_what_nobody_may(sign_in: SignIn, who: str, address: str) -> None:
    assert _sent(sign_in(who), address).status_code == 403


def test_a_school_director_can_not_take_away_what_the_office_gave(sign_in: SignIn) -> None:
    held = RoleHeld.objects.get(user__username="school-director")
    assert (
        _sent(
            sign_in("school-director"), f"/person/school-director/roles/{held.pk}/end"
        ).status_code
        == 403
    )


def test_only_an_administrator_gives_that_role(sign_in: SignIn) -> None:
    data = {"unit": "area:9302", "role": "administrator", "since": "1/6/2556"}
    page = _sent(sign_in("personnel"), "/person/clerk/give", **data).content.decode()
    assert not RoleHeld.objects.filter(user__username="clerk", role="administrator").exists()
    assert "เลือกจากรายการเท่านั้น" in page
    assert _sent(sign_in("administrator"), "/person/clerk/give", **data).status_code == 302


def test_closing_and_reopening(sign_in: SignIn) -> None:
    client, teacher = sign_in("personnel"), sign_in("teacher")
    assert teacher.get("/").status_code == 200
    _sent(client, "/person/teacher/close")
    assert teacher.get("/account").status_code == 302
    assert "ปิดบัญชีแล้ว" in _page(client, "/person/teacher")
    _sent(client, "/person/teacher/close")
    assert User.objects.get(username="teacher").is_active


def _pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return max(map(int, re.findall(rb"/Count (\d+)", pdf)))


def test_slips_for_a_school_leave_who_has_a_password(sign_in: SignIn) -> None:
    people = _open(9)
    client = sign_in("school-director")
    asked = f"who=unit&unit=school:{OWN}"
    page = _page(client, f"/slips?{asked}")
    assert "จะพิมพ์ 9 ใบ" in page
    assert "ไม่พิมพ์ให้ 1 คน" in page
    answer = _sent(client, "/slips", who="unit", unit=f"school:{OWN}")
    assert _pages(answer.content) == 2
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Event.objects.filter(action="issue-code").count() == 9
    for user in people:
        user.refresh_from_db()
        assert user.code_until
    answer = _sent(client, "/slips", who="unit", unit=f"school:{OWN}", reset="on")
    assert Event.objects.filter(action="issue-code", key="teacher").count() == 1


def test_no_slip_for_who_will_hold_what_the_reader_does_not_manage(sign_in: SignIn) -> None:
    """As on the person's own page; else the code would open what the person is to be."""
    teacher, area = User.objects.get(username="teacher"), Unit.objects.get(kind="area")
    soon = timezone.localdate() + timedelta(days=3)
    give_role(by="ทดสอบ", user=teacher, entry=RoleEntry("supervisor", area, soon))
    director = sign_in("school-director")
    assert _sent(director, "/person/teacher/code", sure="on").status_code == 403
    _sent(director, "/slips", who="unit", unit=f"school:{OWN}", reset="on")
    assert not Event.objects.filter(action="issue-code", key="teacher").exists()


def test_slips_for_all_directors_and_for_who_never_came(sign_in: SignIn) -> None:
    _open(2)
    client = sign_in("personnel")
    assert "จะพิมพ์ 0 ใบ" in _page(client, "/slips?who=directors")
    answer = _sent(client, "/slips", who="directors", reset="on")
    assert _pages(answer.content) == 1
    answer = _sent(client, "/slips", who="never")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == [f"{OWN}-บ้านกลาง.pdf"]
    assert answer.headers["Content-Type"] == "application/zip"


def test_a_slip_that_is_still_good_is_marked_and_left_out(sign_in: SignIn) -> None:
    good, other = _open(2)
    issue_code(by="ทดสอบ", user=good, until=timezone.now() + VALID)
    client, chosen = sign_in("school-director"), {"who": "unit", "unit": f"school:{OWN}"}
    page = _page(client, f"/slips?who=unit&unit=school:{OWN}")
    assert "จะพิมพ์ 1 ใบ" in page
    assert page.count("มีใบที่ยังใช้ได้ถึง") == 1
    assert 'value="t-000" checked' in page
    assert 'value="t-001">' in page
    before = User.objects.get(username="t-000").password
    _sent(client, "/slips", **chosen, skip="t-000")
    assert User.objects.get(username="t-000").password == before
    assert User.objects.get(username=other.username).code_until
    answer = client.post(f"{HERE}/slips", {**chosen, "skip": ["t-000", "t-001"]})
    assert "เว้นไว้ทุกคน" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:8121/", True),
        ("http://localhost/", True),
        ("http://[::1]:8000/", True),
        ("192.168.1.10:8000", False),
        ("", False),
    ],
)
def test_an_address_that_others_can_not_open_is_told(
    sign_in: SignIn, address: str, told: bool
) -> None:
    _open(1)
    page = _page(sign_in("school-director"), f"/slips?who=unit&unit=school:{OWN}&address={address}")
    assert ("เปิดได้เฉพาะบนเครื่องนี้" in page) == told


def test_slips_tell_the_address_of_the_office(
    sign_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def made(_slips: Any, issue: Any) -> bytes:
        told.append(issue.address)
        return b"%PDF-"

    monkeypatch.setattr("khet.web.registry.people.slips.slips_pdf", made)
    _open(1)
    client = sign_in("school-director")
    _sent(client, "/person/t-000/code")
    settings.ADDRESS = "https://khet.example/"
    assert 'value="https://khet.example/"' in _page(client, "/slips")
    _sent(client, "/slips", who="unit", unit=f"school:{OWN}")
    client.post(f"{HERE}/person/t-000/code", {"address": "office-pc:8000"})
    wrong = client.post(f"{HERE}/person/t-000/code", {"address": "ที่ ทำงาน"})
    assert "ไม่ใช่ที่อยู่เว็บ" in wrong.content.decode()
    assert 'value="http://office-pc:8000"' in _page(client, "/person/t-000/code")
    assert told == ["http://testserver/", "https://khet.example/", "http://office-pc:8000"]


def test_nobody_to_print_for_prints_nothing(sign_in: SignIn) -> None:
    page = _sent(sign_in("personnel"), "/slips", who="directors").content.decode()
    assert "ไม่มีใครที่ต้องพิมพ์ใบรหัส" in page
    assert "เลือกหน่วยงานที่จะพิมพ์" in _page(sign_in("personnel"), "/slips?who=unit")


def test_a_code_for_who_has_a_password_only_when_sure(sign_in: SignIn) -> None:
    client = sign_in("school-director")
    page = _sent(client, "/person/teacher/code").content.decode()
    assert "ลืมรหัสผ่านเท่านั้น" in page
    assert User.objects.get(username="teacher").check_password(PASSWORD)
    answer = _sent(client, "/person/teacher/code", sure="on")
    assert _pages(answer.content) == 1
    assert not User.objects.get(username="teacher").check_password(PASSWORD)


def test_a_new_slip_makes_the_old_code_useless(sign_in: SignIn) -> None:
    user = _open(1)[0]
    code = issue_code(by="ทดสอบ", user=user, until=timezone.now() + VALID)
    _sent(sign_in("school-director"), "/person/t-000/code")
    user.refresh_from_db()
    assert not user.check_password(code)
    choose_password(by=user, password=PASSWORD)
    assert (
        _sent(sign_in("school-director"), "/person/t-000/code")
        .headers["Content-Type"]
        .startswith("text/html")
    )


def test_a_post_is_created_and_filled(sign_in: SignIn) -> None:
    client = sign_in("personnel")
    data = {"unit": f"school:{OWN}", "title": "รองผู้อำนวยการ", "role": "clerk"}
    assert _sent(client, "/posts/add", **data).status_code == 302
    assert "มีตำแหน่งชื่อนี้แล้ว" in _sent(client, "/posts/add", **data).content.decode()
    wrong = _sent(client, "/posts/add", **{**data, "title": "อื่น", "role": "director"})
    assert "ให้ที่หน่วยงานประเภทนี้ไม่ได้" in wrong.content.decode()
    appoint = f"/posts/{Post.objects.get().pk}/appoint"
    unsure = _sent(client, appoint, person="ผู้ทดสอบ", since="1/6/2556").content.decode()
    assert "พบมากกว่าหนึ่งคน" in unsure
    assert "ไม่พบบุคคลชื่อนี้" in _sent(client, appoint, person="ไม่มี").content.decode()
    assert _sent(client, appoint, person="personnel", since="1/6/2556").status_code == 403
    assert _sent(client, appoint, person="TEACHER", since="1/6/2556").status_code == 302
    assert "ผู้ทดสอบ" in _page(sign_in("school-director"), "/posts")


def test_posts_of_other_units_are_not_a_school_directors(sign_in: SignIn) -> None:
    unit = Unit.objects.get(kind="area")
    post = create_post(by="ทดสอบ", unit=unit, title="นิติกร", role="clerk")
    assert "นิติกร" not in _page(sign_in("school-director"), "/posts")
    assert _sent(sign_in("school-director"), f"/posts/{post.pk}/appoint").status_code == 404


def test_a_team_with_members_and_a_leader(sign_in: SignIn) -> None:
    client = sign_in("personnel")
    data = {"kind": "flower", "name": "ดอกมะลิ", "since": "1 ต.ค. 2556"}
    answer = _sent(client, "/teams/add", **data)
    team = Team.objects.get()
    assert answer.url == f"{HERE}/teams/{team.pk}/members"
    members = f"/teams/{team.pk}/members"
    page = _sent(client, members, members="clerk\nไม่มีจริง", leader="clerk").content.decode()
    assert "บรรทัดที่ 2 “ไม่มีจริง”" in page
    page = _sent(client, members, members="clerk", leader="director").content.decode()
    assert "ต้องเป็นสมาชิกของทีม" in page
    assert _sent(client, members, members="clerk\n\ndirector", leader="clerk").status_code == 302
    assert "หัวหน้าทีม" in _page(client, "/teams")
    assert "ดอกมะลิ" in _page(client, "/person/clerk")
    change = f"/teams/{team.pk}/change"
    assert _sent(client, change, **{**data, "until": "1/1/2556"}).status_code == 200
    assert _sent(client, change, **{**data, "until": "30/9/2557"}).status_code == 302
    assert _sent(sign_in("director"), change, **data).status_code == 403


def test_a_lost_second_factor_is_taken_away(sign_in: SignIn) -> None:
    assert _sent(sign_in("school-director"), "/person/teacher/second-factor").status_code == 302
    assert Event.objects.get(action="reset-second-factor").key == "teacher"
