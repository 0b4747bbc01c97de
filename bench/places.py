"""Where the bench keeps what it makes once."""

import hashlib
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
KEPT = CHECKOUT / "build" / "bench"


def kept(name: str, maker: str) -> Path:
    """Where to keep what the source file ``maker`` makes; another edition of it has another place.

    The bench's own folder is made, what is to be kept is not.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    edition = hashlib.sha256(Path(maker).read_bytes()).hexdigest()[:8]
    return KEPT / f"{edition}-{name}"
