"""The page of what runs behind the pages: jobs, work that comes again, letters; try again."""

import re
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.jobs.periodic import RECURRING
from khet.records.registry.access import SEE_JOBS
from khet.records.registry.actions.background import try_job_again
from khet.records.registry.actions.letters import try_letter_again
from khet.records.registry.models import Letter, Periodic
from khet.records.registry.queries.background import (
    ON_THEIR_WAY,
    Job,
    failed_letter,
    jobs_by_state,
    last_sign_of_life,
    letters_counted,
    letters_in,
    periodic_by_name,
)
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in, viewer_of
from khet.web.settings.words import job_name, letter_names

_MOST = 50
_ALIVE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_PLACE = re.compile(r'File "([^"]+)", line (\d+)')
_LONGEST_KEY = 18


class Listed(NamedTuple):
    """A job as the page shows it: what it does, and why it failed."""

    job: Job
    name: str
    reason: str


class Coming(NamedTuple):
    """Work that comes again as the page shows it; without a row no worker ran yet."""

    name: str
    row: Periodic | None


@private
@require_safe
def show_jobs(request: HttpRequest) -> HttpResponse:
    """What waits, runs, failed and was done; what comes again; which letters are on their way."""
    viewer_of(request).require_everywhere(SEE_JOBS)
    now, seen, jobs = timezone.now(), last_sign_of_life(), jobs_by_state(_MOST)
    counts = letters_counted(now - _DAY)
    waiting, failed = _told(letters_in(ON_THEIR_WAY), letters_in([Letter.State.FAILED]))
    known, words = periodic_by_name(), _coming_words()
    context = {
        "seen": seen,
        "alive": seen is not None and now - seen <= _ALIVE,
        "lists": [
            (key, title, jobs[key].count, [_listed(job) for job in jobs[key].listed])
            for key, title in _states()
        ],
        "coming": [Coming(words.get(one.name, one.name), known.get(one.name)) for one in RECURRING],
        "letters": [
            ("letters-waiting", _("จดหมายรอส่ง"), counts["waiting"], waiting),
            ("letters-failed", _("จดหมายส่งไม่สำเร็จ"), counts["failed"], failed),
        ],
        "sent": counts["sent"],
    }
    return render(request, "settings/jobs.html", context)


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Let a job or a letter that failed be tried anew."""
    viewer_of(request).require_everywhere(SEE_JOBS)
    if _tried(request):
        messages.success(request, _("ให้ลองอีกครั้งแล้ว ผลจะแสดงในหน้านี้"))
    else:
        messages.info(request, _("รายการนี้ไม่ได้อยู่ในสถานะไม่สำเร็จแล้ว จึงไม่ได้ทำอะไร"))
    return redirect("settings:jobs")


def reason_of(job: Job) -> str:
    """Why a job failed: the kind of fault and its place, never what it says."""
    if not job.exception_class_path:
        return job.traceback
    places = [f"{Path(file).name}:{line}" for file, line in _PLACE.findall(job.traceback)]
    return " ".join([job.exception_class_path.rpartition(".")[2], *places[-1:]])


def _tried(request: HttpRequest) -> bool:
    by, job, key = signed_in(request), request.POST.get("job", ""), request.POST.get("letter", "")
    if key.isdecimal() and len(key) <= _LONGEST_KEY:
        letter = failed_letter(int(key))
        return letter is not None and try_letter_again(by=by, letter=letter, at=timezone.now())
    try:
        return try_job_again(by=by, key=str(UUID(job)))
    except ValueError:
        return False


def _told(*lists: QuerySet[Letter]) -> list[list[tuple[Letter, str]]]:
    """The newest of the letters of each list, each with what it tells."""
    newest = [list(letters[:_MOST]) for letters in lists]
    names = letter_names({letter.about for letters in newest for letter in letters})
    return [[(letter, names[letter.about]) for letter in letters] for letters in newest]


def _listed(job: Job) -> Listed:
    return Listed(job, job_name(job), reason_of(job))


def _states() -> list[tuple[str, str]]:
    return [
        ("FAILED", _("ไม่สำเร็จ")),
        ("RUNNING", _("กำลังทำ")),
        ("READY", _("รอทำ")),
        ("SUCCESSFUL", _("เสร็จเมื่อเร็ว ๆ นี้")),
    ]


def _coming_words() -> dict[str, str]:
    return {
        "morning": _("จดหมายสรุปงานตอนเช้า"),
        "tidy": _("เก็บกวาดไฟล์และงานเก่า"),
        "outbox": _("ส่งจดหมายที่รอส่ง"),
        "open-months": _("เปิดงานประจำเดือน"),
        "open-books": _("เปิดสมุดนิเทศประจำเดือน"),
        "forget-visitors": _("ลบชื่อผู้มาติดต่อที่เกินเวลาเก็บ"),
    }
