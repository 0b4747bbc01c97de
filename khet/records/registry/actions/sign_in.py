"""What a person signs in with: one-time codes of slips, own passwords."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import transaction

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import User

_LETTERS = "BCDFGHJKMNPRSTWXYZ"
_GROUP, _GROUPS = 4, 3


class OneTimeCodeHasher(PBKDF2PasswordHasher):
    """For random codes: 12 of 18 letters are 50 bits, so few rounds do and 1,200 take a second.

    A code is the same in any case, with or without the dashes that group it.
    """

    algorithm = "one_time_code"
    iterations = 1000

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return super().encode(plain_code(password), salt, iterations)


def plain_code(typed: str) -> str:
    """A code's letters and digits as it was issued: ``"bcdf-ghjk-mnpr"`` → ``"BCDFGHJKMNPR"``."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


@transaction.atomic
def issue_code(*, by: Actor, user: User, until: datetime) -> str:
    """Give the person a one-time code in place of the password, and return it: ``XXXX-XXXX-XXXX``.

    The code is nowhere kept. Signing in with it leads to choosing an own password; until
    ``until`` it holds. Whoever was signed in with the earlier password no longer is.
    """
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    code = "-".join(groups)
    user.password = make_password(code, hasher=OneTimeCodeHasher())
    user.code_until = until
    user.save(update_fields=["password", "code_until"])
    _tell(by, "issue-code", user, {"until": until.isoformat()})
    return code


@transaction.atomic
def choose_password(*, by: User, password: str) -> None:
    """The person's own password from now on; a one-time code is used up by it."""
    by.set_password(password)
    by.code_until = None
    by.save(update_fields=["password", "code_until"])
    _tell(by, "choose-password", by)


def _tell(by: Actor, action: str, user: User, after: dict[str, object] | None = None) -> None:
    record_event(by=by, action=action, kind="registry.user", key=user.username, after=after)
