"""The results of a set of score files, computed once and kept: limits and colours by school.

A set of files and parameters has one key (``Results.version``); the tables lie beside the
warehouse under that key, so a page never counts scores again, and an old key can be looked up.
"""

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from khet.figures.engines import Engine
from khet.figures.parameters import Parameters
from khet.figures.tables import Tables, limits_and_colours
from khet.figures.told_means import is_of_means, tables_of_means
from khet.rules import tables as dated
from khet.rules.rounding import shown
from khet.rules.statuses import ALL

_FORMAT = 2
_ABOUT = "about.json"
_KEY = re.compile("[0-9a-f]{24}")


@dataclass(frozen=True, slots=True)
class LimitRow:
    """What the pupils of the base come to in one subject; mean, sd and limit are marks of 100."""

    n: int
    mean: Decimal | None
    sd: Decimal | None
    limit: Decimal | None


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """What a school's pupils come to in one subject, or over ``ALL`` of a grade.

    ``total`` and ``squares`` are sums of scores in hundredths, none for ``ALL``. ``percent_below``
    is of the pupils with a score; a ``None`` is not known, never 0. Where only schools' means are
    known, ``total`` is the mean times the pupils, and nothing is known of single scores.
    """

    n: int | None
    total: int | Decimal | None
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
    """Limits by subject and rows by (school code, subject or ``ALL``) of one sitting and area.

    ``of_pupils`` is whether they come from single scores, not from schools' means. ``left_out`` is
    how many pupils with a score are not counted, by school and subject.
    """

    version: str
    limits: dict[str, LimitRow]
    schools: dict[tuple[str, str], SchoolRow]
    of_pupils: bool = True
    left_out: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False)

    @cached_property
    def by_subject(self) -> dict[str, dict[str, SchoolRow]]:
        """The rows by subject or ``ALL``, then by school."""
        found: dict[str, dict[str, SchoolRow]] = {}
        for (school, subject), row in self.schools.items():
            found.setdefault(subject, {})[school] = row
        return found

    def of_subject(self, subject: str) -> dict[str, SchoolRow]:
        """The rows of a subject or ``ALL``, by school; none where there is no such subject."""
        return self.by_subject.get(subject, {})


@dataclass(frozen=True)
class Kept:
    """What a key of results stands for: files by their content, and what the computation was told.

    ``told`` are its parameters in words of the code, equal where the parameters are.
    """

    version: str
    sha256: tuple[str, ...]
    told: dict[str, str]

    @property
    def tables(self) -> dated.Tables:
        """The dated tables that counted then."""
        lines = (line.split(" ", 2) for line in self.told.get("tables", "").splitlines())
        own = (dated.OwnEdition(n, int(y), None if t == "None" else t) for n, y, t in lines)
        return dated.Tables(tuple(own))


def results_version(files: Sequence[Path], parameters: Parameters) -> str:
    """The key of a set of score files (named by their content) and parameters."""
    names = sorted(f"{file.parent.name}/{file.name}" for file in files)
    shown_told = [_FORMAT, *names, *sorted(_told(parameters).items())]
    return hashlib.sha256("\n".join(map(str, shown_told)).encode()).hexdigest()[:24]


def _told(parameters: Parameters) -> dict[str, str]:
    own = [f"{edition.name} {edition.year} {edition.text}" for edition in parameters.tables.own]
    published = [f"{t.what} {t.subject} {t.school} {t.value}" for t in parameters.told]
    return {
        "z": str(parameters.z.normalize()),
        "base": parameters.base,
        "scheme": parameters.scheme,
        "overall": parameters.overall,
        "target": str(parameters.target),
        "tables": "\n".join(own),
        "published": "\n".join(sorted(published)),
        **({"pupils": parameters.pupils} if parameters.pupils != ALL else {}),
    }


def results_of(files: Sequence[Path], parameters: Parameters, kept: Path) -> Results:
    """The results of an explicit list of score files of one sitting and area.

    Args:
        files: Parquet files of the warehouse, of pupils' scores or of schools' means.
        parameters: how limits and colours are made.
        kept: folder in which computed results are kept.
    """
    return _computed_once(tuple(files), parameters, kept)


def kept_results(version: str, kept: Path) -> tuple[Results, Kept] | None:
    """Results of an old key with what they stand for, if they are still kept."""
    folder = kept / version
    if not _KEY.fullmatch(version) or not (folder / _ABOUT).exists():
        return None
    about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    return _read(folder), Kept(version, tuple(about["sha256"]), about["told"])


def what_it_stands_for(files: Sequence[Path], parameters: Parameters) -> Kept:
    """The same of results that count now."""
    names = tuple(sorted(file.stem for file in files))
    return Kept(results_version(files, parameters), names, _told(parameters))


@lru_cache(maxsize=512)
def _computed_once(files: tuple[Path, ...], parameters: Parameters, kept: Path) -> Results:
    folder = kept / results_version(files, parameters)
    if not (folder / _ABOUT).exists():
        _keep(_computed(files, parameters), what_it_stands_for(files, parameters), folder)
    return _read(folder)


def _read(folder: Path) -> Results:
    limits = pq.read_table(folder / "limits.parquet").to_pylist()
    colours = pq.read_table(folder / "colours.parquet")
    return Results(
        folder.name,
        {row["subject"]: _limit(row) for row in limits},
        {(row["school"], row["subject"]): _school(row) for row in colours.to_pylist()},
        of_pupils=not pa.types.is_decimal(colours.schema.field("total").type),
    )


def _computed(files: Sequence[Path], parameters: Parameters) -> Tables:
    if is_of_means(files[0]):
        return tables_of_means(files, parameters)
    with Engine() as engine:
        rows = engine.files([str(f) for f in files], parameters.pupils)
        return limits_and_colours(engine, rows, parameters)


def _keep(tables: Tables, about: Kept, folder: Path) -> None:
    """The tables first, and what they stand for last: its file says that all is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (("limits", tables.limits), ("colours", tables.colours)):
        draft = folder / f"{name}.{os.getpid()}"
        pq.write_table(table, draft)
        draft.replace(folder / f"{name}.parquet")
    draft = folder / f"about.{os.getpid()}"
    told = {"sha256": about.sha256, "told": about.told}
    draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / _ABOUT)


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
