"""Summary files for Hypothesis: whole ones, swapped columns, wrong averages and area rows."""

from fractions import Fraction

from hypothesis import strategies as st

from tests.contract.import_oracle import NATION, weighted
from tests.contract.oracle import half_up
from tests.contract.reading import EIGHT

hundredths = st.integers(0, 10000).map(lambda units: half_up(Fraction(units, 100), 2))
means = st.one_of(
    hundredths,
    hundredths,
    st.sampled_from(("40", "40.0", "40.5", "50", "0", "100")),
    st.integers(0, 100000).map(lambda units: half_up(Fraction(units, 1000), 3)),
)
slips = st.sampled_from(("0", "0", "0", "0", "0.005", "0.01", "0.011", "0.02", "1"))
HEAD = ["code", "name", "examinees"]


def moved(value: Fraction, slip: str, places: int = 2) -> str:
    """A mean as printed in the file, with a slip towards the middle."""
    step = Fraction(slip) if value < 50 else -Fraction(slip)
    return half_up(value + step, places)


def school_line(draw, code: str, subjects: list[str]) -> dict[str, str]:
    """One school's own figures; one in six, never the first, has nobody in the grade."""
    line = {"code": code, "name": f"โรงเรียนที่ {code[-1]}"}
    if code[-1] != "1" and draw(st.integers(0, 5)) == 0:
        return line | dict.fromkeys(subjects, "") | {"examinees": "0", "average": ""}
    line |= {subject: draw(means) for subject in subjects}
    line["examinees"] = str(draw(st.integers(1, 200)))
    average = sum(Fraction(line[s]) for s in subjects) / len(subjects)
    return line | {"average": moved(average, draw(slips), draw(st.sampled_from((2, 3, 4))))}


def total_line(draw, code: str, schools: list[dict[str, str]], subjects: list[str]) -> dict:
    """A pseudo-row with the weighted means, perhaps a little off."""
    examinees = sum(int(school["examinees"]) for school in schools)
    line = {"code": code, "name": "รวม", "examinees": str(examinees)}
    line |= {s: moved(weighted(schools, s), draw(slips)) for s in subjects}
    average = sum(Fraction(line[s]) for s in subjects) / len(subjects)
    return line | {"average": half_up(average, 2)}


@st.composite
def summaries(draw) -> list[list[str]]:
    """A table with the plain English header, 1 to 6 schools, area row and perhaps nation row."""
    subjects = draw(st.lists(st.sampled_from(EIGHT), min_size=1, max_size=5, unique=True))
    codes = [f"9302000{i}" for i in range(1, draw(st.integers(1, 6)) + 1)]
    schools = [school_line(draw, code, subjects) for code in codes]
    area = total_line(draw, "93020000", schools, subjects)
    order = draw(st.permutations(subjects) | st.just(subjects))
    held = dict(zip(subjects, order, strict=True))
    lines = [line | {s: line[held[s]] for s in subjects} for line in schools]
    lines.insert(draw(st.integers(0, len(lines))), area)
    if draw(st.booleans()):
        lines.append(total_line(draw, NATION, schools, subjects))
    header = [*HEAD, *subjects, "average"]
    return [header, *([line[name] for name in header] for line in lines)]
