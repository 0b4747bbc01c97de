"""Results that a school types in a table: read from the form, checked as a file, drawn again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.figures.intake.kinds import kinds_of
from khet.figures.intake.problems import Problem
from khet.figures.intake.report import Report
from khet.jobs.check_part import Sender, checked_typed
from khet.jobs.collect_parts import part_rows
from khet.jobs.take_in_scores import reasons_for
from khet.records.learning.models import SchoolPart
from khet.records.registry.models import Pupil
from khet.records.registry.queries.pupils import pupils_of
from khet.rules.scores import reason_text, score_text
from khet.web.learning.imports.words import kind_title
from khet.web.learning.words import subject_name, subject_short

MOST_ROWS = 650
_SPARE, MORE = 3, 10
_HEADING = 2
_REASON = "reason-"
_NUMBER = "pupil"


@dataclass
class Cell:
    """A field of the table; ``fault`` says what is wrong with what was typed."""

    name: str
    label: str
    value: str = ""
    fault: str = ""


@dataclass
class Row:
    """A pupil of the table: number and scores; ``name`` where it may be shown."""

    number: Cell
    cells: list[Cell]
    registered: bool = False
    name: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said of anybody."""
        return not (self.number.value or any(cell.value for cell in self.cells))


@dataclass
class Warned:
    """A kind of warnings, which a reason accepts."""

    key: str
    title: str
    messages: list[str]
    reason: str = ""
    fault: str = ""
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = f"{_REASON}{self.key}"


class Typed:
    """The table of a school's results as one person fills it in.

    Args:
        subjects: the codes of the sitting's subjects.
        named: whether pupils may be shown by name.
    """

    def __init__(self, sender: Sender, subjects: Sequence[str], named: bool) -> None:
        self.sender, self.subjects = sender, subjects
        sitting = sender.sitting
        found = pupils_of(sender.school, sitting.academic_year, sitting.grade)
        self.pupils = {pupil.number: pupil for pupil in found}
        self.named = named
        self.rows: list[Row] = []
        self.warnings: list[Warned] = []
        self.others: list[str] = []
        self.report: Report | None = None

    @property
    def heads(self) -> list[str]:
        """The short names of the subjects."""
        return [subject_short(code) for code in self.subjects]

    @property
    def shown(self) -> list[Pupil]:
        """The pupils that the table names."""
        numbers = (row.number.value for row in self.rows if row.name)
        return [self.pupils[number] for number in numbers]

    def fill(self, part: SchoolPart | None) -> None:
        """Begin with what was sent before, and everybody whom the register knows."""
        sent = _sent(part) if part else {}
        numbers = dict.fromkeys([*self.pupils, *sent])
        self._lay_out((n, [sent.get(n, {}).get(s, "") for s in self.subjects]) for n in numbers)

    @property
    def too_many(self) -> bool:
        """Whether the grade has more pupils than one form takes."""
        return len(self.pupils) > MOST_ROWS - _SPARE

    def read(self, posted: QueryDict, spare: int = _SPARE) -> None:
        """Take what was typed; ``spare`` empty rows follow."""
        told = posted.get("rows", "")
        count = min(int(told), MOST_ROWS) if told.isdecimal() else 0
        self._lay_out([self._typed_in(posted, place) for place in range(count)], spare)

    def _typed_in(self, posted: QueryDict, place: int) -> tuple[str, list[str]]:
        cells = [posted.get(f"s{place}-{code}", "").strip() for code in self.subjects]
        return posted.get(f"n{place}", "").strip(), cells

    def _lay_out(self, listed: Iterable[tuple[str, Sequence[str]]], spare: int = _SPARE) -> None:
        said = [(number, cells) for number, cells in listed if number or any(cells)]
        room = max(MOST_ROWS - len(said), 0)
        empty = [("", [""] * len(self.subjects))] * min(spare, room)
        self.rows = [
            self._row(place, number, cells) for place, (number, cells) in enumerate([*said, *empty])
        ]

    def _row(self, place: int, number: str, cells: Sequence[str]) -> Row:
        pupil = self.pupils.get(number)
        who = number or _("แถวที่ %(n)s") % {"n": place + 1}
        named = [
            (code, subject_name(code), text)
            for code, text in zip(self.subjects, cells, strict=True)
        ]
        return Row(
            Cell(f"n{place}", _("เลขประจำตัวนักเรียน แถวที่ %(n)s") % {"n": place + 1}, number),
            [Cell(f"s{place}-{code}", f"{name} {who}", text) for code, name, text in named],
            pupil is not None,
            pupil.name if pupil and self.named else "",
        )

    def check(self, posted: Mapping[str, str]) -> str | None:
        """Check what was typed as any file; why warnings were accepted.

        ``None`` where it can't be sent; what is wrong then stands at its field.
        """
        rows = [row for row in self.rows if not row.is_empty]
        if not any(cell.value for row in rows for cell in row.cells):
            self.others.append(_("ยังไม่มีคะแนนในตาราง: ใส่คะแนนอย่างน้อยหนึ่งช่อง หรือใส่ ขาดสอบ หรือ ยกเว้น"))
            return None
        typed = [(row.number.value, [cell.value for cell in row.cells]) for row in rows]
        self.report = checked_typed(self.sender, self.subjects, typed)
        for problem in self.report.problems:
            self._place(problem, rows)
        accepted = self._accepted(self.report, posted)
        return reasons_for(self.report, accepted)

    def _place(self, problem: Problem, rows: list[Row]) -> None:
        """Put an error to its field; one that has no field is told above the table."""
        if problem.level != "error":
            return
        cell = self._cell(problem, rows)
        if cell is None:
            self.others.append(problem.message)
        elif problem.kind == "repeated":
            cell.fault = _("เลขนี้ซ้ำกับแถวอื่นในตาราง: ลบแถวที่ไม่ใช้")
        else:
            cell.fault = problem.message

    def _cell(self, problem: Problem, rows: list[Row]) -> Cell | None:
        place = problem.row - _HEADING
        if not 0 <= place < len(rows):
            return None
        row = rows[place]
        fields = {_NUMBER: row.number, **dict(zip(self.subjects, row.cells, strict=True))}
        return fields.get(problem.column)

    def _accepted(self, report: Report, posted: Mapping[str, str]) -> dict[str, str]:
        """The reasons by kind of warning; one without a reason asks for it."""
        if report.level != 1:
            return {}
        for kind in kinds_of(report.problems):
            reason = " ".join(posted.get(f"{_REASON}{kind.key}", "").split())[:300]
            told = [problem.message for problem in kind.listed]
            self.warnings.append(Warned(kind.key, kind_title(kind.key), told, reason))
        asked_before = any(name.startswith(_REASON) for name in posted)
        for warned in self.warnings:
            if asked_before and not warned.reason:
                warned.fault = _("เขียนเหตุผลสั้น ๆ เช่น นักเรียนย้ายเข้าใหม่")
        return {warned.key: warned.reason for warned in self.warnings if warned.reason}

    @property
    def faults(self) -> Iterator[Cell]:
        """The fields with something wrong."""
        for row in self.rows:
            yield from (cell for cell in (row.number, *row.cells) if cell.fault)


def _sent(part: SchoolPart) -> dict[str, dict[str, str]]:
    """What was sent, as it would be typed: by pupil's number and subject."""
    found: dict[str, dict[str, str]] = {}
    for line in part_rows(part).select(["pupil", "subject", "score", "no_score"]).to_pylist():
        score = line["score"]
        text = reason_text(line["no_score"]) if score is None else score_text(score)
        found.setdefault(line["pupil"], {})[line["subject"]] = text
    return found
