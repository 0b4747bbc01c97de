"""The morning's letter, when things come again, and what of long tables fits on a paper."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from khet.rules.board_paper import fitting, next_board
from khet.rules.digest import Owed, Part, digest, part_of, reminder
from khet.rules.duties import week_end
from khet.rules.recurring import next_at, next_full, try_again

TODAY = date(2026, 11, 30)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))


@given(DAYS, st.booleans(), DAYS)
def test_what_is_late_due_or_given_back_is_told(due: date, returned: bool, today: date) -> None:
    part = part_of(due, returned, today)
    assert (part is Part.LATE) == (due < today)
    assert (part is None) == (due > week_end(today) and not returned)


def test_a_long_list_is_cut_and_counted() -> None:
    owed = [Owed(f"งาน {n:03}", "กลุ่ม", TODAY, False, "") for n in range(35)]
    made = digest(owed, {}, TODAY, "https://office.example/office/duties/")
    assert made is not None
    subject, text = made
    assert subject == "งานของท่านวันนี้: ครบกำหนดวันนี้ 35"
    assert "งาน 029" in text
    assert "งาน 030" not in text
    assert "และอีก 5 งาน" in text
    assert "https://office.example/office/duties/" in text


def test_what_was_given_back_says_so() -> None:
    made = digest([Owed("งาน", "กลุ่ม", date(2027, 5, 1), True, "")], {}, TODAY, "")
    assert made is not None
    assert made[0] == "งานของท่านวันนี้: ส่งกลับแก้ไข 1"
    assert "ภายใน 1 พ.ค. 2570 · ส่งกลับแก้ไข" in made[1]


def test_nothing_to_tell_is_no_letter() -> None:
    assert digest([], {}, TODAY, "") is None
    assert digest([Owed("งาน", "กลุ่ม", date(2027, 5, 1), False, "")], {}, TODAY, "") is None


def test_a_reminder_says_who_reminds_and_fits_the_outbox() -> None:
    subject, text = reminder(Owed("ก" * 500, "กลุ่ม", TODAY, False, "/x"), "ผู้เตือน", TODAY)
    assert len(subject) == 200
    assert text.startswith("ผู้เตือน ขอเตือนงาน")
    assert "ภายใน 30 พ.ย. 2569" in text


@given(TIMES, st.times())
def test_the_next_time_is_within_a_day(now: datetime, at: time) -> None:
    found = next_at(now, at)
    assert timedelta(0) < found - now <= timedelta(1)
    assert (found.hour, found.minute) == (at.hour, at.minute)


@given(TIMES, st.sampled_from([timedelta(minutes=1), timedelta(hours=1)]))
def test_the_next_full_one_is_near_and_full(now: datetime, every: timedelta) -> None:
    found = next_full(now, every)
    assert timedelta(0) < found - now <= every
    assert (found.minute * 60 + found.second) % every.total_seconds() == 0


def test_pauses_grow_until_it_is_given_up() -> None:
    pauses = [try_again(tries) for tries in range(1, 6)]
    assert pauses[-1] is None
    assert pauses[:-1] == sorted(filter(None, pauses))


@given(DAYS)
def test_the_board_meets_on_the_tuesday_to_come(today: date) -> None:
    day = next_board(today)
    assert day.weekday() == 1
    assert 0 <= (day - today).days < 7


@given(st.lists(st.lists(st.integers(1, 5), max_size=40), max_size=6), st.integers(0, 80))
def test_what_is_shown_fits_and_nothing_is_cut_without_need(
    tables: list[list[int]], room: int
) -> None:
    shown = fitting(tables, room)
    used = sum(sum(rows[:n]) for rows, n in zip(tables, shown, strict=True))
    assert used <= room
    if sum(map(sum, tables)) <= room:
        assert shown == [len(rows) for rows in tables]


def test_short_tables_stay_whole_beside_a_long_one() -> None:
    assert fitting([[1] * 100, [1] * 5, []], 20) == [15, 5, 0]
