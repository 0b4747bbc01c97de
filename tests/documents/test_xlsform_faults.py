"""What a workbook can't have is refused whole, each fault at its sheet and row, in Thai."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from khet.documents.xlsform.opening import LARGEST
from khet.documents.xlsform.reading import read
from khet.documents.xlsform.remarks import RefusedWorkbookError
from khet.documents.xlsform.writing import write
from khet.rules.instruments import Content, Item, ItemKind, Part
from tests.documents.xlsform_books import SCHEMES, book, faults, faults_of, saved, survey

LEVELS = [f"khet_level_{level}" for level in range(1, 6)]
STEPS = [("list_name", "name", "label"), *(("how", n, f"ระดับ {n}") for n in range(1, 6))]
GOOD = ("text", "a", "ก")


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        *((kind, kind) for kind in ("geopoint", "barcode", "range", "rank how", "audio", "audit")),
        *((kind, kind) for kind in ("osm", "video", "time", "dateTime", "acknowledge", "hidden")),
        ("select_one_from_file a.csv", "select_one_from_file"),
        ("select_one_external how", "select_one_external"),
        ("select_one", "select_one"),
        ("select_one how or_other", "or_other"),
        ("begin_repeat", "repeat"),
        ("begin loop over how", "repeat"),
    ],
)
def test_unknown_types(kind: str, word: str) -> None:
    found = faults(survey(GOOD, (kind, "b", "ข"), ("end_group",)), STEPS)
    assert (found[0].sheet, found[0].row, found[0].column) == ("survey", 3, "type")
    assert word in found[0].told


@pytest.mark.parametrize("kind", ["slect_one how", "select_one hwo", "geopoint"])
@pytest.mark.parametrize(
    ("column", "value"), [("khet_weight", "5"), ("khet_level_1", "ไม่มี"), ("calculation", "1 + 1")]
)
def test_a_wrong_type_is_the_one_fault_of_what_hangs_on_it(
    kind: str, column: str, value: str
) -> None:
    rows = survey((*GOOD, None), (kind, "b", "ข", value), head=("type", "name", "label", column))
    assert [(one.row, one.column) for one in faults(rows, STEPS)] == [(3, "type")]


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("relevant", "sum(${a}) > 1", "ฟังก์ชัน sum()"),
        ("relevant", "${nobody} = 1", "nobody"),
        ("relevant", "${b} = 1", "b"),
        ("relevant", "${a} + 1", "เงื่อนไข"),
        ("relevant", "a > 1", "ตัวอักษรที่ 1"),
        ("relevant", "${a} > (1", "วงเล็บ"),
        ("relevant", "${a} = 1 " * 200, "ยาว"),
        ("constraint", "regex(., 'x')", "ฟังก์ชัน regex()"),
        ("calculation", "1 + 1", "calculate"),
        ("required", "${a} = 1", "yes หรือ no"),
        ("khet_na", "maybe", "yes หรือ no"),
        ("khet_weight", "มาก", "ตัวเลข"),
        ("khet_weight", "2,5", "ตัวเลข"),
        ("khet_weight", "1", "น้ำหนัก 1"),
        ("khet_weight", "NaN", "น้ำหนัก"),
        ("khet_level_1", "ไม่มี", "select_one"),
        ("choice_filter", "x = 1", "choice_filter"),
        ("default", "x", "default"),
        ("parameters", "x=1", "parameters"),
        ("media::image", "a.png", "media::image"),
        ("image", "a.png", "image"),
        ("appearance", "signature", "signature"),
        ("trigger", "${a}", "trigger"),
        ("repeat_count", 2, "repeat_count"),
        ("bind::jr:preload", "x", "bind"),
        ("hint", "เห็น ${a}", "ธรรมดา"),
        ("hint", "ก" * 501, "500"),
        ("constraint_message", "ก" * 301, "300"),
    ],
)
def test_what_a_row_can_not_have(column: str, value: object, word: str) -> None:
    head = ("type", "name", "label", column)
    found = faults(survey(GOOD, ("text", "b", "ข", value), head=head))
    assert [(one.sheet, one.row, one.column) for one in found] == [("survey", 3, column)]
    assert word in found[0].told


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        (("text", "a", "ข"), "name", "ซ้ำ"),
        (("text", 1, "ข"), "name", "q1"),
        (("text", "ชื่อ", "ข"), "name", "q1"),
        (("text", "meta", "ข"), "name", "q1"),
        (("text", None, "ข"), "name", "ไม่มีชื่อ"),
        (("text", "b", None), "label", "ไม่มีข้อความ"),
        ((None, "b", "ข"), "type", "ไม่มีชนิด"),
        (("select_one none", "b", "ข"), "type", "none"),
        (("calculate", "b", None), "calculation", "สูตร"),
        (("end_group", None, None), "type", "ไม่มีส่วน"),
        (("begin_group", "g", "ตอน"), "type", "end_group"),
    ],
)
def test_what_a_row_must_have(row: tuple[Any, ...], column: str, word: str) -> None:
    found = faults(survey(GOOD, row), STEPS)
    assert [(one.sheet, one.row, one.column) for one in found] == [("survey", 3, column)]
    assert word in found[0].told


def test_groups_within_groups() -> None:
    rows = [("begin_group", "g", "ตอน"), ("begin_group", "h", "ใน"), GOOD, ("end_group",)]
    found = faults(survey(*rows, ("end_group",)))
    assert [(one.row, "ซ้อน" in one.told) for one in found] == [(3, True)]


def test_a_group_has_no_hint() -> None:
    head = ("type", "name", "label", "hint")
    rows = survey(("begin_group", "g", "ตอน", "ช่วย"), GOOD, ("end_group",), head=head)
    assert [(one.row, one.column) for one in faults(rows)] == [(2, "hint")]


@pytest.mark.parametrize(
    ("line", "column", "word"),
    [
        (("how", 5, "อีก"), "name", "ซ้ำ"),
        (("how", "ดี มาก", "อีก"), "name", "ใช้ไม่ได้"),
        (("how", None, "อีก"), "name", "ใช้ไม่ได้"),
        (("how", 6, None), "label", "ไม่มีข้อความ"),
        ((None, 6, "อีก"), "list_name", "list_name"),
    ],
)
def test_what_a_choice_must_have(line: tuple[Any, ...], column: str, word: str) -> None:
    found = faults(survey(("select_one how", "a", "ก")), [*STEPS, line])
    assert [(one.sheet, one.row, one.column) for one in found] == [("choices", 7, column)]
    assert word in found[0].told


def test_a_list_has_not_too_many_choices() -> None:
    lines = [STEPS[0], *(("how", f"c{n}", f"ก{n}") for n in range(250))]
    found = faults(survey(("select_one how", "a", "ก")), lines)
    assert [(one.sheet, one.row, "200" in one.told) for one in found] == [("choices", 202, True)]


def test_reading_stops_where_nothing_is_right() -> None:
    rows = [("type", "name", "label"), *[("text", "a", "ก", *["ลอย"] * 40)] * 200]
    assert len(faults(rows)) < 1_200


def test_levels_need_all_five() -> None:
    head = ("type", "name", "label", *LEVELS)
    found = faults(survey(("select_one how", "a", "ก", "1", "2", None, "4", "5"), head=head), STEPS)
    assert [(one.row, "4 จาก 5" in one.told) for one in found] == [(2, True)]
    found = faults(survey(("select_one how", "a", "ก", *"12345"), head=head), STEPS[:4])
    assert [(one.column, "1 2 3 4 5" in one.told) for one in found] == [("type", True)]


def test_a_list_of_yes_and_no_has_these_two() -> None:
    choices = [STEPS[0], ("yes_no", "yes", "ใช่"), ("yes_no", "maybe", "อาจ")]
    found = faults(survey(("select_one yes_no", "a", "ก")), choices)
    assert ["yes และ no" in one.told for one in found] == [True]


def test_several_faults_are_told_together_in_order() -> None:
    head = ("type", "name", "label", "khet_weight", "relevant")
    rows = survey(
        ("geopoint", "where", "ที่ไหน"),
        ("text", "a", None, None, "${b} = 1"),
        ("text", "a", "ก", "หนัก"),
        head=head,
    )
    settings_ = [("form_title", "public_key"), ("ก" * 201, "x")]
    found = faults(rows, [STEPS[0], ("how", 1, None)], settings_)
    assert [(one.sheet, one.row) for one in found] == [
        *[("survey", 2)],
        *[("survey", 3)] * 2,
        *[("survey", 4)] * 2,
        ("choices", 2),
        *[("settings", 2)] * 2,
    ]


def test_cells_that_are_no_text() -> None:
    made = book(survey(GOOD, ("text", "b", "=A1&A2"), ("text", "c", "ค")))
    sheet = made["survey"]
    sheet["C4"] = "#REF!"
    sheet["C4"].data_type = "e"
    sheet["F3"] = "ลอย"
    found = faults_of(saved(made))
    assert [one.row for one in found if "C3" in one.told or "F3" in one.told] == [3, 3]
    assert [one.row for one in found if "C4" in one.told] == [4]


def test_headings() -> None:
    assert "ซ้ำ" in faults([("type", "name", "label", "Label"), ("text", "a", "ก", "ข")])[0].told
    both = ("type", "name", "label", "relevant", "relevance")
    assert "ซ้ำ" in faults([both, ("text", "a", "ก", None, None)])[0].told
    assert "type" in faults([("แบบสำรวจ",), ("type", "name", "label"), GOOD])[0].told


@pytest.mark.parametrize(
    ("sheets", "word"),
    [
        ({"แบบ": [("type",), ("text",)]}, "survey"),
        ({"survey": survey(GOOD), "entities": [("dataset",)]}, "entities"),
        ({"survey": survey(("note", "a", "ก"))}, "ไม่มีข้อใด"),
        ({"survey": survey(*(("text", f"q{n}", "ก") for n in range(301)))}, "300"),
        ({"survey": survey(*[GOOD] * 1001)}, "1,000"),
        ({"survey": survey(GOOD), "settings": [("khet_bands",), ("nine",)]}, "nine"),
        ({"survey": [("type", *(f"c{n}" for n in range(100)))]}, "คอลัมน์"),
        ({"survey": survey(GOOD), "settings": [("style",), ("a",), ("b",)]}, "แถวที่ 2"),
    ],
)
def test_sheets(sheets: dict[str, Any], word: str) -> None:
    told = faults(sheets.pop("survey", ()), sheets.pop("choices", ()), **sheets)
    assert any(word in one.told for one in told)


def _zipped(**parts: bytes) -> bytes:
    """A workbook with parts put in place of its own, or added."""
    made = BytesIO()
    with (
        ZipFile(BytesIO(saved(book(survey(GOOD))))) as old,
        ZipFile(made, "w", ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename not in parts:
                new.writestr(member, old.read(member))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


_DECLARED = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><sst/>'


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "XLSX"),
        (b"type,name,label\ntext,a,b\n", "XLSX"),
        (b"| survey | | |\n| | type | name |", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook".decode().encode("utf-16-le"), "XLSX"),
        (b"PK\x03\x04broken", "เสียหาย"),
        (b"x" * (LARGEST + 1), "MB"),
        (_zipped(**{"xl/vbaProject.bin": b"x"}), "มาโคร"),
        (_zipped(**{"xl/media/a.png": b"\0" * 21_000_000}), "ใหญ่เกินไป"),
        (_zipped(**{"xl/sharedStrings.xml": _DECLARED.encode()}), "DOCTYPE"),
        (_zipped(**{"xl/sharedStrings.xml": _DECLARED.encode("utf-16")}), "DOCTYPE"),
        (_zipped(**{"xl/worksheets/sheet1.xml": b"<worksheet><row>"}), "เสียหาย"),
        (_zipped(**{"xl/workbook.xml": b"<workbook/>"}), "survey"),
    ],
)
def test_files_that_are_not_opened(data: bytes, word: str) -> None:
    (found,) = faults_of(data)
    assert word in found.told


def test_a_sheet_spread_out_too_far() -> None:
    cells = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (n, n) for n in range(1, 200))
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, cells)
    (found,) = faults_of(_zipped(**{"xl/worksheets/sheet1.xml": sheet}))
    assert "กว้าง" in found.told


@settings(max_examples=60, phases=[Phase.generate], deadline=None)
@given(st.data())
def test_damaged_files_are_refused_or_read(data: st.DataObject) -> None:
    """Whatever happens to the bytes, nothing but a refusal is raised."""
    items = (Item("a", ItemKind.TEXT, "ก"), Item("b", ItemKind.YES_NO, "ข"))
    whole = bytearray(write(Content((Part("p", "ส่วน", items),)), "แบบ", "khet_1", "1"))
    for _change in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(whole), SCHEMES)
    except RefusedWorkbookError as refused:
        told = refused.faults
    else:
        told = []
    assert all(one.told for one in told)


def test_a_workbook_without_choices_and_choices_that_say_the_same_are_told() -> None:
    asked = survey(("select_one wall", "q1", "ผนัง"))
    assert any("ไม่มีแผ่น choices" in one.told for one in faults(asked))
    listed = [("list_name", "name", "label"), ("wall", "a", "ปูน"), ("wall", "b", "ปูน")]
    (found,) = faults(asked, listed)
    assert (found.sheet, found.row, found.column) == ("choices", 3, "label")
