"""Workbooks as offices bring them are taken as they are meant, and what is left out is told."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from khet.documents.xlsform.reading import read
from khet.rules.instruments import Choice, ItemKind
from tests.documents.xlsform_books import SCHEMES, book, saved, survey, taken

K = ItemKind
LEVELS = [f"khet_level_{level}" for level in range(1, 6)]
RUBRIC = ["ไม่มี", "น้อย", "พอใช้", "ดี", "ดีมาก"]
STEPS = [("list_name", "name", "label"), *(("how", n, text) for n, text in enumerate(RUBRIC, 1))]
YES_NO = [("list_name", "name", "label"), ("yes_no", "yes", "ใช่"), ("yes_no", "no", "ไม่ใช่")]


def test_every_kind_is_read() -> None:
    rows = survey(
        ("begin_group", "rooms", "ห้องเรียน"),
        ("integer", "n", "กี่ห้อง"),
        ("decimal", "area", "กี่ตารางเมตร"),
        ("text", "why", "เพราะเหตุใด"),
        ("date", "day", "วันที่"),
        ("note", "thanks", "ขอบคุณ"),
        ("select_one yes_no", "clean", "สะอาด"),
        ("select_one how", "how", "เพียงใด"),
        ("select_multiple how", "all", "อย่างไรบ้าง"),
        ("image", "photo", "ภาพ"),
        ("file", "paper", "เอกสาร"),
        ("end_group", None, None),
    )
    choices = [*STEPS, *YES_NO[1:]]
    found = taken(rows, choices, [("form_title", "form_id"), ("แบบห้องเรียน", "rooms")])
    assert found.title == "แบบห้องเรียน"
    (part,) = found.content.parts
    assert (part.name, part.title) == ("rooms", "ห้องเรียน")
    kinds = [K.INTEGER, K.DECIMAL, K.TEXT, K.DATE, K.NOTE, K.YES_NO, K.ONE, K.MANY, K.PHOTO, K.FILE]
    assert [item.kind for item in part.items] == kinds
    assert part.items[6].choices == tuple(Choice(str(n), t) for n, t in enumerate(RUBRIC, 1))
    assert [one.told for one in found.notices] == ["ไม่นำเข้าจากแผ่น settings: form_id"]


def test_levels_with_their_texts_weight_and_skipping() -> None:
    head = ("type", "name", "label", "khet_weight", "khet_na", *LEVELS)
    row = ("select_one how", "how", "เพียงใด", 2.5, True, *RUBRIC)
    (item,) = taken(survey(row, head=head), STEPS).content.items
    assert (item.kind, item.levels) == (K.LEVEL, tuple(RUBRIC))
    assert (item.weight, item.may_skip, item.choices) == (Decimal("2.5"), True, ())


def test_a_level_without_texts_uses_the_list_of_that_name() -> None:
    steps = [STEPS[0], *(("khet_level", n, f"ระดับ {n}") for n in range(1, 6))]
    found = taken(survey(("select_one khet_level", "how", "เพียงใด")), steps)
    (item,) = found.content.items
    assert (item.kind, item.levels) == (K.LEVEL, ())
    assert [one.sheet for one in found.notices] == ["survey"]


def test_texts_of_levels_that_differ_from_the_choices_are_told() -> None:
    head = ("type", "name", "label", *LEVELS)
    row = ("select_one how", "how", "เพียงใด", *RUBRIC[:4], "ดีเยี่ยม")
    found = taken(survey(row, head=head), STEPS)
    assert next(iter(found.content.items)).levels[4] == "ดีเยี่ยม"
    assert any("khet_level_1" in one.told and one.row == 2 for one in found.notices)


def test_typed_by_excel_and_by_hand() -> None:
    """Columns in any order and case, TRUE and numbers as Excel types them, spaces, blank rows."""
    rows = [
        (" Khet_Weight ", "LABEL::Thai (th)", "Required", " name ", "Type"),
        ("๒", "  สะอาด ", True, " clean ", " Select_One  yes_no "),
        (None, None, None, None, None),
        (None, "กี่คน", False, "n", "Integer"),
        *[(None, None, " ", None, None)] * 80,
        (None, "หมายเหตุ", "ใช่", "why", "text"),
        *[(None,) * 5] * 5,
    ]
    made = book(rows, [*YES_NO, ("size", 1, "เล็ก"), ("size", 2.0, "ใหญ่")])
    made["survey"].merge_cells("A90:C92")
    found = read(saved(made), SCHEMES)
    clean, n, why = found.content.items
    assert (clean.name, clean.kind, clean.label) == ("clean", K.YES_NO, "สะอาด")
    assert (clean.required, clean.weight, n.required, why.required) == (True, 2, False, True)
    assert (n.name, why.name) == ("n", "why")
    assert any("size" in one.told and one.sheet == "choices" for one in found.notices)


def test_numbers_as_names_of_choices() -> None:
    choices = [("list name", "name", "label"), ("size", 1, "เล็ก"), ("size", 2.0, 20)]
    (item,) = taken(survey(("select_one size", "size", "ขนาด")), choices).content.items
    assert item.choices == (Choice("1", "เล็ก"), Choice("2", "20"))


def test_thai_is_taken_of_several_languages() -> None:
    head = ("type", "name", "label::English (en)", "label::Thai (th)", "label", "hint::ไทย")
    one, other = ("text", "a", "A", "ก", "x", "ช่วย"), ("text", "b", "B", None, "ข", None)
    rows = survey(one, other, head=head)
    found = taken(rows)
    assert [(i.label, i.hint) for i in found.content.items] == [("ก", "ช่วย"), ("ข", "")]
    told = [(one.row, one.column) for one in found.notices if one.column != "type"]
    assert told == [(1, "label::English (en)"), (1, "label"), (3, "label")]


def test_the_language_of_the_form_is_taken_where_there_is_no_thai_and_told() -> None:
    rows = survey(("text", "a", "A"), head=("type", "name", "label::English (en)"))
    found = taken(rows, [], [("default_language",), ("English (en)",)])
    assert [i.label for i in found.content.items] == ["A"]
    assert any(one.column == "label::English (en)" for one in found.notices)


def test_items_outside_groups_are_sections_of_their_own() -> None:
    rows = survey(
        ("text", "a", "ก"),
        ("begin group", "general_1", "ตอน"),
        ("text", "b", "ข"),
        ("end group", "general_1", None),
        ("text", "c", "ค"),
        ("text", "d", "ง"),
    )
    found = taken(rows)
    told = [(part.name, part.title, len(part.items)) for part in found.content.parts]
    assert told == [("general_2", "ทั่วไป", 1), ("general_1", "ตอน", 1), ("general_3", "ทั่วไป", 2)]
    assert [one.row for one in found.notices] == [2, 6]


def test_what_only_changes_the_look_is_left_out_and_told() -> None:
    head = ("type", "name", "label", "appearance", "required_message")
    rows = survey(("text", "a", "ก", "multiline w4", "ต้องตอบ"), ("start", "s", None), head=head)
    found = taken(rows, [], [], notes=[("จดไว้",)])
    assert [(one.sheet, one.row, one.column) for one in found.notices] == [
        ("", 0, ""),
        ("survey", 2, "required_message"),
        ("survey", 2, "type"),
        ("survey", 2, "appearance"),
        ("survey", 3, "type"),
    ]


def test_expressions_with_the_quotes_that_excel_makes() -> None:
    head = ("type", "name", "label", "relevant", "constraint", "constraint_message")
    rows = survey(
        ("text", "a", "ก"),
        ("integer", "b", "ข", "${a} = ‘x’", ". > 0", "มากกว่า 0"),
        head=head,
    )
    item = list(taken(rows).content.items)[1]
    assert (item.relevant, item.constraint, item.message) == ("${a} = 'x'", ". > 0", "มากกว่า 0")


def test_old_names_of_columns() -> None:
    head = ("type", "name", "caption", "relevance", "Constraint Message", "constraint")
    rows = survey(("int", "a", "ก"), ("text", "b", "ข", "${a} > 1", "ไม่ได้", ". != ''"), head=head)
    item = list(taken(rows).content.items)[1]
    assert (item.label, item.relevant, item.message) == ("ข", "${a} > 1", "ไม่ได้")


@pytest.mark.parametrize("told", ["yes", "Yes", "TRUE", "true()", "ใช่"])
def test_words_for_yes(told: str) -> None:
    rows = survey(("text", "a", "ก", told), head=("type", "name", "label", "required"))
    assert next(iter(taken(rows).content.items)).required


def test_a_workbook_says_of_its_size_what_it_wants() -> None:
    """The dimension that is written in a sheet is not believed: all its rows are read."""
    data = saved(book(survey(("text", "a", "ก"), ("text", "b", "ข"))))
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for member in old.infolist():
            part = old.read(member)
            new.writestr(member, part.replace(b'ref="A1:C3"', b'ref="A1:A1"'))
    assert made.getvalue() != data
    assert len(list(read(made.getvalue(), SCHEMES).content.items)) == 2
