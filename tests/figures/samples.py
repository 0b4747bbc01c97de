"""Small made-up score tables."""

from collections.abc import Iterable

import pyarrow as pa

from khet.figures.intake.long import SCORES

Row = tuple[str, str, str, int | None]


def scores(
    rows: Iterable[Row],
    *,
    year: int = 2556,
    test: str = "O-NET",
    round_: str = "",
    area: str = "9302",
) -> pa.Table:
    """Scores of P6 from (school, pupil, subject, hundredths or none) rows."""
    listed = [
        {
            **{"academic_year": year, "test": test, "round": round_, "grade": "P6", "area": area},
            **{"school": school, "pupil": pupil, "subject": subject, "score": score},
            **{"no_score": "absent" if score is None else None, "row": number},
        }
        for number, (school, pupil, subject, score) in enumerate(rows, start=2)
    ]
    return pa.Table.from_pylist(listed, SCORES)


SMALL = (
    ("S1", "1", "thai", 5000),
    ("S1", "2", "thai", 6000),
    ("S1", "1", "mathematics", 4000),
    ("S1", "2", "mathematics", None),
    ("S2", "1", "thai", 3000),
    ("S2", "1", "mathematics", 8000),
)
