"""The ``khet`` command: one word for each job, each with ``--help`` in Thai and English."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType

_JOBS = {
    "serve": ("serve_site", "เปิดเว็บไซต์ / serve the site"),
    "work": ("run_worker", "ทำงานเบื้องหลังของเว็บไซต์ / do the work behind the pages"),
    "demo": ("make_demo", "สร้างเขตสาธิต / make the demonstration area"),
    "analyse": ("analyse_scores", "คำนวณขีดจำกัดล่างและกลุ่มสีจากไฟล์คะแนน / limits and colours of files"),
    "check": ("check_report", "ตรวจว่าตัวเลขในรายงานสอดคล้องกัน / what doesn't add up in a report"),
    "import-scores": ("import_scores", "ตรวจและนำเข้าไฟล์คะแนน / check and keep a score file"),
    "verify": ("verify_scores", "ตรวจไฟล์คะแนนที่เก็บไว้ / check the kept score files"),
    "export-scores": ("export_scores", "ส่งออกไฟล์คะแนนพร้อมบัญชี / score files with a manifest"),
    "assets": ("build_assets", "เตรียมแบบอักษรและไฟล์ของหน้าเว็บ / prepare fonts and static files"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 with warnings, 2 not done."""
    words = list(sys.argv[1:] if argv is None else argv)
    job = _job(words[0]) if words and words[0] in _JOBS else None
    try:
        options = _parser(words[0] if job else None, job).parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = _job(options.command).run
    return run(options)


def _job(name: str) -> ModuleType:
    return import_module(f"khet.jobs.{_JOBS[name][0]}")


def _parser(wanted: str | None, job: ModuleType | None) -> argparse.ArgumentParser:
    """The parser of all commands, with the options of the wanted one only: it loads fast."""
    parser = argparse.ArgumentParser(
        prog="khet", description="เขต: ระบบงานสำนักงานเขตพื้นที่การศึกษา / runs an education area office"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, help_text) in _JOBS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if job and name == wanted:
            job.add_arguments(command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
