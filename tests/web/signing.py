"""Signing in as a person does it, for tests: forms sent, codes of an app worked out."""

import base64
import hashlib
import hmac
import re
import struct
from datetime import datetime

from django.http import HttpResponse
from django.test import Client

from khet.records.registry.models import Event
from tests.cast import PASSWORD


def send(client: Client, name: str, password: str = PASSWORD, next: str = "") -> HttpResponse:
    """Send the sign-in form."""
    return client.post("/sign-in", {"username": name, "password": password, "next": next})


def is_in(client: Client) -> bool:
    """Whether somebody is signed in on that client."""
    return "_auth_user_id" in client.session


def text(response: HttpResponse) -> str:
    """The page that came."""
    return response.content.decode()


def code_of_app(secret: str, at: datetime) -> str:
    """The six digits of an authenticator app at that time, as RFC 6238 says."""
    moment = struct.pack(">Q", int(at.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    (number,) = struct.unpack(">I", digest[digest[-1] & 15 :][:4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def secret_on(page: str) -> str:
    """The secret that the page of the app shows."""
    found = re.search(r'class="formula">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def codes_on(page: str) -> list[str]:
    """The codes of a card that the page shows."""
    return re.findall(r"<li>(\d{4} \d{4})</li>", page)


def actions_on(name: str) -> list[str]:
    """What happened to the account, oldest first."""
    about = Event.objects.filter(kind="registry.user", key=name).order_by("pk")
    return list(about.values_list("action", flat=True))
