"""Trips decided by whom may: once, with a reason, by a delegate, in the folder; who circulates."""

from datetime import date, timedelta

from django.utils import timezone

from khet.records.office.actions.trips import ask_trip
from khet.records.office.models import Delegation, Findable, Trip
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.web.parts.folder import act_on, waiting_for
from khet.web.parts.viewer import Viewer
from tests.web.asked_trips import (
    FRIDAY,
    HERE,
    NOW,
    SignIn,
    approved_trip,
    asked_trip,
    duties_of,
    entry_of,
    page_of,
    said_of,
)
from tests.web.doors.trips import ASKED, REPORTED
from tests.web.kept_books import the_area, user_named
from tests.web.signed_letters import fault


def test_a_decided_trip_can_t_be_decided_or_changed_again(sign_in: SignIn) -> None:
    trip = approved_trip("planner")
    page = sign_in("director").post(f"{HERE}/{trip.pk}/step/refuse", {"reason": "ซ้ำ"})
    assert "ทำรายการนี้ไม่ได้แล้ว" in page.content.decode()
    planner = sign_in("planner")
    assert planner.get(f"{HERE}/{trip.pk}/change").status_code == 302
    said = said_of(timezone.localdate(), timezone.localdate())
    assert "ทำรายการนี้ไม่ได้แล้ว" in planner.post(f"{HERE}/{trip.pk}/change", said).content.decode()


def test_a_refusal_needs_a_reason_and_opens_nothing(sign_in: SignIn) -> None:
    trip, director = asked_trip("planner"), sign_in("director")
    page = director.post(f"{HERE}/{trip.pk}/step/refuse", {"reason": ""}).content.decode()
    assert "เขียนเหตุผลสั้น ๆ" in fault(page, "reason")
    director.post(f"{HERE}/{trip.pk}/step/refuse", {"reason": "งบไม่พอ"})
    assert "งบไม่พอ" in page_of(sign_in("planner"), f"/{trip.pk}")
    assert duties_of(trip) == []
    assert not Findable.objects.filter(kind="office.trip", key=str(trip.pk)).exists()


def _give(power: str, to: str, until: date) -> None:
    Delegation.objects.create(
        area=the_area(),
        power=power,
        giver=user_named("director"),
        post="ผู้อำนวยการ",
        to=user_named(to),
        since=until - timedelta(30),
        until=until,
        under="คำสั่งสมมติที่ 1",
        given_by="ทดสอบ",
    )


def test_a_delegate_approves_within_the_term_only(sign_in: SignIn) -> None:
    today, auditor = timezone.localdate(), sign_in("auditor")
    first, second = asked_trip("planner"), asked_trip("personnel")
    assert auditor.get(f"{HERE}/{first.pk}/step/approve").status_code == 403
    _give("trips", "auditor", today)
    auditor.post(f"{HERE}/{first.pk}/step/approve")
    first.refresh_from_db()
    assert (first.state, first.decided_for) == ("approved", "ผู้อำนวยการ")
    Delegation.objects.update(since=today - timedelta(9), until=today - timedelta(1))
    page = auditor.post(f"{HERE}/{second.pk}/step/approve", {"reason": "ข้อความที่พิมพ์"})
    assert "สิ้นสุดเมื่อ" in page.content.decode()
    assert "ข้อความที่พิมพ์" in page.content.decode()
    second.refresh_from_db()
    assert second.state == "asked"
    opened = auditor.get(f"{HERE}/{second.pk}/step/approve")
    assert opened.status_code == 403
    assert "สิ้นสุดเมื่อ" in opened.content.decode()
    assert "สิ้นสุดเมื่อ" in page_of(auditor, f"/{second.pk}")


def test_nobody_but_the_director_decides_on_the_own_trip(sign_in: SignIn) -> None:
    deputy, head = asked_trip("deputy"), asked_trip("director")
    _give("trips", "auditor", timezone.localdate())
    own = asked_trip("planner", "auditor")
    asked = ask_trip(
        by=user_named("auditor"), area=the_area(), entry=entry_of("planner"), at=NOW, today=FRIDAY
    )
    auditor = sign_in("auditor")
    for trip in (own, asked):
        step = f"{HERE}/{trip.pk}/step/approve"
        for refused in (auditor.get(step), auditor.post(step)):
            assert refused.status_code == 403
            assert "ท่านเป็นผู้ขอหรือผู้เดินทางเอง" in refused.content.decode()
        shown = page_of(auditor, f"/{trip.pk}")
        assert "ท่านเป็นผู้ขอหรือผู้เดินทางเอง" in shown
        assert step not in shown
    folder = waiting_for(Viewer(user_named("auditor"), timezone.localdate()), {"trips"})
    assert {one.key for _source, one in folder} == {str(one.pk) for one in (deputy, head)} | {
        str(ASKED)
    }
    assert sign_in("deputy").get(f"{HERE}/{deputy.pk}/step/approve").status_code == 403
    assert sign_in("director").post(f"{HERE}/{head.pk}/step/approve").status_code == 302


def test_the_folder_approves_several(area: None) -> None:
    one, two = asked_trip("planner"), asked_trip("personnel")
    viewer = Viewer(user_named("director"), FRIDAY)
    keys = {w.key for source, w in waiting_for(viewer) if source.code == "trips"}
    assert {str(one.pk), str(two.pk), str(ASKED)} == keys
    act_on(viewer, [("trips", str(one.pk)), ("trips", str(two.pk))], "")
    assert set(Trip.objects.filter(pk__in=[one.pk, two.pk]).values_list("state", flat=True)) == {
        "approved"
    }
    clerk = Viewer(user_named("clerk"), FRIDAY)
    assert [w for source, w in waiting_for(clerk) if source.code == "trips"] == []


def test_the_head_of_the_leader_s_group_circulates(sign_in: SignIn) -> None:
    group = Unit.objects.create(kind=UnitKind.GROUP, code="G7", name="กลุ่มทดสอบ")
    other = Unit.objects.create(kind=UnitKind.GROUP, code="G8", name="กลุ่มอื่น")
    for unit in (group, other):
        unit.placements.create(parent=the_area(), hierarchy="work", valid_from="2010-01-01")
    RoleHeld.objects.filter(user__username="auditor").delete()
    held = {"user": user_named("auditor"), "role": "group-director", "since": FRIDAY}
    RoleHeld.objects.create(unit=other, **held)
    trip = Trip.objects.get(pk=REPORTED)
    Trip.objects.filter(pk=trip.pk).update(unit=group)
    assert sign_in("auditor").get(f"{HERE}/{trip.pk}/step/circulate").status_code == 403
    RoleHeld.objects.create(unit=group, **held)
    assert sign_in("auditor").post(f"{HERE}/{trip.pk}/step/circulate").status_code == 302
