"""``make docs``: the pages of ``docs/rules``, read from the rules and their dated tables.

One page a module of ``khet/rules``: what it says of itself, its functions with their worked
examples, and the tables it reads with their sources. Standard library only; the same sources give
the same pages on every Python.
"""

import ast
import doctest
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
RULES = TOP / "khet" / "rules"
PAGES = TOP / "docs" / "rules"
_LOADERS = ("dated_table", "tables.of", "SHIPPED.of")
_NOTICE = "<!-- Made by `make docs`: change the rule or its table in khet/rules, not this page. -->"
_INTRODUCTION = """\
How the office decides: plain functions over values, each with its source; the tests run every
worked example. What changes by year is a dated table. Tables stand as their files have them:
marks and percents in whole hundredths, years in the Buddhist era."""
_SECTION = re.compile(r"(Args|Returns|Raises):")
_ITEM = re.compile(r" {4}(\w[\w., ]*): ")

Documented = ast.Module | ast.ClassDef | ast.FunctionDef


@dataclass(frozen=True)
class Module:
    """A module of the rules: its name (``tables`` for a package), file and source."""

    name: str
    path: Path
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def lines(self, first: int, last: int) -> list[str]:
        """Lines of the source by number, both ends included."""
        return self.text.splitlines()[first - 1 : last]

    def tables(self) -> set[str]:
        """Names of the dated tables that the module asks for."""
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        asked = (c.args[0] for c in calls if ast.unparse(c.func) in _LOADERS)
        return {str(name.value) for name in asked if isinstance(name, ast.Constant)}


def pages() -> dict[str, str]:
    """Every page by file name, the index (``README.md``) included."""
    shown = {module: sorted(module.tables()) for module in _modules()}
    everywhere = {path.stem for path in (RULES / "tables").rglob("*.toml")}
    loader = next(module for module in shown if module.name == "tables")
    shown[loader] = sorted(everywhere.difference(*shown.values()))
    made = {f"{module.name}.md": _page(module, tables) for module, tables in shown.items()}
    return {"README.md": _index(shown), **made}


def _modules() -> list[Module]:
    named = {_name(path): path for path in RULES.rglob("*.py") if path != RULES / "__init__.py"}
    return [Module(name, named[name], named[name].read_text("utf-8")) for name in sorted(named)]


def _name(path: Path) -> str:
    """The name below ``khet.rules`` of the module in a file; a package has its folder's."""
    place = path.parent if path.stem == "__init__" else path.with_suffix("")
    return ".".join(place.relative_to(RULES).parts)


def _index(shown: Mapping[Module, Sequence[str]]) -> str:
    rows = [
        (f"[{m.name}]({m.name}.md)", _first_sentence(m.tree), ", ".join(f"`{t}`" for t in tables))
        for m, tables in shown.items()
    ]
    columns = ("rule", "what it answers", "dated tables")
    return _joined(_NOTICE, "# The rules", _INTRODUCTION, _table(columns, rows))


def _first_sentence(tree: ast.Module) -> str:
    return _plain(re.split(r"(?<=[.?])\s", _doc(tree))[0])


def _page(module: Module, tables: Sequence[str]) -> str:
    source = module.path.relative_to(TOP).as_posix()
    return _joined(
        _NOTICE,
        f"# {module.name}",
        f"[{source}](../../{source}) · [all rules](README.md)",
        *_prose(_doc(module.tree)),
        *_constants(module),
        *(block for node in module.tree.body for block in _entry(module, node)),
        *(block for table in tables for block in _dated(table)),
    )


def _joined(*blocks: str) -> str:
    return "\n\n".join(blocks) + "\n"


def _doc(node: Documented) -> str:
    return ast.get_docstring(node) or ""


def _constants(module: Module) -> Iterator[str]:
    """The module's public constants, as they stand in the source."""
    found = [
        line
        for node in module.tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).isupper()
        if not ast.unparse(node.targets[0]).startswith("_")
        for line in module.lines(node.lineno, node.end_lineno or node.lineno)
    ]
    if found:
        yield _code(found)


def _code(lines: Iterable[str]) -> str:
    return "\n".join(["```python", *lines, "```"])


def _entry(module: Module, node: ast.stmt) -> Iterator[str]:
    """A public class with its fields, or a public function with its signature."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
        yield f"## {node.name}"
        head = module.lines(node.lineno, node.body[0].lineno - 1)
        yield _code([*(line for line in head if line), *_fields(module, node)])
        yield from _prose(_doc(node))


def _fields(module: Module, node: ast.ClassDef | ast.FunctionDef) -> Iterator[str]:
    for part in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(part, ast.Assign | ast.AnnAssign):
            yield from module.lines(part.lineno, part.end_lineno or part.lineno)


def _prose(doc: str) -> Iterator[str]:
    """A docstring as Markdown blocks: paragraphs, lists of arguments, worked examples."""
    examples: list[str] = []
    for piece in doctest.DocTestParser().parse(doc):
        if isinstance(piece, doctest.Example):
            examples += _example(piece)
        elif piece.strip():
            yield from _paragraphs(piece)
    if examples:
        yield "Worked example:"
        yield _code(examples)


def _example(example: doctest.Example) -> list[str]:
    first, *more = example.source.splitlines()
    return [f">>> {first}", *(f"... {line}" for line in more), *example.want.splitlines()]


def _paragraphs(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        heading, _, body = block.partition("\n")
        if _SECTION.fullmatch(heading):
            yield f"**{heading.rstrip(':')}**"
            yield _items(body)
        else:
            yield _plain(block)


def _items(body: str) -> str:
    """A section of a docstring: a list item for each name, its further lines joined to it."""
    items: list[str] = []
    for line in body.splitlines():
        named = _ITEM.match(line)
        if named:
            items.append(f"- `{named[1]}`: {line[named.end() :]}")
        elif items:
            items[-1] += f" {line.strip()}"
        else:
            items.append(f"- {line.strip()}")
    return "\n".join(map(_plain, items))


def _plain(text: str) -> str:
    """Text on one line, with Markdown's own marks for code."""
    return re.sub(r"\s*\n\s*", " ", text).replace("``", "`")


def _dated(table: str) -> Iterator[str]:
    """Every edition of a dated table, the newest first."""
    yield f"## Table `{table}`"
    until = ""
    for path in sorted((RULES / "tables").rglob(f"{table}.toml"), reverse=True):
        begins = int(path.parent.name)
        content = tomllib.loads(path.read_text("utf-8"))
        content.pop("source_th")
        file = path.relative_to(TOP).as_posix()
        yield f"### Years from {begins}{until}"
        yield f"Source: {content.pop('source')}. File: [{file}](../../{file})"
        yield from _content(content)
        until = f" to {begins - 1}"


def _content(content: Mapping[str, Any]) -> Iterator[str]:
    """The parts of a table: single values first, then each group under its name."""
    groups = {key: value for key, value in content.items() if _is_group(value)}
    single = [(f"`{key}`", _cell(value)) for key, value in content.items() if key not in groups]
    if single:
        yield _table(("key", "value"), single)
    if _are_rows(list(groups.values())):
        yield _rows([{"code": code, **row} for code, row in groups.items()])
        return
    for name, group in groups.items():
        yield f"`{name}`:"
        yield from [_rows(group)] if isinstance(group, list) else _content(group)


def _is_group(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict))


def _are_rows(groups: Sequence[Any]) -> bool:
    """Whether several groups are the rows of one table: all have the same keys."""
    keys = {tuple(group) if isinstance(group, dict) else () for group in groups}
    return len(groups) > 1 and len(keys) == 1 and () not in keys


def _rows(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    return _table(columns, [[_cell(row.get(key, "")) for key in columns] for row in rows])


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.replace("|", "\\|")


def main() -> None:
    """Write every page; the page of a rule that is gone goes too."""
    made = pages()
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in PAGES.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
