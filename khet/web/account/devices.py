"""The devices of a person: what kind one is, and whether that person signed in on it before."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from khet.records.registry.models import User

_KNOWN = "khet_device"
_KNOWN_FOR = timedelta(days=365)
_SALT = "khet.known-device"
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Line/": "LINE",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_name(request: HttpRequest) -> str:
    """What kind of device and browser asks: ``Chrome · Windows``; empty where it doesn't say."""
    says = request.headers.get("User-Agent", "")
    found = (
        next((name for sign, name in names.items() if sign in says), "")
        for names in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(filter(None, found))


def known_device(request: HttpRequest, user: User) -> str | None:
    """The number of this device if the person signed in on it before."""
    return _known(request).get(str(user.pk))


def make_known(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Tell the device, by a signed cookie, that the person signed in on it."""
    known = _known(request)
    known.setdefault(str(user.pk), secrets.token_urlsafe(8))
    keep_cookie(response, _KNOWN, signing.dumps(known, salt=_SALT), _KNOWN_FOR)


def keep_cookie(response: HttpResponse, name: str, value: str, age: timedelta) -> None:
    """Leave a cookie that no script can read, and that goes wherever the session's goes."""
    response.set_cookie(
        name,
        value,
        max_age=age,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        told: dict[str, str] = signing.loads(request.COOKIES.get(_KNOWN, ""), salt=_SALT)
    except signing.BadSignature:
        return {}
    return told
