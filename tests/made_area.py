"""A made-up area of a few schools, saved through the same actions as any other.

School k is named by its number and has k + 1 pupils in P6. Of 2556 the last school has nobody
with a score in O-NET, the one before has no P3, and only three schools go to M3. Schools 0 and 3
take part in a programme.
"""

from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from khet.figures.intake.given import Given
from khet.jobs.draw_trends import draw_trends
from khet.jobs.keep_scores import check_and_keep
from khet.records.learning.actions import move_results
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import every_score_file
from khet.records.registry.actions.programmes import ProgrammeEntry, save_programmes
from khet.records.registry.actions.schools import EnrolmentEntry, record_enrolment
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Unit
from khet.rules.sittings import subjects
from tests.cast import SINCE

PROGRAMME = "โรงเรียนทดลอง"
AREA_NAME = "สพป.ทดสอบ เขต 2"
_PLACE, _WORK = "place", "work"
_AREA = ("area", "9302")
_HEAD = "academic_year,test,round,grade,area,school,pupil,subject,score"
_NAMES = ["กลาง", "ขวัญ", "คลอง", "งาม", "จันทร์", "แสง", "ไผ่", "โคก", "เกาะ", "ใหม่", "หนอง", "อ่าว"]
SITTINGS = (
    (2555, "O-NET", "", "P6"),
    (2556, "O-NET", "", "P6"),
    (2556, "O-NET", "", "M3"),
    (2556, "NT", "", "P3"),
    (2556, "Pre O-NET", "1", "P6"),
)


def school_code(number: int) -> str:
    """The code of a school by its number, from 0."""
    return f"{93020501 + number}"


def school_name(number: int) -> str:
    """A school's name; the first twelve test Thai order, the others are numbered."""
    return f"บ้าน{_NAMES[number]}" if number < len(_NAMES) else f"บ้านทดสอบ {number:03d}"


def make_area(folder: Path, schools: int = 12) -> None:
    """Register the area with that many schools, and bring a file for every sitting."""
    register_units(by="ทดสอบ", entries=_units(schools), since=SINCE)
    enrolled = [EnrolmentEntry(school_code(k), 2556, "P6", 20 * k + 1) for k in range(schools)]
    record_enrolment(by="ทดสอบ", entries=enrolled)
    joined = [ProgrammeEntry(PROGRAMME, school_code(k), 2555, cohort="1") for k in (0, 3)]
    save_programmes(by="ทดสอบ", area=Unit.objects.get(code="9302"), entries=joined)
    folder.mkdir(parents=True, exist_ok=True)
    for sitting in SITTINGS:
        path = folder / f"{'-'.join(str(word) for word in sitting if word)}.csv"
        path.write_text("\n".join([_HEAD, *_rows(sitting, schools)]), encoding="utf-8")
        report = check_and_keep(path, Given({}), None, by="ทดสอบ")
        assert not report.problems, report.problems[0]
    for file in every_score_file():
        for state in (ScoreFile.State.CHECKED, ScoreFile.State.ANNOUNCED):
            move_results(by="ทดสอบ", file=file, to=state, at=timezone.now())
    draw_trends()


def _units(schools: int) -> list[UnitEntry]:
    area = (_PLACE, *_AREA)
    return [
        UnitEntry(*_AREA, "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาทดสอบ เขต 2", AREA_NAME),
        *(UnitEntry("district", f"D{k}", f"อำเภอที่ {k}", above=(area,)) for k in (1, 2)),
        *(UnitEntry("network", f"N{k}", f"เครือข่าย {k}", above=((_WORK, *_AREA),)) for k in (1, 2)),
        *(_school(k) for k in range(schools)),
    ]


def _school(number: int) -> UnitEntry:
    half = 1 + number % 2
    above = (
        (_PLACE, *_AREA),
        (_PLACE, "district", f"D{half}"),
        (_WORK, "network", f"N{half}"),
    )
    return UnitEntry("school", school_code(number), school_name(number), above=above)


def _rows(sitting: tuple[int, str, str, str], schools: int) -> Iterator[str]:
    year, test, _, grade = sitting
    sitting_words = ",".join(map(str, sitting))
    asked = subjects(test, grade, year)
    for k in _present(grade, schools):
        for pupil in range(k + 2):
            for place, subject in enumerate(asked):
                score = _score(year, k, pupil, place) if k < schools - 1 else "ขาดสอบ"
                yield f"{sitting_words},9302,{school_code(k)},{pupil},{subject},{score}"


def _present(grade: str, schools: int) -> range | list[int]:
    if grade == "M3":
        return range(3)
    return [k for k in range(schools) if grade != "P3" or k != schools - 2]


def _score(year: int, school: int, pupil: int, place: int) -> str:
    """Weaker pupils in higher numbers, and one in seventeen without a score."""
    if (school + pupil + place) % 17 == 16:
        return "ยกเว้น"
    return f"{(37 * pupil + 11 * place + 5 * school + year) % 71 + 20 - pupil % 3}.50"
