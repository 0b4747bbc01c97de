"""Instruments: what is asked, what is refused, what is scored, and what may not be released."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khet.rules.instrument_changes import (
    copied_item,
    copied_part,
    moved_item,
    moved_part,
    without_item,
    without_part,
)
from khet.rules.instrument_checks import expression_flaw, flaws
from khet.rules.instrument_scores import (
    Fault,
    asked,
    band_of,
    bands,
    calculated,
    checked,
    kept,
    schemes,
    score,
)
from khet.rules.instruments import (
    Answers,
    Choice,
    Content,
    Item,
    ItemKind,
    Part,
    content_of,
    told_of,
)
from khet.rules.ready_instruments import ready_instrument, ready_instruments

TODAY = date(2026, 11, 30)


def content(*items: Item, relevant: str = "") -> Content:
    return Content((Part("all", "ทั่วไป", items, relevant),))


def an_item(kind: str, name: str = "it", **more: Any) -> Item:
    return Item(name, ItemKind(kind), "ข้อ", **more)


CHOICES = (Choice("a", "ก"), Choice("b", "ข"))


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        *(("level", n, "level") for n in (0, 6, -1)),
        *(("level", value, "type") for value in ("3", True, 2.5, [3])),
        *(("yes-no", value, "type") for value in ("yes", 1, "")),
        *(("integer", value, "type") for value in ("1", True, 10**15)),
        *(("decimal", value, "type") for value in (1, "1.", ".5", "1,000", "NaN", "1e5")),
        *(("text", value, "type") for value in (1, "x" * 10_001, "a\0b")),
        *(("date", value, "type") for value in ("30/11/2026", "2026-02-30", "20261130")),
        ("date", "2027-12-02", "far"),
        *(("one", value, code) for value, code in (("c", "choice"), (["a"], "type"))),
        *(
            ("many", v, code)
            for v, code in ((["c"], "choice"), ("a", "type"), (["a", "a"], "type"))
        ),
        *(("photo", value, "type") for value in ("x", [1], [str(n) for n in range(21)])),
    ],
)
def test_what_an_item_cannot_have_is_a_fault(kind: str, value: object, code: str) -> None:
    asked_for = content(an_item(kind, choices=CHOICES, required=value == ""))
    expected = "required" if value == "" else code
    assert checked(asked_for, Answers({"it": value}), TODAY) == [Fault("it", expected)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *(("level", n) for n in (1, 5)),
        *(("yes-no", value) for value in (True, False)),
        *(("integer", n) for n in (0, -3)),
        *(("decimal", text) for text in ("12.50", "-0.5", "7")),
        *(("text", "ดี"), ("date", "2026-11-30"), ("date", "2027-12-01")),
        *(("one", "a"), ("many", ["b", "a"]), ("file", ["12"])),
    ],
)
def test_what_an_item_can_have_is_none(kind: str, value: object) -> None:
    assert checked(content(an_item(kind, choices=CHOICES)), Answers({"it": value}), TODAY) == []


def test_required_skipped_and_unknown_are_told_item_by_item() -> None:
    asked_for = content(
        an_item("text", "why", required=True),
        an_item("level", "rooms", may_skip=True, required=True),
        an_item("level", "yard"),
        an_item("integer", "pupils", constraint=". >= 0 and . < 5000"),
    )
    answers = Answers({"pupils": -1, "ghost": 1}, frozenset({"rooms", "yard"}))
    assert checked(asked_for, answers, TODAY) == [
        Fault("why", "required"),
        Fault("yard", "skip"),
        Fault("pupils", "constraint"),
        Fault("ghost", "unknown"),
    ]


def test_what_is_not_asked_is_neither_a_fault_nor_kept_nor_known_to_what_follows() -> None:
    asked_for = Content(
        (
            Part("one", "หนึ่ง", (an_item("yes-no", "has"),)),
            Part("two", "สอง", (an_item("integer", "n", required=True),), "${has} = 'yes'"),
            Part("three", "สาม", (an_item("text", "why", relevant="${n} < 3"),)),
        )
    )
    none = Answers({"has": False, "n": 2, "why": "x"})
    assert [item.name for item in asked(asked_for, none)] == ["has"]
    assert checked(asked_for, none, TODAY) == []
    assert kept(asked_for, none) == Answers({"has": False})
    some = Answers({"has": True, "n": 2, "why": ""})
    assert [item.name for item in asked(asked_for, some)] == ["has", "n", "why"]
    assert kept(asked_for, some) == Answers({"has": True, "n": 2})


def test_skipping_takes_the_answer_away_and_what_is_calculated_is_not_kept() -> None:
    asked_for = content(
        an_item("integer", "n", may_skip=True),
        an_item("note", "read"),
        an_item("calculate", "twice", calculation="${n} * 2"),
        an_item("calculate", "more", calculation="${twice} + 1"),
    )
    assert calculated(asked_for, Answers({"n": 4})) == {"twice": 8, "more": 9}
    skipped = Answers({"n": 4, "twice": 8}, frozenset({"n"}))
    assert calculated(asked_for, skipped) == {"twice": None, "more": None}
    assert kept(asked_for, skipped) == Answers({}, frozenset({"n"}))


weights = st.sampled_from(["0", "0.5", "1", "2", "10"]).map(Decimal)
items = st.lists(
    st.tuples(
        st.sampled_from(["level", "yes-no"]),
        weights,
        st.sampled_from(["answered", "skipped", "hidden", "open"]),
        st.integers(1, 5),
    ),
    max_size=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items)
def test_a_score_is_what_the_answered_items_count(
    told: list[tuple[str, Decimal, str, int]],
) -> None:
    asked_for = content(
        *(
            an_item(
                kind,
                f"i{n}",
                weight=weight,
                may_skip=True,
                relevant="1 = 2" if state == "hidden" else "",
            )
            for n, (kind, weight, state, _) in enumerate(told)
        )
    )
    values = {
        f"i{n}": level if kind == "level" else level > 3
        for n, (kind, _, state, level) in enumerate(told)
        if state != "open"
    }
    skipped = frozenset(f"i{n}" for n, one in enumerate(told) if one[2] == "skipped")
    found = score(asked_for, Answers(values, skipped))
    counting = [one for one in told if one[1] and one[2] in ("answered", "open")]
    if not counting or any(state == "open" for _, _, state, _ in counting):
        assert found is None
        return
    got = sum(w * (n if kind == "level" else 5 * (n > 3)) for kind, w, _, n in counting) / 5
    assert found == (got, sum(weight for _, weight, _, _ in counting))


@pytest.mark.parametrize(
    ("got", "level"),
    [
        ("0", 1),
        ("49.99", 1),
        ("50", 2),
        ("59.9999", 2),
        ("60", 3),
        ("75", 4),
        ("90", 5),
        ("100", 5),
    ],
)
def test_levels_follow_the_dated_table(got: str, level: int) -> None:
    assert band_of(Decimal(got), Decimal(100), "five", TODAY).level == level


def test_a_scheme_that_is_not_there_is_refused() -> None:
    assert set(schemes(TODAY)) >= {"five"}
    with pytest.raises(LookupError):
        band_of(Decimal(1), Decimal(1), "nine", TODAY)
    assert bands("nine", TODAY) == ()


@pytest.mark.parametrize(
    ("items", "flaw"),
    [
        ([an_item("note")], ("", "items", "empty")),
        ([an_item("text", "x y")], ("x y", "name", "name")),
        ([an_item("text", "all")], ("all", "name", "twice")),
        ([an_item("text"), an_item("text")], ("it", "name", "twice")),
        ([Item("it", ItemKind.TEXT, " ")], ("it", "label", "empty")),
        ([an_item("level", levels=("ก", "ข"))], ("it", "levels", "levels")),
        ([an_item("text", weight=Decimal(1))], ("it", "weight", "weight")),
        ([an_item("level", weight=Decimal("0.0001"))], ("it", "weight", "weight")),
        ([an_item("level", weight=Decimal(301))], ("it", "weight", "weight")),
        ([an_item("level", weight=Decimal("NaN"))], ("it", "weight", "weight")),
        ([an_item("level", weight=Decimal("1e99"))], ("it", "weight", "weight")),
        ([an_item("text", hint="ก" * 501)], ("it", "hint", "long")),
        ([an_item("level", levels=("ก", "ข", "ค", "ง", "จ" * 501))], ("it", "levels", "long")),
        ([an_item("level", levels=("ก", "ข", "ค", "ง", "${a}"))], ("it", "levels", "mark")),
        (
            [an_item("one", choices=tuple(Choice(f"c{n}", "ก") for n in range(201)))],
            ("it", "choices", "many"),
        ),
        ([an_item("one")], ("it", "choices", "empty")),
        ([an_item("one", choices=(Choice("a b", "ก"),))], ("it", "choices", "name")),
        ([an_item("one", choices=(*CHOICES, *CHOICES))], ("it", "choices", "twice")),
        (
            [an_item("one", choices=(Choice("a", "ก"), Choice("b", "ก")))],
            ("it", "choices", "same"),
        ),
        ([an_item("text", relevant="${ghost} = 1")], ("it", "relevant", "unknown")),
        ([an_item("text", relevant="${it} = 1")], ("it", "relevant", "later")),
        ([an_item("text", relevant="${it}")], ("it", "relevant", "condition")),
        ([an_item("text", constraint="it > 3")], ("it", "constraint", "unread-character")),
        ([an_item("calculate")], ("it", "calculation", "empty")),
        ([an_item("calculate", calculation="1 = 1")], ("it", "calculation", "value")),
    ],
)
def test_what_is_flawed_is_told_at_its_item(items: list[Item], flaw: tuple[str, str, str]) -> None:
    assert flaw in [found[:3] for found in flaws(content(*items), ["five"])]


def test_sections_are_looked_at_too_and_a_good_instrument_has_no_flaw() -> None:
    good = content(
        an_item("level", levels=("1", "2", "3", "4", "5"), weight=Decimal("2.5")),
        an_item("text", "why", relevant="${it} < 3", constraint=". != '-'"),
    )
    assert flaws(good, ["five"]) == []
    bad = Content((Part("all", "", good.parts[0].items, "${it} = 1"),), "nine")
    assert [found.code for found in flaws(bad, ["five"])] == ["scheme", "empty", "later"]
    assert expression_flaw("1 = 1", condition=True) is None
    assert expression_flaw("", condition=True) is None


def test_what_grows_beyond_every_number_is_not_known() -> None:
    first = Item("c0", ItemKind.CALCULATE, "", calculation="1000000 * 1000000")
    more = [
        Item(f"c{n}", ItemKind.CALCULATE, "", calculation=f"${{c{n - 1}}} * ${{c{n - 1}}}")
        for n in range(1, 40)
    ]
    found = calculated(content(first, *more), Answers())
    assert found["c1"] == Decimal(10) ** 24
    assert found["c39"] is None


def test_a_copied_section_stands_on_its_own() -> None:
    first = Part(
        "one",
        "หนึ่ง",
        (an_item("yes-no", "q1"), an_item("text", "q2", relevant="${q1} = 'yes' and ${q2} != ''")),
    )
    copied = copied_part(Content((first, Part("two", "สอง", ()))), "one")
    assert [part.name for part in copied.parts] == ["one", "part1", "two"]
    assert copied.parts[0] == first
    assert [item.name for item in copied.parts[1].items] == ["q3", "q4"]
    assert copied.parts[1].items[1].relevant == "${q3} = 'yes' and ${q4} != ''"


def test_items_and_sections_are_moved_copied_and_taken_away() -> None:
    a, b = an_item("text", "a"), an_item("text", "b")
    both = Content((Part("p", "ก", (a,)), Part("q", "ข", (b,))))
    assert _places(moved_item(both, "b", -1)) == [["a", "b"], []]
    assert _places(moved_item(both, "a", 1)) == [[], ["a", "b"]]
    for name, step in (("a", -1), ("b", 1), ("ghost", 1)):
        assert moved_item(both, name, step) == both
    assert _places(copied_item(both, "a")) == [["a", "q1"], ["b"]]
    assert _places(without_item(both, "a")) == [[], ["b"]]
    assert _places(moved_part(both, "q", -1)) == [["b"], ["a"]]
    assert moved_part(both, "p", -1) == moved_part(both, "ghost", 1) == both
    assert _places(without_part(both, "p")) == [["b"]]
    assert copied_part(both, "ghost") == both


def _places(of: Content) -> list[list[str]]:
    return [[item.name for item in part.items] for part in of.parts]


@pytest.mark.parametrize("code", [ready.code for ready in ready_instruments()])
def test_every_ready_instrument_can_be_used_as_it_is(code: str) -> None:
    ready = ready_instrument(code)
    assert flaws(ready.content, schemes(TODAY)) == []
    assert content_of(told_of(ready.content)) == ready.content
    assert ready.title
    assert "Khet" in ready.source
    levels = [item for item in ready.content.items if item.kind == ItemKind.LEVEL]
    assert all(len(set(item.levels)) == 5 for item in levels)


def test_the_works_that_the_office_knows_are_ready() -> None:
    sizes = {ready.code: ready.size for ready in ready_instruments()}
    assert set(sizes) == {
        *("four-works", "eight-checks", "readiness", "three-month-policy", "how-to-survey"),
    }
    checks = ready_instrument("eight-checks").content
    assert len([item for item in checks.items if item.kind == ItemKind.LEVEL]) == 8
    assert [part.name for part in ready_instrument("four-works").content.parts][:4] == [
        *("academic", "budget", "personnel", "general"),
    ]
    with pytest.raises(LookupError):
        ready_instrument("nothing")
