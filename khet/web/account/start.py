"""The first page of a bare installation: its office and its first account."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from khet.jobs.set_up_office import Office, is_setup_code, set_up_office
from khet.records.registry.models import User
from khet.records.registry.queries.schools import home_area
from khet.web.account.entering import enter
from khet.web.account.forms import StartForm
from khet.web.account.tries import tries_of


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Set the office up and sign in; there is no such page once there is an office."""
    if home_area() is not None:
        raise Http404
    form = StartForm(request.POST or None, user=User())
    right = form.is_bound and _code_is_right(request, form)
    if form.is_valid() and right:
        given = form.cleaned_data
        office = Office(given["area_code"], given["area_name"], given["short_name"])
        user = set_up_office(
            office,
            username=given["username"],
            name=given["name"],
            password=given["new"],
            today=timezone.localdate(),
        )
        return enter(request, user, reverse("home"))
    return render(request, "account/start.html", {"form": form})


def _code_is_right(request: HttpRequest, form: StartForm) -> bool:
    """Whether the set-up code is right; a fault is told at the form, beside those of the fields.

    Every code that is sent counts as a try, whatever else is wrong.
    """
    if "setup_code" in form.errors:
        return False
    tries, now = tries_of(request, "start", "", None), timezone.now()
    try:
        tries.begin(now)
    except ValidationError as exc:
        form.add_error("setup_code", exc)
        return False
    if not is_setup_code(form.cleaned_data["setup_code"]):
        form.add_error("setup_code", _("ไม่ใช่รหัสติดตั้งของระบบนี้ กรุณาดูที่หน้าจอซึ่งเปิดระบบไว้"))
        return False
    tries.succeed(now)
    return True
