"""Score files kept for good: immutable Parquet, one a sitting and area, named by its content.

A path is ``<sitting>/<sha256>.parquet`` under the warehouse's folder; what single schools sent of a
collected sitting lies in ``<sitting>/parts``. A file is synced and in its place before any record
of it is made; which files count is told by the records, never by looking into the folder.
"""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from khet.figures.intake.sheets import map_distinct
from khet.rules.pupil_keys import pupil_key

_PARTS = "parts"


@dataclass(frozen=True, order=True)
class SittingKey:
    """What a score file is of: one test, grade, round, academic year (BE) and area."""

    academic_year: int
    test: str
    round: str
    grade: str
    area: str

    @property
    def folder(self) -> str:
        """Its folder's name, e.g. ``9302/2556-Pre_O-NET-1-P6``."""
        parts = (str(self.academic_year), self.test.replace(" ", "_"), self.round, self.grade)
        return f"{self.area}/{'-'.join(part for part in parts if part)}"


class Warehouse:
    """The folder of an installation that holds its score files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sitting: SittingKey, sha256: str) -> Path:
        """Where the file of that content lies."""
        return self.folder / sitting.folder / f"{sha256}.parquet"

    def all_files(self) -> set[Path]:
        """Every score file in the folder, whether any record knows it or not."""
        return set(self.folder.glob("*/*/*.parquet"))

    def keep(self, sitting: SittingKey, rows: pa.Table) -> str:
        """Write the rows durably and return their SHA-256; the same rows are kept once."""
        sha256, content = _written(rows)
        place_durably(self.path(sitting, sha256), content)
        return sha256

    def part(self, sitting: SittingKey, sha256: str) -> Path:
        """Where a school's part of a sitting lies."""
        return self.folder / sitting.folder / _PARTS / f"{sha256}.parquet"

    def all_parts(self) -> set[Path]:
        """Every school's part in the folder, whether any record knows it or not."""
        return set(self.folder.glob(f"*/*/{_PARTS}/*.parquet"))

    def keep_part(self, sitting: SittingKey, rows: pa.Table) -> str:
        """Keep what one school sent of a sitting, as ``keep``; it bears pupils' own numbers."""
        sha256, content = _written(rows)
        place_durably(self.part(sitting, sha256), content)
        return sha256

    def keep_source(self, source: Path) -> str:
        """Keep the file as it was brought, under ``sources``; returns its SHA-256."""
        with source.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        place_durably(self.source(source.name, sha256), source)
        return sha256

    def source(self, name: str, sha256: str) -> Path:
        """Where a file lies as it was brought under that name."""
        return self.folder / "sources" / f"{sha256}{Path(name).suffix.lower()}"


def _written(rows: pa.Table) -> tuple[str, bytes]:
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd")
    content = sink.getvalue().to_pybytes()
    return hashlib.sha256(content).hexdigest(), content


def is_whole(path: Path) -> bool:
    """Whether a file is there and still holds what its name says."""
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def place_durably(path: Path, content: bytes | Path) -> None:
    """Write a file so that it is either whole and on disk, or not there.

    Args:
        content: what to write, or the file to copy piece by piece.
    """
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        if isinstance(content, bytes):
            out.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def by_sitting(rows: pa.Table) -> list[tuple[SittingKey, pa.Table]]:
    """The rows of each sitting and area apart, in the order of their keys."""
    keys = ["academic_year", "test", "round", "grade", "area"]
    sittings = sorted(SittingKey(**row) for row in rows.group_by(keys).aggregate([]).to_pylist())
    return [(sitting, rows.filter(_of(sitting))) for sitting in sittings]


def _of(sitting: SittingKey) -> pc.Expression:
    return (
        (pc.field("academic_year") == sitting.academic_year)
        & (pc.field("test") == sitting.test)
        & (pc.field("round") == sitting.round)
        & (pc.field("grade") == sitting.grade)
        & (pc.field("area") == sitting.area)
    )


def with_pupil_keys(scores: pa.Table, key: bytes) -> pa.Table:
    """The scores with each pupil's number replaced by a keyed hash of school and number."""
    whole = pc.binary_join_element_wise(scores["school"], scores["pupil"], "\x1f")

    def hashed(text: str) -> str:
        school, _, number = text.partition("\x1f")
        return pupil_key(key, school, number)

    place = scores.schema.get_field_index("pupil")
    return scores.set_column(place, "pupil", map_distinct(whole.combine_chunks(), hashed))
