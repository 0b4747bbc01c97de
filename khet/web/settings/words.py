"""What jobs do and what letters tell, in words."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _

from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_of_keys
from khet.records.registry.queries.background import Job
from khet.web.office.kinds import duty_name
from khet.web.parts.tags import be_date

_REMINDER = re.compile(r"duty (\d{1,9}) .+")
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


def letter_names(abouts: Collection[str]) -> dict[str, str]:
    """What letters tell, by what they are about: the work of a morning, or one duty.

    Of a duty its kind is told, its unit and its day; its title is for who sees it.
    """
    reminders = [found[1] for about in abouts if (found := _REMINDER.fullmatch(about))]
    found_duties = duties_of_keys(map(int, reminders)) if reminders else ()
    duties = {str(duty.pk): duty for duty in found_duties}
    return {about: _letter_name(about, duties) for about in abouts}


def _letter_name(about: str, duties: Mapping[str, Duty]) -> str:
    if found := _DIGEST.fullmatch(about):
        return _("สรุปงาน %(day)s") % {"day": be_date(date.fromisoformat(found[1]))}
    reminder = _REMINDER.fullmatch(about)
    duty = duties.get(reminder[1]) if reminder else None
    if duty is None:
        return _("เตือนงาน")
    told = {"duty": duty_name(duty.rule), "unit": duty.unit, "due": be_date(duty.due)}
    return _("เตือนงาน: %(duty)s %(unit)s ภายใน %(due)s") % told
