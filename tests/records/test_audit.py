"""The audit trail is only added to, and says who saw which pupils."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from khet.records.registry.actions.audit import record_event, record_pupils_seen
from khet.records.registry.models import Event
from khet.records.registry.models.audit import NotAddedError
from khet.records.registry.queries.audit import registers_version
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return record_event(by="ทดสอบ", action="made-up", kind="registry.school", key="S1")


def test_an_event_is_never_changed_nor_deleted_through_the_model(event: Event) -> None:
    event.actor = "คนอื่น"
    for attempt in (
        event.save,
        event.delete,
        lambda: Event.objects.update(actor="คนอื่น"),
        Event.objects.filter(pk=event.pk).delete,
        lambda: Event.objects.bulk_update([event], ["actor"]),
    ):
        with pytest.raises(NotAddedError), transaction.atomic():
            attempt()
    assert Event.objects.get(pk=event.pk).actor == "ทดสอบ"


@pytest.mark.parametrize(
    "statement", ["UPDATE registry_event SET actor = 'x'", "DELETE FROM registry_event"]
)
def test_the_database_itself_refuses(event: Event, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Event.objects.get(pk=event.pk).actor == "ทดสอบ"


def test_a_write_that_fails_leaves_no_event() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        record_event(by="ทดสอบ", action="made-up", kind="registry.school", key="S1")
        raise ZeroDivisionError
    assert not Event.objects.exists()


@pytest.mark.parametrize(("exported", "action"), [(False, "view-pupils"), (True, "export-pupils")])
def test_seeing_pupils_leaves_one_event_without_names(exported: bool, action: str) -> None:
    record_pupils_seen(
        by="ครู", school="S1", year=2556, grade="P6", pupils=[3, 1, 2], exported=exported
    )
    [event] = Event.objects.all()
    assert (event.kind, event.key, event.action) == ("registry.pupil-list", "S1", action)
    assert event.after == {"year": 2556, "grade": "P6", "pupils": [1, 2, 3]}


@pytest.mark.parametrize(
    "told",
    [
        {"password": "x"},
        {"deep": [{"identity": "1"}]},
        {"note": f"รหัสคือ {PASSWORD}"},
        {"note": "BCDF-GHJK-MNPR"},
        {"note": "เลข 1234567890121"},
    ],
)
def test_the_guard_stops_an_event_with_a_secret(told: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        record_event(by="x", action="made-up", kind="registry.user", key="u", after=told)
    assert not Event.objects.exists()


def test_the_guard_stops_a_pupils_name_and_lets_numbers_pass() -> None:
    with pytest.raises(AssertionError):
        record_event(
            by="x", action="save-pupils", kind="registry.pupils", key="S1", after={"x": "เด็กหญิง"}
        )
    plain = {"sha256": "a" + "1234567890121", "note": "1234567890122", "added": 3}
    assert record_event(by="x", action="save-pupils", kind="registry.pupils", key="S1", after=plain)


@pytest.mark.parametrize(
    ("kind", "action", "counts"),
    [
        ("registry.school", "change-unit", True),
        ("registry.user", "change-name", True),
        ("learning.published", "publish", True),
        ("learning.score-file", "announcement-withdrawn", True),
        ("learning.score-file", "results-checked", False),
        ("registry.user", "sign-in", False),
        ("registry.pupil-list", "view-pupils", False),
        ("registry.letter", "write-letters", False),
        ("office.duty", "open-duty", False),
    ],
)
def test_what_moves_the_state_of_the_registers(kind: str, action: str, counts: bool) -> None:
    before = registers_version()
    record_event(by="ทดสอบ", action=action, kind=kind, key="x")
    assert (registers_version() > before) == counts
