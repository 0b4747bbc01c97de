"""Duties handed in: with a file or a word, refused, after a waiver; who sees what was brought."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from khet.documents.sheets import Sheet, workbook
from khet.jobs.evidence_files import AT_ONCE, RefusedFileError
from khet.records.office.actions.duties import finish_duty, waive_duty
from khet.records.office.models import Duty, Evidence, EvidenceUse
from khet.records.registry.models import RoleHeld
from khet.rules.deadlines import SCHOOL_ACCOUNTS
from khet.rules.duties import Act
from khet.web.office.duties import acting
from tests.circular_rows import engage, make_group
from tests.made_area import school_code
from tests.web import owed_duties
from tests.web.kept_books import school_numbered
from tests.web.owed_duties import PAGE, TITLE, SignIn, act_on, open_duty, state_of, text_at

duty = owed_duties.duty


def _shown(duty: Duty) -> QuerySet[Evidence]:
    """What shows that a duty was done."""
    return Evidence.objects.filter(uses__about_kind="office.duty", uses__about_key=duty.pk)


def test_done_with_a_file_then_returned_then_accepted(sign_in: SignIn, duty: Duty) -> None:
    head, director = sign_in("school-director"), sign_in("director")
    sheet = workbook(Sheet("แผน", (), ("ก",), [("ข",)]))
    file = SimpleUploadedFile("แผน.xlsx", sheet)
    assert act_on(head, duty, Act.FINISH, file=file, note="ครบทุกชั้น").status_code == 302
    kept = _shown(duty).get()
    assert (kept.title, kept.unit.code, kept.level) == (TITLE, school_code(0), "unit")
    assert kept.kind == "ข้อสั่งการ", "kinds of evidence are Thai words"
    page = text_at(director, f"{PAGE}{duty.pk}")
    assert "ส่งแล้ว รอตรวจ" in page
    assert "ครบทุกชั้น" in page
    assert "ส่งช้า 3 วัน" in page
    assert f'hx-get="/office/evidence/of?kind=office.duty&amp;key={duty.pk}"' in page
    assert "เขียนเหตุผล" in act_on(director, duty, Act.RETURN).content.decode()
    assert state_of(duty) == "done"
    assert act_on(director, duty, Act.RETURN, reason="ขาดลายเซ็น").status_code == 302
    page = text_at(head, f"{PAGE}{duty.pk}")
    assert page.count("ขาดลายเซ็น") == 2, "as the reason, and in the history"
    assert act_on(head, duty, Act.FINISH).status_code == 302
    assert act_on(sign_in("deputy"), duty, Act.ACCEPT).status_code == 302
    assert state_of(duty) == "accepted"
    told = [f">{word}" for word in ("ตรวจรับงาน", "งานเสร็จ", "ส่งงานกลับแก้ไข", "มอบงานที่ต้องทำ")]
    history = text_at(head, f"{PAGE}{duty.pk}").split("ประวัติ</h2>")[1]
    assert [history.index(word) for word in told] == sorted(history.index(word) for word in told)


def test_a_large_file_of_a_duty_is_read_behind_the_page(sign_in: SignIn, duty: Duty) -> None:
    text = "คำที่หา " + "ก " * (AT_ONCE // 3)
    file = SimpleUploadedFile("ยาว.txt", text.encode())
    assert act_on(sign_in("school-director"), duty, Act.FINISH, file=file).status_code == 302
    assert _shown(duty).get().versions.get().text.startswith("คำที่หา")


def test_an_answer_after_the_duty_was_waived_is_refused_and_stays(
    sign_in: SignIn, duty: Duty
) -> None:
    head = sign_in("school-director")
    assert act_on(sign_in("director"), duty, Act.WAIVE, reason="รวมโรงเรียน").status_code == 302
    page = act_on(head, duty, Act.FINISH, note="ทำเสร็จแล้วค่ะ").content.decode()
    assert "งานนี้ได้รับยกเว้นแล้ว" in page
    assert "ทำเสร็จแล้วค่ะ" in page
    assert state_of(duty) == "waived"
    assert not _shown(duty).exists()
    assert "งานนี้ได้รับยกเว้นแล้ว" in text_at(head, f"{PAGE}{duty.pk}/finish")
    assert "รวมโรงเรียน" in text_at(head, f"{PAGE}{duty.pk}")
    head.post(f"{PAGE}{duty.pk}/begin")
    assert "งานนี้ได้รับยกเว้นแล้ว" in text_at(head, PAGE)


def test_a_waiver_in_the_same_moment_keeps_nothing_of_what_was_brought(
    sign_in: SignIn, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waived_meanwhile(*, duty: Duty, **more: Any) -> bool:
        waive_duty(by="ผอ.", duty=duty, reason="พอดี")
        return finish_duty(duty=duty, **more)

    monkeypatch.setattr(acting, "finish_duty", waived_meanwhile)
    file = SimpleUploadedFile("แผน.xlsx", workbook(Sheet("แผน", (), ("ก",), [("ข",)])))
    page = act_on(sign_in("school-director"), duty, Act.FINISH, file=file, note="ทันไหม")
    assert "งานนี้ได้รับยกเว้นแล้ว" in page.content.decode()
    assert not _shown(duty).exists()


def test_a_refused_file_says_why_and_the_note_stays(
    sign_in: SignIn, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: object) -> None:
        raise RefusedFileError("ไฟล์ไม่ใช่ PDF ตามชื่อ")

    monkeypatch.setattr(acting, "take_in", refuse)
    file = SimpleUploadedFile("x.pdf", b"MZ")
    page = act_on(sign_in("school-director"), duty, Act.FINISH, file=file, note="ดูแนบ")
    told = page.content.decode()
    assert "ไฟล์ไม่ใช่ PDF ตามชื่อ" in told
    assert "ดูแนบ" in told
    assert state_of(duty) == "open"


def test_nothing_is_sent_without_a_word_or_something_that_shows_it(
    sign_in: SignIn, duty: Duty
) -> None:
    head = sign_in("school-director")
    page = act_on(head, duty, Act.FINISH).content.decode()
    [told] = re.findall(r'id="id_note_error">(.*?)</div>', page, re.DOTALL)
    assert "เขียนว่าทำอะไรไปแล้ว หรือแนบไฟล์" in told
    assert state_of(duty) == "open"
    assert act_on(head, duty, Act.FINISH, note="ส่งแผนทางไปรษณีย์แล้ว").status_code == 302


def test_who_accepts_a_duty_sees_what_was_handed_in_for_it_and_only_that(
    sign_in: SignIn, duty: Duty
) -> None:
    head = engage("head", "group-director", make_group())
    other = open_duty(school_numbered(1), rule=SCHOOL_ACCOUNTS, key="2569-10")
    file = SimpleUploadedFile("แผน.txt", b"1")
    act_on(sign_in("school-director"), duty, Act.FINISH, file=file)
    kept, reader = _shown(duty).get(), sign_in("head")
    panel = text_at(reader, f"/office/evidence/of?kind=office.duty&key={duty.pk}")
    assert kept.title in panel
    assert "ท่านไม่มีสิทธิ์เห็น" not in panel
    assert reader.get(f"/office/evidence/{kept.pk}").status_code == 200
    assert reader.get(f"/office/evidence/{kept.pk}/1/file").status_code == 200
    assert reader.get(f"/office/evidence/{kept.pk}/edit").status_code == 403
    use = kept.uses.get()
    use.about_key = str(other.pk)
    use.save()
    assert reader.get(f"/office/evidence/{kept.pk}").status_code == 403, "the auditor's to accept"
    use.delete()
    assert reader.get(f"/office/evidence/{kept.pk}").status_code == 403
    RoleHeld.objects.filter(user=head).update(role="planner")
    EvidenceUse.objects.create(evidence=kept, about_kind="office.duty", about_key=duty.pk)
    assert sign_in("head").get(f"/office/evidence/{kept.pk}").status_code == 403
