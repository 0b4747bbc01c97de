"""Pupils' statuses as a score file of the warehouse tells them; most files tell none."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from khet.rules.statuses import Status

_STATUS = "status"


@dataclass(frozen=True)
class Statuses:
    """How many pupils are special, by school; how many of all have no status in the file."""

    special: Mapping[str, int]
    untold: int

    @property
    def left_out(self) -> int:
        """How many pupils are special in all schools together."""
        return sum(self.special.values())


@lru_cache(maxsize=256)
def statuses_in(file: Path) -> Statuses | None:
    """The statuses of a file's pupils; ``None`` where it has no column of them."""
    if _STATUS not in pq.read_schema(file).names:
        return None
    rows = pq.read_table(file, columns=["school", "pupil", _STATUS])
    pupils = rows.group_by(rows.column_names).aggregate([])
    special = pupils.filter(pc.equal(pupils[_STATUS], Status.SPECIAL.value))
    counted = special.group_by("school").aggregate([("pupil", "count")]).to_pylist()
    untold = pc.sum(pc.equal(pupils[_STATUS], Status.UNTOLD.value)).as_py() or 0
    return Statuses({row["school"]: row["pupil_count"] for row in counted}, untold)
