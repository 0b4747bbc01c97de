"""The draft of an instrument: its sections and items, their conditions, and what is wrong."""

import re
from decimal import Decimal

import pytest

from khet.records.office.models import InstrumentVersion
from khet.rules.expressions import parse
from khet.rules.instruments import Content, content_of, told_of
from khet.web.office.instruments.picking import ConditionForm, condition_of
from khet.web.office.instruments.words import condition_word, worked_out
from tests.web.doors.instruments import CONTENT, DRAFT
from tests.web.made_instruments import HERE, SignIn, fault_at, page_of, refused_by, sent_to, went_to


def _content(pk: int) -> Content:
    newest = InstrumentVersion.objects.filter(instrument=pk).order_by("number").last()
    assert newest
    return content_of(newest.content)


def _places(pk: int) -> dict[str, list[str]]:
    return {part.name: [i.name for i in part.items] for part in _content(pk).parts}


def test_sections_and_items_are_moved_copied_and_taken_out(sign_in: SignIn) -> None:
    maker, page = sign_in("supervisor"), f"/{DRAFT}/draft"
    for does in ("item-down clean", "item-copy plan", "part-up more", "part-copy more"):
        assert went_to(maker, page, do=does) == f"{HERE}{page}"
    places = _places(DRAFT)
    assert list(places) == ["more", "part1", "rooms"]
    assert places["rooms"] == ["plan", "q1", "clean", "why"]
    assert len(places["part1"]) == len(places["more"])
    assert "จะถูกเอาออกจากร่าง" in page_of(maker, f"{page}/items/q1/remove")
    went_to(maker, f"{page}/items/q1/remove")
    went_to(maker, f"{page}/parts/part1/remove")
    assert list(_places(DRAFT)) == ["more", "rooms"]
    assert _places(DRAFT)["rooms"] == ["plan", "clean", "why"]
    assert sent_to(maker, page, do="burn clean").status_code == 404
    for gone in ("/items/q1", "/items/q1/remove", "/parts/part1", "/parts/part1/items/add"):
        assert maker.get(f"{HERE}{page}{gone}").status_code == 404


def test_an_item_that_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    sign_in: SignIn,
) -> None:
    maker, add = sign_in("supervisor"), f"/{DRAFT}/draft/parts/rooms/items/add"
    page = refused_by(maker, add, kind="level", label="", weight="มาก", level_1="ต่ำมาก")
    assert "กรุณากรอกช่องนี้" in fault_at(page, "label")
    assert "ใส่เป็นตัวเลข" in fault_at(page, "weight")
    page = refused_by(maker, add, kind="level", label="ข้อใหม่", weight="2,5")
    assert "ทศนิยมใช้จุด" in fault_at(page, "weight")
    page = refused_by(maker, add, kind="level", label="ข้อใหม่", weight="500", level_1="ต่ำมาก")
    assert "ครบทั้ง 5 ระดับ" in fault_at(page, "level_1")
    assert "0 ถึง 300" in fault_at(page, "weight")
    for typed, told in (
        ("plan = 1", "อ่านไม่ได้ที่ตัวที่ 1"),
        ("${plan} =", "ยังไม่จบ"),
        ("${plan}", "ต้องเป็นเงื่อนไข"),
        ("${clean} > 12,5", "อ่านไม่ได้ที่ตัวที่ 14"),
        ("${ghost} = 1", "ไม่มีข้อชื่อ ghost"),
        ("${size} > 1", "อยู่หลัง"),
    ):
        page = refused_by(maker, add, kind="text", label="ข้อใหม่", relevant=typed)
        assert told in fault_at(page, "relevant")
    page = refused_by(maker, add, kind="one", label="ข้อใหม่", choices="a|ก\na|ข")
    assert "ซ้ำ" in fault_at(page, "choices")
    page = refused_by(maker, add, kind="text", label="ข้อใหม่", name="clean")
    assert "ซ้ำ" in fault_at(page, "name")
    page = refused_by(maker, add, kind="calculate", label="รวม", calculation="${plan} = 1")
    assert "ต้องเป็นการคำนวณ" in fault_at(page, "calculation")
    assert _content(DRAFT) == CONTENT


def test_another_kind_keeps_what_was_typed_and_asks_only_what_it_needs(sign_in: SignIn) -> None:
    maker, change = sign_in("supervisor"), f"/{DRAFT}/draft/items/clean"
    typed = {"label": "ห้องสะอาดเพียงใด", "kind": "one", "do": "kind", "level_5": "สะอาดมาก"}
    page = sent_to(maker, change, **typed).content.decode()
    assert "ยังทำรายการไม่ได้" not in page
    assert "ตัวเลือก บรรทัดละหนึ่งตัว" in page
    assert re.search(r'type="hidden" name="level_5" value="สะอาดมาก"', page)
    assert _content(DRAFT) == CONTENT
    went_to(maker, change, **{**typed, "do": "save", "choices": "มาก\nb|น้อย\nปานกลาง"})
    (kept,) = (item for item in _content(DRAFT).items if item.name == "clean")
    assert [(one.name, one.label) for one in kept.choices] == [
        *(("c1", "มาก"), ("b", "น้อย"), ("c2", "ปานกลาง")),
    ]
    assert (kept.levels, kept.weight) == ((), 0)


@pytest.mark.parametrize(
    ("item", "does", "value", "expected"),
    [
        ("plan", "=", "ใช่", "${plan} = 'yes'"),
        ("clean", "<", "๓", "${clean} < 3"),
        ("rooms_n", "<=", "1,200", "${rooms_n} <= 1200"),
        ("rooms_n", "<=", "12,5", "${rooms_n} <= 12,5"),
        ("why", "!=", "ไม่มี 'เลย'", "${why} != 'ไม่มี เลย'"),
        ("", "=", "3", ""),
        ("plan", "=", "", ""),
    ],
)
def test_a_condition_is_put_together_from_lists(
    sign_in: SignIn, item: str, does: str, value: str, expected: str
) -> None:
    chosen = {"if_item": item, "if_does": does, "if_value": value, "do": "when"}
    add = f"/{DRAFT}/draft/parts/more/items/add"
    page = sent_to(sign_in("supervisor"), add, kind="text", label="ใหม่", **chosen).content.decode()
    found = re.search(r'name="relevant"(?: value="([^"]*)")?', page)
    assert found
    assert (found[1] or "").replace("&#x27;", "'").replace("&lt;", "<") == expected
    assert _content(DRAFT) == CONTENT


def test_conditions_are_joined_and_several_choices_are_looked_for() -> None:
    where = next(item for item in CONTENT.items if item.name == "where")
    assert condition_of(where, "!=", "หลังคา") == "not(selected(${where}, 'roof'))"
    form = ConditionForm(CONTENT.items, {})
    chosen = {"if_item": "where", "if_does": "=", "if_value": "พื้น"}
    either = form.joined_to("${clean} < 3 or ${plan} = 'no'", chosen)
    assert either == "(${clean} < 3 or ${plan} = 'no') and selected(${where}, 'floor')"
    assert form.joined_to("${clean} < 3", chosen).startswith("${clean} < 3 and selected(")
    close = form.joined_to("${clean} < 3 or(${plan} = 'no')", chosen)
    assert close.startswith("(${clean} < 3 or(${plan} = 'no')) and ")
    items = {item.name: item for item in CONTENT.items}
    assert worked_out(Decimal("4E+1")) == "40"
    assert worked_out(Decimal(2) / 3) == "0.6667"
    said = condition_word(parse(either), items)
    assert said.startswith("(“ห้องเรียนสะอาด” น้อยกว่า 3 หรือ “มีแผน” เป็น ไม่ใช่) และ ")


def test_a_name_that_changes_is_followed_by_the_conditions(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    went_to(maker, f"/{DRAFT}/draft/items/plan", kind="yes-no", label="มีแผน", name="has_plan")
    (why,) = (item for item in _content(DRAFT).items if item.name == "why")
    assert why.relevant == "${has_plan} = 'no'"


def test_what_a_kind_hardly_ever_needs_is_asked_where_it_has_it(sign_in: SignIn) -> None:
    maker, change = sign_in("supervisor"), f"/{DRAFT}/draft/items/clean"
    assert re.search(r'<input type="hidden" name="constraint"', page_of(maker, change))
    assert "คำตอบต้องเป็นไปตาม" not in page_of(maker, change)
    told = told_of(_content(DRAFT))
    told["parts"][0]["items"][0]["constraint"] = ". > 1"
    InstrumentVersion.objects.filter(instrument=DRAFT).update(content=told)
    assert "คำตอบต้องเป็นไปตาม" in page_of(maker, change)
    went_to(maker, change, kind="level", label="สะอาด", constraint=". > 2", hint="ดู\r\nถาม")
    kept = next(item for item in _content(DRAFT).items if item.name == "clean")
    assert (kept.constraint, kept.hint) == (". > 2", "ดู\nถาม")


def test_an_item_that_another_changed_meanwhile_is_not_undone(sign_in: SignIn) -> None:
    first, second, change = sign_in("supervisor"), sign_in("director"), f"/{DRAFT}/draft/items/plan"
    base = re.search(r'name="base" value="(\w+)"', page_of(first, change))
    assert base
    went_to(second, change, kind="yes-no", label="มีแผนปีนี้", base=base[1])
    page = refused_by(first, change, kind="yes-no", label="มีแผนพัฒนา", base=base[1])
    assert "มีผู้แก้ร่างนี้ระหว่างที่เปิดหน้านี้อยู่" in page
    looked = sent_to(first, change, kind="one", label="มีแผน", base=base[1], do="kind")
    assert f'name="base" value="{base[1]}"' in looked.content.decode()
    assert "มีแผนปีนี้" in [item.label for item in _content(DRAFT).items]


def test_a_move_is_shown_at_once_where_the_page_asks_for_a_part(sign_in: SignIn) -> None:
    page = sign_in("supervisor").post(
        f"{HERE}/{DRAFT}/draft", {"do": "item-down clean"}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 200
    assert _places(DRAFT)["rooms"] == ["plan", "clean", "why"]
    text = page.content.decode()
    assert text.index('id="plan"') < text.index('id="clean"')
    # The button keeps its id, so that the page gives it the focus back.
    assert re.search('id="down-clean"[^>]*value="item-down clean"', text)


def test_only_what_can_move_has_its_button(sign_in: SignIn) -> None:
    page, items = page_of(sign_in("supervisor"), f"/{DRAFT}/draft"), list(CONTENT.items)
    ups, downs = (set(re.findall(f'value="item-{way} ([^"]*)"', page)) for way in ("up", "down"))
    assert ups == {item.name for item in items[1:]}
    assert downs == {item.name for item in items[:-1]}


def test_what_keeps_a_draft_from_release_is_linked(sign_in: SignIn) -> None:
    maker = sign_in("supervisor")
    went_to(maker, f"/{DRAFT}/draft/items/plan/remove")
    notice = page_of(maker, f"/{DRAFT}/draft").split('class="notice">')[1].split("</div>")[0]
    assert '<a href="#why"' in notice
