"""Schools' answers to the demonstration's newest results: plainly invented, some still owed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

from khet.jobs.announcing import subjects_asked
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import AnswerEntry, answer_results
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Unit, UnitKind
from khet.rules.rounding import half_up_decimal

TEST = ("O-NET", "P6")
DAYS_AGO = 20
_EVERY = 7
_MORE = Decimal("3.00")
_CAUSES = (
    *("(สาธิต) นักเรียนขาดพื้นฐานของชั้นก่อน", "(สาธิต) นักเรียนอ่านโจทย์ยาวไม่คล่อง"),
    "(สาธิต) นักเรียนขาดเรียนบ่อย",
)
_OF_TEACHERS = (
    *("(สาธิต) ครูสอนไม่ตรงวิชาเอก", "(สาธิต) ครูย้ายกลางปี", "(สาธิต) ใช้สื่อน้อย"),
    "(สาธิต) ยังไม่ได้วิเคราะห์ข้อสอบรายตัวชี้วัด",
)
_PLANS = (
    *("(สาธิต) สอนเสริมสัปดาห์ละ 2 ชั่วโมง", "(สาธิต) จับคู่ครูกับโรงเรียนในเครือข่าย"),
    "(สาธิต) สอบย่อยทุกเดือนและซ่อมทันที",
)


def answer_first(*, by: str, file: ScoreFile, at: datetime, without: Collection[str]) -> None:
    """Answers of most schools that are asked: every seventh owes some or all, as those without."""
    asked, results = subjects_asked(file), results_for(file)
    schools = {unit.code: unit for unit in Unit.objects.filter(kind=UnitKind.SCHOOL)}
    for place, code in enumerate(sorted(asked)):
        if code in without or place % _EVERY == 0:
            continue
        subjects = asked[code][:1] if place % _EVERY == 1 else asked[code]
        entries = [_entry(s, results.schools[code, s].mean, place) for s in subjects]
        answer_results(
            by=by,
            file=file,
            school=schools[code],
            entries=entries,
            asked=asked[code],
            at=at + timedelta(days=1 + place % DAYS_AGO),
        )


def _entry(subject: str, mean: Decimal | None, place: int) -> AnswerEntry:
    """An answer whose target lies three marks above the mean."""
    return AnswerEntry(
        subject,
        _CAUSES[place % len(_CAUSES)],
        _OF_TEACHERS[place % len(_OF_TEACHERS)],
        _PLANS[place % len(_PLANS)],
        half_up_decimal((mean or Decimal(0)) + _MORE, 2),
    )
