"""``khet export-scores``: the current score files in a folder that needs no database to read."""

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from khet.jobs.installation import open_installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="โฟลเดอร์ใหม่ / a new folder"
    )


def run(options: argparse.Namespace) -> int:
    """Copy the files and write ``manifest.json``; pupils stay keyed hashes."""
    open_installation()
    from khet.jobs.sitting_results import score_path, sitting_key
    from khet.records.learning.queries import every_score_file

    if options.out.exists():
        sys.stderr.write(f"มีโฟลเดอร์ {options.out} อยู่แล้ว: ระบุโฟลเดอร์ใหม่\n")
        return 2
    listed: list[dict[str, Any]] = []
    for file in every_score_file(current=True):
        key, source = sitting_key(file.sitting), score_path(file)
        target = options.out / key.folder / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        listed.append(
            {
                **vars(key),
                "file": f"{key.folder}/{source.name}",
                "sha256": file.sha256,
                "content": file.content,
                "version": file.version,
                "rows": file.rows,
                "imported_at": file.imported_at.isoformat(),
            }
        )
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"files": listed}, ensure_ascii=False, indent=2)
    (options.out / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write(f"{len(listed)} ไฟล์ / files → {options.out}\n")
    return 0
