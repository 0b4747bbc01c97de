"""Signing in: one-time codes of slips, own passwords, what is told of each sign-in."""

import secrets
from datetime import date, datetime

from allauth.mfa.models import Authenticator
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


def new_code() -> str:
    """A random code of 50 bits, grouped for reading, without vowels and look-alikes."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


@transaction.atomic
def issue_code(*, by: Actor, user: User, until: datetime) -> str:
    """Give the person a one-time code in place of the password, and return it: ``XXXX-XXXX-XXXX``.

    The code is nowhere kept. Signing in with it leads to choosing an own password; until
    ``until`` it holds. Whoever was signed in with the earlier password no longer is.
    """
    code = new_code()
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


@transaction.atomic
def reset_second_factor(*, by: Actor, user: User) -> None:
    """Take away a lost second factor and every remembered device.

    The person sets up another one after the next sign-in. Who may have been robbed of a device
    that is signed in should get a new code as well (``issue_code``): that ends every session.
    """
    kept = Authenticator.objects.filter(user=user)
    types = sorted(set(kept.values_list("type", flat=True)))
    kept.delete()
    _tell(by, "reset-second-factor", user, before={"types": types})


@transaction.atomic
def begin_grace(*, by: User, until: date) -> None:
    """The days begin in which the person works without the second factor that a role asks for."""
    by.grace_until = until
    by.save(update_fields=["grace_until"])
    _tell(by, "begin-grace", by, {"until": until.isoformat()})


def record_sign_in(*, by: User, device: str, factor: str) -> None:
    """Tell the audit trail of a sign-in: on what kind of device, with which second factor."""
    _tell(by, "sign-in", by, {"device": device, "factor": factor})


def record_refusal(*, by: Actor, user: User, tries: int, device: str) -> None:
    """Tell the audit trail of so many wrong tries in a row on an account."""
    _tell(by, "sign-in-refused", user, {"device": device, "tries": tries})


def _tell(
    by: Actor,
    action: str,
    user: User,
    after: dict[str, object] | None = None,
    before: dict[str, object] | None = None,
) -> None:
    """Add an event about the account."""
    kind, key = "registry.user", user.username
    record_event(by=by, action=action, kind=kind, key=key, before=before, after=after)
