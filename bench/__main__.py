"""``python -m bench [PART …] [--json PATH]``: measure, print a table, write JSON."""

import argparse
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from bench.figures import Measured, line
from bench.machine import facts
from bench.places import CHECKOUT

PARTS = (
    "xlsx",
    "area",
    "nation",
    "pages",
    "papers",
    "search",
    "orders",
    "duties",
    "visits",
    "circulars",
    "workbooks",
    "check",
)


def main() -> None:
    """Measure the parts asked for, each figure told as soon as it is known."""
    options = _options()
    machine = facts()
    print("  ".join(f"{name} {value}" for name, value in machine.items()), flush=True)
    figures = list(_measured(options.parts or PARTS))
    told = {"machine": machine, "figures": [figure.as_dict() for figure in figures]}
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=" ".join(PARTS))
    default = CHECKOUT / "build" / "bench.json"
    parser.add_argument("--json", type=Path, default=default, metavar="PATH")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return options


def _measured(parts: tuple[str, ...]) -> Iterator[Measured]:
    for part in parts:
        print(flush=True)
        for figure in import_module(f"bench.{part}.part").measure():
            print(line(figure), flush=True)
            yield figure


if __name__ == "__main__":
    main()
