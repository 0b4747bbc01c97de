"""Duties accepted, returned and waived: by whom, of what, and what is taken back."""

from datetime import date

from django.utils import timezone

from khet.records.office.actions.duties import Owner, finish_duty, open_duties, posts_at
from khet.records.office.models import Duty
from khet.records.registry.models import Unit
from khet.rules.deadlines import INSTRUCTION, INTERNAL_SUPERVISION, SCHOOL_ACCOUNTS
from khet.rules.duties import Act
from tests.circular_rows import engage, make_group
from tests.web import owed_duties
from tests.web.kept_books import school_numbered
from tests.web.owed_duties import PAGE, TITLE, SignIn, act_on, open_duty, state_of, text_at

duty = owed_duties.duty


def test_a_mistaken_acceptance_and_a_waiver_are_taken_back(sign_in: SignIn, duty: Duty) -> None:
    head, director = sign_in("school-director"), sign_in("director")
    act_on(head, duty, Act.FINISH, note="ทำแล้ว")
    act_on(director, duty, Act.ACCEPT)
    page = text_at(director, f"{PAGE}{duty.pk}")
    assert f"{PAGE}{duty.pk}/reopen-check" in page
    assert f'<li><a href="{PAGE}">งานของฉัน</a></li>' in page, "it isn't late any more"
    assert "reopen-check" not in text_at(head, f"{PAGE}{duty.pk}")
    assert act_on(head, duty, Act.REOPEN_CHECK, reason="x").status_code == 403
    assert "เขียนเหตุผล" in act_on(director, duty, Act.REOPEN_CHECK).content.decode()
    assert act_on(director, duty, Act.REOPEN_CHECK, reason="กดผิด").status_code == 302
    assert state_of(duty) == "done"
    act_on(director, duty, Act.RETURN, reason="แก้")
    assert '<li><a href="/office/late/">' in text_at(director, f"{PAGE}{duty.pk}")
    act_on(director, duty, Act.WAIVE, reason="ยกเว้นผิดโรงเรียน")
    assert act_on(head, duty, Act.ASK_AGAIN, reason="x").status_code == 403
    assert act_on(director, duty, Act.ASK_AGAIN, reason="ยังต้องส่ง").status_code == 302
    assert state_of(duty) == "open"
    assert "ยังต้องส่ง" in text_at(head, f"{PAGE}{duty.pk}")


def test_monthly_accounts_are_sent_on_their_own_page_and_checked_by_the_auditor(
    sign_in: SignIn, area: None
) -> None:
    duty = open_duties(
        by="ผู้สั่ง", rule=SCHOOL_ACCOUNTS, owners=posts_at([school_numbered()], "school-director"),
        about=("office.month", "2569-10"), opened=date(2026, 11, 1), due=date(2026, 11, 16),
    )[0]  # fmt: skip
    head = sign_in("school-director")
    assert f'href="/office/own-months/{duty.pk}"' in text_at(head, f"{PAGE}{duty.pk}")
    assert act_on(head, duty, Act.FINISH).status_code == 403
    finish_duty(by="ผอ.", duty=duty, at=timezone.now())
    for name in ("director", "supervisor", "school-director"):
        assert act_on(sign_in(name), duty, Act.ACCEPT).status_code == 403
    assert act_on(sign_in("auditor"), duty, Act.ACCEPT).status_code == 302


def test_internal_supervision_is_checked_by_the_supervisors_of_the_school(
    sign_in: SignIn, area: None
) -> None:
    for number, refused in ((0, {"auditor", "director"}), (1, {"network-supervisor", "director"})):
        duty = open_duty(school_numbered(number), rule=INTERNAL_SUPERVISION, key=f"m{number}")
        finish_duty(by="ผอ.", duty=duty, at=timezone.now())
        for name in refused:
            assert act_on(sign_in(name), duty, Act.RETURN, reason="x").status_code == 403
        checker = "supervisor" if number else "network-supervisor"
        assert act_on(sign_in(checker), duty, Act.RETURN, reason="แก้วันที่").status_code == 302


def test_who_accepts_has_a_list_of_what_waits(sign_in: SignIn, duty: Duty) -> None:
    Duty.objects.exclude(pk=duty.pk).delete()
    engage("head", "group-director", make_group())
    own = open_duties(
        by="ผู้สั่ง", rule=INSTRUCTION, owners=[Owner(Unit.objects.get(code="G7"), "group-director")],
        about=("office.instruction", "7"), opened=date(2014, 3, 20), due=date(2014, 4, 4),
        title="งานของผู้ตรวจเอง",
    )[0]  # fmt: skip
    accounts = open_duty(
        school_numbered(1), rule=SCHOOL_ACCOUNTS, key="2569-10", title="บัญชีเดือนตุลาคม"
    )
    head, page = sign_in("head"), f"{PAGE}?tab=awaiting"
    assert TITLE not in text_at(head, page)
    assert "รอท่านตรวจรับ" not in text_at(head, "/office/panels/duties")
    for one in (duty, own, accounts):
        finish_duty(by="ผู้ส่ง", duty=one, at=timezone.now())
    found = text_at(head, page)
    assert "รอท่านตรวจรับ 1</a>" in found
    assert TITLE in found
    assert "งานของผู้ตรวจเอง" not in found
    assert "บัญชีเดือนตุลาคม" not in found
    assert "รอท่านตรวจรับ 1 งาน" in text_at(head, "/office/panels/duties")
    assert "งานของผู้ตรวจเอง" in text_at(sign_in("director"), page)
    for name in ("planner", "school-director"):
        assert "รอท่านตรวจรับ" not in text_at(sign_in(name), PAGE)
        assert sign_in(name).get(page).status_code == 404
    assert act_on(head, duty, Act.ACCEPT).status_code == 302
    assert TITLE not in text_at(head, page)


def test_nobody_accepts_or_waives_what_is_the_own(sign_in: SignIn, area: None) -> None:
    unit = Unit.objects.get(kind="area")
    duty = open_duties(
        by="ผู้สั่ง", rule=INSTRUCTION, owners=[Owner(unit, "director")],
        about=("office.instruction", "9"), opened=date(2014, 3, 20), due=date(2014, 4, 4),
    )[0]  # fmt: skip
    director = sign_in("director")
    assert act_on(director, duty, Act.WAIVE, reason="ไม่ทัน").status_code == 403
    assert act_on(director, duty, Act.FINISH, note="ทำแล้ว").status_code == 302
    assert act_on(director, duty, Act.ACCEPT).status_code == 403
    assert act_on(sign_in("deputy"), duty, Act.ACCEPT).status_code == 302
