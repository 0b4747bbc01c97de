"""Right text made for tests, and the same text with one fault put in."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from khet.rules.checking.findings.finding import Outcome
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.report import check_report
from khet.rules.rounding import half_up_decimal
from khet.rules.thai import thai_digits

NAMES = ("พัฒนาการอ่าน", "ค่ายคุณธรรม", "นิเทศภายใน", "ข้อมูลสารสนเทศ", "วันวิชาการ", "ห้องสมุดชีวิต")


@dataclass(frozen=True)
class Written:
    """Right lines, the same with a fault, and where the fault is (from 1)."""

    right: list[str]
    wrong: list[str]
    line: int
    expected: str


def outcome(lines: list[str]) -> Outcome:
    """What all checks say of the lines."""
    return check_report([Line(n, text) for n, text in enumerate(lines, 1)])


def sure(lines: list[str]) -> list[tuple[int, str, str]]:
    """The findings that are certain or likely: line, kind, expected."""
    found = outcome(lines).findings
    return [(one.line, str(one.kind), one.expected) for one in found if one.sure != "look"]


def _money(value: int) -> str:
    return f"{value:,}"


def _slip(value: int, by: int) -> int:
    """Another number of as many digits: one digit moved on."""
    digits = str(value)
    place = by % len(digits)
    moved = (int(digits[place]) + 1 + by % 8) % 10
    if place == 0 and moved == 0:
        moved = int(digits[0]) % 9 + 1
    return int(digits[:place] + str(moved) + digits[place + 1 :])


@st.composite
def budgets(draw: st.DrawFn) -> Written:
    """Amounts and their total, as columns are drawn in files of all kinds."""
    amounts = draw(st.lists(st.integers(1_000, 900_000), min_size=2, max_size=6))
    gap = draw(st.sampled_from([" ", "\t", "   ", " | "]))
    thai = draw(st.booleans())
    total, off = sum(amounts), _slip(sum(amounts), draw(st.integers(0, 99)))
    rows = [f"{name}{gap}{_money(n)}" for name, n in zip(NAMES, amounts, strict=False)]
    made = [[*rows, f"รวมทั้งสิ้น{gap}{_money(one)}"] for one in (total, off)]
    if thai:
        made = [[thai_digits(text) for text in lines] for lines in made]
    expected = thai_digits(_money(total)) if thai else _money(total)
    return Written(made[0], made[1], len(rows) + 1, expected)


@st.composite
def levels(draw: st.DrawFn) -> Written:
    """Counts by level with their percentages; one percentage is moved by a point or more."""
    counts = draw(st.lists(st.integers(5, 400), min_size=3, max_size=5))
    whole = sum(counts)
    shares = [half_up_decimal(Decimal(n * 100) / whole, 2) for n in counts]
    place = draw(st.integers(0, len(counts) - 1))
    moved = [*shares]
    moved[place] += draw(st.integers(100, 900)) / Decimal(100)
    made = [
        [
            "ระดับ จำนวน ร้อยละ",
            *(f"{NAMES[n]} {count} {of[n]}" for n, count in enumerate(counts)),
            f"รวม {whole} 100.00",
        ]
        for of in (shares, moved)
    ]
    return Written(made[0], made[1], place + 2, str(shares[place]))


@st.composite
def gains(draw: st.DrawFn) -> Written:
    """Two years of means and their differences; one difference is slipped."""
    pairs = draw(
        st.lists(
            st.tuples(st.integers(1_000, 9_000), st.integers(1_000, 9_000)), min_size=4, max_size=6
        )
    )
    place = draw(st.integers(0, len(pairs) - 1))
    by = draw(st.integers(101, 900))
    rows, wrong = ["วิชา | ปีก่อน | ปีนี้ | ผลต่าง"], ["วิชา | ปีก่อน | ปีนี้ | ผลต่าง"]
    for n, (before, now) in enumerate(pairs):
        start = f"{NAMES[n]} | {before / 100:.2f} | {now / 100:.2f} |"
        rows.append(f"{start} {(now - before) / 100:+.2f}")
        change = now - before + (by if n == place else 0)
        wrong.append(f"{start} {change / 100:+.2f}")
    before, now = pairs[place]
    return Written(rows, wrong, place + 2, f"{(now - before) / 100:.2f}")


@st.composite
def lists(draw: st.DrawFn) -> Written:
    """A count and its list, numbered below or named within the sentence."""
    names = [f"บ้าน{name}" for name in draw(st.permutations(NAMES))][: draw(st.integers(3, 6))]
    stated = len(names) + draw(st.sampled_from([-1, 1]))
    below = draw(st.booleans())
    head = "จัดกิจกรรมในโรงเรียนนำร่อง จำนวน {} โรงเรียน " + ("ดังนี้" if below else "ได้แก่ ")
    rest = [f"{n}. {name}" for n, name in enumerate(names, 1)] if below else []
    tail = "" if below else ", ".join(names)
    made = [[head.format(n) + tail, *rest] for n in (len(names), stated)]
    return Written(made[0], made[1], 1, str(len(names)))


@st.composite
def means(draw: st.DrawFn) -> Written:
    """Means of grades and their mean, of which one digit is mistyped."""
    values = draw(st.lists(st.integers(2_000, 9_000), min_size=3, max_size=6))
    mean = half_up_decimal(Decimal(sum(values)) / 100 / len(values), 2)
    place = draw(st.sampled_from([0, 1, 3]))
    digit = draw(st.sampled_from([one for one in "123456789" if one != str(mean)[place]]))
    off = f"{str(mean)[:place]}{digit}{str(mean)[place + 1 :]}"
    rows = [f"{name} {value / 100:.2f}" for name, value in zip(NAMES, values, strict=False)]
    made = [[*rows, f"เฉลี่ย {one}"] for one in (mean, off)]
    return Written(made[0], made[1], len(rows) + 1, str(mean))
