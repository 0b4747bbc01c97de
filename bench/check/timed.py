"""``python -m bench.check.timed FILE``: read a report and check it, each timed."""

import json
import sys
import time
from pathlib import Path

from khet.documents.report_reader import read_report
from khet.rules.checking.report import check_report


def main() -> None:
    """Print the seconds of reading and of checking, and how many lines and findings there were."""
    content = Path(sys.argv[1]).read_bytes()
    begun = time.perf_counter()
    lines = read_report(content)
    read = time.perf_counter()
    outcome = check_report(lines)
    checked = time.perf_counter()
    told = {"read": read - begun, "checked": checked - read}
    print(json.dumps({**told, "lines": len(lines), "findings": len(outcome.findings)}))


if __name__ == "__main__":
    main()
