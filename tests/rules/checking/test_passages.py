"""Passages in the manner of reports: what is planted is found, what is right stays silent."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from khet.rules.checking.reading.stream import Line
from khet.rules.checking.report import check_report

FOLDER = Path(__file__).parent / "passages"
PASSAGES = [
    pytest.param(passage, id=f"{path.stem}: {passage['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for passage in tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
]


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_has_its_findings_and_no_others(passage: dict[str, Any]) -> None:
    texts = passage["text"].strip("\n").split("\n")
    found = check_report([Line(number, text) for number, text in enumerate(texts, 1)]).findings
    told = [one for one in found if one.sure != "look"]
    wanted = sorted((one["line"], one["kind"]) for one in passage["findings"])
    assert sorted((one.line, str(one.kind)) for one in told) == wanted, told
    for one in passage["findings"]:
        match = next(f for f in told if (f.line, str(f.kind)) == (one["line"], one["kind"]))
        assert one.get("sure", match.sure) == match.sure
        assert one.get("expected", match.expected) == match.expected
