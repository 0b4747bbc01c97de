"""What a school's results in a sitting lack, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from khet.figures.results import SchoolRow
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.study import Study
from khet.web.learning.words import subject_name
from khet.web.parts.tags import why_few


def missing(study: Study, school: str) -> Iterator[str]:
    """Subjects whose pupils have no score, and years without results; or that there are none."""
    if study.row(ALL_SUBJECTS, school) is None:
        yield _("ไม่มีผลของโรงเรียนนี้ในการสอบนี้: โรงเรียนอาจไม่มีนักเรียนชั้นนี้ หรือไม่อยู่ในไฟล์คะแนน")
        return
    for told, subjects in _without_score(study, school).items():
        whole = len(subjects) == len(study.subjects)
        names = _("ทุกวิชา") if whole else ", ".join(map(subject_name, subjects))
        yield f"{names}: {told}"
    lacking = [str(one.year) for one in study.years if not one.row(ALL_SUBJECTS, school)]
    if lacking:
        yield _("ไม่มีผลของปีการศึกษา %(years)s") % {"years": ", ".join(lacking)}


def _without_score(study: Study, school: str) -> dict[str, list[str]]:
    """Who has no score, in words, with the subjects of which it is so."""
    found: dict[str, list[str]] = {}
    for subject in study.subjects:
        hidden = study.hides(subject, [school])
        if told := why_few(study.few) if hidden else _gaps(study.row(subject, school)):
            found.setdefault(told, []).append(subject)
    return found


def _gaps(row: SchoolRow | None) -> str:
    """Why pupils have no score, and how many; empty where all have one."""
    if row is None or not row.n:
        return _("ไม่มีนักเรียนที่มีคะแนน")
    reasons = ((_("ขาดสอบ"), row.absent), (_("ยกเว้น"), row.exempt), (_("ว่าง"), row.blank))
    told = " ".join(f"{name} {count}" for name, count in reasons if count)
    return _("%(told)s คน") % {"told": told} if told else ""
