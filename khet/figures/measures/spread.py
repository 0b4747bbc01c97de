"""Figures of how scores spread: standard deviation, highest and lowest."""

from collections.abc import Callable
from decimal import Decimal

from khet.figures.measures.limits import sums_shown
from khet.figures.spreads import NOTHING, Spread, together
from khet.figures.sums import sd, sums_of
from khet.figures.traced import NO_SCORES, SCORED, Asked, Traced, marks, of_schools, traced_figure
from khet.rules.figures import Figure
from khet.rules.rounding import shown
from khet.rules.sittings import ALL_SUBJECTS

_TWO_PUPILS = "ต้องมีนักเรียนที่มีคะแนนอย่างน้อย 2 คน"
_FEW = "มีคะแนนน้อยคน จึงไม่แสดงค่าที่บอกคะแนนของนักเรียนแต่ละคนได้"
_BY_SUBJECT = "ดูเป็นรายวิชา: คะแนนต่างวิชากันไม่นำมารวมกัน"


def standard_deviation(traced: Traced, asked: Asked) -> Figure:
    """The standard deviation of the pupils' scores, n − 1."""
    rows = traced.rows(asked)
    sums, whole = sums_of(rows), asked.subject == ALL_SUBJECTS
    value = None if whole or sums.n < traced.parameters.few else sd(sums)
    squares = None if sums.squares is None else shown(sums.squares, 4)
    told = f"n = {sums.n:,}, Σx = {marks(sums.total):,}, Σx² = {squares}"
    return traced_figure(
        traced,
        asked,
        value,
        (told, f"√((Σx² − (Σx)² ÷ n) ÷ (n − 1)) = {value}"),
        (SCORED, "ผลรวมคะแนน", "ผลรวมคะแนนยกกำลังสอง"),
        of_schools({code: sums_shown(row, traced.parameters.few) for code, row in rows.items()}),
        reason=_BY_SUBJECT if whole else _why_not(traced, sums.n, _TWO_PUPILS),
    )


def highest(traced: Traced, asked: Asked) -> Figure:
    """The highest score of a pupil."""
    return _end(traced, asked, lambda spread: spread.highest, "คะแนนสูงสุด")


def lowest(traced: Traced, asked: Asked) -> Figure:
    """The lowest score of a pupil."""
    return _end(traced, asked, lambda spread: spread.lowest, "คะแนนต่ำสุด")


def _end(
    traced: Traced, asked: Asked, end: Callable[[Spread], Decimal | None], heading: str
) -> Figure:
    rows, spreads = traced.rows(asked), traced.spreads()
    of = {code: spreads.get((code, asked.subject), NOTHING) for code in rows}
    n = {code: row.n or 0 for code, row in rows.items()}
    whole, scored, few = asked.subject == ALL_SUBJECTS, sum(n.values()), traced.parameters.few
    return traced_figure(
        traced,
        asked,
        None if whole or scored < few else end(together(of.values())),
        (),
        (SCORED, heading),
        of_schools({c: (rows[c].n, end(s) if n[c] >= few else None) for c, s in of.items()}),
        reason=_BY_SUBJECT if whole else _why_not(traced, scored, NO_SCORES),
    )


def _why_not(traced: Traced, scored: int, otherwise: str) -> str:
    return traced.why_not(_FEW if 0 < scored < traced.parameters.few else otherwise)
