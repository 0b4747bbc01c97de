"""How letters leave an installation, from one line: ``smtp://``, ``smtps://`` or ``file:``.

To another machine ``smtp://`` always turns to an encrypted connection before anything is said
(STARTTLS); ``smtps://`` begins with one. ``file:`` writes letters into a folder instead.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_HERE = {"localhost", "127.0.0.1", "::1"}
_PORTS = {"smtp": 587, "smtps": 465}
_REFUSED = "KHET_MAIL: smtp://user:password@host:587, smtps://… or file:/folder"
_BACKENDS = "django.core.mail.backends"


def mail_settings(told: str, folder: Path) -> dict[str, Any]:
    """Django's settings of mail.

    Args:
        told: as ``smtp://user:password@host:587``; empty for files in ``folder``.

    Raises:
        ValueError: it begins otherwise, or names no host; the message doesn't repeat it.

    >>> mail_settings("smtp://u:p%40ss@mail.example:25", Path())["EMAIL_HOST_PASSWORD"]
    'p@ss'
    """
    try:
        parts = urlsplit(told or "file:")
        port = parts.port
    except ValueError:
        raise ValueError(_REFUSED) from None
    if parts.scheme == "file":
        path = Path(parts.path) if parts.path else folder
        return {"EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": path}
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError(_REFUSED)
    return {
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or _PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in _HERE,
    }
