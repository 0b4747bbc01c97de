"""``python -m bench.area.files FOLDER``: the area's 14 sittings of 2556 as CSV files."""

import sys
from pathlib import Path

import pyarrow.csv

from khet.jobs.demo.area import demo_area
from khet.jobs.demo.scores import demo_sittings, draw


def main(folder: Path) -> None:
    """One file a sitting, in the long layout."""
    folder.mkdir(parents=True, exist_ok=True)
    for sitting in demo_sittings():
        if sitting.academic_year == 2556:
            words = (sitting.test, sitting.round, sitting.grade)
            name = "-".join(word.replace(" ", "-") for word in words if word)
            pyarrow.csv.write_csv(draw(demo_area(), sitting), folder / f"{name}.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
