"""Figures of lower limits, and of how far a school is from a better colour."""

from khet.figures.results import SchoolRow
from khet.figures.sums import sums_of
from khet.figures.traced import SCORED, Asked, Traced, Values, marks, of_schools, traced_figure
from khet.rules.colours import five_bands
from khet.rules.figures import Figure
from khet.rules.next_colour import Step, steps_up
from khet.rules.rounding import shown
from khet.rules.sittings import ALL_SUBJECTS

_TWO_PUPILS = "ต้องมีนักเรียนที่มีคะแนนอย่างน้อย 2 คน"
_BEST = "โรงเรียนได้สีที่ดีที่สุดแล้ว หรือยังไม่มีสี"
_OVERALL = "ดูเป็นรายวิชา: สีรวมเปลี่ยนตามคะแนนของทุกวิชา"


def lower_limit(traced: Traced, asked: Asked) -> Figure:
    """The limit with the sums that it is computed from, or where it was published."""
    rows, limit = traced.rows(asked), traced.limit(asked.subject)
    told = traced.parameters.told_limit(asked.subject)
    steps = _computed(traced, asked)
    if told:
        steps = (f"ขีดจำกัดล่างที่เผยแพร่ {limit.limit}: {told.source}",)
    return traced_figure(
        traced,
        asked,
        limit.limit,
        steps,
        (SCORED, "ผลรวมคะแนน", "ผลรวมคะแนนยกกำลังสอง"),
        of_schools({code: sums_shown(row, traced.parameters.few) for code, row in rows.items()}),
        reason=traced.why_not(_TWO_PUPILS),
    )


def _computed(traced: Traced, asked: Asked) -> tuple[str, ...]:
    limit, sums = traced.limit(asked.subject), sums_of(traced.rows(asked))
    if sums.squares is None:
        return ()
    return (
        f"n = {limit.n:,}   Σx = {marks(sums.total):,}   Σx² = {shown(sums.squares, 4):,}",
        f"ค่าเฉลี่ย = {limit.mean}   SD = {limit.sd} (หารด้วย n − 1)",
        f"{limit.mean} − {traced.parameters.z} × {limit.sd} ÷ √{limit.n:,} = {limit.limit}",
    )


def sums_shown(row: SchoolRow, few: int) -> Values:
    """A school's pupils with the sums of their scores and of the squares, in marks.

    Of ``few`` pupils the squares would tell each one's score.
    """
    known = row.squares is not None and (row.n or 0) >= few
    squares = shown(row.squares or 0, 4) if known else None
    return row.n, marks(row.total), squares


def to_next_colour(traced: Traced, asked: Asked) -> Figure:
    """How many more pupils of one school must pass for each better colour; the nearest counts."""
    row = traced.rows(asked)[asked.school]
    steps = school_steps(traced, row) if asked.subject != ALL_SUBJECTS else []
    below = row.n_below or 0
    return traced_figure(
        traced,
        asked,
        steps[0].pupils if steps else None,
        [f"{below} − {s.pupils} = {below - s.pupils} จาก {row.n} คน → {s.band.th}" for s in steps],
        (SCORED, "ไม่ผ่าน (คน)", "ร้อยละไม่ผ่าน"),
        of_schools({asked.school: (row.n, row.n_below, row.percent_below)}),
        reason=_OVERALL if asked.subject == ALL_SUBJECTS else traced.why_not(_BEST),
    )


def school_steps(traced: Traced, row: SchoolRow) -> list[Step]:
    """The better colours that a school can reach in a subject, nearest first."""
    if row.n_below is None or not row.n:
        return []
    return steps_up(row.n, row.n_below, five_bands(traced.year, traced.parameters.tables))
