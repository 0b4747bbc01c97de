"""Printing slips: choosing for whom, giving each a new one-time code, the PDF to hand out.

A code is in the printed file only: neither the code nor the file is kept.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.documents.slips import Issue, Slip, slips_pdf
from khet.records.registry.access import MANAGE_ACCOUNTS
from khet.records.registry.actions.sign_in import issue_code
from khet.records.registry.models import User
from khet.records.registry.queries.people import held_now
from khet.web.parts.filling import Page, form_page, show_form
from khet.web.parts.private import file_of
from khet.web.registry.people.address import (
    address_field,
    is_of_one_machine,
    keep_address,
    known_address,
)
from khet.web.registry.people.asked import Desk, desk_of, managed_person
from khet.web.registry.people.slip_choice import NEVER, Chosen, SlipsForm, has_own, home_of
from khet.web.registry.people.words import place_of

VALID = timedelta(days=14)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@form_page
def slips(request: HttpRequest) -> HttpResponse:
    """Choose for whom, see for how many, print."""
    desk = desk_of(request, MANAGE_ACCOUNTS)
    asked = request.POST if request.method == "POST" else request.GET
    form = SlipsForm(_with_address(request, asked), desk, known_address(request))
    skipped = frozenset(asked.getlist("skip"))
    chosen = Chosen(desk, form.cleaned_data, skipped) if form.is_valid() else None
    if request.method == "POST" and chosen and chosen.printed:
        address = keep_address(request, chosen.asked["address"])
        if chosen.asked["who"] == NEVER:
            return _zip(_by_unit(address, desk, chosen.printed))
        return _pdf(_printed(address, desk, chosen.printed), "slips.pdf")
    if request.method == "POST" and chosen and chosen.people:
        form.add_error(None, gettext("เว้นไว้ทุกคนจึงไม่มีใบให้พิมพ์: เอาเครื่องหมายออกจากผู้ที่จะพิมพ์ให้"))
    context = {
        "form": form,
        "chosen": chosen,
        "shut_in": chosen and is_of_one_machine(chosen.asked["address"]),
    }
    return render(request, "registry/people/slips.html", context)


def _with_address(request: HttpRequest, asked: QueryDict) -> QueryDict | None:
    """What was asked, with the known address where none is said."""
    if not asked:
        return None
    told = asked.copy()
    told["address"] = asked.get("address", "").strip() or known_address(request)
    return told


@form_page
def person_code(request: HttpRequest, username: str) -> HttpResponse:
    """Print a slip with a new code for one person."""
    person = managed_person(request, username)
    if not person.user.is_active:
        raise PermissionDenied(gettext("บัญชีนี้ปิดอยู่: เปิดบัญชีก่อนออกรหัส"))
    own = has_own(person.user)
    sure = forms.BooleanField(label=_("ยืนยันว่าเจ้าของขอรหัสใหม่ รหัสผ่านเดิมจะใช้ไม่ได้"))
    form = forms.Form(request.POST if request.method == "POST" else None, label_suffix="")
    form.fields.update({"sure": sure} if own else {})
    form.fields["address"] = address_field()
    form.initial["address"] = known_address(request)
    if request.method == "POST" and form.is_valid():
        address = keep_address(request, form.cleaned_data["address"])
        printed = _printed(address, person.desk, [person.user])
        return _pdf(printed, f"slip-{person.user.username}.pdf")
    back = reverse("registry:person", args=[username])
    lead = gettext("ใบรหัสใช้ได้ 14 วัน ใบที่พิมพ์ก่อนหน้าจะใช้ไม่ได้ทันที")
    warning = gettext("ผู้นี้ตั้งรหัสผ่านของตนเองแล้ว ออกรหัสใหม่เมื่อเจ้าของลืมรหัสผ่านเท่านั้น")
    title = gettext("พิมพ์ใบรหัสให้ %(name)s") % {"name": person.user}
    warnings = [warning] if own else []
    if is_of_one_machine(known_address(request)):
        warnings.append(gettext("ที่อยู่เว็บข้างล่างเปิดได้เฉพาะบนเครื่องนี้ ใส่ที่อยู่ที่ผู้รับใบเปิดได้ก่อนพิมพ์"))
    page = Page(title, gettext("ออกรหัสและพิมพ์"), back, lead, " ".join(warnings))
    return show_form(request, form, page)


@transaction.atomic
def _printed(address: str, desk: Desk, people: Sequence[User]) -> bytes:
    """The PDF with a new code for each of the people."""
    now = timezone.now()
    until = now + VALID
    made = [_slip(desk, user, until) for user in people]
    issue = Issue(
        office=str(desk.viewer.area),
        address=address,
        until=timezone.localtime(until),
        made=now,
    )
    return slips_pdf(made, issue)


def _slip(desk: Desk, user: User, until: datetime) -> Slip:
    code = issue_code(by=desk.user, user=user, until=until)
    place = place_of(held_now(user), user)
    return Slip(user.name, place, user.username, code)


@transaction.atomic
def _by_unit(address: str, desk: Desk, people: Iterable[User]) -> list[tuple[str, bytes]]:
    """A PDF for each unit, with its name in the archive."""
    return [
        (f"{unit.code}-{unit}.pdf".replace("/", "-"), _printed(address, desk, list(those)))
        for unit, those in groupby(people, home_of)
    ]


def _zip(files: Iterable[tuple[str, bytes]]) -> HttpResponse:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return file_of(packed.getvalue(), "application/zip", "slips.zip")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return file_of(content, "application/pdf", name)
