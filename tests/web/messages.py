"""Every text of the program that readers see, as its catalogue must know it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template import Template, engines
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from khet.documents.report_findings import KIND_NAMES, SURE_NAMES
from khet.documents.report_reader.refused import WHY
from khet.rules.deadlines import DEADLINES
from khet.rules.evidence import evidence_kinds
from khet.rules.file_kinds import KINDS
from khet.rules.powers import POWERS
from khet.rules.services import SERVICES
from khet.rules.sittings import SUBJECTS
from khet.rules.sizes import size_labels
from khet.rules.tables import dated_table, shipped_years
from khet.rules.visitors import OTHER, PURPOSES

PACKAGE = Path(__file__).resolve().parents[2] / "khet"
TEMPLATES = PACKAGE / "web" / "templates"
ONE_LANGUAGE = {"500.html"}
_ARGUMENT = re.compile(r'_\("([^"]+)"\)')
_CALLS = {"_", "now", "gettext", "gettext_lazy"}


def used_messages() -> set[str]:
    """Texts of templates and of Python, and the terms of rules and measures."""
    return {*_of_templates(), *_of_python(), *_of_rules(), *_of_figures()}


def templates() -> list[Path]:
    """Every template of the package that speaks both languages."""
    return [p for p in sorted(TEMPLATES.rglob("*.html")) if p.name not in ONE_LANGUAGE]


def parsed(path: Path) -> Template:
    """The template as Django parses it."""
    return engines["django"].from_string(path.read_text(encoding="utf-8")).template


def _of_templates() -> Iterator[str]:
    for path in templates():
        for node in _nodes(parsed(path)):
            if isinstance(node, TranslateNode):
                yield str(node.filter_expression.var.literal)
            elif isinstance(node, BlockTranslateNode):
                yield node.render_token_list(node.singular)[0]
        yield from _ARGUMENT.findall(path.read_text(encoding="utf-8"))


def _nodes(template: Template) -> list[Node]:
    return template.nodelist.get_nodes_by_type(Node)


def _of_python() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _CALLS and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text.value


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _of_rules() -> Iterator[str]:
    colours = dated_table("colours", 2556)
    for row in (*colours["five"], *colours["four"]):
        yield from (row["th"], row["meaning_th"])
        yield row.get("meaning_rank_th", row["th"])
    for year in shipped_years("holidays"):
        yield from (row["name"] for row in dated_table("holidays", year)["holiday"])
    yield from size_labels(2556).values()
    yield from (subject.short_th for subject in SUBJECTS.values())
    yield from (rule.label for rule in DEADLINES.values())
    yield from (*WHY.values(), *KIND_NAMES.values(), *SURE_NAMES.values())
    yield from (*POWERS.values(), *PURPOSES, OTHER)
    yield from (*evidence_kinds(2557), *(kind.th for kind in KINDS.values()))
    for service in SERVICES.values():
        yield from (service.label, service.received, service.files)
        for asked in service.fields:
            yield from filter(_is_thai, (asked.label, asked.help, *asked.choices))


def _of_figures() -> Iterator[str]:
    """Thai constants of measures, traces and tables' faults: names, headings, reasons."""
    for path in (
        PACKAGE / "figures" / "traced.py",
        *sorted((PACKAGE / "figures" / "measures").glob("*.py")),
        PACKAGE / "rules" / "editions.py",
        PACKAGE / "figures" / "intake" / "kinds.py",
    ):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        pieces = {id(p) for f in ast.walk(tree) if isinstance(f, ast.JoinedStr) for p in f.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in pieces and _is_thai(node.value):
                yield node.value


def _is_thai(value: object) -> bool:
    return isinstance(value, str) and any("\u0e00" <= letter <= "\u0e7f" for letter in value)
