"""Figures of the A/B/C scan: how many pupils are in a group."""

from collections.abc import Mapping
from dataclasses import replace

from khet.figures.abilities import Abilities, Groups, by_school, moves_by_school
from khet.figures.traced import SCORED, Asked, Traced, Values, of_schools, traced_figure, whose
from khet.rules.ability import GROUPS
from khet.rules.figures import Figure
from khet.rules.rounding import half_up, shown

_UNKNOWN = "ไม่มีนักเรียนที่มีคะแนน จึงไม่มีกลุ่ม"
_ONE_ROUND = "ไม่มีนักเรียนที่มีคะแนนทั้งในครั้งก่อนและครั้งนี้"


def ability_count(traced: Traced, asked: Asked) -> Figure:
    """Pupils of the group asked for, or of all groups together, of those with a score."""
    held = traced.abilities()
    rows = {c: g for c, g in by_school(held).items() if asked.within is None or c in asked.within}
    n = sum(sum(groups.values()) for groups in rows.values())
    value = sum(_number(groups, asked.group) for groups in rows.values())
    share = shown(half_up(10_000 * value, n), 2) if n else None
    made = traced_figure(
        traced,
        asked,
        value if n else None,
        (f"{value:,} จาก {n:,} คน = ร้อยละ {share}",),
        _columns(asked.group),
        of_schools({code: _values(groups, asked.group) for code, groups in rows.items()}),
        value,
        n,
        traced.why_not(_UNKNOWN),
    )
    return replace(made, missing=_missing(held, rows), parameters=_bands(traced, held))


def ability_moved(traced: Traced, asked: Asked) -> Figure:
    """Pupils who came from a group of the round before into a group of this one."""
    held = traced.abilities()
    moves = moves_by_school(traced.round_before(), held)
    rows = {c: m for c, m in moves.items() if asked.within is None or c in asked.within}
    of = {code: (sum(m.values()), _moved(m, asked)) for code, m in rows.items()}
    n, value = sum(both for both, _ in of.values()), sum(moved for _, moved in of.values())
    share = shown(half_up(10_000 * value, n), 2) if n else None
    made = traced_figure(
        traced,
        asked,
        value if n else None,
        (f"{value:,} จาก {n:,} คน = ร้อยละ {share}",),
        ("มีคะแนนทั้งสองครั้ง (คน)", "ย้ายกลุ่มตามที่ถาม (คน)"),
        of_schools(of),
        value,
        n,
        traced.why_not(_ONE_ROUND),
    )
    return replace(made, missing={}, parameters=_bands(traced, held))


def _moved(moves: Mapping[tuple[str, str], int], asked: Asked) -> int:
    """The moves from and to the groups asked for; an empty one is any."""
    came, group = asked.came, asked.group
    return sum(n for (one, two), n in moves.items() if came in ("", one) and group in ("", two))


def _number(groups: Groups, group: str) -> int:
    return groups[group] if group else sum(groups.values())


def _columns(group: str) -> tuple[str, ...]:
    return (SCORED, "ในกลุ่ม (คน)", "ร้อยละในกลุ่ม") if group else (SCORED, *GROUPS)


def _values(groups: Groups, group: str) -> Values:
    n = sum(groups.values())
    if not group:
        return n, *(groups[one] for one in GROUPS)
    return n, groups[group], shown(half_up(10_000 * groups[group], n), 2) if n else None


def _missing(held: Abilities, rows: Mapping[str, Groups]) -> dict[str, int]:
    without = [pupil for pupil in held.pupils if pupil.group is None and pupil.school in rows]
    return {"ไม่มีคะแนนวิชาใดเลย": len(without)}


def _bands(traced: Traced, held: Abilities) -> dict[str, str]:
    """The bands that made the groups, and from which year an office's own edition of them is."""
    told = {
        "กลุ่ม A ตั้งแต่คะแนน": str(shown(held.a_from, 2)),
        "กลุ่ม C ไม่เกินคะแนน": str(shown(held.c_up_to, 2)),
    }
    own = [edition for edition in traced.parameters.tables.own if edition.name == "ability"]
    return (
        told
        | ({"เกณฑ์กลุ่มของสำนักงานตั้งแต่ปี": str(own[0].year)} if own else {})
        | (whose(traced.parameters))
    )
