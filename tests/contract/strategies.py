"""Data sets for Hypothesis: small, full of ties, gaps and edges, in every file form."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.contract import files
from tests.contract.oracle import Options
from tests.contract.reading import ABSENT, COLUMNS, EXEMPT, Row, subjects_of

SITTINGS = (
    ("2556", "O-NET", "", "P6"),
    ("2556", "O-NET", "1", "P6"),
    ("2557", "O-NET", "", "M6"),
    ("2559", "O-NET", "", "M3"),
    ("2560", "O-NET", "", "P6"),
    ("2561", "NT", "", "P3"),
    ("2562", "NT", "9", "P3"),
    ("2562", "Pre NT", "2", "P3"),
    ("2565", "Pre O-NET", "1", "M3"),
    ("2500", "LAS", "", "M2"),
    ("2600", "LAS", "3", "P1"),
)
AREAS = ("9302", "9301", "101701", "nation")
SCHOOLS = ("93020001", "93020010", "9", "10", "ก๑", "B", "a", "ALL", 'ร.ร. บ้าน, "ใหม่"')
PUPILS = ("1", "2", "10", "01", "ค", "1234567890121")
TIED = ("0", "50", "50.00", "50.5", "49.99", "50.01", "80", "60", "60.01", "85", "84.99", "100")
ENCODINGS = ("utf-8", "utf-8-sig", "cp874")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

missing = st.sampled_from(("", ABSENT, EXEMPT))
hundredths = st.integers(0, 10000).map(lambda units: f"{units // 100}.{units % 100:02d}")
scores = st.one_of(st.sampled_from(TIED), st.sampled_from(TIED), hundredths, missing)
options = st.builds(
    Options,
    z=st.sampled_from(("2.58", "2.58", "1.96", "0", "1", "3")),
    base=st.sampled_from(("area", "nation")),
    scheme=st.sampled_from(("five", "four")),
    overall=st.sampled_from(("pooled", "mean")),
)


def examples(count: int) -> settings:
    """The same `count` examples on every run and every machine."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=slow,
    )


def some(values, most: int):
    """A list of one to `most` different values."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True)


@st.composite
def school_rows(draw, sitting, area: str, school: str, subjects: list[str]) -> list[Row]:
    """The rows of one school: ordinary, all alike, nobody came, or with holes."""
    kind = draw(st.sampled_from(("ordinary", "ordinary", "alike", "nobody", "holes")))
    cells = {"alike": st.just("50"), "nobody": missing}.get(kind, scores)
    keys = dict(zip(COLUMNS, (*sitting, area, school), strict=False))
    rows = []
    for pupil in draw(some(PUPILS, 4)):
        taken = subjects if kind != "holes" else draw(some(subjects, len(subjects)))
        rows += [keys | {"pupil": pupil, "subject": s, "score": draw(cells)} for s in taken]
    return rows


@st.composite
def sitting_rows(draw, sitting) -> list[Row]:
    """The rows of one sitting in one to three areas; perhaps nobody sat one subject."""
    subjects = draw(some(subjects_of(sitting[1], sitting[3], int(sitting[0])), 3))
    unsat = draw(st.sampled_from((None, None, None, subjects[0])))
    rows = []
    for area in draw(some(AREAS, 2)):
        for school in draw(some(SCHOOLS, 6)):
            rows += draw(school_rows(sitting, area, school, subjects))
    return [r | {"score": ""} if r["subject"] == unsat else r for r in rows]


@st.composite
def data_sets(draw, sittings: int = 2) -> list[Row]:
    """The rows of a faultless data set in any order."""
    rows = [r for sitting in draw(some(SITTINGS, sittings)) for r in draw(sitting_rows(sitting))]
    return draw(st.permutations(rows)) if len(rows) < 30 else rows[::-1]


@dataclass(frozen=True)
class Form:
    """How a file looks: its kind, its columns from left to right, its digits and blank rows."""

    kind: str
    columns: tuple[str, ...]
    thai_digits: bool
    padded: bool
    blank_at: int

    def table(self, rows: list[Row]) -> list[list[str]]:
        """Header and rows as they will stand in the file."""
        table = [self.columns, *files.grid(rows, self.columns)[1:]]
        body = [[self.dress(value) for value in cells] for cells in table[1:]]
        body.insert(self.blank_at, [])
        return [list(self.columns), *body]

    def dress(self, value: str) -> str:
        """The value with the digits and spaces of this file."""
        value = value.translate(THAI) if self.thai_digits else value
        return f" {value} " if self.padded else value

    def write(self, stem: Path, rows: list[Row]) -> Path:
        """Write the file; returns its path."""
        if self.kind == "xlsx":
            return files.write_xlsx(stem.with_suffix(".xlsx"), self.table(rows))
        if self.kind == "parquet":
            return files.write_parquet(stem.with_suffix(".parquet"), self.table(rows))
        return files.write_csv(stem.with_suffix(".csv"), self.table(rows), self.kind)


forms = st.builds(
    Form,
    kind=st.sampled_from((*ENCODINGS, "xlsx", "parquet")),
    columns=st.permutations((*COLUMNS, "remark")).map(tuple) | st.just(COLUMNS),
    thai_digits=st.booleans(),
    padded=st.booleans(),
    blank_at=st.integers(0, 3),
)
