"""Rules of the house that an import check can't see. Each finds its offenders by name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db.models import Field

PACKAGE = Path(__file__).resolve().parents[1] / "khet"
ORDER = {
    "registry": 0,
    "office": 1,
    "planning": 2,
    **dict.fromkeys(("learning", "people", "care", "community", "integrity"), 3),
    "reports": 4,
}
WRITES = {
    *("save", "create", "update", "delete", "get_or_create", "update_or_create", "add", "set"),
    *("bulk_create", "bulk_update", "acreate", "asave", "aupdate", "adelete"),
}
_OF_RECORDS_ONLY = WRITES - {"update", "add", "set", "create"}


def relations() -> list[Field]:
    """Every relation of our own models to another model."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("khet.")]
    fields = (field for model in ours for field in model._meta.get_fields(include_hidden=False))
    return [field for field in fields if field.is_relation and field.concrete]


def pointing_upward(field: Field) -> bool:
    """Whether a relation leads to a subject that stands above its own, or beside it."""
    here, there = field.model._meta.app_label, field.related_model._meta.app_label
    if there not in ORDER or here == there:
        return False
    return ORDER[there] >= ORDER[here]


def reaching_back(field: Field) -> bool:
    """Whether a relation to another subject of ours gives that subject's rows a way back."""
    here, there = field.model._meta.app_label, field.related_model._meta.app_label
    return there in ORDER and here != there and not field.remote_field.hidden


def writes_outside_actions() -> list[str]:
    """Places outside actions that write through models: ``file:line``.

    Rules and figures know no Django (a contract of its own), so they are not looked through.
    """
    return [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for room in ("records", "documents", "jobs", "web", "config")
        for path in sorted((PACKAGE / room).rglob("*.py"))
        if not {"actions", "migrations"} & {*path.parts, path.stem}
        for call in _calls(ast.parse(path.read_text(encoding="utf-8")))
        if is_write(call)
    ]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def is_write(call: ast.Call) -> bool:
    """Whether a call looks like a write of records.

    Other things than records have ``update``, ``add``, ``set`` and ``create`` too, so these count
    only on a manager or a query; ``super().save`` is a model's own, and a record is saved without
    a place, a document to one.
    """
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    of = ast.unparse(call.func.value)
    if of == "super()" or (call.func.attr == "save" and call.args):
        return False
    return call.func.attr in _OF_RECORDS_ONLY or "objects" in of or ".filter(" in of
