"""The results of a set of score files, computed once and kept: limits and colours by school.

A set of files and parameters has one key (``Results.version``); the tables lie beside the
warehouse under that key, so a page never counts scores again.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from khet.figures.engines import Engine
from khet.figures.parameters import Parameters
from khet.figures.tables import Tables, limits_and_colours
from khet.rules.rounding import shown

_FORMAT = 1


@dataclass(frozen=True)
class LimitRow:
    """What the pupils of the base come to in one subject; mean, sd and limit are marks of 100."""

    n: int
    mean: Decimal | None
    sd: Decimal | None
    limit: Decimal | None


@dataclass(frozen=True)
class SchoolRow:
    """What a school's pupils come to in one subject, or over ``ALL`` of a grade.

    ``total`` and ``squares`` are sums of scores in hundredths, none for ``ALL``. ``percent_below``
    is of the pupils with a score; a ``None`` is not known, never 0.
    """

    n: int
    total: int | None
    squares: int | None
    mean: Decimal | None
    n_below: int | None
    percent_below: Decimal | None
    rank: int | None
    colour: str | None
    blank: int
    absent: int
    exempt: int


@dataclass(frozen=True)
class Results:
    """Limits by subject and rows by (school code, subject or ``ALL``) of one sitting and area."""

    version: str
    limits: dict[str, LimitRow]
    schools: dict[tuple[str, str], SchoolRow]


def results_version(files: Sequence[Path], parameters: Parameters) -> str:
    """The key of a set of score files (named by their content) and parameters."""
    names = sorted(f"{file.parent.name}/{file.name}" for file in files)
    told = [
        _FORMAT,
        parameters.z.normalize(),
        parameters.base,
        parameters.scheme,
        parameters.overall,
        *names,
        *parameters.tables.own,
    ]
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()[:24]


def results_of(files: Sequence[Path], parameters: Parameters, kept: Path) -> Results:
    """The results of an explicit list of score files of one sitting and area.

    Args:
        files: Parquet files of the warehouse.
        parameters: how limits and colours are made.
        kept: folder in which computed results are kept.
    """
    return _loaded(tuple(files), parameters, kept)


@lru_cache(maxsize=512)
def _loaded(files: tuple[Path, ...], parameters: Parameters, kept: Path) -> Results:
    version = results_version(files, parameters)
    folder = kept / version
    if not (folder / "colours.parquet").exists():
        _keep(_computed(files, parameters), folder)
    limits = pq.read_table(folder / "limits.parquet").to_pylist()
    colours = pq.read_table(folder / "colours.parquet").to_pylist()
    return Results(
        version,
        {row["subject"]: _limit(row) for row in limits},
        {(row["school"], row["subject"]): _school(row) for row in colours},
    )


def _computed(files: Sequence[Path], parameters: Parameters) -> Tables:
    with Engine() as engine:
        return limits_and_colours(engine, engine.files([str(f) for f in files]), parameters)


def _keep(tables: Tables, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (("limits", tables.limits), ("colours", tables.colours)):
        _write(table, folder / f"{name}.parquet")


def _write(table: pa.Table, path: Path) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    pq.write_table(table, draft)
    draft.replace(path)


def _limit(row: dict[str, Any]) -> LimitRow:
    return LimitRow(row["n"], _marks(row["mean"], 4), _marks(row["sd"], 4), _marks(row["limit"], 2))


def _school(row: dict[str, Any]) -> SchoolRow:
    return SchoolRow(
        row["n"],
        row["total"],
        row["squares"],
        _marks(row["mean"], 4),
        row["n_below"],
        _marks(row["percent_below"], 2),
        row["rank"],
        row["colour"],
        row["blank"],
        row["absent"],
        row["exempt"],
    )


def _marks(whole: int | None, places: int) -> Decimal | None:
    return None if whole is None else shown(whole, places)
