"""What a phone sends of visits: each thing twice counts once, what crosses is kept beside."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from khet.records.learning.access import seen_visits
from khet.records.learning.actions.assignments import hand_over_network
from khet.records.learning.models import Assignment, Visit, VisitConflict
from khet.records.registry.access import roles_now, scope_of
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.models import Placement, RoleHeld, Unit, UnitKind, User
from tests.cast import NETWORK, PASSWORD
from tests.jobs.brought_files import picture, upload
from tests.made_area import school_code
from tests.web.doors.visit_plan import ASSIGNED
from tests.web.recorded_visits import (
    BY,
    NEW,
    PHOTO,
    ROOT,
    SYNC,
    SignIn,
    a_visit,
    fields_of,
    finding_row,
    page_of,
    send_record,
    told_by,
    told_finding,
)


def test_the_same_record_twice_is_once(sign_in: SignIn) -> None:
    visit, row = a_visit(), {"findings-TOTAL_FORMS": "1", **finding_row(0)}
    client = sign_in("network-supervisor")
    for advice in ("บรรทัด 1\r\nบรรทัด 2", "บรรทัด 1\nบรรทัด 2"):
        answer = told_by(send_record(client, visit.uuid, advice=advice, **row))
        assert (answer["state"], answer["revision"]) == ("done", 1)
    assert visit.findings.count() == 1
    again = told_by(send_record(client, visit.uuid, base="1", advice="ใหม่", **row))
    assert again["revision"] == 2
    taken = {**row, "findings-0-DELETE": "on"}
    assert (
        told_by(send_record(client, visit.uuid, base="2", advice="ใหม่", **taken))["revision"] == 3
    )
    assert visit.findings.count() == 0


def test_a_record_that_crosses_another_is_kept_beside_it(sign_in: SignIn) -> None:
    visit = a_visit()
    client = sign_in("network-supervisor")
    send_record(sign_in("supervisor"), visit.uuid, advice="จากสำนักงาน")
    for _ in range(2):
        answer = told_by(send_record(client, visit.uuid, advice="จากโรงเรียน"))
        assert (answer["status"], answer["state"]) == (409, "conflict")
        assert answer["url"] == f"/learning/visits/{visit.pk}"
    crossed = VisitConflict.objects.get(visit=visit)
    assert (crossed.content["advice"], crossed.before["advice"]) == ("จากโรงเรียน", "จากสำนักงาน")


def test_a_visit_of_a_school_that_moved_is_kept_and_seen_by_both(sign_in: SignIn) -> None:
    visit = a_visit()
    _move(visit.school, "N2")
    assert told_by(send_record(sign_in("network-supervisor"), visit.uuid))["state"] == "done"
    assert Visit.objects.get(pk=visit.pk).revision == 1
    for name in ("network-supervisor", "supervisor"):
        assert visit in Visit.objects.filter(_seen_by(name))
    assert sign_in("network-supervisor").get(f"{ROOT}{visit.uuid}").status_code == 200


def test_a_visit_that_came_after_the_hand_over_is_seen_by_both(sign_in: SignIn) -> None:
    visit, today = a_visit(), timezone.localdate()
    old = User.objects.get(username="network-supervisor")
    entry = AccountEntry("new-supervisor", "ผู้รับช่วง", "supervisor", NETWORK, PASSWORD)
    new = open_account(by=BY, entry=entry, since=today)
    hand_over_network(
        by=BY, assignment=Assignment.objects.get(pk=ASSIGNED), person=new, since=today
    )
    other = Unit.objects.get(kind=UnitKind.NETWORK, code="N2")
    RoleHeld.objects.filter(user=old).update(unit=other)
    row = finding_row(0, text="ห้องมืด")
    sent = {**row, "findings-TOTAL_FORMS": "1", "advice": "ส่งหลังส่งต่อ"}
    assert (
        told_by(send_record(sign_in("network-supervisor"), visit.uuid, **sent))["state"] == "done"
    )
    url = f"/learning/visits/{visit.pk}"
    for name in ("network-supervisor", "new-supervisor"):
        client = sign_in(name)
        page = page_of(client.get(url))
        assert "ส่งหลังส่งต่อ" in page
        assert "ห้องมืด" in page
        assert f'href="{url}"' in page_of(client.get("/learning/visits/list"))
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


def test_a_visit_nobody_planned_is_kept_once(sign_in: SignIn) -> None:
    client, number = sign_in("network-supervisor"), uuid4()
    more = {"school": school_code(3), "kind": "request"}
    for _ in range(2):
        assert told_by(send_record(client, number, **more))["state"] == "done"
    visit = Visit.objects.get(uuid=number)
    assert (visit.school.code, visit.kind, visit.revision) == (school_code(3), "request", 1)
    assert visit.lead.username == "network-supervisor"
    for wrong in ({"school": ""}, {"school": "99999999"}, {"kind": "x"}):
        answer = told_by(send_record(client, uuid4(), **{**more, **wrong}))
        assert [*answer["faults"]] == [*wrong]
    answer = client.post(NEW, fields_of(number=str(uuid4()), **more))
    assert re.fullmatch(r"/learning/visits/\d+", answer.headers["Location"])


def test_a_page_sent_twice_makes_one_visit(sign_in: SignIn) -> None:
    client, number = sign_in("network-supervisor"), str(uuid4())
    sent = fields_of(number=number, school=school_code(1), kind="policy")
    pages = [client.post(NEW, sent).headers["Location"] for _ in range(2)]
    made = Visit.objects.get(uuid=number)
    assert (pages, made.revision) == ([f"/learning/visits/{made.pk}"] * 2, 1)


def test_a_number_that_another_finding_has_loses_nothing(sign_in: SignIn) -> None:
    """A page prepared once for visits nobody planned gives each first finding the same number."""
    client, row, twice = sign_in("network-supervisor"), finding_row(0), finding_row(1, text="เย็น")
    twice["findings-1-uuid"] = row["findings-0-uuid"]
    told = {**row, **twice, "findings-TOTAL_FORMS": "2", "school": school_code(1), "kind": "policy"}
    for number in (str(uuid4()), str(uuid4())):
        for _ in range(2):
            assert told_by(send_record(client, number, **told))["state"] == "done"
        made = Visit.objects.get(uuid=number)
        assert [one.text for one in made.findings.all()] == ["มืด", "เย็น"]
        assert made.revision == 1


@pytest.mark.parametrize("number", ["", "x", "123", "../1"])
def test_what_has_no_number_is_refused(sign_in: SignIn, number: str) -> None:
    client = sign_in("supervisor")
    assert told_by(send_record(client, number))["status"] == 400
    photo = upload("a.jpg", picture(), "image/jpeg")
    sent = {"number": number, "visit": str(uuid4()), "photo": photo}
    assert told_by(client.post(PHOTO, sent))["status"] == 400


def test_earlier_findings_of_others_and_odd_names_count_for_nothing(sign_in: SignIn) -> None:
    visit, other = a_visit(), told_finding(1)
    more = {f"looked-{name}-mended": "yes" for name in (other.uuid, uuid4(), "x", "")}
    assert told_by(send_record(sign_in("supervisor"), visit.uuid, **more))["state"] == "done"
    assert visit.checked.count() == 0


def test_the_token_is_of_the_session_and_says_whose_it_is(sign_in: SignIn) -> None:
    client = Client(enforce_csrf_checks=True)
    user = User.objects.get(username="network-supervisor")
    client.force_login(user)
    visit = a_visit()
    assert send_record(client, visit.uuid).status_code == 403
    told = json.loads(client.get(f"{ROOT}token").content)
    assert told["person"] == str(user.pk)
    sent = client.post(
        SYNC, fields_of(number=str(visit.uuid)), headers={"X-CSRFToken": told["token"]}
    )
    assert told_by(sent)["state"] == "done"
