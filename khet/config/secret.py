"""The installation's secrets: made once, kept in its folder, readable by their owner only."""

import os
import secrets
from pathlib import Path


def kept_secret(home: Path, name: str) -> str:
    """The secret kept in ``home/<name>.key``; made there at the first call."""
    path = home / f"{name}.key"
    if not path.exists():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_once(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="utf-8")


def _keep_once(path: Path, key: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(key, encoding="utf-8")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
