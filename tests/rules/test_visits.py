"""What is wrong with the record of a visit: each fault at its field, and nothing else."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.visits import Fault, Stand, earliest_day, faults_of, steps

TODAY, DAY = date(2014, 2, 20), date(2014, 2, 18)


@dataclass(frozen=True)
class _Found:
    text: str = "อ่านไม่คล่อง 5 คน"
    action: str = "สอนเสริมทุกวัน"
    due: date = date(2014, 3, 18)
    topic: str = "อ่านออก"


@dataclass(frozen=True)
class _Looked:
    note: str = ""


@dataclass(frozen=True)
class _Record:
    day: date = DAY
    topics: tuple[str, ...] = ("อ่านออก",)
    strengths: str = "จัดมุมอ่าน"
    advice: str = ""
    level: int | None = 4
    follow_up_on: date | None = date(2014, 3, 18)
    findings: tuple[_Found, ...] = (_Found(),)
    looked: tuple[_Looked, ...] = field(default=(_Looked(),))


BARE = _Record(strengths=" ", level=None, follow_up_on=None, findings=(), looked=())


def test_a_whole_record_has_no_fault() -> None:
    assert faults_of(_Record(), TODAY, date(2014, 2, 1)) == []


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        (_Record(day=date(2014, 2, 21)), Fault("day", "future")),
        (_Record(day=date(2012, 9, 30)), Fault("day", "long-ago")),
        (_Record(level=0), Fault("level", "off-scale")),
        (_Record(level=6), Fault("level", "off-scale")),
        (_Record(follow_up_on=DAY - timedelta(1)), Fault("follow_up_on", "before-visit")),
        (_Record(topics=("ก" * 121,)), Fault("topics", "too-long")),
        (_Record(advice="ก" * 4001), Fault("advice", "too-long")),
        (_Record(looked=(_Looked(), _Looked("ก" * 301))), Fault("note", "too-long", 1)),
        (BARE, Fault("", "empty")),
    ],
)
def test_each_fault_is_told_at_its_field(record: _Record, fault: Fault) -> None:
    assert faults_of(record, TODAY, date(2014, 2, 1)) == [fault]


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (_Found(due=DAY - timedelta(1)), Fault("due", "before-visit", 1)),
        (_Found(text=" "), Fault("text", "blank", 1)),
        (_Found(action=""), Fault("action", "blank", 1)),
        (_Found(action="ก" * 501), Fault("action", "too-long", 1)),
        (_Found(topic="ก" * 121), Fault("topic", "too-long", 1)),
    ],
)
def test_a_fault_of_a_finding_says_of_which(found: _Found, fault: Fault) -> None:
    assert faults_of(_Record(findings=(_Found(), found)), TODAY) == [fault]


@pytest.mark.parametrize(
    "record",
    [
        replace(BARE, advice="ฝึกอ่าน"),
        replace(BARE, level=1),
        replace(BARE, findings=(_Found(),)),
        replace(BARE, looked=(_Looked(),)),
    ],
)
def test_anything_written_is_a_record(record: _Record) -> None:
    assert faults_of(record, TODAY) == []
    assert faults_of(BARE, TODAY, answered=True) == []


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_a_day_is_refused_by_the_plan_and_by_today(day: date, planned: date) -> None:
    record = _Record(day=day, follow_up_on=None, findings=())
    codes = [fault.code for fault in faults_of(record, TODAY, planned)]
    assert codes == (
        ["future"] if day > TODAY else ["long-ago"] if day < earliest_day(planned) else []
    )
    assert (planned - earliest_day(planned)).days in range(365, 2 * 366)


RECORDS, ANSWERS = {"records": True}, {"answers": True}


@pytest.mark.parametrize(
    ("stand", "first", "more"),
    [
        (Stand("planned", **RECORDS), "record", []),
        (Stand("done", **RECORDS), "tell", ["record"]),
        (Stand("done", crossed=True, **RECORDS), "settle", ["record"]),
        (Stand("told", crossed=True, **RECORDS), "settle", []),
        (Stand("told", **RECORDS), "", ["follow-up"]),
        (Stand("told", sent=1, **RECORDS), "check", ["follow-up"]),
        (Stand("answered", **RECORDS), "close", ["follow-up"]),
        (Stand("answered", owed=2, **RECORDS), "", ["follow-up"]),
        (Stand("answered", owed=2, late=1, **RECORDS), "follow-up", []),
        (Stand("followed", owed=2, sent=1, **RECORDS), "check", ["follow-up"]),
        (Stand("followed", **RECORDS), "close", ["follow-up"]),
        (Stand("closed", **RECORDS), "", []),
        (Stand("cancelled", **RECORDS), "", []),
        (Stand("planned", **ANSWERS), "", []),
        (Stand("told", **ANSWERS), "acknowledge", ["answer"]),
        (Stand("told", acknowledged=True, owed=1, **ANSWERS), "answer", ["mend"]),
        (
            Stand("answered", acknowledged=True, answered=True, owed=1, **ANSWERS),
            "mend",
            ["answer"],
        ),
        (Stand("followed", acknowledged=True, answered=True, **ANSWERS), "", ["answer"]),
        (Stand("closed", **ANSWERS), "acknowledge", []),
        (Stand("closed", acknowledged=True, **ANSWERS), "", []),
        (Stand("told"), "", []),
    ],
)
def test_each_reader_has_one_next_step(stand: Stand, first: str, more: list[str]) -> None:
    assert steps(stand) == (first, more)
