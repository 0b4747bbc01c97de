"""Instruments taken away and brought as XLSForm workbooks."""

import hashlib
import html
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.documents.xlsform.opening import LARGEST
from khet.documents.xlsform.reading import read
from khet.documents.xlsform.writing import write
from khet.records.office.actions.instruments import (
    change_draft,
    make_instrument,
    release_version,
)
from khet.records.office.models import Instrument
from khet.records.registry.models import Event, Unit, UnitKind
from khet.rules.instruments import Content, Item, ItemKind, Part, content_of
from tests.cast import ANONYMOUS, NAMES
from tests.documents.xlsform_books import SCHEMES, book, saved, survey
from tests.web.doors.workbooks import MAKERS

SignIn = Callable[..., Client]
K = ItemKind
IMPORT = "/office/instruments/import"
CLEAN = Item("clean", K.YES_NO, "ห้องเรียนสะอาด", weight=Decimal(2), required=True)
ROOMS = Item("rooms", K.INTEGER, "มีกี่ห้อง", constraint=". > 0", message="มากกว่า 0")
CONTENT = Content((Part("all", "ห้องเรียน", (CLEAN, ROOMS)),))
TITLE = "แบบห้องเรียนตัวอย่าง"


def _made(content: Content = CONTENT, title: str = TITLE, *, out: bool = True) -> Instrument:
    area = Unit.objects.get(kind=UnitKind.AREA)
    made = make_instrument(by="ผู้ทดสอบ", area=area, unit=area, title=title, content=content)
    if out:
        release_version(by="ผู้ทดสอบ", instrument=made, at=timezone.now())
    return made


def _file(data: bytes, name: str = "แบบ.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def _bring(client: Client, data: bytes, address: str = IMPORT) -> Any:
    return client.post(address, {"file": _file(data)})


def _kept(answer: Any) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert found, _words(answer)
    return html.unescape(found[1])


def _words(answer: Any) -> str:
    main = answer.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_workbook_becomes_a_draft_when_that_is_confirmed(supervisor: Client) -> None:
    answer = _bring(supervisor, write(CONTENT, TITLE, "a", "1"))
    words = _words(answer)
    assert "1 ส่วน 2 ข้อ ยังไม่ได้บันทึก" in words
    assert "ห้องเรียนสะอาด ใช่หรือไม่ใช่ · น้ำหนัก 2 · ต้องตอบ · clean" in words
    assert "ไม่นำเข้าจากแผ่น settings: form_id, version, default_language" in words
    assert f'value="{TITLE}"' in answer.content.decode()
    assert not Instrument.objects.filter(title=TITLE).exists()

    done = supervisor.post(IMPORT, {"kept": _kept(answer), "title": "แบบที่นำเข้า"})
    made = Instrument.objects.get(title="แบบที่นำเข้า")
    assert done.headers["Location"] == f"/office/instruments/{made.pk}/draft"
    version = made.versions.get()
    assert (content_of(version.content), version.released_at) == (CONTENT, None)
    assert Event.objects.filter(action="make-instrument", key=str(made.pk)).count() == 1
    assert supervisor.get(done.headers["Location"]).status_code == 200


def test_what_is_wrong_is_told_and_nothing_kept(supervisor: Client) -> None:
    rows = survey(("geopoint", "where", "ที่ไหน"), ("text", "a b", "<b>ก</b>"), ("text", "c", None))
    before = Instrument.objects.count()
    answer = _bring(supervisor, saved(book(rows)))
    words = _words(answer)
    assert "ยังนำเข้าไม่ได้: มี 3 เรื่องที่ต้องแก้" in words
    assert "survey แถว 2 type ชนิด “geopoint” ใช้ไม่ได้" in words
    assert "survey แถว 3 name ชื่อ “a b” ใช้ไม่ได้" in words
    assert "survey แถว 4 label ไม่มีข้อความที่จะแสดง" in words
    assert Instrument.objects.count() == before


def test_only_so_many_faults_are_listed(supervisor: Client) -> None:
    rows = survey(*(("geopoint", f"q{n}", "ก") for n in range(250)))
    answer = _bring(supervisor, saved(book(rows)))
    assert "มี 250 เรื่องที่ต้องแก้" in _words(answer)
    assert "แสดง 200 เรื่องแรก" in _words(answer)
    assert answer.content.count(b"<tr>") == 201


def test_only_so_many_notices_are_listed(supervisor: Client) -> None:
    lists = [("list_name", "name", "label"), *((f"list{n}", "a", "ก") for n in range(300))]
    answer = _bring(supervisor, saved(book(survey(("text", "a", "ก")), lists)))
    assert "นำเข้าต่างจากในไฟล์ 301 เรื่อง" in _words(answer)
    assert "แสดง 200 เรื่องแรก" in _words(answer)


def test_more_than_a_page_can_send_back_is_refused(supervisor: Client) -> None:
    texts = [hashlib.sha512(str(n).encode()).hexdigest() * 3 for n in range(200)]
    lists = [("list_name", "name", "label"), *(("l", f"c{n}", t) for n, t in enumerate(texts))]
    rows = survey(*(("select_one l", f"q{n}", "ก") for n in range(250)))
    answer = _bring(supervisor, saved(book(rows, lists)))
    assert "มีข้อความมากเกินไป" in _words(answer)


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({}, "เลือกไฟล์ก่อน"),
        ({"file": b""}, "ไฟล์ว่าง"),
        ({"file": b"x" * (LARGEST + 1)}, "ไฟล์ใหญ่เกิน 2 MB"),
        ({"file": b"%PDF-1.7"}, "ไม่ใช่ไฟล์ XLSX"),
        ({"file": b"PK\x03\x04"}, "เปิดไฟล์ไม่ได้"),
    ],
)
def test_files_that_are_no_workbooks(supervisor: Client, sent: dict[str, bytes], word: str) -> None:
    answer = supervisor.post(IMPORT, {name: _file(data) for name, data in sent.items()})
    assert answer.status_code == 200
    assert word in _words(answer)


def test_the_title_is_asked_for_and_must_be_free(supervisor: Client) -> None:
    _made(title="มีแล้ว")
    kept = _kept(_bring(supervisor, saved(book(survey(("text", "a", "ก"))))))
    assert "กรุณากรอกช่องนี้" in _words(supervisor.post(IMPORT, {"kept": kept, "title": " "}))
    answer = supervisor.post(IMPORT, {"kept": kept, "title": "มีแล้ว"})
    assert "มีแบบชื่อนี้แล้ว" in _words(answer)
    assert supervisor.post(IMPORT, {"kept": _kept(answer), "title": "ว่าง"}).status_code == 302


def test_what_was_shown_can_not_be_changed_or_used_by_others(
    sign_in: SignIn, supervisor: Client
) -> None:
    one = _made()
    kept = _kept(_bring(supervisor, write(CONTENT, TITLE, "a", "1")))
    before = Instrument.objects.count()
    tries = [
        (supervisor, IMPORT, kept[:-2] + "xx"),
        (supervisor, f"/office/instruments/{one.pk}/import", kept),
        (sign_in("director"), IMPORT, kept),
    ]
    for client, address, told in tries:
        answer = client.post(address, {"kept": told, "title": "อื่น"}, follow=True)
        assert "ตัวอย่างนี้หมดอายุแล้ว" in answer.content.decode()
    assert Instrument.objects.count() == before


def test_a_workbook_becomes_the_next_draft(supervisor: Client) -> None:
    one = _made()
    address = f"/office/instruments/{one.pk}/import"
    more = Item("why", K.TEXT, "เพราะเหตุใด", relevant="${clean} = 'no'")
    changed = Content((Part("all", "ห้องเรียน", (replace(CLEAN, weight=Decimal(3)), more)),))
    answer = _bring(supervisor, write(changed, "ชื่ออื่น", "a", "1"), address)
    words = _words(answer)
    assert "เพิ่ม : เพราะเหตุใด เอาออก : มีกี่ห้อง แก้ : ห้องเรียนสะอาด" in words
    assert "ชื่อในไฟล์คือ “ชื่ออื่น” แต่ชื่อแบบนี้ไม่เปลี่ยน" in words
    done = supervisor.post(address, {"kept": _kept(answer)})
    assert done.headers["Location"] == f"/office/instruments/{one.pk}/draft"
    first, draft = one.versions.all()
    assert (content_of(first.content), first.released_at is None) == (CONTENT, False)
    assert (content_of(draft.content), draft.released_at) == (changed, None)
    assert Event.objects.filter(action="begin-draft", key=str(one.pk)).count() == 1


def test_a_draft_that_moved_meanwhile_is_not_overwritten(supervisor: Client) -> None:
    one = _made(out=False)
    address = f"/office/instruments/{one.pk}/import"
    answer = _bring(
        supervisor, write(Content((Part("p", "ส่วน", (ROOMS,)),)), "ก", "a", "1"), address
    )
    theirs = Content((Part("all", "ห้องเรียน", (CLEAN,)),))
    change_draft(by="ผู้อื่น", instrument=one, content=theirs)
    again = supervisor.post(address, {"kept": _kept(answer)})
    assert "มีผู้แก้แบบนี้ระหว่างที่คุณดูตัวอย่าง" in _words(again)
    assert content_of(one.versions.get().content) == theirs


def test_the_same_file_changes_nothing(supervisor: Client) -> None:
    one = _made()
    address = f"/office/instruments/{one.pk}/import"
    answer = _bring(supervisor, write(CONTENT, TITLE, "a", "1"), address)
    assert "ถามเหมือนฉบับล่าสุดทุกประการ" in _words(answer)
    supervisor.post(address, {"kept": _kept(answer)})
    assert one.versions.count() == 1


def test_a_version_is_taken_away_as_it_was(supervisor: Client) -> None:
    one = _made()
    change_draft(by="ผู้ทดสอบ", instrument=one, content=Content((Part("p", "ส่วน", (ROOMS,)),)))
    answer = supervisor.get(f"/office/instruments/{one.pk}/1.xlsx")
    assert f'filename="khet_{one.pk}-1.xlsx"' in answer.headers["Content-Disposition"]
    found = read(answer.content, SCHEMES)
    assert (found.title, found.content) == (TITLE, CONTENT)
    draft = supervisor.get(f"/office/instruments/{one.pk}/2.xlsx")
    assert [item.name for item in read(draft.content, SCHEMES).content.items] == ["rooms"]
    page = supervisor.get(f"/office/instruments/{one.pk}").content.decode()
    assert f'href="/office/instruments/{one.pk}/1.xlsx"' in page
    assert supervisor.get(f"/office/instruments/{one.pk}/3.xlsx").status_code == 404


def test_a_draft_with_flaws_is_mended_first(supervisor: Client) -> None:
    one = _made(Content((Part("p", "ส่วน", (replace(ROOMS, label=""),)),)), out=False)
    answer = supervisor.get(f"/office/instruments/{one.pk}/1.xlsx", follow=True)
    assert "ร่างนี้ยังมีข้อที่ต้องแก้" in answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_who_may_bring_and_take_away(sign_in: SignIn, name: str) -> None:
    one, client = _made(), sign_in(name)
    page = client.get(f"/office/instruments/{one.pk}").status_code
    assert client.get(f"/office/instruments/{one.pk}/1.xlsx").status_code == page
    refused = 302 if name == ANONYMOUS else 403
    wanted = 200 if name in MAKERS else refused
    assert client.get(f"/office/instruments/{one.pk}/import").status_code == wanted
    assert client.post(f"/office/instruments/{one.pk}/import").status_code == wanted


def test_queries_do_not_grow_with_items(supervisor: Client) -> None:
    counts = []
    for number in (1, 60):
        items = tuple(replace(ROOMS, name=f"n{n}") for n in range(number))
        content = Content((Part("all", "ห้องเรียน", items),))
        one = _made(content, f"แบบ {number}")
        address, data = f"/office/instruments/{one.pk}/import", write(content, "ก", "a", "1")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = _bring(supervisor, data, address)
        assert answer.status_code == 200
        with CaptureQueriesContext(connection) as taken:
            supervisor.get(f"/office/instruments/{one.pk}/1.xlsx")
        counts.append((len(seen), len(taken)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15


def test_what_a_browser_sends_on_two_lines_is_taken_away_on_two(supervisor: Client) -> None:
    """Browsers end lines by two signs; in a workbook the first would be seen."""
    one = _made(out=False)
    told = {"kind": "text", "name": "why", "label": "บรรทัดหนึ่ง\r\nบรรทัดสอง"}
    add = f"/office/instruments/{one.pk}/draft/parts/all/items/add"
    assert supervisor.post(add, told).status_code == 302
    made = supervisor.get(f"/office/instruments/{one.pk}/1.xlsx").content
    labels = [item.label for item in read(made, SCHEMES).content.items]
    assert labels[-1] == "บรรทัดหนึ่ง\nบรรทัดสอง"


def test_a_text_that_would_show_an_answer_is_refused_at_its_field(supervisor: Client) -> None:
    one = _made(out=False)
    told = {"kind": "text", "name": "why", "label": "มี ${rooms} ห้อง"}
    add = f"/office/instruments/{one.pk}/draft/parts/all/items/add"
    assert "ข้อความแสดงคำตอบของข้ออื่นด้วย ${ } ไม่ได้" in _words(supervisor.post(add, told))
