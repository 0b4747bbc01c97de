"""The proposed plan: points by hand, and the spread over months against a slow second opinion."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.coverage import covered
from khet.rules.months import Month
from khet.rules.visit_proposal import (
    Candidate,
    Ranked,
    Reason,
    Result,
    Slot,
    Terms,
    ranked,
    reasons_for,
    spread,
    terms_of,
)

TODAY = date(2026, 11, 30)
TERMS = terms_of(2570)
MONTHS = [Month(2569, 12), Month(2570, 1), Month(2570, 2)]
_HUNDREDTHS = st.integers(-6000, 6000).map(lambda n: Decimal(n) / 100)
_RESULTS = st.builds(
    Result,
    st.just("NT"),
    st.sampled_from([None, "blue", "green", "yellow", "orange", "red"]),
    st.none() | st.integers(0, 10000).map(lambda n: Decimal(n) / 100),
    st.none() | _HUNDREDTHS,
)
_SCHOOL = st.builds(
    Candidate,
    st.just(""),
    order=st.sampled_from("กขค"),
    network=st.sampled_from(["", "N1", "N2", "N3"]),
    subdistrict=st.sampled_from(["", "ต1", "ต2"]),
    results=st.lists(_RESULTS, max_size=2).map(tuple),
    last_visit=st.none() | st.integers(0, 900).map(lambda days: TODAY - timedelta(days)),
    findings=st.integers(3, 9),
    late=st.integers(0, 3),
    requests=st.integers(0, 2),
) | st.builds(
    Candidate, st.just(""), st.just("ก"), st.sampled_from(["N1", "N2"]), last_visit=st.just(TODAY)
)


def _numbered(schools: Sequence[Candidate]) -> list[Candidate]:
    return [replace(school, code=str(number)) for number, school in enumerate(schools)]


_SCHOOLS = st.lists(_SCHOOL, max_size=12).map(_numbered)


def _slow(
    schools: Sequence[Ranked],
    leads: Mapping[str, int],
    taken: Mapping[tuple[int, Month], int],
    capacity: int,
) -> dict[str, Slot]:
    """Each supervisor by itself: month after month filled by whole trips, until none has room."""
    found: dict[str, Slot] = {}
    for lead in sorted(set(leads.values())):
        waiting = [o.school for o in schools if o.points and leads.get(o.school.network) == lead]
        for month in MONTHS:
            room = capacity - taken.get((lead, month), 0)
            while room > 0 and waiting:
                head = waiting[0]
                trip = [head]
                if head.subdistrict:
                    trip += [s for s in waiting[1:] if s.subdistrict == head.subdistrict]
                for school in trip[:room]:
                    beside = "" if school is head else head.code
                    found[school.code] = Slot(lead, month, beside)
                    waiting.remove(school)
                room -= len(trip[:room])
    return found


@given(
    _SCHOOLS,
    st.dictionaries(st.sampled_from(["N1", "N2", "N3"]), st.sampled_from([7, 8])),
    st.dictionaries(st.tuples(st.sampled_from([7, 8]), st.sampled_from(MONTHS)), st.integers(0, 5)),
    st.integers(0, 4),
)
def test_the_spread_is_that_of_a_slow_reckoning(
    schools: list[Candidate],
    leads: dict[str, int],
    taken: dict[tuple[int, Month], int],
    capacity: int,
) -> None:
    listed = ranked(schools, TERMS, TODAY)
    found = spread(listed, MONTHS, leads, taken, capacity)
    assert found == _slow(listed, leads, taken, capacity)
    load: dict[tuple[int, Month], int] = {}
    for slot in found.values():
        load[slot.lead, slot.month] = load.get((slot.lead, slot.month), 0) + 1
    assert all(n + taken.get(key, 0) <= capacity for key, n in load.items())


@given(_SCHOOLS, st.randoms())
def test_the_order_is_the_same_however_schools_come(
    schools: list[Candidate], random: object
) -> None:
    mixed = list(schools)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    listed = ranked(schools, TERMS, TODAY)
    assert listed == ranked(mixed, TERMS, TODAY)
    points = [one.points for one in listed]
    assert points == sorted(points, reverse=True)
    equal = [(one.points, one.school.order, one.school.code) for one in listed]
    for before, after in pairwise(equal):
        assert before[0] > after[0] or before[1:] < after[1:]


@given(_SCHOOLS)
def test_every_reason_is_true(schools: list[Candidate]) -> None:
    for one in ranked(schools, TERMS, TODAY):
        school = one.school
        for reason in one.reasons:
            assert reason.points > 0
            assert _is_true(reason, school), reason
        assert sum(reason.points for reason in one.reasons) == one.points


def _is_true(reason: Reason, school: Candidate) -> bool:
    match reason.what:
        case "colour":
            told = [(r.colour, r.percent) for r in school.results]
            return (reason.colour, reason.value) in told and reason.colour in TERMS.points
        case "fallen":
            return reason.value in [r.gain for r in school.results] and (reason.value or 0) <= -1
        case "never":
            return school.last_visit is None
        case "visited":
            last = school.last_visit
            return last is not None and last + timedelta(int(reason.value or 0)) == TODAY
        case "findings":
            return (reason.value, reason.late) == (school.findings, school.late)
    return reason.what == "requests" and reason.value == school.requests


@pytest.mark.parametrize(
    ("school", "points"),
    [
        (Candidate("1", "ก", results=(Result("a", "red"), Result("b", "yellow"))), 40 + 10 + 30),
        (Candidate("1", "ก", results=(Result("a", "green", Decimal("35.00")),)), 30),
        (Candidate("1", "ก", results=(Result("a", gain=Decimal("-0.99")),)), 30),
        (Candidate("1", "ก", results=(Result("a", gain=Decimal("-3.62")),)), 30 + 6),
        (Candidate("1", "ก", results=(Result("a", gain=Decimal("-50.00")),)), 30 + 20),
        (Candidate("1", "ก", results=(Result("a"),)), 30),
        (Candidate("1", "ก", last_visit=TODAY), 0),
        (Candidate("1", "ก", last_visit=TODAY - timedelta(14)), 0),
        (Candidate("1", "ก", last_visit=TODAY - timedelta(15)), 1),
        (Candidate("1", "ก", last_visit=TODAY - timedelta(4000)), 24),
        (Candidate("1", "ก", last_visit=TODAY, findings=2, late=1), 15),
        (Candidate("1", "ก", last_visit=TODAY, findings=20, late=9), 30),
        (Candidate("1", "ก", last_visit=TODAY, requests=2), 50),
    ],
)
def test_points(school: Candidate, points: int) -> None:
    assert sum(reason.points for reason in reasons_for(school, TERMS, TODAY)) == points


def test_never_visited_counts_most() -> None:
    assert TERMS.points["never"] > TERMS.points["days_most"]


def test_a_school_without_a_supervisor_or_a_reason_gets_no_month() -> None:
    lone = Candidate("1", "ก")
    fine = Candidate("2", "ข", "N1", last_visit=TODAY)
    listed = ranked([lone, fine], TERMS, TODAY)
    assert spread(listed, MONTHS, {"N1": 7}, {}, 9) == {}


def test_what_an_office_weighs_counts() -> None:
    own = Terms(12, 2, 90, {**TERMS.points, "red": 1, "never": 0})
    school = Candidate("1", "ก", results=(Result("a", "red", Decimal("80.00")),))
    assert [reason.points for reason in reasons_for(school, own, TODAY)] == [1]


YEAR = date(2026, 10, 1), date(2027, 9, 30)


@given(st.lists(st.dates(date(2024, 1, 1), date(2027, 12, 31))), st.integers(1, 400))
def test_coverage_by_the_days_of_visits(days: list[date], long: int) -> None:
    one = covered(days, 0, TODAY, long, YEAR)
    past = [day for day in days if day <= TODAY]
    assert one.never == (not past)
    assert one.times == len([day for day in past if day >= YEAR[0]])
    assert one.long == (bool(past) and all((TODAY - day).days > long for day in past))
