"""Each register says what its file holds, and the page of formats says the same."""

import re
from pathlib import Path

import pytest

from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.columns import plain
from khet.jobs.registers.kinds import KINDS

FORMATS = Path(__file__).resolve().parents[3] / "docs" / "formats.md"
LONG = {"enrolment"}


@pytest.mark.parametrize("key", sorted(set(REGISTERS) - LONG))
def test_the_columns_are_those_of_the_documents(key: str) -> None:
    heads = [
        f"**{column.heading}**" if column.required else column.heading
        for column in REGISTERS[key].columns
    ]
    row = f"| {REGISTERS[key].title} | `{key}` | {', '.join(heads)} |"
    assert row in FORMATS.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", REGISTERS)
def test_no_heading_names_two_columns(key: str) -> None:
    names = [
        plain(name)
        for column in REGISTERS[key].columns
        for name in {plain(text): text for text in (column.heading, *column.synonyms)}.values()
    ]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("key", REGISTERS)
def test_every_example_is_one_that_its_rule_takes(key: str) -> None:
    for column in REGISTERS[key].columns:
        assert not column.example or column.canonical(column.example)
        assert column.required <= bool(column.example)


def test_the_wide_layout_has_its_96_columns() -> None:
    columns = REGISTERS["enrolment"].columns
    assert len(columns) == 96
    assert [column.heading for column in columns[-4:]] == [
        f"รวมทั้งหมด {part}" for part in ("ชาย", "หญิง", "รวม", "ห้อง")
    ]


def test_every_kind_of_warning_has_a_title() -> None:
    folder = Path(__file__).resolve().parents[3] / "khet" / "jobs" / "registers"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r"\.doubt\([^)]*?\"([a-z-]+)\"\)", text, re.S))
    assert used == set(KINDS)
