"""Second factors of signing in: authenticator apps, cards of codes, remembered devices.

Rows are django-allauth's ``Authenticator``, and so is the arithmetic of an app's codes. A card and
a remembered device are types of our own.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from django.utils.crypto import salted_hmac

from khet.records.registry.actions.audit import record_event
from khet.records.registry.actions.identity import seal, unseal
from khet.records.registry.models import User
from khet.records.registry.queries.sign_in import APP, CARD, DEVICE, FACTORS
from khet.rules.sign_in import DEVICE_REMEMBERED
from khet.rules.thai import arabic_digits

CARD_CODES = 40
_CARD_DIGITS = 8
_PERIOD = 30
_DRIFT = (-1, 0, 1)


def new_card() -> list[str]:
    """The codes of a new card, in order: ``"4821 7730"``."""
    codes = (f"{secrets.randbelow(10**_CARD_DIGITS):0{_CARD_DIGITS}}" for _ in range(CARD_CODES))
    return [f"{code[:4]} {code[4:]}" for code in codes]


def hashed(user: User, code: str) -> str:
    """The keyed hash under which a code of the person's card is kept."""
    text = f"{user.pk}:{_digits(code)}"
    return salted_hmac("khet.card", text, algorithm="sha256").hexdigest()


def app_moment(secret: str, code: str, at: datetime) -> int | None:
    """The half-minute for which an app's code is right at that time, one of drift either way."""
    now = int(at.timestamp()) // _PERIOD
    for moment in (now + drift for drift in _DRIFT):
        expected = format_hotp_value(hotp_value(secret, moment))
        if hmac.compare_digest(_digits(code), expected):
            return moment
    return None


@transaction.atomic
def set_up_app(*, by: User, secret: str, moment: int) -> None:
    """An authenticator app is the person's from now on; the code of that half-minute is used."""
    _replace(by, APP, {"secret": seal(secret), "moment": moment})


@transaction.atomic
def set_up_card(*, by: User, codes: Sequence[str | None]) -> None:
    """A card is the person's from now on: its codes hashed, ``None`` where one is used."""
    _replace(by, CARD, {"codes": list(codes)})


@transaction.atomic
def use_code(*, by: User, code: str, at: datetime) -> str | None:
    """Use up a code of the person's app or card: the type that it is of, ``None`` if of none."""
    kept = Authenticator.objects.select_for_update().filter(user=by, type__in=FACTORS)
    for factor in kept:
        used = _used_app if factor.type == APP else _used_card
        if used(factor, code, at):
            factor.last_used_at = at
            factor.save()
            return str(factor.type)
    return None


@transaction.atomic
def remove_factor(*, by: User, factor: str) -> None:
    """The person does without an app or card; remembered devices go with the last of them."""
    Authenticator.objects.filter(user=by, type=factor).delete()
    if not Authenticator.objects.filter(user=by, type__in=FACTORS).exists():
        Authenticator.objects.filter(user=by, type=DEVICE).delete()
    _tell(by, "remove-second-factor", {"type": factor})


@transaction.atomic
def remember_device(*, by: User, name: str, at: datetime) -> str:
    """Don't ask for the second factor on this device for some days; its token, kept as a hash."""
    token = secrets.token_urlsafe(32)
    devices = Authenticator.objects.filter(user=by, type=DEVICE)
    devices.filter(created_at__lte=at - DEVICE_REMEMBERED).delete()
    data = {"token": hashed_token(token), "name": name}
    Authenticator.objects.create(user=by, type=DEVICE, data=data, created_at=at)
    _tell(by, "remember-device", {"device": name})
    return token


@transaction.atomic
def forget_devices(*, by: User, only: int | None = None) -> None:
    """Ask for the second factor again on every device of the person, or on one (its key)."""
    devices = Authenticator.objects.filter(user=by, type=DEVICE)
    (devices if only is None else devices.filter(pk=only)).delete()
    _tell(by, "forget-devices", {})


def hashed_token(token: str) -> str:
    """The hash under which a remembered device's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _digits(code: str) -> str:
    return "".join(sign for sign in arabic_digits(code) if sign in "0123456789")


def _used_app(factor: Authenticator, code: str, at: datetime) -> bool:
    moment = app_moment(unseal(factor.data["secret"]), code, at)
    if moment is None or moment <= factor.data["moment"]:
        return False
    factor.data["moment"] = moment
    return True


def _used_card(factor: Authenticator, code: str, at: datetime) -> bool:
    found = hashed(factor.user, code)
    if found not in factor.data["codes"]:
        return False
    factor.data["codes"] = [None if kept == found else kept for kept in factor.data["codes"]]
    return True


def _replace(user: User, factor: str, data: dict[str, object]) -> None:
    Authenticator.objects.filter(user=user, type=factor).delete()
    Authenticator.objects.create(user=user, type=factor, data=data)
    _tell(user, "set-up-second-factor", {"type": factor})


def _tell(by: User, action: str, after: dict[str, object]) -> None:
    record_event(by=by, action=action, kind="registry.user", key=by.username, after=after)
