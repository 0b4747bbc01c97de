"""The page of what runs behind the pages: jobs, periodic work, letters; what failed tried again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from khet.jobs.periodic import know_all
from khet.records.registry.actions.periodic import claim_periodic, end_periodic, worker_seen
from khet.records.registry.models import Event, Letter, User
from tests.web.agenda import duty
from tests.web.signing import text

PAGE = "/settings/jobs"
TRACE = """Traceback (most recent call last):
  File "/srv/khet/jobs/redraw_charts.py", line 12, in redraw_charts
    raise ValueError("เด็กหญิงลับ")
ValueError: เด็กหญิงลับ
"""


@pytest.fixture
def administrator(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("administrator")


def _job(status: str, trace: str = "") -> str:
    made = DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": ["เด็กชายลับ"], "kwargs": {}},
        task_path="khet.jobs.redraw_charts.redraw_charts",
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="builtins.ValueError" if trace else "",
        traceback=trace,
        worker_ids=["a"],
    )
    return str(made.pk)


def _letter(state: str, about: str, fault: str = "") -> Letter:
    return Letter.objects.create(
        user=User.objects.get(username="clerk"),
        about=about,
        subject="เรื่องลับ",
        body="เนื้อความลับ",
        state=state,
        fault=fault,
        try_after=timezone.now(),
    )


def test_whether_a_worker_lives_is_told(administrator: Client) -> None:
    assert "ยังไม่เคยทำงาน" in text(administrator.get(PAGE))
    worker_seen(name="w", at=timezone.now() - timedelta(minutes=2))
    assert "ตัวทำงานเบื้องหลังไม่ทำงาน" in text(administrator.get(PAGE))
    worker_seen(name="w", at=timezone.now())
    page = text(administrator.get(PAGE))
    assert "ตัวทำงานเบื้องหลังทำงานอยู่" in page
    assert "ไม่ทำงาน" not in page


def test_a_failed_job_is_shown_with_its_place_and_no_value(administrator: Client) -> None:
    _job("FAILED", TRACE)
    _job("FAILED") and DBTaskResult.objects.filter(traceback="").update(traceback="หยุดกลางทาง")
    page = text(administrator.get(PAGE))
    assert "ValueError redraw_charts.py:12" in page
    assert "หยุดกลางทาง" in page
    assert "วาดกราฟใหม่" in page
    assert "ลับ" not in page


def test_states_are_counted_and_lead_to_their_jobs(administrator: Client) -> None:
    for status in ("READY", "READY", "RUNNING", "SUCCESSFUL"):
        _job(status)
    page = text(administrator.get(PAGE))
    assert '<a href="#READY">2</a>' in page
    assert 'id="READY"' in page
    assert '<a href="#RUNNING">1</a>' in page
    assert 'id="FAILED"' not in page


def test_periodic_work_tells_when_and_why_it_failed(administrator: Client) -> None:
    now = timezone.now()
    know_all(now)
    assert claim_periodic(name="tidy", now=now + timedelta(hours=2), next_run=now)
    end_periodic(name="tidy", fault="OSError uploads.py:60")
    page = text(administrator.get(PAGE))
    assert "OSError uploads.py:60" in page
    assert "จดหมายสรุปงานตอนเช้า" in page


def test_letters_show_their_person_and_nothing_of_their_text(administrator: Client) -> None:
    _letter("waiting", "digest 2026-11-30")
    _letter("failed", "duty 7 2026-11-30", "เครื่องส่งจดหมายไม่รับ: 550")
    User.objects.filter(username="clerk").update(email="clerk@office.example")
    page = text(administrator.get(PAGE))
    assert "สรุปงาน 30 พฤศจิกายน 2569" in page
    assert "เครื่องส่งจดหมายไม่รับ: 550" in page
    assert "ลับ" not in page
    assert "@" not in page


def test_a_reminder_says_of_which_duty_it_is_and_not_its_title(administrator: Client) -> None:
    one = duty(date(2026, 11, 20), "เรื่องลับ")
    _letter("failed", f"duty {one.pk} 2026-11-30")
    page = text(administrator.get(PAGE))
    assert f"เตือนงาน: เสนอรายงานการประชุม {one.unit} ภายใน 20 พฤศจิกายน 2569" in page
    assert "ลับ" not in page


def test_what_failed_is_tried_again_once(administrator: Client) -> None:
    job, letter = _job("FAILED", TRACE), _letter("failed", "digest 2026-11-30")
    for data in ({"job": job}, {"letter": str(letter.pk)}):
        page = text(administrator.post(f"{PAGE}/again", data, follow=True))
        assert "ให้ลองอีกครั้งแล้ว" in page
        page = text(administrator.post(f"{PAGE}/again", data, follow=True))
        assert "จึงไม่ได้ทำอะไร" in page
    assert DBTaskResult.objects.get().status == "READY"
    letter.refresh_from_db()
    assert letter.state == "waiting"
    told = Event.objects.filter(action="try-again").order_by("pk")
    assert [(e.kind, e.key) for e in told] == [
        ("registry.job", job),
        ("registry.letter", "digest 2026-11-30"),
    ]


@pytest.mark.parametrize("data", [{}, {"job": "x"}, {"letter": "๑"}, {"letter": "9" * 40}])
def test_what_is_not_there_is_not_tried(administrator: Client, data: dict[str, str]) -> None:
    page = text(administrator.post(f"{PAGE}/again", data, follow=True))
    assert "จึงไม่ได้ทำอะไร" in page


def test_queries_do_not_grow(administrator: Client) -> None:
    _letter("failed", "duty 9 2026-11-01")
    _letter("waiting", "duty 9 2026-11-02")
    _job("READY")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            administrator.get(PAGE)
        counts.append(len(queries))
        for more in range(5):
            _letter("failed", f"duty {more} 2026-11-{10 + number}")
            _job("READY")
    assert counts[0] == counts[1] <= 15


def test_one_s_own_mail_is_set_and_a_wrong_address_stays_as_typed(
    sign_in: Callable[[str], Client],
) -> None:
    clerk = sign_in("clerk")
    assert "ยังไม่ได้ใส่อีเมล" in text(clerk.get("/account"))
    page = text(clerk.post("/account/mail", {"email": "clerk@", "digest": "on"}))
    assert "อ่านอีเมลไม่ได้" in page
    assert 'value="clerk@"' in page
    sent = clerk.post("/account/mail", {"email": "clerk@office.example", "sent": "1"}, follow=True)
    assert "ไม่รับสรุปงานตอนเช้า" in text(sent)
    kept = User.objects.get(username="clerk")
    assert (kept.email, kept.digest) == ("clerk@office.example", False)
    clerk.post("/account/mail", {"email": "", "sent": "1"})
    assert User.objects.get(username="clerk").email == ""
