"""The files of this repository, as a reader of a fresh copy has them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
_WRITTEN_BY_COMMANDS = {"var", "build", "__pycache__", ".git", ".venv", ".hypothesis"}
_NOT_TEXT = {".pyc", ".mo", ".woff2", ".png", ".ico", ".parquet", ".xlsx", ".ttf"}
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def repository() -> Iterator[Path]:
    """Every text file of the repository; what commands write is left out."""
    for folder, names, files in os.walk(TOP):
        names[:] = [n for n in names if n not in _WRITTEN_BY_COMMANDS and not n.endswith("_cache")]
        yield from (Path(folder) / name for name in files if Path(name).suffix not in _NOT_TEXT)


def documents() -> list[Path]:
    """The README and every page of `docs`."""
    return [TOP / "README.md", *sorted((TOP / "docs").rglob("*.md"))]


def relative_links(document: Path) -> list[str]:
    """Where a document links to inside the repository."""
    text = document.read_text(encoding="utf-8")
    return [link for link in _LINK.findall(text) if "://" not in link]
