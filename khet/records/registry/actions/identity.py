"""Citizens' ids on their way into the database: as a keyed hash, or sealed; never in the open.

Both hang on the installation's identity key: without it a sealed id can't be read, and the same
person can't be recognised.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings

from khet.rules.identity import plain_identity


def identity_hash(text: str) -> str:
    """The keyed hash by which a person is recognised, however the id was typed; none of none."""
    plain = plain_identity(text)
    return _keyed(f"hash:{plain}").hex() if plain else ""


def seal(text: str) -> str:
    """An id encrypted, to be kept; each time another text. None of none."""
    plain = plain_identity(text)
    return _box().encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str) -> str:
    """The id that was sealed.

    Raises:
        cryptography.fernet.InvalidToken: sealed with another key, or changed since.
    """
    return _box().decrypt(sealed.encode()).decode() if sealed else ""


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_keyed("seal")))


def _keyed(text: str) -> bytes:
    return hmac.new(settings.IDENTITY_KEY, text.encode(), hashlib.sha256).digest()
