"""A person's own account: what it is, its password, its devices."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khet.records.registry.access import ROLES, asks_second_factor
from khet.records.registry.actions.letters import choose_mail
from khet.records.registry.actions.second_factor import forget_devices
from khet.records.registry.actions.sign_in import choose_password
from khet.records.registry.queries.sign_in import (
    APP,
    CARD,
    codes_left,
    latest_sign_ins,
    remembered_devices,
    second_factors,
)
from khet.web.account.entering import show_password
from khet.web.account.forms import ChangePasswordForm, ConfirmForm, MailForm, OwnPasswordForm
from khet.web.account.tries import tries_of
from khet.web.parts.viewer import signed_in, viewer_of

_SIGN_INS = 10


@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: roles in words, password, second factor, devices, latest sign-ins."""
    user, viewer = signed_in(request), viewer_of(request)
    factors = second_factors(user)
    card = factors.get(CARD)
    context = {
        "roles": [(held, ROLES[held.role]) for held in viewer.roles],
        "asked": asks_second_factor(viewer.roles),
        "app": factors.get(APP),
        "card": card,
        "left": codes_left(card) if card else None,
        "devices": remembered_devices(user, timezone.now()),
        "sign_ins": latest_sign_ins(user, _SIGN_INS),
    }
    return render(request, "account/account.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose an own password; every other session of the person ends."""
    user = signed_in(request)
    first = user.code_until is not None
    form = (OwnPasswordForm if first else ChangePasswordForm)(request.POST or None, user=user)
    if form.is_valid() and (first or is_own(request, form)):
        choose_password(by=user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        messages.success(request, _("ตั้งรหัสผ่านใหม่แล้ว เครื่องอื่นที่เข้าสู่ระบบไว้ต้องเข้าใหม่"))
        return redirect("home" if first else "account")
    return render(request, "account/password.html", {"form": form, "first": first})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Show the password once more, before what a stranger at an open screen must not do."""
    form = ConfirmForm(request.POST or None, label_suffix="")
    if form.is_valid() and is_own(request, form):
        show_password(request)
        url = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
        return redirect(url if safe else "account")
    return render(request, "account/confirm.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Set the own e-mail, and whether a letter comes each morning."""
    user = signed_in(request)
    kept = {"email": user.email, "digest": user.digest}
    form = MailForm(request.POST or None, initial=kept, label_suffix="")
    if request.method == "POST" and form.is_valid():
        choose_mail(by=user, **form.cleaned_data)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("account")
    return render(request, "account/mail.html", {"form": form})


@require_POST
def forget(request: HttpRequest, device: int) -> HttpResponse:
    """Ask for the second factor on that device of the person again."""
    forget_devices(by=signed_in(request), only=device)
    messages.success(request, _("ครั้งต่อไปเครื่องนั้นต้องใส่รหัสขั้นที่สอง"))
    return redirect("account")


def is_own(request: HttpRequest, form: Form, field: str = "old") -> bool:
    """Whether the own password stands in a field of a form; a fault is told there.

    It is told beside the faults of other fields, so that all can be mended at once.

    Wrong ones are counted as at signing in; ask outside of a transaction.
    """
    if field in form.errors:
        return False
    user, now = signed_in(request), timezone.now()
    tries = tries_of(request, "own-password", user.username, user)
    try:
        tries.begin(now)
    except ValidationError as exc:
        form.add_error(field, exc)
        return False
    if not user.check_password(form.cleaned_data[field]):
        form.add_error(field, _("ไม่ใช่รหัสผ่านปัจจุบัน กรุณาพิมพ์อีกครั้ง"))
        return False
    tries.succeed(now)
    return True
