"""The pages of the rules are those that `make docs` makes, and every worked example holds."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import runpy
from types import ModuleType

import pytest

import khet.rules
from tests.docs.files import TOP

FOLDER = TOP / "docs" / "rules"
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(khet.rules.__path__, "khet.rules.")
]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Every page by file name, as `make docs` would write it now."""
    return runpy.run_path(str(TOP / "setup" / "rules_pages.py"))["pages"]()


def test_the_pages_are_up_to_date(made: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    stale = [name for name in made.keys() | kept if made.get(name) != kept.get(name)]
    assert not stale, "make docs"


def test_every_rule_has_its_page(made: dict[str, str]) -> None:
    names = {module.__name__.removeprefix("khet.rules.") for module in MODULES}
    assert made.keys() == {"README.md", *(f"{name}.md" for name in names)}


def test_every_dated_table_is_shown_with_its_source(made: dict[str, str]) -> None:
    text = "".join(made.values())
    for path in (TOP / "khet" / "rules" / "tables").rglob("*.toml"):
        assert f"File: [{path.relative_to(TOP).as_posix()}]" in text


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_is_public_says_what_it_does(module: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(module))
    named = (ast.FunctionDef, ast.ClassDef)
    public = [n for n in ast.walk(tree) if isinstance(n, named) and not n.name.startswith("_")]
    assert ast.get_docstring(tree)
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_worked_examples_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_there_are_worked_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [test for module in MODULES for test in finder.find(module) if test.examples]
    assert len(examples) > 10
