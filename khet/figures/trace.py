"""Figures of a sitting's results: each value with its computation and the schools' rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from khet.figures.measures.catalogue import MEASURES, POLICY_TARGET
from khet.figures.parameters import Parameters
from khet.figures.results import LimitRow, Results, SchoolRow
from khet.rules.figures import Figure, FigureRow, FigureSource
from khet.rules.rounding import half_up, mean_of_ratios, shown
from khet.rules.sittings import ALL_SUBJECTS

NO_DATA = "ไม่มีข้อมูล"
_BASES = {"area": "นักเรียนทั้งเขต", "nation": "นักเรียนทั้งประเทศ"}


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

    def limit(self, subject: str) -> LimitRow:
        """The base's row of a subject; raises ``KeyError`` for a subject not in the results."""
        return self.results.limits[subject]


def figure(traced: Traced, asked: Asked) -> Figure:
    """The figure asked for.

    Raises:
        KeyError: no such measure, or no such subject, school or colour in these results.
    """
    return _MAKERS[asked.measure](traced, asked)


def _figure(
    traced: Traced,
    asked: Asked,
    value: Decimal | int | None,
    steps: tuple[str, ...],
    columns: tuple[str, ...],
    rows: Mapping[str, tuple[Decimal | int | str | None, ...]],
    numerator: Decimal | int | None = None,
    denominator: int | None = None,
    missing_of: Mapping[str, SchoolRow] | None = None,
    reason: str = "",
) -> Figure:
    return Figure(
        MEASURES[asked.measure],
        value,
        numerator,
        denominator,
        _missing(missing_of or {}),
        {"z": str(traced.parameters.z), "ฐานคำนวณ": _BASES[traced.parameters.base]},
        steps if value is not None else (),
        columns,
        tuple(FigureRow(code, values) for code, values in rows.items()),
        traced.source,
        traced.results.version,
        reason if value is None else "",
    )


def _missing(rows: Mapping[str, SchoolRow]) -> dict[str, int]:
    return {
        "ขาดสอบ": sum(row.absent for row in rows.values()),
        "ยกเว้น": sum(row.exempt for row in rows.values()),
        "ว่าง": sum(row.blank for row in rows.values()),
    }


def _marks(total: int | None) -> Decimal | None:
    return None if total is None else shown(total, 2)


def _area_mean(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    limit = traced.limit(asked.subject)
    total = _total(rows)
    steps = (f"{total:,} ÷ {limit.n:,} = {limit.mean}",)
    return _figure(
        traced,
        asked,
        limit.mean,
        steps,
        ("มีคะแนน (คน)", "ผลรวมคะแนน", "คะแนนเฉลี่ย"),
        {code: (row.n, _marks(row.total), row.mean) for code, row in rows.items()},
        total,
        limit.n,
        rows,
        "ไม่มีนักเรียนที่มีคะแนนในวิชานี้",
    )


def _total(rows: Mapping[str, SchoolRow]) -> Decimal:
    return shown(sum(row.total or 0 for row in rows.values()), 2)


def _area_overall(traced: Traced, asked: Asked) -> Figure:
    value, ratios = area_overall(traced.results)
    means = [
        traced.limit(subject).mean for subject in traced.results.limits if traced.limit(subject).n
    ]
    steps = (f"({' + '.join(map(str, means))}) ÷ {len(means)} = {value}",)
    rows = traced.rows(ALL_SUBJECTS)
    return _figure(
        traced,
        asked,
        value,
        steps,
        ("เฉลี่ยรวมของโรงเรียน",),
        {code: (row.mean,) for code, row in rows.items()},
        sum((m for m in means if m is not None), Decimal(0)),
        len(ratios) or None,
        missing_of=rows,
        reason="ไม่มีนักเรียนที่มีคะแนน",
    )


def area_overall(results: Results) -> tuple[Decimal | None, list[tuple[int, int]]]:
    """The area's mean over its subjects (4 decimals) and each subject's sum and number."""
    sums: dict[str, list[int]] = {}
    for (_, subject), row in results.schools.items():
        if row.total is not None and row.n:
            into = sums.setdefault(subject, [0, 0])
            into[0] += row.total
            into[1] += row.n
    ratios = [(total, n) for total, n in sums.values()]
    return (shown(mean_of_ratios(ratios, 100), 4) if ratios else None), ratios


def _lower_limit(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    limit = traced.limit(asked.subject)
    squares = shown(sum(row.squares or 0 for row in rows.values()), 4)
    steps = (
        f"n = {limit.n:,}   Σx = {_total(rows):,}   Σx² = {squares:,}",
        f"ค่าเฉลี่ย = {limit.mean}   SD = {limit.sd} (หารด้วย n − 1)",
        f"{limit.mean} − {traced.parameters.z} × {limit.sd} ÷ √{limit.n:,} = {limit.limit}",
    )
    return _figure(
        traced,
        asked,
        limit.limit,
        steps,
        ("มีคะแนน (คน)", "ผลรวมคะแนน", "ผลรวมคะแนนยกกำลังสอง"),
        {
            code: (row.n, _marks(row.total), None if row.squares is None else shown(row.squares, 4))
            for code, row in rows.items()
        },
        missing_of=rows,
        reason="ต้องมีนักเรียนที่มีคะแนนอย่างน้อย 2 คน",
    )


def _gap(traced: Traced, asked: Asked) -> Figure:
    mean = traced.limit(asked.subject).mean
    value = gap_to_target(mean)
    base = _area_mean(traced, asked)
    return _figure(
        traced,
        asked,
        value,
        (*base.steps, f"{mean} − {POLICY_TARGET} = {value}"),
        base.columns,
        {row.school: row.values for row in base.rows},
        missing_of=traced.rows(asked.subject),
        reason=base.reason,
    )


def gap_to_target(mean: Decimal | None) -> Decimal | None:
    """How far a mean lies above (+) or below (−) the policy target of 50, in marks."""
    return None if mean is None else mean - POLICY_TARGET


def _percent_below(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    if asked.school:
        rows = {asked.school: rows[asked.school]}
    n = sum(row.n for row in rows.values())
    below = sum(row.n_below or 0 for row in rows.values())
    known = n > 0 and any(row.n_below is not None for row in rows.values())
    value = shown(half_up(10_000 * below, n), 2) if known else None
    if asked.school:
        value = rows[asked.school].percent_below
    return _figure(
        traced,
        asked,
        value,
        (f"{below:,} × 100 ÷ {n:,} = {value}",),
        ("มีคะแนน (คน)", "ไม่ผ่าน (คน)", "ร้อยละไม่ผ่าน", "ขีดจำกัดล่าง"),
        {c: (r.n, r.n_below, r.percent_below, _limit_text(traced, asked)) for c, r in rows.items()},
        below,
        n,
        rows,
        "ไม่มีนักเรียนที่มีคะแนน หรือวิชานี้ไม่มีขีดจำกัดล่าง",
    )


def _limit_text(traced: Traced, asked: Asked) -> Decimal | None:
    return None if asked.subject == ALL_SUBJECTS else traced.limit(asked.subject).limit


def _school_mean(traced: Traced, asked: Asked) -> Figure:
    row = traced.rows(asked.subject)[asked.school]
    total = _marks(row.total)
    steps = (f"{total:,} ÷ {row.n:,} = {row.mean}",) if total is not None and row.n else ()
    return _figure(
        traced,
        asked,
        row.mean,
        steps,
        ("มีคะแนน (คน)", "ผลรวมคะแนน", "คะแนนเฉลี่ย", "ลำดับในเขต"),
        {asked.school: (row.n, total, row.mean, row.rank)},
        total,
        row.n,
        {asked.school: row},
        "ไม่มีนักเรียนที่มีคะแนนในวิชานี้",
    )


def _colour_count(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    coloured = {code: row for code, row in rows.items() if row.colour}
    chosen = {code: row for code, row in coloured.items() if row.colour == asked.colour}
    share = half_up(10_000 * len(chosen), len(coloured)) if coloured else 0
    steps = (f"{len(chosen):,} จาก {len(coloured):,} โรงเรียน = ร้อยละ {shown(share, 2)}",)
    return _figure(
        traced,
        asked,
        len(chosen),
        steps,
        ("มีคะแนน (คน)", "ไม่ผ่าน (คน)", "ร้อยละไม่ผ่าน"),
        {code: (row.n, row.n_below, row.percent_below) for code, row in chosen.items()},
        len(chosen),
        len(coloured),
        rows,
    )


_MAKERS: dict[str, Callable[[Traced, Asked], Figure]] = {
    "area-mean": _area_mean,
    "area-overall": _area_overall,
    "lower-limit": _lower_limit,
    "gap-to-target": _gap,
    "percent-below": _percent_below,
    "school-mean": _school_mean,
    "colour-count": _colour_count,
}
