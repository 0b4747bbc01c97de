"""What a competent analyst would write with pandas to make the same three tables.

``python -m bench.area.analyst OUT FILE …``. Floats all the way, as usual in pandas; the input is
trusted.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

SITTING = ["academic_year", "test", "round", "grade"]
BASE = [*SITTING, "area", "subject"]
SCHOOL = [*SITTING, "area", "school"]
CODES = dict.fromkeys(("test", "round", "grade", "area", "school", "pupil", "subject"), str)
Z = 2.58


def main(out: str, *files: str) -> None:
    """Read everything, make the tables, write them."""
    scores = pd.concat(pd.read_csv(f, dtype=CODES, keep_default_na=False) for f in files)
    scores["score"] = pd.to_numeric(scores["score"], errors="coerce")
    limits = limits_of(scores)
    tables = {"limits": limits, "colours": colours_of(scores, limits), "pupils": pupils_of(scores)}
    Path(out).mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_csv(Path(out) / f"{name}.csv", index=False)


def limits_of(scores: pd.DataFrame) -> pd.DataFrame:
    """n, mean, sd and lower limit of each area and subject."""
    limits = scores.groupby(BASE)["score"].agg(n="count", mean="mean", sd="std").reset_index()
    limits["limit"] = (limits["mean"] - Z * limits["sd"] / np.sqrt(limits["n"])).round(2)
    return limits.round({"mean": 4, "sd": 4}).rename(columns={"area": "base"})


def colours_of(scores: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Each school's subjects and overall row with percent below the limit, rank and colour."""
    known = limits.rename(columns={"base": "area"})[[*BASE, "limit"]]
    judged = scores.merge(known, on=BASE, how="left")
    judged["below"] = judged["score"] <= judged["limit"]
    by_subject = judged.groupby([*SCHOOL, "subject"])
    rows = by_subject.agg(n=("score", "count"), mean=("score", "mean"), n_below=("below", "sum"))
    rows = rows.reset_index()
    overall = rows.groupby(SCHOOL).agg(
        n=("n", "sum"), mean=("mean", "mean"), n_below=("n_below", "sum")
    )
    rows = pd.concat([rows, overall.reset_index().assign(subject="ALL")])
    percent = 100 * rows["n_below"] / rows["n"]
    rows["mean"], rows["percent_below"] = rows["mean"].round(4), percent.round(2)
    rows["rank"] = rows.groupby(BASE)["mean"].rank(method="min", ascending=False).astype("Int64")
    bands = [0, 30, 43, 56, 70, np.inf]
    names = ["blue", "green", "yellow", "orange", "red"]
    rows["colour"] = pd.cut(rows["percent_below"], bands, right=False, labels=names)
    columns = ["n", "mean", "n_below", "percent_below", "rank", "colour"]
    return rows.sort_values([*SCHOOL, "subject"])[[*SCHOOL, "subject", *columns]]


def pupils_of(scores: pd.DataFrame) -> pd.DataFrame:
    """Each pupil's mean and group."""
    mean = scores.groupby([*SCHOOL, "pupil"])["score"].mean().round(2).rename("mean")
    group = pd.Series("B", mean.index).mask(mean >= 85, "A").mask(mean <= 60, "C")
    return mean.reset_index().assign(group=group.where(mean.notna()).to_numpy())


if __name__ == "__main__":
    main(*sys.argv[1:])
