"""``khet verify`` and ``khet export-scores``."""

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings

from khet.jobs.cli import main
from khet.records.registry.actions.units import UnitEntry, register_units

pytestmark = pytest.mark.django_db
WIDE = "school,pupil,ไทย\n93020501,1,{}\n"
SITTING = ["--test", "O-NET", "--year", "2556", "--grade", "P6", "--area", "9302"]


@pytest.fixture(autouse=True)
def _two_versions(tmp_path: Path) -> None:
    school = UnitEntry("school", "93020501", "บ้านหนึ่ง", above=(("place", "area", "9302"),))
    entries = [UnitEntry("area", "9302", "เขตทดสอบ"), school]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    for score in ("50", "60"):
        path = tmp_path / "scores.csv"
        path.write_text(WIDE.format(score), encoding="utf-8")
        assert main(["import-scores", str(path), *SITTING]) == 0


def _kept() -> list[Path]:
    return sorted(settings.WAREHOUSE.glob("*/*/*.parquet"))


def test_all_is_well() -> None:
    assert main(["verify"]) == 0
    assert len(_kept()) == 2, "the corrected file stays"


def test_a_file_without_record_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    orphan = _kept()[0].with_name(f"{'0' * 64}.parquet")
    orphan.write_bytes(b"x")
    assert main(["verify"]) == 1
    assert orphan.name in capsys.readouterr().out


def test_a_changed_or_lost_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = _kept()
    first.write_bytes(b"x")
    second.unlink()
    assert main(["verify"]) == 2
    out = capsys.readouterr().out
    assert first.name in out
    assert second.name in out


def test_an_export_holds_the_current_file_and_its_manifest(tmp_path: Path) -> None:
    out = tmp_path / "export"
    assert main(["export-scores", "--out", str(out)]) == 0
    [entry] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert (entry["test"], entry["version"], entry["rows"]) == ("O-NET", 2, 1)
    assert pq.read_table(out / entry["file"])["score"].to_pylist() == [6000]
    assert main(["export-scores", "--out", str(out)]) == 2
