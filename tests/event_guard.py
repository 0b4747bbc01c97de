"""Always on: no event that any test leaves may hold what events must never hold."""

import json
import re
from collections.abc import Iterator
from typing import Any

from khet.records.registry.models import Event
from khet.rules.identity import check_digit
from tests.cast import PASSWORD

_FIELDS = {"password", "secret", "token", "identity", "identity_hash", "national_id", "one_time"}
_CODE = re.compile(r"\b[B-Z]{4}-[B-Z]{4}-[B-Z]{4}\b")
_ID = re.compile(r"(?<![0-9a-fA-F])\d{13}(?![0-9a-fA-F])")
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def secrets_in(event: Event) -> list[str]:
    """What an event holds of passwords, codes, citizens' ids and pupils' names."""
    told = [event.before, event.after]
    text = json.dumps([*told, event.key], ensure_ascii=False, default=str)
    found = [f"field {name}" for name in _names(told) if name in _FIELDS]
    found += ["password"] if PASSWORD in text else []
    found += ["one-time code"] if _CODE.search(text) else []
    found += ["citizen's id" for d in _ID.findall(text) if check_digit(d) == int(d[-1])]
    if event.kind in ("registry.pupils", "registry.pupil-list") and _THAI.search(text):
        found.append("a pupil's name")
    return found


def _names(told: Any) -> Iterator[str]:
    """Every field name anywhere within."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield name
            yield from _names(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _names(value)


def refuse_secrets(instance: Event, **_signal: Any) -> None:
    """Fail the test that makes an event with a secret in it."""
    found = secrets_in(instance)
    assert not found, f"{instance.action} {instance.kind}: {', '.join(found)}"
