"""The audit trail as pages: found by record, person, day and action; who saw which child."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override
from openpyxl import load_workbook

from khet.records.registry.actions.audit import record_event, record_pupils_seen
from khet.records.registry.models import Event, Import, Pupil, Unit, User
from khet.records.registry.queries.events import EventFilter, events, same_child, views_of_pupil
from khet.rules.thai import thai_digits
from khet.web.registry.events.values import value_words
from tests.made_area import school_code, school_name

SignIn = Callable[[str], Client]
EVENTS = "/registry/events/"
PUPILS = "/registry/events/pupil"
DAY = datetime(2014, 3, 4, 23, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def auditor(sign_in: SignIn) -> Client:
    return sign_in("auditor")


def _tell(at: datetime, **told: Any) -> Event:
    given = {"by": "ผู้บันทึก", "action": "change-unit", "kind": "registry.school", **told}
    with patch("django.utils.timezone.now", return_value=at):
        return record_event(**{"key": school_code(1), **given})


def _text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def _keys(page: Any) -> list[int]:
    return [line.event.pk for line in page.context["lines"]]


def test_an_event_is_told_in_words_field_by_field(auditor: Client) -> None:
    _tell(
        DAY,
        before={"name": "เดิม", "sector": "public", "since": "2014-03-01", "same": 1},
        after={"name": "ใหม่", "sector": "", "since": "2014-03-02", "same": 1, "acting": True},
    )
    text = _text(auditor.get(f"{EVENTS}?who=ผู้บันทึก").content)
    assert "4 มีนาคม 2557 23.30 น." in text
    assert f"แก้ไขทะเบียน โรงเรียน {school_name(1)}" in text
    assert "ชื่อ: เดิม → ใหม่" in text
    assert "สังกัด: รัฐ (สพฐ.) → –" in text
    assert "ตั้งแต่วันที่: 1 มีนาคม 2557 → 2 มีนาคม 2557" in text
    assert "รักษาการ: – → ใช่" in text
    assert "same" not in text


def test_lists_and_tables_inside_an_event_are_told_by_what_differs(auditor: Client) -> None:
    before = {"year": 2556, "grades": {"P1": {"pupils": 10}, "P2": {"pupils": 5}}}
    after = {"year": 2556, "grades": {"P1": {"pupils": 12}, "P2": {"pupils": 5}}}
    _tell(DAY, kind="registry.enrolment", action="save-enrolment", before=before, after=after)
    text = _text(auditor.get(f"{EVENTS}?kind=registry.enrolment&who=ผู้บันทึก").content)
    assert "รายชั้น ป.1 นักเรียน: 10 → 12" in text
    assert "ป.2" not in text


@pytest.mark.parametrize(
    ("kind", "after", "told"),
    [
        ("learning.score-file", {"state": "announced"}, "สถานะ: ประกาศแล้ว"),
        ("learning.score-file", {"state": "checked"}, "สถานะ: ตรวจแล้ว ยังไม่ประกาศ"),
        ("registry.import", {"state": "checked"}, "สถานะ: ตรวจแล้ว รอยืนยัน"),
        ("registry.import", {"what": "scores"}, "ข้อมูล: คะแนนสอบ"),
        ("registry.import", {"what": "pupils"}, "ข้อมูล: นักเรียนรายคน"),
        ("learning.score-file", {"sitting": "Pre O-NET P6 2556 1"}, "Pre O-NET ครั้งที่ 1 ป.6 ปี"),
        ("learning.score-file", {"sha256": "0123456789" * 6}, "ลายนิ้วมือไฟล์: 01234567… "),
        ("learning.score-file", {"returned_to": 1}, "กลับไปใช้ฉบับที่: 1"),
        ("registry.pupil-list", {"grade": "P6"}, "ชั้น: ป.6"),
        ("registry.user", {"factor": "totp"}, "ยืนยันตัวด้วย: แอปยืนยันตัวตน"),
        ("registry.school", {"above": [["place", "district", "9301"]]}, "อยู่ใต้: อำเภอ 9301"),
        ("registry.school", {"codes": [["smis8", "93020001"]]}, "รหัส SMIS 8 หลัก 93020001"),
    ],
)
def test_values_are_told_in_the_words_of_an_office(
    auditor: Client, kind: str, after: dict[str, Any], told: str
) -> None:
    _tell(DAY, kind=kind, key="x", after=after)
    assert told in _text(auditor.get(f"{EVENTS}?who=ผู้บันทึก").content)


@pytest.mark.parametrize("state", Import.State)
def test_the_state_of_an_import_has_english_words(state: Import.State) -> None:
    with override("en"):
        assert not re.search("[ก-๙]", value_words("registry.import", "state", state))
        assert not re.search("[ก-๙]", gettext(state.label))


def test_filters_by_record_person_action_and_day(auditor: Client) -> None:
    user = User.objects.get(username="planner")
    night = _tell(DAY)
    morning = _tell(DAY + timedelta(minutes=31), by=user, key=school_code(2))
    other = _tell(
        DAY + timedelta(days=2), action="register-unit", kind="registry.network", key="N1"
    )
    ours = {event.pk for event in (night, morning, other)}

    def found(query: str) -> list[int]:
        return [key for key in _keys(auditor.get(f"{EVENTS}?{query}")) if key in ours]

    assert found("since=4/3/2557&until=6/3/2557") == [other.pk, morning.pk, night.pk]
    assert found("since=๔ มี.ค. ๒๕๕๗&until=4/3/2557") == [night.pk]
    assert found("since=5/3/2557&until=5 มีนาคม 2557") == [morning.pk]
    assert found(f"kind=registry.school&key={school_code(2)}") == [morning.pk]
    assert found("until=7/3/2557&action=register-unit") == [other.pk]
    assert found("who=planner") == found("who=ผู้ทดสอบ&until=7/3/2557") == [morning.pk]
    assert found("who=ผู้บันทึก") == [other.pk, night.pk]
    assert _text(auditor.get(f"{EVENTS}?who=ไม่มีใคร").content).count("ไม่มีรายการตามตัวกรองนี้") == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=99/99/2557", "ใส่วันที่ พ.ศ."),
        ("since=5/3/2557&until=4/3/2557", "วันสุดท้ายต้องไม่ก่อนวันแรก"),
        ("kind=registry.nothing", "registry.nothing"),
    ],
)
def test_a_filter_that_can_not_be_read_is_told(auditor: Client, query: str, told: str) -> None:
    page = auditor.get(f"{EVENTS}?{query}")
    assert told in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert auditor.get(f"{EVENTS}events.xlsx?{query}").headers["Content-Type"].startswith("text")


def test_pages_lead_from_newest_to_oldest_and_miss_none(auditor: Client) -> None:
    made = [_tell(DAY + timedelta(seconds=k // 3)).pk for k in range(120)]
    address, seen = f"{EVENTS}?who=ผู้บันทึก", []
    while address:
        page = auditor.get(address)
        seen += _keys(page)
        older = page.context.get("older")
        address = f"{EVENTS}?{older}" if older else ""
    assert seen == made[::-1]


@pytest.mark.parametrize("before", ["0", "x", "๙", "99999999999999999999", "-1"])
def test_an_older_page_of_nothing_is_shown_all_the_same(auditor: Client, before: str) -> None:
    assert auditor.get(f"{EVENTS}?before={before}").status_code == 200


def test_queries_do_not_grow_with_events(auditor: Client) -> None:
    counts = []
    for _ in range(2):
        for k in range(12):
            _tell(DAY, key=school_code(k))
        with CaptureQueriesContext(connection) as queries:
            assert auditor.get(EVENTS).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(
    "chosen",
    [
        EventFilter(),
        EventFilter(kind="registry.school"),
        EventFilter(action="change-unit"),
        EventFilter(who="ผู้ทดสอบ"),
        EventFilter(since=DAY, until=DAY + timedelta(days=1)),
    ],
)
def test_a_page_is_read_from_an_index_without_sorting_all(area: None, chosen: EventFilter) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("แผนของ SQLite")
    one = replace_people(chosen)
    plan = events(one, Event.objects.latest("pk").pk)[:51].explain()
    assert "USING INDEX" in plan
    assert "SCAN registry_event\n" not in f"{plan}\n"


def replace_people(chosen: EventFilter) -> EventFilter:
    """With one person of that name only, as in an office."""
    if chosen.who:
        User.objects.exclude(username="planner").update(name="คนอื่น")
    return chosen


def test_the_list_is_taken_as_a_sheet_and_that_is_told_too(auditor: Client) -> None:
    _tell(DAY, before={"name": "เดิม"}, after={"name": "ใหม่"})
    response = auditor.get(f"{EVENTS}events.xlsx?who=ผู้บันทึก&since=4/3/2557")
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "ตัวกรองที่ใช้: ผู้ทำ: ผู้บันทึก · ตั้งแต่วันที่: 4/3/2557"
    assert rows[4] == [
        *("4 มีนาคม 2557", "23:30:00", "ผู้บันทึก", "แก้ไขทะเบียน", "โรงเรียน"),
        *(school_code(1), school_name(1), "ชื่อ: เดิม → ใหม่"),
    ]
    told = Event.objects.get(action="export-events")
    assert (told.kind, told.after["events"]) == ("registry.event", 1)
    assert "no-store" in response.headers["Cache-Control"]


def test_a_record_that_the_reader_may_not_see_stays_without_a_name(sign_in: SignIn) -> None:
    from khet.records.learning.models import ScoreFile

    ScoreFile.objects.update(state=ScoreFile.State.CALCULATED)
    for name, seen in (("director", True), ("administrator", False)):
        page = sign_in(name).get(f"{EVENTS}?kind=learning.score-file").content.decode()
        assert ("ปีการศึกษา 2556 ฉบับที่ 1" in page) == seen


@pytest.fixture
def child(area: None) -> list[Pupil]:
    """One child in two years and schools, and a neighbour with the same number elsewhere."""
    made = []
    for year, school, hashed in ((2555, 0, "h"), (2556, 1, "h"), (2556, 2, "")):
        unit = Unit.objects.get(code=school_code(school))
        made.append(
            Pupil.objects.create(
                **{"school": unit, "academic_year": year, "grade": "P6", "number": "1001"},
                **{"key": f"k{school}", "name": "เด็กหญิงสมมติ ทดสอบ", "identity_hash": hashed},
            )
        )
    return made


def _view(row: Pupil, *others: int, exported: bool = False) -> Event:
    return record_pupils_seen(
        by=User.objects.get(username="teacher"),
        school=row.school.code,
        year=row.academic_year,
        grade="P6",
        pupils=[row.pk, *others],
        exported=exported,
    )


def test_who_looked_at_a_child_is_found_over_years_and_schools(child: list[Pupil]) -> None:
    first, second, neighbour = child
    seen = [_view(first, 91, 92), _view(second, exported=True)]
    _view(neighbour)
    record_pupils_seen(by="x", school=second.school.code, year=2556, grade="P6", pupils=[9999])
    rows = same_child(school_code(1), "1001")
    assert [row.pk for row in rows] == [second.pk, first.pk]
    assert views_of_pupil(rows) == seen[::-1]
    assert same_child(school_code(2), "1001") == [neighbour]
    assert same_child(school_code(5), "1001") == []


def test_the_page_names_no_child_to_who_may_not_see_names(
    auditor: Client, child: list[Pupil]
) -> None:
    _view(child[1])
    page = auditor.get(f"{PUPILS}?school={school_code(1)}&number=๑๐๐๑")
    text = _text(page.content)
    assert f"ปีการศึกษา 2556 เลขประจำตัว 1001 {school_name(1)}" in text
    assert "เปิดดูรายชื่อนักเรียน" in text
    assert "นักเรียน: 1 คน" in text
    assert "สมมติ" not in text
    assert "no-store" in page.headers["Cache-Control"]
    assert Event.objects.filter(action="view-pupils").count() == 1


def test_who_may_see_the_name_leaves_an_event_of_seeing_it(
    auditor: Client, child: list[Pupil], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khet.web.parts.viewer.Viewer.sees_names_of", lambda viewer, code: True)
    page = auditor.get(f"{PUPILS}?school={school_code(1)}&number=1001")
    assert "สมมติ" in page.content.decode()
    [event] = Event.objects.filter(action="view-pupils")
    assert event.after["pupils"] == [child[1].pk]
    assert event.actor_id == str(User.objects.get(username="auditor").pk)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("school=&number=", "กรุณากรอกช่องนี้"),
        (f"school={school_code(2)}&number=77", "หรือลองโรงเรียนเดิมของนักเรียน"),
        ("school=ไม่มีที่นี่&number=77", "ไม่พบโรงเรียนนี้ในเขต"),
        (f"school={school_name(2)}&number=๑๐๐๑", "ยังไม่มีใครเปิดดู"),
        (f"school=โรงเรียน{school_name(2)}&number=1001", "ยังไม่มีใครเปิดดู"),
        (f"school={thai_digits(school_code(2))}&number=1001", "ยังไม่มีใครเปิดดู"),
        (f"school={school_code(2)}&number=1001", "ยังไม่มีใครเปิดดู"),
    ],
)
def test_a_child_not_found_or_never_seen_is_told(
    auditor: Client, child: list[Pupil], query: str, told: str
) -> None:
    assert told in auditor.get(f"{PUPILS}?{query}").content.decode()


def test_seeing_pupils_moves_no_kept_page(director: Client, child: list[Pupil]) -> None:
    board = "/learning/colours?year=2556&test=O-NET&grade=P6"
    director.get("/")
    seen = director.get(board).headers["ETag"]
    _view(child[0])
    assert director.get(board, headers={"if-none-match": seen}).status_code == 304


def test_the_menu_leads_to_the_trail_whom_it_is_open_to(sign_in: SignIn) -> None:
    page = sign_in("auditor").get(EVENTS).content.decode()
    assert re.search(r'<a href="/settings/" aria-current="true">ตั้งค่าระบบ', page)
    assert EVENTS not in sign_in("planner").get("/settings/").content.decode()
