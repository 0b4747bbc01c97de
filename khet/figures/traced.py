"""What figures are read from, and how one is put together with its trace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.figures.measures.catalogue import measure_of
from khet.figures.parameters import Parameters
from khet.figures.results import LimitRow, Results, SchoolRow
from khet.rules.figures import Figure, FigureRow, FigureSource
from khet.rules.sittings import ALL_SUBJECTS

_OF_LIMITS = ("lower-limit", "percent-below", "colour-count")
_OF_PUPILS = ("มีคะแนน (คน)", "ไม่ผ่าน (คน)")
_OF_PUPILS_AND_SUBJECTS = ("มีคะแนน (คน×วิชา)", "ไม่ผ่าน (คน×วิชา)")
_BASES = {"area": "นักเรียนทั้งเขต", "nation": "นักเรียนทั้งประเทศ"}
Values = tuple[Decimal | int | str | None, ...]


@dataclass(frozen=True)
class Asked:
    """Which figure: a measure's code, and the subject, school and colour where it has one."""

    measure: str
    subject: str = ALL_SUBJECTS
    school: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Traced:
    """What figures are read from: results, the parameters that made them, and their source."""

    results: Results
    parameters: Parameters
    source: FigureSource

    def rows(self, subject: str) -> dict[str, SchoolRow]:
        """The schools' rows of a subject or ``ALL``, by school code."""
        return {code: r for (code, about), r in self.results.schools.items() if about == subject}

    def subjects_of(self, school: str) -> list[tuple[str, SchoolRow]]:
        """A school's rows by subject, without ``ALL``."""
        listed = self.results.schools.items()
        return [(s, r) for (code, s), r in listed if code == school and s != ALL_SUBJECTS]

    def overall(self, asked: Asked) -> str:
        """How subjects become one, where all subjects are asked for; else empty."""
        return self.parameters.overall if asked.subject == ALL_SUBJECTS else ""

    def limit(self, subject: str) -> LimitRow:
        """The base's row of a subject; raises ``KeyError`` for a subject not in the results."""
        return self.results.limits[subject]


def traced_figure(
    traced: Traced,
    asked: Asked,
    value: Decimal | int | None,
    steps: tuple[str, ...],
    columns: tuple[str, ...],
    rows: Sequence[FigureRow],
    numerator: Decimal | int | None = None,
    denominator: int | None = None,
    missing_of: Mapping[str, SchoolRow] | None = None,
    reason: str = "",
) -> Figure:
    """A figure of these results; what was asked says its measure, ``missing_of`` who has no score.

    The steps stand only where there is a value, the reason only where there is none.
    """
    return Figure(
        measure_of(asked.measure, traced.overall(asked)),
        value,
        numerator,
        denominator,
        _missing(missing_of or {}),
        _parameters(traced.parameters, asked.measure),
        steps if value is not None else (),
        columns,
        tuple(rows),
        traced.source,
        traced.results.version,
        reason if value is None else "",
    )


def _parameters(parameters: Parameters, measure: str) -> dict[str, str]:
    if measure == "gap-to-target":
        return {"เป้าหมาย": str(parameters.target)}
    if measure not in _OF_LIMITS:
        return {}
    told = {"z": str(parameters.z), "ฐานคำนวณ": _BASES[parameters.base]}
    own = [edition for edition in parameters.tables.own if edition.name == "colours"]
    if own and measure != "lower-limit":
        told["เกณฑ์สีของสำนักงานตั้งแต่ปี"] = str(own[0].year)
    return told


def counted(subject: str) -> tuple[str, str]:
    """Headings of the numbers scored and below: of pupils, or of pupils in every subject."""
    return _OF_PUPILS_AND_SUBJECTS if subject == ALL_SUBJECTS else _OF_PUPILS


def _missing(rows: Mapping[str, SchoolRow]) -> dict[str, int]:
    return {
        "ขาดสอบ": sum(row.absent for row in rows.values()),
        "ยกเว้น": sum(row.exempt for row in rows.values()),
        "ว่าง": sum(row.blank for row in rows.values()),
    }


def of_schools(rows: Mapping[str, Values]) -> list[FigureRow]:
    """Rows of a figure from each school's values."""
    return [FigureRow(code, values) for code, values in rows.items()]
