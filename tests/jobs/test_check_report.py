"""``khet check``: its JSON, its lines for people, its exit codes, and the copies it writes."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from khet.jobs import check_report
from khet.jobs.cli import main
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.stream import Line
from tests.docs.files import TOP
from tests.documents.report_files import docx, typeset_pdf

RIGHT, WRONG = "รายงานถูกต้อง", "รวม 12 บาท"


def _check(lines: Sequence[Line]) -> Outcome:
    """Every line with 12 should have 13."""
    found = tuple(
        Finding(one.number, one.text, Kind.TOTAL, "12", "13", sure, "ผลรวมไม่ตรง", one.page)
        for one, sure in zip((x for x in lines if "12" in x.text), Sure, strict=False)
    )
    return Outcome(len(lines), found)


def _between(reports: Mapping[str, Sequence[Line]]) -> Outcome:
    texts = {line.text for lines in reports.values() for line in lines}
    found = Finding(0, " / ".join(reports), Kind.REPEAT, "12", "", Sure.LOOK, "ต่างกัน")
    return Outcome(1, (found,) if len(texts) > 1 else ())


@pytest.fixture(autouse=True)
def _checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_report, "check_report", _check)
    monkeypatch.setattr(check_report, "check_between", _between)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("right.txt").write_text(RIGHT, encoding="utf-8")
    Path("wrong.txt").write_text(f"หัว\n\n{WRONG}\n", encoding="cp874")
    Path("wrong.docx").write_bytes(docx("หัว", [["รวม", "12"]]))
    Path("wrong.pdf").write_bytes(typeset_pdf(f"หัว\n#pagebreak()\n{WRONG}"))
    Path("empty.txt").write_bytes(b"")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """The exit code, the JSON and what was said on the side."""
    code = main(["check", *words, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out), err


@pytest.mark.usefixtures("folder")
def test_a_report_without_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "right.txt") == (
        0,
        {"file": "right.txt", "checked": 1, "findings": []},
        "",
    )


@pytest.mark.usefixtures("folder")
def test_a_finding_has_its_place_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, report, err = told(capsys, "./wrong.txt")
    assert (code, err) == (1, "")
    assert report == {
        "file": "./wrong.txt",
        "checked": 3,
        "findings": [
            {
                **{"line": 3, "text": WRONG, "kind": "total", "printed": "12"},
                **{"expected": "13", "sure": "certain", "message": "ผลรวมไม่ตรง"},
            }
        ],
    }


@pytest.mark.usefixtures("folder")
def test_a_page_is_told_where_it_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = told(capsys, "wrong.pdf")[1]["findings"]
    assert (found["page"], found["line"], found["text"]) == (2, 2, WRONG)
    (found,) = told(capsys, "wrong.docx")[1]["findings"]
    assert "page" not in found
    assert (found["line"], found["text"]) == (2, "รวม | 12")


@pytest.mark.usefixtures("folder")
def test_several_reports_are_checked_against_each_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, reports, _ = told(capsys, "right.txt", "wrong.txt")
    assert code == 1
    assert [(one["file"], one["checked"], len(one["findings"])) for one in reports] == [
        ("right.txt", 1, 0),
        ("wrong.txt", 3, 1),
        (None, 1, 1),
    ]
    assert reports[-1]["findings"][0]["text"] == "right.txt / wrong.txt"
    assert told(capsys, "right.txt", "right.txt")[0] == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("file", "why"), [("empty.txt", "ไฟล์ว่าง"), ("nowhere.txt", "เปิดไฟล์ไม่ได้"), (".", "เปิดไฟล์ไม่ได้")]
)
def test_what_cannot_be_read_is_told_on_the_side_and_in_json(
    capsys: pytest.CaptureFixture[str], file: str, why: str
) -> None:
    code, report, err = told(capsys, file)
    assert (code, report["file"], report["findings"]) == (2, file, [])
    assert report["error"].startswith(why)
    assert err == f"{file}: {report['error']}\n"
    assert main(["check", file]) == 2
    assert capsys.readouterr() == ("", err)


def test_a_file_that_is_not_there_is_told_in_thai(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "missing.docx"]) == 2
    told = capsys.readouterr().err
    assert "ไม่พบไฟล์" in told
    assert "No such" not in told


@pytest.mark.usefixtures("folder")
def test_one_unreadable_report_hides_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    code, reports, err = told(capsys, "empty.txt", "wrong.txt")
    assert (code, "ไฟล์ว่าง" in err) == (2, True)
    assert [len(one["findings"]) for one in reports] == [0, 1, 1]
    assert reports[-1]["findings"][0]["text"] == "wrong.txt"


@pytest.mark.usefixtures("folder")
def test_a_clerk_reads_the_surest_first(capsys: pytest.CaptureFixture[str]) -> None:
    Path("two.txt").write_text("12 ก\n\n12 ข\n", encoding="utf-8")
    assert main(["check", "two.txt"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "two.txt: ตรวจ 3 รายการ ถูกต้อง 1 รายการ พบที่ควรแก้หรือควรดู 2 แห่ง",
        "",
        "ผิดแน่",
        "บรรทัด 1: ยอดรวม: ผลรวมไม่ตรง",
        "    12 ก",
        "",
        "น่าจะผิด",
        "บรรทัด 3: ยอดรวม: ผลรวมไม่ตรง",
        "    12 ข",
        "",
    ]
    assert main(["check", "wrong.pdf", "right.txt"]) == 1
    out = capsys.readouterr().out
    assert "หน้า 2 บรรทัด 2: ยอดรวม" in out
    assert "ระหว่างไฟล์: ตรวจ 1 รายการ" in out


def test_copies_are_written_where_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "wrong.docx", "--json", "--xlsx", "f.xlsx", "--docx", "f.docx"]
    assert main(words) == 1
    assert json.loads(capsys.readouterr().out)["file"] == "wrong.docx"
    page = load_workbook(io.BytesIO((folder / "f.xlsx").read_bytes())).active
    assert page.cell(1, 1).value == "ผลการตรวจ wrong.docx"
    (comment,) = Document(str(folder / "f.docx")).comments
    assert (comment.author, comment.text) == ("Khet", "ข้อ 1 (ผิดแน่) ผลรวมไม่ตรง")


@pytest.mark.usefixtures("folder")
def test_copies_are_of_one_readable_report_and_to_a_place_that_is_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "wrong.txt", "right.txt", "--xlsx", "f.xlsx"]) == 2
    assert "--xlsx" in capsys.readouterr().err
    original = Path("wrong.docx").read_bytes()
    assert main(["check", "wrong.docx", "--docx", "./wrong.docx"]) == 2
    assert "เขียนทับไฟล์ต้นฉบับไม่ได้" in capsys.readouterr().err
    assert Path("wrong.docx").read_bytes() == original
    assert main(["check", "empty.txt", "--docx", "f.docx"]) == 2
    assert main(["check", "wrong.txt", "--xlsx", "no/f.xlsx", "--docx", "f.docx"]) == 2
    assert "no/f.xlsx: เขียนไฟล์ไม่ได้" in capsys.readouterr().err
    assert not Path("f.xlsx").exists()
    assert Document("f.docx").paragraphs[0].text == "หัว"


@pytest.mark.usefixtures("folder")
def test_it_starts_without_the_site_and_who_stops_reading_is_no_fault() -> None:
    ask = (
        "import sys; from khet.jobs.cli import main; code = main(['check', 'right.txt']);"
        "sys.exit(9 if 'django' in sys.modules else code)"
    )
    reads, writes = os.pipe()
    os.close(reads)
    env = {**os.environ, "PYTHONPATH": str(TOP)}
    words = [sys.executable, "-c", ask]
    done = subprocess.run(words, stdout=writes, stderr=subprocess.PIPE, env=env)
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, b"")
