"""Files of reports checked by a process of its own."""

from pathlib import Path

import pytest

from khet.documents.report_reader.refused import WHY
from khet.jobs import check_alone
from khet.jobs.check_alone import check_files
from khet.rules.checking.findings.finding import Kind, Sure
from khet.rules.checking.reading.packed import unpack

TEXT = "งบประมาณ\nค่าวัสดุ 1,500 บาท\nค่าใช้สอย 2,500 บาท\nค่าตอบแทน 3,000 บาท\nรวมทั้งสิ้น 7,900 บาท\n"


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_and_text_come_back_whole(tmp_path: Path) -> None:
    looked, between = check_files({"รายงาน.txt": _file(tmp_path, "1", TEXT)})
    one = looked["รายงาน.txt"]
    assert [line.text for line in unpack(one.lines)] == TEXT.splitlines()
    assert one.length == 5
    [found] = one.outcome.findings
    assert (found.kind, found.line) == (Kind.TOTAL, 5)
    assert found.printed.startswith("7,900")
    assert isinstance(found.sure, Sure)
    assert isinstance(found.others, tuple)
    assert between.checked == 0


def test_of_several_each_is_told_and_compared_where_all_can_be_read(tmp_path: Path) -> None:
    plan = "โรงเรียนในสังกัดทั้งหมด 117 แห่ง\n"
    files = {
        "แผน.txt": _file(tmp_path, "1", plan),
        "ผล.txt": _file(tmp_path, "2", plan.replace("117", "119")),
    }
    looked, between = check_files(files)
    assert not any(one.fault for one in looked.values())
    [found] = between.findings
    assert (found.printed, found.expected) == ("119", "117")
    looked, between = check_files({**files, "ว่าง.txt": _file(tmp_path, "3", " ")})
    assert looked["ว่าง.txt"].fault == WHY["empty"]
    assert not looked["ผล.txt"].fault
    assert between.checked == 0


def test_where_the_process_dies_the_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_alone.sys, "executable", "/bin/false")
    looked, _between = check_files({"รายงาน.txt": _file(tmp_path, "1", TEXT)})
    assert looked["รายงาน.txt"].fault == WHY["long"]
