"""Where the bench keeps what it makes once."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
KEPT = CHECKOUT / "build" / "bench"


def kept(name: str) -> Path:
    """A path under the bench's own folder, which is made."""
    KEPT.mkdir(parents=True, exist_ok=True)
    return KEPT / name
