"""Days of the steps of buying and of hiring, which follow one another by law.

Who wins is told after offers came in, a contract is signed after that, and who may sit a test is
told after the applications closed. Steps stand one a line or row, or each above its day.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Stated
from khet.rules.checking.reading.parsed import Report

_BUYING = (
    (5, r"ประกาศ(?:ผล)?ผู้ชนะ"),
    (6, r"(?:ลงนาม|ทำ)(?:ใน)?สัญญา"),
    (1, r"แต่งตั้งคณะกรรมการกำหนด|กำหนดราคากลาง"),
    (2, r"ประกาศ(?:ประกวดราคา|เชิญชวน)"),
    (3, r"(?:เสนอราคา|ยื่น(?:ข้อเสนอ|ซอง))"),
    (4, r"พิจารณาผล|เปิดซอง"),
    (7, r"(?<!กำหนด)ส่งมอบ(?:งาน|พัสดุ|ครุภัณฑ์| |$)"),
    (8, r"ตรวจรับ"),
)
_HIRING = (
    (1, r"ประกาศรับสมัคร"),
    (2, r"^(?:เปิด)?รับสมัคร"),
    (3, r"ประกาศรายชื่อผู้มีสิทธิ"),
    (4, r"^(?:สอบ|ดำเนินการสอบ|ประเมินสมรรถนะ)"),
    (5, r"^ประกาศ(?:ผล|รายชื่อผู้(?:ผ่าน|ได้รับ))"),
    (6, r"รายงานตัว"),
)
_DUE = re.compile(r"ครบกำหนด|ภายใน|กำหนด(?:ส่ง|แล้วเสร็จ|เวลา)|ไม่เกิน|แก้ไข|ยกเลิก|ครั้งที่|รอบ")
_NUMBER = re.compile(r"^(?:[-•]|\(?\d{1,2}(?:\.\d{1,2})?[.)]?|\|| )+")
_LONGEST, _GAP, _ENOUGH = 110, 6, 4


@dataclass(frozen=True)
class _Step:
    at: int
    rank: int
    stated: Stated
    first: date
    last: date


def steps(report: Report, found: Sequence[Stated]) -> Iterator[Finding]:
    """The day of a step that is before that of the step before it.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ประกาศเชิญชวน 4 ม.ค. 67", "เสนอราคา 30 ม.ค. 67", "ประกาศผู้ชนะ 7 ม.ค. 67"]
    >>> texts.append("ลงนามในสัญญา 20 ก.พ. 67")
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [(one.line, one.printed) for one in steps(report, stated_in(report.lines))]
    [(3, '7 ม.ค. 67')]
    """
    alone = _alone(found)
    for procedure in (_BUYING, _HIRING):
        run: list[_Step] = []
        for one in alone:
            step = _step(report, one, procedure)
            if step is None:
                continue
            if run and (step.at - run[-1].at > _GAP or step.rank < run[-1].rank):
                yield from _of_run(report, run)
                run = []
            run.append(step)
        yield from _of_run(report, run)


def _alone(found: Sequence[Stated]) -> list[Stated]:
    """The days that are the only ones of their line."""
    lines = Counter(one.at for one in found)
    return [one for one in found if lines[one.at] == 1 and one.sure]


def _step(report: Report, one: Stated, procedure: Sequence[tuple[int, str]]) -> _Step | None:
    """The step that a line names before its day, or the line above where it has only the day."""
    text = report.texts[one.at]
    before = _NUMBER.sub("", text[: one.start].removesuffix("วันที่ "))
    if not before.strip(" |") and one.at:
        before = report.texts[one.at - 1]
    first, last = one.days[0].date, one.days[-1].date
    if first is None or last is None or len(text) > _LONGEST or _DUE.search(text + before):
        return None
    rank = next((rank for rank, named in procedure if re.search(named, before)), 0)
    return _Step(one.at, rank, one, first, last) if rank else None


def _of_run(report: Report, run: Sequence[_Step]) -> Iterator[Finding]:
    """The one step of four or more that is before what must come before it."""
    wrong = [n for n in range(1, len(run)) if _is_before(run[n - 1], run[n])]
    if len({step.rank for step in run}) < _ENOUGH or len(wrong) != 1:
        return
    n = wrong[0]
    guilty = [m for m in (n, n - 1) if _ascends([*run[:m], *run[m + 1 :]])]
    if not guilty:
        return
    step = run[guilty[0]]
    other = run[n - 1] if guilty[0] == n else run[n]
    word = "อยู่ก่อน" if guilty[0] == n else "อยู่หลัง"
    message = f"{step.stated.printed} {word} {other.stated.printed} ซึ่งเป็นขั้นตอน"
    message += "ก่อนหน้า" if guilty[0] == n else "ถัดไป"
    told = step.stated.printed, "", Sure.LIKELY, message, (other.at,)
    yield found_at(report.lines, step.at, Kind.DATE, *told)


def _is_before(one: _Step, other: _Step) -> bool:
    """Whether the second of two steps is before the first, which it must follow."""
    return one.rank < other.rank and other.first < one.last


def _ascends(run: Sequence[_Step]) -> bool:
    return not any(_is_before(run[n - 1], run[n]) for n in range(1, len(run)))
