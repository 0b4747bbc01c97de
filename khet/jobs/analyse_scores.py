"""``khet analyse``: score files in, limits, colours and pupils' groups out."""

import argparse
import sys
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path

from khet.figures.contract import contract_tables, summary, write_tables
from khet.figures.engines import ENGINES
from khet.figures.intake.data_set import FaultyFilesError, read_data_set
from khet.figures.intake.problems import one_line
from khet.figures.parameters import BASES, OVERALLS, SCHEMES, Parameters
from khet.jobs.os_words import os_words

_SHOWN_FAULTS = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command, as the score contract states them."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="CSV, XLSX, Parquet")
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help="โฟลเดอร์ผลลัพธ์ / folder for the tables",
    )
    parser.add_argument(
        "--z",
        type=_positive,
        default=Decimal("2.58"),
        help="ค่า z ของขีดจำกัดล่าง / z of the lower limit (2.58)",
    )
    parser.add_argument(
        "--base",
        choices=BASES,
        default="area",
        help="ฐานของขีดจำกัดล่าง / whose pupils make the limit",
    )
    parser.add_argument("--scheme", choices=SCHEMES, default="five", help="เกณฑ์สี / colour scheme")
    parser.add_argument(
        "--overall",
        choices=OVERALLS,
        default="pooled",
        help="วิธีรวมทุกวิชา / how subjects become one percent",
    )
    parser.add_argument(
        "--engine", choices=ENGINES, default="duckdb", help="เครื่องคำนวณ / engine that counts"
    )


def _positive(text: str) -> Decimal:
    try:
        z = Decimal(text)
    except InvalidOperation as exc:
        raise argparse.ArgumentTypeError(f"{text!r}: ใส่ตัวเลข / a number") from exc
    if not z.is_finite() or z < 0:
        raise argparse.ArgumentTypeError(f"{text!r}: ใส่ตัวเลขตั้งแต่ 0 / a number from 0")
    return z


def run(options: argparse.Namespace) -> int:
    """Analyse the files; 0 when the tables are written, 2 when nothing was."""
    begun = time.perf_counter()
    try:
        scores = read_data_set(options.files)
    except FaultyFilesError as exc:
        _print_faults(exc)
        return 2
    parameters = Parameters(options.z, options.base, options.scheme, options.overall)
    tables = contract_tables(scores, parameters, options.engine)
    told = summary(scores, len(options.files), time.perf_counter() - begun)
    try:
        write_tables(options.out, tables, told)
    except OSError as exc:
        sys.stderr.write(f"{options.out}:1:: เขียนผลลัพธ์ไม่ได้ ({os_words(exc)}): เลือกโฟลเดอร์อื่น\n")
        return 2
    sys.stdout.write(
        f"{told['rows']:,} แถว {told['schools']:,} โรงเรียน → {options.out} / tables written\n"
    )
    return 0


def _print_faults(exc: FaultyFilesError) -> None:
    for name, fault in exc.faults[:_SHOWN_FAULTS]:
        line = f"{name}:{fault.row}:{fault.column}: {fault.message}"
        sys.stderr.write(f"{one_line(line)}\n")
    if len(exc.faults) > _SHOWN_FAULTS:
        sys.stderr.write(f"ยังมีอีก {len(exc.faults) - _SHOWN_FAULTS} แห่ง\n")
