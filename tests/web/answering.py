"""Results of the made area that schools are asked to answer."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from khet.jobs.announcing import announce, subjects_asked, withdraw_announcement
from khet.records.learning.actions import PublishedEntry, publish
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import versions_of

SITTING = "test=O-NET&grade=P6&year=2556"
HARD = ("thai", "science")


def the_file() -> ScoreFile:
    """The current file of the main test."""
    return ScoreFile.objects.select_related("sitting__area").get(
        sitting__academic_year=2556, sitting__test="O-NET", sitting__grade="P6", current=True
    )


def set_limits(value: str, *subjects: str) -> None:
    """Tell limits of the main test that count in place of the computed ones."""
    entries = [
        PublishedEntry(2556, "O-NET", "P6", "", "limit", s, "ทดสอบ", value=Decimal(value))
        for s in subjects
    ]
    publish(by="ทดสอบ", area=the_file().sitting.area, entries=entries)


def ask_schools(due: date) -> ScoreFile:
    """Announce the main test's results anew, with a day for the answers.

    By a limit that nobody reaches, every school with a score is red in two subjects.
    """
    set_limits("99.00", *HARD)
    file, at = the_file(), timezone.now()
    if file.state == ScoreFile.State.ANNOUNCED:
        told = {"file": file, "versions": versions_of(file.sitting)}
        withdraw_announcement(by="ทดสอบ", reason="ลืมกำหนดวัน", at=at, **told)
    announce(by="ทดสอบ", file=file, at=at, due=due)
    return the_file()


def asked_of(school: str) -> tuple[str, ...]:
    """The subjects that a school answers for."""
    return subjects_asked(the_file())[school]


def answer(*subjects: str, target: str = "80", **more: str) -> dict[str, str]:
    """A form filled in for those subjects; ``more`` fields by ``<subject>-<field>``."""
    said = {"pupils_causes": "อ่านช้า", "teachers_causes": "สอนไม่ตรงเอก", "plan": "สอนเสริม"}
    filled = {f"{s}-{name}": text for s in subjects for name, text in said.items()}
    return {**filled, **{f"{s}-target": target for s in subjects}, **more}
