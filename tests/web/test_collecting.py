"""The office asks schools for results, follows who sent, closes, and takes corrections in."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.jobs.cli import main
from khet.jobs.collect_parts import part_path
from khet.jobs.sitting_results import results_for, score_path
from khet.records.learning.actions import AlreadyOpenError
from khet.records.learning.models import Collection, SchoolPart, ScoreFile
from khet.records.registry.models import Event
from khet.rules.calendar import thai_date
from tests.made_area import school_code, school_name
from tests.web.collected import ASKED, YEAR, ask, client_of, drop, lines, table, type_in

SignIn = Callable[..., Client]
LIST = "/learning/collecting"
OPEN = f"{LIST}/open"
MOST_QUERIES = 15
GOOD = {"test": "LAS", "academic_year": "๒๕๕๗", "round": "", "grades": ["P4", "P5"]}


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    """A supervisor of the whole area."""
    return sign_in("supervisor")


@pytest.fixture
def teacher(sign_in: SignIn) -> Client:
    """A teacher of the first school."""
    return sign_in("teacher")


def _main(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main>")[0]


def _due(days: int = 7) -> str:
    return thai_date(date.today() + timedelta(days=days), short=True)


def test_several_grades_are_opened_at_once(supervisor: Client) -> None:
    response = supervisor.post(OPEN, {**GOOD, "due": _due()}, follow=True)
    page = response.content.decode().split("<main")[1].split("</main>")[0]
    for title in ("LAS ป.4 ปีการศึกษา 2557", "LAS ป.5 ปีการศึกษา 2557"):
        assert title in page
    assert page.count("0/12") == 3, "with the sample that stands there"
    assert "เหลืออีก 7 วัน" in page
    assert Event.objects.filter(action="open-collection").count() == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"grades": ["P6"]}, "ไม่มีการสอบ LAS ชั้น ป.6"),
        ({"grades": []}, "เลือกอย่างน้อยหนึ่งชั้น"),
        ({"round": "1"}, "LAS ไม่มีครั้งที่"),
        ({"test": "Pre O-NET", "grades": ["P6"]}, "เลือกครั้งที่ของ Pre O-NET: 1, 2"),
        ({"test": "O-NET"}, "เลือกจากรายการ"),
        ({"academic_year": "25x7"}, "ใส่ปีการศึกษา พ.ศ. 2500"),
        ({"academic_year": "2599"}, "ปีการศึกษานี้ยังไม่เริ่ม"),
        ({"due": "วันไหนก็ได้"}, "อ่านวันที่ไม่ได้"),
        ({"due": "1 ม.ค. 2558"}, "วันที่นี้ผ่านไปแล้ว"),
        ({"due": ""}, "ใส่วันที่ต้องส่ง"),
    ],
)
def test_what_can_not_be_opened_is_told_at_its_field(
    supervisor: Client, said: dict[str, object], told: str
) -> None:
    before = Collection.objects.count()
    page = supervisor.post(OPEN, {**GOOD, "due": _due(), **said}).content.decode()
    assert told in page
    assert Collection.objects.count() == before


def test_what_is_open_is_not_opened_again(supervisor: Client) -> None:
    ask()
    page = supervisor.post(OPEN, {**GOOD, "due": _due()}).content.decode()
    assert "เปิดรับผลชั้น ป.5 ของการสอบนี้ไปแล้ว" in page
    assert not Collection.objects.filter(sitting__grade="P4", sitting__academic_year=YEAR).exists()
    with pytest.raises(AlreadyOpenError):
        ask()


def test_schools_are_counted_by_their_pupils_where_these_are_known(supervisor: Client) -> None:
    collection = ask("P6", 2556, "Pre O-NET", "2")
    page = _main(supervisor, f"{LIST}/{collection.pk}")
    assert "0/12" in page
    assert "มีนักเรียนชั้นนี้ในปีนั้น 12 โรงเรียน" in page
    other = _main(supervisor, f"{LIST}/{ask('M3', 2556, 'Pre O-NET', '2').pk}")
    assert "0/0" in other
    assert "ไม่มีโรงเรียนที่มีชั้นนี้" in other


def test_the_list_says_who_sent_and_who_has_not(supervisor: Client, teacher: Client) -> None:
    collection = ask()
    type_in(teacher, collection, table())
    here = f"{LIST}/{collection.pk}"
    page = _main(supervisor, here)
    assert "1/12" in page
    assert "ไม่ทราบระดับชั้นที่เปิดสอน 12 โรงเรียน" in page
    row = re.search(rf"{school_name(0)}.*?</tr>", page, re.S)
    assert row
    assert "ส่งแล้ว" in row[0]
    assert "ผู้ทดสอบ" in row[0]
    assert re.findall(r'<td class="num"[^>]*>(\d+)', row[0]) == ["3", "3"]
    missing = _main(supervisor, f"{here}?state=missing&network=เครือข่าย 2")
    assert "แสดง 6 จาก 12" in missing
    assert school_name(0) not in missing
    assert supervisor.get(f"{here}?network=ไม่มี").status_code == 404
    first = re.findall(
        r'<th scope="row"><span lang="th">([^<]*)', _main(supervisor, f"{here}?sort=sent")
    )
    assert first[0] == school_name(0)


def test_the_list_is_a_workbook_without_names(supervisor: Client, teacher: Client) -> None:
    collection = ask()
    type_in(teacher, collection, table())
    response = supervisor.get(f"{LIST}/{collection.pk}.xlsx?state=sent")
    book = load_workbook(BytesIO(response.content)).active
    text = " ".join(str(cell.value) for row in book.iter_rows() for cell in row)
    assert "ส่งแล้ว 1 จาก 12 โรงเรียน" in text
    assert school_name(0) in text
    assert school_name(1) not in text
    assert "สมมติ" not in text


def test_closing_makes_one_file_of_all_parts(supervisor: Client, teacher: Client) -> None:
    collection = ask()
    type_in(teacher, collection, table())
    _send_for(1, collection)
    page = _main(supervisor, f"{LIST}/{collection.pk}/close")
    assert "ส่งแล้ว 2 จาก 12" in page
    assert school_name(5) in page
    response = supervisor.post(f"{LIST}/{collection.pk}/close", follow=True)
    assert response.redirect_chain[-1][0].startswith("/learning/overview?year=2557&test=LAS")
    file = ScoreFile.objects.get(sitting=collection.sitting)
    assert (file.state, file.version, file.rows) == ("calculated", 1, 5 * len(ASKED))
    assert "2 โรงเรียน" in file.source_name
    limits = results_for(file).limits["thai"]
    assert (limits.n, limits.mean) == (4, Decimal("55"))
    assert results_for(file).schools[school_code(0), "thai"].absent == 1
    collection.refresh_from_db()
    assert collection.closed_by == "ผู้ทดสอบ"
    assert set(SchoolPart.objects.values_list("taken_into", flat=True)) == {file.pk}
    assert Event.objects.filter(action="close-collection").count() == 1


def _send_for(number: int, collection: Collection, scores: tuple[str, ...] = ("40", "70")) -> None:
    """Another school of the area sends a file, by somebody who may only there."""
    client = client_of(number)
    held = drop(client, collection, lines(number, scores))
    client.post(f"/learning/imports/{held.pk}", {"do": "keep"})
    assert SchoolPart.objects.filter(school__code=school_code(number), current=True).exists()


def test_a_row_of_the_made_file_leads_back_to_its_pupil(
    supervisor: Client, teacher: Client
) -> None:
    collection = ask()
    type_in(teacher, collection, table(s1__thai="61.25"))
    supervisor.post(f"{LIST}/{collection.pk}/close")
    file = ScoreFile.objects.get(sitting=collection.sitting)
    rows = pq.read_table(score_path(file)).to_pylist()
    [row] = [line["row"] for line in rows if line["score"] == 6125]
    page = _main(supervisor, f"/learning/files/{file.pk}/rows/{row}")
    assert "61.25" in page
    assert "สมมติ สอง" in page
    assert "002" in page


def test_what_comes_after_closing_is_taken_in_as_a_new_version(
    supervisor: Client, teacher: Client
) -> None:
    collection = ask()
    here = f"{LIST}/{collection.pk}"
    type_in(teacher, collection, table())
    _send_for(1, collection)
    supervisor.post(f"{here}/close")
    assert "ส่งเป็นฉบับแก้ไข" in _main(teacher, f"/learning/sending/{collection.pk}")
    type_in(teacher, collection, table({"001": "80", "002": "60", "003": "ขาดสอบ"}))
    part = SchoolPart.objects.get(current=True, school__code=school_code(0))
    assert (part.version, part.after_closing, part.taken_into) == (2, True, None)
    assert ScoreFile.objects.filter(sitting=collection.sitting).count() == 1
    page = _main(supervisor, here)
    assert "มีฉบับแก้ไข 1 โรงเรียน รอรวม" in page
    assert "มีฉบับแก้ไข 1 โรงเรียน รอรวม" in _main(supervisor, LIST)
    response = supervisor.post(f"{here}/take-in", follow=True)
    assert response.redirect_chain[-1][0].startswith("/learning/sittings/differences?")
    changes = response.content.decode().split("<main")[1].split("</main>")[0]
    assert f"school={school_code(0)}" in changes
    assert f"school={school_code(1)}" not in changes
    newest = ScoreFile.objects.get(sitting=collection.sitting, current=True)
    assert (newest.version, newest.rows) == (2, 5 * len(ASKED))
    part.refresh_from_db()
    assert part.taken_into == newest
    assert "มีฉบับแก้ไข 1" not in _main(supervisor, here)
    assert supervisor.post(f"{here}/take-in").headers["Location"] == here


def test_nothing_is_closed_without_a_part_or_twice(supervisor: Client, teacher: Client) -> None:
    collection = ask()
    here = f"{LIST}/{collection.pk}"
    assert supervisor.post(f"{here}/close").headers["Location"] == here
    collection.refresh_from_db()
    assert collection.closed_at is None
    assert "<form method" not in _main(supervisor, f"{here}/close")
    type_in(teacher, collection, table())
    assert supervisor.post(f"{here}/take-in").headers["Location"] == here
    assert not ScoreFile.objects.filter(sitting=collection.sitting).exists()
    supervisor.post(f"{here}/close")
    assert supervisor.post(f"{here}/close").headers["Location"] == here
    assert ScoreFile.objects.filter(sitting=collection.sitting).count() == 1
    assert supervisor.get(f"{LIST}/999").status_code == 404


def test_verify_knows_what_schools_sent(
    supervisor: Client, teacher: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    collection = ask()
    type_in(teacher, collection, table())
    kept = part_path(SchoolPart.objects.get())
    stray = kept.with_name(f"{'0' * 64}.parquet")
    stray.write_bytes(b"")
    assert main(["verify"]) == 1
    told = capsys.readouterr().out
    assert f"ไม่มีทะเบียน / not recorded: {stray}" in told
    assert str(kept) not in told
    content = kept.read_bytes()
    kept.write_bytes(content[:-1])
    assert main(["verify"]) == 2
    assert f"หายหรือเสียหาย / lost or damaged: {kept}" in capsys.readouterr().out
    kept.write_bytes(content)
    stray.unlink()


def test_the_homes_say_what_is_open(sign_in: SignIn, supervisor: Client, teacher: Client) -> None:
    assert "ผลสอบที่" not in _main(teacher, "/")
    assert "ผลสอบที่รอ" not in _main(supervisor, "/")
    collection = ask()
    assert "ผลสอบที่ต้องส่งเขต" in _main(teacher, "/")
    assert "ผลสอบที่รอจากโรงเรียน" in _main(supervisor, "/")
    assert "ผลสอบที่" not in _main(sign_in("planner"), "/")
    asked = teacher.get("/learning/panels/to-send").content.decode()
    assert f"/learning/sending/{collection.pk}?school={school_code(0)}" in asked
    assert "<b>0/12</b>" in supervisor.get("/learning/panels/awaited").content.decode()


def test_pages_ask_little_of_the_database(supervisor: Client, teacher: Client) -> None:
    collection = ask()
    type_in(teacher, collection, table())
    for number in (1, 2, 3):
        _send_for(number, collection)
    office = [LIST, f"{LIST}/{collection.pk}", "/learning/panels/awaited", "/"]
    school = ["/learning/sending", f"/learning/sending/{collection.pk}", "/"]
    counts = {page: _queries(supervisor, page) for page in office}
    counts |= {f"school {page}": _queries(teacher, page) for page in school}
    counts["type"] = _queries(teacher, f"/learning/sending/{collection.pk}/type")
    assert max(counts.values()) <= MOST_QUERIES, counts
    ask("P4")
    assert _queries(supervisor, LIST) == counts[LIST]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_the_day_is_changed_until_it_is_closed(supervisor: Client) -> None:
    collection = ask()
    page = f"{LIST}/{collection.pk}/change"
    assert "วันที่นี้ผ่านไปแล้ว" in supervisor.post(page, {"due": "1 ม.ค. 2558"}).content.decode()
    supervisor.post(page, {"due": _due(20)})
    collection.refresh_from_db()
    assert collection.due == date.today() + timedelta(days=20)
    event = Event.objects.get(action="change-due")
    assert event.before == {"due": str(date.today() + timedelta(days=7))}
    collection.closed_at, collection.closed_by = timezone.now(), "ผู้ทดสอบ"
    collection.save()
    supervisor.post(page, {"due": _due(30)})
    collection.refresh_from_db()
    assert collection.due == date.today() + timedelta(days=20)


def test_what_was_asked_by_mistake_is_taken_back_until_a_school_sent(
    supervisor: Client, teacher: Client
) -> None:
    mistaken, collection = ask(grade="P4"), ask()
    type_in(teacher, collection, table())
    refused = supervisor.post(f"{LIST}/{mistaken.pk}/withdraw", {"reason": " "})
    assert "เขียนเหตุผลสั้น ๆ" in refused.content.decode()
    for one in (collection, mistaken):
        supervisor.post(f"{LIST}/{one.pk}/withdraw", {"reason": "เลือกชั้นผิด"})
    assert list(Collection.objects.filter(pk__in=[collection.pk, mistaken.pk])) == [collection]
    event = Event.objects.get(action="withdraw-collection")
    assert event.after["reason"] == "เลือกชั้นผิด"
    assert "LAS ป.4 ปีการศึกษา 2557" not in _main(teacher, "/learning/sending")
