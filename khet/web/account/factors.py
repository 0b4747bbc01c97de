"""Setting up a second factor: an authenticator app, or a printed card of one-time codes."""

import base64
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khet.records.registry.access import asks_second_factor
from khet.records.registry.actions.second_factor import (
    app_moment,
    hashed,
    new_card,
    remove_factor,
    set_up_app,
    set_up_card,
)
from khet.records.registry.models import User
from khet.records.registry.queries.sign_in import (
    APP,
    CARD,
    FACTORS,
    codes_left,
    second_factors,
)
from khet.web.account.entering import has_shown_password
from khet.web.account.forms import CodeForm
from khet.web.parts.viewer import SECOND_FACTOR, signed_in, viewer_of

_SECRET, _CARD = "app_secret", "card_hashes"
_FORM_METHODS = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def _password_first(view: View) -> View:
    """Who has a second factor shows the password again before another takes its place."""

    @wraps(view)
    def asking(request: HttpRequest, *given: str, **more: str) -> HttpResponse:
        if has_shown_password(request) or not second_factors(signed_in(request)):
            return view(request, *given, **more)
        back = request.path if request.method in ("GET", "HEAD") else reverse("second-factor")
        return redirect(f"{reverse('confirm')}?{urlencode({'next': back})}")

    return asking


@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """What a second factor is, which ones there are, and which the person has."""
    factors = second_factors(signed_in(request))
    card = factors.get(CARD)
    context = {
        "asked": asks_second_factor(viewer_of(request).roles),
        "app": factors.get(APP),
        "card": card,
        "left": codes_left(card) if card else None,
    }
    return render(request, "account/second_factor.html", context)


@never_cache
@require_http_methods(_FORM_METHODS)
@_password_first
def app(request: HttpRequest) -> HttpResponse:
    """Show the secret to an authenticator app; a code of the app sets it up."""
    user = signed_in(request)
    secret = request.session.setdefault(_SECRET, generate_totp_secret())
    form = CodeForm(request.POST or None, label_suffix="")
    if form.is_valid():
        moment = app_moment(secret, form.cleaned_data["code"], timezone.now())
        if moment is not None:
            set_up_app(by=user, secret=secret, moment=moment)
            return _passed(request, _SECRET)
        form.add_error("code", _("รหัสไม่ตรง กรุณาดูเวลาของโทรศัพท์ให้ตรง แล้วพิมพ์รหัสที่แอปแสดงอยู่"))
    url = get_adapter().build_totp_url(user, secret)
    picture = base64.b64encode(get_adapter().build_totp_svg(url).encode()).decode()
    pieces = " ".join(secret[k : k + 4] for k in range(0, len(secret), 4))
    context = {"form": form, "picture": picture, "secret": pieces, "url": url}
    return render(request, "account/app.html", context)


@never_cache
@require_http_methods(_FORM_METHODS)
@_password_first
def card(request: HttpRequest) -> HttpResponse:
    """Print a card; its first code sets it up, so that nobody depends on one not printed."""
    user = signed_in(request)
    if "print" in request.POST:
        return _printed(request, user)
    hashes: list[str | None] = request.session.get(_CARD, [])
    form = CodeForm(request.POST or None, label_suffix="")
    if hashes and form.is_valid():
        if hashed(user, form.cleaned_data["code"]) == hashes[0]:
            set_up_card(by=user, codes=[None, *hashes[1:]])
            return _passed(request, _CARD)
        form.add_error("code", _("ไม่ใช่รหัสที่ 1 ของบัตรที่เพิ่งพิมพ์ กรุณาดูที่บัตรอีกครั้ง หรือพิมพ์บัตรใหม่"))
    return render(request, "account/card.html", {"form": form, "printed": bool(hashes)})


@require_POST
@_password_first
def remove(request: HttpRequest, factor: str) -> HttpResponse:
    """Do without an app or a card, where another is there or no role asks for one."""
    user = signed_in(request)
    others = second_factors(user).keys() - {factor}
    if factor not in FACTORS or (asks_second_factor(viewer_of(request).roles) and not others):
        raise PermissionDenied(_("บทบาทของท่านต้องมีการยืนยันตัวตนขั้นที่สองอย่างน้อยหนึ่งอย่าง"))
    remove_factor(by=user, factor=factor)
    messages.success(request, _("ยกเลิกการยืนยันตัวตนขั้นที่สองอย่างนั้นแล้ว"))
    return redirect("account")


def _printed(request: HttpRequest, user: User) -> HttpResponse:
    """The card's codes, shown this once; the session keeps their hashes only."""
    codes = new_card()
    request.session[_CARD] = [hashed(user, code) for code in codes]
    context = {"codes": codes, "form": CodeForm(label_suffix=""), "today": viewer_of(request).today}
    return render(request, "account/card_codes.html", context)


def _passed(request: HttpRequest, kept: str) -> HttpResponse:
    """The second factor is set up, and was shown by that."""
    del request.session[kept]
    request.session[SECOND_FACTOR] = True
    request.session.cycle_key()
    messages.success(request, _("ตั้งการยืนยันตัวตนขั้นที่สองแล้ว"))
    return redirect("account")
