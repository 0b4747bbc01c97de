"""What README and docs say is so: links, words, commands, and the example in the README."""

import re
from functools import cache
from pathlib import Path

import pytest

from khet.jobs.cli import main
from khet.jobs.make_demo import CAST
from tests.docs.files import TOP, documents, relative_links, repository

EXAMPLE = TOP / "docs" / "examples" / "scores.csv"
README = (TOP / "README.md").read_text(encoding="utf-8")
_MACHINE = re.compile(r"\.\./shared\b|(?<![\w.*/-])/(?:work|root|home|opt)/\w|\bfile://")
_CODE_COLUMN = re.compile(r"^\|[^|]+\|([^|]+)\|", re.MULTILINE)
_TABLE_OF_CODE = re.compile(r"^\| Thai \| code \|.*\n(?:\|.*\n)+", re.MULTILINE)


def _name(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


@pytest.mark.parametrize("document", documents(), ids=_name)
def test_relative_links_lead_somewhere(document: Path) -> None:
    links = relative_links(document)
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_tells_all_logins_of_the_demonstration_in_both_languages() -> None:
    parts = README.split("\n## ")[1:]
    rows = ["\n".join(re.findall(r"^\| `[a-z].*$", part, re.MULTILINE)) for part in parts]
    names = [set(re.findall(r"`([a-z-]+)`", told)) for told in rows]
    assert names == [set(CAST)] * 2


def test_documents_link_to_each_other() -> None:
    reached = {(d.parent / link).resolve() for d in documents() for link in relative_links(d)}
    left_out = [d for d in documents() if d not in reached]
    assert [_name(document) for document in left_out] == ["README.md"]


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = {
        _name(path): _MACHINE.findall(path.read_text(encoding="utf-8", errors="replace"))
        for path in repository()
        if path != Path(__file__)
    }
    assert len(found) > 100
    assert {name: places for name, places in found.items() if places} == {}


@cache
def _code() -> str:
    folder = TOP / "khet"
    files = [path for kind in ("*.py", "*.toml") for path in folder.rglob(kind)]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_the_words_are_those_of_the_code() -> None:
    text = (TOP / "docs" / "words.md").read_text(encoding="utf-8")
    cells = [c for table in _TABLE_OF_CODE.findall(text) for c in _CODE_COLUMN.findall(table)]
    words = [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]
    unknown = [w for w in words if not re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", _code())]
    assert len(words) > 60
    assert unknown == []


def test_commands_and_variables_exist(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    khet = set(re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    makefile = (TOP / "Makefile").read_text(encoding="utf-8")
    make = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    written = "\n".join(document.read_text(encoding="utf-8") for document in documents())
    assert set(re.findall(r"(?:`|bin/)khet ([a-z][a-z-]+)", written)) <= khet
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", written, re.MULTILINE)) <= make
    assert {name for name in re.findall(r"KHET_[A-Z]+", written) if name not in _code()} == set()


def test_the_example_of_the_readme_is_what_the_command_gives(tmp_path: Path) -> None:
    assert main(["analyse", str(EXAMPLE), "--out", str(tmp_path / "result")]) == 0
    shown = re.findall(r"^```csv\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    names = re.findall(r"^`result/(\w+\.csv)`", README, re.MULTILINE)
    made = [(tmp_path / "result" / name).read_text(encoding="utf-8") for name in names]
    assert names == ["limits.csv", "colours.csv"]
    assert shown == made


def test_the_fault_of_the_readme_is_what_the_command_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = EXAMPLE.read_text(encoding="utf-8").replace("61.50", '"50,5"', 1)
    Path("scores.csv").write_text(text, encoding="utf-8")
    assert main(["analyse", "scores.csv", "--out", "result"]) == 2
    shown = re.findall(r"^```text\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert shown == [capsys.readouterr().err]
    assert not Path("result").exists()
