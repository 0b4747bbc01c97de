"""Codes of the curriculum: how they may be written, and what lies within what."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.standards import directly_within, level_of, standard_code, ways_up

LETTERS = st.sampled_from("ทควสพศงต")
NUMBERS = st.integers(1, 12)
STRANDS = st.builds("{} {}".format, LETTERS, NUMBERS)
STANDARDS = st.builds("{}.{}".format, STRANDS, NUMBERS)
INDICATORS = st.builds(
    "{} {}/{}".format, STANDARDS, st.sampled_from(["ป.6", "ม.3", "ม.4-6"]), NUMBERS
)
CODES = st.one_of(STRANDS, STANDARDS, INDICATORS)


@pytest.mark.parametrize(
    "text",
    ["ค", "1.1", "ค 1.", "ค 1.1 ป.6", "ค 1.1 6/1", "x 1.1", "ค 1.1.1", "สาระที่ 1", "ค 123"],
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        standard_code(text)


@given(CODES)
def test_a_code_stays_as_it_is_however_its_spaces_stand(code: str) -> None:
    assert standard_code(code) == code
    assert standard_code(code.replace(" ", "")) == code
    assert standard_code(f"  {code.replace(' ', '  ')} ") == code


@given(st.sets(CODES, max_size=20))
def test_every_code_is_found_once_on_the_way_down(codes: set[str]) -> None:
    listed = sorted(codes)
    found = [code for above in ("", *listed) for code in directly_within(listed, above)]
    assert sorted(found) == listed
    for code in listed:
        assert all(code.startswith(above) for above in ways_up(code))
        assert level_of(code) not in map(level_of, ways_up(code))


def test_a_standard_does_not_lie_in_a_strand_that_only_begins_alike() -> None:
    assert directly_within(["ค 1", "ค 11.1"], "ค 1") == []
    assert directly_within(["ค 1.1", "ค 1.11", "ค 1.11 ป.6/1"], "ค 1.1") == []
