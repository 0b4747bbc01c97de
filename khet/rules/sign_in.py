"""Signing in: what was typed, how guessing is slowed, how long things hold.

Guessing is slowed, never locked out for good: who knows a user name must not be able to shut its
owner out. So a device that signed in before counts its own tries, all unknown devices of a user
name count together, and unknown devices of one address count together too.

Ours, after OWASP's "device cookies"; the table of user names is for names, this is for the door.
"""

from datetime import datetime, timedelta

from khet.rules.thai import arabic_digits

FREE_OF_ACCOUNT = 5
"""Tries in a row on one account before the first wait."""
FREE_OF_ADDRESS = 50
"""Tries from one address (a school shares one) before the first wait."""
FIRST_WAIT, LONGEST_WAIT = 30, 900
"""Seconds."""
TRIES_FORGOTTEN_AFTER = timedelta(days=1)
"""After the last try."""
GRACE = timedelta(days=14)
"""A role that asks for a second factor may be used without one, pupils' names hidden."""
DEVICE_REMEMBERED = timedelta(days=30)
"""On a device of that person a second factor isn't asked again."""
FEW_CODES = 5
"""A card of one-time codes with so many left should be replaced."""


def typed_user_name(typed: str) -> str:
    """A user name as accounts have it: no spaces around, lower case, Arabic digits.

    >>> typed_user_name("  ๐๕๐๑-Som ")
    '0501-som'
    """
    return arabic_digits(typed).strip().lower()


def wait_after(tries: int, free: int) -> timedelta:
    """How long after the last of so many wrong tries in a row the next one is let through.

    Nothing while fewer than ``free``; then 30 seconds, doubled with each further try, at most
    15 minutes: about a hundred guesses a day.

    >>> [wait_after(tries, free=5).seconds for tries in (4, 5, 6, 9, 10, 1000)]
    [0, 30, 60, 480, 900, 900]
    """
    if tries < free:
        return timedelta(0)
    doubled = min(tries - free, LONGEST_WAIT.bit_length())
    return timedelta(seconds=min(FIRST_WAIT * 2**doubled, LONGEST_WAIT))


def still_to_wait(tries: int, last: datetime, now: datetime, free: int) -> timedelta:
    """What is left of the wait; zero where the next try is let through.

    >>> then = datetime(2026, 11, 21, 9, 0)
    >>> still_to_wait(6, then, then + timedelta(seconds=15), free=5).seconds
    45
    """
    return max(last + wait_after(tries, free) - now, timedelta(0))
