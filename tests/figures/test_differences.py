"""What changed from one version of a sitting to another."""

from khet.figures.differences import ADDED, CHANGED, LEFT_OUT, differences
from tests.figures.samples import SMALL, scores


def test_the_same_rows_in_another_order_differ_in_nothing() -> None:
    found = differences(scores(SMALL), scores(reversed(SMALL)))
    assert (found.pupils.num_rows, found.scores.num_rows) == (0, 0)


def test_pupils_are_added_left_out_or_changed() -> None:
    after = [
        *(row for row in SMALL if row[:2] != ("S1", "2")),
        ("S1", "3", "thai", 4000),
        ("S2", "1", "science", 1000),
    ]
    found = differences(scores(SMALL), scores(after))
    assert found.pupils.to_pylist() == [
        {"school": "S1", "pupil": "2", "change": LEFT_OUT},
        {"school": "S1", "pupil": "3", "change": ADDED},
        {"school": "S2", "pupil": "1", "change": CHANGED},
    ]
    assert found.by_school() == {"S1": {ADDED: 1, LEFT_OUT: 1}, "S2": {CHANGED: 1}}
    assert [found.count(change) for change in (ADDED, LEFT_OUT, CHANGED)] == [1, 1, 1]


def test_a_score_that_came_or_went_is_told() -> None:
    after = [("S1", "2", "mathematics", 100) if row[3] is None else row for row in SMALL]
    [row] = differences(scores(SMALL), scores(after)).scores.to_pylist()
    assert row == {
        "school": "S1",
        "pupil": "2",
        "subject": "mathematics",
        "before": "absent",
        "after": "100",
    }
