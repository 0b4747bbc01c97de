"""What changed from one version of a sitting's scores to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from khet.figures.results import LimitRow, Results

_KEYS = ["school", "pupil", "subject"]
ADDED, LEFT_OUT, CHANGED = "added", "left_out", "changed"


@dataclass(frozen=True)
class Differences:
    """Pupils and scores that differ.

    ``pupils`` has ``school``, ``pupil`` (its key) and ``change``: ``added``, ``left_out`` or
    ``changed``; in files of schools' means the pupil is empty and the row is the school. ``scores``
    has ``school``, ``pupil``, ``subject``, ``before`` and ``after`` as text, null where there was
    no row. A pupil of whom the status alone is another has changed, without any such score.
    """

    pupils: pa.Table
    scores: pa.Table

    def count(self, change: str) -> int:
        """How many pupils have that change."""
        return pc.sum(pc.equal(self.pupils["change"], change)).as_py() or 0

    def by_school(self) -> dict[str, dict[str, int]]:
        """For each school with a change, how many pupils have which."""
        counts = self.pupils.group_by(["school", "change"]).aggregate([("pupil", "count")])
        found: dict[str, dict[str, int]] = {}
        for row in counts.to_pylist():
            found.setdefault(row["school"], {})[row["change"]] = row["pupil_count"]
        return found


@dataclass(frozen=True)
class LimitChange:
    """A subject whose limit, or what it is made of, is another."""

    subject: str
    before: LimitRow | None
    after: LimitRow | None


@dataclass(frozen=True)
class ColourChange:
    """A school whose colour in a subject (or ``ALL``) is another, with its percents below."""

    school: str
    subject: str
    before: str | None
    after: str | None
    percent_before: Decimal | None
    percent_after: Decimal | None


def differences(before: pa.Table, after: pa.Table) -> Differences:
    """Two versions of the same sitting, as the warehouse keeps them."""
    joined = _told(before, "before").join(_told(after, "after"), _KEYS, join_type="full outer")
    scored, status = _differ(joined, ""), _differ(joined, "_status")
    joined = joined.append_column("differs", pc.or_(scored, status))
    pupils = joined.group_by(["school", "pupil"]).aggregate(
        [("before", "count"), ("after", "count"), ("differs", "max")]
    )
    change = pc.if_else(
        pc.equal(pupils["before_count"], 0),
        ADDED,
        pc.if_else(pc.equal(pupils["after_count"], 0), LEFT_OUT, CHANGED),
    )
    listed = pupils.select(["school", "pupil"]).append_column("change", change)
    scores = joined.select([*_KEYS, "before", "after"]).filter(scored).sort_by(_order())
    return Differences(listed.filter(pupils["differs_max"]).sort_by(_order()[:2]), scores)


def _differ(joined: pa.Table, name: str) -> pa.ChunkedArray:
    before, after = (pc.fill_null(joined[f"{when}{name}"], "") for when in ("before", "after"))
    return pc.invert(pc.equal(before, after))


def _order() -> list[tuple[str, str]]:
    return [(key, "ascending") for key in _KEYS]


def _told(rows: pa.Table, name: str) -> pa.Table:
    """The rows' keys with what they hold as one text."""
    if "score" in rows.column_names:
        value = pc.coalesce(rows["score"].cast(pa.string()), rows["no_score"], pa.scalar("-"))
        pupil = rows["pupil"]
    else:
        n = pc.fill_null(rows["n"].cast(pa.string()), "-")
        mean = pc.fill_null(rows["mean"].cast(pa.string()), "-")
        value = pc.binary_join_element_wise(n, mean, "/")
        pupil = pa.chunked_array([pa.array([""] * rows.num_rows, pa.string())])
    told = {"school": rows["school"], "pupil": pupil, "subject": rows["subject"], name: value}
    untold = pa.chunked_array([pa.array([""] * rows.num_rows, pa.string())])
    status = rows["status"] if "status" in rows.column_names else untold
    return pa.table({**told, f"{name}_status": status})


def limit_changes(before: Results, after: Results) -> list[LimitChange]:
    """Subjects whose number of pupils, mean or limit differ."""
    subjects = dict.fromkeys([*after.limits, *before.limits])
    found = [LimitChange(s, before.limits.get(s), after.limits.get(s)) for s in subjects]
    return [change for change in found if change.before != change.after]


def colour_changes(before: Results, after: Results) -> Iterator[ColourChange]:
    """Schools and subjects whose colour differs, by school and subject."""
    return (one for one in _beside(before, after) if one.before != one.after)


def percent_changes(before: Results, after: Results) -> Iterator[ColourChange]:
    """Schools and subjects whose percent differs, by school and subject."""
    return (one for one in _beside(before, after) if one.percent_before != one.percent_after)


def _beside(before: Results, after: Results) -> Iterator[ColourChange]:
    for school, subject in sorted(before.schools.keys() | after.schools.keys()):
        old, new = before.schools.get((school, subject)), after.schools.get((school, subject))
        colours = old.colour if old else None, new.colour if new else None
        percents = old.percent_below if old else None, new.percent_below if new else None
        yield ColourChange(school, subject, *colours, *percents)
