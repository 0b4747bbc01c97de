"""How the single scores of schools spread: lowest, highest, and how many in each ten marks.

Counted once a file and kept beside the results.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from khet.figures.engines import Engine
from khet.figures.measures.scores import BINS, spread_by_school
from khet.figures.told_means import is_of_means
from khet.rules.rounding import shown
from khet.rules.statuses import ALL

_FORMAT = 1


@dataclass(frozen=True)
class Spread:
    """Lowest and highest score in marks, and the numbers of scores from 0, 10, … 90 on."""

    lowest: Decimal | None
    highest: Decimal | None
    counts: tuple[int, ...]


Spreads = Mapping[tuple[str, str], Spread]
NOTHING = Spread(None, None, (0,) * BINS)


def spreads_of(files: Sequence[Path], kept: Path, pupils: str = ALL) -> Spreads:
    """The spreads by (school, subject) of an explicit list of files of one sitting and area.

    Files of schools' means know of none.
    """
    return _counted_once(tuple(files), kept, pupils)


def together(spreads: Iterable[Spread]) -> Spread:
    """Several schools as one."""
    known = list(spreads)
    lowest = [spread.lowest for spread in known if spread.lowest is not None]
    highest = [spread.highest for spread in known if spread.highest is not None]
    columns = zip(NOTHING.counts, *(spread.counts for spread in known), strict=True)
    return Spread(min(lowest, default=None), max(highest, default=None), tuple(map(sum, columns)))


@lru_cache(maxsize=128)
def _counted_once(files: tuple[Path, ...], kept: Path, pupils: str) -> Spreads:
    if is_of_means(files[0]):
        return {}
    chosen = [] if pupils == ALL else [pupils]
    names = "\n".join([str(_FORMAT), *chosen, *sorted(file.stem for file in files)])
    path = kept / f"spread-{hashlib.sha256(names.encode()).hexdigest()[:24]}.parquet"
    if not path.exists():
        _keep(files, path, pupils)
    return {
        (row["school"], row["subject"]): Spread(
            _marks(row["lowest"]),
            _marks(row["highest"]),
            tuple(row[f"from_{10 * place}"] for place in range(BINS)),
        )
        for row in pq.read_table(path).to_pylist()
    }


def _keep(files: Sequence[Path], path: Path, pupils: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with Engine() as engine:
        rows = engine.run(spread_by_school(engine.files([str(file) for file in files], pupils)))
    draft = path.with_suffix(f".{os.getpid()}")
    pq.write_table(rows, draft)
    draft.replace(path)


def _marks(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else shown(hundredths, 2)
