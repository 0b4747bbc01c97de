"""Right text with numbers, days, bands and words, and the same with one fault put in."""

from datetime import date, timedelta

from hypothesis import strategies as st

from khet.rules.calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS, thai_date
from khet.rules.checking.reading.days import WEEKDAYS
from khet.rules.thai import thai_digits
from tests.rules.checking.written import Written

WORKS = (
    *("จัดทำแผนปฏิบัติการ", "แต่งตั้งคณะทำงาน", "ประชุมชี้แจงโรงเรียน", "พัฒนาเครื่องมือนิเทศ", "ออกเยี่ยมสถานศึกษา"),
    *("สรุปผลเสนอผู้บริหาร", "เผยแพร่ทางเว็บไซต์", "มอบเกียรติบัตร", "รวบรวมหลักฐาน", "ปรับปรุงฐานข้อมูล"),
)
STYLES = ("{}. {}", "{}) {}", "({}) {}", "4.{} {}", "ข้อ {} {}")
CLOSED = ("ดีเยี่ยม", "ดีมาก", "ดี", "พอใช้", "ปรับปรุง")


def _in_digits(lines: list[str], thai: bool) -> list[str]:
    return [thai_digits(line) if thai else line for line in lines]


@st.composite
def numberings(draw: st.DrawFn) -> Written:
    """A list with a number that repeats or is left out."""
    count = draw(st.integers(4, len(WORKS)))
    style, thai = draw(st.sampled_from(STYLES)), draw(st.booleans())
    right = [style.format(n, work) for n, work in enumerate(WORKS[:count], 1)]
    place = draw(st.integers(2, count - 1))
    by = draw(st.sampled_from([-1, 1]))
    tail = [style.format(n + by, work) for n, work in enumerate(WORKS[:count], 1)][place:]
    expected = style.format(place + 1, "").strip()
    expected = thai_digits(expected) if thai else expected
    return Written(
        _in_digits(right, thai), _in_digits(right[:place] + tail, thai), place + 1, expected
    )


@st.composite
def weekdays(draw: st.DrawFn) -> Written:
    """A day with its weekday, and with another."""
    day = draw(st.dates(date(2010, 1, 1), date(2035, 12, 31)))
    off = (day.weekday() + draw(st.integers(1, 6))) % 7
    short = draw(st.booleans())
    made = [
        [f"จัดประชุมใน{_weekday(number)}ที่ {thai_date(day, short=short)} ณ ห้องประชุม"]
        for number in (day.weekday(), off)
    ]
    return Written(*made, 1, _weekday(day.weekday()))


def _weekday(number: int) -> str:
    return f"วัน{WEEKDAYS[number]}"


@st.composite
def missing_days(draw: st.DrawFn) -> Written:
    """The last day of a month, and the day after it that isn't there."""
    month, be = draw(st.sampled_from([2, 4, 6, 9, 11])), draw(st.integers(2550, 2580))
    year = be - BUDDHIST_ERA
    last = (date(year, month + 1, 1) - timedelta(1)).day
    names = draw(st.sampled_from([MONTHS, SHORT_MONTHS]))
    made = [[f"รายงานภายในวันที่ {day} {names[month - 1]} {be}"] for day in (last, last + 1)]
    return Written(*made, 1, "")


@st.composite
def lasting(draw: st.DrawFn) -> Written:
    """A range of days with its length, and with one day more."""
    first = draw(st.dates(date(2012, 1, 1), date(2030, 12, 20)))
    count = draw(st.integers(2, 5))
    span = f"{thai_date(first)} - {thai_date(first + timedelta(count - 1))}"
    made = [[f"อบรมครูระหว่างวันที่ {span} รวม {said} วัน"] for said in (count, count + 1)]
    return Written(*made, 1, f"{count} วัน")


@st.composite
def meetings(draw: st.DrawFn) -> Written:
    """The meetings of a fiscal year in their order, and one of them a year off."""
    be = draw(st.integers(2552, 2580))
    start = date(be - BUDDHIST_ERA - 1, 10, 1)
    offsets = draw(st.lists(st.integers(0, 360), min_size=5, max_size=7, unique=True))
    days = [start + timedelta(offset) for offset in sorted(offsets)]
    place = draw(st.integers(0, len(days) - 1))
    day = days[place]
    moved = date(day.year + draw(st.sampled_from([-1, 1])), day.month, min(day.day, 28))
    days[place] = date(day.year, day.month, min(day.day, 28))
    head = f"การประชุมคณะกรรมการ ในปีงบประมาณ พ.ศ. {be}"
    made = [
        [head, *(f"{n}) {thai_date(one)}" for n, one in enumerate(several, 1))]
        for several in (sorted(days), [*days[:place], moved, *days[place + 1 :]])
    ]
    return Written(*made, place + 2, thai_date(days[place]))


@st.composite
def criteria(draw: st.DrawFn) -> Written:
    """Bands of a criterion, and one whose upper bound leaves a hole or overlaps."""
    places = draw(st.sampled_from([0, 2]))
    step, width = 10**-places, draw(st.sampled_from([5, 10]))
    lows = [100 - width * n for n in range(1, 5)]
    tops = [100.0, *(low - step for low in lows[:-1])]
    place = draw(st.integers(1, 3))
    wrong = list(tops)
    wrong[place] += draw(st.sampled_from([-2, -1, 1, 2]))
    made = [_bands(lows, several, places) for several in (tops, wrong)]
    expected = f"{lows[place]:.{places}f}-{tops[place]:.{places}f}"
    return Written(*made, place + 1, expected)


def _bands(lows: list[int], tops: list[float], places: int) -> list[str]:
    rows = [
        f"ระดับ{name} ร้อยละ {low:.{places}f}-{top:.{places}f}"
        for name, low, top in zip(CLOSED, lows, tops, strict=False)
    ]
    return [*rows, f"ระดับ{CLOSED[-1]} ต่ำกว่าร้อยละ {lows[-1]:.{places}f}"]


@st.composite
def filled(draw: st.DrawFn) -> Written:
    """A sentence with its number, and with a blank in its place."""
    unit = draw(st.sampled_from(["คน", "ชุด", "แห่ง", "ครั้ง", "บาท"]))
    blank = draw(st.sampled_from(["........", "………", "____", "…… ……"]))
    number = str(draw(st.integers(2, 900)))
    before = [f"{n}. {work}" for n, work in enumerate(WORKS[:3], 1)]
    made = [[*before, f"คณะทำงานดำเนินการ จำนวน {one} {unit} แล้ว"] for one in (number, blank)]
    return Written(*made, 4, "")


@st.composite
def told_once(draw: st.DrawFn) -> Written:
    """Items that differ, and one of them twice."""
    works = draw(st.permutations(WORKS))
    first, second = sorted(draw(st.lists(st.integers(0, 7), min_size=2, max_size=2, unique=True)))
    right = [f"{n}) {work}ให้ครบทุกแห่ง" for n, work in enumerate(works[:8], 1)]
    again = f"{second + 1}) {works[first]}ให้ครบทุกแห่ง"
    return Written(right, [*right[:second], again, *right[second + 1 :]], second + 1, "")
