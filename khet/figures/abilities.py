"""The pupils of score files by their mean and A/B/C group, computed once and kept.

The table of a set of files and of the bands of a year lies beside the other results under one
key, so a page never adds up scores again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from khet.figures.engines import Engine
from khet.figures.measures.scores import sums_by_pupil
from khet.figures.tables import pupils
from khet.figures.warehouse import place_durably
from khet.rules.ability import GROUPS
from khet.rules.statuses import ALL
from khet.rules.tables import Tables

_FORMAT = 1
_KEPT = 16
_TABLE = "ability"
_PUPIL = ["school", "pupil"]
Groups = dict[str, int]


@dataclass(frozen=True, slots=True)
class Ability:
    """A pupil (by key) with the number of subjects scored in, their mean in hundredths, and group.

    Without any score there is neither mean nor group.
    """

    school: str
    pupil: str
    n: int
    mean: int | None
    group: str | None


@dataclass(frozen=True)
class Abilities:
    """The pupils of one sitting and area in the order of schools and keys.

    ``a_from`` and ``c_up_to`` are the bands' ends that made their groups, in hundredths.
    """

    version: str = ""
    pupils: tuple[Ability, ...] = ()
    a_from: int = 0
    c_up_to: int = 0


def abilities_version(
    files: Sequence[Path], academic_year: int, tables: Tables, chosen: str = ALL
) -> str:
    """The key of a set of score files (named by their content) and the bands of a year."""
    names = sorted(f"{file.parent.name}/{file.name}" for file in files)
    bands = tables.of(_TABLE, academic_year)
    told = [_TABLE, _FORMAT, bands["a_from"], bands["c_up_to"], *names]
    told += [] if chosen == ALL else [chosen]
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()[:24]


def abilities_of(
    files: Sequence[Path], academic_year: int, tables: Tables, kept: Path, chosen: str = ALL
) -> Abilities:
    """The pupils of an explicit list of score files of one sitting and area.

    Args:
        files: Parquet files of the warehouse.
        academic_year: the year (BE) whose bands count.
        tables: the dated tables that count in the area.
        kept: folder in which computed results are kept.
        chosen: whose scores count, of all pupils or of all but the special ones.
    """
    own = tables.only((_TABLE,), academic_year)
    return _loaded(tuple(files), academic_year, own, kept, chosen)


@lru_cache(maxsize=_KEPT)
def _loaded(
    files: tuple[Path, ...], academic_year: int, tables: Tables, kept: Path, chosen: str
) -> Abilities:
    version = abilities_version(files, academic_year, tables, chosen)
    path = kept / version / "pupils.parquet"
    if not path.exists():
        place_durably(path, _written(_computed(files, tables, chosen)))
    rows = pq.read_table(path).to_pylist()
    bands = tables.of(_TABLE, academic_year)
    found = tuple(Ability(**row) for row in rows)
    return Abilities(version, found, bands["a_from"], bands["c_up_to"])


def _computed(files: Sequence[Path], tables: Tables, chosen: str) -> pa.Table:
    with Engine() as engine:
        scores = engine.files([str(file) for file in files], chosen)
        subjects = engine.run(sums_by_pupil(scores)).select([*_PUPIL, "n"])
        found = pupils(engine, scores, tables).select([*_PUPIL, "mean", "group"])
    whole = found.join(subjects, _PUPIL).select([*_PUPIL, "n", "mean", "group"])
    return whole.sort_by([(name, "ascending") for name in _PUPIL])


def _written(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink)
    return sink.getvalue().to_pybytes()


def by_school(abilities: Abilities) -> dict[str, Groups]:
    """How many pupils each school has in each group; a pupil without a mean is in none."""
    found: dict[str, Groups] = {}
    for pupil in abilities.pupils:
        here = found.setdefault(pupil.school, dict.fromkeys(GROUPS, 0))
        if pupil.group:
            here[pupil.group] += 1
    return found


@dataclass(frozen=True)
class Moves:
    """Pupils of two rounds by their group in the first and in the second.

    ``first_only`` and ``second_only`` count those with a group in one round only, by that group.
    """

    both: dict[tuple[str, str], int]
    first_only: Groups
    second_only: Groups


def moves(first: Abilities, second: Abilities) -> Moves:
    """How the groups of one round became those of the other; pupils are known by their keys."""
    before, after = _group_of(first), _group_of(second)
    both = {(one, two): 0 for one in GROUPS for two in GROUPS}
    for pupil in before.keys() & after.keys():
        both[before[pupil], after[pupil]] += 1
    return Moves(both, _only(before, after), _only(after, before))


def moves_by_school(first: Abilities, second: Abilities) -> dict[str, dict[tuple[str, str], int]]:
    """The same for each school of the second round: only those with a group in both rounds."""
    before = _group_of(first)
    found: dict[str, dict[tuple[str, str], int]] = {}
    for pupil in second.pupils:
        came = before.get(pupil.pupil)
        if came and pupil.group:
            here = found.setdefault(pupil.school, {})
            here[came, pupil.group] = here.get((came, pupil.group), 0) + 1
    return found


def _group_of(abilities: Abilities) -> dict[str, str]:
    return {pupil.pupil: pupil.group for pupil in abilities.pupils if pupil.group}


def _only(here: dict[str, str], there: dict[str, str]) -> Groups:
    found = dict.fromkeys(GROUPS, 0)
    for pupil in here.keys() - there.keys():
        found[here[pupil]] += 1
    return found
