"""The optional column of pupils' statuses: one for each pupil, or none at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from khet.figures.intake.columns import Parsed, combined
from khet.figures.intake.fields import PUPIL, SCHOOL, SITTING, STATUS
from khet.figures.intake.problems import Problem, error, first, one_line

_PUPIL = (*SITTING, SCHOOL, PUPIL)


def with_status(scores: pa.Table, status: Parsed | None) -> pa.Table:
    """The scores with each row's status as a further column, where the file has such a column."""
    if status is None:
        return scores
    return scores.append_column(STATUS.name, status.array(pa.string(), str))


def two_statuses(
    parsed: Mapping[str, Parsed], rows: Sequence[int] | NDArray[np.int64], most: int | None
) -> Iterator[tuple[int, Problem]]:
    """The place of each row whose pupil had another status in an earlier one, and its error."""
    status = parsed.get(STATUS.name)
    if status is None or not len(rows):
        return
    keys = [parsed[field.name] for field in _PUPIL if field.name in parsed]
    sound = ~np.logical_or.reduce([key.faulty() for key in (*keys, status)])
    pupils = combined(keys)
    begun = dict(zip(*np.unique(pupils, return_index=True), strict=True))
    start = np.array([begun[code] for code in pupils], np.int64)
    told = status.value_codes()
    for place, more in first(np.flatnonzero(sound & (told != told[start])), most):
        text = status.texts[status.codes[place]]
        message = (
            f'"{one_line(text)}" ไม่ตรงกับแถว {rows[start[place]]} ของนักเรียนคนเดียวกัน: '
            f"{STATUS.mend} ให้เหมือนกันทุกแถวของนักเรียน"
        )
        found = error(int(rows[place]), status.heading, text, message, "two-statuses")
        yield int(place), replace(found, more=more)
