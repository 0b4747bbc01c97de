"""A school sends its results: typed in a table, or as a file, both by the same checks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from khet.jobs.collect_parts import part_path
from khet.records.learning.models import Collection, SchoolPart
from khet.records.office.models import Duty
from khet.records.registry.actions.schools import EnrolmentEntry, record_enrolment
from khet.records.registry.models import Event, Import, Pupil
from khet.rules.calendar import thai_date
from tests.made_area import school_code, school_name
from tests.web.collected import ASKED, TYPED, ask, client_of, drop, found, lines, table, type_in

SignIn = Callable[..., Client]
LATER = date.today() + timedelta(days=60)
FIRST = ASKED[0]
LONG = "academic_year,test,round,grade,area,school,pupil,subject,score"


@pytest.fixture
def teacher(sign_in: SignIn) -> Client:
    """A teacher of the first school."""
    return sign_in("teacher")


@pytest.fixture
def collection(area: None) -> Collection:
    """LAS of P5, asked for."""
    return ask()


def _main(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main>")[0]


def _page(response: Any) -> str:
    return response.content.decode().split("<main")[1].split("</main>")[0]


def _part() -> SchoolPart:
    return SchoolPart.objects.get(current=True)


def _kept() -> dict[tuple[str, str], tuple[int | None, str | None]]:
    rows = pq.read_table(part_path(_part())).to_pylist()
    return {(r["pupil"], r["subject"]): (r["score"], r["no_score"]) for r in rows}


def test_the_table_has_the_registered_pupils(
    collection: Collection, teacher: Client, sign_in: SignIn
) -> None:
    here = f"/learning/sending/{collection.pk}/type"
    page = _main(teacher, here)
    assert "สมมติ หนึ่ง" in page
    assert page.count('value="001"') == 1
    seen = Event.objects.get(action="view-pupils", key=school_code(0))
    assert len(seen.after["pupils"]) == 3
    without = _main(sign_in("teacher", second_factor=False), here)
    assert "สมมติ หนึ่ง" not in without
    assert "002" in without
    assert Event.objects.filter(action="view-pupils").count() == 1


def test_what_is_typed_is_kept_and_shown_to_colleagues(
    collection: Collection, teacher: Client, sign_in: SignIn
) -> None:
    typed = {"001": "๕๐.๕", "002": "61.25", "003": "ยกเว้น"}
    response = type_in(teacher, collection, table(typed, **{f"s2__{FIRST}": ""}))
    assert "ส่งผลให้เขตแล้ว" in _page(response)
    kept = _kept()
    assert kept["001", FIRST] == (5050, None)
    assert kept["003", FIRST] == (None, "blank")
    assert kept["003", ASKED[1]] == (None, "exempt")
    part = _part()
    assert (part.pupils, part.source_name, part.source_sha256) == (3, "", "")
    page = _main(sign_in("school-director"), f"/learning/sending/{collection.pk}")
    assert "นักเรียน 3 คน" in page
    assert page.count("55.88") == len(ASKED)
    assert "ผู้ทดสอบ" in page
    told = Event.objects.get(action="send-part")
    assert told.after["school"] == school_code(0)


def test_what_was_sent_is_filled_in_again(collection: Collection, teacher: Client) -> None:
    type_in(teacher, collection, table({"001": "50.50", "002": "60", "003": "ขาดสอบ"}))
    page = _main(teacher, f"/learning/sending/{collection.pk}/type")
    assert page.count('value="50.5"') == len(ASKED)
    assert page.count('value="ขาดสอบ"') == len(ASKED) + 1
    type_in(teacher, collection, table({"001": "70", "002": "60", "003": "ขาดสอบ"}))
    assert _part().version == 2
    assert "ฉบับที่ 1 นักเรียน 3 คน" in _main(teacher, f"/learning/sending/{collection.pk}")
    type_in(teacher, collection, table({"001": "70", "002": "60", "003": "ขาดสอบ"}))
    assert _part().version == 2, "the same again is no further version"


@pytest.mark.parametrize("wrong", ["101", "ห้าสิบ", "50.123", "-1", "1e2"])
def test_a_wrong_cell_is_told_at_its_field(
    collection: Collection, teacher: Client, wrong: str
) -> None:
    response = type_in(teacher, collection, table(**{f"s1__{FIRST}": wrong, "s0__english": "๗"}))
    page = _page(response)
    assert "ยังไม่ได้ส่ง สิ่งที่พิมพ์ยังอยู่ครบ" in page
    field = re.search(rf'<input id="s1-{FIRST}"[^>]*>', page)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert f'value="{wrong}"' in field[0]
    assert page.count("aria-invalid") == 1
    assert 'name="s0-english" value="๗"' in page
    assert not SchoolPart.objects.exists()


def test_a_number_without_scores_and_scores_without_number(
    collection: Collection, teacher: Client
) -> None:
    page = _page(type_in(teacher, collection, table({**TYPED, "": "50"})))
    field = re.search(r'<input id="n3"[^>]*>', page)
    assert field
    assert 'aria-invalid="true"' in field[0]
    twice = {**table({**TYPED, "x": "50"}), "n3": "001"}
    assert "เลขนี้ซ้ำกับแถวอื่น" in _page(type_in(teacher, collection, twice))
    empty = _page(type_in(teacher, collection, table(dict.fromkeys(TYPED, ""))))
    assert "ยังไม่มีคะแนนในตาราง" in empty
    assert not SchoolPart.objects.exists()


def test_a_pupil_who_is_not_registered_is_added_with_a_reason(
    collection: Collection, teacher: Client
) -> None:
    data = table({**TYPED, "777": "44"})
    page = _page(type_in(teacher, collection, data))
    assert "777" in page
    assert 'name="reason-unknown-pupil"' in page
    assert 'name="s3-thai" value="44"' in page
    assert not SchoolPart.objects.exists()
    page = _page(type_in(teacher, collection, {**data, "reason-unknown-pupil": " "}))
    assert "เขียนเหตุผลสั้น ๆ" in page
    type_in(teacher, collection, {**data, "reason-unknown-pupil": "ย้ายเข้าใหม่"})
    assert "ย้ายเข้าใหม่" in _part().accepted_warnings
    assert _part().pupils == 4


def test_a_registered_pupil_left_out_is_warned_of(collection: Collection, teacher: Client) -> None:
    page = _page(type_in(teacher, collection, table({"001": "50"})))
    assert "ขาด 2 คน (002, 003)" in page
    assert not SchoolPart.objects.exists()


def test_more_rows_are_given_and_nothing_is_lost(collection: Collection, teacher: Client) -> None:
    page = _page(type_in(teacher, collection, {**table({**TYPED, "9": "ผิด"}), "do": "more"}))
    assert 'name="rows" value="14"' in page
    assert 'name="s3-thai" value="ผิด"' in page
    assert "aria-invalid" not in page


def test_a_form_of_many_pupils_is_taken(collection: Collection, teacher: Client) -> None:
    data = table({**TYPED, **{f"n{k}": "50" for k in range(250)}})
    assert len(data) > 1000
    type_in(teacher, collection, {**data, "reason-unknown-pupil": "ทดสอบ"})
    assert _part().pupils == 253


def test_a_file_is_checked_and_kept(collection: Collection) -> None:
    client = client_of(2)
    held = drop(client, collection, lines(2))
    assert held.state == Import.State.CHECKED
    page = _main(client, f"/learning/imports/{held.pk}")
    assert "ส่งผลนี้ให้เขต" in page
    assert "ไฟล์ที่ยังไม่ได้ส่ง" in _main(client, f"/learning/sending/{collection.pk}")
    page = _page(client.post(f"/learning/imports/{held.pk}", {"do": "keep"}, follow=True))
    assert "ส่งให้เขตแล้ว" in page
    part = _part()
    assert (part.school.code, part.pupils, part.source_name) == (school_code(2), 2, "las.csv")
    assert part.source_sha256
    assert "จากไฟล์ las.csv" in _main(client, f"/learning/sending/{collection.pk}")


def test_a_file_of_what_was_typed_is_the_same_part(collection: Collection, teacher: Client) -> None:
    type_in(teacher, collection, table())
    typed = _part()
    rows = [",".join([school_code(0), n, *[score] * len(ASKED)]) for n, score in TYPED.items()]
    held = drop(teacher, collection, rows)
    assert found(held) == {}
    teacher.post(f"/learning/imports/{held.pk}", {"do": "keep"})
    held.refresh_from_db()
    assert held.state == Import.State.KEPT
    assert _part() == typed


def _long(grade: str = "P5", year: int = 2557, test: str = "LAS", school: int = 2) -> list[str]:
    row = f"{year},{test},,{grade},9302,{school_code(school)}"
    return [f"{row},{pupil},{subject},50" for pupil in "12" for subject in ASKED]


@pytest.mark.parametrize(
    ("rows", "kind", "told"),
    [
        (_long("P4"), "other-sitting", 'เป็นของ "P4" แต่เขตขอผลของ LAS ป.5'),
        (_long(year=2556), "other-sitting", 'เป็นของ "2556"'),
        (_long(test="Pre O-NET"), "other-sitting", 'เป็นของ "Pre O-NET"'),
        ([r.replace("LAS,,", "LAS,1,") for r in _long()], "other-sitting", 'เป็นของ "1"'),
        (_long(school=3), "other-school", f'รหัส "{school_code(3)}" (10 แถว) ไม่ใช่โรงเรียนของท่าน'),
        ([*_long(), *_long("P4")], "other-sitting", 'เป็นของ "P4"'),
        ([*_long(), *_long(school=3)], "other-school", "เอาแถวของโรงเรียนอื่นออก"),
    ],
)
def test_rows_of_something_else_are_refused_at_their_place(
    collection: Collection, rows: list[str], kind: str, told: str
) -> None:
    client = client_of(2)
    held = drop(client, collection, rows, LONG)
    problem = found(held)[kind]
    assert told in problem["message"]
    assert problem["row"] == next(n for n, row in enumerate(rows, 2) if row not in _long())
    assert "ส่งผลนี้ให้เขต" not in _main(client, f"/learning/imports/{held.pk}")
    client.post(f"/learning/imports/{held.pk}", {"do": "keep"})
    assert not SchoolPart.objects.exists()


def test_a_summary_of_means_is_not_enough(collection: Collection) -> None:
    head = ",".join(["รหัสโรงเรียน", "จำนวนผู้เข้าสอบ", *ASKED])
    held = drop(client_of(2), collection, [f"{school_code(2)},9,50,50,50,50,50"], head)
    assert "มีแต่ค่าเฉลี่ยของโรงเรียน" in found(held)["only-means"]["message"]


def test_warnings_of_a_file_are_accepted_with_a_reason(
    collection: Collection, teacher: Client
) -> None:
    held = drop(teacher, collection, lines(0, ("40",)))
    assert set(found(held)) == {"unknown-pupil", "pupils-left-out"}
    for kind in found(held):
        reason = {"do": "accept", "kind": kind, "reason": "ย้ายออก"}
        teacher.post(f"/learning/imports/{held.pk}", reason)
    teacher.post(f"/learning/imports/{held.pk}", {"do": "keep"})
    assert _part().accepted_warnings.count("ย้ายออก") == 2


def test_a_file_is_opened_by_its_own_school_only(
    collection: Collection, teacher: Client, sign_in: SignIn
) -> None:
    held = drop(teacher, collection, lines(0, ("40",)))
    here = f"/learning/imports/{held.pk}"
    assert sign_in("school-director").get(here).status_code == 200
    for client in (client_of(2), sign_in("supervisor"), sign_in("director")):
        for address in (here, f"{here}/progress", f"{here}/report.xlsx"):
            assert client.get(address).status_code == 403
        assert client.post(here, {"do": "keep"}).status_code == 403
    office = drop_scores(sign_in("supervisor"))
    assert teacher.get(office).status_code == 403


def drop_scores(client: Client) -> str:
    """The page of a file that the office brought."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("x.csv", "\n".join([LONG, *_long()]).encode())
    return str(client.post("/learning/imports", {"file": file}).headers["Location"])


def test_a_school_without_the_grade_does_not_send(collection: Collection) -> None:
    client = client_of(2)
    assert school_name(2) in _main(client, "/learning/sending")
    entries = [EnrolmentEntry(school_code(2), 2557, "P6", 9)]
    record_enrolment(by="ทดสอบ", entries=entries)
    assert f"/learning/sending/{collection.pk}" not in _main(client, "/learning/sending")
    for page in ("", "/type"):
        address = f"/learning/sending/{collection.pk}{page}"
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert client.get("/learning/sending/999").status_code == 404


def test_the_director_has_the_duty_to_send_until_the_school_sent(sign_in: SignIn) -> None:
    collection = ask()
    director, teacher, supervisor = map(sign_in, ("school-director", "teacher", "supervisor"))
    mine = Duty.objects.filter(unit__code=school_code(0), about_key=str(collection.pk))
    assert mine.get().state == "open"
    assert mine.get().due == collection.due
    panel = director.get("/office/panels/duties").content.decode()
    assert f"/learning/sending/{collection.pk}" in panel
    assert "ผลสอบที่ต้องส่งเขต" not in director.get("/").content.decode()
    assert "ผลสอบที่ต้องส่งเขต" in teacher.get("/").content.decode()
    supervisor.post(f"/learning/collecting/{collection.pk}/change", {"due": thai_date(LATER)})
    assert mine.get().due == LATER
    type_in(teacher, collection, table())
    assert mine.get().state == "done"
    assert (
        f"/learning/sending/{collection.pk}"
        not in director.get("/office/panels/duties").content.decode()
    )


def test_what_was_taken_back_is_owed_no_more(sign_in: SignIn) -> None:
    collection = ask()
    page = f"/learning/collecting/{collection.pk}/withdraw"
    sign_in("supervisor").post(page, {"reason": "เลือกชั้นผิด"})
    states = Duty.objects.filter(about_key=str(collection.pk)).values_list("state", flat=True)
    assert set(states) == {"waived"}
    assert len(states) == 12


def test_pupils_of_another_grade_in_the_register_are_refused(
    teacher: Client, collection: Collection
) -> None:
    Pupil.objects.filter(school__code=school_code(0), academic_year=2557).update(grade="P4")
    page = _page(type_in(teacher, collection, table()))
    assert "อยู่ชั้นอื่นในทะเบียน" in page
    assert not SchoolPart.objects.exists()
