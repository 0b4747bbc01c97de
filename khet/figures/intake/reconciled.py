"""The schools' rows of a summary against its area row, subject by subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from khet.figures.intake.problems import Problem, warning
from khet.figures.intake.report import Reconciled
from khet.rules.reconciliation import agrees, suggested_columns, weighted_mean
from khet.rules.rounding import half_up, shown


@dataclass(frozen=True)
class AreaRow:
    """The area's own row: its number, and for each subject its heading, text and mean."""

    row: int
    texts: Mapping[str, str]
    means: Mapping[str, Decimal | None]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Reconciliation:
    """A line for each subject, a warning for each that is off, and how columns may be swapped."""

    lines: tuple[Reconciled, ...] = ()
    warnings: tuple[Problem, ...] = ()
    suggested_columns: list[str] | None = None


def reconcile(
    means: Mapping[str, Sequence[Decimal | None]], weights: Sequence[int | None], area: AreaRow
) -> Reconciliation:
    """Every subject's weighted mean against the area row.

    Args:
        means: each subject's column, in marks.
        weights: examinees of each row, ``None`` for rows that are no school.
        area: the area's own row.
    """
    weighted = {subject: weighted_mean(column, weights) for subject, column in means.items()}
    return Reconciliation(
        tuple(_line(subject, weighted[subject], area) for subject in means),
        tuple(w for subject in means for w in _warnings(subject, weighted[subject], area)),
        suggested_columns(weighted, area.means),
    )


def _line(subject: str, weighted: Fraction | None, area: AreaRow) -> Reconciled:
    stated = area.means[subject]
    difference = None if weighted is None or stated is None else weighted - Fraction(stated)
    return Reconciled(subject, _text(weighted), area.texts[subject] or None, _text(difference))


def _text(value: Fraction | None) -> str | None:
    if value is None:
        return None
    return str(shown(half_up(value.numerator * 10_000, value.denominator), 4))


def _warnings(subject: str, weighted: Fraction | None, area: AreaRow) -> list[Problem]:
    stated = area.means[subject]
    if weighted is None or stated is None or agrees(weighted, stated):
        return []
    message = (
        f"ค่าเฉลี่ยถ่วงน้ำหนักของโรงเรียนคือ {_text(weighted)} แต่แถวของเขตเป็น {area.texts[subject]}: "
        "ตรวจว่าคอลัมน์วิชาสลับกันหรือขาดบางโรงเรียน"
    )
    found = warning(area.row, area.headings[subject], area.texts[subject], message, "area-row-off")
    return [found]
