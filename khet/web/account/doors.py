"""The way in and out: user name and password, the second step, signing out."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from khet.records.registry.actions.second_factor import use_code
from khet.records.registry.models import User
from khet.records.registry.queries.sign_in import APP, CARD, codes_left, second_factors
from khet.rules.sign_in import FEW_CODES
from khet.web.account.entering import begin, enter, half_way, remember
from khet.web.account.forms import SecondStepForm, SignInForm
from khet.web.account.tries import tries_of


class SignIn(auth.LoginView):
    """User name and password; the session begins only after a second factor where there is one."""

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        """On to the second step, or in."""
        return begin(self.request, form.get_user(), self.get_success_url())


sign_in = SignIn.as_view()


class SignOut(auth.LogoutView):
    """Signing out; what the browser keeps of the site goes, once its pages say that it may.

    They say so after what was written without a signal was sent or thrown away, and nothing of
    another person's waits on the device.
    """

    def post(self, request: HttpRequest, *of: object, **more: object) -> HttpResponse:
        """Out, and home."""
        response = super().post(request, *of, **more)
        if request.POST.get("cleared") == "all":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_out = SignOut.as_view()


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """A code of the app or the card, from who has shown the password."""
    kept = half_way(request)
    if kept is None:
        return redirect("sign-in")
    user, url = kept
    form = SecondStepForm(request.POST or None, label_suffix="")
    if form.is_valid() and (factor := _used(request, form, user)):
        if factor == CARD:
            _tell_codes_left(request, user)
        response = enter(request, user, url, factor)
        return remember(request, response, user) if form.cleaned_data["remember"] else response
    factors = second_factors(user)
    return render(
        request,
        "account/second_step.html",
        {"form": form, "app": APP in factors, "card": CARD in factors},
    )


def _used(request: HttpRequest, form: Form, user: User) -> str | None:
    """The type of the factor that the code is of; a fault is told at the form."""
    tries, now = tries_of(request, "second-step", user.username, user), timezone.now()
    try:
        tries.begin(now)
    except ValidationError as exc:
        form.add_error("code", exc)
        return None
    factor = use_code(by=user, code=form.cleaned_data["code"], at=now)
    if factor is None:
        form.add_error("code", _("รหัสไม่ถูกต้อง หรือใช้ไปแล้ว กรุณาใช้รหัสถัดไป"))
        return None
    tries.succeed(now)
    return factor


def _tell_codes_left(request: HttpRequest, user: User) -> None:
    left = codes_left(second_factors(user)[CARD])
    if left <= FEW_CODES:
        told = _("บัตรรหัสของท่านเหลือ %(n)s รหัส กรุณาพิมพ์บัตรใหม่ที่หน้าบัญชีของฉัน")
        messages.warning(request, told % {"n": left})
