"""Rules of the house that an import check can't see."""

import ast

import pytest

from tests.guards import is_write, pointing_upward, reaching_back, relations, writes_outside_actions


def test_no_relation_points_upward() -> None:
    assert [str(field) for field in relations() if pointing_upward(field)] == []


def test_no_relation_between_subjects_reaches_back() -> None:
    assert [str(field) for field in relations() if reaching_back(field)] == []


def test_relations_are_found() -> None:
    names = {str(field) for field in relations()}
    assert {"learning.Sitting.area", "registry.RoleHeld.unit"} <= names


def test_records_are_written_by_actions_only() -> None:
    assert writes_outside_actions() == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("unit.save()", True),
        ("Unit.objects.create(name='x')", True),
        ("Unit.objects.filter(pk=1).update(name='x')", True),
        ("Unit.objects.bulk_create(rows)", True),
        ("super().save(*args)", False),
        ("document.save(out)", False),
        ("unit.save(update_fields=['name'])", True),
        ("found.update(other)", False),
        ("seen.add(1)", False),
    ],
)
def test_writes_are_recognised(code: str, expected: bool) -> None:
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert is_write(call) is expected
