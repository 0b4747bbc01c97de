"""Names of tests, grades and subjects in the language of the page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.jobs.sitting_results import statuses_for
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.learning.queries import announced_version
from khet.rules.papers import AREA, BUREAU, UNKNOWN
from khet.rules.published import NATIONAL_MEAN, OBEC_MEAN, PROVINCE_MEAN
from khet.rules.sittings import ALL_SUBJECTS, SUBJECTS, grade_th
from khet.rules.standards import INDICATOR, STANDARD, STRAND
from khet.rules.statuses import ALL


def _thai() -> bool:
    return get_language() == "th"


def subject_name(code: str) -> str:
    """A subject's full name; ``ALL`` is all subjects together."""
    if code == ALL_SUBJECTS:
        return _("รวมทุกวิชา")
    return SUBJECTS[code].th if _thai() else SUBJECTS[code].en


def subject_short(code: str) -> str:
    """A subject's short name for the head of a column or a list."""
    if code == ALL_SUBJECTS:
        return _("รวม")
    return _(SUBJECTS[code].short_th)


def grade_name(grade: str) -> str:
    """A grade: ``ป.6`` or ``P6``."""
    return grade_th(grade) if _thai() else grade


def test_name(test: str, round_: str) -> str:
    """A test with its round: ``Pre O-NET ครั้งที่ 1``."""
    return f"{test} {_('ครั้งที่')} {round_}" if round_ else test


def sitting_name(sitting: Sitting) -> str:
    """A test, its round and grade: ``O-NET ป.6``."""
    return f"{test_name(sitting.test, sitting.round)} {grade_name(sitting.grade)}"


def sitting_title(sitting: Sitting) -> str:
    """The same with its year: ``O-NET ป.6 ปีการศึกษา 2556``."""
    named = {"sitting": sitting_name(sitting), "year": sitting.academic_year}
    title = _("%(sitting)s ปีการศึกษา %(year)s") % named
    return title if sitting.pupils == ALL else f"{title} {_('เฉพาะนักเรียนปกติ')}"


def answer_title(sitting: Sitting) -> str:
    """What a school is to do about a sitting's results: ``ตอบผลสอบ O-NET ป.6 …``."""
    return _("ตอบผลสอบ %(sitting)s") % {"sitting": sitting_title(sitting)}


def result_title(file: ScoreFile) -> str:
    """The title of a sitting whose result is shown, with a word where schools don't see it yet."""
    title = sitting_title(file.sitting)
    if left_out := without_special(file):
        title = f"{title} ({left_out})"
    if file.state == ScoreFile.State.ANNOUNCED:
        return title
    return _("%(title)s (ยังไม่ประกาศ)") % {"title": title}


def without_special(file: ScoreFile) -> str:
    """How many special pupils the reader asked to leave out; empty where all pupils count."""
    told = None if file.sitting.pupils == ALL else statuses_for(file)
    return _("ไม่รวมนักเรียนพิเศษ %(n)s คน") % {"n": f"{told.left_out:,}"} if told else ""


def untold_statuses(file: ScoreFile) -> str:
    """How many pupils without a status count as ordinary, where special ones are left out."""
    told = None if file.sitting.pupils == ALL else statuses_for(file)
    if not told or not told.untold:
        return ""
    return _("ไม่ทราบสถานะ %(n)s คน นับเป็นนักเรียนปกติ") % {"n": f"{told.untold:,}"}


def unannounced(file: ScoreFile) -> str:
    """What schools see instead of a result that is not announced; empty where it is."""
    if file.state == ScoreFile.State.ANNOUNCED:
        return ""
    seen = announced_version(file)
    if seen is None:
        return _("ผลฉบับนี้ยังไม่ประกาศ โรงเรียนยังไม่เห็นผลของการสอบนี้")
    told = _("ผลฉบับที่ %(version)s นี้ยังไม่ประกาศ โรงเรียนยังเห็นฉบับที่ %(seen)s")
    return told % {"version": file.version, "seen": seen}


def reference_names() -> dict[str, str]:
    """Whose means others publish, by the matter that they are told under."""
    return {
        OBEC_MEAN: _("สพฐ."),
        NATIONAL_MEAN: _("ประเทศ"),
        PROVINCE_MEAN: _("จังหวัด"),
    }


def origin_names() -> dict[str, str]:
    """Where the papers of a test come from."""
    return {
        AREA: _("คลังข้อสอบของเขตและข้อสอบใหม่"),
        BUREAU: _("สำนักทดสอบทางการศึกษา สพฐ."),
        UNKNOWN: _("ไม่ทราบ"),
    }


def level_names() -> dict[str, str]:
    """What parts of a subject means by standard are of."""
    return {
        STRAND: _("สาระ"),
        STANDARD: _("มาตรฐาน"),
        INDICATOR: _("ตัวชี้วัด"),
    }


def no_score_name(reason: str | None) -> str:
    """Why a pupil has no score, as people say it; empty where nothing is said."""
    reasons = {"blank": _("เว้นว่าง"), "absent": _("ขาดสอบ"), "exempt": _("ยกเว้น")}
    return reasons.get(reason or "", "")


def unit_name(kind: str) -> str:
    """A kind of unit that measures are of."""
    return {
        "area": _("เขต"),
        "network": _("เครือข่าย"),
        "district": _("อำเภอ"),
        "school": _("โรงเรียน"),
        "pupil": _("นักเรียน"),
    }[kind]


def group_name(group: str) -> str:
    """An ability group with its word: ``A เก่ง``."""
    return {"A": _("A เก่ง"), "B": _("B ปานกลาง"), "C": _("C อ่อน")}[group]


def place_name(kind: str, name: str) -> str:
    """A network or district with what it is, unless its name says so: ``อำเภอตะโหมด``."""
    words = {"network": _("เครือข่าย"), "district": _("อำเภอ")}
    word = words.get(kind, "")
    return name if not word or name.startswith(word) else f"{word}{'' if _thai() else ' '}{name}"
