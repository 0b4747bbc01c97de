"""Writes: audited, all or nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khet.records.learning.actions import (
    KeptFile,
    Source,
    UnknownAreaError,
    record_score_files,
)
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.learning.queries import current_score_files, known_schools
from khet.records.registry.actions.schools import EnrolmentEntry, record_enrolment
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Enrolment, Event, Unit
from khet.records.registry.queries.schools import home_area, schools_of

pytestmark = pytest.mark.django_db
SINCE = date(2009, 5, 1)
AREA = ("place", "area", "9302")
SOURCE = Source("p6.csv", "0" * 64, {"problems": []})


@pytest.fixture
def area() -> Unit:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("network", "N1", "เครือข่ายหนึ่ง", above=(AREA,)),
        UnitEntry("school", "S2", "เขาสอง", above=(AREA, ("work", "network", "N1"))),
        UnitEntry("school", "S1", "กองหนึ่ง", above=(AREA,)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    found = home_area()
    assert found
    return found


def _file(sha: str, **changed: str) -> KeptFile:
    told = {"test": "O-NET", "round": "", "grade": "P6", "area": "9302", "content": "pupils"}
    return KeptFile(academic_year=2556, sha256=sha, rows=3, **{**told, **changed})


def test_registering_leaves_an_event_for_each_unit(area: Unit) -> None:
    assert Event.objects.filter(action="register-unit", actor="ทดสอบ").count() == 4


def test_a_code_in_use_registers_nothing(area: Unit) -> None:
    entries = [UnitEntry("school", "S3", "ใหม่"), UnitEntry("school", "S1", "ซ้ำ")]
    with pytest.raises(IntegrityError), transaction.atomic():
        register_units(by="ทดสอบ", entries=entries, since=SINCE)
    assert not Unit.objects.filter(code="S3").exists()
    assert Event.objects.filter(key="S3").count() == 0


def test_schools_come_in_thai_order_with_size_and_network(area: Unit) -> None:
    record_enrolment(by="ทดสอบ", entries=[EnrolmentEntry("S2", 2556, "P6", 130)])
    schools = schools_of(area, 2556, date(2014, 1, 1))
    assert list(schools) == ["S1", "S2"]
    assert (schools["S2"].network, schools["S2"].pupils, schools["S2"].size) == (
        *("เครือข่ายหนึ่ง", 130, "medium"),
    )
    assert (schools["S1"].pupils, schools["S1"].size) == (None, None)


def test_looking_up_schools_takes_as_many_queries_for_many(
    area: Unit, django_assert_num_queries
) -> None:
    more = [UnitEntry("school", f"T{i}", f"เพิ่ม {i}", above=(AREA,)) for i in range(30)]
    register_units(by="ทดสอบ", entries=more, since=SINCE)
    with django_assert_num_queries(4):
        assert len(schools_of(area, 2556, date(2014, 1, 1))) == 32


def test_a_correction_becomes_current_and_the_older_file_stays(area: Unit) -> None:
    for sha in ("a" * 64, "b" * 64):
        record_score_files(by="ศน.", files=[_file(sha)], source=SOURCE)
    assert Sitting.objects.count() == 1
    assert [(f.sha256[0], f.version) for f in current_score_files(area)] == [("b", 2)]
    assert ScoreFile.objects.count() == 2
    event = Event.objects.filter(action="import-scores").latest("pk")
    assert event.before["version"] == 1
    assert event.after["version"] == 2


def test_the_same_file_again_changes_nothing(area: Unit) -> None:
    for _ in range(2):
        record_score_files(by="ศน.", files=[_file("a" * 64)], source=SOURCE)
    assert ScoreFile.objects.count() == 1
    assert Event.objects.filter(action="import-scores").count() == 1


def test_an_empty_round_and_round_1_are_two_sittings(area: Unit) -> None:
    files = [_file("a" * 64, test="Pre O-NET"), _file("b" * 64, test="Pre O-NET", round="1")]
    record_score_files(by="ศน.", files=files, source=SOURCE)
    assert len(current_score_files(area)) == 2


def test_one_file_of_an_unknown_area_records_none(area: Unit) -> None:
    files = [_file("a" * 64), _file("b" * 64, area="9999")]
    with pytest.raises(UnknownAreaError):
        record_score_files(by="ศน.", files=files, source=SOURCE)
    assert not ScoreFile.objects.exists()
    assert not Sitting.objects.exists()


def test_known_schools_are_those_of_the_area(area: Unit) -> None:
    assert known_schools({"9302"}) == {("9302", "S1"), ("9302", "S2")}


def test_pupils_of_an_unknown_school_are_refused(area: Unit) -> None:
    with pytest.raises(KeyError):
        record_enrolment(by="ทดสอบ", entries=[EnrolmentEntry("S9", 2556, "P6", 3)])
    assert not Enrolment.objects.exists()
