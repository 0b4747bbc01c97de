"""Numbering, days, bands, blanks and repeats by hand: files of all kinds, and what is in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.checking.findings.finding import Finding, Sure
from khet.rules.checking.in_criteria import bands
from khet.rules.checking.in_dates import dates
from khet.rules.checking.in_lists import blanks, numbering, repeats
from khet.rules.checking.reading.days import stated
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.spans import bands_in
from khet.rules.checking.reading.stream import Line

PIECES = (
    *(
        "1",
        "12",
        "๓",
        "31",
        "2557",
        "๒๕๕๗",
        "57",
        "0",
        ".",
        ")",
        "(",
        "-",
        "–",
        "/",
        ",",
        " ",
        "  ",
        "…",
        "____",
    ),
    *("ก", "ข.", "ข้อ", "วันที่", "วันพุธที่", "ก.พ.", "เมษายน", "ครั้งที่", "ปีงบประมาณ", "ร้อยละ", "ขึ้นไป"),
    *("ต่ำกว่า", "ระดับ", "จำนวน", "คน", "รวม", "วัน", "ถึง", "และ", "ได้แก่", "บ้านเหนือ", "|", "<", "ที่"),
)


def report(text: str) -> Report:
    return Report([Line(n, line) for n, line in enumerate(text.split("\n"), 1)])


def rows(*several: tuple[str, ...]) -> Report:
    return Report(
        [Line(n, " | ".join(row), cells=row, table=1) for n, row in enumerate(several, 1)]
    )


def told(findings: tuple[Finding, ...]) -> list[tuple[int, str, str]]:
    return [(one.line, one.printed, one.sure.value) for one in findings]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("16/5/2556", ["2013-05-16"]),
        ("๑๖ พ.ค. ๕๖", ["2013-05-16"]),
        ("16 พ. ค. 2556", ["2013-05-16"]),
        ("วันที่ 16 เดือน พฤษภาคม พ.ศ. 2556", ["2013-05-16"]),
        ("20 – 21 ก.ย. 2556", ["2013-09-20", "2013-09-21"]),
        ("30 ธ.ค. - 3 ม.ค. 2557", ["2013-12-30", "2014-01-03"]),
        ("ระหว่างวันที่ 5 ถึงวันที่ 7 มีนาคม 2557", ["2014-03-05", "2014-03-07"]),
        ("9-11 และ 16 ก.ค. 2557", ["2014-07-09", "2014-07-10", "2014-07-11", "2014-07-16"]),
        ("15, 20 พ.ค. 2557", ["2014-05-15", "2014-05-20"]),
    ],
)
def test_days_are_read_in_every_form(text: str, days: list[str]) -> None:
    [one] = [found for line in report(text).texts for found in stated(line)]
    assert [str(day.date) for day in one.days] == days


@pytest.mark.parametrize(
    "text", ["ป.1-3", "08.30-16.30 น.", "ข้อ 3 ก.พ.ร.", "16 พ.ค. 57 คน", "4/2557", "1-2557"]
)
def test_other_numbers_are_no_whole_days(text: str) -> None:
    assert [one for one in stated(text) if one.days[0].date] == []


def test_a_day_goes_on_in_the_next_line() -> None:
    found = dates.check(report("ประชุมผู้บริหารในวันที่ 31\nเมษายน 2557 ณ ห้องประชุม")).findings
    assert told(found) == [(1, "31 เมษายน 2557", "certain")]


def test_weekdays_of_two_days_are_each_weighed() -> None:
    found = dates.check(report("วันเสาร์ที่ 5 และวันจันทร์ที่ 6 กรกฎาคม 2557")).findings
    assert [(one.printed, one.expected) for one in found] == [("วันจันทร์", "วันอาทิตย์")]


def test_a_feast_of_one_day_on_two_is_only_to_look_at() -> None:
    found = dates.check(report("วันเด็ก ศุกร์ที่ 10 ม.ค. และเสาร์ที่ 11 ม.ค. 2557")).findings
    assert [one.sure for one in found] == [Sure.LOOK]


def test_some_days_of_a_longer_time_are_only_to_look_at() -> None:
    found = dates.check(report("ประชุมระหว่างวันที่ 1-30 มิถุนายน 2557 จำนวน 8 วัน")).findings
    assert [one.sure for one in found] == [Sure.LOOK]


def test_a_day_out_of_the_academic_year_is_only_to_look_at() -> None:
    found = dates.check(report("ปีการศึกษา 2557 จัดแข่งขันวันที่ 10 มกราคม 2557")).findings
    assert [(one.expected, one.sure) for one in found] == [("10 มกราคม 2558", Sure.LOOK)]


def test_a_fiscal_year_has_its_own_days() -> None:
    text = "ปีงบประมาณ พ.ศ. 2557 (1 ตุลาคม 2557 - 30 กันยายน 2558)"
    [found] = dates.check(report(text)).findings
    assert found.expected == "1 ตุลาคม 2556 - 30 กันยายน 2557"


def test_rows_of_a_table_in_a_fiscal_year() -> None:
    made = rows(
        ("ครั้งที่", "วันประชุม ปีงบประมาณ 2557"),
        *(("1", "6 ธ.ค. 2557"), ("2", "14 มี.ค. 2557"), ("3", "20 มิ.ย. 2557"), ("4", "1 ก.ย. 2557")),
    )
    [found] = dates.check(made).findings
    assert (found.line, found.expected, found.sure) == (2, "6 ธ.ค. 2556", Sure.LIKELY)


def test_running_numbers_of_merged_cells_are_no_repeats() -> None:
    names = ("ที่", "โครงการ"), ("1", "ค่าย ก"), ("1", "ค่าย ข"), ("2", "ค่าย ค"), ("2", "ค่าย ง")
    assert numbering.check(rows(*names)).findings == ()


def test_a_running_number_that_jumps() -> None:
    found = numbering.check(rows(("ที่", "ชื่อ"), ("๑", "ก"), ("๒", "ข"), ("๔", "ค"), ("๕", "ง")))
    assert [(one.line, one.printed, one.expected) for one in found.findings] == [(4, "๔", "๓")]


def test_numbers_that_word_puts_are_not_judged() -> None:
    lines = [Line(n, "งาน", item=f"{n + n // 3}.") for n in range(1, 5)]
    assert numbering.check(Report(lines)).checked == 0


def test_a_list_that_begins_again_at_once_is_only_to_look_at() -> None:
    found = numbering.check(report("1. ก\n2. ข\n3. ค\n1. ง\n2. จ")).findings
    assert told(found) == [(4, "1.", "look")]


def test_indicators_left_out_are_only_to_look_at() -> None:
    text = "ตัวชี้วัดที่ 1 ผู้เรียน\nตัวชี้วัดที่ 2 ครู\nตัวชี้วัดที่ 4 ผู้บริหาร"
    assert [one.sure for one in numbering.check(report(text)).findings] == [Sure.LOOK]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("ร้อยละ 60 - 69", ("60", "69", True, True)),
        ("60 คะแนน ถึง 69 คะแนน", ("60", "69", True, True)),
        ("ไม่ต่ำกว่าร้อยละ 85", ("85", "None", True, True)),
        ("สูงกว่า 80 คะแนน", ("80", "None", False, True)),
        ("ต่ำกว่าร้อยละ 50", ("None", "50", True, False)),
        ("50 คะแนนลงมา", ("None", "50", True, True)),
        ("60 < B ≤ 85", ("60", "85", False, True)),
        ("ตั้งแต่ 60 แต่ไม่ถึง 70", ("60", "70", True, False)),
    ],
)
def test_bounds_are_read_with_whether_they_belong(text: str, bounds: tuple[object, ...]) -> None:
    [band] = bands_in(text)
    assert (str(band.low), str(band.high), band.low_in, band.high_in) == bounds


def test_bands_of_a_table_are_read_by_column() -> None:
    found = bands.check(
        rows(
            *(("ระดับ", "ช่วงคะแนน"), ("ดีมาก", "80-100"), ("ดี", "70-79")),
            *(("พอใช้", "60-68"), ("ปรับปรุง", "0-59")),
        )
    )
    assert [(one.line, one.expected) for one in found.findings] == [(4, "60-69")]


def test_bands_in_a_row_of_a_table() -> None:
    made = rows(("ระดับ", "5", "4", "3"), ("เกณฑ์", "90-100", "80-89", "70-78"))
    assert [(one.line, one.printed) for one in bands.check(made).findings] == [(2, "70-78")]


def test_a_heading_with_nothing_under_it() -> None:
    lines = [
        *(Line(1, "รายงานผล", heading=1), Line(2, "ประจำปี", heading=1), Line(3, "คำนำ")),
        *(Line(4, "2.1 ผลการดำเนินงาน", heading=2), Line(5, "2.2 ปัญหา", heading=2)),
        *(Line(6, "งบประมาณล่าช้า"), Line(7, "3 สรุป", heading=1), Line(8, "3.1 ผล", heading=2)),
        Line(9, "ดี"),
    ]
    assert told(blanks.check(Report(lines)).findings) == [(4, "2.1 ผลการดำเนินงาน", "likely")]


def test_a_list_said_to_follow_at_the_end_of_a_report() -> None:
    assert told(blanks.check(report("คณะกรรมการมีหน้าที่ดังนี้")).findings)


def test_a_numbered_heading_with_nothing_where_all_others_have() -> None:
    text = "1. หลักการ\nก\n2. วัตถุประสงค์\nข\n3. ผลการดำเนินงาน\n4. ปัญหา\nค\n5. ข้อเสนอแนะ\nง"
    assert told(blanks.check(report(text)).findings) == [(5, "3. ผลการดำเนินงาน", "likely")]


def test_a_letterhead_left_blank_on_each_letter_is_a_form() -> None:
    text = "\n".join(["ที่ ศธ ........ สำนักงาน", *["ข้อความ"] * 9] * 4)
    assert blanks.check(report(text)).findings == ()


def test_headers_of_pages_and_of_tables_are_no_repeats() -> None:
    head = "รายงานผลการดำเนินงานประจำปีงบประมาณของสำนักงานเขตพื้นที่"
    lines = [Line(n, head if n in (1, 9) else f"เนื้อหา {n}", page=1 + n // 9) for n in range(1, 17)]
    assert all(one.sure is Sure.LOOK for one in repeats.check(Report(lines)).findings)
    columns = ("โครงการที่ได้รับอนุมัติในปีงบประมาณ", "งบประมาณที่ได้รับจัดสรรทั้งสิ้น")
    made = rows(columns, ("ค่าย", "5"), columns, ("กีฬา", "6"))
    assert repeats.check(made).findings == ()


def test_a_winner_twice_is_only_to_look_at_and_a_member_is_likely() -> None:
    winners = "1. นายมานะ ใจงาม เหรียญทอง\n2. นายปิติ ใจดี เหรียญเงิน\n3. นายมานะ ใจงาม เหรียญเงิน"
    members = "1. นายมานะ ใจงาม กรรมการ\n2. นายปิติ ใจดี กรรมการ\n3. นายมานะ ใจงาม กรรมการและเลขานุการ"
    assert [one.sure for one in repeats.check(report(winners)).findings] == [Sure.LOOK]
    assert [one.sure for one in repeats.check(report(members)).findings] == [Sure.LIKELY]


def test_two_paragraphs_apart_are_likely_only_when_long() -> None:
    short = "ผลการดำเนินงานเป็นไปตามเป้าหมายของแผนปฏิบัติการ"
    between = "\n".join(f"เรื่องที่ {n}" for n in range(8))
    assert [
        one.sure
        for text in (short, short * 3)
        for one in repeats.check(report(f"{text}\n{between}\n{text}")).findings
    ] == [Sure.LOOK, Sure.LIKELY]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=8))
def test_any_text_is_read_to_its_end(texts: list[str]) -> None:
    made = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    for check in (numbering.check, repeats.check, dates.check, bands.check, blanks.check):
        assert all(1 <= one.line <= len(texts) for one in check(made).findings)


def test_a_value_between_whole_bands_is_only_to_look_at() -> None:
    text = "กลุ่มเก่ง 85-100\nกลุ่มปานกลาง 60-84\nกลุ่มอ่อน 0-59\nเฉลี่ย 84.50 และ 70.25"
    assert told(bands.check(report(text)).findings) == [(4, "84.50", "look")]
