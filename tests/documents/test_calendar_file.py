"""A calendar file, read back."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar

from khet.documents.calendar_file import Happening, calendar_file

AT = datetime(2014, 7, 1, 3, 0, tzinfo=UTC)
DAY = date(2014, 7, 15)
URL = "https://khet.example/office/meetings/1"


def _read(*happenings: Happening) -> list[icalendar.Event]:
    content = calendar_file("ปฏิทิน; งาน", happenings, AT)
    read = icalendar.Calendar.from_ical(content)
    assert str(read["x-wr-calname"]) == "ปฏิทิน; งาน"
    assert all(len(line) <= 75 for line in content.splitlines())
    return list(read.walk("VEVENT"))


def test_whole_days_end_on_the_day_after() -> None:
    (event,) = _read(Happening("duty-1@9302.khet", "ส่งรายงาน, ๒", DAY, DAY + timedelta(1), URL))
    assert event["dtstart"].dt == DAY
    assert event["dtend"].dt == DAY + timedelta(2)
    assert (str(event["summary"]), str(event["uid"])) == ("ส่งรายงาน, ๒", "duty-1@9302.khet")
    assert (str(event["url"]), str(event["status"])) == (URL, "CONFIRMED")


def test_hours_are_of_thai_time() -> None:
    (event,) = _read(Happening("m", "ประชุม", DAY, DAY, URL, time(8, 30), time(16, 30), "ห้อง 1"))
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2014, 7, 15, 1, 30, tzinfo=UTC)
    assert event["dtend"].dt.utcoffset() == timedelta(hours=7)
    assert event["dtend"].dt.time() == time(16, 30)
    assert str(event["location"]) == "ห้อง 1"
    assert "rrule" not in event


def test_hours_of_several_days_come_again_each_day() -> None:
    told = Happening("m", "ประชุม", DAY, DAY + timedelta(2), URL, time(8, 30), time(12))
    (event,) = _read(told)
    assert event["dtend"].dt.date() == DAY
    assert (event["rrule"]["FREQ"], event["rrule"]["COUNT"]) == (["DAILY"], [3])


def test_an_end_that_is_not_known_is_left_out() -> None:
    (event,) = _read(Happening("m", "ประชุม", DAY, DAY, URL, time(8, 30), None))
    assert "dtend" not in event


def test_what_was_cancelled_says_so() -> None:
    (event,) = _read(Happening("m", "ประชุม", DAY, DAY, URL, cancelled=True))
    assert str(event["status"]) == "CANCELLED"


def test_the_same_is_told_in_the_same_bytes() -> None:
    told = [Happening("m", "ประชุม", DAY, DAY, URL, time(8, 30), time(9))]
    assert calendar_file("ก", told, AT) == calendar_file("ก", told, AT)
