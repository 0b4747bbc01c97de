"""What figures are read from, and how one is put together with its trace."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from khet.figures.abilities import Abilities
from khet.figures.measures.catalogue import measure_of
from khet.figures.parameters import Parameters
from khet.figures.results import LimitRow, Results, SchoolRow
from khet.figures.spreads import Spreads
from khet.figures.sums import rows_within
from khet.rules.figures import Figure, FigureRow, FigureSource
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.statuses import ALL

SCORED = "มีคะแนน (คน)"
NO_SCORES = "ไม่มีนักเรียนที่มีคะแนนในวิชานี้"
NEEDS_SCORES = "รู้เพียงค่าเฉลี่ยรายโรงเรียน: ต้องมีคะแนนรายคนจึงคำนวณได้"
_OF_LIMITS = (
    *("lower-limit", "percent-below", "colour-count", "to-next-colour"),
    "pooled-percent",
)
_OF_PUPILS = (SCORED, "ไม่ผ่าน (คน)")
_OF_PUPILS_AND_SUBJECTS = ("มีคะแนน (คน×วิชา)", "ไม่ผ่าน (คน×วิชา)")
_BASES = {"area": "นักเรียนทั้งเขต", "nation": "นักเรียนทั้งประเทศ"}
Values = tuple[Decimal | int | str | None, ...]


@dataclass(frozen=True)
class Asked:
    """Which figure: a measure's code, and the subject, schools, colour and group where it has one.

    ``school`` is one school's code; ``schools`` are those of a place, ``None`` for the whole area.
    """

    measure: str
    subject: str = ALL_SUBJECTS
    school: str = ""
    colour: str = ""
    schools: frozenset[str] | None = None
    group: str = ""
    came: str = ""

    @property
    def within(self) -> frozenset[str] | None:
        """The schools that the figure is of, ``None`` for every one of the area."""
        return frozenset([self.school]) if self.school else self.schools


@dataclass(frozen=True)
class Traced:
    """What figures are read from: results, the parameters that made them, and their source.

    ``year`` is the academic year (BE), ``before`` the same test of the year before, where there
    is one, ``spreads`` finds how the single scores spread, ``abilities`` the pupils' groups,
    ``round_before`` those of the round before, ``earlier`` the years pooled with this one.
    """

    results: Results
    parameters: Parameters
    source: FigureSource
    year: int
    before: "Traced | None" = None
    spreads: Callable[[], Spreads] = field(default=dict, compare=False)
    abilities: Callable[[], Abilities] = field(default=Abilities, compare=False)
    round_before: Callable[[], Abilities] = field(default=Abilities, compare=False)
    earlier: "Callable[[], tuple[Traced, ...]]" = field(default=tuple, compare=False)

    def rows(self, asked: Asked) -> Mapping[str, SchoolRow]:
        """The rows of the schools and the subject asked for, by school code.

        Raises:
            KeyError: the results have no such subject, or not the one school asked for.
        """
        self.results.by_subject[asked.subject]
        found = rows_within(self.results, asked.subject, asked.within)
        return {asked.school: found[asked.school]} if asked.school else found

    def subjects_of(self, school: str) -> list[tuple[str, SchoolRow]]:
        """A school's rows by subject, without ``ALL``."""
        of = self.results.by_subject.items()
        return [(s, rows[school]) for s, rows in of if s != ALL_SUBJECTS and school in rows]

    def overall(self, asked: Asked) -> str:
        """How subjects become one, where all subjects are asked for; else empty."""
        return self.parameters.overall if asked.subject == ALL_SUBJECTS else ""

    def limit(self, subject: str) -> LimitRow:
        """The base's row of a subject; raises ``KeyError`` for a subject not in the results."""
        return self.results.limits[subject]

    def why_not(self, otherwise: str = NO_SCORES) -> str:
        """Why something that asks for single scores is not known."""
        return otherwise if self.results.of_pupils else NEEDS_SCORES


def traced_figure(
    traced: Traced,
    asked: Asked,
    value: Decimal | int | None,
    steps: Sequence[str],
    columns: tuple[str, ...],
    rows: Sequence[FigureRow],
    numerator: Decimal | int | None = None,
    denominator: int | None = None,
    reason: str = NO_SCORES,
) -> Figure:
    """A figure of these results; what was asked says its measure, and who has no score.

    The steps stand only where there is a value, the reason only where there is none.
    """
    return Figure(
        measure_of(asked.measure, traced.overall(asked)),
        value,
        numerator,
        denominator,
        _missing(traced.rows(asked)),
        _parameters(traced, asked),
        tuple(steps) if value is not None else (),
        columns,
        tuple(rows),
        traced.source,
        traced.results.version,
        reason if value is None else "",
    )


def whose(parameters: Parameters) -> dict[str, str]:
    """What a figure says of pupils who are left out; nothing where all count."""
    return {} if parameters.pupils == ALL else {"นักเรียน": "ไม่รวมนักเรียนพิเศษ"}


def _parameters(traced: Traced, asked: Asked) -> dict[str, str]:
    return _used(traced.parameters, asked) | whose(traced.parameters)


def _used(parameters: Parameters, asked: Asked) -> dict[str, str]:
    measure = asked.measure
    if measure in ("gap-to-target", "schools-on-target"):
        return {"เป้าหมาย": str(parameters.target)}
    if measure not in _OF_LIMITS:
        return {}
    told = parameters.told_limit(asked.subject)
    used = {"ค่า z": str(parameters.z), "ฐานคำนวณ": _BASES[parameters.base]}
    if told:
        used = {"ขีดจำกัดล่างที่เผยแพร่": told.source}
    own = [edition for edition in parameters.tables.own if edition.name == "colours"]
    if own and measure != "lower-limit":
        used["เกณฑ์สีของสำนักงานตั้งแต่ปี"] = str(own[0].year)
    return used


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


def marks(hundredths: int | Decimal | None) -> Decimal | None:
    """A sum of hundredths as marks; one from means keeps no more than 4 decimals."""
    if hundredths is None:
        return None
    exact = Decimal(hundredths).scaleb(-2)
    return exact if isinstance(hundredths, int) else exact.quantize(Decimal("0.0001"))
