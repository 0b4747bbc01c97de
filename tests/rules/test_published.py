"""What was told of a sitting goes together, or each wrong part is named."""

from itertools import product

from khet.rules.published import COLOUR, LIMIT, PERCENT, WHATS, Told, told_faults

ASKED = ("thai", "science")


def test_of_all_that_could_be_told_only_what_goes_together_is_free_of_faults() -> None:
    parts = product(WHATS, ("thai", "ALL", "arts"), ("", "S1"), ("", "1.00"), ("", "red"))
    good = [told for told in (Told(*t) for t in parts) if not told_faults(told, ASKED)]
    for told in good:
        assert (told.school != "") == (told.what == PERCENT)
        assert (told.colour != "") == (told.what == COLOUR) == (told.value == "")
    subjects = [(told.what, told.subject) for told in good]
    expected = [(what, "thai") for what in WHATS]
    expected += [(what, "ALL") for what in WHATS if what != LIMIT]
    assert sorted(subjects) == sorted(expected)


def test_each_wrong_part_is_named() -> None:
    told = Told(LIMIT, "arts", "S1", "", "red")
    assert told_faults(told, ASKED) == {
        "subject": "not-asked",
        "school": "school-not-wanted",
        "value": "value-needed",
        "colour": "colour-not-wanted",
    }
