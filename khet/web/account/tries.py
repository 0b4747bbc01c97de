"""Wrong tries in a row, counted in the database, which all processes of the site share.

Every try counts before the password is looked at, one after the other where many come at once, so
that these are slowed too.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from khet.records.registry.models import User
from khet.rules.sign_in import (
    FREE_OF_ACCOUNT,
    FREE_OF_ADDRESS,
    TRIES_FORGOTTEN_AFTER,
    still_to_wait,
)
from khet.web.account.devices import known_device


@dataclass(frozen=True)
class Counter:
    """Tries in a row that count together, and how many are free before the first wait."""

    key: str
    free: int

    def read(self) -> tuple[int, datetime | None]:
        """How many, and when the last was."""
        kept: tuple[int, datetime | None] = caches["shared"].get(self.key, (0, None))
        return kept

    def change(self, by: int, now: datetime) -> int:
        """So many more or less, as of now; how many they are with it."""
        tries = max(self.read()[0] + by, 0)
        caches["shared"].set(self.key, (tries, now), TRIES_FORGOTTEN_AFTER.total_seconds())
        return tries

    def wait(self, now: datetime) -> timedelta:
        """How long until the next try is let through."""
        tries, last = self.read()
        return still_to_wait(tries, last, now, self.free) if last else timedelta(0)


@dataclass(frozen=True)
class Tries:
    """The tries at one door by one device: those on the account, and those of its address."""

    account: Counter
    address: Counter | None = None
    user: User | None = None

    @transaction.atomic
    def begin(self, now: datetime) -> int:
        """Count a try, and how many they are in a row on the account.

        Raises:
            ValidationError: another try isn't let through yet; says how long to wait.
        """
        self._queue()
        counters = [self.account, *([self.address] if self.address else [])]
        if wait := max(counter.wait(now) for counter in counters):
            raise ValidationError(
                _("ลองผิดหลายครั้งติดกัน กรุณารอ %(wait)s แล้วลองอีกครั้ง") % {"wait": _in_words(wait)}
            )
        on_account, *_on_address = [counter.change(1, now) for counter in counters]
        return on_account

    @transaction.atomic
    def succeed(self, now: datetime) -> None:
        """The last try was right: the account's begin anew, the address's were one less."""
        self._queue()
        self.account.change(-self.account.read()[0], now)
        if self.address:
            self.address.change(-1, now)

    def _queue(self) -> None:
        """Wait for other tries on the account: SQLite writes one at a time, others lock a row."""
        if self.user:
            User.objects.select_for_update().filter(pk=self.user.pk).exists()


def tries_of(request: HttpRequest, door: str, name: str, user: User | None) -> Tries:
    """The tries at a door on the account of that name; ``user`` is whose it is, if anybody's.

    A device on which the person signed in before counts by itself, all others together.
    """
    device = known_device(request, user) if user else None
    if device:
        return Tries(_counter(door, name, device, free=FREE_OF_ACCOUNT), None, user)
    address = _counter("address", _address(request), free=FREE_OF_ADDRESS)
    return Tries(_counter(door, name, free=FREE_OF_ACCOUNT), address, user)


def _counter(*words: str, free: int) -> Counter:
    return Counter(f"tries:{hashlib.sha256(repr(words).encode()).hexdigest()}", free)


def _address(request: HttpRequest) -> str:
    """Where the request comes from; of an IPv6 address the network that one household has."""
    told = request.META["REMOTE_ADDR"]
    if settings.HTTPS:
        told = request.headers.get("X-Forwarded-For", told).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return str(told)
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def _in_words(wait: timedelta) -> str:
    """``45 seconds``, ``3 minutes``: rounded up."""
    seconds = -(-wait // timedelta(seconds=1))
    if seconds <= 60:
        return _("%(n)s วินาที") % {"n": seconds}
    return _("%(n)s นาที") % {"n": -(-seconds // 60)}
