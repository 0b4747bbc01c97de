"""The tables as files: ``limits.csv``, ``colours.csv``, ``pupils.csv``, ``summary.json``.

UTF-8 without byte order mark, ``\\n``, rows in code-point order of their keys; numbers with a
fixed number of decimals, empty where not known.
"""

import csv
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from khet.figures.engines import Engine
from khet.figures.measures.scores import PUPIL, SCHOOL_SUBJECT, SITTING
from khet.figures.parameters import Parameters
from khet.figures.tables import limits_and_colours, pupils
from khet.rules.rounding import shown

_PLACES = {
    "limits": {"mean": 4, "sd": 4, "limit": 2},
    "colours": {"mean": 4, "percent_below": 2},
    "pupils": {"mean": 2},
}
_COLUMNS = {
    "limits": (*SITTING, "base", "subject", "n", "mean", "sd", "limit"),
    "colours": (*(*SCHOOL_SUBJECT, "n", "mean", "n_below", "percent_below", "rank", "colour"),),
    "pupils": (*PUPIL, "mean", "group"),
}
_KEYS = {"limits": (*SITTING, "base", "subject"), "colours": SCHOOL_SUBJECT, "pupils": PUPIL}


def contract_tables(scores: pa.Table, parameters: Parameters, engine: str) -> dict[str, pa.Table]:
    """The three tables of a set of scores by file name, sorted by their keys."""
    with Engine(engine) as running:
        data = running.table("scores", scores)
        made = limits_and_colours(running, data, parameters)
        tables = {
            "limits": _with_base(made.limits, parameters.base),
            "colours": made.colours,
            "pupils": pupils(running, data),
        }
    return {
        name: table.sort_by([(key, "ascending") for key in _KEYS[name]])
        for name, table in tables.items()
    }


def _with_base(limits: pa.Table, base: str) -> pa.Table:
    if base == "area":
        return limits.rename_columns({"area": "base"})
    return limits.append_column("base", pa.array([base] * limits.num_rows, pa.string()))


def summary(scores: pa.Table, files: int, seconds: float) -> dict[str, int | float]:
    """How much was read: rows, pupils and schools (each once), and scores missing by reason."""
    reasons = {
        row["values"]: row["counts"] for row in pc.value_counts(scores["no_score"]).to_pylist()
    }
    return {
        "files": files,
        "rows": scores.num_rows,
        "pupils": scores.group_by(["area", "school", "pupil"]).aggregate([]).num_rows,
        "schools": scores.group_by(["area", "school"]).aggregate([]).num_rows,
        **{reason: reasons.get(reason, 0) for reason in ("blank", "absent", "exempt")},
        "seconds": round(seconds, 3),
    }


def write_tables(
    folder: Path, tables: Mapping[str, pa.Table], told: Mapping[str, int | float]
) -> None:
    """All four files, moved into the folder only when every one of them is complete."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
        for name, table in tables.items():
            _write_csv(Path(draft) / f"{name}.csv", name, table)
        text = json.dumps(told, ensure_ascii=False, indent=2)
        (Path(draft) / "summary.json").write_text(f"{text}\n", encoding="utf-8")
        folder.mkdir(exist_ok=True)
        for file in Path(draft).iterdir():
            os.replace(file, folder / file.name)


def _write_csv(path: Path, name: str, table: pa.Table) -> None:
    columns = [_texts(table[column], _PLACES[name].get(column)) for column in _COLUMNS[name]]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS[name])
        writer.writerows(zip(*columns, strict=True))


def _texts(column: pa.ChunkedArray, places: int | None) -> list[str | int | None]:
    if places is None:
        return column.to_pylist()
    return [None if whole is None else str(shown(whole, places)) for whole in column.to_pylist()]
