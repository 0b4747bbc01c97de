"""The key under which a pupil is known where names and numbers must not be."""

import hashlib
import hmac

_LENGTH = 32


def pupil_key(key: bytes, school: str, number: str) -> str:
    """The keyed hash of a pupil: of the school's code and the number within the school.

    Files of scores and lists of pupils give the same pupil the same key, so long as both write
    school and number alike and the installation's key is the same. Nobody without that key can
    tell the number from it. 32 hexadecimal digits: the first half of an HMAC-SHA-256.

    >>> pupil_key(b"k", "93020501", "1") == pupil_key(b"k", "93020501", "1")
    True
    >>> pupil_key(b"k", "93020501", "1") == pupil_key(b"k", "93020502", "1")
    False
    """
    text = f"{school}\x1f{number}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:_LENGTH]
