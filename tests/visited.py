"""Visits to the schools of the made area, as the office makes them: through the actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.utils import timezone

from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import FindingEntry, VisitRecord, record_visit
from khet.records.learning.actions.visit_steps import answer_visit, tell_school
from khet.records.learning.models import Visit
from khet.records.office.actions.duties import accept_duty, finish_duty, waive_duty
from khet.records.office.models import AnswerSheet, Instrument, InstrumentVersion
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.instruments import Content, Item, ItemKind, Part, told_of
from khet.rules.months import month_of
from tests.made_area import school_code

NAMES = UUID("93020501-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Made:
    """A visit to be made: to which school, when, how far it goes and what it finds.

    ``told`` and ``answered`` are days after the visit. A finding is its topic and what becomes of
    it: ``open``, ``closed``, ``waived`` or ``late``.
    """

    school: int
    day: date
    topics: Sequence[str] = ()
    recorded: bool = True
    draft: bool = False
    level: int | None = None
    told: int | None = None
    answered: int | None = None
    findings: Sequence[tuple[str, str]] = field(default_factory=tuple)
    lead: str = "supervisor"


def noon(day: date) -> datetime:
    """A moment of a day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def make_visit(one: Made) -> Visit:
    """Make a visit through the actions."""
    lead = User.objects.get(username=one.lead)
    school = Unit.objects.get(code=school_code(one.school))
    area = Unit.objects.get(kind=UnitKind.AREA)
    entry = PlanEntry(school, lead, month_of(one.day), "policy", one.topics, one.day)
    [visit] = plan_visits(by=lead, area=area, entries=[entry], draft=one.draft)
    if one.recorded and not one.draft:
        _record(lead, visit, one)
    visit.refresh_from_db()
    return visit


def _record(lead: User, visit: Visit, one: Made) -> None:
    late = {"late": one.day + timedelta(1)}
    findings = [
        FindingEntry(
            uuid5(NAMES, f"{visit.pk} {place}"), "พบ", f"แก้ {place}",
            late.get(state, one.day + timedelta(3000)), topic,
        )
        for place, (topic, state) in enumerate(one.findings)
    ]  # fmt: skip
    record = VisitRecord(one.day, one.topics, "เด่น", "แนะนำ", one.level, None, findings)
    record_visit(by=lead, visit=visit, record=record, base=0, at=noon(one.day))
    if one.told is None:
        return
    told = one.day + timedelta(one.told)
    tell_school(by=lead, visit=visit, today=told, at=noon(told))
    if one.answered is not None:
        at = noon(one.day + timedelta(one.answered))
        answer_visit(by="ผอ.", visit=visit, answer="จะปรับปรุง", at=at)
    for finding, (_topic, state) in zip(visit.findings.all(), one.findings, strict=True):
        assert finding.duty is not None
        if state == "waived":
            waive_duty(by=lead, duty=finding.duty, reason="ไม่ต้องทำแล้ว")
        elif state == "closed":
            finish_duty(by="ผอ.", duty=finding.duty, at=noon(told))
            finding.duty.refresh_from_db()
            accept_duty(by=lead, duty=finding.duty, at=noon(told))


def make_instrument(title: str = "แบบทดลอง") -> InstrumentVersion:
    """An instrument of one item, released."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    item = Item("clean", ItemKind.LEVEL, "ห้องเรียนสะอาด", weight=Decimal(8))
    content = told_of(Content((Part("rooms", "ห้องเรียน", (item,)),)))
    made = Instrument.objects.create(area=area, unit=area, title=title)
    return InstrumentVersion.objects.create(
        instrument=made, number=1, content=content, made_by="ทดสอบ",
        released_at=timezone.now(), released_by="ทดสอบ",
    )  # fmt: skip


def fill(version: InstrumentVersion, visit: Visit, got: str | None) -> AnswerSheet:
    """A sheet about a visit that got so much of 8, or has no score."""
    assert visit.day is not None
    return AnswerSheet.objects.create(
        version=version, unit=visit.school, about_kind="learning.visit", about_key=str(visit.pk),
        day=visit.day, got=None if got is None else Decimal(got),
        possible=None if got is None else Decimal(8),
        filled_at=noon(visit.day), filled_by="ทดสอบ",
    )  # fmt: skip
