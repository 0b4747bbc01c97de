"""Posts with their holders and teams with their members, from files."""

from datetime import timedelta

import pytest

from khet.records.registry.models import Post, RoleHeld, Team, User
from tests.jobs.registers.conftest import ON, Office

POST = "หน่วยงาน,ตำแหน่ง,บทบาท,ชื่อผู้ใช้,ตั้งแต่วันที่"
TEAM = "ประเภททีม,ชื่อทีม,ชื่อผู้ใช้,หัวหน้าทีม,เรื่อง"
CLERK = "9302,ธุรการ,เจ้าหน้าที่ธุรการ"


@pytest.fixture
def staffed(working: Office) -> Office:
    """An area with two people."""
    for name in ("one", "two"):
        User.objects.create_user(name, name=f"คนที่ {name}")
    return working


def test_who_follows_in_a_post_ends_the_time_of_who_held_it(staffed: Office) -> None:
    staffed.keep("posts", [POST, f"{CLERK},one,1/10/2555"])
    staffed.keep("posts", [POST, f"{CLERK},two,"])
    first, second = RoleHeld.objects.filter(role="clerk").order_by("since")
    assert (first.user.username, first.until) == ("one", ON - timedelta(days=1))
    assert (second.user.username, second.since, second.until) == ("two", ON, None)
    assert Post.objects.count() == 1


def test_an_empty_holder_leaves_who_is_there(staffed: Office) -> None:
    staffed.keep("posts", [POST, f"{CLERK},one,"])
    assert not staffed.plan("posts", [POST, f"{CLERK},,"]).changes


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("9302,ธุรการ,ประธานเครือข่าย,,", "บทบาท"),
        ("9302,ผู้ดูแล,ผู้ดูแลระบบ,,", "บทบาท"),
        ("ไม่มีหน่วยนี้,ธุรการ,เจ้าหน้าที่ธุรการ,,", "หน่วยงาน"),
        (f"{CLERK},nobody,", "ชื่อผู้ใช้"),
        (f"{CLERK},two,1/10/2554", "ตั้งแต่วันที่"),
    ],
)
def test_a_faulty_post_is_named(staffed: Office, row: str, column: str) -> None:
    staffed.keep("posts", [POST, f"{CLERK},one,1/10/2555"])
    [found] = staffed.plan("posts", [POST, row]).errors
    assert (found.row, found.column[: len(column)]) == (2, column)


def test_members_are_added_and_one_leads(staffed: Office) -> None:
    staffed.keep("teams", [TEAM, "กลุ่มดอกไม้,ดอกมะลิ,one,ใช่,งานวันเด็ก"])
    staffed.keep("teams", [TEAM, "กลุ่มดอกไม้,ดอกมะลิ,two,,"])
    team = Team.objects.get()
    assert (team.topic, team.since) == ("งานวันเด็ก", ON)
    assert set(team.members.values_list("user__username", "leads")) == {
        ("one", True),
        ("two", False),
    }


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        (["STAFF ทีม,นโยบาย,one,,"], "หัวหน้าทีม"),
        (["STAFF ทีม,นโยบาย,one,ใช่,", "STAFF ทีม,นโยบาย,two,ใช่,"], "หัวหน้าทีม"),
        (["STAFF ทีม,นโยบาย,nobody,ใช่,"], "ชื่อผู้ใช้"),
        (["STAFF ทีม,นโยบาย,one,ใช่,ก", "STAFF ทีม,นโยบาย,two,,ข"], "เรื่องที่รับผิดชอบ"),
        (["ชมรม,นโยบาย,one,ใช่,"], "ประเภททีม"),
    ],
)
def test_a_faulty_team_is_named(staffed: Office, rows: list[str], column: str) -> None:
    [found] = staffed.plan("teams", [TEAM, *rows]).errors
    assert found.column[: len(column)] == column


def test_a_team_that_ends_before_it_begins_is_named(staffed: Office) -> None:
    head = f"{TEAM},ตั้งแต่วันที่,ถึงวันที่"
    [found] = staffed.plan("teams", [head, "ทีมงาน,ก,one,ใช่,,2/1/2557,1/1/2557"]).errors
    assert (found.row, found.column) == (2, "ถึงวันที่")
