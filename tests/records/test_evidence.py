"""Evidence as records keep it: versions, changes, uses, each with its event; the cited stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from khet.records.office.access import Sight
from khet.records.office.actions.evidence import (
    Brought,
    CitedError,
    EvidenceEntry,
    WithdrawnError,
    add_version,
    change_evidence,
    end_use,
    fill_text,
    keep_brought,
    use_evidence,
    withdraw_evidence,
)
from khet.records.office.actions.search import Seen
from khet.records.office.models import Evidence, EvidenceUse, EvidenceVersion, Findable
from khet.records.office.queries.evidence import (
    about_year,
    evidence_seen,
    is_doubled,
    is_outside_year,
    is_unused,
    known_hashes,
    used_for,
    with_content,
    with_words,
)
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Unit

pytestmark = pytest.mark.django_db
AT = datetime(2014, 2, 5, 3, tzinfo=UTC)
ABOUT = ("office.duty", "7")
HASH = "a" * 64


@pytest.fixture
def area() -> Unit:
    entries = [UnitEntry("area", "9302", "เขตทดสอบ")]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    return Unit.objects.get()


def _entry(area: Unit, title: str = "คำสั่งที่หนึ่ง", day: date = date(2014, 2, 4)) -> EvidenceEntry:
    return EvidenceEntry(Seen(area, area, "office"), "คำสั่ง", title, day)


def _kept(area: Unit, title: str = "คำสั่งที่หนึ่ง", sha256: str = HASH, **more: date) -> Evidence:
    brought = Brought("คำสั่ง.pdf", "application/pdf", 9, sha256, text="สำนักงานเขต ๒๕๕๗")
    entry = _entry(area, title, **more)
    return keep_brought(by="ผู้เก็บ", entry=entry, brought=brought, at=AT)


def _seen(area: Unit) -> list[str]:
    return [one.title for one in _all(area)]


def _all(area: Unit) -> Any:
    return evidence_seen(Sight(area.pk, 0, frozenset(), True, None, frozenset()))


def _events() -> list[str]:
    found = Event.objects.filter(kind="office.evidence").order_by("pk")
    return list(found.values_list("action", flat=True))


def test_a_further_version_takes_the_place_and_the_first_stays(area: Unit) -> None:
    kept = _kept(area)
    add_version(by="ผู้แก้", evidence=kept, brought=Brought("ใหม่.pdf", sha256="b" * 64), at=AT)
    versions = EvidenceVersion.objects.filter(evidence=kept)
    assert [(v.number, v.name) for v in versions] == [(1, "คำสั่ง.pdf"), (2, "ใหม่.pdf")]
    assert known_hashes() == {HASH, "b" * 64}
    assert "คำสั่ง.pdf" not in Findable.objects.get().text
    assert _events() == ["keep-evidence", "add-version", "add-version"]


def test_it_is_found_by_words_of_title_note_and_text(area: Unit) -> None:
    _kept(area)
    for words in ("สำ นักงาน", "2557", "๒๕๕๗ คำสั่ง", "", "งานเขต"):
        assert len(with_words(_all(area), words)) == 1, words
    assert len(with_words(_all(area), "โรงเรียน สำนักงาน")) == 0
    assert len(with_words(_all(area), "%")) == 0, "what stands for anything elsewhere is itself"


def test_a_change_tells_before_and_after_and_keeps_the_text(area: Unit) -> None:
    kept = _kept(area)
    entry = _entry(area, "คำสั่งที่สอง", date(2014, 3, 1))
    change_evidence(by="ผู้แก้", evidence=kept, entry=entry)
    event = Event.objects.get(action="change-evidence")
    assert event.before == {"title": "คำสั่งที่หนึ่ง", "about_day": "2014-02-04"}
    assert event.after == {"title": "คำสั่งที่สอง", "about_day": "2014-03-01"}
    found = Findable.objects.get()
    assert (found.title, found.day) == ("คำสั่งที่สอง", date(2014, 3, 1))
    assert "สำนักงานเขต 2557" in found.text
    change_evidence(by="ผู้แก้", evidence=kept, entry=entry)
    assert Event.objects.filter(action="change-evidence").count() == 1, "nothing changed"


def test_text_read_later_makes_it_found(area: Unit) -> None:
    kept = _kept(area)
    version = EvidenceVersion.objects.get(evidence=kept)
    fill_text(by="งานเบื้องหลัง", version=version, text="ข้อความที่อ่านทีหลัง")
    assert len(with_words(_all(area), "ทีหลัง")) == 1
    assert _events()[-1] == "read-evidence"


def test_what_is_cited_is_never_withdrawn(area: Unit) -> None:
    kept = _kept(area)
    use_evidence(by="ผู้ใช้", evidence=[kept, kept], about=ABOUT)
    assert EvidenceUse.objects.count() == 1
    with pytest.raises(CitedError):
        withdraw_evidence(by="ผู้ถอน", evidence=kept, at=AT, reason="ซ้ำ")
    assert _seen(area) == ["คำสั่งที่หนึ่ง"]
    end_use(by="ผู้ใช้", evidence=kept, about=ABOUT)
    end_use(by="ผู้ใช้", evidence=kept, about=ABOUT)
    withdraw_evidence(by="ผู้ถอน", evidence=kept, at=AT, reason="ซ้ำ")
    assert _seen(area) == []
    assert not Findable.objects.exists()
    assert known_hashes() == {HASH}, "its file stays"
    assert _events()[-3:] == ["use-evidence", "end-use-of-evidence", "withdraw-evidence"]


def test_nothing_more_is_done_with_what_was_withdrawn(area: Unit) -> None:
    kept = _kept(area)
    withdraw_evidence(by="ผู้ถอน", evidence=kept, at=AT, reason="ซ้ำ")
    with pytest.raises(WithdrawnError):
        use_evidence(by="ผู้ใช้", evidence=[kept], about=ABOUT)
    with pytest.raises(WithdrawnError):
        add_version(by="ผู้แก้", evidence=kept, brought=Brought("x"), at=AT)
    with pytest.raises(WithdrawnError):
        change_evidence(by="ผู้แก้", evidence=kept, entry=_entry(area))
    with pytest.raises(WithdrawnError):
        fill_text(by="งานเบื้องหลัง", version=kept.versions.get(), text="อ่านทีหลัง")
    assert not Findable.objects.exists()
    assert not EvidenceUse.objects.exists()


def test_what_is_to_be_looked_at(area: Unit) -> None:
    old = _kept(area, "ของปีก่อน", day=date(2012, 9, 30))
    twin = _kept(area, "เหมือนของปีก่อน")
    alone = _kept(area, "เดียว", "c" * 64, day=date(2013, 10, 1))
    use_evidence(by="ผู้ใช้", evidence=[old, alone], about=ABOUT)
    EvidenceUse.objects.update(used_at=AT)
    every = _all(area)
    assert {one.title for one in every.filter(is_doubled(every))} == {"ของปีก่อน", "เหมือนของปีก่อน"}
    assert [one.title for one in every.filter(is_outside_year(2557))] == ["ของปีก่อน"]
    assert not every.filter(is_outside_year(2556))
    assert [one.title for one in about_year(every, 2557)] == ["เหมือนของปีก่อน", "เดียว"]
    assert [one.title for one in every.filter(is_unused())] == ["เหมือนของปีก่อน"]
    assert with_content(every, [HASH])[HASH] == twin


def test_of_a_record_those_are_counted_that_are_hidden(area: Unit) -> None:
    kept = _kept(area)
    hidden = _kept(area, "ลับ")
    Evidence.objects.filter(pk=hidden.pk).update(level="person")
    use_evidence(by="ผู้ใช้", evidence=[kept, hidden], about=ABOUT)
    sight = Sight(area.pk, 0, frozenset(), True, None, frozenset())
    used = used_for(sight, *ABOUT)
    assert ([one.title for one in used.seen], used.hidden) == (["คำสั่งที่หนึ่ง"], 1)
    assert used_for(sight, "office.duty", "8").seen == []
