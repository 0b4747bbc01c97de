"""A school's results as papers tell them, in Thai whatever the language of the page."""

from khet.documents.result_letters import Line
from khet.rules.gains import gain
from khet.rules.levels import level_in_full
from khet.rules.sittings import ALL_SUBJECTS, known_subjects
from khet.web.learning.few import scored_by_subject
from khet.web.learning.small import small_of
from khet.web.learning.study import Study
from khet.web.learning.words import without_special

_WHOLE = "รวมทุกวิชา"


def paper_title(study: Study) -> str:
    """The sitting in full: ``O-NET ชั้นประถมศึกษาปีที่ 6 ปีการศึกษา 2556``."""
    sitting = study.sitting
    round_ = f" ครั้งที่ {sitting.round}" if sitting.round else ""
    grade = level_in_full(sitting.grade)
    title = f"{sitting.test}{round_} {grade} ปีการศึกษา {sitting.academic_year}"
    left_out = without_special(study.file)
    return f"{title} ({left_out})" if left_out else title


def paper_name(study: Study, subject: str) -> str:
    """A subject's name, or that of all together."""
    known = known_subjects(study.year, study.tables)
    return _WHOLE if subject == ALL_SUBJECTS else known[subject].th


def most_pupils(study: Study, school: str) -> int:
    """How many pupils of a school have a score, in the subject where most have."""
    return max(scored_by_subject(study.results, [school]).values(), default=0)


def paper_lines(study: Study, school: str) -> tuple[Line, ...]:
    """The subjects that a school has results in, and then all together."""
    held = [subject for subject in study.subjects if study.row(subject, school)]
    return tuple(_line(study, subject, school) for subject in (*held, ALL_SUBJECTS))


def paper_pooled(study: Study, school: str) -> str:
    """A small school's percent over several years, in Thai; empty where it has none to tell."""
    small = small_of(study, ALL_SUBJECTS, school)
    if small is None or not small.percent:
        return ""
    return f"ร้อยละที่ไม่ผ่านทุกวิชา รวม {small.years} ปี {small.percent} (n {small.n:,})"


def _line(study: Study, subject: str, school: str) -> Line:
    row, whole = study.row(subject, school), subject == ALL_SUBJECTS
    mean, area = row.mean if row else None, study.mean(subject)
    n = most_pupils(study, school) if whole else row.n if row else None
    few = study.few if study.hides(subject, [school]) else 0
    return Line(
        paper_name(study, subject),
        None if few else n,
        mean,
        area,
        study.gain(subject, [school]),
        gain(mean, area),
        row.percent_below if row else None,
        paper_colour(study, subject, school),
        few,
    )


def paper_colour(study: Study, subject: str, school: str) -> tuple[str, str] | None:
    """The five colour of a school in a subject or ``ALL``: key and word."""
    band = study.cell(subject, school).band
    return (band.key, band.th) if band else None
