"""What jobs do and what letters tell, in words."""

import re
from datetime import date

from django.utils.translation import gettext as _

from khet.records.registry.queries.background import Job
from khet.web.parts.tags import be_date

_DIGEST = re.compile(r"digest (\d{4}-\d\d-\d\d)")


def job_name(job: Job) -> str:
    """What a job does."""
    name = job.task_path.rpartition(".")[2]
    known = {
        "run_step": _("ตรวจหรือบันทึกไฟล์ที่นำเข้า"),
        "redraw_charts": _("วาดกราฟใหม่"),
        "prepare": _("เตรียมหน้าผลสอบ"),
    }
    return known.get(name, name)


def letter_name(about: str) -> str:
    """What a letter tells, by what it is about: the work of a morning, or of one duty."""
    if found := _DIGEST.fullmatch(about):
        return _("สรุปงาน %(day)s") % {"day": be_date(date.fromisoformat(found[1]))}
    return _("เตือนงาน")
