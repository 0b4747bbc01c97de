"""From a user name and password to a session: one step, or two where there is a second factor."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from khet.records.registry.access import MANAGE_ACCOUNTS, ROLES
from khet.records.registry.actions.second_factor import hashed_token, remember_device
from khet.records.registry.actions.sign_in import record_refusal, record_sign_in
from khet.records.registry.models import UnitKind, User
from khet.records.registry.queries.sign_in import DEVICE, remembered_devices, second_factors
from khet.rules.sign_in import DEVICE_REMEMBERED, FREE_OF_ACCOUNT, typed_user_name
from khet.web.account.devices import device_name, keep_cookie, make_known
from khet.web.account.tries import tries_of
from khet.web.parts.viewer import SECOND_FACTOR, Viewer

_HALF_WAY = "half_way"
_HALF_WAY_FOR = 600
_SEEN = "seen"
_SEEN_AGAIN = 600
_SHOWN_AT = "shown_at"
_SHOWN_FOR = 900
_BY = "หน้าเข้าสู่ระบบ"


def admitted(request: HttpRequest, typed: str, password: str) -> User:
    """The person of that user name and password; nobody is signed in yet.

    Raises:
        ValidationError: wrong, too often wrong, or a one-time code that no longer holds. Whether
            there is such an account shows neither in the message nor in the time it takes.
    """
    name, now = typed_user_name(typed), timezone.now()
    user = User.objects.filter(username=name, is_active=True).first()
    tries = tries_of(request, "password", name, user)
    row = tries.begin(now)
    right = _is_password(user, password)
    if user is None or not right:
        if user and row >= FREE_OF_ACCOUNT:
            record_refusal(by=_BY, user=user, tries=row, device=device_name(request))
        raise ValidationError(_("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง กรุณาตรวจแล้วลองอีกครั้ง"))
    tries.succeed(now)
    if user.code_until and user.code_until < now:
        raise ValidationError(_whom_to_ask(user))
    return user


def begin(request: HttpRequest, user: User, url: str) -> HttpResponse:
    """Let the person in, or on to the second step where a second factor must be shown first."""
    if not second_factors(user):
        return enter(request, user, url)
    if is_remembered(request, user):
        return enter(request, user, url, factor=DEVICE)
    request.session.cycle_key()
    request.session[_HALF_WAY] = {
        "user": user.pk,
        "proof": user.get_session_auth_hash(),
        "at": timezone.now().timestamp(),
        "url": url,
    }
    return redirect("sign-in-second")


def half_way(request: HttpRequest) -> tuple[User, str] | None:
    """Who has shown the password but not yet the second factor, and where it leads afterwards."""
    kept: dict[str, Any] = request.session.get(_HALF_WAY, {})
    if not kept or timezone.now().timestamp() - kept["at"] > _HALF_WAY_FOR:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["proof"], user.get_session_auth_hash()):
        return None
    return user, kept["url"]


def enter(request: HttpRequest, user: User, url: str, factor: str = "") -> HttpResponse:
    """Sign the person in; the session gets a new key, the device is known from now on."""
    request.session.pop(_HALF_WAY, None)
    login(request, user)
    request.session[SECOND_FACTOR] = bool(factor)
    request.session[_SEEN] = timezone.now().timestamp()
    show_password(request)
    record_sign_in(by=user, device=device_name(request), factor=factor)
    response = HttpResponseRedirect(url)
    make_known(request, response, user)
    return response


def show_password(request: HttpRequest) -> None:
    """The person showed the password just now."""
    request.session[_SHOWN_AT] = timezone.now().timestamp()


def has_shown_password(request: HttpRequest) -> bool:
    """Whether the password was shown in this session within a quarter of an hour."""
    shown: float = request.session.get(_SHOWN_AT, 0)
    return timezone.now().timestamp() - shown < _SHOWN_FOR


def keep_awake(request: HttpRequest) -> None:
    """Let the session last from this visit on; written once in ten minutes, not at every page."""
    seen, now = request.session.get(_SEEN), timezone.now().timestamp()
    if seen is not None and now - seen > _SEEN_AGAIN:
        request.session[_SEEN] = now


def remember(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """The response with a cookie by which the second factor isn't asked again for some days."""
    token = remember_device(by=user, name=device_name(request), at=timezone.now())
    keep_cookie(response, _remembered_as(user), token, DEVICE_REMEMBERED)
    return response


def is_remembered(request: HttpRequest, user: User) -> bool:
    """Whether the second factor isn't asked on this device now."""
    token = hashed_token(request.COOKIES.get(_remembered_as(user), ""))
    kept = remembered_devices(user, timezone.now())
    return any(constant_time_compare(device.data["token"], token) for device in kept)


def _remembered_as(user: User) -> str:
    return f"khet_remembered_{user.pk}"


def _is_password(user: User | None, password: str) -> bool:
    """Whether it is; where nobody's or a quickly hashed code, as slow as with any other."""
    if user is None or user.code_until:
        make_password(password)
    return user is not None and check_password(password, user.password)


def _whom_to_ask(user: User) -> str:
    """What to say of a one-time code that no longer holds: who gives out a new one."""
    roles = Viewer(user, timezone.localdate()).roles
    below = roles and all(
        held.unit.kind == UnitKind.SCHOOL and MANAGE_ACCOUNTS not in ROLES[held.role].permissions
        for held in roles
    )
    if below:
        return _("รหัสเข้าใช้ครั้งแรกนี้หมดอายุแล้ว กรุณาขอรหัสใหม่จากผู้อำนวยการโรงเรียนของท่าน")
    return _("รหัสเข้าใช้ครั้งแรกนี้หมดอายุแล้ว กรุณาขอรหัสใหม่จากผู้ดูแลบัญชีของสำนักงานเขต")
