"""A visit from the plan to its end: what is kept once, what crosses, what follows, who sees it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import ProtectedError, Q

from khet.records.learning.access import may_record, seen_visits
from khet.records.learning.actions.visit_photos import add_photo
from khet.records.learning.actions.visit_plan import (
    PlanEntry,
    VisitMovedError,
    agree_visits,
    cancel_visit,
    change_visit,
    plan_visits,
)
from khet.records.learning.actions.visit_records import (
    FindingEntry,
    Looked,
    VisitRecord,
    record_of,
    record_visit,
    settle_conflict,
)
from khet.records.learning.actions.visit_steps import (
    FindingsOpenError,
    acknowledge_visit,
    answer_visit,
    close_visit,
    follow_up,
    tell_school,
)
from khet.records.learning.models import Finding, FindingCheck, Visit, VisitConflict, VisitRequest
from khet.records.learning.queries.visits import open_findings
from khet.records.office.actions.duties import accept_duty, finish_duty, waive_duty
from khet.records.office.actions.evidence import Brought, EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.office.models import (
    Duty,
    Evidence,
    EvidenceUse,
    Findable,
    Instrument,
    InstrumentVersion,
)
from khet.records.registry.access import roles_now, scope_of
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Placement, Unit, User
from khet.rules.months import Month

pytestmark = pytest.mark.django_db
SINCE, DAY, TODAY = date(2009, 5, 1), date(2014, 2, 18), date(2014, 2, 20)
AT = datetime(2014, 2, 20, 3, 0, tzinfo=UTC)
MONTH = Month(2557, 2)
PEOPLE = {
    "director": ("director", ("area", "9302")),
    "everywhere": ("supervisor", ("area", "9302")),
    "lead": ("supervisor", ("network", "N1")),
    "other": ("supervisor", ("network", "N2")),
    "chair": ("network-chair", ("network", "N1")),
    "head": ("school-director", ("school", "S1")),
    "neighbour": ("school-director", ("school", "S2")),
    "teacher": ("teacher", ("school", "S1")),
    "clerk": ("clerk", ("area", "9302")),
}


@pytest.fixture
def people() -> dict[str, User]:
    """An area with two networks of a school each, and people who see more or less of it."""
    area = ("place", "area", "9302")
    networks = [UnitEntry("network", code, f"เครือข่าย {code}") for code in ("N1", "N2")]
    schools = [
        UnitEntry("school", f"S{k}", f"ทดสอบ {k}", above=(area, ("work", "network", f"N{k}")))
        for k in (1, 2)
    ]
    entries = [UnitEntry("area", "9302", "เขตทดสอบ"), *networks, *schools]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    root = Unit.objects.get(code="9302")
    Placement.objects.bulk_create(
        Placement(parent=root, child=one, hierarchy="work", valid_from=SINCE)
        for one in Unit.objects.filter(kind="network")
        if not Placement.objects.filter(parent=root, child=one).exists()
    )
    return {
        name: open_account(
            by="ทดสอบ", entry=AccountEntry(name, f"ผู้ทดสอบ {name}", role, unit, "ทดสอบ-9302"),
            since=SINCE,
        )
        for name, (role, unit) in PEOPLE.items()
    }  # fmt: skip


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def _plan(people: dict[str, User], draft: bool = False, **more: Any) -> Visit:
    entry = PlanEntry(_unit("S1"), people["lead"], MONTH, Visit.Kind.POLICY, ["อ่านออก"])
    entry = replace(entry, uuid=uuid4(), **more)
    return plan_visits(by=people["director"], area=_unit("9302"), entries=[entry], draft=draft)[0]


@pytest.fixture
def visit(people: dict[str, User]) -> Visit:
    return _plan(people)


def _found(due: date = date(2014, 3, 18), text: str = "อ่านไม่คล่อง") -> FindingEntry:
    return FindingEntry(uuid4(), text, f"แก้ {text}", due, "อ่านออก")


def _record(*findings: FindingEntry, **more: Any) -> VisitRecord:
    said = {"topics": ["อ่านออก", "นิเทศภายใน"], "strengths": "มุมอ่าน", "advice": "ฝึกทุกวัน"}
    return VisitRecord(DAY, level=4, findings=findings, **{**said, **more})


def _write(visit: Visit, record: VisitRecord, base: int = 0) -> VisitConflict | None:
    return record_visit(by="ศน.", visit=visit, record=record, base=base, at=AT)


def _told(visit: Visit, *findings: FindingEntry) -> Visit:
    _write(visit, _record(*findings))
    tell_school(by="ศน.", visit=visit, today=TODAY, at=AT)
    return _kept(visit)


def _kept(visit: Visit) -> Visit:
    return Visit.objects.get(pk=visit.pk)


def _actions(visit: Visit) -> list[str]:
    told = Event.objects.filter(kind="learning.visit", key=str(visit.pk)).order_by("pk")
    return list(told.values_list("action", flat=True))


def test_a_plan_is_changed_agreed_and_cancelled_while_it_is_one(people: dict[str, User]) -> None:
    visit = _plan(people, draft=True)
    other = PlanEntry(_unit("S1"), people["other"], MONTH.plus(1), Visit.Kind.REQUEST, ["สะเต็ม"])
    change_visit(by="ผู้วางแผน", visit=visit, entry=other)
    later = _plan(people, draft=True)
    assert [agree_visits(by="ผอ.", area=_unit("9302"), visits=[visit.pk]) for _ in "12"] == [1, 0]
    assert _kept(later).state == "draft", "it wasn't among those that were agreed to"
    assert (_kept(visit).state, _kept(visit).lead) == ("planned", people["other"])
    cancel_visit(by="ผอ.", visit=visit, reason="ฝนตก")
    assert _actions(visit) == ["plan-visit", "change-visit", "agree-visit", "cancel-visit"]
    for refused in (
        lambda: cancel_visit(by="ผอ.", visit=visit, reason="อีกครั้ง"),
        lambda: change_visit(by="ผอ.", visit=visit, entry=other),
        lambda: _write(visit, _record()),
        lambda: tell_school(by="ผอ.", visit=visit, today=TODAY, at=AT),
    ):
        with pytest.raises(VisitMovedError, match="cancelled"):
            refused()
    assert _kept(visit).reason == "ฝนตก"


def test_a_request_is_open_again_when_its_visit_is_cancelled(people: dict[str, User]) -> None:
    asked = VisitRequest.objects.create(
        area=_unit("9302"), school=_unit("S1"), topic="สะเต็ม", wish="ขอวิทยากร", asked_at=AT,
        asked_by=people["head"],
    )  # fmt: skip
    visit = _plan(people, request=asked)
    assert VisitRequest.objects.get().state == "planned"
    cancel_visit(by="ผอ.", visit=visit, reason="เลื่อน")
    assert VisitRequest.objects.get().state == "open"


def test_the_same_record_twice_is_once(visit: Visit) -> None:
    record = _record(_found(text="ก"), _found(text="ข"))
    assert _write(visit, record) is None
    assert _write(visit, record) is None
    kept = _kept(visit)
    assert (kept.state, kept.revision, kept.level, kept.recorded_by) == ("done", 1, 4, "ศน.")
    assert [topic.name for topic in kept.topics.all()] == ["อ่านออก", "นิเทศภายใน"]
    assert _actions(visit) == ["plan-visit", "record-visit"]


def test_the_same_findings_in_another_order_are_the_same_record(visit: Visit) -> None:
    first, second = _found(text="ก"), _found(text="ข")
    _write(visit, _record(first, second))
    assert _write(visit, _record(second, first)) is None
    assert (_kept(visit).revision, VisitConflict.objects.count()) == (1, 0)


def test_a_record_is_written_anew_until_the_school_is_told(visit: Visit) -> None:
    stays, goes = _found(text="ก"), _found(text="ข")
    _write(visit, _record(stays, goes))
    assert _write(visit, _record(replace(stays, text="ค"), advice="ใหม่"), base=1) is None
    assert [found.text for found in visit.findings.all()] == ["ค"]
    tell_school(by="ศน.", visit=visit, today=TODAY, at=AT)
    conflict = _write(visit, _record(advice="ช้าไป"), base=2)
    assert conflict
    assert conflict.before["advice"] == _kept(visit).advice == "ใหม่"
    with pytest.raises(VisitMovedError, match="told"):
        settle_conflict(by="ศน.", conflict=conflict, use=True, at=AT)
    settle_conflict(by="ศน.", conflict=conflict, use=False, at=AT)
    assert VisitConflict.objects.get().settled_by == "ศน."


def test_records_that_cross_are_both_kept(visit: Visit) -> None:
    _write(visit, _record(advice="ของคนแรก"))
    second = _record(_found(), advice="ของคนที่สอง")
    conflict = _write(visit, second)
    again = _write(visit, second)
    assert conflict == again == VisitConflict.objects.get()
    assert (_kept(visit).advice, _kept(visit).revision) == ("ของคนแรก", 1)
    settle_conflict(by="ศน.", conflict=conflict, use=True, at=AT)
    assert (_kept(visit).advice, visit.findings.count()) == ("ของคนที่สอง", 1)
    assert VisitConflict.objects.get().before["advice"] == "ของคนแรก"
    settle_conflict(by="อีกคน", conflict=conflict, use=False, at=AT)
    assert (VisitConflict.objects.get().settled_by, VisitConflict.objects.get().used) == (
        "ศน.",
        True,
    )
    assert _write(visit, second) is None
    assert _actions(visit)[2:] == ["cross-records", "record-visit", "settle-conflict"]


def test_findings_become_duties_of_the_school_when_it_is_told(visit: Visit) -> None:
    late, early = _found(), _found(due=date(2014, 2, 19), text="ป้าย")
    told = _told(visit, late, early)
    assert (told.state, told.told_by) == ("told", "ศน.")
    duties = {duty.rule: duty for duty in Duty.objects.filter(about_kind="learning.visit")}
    assert duties["answer-visit"].due == date(2014, 3, 7)
    mending = {found.duty.title: found.duty for found in visit.findings.select_related("duty")}
    assert {d.due for d in mending.values()} == {date(2014, 3, 18), TODAY}
    assert {(d.unit.code, d.role) for d in mending.values()} == {("S1", "school-director")}
    with pytest.raises(VisitMovedError, match="told"):
        tell_school(by="ศน.", visit=visit, today=TODAY, at=AT)
    assert Duty.objects.count() == 3


def test_a_visit_that_was_not_made_can_not_be_told(visit: Visit) -> None:
    with pytest.raises(VisitMovedError, match="planned"):
        tell_school(by="ศน.", visit=visit, today=TODAY, at=AT)
    with pytest.raises(VisitMovedError, match="planned"):
        acknowledge_visit(by="ผอ.", visit=visit, at=AT)


def test_the_next_visit_mends_or_gives_back_what_was_found(
    visit: Visit, people: dict[str, User]
) -> None:
    mended, again, unsent = (_found(text=text) for text in "กขค")
    _told(visit, mended, again, unsent)
    sent = Finding.objects.get(uuid=again.uuid).duty
    finish_duty(by="ผอ.", duty=sent, at=AT)
    later = _plan(people, follows=visit)
    seen = [
        Looked(mended.uuid, True, "เห็นแล้ว"),
        Looked(again.uuid, False),
        Looked(unsent.uuid, False),
    ]
    _write(later, _record(looked=[*seen, Looked(uuid4(), True)]))
    assert _write(later, _record(looked=[*seen, Looked(uuid4(), True)])) is None
    assert FindingCheck.objects.filter(visit=later).count() == 3
    assert {one.state for one in Duty.objects.filter(rule="visit-finding")} == {"open", "done"}
    tell_school(by="ศน.", visit=later, today=TODAY, at=AT)
    states = {f.uuid: f.duty.state for f in visit.findings.select_related("duty")}
    assert states == {mended.uuid: "accepted", again.uuid: "returned", unsent.uuid: "open"}
    assert Duty.objects.get(pk=sent.pk).reason
    assert _kept(visit).state == "followed"
    assert [found.text for found in open_findings(Q(visit__school__code="S1"))] == ["ข", "ค"]


def test_findings_that_nobody_was_told_are_not_looked_at(
    visit: Visit, people: dict[str, User]
) -> None:
    found = _found()
    _write(visit, _record(found))
    later = _plan(people)
    _write(later, _record(looked=[Looked(found.uuid, True)]))
    assert FindingCheck.objects.count() == 0
    assert _write(visit, _record(), base=1) is None
    assert visit.findings.count() == 0


def test_the_school_acknowledges_and_answers_and_what_it_owes_is_done(visit: Visit) -> None:
    _told(visit)
    acknowledge_visit(by="ผอ.", visit=visit, at=AT)
    acknowledge_visit(by="คนอื่น", visit=visit, at=AT)
    answer_visit(by="ผอ.", visit=visit, answer="จะทำ", at=AT)
    answer_visit(by="ผอ.", visit=visit, answer="ทำแล้ว", at=AT)
    kept = _kept(visit)
    assert (kept.state, kept.answer, kept.acknowledged_by) == ("answered", "ทำแล้ว", "ผอ.")
    assert Duty.objects.get(rule="answer-visit").state == "done"
    assert _actions(visit)[3:] == ["acknowledge-visit", "answer-visit", "answer-visit"]


def test_an_answer_after_the_follow_up_is_kept(visit: Visit) -> None:
    _told(visit)
    follow_up(by="ศน.", visit=visit, note="โทรศัพท์ถามแล้ว")
    answer_visit(by="ผอ.", visit=visit, answer="ขออภัยที่ช้า", at=AT)
    kept = _kept(visit)
    assert (kept.state, kept.answer, kept.follow_note) == (
        "followed", "ขออภัยที่ช้า", "โทรศัพท์ถามแล้ว",
    )  # fmt: skip
    assert Duty.objects.get(rule="answer-visit").state == "done"


@pytest.mark.parametrize("how", ["accepted", "waived"])
def test_a_visit_is_closed_when_nothing_is_open(visit: Visit, how: str) -> None:
    _told(visit, _found())
    with pytest.raises(VisitMovedError, match="told"):
        close_visit(by="ศน.", visit=visit, at=AT)
    answer_visit(by="ผอ.", visit=visit, answer="จะทำ", at=AT)
    with pytest.raises(FindingsOpenError, match="1"):
        close_visit(by="ศน.", visit=visit, at=AT)
    duty = visit.findings.get().duty
    finish_duty(by="ผอ.", duty=duty, at=AT) if how == "accepted" else None
    with pytest.raises(FindingsOpenError, match="1"):
        close_visit(by="ศน.", visit=visit, at=AT)
    if how == "accepted":
        accept_duty(by="ศน.", duty=duty, at=AT)
    else:
        waive_duty(by="ผอ.เขต", duty=duty, reason="ยุบห้อง")
    close_visit(by="ศน.", visit=visit, at=AT)
    assert (_kept(visit).state, _kept(visit).closed_by) == ("closed", "ศน.")
    for late in (
        lambda: answer_visit(by="ผอ.", visit=visit, answer="อีก", at=AT),
        lambda: follow_up(by="ศน.", visit=visit, note="อีก"),
        lambda: close_visit(by="ศน.", visit=visit, at=AT),
    ):
        with pytest.raises(VisitMovedError, match="closed"):
            late()


def test_an_answer_that_never_came_is_waived_when_the_visit_is_closed(visit: Visit) -> None:
    _told(visit)
    follow_up(by="ศน.", visit=visit, note="ไปดูแล้ว")
    close_visit(by="ศน.", visit=visit, at=AT)
    assert Duty.objects.get(rule="answer-visit").state == "waived"


def test_a_visit_is_evidence_and_found_by_the_lead_then_by_the_school(
    visit: Visit, people: dict[str, User]
) -> None:
    _write(visit, _record(_found()))
    evidence, found = Evidence.objects.get(), Findable.objects.get(kind="learning.visit")
    assert (evidence.record_key, evidence.about_day, evidence.level) == (
        str(visit.pk), DAY, "person",
    )  # fmt: skip
    assert (found.level, found.owner) == ("person", people["lead"])
    assert all(word in found.text for word in ("ฝึกทุกวัน", "อ่านไม่คล่อง", "นิเทศภายใน"))
    tell_school(by="ศน.", visit=visit, today=TODAY, at=AT)
    assert Findable.objects.get(kind="learning.visit").level == "unit"
    assert Evidence.objects.count() == 1


def test_a_picture_twice_is_once(visit: Visit, people: dict[str, User]) -> None:
    seen = Seen(_unit("9302"), _unit("S1"), "unit", people["lead"])
    entry = EvidenceEntry(seen, "ภาพถ่าย", "ห้องเรียน", DAY)
    kept = keep_brought(by="ศน.", entry=entry, brought=Brought("ก.jpg", sha256="1" * 64), at=AT)
    number = UUID(int=7)
    made = [add_photo(by="ศน.", visit=visit, number=number, evidence=kept) for _ in range(2)]
    assert made[0] == made[1]
    assert EvidenceUse.objects.get().about_key == str(visit.pk)


def test_nothing_that_a_visit_stands_on_can_be_deleted(
    visit: Visit, people: dict[str, User]
) -> None:
    form = Instrument.objects.create(area=_unit("9302"), unit=_unit("9302"), title="แบบนิเทศ")
    InstrumentVersion.objects.create(instrument=form, number=1, content={}, made_by="ศน.")
    visit.instruments.add(form)
    for gone in (visit.school, visit.area, visit.lead, form):
        with pytest.raises(ProtectedError):
            gone.delete()
    Instrument.objects.update(closed=True)
    Unit.objects.filter(code="S1").update(valid_to=date(2014, 2, 19))
    _told(visit, _found())
    assert _kept(visit).instruments.get() == form
    assert visit in _seen(people["director"])
    assert visit in _seen(people["lead"])


def _seen(user: User) -> list[Visit]:
    scope = scope_of(list(roles_now(user, TODAY)), TODAY)
    return list(Visit.objects.filter(seen_visits(scope, user)).order_by("pk"))


def _seers(people: dict[str, User], visit: Visit) -> set[str]:
    return {name for name, user in people.items() if visit in _seen(user)}


def test_who_sees_a_visit_in_each_state(people: dict[str, User]) -> None:
    visit = _plan(people, draft=True)
    office, school = {"director", "everywhere", "lead"}, {"chair", "head"}
    assert _seers(people, visit) == office
    agree_visits(by="ผอ.", area=_unit("9302"), visits=[visit.pk])
    assert _seers(people, visit) == office | school
    _write(visit, _record())
    assert _seers(people, visit) == office
    tell_school(by="ศน.", visit=visit, today=TODAY, at=AT)
    assert _seers(people, visit) == office | school
    visit.team.add(people["teacher"], people["other"])
    assert _seers(people, visit) == office | school | {"teacher", "other"}


def test_the_former_lead_still_sees_a_visit_when_the_school_has_moved(
    people: dict[str, User],
) -> None:
    visit = _plan(people)
    work = Placement.objects.filter(child=_unit("S1"), hierarchy="work")
    work.update(parent=_unit("N2"))
    _write(visit, _record())
    assert _seers(people, visit) == {"director", "everywhere", "lead", "other"}
    scopes = {
        name: scope_of(list(roles_now(people[name], TODAY)), TODAY) for name in ("lead", "other")
    }
    assert all(may_record(scope, people[name], visit) for name, scope in scopes.items())


def test_who_may_write_a_visit_down(visit: Visit, people: dict[str, User]) -> None:
    may = {
        name
        for name, user in people.items()
        if may_record(scope_of(list(roles_now(user, TODAY)), TODAY), user, visit)
    }
    assert may == {"director", "everywhere", "lead"}


def test_a_record_is_read_back_as_it_was_written(visit: Visit) -> None:
    assert record_of(visit) is None
    record = _record(_found(), follow_up_on=date(2014, 3, 20))
    _write(visit, record)
    told = record_of(_kept(visit))
    assert told
    assert (told["day"], told["follow_up_on"], told["level"]) == ("2014-02-18", "2014-03-20", 4)
    assert told["findings"][0]["uuid"] == str(record.findings[0].uuid)
