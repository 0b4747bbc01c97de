"""What schools send of their months: files and records, what is refused, and for whom."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from khet.jobs.evidence_files import AT_ONCE, RefusedFileError
from khet.records.office.actions.duties import pass_duty
from khet.records.office.models import Evidence, EvidenceVersion
from khet.records.registry.models import User
from khet.web.office.monthly.school import take_in
from tests.cast import ANONYMOUS, NAMES
from tests.made_area import school_code
from tests.web import sent_months
from tests.web.sent_months import SUPERVISION, SignIn, duty_of, made_file, send_month, text_of

RECORD = {
    **{"day": "๑๒ พ.ย. ๒๕๖๙", "presided": "on", "chair": "ผู้ทดสอบ"},
    **{"topics": "การอ่าน", "teachers": "ครู ป.1–3", "result": "อ่านคล่องขึ้น"},
}
_today = sent_months.late_in_november
begun = sent_months.begun


def _kept() -> QuerySet[Evidence]:
    """What schools sent of their months."""
    return Evidence.objects.filter(kind__in=["บัญชีประจำเดือน", "บันทึกนิเทศภายใน"])


@pytest.fixture(autouse=True)
def _any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files named ``bad`` are refused, all others kept: what makes a file bad is tested there."""

    def stands_in(upload: Any) -> Any:
        if upload.name.startswith("bad"):
            raise RefusedFileError("เนื้อไฟล์ไม่ตรงกับนามสกุล")
        return take_in(upload)

    monkeypatch.setattr("khet.web.office.monthly.school.take_in", stands_in)


def test_the_director_sends_and_what_was_sent_is_evidence(sign_in: SignIn, begun: None) -> None:
    director = sign_in("school-director")
    page = director.get("/office/own-months/")
    assert "เกินกำหนด 13 วัน" in text_of(page)
    form = director.get(f"/office/own-months/{duty_of().pk}").content.decode()
    assert 'value="30 ต.ค. 2569"' in form
    response = send_month(director, duty_of(), uploads=[made_file("ก.xlsx"), made_file("ข.xlsx")])
    assert response.status_code == 302
    kept = _kept().order_by("pk")
    assert [(e.kind, e.level, e.unit.code, e.about_day) for e in kept] == [
        ("บัญชีประจำเดือน", "unit", school_code(0), date(2026, 10, 30))
    ] * 2
    duty = duty_of()
    assert (duty.state, duty.done_by) == ("done", "ผู้ทดสอบ")
    again = send_month(director, duty, uploads=[made_file("ก.xlsx", "ยอดที่แก้แล้ว")])
    assert again.status_code == 302
    assert EvidenceVersion.objects.filter(evidence=kept[0]).count() == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"uploads": []}, "เลือกไฟล์ก่อน"),
        ({"uploads": [made_file("bad.xlsx")]}, "bad.xlsx: เนื้อไฟล์ไม่ตรงกับนามสกุล"),
        ({"uploads": [SimpleUploadedFile("empty.pdf", b"")]}, "ว่าง"),
        ({"day": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"day": "1 พ.ย. 2569"}, "วันที่นี้ไม่อยู่ในเดือนตุลาคม 2569"),
    ],
)
def test_bad_input_is_refused_and_what_was_typed_stays(
    sign_in: SignIn, begun: None, sent: dict[str, Any], told: str
) -> None:
    response = send_month(sign_in("school-director"), duty_of(), **{"note": "หมายเหตุเดิม", **sent})
    assert told in text_of(response)
    assert "หมายเหตุเดิม" in response.content.decode()
    assert (duty_of().state, _kept().count()) == ("open", 0)


def test_a_large_file_is_read_behind_the_page(sign_in: SignIn, begun: None) -> None:
    text = "คำที่หา " + "ก " * (AT_ONCE // 3)
    file = SimpleUploadedFile("ยาว.txt", text.encode())
    assert send_month(sign_in("school-director"), duty_of(), uploads=[file]).status_code == 302
    assert _kept().get().versions.get().text.startswith("คำที่หา")


def test_one_bad_file_among_good_ones_keeps_none(sign_in: SignIn, begun: None) -> None:
    files = [made_file("ดี.xlsx"), made_file("bad.xlsx")]
    response = send_month(sign_in("school-director"), duty_of(), uploads=files)
    assert "bad.xlsx" in text_of(response)
    assert _kept().count() == 0


def test_a_school_does_not_send_for_another(sign_in: SignIn, begun: None) -> None:
    director = sign_in("school-director")
    assert send_month(director, duty_of(1)).status_code == 403
    assert director.get(f"/office/own-months/{duty_of(1).pk}").status_code == 403
    assert sign_in("auditor").get(f"/office/own-months/{duty_of().pk}").status_code == 403
    assert director.get("/office/own-months/99999999").status_code == 404


@pytest.mark.parametrize(
    ("path", "may"),
    [("own-months", {"school-director"}), ("monthly/check", {"auditor"})],
)
def test_who_may_enter_what_one_school_sends(
    sign_in: SignIn, begun: None, path: str, may: set[str]
) -> None:
    url = f"/office/{path}/{duty_of().pk}"
    sent = {name: sign_in(name).post(url) for name in NAMES}
    assert {name for name, response in sent.items() if response.status_code != 403} == {
        *may,
        ANONYMOUS,
    }
    assert sent[ANONYMOUS].headers["Location"].startswith("/sign-in")


def test_a_teacher_sends_only_what_was_passed_on(sign_in: SignIn, begun: None) -> None:
    teacher, duty = sign_in("teacher"), duty_of()
    assert teacher.get("/office/own-months/").status_code == 403
    assert send_month(teacher, duty).status_code == 403
    pass_duty(by="ทดสอบ", duty=duty, to=User.objects.get(username="teacher"))
    assert text_of(teacher.get("/office/own-months/")).count("บัญชีประจำเดือน") == 1
    assert send_month(teacher, duty).status_code == 302
    assert send_month(teacher, duty_of(month="2569-09")).status_code == 403


def test_a_record_of_supervision_is_written_on_the_page(sign_in: SignIn, begun: None) -> None:
    director, duty = sign_in("school-director"), duty_of(month="2569-11", rule=SUPERVISION)
    url = f"/office/own-months/{duty.pk}"
    page = director.post(url, {**RECORD, "presided": "", "chair": ""})
    assert "นิเทศภายในต้องมีผู้อำนวยการเป็นประธาน" in text_of(page)
    assert "อ่านคล่องขึ้น" in page.content.decode()
    assert director.post(url, RECORD).status_code == 302
    (record,) = _kept()
    assert (record.kind, record.about_day) == ("บันทึกนิเทศภายใน", date(2026, 11, 12))
    assert director.post(url, {**RECORD, "result": "แก้แล้ว"}).status_code == 302
    (record,) = _kept()
    assert "แก้แล้ว" in record.note
    assert ">แก้แล้ว</textarea>" in director.get(url).content.decode().replace("\n", "")


def test_a_day_still_to_come_is_refused(sign_in: SignIn, begun: None) -> None:
    duty = duty_of(month="2569-11", rule=SUPERVISION)
    sent = {**RECORD, "day": "30 พ.ย. 2569"}
    page = sign_in("school-director").post(f"/office/own-months/{duty.pk}", sent)
    assert "วันที่นี้ยังมาไม่ถึง" in text_of(page)
