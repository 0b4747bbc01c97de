"""Instruments: made, drafted, released in versions, closed; and what is answered to them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from khet.records.office.actions.answers import (
    AnswersError,
    FutureDayError,
    NotReleasedError,
    keep_answers,
)
from khet.records.office.actions.instruments import (
    DraftMovedError,
    FlawedError,
    NeverReleasedError,
    NoDraftError,
    TitleTakenError,
    change_draft,
    change_instrument,
    close_instrument,
    discard_draft,
    make_instrument,
    release_version,
    reopen_instrument,
    take_ready,
)
from khet.records.office.models import (
    AnswerSheet,
    Findable,
    Instrument,
    InstrumentVersion,
    Level,
)
from khet.records.office.queries.instruments import (
    answer_counts,
    answers_in,
    draft,
    instruments_in,
    offered,
    released,
    sheets_about,
    sheets_of,
)
from khet.records.registry.models import Event, Unit
from khet.rules.instrument_scores import Fault
from khet.rules.instruments import Answers, Content, Item, ItemKind, Part, content_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 30, 3, tzinfo=UTC)
DAY = date(2026, 11, 30)
CLEAN = Item("clean", ItemKind.LEVEL, "ห้องเรียนสะอาด", required=True, weight=Decimal("2.5"))
WHY = Item("why", ItemKind.TEXT, "เพราะเหตุใด", relevant="${clean} < 3", required=True)
FIRST = Content((Part("rooms", "ห้องเรียน", (CLEAN, WHY)),))
MORE = Content((Part("rooms", "ห้องเรียน", (CLEAN, WHY, Item("note", ItemKind.TEXT, "อื่น ๆ"))),))
ABOUT = ("learning.visit", "7")


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")


@pytest.fixture
def school() -> Unit:
    return Unit.objects.create(kind="school", code="93020501", name="บ้านทดสอบ")


def _made(area: Unit, title: str = "แบบหนึ่ง", content: Content = FIRST) -> Instrument:
    return make_instrument(by="ทดสอบ", area=area, unit=area, title=title, content=content)


def _released(area: Unit, title: str = "แบบหนึ่ง", content: Content = FIRST) -> Instrument:
    made = _made(area, title, content)
    release_version(by="ทดสอบ", instrument=made, at=AT)
    return made


def _answered(
    one: Instrument, unit: Unit, values: Mapping[str, Any], about: tuple[str, str] = ABOUT
) -> AnswerSheet:
    version = released(one)
    assert version
    return keep_answers(
        by="ทดสอบ",
        version=version,
        unit=unit,
        about=about,
        day=DAY,
        answers=Answers(values),
        at=AT,
    )


def _actions(key: object, kind: str = "office.instrument") -> list[str]:
    events = Event.objects.filter(kind=kind, key=str(key)).order_by("pk")
    return list(events.values_list("action", flat=True))


def test_an_instrument_lives_in_versions(area: Unit) -> None:
    one = _made(area)
    assert released(one) is None
    assert release_version(by="ทดสอบ", instrument=one, at=AT).number == 1
    new = change_draft(by="ทดสอบ", instrument=one, content=MORE, base=FIRST)
    assert (new.number, new.released_at) == (2, None)
    change_draft(by="ทดสอบ", instrument=one, content=MORE)
    kept = released(one)
    assert kept
    assert content_of(kept.content) == FIRST
    release_version(by="ทดสอบ", instrument=one, at=AT)
    kept = released(one)
    assert kept
    assert (kept.number, content_of(kept.content)) == (2, MORE)
    assert draft(one) is None
    assert _actions(one.pk) == [
        *("make-instrument", "release-version", "begin-draft", "release-version"),
    ]


def test_a_draft_that_moved_is_not_overwritten_and_one_may_be_thrown_away(area: Unit) -> None:
    one = _made(area)
    with pytest.raises(NeverReleasedError):
        discard_draft(by="ทดสอบ", instrument=one)
    release_version(by="ทดสอบ", instrument=one, at=AT)
    with pytest.raises(NoDraftError):
        release_version(by="ทดสอบ", instrument=one, at=AT)
    with pytest.raises(NoDraftError):
        discard_draft(by="ทดสอบ", instrument=one)
    change_draft(by="ทดสอบ", instrument=one, content=MORE)
    with pytest.raises(DraftMovedError):
        change_draft(by="ทดสอบ", instrument=one, content=Content(()), base=FIRST)
    discard_draft(by="ทดสอบ", instrument=one)
    assert [version.number for version in one.versions.all()] == [1]


def test_what_is_flawed_is_not_released(area: Unit) -> None:
    for content in (Content(()), Content((Part("p", "ก", (WHY,)),))):
        one = _made(area, f"แบบ {len(content.parts)}", content)
        with pytest.raises(FlawedError) as refused:
            release_version(by="ทดสอบ", instrument=one, at=AT)
        assert refused.value.flaws
        assert released(one) is None


def test_a_title_is_of_one_instrument_and_changes_are_told(area: Unit) -> None:
    one, two = _made(area), _made(area, "แบบสอง")
    with pytest.raises(TitleTakenError):
        _made(area, " แบบหนึ่ง ")
    with pytest.raises(TitleTakenError):
        change_instrument(by="ทดสอบ", instrument=two, title="แบบหนึ่ง", note="")
    change_instrument(by="ทดสอบ", instrument=one, title="แบบหนึ่ง", note="")
    change_instrument(by="ทดสอบ", instrument=one, title="แบบใหม่", note="ใช้ทุกปี")
    assert _actions(one.pk) == ["make-instrument", "change-instrument"]
    assert [row.title for row in instruments_in(area)] == ["แบบสอง", "แบบใหม่"]


def test_a_closed_one_is_offered_no_more_until_it_is_opened_again(area: Unit) -> None:
    one, drafted = _released(area), _made(area, "ร่างเท่านั้น")
    change_draft(by="ทดสอบ", instrument=one, content=MORE)
    assert [(v.instrument.title, v.number) for v in offered(area)] == [("แบบหนึ่ง", 1)]
    close_instrument(by="ทดสอบ", instrument=one)
    close_instrument(by="ทดสอบ", instrument=one)
    assert list(offered(area)) == []
    reopen_instrument(by="ทดสอบ", instrument=one)
    release_version(by="ทดสอบ", instrument=one, at=AT)
    assert [version.number for version in offered(area)] == [2]
    assert _actions(one.pk).count("close-instrument") == 1
    assert draft(drafted)


def test_a_ready_one_is_taken_once_and_can_be_filled_in_at_once(area: Unit) -> None:
    taken = [
        take_ready(by="ทดสอบ", area=area, unit=area, code="eight-checks", at=AT) for _ in range(2)
    ]
    assert taken[0] == taken[1]
    assert taken[0].ready == "eight-checks"
    assert released(taken[0])
    with pytest.raises(LookupError):
        take_ready(by="ทดสอบ", area=area, unit=area, code="nothing", at=AT)


def test_it_is_found_by_its_title_and_by_what_the_released_version_asks(area: Unit) -> None:
    one = _released(area)
    change_draft(by="ทดสอบ", instrument=one, content=MORE)
    row = Findable.objects.get(kind="office.instrument", key=str(one.pk))
    assert (row.title, row.level) == ("แบบหนึ่ง", Level.OFFICE)
    assert "ห้องเรียนสะอาด" in row.text
    assert "อื่น ๆ" not in row.text


def test_answers_keep_their_version_and_their_score(area: Unit, school: Unit) -> None:
    one = _released(area)
    sheet = _answered(one, school, {"clean": 4, "why": "ไม่ถาม"})
    assert (sheet.got, sheet.possible) == (Decimal("2"), Decimal("2.5"))
    assert answers_in(sheet) == Answers({"clean": 4})
    change_draft(by="ทดสอบ", instrument=one, content=MORE)
    release_version(by="ทดสอบ", instrument=one, at=AT)
    sheet.refresh_from_db()
    assert sheet.version.number == 1


def test_the_same_twice_is_once_and_a_further_answer_takes_its_place(
    area: Unit, school: Unit
) -> None:
    one = _released(area)
    first = [_answered(one, school, {"clean": 4}) for _ in range(2)]
    assert first[0].pk == first[1].pk
    change_draft(by="ทดสอบ", instrument=one, content=MORE)
    release_version(by="ทดสอบ", instrument=one, at=AT)
    again = _answered(one, school, {"clean": 2, "why": "ฝนตก"})
    assert (again.pk, again.version.number) == (first[0].pk, 2)
    assert AnswerSheet.objects.count() == 1
    assert _actions(again.pk, "office.answers") == ["keep-answers", "change-answers"]
    told = Event.objects.get(action="change-answers")
    assert (told.before or {})["answers"] == {"clean": 4}
    other = _answered(one, school, {"clean": 4}, ("learning.visit", "8"))
    assert other.pk != again.pk


def test_what_is_wrong_is_refused_with_its_faults_and_nothing_is_kept(
    area: Unit, school: Unit
) -> None:
    one = _released(area)
    with pytest.raises(AnswersError) as refused:
        _answered(one, school, {"clean": 2})
    assert refused.value.faults == [Fault("why", "required")]
    with pytest.raises(AnswersError) as refused:
        _answered(one, school, {"clean": 9})
    assert refused.value.faults == [Fault("clean", "level")]
    version = one.versions.get()
    told = {"by": "ทดสอบ", "version": version, "unit": school, "about": ABOUT, "at": AT}
    with pytest.raises(FutureDayError):
        keep_answers(**told, day=date(2026, 12, 1), answers=Answers({"clean": 4}))
    unreleased = InstrumentVersion(instrument=one, number=9, content=version.content)
    with pytest.raises(NotReleasedError):
        keep_answers(**{**told, "version": unreleased}, day=DAY, answers=Answers({"clean": 4}))
    assert not AnswerSheet.objects.exists()


def test_a_score_that_is_not_known_is_none(area: Unit, school: Unit) -> None:
    loose = Content((Part("p", "ก", (Item("ok", ItemKind.YES_NO, "มี", weight=Decimal(1)),)),))
    sheet = _answered(_released(area, content=loose), school, {})
    assert (sheet.got, sheet.possible) == (None, None)


def test_sheets_are_listed_by_instrument_school_and_record(area: Unit, school: Unit) -> None:
    one, two = _released(area), _released(area, "แบบสอง")
    other = Unit.objects.create(kind="school", code="93020502", name="บ้านอื่น")
    mine = _answered(one, school, {"clean": 4})
    _answered(two, school, {"clean": 5})
    _answered(one, other, {"clean": 3}, ("learning.visit", "9"))
    assert list(sheets_of(one, {school.code})) == [mine]
    assert sheets_of(one, None).count() == 2
    assert answer_counts(area, None) == {one.pk: 2, two.pk: 1}
    assert answer_counts(area, {other.code}) == {one.pk: 1}
    titles = [sheet.version.instrument.title for sheet in sheets_about(*ABOUT)]
    assert titles == ["แบบสอง", "แบบหนึ่ง"]
