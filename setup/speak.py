"""What the set-up says: Thai first, then English, on standard error."""

import sys


def say(thai: str, english: str) -> None:
    """Tell the person at the terminal one thing in both languages."""
    print(f"{thai}\n{english}", file=sys.stderr, flush=True)


def stop(thai: str, english: str) -> None:
    """Tell what went wrong and what to do, and end with exit code 1."""
    say(thai, english)
    sys.exit(1)
