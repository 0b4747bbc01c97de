"""``khet verify``: are score files, schools' parts and evidence there, unchanged and recorded?"""

import argparse
import sys
from pathlib import Path

from khet.jobs.installation import open_installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command has no options."""


def run(options: argparse.Namespace) -> int:
    """0 where everything is well, 1 with files that no record knows, 2 with files lost."""
    open_installation()
    from django.conf import settings

    from khet.figures.warehouse import Warehouse, is_whole
    from khet.jobs.collect_parts import part_path
    from khet.jobs.evidence_files import recorded_files, unknown_files
    from khet.jobs.sitting_results import score_path
    from khet.records.learning.queries import every_part, every_score_file

    files = {score_path(file) for file in every_score_file()}
    recorded = files | {part_path(part) for part in every_part()} | recorded_files()
    lost = [path for path in recorded if not is_whole(path)]
    warehouse = Warehouse(Path(settings.WAREHOUSE))
    orphans = (warehouse.all_files() | warehouse.all_parts() | unknown_files()) - recorded
    for path in sorted(lost):
        sys.stdout.write(f"หายหรือเสียหาย / lost or damaged: {path}\n")
    for path in sorted(orphans):
        sys.stdout.write(f"ไม่มีทะเบียน / not recorded: {path}\n")
    sys.stdout.write(f"{len(recorded)} ไฟล์ในทะเบียน / files recorded\n")
    return 2 if lost else 1 if orphans else 0
