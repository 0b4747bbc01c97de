"""Receivers of circulars: chosen from every kind, each once; what is wrong told at its field."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khet.records.office.models import Body, Circular, Seat
from khet.records.registry.models import Programme, ProgrammeSchool, Sector, Team, TeamMember, Unit
from khet.rules.calendar import academic_year
from khet.rules.circulars import EXCEPT
from tests.circular_rows import TODAY, area, engage, make_group, school, send, signed, user
from tests.web.sent_circulars import HERE, SignIn, duties_of, fault_at, page_of, prepare


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({}, "to", "ยังไม่ได้เลือกผู้รับ"),
        ({"to": ["groups"]}, "to", "เลือกจากรายการเท่านั้น"),
        ({"to": ["network:N1"], "but": ["schools"]}, "to", "ไม่มีผู้รับตามที่เลือก"),
        ({"people": "ไม่มีคนนี้"}, "people", "ไม่พบ “ไม่มีคนนี้”"),
        ({"people": "ผู้ทดสอบ"}, "people", "มากกว่าหนึ่งคน"),
        ({"to": ["schools"], "asks": "text"}, "due", "ใส่วันสุดท้ายที่ให้ตอบ"),
        ({"to": ["schools"], "asks": "text", "due": "๑ ม.ค. ๒๕๕๗"}, "due", "ผ่านไปแล้ว"),
        ({"to": ["schools"], "asks": "form", "due": ""}, "instrument", "เลือกแบบสอบถาม"),
        ({"to": ["schools"], "asks": "dance"}, "asks", "เลือกจากรายการเท่านั้น"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    sign_in: SignIn, said: dict[str, Any], field: str, told: str
) -> None:
    letter = signed(state="draft")
    page = prepare(sign_in("clerk"), letter, **said).content.decode()
    if field in ("to", "but"):
        assert told in page.split(f'id="id_{field}_error"')[1].split("</p>")[0]
    else:
        assert told in fault_at(page, field).replace("&quot;", '"')
    assert not Circular.objects.filter(letter=letter).exists()


def test_what_was_ticked_stays_when_it_is_refused(sign_in: SignIn) -> None:
    letter = signed(state="draft")
    said = {"to": ["network:N1"], "asks": "text", "ask_note": "ให้ระบุ"}
    page = prepare(sign_in("clerk"), letter, **said).content.decode()
    assert re.search(r'name="to" value="network:N1" checked', page)
    assert "ให้ระบุ" in page


def test_receivers_of_every_kind_each_once(sign_in: SignIn) -> None:
    group = make_group()
    programme = Programme.objects.create(area=area(), name="โครงการตัวอย่าง")
    year = academic_year(TODAY()).be
    for place, cohort in ((1, "1"), (2, "2")):
        ProgrammeSchool.objects.create(
            programme=programme, school=school(place), cohort=cohort, from_year=year
        )
    team = Team.objects.create(area=area(), kind="other", name="ชมรม", since="2014-01-01")
    TeamMember.objects.create(team=team, user=user("planner"))
    body = Body.objects.create(area=area(), kind="other", name="คณะ", since="2014-01-01")
    for place, name in enumerate(("planner", "auditor")):
        Seat.objects.create(body=body, place=place, person=user(name))
    Seat.objects.create(body=body, place=9, name="แขกของคณะ")
    tokens = [
        *("school:93020501", "network:N1", "district:D1", f"programme:{programme.pk}/1"),
        *(f"group:{group.code}", f"team:{team.pk}", f"body:{body.pk}"),
    ]
    letter = signed(state="draft")
    clerk = sign_in("clerk")
    said = {"to": tokens, "people": "planner\nteacher", "asks": "read"}
    assert prepare(clerk, letter, **said).status_code == 302
    count = clerk.post(f"{HERE}/{letter.pk}/prepare/count", said).content.decode()
    assert "11 ราย" in count  # 6 schools of network and district, 1 of the cohort, group, 3 people
    told = page_of(clerk, f"{letter.pk}")
    assert "โครงการตัวอย่าง รุ่น 1" in told
    assert "ผู้ทดสอบ" in told


@pytest.mark.usefixtures("area")
def test_people_by_what_they_are() -> None:
    engage("new-head", "group-director", make_group())

    def found(*audience: str) -> set[str]:
        receipts = send(audience, asks="read").receipts
        return set(receipts.values_list("user__username", flat=True))

    assert found("heads") == {"school-director"}
    assert found("teachers", "heads", "-person:school-director") == {"teacher"}
    staff = found("staff", "-group:G7")
    assert {"director", "clerk", "planner"} <= staff
    assert not staff & {"new-head", "teacher", "network-chair"}
    assert found("staff") == staff | {"new-head"}


def test_private_schools_are_only_reached_when_they_are_meant(sign_in: SignIn) -> None:
    Unit.objects.filter(pk=school(3).pk).update(sector=Sector.PRIVATE)
    assert send(("schools", "district:D1", "district:D2"), asks="read").receipts.count() == 11
    circular = send(("sector:private",), asks="read")
    assert circular.receipts.get().unit == school(3)


@pytest.mark.usefixtures("area")
def test_a_group_owes_by_its_director_and_a_person_alone() -> None:
    group = make_group()
    circular = send((f"group:{group.code}", "person:teacher"))
    of_group, of_person = sorted(duties_of(circular), key=lambda duty: duty.person_id or 0)
    assert (of_group.role, of_group.unit) == ("group-director", group)
    assert (of_person.person, of_person.unit) == (user("teacher"), school())


def test_an_audience_is_kept_as_tokens(sign_in: SignIn) -> None:
    letter = signed(state="draft")
    said = {"to": ["schools"], "but": ["network:N2"], "but_people": "teacher", "people": "clerk"}
    prepare(sign_in("clerk"), letter, **said)
    kept = Circular.objects.get(letter=letter).audience
    assert kept == ["schools", "person:clerk", f"{EXCEPT}network:N2", f"{EXCEPT}person:teacher"]
    page = page_of(sign_in("clerk"), f"{letter.pk}/prepare")
    assert re.search(r'name="but" value="network:N2" checked', page)


def test_many_names_are_looked_up_at_once(sign_in: SignIn) -> None:
    clerk, page = sign_in("clerk"), f"{HERE}/{signed(state='draft').pk}/prepare/count"
    many = "planner\nauditor\ndirector\ndeputy"
    clerk.post(page, {"people": many})
    counts = []
    for names, n in (("planner", 1), (many, 4)):
        with CaptureQueriesContext(connection) as found:
            assert f"{n} ราย" in clerk.post(page, {"people": names}).content.decode()
        counts.append(len(found))
    assert counts[0] == counts[1]
